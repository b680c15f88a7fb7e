"""Rows of Keras' dense, activation, dropout, normalising and shape layers; `layers.py` joins them with the others."""

from __future__ import annotations

from lossguard.knowledge.rows import Layer, LayerKind
from lossguard.vocabulary import Space

_DENSE_1 = (
    "output_dim, init='glorot_uniform', activation=None, weights=?, W_regularizer=?, b_regularizer=?,"
    " activity_regularizer=?, W_constraint=?, b_constraint=?, bias=True, input_dim=?, **kwargs"
)
_DENSE_1_TO_2 = (
    ("output_dim", "units"),
    ("init", "kernel_initializer"),
    ("bias", "use_bias"),
    ("W_regularizer", "kernel_regularizer"),
    ("b_regularizer", "bias_regularizer"),
)

DENSE: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Dense",),
        params=_DENSE_1,
        kind=LayerKind.AFFINE,
        width="output_dim",
        activation="activation",
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, layers/core.py",
    ),
    Layer(
        names=("keras.layers.Dense",),
        params="units, activation=None, use_bias=True, kernel_initializer=?, bias_initializer=?, kernel_regularizer=?,"
        " bias_regularizer=?, activity_regularizer=?, kernel_constraint=?, bias_constraint=?, lora_rank=?, **kwargs",
        aliases=_DENSE_1_TO_2,
        kind=LayerKind.AFFINE,
        width="units",
        activation="activation",
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source="keras.io/api/layers/core_layers/dense",
    ),
    Layer(
        names=("keras.layers.TimeDistributedDense",),
        params=_DENSE_1,
        kind=LayerKind.AFFINE,
        width="output_dim",
        activation="activation",
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, layers/core.py",
    ),
    # the largest of several linear maps: no activation of its own
    Layer(
        names=("keras.layers.MaxoutDense",),
        params="output_dim, nb_feature=4, init='glorot_uniform', weights=?, W_regularizer=?, b_regularizer=?, **kwargs",
        kind=LayerKind.AFFINE,
        width="output_dim",
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, layers/core.py",
    ),
    # a gate mixes the activated values with the input: whatever the activation, the outcome is free
    Layer(
        names=("keras.layers.Highway",),
        params="init='glorot_uniform', activation=None, weights=?, W_regularizer=?, b_regularizer=?, **kwargs",
        kind=LayerKind.AFFINE,
        keeps_width=True,
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, layers/core.py",
    ),
    # the width is the last number of `output_shape`
    Layer(
        names=("keras.layers.EinsumDense",),
        params="equation, output_shape, activation=None, bias_axes=None, kernel_initializer=?, bias_initializer=?,"
        " **kwargs",
        kind=LayerKind.AFFINE,
        width="output_shape",
        activation="activation",
        checked="3.15",
        source="keras.io/api/layers/core_layers/einsum_dense",
    ),
)

