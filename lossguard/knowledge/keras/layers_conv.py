"""Rows of Keras' convolutions in every generation of names; `layers.py` joins them with the others."""

from __future__ import annotations

from lossguard.knowledge.rows import Layer, LayerKind

_CONV_1D_1 = (
    "nb_filter, filter_length, init='glorot_uniform', activation=None, weights=?, border_mode='valid',"
    " subsample_length=1, W_regularizer=?, b_regularizer=?, activity_regularizer=?, W_constraint=?, b_constraint=?,"
    " bias=True, **kwargs"
)
_CONV_2D_1 = (
    "nb_filter, nb_row, nb_col, init='glorot_uniform', activation=None, weights=?, border_mode='valid', subsample=?,"
    " dim_ordering='default', W_regularizer=?, b_regularizer=?, activity_regularizer=?, W_constraint=?, b_constraint=?,"
    " bias=True, **kwargs"
)
_CONV_3D_1 = (
    "nb_filter, kernel_dim1, kernel_dim2, kernel_dim3, init='glorot_uniform', activation=None, weights=?,"
    " border_mode='valid', subsample=?, dim_ordering='default', W_regularizer=?, b_regularizer=?, **kwargs"
)
_CONV_1_TO_2 = (
    ("nb_filter", "filters"),
    ("filter_length", "kernel_size"),
    ("border_mode", "padding"),
    ("subsample", "strides"),
    ("subsample_length", "strides"),
    ("dim_ordering", "data_format"),
    ("init", "kernel_initializer"),
    ("bias", "use_bias"),
    ("W_regularizer", "kernel_regularizer"),
    ("b_regularizer", "bias_regularizer"),
)
# `groups` came with TF 2.3, before `activation`
_CONV_BEFORE_GROUPS = (
    "filters, kernel_size, strides=?, padding='valid', data_format=None, dilation_rate=?, activation=None,"
    " use_bias=True, kernel_initializer=?, bias_initializer=?, kernel_regularizer=?, bias_regularizer=?,"
    " activity_regularizer=?, kernel_constraint=?, bias_constraint=?, **kwargs"
)
_CONV = (
    "filters, kernel_size, strides=?, padding='valid', data_format=None, dilation_rate=?, groups=1, activation=None,"
    " use_bias=True, kernel_initializer=?, bias_initializer=?, kernel_regularizer=?, bias_regularizer=?,"
    " activity_regularizer=?, kernel_constraint=?, bias_constraint=?, **kwargs"
)
# `dilation_rate` came with TF 2.3, before `activation`
_TRANSPOSE_3D_BEFORE_RATES = (
    "filters, kernel_size, strides=?, padding='valid', output_padding=None, data_format=None, activation=None,"
    " use_bias=True, kernel_initializer=?, bias_initializer=?, kernel_regularizer=?, bias_regularizer=?, **kwargs"
)
_TRANSPOSE = (
    "filters, kernel_size, strides=?, padding='valid', output_padding=None, data_format=None, dilation_rate=?,"
    " activation=None, use_bias=True, kernel_initializer=?, bias_initializer=?, kernel_regularizer=?,"
    " bias_regularizer=?, **kwargs"
)
_SEPARABLE = (
    "filters, kernel_size, strides=?, padding='valid', data_format=None, dilation_rate=?, depth_multiplier=1,"
    " activation=None, use_bias=True, depthwise_initializer=?, pointwise_initializer=?, bias_initializer=?, **kwargs"
)
_DEPTHWISE = (
    "kernel_size, strides=?, padding='valid', depth_multiplier=1, data_format=None, dilation_rate=?, activation=None,"
    " use_bias=True, depthwise_initializer=?, bias_initializer=?, **kwargs"
)
_LOCAL = (
    "filters, kernel_size, strides=?, padding='valid', data_format=None, activation=None, use_bias=True,"
    " kernel_initializer=?, bias_initializer=?, kernel_regularizer=?, bias_regularizer=?, **kwargs"
)
_KERAS_1 = "keras 1.2.2, layers/convolutional.py"
_KERAS_2 = "keras 2.2.4, layers/convolutional.py"
_KERAS_3 = "keras.io/api/layers/convolution_layers"

