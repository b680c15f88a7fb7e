"""What array functions do to labels and outputs: each case is a line of a program and what its value must be."""

from __future__ import annotations

from itertools import product

import pytest

from lossguard.findings import Spot
from lossguard.frontend.lower import lower
from lossguard.interpret import effects, imports
from lossguard.interpret.arguments import Arguments, bind
from lossguard.interpret.engines import Engines
from lossguard.interpret.literals import Literal
from lossguard.interpret.run import Frame, Run
from lossguard.interpret.values import (
    Argument,
    Batches,
    Choice,
    Const,
    Module,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_of,
    root_of,
)
from lossguard.knowledge import index
from lossguard.knowledge.parameters import parameters
from lossguard.knowledge.rows import Call
from lossguard.setups import Link
from lossguard.source.files import Part, SourceFile
from lossguard.versions import Versions
from lossguard.vocabulary import Decision, Encoding, Space

PREAMBLE = """\
import numpy as np
import pandas as pd
import tensorflow as tf
import tensorflow_datasets as tfds
import keras
from keras import backend as K
from keras.utils import to_categorical
from sklearn.model_selection import train_test_split
(x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
df = pd.read_csv("data.csv")
ids = df["kind"]
hot = to_categorical(y, 10)
coin = np.random.randint(0, 2, size=(100,))
out = keras.layers.Dense(10, activation="softmax")(keras.Input((4,)))
one = keras.layers.Dense(1, activation="sigmoid")(keras.Input((4,)))
logits = keras.layers.Dense(10)(keras.Input((4,)))
"""


def run_of(code: str) -> tuple[Run, Module]:
    """The run of a program after its last line, its frame still open."""
    source = SourceFile("case.py", (Part(None, PREAMBLE + code),))
    program = lower(source).program
    run = Run(Engines(Versions(), program))
    module = Module("__main__", run.number())
    run.modules[program.path] = module
    imports.execute_module(run, program, module)
    run.frames.append(Frame(module.scope, program.path, run.path, module=module))
    return run, module


def value_of(code: str) -> Value:
    """What the expression on the last line is."""
    *before, last = code.splitlines()
    run, module = run_of("\n".join([*before, f"result = {last}"]))
    found = run.store.get((module.scope, "result"))
    assert found is not None
    return run.resolved(found)


def told(code: str, *names: str) -> tuple[object, ...]:
    """Facts of the tensor that an expression gives; widths and counts as plain numbers."""
    value = value_of(code)
    assert isinstance(value, Tensor), value
    facts = [getattr(value, name) for name in names]
    return tuple(fact.value if isinstance(fact, Const) else fact for fact in facts)