ACTIVATION: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Activation",),
        params="activation, **kwargs",
        kind=LayerKind.ACTIVATION,
        activation="activation",
        passes_logits=True,
        checked="3.15",
        source="keras.io/api/layers/core_layers/activation",
    ),
    Layer(
        names=("keras.layers.Softmax",),
        params="axis=-1, **kwargs",
        kind=LayerKind.ACTIVATION,
        fixed_activation="softmax",
        space=Space.SIMPLEX,
        axis="axis",
        versions="keras>=2.1.3; tf>=1.8",
        checked="3.15",
        source="keras.io/api/layers/activation_layers/softmax",
    ),
    Layer(
        names=("keras.layers.ReLU",),
        params="max_value=None, negative_slope=0.0, threshold=0.0, **kwargs",
        kind=LayerKind.ACTIVATION,
        fixed_activation="relu",
        space=Space.NONNEGATIVE,
        versions="keras>=2.2; tf>=1.12",
        checked="3.15",
        source="keras.io/api/layers/activation_layers/relu",
    ),
    Layer(
        names=("keras.layers.LeakyReLU",),
        params="alpha=0.3, **kwargs",
        kind=LayerKind.ACTIVATION,
        fixed_activation="leaky_relu",
        space=Space.SQUASHED,
        versions="keras<3; tf>=1.4",
        checked="2.15",
        source="keras 2.15, layers/activation/leaky_relu.py",
    ),
    Layer(
        names=("keras.layers.LeakyReLU",),
        params="negative_slope=0.3, **kwargs",
        aliases=(("alpha", "negative_slope"),),
        kind=LayerKind.ACTIVATION,
        fixed_activation="leaky_relu",
        space=Space.SQUASHED,
        versions="keras>=3",
        checked="3.15",
        source="keras.io/api/layers/activation_layers/leaky_relu",
    ),
    Layer(
        names=("keras.layers.PReLU",),
        params="init='zero', weights=?, shared_axes=None, **kwargs",
        kind=LayerKind.ACTIVATION,
        fixed_activation="prelu",
        space=Space.SQUASHED,
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, layers/advanced_activations.py",
    ),
    Layer(
        names=("keras.layers.PReLU",),
        params="alpha_initializer=?, alpha_regularizer=?, alpha_constraint=?, shared_axes=None, **kwargs",
        aliases=(("init", "alpha_initializer"),),
        kind=LayerKind.ACTIVATION,
        fixed_activation="prelu",
        space=Space.SQUASHED,
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source="keras.io/api/layers/activation_layers/prelu",
    ),
    Layer(
        names=("keras.layers.ELU",),
        params="alpha=1.0, **kwargs",
        kind=LayerKind.ACTIVATION,
        fixed_activation="elu",
        space=Space.SQUASHED,
        checked="3.15",
        source="keras.io/api/layers/activation_layers/elu",
    ),
    Layer(
        names=("keras.layers.ThresholdedReLU",),
        params="theta=1.0, **kwargs",
        kind=LayerKind.ACTIVATION,
        fixed_activation="relu",
        space=Space.NONNEGATIVE,
        versions="keras<3; tf>=1.4",
        checked="2.15",
        source="keras 2.15, layers/activation/thresholded_relu.py",
    ),
    Layer(
        names=("keras.layers.ParametricSoftplus",),
        params="alpha_init=0.2, beta_init=5.0, weights=?, shared_axes=None, **kwargs",
        kind=LayerKind.ACTIVATION,
        fixed_activation="softplus",
        space=Space.NONNEGATIVE,
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, layers/advanced_activations.py",
    ),
    # piecewise linear with learned slopes at both ends: unbounded, as PReLU
    Layer(
        names=("keras.layers.SReLU",),
        params="t_left_init='zero', a_left_init=?, t_right_init=?, a_right_init='one', shared_axes=None, **kwargs",
        kind=LayerKind.ACTIVATION,
        fixed_activation="prelu",
        space=Space.SQUASHED,
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, layers/advanced_activations.py",
    ),
)