KERAS_1: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Convolution1D", "keras.layers.Conv1D", "keras.layers.LocallyConnected1D"),
        params=_CONV_1D_1,
        kind=LayerKind.CONV,
        width="nb_filter",
        activation="activation",
        rank=3,
        versions="keras<2",
        checked="1.2.2",
        source=_KERAS_1,
    ),
    Layer(
        names=("keras.layers.AtrousConvolution1D", "keras.layers.AtrousConv1D"),
        params="nb_filter, filter_length, init='glorot_uniform', activation=None, weights=?, border_mode='valid',"
        " subsample_length=1, atrous_rate=1, **kwargs",
        kind=LayerKind.CONV,
        width="nb_filter",
        activation="activation",
        rank=3,
        versions="keras<3",
        checked="1.2.2",
        source=_KERAS_1,
    ),
    Layer(
        names=("keras.layers.Convolution2D", "keras.layers.Conv2D", "keras.layers.LocallyConnected2D"),
        params=_CONV_2D_1,
        kind=LayerKind.CONV,
        width="nb_filter",
        activation="activation",
        rank=4,
        versions="keras<2",
        checked="1.2.2",
        source=_KERAS_1,
    ),
    Layer(
        names=("keras.layers.AtrousConvolution2D", "keras.layers.AtrousConv2D"),
        params="nb_filter, nb_row, nb_col, init='glorot_uniform', activation=None, weights=?, border_mode='valid',"
        " subsample=?, atrous_rate=?, dim_ordering='default', **kwargs",
        kind=LayerKind.CONV,
        width="nb_filter",
        activation="activation",
        rank=4,
        versions="keras<3",
        checked="1.2.2",
        source=_KERAS_1,
    ),
    Layer(
        names=("keras.layers.Deconvolution2D", "keras.layers.Deconv2D"),
        params="nb_filter, nb_row, nb_col, output_shape, init='glorot_uniform', activation=None, weights=?,"
        " border_mode='valid', subsample=?, dim_ordering='default', **kwargs",
        kind=LayerKind.CONV,
        width="nb_filter",
        activation="activation",
        rank=4,
        versions="keras<2",
        checked="1.2.2",
        source=_KERAS_1,
    ),
    Layer(
        names=("keras.layers.SeparableConvolution2D", "keras.layers.SeparableConv2D"),
        params="nb_filter, nb_row, nb_col, init='glorot_uniform', activation=None, weights=?, border_mode='valid',"
        " subsample=?, depth_multiplier=1, dim_ordering='default', **kwargs",
        kind=LayerKind.CONV,
        width="nb_filter",
        activation="activation",
        rank=4,
        versions="keras<2",
        checked="1.2.2",
        source=_KERAS_1,
    ),
    Layer(
        names=("keras.layers.Convolution3D", "keras.layers.Conv3D"),
        params=_CONV_3D_1,
        kind=LayerKind.CONV,
        width="nb_filter",
        activation="activation",
        rank=5,
        versions="keras<2",
        checked="1.2.2",
        source=_KERAS_1,
    ),
)

BEFORE_GROUPS: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Conv1D", "keras.layers.Convolution1D"),
        params=_CONV_BEFORE_GROUPS,
        aliases=_CONV_1_TO_2,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=3,
        versions="keras>=2,<3; tf<2.3",
        checked="2.2.4",
        source=_KERAS_2,
    ),
    Layer(
        names=("keras.layers.Conv2D", "keras.layers.Convolution2D"),
        params=_CONV_BEFORE_GROUPS,
        aliases=_CONV_1_TO_2,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=4,
        versions="keras>=2,<3; tf<2.3",
        checked="2.2.4",
        source=_KERAS_2,
    ),
    Layer(
        names=("keras.layers.Conv3D", "keras.layers.Convolution3D"),
        params=_CONV_BEFORE_GROUPS,
        aliases=_CONV_1_TO_2,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=5,
        versions="keras>=2,<3; tf<2.3",
        checked="2.2.4",
        source=_KERAS_2,
    ),
)

