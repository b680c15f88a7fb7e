"""LG206: what the model is measured on is encoded otherwise than what it is trained on."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis, Spot
from lossguard.rules.rule import Rule
from lossguard.rules.targets import columns, encoding, judged_labels, known_loss, shape_words
from lossguard.rules.wording import labels_words, related
from lossguard.setups import Known, LabelEdit, Labels, Output, TrainingSetup
from lossguard.vocabulary import CLASS_NUMBERS, CLASS_ROWS, Encoding, Severity

BAD = """\
from keras.datasets import mnist
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.utils import to_categorical

(x_train, y_train), (x_test, y_test) = mnist.load_data()
y_train = to_categorical(y_train, 10)

model = Sequential([Flatten(input_shape=(28, 28)), Dense(10, activation='softmax')])
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train / 255.0, y_train, epochs=5, validation_data=(x_test / 255.0, y_test))
"""
GOOD = BAD.replace(
    "to_categorical(y_train, 10)\n", "to_categorical(y_train, 10)\ny_test = to_categorical(y_test, 10)\n"
)

VALUES = frozenset({Encoding.BINARY, Encoding.SIGN})


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Each held-out set whose labels contradict the training labels, once for each place."""
    labels, loss = judged_labels(output), known_loss(output)
    if labels is None or loss is None:
        return
    seen: set[Spot] = set()
    for held in output.held_out:
        if not isinstance(held, Known) or held.spot in seen:
            continue
        other = held.value
        if other.reconstruction or other.constant or other.model_output:
            continue
        contrast = _contrast(labels, other)
        if contrast is None:
            continue
        seen.add(held.spot)
        yield Diagnosis(
            spot=held.spot,
            message=f"{contrast}, so what is measured on the held-out data is an error or a number that means nothing.",
            help=(
                "give both the same steps from the raw labels to the loss: encode before the split, or encode each half"
            ),
            confirm=(
                f"the first epoch gets through; when {setup.engine.label} turns to the held-out data it stops, or "
                "reports an odd loss"
            ),
            related=(
                (labels.spot, f"the training labels: {labels_words(labels)}"),
                *related(output, held.spot, head=False),
            ),
            may_be_wrong=loss.custom,
        )


def _contrast(trained: Labels, held: Labels) -> str | None:
    """A clause that says how the two differ, None where nothing known differs."""
    ours, theirs = encoding(trained), encoding(held)
    if ours is not None and theirs is not None and _clash(ours, theirs):
        return f"The model is trained on {labels_words(trained)}, but here the labels are {labels_words(held)}"
    wide, other_wide = columns(trained), columns(held)
    if wide is not None and other_wide is not None and wide != other_wide:
        return f"The training labels are {shape_words(trained)}, but here they are {shape_words(held)}"
    if trained.rank is not None and held.rank is not None and _deeper(trained.rank) != _deeper(held.rank):
        return f"The training labels are {shape_words(trained)}, but here they are {shape_words(held)}"
    if trained.source and trained.source == held.source and _steps(trained) != _steps(held):
        more, whose = (
            (trained, "training labels") if len(trained.edits) >= len(held.edits) else (held, "held-out labels")
        )
        return f"Only the {whose} went through {_named(more.edits)}"
    return None


def _clash(ours: Encoding, theirs: Encoding) -> bool:
    """Whether no loss can read both. Soft and one-hot rows go together (mixup on the training side), and so do
    class numbers and 0/1 columns."""
    if (ours in CLASS_ROWS and theirs in CLASS_NUMBERS) or (ours in CLASS_NUMBERS and theirs in CLASS_ROWS):
        return True
    if {ours, theirs} == VALUES:
        return True
    return (ours is Encoding.TEXT) != (theirs is Encoding.TEXT)


def _deeper(rank: int) -> int:
    """The rank with (n,) counted as (n, 1)."""
    return max(rank, 2)


def _steps(labels: Labels) -> tuple[tuple[str, float | None], ...]:
    return tuple((edit.kind, edit.by) for edit in labels.edits)


def _named(edits: tuple[LabelEdit, ...]) -> str:
    return ", ".join(edit.kind if edit.by is None else f"{edit.kind} {edit.by:g}" for edit in edits)


RULE = Rule(
    code="LG206",
    name="train-and-validation-labels-encoded-differently",
    severity=Severity.ERROR,
    since="0.1",
    summary="The held-out labels are encoded otherwise than the training labels.",
    why=(
        "The same loss and the same metrics read both. Where only one of them was one-hot encoded, rescaled or "
        "shifted, the validation stops with an error, or reports a loss and an accuracy of something else."
    ),
    remedy=(
        "Encode the labels once before the split, or do the same to each half; give both generators the same "
        "class_mode."
    ),
    bad=BAD,
    good=GOOD,
    needs=("loss", "labels"),
    sources=("measured in Keras 2.2 to 3.15: label shapes, section 2.5",),
    yields_to=("LG107", "LG201", "LG202", "LG203", "LG204", "LG205", "LG207", "LG209", "LG402"),
    signature="the first epoch runs to its end, then an exception about shapes, or a val_loss far from the loss",
    check=check,
)