DROPOUT: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Dropout", "keras.layers.AlphaDropout"),
        params="rate, noise_shape=None, seed=None, **kwargs",
        aliases=(("p", "rate"),),
        kind=LayerKind.KEEP,
        checked="3.15",
        source="keras.io/api/layers/regularization_layers/dropout",
    ),
    Layer(
        names=("keras.layers.SpatialDropout1D", "keras.layers.GaussianDropout"),
        params="rate, seed=None, **kwargs",
        aliases=(("p", "rate"),),
        kind=LayerKind.KEEP,
        checked="3.15",
        source="keras.io/api/layers/regularization_layers",
    ),
    Layer(
        names=("keras.layers.SpatialDropout2D", "keras.layers.SpatialDropout3D"),
        params="rate, data_format=None, seed=None, **kwargs",
        aliases=(("p", "rate"), ("dim_ordering", "data_format")),
        kind=LayerKind.KEEP,
        checked="3.15",
        source="keras.io/api/layers/regularization_layers",
    ),
    Layer(
        names=("keras.layers.GaussianNoise",),
        params="stddev, seed=None, **kwargs",
        aliases=(("sigma", "stddev"),),
        kind=LayerKind.KEEP,
        checked="3.15",
        source="keras.io/api/layers/regularization_layers/gaussian_noise",
    ),
    Layer(
        names=("keras.layers.ActivityRegularization",),
        params="l1=0.0, l2=0.0, **kwargs",
        kind=LayerKind.KEEP,
        passes_logits=True,
        checked="3.15",
        source="keras.io/api/layers/regularization_layers/activity_regularization",
    ),
    Layer(
        names=("keras.layers.Masking",),
        params="mask_value=0.0, **kwargs",
        kind=LayerKind.KEEP,
        checked="3.15",
        source="keras.io/api/layers/core_layers/masking",
    ),
    # a new tensor before Keras 3
    Layer(
        names=("keras.layers.Identity",),
        params="**kwargs",
        kind=LayerKind.KEEP,
        versions="tf>=2.7",
        checked="2.15",
        source="keras 2.15, layers/core/identity.py",
    ),
    Layer(
        names=("keras.layers.Identity",),
        params="**kwargs",
        kind=LayerKind.KEEP,
        passes_logits=True,
        versions="keras>=3",
        checked="3.15",
        source="keras.io/api/layers/core_layers/identity",
    ),
)

NORMALISING: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.BatchNormalization",),
        params="epsilon=0.001, mode=0, axis=-1, momentum=0.99, weights=?, beta_init=?, gamma_init=?, **kwargs",
        kind=LayerKind.NORMALISE,
        versions="keras<2",
        checked="1.2.2",
        source="keras 1.2.2, layers/normalization.py",
    ),
    Layer(
        names=(
            "keras.layers.BatchNormalization",
            "keras.layers.BatchNormalizationV1",
            "keras.layers.BatchNormalizationV2",
            "keras.layers.SyncBatchNormalization",
        ),
        params="axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer=?,"
        " gamma_initializer=?, moving_mean_initializer=?, moving_variance_initializer=?, **kwargs",
        aliases=(("beta_init", "beta_initializer"), ("gamma_init", "gamma_initializer")),
        kind=LayerKind.NORMALISE,
        versions="keras>=2; tf>=1.4",
        checked="3.15",
        source="keras.io/api/layers/normalization_layers/batch_normalization",
    ),
    Layer(
        names=("keras.layers.LayerNormalization",),
        params="axis=-1, epsilon=0.001, center=True, scale=True, beta_initializer=?, gamma_initializer=?, **kwargs",
        kind=LayerKind.NORMALISE,
        checked="3.15",
        source="keras.io/api/layers/normalization_layers/layer_normalization",
    ),
    Layer(
        names=("keras.layers.GroupNormalization",),
        params="groups=32, axis=-1, epsilon=0.001, center=True, scale=True, **kwargs",
        kind=LayerKind.NORMALISE,
        checked="3.15",
        source="keras.io/api/layers/normalization_layers/group_normalization",
    ),
    Layer(
        names=("keras.layers.RMSNormalization",),
        params="axis=-1, epsilon=1e-06, **kwargs",
        kind=LayerKind.NORMALISE,
        versions="keras>=3",
        checked="3.15",
        source="keras.io/api/layers/normalization_layers/rms_normalization",
    ),
    # rows of unit length: what contrastive and cosine losses compare
    Layer(
        names=("keras.layers.UnitNormalization",),
        params="axis=-1, **kwargs",
        kind=LayerKind.SIMILARITY,
        keeps_width=True,
        axis="axis",
        checked="3.15",
        source="keras.io/api/layers/normalization_layers/unit_normalization",
    ),
    Layer(
        names=("tensorflow_addons.layers.InstanceNormalization", "keras_contrib.layers.InstanceNormalization"),
        params="**kwargs",
        kind=LayerKind.NORMALISE,
        checked="0.23",
        source="tensorflow.org/addons/api_docs/python/tfa/layers/InstanceNormalization",
    ),
)