ENCODINGS = [
    # literals
    ("np.array([0, 1, 1, 0])", Encoding.BINARY, 1),
    ("np.array([0, 1, 2, 1])", Encoding.INDEX, 1),
    ("np.array([[0], [1], [1], [0]], 'float32')", Encoding.BINARY, 2),
    ("np.array([[1, 0, 0], [0, 1, 0]])", Encoding.ONE_HOT, 2),
    ("np.array([[1, 1, 0], [0, 1, 0]])", Encoding.MULTI_HOT, 2),
    ("np.array([[.2, .8], [.5, .5]])", Encoding.SOFT, 2),
    ("np.array([-1, 1, 1])", Encoding.SIGN, 1),
    ("np.array([.5, 1.5, 2])", Encoding.REAL, 1),
    ("np.array(['cat', 'dog', 'cat'])", Encoding.TEXT, 1),
    ("np.array([2, 4, 6, 8])", None, 1),
    ("np.array([1, 2, 3, 4])", None, 1),
    ("np.array([1, 2, 3, 1, 2])", Encoding.INDEX, 1),
    ("np.array([0] * 5 + [1] * 5)", Encoding.BINARY, 1),
    ("np.array([to_categorical(y, 10), to_categorical(y, 10)])", Encoding.ONE_HOT, 3),
    ("np.array([1 if name == 'a' else 0 for name in (df['a'], df['b'])])", Encoding.BINARY, 1),
    # made
    ("np.eye(10)", Encoding.ONE_HOT, 2),
    ("np.eye(10)[y]", Encoding.ONE_HOT, 2),
    ("np.zeros((5, 1))", Encoding.BINARY, 2),
    ("np.zeros((5, 10))", None, 2),
    ("np.full((5, 1), 0.9)", Encoding.BINARY, 2),
    ("np.arange(10)", None, 1),
    ("np.random.randint(5, size=20)", Encoding.INDEX, 1),
    ("np.random.randint(0, 2, size=(20, 1))", Encoding.BINARY, 2),
    ("np.random.randint(0, 2, (20, 5))", Encoding.MULTI_HOT, 2),
    ("np.random.randint(0, 256, (20, 5))", None, 2),
    ("np.random.randint(1, 11, 20)", Encoding.INDEX, 1),
    ("np.random.default_rng(0).integers(0, 3, size=10)", Encoding.INDEX, 1),
    ("np.random.RandomState(0).randint(0, 3, size=10)", Encoding.INDEX, 1),
    ("np.random.rand(20, 3)", Encoding.REAL, 2),
    ("np.random.choice([0, 1], size=20)", Encoding.BINARY, 1),
    ("np.random.choice(['a', 'b'], 20)", Encoding.TEXT, 1),
    ("np.random.choice(4, 20)", Encoding.INDEX, 1),
    ("np.random.binomial(1, .5, size=(20,))", Encoding.BINARY, 1),
    ("tf.random.uniform((8,), maxval=4, dtype=tf.int32)", Encoding.INDEX, 1),
    # kept
    ("y.astype('float32')", Encoding.INDEX, 1),
    ("y.astype(str)", Encoding.TEXT, 1),
    ("ids.astype(str)", Encoding.TEXT, None),
    ("(y % 2).astype(bool)", Encoding.BINARY, 1),
    ("y.reshape(-1, 1)", Encoding.INDEX, 2),
    ("y.reshape((-1, 1)).ravel()", Encoding.INDEX, 1),
    ("y.reshape(-1, 1).squeeze()", Encoding.INDEX, 1),
    ("np.expand_dims(y, axis=-1)", Encoding.INDEX, 2),
    ("np.expand_dims(hot, -1)", None, 3),
    ("hot.reshape(-1)", None, 1),
    ("hot.reshape(-1, 10)", Encoding.ONE_HOT, 2),
    ("hot.reshape(-1, 5)", None, 2),
    ("hot[np.random.permutation(100)]", Encoding.ONE_HOT, 2),
    ("np.take(y, [0, 1, 2])", Encoding.INDEX, 1),
    ("np.squeeze(y)", Encoding.INDEX, 1),
    # joined
    ("np.concatenate([np.ones((5, 1)), np.zeros((5, 1))])", Encoding.BINARY, 2),
    ("np.concatenate((y, y_test))", Encoding.INDEX, 1),
    ("np.concatenate((y, coin))", Encoding.INDEX, 1),
    ("np.concatenate((hot, hot), axis=1)", Encoding.MULTI_HOT, 2),
    ("np.hstack([y, y_test])", Encoding.INDEX, 1),
    ("np.vstack([hot, hot])", Encoding.ONE_HOT, 2),
    ("np.append(y, y_test)", Encoding.INDEX, 1),
    ("np.column_stack([coin, np.random.randint(0, 2, 100)])", Encoding.MULTI_HOT, 2),
    ("np.stack([coin, 1 - coin], axis=1)", Encoding.ONE_HOT, 2),
    ("np.where(y == 3, 1, 0)", Encoding.BINARY, 1),
    ("np.where(y > 3, 1, -1)", Encoding.SIGN, 1),
    ("np.where(df['a'] > 3, 'hi', 'lo')", Encoding.TEXT, None),
    ("np.where(y == 3, 0, y)", Encoding.INDEX, 1),
    ("np.where(y == 3, 99, y)", None, 1),
    ("y == 3", Encoding.BINARY, 1),
    ("y != 3", Encoding.BINARY, 1),
    ("~(y == 3)", Encoding.BINARY, 1),
    ("np.random.rand(8, 4).dot(np.random.rand(4))", Encoding.REAL, 1),
    ("train_test_split(x, hot)[2]", Encoding.ONE_HOT, 2),
    ("train_test_split(x, [0, 1, 2, 0])[3]", Encoding.INDEX, 1),
    ("np.split(hot, [50])[0]", Encoding.ONE_HOT, 2),
    # changed
    ("np.argmax(hot, axis=1)", Encoding.INDEX, 1),
    ("hot.argmax(axis=-1)", Encoding.INDEX, 1),
    ("np.argmax(df.values, axis=1)", Encoding.INDEX, None),
    ("np.array([np.argmax(row) for row in (hot[0], hot[1])])", Encoding.INDEX, 1),
    ("np.round(np.random.rand(20))", Encoding.BINARY, 1),
    ("np.sign(np.random.randn(20))", Encoding.SIGN, 1),
    ("np.sqrt(y)", None, 1),
    ("2 * coin - 1", Encoding.SIGN, 1),
    ("1 - coin", Encoding.BINARY, 1),
    ("y // 2", Encoding.INDEX, 1),
    ("y // 5", Encoding.BINARY, 1),
    ("y % 2", Encoding.BINARY, 1),
    # looked up
    ("ids.map({'a': 0, 'b': 1})", Encoding.BINARY, 1),
    ("ids.map({'a': 0, 'b': 1, 'c': 2})", Encoding.INDEX, 1),
    ("ids.replace({'no': 0, 'yes': 1})", Encoding.BINARY, 1),
    ("ids.replace(['no', 'yes'], [0, 1])", Encoding.BINARY, 1),
    ("(2 * coin - 1).copy()", Encoding.SIGN, 1),
    ("ids.apply(lambda v: 1 if v == 'a' else 0)", Encoding.BINARY, 1),
    ("ids.factorize()[0]", Encoding.INDEX, 1),
    ("ids.astype('category').cat.codes", Encoding.INDEX, 1),
    ("pd.Categorical(ids).codes", Encoding.INDEX, 1),
    ("pd.cut(df['age'], 4, labels=False)", Encoding.INDEX, 1),
    ("pd.cut(df['age'], [0, 9, 99], labels=[0, 1])", Encoding.BINARY, 1),
    ("np.digitize(df['age'], [1, 2, 3])", Encoding.INDEX, None),
    ("np.unique(y, return_inverse=True)[1]", Encoding.INDEX, 1),
]


