"""How rules speak of a head, a loss, labels, a metric and an engine: the same few words in every message."""

from __future__ import annotations

from lossguard.findings import Spot
from lossguard.setups import Engine, Head, Known, Labels, LossUse, MetricUse, Output, Unknown, Width
from lossguard.vocabulary import Encoding, Family, Space

RelatedSpots = tuple[tuple[Spot, str], ...]
_CLASS_COUNT = "C"  # the text of a width that is the number of classes in the labels

_SPACES = {
    Space.REAL: "logits (any real number)",
    Space.SIMPLEX: "softmax probabilities that sum to 1",
    Space.UNIT: "independent sigmoid probabilities",
    Space.LOG_SIMPLEX: "log-probabilities of a softmax",
    Space.LOG_UNIT: "log-probabilities of a sigmoid",
    Space.NONNEGATIVE: "values from 0 up",
    Space.SYMMETRIC: "values between -1 and 1",
    Space.SQUASHED: "values of a bent range",
    Space.EMBEDDING: "unit-length vectors",
}

_ENCODINGS = {
    Encoding.INDEX: "class indices",
    Encoding.ONE_HOT: "one-hot labels",
    Encoding.MULTI_HOT: "multi-hot labels",
    Encoding.BINARY: "0/1 labels",
    Encoding.SIGN: "-1/+1 labels",
    Encoding.SOFT: "soft labels (rows of probabilities)",
    Encoding.REAL: "continuous targets",
    Encoding.TEXT: "labels as text",
}


def space_words(space: Space) -> str:
    """What values of `space` are: "softmax probabilities that sum to 1"."""
    return _SPACES[space]


def encoding_words(encoding: Encoding) -> str:
    """A plural noun for labels of `encoding`: "one-hot labels"."""
    return _ENCODINGS[encoding]


def encodings_words(encodings: tuple[Encoding, ...]) -> str:
    """Several encodings as alternatives: "class indices or 0/1 labels"."""
    return " or ".join(_ENCODINGS[encoding] for encoding in encodings)


def units_words(width: Known[Width] | Unknown | Width | None, noun: str = "unit") -> str:
    """A width in words: "10 units", "`len(names)` units", "one unit per class", "an unknown number of units"."""
    found = width.value if isinstance(width, Known) else width
    if not isinstance(found, Width):
        return f"an unknown number of {noun}s"
    if found.value is None:
        return f"one {noun} per class" if found.text == _CLASS_COUNT else f"`{found.text}` {noun}s"
    return f"{found.value} {noun}{'' if found.value == 1 else 's'}"


def head_words(head: Head) -> str:
    """ "softmax over 10 units (Dense)", "1 unit without an activation (Dense)"."""
    layer = f" ({head.layer})" if head.layer else ""
    if not head.links:
        return f"{units_words(head.width)} without an activation{layer}"
    chain = " of ".join(link.name for link in reversed(head.links))
    return f"{chain} over {units_words(head.width)}{layer}"


def loss_words(loss: LossUse) -> str:
    """ "binary_crossentropy, which expects independent sigmoid probabilities"."""
    if isinstance(loss.expects, Unknown):
        return loss.name
    if loss.expects.value is Space.REAL and loss.family not in (Family.CATEGORICAL, Family.BERNOULLI):
        return f"{loss.name}, which takes any real number"
    return f"{loss.name}, which expects {space_words(loss.expects.value)}"


def labels_words(labels: Labels) -> str:
    """ "one-hot labels of 10 classes, from to_categorical(...)"."""
    encoding = labels.encoding
    words = encoding_words(encoding.value) if isinstance(encoding, Known) else "labels of an unknown encoding"
    if isinstance(labels.classes, Known) and labels.classes.value.value is not None:
        number = labels.classes.value.value
        words += f" of {number} {'class' if number == 1 else 'classes'}"
    return f"{words}, from {labels.source}" if labels.source else words


def metric_words(metric: MetricUse) -> str:
    """ "'accuracy', which is binary_accuracy here"; the name alone where it says it all."""
    written = f"'{metric.name}'" if metric.text_form else metric.name
    if isinstance(metric.resolved, Unknown) or metric.resolved.value == metric.name:
        return written
    return f"{written}, which is {metric.resolved.value} here"


def engine_words(engine: Engine) -> str:
    """The engine by its label, and how it was assumed where nothing in the project says the version."""
    if not engine.assumed:
        return engine.label
    if engine.version is None:
        return f"{engine.label} (assumed, as the newest)"
    return f"{engine.label} (assumed, as the newest with {engine.origin.removesuffix(' in the file')})"


def classes_of(output: Output) -> int | None:
    """The width of the head as an integer, where it is known as one."""
    if not isinstance(output.head, Known) or not isinstance(output.head.value.width, Known):
        return None
    return output.head.value.width.value.value


def encoding_of(output: Output) -> Encoding | None:
    """The encoding of the labels, None where it is not known."""
    if not isinstance(output.labels, Known) or not isinstance(output.labels.value.encoding, Known):
        return None
    return output.labels.value.encoding.value


def related(
    output: Output,
    at: Spot,
    *,
    head: bool = True,
    loss: bool = True,
    labels: bool = False,
    metric: MetricUse | None = None,
) -> RelatedSpots:
    """The places of the output that took part, each in a few words; the finding's own spot `at` is left out.

    Order: head, loss, labels, metric. What is unknown is left out too.
    """
    parts: list[tuple[Spot, str]] = []
    if head and isinstance(output.head, Known):
        parts.append((output.head.value.spot, f"the head: {head_words(output.head.value)}"))
        parts.extend((link.spot, f"{link.name} is applied here") for link in output.head.value.links if link.apart)
    if loss and isinstance(output.loss, Known):
        parts.append((output.loss.value.spot, f"the loss: {loss_words(output.loss.value)}"))
    if labels and isinstance(output.labels, Known):
        parts.append((output.labels.value.spot, f"the labels: {labels_words(output.labels.value)}"))
    if metric is not None:
        parts.append((metric.spot, f"the metric: {metric_words(metric)}"))
    return tuple((spot, words) for spot, words in parts if spot != at)
