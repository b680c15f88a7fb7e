"""Rows of the image transforms that data sets apply; they matter where a target is an image or a mask.

- later: the function named in the constant `of`, with the arguments of the constructor, to be called on an image.
- chained: what the list of transforms in `steps` makes of `subject`, one after the other.
- augmented: a dictionary of the arrays that are passed by keyword, masks and labels with the values that they had.
- same_image: `subject` in another size. to_tensor: (C, H, W), bytes as floats divided by 255. to_bytes: (C, H, W).
- normalized: real numbers, (x - mean) / std.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_VISION = "pytorch.org/vision, torchvision.transforms"
_ALBUMENTATIONS = "albumentations.ai/docs, core/composition"

TRANSFORMS: tuple[Call, ...] = (
    Call(
        names=(
            "torchvision.transforms.Compose",
            "torchvision.transforms.RandomApply",
        ),
        params="transforms, p=?",
        effect="later",
        options=(("of", "torchvision.transforms.Compose.__call__"),),
        checked="0.28",
        source=_VISION,
    ),
    Call(
        names=("torchvision.transforms.Compose.__call__",),
        params="img, *, transforms, p=?",
        effect="chained",
        options=(
            ("subject", "img"),
            ("steps", "transforms"),
        ),
        checked="0.28",
        source=_VISION,
    ),
    Call(
        names=("torchvision.transforms.ToTensor",),
        params="",
        effect="later",
        options=(("of", "torchvision.transforms.functional.to_tensor"),),
        checked="0.28",
        source=_VISION,
    ),
    Call(
        names=("torchvision.transforms.functional.to_tensor",),
        params="pic",
        effect="to_tensor",
        options=(("subject", "pic"),),
        checked="0.28",
        source=_VISION,
    ),
    Call(
        names=("torchvision.transforms.PILToTensor",),
        params="",
        effect="later",
        options=(("of", "torchvision.transforms.functional.pil_to_tensor"),),
        checked="0.28",
        source=_VISION,
    ),
    Call(
        names=("torchvision.transforms.functional.pil_to_tensor",),
        params="pic",
        effect="to_bytes",
        options=(("subject", "pic"),),
        checked="0.28",
        source=_VISION,
    ),
    Call(
        names=("torchvision.transforms.Normalize",),
        params="mean, std, inplace=False",
        effect="later",
        options=(("of", "torchvision.transforms.functional.normalize"),),
        checked="0.28",
        source=_VISION,
    ),
    Call(
        names=("torchvision.transforms.functional.normalize",),
        params="tensor, mean, std, inplace=False",
        effect="normalized",
        options=(
            ("subject", "tensor"),
            ("mean", "mean"),
            ("std", "std"),
        ),
        checked="0.28",
        source=_VISION,
    ),
    # The function is the transform.
    Call(
        names=("torchvision.transforms.Lambda",),
        params="lambd",
        effect="same_object",
        options=(("subject", "lambd"),),
        checked="0.28",
        source=_VISION,
    ),
    Call(
        names=(
            "torchvision.transforms.Resize",
            "torchvision.transforms.Scale",
            "torchvision.transforms.CenterCrop",
            "torchvision.transforms.RandomCrop",
            "torchvision.transforms.RandomResizedCrop",
            "torchvision.transforms.RandomSizedCrop",
            "torchvision.transforms.RandomHorizontalFlip",
            "torchvision.transforms.RandomVerticalFlip",
            "torchvision.transforms.RandomRotation",
            "torchvision.transforms.RandomAffine",
            "torchvision.transforms.RandomPerspective",
            "torchvision.transforms.RandomChoice",
            "torchvision.transforms.RandomOrder",
            "torchvision.transforms.Pad",
            "torchvision.transforms.ColorJitter",
            "torchvision.transforms.Grayscale",
            "torchvision.transforms.RandomGrayscale",
            "torchvision.transforms.GaussianBlur",
            "torchvision.transforms.RandomErasing",
            "torchvision.transforms.RandAugment",
            "torchvision.transforms.AutoAugment",
            "torchvision.transforms.TrivialAugmentWide",
            "torchvision.transforms.AugMix",
            "torchvision.transforms.ToPILImage",
        ),
        params="*options, **named",
        effect="later",
        options=(("of", "torchvision.transforms.functional.resize"),),
        checked="0.28",
        source=_VISION,
    ),
    Call(
        names=(
            "torchvision.transforms.functional.resize",
            "torchvision.transforms.functional.crop",
            "torchvision.transforms.functional.center_crop",
            "torchvision.transforms.functional.resized_crop",
            "torchvision.transforms.functional.hflip",
            "torchvision.transforms.functional.vflip",
            "torchvision.transforms.functional.rotate",
            "torchvision.transforms.functional.affine",
            "torchvision.transforms.functional.pad",
            "torchvision.transforms.functional.to_pil_image",
        ),
        params="img, *options, **named",
        effect="same_image",
        options=(("subject", "img"),),
        checked="0.28",
        source=_VISION,
    ),
    Call(
        names=(
            "albumentations.Compose",
            "albumentations.Sequential",
            "albumentations.OneOf",
            "albumentations.SomeOf",
            "albumentations.ReplayCompose",
            "albumentations.Resize",
            "albumentations.Normalize",
            "albumentations.HorizontalFlip",
            "albumentations.VerticalFlip",
            "albumentations.RandomCrop",
            "albumentations.CenterCrop",
            "albumentations.Rotate",
            "albumentations.PadIfNeeded",
            "albumentations.ShiftScaleRotate",
            "albumentations.pytorch.ToTensorV2",
            "albumentations.pytorch.transforms.ToTensorV2",
        ),
        params="*options, **named",
        effect="later",
        options=(("of", "albumentations.Compose.__call__"),),
        checked="2.0",
        source=_ALBUMENTATIONS,
    ),
    Call(
        names=("albumentations.Compose.__call__",),
        params="*args, **data",
        effect="augmented",
        checked="2.0",
        source=_ALBUMENTATIONS,
    ),
)
