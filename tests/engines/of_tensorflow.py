"""What is asked of TensorFlow below Keras: the value and the refusals of its losses, what its layers put out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from lossguard.knowledge.parameters import parameters
from lossguard.knowledge.rows import Layer, Loss, Metric, Shapes
from lossguard.vocabulary import Encoding, Space, Units
from tests.engines.asked import Asked, Judge, array
from tests.engines.of_layers import fits
from tests.engines.of_scores import mean_is
from tests.oracle import references
from tests.oracle.material import CLASSES, labels_in, predictions_in, width_for
from tests.oracle.references import Array, Definition

TF = "tensorflow."
HEAD = "tensorflow.estimator."
GRAPH = "tf<2"  # what runs in a session alone
WEIGHT = 2.0  # of the positives
WHOLE = (Encoding.INDEX, Encoding.BINARY)

# By the last part of the name; predictions are in the space that the row expects.
DEFINITIONS: dict[str, Definition] = {
    "softmax_cross_entropy": lambda y, p: -(y * np.log(references.softmax(p))).sum(-1),
    "sparse_softmax_cross_entropy": lambda y, p: -np.log(references.chosen(y, references.softmax(p))),
    "sigmoid_cross_entropy": lambda y, p: references.bernoulli(y, references.sigmoid(p)),
    "weighted_cross_entropy_with_logits": lambda y, p: (
        -(WEIGHT * y * np.log(references.sigmoid(p)) + (1 - y) * np.log(1 - references.sigmoid(p)))
    ),
    "log_loss": references.bernoulli,
    "mean_squared_error": references.LOSSES["mean_squared_error"],
    "absolute_difference": references.LOSSES["mean_absolute_error"],
    "huber_loss": references.huber,
    "hinge_loss": lambda y, p: np.maximum(1 - (2 * y - 1) * p, 0),
    "cosine_distance": lambda y, p: 1 - (y * p).sum(-1),
    "sequence_loss": lambda y, p: -np.log(references.chosen(y, references.softmax(p))),
}
DEFINITIONS["softmax_cross_entropy_with_logits"] = DEFINITIONS["softmax_cross_entropy"]
DEFINITIONS["softmax_cross_entropy_with_logits_v2"] = DEFINITIONS["softmax_cross_entropy"]
DEFINITIONS["sparse_softmax_cross_entropy_with_logits"] = DEFINITIONS["sparse_softmax_cross_entropy"]
DEFINITIONS["sigmoid_cross_entropy_with_logits"] = DEFINITIONS["sigmoid_cross_entropy"]
MORE = {"weighted_cross_entropy_with_logits": f", pos_weight={WEIGHT}"}
HEADS: dict[str, tuple[str, Definition]] = {
    "BinaryClassHead": ("", DEFINITIONS["sigmoid_cross_entropy"]),
    "LogisticRegressionHead": ("", DEFINITIONS["sigmoid_cross_entropy"]),
    "MultiClassHead": (f"n_classes={CLASSES}", DEFINITIONS["sparse_softmax_cross_entropy"]),
    "MultiLabelHead": (f"n_classes={CLASSES}", DEFINITIONS["sigmoid_cross_entropy"]),
    "RegressionHead": ("label_dimension={width}", DEFINITIONS["mean_squared_error"]),
    "PoissonRegressionHead": (
        "label_dimension={width}, compute_full_loss=False", lambda y, p: np.exp(p) - y * p,
    ),
}  # fmt: skip


def of_loss(name: str, row: Loss) -> Iterator[Asked]:
    """The value by definition in every encoding, the shapes and the types that it refuses."""
    short = name.rsplit(".", 1)[-1]
    if not name.startswith(TF):
        return
    if name.startswith(HEAD):
        yield from _of_head(name, row, *HEADS[short])
    elif name.startswith("tensorflow.contrib.seq2seq"):
        yield from _of_sequences(name, row)
    elif short in DEFINITIONS:
        yield from _of_plain(name, row, DEFINITIONS[short])
    elif short in WRITTEN:
        yield from WRITTEN[short](name, row)


def _of_plain(name: str, row: Loss, definition: Definition) -> Iterator[Asked]:
    for encoding in row.labels:
        y, p = _pair(row, encoding)
        judge = mean_is(float(np.asarray(definition(y, p)).mean()))
        yield _called(name, row, y, p, encoding, judge)
        yield from _of_shapes(name, row, y, p, encoding, judge)
        for refusal in row.refuses:
            if not refusal.encodings or encoding in refusal.encodings:
                for dtype in refusal.dtypes:
                    yield _called(name, row, y, p, encoding, None, dtype)


def _pair(row: Loss, encoding: Encoding) -> tuple[Array, Array]:
    y = labels_in(encoding, row.units, row.canonical)
    if y.ndim == 1 and row.units is not Units.CLASSES:
        y = y.reshape(-1, 1)
    return y, predictions_in(_one_space(row), width_for(y), row.canonical)


def _one_space(row: Loss) -> Space:
    assert isinstance(row.expects, Space)
    return row.expects


def _called(
    name: str, row: Loss, y: Array, p: Array, encoding: Encoding, judge: Judge | None, dtype: str = ""
) -> Asked:
    """By keyword, as its row calls the two; `judge` None: it is refused."""
    whole = encoding in WHOLE and row.units is Units.CLASSES
    short = name.rsplit(".", 1)[-1]
    more = MORE.get(short, "")
    code = f"get({name!r})({row.target}=tensor(y), {row.prediction}=tensor(p){more})"
    if short in MORE:
        code = f"get({name!r})(tensor(y), tensor(p){more})"  # the name of the labels changed
    elif short == "cosine_distance":
        code = f"get({name!r})(tensor(y), tensor(p), 1)"
    given = {"y": array(y, dtype or ("int64" if whole else "float32")), "p": array(p)}
    return Asked(row, name, code, judge or mean_is(np.nan), given, refused=judge is None)


def _of_shapes(name: str, row: Loss, y: Array, p: Array, encoding: Encoding, judge: Judge) -> Iterator[Asked]:
    if row.shapes in (Shapes.SAME, Shapes.ROWS) and p.shape[-1] > 1:
        yield _called(name, row, y[:, 0], p, encoding, None)
    if row.shapes is Shapes.ROWS:
        yield _called(name, row, y[:, None], p, encoding, judge)
    if row.shapes in (Shapes.FEWER, Shapes.EITHER) and y.ndim == 1:
        yield _called(name, row, y.reshape(-1, 1), p, encoding, judge if row.shapes is Shapes.EITHER else None)


def _of_head(name: str, row: Loss, options: str, definition: Definition) -> Iterator[Asked]:
    """Its loss over logits and labels, divided by the size of the batch as fit does."""
    for encoding in row.labels:
        y, p = _pair(row, encoding)
        if row.units is Units.OUTPUTS and encoding in (Encoding.BINARY, Encoding.INDEX, Encoding.SOFT):
            y, p = y[:, :1].reshape(-1, 1), p[:, :1]
        judge = mean_is(float(np.asarray(definition(y, p)).mean()))
        if name.endswith("MultiLabelHead") and y.shape[1] != CLASSES:
            continue
        made = f"get({name!r})({options.format(width=p.shape[1])})"
        whole = row.canonical.startswith("sparse") or name.endswith(("MultiLabelHead",))
        code = f"{made}.loss(labels=tensor(y), logits=tensor(p), features={{}}, mode='train')"
        given = {"y": array(y, "int64" if whole else "float32"), "p": array(p)}
        yield Asked(row, name, code, judge, given)
        for refusal in row.refuses:
            if not refusal.encodings or encoding in refusal.encodings:
                for dtype in refusal.dtypes:
                    given = {"y": array(y, dtype), "p": array(p)}
                    yield Asked(row, name, code, mean_is(np.nan), given, refused=True)


def _of_sequences(name: str, row: Loss) -> Iterator[Asked]:
    """(batch, steps, classes) against (batch, steps), all steps of weight 1."""
    p = np.random.default_rng(11).normal(size=(4, 3, CLASSES))
    y = np.arange(12).reshape(4, 3) % CLASSES
    expected = DEFINITIONS["sequence_loss"](y.reshape(-1), p.reshape(-1, CLASSES)).mean()
    code = f"get({name!r})(logits=tensor(p), targets=tensor(y), weights=tensor(w))"
    given = {"y": array(y, "int32"), "p": array(p), "w": array(np.ones((4, 3)))}
    yield Asked(row, name, code, mean_is(float(expected)), given)


def _of_sampled(name: str, row: Loss) -> Iterator[Asked]:
    """With every class among the samples, expected once each: the last layer and the softmax are inside."""
    x = np.random.default_rng(11).normal(size=(6, 4))
    w, b = np.random.default_rng(7).normal(size=(CLASSES, 4)), np.array([0.1, -0.2, 0.3])
    y = np.arange(6) % CLASSES
    logits = x @ w.T + b
    if name.endswith("nce_loss"):
        truth = np.eye(CLASSES)[y]
        expected = references.bernoulli(truth, references.sigmoid(logits)).sum(-1).mean()
    else:
        expected = DEFINITIONS["sparse_softmax_cross_entropy"](y, logits).mean()
    samples = "(tensor(s), tf.ones((6, 1)), tf.ones((3,)))"
    code = (
        f"get({name!r})(weights=tensor(w), biases=tensor(b), labels=tensor(y), inputs=tensor(x), num_sampled=3,"
        f" num_classes=3, sampled_values={samples}, remove_accidental_hits=True)"
    )
    given = {
        "x": array(x), "w": array(w), "b": array(b), "y": array(y.reshape(-1, 1), "int64"),
        "s": array([0, 1, 2], "int64"),
    }  # fmt: skip
    yield Asked(row, name, code, mean_is(float(expected)), given)


def _of_ctc(name: str, row: Loss) -> Iterator[Asked]:
    """TF 2 takes dense labels, and the blank where it is told: here class 0, which pads the labels."""
    y = labels_in(Encoding.INDEX, row.units, "ctc")
    p = predictions_in(Space.REAL, CLASSES, "ctc")
    code = (
        f"get({name!r})(labels=tensor(y), logits=tensor(p), label_length=np.array([2, 1, 2, 2, 1, 2]),"
        " logit_length=np.array([3] * 6), logits_time_major=False, blank_index=0)"
    )
    judge = mean_is(float(references.ctc(y, p).mean()))
    yield Asked(row, name, code, judge, {"y": array(y, "int32"), "p": array(p)}, versions="tf>=2")


WRITTEN = {"sampled_softmax_loss": _of_sampled, "nce_loss": _of_sampled, "ctc_loss": _of_ctc}


# ---- metrics ----


def of_metric(name: str, row: Metric) -> Iterator[Asked]:
    """What is equal counts, near is not; the order alone counts for the area under the curve."""
    if not name.startswith(TF):
        return
    ids = np.arange(6) % CLASSES
    if name.endswith("confusion_matrix"):
        judge = fits(2, CLASSES, Space.NONNEGATIVE)
        given = {"y": array(ids, "int64"), "p": array((ids + 1) % CLASSES, "int64")}
        yield Asked(row, name, f"get({name!r})({row.target}=tensor(y), {row.prediction}=tensor(p))", judge, given)
        return
    call = f"get({name!r})({row.target}=tensor(y), {row.prediction}=tensor(p))[1]"
    if row.canonical == "auc":
        y, p = array([0, 0, 1, 1, 1]), [0.1, 0.3, 0.35, 0.6, 0.9]
        yield Asked(row, name, call, mean_is(1.0), {"y": y, "p": array(p)}, versions=GRAPH)
        return
    for near, expected in ((0.0, 1.0), (0.25, 0.0)):
        yield Asked(row, name, call, mean_is(expected), {"y": array(ids), "p": array(ids + near)}, versions=GRAPH)


# ---- layers ----

X = {
    2: (4, 6), 3: (4, 6, 3), 4: (2, 6, 6, 3), 5: (2, 4, 4, 4, 3),
}  # fmt: skip
NN: dict[str, tuple[int, str, int, int]] = {
    # rank of the input, arguments, rank and width of the output
    "conv1d": (3, "tensor(f3), stride=1, padding='SAME'", 3, 5),
    "conv2d": (4, "tensor(f4), strides=[1, 1, 1, 1], padding='SAME'", 4, 5),
    "conv3d": (5, "tensor(f5), strides=[1, 1, 1, 1, 1], padding='SAME'", 5, 5),
    "depthwise_conv2d": (4, "tensor(d4), strides=[1, 1, 1, 1], padding='SAME'", 4, 6),
    "separable_conv2d": (4, "tensor(d4), tensor(p4), strides=[1, 1, 1, 1], padding='SAME'", 4, 5),
    "atrous_conv2d": (4, "tensor(f4), rate=1, padding='SAME'", 4, 5),
    "convolution": (4, "tensor(f4), padding='SAME'", 4, 5),
    "conv1d_transpose": (3, "tensor(t3), output_shape=[4, 6, 5], strides=1", 3, 5),
    "conv2d_transpose": (4, "tensor(t4), output_shape=[2, 6, 6, 5], strides=[1, 1, 1, 1]", 4, 5),
    "conv3d_transpose": (5, "tensor(t5), output_shape=[2, 4, 4, 4, 5], strides=[1, 1, 1, 1, 1]", 5, 5),
    "max_pool": (4, "ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME'", 4, 3),
    "avg_pool": (4, "ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding='SAME'", 4, 3),
    "max_pool2d": (4, "ksize=2, strides=2, padding='SAME'", 4, 3),
    "avg_pool2d": (4, "ksize=2, strides=2, padding='SAME'", 4, 3),
    "max_pool1d": (3, "ksize=2, strides=2, padding='SAME'", 3, 3),
    "avg_pool1d": (3, "ksize=2, strides=2, padding='SAME'", 3, 3),
    "max_pool3d": (5, "ksize=[1, 2, 2, 2, 1], strides=[1, 2, 2, 2, 1], padding='SAME'", 5, 3),
    "avg_pool3d": (5, "ksize=[1, 2, 2, 2, 1], strides=[1, 2, 2, 2, 1], padding='SAME'", 5, 3),
    "batch_normalization": (2, "0.5, 4.0, 0.1, 1.0, 0.001", 2, 6),
    "local_response_normalization": (4, "", 4, 3),
    "lrn": (4, "", 4, 3),
    "relu_layer": (2, "tensor(w2), tensor(b2)", 2, 5),
}
WEIGHTS: dict[str, tuple[int, ...]] = {
    "f3": (1, 3, 5), "f4": (1, 1, 3, 5), "f5": (1, 1, 1, 3, 5), "d4": (1, 1, 3, 2), "p4": (1, 1, 6, 5),
    "t3": (1, 5, 3), "t4": (1, 1, 5, 3), "t5": (1, 1, 1, 5, 3), "w2": (6, 5), "b2": (5,),
}  # fmt: skip
RANKS = {"1d": 3, "2d": 4, "3d": 5}
SIZES = {"pool_size": "2", "strides": "2", "kernel_size": "1"}
CONTRIB_POOLS = ("tensorflow.contrib.layers.max_pool2d", "tensorflow.contrib.layers.avg_pool2d")


def of_layer(name: str, row: Layer) -> Iterator[Asked]:
    """What a layer function gives of numbers, without an activation of the call and with one."""
    short = name.rsplit(".", 1)[-1]
    if name.startswith("tensorflow.nn."):
        yield from _of_nn(name, row, short)
    elif name.startswith(("tensorflow.layers.", "tensorflow.contrib.layers.")):
        yield from _of_v1(name, row, short)


def _of_nn(name: str, row: Layer, short: str) -> Iterator[Asked]:
    if short == "embedding_lookup":
        code = f"get({name!r})(tensor(w), tensor(ids))"
        given = {"w": _numbers((6, 5), False), "ids": array([0, 1, 2], "int64")}
        yield Asked(row, name, code, fits(2, 5), given)
    if short not in NN:
        return
    rank, call, out, width = NN[short]
    pooled = row.operation is not None
    weights = {key: _numbers(shape, False) for key, shape in WEIGHTS.items() if f"({key})" in call}
    judge = fits(row.rank or out, width, _space_of(row), free=not pooled and row.space is None)
    code = f"get({name!r})(tensor(x){', ' * bool(call)}{call})"
    yield Asked(row, name, code, judge, {"x": _numbers(X[rank], pooled), **weights})


def _space_of(row: Layer) -> Space | None:
    pools = {"average": Space.SIMPLEX, "maximum": Space.UNIT}
    return row.space if row.operation is None else pools[str(row.operation)]


def _numbers(shape: tuple[int, ...], simplex: bool) -> dict[str, Any]:
    values = np.random.default_rng(len(shape)).normal(size=shape)
    return array(references.softmax(values) if simplex else values)


def _of_v1(name: str, row: Layer, short: str) -> Iterator[Asked]:
    rank = next((rank for mark, rank in RANKS.items() if mark in short), 4 if "conv" in short else 2)
    rank = 4 if short in ("flatten", "instance_norm") else rank
    handed_on = row.operation is not None or short == "dropout"
    x = _numbers(X[rank], handed_on)
    out = {"flatten": 2}.get(short, row.rank or rank)
    width = 5 if row.width else 108 if short == "flatten" else X[rank][-1]
    space = Space.SIMPLEX if short == "dropout" else _space_of(row)
    default = {each.name: each.default for each in parameters(row)}.get(row.activation or "")
    if default == "relu":
        space = Space.NONNEGATIVE
    free = space is None and short != "flatten"
    yield Asked(row, name, _v1_code(name, row), fits(out, width, space, free), {"x": x})
    if row.activation is not None:
        code = _v1_code(name, row, f"{row.activation}=tf.nn.softmax")
        yield Asked(row, name, code, fits(out, width, Space.SIMPLEX), {"x": x})


def _v1_code(name: str, row: Layer, more: str = "") -> str:
    given = {each.name: SIZES[each.name] for each in parameters(row) if each.name in SIZES}
    if row.operation is None:
        given.pop("strides", None)
    if name in CONTRIB_POOLS:
        given = {"kernel_size": "2"}
    if "depth_multiplier" in row.params and "contrib" in name:
        given["depth_multiplier"] = "1"
    if row.width is not None:
        given[row.width] = "5"
    if name.endswith(("dropout", "batch_normalization", "batch_norm")):
        given["is_training" if "contrib" in name else "training"] = "False"
    listed = ", ".join([f"{key}={value}" for key, value in given.items()] + [more] * bool(more))
    return f"get({name!r})({listed})(tensor(x))" if not row.functional else f"get({name!r})(tensor(x), {listed})"
