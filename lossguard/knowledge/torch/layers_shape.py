"""Rows of PyTorch's modules and functions that reshape, resize and compare; `layers.py` joins them."""

from __future__ import annotations

from lossguard.knowledge.rows import Layer, LayerKind, by

_TORCH = "pytorch.org/docs, torch.nn"

RESHAPING: tuple[Layer, ...] = (
    # From axis 1 on, as by default; from another one the shape is not told.
    Layer(
        names=("torch.nn.Flatten",),
        params="start_dim=1, end_dim=-1",
        kind=LayerKind.RESHAPE,
        kind_by=by("start_dim", {1: LayerKind.FLATTEN}),
        rank=2,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.Unflatten",),
        params="dim, unflattened_size",
        kind=LayerKind.RESHAPE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.Upsample",),
        params="size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None",
        kind=LayerKind.KEEP,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.UpsamplingBilinear2d",
            "torch.nn.UpsamplingNearest2d",
        ),
        params="size=None, scale_factor=None",
        kind=LayerKind.KEEP,
        rank=4,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.interpolate",),
        params="input, size=None, scale_factor=None, mode='nearest', align_corners=None,"
        " recompute_scale_factor=None, antialias=False",
        kind=LayerKind.KEEP,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.upsample",),
        params="input, size=None, scale_factor=None, mode='nearest', align_corners=None",
        kind=LayerKind.KEEP,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.functional.upsample_bilinear",
            "torch.nn.functional.upsample_nearest",
        ),
        params="input, size=None, scale_factor=None",
        kind=LayerKind.KEEP,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.grid_sample",),
        params="input, grid, mode='bilinear', padding_mode='zeros', align_corners=None",
        kind=LayerKind.KEEP,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    # Channels become places: the values stay.
    Layer(
        names=("torch.nn.PixelShuffle",),
        params="upscale_factor",
        kind=LayerKind.RESHAPE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.PixelUnshuffle",),
        params="downscale_factor",
        kind=LayerKind.RESHAPE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.functional.pixel_shuffle",
            "torch.pixel_shuffle",
        ),
        params="input, upscale_factor",
        kind=LayerKind.RESHAPE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.functional.pixel_unshuffle",
            "torch.pixel_unshuffle",
        ),
        params="input, downscale_factor",
        kind=LayerKind.RESHAPE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.Fold",),
        params="output_size, kernel_size, dilation=1, padding=0, stride=1",
        kind=LayerKind.RESHAPE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.Unfold",),
        params="kernel_size, dilation=1, padding=0, stride=1",
        kind=LayerKind.RESHAPE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.fold",),
        params="input, output_size, kernel_size, dilation=1, padding=0, stride=1",
        kind=LayerKind.RESHAPE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.unfold",),
        params="input, kernel_size, dilation=1, padding=0, stride=1",
        kind=LayerKind.RESHAPE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.MaxUnpool1d",
            "torch.nn.MaxUnpool2d",
            "torch.nn.MaxUnpool3d",
        ),
        params="kernel_size, stride=None, padding=0",
        kind=LayerKind.OPAQUE,
        checked="2.13",
        source=_TORCH,
    ),
)

SIMILARITY: tuple[Layer, ...] = (
    Layer(
        names=("torch.nn.CosineSimilarity",),
        params="dim=1, eps=1e-08",
        kind=LayerKind.SIMILARITY,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.PairwiseDistance",),
        params="p=2.0, eps=1e-06, keepdim=False",
        kind=LayerKind.SIMILARITY,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.functional.cosine_similarity",
            "torch.cosine_similarity",
        ),
        params="x1, x2, dim=1, eps=1e-08",
        kind=LayerKind.SIMILARITY,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.functional.pairwise_distance",
            "torch.pairwise_distance",
        ),
        params="x1, x2, p=2.0, eps=1e-06, keepdim=False",
        kind=LayerKind.SIMILARITY,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.cdist",),
        params="x1, x2, p=2.0, compute_mode=?",
        kind=LayerKind.SIMILARITY,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.functional.pdist",
            "torch.pdist",
        ),
        params="input, p=2",
        kind=LayerKind.SIMILARITY,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
)
