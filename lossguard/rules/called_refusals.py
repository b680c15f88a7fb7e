"""What losses that a program calls itself do with values and labels that do not fit: PyTorch, optax and tf.nn.

Everything here was measured (semantics of torch and jax, sections 1 to 3 and 11; of Keras, 7.2 for tf.nn). A loss is
found by what it is (family, space it expects) and, where that does not tell two apart, by its bare name: lower case,
without "_", without "loss" at the end, so that `nn.BCELoss` and `bce_loss` are one.
"""

from __future__ import annotations

from dataclasses import dataclass

from lossguard.setups import Engine, Known, LossUse
from lossguard.vocabulary import Encoding, Family, Space

CALLED = frozenset({"torch", "optax", "tf"})  # engines whose losses a program calls itself
AXIS_ONE = frozenset({"torch"})  # the class axis of a categorical loss is axis 1; elsewhere the last
IMPLICIT_AXIS = frozenset({"torch"})  # softmax without an axis picks one by the rank: 0 for ranks 0, 1, 3, else 1
SEPARATE_COLUMNS = CALLED  # (n,) and (n, 1) are not made one
VOID_LABELS = {"torch": frozenset({-100.0})}  # left out of the loss unless told otherwise

_PLURALS = {"binarycrossentropy": "bce", "binarycrossentropywithlogits": "bcewithlogits", "meansquarederror": "mse"}
_FORGIVING = ("flat", "labelsmoothing", "softtarget")  # fastai flattens and casts, timm encodes itself
_WARNS_AND_BROADCASTS = frozenset({"mse", "l1", "smoothl1", "huber", "meanabsoluteerror"})
_BROADCASTS = {
    "torch": frozenset(
        {"multilabelsoftmargin", "kldiv", "kldivergence", "poissonnll", "hingeembedding", "gaussiannll"}
    ),
    "optax": frozenset(
        {"sigmoidbinarycrossentropy", "bce", "bcewithlogits", "sigmoidfocal", "huber", "logcosh", "hinge"}
    ),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a mismatch shows: `raises` (None: it depends), a clause about it, and the text to look for."""

    raises: bool | None
    happens: str
    sign: str | None = None


def bare(loss: LossUse) -> str:
    """The name by which the tables find a loss: "bcewithlogits" for BCEWithLogitsLoss and its functional form."""
    name = loss.name.lower().replace("_", "").removesuffix("loss")
    return _PLURALS.get(name, name)


def is_forgiving(loss: LossUse) -> bool:
    """Whether the loss reshapes, casts or encodes its targets itself, so that those of plain losses do not apply."""
    return loss.custom or any(part in bare(loss) for part in _FORGIVING)


def stops(engine: Engine, sign: str) -> Outcome:
    """The call raises."""
    return Outcome(True, f"in {engine.label} the loss stops with an error at the first batch", sign)


def _quiet(engine: Engine, *, warns: bool = False) -> Outcome:
    how = "there is only a warning" if warns else "nothing stops it"
    return Outcome(
        False,
        f"in {engine.label} {how}: the two are broadcast to an n x n table, every output is compared with every label, "
        "and the best answer is one constant",
        "UserWarning: Using a target size (...) that is different to the input size (...)"
        if warns
        else "no exception: the loss settles high and the model ends up with nearly the same answer for every sample",
    )


def _expects(loss: LossUse) -> Space | None:
    return loss.expects.value if isinstance(loss.expects, Known) else None


# ---- values of the head ----


def improbable_outcome(engine: Engine, loss: LossUse) -> Outcome:
    """What happens when values outside [0, 1] reach a loss that expects probabilities."""
    if loss.family is Family.OVERLAP:
        return Outcome(
            False,
            f"{engine.label} does not check: an overlap of raw scores is none",
            "the loss leaves [0, 1]: it may exceed 1 or go below 0",
        )
    if engine.code == "torch" and loss.family is Family.BERNOULLI:
        return stops(engine, "RuntimeError: all elements of input should be between 0 and 1")
    return Outcome(
        None,
        "the logarithm of values outside (0, 1) is undefined: the loss stops with an error or turns into NaN",
        "the loss is NaN",
    )


def one_unit_outcome(engine: Engine, loss: LossUse) -> Outcome:
    """What happens when a categorical loss compares a single class."""
    zero = "the loss is 0.0 from the first step"
    if Encoding.INDEX not in loss.labels:
        return Outcome(False, f"{engine.label} does not complain, and nothing can be learnt from it", zero)
    if engine.code == "torch":
        return Outcome(
            None,
            f"{engine.label} stops at the first label of 1, and learns nothing from labels of 0",
            f"IndexError: Target 1 is out of bounds., or {zero}",
        )
    if engine.code == "optax":
        return Outcome(False, f"{engine.label} gives 0 for class 0 and NaN for class 1", f"the loss is NaN, or {zero}")
    return Outcome(
        None,
        f"{engine.label} stops at the first label of 1 on a CPU, and learns nothing from labels of 0",
        f"Received a label value of 1 which is outside the valid range of [0, 1), or {zero}",
    )


# ---- shapes of the labels ----


def called_shape_outcome(
    engine: Engine, loss: LossUse, got: str, wanted: str, columns: tuple[int | None, int | None]
) -> Outcome:
    """What happens when labels of shape `got` meet outputs of shape `wanted` in a loss that compares the two.

    `columns` are the numbers a sample has on either side: only 1 against any can be broadcast.
    """
    name, may_broadcast = bare(loss), 1 in columns or None in columns
    if engine.code == "torch" and loss.family is Family.BERNOULLI and name not in _BROADCASTS["torch"]:
        if _expects(loss) is Space.UNIT:
            sign = f"ValueError: Using a target size ({got}) that is different to the input size ({wanted})"
        else:
            sign = f"ValueError: Target size ({got}) must be the same as input size ({wanted})"
        return stops(engine, sign)
    if name in _WARNS_AND_BROADCASTS and engine.code == "torch" and may_broadcast:
        return _quiet(engine, warns=True)
    if name in _BROADCASTS.get(engine.code, frozenset()) and may_broadcast:
        return _quiet(engine)
    if engine.code == "optax" and loss.family is Family.CATEGORICAL and got.endswith(", 1)"):
        return _quiet(engine)
    if engine.code == "tf" and _expects(loss) is Space.REAL and loss.family is Family.CATEGORICAL:
        return _softmax_of_tensorflow(engine, got, wanted)
    return stops(engine, f"an error about shapes {got} and {wanted}")


def _softmax_of_tensorflow(engine: Engine, got: str, wanted: str) -> Outcome:
    if got.endswith(", 1)"):
        return Outcome(
            False,
            f"in {engine.label} nothing stops it: the number is broadcast over all classes and weighs the loss",
            "no exception: the loss grows with the class number and the accuracy stays near chance",
        )
    return stops(engine, f"an error that logits {wanted} and labels {got} cannot be broadcast")


def called_number_outcome(engine: Engine, got: str, wanted: str, rank: int | None) -> Outcome:
    """What happens when rows, or ids of a wrong rank, reach a loss that reads one class number for each answer."""
    if engine.code == "torch":
        if rank is not None and rank > 2:
            return stops(engine, "RuntimeError: only batches of spatial targets supported (3D tensors) ...")
        return stops(engine, "RuntimeError: 0D or 1D target tensor expected, multi-target not supported")
    if engine.code == "tf":
        return stops(engine, "Rank mismatch: Rank of labels should equal rank of logits minus 1")
    return stops(engine, f"an error about shapes {got} and {wanted}")


# ---- values of the labels ----


def called_range_outcome(engine: Engine, named: str, units: int, below: bool) -> Outcome:
    """What happens when class numbers outside [0, units) are read; `named` is the one that the exception names."""
    if engine.code == "torch":
        return Outcome(
            True,
            f"in {engine.label} training stops at the first such label (on a GPU with a device-side assert)",
            f"IndexError: Target {named} is out of bounds.",
        )
    if engine.code == "optax":
        what = "-1 is read as the last class" if below else "such rows make the loss NaN"
        return Outcome(False, f"in {engine.label} nothing stops it: {what}", None if below else "the loss is NaN")
    return Outcome(
        True,
        f"in {engine.label} training stops at the first such label on a CPU; on a GPU the loss becomes NaN",
        f"Received a label value of {named} which is outside the valid range of [0, {units})",
    )


def called_unit_outcome(engine: Engine, loss: LossUse) -> Outcome:
    """What happens when targets outside [0, 1] reach a binary cross-entropy."""
    if engine.code == "torch" and loss.family is Family.BERNOULLI and _expects(loss) is Space.UNIT:
        return stops(engine, "RuntimeError: all elements of target should be between 0 and 1")
    return Outcome(
        False,
        f"{engine.label} does not complain: beyond 0 and 1 the loss has no floor and pushes the outputs to the limit",
        "the loss goes below 0 in the log, or keeps falling while the accuracy stands still",
    )


# ---- types of the labels ----


@dataclass(frozen=True, slots=True)
class Refusal:
    """A type that a loss refuses: how it shows, and whether `floats` or `integers` are wanted."""

    sign: str
    wants: str  # "floats", "integers"
    unsure: bool = False  # it depends on the type of the outputs


_LONG = {"int64": "Long", "int32": "Int", "int16": "Short", "int8": "Char", "uint8": "Byte", "bool": "Bool"}
_LONG |= {"float32": "Float", "float64": "Double", "float16": "Half"}
_INDEX_TYPES = {"torch": frozenset({"int64", "uint8"})}  # that a loss of class numbers takes
_INTEGERS = frozenset({"int64", "int32", "int16", "int8", "uint8", "uint16", "uint32", "uint64"})
_COMPARED = frozenset({"bce", "bcewithlogits", "sigmoidfocal"})  # torch: outputs and targets of one type
_SQUARED_INTEGERS_FROM = (2, 12)  # the backward pass of the squared error with integer targets


def type_refusal(engine: Engine, loss: LossUse, dtype: str, *, rows: bool) -> Refusal | None:
    """Why a loss refuses labels of `dtype`, None where it takes them (or where that is not known).

    `rows`: the labels are rows as wide as the head; otherwise one number an answer.
    """
    if is_forgiving(loss):
        return None
    match engine.code:
        case "torch":
            return _refused_by_torch(engine, loss, dtype, rows)
        case "optax" | "tf":
            return _refused_by_arrays(engine, loss, dtype, rows)
        case _:
            return None


def _refused_by_torch(engine: Engine, loss: LossUse, dtype: str, rows: bool) -> Refusal | None:
    name, spelled, whole = bare(loss), _LONG.get(dtype, dtype), dtype in _INTEGERS
    if loss.family is Family.CATEGORICAL:
        return _class_numbers(loss, dtype, spelled, rows)
    if name in _COMPARED:
        return _compared(loss, dtype, spelled, whole)
    if loss.family is Family.DIVERGENCE and whole:
        return Refusal("NotImplementedError: kl_div: Integral inputs not supported", "floats")
    if name == "huber" and whole:
        return Refusal(f"RuntimeError: Found dtype {spelled} but expected Float (in backward)", "floats")
    if name in ("mse", "smoothl1") and whole and _is_before(engine, _SQUARED_INTEGERS_FROM):
        return Refusal(f"RuntimeError: Found dtype {spelled} but expected Float (in backward)", "floats")
    if name == "multimargin" and dtype != "int64":
        return Refusal(f"RuntimeError: expected scalar type Long but found {spelled}", "integers")
    return None


def _class_numbers(loss: LossUse, dtype: str, spelled: str, rows: bool) -> Refusal | None:
    if rows:
        if dtype.startswith("float") or not set(loss.labels) & {Encoding.ONE_HOT, Encoding.SOFT}:
            return None
        return Refusal(
            f"RuntimeError: Expected floating point type for target with class probabilities, got {spelled}", "floats"
        )
    if Encoding.INDEX not in loss.labels or dtype in _INDEX_TYPES["torch"]:
        return None
    return Refusal(f"RuntimeError: expected target dtype to be Long or Byte, but got {spelled}", "integers")


def _compared(loss: LossUse, dtype: str, spelled: str, whole: bool) -> Refusal | None:
    over_logits = _expects(loss) is Space.REAL
    if dtype == "bool" and over_logits:
        return Refusal("RuntimeError: Subtraction, the `-` operator, with two bool tensors is not supported", "floats")
    if whole and over_logits:
        return Refusal(f"RuntimeError: result type Float can't be cast to the desired output type {spelled}", "floats")
    if over_logits or dtype in ("float32", "float16", "bfloat16"):
        return None
    unsure = dtype == "float64"  # a model in double precision takes them
    return Refusal(f"RuntimeError: Found dtype {spelled} but expected Float", "floats", unsure)


def _refused_by_arrays(engine: Engine, loss: LossUse, dtype: str, rows: bool) -> Refusal | None:
    by_number = Encoding.INDEX in loss.labels and Encoding.ONE_HOT not in loss.labels
    if loss.family is Family.CATEGORICAL and by_number and not rows and (dtype.startswith("float") or dtype == "bool"):
        return Refusal("TypeError or InvalidArgumentError: labels must be integers", "integers")
    uncast = bare(loss).endswith("withlogits")  # tf.nn; tf.losses casts
    if engine.code == "tf" and uncast and loss.family is Family.BERNOULLI and dtype in (*_INTEGERS, "bool"):
        return Refusal("TypeError or InvalidArgumentError: labels must have the type of the logits", "floats")
    return None


def _is_before(engine: Engine, version: tuple[int, int]) -> bool:
    """Whether the version is told by the project and older than `version`."""
    if engine.assumed or engine.version is None:
        return False
    numbers = tuple(int(part) for part in engine.version.split(".")[:2] if part.isdigit())
    return bool(numbers) and numbers < version
