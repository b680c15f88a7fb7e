"""LG302: 'accuracy' on a multi-label head compares the largest prediction with the first 1 of a row."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.measured import at_least, is_plain_accuracy, resolved_name, space_of, special_labels, width_of
from lossguard.rules.reading import head_of, loss_of
from lossguard.rules.rule import Rule
from lossguard.rules.wording import encoding_of, engine_words, related
from lossguard.setups import Known, MetricUse, Output, TrainingSetup, Unknown
from lossguard.vocabulary import Decision, Encoding, Family, Severity, Space

# Without labels in sight, sigmoids over more outputs than this, or over feature maps, are taken for images, not tags.
MOST_TAGS = 512
FLAT_RANK = 2  # (batch, outputs)


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """'accuracy' that became an argmax although several labels of a row may be 1."""
    if special_labels(output) or not at_least(output, 2):
        return
    proven = encoding_of(output) is Encoding.MULTI_HOT
    if not proven and not _looks_multi_label(output):
        return
    for metric in output.metrics:
        if is_plain_accuracy(metric) and _is_argmax(metric, output):
            yield _diagnosis(setup, output, metric, proven)


def _looks_multi_label(output: Output) -> bool:
    """Independent yes/no outputs under a binary loss, with labels that say nothing against it."""
    head, loss, width = head_of(output), loss_of(output), width_of(output)
    if head is None or loss is None or width is None or loss.family is not Family.BERNOULLI or loss.custom:
        return False
    if width.value is None or width.value > MOST_TAGS:  # a symbol may be 1
        return False
    if encoding_of(output) is not None or head.rank not in (None, FLAT_RANK):
        return False
    takes_logits = isinstance(loss.expects, Known) and loss.expects.value is Space.REAL
    return space_of(output) is Space.UNIT or (space_of(output) is Space.REAL and takes_logits)


def _is_argmax(metric: MetricUse, output: Output) -> bool:
    if metric.decision is Decision.ARGMAX:
        return resolved_name(metric) != "sparse_categorical_accuracy"
    loss = loss_of(output)
    # A binary loss needs targets of the head's own shape, and for those shapes the choice is categorical_accuracy.
    own_shape = loss is not None and loss.family is Family.BERNOULLI
    return metric.by == "shapes" and isinstance(metric.resolved, Unknown) and own_shape


def _diagnosis(setup: TrainingSetup, output: Output, metric: MetricUse, proven: bool) -> Diagnosis:
    logits = space_of(output) is Space.REAL
    named = "BinaryAccuracy(threshold=0.0)" if logits else "'binary_accuracy'"
    decider = "the shapes decide" if metric.by == "shapes" else "the loss decides"
    width = width_of(output)
    units = f"{width.value} outputs" if width and width.value else "the outputs"
    doubt = "several labels of a row may be 1" if proven else "several may be 1, as a binary loss over outputs suggests"
    return Diagnosis(
        spot=metric.spot,
        message=(
            f"'{metric.name}' is categorical_accuracy here, as {decider} in {engine_words(setup.engine)}: "
            f"it asks whether the largest of {units} is the first label that is 1, "
            f"which means nothing where {doubt}."
        ),
        help=(
            f"Write metrics=[{named}] for the share of right yes/no answers; where most labels are 0 also look at "
            "AUC(multi_label=True) or an F1 score."
        ),
        confirm="The reported accuracy is far below the per-label accuracy of (predictions > threshold) == labels.",
        related=related(output, metric.spot, labels=True),
        may_be_wrong=not proven,
    )


RULE = Rule(
    code="LG302",
    name="accuracy-means-argmax-on-multi-label",
    severity=Severity.ERROR,
    since="0.1",
    summary="'accuracy' on a multi-label head compares the largest output with the first label that is 1",
    why=(
        "From TF 2.2 on, and in Keras 3, the shapes choose the metric behind 'accuracy': for targets as wide as the "
        "head it is categorical_accuracy, argmax against argmax. A row of several independent labels has no argmax "
        "to speak of, so a model that is right in 95 % of its labels may show 0.55. Earlier versions chose by the "
        "loss and counted each label, so the same script has changed its meaning. Where the labels are not visible "
        "the finding is only possible: with one-hot targets the argmax is right."
    ),
    remedy=(
        "Name the metric: 'binary_accuracy' for sigmoid outputs, BinaryAccuracy(threshold=0.0) for logits, and "
        "AUC(multi_label=True) or F1Score(threshold=0.5) where labels are rare."
    ),
    signature="The reported accuracy lies far below the share of right labels: 0.552 against 0.947 in a measured run.",
    needs=("head.space", "head.width"),
    sources=("keras 3, trainers/compile_utils.py get_metric", "tensorflow 2.2, compile_utils.MetricsContainer"),
    bad="""\
import numpy as np
from tensorflow import keras
from sklearn.preprocessing import MultiLabelBinarizer

tags = [("news", "sport"), ("sport",), ("arts", "news"), ("arts",)]
y = MultiLabelBinarizer().fit_transform(tags)
x = np.random.rand(4, 8)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="sigmoid"),
])
model.compile(
    optimizer="adam",
    loss="binary_crossentropy",
    metrics=["accuracy"],
)
model.fit(x, y, epochs=1)
""",
    good="""\
import numpy as np
from tensorflow import keras
from sklearn.preprocessing import MultiLabelBinarizer

tags = [("news", "sport"), ("sport",), ("arts", "news"), ("arts",)]
y = MultiLabelBinarizer().fit_transform(tags)
x = np.random.rand(4, 8)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="sigmoid"),
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
