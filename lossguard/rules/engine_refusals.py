"""What each engine does with labels that do not fit the head: which exception it raises, or what it does quietly.

The rules decide from shapes and encodings that something is wrong; this table only says how it shows. Source of every
row: measured, semantics of Keras, section 2.5 (shapes), 2.3 and 5 (ranges, dtypes). Engines whose losses a program
calls itself have tables of their own (`called_refusals`).
"""

from __future__ import annotations

from lossguard.rules.called_refusals import (
    CALLED,
    Outcome,
    called_number_outcome,
    called_range_outcome,
    called_shape_outcome,
    called_unit_outcome,
)
from lossguard.rules.targets import columns, head_shape_words, number, shape_words
from lossguard.setups import Engine, Head, Known, Labels, LossUse, Unknown
from lossguard.vocabulary import Family, Space

PROBABILITIES = frozenset({Space.UNIT, Space.SIMPLEX})
CHECKED_BEFORE_TRAINING = frozenset({"K1", "K2", "K23"})  # these also want (n, T, 1) where others take (n, T)
EXPANDING = frozenset({"K1", "K2", "K23", "T1", "T20", "T22", "T24"})  # (n,) labels become (n, 1) first

REFUSED_DTYPES = {"torch": frozenset({"uint64"})}  # by backend
INTEGERS_REFUSED = {"cosine_similarity": frozenset({"T20", "T22", "T24"})}  # by loss: engines (TypeError)


def confirm_words(outcome: Outcome) -> str | None:
    """How to see the outcome: the exception's text, or the sign in the log."""
    if outcome.sign is None or outcome.raises is not True:
        return outcome.sign
    return f"the exception says: {outcome.sign}"


def _raising(engine: Engine, sign: str, *, before: bool = False) -> Outcome:
    when = "before the first batch" if before else "at the first batch"
    return Outcome(True, f"in {engine.label} fit() stops {when}", sign)


def _quiet(engine: Engine) -> Outcome:
    return Outcome(
        False,
        f"in {engine.label} nothing stops it: the shapes are broadcast and it trains on targets that mean nothing",
        "no exception: the loss settles high and the model ends up with nearly the same answer for every sample",
    )


def _arrived(engine: Engine, labels: Labels) -> str:
    """The shape of the labels as the engine's own message shows it."""
    return "(n, 1)" if labels.rank == 1 and engine.code in EXPANDING else shape_words(labels)


def shape_outcome(engine: Engine, loss: LossUse, labels: Labels, head: Head | None) -> Outcome:
    """What happens when labels of another shape than the head's output reach a loss that compares the two."""
    got, wanted = _arrived(engine, labels), head_shape_words(head) if head is not None else "(n, C)"
    if engine.code in CALLED:
        units = head.width.value.value if head is not None and isinstance(head.width, Known) else None
        return called_shape_outcome(engine, loss, got, wanted, (columns(labels), units))
    if engine.code in CHECKED_BEFORE_TRAINING:
        return _raising(
            engine,
            f"ValueError: Error when checking target: expected ... to have shape {_tail(wanted)} "
            f"but got array with shape {_tail(got)}",
            before=True,
        )
    focal = "focal" in loss.name
    if loss.family is Family.CATEGORICAL and not focal:
        return _categorical(engine, got, wanted)
    if loss.family is Family.BERNOULLI:
        return _bernoulli(engine, got, wanted, head)
    return _elementwise(engine, loss, labels, got, wanted, head)


def _categorical(engine: Engine, got: str, wanted: str) -> Outcome:
    signs = {
        "T1": "ValueError: Error when checking target: expected ... to have shape ... but got array with shape ...",
        "T20": f"ValueError: You are passing a target array of shape {got} while using as loss ...",
        "T22": f"ValueError: Shapes {got} and {wanted} are incompatible",
        "T24": f"ValueError: Shapes {got} and {wanted} are incompatible",
        "K3": f"ValueError: Arguments `target` and `output` must have the same shape (here {got} and {wanted})",
    }
    return _by_code(engine, signs)


def _bernoulli(engine: Engine, got: str, wanted: str, head: Head | None) -> Outcome:
    e2 = f"ValueError: A target array with shape {got} was passed for an output of shape {wanted}"
    e3 = f"ValueError: `logits` and `labels` must have the same shape, received ({wanted} vs {got})"
    if engine.code in ("T22", "T24") and head is not None and not _is_probability(head):
        return _quiet(engine)
    e4 = f"ValueError: Arguments `target` and `output` must have the same shape (here {got} and {wanted})"
    return _by_code(engine, {"T1": e2, "T20": e2, "T22": e3, "T24": e3, "K3": e4})


