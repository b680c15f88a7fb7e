"""The form of the rows of layers, ready models, model methods, data sets, encoders and array functions."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from lossguard.knowledge.index import canonical, find, parameters
from lossguard.knowledge.keras import models
from lossguard.knowledge.keras.applications import APPLICATIONS
from lossguard.knowledge.keras.layers import LAYERS
from lossguard.knowledge.labels import arrays
from lossguard.knowledge.labels.datasets import DATASETS
from lossguard.knowledge.labels.encoders import ENCODERS, ENCODES
from lossguard.knowledge.labels.flows import FLOW_CALLS, FLOWS
from lossguard.knowledge.parameters import ParameterKind
from lossguard.knowledge.rows import Activation, Application, By, Call, Encode, Fields, LabelSpec, Layer, LayerKind, Row
from lossguard.knowledge.versions import Version
from lossguard.vocabulary import Encoding

ROWS: tuple[Row, ...] = (
    *LAYERS, *APPLICATIONS, *models.CALLS, *DATASETS, *ENCODES, *ENCODERS, *FLOWS, *FLOW_CALLS, *arrays.ARRAY_CALLS,
)  # fmt: skip
CALLS: tuple[Call, ...] = (*models.CALLS, *FLOW_CALLS, *arrays.ARRAY_CALLS)
KERAS_1: Version = (1, 2, 2)
KERAS_2: Version = (2, 2, 4)
KERAS_3: Version = (3, 15)
LAYER_PARAMETERS = ("width", "activation", "axis", "inner", "shape", "merge_param", "multiplier", "keeps_dims")
WITH_WIDTH = (LayerKind.AFFINE, LayerKind.CONV, LayerKind.EMBED)
CONSTANTS = {"op", "how", "to", "of", "rank", "at", "default_axis", "likewise", "least", "swapped", "classes"}


def names(row: Row) -> list[str]:
    return [parameter.name for parameter in parameters(row)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{type(row).__name__} {row.names[0]} {row.versions}")
def test_an_old_keyword_leads_to_a_parameter_and_is_none_itself(row: Row) -> None:
    for old, new in row.aliases:
        assert new in names(row)
        assert old not in names(row)


@pytest.mark.parametrize("row", LAYERS, ids=lambda row: f"{row.names[0]} {row.versions}")
def test_a_layer_points_at_its_own_parameters(row: Layer) -> None:
    for field in LAYER_PARAMETERS:
        value = getattr(row, field)
        assert value is None or value in names(row), f"{field}: no parameter {value}"


@pytest.mark.parametrize("row", LAYERS, ids=lambda row: f"{row.names[0]} {row.versions}")
def test_a_layer_says_what_its_kind_needs(row: Layer) -> None:
    if row.kind in WITH_WIDTH:
        assert row.width is not None or row.keeps_width
    if row.kind in (LayerKind.CONV, LayerKind.FLATTEN):
        assert row.rank is not None
    if row.kind is LayerKind.ACTIVATION:
        assert (row.activation is None) != (row.fixed_activation is None)
    if row.kind in (LayerKind.WRAPPER, LayerKind.LAMBDA):
        assert row.inner is not None
    if row.kind in (LayerKind.COMBINE, LayerKind.POOL):
        assert row.operation is not None
    assert (row.fixed_activation is None) == (row.space is None)


@pytest.mark.parametrize("row", [row for row in LAYERS if row.fixed_activation], ids=lambda row: row.names[0])
def test_a_fixed_activation_has_the_space_of_the_activation_of_that_name(row: Layer) -> None:
    known = find(Activation, f"str:{row.fixed_activation}", "keras", KERAS_3)
    assert known is None or known.space is row.space


def test_functional_forms_take_what_they_apply_to_first() -> None:
    for row in LAYERS:
        if row.functional and row.kind is not LayerKind.INPUT:
            assert names(row)[0] == "inputs"


@pytest.mark.parametrize(
    ("expected", "name", "flavour", "version"),
    [
        (["output_dim", "init", "activation"], "keras.layers.Dense", "keras", KERAS_1),
        (["units", "activation", "use_bias"], "keras.layers.Dense", "keras", KERAS_2),
        (["units", "activation", "use_bias"], "keras.layers.Dense", "tf", (2, 15)),
        (["units", "activation", "use_bias"], "keras.layers.Dense", "keras", ()),
        (["nb_filter", "nb_row", "nb_col"], "keras.layers.Convolution2D", "keras", KERAS_1),
        (["filters", "kernel_size", "strides"], "keras.layers.Convolution2D", "keras", KERAS_2),
        (["alpha"], "keras.layers.LeakyReLU", "tf", (2, 15)),
        (["negative_slope"], "keras.layers.LeakyReLU", "keras", KERAS_3),
        (["epsilon", "mode", "axis"], "keras.layers.BatchNormalization", "keras", KERAS_1),
        (["axis", "momentum", "epsilon"], "keras.layers.BatchNormalization", "tf", (1, 12)),
        (["shape", "batch_shape", "name"], "keras.layers.Input", "keras", KERAS_2),
        (["shape", "batch_size", "name"], "keras.layers.Input", "tf", (2, 4)),
        (["shape", "batch_size", "dtype"], "keras.layers.Input", "keras", KERAS_3),
    ],
)
def test_the_parameters_of_a_layer_are_those_of_the_version(
    expected: list[str], name: str, flavour: str, version: Version
) -> None:
    row = find(Layer, name, flavour, version)
    assert row is not None
    assert names(row)[: len(expected)] == expected


@pytest.mark.parametrize(("expected", "version"), [(7, (2, 2)), (8, (2, 3)), (7, (1, 12))])
def test_groups_moved_the_activation_of_convolutions_by_one(expected: int, version: Version) -> None:
    row = find(Layer, "keras.layers.Conv2D", "tf", version)
    assert row is not None
    assert names(row).index("activation") + 1 == expected


def test_layers_gone_from_a_version_have_no_row_there() -> None:
    for name, flavour, version in [
        ("keras.layers.ThresholdedReLU", "keras", KERAS_3),
        ("keras.layers.Merge", "keras", KERAS_3),
        ("keras.layers.MaxoutDense", "tf", (2, 15)),
        ("keras.layers.Softmax", "keras", (2, 1, 2)),
        ("keras.layers.CuDNNLSTM", "keras", KERAS_3),
    ]:
        assert find(Layer, name, flavour, version) is None, name


@pytest.mark.parametrize("row", APPLICATIONS, ids=lambda row: f"{row.names[0]} {row.versions}")
def test_a_ready_model_points_at_its_own_parameters(row: Application) -> None:
    for value in (row.top, row.classes, row.activation, row.pooling):
        assert value is None or value in names(row)
    assert find(Activation, f"str:{row.fixed_activation}", "keras", KERAS_1) is not None


@pytest.mark.parametrize(
    ("expected", "name", "flavour", "version"),
    [
        (None, "keras.applications.VGG16", "keras", (2, 3, 1)),
        (None, "keras.applications.vgg16.VGG16", "tf", (2, 1)),
        ("classifier_activation", "keras.applications.VGG16", "tf", (2, 2)),
        ("classifier_activation", "keras.applications.resnet50.ResNet50", "tf", (2, 15)),
        (None, "keras.applications.DenseNet121", "tf", (2, 8)),
        ("classifier_activation", "keras.applications.DenseNet121", "tf", (2, 10)),
        ("classifier_activation", "keras.applications.EfficientNetB0", "keras", KERAS_3),
    ],
)
def test_the_head_of_a_ready_model_can_be_set_where_the_version_allows_it(
    expected: str | None, name: str, flavour: str, version: Version
) -> None:
    row = find(Application, name, flavour, version)
    assert row is not None
    assert row.activation == expected


@pytest.mark.parametrize(
    ("expected", "name", "flavour", "version"),
    [
        (["optimizer", "loss", "metrics", "sample_weight_mode"], "keras.Sequential.compile", "keras", (2, 0, 4)),
        (["optimizer", "loss", "metrics", "loss_weights"], "keras.Model.compile", "keras", (2, 0, 4)),
        (["optimizer", "loss", "metrics", "loss_weights", "weighted_metrics"], "keras.Model.compile", "tf", (2, 15)),
        (["optimizer", "loss", "loss_weights", "metrics"], "keras.Model.compile", "keras", KERAS_3),
        (["x", "y", "batch_size", "nb_epoch"], "keras.Model.fit", "keras", KERAS_1),
        (["x", "y", "batch_size", "epochs"], "keras.Model.fit", "keras", KERAS_2),
    ],
)
def test_the_parameters_of_a_method_are_those_of_the_version(
    expected: list[str], name: str, flavour: str, version: Version
) -> None:
    row = find(Call, name, flavour, version)
    assert row is not None
    assert names(row)[: len(expected)] == expected


def test_methods_are_found_under_both_spellings_of_the_class() -> None:
    for row in models.CALLS:
        for name in row.names:
            if re.match(r"keras\.(Model|Sequential)\.", name):
                assert canonical(name)[0] in row.names


def test_every_effect_is_explained() -> None:
    for table, text in ((models.CALLS, models.__doc__), (arrays.ARRAY_CALLS, arrays.__doc__)):
        told = set(re.findall(r"\w+", text or ""))
        assert {row.effect for row in table} <= told
    assert {row.effect for row in FLOW_CALLS} <= set(re.findall(r"\w+", arrays.__doc__ or ""))


@pytest.mark.parametrize("row", CALLS, ids=lambda row: f"{row.names[0]} {row.effect} {row.versions}")
def test_the_options_of_a_call_name_its_parameters(row: Call) -> None:
    for role, value in row.options:
        if isinstance(value, str) and role not in CONSTANTS and role not in ("builder", "one_hot_for"):
            assert value in names(row), f"{role}: no parameter {value}"


def test_what_a_method_is_called_on_binds_to_its_first_parameter() -> None:
    for row in arrays.ARRAY_CALLS:
        if row.names[0].startswith(("array.", "dataset.")):
            first = parameters(row)[0]
            assert first.kind is ParameterKind.POSITIONAL
            subject = dict(row.options).get("subject", first.name)
            assert subject == first.name


@pytest.mark.parametrize("row", DATASETS, ids=lambda row: row.names[0])
def test_a_data_set_has_inputs_and_labels(row: object) -> None:
    structure = row.structure  # type: ignore[attr-defined]
    shapes = [shape for _, shape in structure.cases] if isinstance(structure, By) else [structure]
    for shape in shapes:
        assert {"x", "y"} <= leaves(shape)


def leaves(shape: object) -> set[str]:
    if isinstance(shape, str):
        return {shape}
    parts = [part for _, part in shape.pairs] if isinstance(shape, Fields) else list(shape)  # type: ignore[call-overload]
    return set().union(*(leaves(part) for part in parts))


def specs(row: Row) -> list[LabelSpec]:
    found: list[LabelSpec] = []
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, LabelSpec):
            found.append(value)
        elif isinstance(value, By):
            found += [case for _, case in value.cases if isinstance(case, LabelSpec)]
    return found


@pytest.mark.parametrize(
    "row", (*DATASETS, *FLOWS, *ENCODES, *ENCODERS), ids=lambda row: f"{row.names[0]} {row.versions}"
)
def test_labels_are_described_without_contradiction(row: Row) -> None:
    for spec in specs(row):
        assert spec.width is None or spec.rank is None or spec.rank > 1
        assert not isinstance(spec.classes, str) or spec.classes in names(row)
        if spec.encoding in (Encoding.ONE_HOT, Encoding.MULTI_HOT) and not isinstance(row, Encode):
            assert spec.width is not None
            assert (spec.low, spec.high) == (0, 1)
        if spec.encoding is Encoding.INDEX and isinstance(spec.classes, int) and spec.low is not None:
            assert spec.high == spec.low + spec.classes - 1


def test_a_flow_depends_on_a_mode_with_a_default_it_knows() -> None:
    for row in FLOWS:
        mode = next(parameter for parameter in parameters(row) if parameter.name == row.labels.param)
        assert row.labels.given(mode.default) is not None