CONV: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Conv1D", "keras.layers.Convolution1D"),
        params=_CONV,
        aliases=_CONV_1_TO_2,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=3,
        versions="keras>=3; tf>=2.3",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.Conv2D", "keras.layers.Convolution2D"),
        params=_CONV,
        aliases=_CONV_1_TO_2,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=4,
        versions="keras>=3; tf>=2.3",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.Conv3D", "keras.layers.Convolution3D"),
        params=_CONV,
        aliases=_CONV_1_TO_2,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=5,
        versions="keras>=3; tf>=2.3",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.LocallyConnected1D",),
        params=_LOCAL,
        aliases=_CONV_1_TO_2,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=3,
        versions="keras>=2,<3; tf>=1.4",
        checked="2.15",
        source="keras 2.15, layers/locally_connected/locally_connected1d.py",
    ),
    Layer(
        names=("keras.layers.LocallyConnected2D",),
        params=_LOCAL,
        aliases=_CONV_1_TO_2,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=4,
        versions="keras>=2,<3; tf>=1.4",
        checked="2.15",
        source="keras 2.15, layers/locally_connected/locally_connected2d.py",
    ),
    Layer(
        names=("keras.layers.SeparableConv1D", "keras.layers.SeparableConvolution1D"),
        params=_SEPARABLE,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=3,
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.SeparableConv2D", "keras.layers.SeparableConvolution2D"),
        params=_SEPARABLE,
        aliases=(("nb_filter", "filters"), ("border_mode", "padding"), ("dim_ordering", "data_format")),
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=4,
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.DepthwiseConv1D", "keras.layers.DepthwiseConvolution1D"),
        params=_DEPTHWISE,
        kind=LayerKind.CONV,
        keeps_width=True,
        multiplier="depth_multiplier",
        activation="activation",
        rank=3,
        versions="keras>=3; tf>=2.8",
        checked="3.15",
        source=_KERAS_3,
    ),
    # `dilation_rate` came with TF 2.4, before `activation`
    Layer(
        names=("keras.layers.DepthwiseConv2D", "keras.layers.DepthwiseConvolution2D"),
        params="kernel_size, strides=?, padding='valid', depth_multiplier=1, data_format=None, activation=None,"
        " use_bias=True, depthwise_initializer=?, bias_initializer=?, **kwargs",
        kind=LayerKind.CONV,
        keeps_width=True,
        multiplier="depth_multiplier",
        activation="activation",
        rank=4,
        versions="keras>=2,<3; tf<2.4",
        checked="2.2.4",
        source=_KERAS_2,
    ),
    Layer(
        names=("keras.layers.DepthwiseConv2D", "keras.layers.DepthwiseConvolution2D"),
        params=_DEPTHWISE,
        kind=LayerKind.CONV,
        keeps_width=True,
        multiplier="depth_multiplier",
        activation="activation",
        rank=4,
        versions="keras>=3; tf>=2.4",
        checked="3.15",
        source=_KERAS_3,
    ),
)

TRANSPOSED: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Conv1DTranspose", "keras.layers.Convolution1DTranspose"),
        params=_TRANSPOSE,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=3,
        versions="keras>=3; tf>=2.3",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=(
            "keras.layers.Conv2DTranspose",
            "keras.layers.Convolution2DTranspose",
            "keras.layers.Deconvolution2D",
            "keras.layers.Deconv2D",
        ),
        params=_TRANSPOSE,
        aliases=_CONV_1_TO_2,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=4,
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=(
            "keras.layers.Conv3DTranspose",
            "keras.layers.Convolution3DTranspose",
            "keras.layers.Deconvolution3D",
            "keras.layers.Deconv3D",
        ),
        params=_TRANSPOSE_3D_BEFORE_RATES,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=5,
        versions="keras>=2,<3; tf<2.3",
        checked="2.15",
        source="keras 2.15, layers/convolutional/conv3d_transpose.py",
    ),
    Layer(
        names=(
            "keras.layers.Conv3DTranspose",
            "keras.layers.Convolution3DTranspose",
            "keras.layers.Deconvolution3D",
            "keras.layers.Deconv3D",
        ),
        params=_TRANSPOSE,
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=5,
        versions="tf>=2.3",
        checked="2.15",
        source="keras 2.15, layers/convolutional/conv3d_transpose.py",
    ),
    # Keras 3 puts data_format before output_padding, in three dimensions alone
    Layer(
        names=("keras.layers.Conv3DTranspose", "keras.layers.Convolution3DTranspose"),
        params="filters, kernel_size, strides=?, padding='valid', data_format=None, output_padding=None,"
        " dilation_rate=?, activation=None, use_bias=True, kernel_initializer=?, bias_initializer=?, **kwargs",
        kind=LayerKind.CONV,
        width="filters",
        activation="activation",
        rank=5,
        versions="keras>=3",
        checked="3.15",
        source=_KERAS_3,
    ),
)
