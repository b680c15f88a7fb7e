"""Rows of PyTorch's dropout, padding and normalisation, as modules and functions; `layers.py` joins them."""

from __future__ import annotations

from lossguard.knowledge.rows import Layer, LayerKind

_TORCH = "pytorch.org/docs, torch.nn"

KEEP: tuple[Layer, ...] = (
    Layer(
        names=("torch.nn.Identity",),
        params="*args, **kwargs",
        kind=LayerKind.KEEP,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.Dropout",
            "torch.nn.Dropout1d",
            "torch.nn.Dropout2d",
            "torch.nn.Dropout3d",
            "torch.nn.AlphaDropout",
            "torch.nn.FeatureAlphaDropout",
        ),
        params="p=0.5, inplace=False",
        kind=LayerKind.KEEP,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.functional.dropout",
            "torch.nn.functional.dropout1d",
            "torch.nn.functional.dropout2d",
            "torch.nn.functional.dropout3d",
        ),
        params="input, p=0.5, training=True, inplace=False",
        kind=LayerKind.KEEP,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.functional.alpha_dropout",
            "torch.nn.functional.feature_alpha_dropout",
        ),
        params="input, p=0.5, training=False, inplace=False",
        kind=LayerKind.KEEP,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.ZeroPad1d",
            "torch.nn.ZeroPad2d",
            "torch.nn.ZeroPad3d",
            "torch.nn.ReflectionPad1d",
            "torch.nn.ReflectionPad2d",
            "torch.nn.ReflectionPad3d",
            "torch.nn.ReplicationPad1d",
            "torch.nn.ReplicationPad2d",
            "torch.nn.ReplicationPad3d",
            "torch.nn.CircularPad1d",
            "torch.nn.CircularPad2d",
            "torch.nn.CircularPad3d",
        ),
        params="padding",
        kind=LayerKind.KEEP,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.ConstantPad1d",
            "torch.nn.ConstantPad2d",
            "torch.nn.ConstantPad3d",
        ),
        params="padding, value",
        kind=LayerKind.KEEP,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.pad",),
        params="input, pad, mode='constant', value=None",
        kind=LayerKind.KEEP,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.ChannelShuffle",),
        params="groups",
        kind=LayerKind.KEEP,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.LocalResponseNorm",),
        params="size, alpha=0.0001, beta=0.75, k=1.0",
        kind=LayerKind.NORMALISE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.CrossMapLRN2d",),
        params="size, alpha=0.0001, beta=0.75, k=1",
        kind=LayerKind.NORMALISE,
        checked="2.13",
        source=_TORCH,
    ),
)

NORMALISE: tuple[Layer, ...] = (
    Layer(
        names=(
            "torch.nn.BatchNorm1d",
            "torch.nn.BatchNorm2d",
            "torch.nn.BatchNorm3d",
        ),
        params="num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None,"
        " dtype=None, *, bias=True",
        kind=LayerKind.NORMALISE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.LazyBatchNorm1d",
            "torch.nn.LazyBatchNorm2d",
            "torch.nn.LazyBatchNorm3d",
        ),
        params="eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True",
        kind=LayerKind.NORMALISE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.SyncBatchNorm",),
        params="num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True,"
        " process_group=None, device=None, dtype=None, *, bias=True",
        kind=LayerKind.NORMALISE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.InstanceNorm1d",
            "torch.nn.InstanceNorm2d",
            "torch.nn.InstanceNorm3d",
        ),
        params="num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None,"
        " dtype=None, *, bias=True",
        kind=LayerKind.NORMALISE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=(
            "torch.nn.LazyInstanceNorm1d",
            "torch.nn.LazyInstanceNorm2d",
            "torch.nn.LazyInstanceNorm3d",
        ),
        params="eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True",
        kind=LayerKind.NORMALISE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.LayerNorm",),
        params="normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None",
        kind=LayerKind.NORMALISE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.RMSNorm",),
        params="normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None",
        kind=LayerKind.NORMALISE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.GroupNorm",),
        params="num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None, *, bias=True",
        kind=LayerKind.NORMALISE,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.batch_norm",),
        params="input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05",
        kind=LayerKind.NORMALISE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.instance_norm",),
        params="input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True,"
        " momentum=0.1, eps=1e-05",
        kind=LayerKind.NORMALISE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.layer_norm",),
        params="input, normalized_shape, weight=None, bias=None, eps=1e-05",
        kind=LayerKind.NORMALISE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.rms_norm",),
        params="input, normalized_shape, weight=None, eps=None",
        kind=LayerKind.NORMALISE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.group_norm",),
        params="input, num_groups, weight=None, bias=None, eps=1e-05",
        kind=LayerKind.NORMALISE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
    Layer(
        names=("torch.nn.functional.local_response_norm",),
        params="input, size, alpha=0.0001, beta=0.75, k=1.0",
        kind=LayerKind.NORMALISE,
        functional=True,
        checked="2.13",
        source=_TORCH,
    ),
)
