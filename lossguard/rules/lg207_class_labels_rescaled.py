"""LG207: class labels are divided or scaled on their way to a classification loss."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.rule import Rule
from lossguard.rules.targets import class_count, encoding, judged_labels, known_loss, reads_numbers
from lossguard.rules.wording import related
from lossguard.setups import LabelEdit, Labels, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Encoding, Family, Severity

CLASSIFYING = frozenset({Family.CATEGORICAL, Family.BERNOULLI, Family.MARGIN})
MIXED_PAIR = 2.0  # (y1 + y2) / 2 of two one-hot rows is a soft label

BAD = """\
from keras.datasets import mnist
from keras.layers import Dense, Flatten
from keras.models import Sequential

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train, y_train = x_train / 255.0, y_train / 255.0

model = Sequential([Flatten(input_shape=(28, 28)), Dense(10, activation='softmax')])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5)
"""
GOOD = BAD.replace("x_train, y_train = x_train / 255.0, y_train / 255.0", "x_train = x_train / 255.0")


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """The first step that turns class labels into something else, where the labels are known to name classes."""
    labels, loss = judged_labels(output), known_loss(output)
    if labels is None or loss is None or loss.family not in CLASSIFYING:
        return
    edit = next((edit for edit in labels.edits if _spoils(edit, labels)), None)
    if edit is None:
        return
    yield Diagnosis(
        spot=edit.spot,
        message=f"The labels name classes{_origin(labels)}, and here they are {_done(edit)}: "
        f"{_consequence(setup, loss)}.",
        help="leave the labels as they are and rescale the inputs only",
        confirm=_sign(setup, loss),
        related=related(output, edit.spot),
        may_be_wrong=loss.custom,
    )


def _spoils(edit: LabelEdit, labels: Labels) -> bool:
    """Whether `edit` makes class labels name no class any more.

    Adding and subtracting re-bases ids (1 to C becomes 0 to C - 1), multiplying smooths one-hot rows: both are right.
    A mask of 0 and 255 divided by 255 holds 0 and 1 and is right; so is anything that is known to end at 0 and 1.
    """
    if edit.kind == "divide" and (edit.by is None or abs(edit.by) == 1):
        return False
    match encoding(labels):
        case Encoding.ONE_HOT:
            return edit.kind == "standardise" or (edit.kind == "divide" and abs(edit.by or 0) > MIXED_PAIR)
        case Encoding.INDEX:
            return edit.kind in ("divide", "standardise") or (edit.kind == "min-max" and _more_than_two(labels))
        case Encoding.BINARY | Encoding.SIGN:
            return edit.kind == "standardise" or (edit.kind == "divide" and labels.high is not None and labels.high < 1)
        case Encoding.REAL | None:
            return edit.kind in ("divide", "standardise") and _more_than_two(labels)
        case _:
            return False


def _more_than_two(labels: Labels) -> bool:
    """Whether the labels are known to be of three classes or more (`len(names)` classes are not told)."""
    count = class_count(labels)
    return count is not None and count > 2


def _origin(labels: Labels) -> str:
    return f" ({labels.source})" if labels.source else ""


def _done(edit: LabelEdit) -> str:
    match edit.kind:
        case "divide":
            return f"divided by {edit.by:g}"
        case "standardise":
            return "standardised to mean 0 and deviation 1"
        case _:
            return "scaled to the range 0 to 1"


def _refused(setup: TrainingSetup, loss: LossUse) -> bool:
    """Whether numbers with a fraction are refused where class numbers are read."""
    return setup.engine.code in CALLED and loss.family is Family.CATEGORICAL and Encoding.INDEX in loss.labels


def _consequence(setup: TrainingSetup, loss: LossUse) -> str:
    if _refused(setup, loss):
        return f"{loss.name} reads whole class numbers, and {setup.engine.label} refuses numbers with a fraction"
    if reads_numbers(loss):
        return f"{loss.name} cuts them back to whole numbers, so that nearly every label becomes class 0 (or none)"
    if loss.family is Family.BERNOULLI:
        return f"{loss.name} reads them as probabilities of the one class, and their order becomes a degree of truth"
    return f"{loss.name} compares the outputs with numbers that name no class"


def _sign(setup: TrainingSetup, loss: LossUse) -> str:
    if _refused(setup, loss):
        return "an exception about the type of the labels at the first batch"
    if reads_numbers(loss):
        return "the loss falls towards 0 while the accuracy stays at the share of class 0"
    return "the accuracy stays near 0, whatever the loss does: no label equals 0 or 1 any more"


RULE = Rule(
    code="LG207",
    name="class-labels-rescaled",
    severity=Severity.ERROR,
    since="0.1",
    summary="Class labels are divided, standardised or scaled before a classification loss.",
    why=(
        "A label of a classifier is a name that happens to be a number. Dividing it along with the pixels, or "
        "sending it through a scaler along with the features, leaves numbers that name no class; the sparse loss "
        "then cuts them to whole numbers, so that all samples seem to be of class 0 and the loss falls quickly."
    ),
    remedy=(
        "Rescale the inputs only. Subtracting 1 from labels that count from 1, and masks of 0 and 255 over "
        "255, are right."
    ),
    bad=BAD,
    good=GOOD,
    needs=("loss", "labels"),
    sources=("measured in Keras 3.15: labels / 255 and labels / 9 under sparse_categorical_crossentropy",),
    signature="the loss falls towards 0 while the accuracy stays at the share of class 0",
    yields_to=("LG402",),
    check=check,
)
