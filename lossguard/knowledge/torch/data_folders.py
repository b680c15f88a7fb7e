"""Rows of torchvision's sets of videos, masks and folders; `data.py` joins them."""

from __future__ import annotations

from lossguard.knowledge.rows import DataSet, Fields, LabelSpec, by
from lossguard.vocabulary import Encoding

_VISION = "pytorch.org/vision, torchvision.datasets"
_TARGETS = Fields((("targets", "y"),))
_VOC = LabelSpec(encoding=Encoding.INDEX, classes=21, low=0, high=20)
_FOLDERS = LabelSpec(encoding=Encoding.INDEX, rank=1, dtype="int64", low=0)

FOLDERS: tuple[DataSet, ...] = (
    # Elements are (video, audio, label).
    DataSet(
        names=("torchvision.datasets.HMDB51",),
        params="root, annotation_path, frames_per_clip, *args, **kwargs",
        structure="triples",
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, classes=51, dtype="int64", low=0, high=50),
        counts=("classes",),
        checked="0.28",
        source=_VISION,
    ),
    DataSet(
        names=("torchvision.datasets.UCF101",),
        params="root, annotation_path, frames_per_clip, *args, **kwargs",
        structure="triples",
        labels=LabelSpec(encoding=Encoding.INDEX, rank=1, classes=101, dtype="int64", low=0, high=100),
        counts=("classes",),
        checked="0.28",
        source=_VISION,
    ),
    DataSet(
        names=("torchvision.datasets.Kinetics",),
        params="root, frames_per_clip, num_classes='400', split='train', *args, **kwargs",
        structure="triples",
        labels=by(
            "num_classes",
            {
                "400": LabelSpec(encoding=Encoding.INDEX, rank=1, classes=400, dtype="int64", low=0, high=399),
                "600": LabelSpec(encoding=Encoding.INDEX, rank=1, classes=600, dtype="int64", low=0, high=599),
                "700": LabelSpec(encoding=Encoding.INDEX, rank=1, classes=700, dtype="int64", low=0, high=699),
            },
        ),
        counts=("classes",),
        checked="0.28",
        source=_VISION,
    ),
    # The background is a class; borders are 255.
    DataSet(
        names=("torchvision.datasets.VOCSegmentation",),
        params="root, year='2012', image_set='train', download=False, transform=None, target_transform=None,"
        " transforms=None",
        structure="pairs",
        labels=_VOC,
        ignored=255,
        label_map="target_transform",
        checked="0.28",
        source=_VISION,
    ),
    DataSet(
        names=("torchvision.datasets.SBDataset",),
        params="root, image_set='train', mode='boundaries', download=False, transforms=None",
        structure="pairs",
        labels=by(
            "mode",
            {
                "segmentation": _VOC,
                "boundaries": LabelSpec(encoding=Encoding.MULTI_HOT, rank=4, width=20, low=0, high=1),
            },
        ),
        ignored=255,
        checked="0.28",
        source=_VISION,
    ),
    # Ids -1 to 33, of which 19 are trained on.
    DataSet(
        names=("torchvision.datasets.Cityscapes",),
        params="root, split='train', mode='fine', target_type='instance', transform=None, target_transform=None,"
        " transforms=None",
        structure="pairs",
        labels=by(
            "target_type",
            {
                "semantic": LabelSpec(encoding=Encoding.INDEX, classes=35, low=-1, high=33),
                "instance": LabelSpec(encoding=None),
                "polygon": LabelSpec(encoding=None),
                "color": LabelSpec(encoding=None),
            },
        ),
        ignored=255,
        label_map="target_transform",
        checked="0.28",
        source=_VISION,
    ),
    DataSet(
        names=("torchvision.datasets.ImageFolder",),
        params="root, transform=None, target_transform=None, loader=?, is_valid_file=None, allow_empty=False",
        structure="pairs",
        labels=_FOLDERS,
        members=_TARGETS,
        counts=("classes", "class_to_idx"),
        label_map="target_transform",
        checked="0.28",
        source=_VISION,
    ),
    DataSet(
        names=("torchvision.datasets.DatasetFolder",),
        params="root, loader, extensions=None, transform=None, target_transform=None, is_valid_file=None,"
        " allow_empty=False",
        structure="pairs",
        labels=_FOLDERS,
        members=_TARGETS,
        counts=("classes", "class_to_idx"),
        label_map="target_transform",
        checked="0.28",
        source=_VISION,
    ),
    DataSet(
        names=(
            "torchvision.datasets.VOCDetection",
            "torchvision.datasets.CocoDetection",
            "torchvision.datasets.CocoCaptions",
            "torchvision.datasets.WIDERFace",
            "torchvision.datasets.Flickr8k",
            "torchvision.datasets.Flickr30k",
            "torchvision.datasets.SBU",
            "torchvision.datasets.INaturalist",
            "torchvision.datasets.LFWPeople",
            "torchvision.datasets.LFWPairs",
            "torchvision.datasets.Omniglot",
        ),
        params="root, *args, **kwargs",
        structure="pairs",
        labels=LabelSpec(encoding=None),
        checked="0.28",
        source=_VISION,
    ),
)
