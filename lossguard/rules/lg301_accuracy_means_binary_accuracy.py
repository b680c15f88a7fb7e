"""LG301: 'accuracy' next to a binary loss counts every class on its own, and the number looks far too good."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.measured import at_least, is_plain_accuracy, space_of, special_labels, width_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, engine_words, related, units_words
from lossguard.setups import MetricUse, Output, TrainingSetup
from lossguard.vocabulary import Decision, Encoding, Severity, Space

# Over two classes that exclude each other the two columns are right or wrong together: the number is the true one.
FEWEST_INFLATED = 3


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """'accuracy' that the loss turned into a threshold on each unit of a head of exclusive classes."""
    if special_labels(output) or not _classes_exclude_each_other(output) or not at_least(output, FEWEST_INFLATED):
        return
    for metric in output.metrics:
        if is_plain_accuracy(metric) and metric.by == "loss" and metric.decision is Decision.THRESHOLD:
            yield _diagnosis(setup, output, metric)


def _classes_exclude_each_other(output: Output) -> bool:
    encoding = encoding_of(output)
    if space_of(output) is Space.SIMPLEX:
        return encoding is not Encoding.MULTI_HOT
    # Sigmoids are told apart from a multi-label head only by labels that are known to be one-hot.
    return space_of(output) is Space.UNIT and encoding is Encoding.ONE_HOT


def _diagnosis(setup: TrainingSetup, output: Output, metric: MetricUse) -> Diagnosis:
    width = width_of(output)
    classes = width.value if width else None
    counted = f"each of the {units_words(width)} is compared with 0.5 on its own and all count as predictions"
    inflated = (
        f"an undecided model already shows {(classes - 1) / classes:.2f}"
        if classes
        else "with more than two classes even an undecided model shows a high number"
    )
    return Diagnosis(
        spot=metric.spot,
        message=(
            f"'{metric.name}' is binary_accuracy here, because {engine_words(setup.engine)} chooses it by the loss: "
            f"{counted}, so {inflated}."
        ),
        help=(
            "Write metrics=['categorical_accuracy'], or train with loss='categorical_crossentropy', "
            "which makes 'accuracy' categorical too."
        ),
        confirm=_sign(classes),
        related=related(output, metric.spot, labels=True),
        severity=None if classes else Severity.WARNING,
    )


def _sign(classes: int | None) -> str:
    if classes is None:
        return "The log starts near (C - 1) / C for C classes, where a true accuracy starts near 1 / C."
    return (
        f"The log starts near {(classes - 1) / classes:.2f} = ({classes} - 1) / {classes}, "
        f"where a true accuracy starts near {1 / classes:.2g}."
    )


RULE = Rule(
    code="LG301",
    name="accuracy-means-binary-accuracy",
    severity=Severity.ERROR,
    since="0.1",
    summary="'accuracy' beside a binary loss counts each class on its own, so the reported number is inflated",
    why=(
        "Keras up to 2.3 and tf.keras up to TF 2.1 choose the metric behind 'accuracy' by the loss: with "
        "binary_crossentropy it is binary_accuracy, whatever the head. Over ten exclusive classes nine of ten "
        "columns are 0 in every row, so a model that has learned nothing shows 0.90, and a trained one 0.9975 where "
        "the share of right answers is 0.9878. Nothing fails and the curve rises, so the number ends up in reports. "
        "From TF 2.2 and in Keras 3 the shapes decide, and the same line reports the true number."
    ),
    remedy=(
        "For exclusive classes use loss='categorical_crossentropy' with metrics=['accuracy']; or keep the loss and "
        "name the metric: metrics=['categorical_accuracy']."
    ),
    signature="The accuracy of an undecided model is (C - 1) / C: 0.90 for 10 classes.",
    needs=("head.space", "head.width"),
    sources=("keras 2.2.4, engine/training_utils.py", "tensorflow 2.1, training_utils.get_metric_function"),
    bad="""\
# options: framework-version=keras=2.2.4
import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.utils import to_categorical

x = np.random.rand(60, 8)
y = to_categorical(np.random.randint(0, 10, 60), 10)
model = Sequential()
model.add(Dense(16, activation="relu", input_shape=(8,)))
model.add(Dense(10, activation="softmax"))
model.compile(
    optimizer="adam",
    loss="binary_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=1)
""",
    good="""\
# options: framework-version=keras=2.2.4
import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.utils import to_categorical

x = np.random.rand(60, 8)
y = to_categorical(np.random.randint(0, 10, 60), 10)
model = Sequential()
model.add(Dense(16, activation="relu", input_shape=(8,)))
model.add(Dense(10, activation="softmax"))
model.compile(
    optimizer="adam",
    loss="categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=1)
""",
    check=check,
)
