"""The ready models of torchvision: the head that a number of classes makes, and the one put in its place."""

from __future__ import annotations

from tests.measured.cases import HEAD, Case, Table

START = """\
import torch
import torch.nn as nn
import torchvision
from torchvision.models import detection, segmentation, video

torch.manual_seed(0)
loss = nn.MSELoss()
target = torch.zeros(2, 7)
image = torch.randn(2, 3, 64, 64)
large = torch.randn(2, 3, 224, 224)
huge = torch.randn(2, 3, 299, 299)
clip = torch.randn(1, 3, 16, 64, 64)
film = torch.randn(1, 3, 16, 224, 224)
"""
ALL = ("rank", "width", "space")
# The name, the input, the head, and one in its place.
MODELS = {
    "resnet18": ("image", "fc", "nn.Linear(512, 9)"), "alexnet": ("large", "classifier[6]", "nn.Linear(4096, 9)"),
    "mobilenet_v2": ("image", "classifier[1]", "nn.Linear(1280, 9)"),
    "mobilenet_v3_small": ("image", "classifier[3]", "nn.Linear(1024, 9)"),
    "convnext_tiny": ("image", "classifier[2]", "nn.Linear(768, 9)"),
    "maxvit_t": ("large", "classifier[5]", "nn.Linear(512, 9)"),
    "densenet121": ("image", "classifier", "nn.Linear(1024, 9)"), "swin_t": ("image", "head", "nn.Linear(768, 9)"),
    "vit_b_16": ("large", "heads.head", "nn.Linear(768, 9)"),
}  # fmt: skip
VIDEO = {
    "r3d_18": ("clip", "fc", "nn.Linear(512, 9)"), "s3d": ("film", "classifier[1]", "nn.Conv3d(1024, 9, 1)"),
    "swin3d_t": ("clip", "head", "nn.Linear(768, 9)"), "mvit_v1_b": ("film", "head[1]", "nn.Linear(768, 9)"),
}  # fmt: skip


LOUD = "nn.init.normal_(model.{}.weight, std=1e9)"  # far from 0, where some begin


def _cases(row: str, build: str, data: str, path: str, layer: str) -> tuple[Case, ...]:
    row = f"ReadyModel torchvision.models.{row}"
    loud = LOUD.format(path)
    made, plain = (f"model = torchvision.models.{build.format(options)}.eval()" for options in ("num_classes=7", ""))
    return (
        Case(row, f"model({data})", (made, loud), HEAD, ALL),
        Case(row, f"model({data})", (f"model.{path} = {layer}", loud, "model.eval()"), HEAD, ALL),
        Case(row, f"model({data})", (plain, loud), HEAD, ALL),
    )


TABLE = Table(
    name="torchvision_models",
    needs=("torchvision", "torch"),
    start=START,
    uses={HEAD: "loss({}, target)"},
    cases=(
        *(
            case
            for name, (data, path, layer) in MODELS.items()
            for case in _cases(name, f"{name}({{}})", data, path, layer)
        ),
        *(
            case
            for name, (data, path, layer) in VIDEO.items()
            for case in _cases(f"video.{name}", f"video.{name}({{}})", data, path, layer)
        ),
        Case("ReadyModel torchvision.models.squeezenet1_0", "model(image)",
             ("model = torchvision.models.squeezenet1_0(num_classes=7).eval()",
              "nn.init.normal_(model.classifier[1].weight, std=100)"), HEAD, ALL),
        Case("ReadyModel torchvision.models.squeezenet1_0", "model(image) ",
             ("model.classifier[1] = nn.Conv2d(512, 9, 1)",
              "nn.init.normal_(model.classifier[1].weight, std=100)"), HEAD, ALL),
        Case("ReadyModel torchvision.models.inception_v3", "answer.logits * 1000",
             ("model = torchvision.models.inception_v3(num_classes=7, init_weights=False)", "answer = model(huge)"),
             HEAD, ALL),
        Case("ReadyModel torchvision.models.googlenet", "answer.logits * 1000",
             ("model = torchvision.models.googlenet(num_classes=7, init_weights=False)", "answer = model(large)"),
             HEAD, ALL),
        Case("ReadyModel torchvision.models.googlenet", "plain(large) * 1000",
             ("plain = torchvision.models.googlenet(num_classes=7, init_weights=False, aux_logits=False)",), HEAD, ALL),
        Case("ReadyModel torchvision.models.segmentation.fcn_resnet50", "model(image)['out'] * 1e9",
             ("model = segmentation.fcn_resnet50(num_classes=7, weights_backbone=None).eval()",), HEAD, ALL),
        Case("ReadyModel torchvision.models.segmentation.fcn_resnet50", "model(image)['out'] * 9e8",
             ("model.classifier[4] = nn.Conv2d(512, 9, 1)", "model.eval()"), HEAD, ALL),
        Case("ReadyModel torchvision.models.segmentation.lraspp_mobilenet_v3_large", "model(image)['out'] * 9e8",
             ("model = segmentation.lraspp_mobilenet_v3_large(num_classes=7, weights_backbone=None).eval()",
              "model.classifier.low_classifier = nn.Conv2d(40, 9, 1)",
              "model.classifier.high_classifier = nn.Conv2d(128, 9, 1)", "model.eval()"), HEAD, ALL),
        Case("ReadyModel torchvision.models.get_model", "model(image) * 1000",
             ("model = torchvision.models.get_model('resnet18', num_classes=7).eval()",), HEAD, ALL),
    ),
)  # fmt: skip
