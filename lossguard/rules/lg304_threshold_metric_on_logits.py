"""LG304: a metric with a threshold, or one that needs probabilities, looks at logits."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from lossguard.findings import Diagnosis
from lossguard.rules import learner_metrics
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.dialect import dialect_of
from lossguard.rules.measured import (
    CLASSIFYING,
    F_SCORES,
    LabelForm,
    at_least,
    is_plain_accuracy,
    metric_named,
    one_unit,
    only_form,
    resolved_name,
    seen_by,
    space_of,
)
from lossguard.rules.reading import expected_by, head_of, loss_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, head_words, related
from lossguard.setups import Known, MetricUse, Output, TrainingSetup
from lossguard.vocabulary import Decision, Encoding, Family, Severity, Space

# (what happens and why, what to write instead)
Mistake = tuple[str, str]

HALF = 0.5
_PROBABILITIES = (Space.UNIT, Space.SIMPLEX)
_UNBOUNDED = (Space.REAL, Space.SYMMETRIC)


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A threshold that belongs to probabilities on logits, or one that can never decide anything."""
    for metric in output.metrics:
        if metric.by_hand:
            continue
        called = setup.engine.code in CALLED
        mistake = _called_mistake(setup, metric, seen_by(metric, output)) if called else _mistake(setup, metric, output)
        if mistake is None:
            continue
        message, remedy = mistake
        yield Diagnosis(
            spot=metric.spot,
            message=message,
            help=remedy,
            confirm=_sign(setup, metric),
            related=related(output, metric.spot),
        )
    yield from _own_thresholds(setup, output)
    yield from _idle_decisions(output)
    yield from learner_metrics.undecided_likelihood(setup, output)


