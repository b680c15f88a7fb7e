"""Rows of PyTorch's functions that draw random tensors; the effects are explained in `tensors.py`."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TORCH = "pytorch.org/docs, torch"

RANDOM: tuple[Call, ...] = (
    Call(
        names=("torch.rand",),
        params="*size, dtype=None, **kwargs",
        effect="rand",
        options=(
            ("dims", "size"),
            ("dtype", "dtype"),
            ("to", "float32"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.randn",),
        params="*size, dtype=None, **kwargs",
        effect="randn",
        options=(
            ("dims", "size"),
            ("dtype", "dtype"),
            ("to", "float32"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.rand_like",),
        params="input, *, dtype=None, **kwargs",
        effect="rand",
        options=(
            ("likewise", True),
            ("subject", "input"),
            ("dtype", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.randn_like",),
        params="input, *, dtype=None, **kwargs",
        effect="randn",
        options=(
            ("likewise", True),
            ("subject", "input"),
            ("dtype", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    # (high, size) or (low, high, size).
    Call(
        names=("torch.randint",),
        params="*bounds_and_size, low=?, high=?, size=?, dtype=None, **kwargs",
        effect="randint_of",
        options=(
            ("given", "bounds_and_size"),
            ("low", "low"),
            ("high", "high"),
            ("size", "size"),
            ("dtype", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.randint_like",),
        params="input, low=0, high=None, *, dtype=None, **kwargs",
        effect="randint",
        options=(
            ("subject", "input"),
            ("low", "low"),
            ("high", "high"),
            ("dtype", "dtype"),
            ("likewise", True),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.randperm",),
        params="n, *, dtype=None, **kwargs",
        effect="arange",
        options=(
            ("start", "n"),
            ("dtype", "dtype"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.normal",),
        params="mean, std=1.0, size=None, **kwargs",
        effect="randn",
        options=(
            ("size", "size"),
            ("to", "float32"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    # Drawn classes: a decision.
    Call(
        names=("torch.multinomial",),
        params="input, num_samples, replacement=False, **kwargs",
        effect="argmax",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
)