def _elementwise(engine: Engine, loss: LossUse, labels: Labels, got: str, wanted: str, head: Head | None) -> Outcome:
    """Losses without a check of their own: what broadcasts goes through."""
    e2 = f"ValueError: A target array with shape {got} was passed for an output of shape {wanted}"
    if engine.code in ("T1", "T20") and loss.name == "mean_squared_error":
        return _raising(engine, e2)
    units = head.width.value.value if head is not None and isinstance(head.width, Known) else None
    sides = (columns(labels), units)
    if None not in sides and 1 not in sides:
        return _raising(engine, f"an error about shapes {got} and {wanted}")
    if engine.code == "K3" and labels.rank == 1 and units != 1:
        return _raising(engine, f"an error about shapes {got} and {wanted} that do not match")
    if engine.code in ("T1", "T20", "T22", "T24", "K3") or loss.broadcasts is True:
        return _quiet(engine)
    return _by_code(engine, {})


def _by_code(engine: Engine, signs: dict[str, str]) -> Outcome:
    if engine.code in signs:
        return _raising(engine, signs[engine.code])
    return Outcome(None, f"in {engine.label} it stops with an error about shapes, or is broadcast quietly")


def _is_probability(head: Head) -> bool:
    """Whether the head is a softmax or sigmoid (or may be): their logits are compared with a check of shapes."""
    return isinstance(head.space, Unknown) or head.space.value in PROBABILITIES


def _tail(shape: str) -> str:
    """The shape without its batch axis, as the older engines print it: "(n, 10)" is "(10,)"."""
    inner = shape.strip("()").split(", ", 1)[-1].rstrip(",")
    return f"({inner})" if "," in inner else f"({inner},)"


def rows_for_numbers_outcome(engine: Engine, labels: Labels) -> Outcome:
    """What happens when rows (n, C), or ids of a wrong rank, reach a loss that reads class numbers."""
    got = _arrived(engine, labels)
    if engine.code in CALLED:
        return called_number_outcome(engine, got, "(n, C)", labels.rank)
    old = "ValueError: Error when checking target: expected ... to have shape (1,) but got array with shape " + _tail(
        got
    )
    if engine.code in (*CHECKED_BEFORE_TRAINING, "T1"):
        return _raising(engine, old, before=True)
    newer = "labels.shape must equal logits.shape except for the last dimension"
    older = "Shape mismatch: The shape of labels ... should equal the shape of logits except for the last dimension"
    k3 = (
        "ValueError: Argument `output` must have rank (ndim) `target.ndim - 1`"
        if engine.backend == "tensorflow"
        else "ValueError: Arguments `target` and `output` must have the same shape up until the last dimension"
    )
    return _by_code(engine, {"T20": older, "T22": newer, "T24": newer, "K3": k3})


def range_outcome(engine: Engine, label: float, units: int) -> Outcome:
    """What happens when class numbers outside [0, units), the farthest being `label`, reach a loss that reads them.

    The exception names the first one it meets, which is `label` only where no other lies outside.
    """
    named = number(label) if label in (-1, units) else "..."
    if engine.code in CALLED:
        return called_range_outcome(engine, named, units, below=label < 0)
    if engine.backend == "jax":
        return Outcome(
            False,
            f"in {engine.label} nothing stops it: rows with such a label add 0 to the loss and are never learnt",
            "no exception: the loss looks fine, yet the outermost classes are never predicted",
        )
    if engine.backend == "torch":
        return _raising(engine, f"IndexError: Target {named} is out of bounds.")
    return Outcome(
        True,
        f"in {engine.label} training stops at the first such label on a CPU; on a GPU the loss becomes NaN",
        f"Received a label value of {named} which is outside the valid range of [0, {units})",
    )


def outside_unit_outcome(engine: Engine, loss: LossUse) -> Outcome:
    """What happens when targets outside [0, 1] reach a binary cross-entropy."""
    if engine.code in CALLED:
        return called_unit_outcome(engine, loss)
    if engine.backend == "torch" and not loss.from_logits:
        return _raising(engine, "RuntimeError: all elements of target should be between 0 and 1")
    return Outcome(
        False,
        f"{engine.label} does not complain: beyond 0 and 1 the loss has no floor and pushes the outputs to the limit",
        "the loss goes below 0 in the log, or keeps falling while the accuracy stands still",
    )


def text_sign(engine: Engine) -> str:
    """The exception that labels of text end in."""
    if engine.code in CHECKED_BEFORE_TRAINING:
        return "ValueError: could not convert string to float"
    if engine.code in ("T1", "T20", "T22", "T24"):
        return "UnimplementedError: Cast string to float is not supported"
    if engine.code == "torch":
        return "TypeError: can't convert np.ndarray of type numpy.str_, or ValueError: too many dimensions 'str'"
    if engine.code == "optax":
        return "TypeError: Value ... with dtype <U... is not a valid JAX array type"
    return "ValueError: Invalid dtype: str..." if engine.code == "K3" else "an error about the dtype of the labels"
