"""LG204: labels and head have shapes that do not pair, although their encoding would do."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.records import dataclass
from lossguard.rules.called_refusals import SEPARATE_COLUMNS, Outcome, is_flattening, is_flattening_to_rows
from lossguard.rules.dialect import dialect_of
from lossguard.rules.engine_refusals import (
    CHECKED_BEFORE_TRAINING,
    confirm_words,
    rows_for_numbers_outcome,
    shape_outcome,
)
from lossguard.rules.reading import is_flat
from lossguard.rules.rule import Rule
from lossguard.rules.targets import (
    columns,
    encoding,
    head_shape_words,
    head_units,
    judged_labels,
    known_head,
    known_loss,
    reads_rows,
    shape_words,
    takes_numbers,
)
from lossguard.rules.wording import related
from lossguard.setups import Head, Labels, LossUse, Output, TrainingSetup
from lossguard.vocabulary import CLASS_NUMBERS, CLASS_ROWS, HOT_ROWS, Encoding, Family, Severity

BAD = """\
import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential
from keras.utils import to_categorical

x = np.random.rand(500, 20)
y = to_categorical(np.random.randint(0, 2, size=(500,)), 2)

model = Sequential([Input((20,)), Dense(16, activation='relu'), Dense(1, activation='sigmoid')])
model.compile(optimizer='adam', loss='binary_crossentropy')
model.fit(x, y, epochs=10)
"""
GOOD = BAD.replace("to_categorical(np.random.randint(0, 2, size=(500,)), 2)", "np.random.randint(0, 2, size=(500,))")
GOOD = GOOD.replace("from keras.utils import to_categorical\n", "")

SAMPLE_AND_UNIT = 2  # rank of (n, C)
ALWAYS_ROWS = ("flow_from", "from_directory", "to_categorical", "one_hot")  # rows of two columns for two classes


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """One column against several units, several columns against one, or a step, row or column axis too many."""
    labels, loss, head = judged_labels(output), known_loss(output), known_head(output)
    if labels is None or loss is None or head is None:
        return
    units = head_units(output)
    if loss.family is Family.SEQUENCE or (loss.family is Family.CATEGORICAL and units == 1):
        return  # CTC aligns lengths itself; LG107 says what is wrong with one unit, and names both remedies
    if takes_numbers(loss, labels, head):
        if loss.shapes == "either" and columns(labels) == 1:
            return
        fault = _against_numbers(setup, labels, head)
    else:
        fault = _against_rows(setup, labels, loss, head, units)
    if fault is None:
        return
    yield Diagnosis(
        spot=loss.spot,
        message=(
            f"The labels are {shape_words(labels)} and the head puts out {head_shape_words(head)}: {fault.because}; "
            f"{fault.outcome.happens}."
        ),
        help=fault.remedy,
        confirm=confirm_words(fault.outcome),
        related=related(output, loss.spot, loss=False, labels=True),
        may_be_wrong=loss.custom or fault.unsure,
    )


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why two shapes do not pair, what comes of it, and what to change."""

    because: str
    outcome: Outcome
    remedy: str
    unsure: bool = False


def _against_numbers(setup: TrainingSetup, labels: Labels, head: Head) -> _Fault | None:
    """A loss that reads class numbers wants (n, ...) or (n, ..., 1) against (n, ..., C)."""
    if encoding(labels) in HOT_ROWS or labels.rank is None or head.rank is None:
        return None  # one-hot: LG202; multi-hot: LG210
    outcome = rows_for_numbers_outcome(setup.engine, labels)
    called = setup.engine.code in SEPARATE_COLUMNS
    if labels.rank == head.rank:
        wide = columns(labels)
        if called and encoding(labels) in CLASS_NUMBERS and head.rank > 1:
            because = "the loss reads class numbers of one axis less than the outputs"
            return _Fault(because, outcome, "drop the extra axis of the labels (squeeze), or do not add it")
        if wide is None or wide == 1:
            return None
        because = f"the loss reads one class number for each row of outputs, and each label has {wide} numbers"
        remedy = f"give the model {wide} outputs a sample, each with classes of its own, or pass one column of labels"
        return _Fault(because, outcome, remedy)
    if called and head.rank == 1:
        return None  # one sample, or LG107
    if labels.rank == head.rank - 1:
        if setup.engine.code not in CHECKED_BEFORE_TRAINING or head.rank == SAMPLE_AND_UNIT:
            return None
        because = f"{setup.engine.label} wants a last axis of size 1 on labels of sequences and images"
        return _Fault(because, outcome, "add the axis: np.expand_dims(y, -1)")
    return _Fault(_ranks(labels, head), outcome, _rank_help(labels, head))


