"""What functions over arrays, frames, tensors and batches do: the effects that `Call` rows name, one table for all.

`lossguard/knowledge/labels/arrays.py` defines each effect; the modules here follow its headings.
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import arrays, frameworks, operations
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.effects import (
    batches,
    changed,
    counts,
    joined,
    kept,
    loaders,
    made,
    mapped,
    objects,
    packed,
    picked,
    runs,
    shapes,
    splits,
    tensors,
    texts,
    transforms,
)
from lossguard.interpret.effects.counts import largest, one_less
from lossguard.interpret.effects.facts import is_output
from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.objects import OBJECT
from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.literals import Key
from lossguard.interpret.run import Run
from lossguard.interpret.values import Tensor, Unknown, Value
from lossguard.knowledge.rows import Call
from lossguard.records import replace

__all__ = ["EFFECTS", "OBJECT", "ON_SUBJECT", "apply", "attribute", "largest", "on_unknown", "one_less"]

Text = Callable[[], str]

# a list counts as the array NumPy makes of it; of everything else the outcome is not known
ON_ARRAY: dict[str, Callable[[CallSite, Tensor], Value]] = {
    "copies": kept.copies, "frame": kept.frame, "moved": kept.moved,
    "flatten": shapes.flatten, "transpose": shapes.transpose, "diagonal": shapes.diagonal,
    "reshape_as": shapes.reshape_as, "expand": shapes.expand, "flatten_axes": shapes.flatten_axes,
    "sign": changed.sign, "clip": changed.clip, "scale": changed.scale, "unit_length": changed.unit_length,
    "logical_not": changed.logical_not,
    "gather": picked.gather, "packed": packed.packed, "logit": tensors.logit, "scatter": tensors.scatter,
}  # fmt: skip
# ... but element for element still the data of the subject
SAME_DATA = frozenset({"copies", "flatten", "reshape_as", "expand", "flatten_axes", "clip", "scale", "unit_length"})


def _on_array(site: CallSite, subject: Value) -> Value:
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=site.row.effect in SAME_DATA)
    return ON_ARRAY[site.row.effect](site, subject)


ON_SUBJECT: dict[str, Callable[[CallSite, Value], Value]] = {
    "keep": kept.keep, "listed": kept.listed, "rows": kept.rows, "astype": kept.astype, "column": kept.column,
    "reset_index": kept.reset_index,
    "reshape": shapes.reshape, "squeeze": shapes.squeeze, "expand_dims": shapes.expand_dims,
    "split": splits.split,
    "argmax": changed.argmax, "round": changed.rounded, "log": changed.log, "exp": changed.exp,
    "elementwise": changed.elementwise, "cumulate": changed.cumulate, "reduce": changed.reduce,
    "compare": changed.compare, "isin": changed.compare, "invert": changed.invert,
    "unique": counts.unique, "count_unique": counts.count_unique, "count": counts.count,
    "factorize": counts.factorize, "codes": counts.codes,
    "map": mapped.mapped, "replace": mapped.replaced, "apply": mapped.applied, "digitize": mapped.digitize,
    "cut": mapped.cut, "dummies": mapped.dummies,
    "slices": batches.slices, "one_element": batches.one_element, "same_batches": batches.same_batches,
    "map_batches": batches.map_batches, "concatenate_batches": batches.concatenate_batches,
    "to": tensors.to, "astype_of": tensors.astype_of, "bernoulli": tensors.bernoulli,
    "max_and_index": picked.max_and_index, "topk": picked.topk, "select": picked.select, "narrow": picked.narrow,
    "parts": picked.parts, "size": picked.size,
    "same_image": transforms.same_image, "to_tensor": transforms.to_tensor, "to_bytes": transforms.to_bytes,
    "normalized": transforms.normalized,
    "loader": loaders.loader, "split_batches": loaders.split_batches,
    **dict.fromkeys(ON_ARRAY, _on_array),
}  # fmt: skip

EFFECTS: dict[str, Callable[[CallSite], Value]] = {
    "zeros": made.zeros, "ones": made.ones, "full": made.full, "eye": made.eye, "arange": made.arange,
    "linspace": made.linspace, "randint": made.randint, "rand": made.rand, "randn": made.randn,
    "uniform": made.uniform, "choice": made.choice, "binomial": made.binomial, "read": made.read,
    "opaque": made.opaque, "records": made.records, "feature": made.feature, "parsed": made.parsed,
    "concatenate": joined.concatenate, "stack": joined.stack, "vstack": joined.vstack, "hstack": joined.hstack,
    "column_stack": joined.column_stack, "append": joined.append, "arithmetic": joined.arithmetic,
    "matmul": joined.matmul, "product": joined.product, "where": joined.where,
    "train_test_split": splits.train_test_split, "shuffle": splits.shuffle, "fold_split": splits.fold_split,
    "resample_pair": splits.resample_pair, "scalar": counts.scalar,
    "pairs": batches.pairs, "zip_batches": batches.zip_batches, "from_generator": batches.from_generator,
    "tfds_load": batches.tfds_load,
    "instance": objects.instance, "nothing": objects.nothing,
    "tensor": tensors.tensor, "typed_tensor": tensors.typed_tensor, "filled": tensors.filled_with,
    "randint_of": tensors.randint_of, "parameter": tensors.parameter, "joined_batches": loaders.joined_batches,
    "no_grad": objects.without_gradients, "grad_mode": objects.gradient_mode, "autocast": objects.context,
    "distribution": objects.distribution, "runs": runs.runs, "applies": runs.applies,
    "later": transforms.later, "chained": transforms.chained, "augmented": transforms.augmented,
    "padded": packed.padded, "unpacked": packed.unpacked,
    "tokens": texts.tokens, "counted": texts.counted,
}  # fmt: skip


READ_ALONE = frozenset({"loader", "same_batches", "to", "keep"})  # whatever further options are, the subject decides

# methods that mean something on an array that is not known: they give labels or count them
ON_UNKNOWN = frozenset({"apply", "argmax", "astype", "factorize", "map", "max", "nunique", "replace", "unique"})
# ... and of PyTorch those that tell type, shape or place of what they give. Lists, texts and modules have none of them,
# or one that gives the same thing again ("to", "cuda").
ON_UNKNOWN_TENSOR = frozenset({
    "argmax", "max", "min", "topk", "to", "type", "type_as", "float", "double", "half", "long", "int", "short", "byte",
    "bool", "cpu", "cuda", "detach", "clone", "contiguous", "numpy", "requires_grad_", "view", "reshape", "unsqueeze",
    "squeeze", "size", "ravel", "astype", "bernoulli", "softmax", "log_softmax", "sigmoid", "tanh", "pin_memory",
})  # fmt: skip
OF_TEXTS = frozenset({"contains", "startswith", "endswith", "match", "isdigit", "get_dummies"})  # y.str.contains("a")
OF_A_TABLE = ("func", "axis", "args", "raw", "result_type", "convert_dtype", "meta")  # keywords of `apply` in pandas
ATTRIBUTES = {"codes": "codes", "categories": "unique"}  # of categorical columns, read without a call


def _applies_a_model(arguments: Arguments) -> bool:
    """Whether `apply` is given variables and inputs, and not one function, as a column of a table is."""
    return len(arguments.positional) > 1 or any(name not in OF_A_TABLE for name, _ in arguments.keywords)


def on_unknown(run: Run, receiver: Unknown, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """A method of an array that is not known, None where nothing can be told of its outcome."""
    if name in ("tolist", "item") and operations.is_counter(receiver):
        return receiver
    if name in OF_TEXTS and _is_of_texts(receiver):
        return frameworks.call_name(run, f"array.str.{name}", arguments.preceded_by(receiver), ref, text)
    if run.engines.uses_torch and name in ON_UNKNOWN_TENSOR:
        row = arrays.method_row(run, name, arguments)
        return frameworks.call_name(run, row, arguments.preceded_by(receiver), ref, text)
    if name not in ON_UNKNOWN or (name == "apply" and _applies_a_model(arguments)):
        return None
    return frameworks.call_name(run, f"array.{name}", arguments.preceded_by(receiver), ref, text)


def _is_of_texts(receiver: Unknown) -> bool:
    """Whether it is the attribute by which a column of texts is searched: `table["text"].str`."""
    match receiver.key:
        case Key(("attr", _, "str")):
            return True
        case _:
            return False


def attribute(run: Run, owner: Tensor | Unknown, name: str, ref: int, text: Text) -> Value | None:
    """`y.cat.codes`, `y.cat.categories`; None for every other attribute."""
    if name not in ATTRIBUTES:
        return None
    return frameworks.call_name(run, f"array.{ATTRIBUTES[name]}", Arguments().preceded_by(owner), ref, text)


def apply(run: Run, row: Call, bound: Bound, arguments: Arguments, ref: int, text: Text) -> Value:
    """What the call of a row gives, from its effect: on every alternative of the array at hand, where there is one."""
    site = CallSite(run, row, bound, arguments, ref, text)
    if row.effect in EFFECTS:
        return EFFECTS[row.effect](site)
    act = ON_SUBJECT.get(row.effect)
    values = tuple(argument.value for argument in arguments.positional)
    if act is None or (bound.open and row.effect not in READ_ALONE):
        return operations.derived(run, row.effect, values, ref, text)
    subject = site.given("subject")
    if subject is None:
        return site.unknown(why=f"what {text()} is called on is not known")
    return site.each(subject, lambda option: _placed(site, option, act(site, option)))


def _placed(site: CallSite, subject: Value, outcome: Value) -> Value:
    """Labels that the call put into another encoding were made there."""
    if not isinstance(subject, Tensor) or not isinstance(outcome, Tensor) or is_output(outcome):
        return outcome
    same = outcome.encoding in (None, subject.encoding)
    return outcome if same else replace(outcome, spot=site.spot, source=site.text())
