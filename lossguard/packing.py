"""Plain data of lossguard to bytes and back, for caches and between processes; reading can make nothing else.

A pickle whose reader knows the data classes and enumerations of a few modules, and no function at all. Each object is
written as its class and the values of its fields, and made again by setting the slots, which is five times faster than
the pickling of frozen data classes that Python generates.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from enum import Enum
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import Any

from lossguard.records import fields, is_dataclass

MODULES = frozenset(
    f"lossguard.{name}"
    for name in (
        "circumstances",
        "findings",
        "frontend.nodes",
        "recall",
        "results",
        "setups",
        "suppress",
        "versions",
        "vocabulary",
    )
)
_BUILTINS: dict[str, Any] = {"Ellipsis": Ellipsis, "complex": complex, "set": set, "frozenset": frozenset}
_PROTOCOL = 5
_readers: dict[type, Callable[[Any], tuple[Any, ...]] | None] = {}  # by class, made when they are first needed


class Unpackable(Exception):
    """Data that cannot be written (objects of other classes, nested too deeply), or bytes that are no such data."""


def pack(value: object) -> bytes:
    """The bytes of a value made of data classes, enumerations and the plain types. Raises Unpackable."""
    stream = io.BytesIO()
    try:
        _Packer(stream, _PROTOCOL).dump(value)
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError) as error:
        raise Unpackable(str(error)) from error
    return stream.getvalue()


def unpack(data: bytes) -> Any:
    """The value of bytes made by `pack`. Raises Unpackable for all others, and never runs what they name."""
    try:
        return _Unpacker(io.BytesIO(data)).load()
    except Exception as error:  # a pickle that is none fails in a dozen ways
        raise Unpackable(str(error)) from error


class _Packer(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, protocol: int) -> None:
        super().__init__(stream, protocol)
        self._symbols: dict[object, str] = {}

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if kind.__module__ in MODULES:
            if isinstance(value, Enum):
                return kind, (value.value,)
            read = _readers[kind] if kind in _readers else _readers.setdefault(kind, _reader(kind))
            if read is not None:
                return kind, self._without_key(kind, read(value))
        if isinstance(value, type) or value is Ellipsis or kind is complex:
            return NotImplemented
        raise pickle.PicklingError(f"{kind.__module__}.{kind.__qualname__} is no plain data")

    def _without_key(self, kind: type, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """Of a symbolic width only equality matters: its key, which can be anything, becomes a number of this pack."""
        if kind.__name__ != "Width" or isinstance(values[2], int):
            return values
        key = self._symbols.setdefault(values[2], f"symbol {len(self._symbols)}")
        return (*values[:2], key)


class _Unpacker(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module in MODULES:
            return _maker(module, name)
        if module == "builtins" and name in _BUILTINS:
            return _BUILTINS[name]
        raise pickle.UnpicklingError(f"{module}.{name} is no plain data")


def _reader(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What gives the values of an object's fields in order; None for a class that is no data class."""
    if not is_dataclass(kind):
        return None
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


@cache
def _maker(module: str, name: str) -> Callable[..., Any]:
    """What makes an object of a class of one of `MODULES` from the values of its fields.

    For `Spot(path, ref)`: `def make(a0, a1): made = new(Spot); set0(made, a0); set1(made, a1); return made`.
    """
    kind = getattr(import_module(module), name, None)
    if not isinstance(kind, type) or kind.__module__ != module or not (issubclass(kind, Enum) or is_dataclass(kind)):
        raise pickle.UnpicklingError(f"{module}.{name} is no plain data")
    if issubclass(kind, Enum):
        return kind
    names = [field.name for field in fields(kind)]
    scope: dict[str, Any] = {"new": object.__new__, "kind": kind}
    scope.update((f"set{index}", getattr(kind, each).__set__) for index, each in enumerate(names))
    arguments = ", ".join(f"a{index}" for index in range(len(names)))
    setting = "".join(f"    set{index}(made, a{index})\n" for index in range(len(names)))
    exec(f"def make({arguments}):\n    made = new(kind)\n{setting}    return made\n", scope)
    maker: Callable[..., Any] = scope["make"]
    return maker
