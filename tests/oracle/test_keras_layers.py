"""The rows of layers, model methods and ready models against Keras 3 itself, on the torch backend."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

os.environ.setdefault("KERAS_BACKEND", "torch")
keras = pytest.importorskip("keras", minversion="3.8", reason="Keras 3 is not installed")
np = pytest.importorskip("numpy", reason="NumPy is not installed")

from lossguard.knowledge.keras import models  # noqa: E402
from lossguard.knowledge.keras.applications import APPLICATIONS  # noqa: E402
from lossguard.knowledge.keras.layers import LAYERS  # noqa: E402
from lossguard.knowledge.labels.arrays_ops import KERAS_OPS  # noqa: E402
from lossguard.knowledge.labels.encoders import ENCODES  # noqa: E402
from lossguard.knowledge.labels.flows import FLOWS  # noqa: E402
from lossguard.knowledge.parameters import ParameterKind, parameters  # noqa: E402
from lossguard.knowledge.rows import Layer, LayerKind, Row  # noqa: E402
from lossguard.knowledge.versions import holds  # noqa: E402
from lossguard.vocabulary import Space  # noqa: E402
from tests.oracle.installed import real, signature  # noqa: E402
from tests.parameters import assert_stated  # noqa: E402

VERSION = tuple(int(part) for part in keras.__version__.split(".")[:2])
UNITS = 5
SEED = 7
TOLERANCE = 1e-4
# What a layer is called on: (batch, ...) shapes by rank.
SHAPES: dict[int | None, tuple[int, ...]] = {
    None: (4, 6), 2: (4, 6), 3: (4, 6, 3), 4: (4, 6, 6, 3), 5: (4, 4, 4, 4, 3), 6: (2, 2, 4, 4, 4, 3),
}  # fmt: skip
# Constructor arguments that a layer cannot do without, or that make a small model.
ARGUMENTS: dict[str, dict[str, Any]] = {
    "EinsumDense": {"equation": "ab,bc->ac", "output_shape": UNITS},
    "Activation": {"activation": "sigmoid"},
    "Reshape": {"target_shape": (3, 2)},
    "Permute": {"dims": (2, 1)},
    "RepeatVector": {"n": 2},
    "Embedding": {"input_dim": 9, "output_dim": UNITS},
    "ReversibleEmbedding": {"input_dim": 9, "output_dim": UNITS},
    "Dot": {"axes": 1},
    "GroupNormalization": {"groups": 3},
    "Rescaling": {"scale": 3.0},
    "Normalization": {"mean": 1.0, "variance": 4.0},
}
PLACEHOLDERS: dict[str, Any] = {
    "units": UNITS, "filters": UNITS, "kernel_size": 1, "rate": 0.0, "stddev": 0.0, "pool_size": 2, "output_size": 1,
}  # fmt: skip


def in_force(row: Row) -> bool:
    return holds(row.versions, "keras", VERSION) and row.names[0].startswith("keras.")


KERAS_ROWS = [
    (name, row)
    for row in (*LAYERS, *APPLICATIONS, *models.CALLS, *KERAS_OPS, *ENCODES, *FLOWS)
    if in_force(row)
    for name in row.names
    if real(name) is not None
]


@pytest.mark.signature
@pytest.mark.parametrize(("name", "row"), KERAS_ROWS, ids=[name for name, _ in KERAS_ROWS])
def test_the_parameters_are_those_of_keras(name: str, row: Row) -> None:
    actual = signature(name)
    if actual is None:
        pytest.skip("it takes anything at all")
    assert_stated(parameters(row), actual)


# ---- what the layers do ----


def built(name: str, row: Layer) -> Any:
    """A small layer of this class."""
    short = name.rsplit(".", 1)[-1]
    arguments = dict(ARGUMENTS.get(short, {}))
    for parameter in parameters(row):
        wanted = parameter.required or parameter.name == "pool_size"  # which average pooling cannot do without
        if wanted and parameter.kind is ParameterKind.POSITIONAL and parameter.name not in arguments:
            arguments[parameter.name] = PLACEHOLDERS[parameter.name]
    return real(name)(**arguments)


def given_to(name: str, row: Layer) -> Any:
    """Numbers for it: rows of a simplex where the layer keeps values, else any real numbers."""
    short = name.rsplit(".", 1)[-1]
    sizes = {"1D": 3, "2D": 4, "3D": 5}
    rank = next((rank for ending, rank in sizes.items() if ending in short), row.rank)
    if row.kind is LayerKind.RECURRENT:
        rank = (row.rank or 2) + 1
    if short in ("RepeatVector", "Flatten"):
        rank = None if short == "RepeatVector" else 4
    if row.kind is LayerKind.PERMUTE:
        rank = 3
    if short in ("MultiHeadAttention", "GroupQueryAttention") or row.kind is LayerKind.WRAPPER:
        rank = 3
    values = np.random.default_rng(SEED).normal(size=SHAPES[rank])
    if row.kind is LayerKind.EMBED:
        return np.ones((4, 6), dtype="int32")
    if row.kind in (LayerKind.KEEP, LayerKind.POOL):
        values = np.exp(values) / np.exp(values).sum(-1, keepdims=True)
    return values.astype("float32")


def outcome(name: str, row: Layer) -> tuple[Any, Any]:
    """What goes in and what comes out, as NumPy arrays."""
    given = given_to(name, row)
    layer = built(name, row)
    if row.kind is LayerKind.EMBED or row.kind not in (LayerKind.COMBINE, LayerKind.CONCAT):
        return given, keras.ops.convert_to_numpy(layer(given))
    return given, keras.ops.convert_to_numpy(layer([given, given]))


SIMPLE = (
    LayerKind.AFFINE, LayerKind.CONV, LayerKind.RECURRENT, LayerKind.ACTIVATION, LayerKind.KEEP, LayerKind.NORMALISE,
    LayerKind.POOL, LayerKind.FLATTEN, LayerKind.EMBED, LayerKind.COMBINE, LayerKind.CONCAT,
)  # fmt: skip
# Cells are called with states, attention with a query and a value, RNN takes a cell.
SPECIAL = ("Cell", "Cells", "Attention", ".RNN")
PICTURES = "keras.io/api/layers/preprocessing_layers"  # augmentation wants pictures, and changes them at random


def runs(row: Layer) -> bool:
    return (
        in_force(row)
        and row.kind in SIMPLE
        and not row.functional
        and (row.kind, row.source) != (LayerKind.KEEP, PICTURES)
    )


RUN = [
    (name, row)
    for row in LAYERS
    if runs(row)
    for name in row.names
    if real(name) is not None and not name.endswith(SPECIAL)
]


@pytest.mark.parametrize(("name", "row"), RUN, ids=[name for name, _ in RUN])
def test_rank_width_and_space_are_those_of_keras(name: str, row: Layer) -> None:
    given, result = outcome(name, row)
    assert result.ndim == expected_rank(row, given), f"{given.shape} became {result.shape}"
    width = expected_width(row, given)
    assert width is None or result.shape[-1] == width
    IN_SPACE[expected_space(row)](result)


def expected_rank(row: Layer, given: Any) -> int:
    if row.kind is LayerKind.RECURRENT:
        return row.rank or 2
    if row.kind is LayerKind.EMBED:
        return int(given.ndim) + 1
    return row.rank or int(given.ndim)


def expected_width(row: Layer, given: Any) -> int | None:
    if row.kind is LayerKind.FLATTEN:
        return None
    if row.kind is LayerKind.CONCAT:
        return 2 * int(given.shape[-1])
    if row.width is not None:
        return UNITS
    return int(given.shape[-1])


def expected_space(row: Layer) -> Space:
    """The space of what comes out of `outcome`."""
    if row.space is not None:
        return row.space
    if row.kind is LayerKind.ACTIVATION:
        return Space.UNIT  # ARGUMENTS: sigmoid
    if row.kind is LayerKind.KEEP and row.names[0].rsplit(".", 1)[-1].startswith("ZeroPadding"):
        return Space.NONNEGATIVE  # the padding's rows sum to 0
    if row.kind is LayerKind.KEEP or (row.kind is LayerKind.POOL and row.operation == "average"):
        return Space.SIMPLEX
    if row.kind is LayerKind.POOL:
        return Space.UNIT
    return Space.SYMMETRIC if row.kind is LayerKind.RECURRENT else Space.REAL


def holds_simplex(values: Any) -> None:
    assert (values >= 0).all()
    assert np.allclose(values.sum(-1), 1, atol=TOLERANCE)


def holds_range(low: float, high: float) -> Callable[[Any], None]:
    def check(values: Any) -> None:
        assert (values >= low - TOLERANCE).all()
        assert (values <= high + TOLERANCE).all()

    return check


IN_SPACE: dict[Space, Callable[[Any], None]] = {
    Space.SIMPLEX: holds_simplex,
    Space.UNIT: holds_range(0, 1),
    Space.SYMMETRIC: holds_range(-1, 1),
    Space.NONNEGATIVE: holds_range(0, np.inf),
    Space.SQUASHED: holds_range(-np.inf, np.inf),
    Space.REAL: holds_range(-np.inf, np.inf),
}


# ---- what the texts of the rows say beyond it ----


def sequences() -> Any:
    return np.random.default_rng(SEED).normal(size=(4, 6, 3)).astype("float32")


def test_return_sequences_adds_the_time_axis() -> None:
    assert keras.layers.LSTM(UNITS, return_sequences=True)(sequences()).ndim == 3
    assert keras.layers.ConvLSTM1D(UNITS, 1, return_sequences=True)(np.ones((2, 3, 4, 3), dtype="float32")).ndim == 4


@pytest.mark.parametrize("name", ["LSTM", "GRU"])
def test_a_gated_softmax_is_no_distribution(name: str) -> None:
    result = keras.ops.convert_to_numpy(getattr(keras.layers, name)(UNITS, activation="softmax")(sequences()))
    assert not np.allclose(result.sum(-1), 1, atol=0.01)


def test_an_ungated_softmax_is_a_distribution() -> None:
    holds_simplex(keras.ops.convert_to_numpy(keras.layers.SimpleRNN(UNITS, activation="softmax")(sequences())))


@pytest.mark.parametrize(("expected", "mode"), [(2 * UNITS, "concat"), (UNITS, "sum"), (UNITS, "ave"), (UNITS, "mul")])
def test_bidirectional_is_as_wide_as_its_mode_says(expected: int, mode: str) -> None:
    result = keras.layers.Bidirectional(keras.layers.LSTM(UNITS), merge_mode=mode)(sequences())
    assert result.shape[-1] == expected


def test_a_layer_for_each_step_keeps_its_activation() -> None:
    layer = keras.layers.TimeDistributed(keras.layers.Dense(UNITS, activation="softmax"))
    holds_simplex(keras.ops.convert_to_numpy(layer(sequences())))


@pytest.mark.parametrize("name", ["MultiHeadAttention"])
def test_attention_is_as_wide_as_its_query(name: str) -> None:
    query, value = sequences(), np.ones((4, 7, 9), dtype="float32")
    assert getattr(keras.layers, name)(num_heads=2, key_dim=4)(query, value).shape == (4, 6, 3)


def test_depthwise_convolutions_multiply_the_channels() -> None:
    assert keras.layers.DepthwiseConv2D(1, depth_multiplier=4)(np.ones((1, 5, 5, 3), dtype="float32")).shape[-1] == 12


def test_a_flag_keeps_the_axes_of_global_pooling() -> None:
    assert keras.layers.GlobalAveragePooling2D(keepdims=True)(np.ones((1, 5, 5, 3), dtype="float32")).ndim == 4


def test_the_mean_of_two_distributions_is_one_and_their_product_is_not() -> None:
    first = keras.ops.softmax(np.random.default_rng(1).normal(size=(4, 3)).astype("float32"))
    second = keras.ops.softmax(np.random.default_rng(2).normal(size=(4, 3)).astype("float32"))
    holds_simplex(keras.ops.convert_to_numpy(keras.layers.average([first, second])))
    product = keras.ops.convert_to_numpy(keras.layers.multiply([first, second]))
    holds_range(0, 1)(product)
    assert not np.allclose(product.sum(-1), 1, atol=TOLERANCE)


def test_unit_normalization_gives_vectors_of_length_one() -> None:
    result = keras.ops.convert_to_numpy(keras.layers.UnitNormalization()(sequences()))
    assert np.allclose((result**2).sum(-1), 1, atol=TOLERANCE)


def test_layers_that_pass_logits_hand_on_the_very_tensor() -> None:
    given = keras.ops.convert_to_tensor(sequences())
    for row in LAYERS:
        if in_force(row) and row.passes_logits and row.kind is LayerKind.KEEP:
            assert built(row.names[0], row).call(given) is given, row.names[0]


# The builders whose weights are few enough to be made in a test; the others were measured once, by hand.
SMALL = ("MobileNet", "MobileNetV2", "MobileNetV3Small", "EfficientNetB0", "DenseNet121")


@pytest.mark.parametrize("name", SMALL)
def test_a_ready_model_without_its_top_is_as_wide_as_stated(name: str) -> None:
    row = next(row for row in APPLICATIONS if f"keras.applications.{name}" in row.names and in_force(row))
    with keras.device("meta"):
        model = real(row.names[0])(weights=None, include_top=False, input_shape=(96, 96, 3))
    assert model.output_shape == (None, 3, 3, row.features)


def test_a_ready_model_with_its_top_ends_in_softmax_unless_told() -> None:
    with keras.device("meta"):
        plain = keras.applications.MobileNetV2(weights=None, input_shape=(96, 96, 3), classes=7)
        raw = keras.applications.MobileNetV2(
            weights=None, input_shape=(96, 96, 3), classes=7, classifier_activation=None
        )
    assert plain.output_shape == (None, 7)
    assert plain.layers[-1].activation is keras.activations.softmax
    assert raw.layers[-1].activation is keras.activations.linear
