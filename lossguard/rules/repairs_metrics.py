"""What to change where a metric does not measure what its reader thinks (LG3xx). None of it changes what is trained."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Action, Change, Diagnosis, Repair
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.measured import (
    F_SCORES,
    REGRESSING,
    LabelForm,
    is_plain_accuracy,
    one_unit,
    only_form,
    resolved_name,
    space_of,
)
from lossguard.rules.reading import loss_of
from lossguard.rules.repairs_heads import removed
from lossguard.rules.wording import encoding_of
from lossguard.setups import MetricUse, Output, TrainingSetup
from lossguard.vocabulary import Decision, Encoding, Space

_COUNTS = ("precision", "recall")
_FOR_LABELS = {
    Encoding.MULTI_HOT: "binary_accuracy",
    Encoding.BINARY: "binary_accuracy",
    Encoding.INDEX: "sparse_categorical_accuracy",
    Encoding.ONE_HOT: "categorical_accuracy",
}
_ERROR = "mean_absolute_error"


def _metric(output: Output, diagnosis: Diagnosis) -> MetricUse | None:
    """The metric that the finding is about: the only one at its place."""
    found = [metric for metric in output.metrics if metric.spot == diagnosis.spot]
    return found[0] if len(found) == 1 else None


def _named(metric: MetricUse, name: str) -> Repair:
    return Repair(f"measure {name}", True, (Change(Action.RENAME, metric.spot, name, metric.name),))


def _with(metric: MetricUse, option: str) -> Repair:
    return Repair(f"give {metric.name} {option}", True, (Change(Action.SET, metric.spot, option),))


def _zero_threshold(metric: MetricUse) -> Repair:
    """The object with the boundary of logits, under the name that the log has had."""
    text = f"metrics.BinaryAccuracy(name='{metric.name}', threshold=0.0)"
    return Repair("compare logits with 0", True, (Change(Action.OBJECT, metric.spot, text, metric.name),))


def _several_labels(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG302: yes/no answers counted one by one. Of a softmax the labels, or the head, must be wrong instead."""
    metric = _metric(output, diagnosis)
    if metric is not None and space_of(output) is not Space.SIMPLEX:
        yield _zero_threshold(metric) if space_of(output) is Space.REAL else _named(metric, "binary_accuracy")


def _other_encoding(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG303: the accuracy for these labels."""
    metric = _metric(output, diagnosis)
    if metric is None or setup.engine.code in CALLED or encoding_of(output) is Encoding.SIGN:
        return
    name = resolved_name(metric) or ""
    if name in _COUNTS:
        yield _with(metric, "class_id=1")
    elif name.endswith("categorical_accuracy") or name == "binary_accuracy":
        wanted = _accuracy(output)
        if wanted is not None and wanted != name:
            yield _named(metric, wanted)


def _accuracy(output: Output) -> str | None:
    """The name of the accuracy that reads these labels as this head means them."""
    encoding = encoding_of(output)
    if encoding is Encoding.MULTI_HOT and space_of(output) is Space.SIMPLEX:
        return None
    if encoding is not None:
        return _FOR_LABELS.get(encoding)
    if only_form(output, LabelForm.INDICES):
        return _FOR_LABELS[Encoding.INDEX]
    return _FOR_LABELS[Encoding.ONE_HOT] if space_of(output) is Space.SIMPLEX else None


def _threshold(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG304: the boundary of logits is 0, that of probabilities 0.5."""
    for use in output.decisions:
        if use.spot != diagnosis.spot or use.decision is not Decision.THRESHOLD:
            continue
        if use.behind is not None:
            yield Repair(f"compare the outputs without a further {use.behind.name}", True, (removed(use.behind),))
        elif space_of(output) in (Space.UNIT, Space.SIMPLEX):
            yield Repair("compare probabilities with 0.5", True, (Change(Action.RIGHT, diagnosis.spot, "0.5"),))
        else:
            yield Repair("compare logits with 0", True, (Change(Action.RIGHT, diagnosis.spot, "0"),))
        return
    metric = _metric(output, diagnosis)
    if metric is None or setup.engine.code in CALLED:
        return
    name = resolved_name(metric)
    if space_of(output) in (Space.UNIT, Space.SIMPLEX):
        yield _with(metric, "threshold=0.5" if name not in _COUNTS else "thresholds=0.5")
    elif metric.decision is Decision.REAL and metric.text_form:
        text = f"metrics.{_class(name or '')}(name='{metric.name}', from_logits=True)"
        yield Repair(
            "tell the metric that it gets logits", True, (Change(Action.OBJECT, metric.spot, text, metric.name),)
        )
    elif name == "auc" or metric.decision is Decision.REAL:
        yield _with(metric, "from_logits=True")
    elif metric.text_form and (is_plain_accuracy(metric) or name == "binary_accuracy"):
        yield _zero_threshold(metric)
    elif name in _COUNTS:
        yield _with(metric, "thresholds=0")
    elif name not in F_SCORES:
        yield _with(metric, "threshold=0.0")


def _class(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _distance(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG305: the error that people read beside a regression."""
    metric = _metric(output, diagnosis)
    if metric is not None and setup.engine.code not in CALLED:
        yield _named(metric, "mae")


def _exact(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG306: the accuracy that takes a decision first."""
    metric, loss = _metric(output, diagnosis), loss_of(output)
    if metric is None or setup.engine.code in CALLED or (resolved_name(metric) or "") != "exact_accuracy":
        return
    if loss is not None and loss.family in REGRESSING and space_of(output) not in (Space.SIMPLEX, Space.UNIT):
        yield _named(metric, _ERROR)
        return
    wanted = "binary_accuracy" if one_unit(output) else _accuracy(output)
    if wanted == "binary_accuracy" and space_of(output) is Space.REAL:
        yield _zero_threshold(metric)
    elif wanted is not None:
        yield _named(metric, wanted)


def _largest_of_one(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG307: one answer is compared with its boundary."""
    if not one_unit(output):
        return
    boundary = "0.5" if space_of(output) is Space.UNIT else "0" if space_of(output) is Space.REAL else None
    metric = _metric(output, diagnosis)
    if metric is not None and setup.engine.code not in CALLED:
        if boundary == "0.5":
            yield _named(metric, "binary_accuracy")
        elif boundary == "0":
            yield _zero_threshold(metric)
    elif boundary is not None and any(use.spot == diagnosis.spot for use in output.decisions):
        change = Change(Action.DECIDE, diagnosis.spot, boundary)
        yield Repair(f"compare the one unit with {boundary}", True, (change,))


METRICS = {
    "LG302": _several_labels,
    "LG303": _other_encoding,
    "LG304": _threshold,
    "LG305": _distance,
    "LG306": _exact,
    "LG307": _largest_of_one,
}
