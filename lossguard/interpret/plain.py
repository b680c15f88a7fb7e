"""Classes that only hold data: dataclasses, named tuples, namespaces, and dictionaries read by attribute."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import attributes, builtins, calls, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.frameworks import options, records_of_options
from lossguard.interpret.literals import Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Builtin,
    Class,
    Const,
    External,
    Function,
    Instance,
    TupleValue,
    Value,
)
from lossguard.records import replace

Text = Callable[[], str]
TUPLES = ("collections.namedtuple", "typing.NamedTuple", "typing_extensions.NamedTuple")
FIELD = "a field"  # kind of what `dataclasses.field(...)` gives
FIELD_MAKERS = ("dataclasses.field", "attr.ib", "attr.attrib", "attr.field", "attrs.field", "pydantic.Field")
NAMESPACE = "types.SimpleNamespace"


# ---- fields ----


def annotated_names(run: Run, cls: Class) -> list[str]:
    """The annotated names of a class body in order, as a dataclass takes them."""
    held = run.store.get((cls.oid, "__annotations__"))
    items = operations.known_items(run, held) if held is not None else None
    return [str(item.value) for item in items or () if isinstance(item, Const)]


def fields_of(run: Run, cls: Class) -> dict[str, Value | None]:
    """The fields of a class and its bases in the order in which they are given, with their defaults."""
    found: dict[str, Value | None] = {}
    for base in reversed(attributes.mro(run, cls)):
        if isinstance(base, Class):
            for name in annotated_names(run, base):
                found[name] = run.store.get((base.oid, name))
    return found


def fill(run: Run, cls: Class, instance: Instance, arguments: Arguments, ref: int) -> None:
    """What a class without an `__init__` does: fields take arguments or defaults, `__post_init__` follows."""
    positional = [argument.value for argument in arguments.positional]
    named = {name: argument.value for name, argument in arguments.keywords}
    for name, default in fields_of(run, cls).items():
        given = _is_given(run, default)
        value: Value | None
        if given and positional:
            value = positional.pop(0)
        elif given and name in named:
            value = named.pop(name)
        else:
            value = _default(run, default, ref)
            if value is not None and given and arguments.open:
                value = _perhaps(run, cls, name, value)
            elif value is not None and given and records_of_options.of_environment(run, cls):
                value = options.option_value(run, name.upper(), {"default": value})
            elif value is None and not arguments.open:
                value = run.unknown(f"{cls.name} is made without {name}", ref, name)
        if value is not None:
            run.store.set((instance.oid, name), value)
    for name, value in named.items():
        run.store.set((instance.oid, name), value)
    after = attributes.class_attribute(run, cls, "__post_init__")
    if after is not None and isinstance(after[0], Function):
        calls.call_function(run, replace(after[0], bound=instance), Arguments(), ref, lambda: "__post_init__()")


def _is_given(run: Run, default: Value | None) -> bool:
    """Whether the constructor takes a field: all but those with `init=False`."""
    if not isinstance(default, Instance) or default.kind != FIELD:
        return True
    return run.store.get((default.oid, "init")) != Const(False)


def _default(run: Run, default: Value | None, ref: int) -> Value | None:
    if not isinstance(default, Instance) or default.kind != FIELD:
        return default
    factory = run.store.get((default.oid, "default_factory")) or run.store.get((default.oid, "factory"))
    if factory is not None:
        return calls.call(run, factory, Arguments(), ref, lambda: "a default")
    return run.store.get((default.oid, "default"))


def _perhaps(run: Run, cls: Class, name: str, default: Value) -> Value:
    """A field whose argument is not known: its default is one possibility."""
    words = (f"with {name} of {cls.name} at its default", f"with {name} of {cls.name} given")
    literal = Literal(("default", cls.oid, name), True, True, words=words)
    other = run.unknown(f"{name} of {cls.name} is given where the program cannot be followed", cls.spot, name)
    return choose([((literal,), default), ((literal.negated(),), other)])


def class_default(run: Run, value: Value) -> Value:
    """What a field is when it is read from the class itself."""
    if isinstance(value, Instance) and value.kind == FIELD:
        return run.store.get((value.oid, "default")) or run.unknown("a field without a default", value.spot)
    return value


def _field(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`field(default=...)`, `field(default_factory=...)`, `Field(10)`."""
    made = Instance(run.number(), None, FIELD, run.spot(ref))
    for argument in arguments.positional[:1]:
        if argument.value != Const(...):
            run.store.set((made.oid, "default"), argument.value)
    for name, argument in arguments.keywords:
        run.store.set((made.oid, name), argument.value)
    return made


# ---- instances ----


def is_tuple(run: Run, cls: Class) -> bool:
    return any(isinstance(base, External) and base.name in TUPLES for base in attributes.mro(run, cls))


def items_of(run: Run, value: Instance) -> tuple[Value, ...] | None:
    """The items of a named tuple; None for every other object."""
    if value.cls is None or not is_tuple(run, value.cls):
        return None
    held = [run.store.get((value.oid, name)) for name in fields_of(run, value.cls)]
    items = tuple(run.resolved(item) for item in held if item is not None)
    return items if len(items) == len(held) else None


