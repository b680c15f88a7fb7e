"""The rows of data sets, encoders and array functions against NumPy, pandas, scikit-learn and Keras themselves."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from typing import Any

import pytest

os.environ.setdefault("KERAS_BACKEND", "torch")
np = pytest.importorskip("numpy", reason="NumPy is not installed")
pd = pytest.importorskip("pandas", minversion="2.1", reason="pandas is not installed")
sklearn = pytest.importorskip("sklearn", minversion="1.4", reason="scikit-learn is not installed")
for part in ("datasets", "model_selection", "preprocessing", "utils"):
    pytest.importorskip(f"sklearn.{part}", reason="scikit-learn is not installed")
keras = pytest.importorskip("keras", minversion="3.8", reason="Keras 3 is not installed")

from lossguard.knowledge.index import find  # noqa: E402
from lossguard.knowledge.labels.arrays import ARRAY_CALLS  # noqa: E402
from lossguard.knowledge.labels.datasets import DATASETS  # noqa: E402
from lossguard.knowledge.labels.encoders import ENCODERS, ENCODES  # noqa: E402
from lossguard.knowledge.parameters import ParameterKind, parameters  # noqa: E402
from lossguard.knowledge.rows import By, Call, DataSet, Encode, Encoder, Fields, LabelSpec, Row  # noqa: E402
from lossguard.vocabulary import Encoding  # noqa: E402
from tests.oracle.installed import real, signature  # noqa: E402
from tests.parameters import is_spelled  # noqa: E402

SHIPPED = ("load_iris", "load_wine", "load_digits", "load_breast_cancer", "load_diabetes")
NEWEST: tuple[int, ...] = ()
Note = Callable[[str, object], None]  # tells conftest.py which row a test proves
IDS = np.array([0, 2, 1, 2, 0])
CLASSES = 3
COLUMN = IDS.reshape(-1, 1)
PAIR = np.array([1, 0, 0, 1])
TEXT = np.array(["a", "c", "b", "c", "a"])


SIGNED = [
    (name, row)
    for row in (*DATASETS, *ENCODES, *ENCODERS, *ARRAY_CALLS)
    if row.names[0].startswith(("numpy.", "pandas.", "sklearn."))
    for name in row.names
    if signature(name) is not None
]


@pytest.mark.signature
@pytest.mark.parametrize(("name", "row"), SIGNED, ids=[name for name, _ in SIGNED])
def test_positions_are_those_of_the_package(name: str, row: Row) -> None:
    """Where a row names a parameter that the package spells otherwise, it knows the other name as an alias."""
    actual = signature(name) or []
    named = {parameter.name for parameter in actual}
    variadic = {parameter.name for parameter in actual if parameter.kind is inspect.Parameter.VAR_KEYWORD}
    for place, parameter in enumerate(parameters(row)):
        if parameter.kind is ParameterKind.REST and parameter.name == "args":
            return
        if parameter.kind is ParameterKind.POSITIONAL:
            assert place < len(actual), f"{parameter.name} is not there"
            assert is_spelled(row, parameter.name, actual[place]) or not getattr(row, "options", ())
        elif parameter.kind is ParameterKind.KEYWORD:
            assert parameter.name in named or variadic, f"{parameter.name} is not there"


# ---- data sets ----


def labels_of(row: DataSet) -> LabelSpec:
    """The labels at default arguments."""
    if isinstance(row.labels, LabelSpec):
        return row.labels
    default = next(p.default for p in parameters(row) if p.name == row.labels.param)  # type: ignore[union-attr]
    spec = row.labels.given(default)
    assert spec is not None
    return spec


def target_of(row: DataSet) -> Any:
    """The labels that the loader really gives, taken out by the structure the row states."""
    structure = row.structure
    result = real(row.names[0])()
    if isinstance(structure, By):
        structure = structure.given(next(p.default for p in parameters(row) if p.name == structure.param))
    if isinstance(structure, Fields):
        return result[next(name for name, role in structure.pairs if role == "y")]
    assert isinstance(structure, tuple)
    return result[structure.index("y")]


LOADED = [
    row for row in DATASETS
    if row.names[0].startswith("sklearn.datasets.make_") or row.names[0].rsplit(".", 1)[-1] in SHIPPED
]  # fmt: skip


@pytest.mark.parametrize("row", LOADED, ids=lambda row: row.names[0])
def test_a_data_set_has_the_labels_stated(row: DataSet) -> None:
    spec, target = labels_of(row), target_of(row)
    agree(spec, target)
    classes = spec.classes
    if isinstance(classes, str):
        classes = next(p.default for p in parameters(row) if p.name == classes) or CLASSES  # type: ignore[assignment]
    if spec.encoding in (Encoding.INDEX, Encoding.BINARY) and isinstance(classes, int):
        assert len(np.unique(target)) == classes


def agree(spec: LabelSpec, target: Any) -> None:
    """Rank, dtype, range and encoding of an array are those of the spec."""
    assert spec.rank is None or target.ndim == spec.rank
    assert spec.dtype is None or str(target.dtype) == spec.dtype
    assert spec.low is None or target.min() >= spec.low
    assert spec.high is None or target.max() <= spec.high
    if isinstance(spec.width, int):
        assert target.shape[-1] == spec.width
    if spec.encoding is Encoding.ONE_HOT:
        assert (target.sum(-1) == 1).all()
    if spec.encoding is Encoding.SIGN:
        assert set(np.unique(target)) == {-1, 1}


# ---- encoding functions ----


def encode_row(name: str, flavour: str = "keras") -> Encode:
    row = find(Encode, name, flavour, NEWEST)
    assert row is not None
    return row


def test_to_categorical(record_property: Note) -> None:
    row = encode_row("keras.utils.to_categorical")
    record_property("row", row)
    encoded = keras.utils.to_categorical(IDS)
    agree(row.result, encoded)
    assert encoded.shape == (5, 3)
    assert row.squeezes
    assert keras.utils.to_categorical(COLUMN).shape == (5, 3)
    assert keras.utils.to_categorical(IDS, 7).shape == (5, 7)


def test_one_hot_adds_an_axis_and_squeezes_none(record_property: Note) -> None:
    row = encode_row("keras.ops.one_hot")
    record_property("row", row)
    encoded = keras.ops.convert_to_numpy(keras.ops.one_hot(IDS, CLASSES))
    agree(row.result, encoded)
    assert not row.squeezes
    assert keras.ops.one_hot(COLUMN, CLASSES).shape == (5, 1, 3)


def test_get_dummies(record_property: Note) -> None:
    row = encode_row("pandas.get_dummies")
    record_property("row", row)
    encoded = pd.get_dummies(pd.Series(TEXT)).to_numpy()
    agree(row.result, encoded)
    assert encoded.shape == (5, 3)


def test_label_binarize_gives_one_column_for_two_classes(record_property: Note) -> None:
    row = encode_row("sklearn.preprocessing.label_binarize")
    record_property("row", row)
    agree(row.result, sklearn.preprocessing.label_binarize(IDS, classes=[0, 1, 2]))
    assert row.binary_result is not None
    agree(row.binary_result, sklearn.preprocessing.label_binarize(PAIR, classes=[0, 1]))


# ---- encoders ----

FITTED: dict[str, Any] = {
    "LabelEncoder": TEXT,
    "LabelBinarizer": TEXT,
    "MultiLabelBinarizer": [["a"], ["b", "c"], ["a", "c"]],
    "OneHotEncoder": TEXT.reshape(-1, 1),
    "OrdinalEncoder": TEXT.reshape(-1, 1),
    "KBinsDiscretizer": np.linspace(0, 1, 20).reshape(-1, 1),
    "Binarizer": np.array([[-1.0], [2.0]]),
    "StandardScaler": COLUMN,
    "RobustScaler": COLUMN,
    "PowerTransformer": COLUMN,
    "QuantileTransformer": COLUMN,
    "MaxAbsScaler": COLUMN,
    "Normalizer": COLUMN + 1,
    "MinMaxScaler": COLUMN,
}
CLASS_NAMES = [(name.rsplit(".", 1)[-1], row) for row in ENCODERS for name in row.names]


def dense(result: Any) -> Any:
    return result.toarray() if hasattr(result, "toarray") else result


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")
@pytest.mark.parametrize(("name", "row"), CLASS_NAMES, ids=[name for name, _ in CLASS_NAMES])
def test_an_encoder_gives_the_labels_stated(name: str, row: Encoder) -> None:
    made = getattr(sklearn.preprocessing, name)()
    result = made.fit_transform(FITTED[name])
    agree(row.result, dense(result))
    for count in row.counts:
        assert hasattr(made, count)
    if row.sparse_param is not None:
        assert hasattr(result, "toarray")
        assert row.sparse_param in {parameter.name for parameter in parameters(row)}


@pytest.mark.parametrize("name", ["LabelEncoder", "LabelBinarizer"])
def test_an_encoder_of_two_classes_gives_the_labels_stated(name: str) -> None:
    row = find(Encoder, f"sklearn.preprocessing.{name}", "keras", NEWEST)
    assert row is not None
    # class indices stay class indices; a binarizer of two classes gives one column
    agree(row.binary_result or row.result, getattr(sklearn.preprocessing, name)().fit_transform(PAIR))


def test_a_binarizer_can_be_told_to_give_signs() -> None:
    row = find(Encoder, "sklearn.preprocessing.LabelBinarizer", "keras", NEWEST)
    assert row is not None
    spec = next(spec for param, value, spec in row.changed_by if (param, value) == ("neg_label", -1))
    agree(spec, sklearn.preprocessing.LabelBinarizer(neg_label=-1).fit_transform(TEXT))


@pytest.mark.parametrize("drop", ["first", "if_binary"])
def test_a_one_hot_encoder_that_drops_columns_is_not_as_wide_as_classes(drop: str) -> None:
    columns = sklearn.preprocessing.OneHotEncoder(drop=drop, sparse_output=False).fit_transform(PAIR.reshape(-1, 1))
    assert columns.shape == (4, 1)


# ---- array functions ----


def call_row(name: str) -> Call:
    row = find(Call, name, "keras", NEWEST)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("expected", "effect", "name", "result"),
    [
        (("int64", 1), "argmax", "numpy.argmax", np.argmax(np.eye(3), axis=1)),
        (("float64", 2), "eye", "numpy.eye", np.eye(3)[IDS]),
        (("float64", 1), "zeros", "numpy.zeros", np.zeros(5)),
        (("float64", 2), "ones", "numpy.ones", np.ones((5, 1))),
        (("int64", 1), "zeros", "numpy.zeros_like", np.zeros_like(IDS)),
        (("int64", 1), "randint", "numpy.random.randint", np.random.randint(0, 2, 5)),
        (("float64", 2), "rand", "numpy.random.rand", np.random.rand(5, 1)),
        (("float64", 1), "randn", "numpy.random.normal", np.random.normal(size=5)),
        (("int64", 1), "unique", "numpy.unique", np.unique(IDS)),
        (("int64", 2), "expand_dims", "numpy.expand_dims", np.expand_dims(IDS, 1)),
        (("int64", 1), "flatten", "numpy.ravel", np.ravel(COLUMN)),
        (("bool", 1), "compare", "numpy.equal", np.equal(IDS, 1)),
        (("int64", 2), "vstack", "numpy.vstack", np.vstack([IDS, IDS])),
        (("int64", 1), "hstack", "numpy.hstack", np.hstack([IDS, IDS])),
        (("int64", 2), "column_stack", "numpy.column_stack", np.column_stack([IDS, IDS])),
        (("int64", 2), "stack", "numpy.stack", np.stack([IDS, IDS])),
        (("int64", 1), "arange", "numpy.arange", np.arange(3)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_effects_of_numpy_are_told_to_be(
    expected: tuple[str, int], effect: str, name: str, result: Any
) -> None:
    assert call_row(name).effect == effect
    assert (str(result.dtype), result.ndim) == expected


def test_what_the_effects_of_pandas_are_told_to_be() -> None:
    indices, distinct = pd.factorize(pd.Series(TEXT))
    assert (list(indices), list(distinct)) == ([0, 1, 2, 1, 0], ["a", "c", "b"])
    codes = pd.Series(TEXT).astype("category").cat.codes
    assert (list(codes), str(codes.dtype)) == ([0, 2, 1, 2, 0], "int8")
    assert list(pd.Series(TEXT).map({"a": 0, "b": 1, "c": 2})) == [0, 2, 1, 2, 0]
    assert list(pd.cut(pd.Series([1, 5, 9]), 3, labels=False)) == [0, 1, 2]
    assert list(pd.Series([1, 2]).replace({1: 0})) == [0, 2]
    assert pd.Series(["a|b", "b"]).str.get_dummies("|").to_numpy().tolist() == [[1, 1], [0, 1]]


def test_a_split_gives_each_array_in_two_parts_in_order() -> None:
    parts = sklearn.model_selection.train_test_split(COLUMN, IDS, test_size=2)
    assert [part.shape for part in parts] == [(3, 1), (2, 1), (3,), (2,)]


def test_shuffling_one_array_gives_an_array_and_several_a_list() -> None:
    assert sklearn.utils.shuffle(IDS).shape == (5,)
    assert len(sklearn.utils.shuffle(IDS, COLUMN)) == 2
