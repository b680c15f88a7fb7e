"""Rows of the methods of PyTorch's tensors that rank, cut, reduce and reckon; `tensors.py` has the effects."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TORCH = "pytorch.org/docs, torch.Tensor"

ARITHMETIC: tuple[Call, ...] = (
    Call(
        names=("array.topk",),
        params="a, k, dim=-1, largest=True, sorted=True",
        effect="topk",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.kthvalue",),
        params="a, k, dim=-1, keepdim=False",
        effect="topk",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.clamp",
            "array.clamp_",
            "array.clip_",
        ),
        params="a, min=None, max=None",
        effect="clip",
        options=(
            ("subject", "a"),
            ("low", "min"),
            ("high", "max"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.clamp_min",
            "array.clamp_min_",
        ),
        params="a, min",
        effect="clip",
        options=(
            ("subject", "a"),
            ("low", "min"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.clamp_max",
            "array.clamp_max_",
        ),
        params="a, max",
        effect="clip",
        options=(
            ("subject", "a"),
            ("high", "max"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.logsumexp",),
        params="a, dim, keepdim=False",
        effect="reduce",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
            ("how", "logsumexp"),
            ("keepdims", "keepdim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.amax",),
        params="a, dim=None, keepdim=False",
        effect="reduce",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
            ("how", "max"),
            ("keepdims", "keepdim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.amin",),
        params="a, dim=None, keepdim=False",
        effect="reduce",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
            ("how", "min"),
            ("keepdims", "keepdim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.norm",),
        params="a, p=?, dim=None, keepdim=False, dtype=None",
        effect="reduce",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
            ("how", "norm"),
            ("keepdims", "keepdim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.trunc",
            "array.floor",
            "array.ceil",
            "array.round_",
        ),
        params="a",
        effect="round",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.logical_not",
            "array.bitwise_not",
        ),
        params="a",
        effect="invert",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.ne_",
            "array.eq_",
            "array.gt_",
            "array.ge_",
            "array.lt_",
            "array.le_",
            "array.greater",
            "array.less",
            "array.not_equal",
            "array.greater_equal",
            "array.less_equal",
        ),
        params="a, other",
        effect="compare",
        options=(
            ("subject", "a"),
            ("other", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.add_",),
        params="a, other, *, alpha=1",
        effect="arithmetic",
        options=(
            ("op", "+"),
            ("left", "a"),
            ("right", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.sub_",),
        params="a, other, *, alpha=1",
        effect="arithmetic",
        options=(
            ("op", "-"),
            ("left", "a"),
            ("right", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.mul_",),
        params="a, other",
        effect="arithmetic",
        options=(
            ("op", "*"),
            ("left", "a"),
            ("right", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.div_",
            "array.true_divide",
        ),
        params="a, other, *, rounding_mode=None",
        effect="arithmetic",
        options=(
            ("op", "/"),
            ("left", "a"),
            ("right", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.matmul",
            "array.mm",
            "array.bmm",
            "array.mv",
        ),
        params="a, other",
        effect="matmul",
        options=(
            ("left", "a"),
            ("right", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.backward",
            "array.register_hook",
        ),
        params="a, *args, **kwargs",
        effect="nothing",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.numel",
            "array.nelement",
            "array.dim",
            "array.ndimension",
            "array.element_size",
            "array.get_device",
            "array.data_ptr",
        ),
        params="a",
        effect="scalar",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
)
