"""Rows of Cadene's pretrainedmodels, all of which give raw scores from one layer of one name."""

from __future__ import annotations

from lossguard.knowledge.rows import ReadyModel
from lossguard.vocabulary import Space

_CADENE = "pretrainedmodels 0.7.4, models/"

CADENE: tuple[ReadyModel, ...] = (
    ReadyModel(
        names=(
            "pretrainedmodels.bninception",
            "pretrainedmodels.cafferesnet101",
            "pretrainedmodels.dpn68",
            "pretrainedmodels.dpn68b",
            "pretrainedmodels.dpn92",
            "pretrainedmodels.dpn98",
            "pretrainedmodels.dpn131",
            "pretrainedmodels.dpn107",
            "pretrainedmodels.fbresnet152",
            "pretrainedmodels.inceptionresnetv2",
            "pretrainedmodels.inceptionv4",
            "pretrainedmodels.polynet",
            "pretrainedmodels.resnext101_32x4d",
            "pretrainedmodels.resnext101_64x4d",
            "pretrainedmodels.senet154",
            "pretrainedmodels.se_resnet50",
            "pretrainedmodels.se_resnet101",
            "pretrainedmodels.se_resnet152",
            "pretrainedmodels.se_resnext50_32x4d",
            "pretrainedmodels.se_resnext101_32x4d",
            "pretrainedmodels.alexnet",
            "pretrainedmodels.densenet121",
            "pretrainedmodels.densenet169",
            "pretrainedmodels.densenet201",
            "pretrainedmodels.densenet161",
            "pretrainedmodels.resnet18",
            "pretrainedmodels.resnet34",
            "pretrainedmodels.resnet50",
            "pretrainedmodels.resnet101",
            "pretrainedmodels.resnet152",
            "pretrainedmodels.vgg11",
            "pretrainedmodels.vgg11_bn",
            "pretrainedmodels.vgg13",
            "pretrainedmodels.vgg13_bn",
            "pretrainedmodels.vgg16",
            "pretrainedmodels.vgg16_bn",
            "pretrainedmodels.vgg19",
            "pretrainedmodels.vgg19_bn",
            "pretrainedmodels.vggm",
            "pretrainedmodels.xception",
        ),
        params="num_classes=1000, pretrained='imagenet'",
        heads=("last_linear",),
        checked="0.7.4",
        source=_CADENE,
    ),
    # Their weights have a class for the background.
    ReadyModel(
        names=(
            "pretrainedmodels.nasnetalarge",
            "pretrainedmodels.nasnetamobile",
            "pretrainedmodels.pnasnet5large",
        ),
        params="num_classes=1001, pretrained='imagenet'",
        heads=("last_linear",),
        checked="0.7.4",
        source=_CADENE,
    ),
    ReadyModel(
        names=(
            "pretrainedmodels.squeezenet1_0",
            "pretrainedmodels.squeezenet1_1",
        ),
        params="num_classes=1000, pretrained='imagenet'",
        heads=("last_conv",),
        space=Space.NONNEGATIVE,
        layer="Conv2d",
        rank=4,
        checked="0.7.4",
        source=_CADENE,
    ),
)
