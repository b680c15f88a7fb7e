"""Rows of ready models that are picked by a name: `get_model(name)`, and any of a package, which is written ".*"."""

from __future__ import annotations

from lossguard.knowledge.rows import Fields, ReadyModel

_VISION = "pytorch.org/vision, torchvision.models"
_HEADS = (
    ("resnet", ("fc",)),
    ("resnext", ("fc",)),
    ("wide_resnet", ("fc",)),
    ("shufflenet", ("fc",)),
    ("regnet", ("fc",)),
    ("googlenet", ("fc",)),
    ("inception", ("fc",)),
    ("alexnet", ("classifier[6]",)),
    ("vgg", ("classifier[6]",)),
    ("mobilenet_v2", ("classifier[1]",)),
    ("efficientnet", ("classifier[1]",)),
    ("mnasnet", ("classifier[1]",)),
    ("squeezenet", ("classifier[1]",)),
    ("mobilenet_v3", ("classifier[3]",)),
    ("convnext", ("classifier[2]",)),
    ("maxvit", ("classifier[5]",)),
    ("densenet", ("classifier",)),
    ("swin", ("head",)),
    ("vit", ("heads.head",)),
)

BY_NAME: tuple[ReadyModel, ...] = (
    ReadyModel(
        names=("torchvision.models.get_model",),
        params="name, *, weights=None, num_classes=1000, **config",
        named="name",
        heads_by=_HEADS,
        checked="0.28",
        source=_VISION,
    ),
    # Classifiers of images for ImageNet, whichever it is.
    ReadyModel(
        names=("torchvision.models.*",),
        params="pretrained=False, progress=True, *, weights=None, num_classes=1000, **kwargs",
        heads_by=_HEADS,
        checked="0.28",
        source=_VISION,
    ),
    ReadyModel(
        names=("torchvision.models.segmentation.*",),
        params="pretrained=False, progress=True, num_classes=21, aux_loss=None, *, weights=None,"
        " weights_backbone=?, **kwargs",
        heads_by=(
            ("fcn", ("classifier[4]",)),
            ("deeplabv3", ("classifier[4]",)),
            ("lraspp", ("classifier.low_classifier", "classifier.high_classifier")),
        ),
        default_classes=21,
        layer="Conv2d",
        rank=4,
        result=Fields((("out", "output"), ("aux", "other"))),
        checked="0.28",
        source=_VISION,
    ),
    ReadyModel(
        names=("torchvision.models.video.*",),
        params="pretrained=False, progress=True, *, weights=None, num_classes=400, **kwargs",
        heads_by=(
            ("r", ("fc",)),
            ("mc", ("fc",)),
            ("s3d", ("classifier[1]",)),
            ("swin3d", ("head",)),
            ("mvit", ("head[1]",)),
        ),
        default_classes=400,
        checked="0.28",
        source=_VISION,
    ),
    ReadyModel(
        names=("pretrainedmodels.*",),
        params="num_classes=1000, pretrained='imagenet', **kwargs",
        heads=("last_linear",),
        checked="0.7.4",
        source="pretrainedmodels 0.7.4, models/",
    ),
)
