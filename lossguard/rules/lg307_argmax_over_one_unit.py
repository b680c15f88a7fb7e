"""LG307: an argmax over a single unit, which is always 0."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.measured import (
    F_SCORES,
    at_least,
    metric_named,
    one_unit,
    reads_class_numbers,
    resolved_name,
    seen_by,
)
from lossguard.rules.reading import head_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import related
from lossguard.setups import Known, MetricUse, Output, TrainingSetup
from lossguard.vocabulary import Decision, Severity


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A metric, or a line of the program, that takes the largest of one."""
    yield from _own_argmax(output)
    called = setup.engine.code in CALLED
    for metric in output.metrics:
        seen = seen_by(metric, output)
        head = head_of(seen)
        if not one_unit(seen) or (called and (head is None or head.decision is not None)):
            continue
        # An F score over one column is about its missing threshold, and LG304 says so.
        if metric.undecided_unit is not None:
            yield _undecided(metric, metric.undecided_unit, output)
        elif metric.decision in (Decision.ARGMAX, Decision.TOP_K) and resolved_name(metric) not in F_SCORES:
            yield Diagnosis(
                spot=metric.spot,
                message=f"{metric_named(metric)} takes the argmax of one unit, always 0: {_consequence(metric)}.",
                help="Measure with a threshold: one yes/no answer has no largest unit."
                if called
                else "Write metrics=['accuracy'] or 'binary_accuracy' (threshold 0.5) for one sigmoid unit.",
                confirm="The metric is the same number in every epoch.",
                related=related(output, metric.spot),
            )


def _undecided(metric: MetricUse, sign: str, output: Output) -> Diagnosis:
    """A metric that takes the largest of several units, and of one unit the answer itself."""
    return Diagnosis(
        spot=metric.spot,
        message=f"{metric_named(metric)} wants the answers of one unit as 0 and 1, but is given its values: "
        "it stops at the first batch.",
        help="Hand it decisions: round the sigmoid of the values first, in the metric's own transformation.",
        confirm=f"The exception says: {sign}",
        related=related(output, metric.spot),
    )


def _own_argmax(output: Output) -> Iterator[Diagnosis]:
    """`np.argmax(model.predict(x), axis=1)` over one unit, or over the samples of the batch."""
    for use in output.decisions:
        if use.decision is not Decision.ARGMAX:
            continue
        if use.axis == 1 and use.rank == 1:
            yield Diagnosis(
                spot=use.spot,
                message="The argmax is taken over axis 1 of outputs that were squeezed to (n,): there is none, and the "
                "call stops with an error.",
                help="Compare the output with 0.5 (with 0 for logits) instead: one unit has no largest one.",
                confirm="The exception says that the dimension or axis is out of range or out of bounds.",
                related=related(output, use.spot),
            )
        elif use.axis in (-1, 1) and one_unit(output) and _is_flat(output):
            yield Diagnosis(
                spot=use.spot,
                message="The argmax is taken over the one unit of the head: it is 0 for every sample.",
                help="Compare the output with 0.5 (with 0 for logits) instead.",
                confirm="Every prediction is class 0, and the accuracy is the share of class 0.",
                related=related(output, use.spot),
            )
        elif use.axis == 0 and at_least(output, 2) and not _is_flat(output, or_untold=False):
            continue
        elif use.axis == 0 and at_least(output, 2):
            yield Diagnosis(
                spot=use.spot,
                message="The argmax runs over axis 0, the samples: it gives one sample for each class, no class.",
                help="Take it over the last axis: axis=-1.",
                related=related(output, use.spot),
                may_be_wrong=True,
            )


def _is_flat(output: Output, or_untold: bool = True) -> bool:
    """Whether the head is (batch, units)."""
    rank = output.head.value.rank if isinstance(output.head, Known) else None
    return rank == 2 or (rank is None and or_untold)


def _consequence(metric: MetricUse) -> str:
    if metric.decision is Decision.TOP_K:
        return "the only class is always among the first."
    if reads_class_numbers(metric):
        return "it reports the share of samples labelled 0"
    return "it reports 1.0 for labels of shape (n, 1), and the share of 0 in a batch's first place for shape (n,)"


RULE = Rule(
    code="LG307",
    name="argmax-over-one-unit",
    severity=Severity.ERROR,
    since="0.1",
    summary="a metric takes the argmax over one unit, so every prediction is class 0",
    why=(
        "categorical_accuracy and sparse_categorical_accuracy ask which unit is largest. With one unit the answer is "
        "always 0, whatever the model learned: categorical_accuracy then reports 1.0 and sparse_categorical_accuracy "
        "the share of class 0. Both look like a finished model."
    ),
    remedy="For one sigmoid unit use 'binary_accuracy' or 'accuracy'; for several classes give the head one unit each.",
    signature="The metric is the same number in every epoch: 1.0, or the share of class 0.",
    needs=("head.space",),
    sources=("keras 3 and tf.keras 2.15, measured: SparseCategoricalAccuracy on one unit .675, the share of class 0",),
    yields_to=("LG107", "LG309"),
    bad="""\
import numpy as np
from tensorflow import keras

x = np.random.rand(60, 8)
y = np.random.randint(0, 2, 60)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(
    optimizer="adam",
    loss="binary_crossentropy",
    metrics=["categorical_accuracy"],
)
model.fit(x, y, epochs=1)
""",
    good="""\
import numpy as np
from tensorflow import keras

x = np.random.rand(60, 8)
y = np.random.randint(0, 2, 60)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(
    optimizer="adam",
    loss="binary_crossentropy",
    metrics=["binary_accuracy"],
)
model.fit(x, y, epochs=1)
""",
    check=check,
)
