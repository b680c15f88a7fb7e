"""What is asked of calls on tensors: rank, width and type of what comes out, as lossguard reads the same line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import lossguard
from lossguard.knowledge.rows import Call, Encode
from lossguard.results import JudgedSetup
from lossguard.vocabulary import Space
from tests.engines.asked import Answer, Asked, Judge
from tests.engines.spaces import outside
from tests.reveals import revealed_of
from tests.versions.claims import Line

START = """import numpy as np
{imports}
x = np.linspace(-1.0, 1.0, 24).reshape(6, 4).astype("float32")
classes = np.array([0, 1, 2, 3, 0, 1])
"""
TENSORFLOW = """ids = tf.constant(classes)
reals = tf.constant(x)
bits = tf.constant(np.array([[0.0, 1.0], [1.0, 0.0]] * 3).astype("float32"))
weights = tf.Variable(np.linspace(-1.0, 1.0, 20).reshape(4, 5).astype("float32"))
out = tf.matmul(reals, weights)
"""
BACKEND = """ids = K.variable(classes, dtype="int64")
reals = K.variable(x)
bits = K.variable(np.array([[0.0, 1.0], [1.0, 0.0]] * 3).astype("float32"))
weights = K.variable(np.linspace(-1.0, 1.0, 20).reshape(4, 5).astype("float32"))
out = K.dot(reals, weights)
"""
LOSS = "tf.nn.sigmoid_cross_entropy_with_logits(labels={labels}, logits={logits})"
LABELS, LOGITS = "labels", "logits"
# By the first name of the row: where the outcome goes, and the call. Several for what a parameter changes.
CALLS: dict[str, tuple[tuple[str, str], ...]] = {
    "tensorflow.Variable": ((LABELS, "tf.Variable(x)"), (LABELS, "tf.Variable(np.zeros(6, 'int64'), dtype=tf.int64)")),
    "tensorflow.get_variable": ((LOGITS, "tf.matmul(reals, tf.get_variable('w', [4, 5]))"),),
    "tensorflow.matmul": (
        (LOGITS, "tf.matmul(reals, weights)"),
        (LOGITS, "tf.matmul(reals, tf.Variable(tf.ones((5, 4))), transpose_b=True)"),
    ),
    "tensorflow.nn.xw_plus_b": ((LOGITS, "tf.nn.xw_plus_b(reals, weights, tf.zeros([5]))"),),
    "tensorflow.nn.bias_add": ((LOGITS, "tf.nn.bias_add(out, tf.zeros([5]))"),),
    "tensorflow.truncated_normal": ((LABELS, "tf.truncated_normal([6, 4])"),),
    "tensorflow.one_hot": (
        (LABELS, "tf.one_hot(ids, 4)"), (LABELS, "tf.one_hot(ids, depth=7)"),
        (LABELS, "tf.one_hot(ids, 4, dtype=tf.int32)"),
    ),
    "tensorflow.constant": (
        (LABELS, "tf.constant([[0.0, 1.0], [1.0, 0.0]])"), (LABELS, "tf.constant([0, 1, 2], dtype=tf.int64)"),
        (LABELS, "tf.constant(x)"), (LABELS, "tf.convert_to_tensor(classes)"),
    ),
    "tensorflow.cast": ((LABELS, "tf.cast(ids, tf.float32)"), (LABELS, "tf.cast(reals, 'int32')")),
    "tensorflow.to_float": ((LABELS, "tf.to_float(ids)"),),
    "tensorflow.to_int32": ((LABELS, "tf.to_int32(ids)"),),
    "tensorflow.to_int64": ((LABELS, "tf.to_int64(reals)"),),
    "tensorflow.identity": ((LABELS, "tf.identity(reals)"), (LOGITS, "tf.stop_gradient(out)")),
    "tensorflow.reshape": ((LABELS, "tf.reshape(ids, [6, 1])"), (LABELS, "tf.reshape(reals, (-1,))")),
    "tensorflow.squeeze": (
        (LABELS, "tf.squeeze(tf.reshape(ids, [6, 1]))"), (LABELS, "tf.squeeze(tf.expand_dims(ids, 1), 1)"),
    ),
    "tensorflow.expand_dims": ((LABELS, "tf.expand_dims(ids, 1)"), (LABELS, "tf.expand_dims(reals, -1)")),
    "tensorflow.transpose": ((LABELS, "tf.transpose(reals)"), (LABELS, "tf.transpose(reals, [1, 0])")),
    "tensorflow.gather": ((LABELS, "tf.gather(reals, ids)"), (LABELS, "tf.gather(ids, [0, 1])")),
    "tensorflow.boolean_mask": ((LABELS, "tf.boolean_mask(reals, [True] * 6)"),),
    "tensorflow.repeat": ((LABELS, "tf.repeat(ids, 2)"), (LABELS, "tf.repeat(reals, 2, axis=0)")),
    "tensorflow.argmax": ((LABELS, "tf.argmax(reals, axis=1)"), (LABELS, "tf.argmax(reals, 1)")),
    "tensorflow.argmin": ((LABELS, "tf.argmin(reals, axis=1)"),),
    "tensorflow.round": ((LABELS, "tf.round(reals)"), (LABELS, "tf.floor(reals)")),
    "tensorflow.sign": ((LABELS, "tf.sign(reals)"),),
    "tensorflow.concat": ((LABELS, "tf.concat([reals, reals], 0)"), (LABELS, "tf.concat([ids, ids], axis=0)")),
    "tensorflow.stack": ((LABELS, "tf.stack([ids, ids], axis=1)"), (LABELS, "tf.stack([ids, ids])")),
    "tensorflow.split": ((LABELS, "tf.split(reals, 2, axis=1)[0]"), (LABELS, "tf.split(reals, 2)[1]")),
    "tensorflow.where": ((LABELS, "tf.where(ids > 1, ids, ids)"), (LABELS, "tf.where(tf.equal(ids, 1), ids, ids)")),
    "tensorflow.equal": ((LABELS, "tf.equal(ids, 1)"), (LABELS, "tf.greater(reals, 0.5)")),
    "tensorflow.logical_not": ((LABELS, "tf.logical_not(tf.equal(ids, 1))"),),
    "tensorflow.add": ((LABELS, "tf.add(reals, 1.0)"), (LOGITS, "tf.add(tf.matmul(reals, weights), tf.zeros([5]))")),
    "tensorflow.subtract": ((LABELS, "tf.subtract(ids, 1)"),),
    "tensorflow.multiply": ((LABELS, "tf.multiply(reals, 2.0)"),),
    "tensorflow.divide": ((LABELS, "tf.divide(reals, 2.0)"),),
    "tensorflow.clip_by_value": ((LABELS, "tf.clip_by_value(reals, 0.0, 1.0)"),),
    "tensorflow.math.log": ((LABELS, "tf.log(tf.abs(reals))"), (LABELS, "tf.math.log(tf.abs(reals))")),
    "tensorflow.abs": (
        (LABELS, "tf.abs(reals)"), (LABELS, "tf.square(reals)"), (LABELS, "tf.negative(reals)"),
        (LABELS, "tf.pow(reals, 2.0)"),
    ),
    "tensorflow.math.l2_normalize": ((LABELS, "tf.nn.l2_normalize(reals, 1)"),),
    "tensorflow.reduce_mean": (
        (LABELS, "tf.reduce_mean(reals, axis=1)"), (LABELS, "tf.reduce_mean(reals, 1, True)"),
    ),
    "tensorflow.reduce_sum": ((LABELS, "tf.reduce_sum(reals, axis=1)"),),
    "tensorflow.reduce_max": ((LABELS, "tf.reduce_max(reals, axis=1)"),),
    "tensorflow.reduce_min": ((LABELS, "tf.reduce_min(reals, axis=1)"),),
    "tensorflow.zeros": ((LABELS, "tf.zeros([6, 4])"), (LABELS, "tf.zeros((6,), dtype=tf.int32)")),
    "tensorflow.ones": ((LABELS, "tf.ones([6, 1])"),),
    "tensorflow.fill": ((LABELS, "tf.fill([6, 1], 1.0)"),),
    "tensorflow.zeros_like": ((LABELS, "tf.zeros_like(ids)"), (LABELS, "tf.zeros_like(reals)")),
    "tensorflow.ones_like": ((LABELS, "tf.ones_like(reals)"), (LABELS, "tf.ones_like(ids, dtype=tf.float32)")),
    "tensorflow.eye": ((LABELS, "tf.eye(4)"),),
    "tensorflow.range": ((LABELS, "tf.range(4)"), (LABELS, "tf.range(0, 6)")),
    "tensorflow.random.uniform": (
        (LABELS, "tf.random.uniform([6, 4])"), (LABELS, "tf.random_uniform([6, 1])"),
        (LABELS, "tf.random.uniform((6,), 0, 4, dtype=tf.int32)"), (LABELS, "tf.random_uniform((6,), 0, 4, tf.int64)"),
    ),
    "tensorflow.random.normal": ((LABELS, "tf.random.normal([6, 4])"), (LABELS, "tf.random_normal([6, 1])")),
    "tensorflow.unique": ((LABELS, "tf.unique(ids)[1]"),),
    "keras.backend.variable": ((LABELS, "K.variable(x)"), (LABELS, "K.constant(x)")),
    "keras.backend.cast": ((LABELS, "K.cast(ids, 'float32')"), (LABELS, "K.cast(reals, 'int32')")),
    "keras.backend.cast_to_floatx": ((LABELS, "K.cast_to_floatx(classes)"),),
    "keras.backend.stop_gradient": ((LABELS, "K.stop_gradient(reals)"), (LOGITS, "K.identity(out)")),
    "keras.backend.reshape": ((LABELS, "K.reshape(ids, (6, 1))"),),
    "keras.backend.flatten": ((LABELS, "K.flatten(reals)"),),
    "keras.backend.batch_flatten": ((LABELS, "K.batch_flatten(K.expand_dims(reals, 1))"),),
    "keras.backend.squeeze": ((LABELS, "K.squeeze(K.expand_dims(ids, 1), 1)"),),
    "keras.backend.expand_dims": ((LABELS, "K.expand_dims(ids, 1)"), (LABELS, "K.expand_dims(reals)")),
    "keras.backend.permute_dimensions": ((LABELS, "K.permute_dimensions(reals, (1, 0))"),),
    "keras.backend.transpose": ((LABELS, "K.transpose(reals)"),),
    "keras.backend.argmax": ((LABELS, "K.argmax(reals)"), (LABELS, "K.argmax(reals, axis=0)")),
    "keras.backend.argmin": ((LABELS, "K.argmin(reals)"),),
    "keras.backend.round": ((LABELS, "K.round(reals)"), (LABELS, "K.sign(reals)")),
    "keras.backend.concatenate": ((LABELS, "K.concatenate([reals, reals], axis=0)"),),
    "keras.backend.stack": ((LABELS, "K.stack([ids, ids], axis=1)"),),
    "keras.backend.gather": ((LABELS, "K.gather(reals, ids)"), (LABELS, "K.reverse(reals, 0)")),
    "keras.backend.switch": ((LABELS, "K.switch(K.greater(reals, 0.5), reals, reals)"),),
    "keras.backend.equal": ((LABELS, "K.equal(reals, 1.0)"), (LABELS, "K.greater(reals, 0.5)")),
    "keras.backend.dot": ((LOGITS, "K.dot(reals, weights)"),),
    "keras.backend.clip": ((LABELS, "K.clip(reals, 0.0, 1.0)"),),
    "keras.backend.log": ((LABELS, "K.log(K.abs(reals))"),),
    "keras.backend.abs": ((LABELS, "K.abs(reals)"), (LABELS, "K.square(reals)"), (LABELS, "K.pow(reals, 2)")),
    "keras.backend.l2_normalize": ((LABELS, "K.l2_normalize(reals, axis=-1)"),),
    "keras.backend.dropout": ((LABELS, "K.dropout(reals, 0.0001)"),),
    "keras.backend.mean": ((LABELS, "K.mean(reals, axis=-1)"), (LABELS, "K.mean(reals, axis=1, keepdims=True)")),
    "keras.backend.sum": ((LABELS, "K.sum(reals, axis=-1)"),),
    "keras.backend.max": ((LABELS, "K.max(reals, axis=-1)"),),
    "keras.backend.min": ((LABELS, "K.min(reals, axis=-1)"),),
    "keras.backend.zeros": ((LABELS, "K.zeros((6, 4))"),),
    "keras.backend.ones": ((LABELS, "K.ones((6, 1))"),),
    "keras.backend.zeros_like": ((LABELS, "K.zeros_like(reals)"),),
    "keras.backend.ones_like": ((LABELS, "K.ones_like(reals)"),),
    "keras.backend.eye": ((LABELS, "K.eye(4)"),),
    "keras.backend.one_hot": ((LABELS, "K.one_hot(ids, 4)"), (LABELS, "K.one_hot(ids, 7)")),
    "keras.utils.normalize": ((LABELS, "keras.utils.normalize(x)"),),
    "keras.utils.to_categorical": (
        (LABELS, "keras.utils.to_categorical(classes, 4)"), (LABELS, "keras.utils.to_categorical(classes)"),
        (LABELS, "keras.utils.to_categorical(classes.reshape(-1, 1), 7)"),
    ),
}  # fmt: skip
CALLS["tensorflow.mul"] = ((LABELS, "tf.mul(reals, 2.0)"),)
CALLS["tensorflow.sub"] = ((LABELS, "tf.sub(ids, 1)"),)

# Calls that are read as something else, and why; their answers prove nothing.
DIFFERS = {
    "tf.one_hot(ids, 4, dtype=tf.int32)": "read as float32: no row of an encoder has a parameter for the type",
    "tf.constant([[0.0, 1.0], [1.0, 0.0]])": "read as float64, as NumPy makes of a list",
    "tf.unique(ids)[1]": "read as int64, as pandas has it",
}
LATER = ("keras.backend.stack", "keras.backend.switch")  # did less in Keras 1


def of_call(name: str, row: Call | Encode, line: Line) -> Iterator[Asked]:
    """The calls of the table, by the first name of the row alone: they are spelled as users do."""
    if name != row.names[0]:
        return
    for where, call in calls_of(name, line):
        if call in DIFFERS:
            continue
        start = start_of(line, name.startswith("keras."))
        versions = "keras>=2; tf" if name in LATER else ""
        yield Asked(row, name, f"array({call})", _as_read(line, name, where, call), start=start, versions=versions)


def calls_of(name: str, line: Line) -> tuple[tuple[str, str], ...]:
    """The calls of a row as they are spelled in a version: the encoder of Keras 1 is in a module of its own."""
    calls = CALLS.get(name, ())
    if line.flavour != "keras" or line.version >= (2,):
        return calls
    return tuple((where, call.replace("keras.utils.to_", "np_utils.to_")) for where, call in calls)


def start_of(line: Line, backend: bool) -> str:
    """The statements before a call in a version."""
    package = "keras" if line.flavour == "keras" else "tensorflow.keras"
    keras = "import keras" if line.flavour == "keras" else "from tensorflow import keras"
    imports = f"import tensorflow as tf\n{keras}\nfrom {package} import backend as K"
    if line.flavour == "keras" and line.version < (2,):
        imports += "\nfrom keras.utils import np_utils"
    imports = imports if backend else "import tensorflow as tf"
    return START.format(imports=imports) + (BACKEND if backend else TENSORFLOW)


def _program(line: Line, backend: bool) -> tuple[str, dict[tuple[str, str], int]]:
    """All calls of the table, each in a line of its own, and the number of the line."""
    text = start_of(line, backend)
    lines: dict[tuple[str, str], int] = {}
    for name in CALLS:
        for where, call in calls_of(name, line) if name.startswith("keras.") is backend else ():
            lines[where, call] = text.count("\n") + 1
            text += LOSS.format(**{LABELS: "bits", LOGITS: "out", where: call}) + "\n"
    return text, lines


@cache
def _read(line: Line, backend: bool) -> dict[tuple[str, str], list[JudgedSetup]]:
    """The set-ups that lossguard reads in one program of all calls, by call."""
    text, lines = _program(line, backend)
    package = "tensorflow" if line.flavour == "tf" else "keras"
    versions = {package: ".".join(map(str, line.version))}
    report = lossguard.check_source(text, name="train.py", framework_versions=versions)
    return {key: [each for each in report.setups if each.place.line == number] for key, number in lines.items()}


def _as_read(line: Line, name: str, where: str, call: str) -> Judge:
    def judge(answer: Answer) -> str | None:
        setups = _read(line, name.startswith("keras."))[where, call]
        if not setups:
            return "no set-up was read"
        part = "head" if where == LOGITS else "labels"
        told = {field: revealed_of(setups, f"{part}.{field}") for field in ("rank", "width")}
        told["dtype"] = revealed_of(setups, "labels.dtype") if part == "labels" else "unknown"
        real = {"rank": str(len(answer["shape"])), "dtype": answer["dtype"]}
        real["width"] = str(answer["shape"][-1]) if len(answer["shape"]) > 1 or part == "head" else "none"
        wrong = [f"{key} {said}, is {real[key]}" for key, said in told.items() if said not in (real[key], *OPEN)]
        if wrong:
            return ", ".join(wrong)
        return _of_values(answer, setups, part) if told["rank"] not in OPEN or told["dtype"] not in OPEN else UNTOLD

    return judge


OPEN = ("none", "unknown")
UNTOLD = "nothing is told of it"


def _of_values(answer: Answer, setups: list[JudgedSetup], part: str) -> str | None:
    if part == "labels":
        classes = revealed_of(setups, "labels.classes")
        whole = answer["dtype"].startswith("int")
        beyond = whole and classes.isdigit() and answer["high"] >= int(classes)
        return f"{classes} classes, and there is {answer['high']}" if beyond else None
    space = revealed_of(setups, "head.space")
    return outside(Space(space), answer) if space not in OPEN and " " not in space else None
