"""The rows of PyTorch against PyTorch itself, and those of its kin against the packages that are installed.

Run it where torch is installed: `python -m pytest tests/oracle/test_torch_rows.py`. Signatures that are written in C
tell nothing and are left out; so are rows of other versions.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest

torch = pytest.importorskip("torch", minversion="2.6", reason="PyTorch is not installed: its rows cannot be compared")

from lossguard.knowledge.index import parameters  # noqa: E402
from lossguard.knowledge.rows import Activation, By, Layer, LayerKind, Loss, Refusal, Row, Shapes  # noqa: E402
from lossguard.knowledge.torch.activations import ACTIVATIONS  # noqa: E402
from lossguard.knowledge.torch.layers import LAYERS  # noqa: E402
from lossguard.knowledge.torch.losses import LOSSES  # noqa: E402
from lossguard.knowledge.torch.metrics import METRICS  # noqa: E402
from lossguard.knowledge.torch.zoo import READY_MODELS  # noqa: E402
from lossguard.knowledge.versions import holds  # noqa: E402
from lossguard.vocabulary import Encoding, Space  # noqa: E402
from tests.oracle.installed import real, signature  # noqa: E402
from tests.parameters import assert_stated  # noqa: E402

VERSION = tuple(int(part) for part in torch.__version__.split("+")[0].split(".")[:3])
CLASSES = 4
IDS = torch.tensor([0, 1, 2, 3, 1, 0])
ROWS = torch.eye(CLASSES)[IDS]
SCORES = torch.linspace(-3, 3, len(IDS) * CLASSES).reshape(len(IDS), CLASSES).sin() * 2
LAYER_ARGUMENTS = {
    "in_features": 5, "in1_features": 5, "in2_features": 5, "out_features": CLASSES, "in_channels": 5,
    "out_channels": CLASSES, "kernel_size": 3, "input_size": 5, "hidden_size": CLASSES, "num_embeddings": 9,
    "embedding_dim": CLASSES, "d_model": 6, "nhead": 2, "embed_dim": 6, "num_heads": 2, "num_features": 5,
    "normalized_shape": 5, "num_groups": 1, "num_channels": 5, "output_size": 2, "padding": 1, "value": 0.0,
    "norm_type": 2, "upscale_factor": 1, "downscale_factor": 1, "size": 3, "groups": 1,
}  # fmt: skip


def signed(*tables: tuple[Row, ...]) -> list[Any]:
    return [
        pytest.param(name, row, id=name)
        for table in tables
        for row in table
        if holds(row.versions, "torch", VERSION)
        for name in row.names
        if not name.startswith("array.") and signature(name) is not None
    ]


@pytest.mark.signature
@pytest.mark.parametrize(("name", "row"), signed(LOSSES, METRICS, ACTIVATIONS, LAYERS))
def test_positions_and_defaults_are_those_of_the_package(name: str, row: Row) -> None:
    assert_stated(parameters(row), signature(name) or [])


def public(module: Any, ending: str) -> set[str]:
    return {name for name in dir(module) if name.lower().endswith(ending) and not name.startswith("_")}


def test_every_loss_of_torch_has_a_row() -> None:
    known = {name for row in LOSSES for name in row.names}
    assert {f"torch.nn.{name}" for name in public(torch.nn, "loss")} <= known
    assert {f"torch.nn.functional.{name}" for name in public(torch.nn.functional, "_loss")} <= known


# ---- activations ----


def space_of(y: Any, x: Any) -> Space:
    """The narrowest space of the vocabulary that holds `y`, the image of `x`, over axis 1."""
    if bool((y >= 0).all()):
        if torch.allclose(y.sum(1), torch.ones(len(y)), atol=1e-5):
            return Space.SIMPLEX
        return Space.UNIT if bool((y <= 1).all()) else Space.NONNEGATIVE
    if bool((y.abs() <= 1).all()):
        return Space.SYMMETRIC
    if bool((y <= 0).all()):
        return Space.LOG_SIMPLEX if torch.allclose(y.exp().sum(1), torch.ones(len(y)), atol=1e-5) else Space.LOG_UNIT
    return Space.REAL if torch.equal(x, y) else Space.SQUASHED


WIDE = torch.linspace(-12, 12, 48).reshape(6, 8)
EXTRA = {"weight": torch.tensor([0.25]), "threshold": -2.0, "value": -2.0}


def activations() -> list[Any]:
    return [
        pytest.param(name, row, id=name)
        for row in ACTIVATIONS
        for name in row.names
        if not name.startswith(("array.", "str:"))
    ]


@pytest.mark.parametrize(("name", "row"), activations())
def test_an_activation_maps_into_its_space(name: str, row: Activation) -> None:
    given = [EXTRA[p.name] for p in parameters(row)[1:] if p.required and p.name in EXTRA]
    options = {row.axis_param: 1} if row.axis_param else {}
    y = real(name)(WIDE.clone(), *given, **options)
    assert space_of(y, WIDE) is row.space


@pytest.mark.parametrize(
    ("name", "row"),
    [(name, row) for row in ACTIVATIONS for name in row.names if name.startswith("array.")],
)
def test_a_method_maps_into_its_space(name: str, row: Activation) -> None:
    options = {row.axis_param: 1} if row.axis_param else {}
    y = getattr(WIDE.clone(), name.removeprefix("array."))(**options)
    assert space_of(y, WIDE) is row.space


@pytest.mark.parametrize("row", [row for row in ACTIVATIONS if row.axis_by_rank], ids=lambda row: row.names[0])
@pytest.mark.parametrize(("expected", "rank"), [(0, 1), (1, 2), (0, 3), (1, 4)])
def test_without_an_axis_the_rank_decides(expected: int, rank: int, row: Activation) -> None:
    x = torch.rand((2,) * rank)
    with pytest.warns(UserWarning, match="Implicit dimension choice"):
        assert torch.equal(real(row.names[0])(x), real(row.names[0])(x, dim=expected))


# ---- layers ----


def made(row: Layer) -> Any:
    needed = {p.name: LAYER_ARGUMENTS[p.name] for p in parameters(row) if p.required and p.name in LAYER_ARGUMENTS}
    return real(row.names[0])(**needed).eval()


@pytest.mark.parametrize("row", [row for row in LAYERS if row.fixed_activation and row.kind is LayerKind.ACTIVATION],
                         ids=lambda row: row.names[0])  # fmt: skip
def test_a_module_maps_into_its_space(row: Layer) -> None:
    x = WIDE if row.fixed_axis is None else WIDE.reshape(6, 8, 1, 1)
    options: dict[str, Any] = {row.axis: 1} if row.axis == "dim" else {}
    options |= {p.name: EXTRA[p.name] for p in parameters(row) if p.required}
    y = real(row.names[0])(**options)(x.clone()).detach().reshape(6, -1)
    if row.names[0] == "torch.nn.GLU":
        assert y.shape[-1] == WIDE.shape[-1] // 2
        return
    assert space_of(y, WIDE) is row.space


def convolutions() -> list[Layer]:
    return [row for row in LAYERS if row.kind is LayerKind.CONV and not row.functional]


@pytest.mark.parametrize("row", convolutions(), ids=lambda row: row.names[0])
def test_a_convolution_has_its_width_on_the_channel_axis(row: Layer) -> None:
    assert row.rank is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        y = made(row)(torch.rand(2, 5, *(5,) * (row.rank - 2)))
    assert y.ndim == row.rank
    assert y.shape[row.channel_axis] == CLASSES


@pytest.mark.parametrize("name", ["LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell", "MultiheadAttention"])
def test_a_recurrent_net_gives_the_tuple_its_row_tells(name: str) -> None:
    row = next(row for row in LAYERS if row.names[0] == f"torch.nn.{name}")
    layer = made(row)
    x = torch.rand(3, 6) if name.endswith("Cell") else torch.rand(4, 3, 6 if "Multi" in name else 5)
    outcome = layer(x, x, x) if "Multi" in name else layer(x[..., :5])
    assert_shape_of(row.result, outcome)
    output = outcome[0] if isinstance(outcome, tuple) else outcome
    assert output.shape[-1] == (6 if "Multi" in name else CLASSES)


def assert_shape_of(told: object, outcome: Any) -> None:
    if isinstance(told, tuple):
        assert isinstance(outcome, tuple)
        assert len(outcome) == len(told)
        for part, value in zip(told, outcome, strict=True):
            assert_shape_of(part, value)
    else:
        assert isinstance(outcome, torch.Tensor)


def test_two_directions_double_the_width_and_a_projection_stands_in() -> None:
    both = torch.nn.LSTM(5, CLASSES, bidirectional=True)(torch.rand(4, 3, 5))[0]
    projected = torch.nn.LSTM(5, CLASSES, proj_size=2)(torch.rand(4, 3, 5))[0]
    row = next(row for row in LAYERS if row.names[0] == "torch.nn.LSTM")
    assert (row.doubles, row.instead) == ("bidirectional", "proj_size")
    assert (both.shape[-1], projected.shape[-1]) == (2 * CLASSES, 2)


# ---- losses ----

TORCH_LOSSES = [
    row
    for row in LOSSES
    if row.names[0].startswith("torch.nn.")
    and holds(row.versions, "torch", VERSION)
    and not row.holds_head
    and row.call.count(",") == 1
    and (row.class_form or [p.name for p in parameters(row) if p.required] == [row.prediction, row.target])
]
LINKS: dict[Space, Callable[[Any], Any]] = {
    Space.REAL: lambda z: z,
    Space.UNIT: torch.sigmoid,
    Space.SIMPLEX: lambda z: z.softmax(1),
    Space.LOG_SIMPLEX: lambda z: z.log_softmax(1),
    Space.NONNEGATIVE: torch.exp,
}
TARGETS: dict[Encoding, Any] = {
    Encoding.INDEX: IDS, Encoding.ONE_HOT: ROWS, Encoding.SOFT: SCORES.softmax(1),
    Encoding.MULTI_HOT: (SCORES > 0).float(), Encoding.SIGN: ROWS * 2 - 1, Encoding.REAL: SCORES.flip(0),
}  # fmt: skip
WORDS = {
    "int8": "Char", "int16": "Short", "int32": "Int", "int64": "Long", "uint8": "Byte", "bool": "Bool",
    "float16": "Half", "float32": "Float", "float64": "Double",
}  # fmt: skip


def space_in(row: Loss) -> Space:
    if not isinstance(row.expects, By):
        return row.expects
    default = next(p.default for p in parameters(row) if p.name == row.expects.param)
    space = row.expects.given(default)
    assert space is not None
    return space


def value_of(row: Loss, z: Any, target: Any) -> Any:
    call = real(row.names[0])() if row.class_form else real(row.names[0])
    return call(LINKS[space_in(row)](z), target)


def target_in(row: Loss, encoding: Encoding) -> Any:
    if encoding is Encoding.INDEX and row.shapes is not Shapes.FEWER:  # in the shape of the predictions
        return torch.tensor([[0, 1, 2, 3]] * len(IDS)) if "multilabel_margin" in row.canonical else ROWS
    return TARGETS[encoding]


def pairs() -> list[Any]:
    return [
        pytest.param(row, encoding, id=f"{row.names[0]}-{encoding}")
        for row in TORCH_LOSSES
        for encoding in row.labels
        if encoding in TARGETS
    ]


@pytest.mark.parametrize(("row", "encoding"), pairs())
def test_a_loss_takes_what_it_expects_and_trains(row: Loss, encoding: Encoding) -> None:
    z = SCORES.clone().requires_grad_()
    value = value_of(row, z, target_in(row, encoding))
    value.backward()
    assert value.ndim == 0
    assert bool(torch.isfinite(z.grad).all())


@pytest.mark.parametrize("row", [row for row in TORCH_LOSSES if row.also_takes], ids=lambda row: row.names[0])
def test_other_spaces_are_as_right(row: Loss) -> None:
    if Space.LOG_SIMPLEX in row.also_takes:
        assert torch.allclose(value_of(row, SCORES, IDS), value_of(row, SCORES.log_softmax(1), IDS), atol=1e-6)
    if Space.SIMPLEX in row.also_takes:
        call = real(row.names[0])() if row.class_form else real(row.names[0])
        assert bool(torch.isfinite(call(SCORES.softmax(1), ROWS)))


def refused() -> list[Any]:
    return [
        pytest.param(row, refusal, dtype, id=f"{row.names[0]}-{number}-{dtype}")
        for row in TORCH_LOSSES
        for number, refusal in enumerate(row.refuses)
        for dtype in refusal.dtypes
    ]


@pytest.mark.parametrize(("row", "refusal", "dtype"), refused())
def test_a_refused_dtype_raises_as_the_row_says(row: Loss, refusal: Refusal, dtype: str) -> None:
    encoding = next((e for e in refusal.encodings if e in TARGETS), next(e for e in row.labels if e in TARGETS))
    target = target_in(row, encoding).to(getattr(torch, dtype))
    z = SCORES.clone().requires_grad_()
    kind, sign = refusal.sign.split(": ", 1)
    outcome = value_of(row, z, target) if refusal.backward else None
    with pytest.raises(getattr(__import__("builtins"), kind)) as caught:
        (outcome.backward() if outcome is not None else value_of(row, z, target))
    assert sign.format(dtype=WORDS[dtype]) in str(caught.value)


@pytest.mark.parametrize("row", TORCH_LOSSES, ids=lambda row: row.names[0])
def test_dtypes_that_no_row_refuses_go_through(row: Loss) -> None:
    for encoding in (Encoding.INDEX, Encoding.ONE_HOT):
        if encoding not in row.labels:
            continue
        names = {name for r in row.refuses if not r.encodings or encoding in r.encodings for name in r.dtypes}
        for dtype in set(WORDS) - names:
            z = SCORES.clone().requires_grad_()
            value_of(row, z, target_in(row, encoding).to(getattr(torch, dtype))).backward()


@pytest.mark.parametrize("row", TORCH_LOSSES, ids=lambda row: row.names[0])
def test_a_column_against_a_row_does_what_shapes_says(row: Loss) -> None:
    """(n, 1) predictions and (n,) targets."""
    z, target = SCORES[:, :1].clone(), torch.ones(len(IDS))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value_of(row, z, target)
            outcome = Shapes.WARNED if any("broadcasting" in str(w.message) for w in caught) else Shapes.BROADCAST
        except (RuntimeError, ValueError):
            outcome = Shapes.SAME
    assert outcome is (Shapes.SAME if row.shapes is Shapes.FEWER else row.shapes)


@pytest.mark.parametrize("row", [r for r in TORCH_LOSSES if r.checks_predictions], ids=lambda row: row.names[0])
def test_values_outside_the_unit_interval_are_refused(row: Loss) -> None:
    call = real(row.names[0])() if row.class_form else real(row.names[0])
    with pytest.raises(RuntimeError, match="all elements of input should be between 0 and 1"):
        call(SCORES * 3, ROWS)
    assert row.checks_targets
    with pytest.raises(RuntimeError, match="all elements of target should be between 0 and 1"):
        call(SCORES.sigmoid(), ROWS * 2 - 1)


def test_logits_with_signs_for_targets_have_no_floor() -> None:
    row = next(row for row in TORCH_LOSSES if row.names[0] == "torch.nn.BCEWithLogitsLoss")
    assert not row.checks_targets
    signs = ROWS * 2 - 1
    assert float(torch.nn.BCEWithLogitsLoss()(signs * 9, signs)) < -6


# ---- ready models ----


@pytest.mark.parametrize(
    ("name", "heads"),
    [(name, row.heads) for row in READY_MODELS for name in row.names if name.startswith("torchvision.")],
)
def test_a_head_is_where_the_row_says(name: str, heads: tuple[str, ...]) -> None:
    build = real(name)
    if build is None or not callable(build):
        pytest.skip("torchvision is not installed, or not for this torch")
    if not heads:
        return
    row = next(row for row in READY_MODELS if name in row.names)
    options = {"weights_backbone": None} if "weights_backbone" in row.params else {}
    try:
        with torch.device("meta"):
            model = build(weights=None, **options)
    except (TypeError, NotImplementedError, RuntimeError):
        pytest.skip("it cannot be built without data")
    path, _, place = heads[0].partition("[")
    found = model.get_submodule(path)
    layer = found[int(place.rstrip("]"))] if place else found
    assert type(layer).__name__ == row.layer
    assert getattr(layer, "out_features", getattr(layer, "out_channels", None)) == row.default_classes