@pytest.mark.parametrize(("code", "encoding", "rank"), ENCODINGS, ids=[case[0] for case in ENCODINGS])
def test_encoding_and_rank(code: str, encoding: Encoding | None, rank: int | None) -> None:
    """An expression gives labels of this encoding and rank."""
    assert (encoding, rank) == told(code, "encoding", "rank")


FACTS = [
    ("np.array([[1, 0, 0], [0, 1, 0]])", {"width": 3, "classes": 3, "low": 0, "high": 1, "rows": 2}),
    ("np.array([0, 1, 2, 1], dtype=np.int32)", {"classes": 3, "dtype": "int32", "high": 2, "rows": 4}),
    ("np.random.randint(1, 11, 20)", {"low": 1, "high": 10, "classes": 10}),
    ("np.random.randint(0, 3, size=(9, 1))", {"width": 1, "rows": 9, "classes": 3, "dtype": "int64"}),
    ("np.random.randint(0, 3, size=len(hot))", {"rank": 1, "classes": 3}),
    ("np.ones((8, 1))", {"constant": True, "low": 1, "high": 1, "dtype": "float64"}),
    ("np.ones((8, 1)) * 0.9", {"constant": True, "high": 0.9, "encoding": Encoding.BINARY}),
    ("tf.ones_like(one)", {"constant": True, "rank": 2, "width": 1}),
    ("np.concatenate([np.ones((5, 1)), np.zeros((5, 1))])", {"constant": False, "low": 0, "high": 1, "rows": 10}),
    ("np.argmax(hot, axis=1)", {"classes": 10, "dtype": "int64", "width": None, "high": 9}),
    ("hot.astype('int').argmax(1)", {"classes": 10}),
    ("(y == 3).astype('float32')", {"dtype": "float32", "classes": 2, "high": 1}),
    ("y.astype('float32') / 9", {"high": 1, "low": 0, "dtype": "float32"}),
    ("y // 2", {"classes": 5, "low": 0, "high": 4, "edits": ()}),
    ("y + 1", {"low": 1, "high": 10, "classes": 10}),
    ("np.clip(y, 0, 5)", {"low": 0, "high": 5}),
    ("(y + 1).reshape(-1, 1)", {"low": 1, "high": 10, "width": 1, "rank": 2}),
    ("np.eye(4)[np.array([0, 1, 2, 3])]", {"width": 4, "classes": 4}),
    ("np.column_stack([coin, coin, coin])", {"width": 3}),
    ("ids.map({'a': 0, 'b': 1, 'c': 2})", {"classes": 3, "high": 2}),
    ("np.digitize(df['age'], [1, 2, 3])", {"classes": 4, "high": 3}),
    ("coin.astype(int)", {"dtype": "int64", "classes": 2}),
    ("np.linspace(-1, 1, 50)", {"low": -1, "high": 1, "rows": 50, "encoding": Encoding.REAL}),
]


