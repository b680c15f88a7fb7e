"""What losses that a program calls itself do with values and labels that do not fit: PyTorch, optax and tf.nn.

Everything here was measured (semantics of torch and jax, sections 1 to 3 and 11; of Keras, 7.2 for tf.nn). What differs
from loss to loss comes with the loss (`LossUse.shapes`, `refuses`, `checks_predictions`); what an engine says is here.
"""

from __future__ import annotations

from lossguard.records import dataclass
from lossguard.setups import Engine, Known, LossUse
from lossguard.vocabulary import Encoding, Family, Space

CALLED = frozenset({"torch", "optax", "tf"})  # engines whose losses a program calls itself
SEPARATE_COLUMNS = CALLED  # (n,) and (n, 1) are not made one
VOID_LABELS = {"torch": -100.0}  # left out of the loss unless told otherwise

_IMAGES = 2  # more axes than these are images or steps
_DTYPE_WORDS = {
    "int8": "Char", "int16": "Short", "int32": "Int", "int64": "Long", "uint8": "Byte", "bool": "Bool",
    "float16": "Half", "float32": "Float", "float64": "Double",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a mismatch shows: `raises` (None: it depends), a clause about it, and the text to look for."""

    raises: bool | None
    happens: str
    sign: str | None = None


def stops(engine: Engine, sign: str) -> Outcome:
    """The call raises."""
    return Outcome(True, f"in {engine.label} the loss stops with an error at the first batch", sign)


def is_flattening(loss: LossUse) -> bool:
    """Whether the loss flattens both sides first, so that (n,) and (n, 1) are one."""
    return loss.shapes == "flat"


def is_flattening_to_rows(loss: LossUse) -> bool:
    """Whether the loss makes rows over the classes of both sides first, so that (n, C) and (n, 1, C) are one."""
    return loss.shapes == "rows"


def _quiet(engine: Engine, *, warns: bool = False) -> Outcome:
    how = "there is only a warning" if warns else "nothing stops it"
    return Outcome(
        False,
        f"in {engine.label} {how}: the two are broadcast against each other, every output is compared with every "
        "label, and the best answer is one constant",
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
    if loss.checks_predictions:
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
    may_broadcast = 1 in columns or None in columns
    if loss.shapes in ("broadcast", "warned") and may_broadcast:
        return _quiet(engine, warns=loss.shapes == "warned")
    if engine.code == "torch" and loss.family is Family.BERNOULLI:
        unit = _expects(loss) is Space.UNIT
        sign = f"ValueError: Using a target size ({got}) that is different to the input size ({wanted})"
        return stops(engine, sign if unit else f"ValueError: Target size ({got}) must be the same as input size")
    if engine.code in ("optax", "tf") and loss.family is Family.CATEGORICAL and got.endswith(", 1)"):
        return Outcome(
            False,
            f"in {engine.label} nothing stops it: the number is broadcast over all classes and weighs the loss",
            "no exception: the loss grows with the class number and the accuracy stays near chance",
        )
    return stops(engine, f"an error about shapes {got} and {wanted}")


def called_number_outcome(engine: Engine, got: str, wanted: str, rank: int | None) -> Outcome:
    """What happens when rows, or ids of a wrong rank, reach a loss that reads one class number for each answer."""
    if engine.code == "torch":
        if rank is not None and rank > _IMAGES:
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
    if loss.checks_targets:
        return stops(engine, "RuntimeError: all elements of target should be between 0 and 1")
    return Outcome(
        False,
        f"{engine.label} does not complain: beyond 0 and 1 the loss has no floor and pushes the outputs to the limit",
        "the loss goes below 0 in the log, or keeps falling while the accuracy stands still",
    )


# ---- types of the labels ----


@dataclass(frozen=True, slots=True)
class TypeRefused:
    """A type that a loss refuses: the exception, and whether floating-point numbers are wanted in its place."""

    sign: str
    wants_floats: bool
    unsure: bool = False  # outputs of the same type would be taken


def type_refused(loss: LossUse, dtype: str | None, encoding: Encoding | None, *, rows: bool) -> TypeRefused | None:
    """Why the loss refuses labels of `dtype`, None where it takes them or nothing is known.

    `rows` tells whether labels of an unknown encoding are rows as wide as the head, or one number an answer.
    """
    for refused in loss.refuses:
        if dtype not in refused.dtypes:
            continue
        if refused.encodings and not _meant(encoding, refused.encodings, rows):
            continue
        sign = refused.sign.replace("{dtype}", _DTYPE_WORDS.get(dtype, dtype))
        floating = dtype.startswith("float")
        numbers = Encoding.INDEX in refused.encodings
        return TypeRefused(sign, not numbers, unsure=floating and not numbers)
    return None


def _meant(encoding: Encoding | None, encodings: tuple[Encoding, ...], rows: bool) -> bool:
    if encoding is None or encoding is Encoding.REAL:
        return (Encoding.ONE_HOT in encodings) if rows else (Encoding.INDEX in encodings)
    return encoding in encodings
