"""Rows of PyTorch's functions that round, compare, reckon and join; the effects are explained in `tensors.py`."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TORCH = "pytorch.org/docs, torch"

OPERATORS: tuple[Call, ...] = (
    Call(
        names=(
            "torch.round",
            "torch.floor",
            "torch.ceil",
            "torch.trunc",
        ),
        params="input, *, decimals=0",
        effect="round",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.sign",
            "torch.sgn",
        ),
        params="input",
        effect="sign",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.clamp",
            "torch.clip",
        ),
        params="input, min=None, max=None",
        effect="clip",
        options=(
            ("subject", "input"),
            ("low", "min"),
            ("high", "max"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.eq",
            "torch.ne",
            "torch.gt",
            "torch.ge",
            "torch.lt",
            "torch.le",
            "torch.greater",
            "torch.less",
            "torch.greater_equal",
            "torch.less_equal",
            "torch.not_equal",
            "torch.isclose",
        ),
        params="input, other",
        effect="compare",
        options=(
            ("subject", "input"),
            ("other", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.logical_not",
            "torch.bitwise_not",
        ),
        params="input",
        effect="invert",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.where",),
        params="condition, input=None, other=None",
        effect="where",
        options=(
            ("condition", "condition"),
            ("x", "input"),
            ("y", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.add",),
        params="input, other, *, alpha=1",
        effect="arithmetic",
        options=(
            ("op", "+"),
            ("left", "input"),
            ("right", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.sub",
            "torch.subtract",
        ),
        params="input, other, *, alpha=1",
        effect="arithmetic",
        options=(
            ("op", "-"),
            ("left", "input"),
            ("right", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.mul",
            "torch.multiply",
        ),
        params="input, other",
        effect="arithmetic",
        options=(
            ("op", "*"),
            ("left", "input"),
            ("right", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.div",
            "torch.divide",
            "torch.true_divide",
        ),
        params="input, other, *, rounding_mode=None",
        effect="arithmetic",
        options=(
            ("op", "/"),
            ("left", "input"),
            ("right", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.matmul",
            "torch.mm",
            "torch.bmm",
            "torch.mv",
        ),
        params="input, other",
        effect="matmul",
        options=(
            ("left", "input"),
            ("right", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.einsum",),
        params="equation, *operands",
        effect="opaque",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.cat",
            "torch.concat",
            "torch.concatenate",
        ),
        params="tensors, dim=0",
        effect="concatenate",
        options=(
            ("tensors", "tensors"),
            ("axis", "dim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.stack",),
        params="tensors, dim=0",
        effect="stack",
        options=(
            ("tensors", "tensors"),
            ("axis", "dim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.hstack",),
        params="tensors",
        effect="hstack",
        options=(("tensors", "tensors"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.vstack",),
        params="tensors",
        effect="vstack",
        options=(("tensors", "tensors"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.column_stack",),
        params="tensors",
        effect="column_stack",
        options=(("tensors", "tensors"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.chunk",
            "torch.tensor_split",
        ),
        params="input, chunks, dim=0",
        effect="split",
        options=(
            ("subject", "input"),
            ("axis", "dim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.split",
            "torch.unbind",
        ),
        params="tensor, split_size=?, dim=0",
        effect="parts",
        options=(
            ("subject", "tensor"),
            ("axis", "dim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.gather",),
        params="input, dim, index",
        effect="gather",
        options=(
            ("subject", "input"),
            ("axis", "dim"),
            ("index", "index"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.scatter",),
        params="input, dim, index, src=None",
        effect="scatter",
        options=(
            ("subject", "input"),
            ("axis", "dim"),
            ("index", "index"),
            ("value", "src"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.index_select",),
        params="input, dim, index",
        effect="rows",
        options=(
            ("subject", "input"),
            ("axis", "dim"),
            ("indices", "index"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.unique",),
        params="input, sorted=True, return_inverse=False, return_counts=False, dim=None",
        effect="unique",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.bernoulli",),
        params="input, *args, **kwargs",
        effect="bernoulli",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.bincount",
            "torch.histc",
        ),
        params="input, *args, **kwargs",
        effect="count",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
)