def _against_rows(setup: TrainingSetup, labels: Labels, loss: LossUse, head: Head, units: int | None) -> _Fault | None:
    """A loss that compares element by element wants labels of the head's own shape."""
    if reads_rows(loss) and encoding(labels) in CLASS_NUMBERS and columns(labels) in (None, 1):
        return None  # LG201
    outcome = shape_outcome(setup.engine, loss, labels, head)
    wide = columns(labels)
    if setup.engine.code in SEPARATE_COLUMNS:
        return None if is_flattening(loss) else _as_they_are(setup, labels, loss, head, outcome, units)
    if labels.rank is not None and head.rank is not None and not _ranks_pair(setup, labels, head, wide, units):
        unsure = labels.rank == SAMPLE_AND_UNIT and wide == 1 and head.rank == labels.rank + 1  # one step only?
        return _Fault(_ranks(labels, head), outcome, _rank_help(labels, head), unsure)
    if units is None or (labels.rank or 0) < 1 or not _same_rank(labels, head):
        return None
    if wide is None:
        return _uncounted_rows(labels, loss, outcome, units)
    if wide == units:
        return None
    if wide == 1:
        because = f"one number a sample is compared with {units} outputs"
        return _Fault(because, outcome, _one_column_help(labels, loss, units))
    if units == 1:
        because = f"{wide} numbers a sample are compared with one output"
        return _Fault(because, outcome, _one_unit_help(labels, loss, wide))
    if encoding(labels) in CLASS_ROWS:
        return None  # LG203
    return _Fault(f"{wide} numbers a sample cannot be paired with {units} outputs", outcome, f"use Dense({wide})")


def _as_they_are(
    setup: TrainingSetup, labels: Labels, loss: LossUse, head: Head, outcome: Outcome, units: int | None
) -> _Fault | None:
    """Where the engine changes no shape by itself: (n,) and (n, 1) differ, too."""
    wide, dialect = columns(labels), dialect_of(setup.engine)
    assert dialect is not None
    units = 1 if is_flat(head) else units
    if labels.rank is None or head.rank is None:
        if units is None or units < SAMPLE_AND_UNIT or labels.rank != 1 or head.rank == 1:
            return None
        because = f"one number a sample is compared with {units} outputs"
        return _Fault(because, outcome, _called_column_help(setup, labels, loss), unsure=True)
    if {labels.rank, head.rank} == {1, SAMPLE_AND_UNIT} and wide in (None, 1) and units == 1:
        if wide is None:
            return None
        because = "each of n outputs is compared with each of n labels"
        help_ = f"add the axis to the labels: {dialect.column}" if labels.rank == 1 else "drop the axis of the labels"
        return _Fault(because, outcome, f"{help_}, or {'drop' if labels.rank == 1 else 'keep'} that of the outputs")
    if labels.rank != head.rank:
        if (units is None and wide in (None, 1)) or (is_flattening_to_rows(loss) and wide in (None, units)):
            return None  # the axis may have one entry
        if wide == 1 and labels.rank == 1 and units is not None and units > 1:
            because = f"one number a sample is compared with {units} outputs"
            return _Fault(because, outcome, _called_column_help(setup, labels, loss))
        return _Fault(_ranks(labels, head), outcome, "bring both to one shape: squeeze, unsqueeze, or pool the outputs")
    if wide is None or units is None or wide == units or labels.rank > SAMPLE_AND_UNIT:
        return None  # of images and steps the last axis is not that of the classes
    if wide > 1 and units > 1 and encoding(labels) in CLASS_ROWS:
        return None  # LG203
    because = f"{wide} number{'' if wide == 1 else 's'} a sample against {units} output{'' if units == 1 else 's'}"
    if wide == 1:
        return _Fault(because, outcome, _called_column_help(setup, labels, loss))
    return _Fault(because, outcome, f"give the head one output for each column: {dialect.layer.format(wide)}")


def _called_column_help(setup: TrainingSetup, labels: Labels, loss: LossUse) -> str:
    dialect = dialect_of(setup.engine)
    assert dialect is not None
    if loss.family in (Family.BERNOULLI, Family.OVERLAP) and encoding(labels) in (Encoding.INDEX, Encoding.BINARY):
        return f"class numbers: use {dialect.by_number} on the logits; one yes/no answer: {dialect.yes_no_head()}"
    if encoding(labels) is Encoding.INDEX:
        return f"the labels are class numbers: use {dialect.by_number} on the logits"
    return f"give the head one output ({dialect.layer.format(1)}), or pass labels with one column for each output"


def _uncounted_rows(labels: Labels, loss: LossUse, outcome: Outcome, units: int) -> _Fault | None:
    """One-hot rows of an untold number of classes have two columns at least: too many for one unit.

    Loaders, to_categorical and one_hot make them for two classes as well; other encoders may make one column then.
    """
    if units != 1 or encoding(labels) is not Encoding.ONE_HOT:
        return None
    because = "each label is a row with one number a class, and there is one output"
    unsure = not any(maker in labels.source for maker in ALWAYS_ROWS)
    return _Fault(because, outcome, _one_unit_help(labels, loss, SAMPLE_AND_UNIT), unsure)


