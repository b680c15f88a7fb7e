"""Ready models of other packages for PyTorch: the head that a number of classes makes."""

from __future__ import annotations

from tests.measured.cases import HEAD, Case, Table

START = """\
import monai
import pretrainedmodels
import segmentation_models_pytorch as smp
import timm
import torch
import torch.nn as nn

torch.manual_seed(0)
loss = nn.MSELoss()
target = torch.zeros(2, 7)
image = torch.randn(2, 3, 64, 64)
wide = torch.randn(2, 3, 128, 128)
large = torch.randn(2, 3, 224, 224)
"""
ALL = ("rank", "width", "space")
SMP = ("Unet", "MAnet", "Linknet", "FPN", "PSPNet", "PAN", "DeepLabV3", "DeepLabV3Plus", "UPerNet", "Segformer")
DEFAULTS = ("Unet", "FPN")  # whose one unit is not of one sign all over this image
WEIGHTS = "encoder_weights=None"
LOUD = "nn.init.normal_(model.{}.weight, std=1e9)"  # far from 0, where some begin


def _segmented(name: str) -> tuple[Case, ...]:
    row, made = f"ReadyModel segmentation_models_pytorch.{name}", f"model = smp.{name}('resnet18', {WEIGHTS}"
    loud = LOUD.format("segmentation_head[0]")
    return (
        Case(row, "model(wide)", (f"{made}, classes=7).eval()", loud), HEAD, ALL),
        Case(row, "model(wide)", (f"{made}, classes=7, activation='sigmoid').eval()", loud), HEAD, ALL),
        *([Case(row, "model(image)", (f"{made}).eval()", loud), HEAD, ALL)] if name in DEFAULTS else []),
    )


def _classified(row: str, made: str, data: str, path: str, features: int) -> tuple[Case, ...]:
    loud = LOUD.format(path)
    return (
        Case(f"ReadyModel {row}", f"model({data})", (f"model = {made}.eval()", loud), HEAD, ALL),
        Case(f"ReadyModel {row}", f"model({data})", (f"model.{path} = nn.Linear({features}, 9)", loud), HEAD, ALL),
    )


TABLE = Table(
    name="zoo_kin",
    needs=("timm", "segmentation_models_pytorch", "pretrainedmodels", "monai", "torch"),
    start=START,
    uses={HEAD: "loss({}, target)"},
    cases=(
        *(case for name in SMP for case in _segmented(name)),
        Case("ReadyModel segmentation_models_pytorch.create_model", "model(image)",
             (f"model = smp.create_model('unet', 'resnet18', {WEIGHTS}, classes=7).eval()",
              LOUD.format("segmentation_head[0]")), HEAD, ALL),
        *_classified("timm.create_model", "timm.create_model('resnet18', num_classes=7)", "image", "fc", 512),
        *_classified("timm.create_model", "timm.create_model('efficientnet_b0', num_classes=7)", "image",
                     "classifier", 1280),
        *_classified("timm.create_model", "timm.create_model('vit_tiny_patch16_224', num_classes=7)", "large",
                     "head", 192),
        *_classified("pretrainedmodels.*", "pretrainedmodels.resnet18(pretrained=None)", "large", "last_linear", 512),
        *_classified("pretrainedmodels.bninception", "pretrainedmodels.bninception(pretrained=None)", "large",
                     "last_linear", 1024),
        *_classified("pretrainedmodels.nasnetalarge", "pretrainedmodels.nasnetamobile(7, pretrained=None)", "large",
                     "last_linear", 1056),
        Case("ReadyModel pretrainedmodels.squeezenet1_0", "model(large)",
             ("model = pretrainedmodels.squeezenet1_0(pretrained=None).eval()", LOUD.format("last_conv")), HEAD, ALL),
        Case("ReadyModel monai.networks.nets.UNet", "model(image)",
             ("model = monai.networks.nets.UNet(2, 3, 7, (4, 8), (2,))",), HEAD, ("width", "space")),
    ),
)  # fmt: skip
