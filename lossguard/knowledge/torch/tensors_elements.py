"""Rows of further methods of PyTorch's tensors: elements picked, written, reduced; `tensors.py` has the effects."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TORCH = "pytorch.org/docs, torch.Tensor"

ELEMENTS: tuple[Call, ...] = (
    # The shape is not told.
    Call(
        names=("array.unflatten",),
        params="a, dim, sizes",
        effect="reshape",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.chunk",
            "array.tensor_split",
        ),
        params="a, chunks, dim=0",
        effect="split",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.split",),
        params="a, split_size, dim=0",
        effect="parts",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.unbind",),
        params="a, dim=0",
        effect="parts",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
            ("gone", True),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.select",),
        params="a, dim, index",
        effect="select",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
            ("index", "index"),
        ),
        versions="torch",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.narrow",),
        params="a, dim, start, length",
        effect="narrow",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.index_select",),
        params="a, dim, index",
        effect="rows",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
            ("indices", "index"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.masked_select",),
        params="a, mask",
        effect="opaque",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.gather",),
        params="a, dim, index, *, sparse_grad=False",
        effect="gather",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
            ("index", "index"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    # Ones written at class indices into zeros: one-hot rows.
    Call(
        names=(
            "array.scatter",
            "array.scatter_",
        ),
        params="a, dim, index, src=None, *, value=None, reduce=None",
        effect="scatter",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
            ("index", "index"),
            ("value", "src"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.scatter_add",
            "array.scatter_add_",
            "array.index_add",
            "array.index_add_",
            "array.index_fill",
            "array.index_fill_",
            "array.index_copy_",
            "array.masked_fill",
            "array.masked_fill_",
        ),
        params="a, *args, **kwargs",
        effect="elementwise",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.fill_",),
        params="a, value",
        effect="full",
        options=(
            ("likewise", True),
            ("subject", "a"),
            ("value", "value"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.zero_",),
        params="a",
        effect="zeros",
        options=(
            ("likewise", True),
            ("subject", "a"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.uniform_",),
        params="a, low=0, high=1, **kwargs",
        effect="uniform",
        options=(
            ("subject", "a"),
            ("low", "low"),
            ("high", "high"),
            ("likewise", True),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.normal_",),
        params="a, mean=0, std=1, **kwargs",
        effect="randn",
        options=(
            ("subject", "a"),
            ("likewise", True),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.bernoulli",
            "array.bernoulli_",
        ),
        params="a, p=0.5, **kwargs",
        effect="bernoulli",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.random_",),
        params="a, low=0, high=None, **kwargs",
        effect="randint",
        options=(
            ("subject", "a"),
            ("low", "low"),
            ("high", "high"),
            ("likewise", True),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.new_zeros",
            "array.new_ones",
            "array.new_full",
            "array.new_empty",
        ),
        params="a, *size, dtype=None, **kwargs",
        effect="opaque",
        checked="2.13",
        source=_TORCH,
    ),
)
