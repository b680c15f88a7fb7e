"""The types that arithmetic gives: NumPy's rules, and None where those of PyTorch differ and the program uses both."""

from __future__ import annotations

from lossguard.interpret.run import Run

FLOATS = ("float16", "bfloat16", "float32", "float64")
WHOLE = ("int8", "int16", "int32", "int64")
BYTES = ("uint8", "uint16", "uint32", "uint64")
LADDERS = (FLOATS, WHOLE, BYTES)  # of two types of one ladder the later one is the outcome's


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
