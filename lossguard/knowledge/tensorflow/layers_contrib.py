"""The layers of tf.contrib, with an activation of their own: relu, unless `arg_scope` or the call sets another."""

from __future__ import annotations

from lossguard.knowledge.rows import Layer, LayerKind

_CONTRIB = "tensorflow 1.15, contrib/layers/python/layers/layers.py"

CONTRIB_LAYERS: tuple[Layer, ...] = (
    Layer(
        names=("tensorflow.contrib.layers.fully_connected",),
        params="inputs, num_outputs, activation_fn='relu', *args, **kwargs",
        kind=LayerKind.AFFINE,
        width="num_outputs",
        activation="activation_fn",
        set_elsewhere="arg_scope",
        functional=True,
        checked="1.15",
        source=_CONTRIB,
    ),
    Layer(
        names=("tensorflow.contrib.layers.linear",),
        params="inputs, num_outputs, activation_fn=None, *args, **kwargs",
        kind=LayerKind.AFFINE,
        width="num_outputs",
        activation="activation_fn",
        functional=True,
        checked="1.15",
        source=_CONTRIB,
    ),
    Layer(
        names=(
            "tensorflow.contrib.layers.conv2d",
            "tensorflow.contrib.layers.convolution2d",
            "tensorflow.contrib.layers.convolution",
        ),
        params="inputs, num_outputs, kernel_size, stride=1, padding='SAME', data_format=None, rate=1,"
        " activation_fn='relu', *args, **kwargs",
        kind=LayerKind.CONV,
        width="num_outputs",
        activation="activation_fn",
        rank=4,
        set_elsewhere="arg_scope",
        functional=True,
        checked="1.15",
        source=_CONTRIB,
    ),
    Layer(
        names=(
            "tensorflow.contrib.layers.conv2d_transpose",
            "tensorflow.contrib.layers.convolution2d_transpose",
        ),
        params="inputs, num_outputs, kernel_size, stride=1, padding='SAME', data_format=?,"
        " activation_fn='relu', *args, **kwargs",
        kind=LayerKind.CONV,
        width="num_outputs",
        activation="activation_fn",
        rank=4,
        set_elsewhere="arg_scope",
        functional=True,
        checked="1.15",
        source=_CONTRIB,
    ),
    Layer(
        names=(
            "tensorflow.contrib.layers.separable_conv2d",
            "tensorflow.contrib.layers.separable_convolution2d",
        ),
        params="inputs, num_outputs, kernel_size, depth_multiplier=?, stride=1, padding='SAME', data_format=?,"
        " rate=1, activation_fn='relu', *args, **kwargs",
        kind=LayerKind.CONV,
        width="num_outputs",
        activation="activation_fn",
        rank=4,
        set_elsewhere="arg_scope",
        functional=True,
        checked="1.15",
        source=_CONTRIB,
    ),
    Layer(
        names=("tensorflow.contrib.layers.max_pool2d",),
        params="inputs, *args, **kwargs",
        kind=LayerKind.POOL,
        operation="maximum",
        rank=4,
        functional=True,
        checked="1.15",
        source=_CONTRIB,
    ),
    Layer(
        names=("tensorflow.contrib.layers.avg_pool2d",),
        params="inputs, *args, **kwargs",
        kind=LayerKind.POOL,
        operation="average",
        rank=4,
        functional=True,
        checked="1.15",
        source=_CONTRIB,
    ),
    Layer(
        names=("tensorflow.contrib.layers.batch_norm",),
        params="inputs, decay=?, center=?, scale=?, epsilon=?, activation_fn=None, *args, **kwargs",
        kind=LayerKind.NORMALISE,
        functional=True,
        checked="1.15",
        source=_CONTRIB,
    ),
    Layer(
        names=("tensorflow.contrib.layers.layer_norm",),
        params="inputs, center=?, scale=?, activation_fn=None, *args, **kwargs",
        kind=LayerKind.NORMALISE,
        functional=True,
        checked="1.15",
        source=_CONTRIB,
    ),
    Layer(
        names=("tensorflow.contrib.layers.instance_norm",),
        params="inputs, center=?, scale=?, epsilon=?, activation_fn=None, *args, **kwargs",
        kind=LayerKind.NORMALISE,
        functional=True,
        checked="1.15",
        source=_CONTRIB,
    ),
)
