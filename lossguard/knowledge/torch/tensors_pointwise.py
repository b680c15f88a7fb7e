"""Rows of PyTorch's functions and methods that change each value; the effects are explained in `tensors.py`."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TORCH = "pytorch.org/docs, torch"

POINTWISE: tuple[Call, ...] = (
    Call(
        names=(
            "torch.exp",
            "torch.exp_",
        ),
        params="input, *, out=None",
        effect="exp",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.exp",
            "array.exp_",
        ),
        params="a",
        effect="exp",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.log",
            "torch.log_",
        ),
        params="input, *, out=None",
        effect="log",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.log",
            "array.log_",
        ),
        params="a",
        effect="log",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.logit",
            "torch.special.logit",
        ),
        params="input, eps=None, *, out=None",
        effect="logit",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.logit",),
        params="a, eps=None",
        effect="logit",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.special.log1p",
            "torch.log1p",
            "torch.log2",
            "torch.log10",
            "torch.expm1",
            "torch.special.expm1",
            "torch.sqrt",
            "torch.rsqrt",
            "torch.reciprocal",
            "torch.sin",
            "torch.cos",
            "torch.erf",
            "torch.special.erf",
            "torch.special.ndtr",
            "torch.special.entr",
        ),
        params="input, *, out=None",
        effect="elementwise",
        options=(("subject", "input"), ("real", True)),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.square",
            "torch.abs",
            "torch.neg",
            "torch.negative",
        ),
        params="input, *, out=None",
        effect="elementwise",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.log1p",
            "array.log2",
            "array.log10",
            "array.expm1",
            "array.sqrt",
            "array.rsqrt",
            "array.reciprocal",
            "array.erf",
        ),
        params="a",
        effect="elementwise",
        options=(("subject", "a"), ("real", True)),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.square", "array.neg"),
        params="a",
        effect="elementwise",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.nn.functional.normalize",),
        params="input, p=2.0, dim=1, eps=1e-12, out=None",
        effect="unit_length",
        options=(
            ("subject", "input"),
            ("axis", "dim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
)
