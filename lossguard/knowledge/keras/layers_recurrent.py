"""Rows of Keras' recurrent layers, their cells and the wrappers around layers; `layers.py` joins them with the others.

A recurrent row's `rank` is that of the last step's output (none: 2); return_sequences=True adds the time axis, and
return_state=True makes the call return a list whose first element is the output.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Layer, LayerKind
from lossguard.vocabulary import Space

_RNN_1_TO_2 = (
    ("output_dim", "units"),
    ("init", "kernel_initializer"),
    ("inner_init", "recurrent_initializer"),
    ("W_regularizer", "kernel_regularizer"),
    ("b_regularizer", "bias_regularizer"),
    ("U_regularizer", "recurrent_regularizer"),
    ("dropout_W", "dropout"),
    ("dropout_U", "recurrent_dropout"),
)
_GATED_1_TO_2 = (*_RNN_1_TO_2, ("inner_activation", "recurrent_activation"))
_KERAS_1 = "keras 1.2.2, layers/recurrent.py"
_KERAS_3 = "keras.io/api/layers/recurrent_layers"

KERAS_1: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.LSTM",),
        params="output_dim, init='glorot_uniform', inner_init='orthogonal', forget_bias_init='one',"
        " activation='tanh', inner_activation='hard_sigmoid', W_regularizer=?, U_regularizer=?, b_regularizer=?,"
        " dropout_W=0.0, dropout_U=0.0, *, return_sequences=False, go_backwards=False, stateful=False, unroll=False,"
        " **kwargs",
        kind=LayerKind.RECURRENT,
        width="output_dim",
        activation="activation",
        versions="keras<2",
        checked="1.2.2",
        source=_KERAS_1,
    ),
    Layer(
        names=("keras.layers.GRU",),
        params="output_dim, init='glorot_uniform', inner_init='orthogonal', activation='tanh',"
        " inner_activation='hard_sigmoid', W_regularizer=?, U_regularizer=?, b_regularizer=?, dropout_W=0.0,"
        " dropout_U=0.0, *, return_sequences=False, go_backwards=False, stateful=False, unroll=False, **kwargs",
        kind=LayerKind.RECURRENT,
        width="output_dim",
        activation="activation",
        versions="keras<2",
        checked="1.2.2",
        source=_KERAS_1,
    ),
    Layer(
        names=("keras.layers.SimpleRNN",),
        params="output_dim, init='glorot_uniform', inner_init='orthogonal', activation='tanh', W_regularizer=?,"
        " U_regularizer=?, b_regularizer=?, dropout_W=0.0, dropout_U=0.0, *, return_sequences=False,"
        " go_backwards=False, stateful=False, unroll=False, **kwargs",
        kind=LayerKind.RECURRENT,
        width="output_dim",
        activation="activation",
        gated=False,
        versions="keras<2",
        checked="1.2.2",
        source=_KERAS_1,
    ),
    Layer(
        names=("keras.layers.ConvLSTM2D",),
        params="nb_filter, nb_row, nb_col, init='glorot_uniform', inner_init='orthogonal', forget_bias_init='one',"
        " activation='tanh', inner_activation='hard_sigmoid', dim_ordering='default', border_mode='valid', subsample=?,"
        " W_regularizer=?, U_regularizer=?, b_regularizer=?, dropout_W=0.0, dropout_U=0.0, *, return_sequences=False,"
        " **kwargs",
        kind=LayerKind.RECURRENT,
        width="nb_filter",
        activation="activation",
        rank=4,
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, layers/convolutional_recurrent.py",
    ),
)

RECURRENT: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.LSTM",),
        params="units, activation='tanh', recurrent_activation=?, use_bias=True, kernel_initializer=?,"
        " recurrent_initializer=?, bias_initializer=?, unit_forget_bias=?, kernel_regularizer=?,"
        " recurrent_regularizer=?, bias_regularizer=?, activity_regularizer=?, kernel_constraint=?,"
        " recurrent_constraint=?, bias_constraint=?, dropout=0.0, recurrent_dropout=0.0, *, return_sequences=False,"
        " return_state=False, go_backwards=False, stateful=False, unroll=False, **kwargs",
        aliases=_GATED_1_TO_2,
        kind=LayerKind.RECURRENT,
        width="units",
        activation="activation",
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.GRU",),
        params="units, activation='tanh', recurrent_activation=?, use_bias=True, kernel_initializer=?,"
        " recurrent_initializer=?, bias_initializer=?, kernel_regularizer=?, recurrent_regularizer=?,"
        " bias_regularizer=?, activity_regularizer=?, kernel_constraint=?, recurrent_constraint=?,"
        " bias_constraint=?, dropout=0.0, recurrent_dropout=0.0, *, return_sequences=False, return_state=False,"
        " go_backwards=False, stateful=False, unroll=False, reset_after=?, **kwargs",
        aliases=_GATED_1_TO_2,
        kind=LayerKind.RECURRENT,
        width="units",
        activation="activation",
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.SimpleRNN",),
        params="units, activation='tanh', use_bias=True, kernel_initializer=?, recurrent_initializer=?,"
        " bias_initializer=?, kernel_regularizer=?, recurrent_regularizer=?, bias_regularizer=?,"
        " activity_regularizer=?, kernel_constraint=?, recurrent_constraint=?, bias_constraint=?, dropout=0.0,"
        " recurrent_dropout=0.0, return_sequences=False, return_state=False, go_backwards=False, stateful=False,"
        " unroll=False, **kwargs",
        aliases=_RNN_1_TO_2,
        kind=LayerKind.RECURRENT,
        width="units",
        activation="activation",
        gated=False,
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.CuDNNLSTM", "keras.layers.CuDNNGRU"),
        params="units, kernel_initializer=?, recurrent_initializer=?, bias_initializer=?, *, return_sequences=False,"
        " return_state=False, go_backwards=False, stateful=False, **kwargs",
        kind=LayerKind.RECURRENT,
        width="units",
        fixed_activation="tanh",
        space=Space.SYMMETRIC,
        versions="keras>=2,<3; tf>=1.4",
        checked="2.15",
        source="keras 2.15, layers/rnn/cudnn_lstm.py",
    ),
    # the cell given says width and activation
    Layer(
        names=("keras.layers.RNN",),
        params="cell, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False,"
        " **kwargs",
        kind=LayerKind.RECURRENT,
        inner="cell",
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.LSTMCell", "keras.layers.GRUCell"),
        params="units, activation='tanh', recurrent_activation=?, use_bias=True, **kwargs",
        kind=LayerKind.RECURRENT,
        width="units",
        activation="activation",
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.SimpleRNNCell",),
        params="units, activation='tanh', use_bias=True, **kwargs",
        kind=LayerKind.RECURRENT,
        width="units",
        activation="activation",
        gated=False,
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_KERAS_3,
    ),
    # the last of the list is what comes out
    Layer(
        names=("keras.layers.StackedRNNCells",),
        params="cells, **kwargs",
        kind=LayerKind.RECURRENT,
        inner="cells",
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.ConvLSTM1D",),
        params="filters, kernel_size, strides=?, padding='valid', data_format=None, dilation_rate=?, activation='tanh',"
        " recurrent_activation=?, use_bias=True, *, return_sequences=False, return_state=False, **kwargs",
        kind=LayerKind.RECURRENT,
        width="filters",
        activation="activation",
        rank=3,
        versions="keras>=3; tf>=2.6",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.ConvLSTM2D",),
        params="filters, kernel_size, strides=?, padding='valid', data_format=None, dilation_rate=?, activation='tanh',"
        " recurrent_activation=?, use_bias=True, *, return_sequences=False, return_state=False, **kwargs",
        aliases=(("nb_filter", "filters"), ("border_mode", "padding"), ("dim_ordering", "data_format")),
        kind=LayerKind.RECURRENT,
        width="filters",
        activation="activation",
        rank=4,
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source=_KERAS_3,
    ),
    Layer(
        names=("keras.layers.ConvLSTM3D",),
        params="filters, kernel_size, strides=?, padding='valid', data_format=None, dilation_rate=?, activation='tanh',"
        " recurrent_activation=?, use_bias=True, *, return_sequences=False, return_state=False, **kwargs",
        kind=LayerKind.RECURRENT,
        width="filters",
        activation="activation",
        rank=5,
        versions="keras>=3; tf>=2.6",
        checked="3.15",
        source=_KERAS_3,
    ),
)

WRAPPERS: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Bidirectional",),
        params="layer, merge_mode='concat', weights=None, backward_layer=None, **kwargs",
        kind=LayerKind.WRAPPER,
        inner="layer",
        merge_param="merge_mode",
        checked="3.15",
        source="keras.io/api/layers/recurrent_layers/bidirectional",
    ),
    Layer(
        names=("keras.layers.TimeDistributed",),
        params="layer, **kwargs",
        kind=LayerKind.WRAPPER,
        inner="layer",
        checked="3.15",
        source="keras.io/api/layers/recurrent_layers/time_distributed",
    ),
    Layer(
        names=("keras.layers.SpectralNormalization",),
        params="layer, power_iterations=1, **kwargs",
        kind=LayerKind.WRAPPER,
        inner="layer",
        checked="3.15",
        source="keras.io/api/layers/normalization_layers/spectral_normalization",
    ),
    Layer(
        names=("tensorflow_addons.layers.SpectralNormalization", "tensorflow_addons.layers.WeightNormalization"),
        params="layer, *, power_iterations=1, data_init=True, **kwargs",
        kind=LayerKind.WRAPPER,
        inner="layer",
        checked="0.23",
        source="tensorflow.org/addons/api_docs/python/tfa/layers",
    ),
    Layer(
        names=("keras.layers.Lambda",),
        params="function, output_shape=None, arguments=None, **kwargs",
        kind=LayerKind.LAMBDA,
        inner="function",
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, layers/core.py",
    ),
    Layer(
        names=("keras.layers.Lambda",),
        params="function, output_shape=None, mask=None, arguments=None, **kwargs",
        kind=LayerKind.LAMBDA,
        inner="function",
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source="keras.io/api/layers/core_layers/lambda",
    ),
)
