"""The label rules on hand-built set-ups: what each reports, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lossguard.findings import Diagnosis, Spot
from lossguard.rules.table import all_rules, judge
from lossguard.setups import (
    Engine,
    Head,
    Known,
    LabelEdit,
    Labels,
    LossUse,
    Output,
    Site,
    TrainingSetup,
    Unknown,
    Width,
)
from lossguard.vocabulary import Confidence, Encoding, Family, Space, Units

HEAD, LOSS, LABELS, EDIT, HELD, FIT = (Spot("train.py", ref) for ref in range(6))
RULES = tuple(rule for rule in all_rules() if rule.code.startswith("LG2"))
BITS = (Encoding.BINARY, Encoding.MULTI_HOT, Encoding.ONE_HOT, Encoding.SOFT)
ANY_VALUES = (Encoding.REAL, Encoding.INDEX, Encoding.BINARY, Encoding.SIGN, Encoding.SOFT, Encoding.ONE_HOT)

ENGINES = {
    "K2": Engine("keras", "K2", "Keras 2.2.4"),
    "T20": Engine("keras", "T20", "tf.keras of TF 2.0", backend="tensorflow"),
    "T24": Engine("keras", "T24", "tf.keras of TF 2.15", backend="tensorflow"),
    "K3": Engine("keras", "K3", "Keras 3 (tensorflow backend)", backend="tensorflow"),
    "torch": Engine("keras", "K3", "Keras 3 (torch backend)", backend="torch"),
    "jax": Engine("keras", "K3", "Keras 3 (jax backend)", backend="jax"),
}


def width(number: int | str) -> Width:
    return Width(number if isinstance(number, int) else None, str(number), number)


def head(units: int | str | None, space: Space = Space.SIMPLEX, rank: int | None = 2) -> Head:
    known = Unknown("not told") if units is None else Known(width(units), HEAD)
    return Head(Known(space, HEAD), known, HEAD, layer="Dense", rank=rank)


def labels(
    encoding: Encoding | None,
    classes: int | str | None = None,
    *,
    rank: int | None = 1,
    wide: int | str | None = None,
    spot: Spot = LABELS,
    **more: object,
) -> Labels:
    made = Labels(
        Unknown("not told") if encoding is None else Known(encoding, spot),
        Unknown("not told") if classes is None else Known(width(classes), spot),
        spot,
        rank=rank,
        width=None if wide is None else width(wide),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def rows(columns: int | str, encoding: Encoding = Encoding.ONE_HOT, **more: object) -> Labels:
    return labels(encoding, columns, rank=2, wide=columns, **more)  # type: ignore[arg-type]


def edit(kind: str, by: float | None = None) -> LabelEdit:
    return LabelEdit(kind, by, EDIT)


OVER_255 = edit("divide", 255)


def loss(name: str, family: Family, accepted: tuple[Encoding, ...], **more: object) -> LossUse:
    units = Units.CLASSES if family is Family.CATEGORICAL else Units.OUTPUTS
    made = LossUse(name, f"'{name}'", family, Known(Space.SIMPLEX, LOSS), accepted, units, LOSS)
    return replace(made, **more)  # type: ignore[arg-type]


CCE = loss("categorical_crossentropy", Family.CATEGORICAL, (Encoding.ONE_HOT, Encoding.SOFT))
SCCE = loss("sparse_categorical_crossentropy", Family.CATEGORICAL, (Encoding.INDEX, Encoding.BINARY))
BCE = loss("binary_crossentropy", Family.BERNOULLI, BITS, from_logits=False)
MSE = loss("mean_squared_error", Family.REGRESSION, ANY_VALUES)
KLD = loss("kl_divergence", Family.DIVERGENCE, (Encoding.ONE_HOT, Encoding.SOFT))
DICE = loss("dice", Family.OVERLAP, BITS)
POISSON = loss("poisson", Family.COUNT, (Encoding.REAL, Encoding.INDEX, Encoding.BINARY))
HINGE = loss("hinge", Family.MARGIN, (Encoding.SIGN,))
HINGE_NEW = loss("hinge", Family.MARGIN, (Encoding.SIGN, Encoding.BINARY, Encoding.MULTI_HOT), converts_zero_one=True)
CATEGORICAL_HINGE = loss("categorical_hinge", Family.MARGIN, (Encoding.ONE_HOT,))

IDS = labels(Encoding.INDEX, 10, source="mnist.load_data()", low=0, high=9)
IDS_COLUMN = labels(Encoding.INDEX, 10, rank=2, wide=1, source="cifar10.load_data()")
BITS_FLAT = labels(Encoding.BINARY, 2, low=0, high=1)
SIGNS = labels(Encoding.SIGN, 2, low=-1, high=1)
REALS = labels(Encoding.REAL)
TEXT = labels(Encoding.TEXT)
NOTHING = labels(None, rank=None)


def reports(
    head_: Head | None, loss_: LossUse, labels_: Labels, held: tuple[Labels, ...] = (), engine: str = "K3"
) -> list[tuple[str, Confidence, Diagnosis]]:
    output = Output(
        None,
        Unknown("not told") if head_ is None else Known(head_, HEAD),
        Known(loss_, LOSS),
        Known(labels_, FIT),
        held_out=tuple(Known(other, other.spot) for other in held),
    )
    site = Site(FIT, (TrainingSetup(FIT, ENGINES[engine], (output,), trained=True),))
    return [(one.rule.code, one.confidence, one.diagnosis) for one in judge(site, RULES)]


def codes(*args: object, **more: object) -> list[str]:
    return [code for code, _, _ in reports(*args, **more)]  # type: ignore[arg-type]


WRONG = [
    ("LG201", head(10), CCE, IDS, "raw class numbers under the one-hot loss"),
    ("LG201", head(10), CCE, IDS_COLUMN, "one column of class numbers is no row either"),
    ("LG201", head("n"), CCE, IDS, "a symbolic width changes nothing"),
    ("LG201", None, CCE, IDS, "nor does an unknown head"),
    ("LG201", head(2), CCE, BITS_FLAT, "0/1 labels are numbers, not rows"),
    ("LG201", head(10), KLD, IDS, "a divergence compares rows, too"),
    ("LG201", head(10, Space.REAL), CATEGORICAL_HINGE, IDS, "and the categorical hinge"),
    ("LG201", head(4, rank=4), CCE, labels(Encoding.INDEX, 4, rank=3), "a map of class numbers, one a pixel"),
    ("LG202", head(10), SCCE, rows(10), "one-hot rows under the loss that reads numbers"),
    ("LG202", head("n"), SCCE, rows("n"), "with symbolic widths"),
    ("LG202", None, SCCE, rows(10), "with an unknown head"),
    ("LG202", head(10), SCCE, rows(3), "whose width differs: still one fault"),
    ("LG203", head(9), SCCE, IDS, "ids 0 to 9 against nine units"),
    ("LG203", head(10), SCCE, labels(Encoding.INDEX, 100, rank=2, wide=1), "100 classes against ten units"),
    ("LG203", head(3), SCCE, labels(Encoding.INDEX, 3, low=1, high=3), "ids that count from 1"),
    ("LG203", head(3), SCCE, labels(Encoding.INDEX, 3, low=-1, high=1), "an id of -1"),
    ("LG203", head(2), SCCE, SIGNS, "-1/+1 labels are no class numbers"),
    ("LG203", head(5), CCE, rows(10), "ten columns against five units"),
    ("LG203", head(3), CCE, rows(4), "one column more: ids from 1 through to_categorical"),
    ("LG203", head(6, Space.UNIT), BCE, rows(5, Encoding.MULTI_HOT), "multi-hot rows of another width"),
    ("LG204", head(3, Space.UNIT), BCE, BITS_FLAT, "one yes/no against three units"),
    ("LG204", head(10, Space.UNIT), BCE, IDS, "class numbers against ten sigmoids"),
    ("LG204", head(1, Space.UNIT), BCE, rows(2), "a one-hot pair against one unit"),
    ("LG204", head(3, Space.REAL), MSE, REALS, "one target against three outputs"),
    ("LG204", head(1, Space.REAL), MSE, labels(Encoding.REAL, rank=2, wide=3), "three targets against one output"),
    ("LG204", head(2, Space.REAL), MSE, labels(Encoding.REAL, rank=2, wide=3), "three targets against two outputs"),
    ("LG204", head(1, Space.REAL, rank=3), MSE, REALS, "one target a sample against one output a step"),
    ("LG204", head(1, Space.UNIT, rank=4), BCE, BITS_FLAT, "no Flatten before the head"),
    ("LG204", head(10, rank=3), SCCE, IDS, "one class a sample against one answer a step"),
    ("LG204", head(10, rank=3), CCE, rows(10), "a row a sample against a row a step"),
    ("LG204", head(10), CCE, labels(Encoding.ONE_HOT, 10, rank=3, wide=10), "one_hot of (n, 1) ids is (n, 1, C)"),
    ("LG204", head(10), SCCE, labels(Encoding.INDEX, 10, rank=2, wide=5), "five ids a sample against one answer"),
    ("LG210", head(10), SCCE, rows(10, Encoding.MULTI_HOT), "multi-hot rows under the loss that reads numbers"),
    ("LG205", head(3), SCCE, TEXT, "names of classes"),
    ("LG205", head(3), CCE, TEXT, "names of classes under the one-hot loss"),
    ("LG205", None, BCE, TEXT, "whatever the head"),
    ("LG207", head(10), SCCE, replace(IDS, high=9 / 255, edits=(OVER_255,)), "labels divided with the pixels"),
    ("LG207", head(10), SCCE, replace(IDS, high=None, low=None, edits=(edit("standardise"),)), "labels standardised"),
    ("LG207", head(10), SCCE, replace(IDS, high=1, edits=(edit("min-max"),)), "labels scaled to 0 to 1"),
    ("LG207", head(10), CCE, rows(10, edits=(OVER_255,)), "one-hot rows divided by 255"),
    ("LG207", head(1, Space.UNIT), BCE, replace(BITS_FLAT, high=1 / 255, edits=(OVER_255,)), "0/1 over 255"),
    ("LG207", head(1, Space.UNIT), BCE, replace(IDS, high=1, edits=(edit("divide", 9),)), "ten classes in 0..1"),
    ("LG209", head(1, Space.UNIT), BCE, SIGNS, "-1/+1 under binary cross-entropy"),
    ("LG209", head(1, Space.UNIT), BCE, IDS, "ten classes for one sigmoid"),
    ("LG209", None, BCE, IDS, "ten classes for an unknown head"),
    ("LG209", head(1, Space.UNIT), BCE, labels(Encoding.INDEX, 2, low=1, high=2), "two classes that count from 1"),
    ("LG209", head(1, Space.UNIT, 4), BCE, labels(None, rank=4, wide=1, low=0, high=255), "a mask of 0 to 255"),
    ("LG209", head(1, Space.UNIT, 4), DICE, labels(Encoding.BINARY, rank=4, wide=1, high=255), "the same under dice"),
    ("LG209", head(1, Space.REAL), HINGE, BITS_FLAT, "0/1 labels under a hinge that does not convert"),
    ("LG209", head(1, Space.REAL), HINGE_NEW, IDS, "ten classes under a hinge: nothing to convert"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "head_", "loss_", "labels_", "why"), WRONG, ids=[row[-1] for row in WRONG])
def test_exactly_one_rule_reports(code: str, head_: Head | None, loss_: LossUse, labels_: Labels, why: str) -> None:
    """Each fault has one name: no second rule of the group says the same thing again."""
    assert codes(head_, loss_, labels_) == [code], why


RIGHT = [
    (head(10), CCE, rows(10), "one-hot rows under the one-hot loss"),
    (head(10), CCE, rows(10, Encoding.SOFT), "smoothed rows"),
    (head("n"), CCE, rows("m"), "two symbols say nothing of each other"),
    (head(10), CCE, rows("m"), "nor do a symbol and a number"),
    (head(10), SCCE, IDS, "class numbers under the sparse loss"),
    (head(10), SCCE, IDS_COLUMN, "in one column"),
    (head(1000), SCCE, IDS, "a head wider than the classes trains"),
    (head(10), SCCE, replace(IDS, dtype="float32"), "float class numbers are cast"),
    (head(3), SCCE, labels(Encoding.INDEX, 4, low=0, high=2, edits=(edit("subtract", 1),)), "1-based ids minus 1"),
    (head(4), SCCE, labels(Encoding.INDEX, 4, low=1, high=3), "a spare unit 0 for ids that count from 1"),
    (head("n"), SCCE, IDS, "a symbolic width is not judged"),
    (head(21, rank=4), replace(SCCE, ignores_class=True), labels(Encoding.INDEX, rank=3, high=255), "a void label"),
    (head(2), SCCE, BITS_FLAT, "0/1 labels are class numbers of two classes"),
    (head(10, rank=3), SCCE, labels(Encoding.INDEX, 10, rank=2, wide=7), "a class number a step"),
    (head(10, rank=3), SCCE, labels(Encoding.INDEX, 10, rank=3, wide=1), "the same with a last axis"),
    (head(1, Space.UNIT), BCE, BITS_FLAT, "(n,) against one unit"),
    (head(1, Space.UNIT), BCE, labels(Encoding.BINARY, rank=2, wide=1), "(n, 1) against one unit"),
    (head(1, Space.UNIT), BCE, labels(Encoding.INDEX, 2, low=0, high=1), "two class numbers are 0 and 1"),
    (head(6, Space.UNIT), BCE, rows(6, Encoding.MULTI_HOT), "multi-hot rows"),
    (head(2), BCE, rows(2), "a one-hot pair against two units"),
    (head(1, Space.UNIT, rank=3), BCE, labels(Encoding.BINARY, rank=2, wide=7), "a 0/1 label a step"),
    (head(1, Space.UNIT, rank=4), BCE, labels(Encoding.BINARY, rank=4, wide=1), "a mask"),
    (head(1, Space.REAL), MSE, REALS, "a regression"),
    (head(3, Space.REAL), MSE, labels(Encoding.REAL, rank=2, wide=3), "a regression of three"),
    (head(1, Space.NONNEGATIVE), POISSON, labels(Encoding.INDEX, rank=1), "counts are whole numbers"),
    (head(1, Space.REAL), HINGE, SIGNS, "-1/+1 under the hinge"),
    (head(1, Space.REAL), HINGE_NEW, BITS_FLAT, "0/1 under a hinge that converts them"),
    (head(1, Space.UNIT, 4), BCE, labels(Encoding.BINARY, rank=4, wide=1, high=1, edits=(OVER_255,)), "mask / 255"),
    (head(10), CCE, rows(10, Encoding.SOFT, edits=(edit("multiply", 0.9), edit("add", 0.01))), "smoothing by hand"),
    (head(10), CCE, rows(10, edits=(edit("divide", 2),)), "the mean of two one-hot rows"),
    (head(1, Space.REAL), MSE, replace(REALS, edits=(edit("standardise"),)), "scaled regression targets"),
    (head(10), CCE, NOTHING, "nothing known of the labels"),
    (head(None), SCCE, IDS, "nothing known of the width"),
    (head(1, Space.UNIT), BCE, replace(IDS, reconstruction=True), "the target is the input"),
    (head(1, Space.UNIT), BCE, replace(SIGNS, constant=True), "adversarial targets"),
    (head(5), CCE, rows(10, model_output=True), "distillation"),
    (replace(head(64), embedding_like=True), CCE, IDS, "a contrastive head"),
]  # fmt: skip


@pytest.mark.parametrize(("head_", "loss_", "labels_", "why"), RIGHT, ids=[row[-1] for row in RIGHT])
def test_right_and_unknown_set_ups_are_left_alone(head_: Head, loss_: LossUse, labels_: Labels, why: str) -> None:
    """What trains as its author thinks, and what is not known, is not reported."""
    assert codes(head_, loss_, labels_) == [], why


VALIDATION = [
    (["LG206"], CCE, rows(10), labels(Encoding.INDEX, 10, spot=HELD), "raw class numbers beside one-hot rows"),
    (["LG206"], SCCE, IDS, rows(10, spot=HELD), "one-hot rows beside class numbers"),
    (["LG206"], CCE, rows(10), rows(9, spot=HELD), "a class is missing from one half"),
    (["LG206"], SCCE, IDS, replace(IDS, spot=HELD, edits=(edit("subtract", 1),)), "only one half counts from 0"),
    (["LG201"], CCE, IDS, rows(10, spot=HELD), "where training itself is wrong, that is the finding"),
    ([], CCE, rows(10), rows(10, spot=HELD), "the same on both sides"),
    ([], CCE, rows(10, Encoding.SOFT), rows(10, spot=HELD), "mixup on the training side"),
    ([], SCCE, IDS, replace(IDS_COLUMN, spot=HELD), "(n,) and (n, 1) are one shape"),
    ([], CCE, rows(10), labels(None, rank=None, spot=HELD), "unknown held-out labels"),
    ([], CCE, rows("n"), rows("m", spot=HELD), "two symbols"),
]


@pytest.mark.parametrize(
    ("expected", "loss_", "labels_", "held", "why"), VALIDATION, ids=[row[-1] for row in VALIDATION]
)
def test_held_out_labels_are_compared_with_the_training_labels(
    expected: list[str], loss_: LossUse, labels_: Labels, held: Labels, why: str
) -> None:
    """Held-out labels must be encoded as the training labels are, unless those are wrong themselves."""
    assert codes(head(10), loss_, labels_, (held,)) == expected, why


def test_each_held_out_place_is_reported_once() -> None:
    """validation_data and evaluate() with the same array are one finding."""
    held = labels(Encoding.INDEX, 10, spot=HELD)
    found = reports(head(10), CCE, rows(10), (held, held))
    assert [(code, diagnosis.spot) for code, _, diagnosis in found] == [("LG206", HELD)]


ENGINE_WORDS = [
    ("K2", head(10), CCE, IDS, "Error when checking target"),
    ("T20", head(10), CCE, IDS, "You are passing a target array of shape (n, 1)"),
    ("T24", head(10), CCE, IDS, "Shapes (n, 1) and (n, 10) are incompatible"),
    ("K3", head(10), CCE, IDS, "must have the same shape"),
    ("T24", head(10), SCCE, rows(10), "labels.shape must equal logits.shape"),
    ("K3", head(10), SCCE, rows(10), "must have rank (ndim) `target.ndim - 1`"),
    ("torch", head(10), SCCE, rows(10), "same shape up until the last dimension"),
    ("T24", head(9), SCCE, IDS, "Received a label value of 9 which is outside the valid range of [0, 9)"),
    ("torch", head(9), SCCE, IDS, "IndexError: Target 9 is out of bounds."),
    ("jax", head(9), SCCE, IDS, "no exception"),
    ("T24", head(3, Space.REAL), BCE, BITS_FLAT, "no exception"),
    ("T24", head(3, Space.UNIT), BCE, BITS_FLAT, "`logits` and `labels` must have the same shape"),
    ("K3", head(3, Space.REAL), MSE, labels(Encoding.REAL, rank=2, wide=1), "no exception"),
    ("torch", head(3, Space.REAL), MSE, REALS, "an error about shapes"),
    ("torch", head(1, Space.UNIT), BCE, SIGNS, "all elements of target should be between 0 and 1"),
    ("T24", head(1, Space.UNIT), BCE, SIGNS, "below 0"),
    ("K2", head(3), SCCE, TEXT, "could not convert string to float"),
    ("K3", head(3), SCCE, TEXT, "Invalid dtype"),
]  # fmt: skip


@pytest.mark.parametrize(("engine", "head_", "loss_", "labels_", "sign"), ENGINE_WORDS)
def test_confirmation_quotes_the_engine_in_force(
    engine: str, head_: Head, loss_: LossUse, labels_: Labels, sign: str
) -> None:
    """The text to look for is the one that this version and backend print, or says that none appears."""
    ((_, _, diagnosis),) = reports(head_, loss_, labels_, engine=engine)
    assert diagnosis.confirm is not None
    assert sign in diagnosis.confirm


def test_number_types_are_refused_by_engine_only() -> None:
    """uint64 is a fault on torch alone, integers under the cosine loss on tf.keras alone."""
    big = replace(IDS, dtype="uint64")
    cosine = loss("cosine_similarity", Family.EMBEDDING, ANY_VALUES)
    vectors = rows(4, dtype="int64")
    assert codes(head(10), SCCE, big, engine="torch") == ["LG205"]
    assert codes(head(10), SCCE, big, engine="K3") == []
    assert codes(head(4, Space.REAL), cosine, vectors, engine="T24") == ["LG205"]
    assert codes(head(4, Space.REAL), cosine, vectors, engine="K3") == []


def test_older_engines_want_a_last_axis_on_sequence_labels() -> None:
    """Keras before TF took over refuses (n, T) ids against (n, T, C); later ones read them."""
    steps = labels(Encoding.INDEX, 10, rank=2, wide=7)
    assert codes(head(10, rank=3), SCCE, steps, engine="K2") == ["LG204"]
    assert codes(head(10, rank=3), SCCE, steps, engine="T24") == []


def test_one_label_a_sample_against_one_output_a_step_is_possible_only() -> None:
    """With a single step (n, 1) and (n, 1, 1) do pair, and the number of steps is not told."""
    ((code, confidence, _),) = reports(head(1, Space.REAL, 3), MSE, labels(Encoding.REAL, rank=2, wide=1))
    assert (code, confidence) == ("LG204", Confidence.POSSIBLE)


def test_one_hot_rows_of_untold_width_against_one_unit() -> None:
    """A loader that gives one-hot rows gives two columns for two folders; LabelBinarizer gives one for two classes."""
    folders = rows("len(folders)", source="flow_from_directory(...)")
    binarizer = rows("len(classes_)", source="LabelBinarizer().fit_transform(...)")
    ((code, confidence, diagnosis),) = reports(head(1, Space.UNIT), BCE, folders)
    assert (code, confidence) == ("LG204", Confidence.CERTAIN)
    assert "class_mode='binary'" in (diagnosis.help or "")
    ((code, confidence, _),) = reports(head(1, Space.UNIT), BCE, binarizer)
    assert (code, confidence) == ("LG204", Confidence.POSSIBLE)


def test_custom_losses_are_possible_at_most() -> None:
    """A loss written around a known one may encode the labels itself."""
    ((code, confidence, _),) = reports(head(10), replace(CCE, custom=True), IDS)
    assert (code, confidence) == ("LG201", Confidence.POSSIBLE)


PLACES = [
    (head(10), CCE, IDS, LOSS, "either loss or labels would do: the loss"),
    (head(9), SCCE, IDS, HEAD, "the data set is a fact: the head"),
    (head(3), SCCE, labels(Encoding.INDEX, 3, low=1, high=3), LABELS, "ids from 1: the labels"),
    (head(3), SCCE, TEXT, LABELS, "text: the labels"),
    (head(10), SCCE, replace(IDS, edits=(OVER_255,)), EDIT, "the division itself"),
    (head(1, Space.UNIT), BCE, SIGNS, LABELS, "signs: the labels"),
    (head(1, Space.UNIT), BCE, IDS, LOSS, "too many classes: loss and head"),
]


@pytest.mark.parametrize(("head_", "loss_", "labels_", "spot", "why"), PLACES, ids=[row[-1] for row in PLACES])
def test_the_finding_stands_where_the_change_belongs(
    head_: Head, loss_: LossUse, labels_: Labels, spot: Spot, why: str
) -> None:
    """The caret is under what to change, and the other parts are related without it."""
    ((_, _, diagnosis),) = reports(head_, loss_, labels_)
    assert diagnosis.spot == spot, why
    assert diagnosis.related
    assert all(place != spot for place, _ in diagnosis.related)


HELP = [
    (head(10), CCE, IDS, "loss='sparse_categorical_crossentropy', or encode the labels with to_categorical(y, 10)"),
    (
        head(10),
        replace(CCE, written="CategoricalCrossentropy(from_logits=True)", from_logits=True),
        IDS,
        "loss=SparseCategoricalCrossentropy(from_logits=True)",
    ),
    (head(3), CCE, labels(Encoding.INDEX, source="flow_from_directory(...)"), "class_mode='categorical'"),
    (head(3), CCE, labels(Encoding.INDEX, source="image_dataset_from_directory(...)"), "label_mode='categorical'"),
    (head(10), SCCE, rows(10, source="to_categorical(...)"), "leave out to_categorical"),
    (head(1, Space.UNIT), BCE, rows(2, source="flow_from_directory(...)"), "class_mode='binary'"),
    (head(9), SCCE, IDS, "give the head 10 units"),
    (head(3), CCE, rows(4), "subtract 1 from the ids before they are encoded"),
]  # fmt: skip


@pytest.mark.parametrize(("head_", "loss_", "labels_", "words"), HELP)
def test_help_names_the_change_in_the_words_of_the_program(
    head_: Head, loss_: LossUse, labels_: Labels, words: str
) -> None:
    """The remedy speaks of the loader or encoder that made the labels."""
    ((_, _, diagnosis),) = reports(head_, loss_, labels_)
    assert words in (diagnosis.help or "")


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_examples_of_the_rule_pages_are_python(rule: object) -> None:
    """The bad and the good example differ and compile."""
    bad, good = rule.bad, rule.good  # type: ignore[attr-defined]
    assert bad != good
    compile(bad, "bad.py", "exec")
    compile(good, "good.py", "exec")
