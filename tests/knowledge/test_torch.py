"""The rows of PyTorch and its kin: what they name, how they agree with themselves, and how names are found."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from lossguard.knowledge.index import canonical, find, parameters
from lossguard.knowledge.labels import arrays
from lossguard.knowledge.parameters import ParameterKind, parse_parameters
from lossguard.knowledge.rows import (
    Activation,
    By,
    Call,
    Fields,
    LabelSpec,
    Layer,
    LayerKind,
    Loss,
    Metric,
    ReadyModel,
    Row,
)
from lossguard.knowledge.torch import data, tensors
from lossguard.knowledge.torch.activations import ACTIVATIONS
from lossguard.knowledge.torch.layers import LAYERS
from lossguard.knowledge.torch.losses import LOSSES
from lossguard.knowledge.torch.metrics import METRICS
from lossguard.knowledge.torch.models import CALLS
from lossguard.knowledge.torch.models import __doc__ as MODEL_EFFECTS
from lossguard.knowledge.torch.zoo import READY_MODELS
from lossguard.knowledge.versions import Version, holds
from lossguard.vocabulary import Encoding, Family, Space

TORCH: Version = (2, 13)
CALL_ROWS = (*CALLS, *tensors.TENSOR_CALLS, *data.LOADERS)
ROWS: tuple[Row, ...] = (
    *LOSSES, *METRICS, *ACTIVATIONS, *LAYERS, *READY_MODELS, *CALL_ROWS, *data.DATASETS, *data.ENCODES,
)  # fmt: skip
CONSTANTS = {"block", "several", "op", "how", "to", "likewise", "least", "of"}
# Rows of packages that go with any framework.
ANYWHERE = (
    "transformers.",
    "datasets.",
    "evaluate.",
    "albumentations.",
    "multiprocessing.",
    "threading.",
    "torch_xla.",
)
POINTERS = ("width", "activation", "axis", "inner", "shape", "doubles", "instead")
RESULTS = {"output", "state", "other", "losses"}


def named(row: Row) -> list[str]:
    return [parameter.name for parameter in parameters(row)]


def identity(row: Row) -> str:
    return f"{type(row).__name__} {row.names[0]} {row.versions}"


@pytest.mark.parametrize("row", ROWS, ids=identity)
def test_every_name_is_found_in_the_flavour_torch(row: Row) -> None:
    for name in row.names:
        if name.startswith("str:"):
            continue
        spelled = name.replace("array.", "torch.Tensor.", 1) if name.startswith("array.") else name
        found, flavour = canonical(spelled)
        assert found == name
        assert flavour == "torch" or name.startswith(ANYWHERE)
        if holds(row.versions, "torch", TORCH):
            assert find(type(row), found, "torch", TORCH) is row


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ("torch.nn.CrossEntropyLoss", "torch.nn.modules.loss.CrossEntropyLoss"),
        ("torch.nn.Linear", "torch.nn.modules.Linear"),
        ("torchvision.models.resnet18", "torchvision.models.resnet.resnet18"),
        ("torchvision.models.segmentation.fcn_resnet50", "torchvision.models.segmentation.fcn.fcn_resnet50"),
        ("torchvision.datasets.MNIST", "torchvision.datasets.mnist.MNIST"),
        ("torchmetrics.classification.MulticlassAccuracy", "torchmetrics.classification.accuracy.MulticlassAccuracy"),
        ("torchmetrics.functional.accuracy", "pytorch_lightning.metrics.functional.accuracy"),
        ("lightning.LightningModule", "pytorch_lightning.LightningModule"),
        ("timm.create_model", "timm.models.create_model"),
        ("fastai.CrossEntropyLossFlat", "fastai.vision.all.CrossEntropyLossFlat"),
        ("array.softmax", "torch.Tensor.softmax"),
        ("torch.Tensor", "torch.Tensor"),
    ],
)
def test_spellings_of_torch_lead_to_one_name(expected: str, name: str) -> None:
    assert canonical(name) == (expected, "torch")


@pytest.mark.parametrize("row", (*LOSSES, *METRICS), ids=identity)
def test_predictions_and_targets_are_parameters_in_that_order(row: Loss | Metric) -> None:
    """torch asks for the prediction first, Keras for the target."""
    if isinstance(row, Metric) and row.factory is not None:
        assert row.factory.param == "task"
        return
    taken = [parameter.name for parameter in parse_parameters(row.call)] if row.class_form else named(row)
    assert row.prediction in taken
    assert row.target in taken
    assert taken.index(row.prediction) <= taken.index(row.target)


@pytest.mark.parametrize("row", LOSSES, ids=identity)
def test_the_switches_of_a_loss_are_parameters(row: Loss) -> None:
    for fact in (row.labels_by, row.units_by, row.family_by, row.target_space, *row.otherwise):
        if isinstance(fact, By):
            assert fact.param in named(row)
    for refusal in row.refuses:
        assert refusal.dtypes
        assert not refusal.encodings or row.family is Family.MARGIN or row.family is Family.CATEGORICAL


def test_a_module_and_its_function_say_the_same() -> None:
    told = ("family", "expects", "labels", "units", "class_axis", "shapes", "refuses", "also_takes")
    for row in LOSSES:
        words = re.sub(r"Loss$", "", row.names[0].rsplit(".", 1)[-1])
        if row.class_form and row.names[0].startswith("torch.nn.") and words != "NLLLoss2d":
            twin = next((o for o in LOSSES if not o.class_form and o.canonical == row.canonical), None)
            if twin is not None and twin.versions == row.versions:
                assert {part: getattr(twin, part) for part in told} == {part: getattr(row, part) for part in told}


def test_cross_entropy_learnt_to_read_probabilities_in_1_10() -> None:
    before = find(Loss, "torch.nn.CrossEntropyLoss", "torch", (1, 9))
    after = find(Loss, "torch.nn.CrossEntropyLoss", "torch", (1, 10))
    assert before is not None
    assert after is not None
    assert Encoding.SOFT not in before.labels
    assert Encoding.SOFT in after.labels
    assert "label_smoothing" in named(after)


def test_a_string_meant_for_reduction_lands_in_size_average() -> None:
    first = {name: named(row)[0] for row in LOSSES for name in row.names if row.class_form and named(row)}
    assert first["torch.nn.MSELoss"] == "size_average"
    assert first["torch.nn.HuberLoss"] == "reduction"
    assert first["torch.nn.CrossEntropyLoss"] == "weight"


def test_segmentation_losses_differ_in_what_they_take_by_default() -> None:
    smp = find(Loss, "segmentation_models_pytorch.losses.DiceLoss", "torch", TORCH)
    monai = find(Loss, "monai.losses.DiceLoss", "torch", TORCH)
    assert smp is not None
    assert monai is not None
    assert isinstance(smp.expects, By)
    assert smp.expects.given(True) is Space.REAL
    assert isinstance(monai.expects, By)
    assert monai.expects.given(False) is None
    assert monai.otherwise[-1] is Space.UNIT


@pytest.mark.parametrize("row", METRICS, ids=identity)
def test_a_factory_leads_to_rows(row: Metric) -> None:
    if row.factory is None:
        return
    tasks = [task for task, _ in row.factory.cases]
    assert set(tasks) <= {"binary", "multiclass", "multilabel"}
    for _, name in row.factory.cases:
        assert find(Metric, name, "torch", TORCH) is not None, name


def test_averages_are_micro_by_task_and_macro_by_class() -> None:
    by_task = find(Metric, "torchmetrics.F1Score", "torch", TORCH)
    by_class = find(Metric, "torchmetrics.classification.MulticlassF1Score", "torch", TORCH)
    assert by_task is not None
    assert by_class is not None
    assert next(p.default for p in parameters(by_task) if p.name == "average") == "micro"
    assert next(p.default for p in parameters(by_class) if p.name == "average") == "macro"


@pytest.mark.parametrize("row", LAYERS, ids=identity)
def test_a_layer_points_at_its_own_parameters_and_says_what_its_kind_needs(row: Layer) -> None:
    for field in POINTERS:
        value = getattr(row, field)
        assert value is None or value in named(row), f"{field}: no parameter {value}"
    if row.kind in (LayerKind.AFFINE, LayerKind.CONV, LayerKind.EMBED) and not row.functional:
        assert row.width is not None or row.keeps_width
    if row.kind in (LayerKind.CONV, LayerKind.FLATTEN):
        assert row.rank is not None
    if row.kind is LayerKind.ACTIVATION:
        assert row.fixed_activation is not None
    if row.kind is LayerKind.POOL:
        assert row.operation is not None
    assert (row.fixed_activation is None) == (row.space is None)
    assert row.axis_by_rank <= (row.axis is not None)


def leaves(shape: object) -> set[str]:
    match shape:
        case str():
            return {shape}
        case Fields(pairs):
            return set().union(*(leaves(part) for _, part in pairs))
        case tuple():
            return set().union(*(leaves(part) for part in shape))
        case _:
            return set()


def test_what_a_call_gives_is_told_in_known_words() -> None:
    for layer in LAYERS:
        assert leaves(layer.result) <= RESULTS
    for model in READY_MODELS:
        assert leaves(model.result) <= RESULTS
        assert leaves(model.train_result) <= RESULTS


@pytest.mark.parametrize("row", ACTIVATIONS, ids=identity)
def test_an_activation_without_an_axis_decides_by_the_rank(row: Activation) -> None:
    assert row.axis_param is None or row.axis_param in named(row)
    if row.axis_by_rank:
        axis = next(p for p in parameters(row) if p.name == row.axis_param)
        assert axis.default is None


@pytest.mark.parametrize("row", READY_MODELS, ids=identity)
def test_a_ready_model_points_at_its_own_parameters(row: ReadyModel) -> None:
    for value in (row.classes, row.named, row.activation, row.listed, row.configured):
        assert value is None or value in named(row)
    if row.heads_by and row.named is None:
        assert row.names[0].endswith(".*"), "the name decides, and none is given"
    assert not row.default_for or row.named is not None


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        (("fc",), "torchvision.models.resnet50"),
        (("classifier[6]",), "torchvision.models.vgg16"),
        (("classifier[1]",), "torchvision.models.efficientnet_b0"),
        (("heads.head",), "torchvision.models.vit_b_16"),
    ],
)
def test_the_head_of_a_ready_model_has_its_place(expected: tuple[str, ...], name: str) -> None:
    row = find(ReadyModel, name, "torch", TORCH)
    assert row is not None
    assert row.heads == expected


def test_squeezenet_alone_does_not_give_free_values() -> None:
    squashed = {name for row in READY_MODELS for name in row.names if row.space is not Space.REAL}
    packages = ("torchvision.models", "pretrainedmodels")
    assert squashed == {f"{package}.squeezenet{version}" for package in packages for version in ("1_0", "1_1")}


def test_every_effect_is_explained() -> None:
    told = set(re.findall(r"\w+", (arrays.__doc__ or "") + (tensors.__doc__ or "")))
    assert {row.effect for row in tensors.TENSOR_CALLS} <= told
    assert {row.effect for row in data.LOADERS} <= told | set(re.findall(r"\w+", data.__doc__ or ""))
    assert {row.effect for row in CALLS} <= told | set(re.findall(r"\w+", MODEL_EFFECTS or ""))


@pytest.mark.parametrize("row", CALL_ROWS, ids=identity)
def test_the_options_of_a_call_name_its_parameters(row: Call) -> None:
    for role, value in row.options:
        if isinstance(value, str) and role not in CONSTANTS:
            assert value in named(row), f"{role}: no parameter {value}"


def test_what_a_method_is_called_on_binds_to_its_first_parameter() -> None:
    for row in (*tensors.TENSOR_CALLS, *ACTIVATIONS):
        if row.names[0].startswith("array."):
            assert parameters(row)[0].kind is ParameterKind.POSITIONAL
            assert named(row)[0] == "a"


def test_numpys_methods_stay_as_they_are_outside_of_torch() -> None:
    for row in tensors.TENSOR_CALLS:
        for name in row.names:
            other = find(Call, name, "", ())
            if name.startswith("array.") and row.versions == "torch":
                assert other is not row


@pytest.mark.parametrize("row", data.DATASETS, ids=identity)
def test_labels_are_described_without_contradiction(row: Row) -> None:
    for field in fields(row):
        value = getattr(row, field.name)
        specs = [case for _, case in value.cases] if isinstance(value, By) else [value]
        for spec in specs:
            if isinstance(spec, LabelSpec):
                assert not isinstance(spec.classes, str) or spec.classes in named(row)
                if spec.encoding is Encoding.INDEX and isinstance(spec.classes, int) and spec.high is not None:
                    assert spec.low is not None
                    assert spec.high == spec.low + spec.classes - 1


def test_the_letters_of_emnist_are_numbered_from_one() -> None:
    row = next(row for row in data.DATASETS if row.names[0] == "torchvision.datasets.EMNIST")
    assert isinstance(row.labels, By)
    letters = row.labels.given("letters")
    assert letters is not None
    assert (letters.low, letters.high) == (1, 26)
