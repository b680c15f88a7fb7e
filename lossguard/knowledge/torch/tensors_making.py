"""Rows of PyTorch's functions and types that make tensors; the effects are explained in `tensors.py`."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TORCH = "pytorch.org/docs, torch"

MAKING: tuple[Call, ...] = (
    Call(
        names=("torch.tensor",),
        params="data, *, dtype=None, device=None, requires_grad=False, pin_memory=False",
        effect="tensor",
        options=(
            ("data", "data"),
            ("dtype", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.as_tensor",
            "torch.asarray",
        ),
        params="data, dtype=None, device=None, **kwargs",
        effect="tensor",
        options=(
            ("data", "data"),
            ("dtype", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    # Since 0.4 a tensor and nothing else.
    Call(
        names=("torch.autograd.Variable", "torch.autograd.variable.Variable"),
        params="data, requires_grad=False, volatile=False",
        effect="keep",
        options=(("subject", "data"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.from_numpy",),
        params="ndarray",
        effect="keep",
        options=(("subject", "ndarray"),),
        checked="2.13",
        source=_TORCH,
    ),
    # Of whole numbers alone: a shape, with any values.
    Call(
        names=(
            "torch.Tensor",
            "torch.FloatTensor",
            "torch.cuda.FloatTensor",
        ),
        params="*data, device=None",
        effect="typed_tensor",
        options=(
            ("data", "data"),
            ("to", "float32"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.LongTensor",
            "torch.cuda.LongTensor",
        ),
        params="*data, device=None",
        effect="typed_tensor",
        options=(
            ("data", "data"),
            ("to", "int64"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.IntTensor",
            "torch.cuda.IntTensor",
        ),
        params="*data, device=None",
        effect="typed_tensor",
        options=(
            ("data", "data"),
            ("to", "int32"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.ShortTensor",
            "torch.cuda.ShortTensor",
        ),
        params="*data, device=None",
        effect="typed_tensor",
        options=(
            ("data", "data"),
            ("to", "int16"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.CharTensor",
            "torch.cuda.CharTensor",
        ),
        params="*data, device=None",
        effect="typed_tensor",
        options=(
            ("data", "data"),
            ("to", "int8"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.ByteTensor",
            "torch.cuda.ByteTensor",
        ),
        params="*data, device=None",
        effect="typed_tensor",
        options=(
            ("data", "data"),
            ("to", "uint8"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.BoolTensor",
            "torch.cuda.BoolTensor",
        ),
        params="*data, device=None",
        effect="typed_tensor",
        options=(
            ("data", "data"),
            ("to", "bool"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.DoubleTensor",
            "torch.cuda.DoubleTensor",
        ),
        params="*data, device=None",
        effect="typed_tensor",
        options=(
            ("data", "data"),
            ("to", "float64"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.HalfTensor",
            "torch.cuda.HalfTensor",
        ),
        params="*data, device=None",
        effect="typed_tensor",
        options=(
            ("data", "data"),
            ("to", "float16"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.zeros",
            "torch.empty",
        ),
        params="*size, out=None, dtype=None, layout=?, device=None, requires_grad=False",
        effect="zeros",
        options=(
            ("shape", "size"),
            ("dtype", "dtype"),
            ("to", "float32"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.ones",),
        params="*size, out=None, dtype=None, layout=?, device=None, requires_grad=False",
        effect="ones",
        options=(
            ("shape", "size"),
            ("dtype", "dtype"),
            ("to", "float32"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.full",),
        params="size, fill_value, *, out=None, dtype=None, layout=?, device=None, requires_grad=False",
        effect="filled",
        options=(
            ("shape", "size"),
            ("value", "fill_value"),
            ("dtype", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.zeros_like",
            "torch.empty_like",
        ),
        params="input, *, dtype=None, **kwargs",
        effect="zeros",
        options=(
            ("likewise", True),
            ("subject", "input"),
            ("dtype", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.ones_like",),
        params="input, *, dtype=None, **kwargs",
        effect="ones",
        options=(
            ("likewise", True),
            ("subject", "input"),
            ("dtype", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.full_like",),
        params="input, fill_value, *, dtype=None, **kwargs",
        effect="full",
        options=(
            ("likewise", True),
            ("subject", "input"),
            ("value", "fill_value"),
            ("dtype", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.eye",),
        params="n, m=None, *, out=None, dtype=None, **kwargs",
        effect="eye",
        options=(
            ("n", "n"),
            ("columns", "m"),
            ("dtype", "dtype"),
            ("to", "float32"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.arange",
            "torch.range",
        ),
        params="start, end=None, step=1, *, dtype=None, **kwargs",
        effect="arange",
        options=(
            ("start", "start"),
            ("stop", "end"),
            ("step", "step"),
            ("dtype", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.linspace",),
        params="start, end, steps, *, dtype=None, **kwargs",
        effect="linspace",
        options=(
            ("low", "start"),
            ("high", "end"),
            ("rows", "steps"),
            ("dtype", "dtype"),
            ("to", "float32"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
)