@pytest.mark.parametrize(("code", "facts"), FACTS, ids=[case[0] for case in FACTS])
def test_facts(code: str, facts: dict[str, object]) -> None:
    """Counts, bounds, types and sizes are those of the values after all steps."""
    assert facts == dict(zip(facts, told(code, *facts), strict=True))


OUTPUTS = [
    (
        "np.argmax(out, axis=-1)",
        {"space": None, "decision": Decision.ARGMAX, "encoding": Encoding.INDEX, "classes": 10},
    ),
    ("tf.round(one)", {"space": None, "decision": Decision.THRESHOLD, "links": ()}),
    ("tf.cast(one > 0.5, tf.float32)", {"space": None, "decision": Decision.THRESHOLD}),
    ("tf.cast(out, tf.float32)", {"space": Space.SIMPLEX, "decision": None, "width": 10}),
    ("tf.reshape(out, (-1, 10))", {"space": Space.SIMPLEX, "scrambled": False}),
    ("tf.reshape(out, (-1,))", {"scrambled": True, "rank": 1}),
    ("tf.squeeze(one, axis=-1)", {"space": Space.UNIT, "rank": 1}),
    ("K.clip(out, 1e-7, 1.0)", {"space": Space.SIMPLEX, "width": 10}),
    ("K.log(out)", {"space": Space.LOG_SIMPLEX}),
    ("K.log(one)", {"space": Space.LOG_UNIT}),
    ("tf.exp(logits)", {"space": Space.NONNEGATIVE}),
    ("np.exp(K.log(out))", {"space": Space.SIMPLEX}),
    ("K.mean(out, axis=1)", {"space": None, "rank": 1}),
    ("K.l2_normalize(logits, axis=-1)", {"space": Space.EMBEDDING, "embedding_like": True, "links": ()}),
    ("tf.transpose(out)", {"scrambled": True, "width": None}),
    ("tf.concat([logits, logits], axis=-1)", {"space": Space.REAL, "width": 20}),
    ("tf.concat([out, out], axis=-1)", {"space": None, "width": 20}),
    ("tf.concat([out, out], axis=0)", {"space": Space.SIMPLEX, "width": 10}),
    ("tf.square(out)", {"space": None}),
    ("tf.matmul(out, out)", {"space": Space.REAL}),
]


