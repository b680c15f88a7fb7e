"""Rows of PyTorch's linear maps and convolutions, as modules and functions; `layers.py` joins them."""

from __future__ import annotations

from lossguard.knowledge.rows import Layer, LayerKind

_TORCH = "pytorch.org/docs, torch.nn"

AFFINE: tuple[Layer, ...] = (
    Layer(
        names=("torch.nn.Linear",),
        params="in_features, out_features, bias=True, device=None, dtype=None",
        kind=LayerKind.AFFINE,
        width="out_features",
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.LazyLinear",),
        params="out_features, bias=True, device=None, dtype=None",
        kind=LayerKind.AFFINE,
        width="out_features",
        checked="2.13",
        source=_TORCH,
    ),
    # Called with two inputs.
    Layer(
        names=("torch.nn.Bilinear",),
        params="in1_features, in2_features, out_features, bias=True, device=None, dtype=None",
        kind=LayerKind.AFFINE,
        width="out_features",
        checked="2.13",
        source=_TORCH,
    ),
    # As wide as the weight has rows.
    Layer(
        names=("torch.nn.functional.linear",),
        params="input, weight, bias=None",
        kind=LayerKind.AFFINE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.bilinear",),
        params="input1, input2, weight, bias=None",
        kind=LayerKind.AFFINE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
)

CONV: tuple[Layer, ...] = (
    Layer(
        names=("torch.nn.Conv1d",),
        params="in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,"
        " padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=3,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.LazyConv1d",),
        params="out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,"
        " padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=3,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.ConvTranspose1d",),
        params="in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1,"
        " bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=3,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.LazyConvTranspose1d",),
        params="out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,"
        " dilation=1, padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=3,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.Conv2d",),
        params="in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,"
        " padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=4,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.LazyConv2d",),
        params="out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,"
        " padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=4,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.ConvTranspose2d",),
        params="in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1,"
        " bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=4,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.LazyConvTranspose2d",),
        params="out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,"
        " dilation=1, padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=4,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.Conv3d",),
        params="in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,"
        " padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=5,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.LazyConv3d",),
        params="out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,"
        " padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=5,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.ConvTranspose3d",),
        params="in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1,"
        " bias=True, dilation=1, padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=5,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.LazyConvTranspose3d",),
        params="out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,"
        " dilation=1, padding_mode='zeros', device=None, dtype=None",
        kind=LayerKind.CONV,
        width="out_channels",
        rank=5,
        channel_axis=1,
        checked="2.13",
        source=_TORCH,
    ),
)

CONV_FUNCTIONS: tuple[Layer, ...] = (
    Layer(
        names=("torch.nn.functional.conv1d",),
        params="input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1",
        kind=LayerKind.CONV,
        rank=3,
        channel_axis=1,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.conv_transpose1d",),
        params="input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1",
        kind=LayerKind.CONV,
        rank=3,
        channel_axis=1,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.conv2d",),
        params="input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1",
        kind=LayerKind.CONV,
        rank=4,
        channel_axis=1,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.conv_transpose2d",),
        params="input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1",
        kind=LayerKind.CONV,
        rank=4,
        channel_axis=1,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.conv3d",),
        params="input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1",
        kind=LayerKind.CONV,
        rank=5,
        channel_axis=1,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.conv_transpose3d",),
        params="input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1",
        kind=LayerKind.CONV,
        rank=5,
        channel_axis=1,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
)
