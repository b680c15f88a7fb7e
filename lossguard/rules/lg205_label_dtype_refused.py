"""LG205: labels of a type that the loss cannot compute with."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules import learners
from lossguard.rules.called_refusals import TypeRefused, type_refused
from lossguard.rules.dialect import dialect_of
from lossguard.rules.engine_refusals import INTEGERS_REFUSED, REFUSED_DTYPES, text_sign
from lossguard.rules.rule import Rule
from lossguard.rules.targets import encoding, judged_labels, known_head, known_loss, reads_numbers
from lossguard.rules.wording import related
from lossguard.setups import Labels, LossUse, Output, TrainingSetup
from lossguard.vocabulary import CLASS_ROWS, Encoding, Family, Severity

BAD = """\
import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential

x = np.random.rand(300, 4)
y = np.array(['setosa', 'versicolor', 'virginica'] * 100)

model = Sequential([Input((4,)), Dense(16, activation='relu'), Dense(3, activation='softmax')])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x, y, epochs=20)
"""
GOOD = BAD.replace("\nmodel = ", "y = LabelEncoder().fit_transform(y)\n\nmodel = ").replace(
    "import Sequential\n", "import Sequential\nfrom sklearn.preprocessing import LabelEncoder\n"
)


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Text, and the few number types that an engine refuses."""
    labels, loss = judged_labels(output), known_loss(output)
    if labels is None or loss is None:
        return
    if encoding(labels) is Encoding.TEXT:
        yield _text(setup, output, labels, loss)
    elif (refused := _refused(output, labels, loss)) is not None:
        yield _refused_type(setup, output, labels, loss, refused)
    elif labels.dtype in REFUSED_DTYPES.get(setup.engine.backend or "", frozenset()):
        yield _number_type(setup, output, labels, f"ValueError: Unsupported dtype ...: {labels.dtype}", "int64")
    elif _is_integer(labels) and setup.engine.code in INTEGERS_REFUSED.get(loss.name, frozenset()):
        yield _number_type(
            setup, output, labels, "TypeError: Value passed to parameter 'x' has DataType int64", "float32"
        )


def _refused(output: Output, labels: Labels, loss: LossUse) -> TypeRefused | None:
    """By what the loss says of itself; rows are told from numbers by the encoding, else by the rank."""
    head = known_head(output)
    untold = encoding(labels) is None and (labels.rank is None or head is None)
    if untold and loss.family is Family.CATEGORICAL and labels.rank != 1:
        return None
    if loss.family is Family.CATEGORICAL and head is not None and head.rank == labels.rank == 1:
        return None  # of one shape with the outputs they are read as a row (LG107)
    rows = encoding(labels) in CLASS_ROWS
    if rows and reads_numbers(loss):
        return None  # no type would do: the encoding is another (LG202, LG210)
    if encoding(labels) is None and labels.rank is not None and head is not None:
        rows = labels.rank == head.rank and labels.rank > 1
    return type_refused(loss, labels.dtype, encoding(labels), rows=rows)


def _refused_type(
    setup: TrainingSetup, output: Output, labels: Labels, loss: LossUse, refused: TypeRefused
) -> Diagnosis:
    dialect = dialect_of(setup.engine)
    wanted = "floating-point numbers" if refused.wants_floats else "whole numbers (int64)"
    cast = None
    if dialect is not None:
        cast = f"cast the labels: {dialect.floats if refused.wants_floats else dialect.integers}"
    rows = encoding(labels) in CLASS_ROWS and Encoding.INDEX in loss.labels
    if rows and dialect is not None:
        cast = f"{cast}, or pass the class numbers themselves"
    return Diagnosis(
        spot=loss.spot,
        message=(
            f"The labels are {labels.dtype}, and {loss.name} wants {wanted}: in {setup.engine.label} the loss stops "
            "with an error at the first batch."
        ),
        help=cast,
        confirm=f"the exception says: {refused.sign}",
        related=related(output, loss.spot, head=False, loss=False, labels=True),
        may_be_wrong=loss.custom or refused.unsure,
    )


def _text(setup: TrainingSetup, output: Output, labels: Labels, loss: LossUse) -> Diagnosis:
    binary = loss.family in (Family.BERNOULLI, Family.MARGIN)
    one_hot = "to_categorical" if dialect_of(setup.engine) is None else "one_hot"
    rows = "" if binary or Encoding.INDEX in loss.labels else f", then {one_hot} for the one-hot rows of this loss"
    return Diagnosis(
        spot=labels.spot,
        message=(
            f"The labels are text, and {loss.name} needs numbers: in {setup.engine.label} {_who(setup)} stops when "
            "they are turned into a tensor."
        ),
        help=f"turn the names into numbers first: LabelEncoder().fit_transform(y){rows}",
        confirm=f"the exception says: {text_sign(setup.engine)}",
        related=related(output, labels.spot),
        may_be_wrong=loss.custom,
    )


def _who(setup: TrainingSetup) -> str:
    return "fit()" if dialect_of(setup.engine) is None else "the program"


def _number_type(setup: TrainingSetup, output: Output, labels: Labels, sign: str, other: str) -> Diagnosis:
    return Diagnosis(
        spot=labels.spot,
        message=f"The labels are {labels.dtype}, a type that this loss refuses in {setup.engine.label}: fit() stops.",
        help=f"cast them: y.astype('{other}')",
        confirm=f"the exception says: {sign}",
        related=related(output, labels.spot),
    )


def _is_integer(labels: Labels) -> bool:
    return labels.dtype is not None and labels.dtype.startswith(("int", "uint"))


RULE = Rule(
    code="LG205",
    name="label-dtype-refused",
    severity=Severity.ERROR,
    since="0.1",
    summary="The labels are of a type that the loss cannot compute with.",
    why=(
        "Labels become a tensor of numbers before the loss sees them. Text does not, and a few number types are "
        "refused by one engine or another. Keras casts integer labels for binary cross-entropy and float class numbers "
        "for the sparse loss; PyTorch does not: BCE wants floats, CrossEntropyLoss int64 numbers or float rows."
    ),
    remedy="Encode names as numbers (LabelEncoder, pd.factorize, StringLookup), or cast: astype, .float(), .long().",
    bad=BAD,
    good=GOOD,
    needs=("loss", "labels"),
    sources=("measured in Keras 1.2 to 3.15: string labels, and every numpy type on torch; in torch 2.13: all types",),
    yields_to=("LG107", "LG114", "LG201", "LG202", "LG207", "LG208", "LG402"),
    signature="could not convert string to float; Invalid dtype: str...; Cast string to float is not supported",
    check=check,
    check_learner=learners.text_labels,
)
