"""Rows of PyTorch's packed sequences; `tensors.py` joins them."""

from __future__ import annotations

from lossguard.knowledge.rows import Call

_TORCH = "pytorch.org/docs, torch.nn.utils.rnn; measured in 2.13"

PACKED: tuple[Call, ...] = (
    Call(
        names=("torch.nn.utils.rnn.pack_padded_sequence",),
        params="input, lengths, batch_first=False, enforce_sorted=True",
        effect="packed",
        options=(("subject", "input"),),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.nn.utils.rnn.pad_sequence",),
        params="sequences, batch_first=False, padding_value=0.0, padding_side='right'",
        effect="padded",
        options=(
            ("tensors", "sequences"),
            ("value", "padding_value"),
        ),
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.nn.utils.rnn.pad_packed_sequence",),
        params="sequence, batch_first=False, padding_value=0.0, total_length=None",
        effect="unpacked",
        options=(("subject", "sequence"),),
        checked="2.13",
        source=_TORCH,
    ),
)