@pytest.mark.parametrize(("code", "facts"), OUTPUTS, ids=[case[0] for case in OUTPUTS])
def test_outputs(code: str, facts: dict[str, object]) -> None:
    """A model's output keeps its space where the function does, and is marked where it was decided on."""
    assert facts == dict(zip(facts, told(code, *facts), strict=True))


SAME = [
    "x.reshape(-1, 784).astype('float32') / 255.",
    "np.array(x)",
    "x[:100]",
    "x[np.random.permutation(10)]",
    "np.expand_dims(x, -1)",
    "train_test_split(x, y)[0]",
    "np.clip(x + np.random.normal(size=x.shape), 0., 1.)",
    "x.reshape(-1, 784).copy().squeeze()",
    "tf.cast(x, tf.float32)",
]


@pytest.mark.parametrize("code", SAME)
def test_origin_is_kept(code: str) -> None:
    """Noise, scaling, shapes, types and choices of rows leave an array what it was."""
    assert root_of(value_of("x")) == root_of(value_of(f"{code}"))


OTHER = ["x[:, 0]", "df['a']", "np.sqrt(x)", "df.drop('a', axis=1)", "unheard_of(x)", "np.delete(df, 0, axis=1)"]


@pytest.mark.parametrize("code", OTHER)
def test_origin_is_lost(code: str) -> None:
    """Columns and what a function makes of an array are other data."""
    run, module = run_of(f"result = {code}")
    result = run.store.get((module.scope, "result"))
    for name in ("x", "df"):
        assert root_of(run.store.get((module.scope, name))) != root_of(result)


COUNTS = [
    "np.max({y}) + 1",
    "{y}.max() + 1",
    "max({y}) + 1",
    "len(np.unique({y}))",
    "len(set({y}))",
    "len(list(set({y})))",
    "np.unique({y}).shape[0]",
    "len({y}.unique())",
    "{y}.nunique()",
    "int({y}.max()) + 1",
    "1 + np.max({y})",
]


@pytest.mark.parametrize("form", COUNTS)
def test_class_counts_are_equal(form: str) -> None:
    """However the classes are counted, the number is that of the labels: known, or the same unknown."""
    assert Const(10) == value_of(form.format(y="y"))
    run, module = run_of(f"result = {form.format(y='ids')}\nother = to_categorical(ids)")
    result, other = (run.store.get((module.scope, name)) for name in ("result", "other"))
    assert isinstance(other, Tensor) and other.classes is not None and result is not None
    assert key_of(other.classes) == key_of(result)


BATCHED = [
    ("tf.data.Dataset.from_tensor_slices((x, y)).shuffle(9).batch(3).prefetch(1)", Encoding.INDEX),
    ("tf.data.Dataset.from_tensor_slices((x, y)).map(lambda a, b: (a, tf.one_hot(b, 10)))", Encoding.ONE_HOT),
    ("tf.data.Dataset.zip((tf.data.Dataset.from_tensor_slices(x), tf.data.Dataset.from_tensor_slices(y)))", None),
    (
        "tf.data.Dataset.zip((tf.data.Dataset.from_tensor_slices(hot), tf.data.Dataset.from_tensor_slices(y)))",
        Encoding.INDEX,
    ),
    ("tfds.load('mnist', split='train', as_supervised=True)", Encoding.INDEX),
    ("tfds.load('mnist:3.*.*', split=['train', 'test'], as_supervised=True)[1].batch(2)", Encoding.INDEX),
    ("tfds.load('imdb_reviews', as_supervised=True)['train']", Encoding.BINARY),
    ("tfds.load('beans', split='train', with_info=True, as_supervised=True)[0].repeat()", Encoding.INDEX),
    ("tfds.load('mnist', split='train').map(lambda d: (d['image'], d['label']))", Encoding.INDEX),
    ("tf.data.TFRecordDataset('f').map(lambda r: (r, tf.one_hot(r, 4))).batch(4)", Encoding.ONE_HOT),
    ("keras.preprocessing.image.ImageDataGenerator().flow(x, hot, batch_size=4)", Encoding.ONE_HOT),
    ("unheard_of('f').map(lambda a, b: (a, tf.one_hot(b, 4)))", Encoding.ONE_HOT),
    ("def g():\n    yield x, hot\ntf.data.Dataset.from_generator(g, output_types=1).batch(4)", Encoding.ONE_HOT),
]