def _same_rank(labels: Labels, head: Head) -> bool:
    """Whether the widths may be compared: equal ranks, where (n,) stands for (n, 1); an untold head rank is 2."""
    return max(labels.rank or 0, SAMPLE_AND_UNIT) == (SAMPLE_AND_UNIT if head.rank is None else head.rank)


def _ranks_pair(setup: TrainingSetup, labels: Labels, head: Head, wide: int | None, units: int | None) -> bool:
    """Whether the ranks are equal, or differ by a last axis of size 1 that the engine adds or drops."""
    ours, theirs = labels.rank or 0, head.rank or 0
    if ours == theirs or max(ours, theirs) <= SAMPLE_AND_UNIT:
        return True
    if ours == theirs + 1:
        return wide in (None, 1)
    if theirs != ours + 1:
        return False
    if ours == SAMPLE_AND_UNIT and wide == 1 and units == 1:
        return False  # (n, 1) against (n, steps, 1): one label for each sample, one answer for each step
    dropped = setup.engine.code not in CHECKED_BEFORE_TRAINING
    return units is None or (units == 1 and dropped)


def _ranks(labels: Labels, head: Head) -> str:
    ours, theirs = max(labels.rank or 0, SAMPLE_AND_UNIT), head.rank or 0
    if theirs > ours:
        return "the outputs have an axis (steps, pixels or classes) that the labels have not"
    if theirs < ours:
        return "the labels have an axis (steps, pixels or classes) that the outputs have not"
    return "the axes do not pair"


def _rank_help(labels: Labels, head: Head) -> str:
    if (head.rank or 0) <= max(labels.rank or 0, SAMPLE_AND_UNIT):
        return "drop the extra axis of the labels (np.squeeze), or let the model answer for each step or pixel"
    return (
        "bring the model down to one answer a sample (Flatten or GlobalAveragePooling, return_sequences=False in the "
        "last recurrent layer), or add the missing axis to the labels (np.expand_dims(y, -1))"
    )


def _one_column_help(labels: Labels, loss: LossUse, units: int) -> str:
    if (
        loss.family in (Family.BERNOULLI, Family.OVERLAP)
        and encoding(labels) is Encoding.INDEX
        and units > SAMPLE_AND_UNIT
    ):
        return "the labels are class numbers: use loss='sparse_categorical_crossentropy' with a softmax head"
    if loss.family is Family.BERNOULLI:
        return (
            f"use Dense(1, activation='sigmoid') for one yes/no answer, or keep the {units} units with softmax and "
            "loss='sparse_categorical_crossentropy'"
        )
    return "use Dense(1), or pass labels with one column for each output"


def _one_unit_help(labels: Labels, loss: LossUse, wide: int) -> str:
    if "flow_from" in labels.source and wide == SAMPLE_AND_UNIT:
        return "set class_mode='binary', or use Dense(2, activation='softmax') with categorical_crossentropy"
    if "from_directory" in labels.source and wide == SAMPLE_AND_UNIT:
        return "set label_mode='binary', or use Dense(2, activation='softmax') with categorical_crossentropy"
    if encoding(labels) is Encoding.ONE_HOT and loss.family is Family.BERNOULLI:
        plain = "pass the labels as one column of 0 and 1, or " if wide == SAMPLE_AND_UNIT else ""
        return f"{plain}use Dense({wide}, activation='softmax') with loss='categorical_crossentropy'"
    return f"use Dense({wide}), one unit for each column of the labels"


RULE = Rule(
    code="LG204",
    name="label-shape-differs-from-head",
    severity=Severity.ERROR,
    since="0.1",
    summary="Labels and head have shapes that do not pair.",
    why=(
        "Losses that compare element by element need labels of the head's own shape. Some engines stop with an error; "
        "others broadcast quietly: every output is compared with every label, the model trains, and what it learns is "
        "something near the mean of the labels. Keras makes (n,) and (n, 1) one; PyTorch, optax and tf.nn do not: (n,) "
        "labels against (n, 1) outputs are the most frequent case."
    ),
    remedy=(
        "For one yes/no answer: one sigmoid unit and one column of 0 and 1. For C exclusive classes: C softmax units "
        "with one-hot labels, or class numbers and the sparse loss. For sequences and images: a label for each step "
        "or pixel, or a model that ends in one answer a sample."
    ),
    bad=BAD,
    good=GOOD,
    needs=("head", "loss", "labels"),
    sources=("measured in Keras 1.2 to 3.15: shape matrix of 25 losses by 12 kinds of labels",),
    yields_to=("LG107", "LG201", "LG202", "LG203", "LG205", "LG208", "LG402"),
    signature="an exception about shapes; or none, and a model that answers nearly the same for every sample",
    check=check,
)
