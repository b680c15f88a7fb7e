"""Rows of the methods that PyTorch's tensors alone have; the effects are explained in `tensors.py`."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TORCH = "pytorch.org/docs, torch.Tensor"

KEEPING: tuple[Call, ...] = (
    Call(
        names=(
            "array.cpu",
            "array.cuda",
            "array.detach",
            "array.detach_",
            "array.contiguous",
            "array.clone",
            "array.requires_grad_",
            "array.pin_memory",
            "array.resolve_conj",
            "array.resolve_neg",
            "array.xpu",
            "array.share_memory_",
            "array.coalesce",
            "array.as_subclass",
        ),
        params="a, *args, **kwargs",
        effect="keep",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.long",),
        params="a, memory_format=?",
        effect="astype",
        options=(
            ("subject", "a"),
            ("to", "int64"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.int",),
        params="a, memory_format=?",
        effect="astype",
        options=(
            ("subject", "a"),
            ("to", "int32"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.short",),
        params="a, memory_format=?",
        effect="astype",
        options=(
            ("subject", "a"),
            ("to", "int16"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.char",),
        params="a, memory_format=?",
        effect="astype",
        options=(
            ("subject", "a"),
            ("to", "int8"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.byte",),
        params="a, memory_format=?",
        effect="astype",
        options=(
            ("subject", "a"),
            ("to", "uint8"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.bool",),
        params="a, memory_format=?",
        effect="astype",
        options=(
            ("subject", "a"),
            ("to", "bool"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.half",),
        params="a, memory_format=?",
        effect="astype",
        options=(
            ("subject", "a"),
            ("to", "float16"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.bfloat16",),
        params="a, memory_format=?",
        effect="astype",
        options=(
            ("subject", "a"),
            ("to", "bfloat16"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.float",),
        params="a, memory_format=?",
        effect="astype",
        options=(
            ("subject", "a"),
            ("to", "float32"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.double",),
        params="a, memory_format=?",
        effect="astype",
        options=(
            ("subject", "a"),
            ("to", "float64"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.to",),
        params="a, *args, **kwargs",
        effect="to",
        options=(
            ("subject", "a"),
            ("given", "args"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.type",),
        params="a, dtype=None, non_blocking=False, **kwargs",
        effect="to",
        options=(
            ("subject", "a"),
            ("given", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.type_as",),
        params="a, other",
        effect="astype_of",
        options=(
            ("subject", "a"),
            ("other", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.new_tensor",),
        params="a, data, *, dtype=None, **kwargs",
        effect="tensor",
        options=(
            ("data", "data"),
            ("dtype", "dtype"),
            ("likewise", "a"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.unsqueeze",
            "array.unsqueeze_",
        ),
        params="a, dim",
        effect="expand_dims",
        options=(
            ("subject", "a"),
            ("axis", "dim"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.permute",),
        params="a, *dims",
        effect="transpose",
        options=(
            ("subject", "a"),
            ("axes", "dims"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.t",
            "array.t_",
            "array.adjoint",
        ),
        params="a",
        effect="transpose",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.movedim",
            "array.moveaxis",
        ),
        params="a, source, destination",
        effect="transpose",
        options=(("subject", "a"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "array.view_as",
            "array.reshape_as",
        ),
        params="a, other",
        effect="reshape_as",
        options=(
            ("subject", "a"),
            ("other", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.expand",),
        params="a, *sizes",
        effect="expand",
        options=(
            ("subject", "a"),
            ("shape", "sizes"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("array.expand_as",),
        params="a, other",
        effect="reshape_as",
        options=(
            ("subject", "a"),
            ("other", "other"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
)
