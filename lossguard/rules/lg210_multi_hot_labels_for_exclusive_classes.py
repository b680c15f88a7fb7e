"""LG210: several labels may be true at once, but head or loss treat the classes as exclusive."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.records import replace
from lossguard.rules.called_refusals import is_flattening
from lossguard.rules.dialect import dialect_of
from lossguard.rules.engine_refusals import confirm_words, rows_for_numbers_outcome
from lossguard.rules.reading import expected_by, head_of, is_one_unit, loss_of, made_elsewhere, space_of
from lossguard.rules.rule import Rule
from lossguard.rules.targets import judged_labels, reads_numbers
from lossguard.rules.wording import encoding_of, head_words, labels_words, related
from lossguard.setups import Head, Labels, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Encoding, Family, Severity, Space, Units

_BETWEEN_CLASSES = (Family.CATEGORICAL, Family.DIVERGENCE)
_SUMS_TO_ONE = (Space.SIMPLEX, Space.LOG_SIMPLEX)
_SHARED = (Family.OVERLAP, Family.MARGIN)  # fit several labels by themselves, but not over a softmax

BAD = """\
import keras
from sklearn.preprocessing import MultiLabelBinarizer

x, genres = load_films()
y = MultiLabelBinarizer().fit_transform(genres)
model = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(20, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, epochs=5)
"""
GOOD = BAD.replace("softmax", "sigmoid").replace("categorical_crossentropy", "binary_crossentropy")


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Multi-hot labels under a loss between classes, or under any over a softmax."""
    head, loss, labels = head_of(output), loss_of(output), judged_labels(output)
    if loss is None or labels is None or made_elsewhere(labels) or encoding_of(output) is not Encoding.MULTI_HOT:
        return
    if head is None or head.embedding_like or is_one_unit(head):
        return
    if reads_numbers(loss):
        yield _beyond_numbers(setup, output, head, loss, labels)
        return
    if not (_is_exclusive(loss) or (loss.family in _SHARED and space_of(head) in _SUMS_TO_ONE)):
        return
    yield Diagnosis(
        spot=loss.spot,
        message=f"Several labels can be true at once ({labels_words(labels)}), but {_who(head, loss)} treats the "
        "classes as exclusive: labels that are true together get 1/k each at most, and none of them can be told "
        "apart from one that is merely likely.",
        help=_remedy(setup, head),
        confirm="With k labels a sample the cross-entropy cannot fall below k log k: 1.386 for two, 3.296 for three."
        if loss.family is Family.CATEGORICAL
        else None,
        related=related(output, loss.spot, labels=True),
    )


def _beyond_numbers(setup: TrainingSetup, output: Output, head: Head, loss: LossUse, labels: Labels) -> Diagnosis:
    """A loss that reads one class number a sample."""
    outcome = rows_for_numbers_outcome(setup.engine, labels)
    if is_flattening(loss):
        sign = "ValueError: Expected input batch_size (...) to match target batch_size (...)."
        outcome = replace(outcome, sign=sign)
    return Diagnosis(
        spot=loss.spot,
        message=f"{loss.name} reads one class number a sample, but several labels can be true at once "
        f"({labels_words(labels)}); {outcome.happens}.",
        help=_remedy(setup, head),
        confirm=confirm_words(outcome),
        related=related(output, loss.spot, labels=True),
        may_be_wrong=loss.custom,
    )


def _is_exclusive(loss: LossUse) -> bool:
    between = loss.family in _BETWEEN_CLASSES or (loss.family is Family.MARGIN and loss.units is Units.CLASSES)
    return between and Encoding.ONE_HOT in loss.labels and expected_by(loss) is not Space.UNIT


def _who(head: Head, loss: LossUse) -> str:
    return loss.name if _is_exclusive(loss) else f"the head ({head_words(head)})"


def _remedy(setup: TrainingSetup, head: Head) -> str:
    if (dialect := dialect_of(setup.engine)) is not None:
        bare = "the outputs" if not head.links else f"the values before the {head.activation}"
        return f"Use {dialect.yes_no} on {bare}."
    return "Use activation='sigmoid' with binary_crossentropy."


RULE = Rule(
    code="LG210",
    name="multi-hot-labels-for-exclusive-classes",
    severity=Severity.ERROR,
    since="0.1",
    summary="Multi-hot labels under softmax or categorical cross-entropy.",
    why="Softmax and the categorical losses share one probability among the classes. With two labels true at once "
    "the best answer is 0.5 each, with three a third each: no threshold tells how many are true, and the loss keeps "
    "a floor of k log k. Nothing raises, since multi-hot rows have the shape of one-hot rows.",
    remedy="One yes or no for each label: sigmoid outputs with binary cross-entropy (BCEWithLogitsLoss in PyTorch).",
    bad=BAD,
    good=GOOD,
    needs=("head.space", "loss.expects", "labels.encoding"),
    sources=("measured: the optimum of categorical cross-entropy under multi-hot labels, Keras 3.15 and torch 2.13",),
    yields_to=("LG101", "LG102", "LG103", "LG104", "LG105", "LG107", "LG205", "LG208", "LG402"),
    signature="The loss stays above k log k, with k labels a sample.",
    check=check,
)
