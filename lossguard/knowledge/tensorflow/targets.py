"""Which targets TensorFlow's losses read, and which types they refuse: shared by the row files beside it."""

from __future__ import annotations

from lossguard.knowledge.rows import Refusal
from lossguard.vocabulary import Encoding

BITS = (Encoding.BINARY, Encoding.MULTI_HOT, Encoding.ONE_HOT, Encoding.SOFT)
HARD_BITS = (Encoding.BINARY, Encoding.MULTI_HOT, Encoding.ONE_HOT)
ROWS = (Encoding.ONE_HOT, Encoding.SOFT)
IDS = (Encoding.INDEX, Encoding.BINARY)
NUMBERS = (
    Encoding.REAL, Encoding.SOFT, Encoding.BINARY, Encoding.ONE_HOT, Encoding.MULTI_HOT, Encoding.SIGN, Encoding.INDEX,
)  # fmt: skip

_SIGN = "TypeError (in eager code InvalidArgumentError) about the type of the labels"
FLOATS_WANTED = Refusal(dtypes=("int8", "int16", "int32", "int64", "uint8", "bool"), sign=_SIGN)
IDS_WANTED = Refusal(dtypes=("float16", "float32", "float64", "bool"), encodings=IDS, sign=_SIGN)