@pytest.mark.parametrize(("code", "encoding"), BATCHED, ids=[case[0] for case in BATCHED])
def test_batches(code: str, encoding: Encoding | None) -> None:
    """A data set hands its labels on through everything that only reorders it, and through a mapped function."""
    found = value_of(code)
    if encoding is None:
        assert not isinstance(found, Batches) or isinstance(found.y, (Tensor, Unknown))
        return
    assert isinstance(found, Batches) and isinstance(found.y, Tensor)
    assert encoding is found.y.encoding


def test_info_gives_class_count() -> None:
    """`info.features["label"].num_classes` is the class count of the set."""
    code = "d, info = tfds.load('beans', with_info=True)\ninfo.features['label'].num_classes"
    assert Const(3) == value_of(code)


def test_one_less() -> None:
    """The largest index of C classes: a number, or an unknown to which adding 1 gives C back."""
    run, _ = run_of("")
    assert Const(9) == effects.one_less(run, Const(10), 0, str)
    classes = run.unknown("not known", key=("classes", 1))
    less = effects.one_less(run, classes, 0, str)
    assert isinstance(less, Unknown) and less != classes


# ---- nothing raises ----

SPOT = Spot("case.py", 0)


def odd_values(run: Run) -> list[Value]:
    """Arguments of all kinds, fitting and not."""
    output = Tensor(SPOT, Space.SIMPLEX, (Link("softmax", Space.SIMPLEX, SPOT),), Const(3), 2, "Dense")
    labels = Tensor(SPOT, rank=1, encoding=Encoding.INDEX, classes=Const(3), low=0, high=2, origin="y")
    rows = Tensor(SPOT, rank=2, width=Const(3), encoding=Encoding.ONE_HOT, classes=Const(3))
    unknown = run.unknown("not known")
    literal = Literal("flag", True, True)
    choice = Choice((((literal,), labels), ((literal.negated(),), Const(3))))
    return [
        Const(None),
        Const(-1),
        Const(0),
        Const(2),
        Const("float32"),
        Const(1.5),
        Const(True),
        unknown,
        output,
        labels,
        rows,
        Tensor(SPOT),
        choice,
        TupleValue(()),
        TupleValue((labels, rows)),
        TupleValue((Const(4), Const(-1))),
        run.new_list((Const(0), Const(1))),
        run.new_list((), open=True),
        run.new_dict((("a", Const(1)),)),
        Batches(unknown, labels, SPOT),
        Batches(labels, None, SPOT),
    ]


KNOWN = [row for _, row in index.rows(Call) if row.effect in {**effects.EFFECTS, **effects.ON_SUBJECT}]
ROWS = list({(row.effect, row.params, row.options): row for row in KNOWN}.values())


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.effect}: {row.names[0]}" for row in ROWS])
def test_effects_are_total(row: Call) -> None:
    """Whatever an effect is given, it gives a value."""
    run, _ = run_of("")
    values = odd_values(run)
    given = [(), *((value,) for value in values), *product(values, repeat=2)]
    for positional in given:
        arguments = Arguments(tuple(Argument(value) for value in positional))
        bound = bind(parameters(row), arguments, row.aliases)
        assert effects.apply(run, row, bound, arguments, 0, str) is not None


def test_every_effect_of_label_rows_is_known() -> None:
    """No row of the label knowledge names an effect that nothing follows."""
    from lossguard.knowledge.labels.arrays import ARRAY_CALLS

    missing = {row.effect for row in ARRAY_CALLS} - {*effects.EFFECTS, *effects.ON_SUBJECT}
    assert set() == missing
