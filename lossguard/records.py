"""Data classes as those of the standard library, whose methods are made when they are first needed: a leaf.

`dataclasses.dataclass` compiles six methods for each class while its module is imported, which was a third of what a
run on one file cost. Here `__init__`, `__eq__` and `__hash__` are compiled when they are first called, the others need
no compiling, and frozen objects are made by setting their slots. Checkers of types see the standard ones, and so does
who asks for `__dataclass_fields__`: `dataclasses.fields`, `replace` and `asdict` work on these classes.

What differs: slots always; no `ClassVar`, `InitVar`, `KW_ONLY`, `hash=`, `metadata=` and `weakref_slot=`; a declaration
that the standard library refuses (a list as a default, a field without one behind one with) is not refused here, but by
a test of all classes; `inspect.signature` shows the parameters after the first call only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter, ge, gt, le, lt
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass", "field", "fields", "is_dataclass", "replace"]

_MISSING: Any = object()
_RECORD = "__record__"  # the attribute of such a class that has its `_Record`
_SHARED = ("__dict__", "__weakref__")  # what Python puts into the namespace of a class itself
Source = Callable[[Any, dict[str, Any]], str]  # writes a method of a class; names of its own go into the scope


class _Field:
    """One field, as it was declared."""

    __slots__ = ("compare", "default", "default_factory", "init", "kw_only", "name", "repr", "type")

    def __init__(
        self,
        default: Any = _MISSING,
        default_factory: Any = _MISSING,
        init: bool = True,
        compare: bool = True,
        repr: bool = True,
    ) -> None:
        self.name = ""
        self.type: Any = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.compare = compare
        self.repr = repr
        self.kw_only = False


class _Record:
    """What is known of one class: its fields, and what reads all of them, or those that count in comparisons."""

    __slots__ = ("compared", "fields", "frozen", "order", "parameters", "values")

    def __init__(self, fields: tuple[_Field, ...], frozen: bool, order: bool) -> None:
        self.fields = fields
        self.frozen = frozen
        self.order = order
        self.parameters = tuple(each.name for each in fields if each.init)
        self.values = _reader(tuple(each.name for each in fields))
        self.compared = _reader(tuple(each.name for each in fields if each.compare))


def _dataclass(
    *, frozen: bool = False, slots: bool = True, eq: bool = True, order: bool = False, kw_only: bool = False
) -> Callable[[type], type]:
    """A decorator that makes a class one with slots for its annotated fields. There are no `ClassVar` and `InitVar`."""

    def made(kind: type) -> type:
        fields = _fields_of(kind, kw_only)
        namespace = {name: value for name, value in kind.__dict__.items() if name not in _SHARED}
        own = kind.__annotations__
        for name in own:
            namespace.pop(name, None)  # the defaults
        inherited = {each.name for each in fields} - set(own)
        inherited |= {name for base in kind.__mro__[1:] for name in getattr(base, "__slots__", ())}
        namespace["__slots__"] = tuple(name for name in own if name not in inherited)
        namespace["__match_args__"] = tuple(each.name for each in fields if each.init and not each.kw_only)
        record = _Record(fields, frozen, order)
        _add_methods(namespace, record)
        if eq and not frozen:
            namespace.setdefault("__hash__", None)
        new = type(kind)(kind.__name__, kind.__bases__, namespace)
        new.__qualname__ = kind.__qualname__
        setattr(new, _RECORD, record)
        for name, source in _compiled(namespace, frozen, eq):
            setattr(new, name, _made_when_called(new, name, source))
        return new

    return made


def _fields(kind: Any) -> tuple[_Field, ...]:
    """The fields of a class or of an object, in order."""
    record: _Record = getattr(kind, _RECORD)
    return record.fields


def _is_dataclass(kind: Any) -> bool:
    return hasattr(kind, _RECORD)


def _replaced(record: Any, /, **changes: Any) -> Any:
    """A copy with some fields changed. Raises TypeError for what is no field."""
    known: _Record = record.__record__
    for name in known.parameters:
        if name not in changes:
            changes[name] = getattr(record, name)
    return type(record)(**changes)


if TYPE_CHECKING:
    from dataclasses import dataclass, field, fields, is_dataclass, replace
else:
    dataclass, field, fields, is_dataclass, replace = _dataclass, _Field, _fields, _is_dataclass, _replaced


# ---- making a class ----


def _fields_of(kind: type, kw_only: bool) -> tuple[_Field, ...]:
    """The fields of a class, those of its bases first."""
    found: dict[str, _Field] = {}
    for base in reversed(kind.__mro__[1:]):
        record = base.__dict__.get(_RECORD)
        found.update((each.name, each) for each in (record.fields if record is not None else ()))
    for name, annotation in kind.__annotations__.items():
        given = kind.__dict__.get(name, _MISSING)
        each = given if isinstance(given, _Field) else _Field(given)
        each.name, each.type, each.kw_only = name, annotation, kw_only
        found[name] = each
    return tuple(found.values())


def _add_methods(namespace: dict[str, Any], record: _Record) -> None:
    """The methods that need no compiling, where the body of the class does not have them itself."""
    namespace.setdefault("__repr__", _repr)
    namespace["__dataclass_fields__"] = _Standard("__dataclass_fields__")
    namespace["__dataclass_params__"] = _Standard("__dataclass_params__")
    if record.order:
        namespace.update({f"__{act.__name__}__": _ordered(act, record.compared) for act in (lt, le, gt, ge)})
    if record.frozen:
        namespace.update(__setattr__=_refuse, __delattr__=_refuse, __getstate__=_state, __setstate__=_set_state)


def _compiled(namespace: dict[str, Any], frozen: bool, eq: bool) -> Iterator[tuple[str, Source]]:
    """The methods to be compiled, with what writes them: those that the body of the class does not have itself."""
    if "__init__" not in namespace:
        yield "__init__", _init
    if eq and "__eq__" not in namespace:
        yield "__eq__", _eq
    if eq and frozen and namespace.get("__hash__") is None:  # none, or the None that an `__eq__` in the body leaves
        yield "__hash__", _hash


def _reader(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of the named fields of an object."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


# ---- what is compiled ----


def _made_when_called(kind: type, name: str, source: Source) -> Callable[..., Any]:
    """A method that makes the real one, which takes its place."""

    def first(*arguments: Any, **keywords: Any) -> Any:
        scope: dict[str, Any] = {"__missing__": _MISSING}
        exec(source(kind, scope), scope)
        made = scope[name]
        made.__qualname__ = f"{kind.__qualname__}.{name}"
        made.__module__ = kind.__module__
        setattr(kind, name, made)
        return made(*arguments, **keywords)

    first.__name__ = name
    return first


def _init(kind: Any, scope: dict[str, Any]) -> str:
    """The `__init__` of a class, for `Spot(path, ref=0)`, which is frozen, under names that no field has:

    def __init__(__self__, path, ref=__default_ref__):
        __set_path__(__self__, path)
        __set_ref__(__self__, ref)
    """
    record: _Record = kind.__record__
    body: list[str] = []
    for each in record.fields:
        name = each.name
        value = name if each.init else f"__default_{name}__"
        if each.default_factory is not _MISSING:
            scope[f"__make_{name}__"] = each.default_factory
            made = f"__make_{name}__()"
            value = f"{made} if {name} is __missing__ else {name}" if each.init else made
        elif not each.init and each.default is _MISSING:
            continue
        scope[f"__set_{name}__"] = getattr(kind, name).__set__
        scope[f"__default_{name}__"] = each.default
        body.append(f"__set_{name}__(__self__, {value})" if record.frozen else f"__self__.{name} = {value}")
    if hasattr(kind, "__post_init__"):
        body.append("__self__.__post_init__()")
    return f"def __init__({_parameters(record)}):\n " + ("; ".join(body) or "pass")


def _eq(kind: Any, scope: dict[str, Any]) -> str:
    """For `Spot`: `return (self.path, self.ref,) == (other.path, other.ref,)`, if `other` is a `Spot` too."""
    return (
        "def __eq__(self, other):\n"
        f" if other.__class__ is self.__class__: return {_values('self', kind)} == {_values('other', kind)}\n"
        " return NotImplemented"
    )


def _hash(kind: Any, scope: dict[str, Any]) -> str:
    return f"def __hash__(self): return hash({_values('self', kind)})"


def _values(name: str, kind: Any) -> str:
    """The fields that are compared, as a display of a tuple."""
    record: _Record = kind.__record__
    return f"({''.join(f'{name}.{each.name}, ' for each in record.fields if each.compare)})"


def _parameters(record: _Record) -> str:
    """The parameters of an `__init__` as they are written."""
    given = [each for each in record.fields if each.init]
    by_position = [_parameter(each) for each in given if not each.kw_only]
    by_keyword = [_parameter(each) for each in given if each.kw_only]
    return ", ".join(("__self__", *by_position, *(("*", *by_keyword) if by_keyword else ())))


def _parameter(each: _Field) -> str:
    if each.default_factory is not _MISSING:
        return f"{each.name}=__missing__"
    return each.name if each.default is _MISSING else f"{each.name}=__default_{each.name}__"


# ---- what is not ----


def _ordered(act: Callable[[Any, Any], bool], values: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, Any], Any]:
    """A comparison of two objects of one class by these values of both."""

    def ordered(self: Any, other: Any) -> Any:
        return act(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return ordered


@recursive_repr()
def _repr(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in self.__record__.fields if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, value: object = None) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change field {name!r}")


def _state(self: Any) -> tuple[Any, ...]:
    values: tuple[Any, ...] = self.__record__.values(self)
    return values


def _set_state(self: Any, state: tuple[Any, ...]) -> None:
    for each, value in zip(self.__record__.fields, state, strict=True):
        object.__setattr__(self, each.name, value)


class _Standard:
    """An attribute that the functions of `dataclasses` ask for, made when they do."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, record: Any, kind: Any) -> Any:
        import dataclasses

        known: _Record = getattr(kind, _RECORD)
        declared = [(each.name, each.type, dataclasses.field(**_declared(each))) for each in known.fields]
        made = dataclasses.make_dataclass(kind.__name__, declared, frozen=known.frozen, order=known.order)
        return getattr(made, self._name)


def _declared(each: _Field) -> dict[str, Any]:
    given: dict[str, Any] = {name: getattr(each, name) for name in ("init", "compare", "repr", "kw_only")}
    if each.default is not _MISSING:
        given["default"] = each.default
    if each.default_factory is not _MISSING:
        given["default_factory"] = each.default_factory
    return given
