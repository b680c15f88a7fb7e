"""Which targets PyTorch's losses and metrics read, and which dtypes they refuse: shared by the row files beside it."""

from __future__ import annotations

from lossguard.knowledge.rows import Refusal
from lossguard.vocabulary import Encoding

INDICES = (Encoding.INDEX, Encoding.BINARY)
ROWS = (Encoding.ONE_HOT, Encoding.SOFT)
INDICES_OR_ROWS = (Encoding.INDEX, Encoding.BINARY, Encoding.ONE_HOT, Encoding.SOFT)
BITS = (Encoding.BINARY, Encoding.MULTI_HOT, Encoding.ONE_HOT, Encoding.SOFT)
HARD_BITS = (Encoding.BINARY, Encoding.MULTI_HOT, Encoding.ONE_HOT)
SIGNS = (Encoding.SIGN,)
NUMBERS = (
    Encoding.REAL, Encoding.SOFT, Encoding.BINARY, Encoding.ONE_HOT, Encoding.MULTI_HOT, Encoding.SIGN, Encoding.INDEX,
)  # fmt: skip
COUNTS = (Encoding.REAL, Encoding.INDEX, Encoding.BINARY)

_WHOLE = ("int8", "int16", "int32", "int64", "uint8")
_FLOATS = ("float16", "float32", "float64")
_NOT_LONG_OR_BYTE = "RuntimeError: expected target dtype to be Long or Byte, but got {dtype}"
_TWO_BOOLS = "RuntimeError: Subtraction, the `-` operator, with two bool tensors is not supported"
_ONE_BOOL = "RuntimeError: Subtraction, the `-` operator, with a bool tensor is not supported"

INDICES_ARE_LONG = Refusal(
    dtypes=("int8", "int16", "int32", "bool", *_FLOATS), encodings=INDICES, sign=_NOT_LONG_OR_BYTE
)
PROBABILITIES_ARE_FLOAT = Refusal(
    dtypes=(*_WHOLE, "bool"),
    encodings=(Encoding.ONE_HOT, Encoding.MULTI_HOT),
    sign="RuntimeError: Expected floating point type for target with class probabilities, got {dtype}",
)
ROWS_REFUSED = Refusal(
    dtypes=(*_WHOLE, "bool", *_FLOATS),
    encodings=(Encoding.ONE_HOT, Encoding.MULTI_HOT, Encoding.SOFT),
    sign="RuntimeError: 0D or 1D target tensor expected, multi-target not supported",
)
LONG_ALONE = Refusal(
    dtypes=("int8", "int16", "int32", "uint8", "bool", *_FLOATS),
    encodings=INDICES,
    sign="RuntimeError: expected scalar type Long but found {dtype}",
)
OF_THE_INPUTS_DTYPE = Refusal(
    dtypes=(*_WHOLE, "bool", "float16", "float64"), sign="RuntimeError: Found dtype {dtype} but expected Float"
)
OF_THE_INPUTS_DTYPE_BACKWARD = Refusal(
    dtypes=(*_WHOLE, "bool", "float16", "float64"),
    sign="RuntimeError: Found dtype {dtype} but expected Float",
    backward=True,
)
WHOLE_REFUSED = Refusal(
    dtypes=_WHOLE, sign="RuntimeError: result type Float can't be cast to the desired output type {dtype}"
)
BOOL_REFUSED = Refusal(dtypes=("bool",), sign=_TWO_BOOLS)
BOOL_ALONE_REFUSED = Refusal(dtypes=("bool",), sign=_ONE_BOOL)
BOOL_REFUSED_BACKWARD = Refusal(
    dtypes=("bool",),
    sign="RuntimeError: Negation, the `-` operator, on a bool tensor is not supported",
    backward=True,
)
INTEGRAL_REFUSED = Refusal(dtypes=(*_WHOLE, "bool"), sign="RuntimeError: kl_div: Integral inputs not supported")
