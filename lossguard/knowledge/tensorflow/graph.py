"""TensorFlow's graph: variables, placeholders, what is fed into them, and products with weights of the program."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TENSORFLOW = "tensorflow.org/api_docs/python/tf"

GRAPH: tuple[Call, ...] = (
    Call(
        names=("tensorflow.Variable",),
        params="initial_value=None, trainable=?, *args, name=None, dtype=None, **kwargs",
        effect="tf_variable",
        options=(("value", "initial_value"),),
        checked="2.21",
        source=_TENSORFLOW,
    ),
    Call(
        names=(
            "tensorflow.get_variable",
            "tensorflow.contrib.framework.variable",
            "tensorflow.contrib.framework.model_variable",
        ),
        params="name, shape=None, dtype=None, initializer=None, *args, **kwargs",
        effect="tf_variable",
        options=(("value", "initializer"), ("shape", "shape")),
        checked="2.21",
        source=_TENSORFLOW,
    ),
    # Layers of the program make their weights so. Keras 3 has the shape first, those before it (but Keras 1) the name.
    Call(
        names=("keras.layers.Layer.add_weight",),
        params="shape=None, initializer=None, dtype=None, *args, name=None, **kwargs",
        effect="tf_variable",
        options=(("shape", "shape"),),
        versions="keras>=3",
        checked="3.15",
        source="keras.io/api/layers/base_layer",
    ),
    Call(
        names=("keras.layers.Layer.add_weight", "keras.layers.Layer.add_variable"),
        params="name=None, shape=None, dtype=None, initializer=None, *args, **kwargs",
        effect="tf_variable",
        options=(("shape", "shape"),),
        versions="keras>=2,<3; tf>=1.4",
        checked="2.15",
        source=_TENSORFLOW,
    ),
    Call(
        names=("keras.layers.Layer.add_weight",),
        params="shape, initializer, name=None, *args, **kwargs",
        effect="tf_variable",
        options=(("shape", "shape"),),
        versions="keras<2",
        checked="1.2",
        source="keras 1.2.2, engine/topology.py",
    ),
    Call(
        names=(
            "tensorflow.placeholder",
            "tensorflow.sparse_placeholder",
        ),
        params="dtype, shape=None, name=None",
        effect="tf_placeholder",
        options=(("shape", "shape"), ("dtype", "dtype")),
        checked="1.15",
        source=_TENSORFLOW,
    ),
    Call(
        names=("tensorflow.placeholder_with_default",),
        params="input, shape, name=None",
        effect="tf_placeholder",
        options=(("shape", "shape"),),
        checked="1.15",
        source=_TENSORFLOW,
    ),
    Call(
        names=(
            "tensorflow.Session",
            "tensorflow.InteractiveSession",
            "tensorflow.train.MonitoredTrainingSession",
            "tensorflow.train.MonitoredSession",
            "tensorflow.train.SingularMonitoredSession",
        ),
        params="*args, **kwargs",
        effect="instance",
        options=(("of", "tensorflow.Session"),),
        checked="1.15",
        source=_TENSORFLOW,
    ),
    Call(
        names=("tensorflow.Session.run",),
        params="fetches, feed_dict=None, *args, **kwargs",
        effect="tf_feed",
        checked="1.15",
        source=_TENSORFLOW,
    ),
    Call(
        names=(
            "tensorflow.matmul",
            "tensorflow.linalg.matmul",
        ),
        params="a, b, transpose_a=False, transpose_b=False, *args, **kwargs",
        effect="product",
        options=(("left", "a"), ("right", "b"), ("transposed", "transpose_b")),
        checked="2.21",
        source=_TENSORFLOW,
    ),
    Call(
        names=(
            "tensorflow.sparse_tensor_dense_matmul",
            "tensorflow.sparse.sparse_dense_matmul",
        ),
        params="sp_a, b, adjoint_a=False, adjoint_b=False, name=None",
        effect="product",
        options=(("left", "sp_a"), ("right", "b"), ("transposed", "adjoint_b")),
        checked="2.21",
        source=_TENSORFLOW,
    ),
    Call(
        names=("tensorflow.batch_matmul",),
        params="x, y, adj_x=?, adj_y=?, name=None",
        effect="product",
        options=(("left", "x"), ("right", "y"), ("transposed", "adj_y")),
        checked="0.12",
        source=_TENSORFLOW,
    ),
    Call(
        names=(
            "tensorflow.nn.xw_plus_b",
            "tensorflow.compat.v1.nn.xw_plus_b",
        ),
        params="x, weights, biases, name=None",
        effect="product",
        options=(("left", "x"), ("right", "weights")),
        checked="1.15",
        source=_TENSORFLOW,
    ),
    Call(
        names=(
            "tensorflow.tensordot",
            "tensorflow.linalg.tensordot",
            "tensorflow.linalg.matvec",
        ),
        params="a, b, *args, **kwargs",
        effect="product",
        options=(("factors", "a"),),
        checked="2.21",
        source=_TENSORFLOW,
    ),
    Call(
        names=(
            "tensorflow.einsum",
            "tensorflow.linalg.einsum",
        ),
        params="equation, *inputs, **kwargs",
        effect="product",
        options=(("factors", "inputs"),),
        checked="2.21",
        source=_TENSORFLOW,
    ),
    Call(
        names=("tensorflow.nn.bias_add",),
        params="value, bias, *args, **kwargs",
        effect="arithmetic",
        options=(("op", "+"), ("left", "value"), ("right", "bias")),
        checked="2.21",
        source=_TENSORFLOW,
    ),
    Call(
        names=(
            "tensorflow.data.make_one_shot_iterator",
            "tensorflow.data.make_initializable_iterator",
            "tensorflow.contrib.eager.Iterator",
        ),
        params="dataset, *args, **kwargs",
        effect="same_batches",
        options=(("subject", "dataset"),),
        checked="1.15",
        source=_TENSORFLOW,
    ),
    Call(
        names=("tensorflow.add_n",),
        params="inputs, name=None",
        effect="opaque",
        checked="2.21",
        source=_TENSORFLOW,
    ),
    Call(
        names=("tensorflow.truncated_normal",),
        params="shape, *args, **kwargs",
        effect="randn",
        options=(("size", "shape"),),
        checked="1.15",
        source=_TENSORFLOW,
    ),
    # The names of TF up to 0.12.
    Call(
        names=("tensorflow.mul",),
        params="x, y, name=None",
        effect="arithmetic",
        options=(("op", "*"), ("left", "x"), ("right", "y")),
        checked="0.12",
        source=_TENSORFLOW,
    ),
    Call(
        names=("tensorflow.sub",),
        params="x, y, name=None",
        effect="arithmetic",
        options=(("op", "-"), ("left", "x"), ("right", "y")),
        checked="0.12",
        source=_TENSORFLOW,
    ),
)
