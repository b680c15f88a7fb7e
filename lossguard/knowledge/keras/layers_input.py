"""Rows of Keras' inputs, embeddings and preprocessing layers; `layers.py` joins them with the others."""

from __future__ import annotations

from lossguard.knowledge.rows import Layer, LayerKind

_INPUT = "keras.io/api/layers/core_layers/input"
_PREPROCESSING = "keras.io/api/layers/preprocessing_layers"

INPUT: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Input", "keras.Input"),
        params="shape=None, batch_shape=None, name=None, dtype=?, sparse=?, tensor=None",
        kind=LayerKind.INPUT,
        shape="shape",
        functional=True,
        versions="keras<3",
        checked="2.2.4",
        source="keras 2.2.4, engine/input_layer.py",
    ),
    Layer(
        names=("keras.layers.Input", "keras.Input"),
        params="shape=None, batch_size=None, name=None, dtype=None, sparse=?, tensor=None, ragged=?, type_spec=?,"
        " **kwargs",
        kind=LayerKind.INPUT,
        shape="shape",
        functional=True,
        versions="tf>=1.4",
        checked="2.15",
        source="keras 2.15, engine/input_layer.py",
    ),
    Layer(
        names=("keras.layers.Input", "keras.Input"),
        params="shape=None, batch_size=None, dtype=None, sparse=?, ragged=?, batch_shape=None, name=None, tensor=None,"
        " optional=False",
        kind=LayerKind.INPUT,
        shape="shape",
        functional=True,
        versions="keras>=3",
        checked="3.15",
        source=_INPUT,
    ),
    Layer(
        names=("keras.layers.InputLayer",),
        params="input_shape=None, batch_size=None, **kwargs",
        kind=LayerKind.INPUT,
        shape="input_shape",
        versions="keras<3; tf>=1.4",
        checked="2.15",
        source="keras 2.15, engine/input_layer.py",
    ),
    Layer(
        names=("keras.layers.InputLayer",),
        params="shape=None, batch_size=None, dtype=None, sparse=?, ragged=?, batch_shape=None, input_tensor=None,"
        " optional=False, name=None, **kwargs",
        aliases=(("input_shape", "shape"),),
        kind=LayerKind.INPUT,
        shape="shape",
        versions="keras>=3",
        checked="3.15",
        source=_INPUT,
    ),
)

EMBEDDING: tuple[Layer, ...] = (
    Layer(
        names=("keras.layers.Embedding", "keras.layers.ReversibleEmbedding"),
        params="input_dim, output_dim, **kwargs",
        kind=LayerKind.EMBED,
        width="output_dim",
        checked="3.15",
        source="keras.io/api/layers/core_layers/embedding",
    ),
)

# images and series change, shapes (but for height and width) and the meaning of the values do not
AUGMENTATION: tuple[Layer, ...] = (
    Layer(
        names=(
            "keras.layers.AugMix",
            "keras.layers.AutoContrast",
            "keras.layers.ContrastLimitedAdaptiveHistogramEqualization",
            "keras.layers.Equalization",
            "keras.layers.RandAugment",
            "keras.layers.RandomBrightness",
            "keras.layers.RandomColorDegeneration",
            "keras.layers.RandomColorJitter",
            "keras.layers.RandomContrast",
            "keras.layers.RandomElasticTransform",
            "keras.layers.RandomErasing",
            "keras.layers.RandomFlip",
            "keras.layers.RandomGaussianBlur",
            "keras.layers.RandomGrayscale",
            "keras.layers.RandomHue",
            "keras.layers.RandomInvert",
            "keras.layers.RandomPerspective",
            "keras.layers.RandomPosterization",
            "keras.layers.RandomRotation",
            "keras.layers.RandomSaturation",
            "keras.layers.RandomSharpness",
            "keras.layers.RandomShear",
            "keras.layers.RandomTranslation",
            "keras.layers.RandomZoom",
            "keras.layers.Solarization",
        ),
        params="*args, **kwargs",
        kind=LayerKind.KEEP,
        checked="3.15",
        source=_PREPROCESSING,
    ),
    Layer(
        names=(
            "keras.layers.CenterCrop",
            "keras.layers.RandomCrop",
            "keras.layers.Resizing",
            "keras.layers.RandomHeight",
            "keras.layers.RandomWidth",
        ),
        params="*args, **kwargs",
        kind=LayerKind.KEEP,
        checked="3.15",
        source=_PREPROCESSING,
    ),
    Layer(
        names=("keras.layers.Normalization",),
        params="axis=-1, mean=None, variance=None, invert=False, **kwargs",
        kind=LayerKind.NORMALISE,
        checked="3.15",
        source=_PREPROCESSING,
    ),
    # x * scale + offset: whatever the range was, it is another
    Layer(
        names=("keras.layers.Rescaling",),
        params="scale, offset=0.0, **kwargs",
        kind=LayerKind.NORMALISE,
        checked="3.15",
        source=_PREPROCESSING,
    ),
)

# what comes out depends on a vocabulary, a mode or code elsewhere
OPAQUE: tuple[Layer, ...] = (
    Layer(
        names=(
            "keras.layers.TextVectorization",
            "keras.layers.StringLookup",
            "keras.layers.IntegerLookup",
            "keras.layers.CategoryEncoding",
            "keras.layers.CategoryCrossing",
            "keras.layers.Discretization",
            "keras.layers.Hashing",
            "keras.layers.HashedCrossing",
            "keras.layers.DenseFeatures",
            "keras.layers.MaxNumBoundingBoxes",
            "keras.layers.MelSpectrogram",
            "keras.layers.STFTSpectrogram",
            "keras.layers.MixUp",
            "keras.layers.CutMix",
            "keras.layers.Pipeline",
            "keras.layers.RandomFourierFeatures",
            "keras.layers.FlaxLayer",
            "keras.layers.JaxLayer",
            "keras.layers.TFSMLayer",
            "keras.layers.TorchModuleWrapper",
            "tensorflow_hub.KerasLayer",
            "keras_contrib.layers.CRF",
            "tensorflow_addons.layers.CRF",
        ),
        params="*args, **kwargs",
        kind=LayerKind.OPAQUE,
        checked="3.15",
        source="keras.io/api/layers",
    ),
)
