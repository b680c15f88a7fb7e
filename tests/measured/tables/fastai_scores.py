"""The losses and metrics of fastai and fvcore against their definitions, over what the rows say that they expect."""

from __future__ import annotations

from lossguard.knowledge.rows import By, Loss, Metric
from lossguard.knowledge.torch.losses import LOSSES
from lossguard.knowledge.torch.metrics import METRICS
from lossguard.vocabulary import Space
from tests.measured.cases import EQUAL, Case, Table
from tests.proved.record import key_of

START = """\
import torch
import torch.nn.functional as F
from fastai import losses, metrics
from fastai.losses import BCELossFlat, BCEWithLogitsLossFlat, CrossEntropyLossFlat, FocalLossFlat
from fastai.vision.all import L1LossFlat, MSELossFlat
from fvcore.nn import sigmoid_focal_loss

torch.manual_seed(0)
classes = {"z": torch.randn(24, 4) * 2, "y": torch.arange(24) % 5 % 4}
bits = {"z": torch.randn(24, 4) * 2, "y": (torch.rand(24, 4) > 0.6).long()}
floats = {"z": bits["z"], "y": bits["y"].float()}
maps = {"z": torch.randn(6, 4, 3, 3), "y": torch.randint(0, 4, (6, 3, 3))}
reals = {"z": torch.randn(24, 1), "y": torch.randn(24, 1)}


def pairs(*both):
    return [float(each.sum()) for pair in both for each in pair]


def dice(z, y):
    p, hot = z.softmax(1), F.one_hot(y, 4).movedim(-1, 1)
    return 1 - (2 * (p * hot).sum((2, 3)) + 1e-6) / ((p + hot).sum((2, 3)) + 1e-6)


def focal(z, y):
    bce = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    return (1 - (-bce).exp()) ** 2 * bce


def focal_classes(z, y):
    ce = F.cross_entropy(z, y, reduction="none")
    return ((1 - (-ce).exp()) ** 2 * ce).mean()


"""
LINKS = {Space.REAL: "z", Space.UNIT: "z.sigmoid()", Space.SIMPLEX: "z.softmax(1)"}
SMOOTHED = "F.cross_entropy(z, y, label_smoothing=0.1)"
# By the name of a row: its spelling, the data, and the definition.
LOSS = {
    "fastai.CrossEntropyLossFlat": ("CrossEntropyLossFlat()", "classes", "F.cross_entropy(z, y)"),
    "fastai.FocalLossFlat": ("FocalLossFlat()", "classes", "focal_classes(z, y)"),
    "fastai.FocalLoss": ("losses.FocalLoss()", "classes", "focal_classes(z, y)"),
    "fastai.LabelSmoothingCrossEntropy": ("losses.LabelSmoothingCrossEntropy()", "classes", SMOOTHED),
    "fastai.LabelSmoothingCrossEntropyFlat": ("losses.LabelSmoothingCrossEntropyFlat()", "classes", SMOOTHED),
    "fastai.BCEWithLogitsLossFlat": (
        "BCEWithLogitsLossFlat()", "bits", "F.binary_cross_entropy(z.sigmoid(), y.float())"
    ),
    "fastai.BCELossFlat": ("BCELossFlat()", "bits", "F.binary_cross_entropy(z.sigmoid(), y.float())"),
    "fastai.MSELossFlat": ("MSELossFlat()", "reals", "((z - y) ** 2).mean()"),
    "fastai.L1LossFlat": ("L1LossFlat()", "reals", "(z - y).abs().mean()"),
    "fastai.DiceLoss": ("losses.DiceLoss()", "maps", "dice(z, y)"),
    "fvcore.nn.sigmoid_focal_loss": ("sigmoid_focal_loss", "floats", "focal(z, y)"),
}  # fmt: skip
METRIC = {
    "fastai.accuracy": ("metrics.accuracy", "classes", "(z.argmax(1) == y).float().mean()"),
    "fastai.top_k_accuracy": (
        "metrics.top_k_accuracy", "classes",
        "(z.topk(min({k}, 4), 1)[1] == y[:, None]).any(1).float().mean()",
    ),
    "fastai.accuracy_multi": ("metrics.accuracy_multi", "bits", "((z.sigmoid() > 0.5).long() == y).float().mean()"),
    "fastai.foreground_acc": (
        "metrics.foreground_acc", "maps", "(z.argmax(1) == y)[y != 0].float().mean()",
    ),
    "fastai.mse": ("metrics.mse", "reals", "((z - y) ** 2).mean()"),
}  # fmt: skip


def _loss(row: Loss) -> Case:
    assert not isinstance(row.expects, By)
    spelled, data, definition = LOSS[row.names[0]]
    value, other = f"{spelled}({LINKS[row.expects]}, y)", f"{spelled}({LINKS[row.expects]}.roll(1, 0), y)"
    return _case(key_of(row), data, value, definition, other)


def _metric(row: Metric) -> Case:
    spelled, data, definition = METRIC[row.names[0]]
    target = "y[:, None]" if data == "maps" else "y"
    options = ", k=2" if "{k}" in definition else ""
    value, other = f"{spelled}(z, {target}{options})", f"{spelled}(z.roll(1, 0), {target}{options})"
    return _case(key_of(row), data, value, definition.replace("{k}", "2"), other)


def _case(key: str, data: str, value: str, definition: str, other: str) -> Case:
    told = f"({value}, {definition}), ({value}, {other})"
    return Case(key, f"(lambda z, y: pairs({told}))(**{data})", part=EQUAL, tells=())


TABLE = Table(
    name="fastai_scores",
    needs=("fastai", "fvcore", "torch"),
    start=START,
    uses={},
    cases=(
        *(_loss(row) for row in LOSSES if row.names[0] in LOSS),
        *(_metric(row) for row in METRICS if row.names[0] in METRIC),
    ),
)