def _own_thresholds(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """`model.predict(x) > 0.5` on logits of a yes-or-no loss, or on the sigmoid of probabilities."""
    loss = loss_of(output)
    if loss is None or loss.family is not Family.BERNOULLI:
        return
    if isinstance(loss.expects, Known) and loss.expects.value is Space.UNIT:
        yield from _squashed_twice(output)
    if not _decides_at_zero(setup, output):
        return
    for use in output.decisions:
        if use.decision is Decision.THRESHOLD and use.threshold is not None and 0 < use.threshold < 1:
            probability = 1 / (1 + exp(-use.threshold))
            yield Diagnosis(
                spot=use.spot,
                message=(
                    f"The head delivers logits, and here they are compared with {use.threshold:g}, a probability of "
                    f"{probability:.2f}; the boundary lies at 0, so positives in between count as negatives."
                ),
                help="Compare with 0, or apply a sigmoid first.",
                related=related(output, use.spot),
            )


def _idle_decisions(output: Output) -> Iterator[Diagnosis]:
    """`(model(x) > 0) == labels` of probabilities: every sample is on one side. A loss of logits says what is wrong."""
    loss = loss_of(output)
    if space_of(output) not in _PROBABILITIES or loss is None or expected_by(loss) is Space.REAL:
        return
    if space_of(output) is Space.SIMPLEX and one_unit(output):
        return  # LG106: the constant 1
    for use in output.decisions:
        if use.decision is not Decision.THRESHOLD or not use.counted or use.behind is not None:
            continue
        if use.threshold is None or 0 < use.threshold < 1:
            continue
        side = "above" if use.threshold <= 0 else "below"
        yield Diagnosis(
            spot=use.spot,
            message=(
                f"The head delivers probabilities, and here they are compared with {use.threshold:g}: all of them are "
                f"{side} it, so what is counted is the share of one label."
            ),
            help="Compare with 0.5 (0 is the boundary of logits).",
            confirm="The accuracy is the share of one label from the first epoch on, and never moves.",
            related=related(output, use.spot),
        )


def _squashed_twice(output: Output) -> Iterator[Diagnosis]:
    """`sigmoid(p) > 0.5` of probabilities p: the sigmoid of a number from 0 to 1 lies between 0.5 and 0.73."""
    for use in output.decisions:
        if use.behind is None or use.threshold is None or not 0 < use.threshold <= HALF:
            continue
        yield Diagnosis(
            spot=use.spot,
            message=(
                f"The head delivers probabilities already, and here {use.behind.name} is applied to them again: what "
                f"comes out lies between 0.5 and 0.73; compared with {use.threshold:g} every sample counts as positive."
            ),
            help=f"Compare the outputs themselves with {use.threshold:g}, without a further {use.behind.name}.",
            confirm="The accuracy is the share of positives, and never moves.",
            related=related(output, use.spot),
        )


def _called_mistake(setup: TrainingSetup, metric: MetricUse, seen: Output) -> Mistake | None:
    """Where the program calls its metrics itself, and some apply a sigmoid themselves to values outside [0, 1]."""
    head, dialect = head_of(seen), dialect_of(setup.engine)
    if head is None or head.decision is not None or dialect is None:
        return None
    if space_of(seen) in _PROBABILITIES:
        return _idle_threshold(metric)
    if metric.squashes_logits or metric.decision is not Decision.THRESHOLD or not _decides_at_zero(setup, seen):
        return None
    found = _half_on_logits(metric, seen)
    return None if found is None else (found[0], f"Compare with 0, or apply {dialect.sigmoid} first.")


def _mistake(setup: TrainingSetup, metric: MetricUse, output: Output) -> Mistake | None:
    if metric.decision is Decision.ARGMAX:
        return _column_of_ones(metric, output)
    if space_of(output) in _PROBABILITIES:
        return _idle_threshold(metric)
    # Labels that make the metric fail, or -1/+1 labels, are reported by the rules on those.
    if at_least(output, 2) and only_form(output, LabelForm.INDICES):
        return None
    if encoding_of(output) is Encoding.SIGN or not _decides_at_zero(setup, output):
        return None
    match metric.decision:
        case Decision.THRESHOLD:
            return _half_on_logits(metric, output)
        case Decision.RANKING:
            return _ranking_on_logits(metric)
        case Decision.REAL:
            return _crossentropy_on_logits(metric, output)
        case _:
            return None


def _decides_at_zero(setup: TrainingSetup, output: Output) -> bool:
    """Whether the boundary between the classes lies at 0: logits under a loss that reads logits, or a margin."""
    loss = loss_of(output)
    if loss is None or loss.family not in CLASSIFYING or space_of(output) not in _UNBOUNDED:
        return False
    if loss.family is Family.MARGIN:
        # Early versions, which choose by loss, round instead: that suits labels of -1 and +1.
        each = one_unit(output) or encoding_of(output) is Encoding.MULTI_HOT
        return each and setup.engine.accuracy_by == "shapes"
    return space_of(output) is Space.REAL and isinstance(loss.expects, Known) and loss.expects.value is Space.REAL


def _half_on_logits(metric: MetricUse, output: Output) -> Mistake | None:
    threshold = metric.threshold
    if threshold is None or not 0 < threshold < 1:
        return None
    values = "logits" if space_of(output) is Space.REAL else "values between -1 and 1"
    as_probability = f", a probability of {1 / (1 + exp(-threshold)):.2f}" if values == "logits" else ""
    message = (
        f"{metric_named(metric)} compares the {values} with {threshold:g}{as_probability}; the boundary lies at 0, so "
        "positives in between count as negatives."
    )
    name = resolved_name(metric)
    if is_plain_accuracy(metric) or name == "binary_accuracy":
        return message, "Write metrics=[BinaryAccuracy(threshold=0.0)], or put the sigmoid into the model."
    if name in F_SCORES:
        return message, "Put the sigmoid into the model (this threshold must lie in (0, 1])."
    return message, f"Give {metric.name} a threshold of 0, or put the sigmoid into the model."


def _ranking_on_logits(metric: MetricUse) -> Mistake | None:
    if metric.expects is not Space.UNIT or metric.option("from_logits") is True:
        return None
    message = (
        f"{metric_named(metric)} sweeps its thresholds through [0, 1], but the model puts out logits: versions up to "
        "TF 2.9 stop with 'predictions must be >= 0', later ones report a wrong number."
    )
    if resolved_name(metric) == "auc":
        return message, "Write AUC(from_logits=True), or put the sigmoid into the model."
    return message, "Put the sigmoid into the model and give the loss probabilities."


def _crossentropy_on_logits(metric: MetricUse, output: Output) -> Mistake | None:
    loss = loss_of(output)
    if metric.expects not in _PROBABILITIES or loss is None or metric.family is not loss.family:
        return None
    return (
        f"{metric_named(metric)} takes the logits for probabilities (the loss's from_logits does not reach it) and "
        "reports another number than the loss.",
        "Give the metric from_logits=True, or drop it: the loss is logged already.",
    )


def _idle_threshold(metric: MetricUse) -> Mistake | None:
    if metric.decision is not Decision.THRESHOLD or metric.threshold is None or 0 < metric.threshold < 1:
        return None
    answer = "positive" if metric.threshold <= 0 else "negative"
    return (
        f"{metric_named(metric)} compares probabilities with {metric.threshold:g}, so every prediction counts as "
        f"{answer}.",
        "Use a threshold of 0.5 (0.0 is the one for logits).",
    )


def _column_of_ones(metric: MetricUse, output: Output) -> Mistake | None:
    if resolved_name(metric) not in F_SCORES or not one_unit(output) or not isinstance(output.head, Known):
        return None
    if metric.option("threshold") is not None:
        return None
    return (
        f"{metric_named(metric)} without a threshold takes the argmax over one column "
        f"({head_words(output.head.value)}), so every sample counts as positive and the score is constant.",
        "Give it threshold=0.5.",
    )


def _sign(setup: TrainingSetup, metric: MetricUse) -> str | None:
    if setup.engine.code in CALLED:
        return "((out > 0) == y) differs from what is reported."
    if metric.decision is Decision.ARGMAX:
        return "The score never moves: it is 2p / (1 + p) for a share p of positives."
    if metric.decision is Decision.THRESHOLD and metric.threshold is not None and 0 < metric.threshold < 1:
        return "((model.predict(x) > 0) == y).mean() differs from what the log says."
    return None


RULE = Rule(
    code="LG304",
    name="threshold-metric-on-logits",
    severity=Severity.ERROR,
    since="0.1",
    summary="a metric with a threshold for probabilities looks at logits, or its threshold can decide nothing",
    why=(
        "from_logits=True belongs to the loss alone; no metric learns of it. 'accuracy' on one logit compares it "
        "with 0.5, which is a probability of 0.62, in every version since TF 1.12, so samples between 0.5 and 0.62 "
        "are counted on the wrong side. AUC, Precision and Recall expect values in [0, 1]: on logits old versions "
        "raise, new ones report a wrong number. F1Score() without a threshold takes the argmax over a single column: "
        "always positive. A sigmoid of probabilities lies between 0.5 and 0.73: compared with 0.5, positive again."
    ),
    remedy=(
        "BinaryAccuracy(threshold=0.0), Precision(thresholds=0), AUC(from_logits=True); or end the model with a "
        "sigmoid and give the loss probabilities. For F1Score on one sigmoid unit give threshold=0.5."
    ),
    signature="The accuracy of (predict(x) > 0) differs from the one in the log.",
    needs=("head.space",),
    sources=("keras 3 and tf.keras 2.15, measured: BinaryAccuracy .70 on logits, .75 with threshold=0.0",),
    bad="""\
import numpy as np
import tensorflow as tf

x = np.random.rand(60, 8)
y = np.random.randint(0, 2, 60)
model = tf.keras.Sequential([
    tf.keras.layers.Dense(16, activation="relu"),
    tf.keras.layers.Dense(1),
])
model.compile(
    optimizer="adam",
    loss=tf.keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(x, y, epochs=1)
""",
    good="""\
import numpy as np
import tensorflow as tf

x = np.random.rand(60, 8)
y = np.random.randint(0, 2, 60)
model = tf.keras.Sequential([
    tf.keras.layers.Dense(16, activation="relu"),
    tf.keras.layers.Dense(1),
])
model.compile(
    optimizer="adam",
    loss=tf.keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[tf.keras.metrics.BinaryAccuracy(threshold=0.0)],
)
model.fit(x, y, epochs=1)
""",
    check=check,
    check_learner=learner_metrics.undecided_likelihood,
)
