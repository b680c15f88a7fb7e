"""Types of numbers: as a program names them, and as arithmetic gives them. NumPy's names and rules, and None where the
rules of PyTorch differ and the program uses both."""

from __future__ import annotations

from lossguard.interpret.run import Run
from lossguard.interpret.values import Const, External, Value

FLOATS = ("float16", "bfloat16", "float32", "float64")
WHOLE = ("int8", "int16", "int32", "int64")
BYTES = ("uint8", "uint16", "uint32", "uint64")
INTEGERS = WHOLE + BYTES
LADDERS = (FLOATS, WHOLE, BYTES)  # of two types of one ladder the later one is the outcome's
PLAIN = frozenset({*FLOATS, *INTEGERS, "bool", "complex64", "str"})
SPELLED = {
    "int": "int64", "float": "float64", "uint": "uint64", "long": "int64", "int_": "int64", "intc": "int32",
    "float_": "float64", "bool_": "bool", "bool8": "bool", "half": "float16", "single": "float32", "double": "float64",
    "str_": "str", "string": "str", "unicode_": "str", "i": "int32", "f": "float32", "d": "float64", "b": "int8",
    "B": "uint8", "?": "bool", "i4": "int32", "i8": "int64", "u1": "uint8", "f4": "float32", "f8": "float64",
    "U": "str", "S": "str", "ubyte": "uint8", "byte": "int8", "short": "int16",
}  # fmt: skip
OF_TORCH = {
    "float": "float32", "double": "float64", "half": "float16", "long": "int64", "int": "int32", "short": "int16",
    "FloatTensor": "float32", "DoubleTensor": "float64", "HalfTensor": "float16", "LongTensor": "int64",
    "IntTensor": "int32", "ShortTensor": "int16", "CharTensor": "int8", "ByteTensor": "uint8", "BoolTensor": "bool",
    "BFloat16Tensor": "bfloat16", "Tensor": "float32", "cdouble": "complex128",
}  # fmt: skip


def named(value: Value | None) -> str | None:
    """NumPy's name of a type given as a name, a Python type or a dtype object; None where it is none of these.

    PyTorch's `torch.float`, `torch.LongTensor` mean other types than NumPy's of the same name.
    """
    match value:
        case Const(value=str() as spelled) if spelled.startswith("torch."):
            return named(External(spelled))
        case External(name=dotted) if dotted.startswith("torch."):
            name = dotted.rsplit(".", 1)[-1]
            return OF_TORCH.get(name, name if name in PLAIN else None)
        case Const(value=str() as spelled):
            name = spelled.lstrip("<>=|")
        case External(name=dotted):
            name = dotted.rsplit(".", 1)[-1]
        case _:
            return None
    return name if name in PLAIN else SPELLED.get(name)


def as_real(run: Run, dtype: str | None) -> str | None:
    """Floats stay floats; whole numbers become NumPy's float64, or the float32 of PyTorch and JAX."""
    if dtype is None or dtype in FLOATS:
        return dtype
    return None if run.engines.uses_torch or run.engines.uses_jax else "float64"


def of_function(run: Run, dtype: str | None) -> str | None:
    """Of `exp`, `sqrt` and their like; truth values become float16 in NumPy, and are not followed."""
    return None if dtype == "bool" else as_real(run, dtype)


def with_number(run: Run, dtype: str | None, op: str, number: float) -> str | None:
    """Of an array of `dtype` and a number of Python's: the number changes the kind at most."""
    if op == "/" or isinstance(number, float):
        return as_real(run, dtype)
    return "int64" if dtype == "bool" and not isinstance(number, bool) else dtype


def together(run: Run, op: str, one: str | None, other: str | None) -> str | None:
    """Of two arrays."""
    found = _wider(run, one, other)
    return as_real(run, found) if op == "/" else found


def _wider(run: Run, one: str | None, other: str | None) -> str | None:
    if one == other or one is None or other is None:
        return one if one == other else None
    if "bool" in (one, other):
        return other if one == "bool" else one
    for ladder in LADDERS:
        if one in ladder and other in ladder:
            return max(one, other, key=ladder.index)
    large = {"float64", "int32", "int64"} & {one, other}
    kinds = {one in FLOATS, other in FLOATS}
    return "float64" if large and kinds == {True, False} and not run.engines.uses_torch else None
