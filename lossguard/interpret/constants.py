"""Computes with values that are known through and through: out to Python's own objects, and back within bounds."""

from __future__ import annotations

import math
import operator
import os
import posixpath
import re
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from lossguard.findings import Spot
from lossguard.interpret import limits, paths
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Const,
    DictValue,
    Items,
    ListValue,
    TupleValue,
    Value,
    key_value,
)

DEEPEST = 6  # nesting of displays taken apart
LARGEST_EXPONENT = 64
LARGEST_INTEGER = 10**40
MOST_DIGITS = 40  # that a number is rounded to
WIDE_FIELD = re.compile(r"%[-+ #0]*(\d{4,}|\*)|\.(\d{4,}|\*)|:[^{}]*\d{4,}|\{[^{}]*\{")  # of a format specification
REFUSED = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
COUNTED = ("zfill", "center", "ljust", "rjust", "expandtabs")  # string methods that take a length
STRING_METHODS = frozenset({
    "lower", "upper", "strip", "lstrip", "rstrip", "split", "rsplit", "startswith", "endswith", "replace", "title",
    "capitalize", "join", "format", "isdigit", "isalpha", "isnumeric", "isupper", "islower", "removeprefix",
    "removesuffix", "partition", "rpartition", "casefold", "swapcase", "splitlines", "find", "rfind", "index", "rindex",
    "count", "encode", "format_map", *COUNTED,
})  # fmt: skip
BINARY: dict[str, Callable[..., object]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
    "%": operator.mod, "**": operator.pow, "<<": operator.lshift, ">>": operator.rshift, "&": operator.and_,
    "|": operator.or_, "^": operator.xor, "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def _rounded(number: float, digits: int | None = None) -> float:
    """`round`, within the digits a float has: `round(5, -10**9)` would raise ten to a billion."""
    if digits is not None and abs(digits) > MOST_DIGITS:
        raise ValueError(digits)
    return round(number, digits)


FUNCTIONS: dict[str, Callable[..., object]] = {
    "int": int, "float": float, "str": str, "bool": bool, "abs": abs, "round": _rounded, "min": min, "max": max,
    "sum": sum, "any": any, "all": all, "divmod": divmod, "ord": ord, "chr": chr, "hex": hex, "bin": bin, "repr": repr,
    "bytes": bytes, "complex": complex,
    "math.floor": math.floor, "math.ceil": math.ceil, "math.sqrt": math.sqrt, "math.log": math.log,
    "math.log2": math.log2, "math.log10": math.log10, "math.exp": math.exp, "math.trunc": math.trunc,
    "math.prod": math.prod, "math.gcd": math.gcd, "math.fabs": math.fabs,
    "os.path.join": posixpath.join, "os.path.basename": posixpath.basename, "os.path.dirname": posixpath.dirname,
    "os.path.splitext": posixpath.splitext, "os.path.abspath": paths.absolute, "os.path.realpath": paths.absolute,
    "os.path.normpath": paths.absolute, "os.fspath": os.fspath, "os.path.split": posixpath.split,
    **dict.fromkeys(("os.path.expanduser", "os.path.expandvars"), os.fspath),
}  # fmt: skip


def constant_of(run: Run, value: Value, depth: int = 0) -> tuple[object] | None:
    """The Python object a value stands for, as a tuple of one; None where any part of it is not known."""
    value = run.resolved(value)
    if isinstance(value, Const):
        return (value.value,)
    if depth > DEEPEST:
        return None
    match value:
        case TupleValue(items):
            parts = _constants(run, items, depth)
            return None if parts is None else (tuple(parts),)
        case ListValue():
            contents = run.contents(value)
            known = contents.values if isinstance(contents, Items) and not contents.open else None
            parts = None if known is None else _constants(run, known, depth)
            return None if parts is None else _as_set(parts) if value.is_set else (parts,)
        case DictValue():
            entries = run.entries(value)
            if entries is None or entries.open:
                return None
            keys = _constants(run, tuple(key_value(key) for key, _ in entries.pairs), depth)
            parts = _constants(run, tuple(item for _, item in entries.pairs), depth)
            return None if keys is None or parts is None else (dict(zip(keys, parts, strict=True)),)
        case _:
            return None


def _constants(run: Run, values: Sequence[Value], depth: int) -> list[object] | None:
    found = [constant_of(run, value, depth + 1) for value in values]
    known = [each[0] for each in found if each is not None]
    return known if len(known) == len(found) else None


def _as_set(parts: list[object]) -> tuple[object] | None:
    try:
        return (set(parts),)
    except TypeError:
        return None


def value_of(run: Run, constant: object, spot: Spot | None) -> Value | None:
    """The value that stands for a Python object; None for one that is too large, or of a type of its own."""
    match constant:
        case bool() | float() | complex() | None:
            return Const(constant, spot)
        case int():
            return Const(constant, spot) if abs(constant) <= LARGEST_INTEGER else None
        case str() | bytes():
            return Const(constant, spot) if len(constant) <= limits.STRING_LENGTH else None
        case PurePosixPath():
            return Const(constant, spot)
        case tuple() | list() | set() | frozenset():
            items = [value_of(run, item, None) for item in constant] if len(constant) <= limits.ITEMS else [None]
            known = tuple(item for item in items if item is not None)
            if len(known) < len(items):
                return None
            if isinstance(constant, tuple):
                return TupleValue(known, spot)
            return run.new_list(known, spot, is_set=not isinstance(constant, list))
        case dict():
            values = (
                [value_of(run, item, None) for item in constant.values()] if len(constant) <= limits.ITEMS else [None]
            )
            pairs = tuple((key, value) for key, value in zip(constant, values, strict=False) if value is not None)
            return run.new_dict(pairs, spot) if len(pairs) == len(values) else None
        case _:
            return None


def _outcome(
    run: Run, function: Callable[..., object], given: list[object], named: dict[str, object], spot: Spot | None
) -> Value | None:
    try:
        return value_of(run, function(*given, **named), spot)
    except REFUSED:
        return None


def function(run: Run, name: str, values: Sequence[Value], named: dict[str, Value], spot: Spot | None) -> Value | None:
    """One of `FUNCTIONS` on known values."""
    constants = _constants(run, values, 0)
    keywords = {key: constant_of(run, value) for key, value in named.items()}
    known = {key: value[0] for key, value in keywords.items() if value is not None}
    if constants is None or len(known) < len(keywords) or not all(map(_is_small, constants)):
        return None
    return _outcome(run, FUNCTIONS[name], constants, known, spot)


def _is_small(constant: object) -> bool:
    """Whether a function may work on it: `bytes(10**9)` is a gigabyte."""
    return not isinstance(constant, int) or abs(constant) <= LARGEST_INTEGER


def string_method(
    run: Run, string: str, name: str, values: Sequence[Value], named: dict[str, Value], spot: Spot | None
) -> Value | None:
    """A method of a known string on known values."""
    constants = _constants(run, values, 0)
    keywords = {key: constant_of(run, value) for key, value in named.items()}
    known = {key: value[0] for key, value in keywords.items() if value is not None}
    if name not in STRING_METHODS or constants is None or len(known) < len(keywords):
        return None
    lengths = [each for each in constants if isinstance(each, int)]
    if name in COUNTED and any(length > limits.STRING_LENGTH for length in lengths):
        return None
    if name in ("format", "format_map") and WIDE_FIELD.search(string):
        return None
    return _outcome(run, getattr(string, name), constants, known, spot)


def operation(run: Run, op: str, left: object, right: object, spot: Spot | None) -> Value | None:
    """A binary operator on Python objects; None where Python would raise or the result would be huge."""
    if op not in BINARY or not _is_bounded(op, left, right):
        return None
    return _outcome(run, BINARY[op], [left, right], {}, spot)


def _is_bounded(op: str, left: object, right: object) -> bool:
    match op, left, right:
        case "**" | "<<" | ">>", _, int() | float():
            return abs(right) <= LARGEST_EXPONENT
        case "*", str() | bytes() | list() | tuple(), int():
            return len(left) * right <= limits.STRING_LENGTH
        case "*", int(), str() | bytes() | list() | tuple():
            return len(right) * left <= limits.STRING_LENGTH
        case "%", str(), _:
            return WIDE_FIELD.search(left) is None
        case "%", bytes(), _:
            return False
        case _:
            return True
