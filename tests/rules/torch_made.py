"""Set-ups of PyTorch, optax and tf.nn made by hand, for tests of rules: one short call for each part."""

from __future__ import annotations

from dataclasses import replace

from lossguard.setups import Engine, Head, Known, Labels, LossUse, MetricUse, RefusedTypes, Width
from lossguard.vocabulary import Decision, Encoding, Family, Space, Units
from tests.rules.handmade import HEAD, LABELS, LINK, LOSS, METRIC, NOT_TOLD, width
from tests.rules.handmade import head as dense

PYTORCH = Engine("torch", "torch", "PyTorch 2.13", "2.13")
OPTAX = Engine("jax", "optax", "optax 0.2.8", "0.2.8")
TF_NN = Engine("tf", "tf", "TensorFlow 2.15", "2.15")

_BITS = (Encoding.BINARY, Encoding.MULTI_HOT, Encoding.ONE_HOT, Encoding.SOFT)
_NUMBERS = (Encoding.INDEX, Encoding.BINARY)
_ROWS = (Encoding.ONE_HOT, Encoding.SOFT)
_WHOLE = ("int8", "int16", "int32", "int64", "uint8")
_FLOATS = ("float16", "float32", "float64")
_LONG = "RuntimeError: expected target dtype to be Long or Byte, but got {dtype}"
_INDICES_ARE_LONG = RefusedTypes(("int8", "int16", "int32", "bool", *_FLOATS), _LONG, _NUMBERS)
_ROWS_ARE_FLOAT = RefusedTypes(
    (*_WHOLE, "bool"),
    "RuntimeError: Expected floating point type for target with class probabilities, got {dtype}",
    (Encoding.ONE_HOT, Encoding.MULTI_HOT),
)
_SAME_TYPE = RefusedTypes((*_WHOLE, "bool", "float64"), "RuntimeError: Found dtype {dtype} but expected Float")
_NO_WHOLE = RefusedTypes(_WHOLE, "RuntimeError: result type Float can't be cast to the desired output type {dtype}")


def loss(name: str, family: Family, expects: Space, labels: tuple[Encoding, ...], **more: object) -> Known[LossUse]:
    units = Units.CLASSES if family is Family.CATEGORICAL else Units.OUTPUTS
    made = LossUse(name, f"{name}()", family, Known(expects, LOSS), labels, units, LOSS)
    return Known(replace(made, **more), LOSS)  # type: ignore[arg-type]


CE = loss(
    "cross_entropy", Family.CATEGORICAL, Space.REAL, (*_NUMBERS, *_ROWS),
    class_axis=1, shapes="fewer", refuses=(_INDICES_ARE_LONG, _ROWS_ARE_FLOAT),
)  # fmt: skip
NLL = loss(
    "nll_loss", Family.CATEGORICAL, Space.LOG_SIMPLEX, _NUMBERS,
    class_axis=1, shapes="fewer", refuses=(_INDICES_ARE_LONG,),
)  # fmt: skip
BCE = loss(
    "binary_cross_entropy", Family.BERNOULLI, Space.UNIT, _BITS,
    shapes="same", clips=True, checks_predictions=True, checks_targets=True, refuses=(_SAME_TYPE,),
)  # fmt: skip
BCE_LOGITS = loss(
    "binary_cross_entropy_with_logits", Family.BERNOULLI, Space.REAL, _BITS, shapes="same", refuses=(_NO_WHOLE,)
)
MSE = loss("mse_loss", Family.REGRESSION, Space.REAL, (Encoding.REAL, Encoding.INDEX, *_BITS), shapes="warned")
MSE_FLAT = loss("mse_loss", Family.REGRESSION, Space.REAL, (Encoding.REAL, *_BITS), shapes="flat")
KL = loss("kl_div", Family.DIVERGENCE, Space.LOG_SIMPLEX, _ROWS, shapes="broadcast")
CTC = loss("ctc", Family.SEQUENCE, Space.LOG_SIMPLEX, (Encoding.INDEX,))
DICE = loss("dice", Family.OVERLAP, Space.REAL, _BITS)
DICE_OF_PROBABILITIES = loss("dice", Family.OVERLAP, Space.UNIT, _BITS)
BY_ROW = loss("softmax_cross_entropy", Family.CATEGORICAL, Space.REAL, _ROWS)
BY_NUMBER = loss("softmax_cross_entropy_with_integer_labels", Family.CATEGORICAL, Space.REAL, _NUMBERS)
SIGMOID_OPTAX = loss("sigmoid_binary_cross_entropy", Family.BERNOULLI, Space.REAL, _BITS, shapes="broadcast")


def head(
    *links: str, units: int | str | None = 10, axis: int | None = 1, rank: int | None = 2, **more: object
) -> Known[Head]:
    """`head("softmax")`: Linear(10) and softmax(dim=1); `implicit=True` leaves the axis to the framework."""
    implicit = more.pop("implicit", False)
    made = dense(*links, units=units, axis=axis, rank=rank).value
    written = tuple(
        replace(link, axis=None if implicit or "softmax" not in link.name else axis, implicit=bool(implicit))
        for link in made.links
    )
    return Known(replace(made, links=written, layer=more.pop("layer", "Linear"), **more), HEAD)  # type: ignore[arg-type]


def labels(
    encoding: Encoding | None,
    classes: int | None = None,
    *,
    rank: int | None = 1,
    wide: int | None = None,
    **more: object,
) -> Known[Labels]:
    made = Labels(
        NOT_TOLD if encoding is None else Known(encoding, LABELS),
        width(classes),
        LABELS,
        rank=rank,
        width=None if wide is None else Width(wide, str(wide), wide),
        source="y",
    )
    return Known(replace(made, **more), LABELS)  # type: ignore[arg-type]


def rows(columns: int, encoding: Encoding = Encoding.ONE_HOT, dtype: str = "float32", **more: object) -> Known[Labels]:
    return labels(encoding, columns, rank=2, wide=columns, dtype=dtype, **more)


def metric(name: str, decision: Decision, width: int | None = None, **options: object) -> MetricUse:
    return MetricUse(name, Known(name, METRIC), METRIC, decision, width=width, options=tuple(options.items()))


__all__ = ["HEAD", "LABELS", "LINK", "LOSS", "METRIC"]
