"""What the metric rules (LG3xx) ask of an output: the parts that are known, and in which form the labels arrive."""

from __future__ import annotations

from lossguard.records import replace
from lossguard.rules.reading import head_of, labels_of, loss_of, made_elsewhere
from lossguard.setups import Known, MetricUse, Output, Width
from lossguard.vocabulary import CLASS_ROWS, Decision, Encoding, Family, Space, TargetChange, Word

CLASSIFYING = frozenset({Family.CATEGORICAL, Family.BERNOULLI, Family.MARGIN, Family.OVERLAP})
REGRESSING = frozenset({Family.REGRESSION, Family.COUNT})

_INDEX_ENCODINGS = frozenset({Encoding.INDEX, Encoding.BINARY})
_ACCURACY_NAMES = frozenset({"accuracy", "acc"})
# Their decision is an argmax over the classes unless a threshold is given.
F_SCORES = frozenset({"f1_score", "fbeta_score"})


class LabelForm(Word):
    """How labels of a head of several units arrive: a class number each, or a row as wide as the head."""

    INDICES = "indices"
    ROWS = "rows"


def seen_by(metric: MetricUse, output: Output) -> Output:
    """The output as the metric sees it: with what it is handed as the head, where that is another thing."""
    return output if metric.given is None else replace(output, head=metric.given)


def space_of(output: Output) -> Space | None:
    """The space of the head's values, None where it is not known."""
    head = head_of(output)
    return head.space.value if head and isinstance(head.space, Known) else None


def width_of(output: Output) -> Width | None:
    """The width of the head, a number or a symbol; None where nothing is known."""
    head = head_of(output)
    return head.width.value if head and isinstance(head.width, Known) else None


def at_least(output: Output, units: int) -> bool:
    """Whether the head has `units` or more; a symbolic width (`len(names)`) counts, an unknown one does not."""
    width = width_of(output)
    return width is not None and (width.value is None or width.value >= units)


def one_unit(output: Output) -> bool:
    """Whether the head has exactly one unit."""
    width = width_of(output)
    return width is not None and width.value == 1


def resolved_name(metric: MetricUse) -> str | None:
    """The canonical name of the metric in force, None where it is not known."""
    return metric.resolved.value if isinstance(metric.resolved, Known) else None


def is_plain_accuracy(metric: MetricUse) -> bool:
    """Whether it is the string 'accuracy' (or 'acc') that the engine turns into a metric by loss or by shapes."""
    return metric.by is not None and metric.name.lower() in _ACCURACY_NAMES


def metric_named(metric: MetricUse) -> str:
    """As written, with what the engine made of it where the name is ambiguous: "'acc' (binary_accuracy here)"."""
    written = f"'{metric.name}'" if metric.text_form else metric.name
    resolved = resolved_name(metric)
    return f"{written} ({resolved} here)" if metric.by is not None and resolved else written


def is_accuracy_like(metric: MetricUse) -> bool:
    """Whether it counts right decisions: an accuracy of any kind, precision, recall, F1, top-k."""
    return is_plain_accuracy(metric) or metric.decision in (Decision.ARGMAX, Decision.THRESHOLD, Decision.TOP_K)


def special_labels(output: Output) -> bool:
    """Whether the target is the input, a constant, or a model's output: no labels in the sense of these rules."""
    return made_elsewhere(labels_of(output))


def reads_class_numbers(metric: MetricUse) -> bool:
    """Whether the metric wants one class number a sample, never a row."""
    return Encoding.INDEX in metric.labels and not set(metric.labels) & CLASS_ROWS


def label_forms(output: Output) -> frozenset[LabelForm]:
    """In which forms the labels of a wide head arrive: by what is known of them, and by what the loss demands.

    Both say the same in a sound program, so one element is firm evidence. Two mean that labels and loss contradict each
    other, which is for the rules on labels to report. Empty: not told.
    """
    return frozenset(form for form in (_form_of_labels(output), _form_for_loss(output)) if form is not None)


def only_form(output: Output, form: LabelForm) -> bool:
    """Whether all that is known says that the labels have this form."""
    return label_forms(output) == frozenset({form})


def _form_of_labels(output: Output) -> LabelForm | None:
    labels = labels_of(output)
    encoding = labels.encoding.value if labels and isinstance(labels.encoding, Known) else None
    if encoding in _INDEX_ENCODINGS:
        return LabelForm.INDICES
    return LabelForm.ROWS if encoding in CLASS_ROWS else None


def _form_for_loss(output: Output) -> LabelForm | None:
    loss = loss_of(output)
    if loss is None or TargetChange.ENCODING in loss.changes:
        return None
    if loss.family is Family.BERNOULLI:  # wants targets of the head's own shape
        width = width_of(output)
        wide = width is not None and (width.value or 0) > 1  # a symbol may be 1 under sigmoids
        return LabelForm.ROWS if wide or space_of(output) is Space.SIMPLEX else None
    if loss.family is not Family.CATEGORICAL:
        return None
    accepted = set(loss.labels)
    if Encoding.INDEX in accepted:
        return LabelForm.INDICES if not accepted & CLASS_ROWS else None
    return LabelForm.ROWS if accepted & CLASS_ROWS else None
