"""How a loss, a metric or an activation is spelled: as text or a function, and as a class."""

from __future__ import annotations

import libcst as cst

from lossguard.edits.file import Refused, leaf_of

# Names of classes that are not those of their functions in capitals.
_CLASSES = {
    "cross_entropy": "CrossEntropyLoss",
    "nll_loss": "NLLLoss",
    "binary_cross_entropy": "BCELoss",
    "binary_cross_entropy_with_logits": "BCEWithLogitsLoss",
    "mse_loss": "MSELoss",
    "mae": "MeanAbsoluteError",
    "mse": "MeanSquaredError",
}


def function_name(name: str) -> str:
    """The name as text and as a function: "categorical_crossentropy"."""
    return name


def class_name(name: str) -> str:
    """The name as a class: "CategoricalCrossentropy", "CrossEntropyLoss"."""
    return _CLASSES.get(name) or "".join(word.capitalize() for word in name.split("_"))


def is_class(leaf: str) -> bool:
    """Whether the last part of a dotted name is that of a class."""
    return leaf[:1].isupper()


def respelled(leaf: str, name: str) -> str:
    """The canonical `name` in the form in which `leaf` is spelled."""
    return class_name(name) if is_class(leaf) else function_name(name)


def must_be(node: cst.CSTNode, name: str) -> None:
    """Raises Refused unless a text, a name or a call is spelled as `name`, which may be canonical; "" is any name."""
    written = leaf_of(node)
    if isinstance(node, cst.SimpleString):
        written = node.raw_value
    elif isinstance(node, cst.Call):
        written = leaf_of(node.func)
    if name and _plain(written) != _plain(name):
        raise Refused(f"{written or 'something else'} is written there, not {name}")


def _plain(name: str) -> str:
    """Without capitals, underscores and the number of axes: "LogSoftmax2d" and "log_softmax" are one."""
    return name.lower().replace("_", "").removesuffix("1d").removesuffix("2d")