def compared(run: Run, value: Instance) -> TupleValue | None:
    """What equality of dataclasses and named tuples looks at; None for objects that are only equal to themselves."""
    if value.cls is None:
        return None
    made_equal = any(
        isinstance(each, External) and each.name.rsplit(".", 1)[-1] in ("dataclass", "define", "frozen", "s", "attrs")
        for each in value.cls.decorators
    )
    if not made_equal and not is_tuple(run, value.cls):
        return None
    held = [run.store.get((value.oid, name)) for name in fields_of(run, value.cls)]
    items = tuple(item for item in held if item is not None)
    return TupleValue(items) if len(items) == len(held) else None


def member(run: Run, instance: Instance, name: str) -> Value | None:
    """The methods of named tuples; None for other names and objects."""
    if name not in ("_replace", "_asdict") or instance.cls is None or not is_tuple(run, instance.cls):
        return None

    def act(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
        whole = arguments.preceded_by(instance)
        return _replaced(run, whole, ref, text) if name == "_replace" else as_dictionary(run, whole, ref, text)

    return Builtin(f"{instance.oid}.{name}", act)


def _replaced(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`dataclasses.replace(config, loss="mse")`."""
    source = run.resolved(builtins.first_of(arguments))
    if not isinstance(source, Instance):
        return run.unknown("a copy of something that is not known", ref, text())
    copy = Instance(run.number(), source.cls, source.kind, run.spot(ref), source.flavour)
    for name in list(run.store.names(source.oid)):
        held = run.store.get((source.oid, name))
        if held is not None:
            run.store.set((copy.oid, name), held)
    for name, argument in arguments.keywords:
        run.store.set((copy.oid, name), argument.value)
    return copy


def as_dictionary(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`dataclasses.asdict(config)`: its fields, those of fields that are dataclasses too."""
    source = run.resolved(builtins.first_of(arguments))
    if not isinstance(source, Instance) or source.cls is None:
        return run.unknown("the fields of something that is not known", ref, text())
    names = fields_of(run, source.cls)
    pairs: list[tuple[object, Value]] = []
    for name in names:
        held = run.resolved(run.store.get((source.oid, name)) or run.unknown(f"{name} is not set", ref, name))
        nested = isinstance(held, Instance) and held.cls is not None and bool(fields_of(run, held.cls))
        pairs.append((name, as_dictionary(run, Arguments((Argument(held),)), ref, text) if nested else held))
    return run.new_dict(tuple(pairs), run.spot(ref))


# ---- made by a call ----


def _named_tuple(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`namedtuple("Point", "x y")`, `NamedTuple("Point", [("x", int)])`: a class."""
    named = {name: argument.value for name, argument in arguments.keywords}
    given = [run.resolved(argument.value) for argument in arguments.positional]
    title = given[0] if given else named.get("typename", Const("a named tuple"))
    names = _names(run, given[1] if len(given) > 1 else named.get("field_names", Const("")))
    if names is None or not isinstance(title, Const):
        return run.unknown(f"the names of {text()} are not known", ref, text())
    made = Class(run.number(), str(title.value), (External(TUPLES[0]),), run.spot(ref))
    run.classes[made.oid] = made
    run.store.set((made.oid, "__annotations__"), TupleValue(tuple(Const(name) for name in names)))
    defaults = operations.known_items(run, named["defaults"]) if "defaults" in named else None
    for name, value in zip(reversed(names), reversed(defaults or ()), strict=False):
        run.store.set((made.oid, name), value)
    return made


def _names(run: Run, value: Value) -> list[str] | None:
    value = run.resolved(value)
    if isinstance(value, Const) and isinstance(value.value, str):
        return value.value.replace(",", " ").split()
    items = operations.known_items(run, value)
    if items is None:
        return None
    pairs = [operations.known_items(run, item) if isinstance(item, TupleValue) else (item,) for item in items]
    firsts = [run.resolved(pair[0]) for pair in pairs if pair]
    names = [first.value for first in firsts if isinstance(first, Const) and isinstance(first.value, str)]
    return names if len(names) == len(items) else None


def _namespace(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    made = Instance(run.number(), None, NAMESPACE, run.spot(ref))
    for name, argument in arguments.keywords:
        run.store.set((made.oid, name), argument.value)
    return made


FUNCTIONS: dict[str, Callable[[Run, Arguments, int, Text], Value]] = {
    "dataclasses.replace": _replaced, "dataclasses.asdict": as_dictionary, "attr.asdict": as_dictionary,
    "attrs.asdict": as_dictionary, "attr.evolve": _replaced, "attrs.evolve": _replaced,
    "collections.namedtuple": _named_tuple, "typing.NamedTuple": _named_tuple, "types.SimpleNamespace": _namespace,
    "argparse.Namespace": _namespace, **dict.fromkeys(FIELD_MAKERS, _field),
}  # fmt: skip
