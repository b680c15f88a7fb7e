"""What the label rules ask of labels and losses: which losses read rows, which read numbers, and what shape arrives."""

from __future__ import annotations

from lossguard.setups import Head, Known, Labels, LossUse, Output
from lossguard.vocabulary import CLASS_NUMBERS, CLASS_ROWS, Encoding, Family

RESCALING = frozenset({"divide", "standardise", "min-max"})


def judged_labels(output: Output) -> Labels | None:
    """The labels, where they are known and stand for an answer; None for reconstructions, constants, model outputs."""
    if not isinstance(output.labels, Known):
        return None
    labels = output.labels.value
    return None if labels.reconstruction or labels.constant or labels.model_output else labels


def known_loss(output: Output) -> LossUse | None:
    """The loss, where it is known."""
    return output.loss.value if isinstance(output.loss, Known) else None


def known_head(output: Output) -> Head | None:
    """The head, where it is known and its width means classes or answers (not an embedding)."""
    if not isinstance(output.head, Known) or output.head.value.embedding_like:
        return None
    return output.head.value


def is_embedding(output: Output) -> bool:
    """Whether the head is known to make vectors for comparison: its width and the labels need not fit."""
    return isinstance(output.head, Known) and output.head.value.embedding_like


def head_units(output: Output) -> int | None:
    """The width of the head as an integer, None where it is symbolic or unknown."""
    head = known_head(output)
    return head.width.value.value if head is not None and isinstance(head.width, Known) else None


def encoding(labels: Labels) -> Encoding | None:
    """The encoding, None where it is unknown."""
    return labels.encoding.value if isinstance(labels.encoding, Known) else None


def class_count(labels: Labels) -> int | None:
    """The number of classes as an integer, None where it is symbolic or unknown."""
    return labels.classes.value.value if isinstance(labels.classes, Known) else None


def columns(labels: Labels) -> int | None:
    """How many numbers a sample (or a pixel, a step) has: 1 for (n,) and (n, 1), C for (n, C); None when not told."""
    if labels.rank == 1:
        return 1
    return labels.width.value if labels.width is not None else None


def reads_rows(loss: LossUse) -> bool:
    """Whether the loss wants one row over the classes for each answer: one-hot or soft, never a class number."""
    wanted = set(loss.labels)
    families = (Family.CATEGORICAL, Family.MARGIN, Family.DIVERGENCE)
    return loss.family in families and bool(wanted & CLASS_ROWS) and not wanted & CLASS_NUMBERS


def reads_numbers(loss: LossUse) -> bool:
    """Whether the loss wants one class number for each answer, never a row."""
    return Encoding.INDEX in loss.labels and not set(loss.labels) & (CLASS_ROWS | {Encoding.REAL})


def takes_numbers(loss: LossUse, labels: Labels, head: Head | None) -> bool:
    """Whether the loss reads these labels as class numbers: it reads nothing else, or it reads both and these are some.

    A loss that takes numbers and rows tells them apart by the rank: rows have that of the outputs.
    """
    if reads_numbers(loss) or not (Encoding.INDEX in loss.labels and loss.family is Family.CATEGORICAL):
        return reads_numbers(loss)
    if Encoding.REAL in loss.labels:
        return False
    kind = encoding(labels)
    if kind is not None:
        return kind in CLASS_NUMBERS
    if labels.rank is None or head is None:
        return False
    return labels.rank < head.rank if head.rank is not None else labels.rank == 1 and isinstance(head.width, Known)


def is_rescaled(labels: Labels) -> bool:
    """Whether some step on the way divided, standardised or min-max scaled the labels."""
    return any(edit.kind in RESCALING for edit in labels.edits)


def highest(labels: Labels) -> float | None:
    """The largest label value: as told, or C - 1 for untouched class indices of C known classes; None when not told."""
    if labels.high is not None:
        return labels.high
    count = class_count(labels)
    if encoding(labels) is Encoding.INDEX and count is not None and not labels.edits:
        return float(count - 1)
    return None


def shape_words(labels: Labels) -> str:
    """The shape of the labels: "(n,)", "(n, 1)", "(n, ..., 10)", "(n, ?)" where the last axis is not told."""
    if labels.rank == 1:
        return "(n,)"
    last = "?" if labels.width is None else labels.width.text
    return f"(n, {last})" if labels.rank in (None, 2) else f"(n, {'..., ' * ((labels.rank or 0) > 2)}{last})"


def head_shape_words(head: Head) -> str:
    """The shape of what the head puts out: "(n, 10)", "(n, ..., 10)"."""
    last = head.width.value.text if isinstance(head.width, Known) else "?"
    if head.rank == 1:
        return "(n,)"
    return f"(n, {last})" if head.rank in (None, 2) else f"(n, ..., {last})"


def number(value: float) -> str:
    """A label value without a needless fraction: 255, not 255.0."""
    return str(int(value)) if value == int(value) else f"{value:g}"


def other_loss(loss: LossUse, name: str) -> str:
    """How to write the loss `name` in the manner of `loss`: `loss='...'`, or the class with from_logits kept."""
    written = loss.written.rsplit(".", 1)[-1] if "(" not in loss.written else loss.written
    if "(" not in written and not written[:1].isupper():
        return f"loss='{name}'"
    camel = "".join(part.capitalize() for part in name.split("_"))
    return f"loss={camel}({'from_logits=True' if loss.from_logits else ''})"


def encode_words(labels: Labels, units: int | None) -> str:
    """What to change so that `labels` arrive as one-hot rows of `units` columns, in the words of what made them."""
    if "flow_from" in labels.source:
        return "let the generator give one-hot labels (class_mode='categorical')"
    if "from_directory" in labels.source:
        return "load the labels one-hot (label_mode='categorical')"
    count = units or class_count(labels)
    return f"encode the labels with to_categorical(y{f', {count}' if count and count > 1 else ''})"


def decode_words(labels: Labels) -> str:
    """What to change so that one-hot `labels` arrive as class numbers, in the words of what made them."""
    if "flow_from" in labels.source:
        return "let the generator give class numbers (class_mode='sparse')"
    if "from_directory" in labels.source:
        return "load the labels as numbers (label_mode='int')"
    if "to_categorical" in labels.source:
        return "leave out to_categorical"
    return "pass the class numbers themselves (y.argmax(axis=-1))"
