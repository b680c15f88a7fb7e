"""Enumerations: members are made when the class body has run; an unknown value may be any of them."""

from __future__ import annotations

from lossguard.interpret import attributes, calls
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.literals import Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Choice,
    Class,
    Const,
    External,
    Function,
    Instance,
    TupleValue,
    Unknown,
    Value,
)
from lossguard.records import replace

BASES = ("enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag")
MIXED_IN = ("builtins.str", "builtins.int", "builtins.float", "enum.IntEnum", "enum.StrEnum", "enum.IntFlag")
AUTO = External("enum.auto()")  # stands for the next value until the members are made
MEMBERS = "__members__"


def is_enumeration(run: Run, cls: Class) -> bool:
    return any(isinstance(base, External) and base.name in BASES for base in attributes.mro(run, cls))


def make_members(run: Run, cls: Class) -> None:
    """Turns the constants of a class body into members; names of the same value share one."""
    members: list[Instance] = []
    named = any(isinstance(base, External) and base.name == "enum.StrEnum" for base in attributes.mro(run, cls))
    for name in list(run.store.names(cls.oid)):
        value = run.store.get((cls.oid, name))
        if value is None or name.startswith("_") or isinstance(value, (Function, Class)):
            continue
        if value == AUTO:
            value = Const(name.lower()) if named else Const(len(members) + 1)
        same = [member for member in members if run.store.get((member.oid, "value")) == value]
        made = same[0] if same and isinstance(value, Const) else _member(run, cls, name, value)
        run.store.set((cls.oid, name), made)
        if made not in members:
            members.append(made)
    run.store.set((cls.oid, MEMBERS), TupleValue(tuple(members)))


def _member(run: Run, cls: Class, name: str, value: Value) -> Instance:
    made = Instance(run.number(), cls, "", cls.spot)
    for attribute, held in (("name", Const(name)), ("_name_", Const(name)), ("value", value), ("_value_", value)):
        run.store.set((made.oid, attribute), held)
    initialiser = attributes.class_attribute(run, cls, "__init__")
    if initialiser is not None and isinstance(initialiser[0], Function):
        given = value.items if isinstance(value, TupleValue) else (value,)
        arguments = Arguments(tuple(Argument(item) for item in given))
        calls.call_function(run, replace(initialiser[0], bound=made), arguments, cls.spot.ref, lambda: cls.name)
    return made


def members_of(run: Run, cls: Class) -> tuple[Value, ...] | None:
    """The members in order; None for a class that is no enumeration."""
    held = run.store.get((cls.oid, MEMBERS))
    return held.items if isinstance(held, TupleValue) else None


def by_value(run: Run, cls: Class, given: Value, attribute: str, ref: int, text: str) -> Value:
    """`Loss("mse")` with the attribute "value", `Loss["MSE"]` with "name": a member, or each under its condition."""
    given = run.resolved(given)
    if isinstance(given, Choice):
        return run.split(given, lambda option: by_value(run, cls, option, attribute, ref, text))
    if isinstance(given, Instance) and given.cls == cls:
        return given
    table = [(run.store.get((m.oid, attribute)), m) for m in members_of(run, cls) or () if isinstance(m, Instance)]
    if isinstance(given, Const):
        found = next((member for value, member in table if value == given), None)
        return found if found is not None else run.unknown(f"{cls.name} has no such member", ref, text)
    if isinstance(given, Unknown) and table and all(isinstance(value, Const) for value, _ in table):
        name = given.text or text
        return choose([
            ((Literal(given.key, value.value, True, f"{name} == {value.value!r}"),), member)
            for value, member in table if isinstance(value, Const)
        ])  # fmt: skip
    return run.unknown(f"a member of {cls.name}", ref, text)


def unwrapped(run: Run, value: Value) -> Value:
    """The value of a member that is a string or number itself; every other value as it is."""
    if not isinstance(value, Instance) or value.cls is None or members_of(run, value.cls) is None:
        return value
    if any(isinstance(base, External) and base.name in MIXED_IN for base in attributes.mro(run, value.cls)):
        return run.store.get((value.oid, "value")) or value
    return value
