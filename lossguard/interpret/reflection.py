"""Builtins that look into objects: attributes by name, types, copies, the names of a scope."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import attributes, classes, frameworks, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.limits import ALTERNATIVES
from lossguard.interpret.literals import Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Batches,
    Builtin,
    Choice,
    Class,
    Const,
    DictValue,
    External,
    Function,
    Instance,
    ListValue,
    Module,
    Partial,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_of,
    rebuilt,
)

Text = Callable[[], str]
# names by which code for Python 2 and 3 asks for a type
COMPATIBLE_KINDS = {
    "six.string_types": "builtins.str",
    "six.text_type": "builtins.str",
    "six.integer_types": "builtins.int",
    "builtins.basestring": "builtins.str",
    "builtins.unicode": "builtins.str",
    "typing.Sequence": "collections.abc.Sequence",
    "typing.Mapping": "collections.abc.Mapping",
    "typing.List": "builtins.list",
    "typing.Dict": "builtins.dict",
}
PYTHON: dict[str, type] = {
    f"builtins.{kind.__name__}": kind
    for kind in (str, int, float, bool, complex, bytes, list, tuple, dict, set, frozenset)
}
ANY = "*"  # in the name of a row: any name of the package
DEEPEST_COPY = 6  # nesting of what `deepcopy` takes apart


def _given(arguments: Arguments) -> list[Value]:
    return [argument.value for argument in arguments.positional]


# ---- attributes ----


def get_attribute(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`getattr(owner, name)`, `getattr(owner, name, default)`."""
    given = _given(arguments)
    if len(given) < 2:
        return run.unknown("what getattr() gives", ref, text())

    def of_owner(owner: Value) -> Value:
        return run.split(given[1], lambda name: named(owner, name))

    def named(owner: Value, name: Value) -> Value:
        if isinstance(name, Const) and isinstance(name.value, str):
            missing = len(given) > 2 and attributes.has(run, owner, name.value) is False
            return given[2] if missing else attributes.get(run, owner, name.value, ref, text)
        key = ("getattr", key_of(owner), key_of(name))
        if isinstance(owner, Module) and isinstance(name, Unknown):
            return _one_of_module(run, owner, name, ref, text)
        if isinstance(owner, External) and isinstance(name, Unknown):
            any_one = of_package(run, owner, name)
            if any_one is not None:
                return any_one
        return run.unknown(f"the name in {text()} is not known", ref, text(), key)

    return run.split(given[0], of_owner)


def _one_of_module(run: Run, module: Module, name: Unknown, ref: int, text: Text) -> Value:
    """`getattr(models, name)`: each public class and function of the module, under the condition of its name."""
    held = [(each, run.store.get((module.scope, each))) for each in run.store.names(module.scope) if each[0] != "_"]
    made = [(each, value) for each, value in held if isinstance(value, (Class, Function))]
    if not made or len(made) > ALTERNATIVES:
        why = f"it is one of the {len(made)} classes and functions of {module.name}: {name.text} is not known"
        return run.unknown(why, ref, text(), ("getattr", module.scope, name.key))
    return choose([((Literal(name.key, each, True, f"{name.text} == {each!r}"),), value) for each, value in made])


def of_package(run: Run, package: External, name: Value) -> External | None:
    """`getattr(models, name)`, `models.__dict__[name]` of a package outside the tree: the name, or any of its kind
    where a row tells what all of them have in common; None where none does."""
    if isinstance(name, Const) and isinstance(name.value, str):
        return External(f"{package.name}.{name.value}")
    any_one = f"{package.name}.{ANY}"
    return External(any_one) if isinstance(name, Unknown) and frameworks.find_row(run, any_one)[0] else None


def set_attribute(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`setattr(owner, name, value)`."""
    given = _given(arguments)
    if len(given) == 3:
        name = run.resolved(given[1])
        if isinstance(name, Const) and isinstance(name.value, str):
            attributes.put(run, given[0], name.value, given[2])
        else:
            attributes.put_unknown(run, given[0], name, given[2])
    return Const(None)


def has_attribute(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`hasattr(owner, name)`."""
    given = _given(arguments)
    name = run.resolved(given[1]) if len(given) == 2 else Const(None)

    def answer(owner: Value) -> Value:
        is_text = isinstance(name, Const) and isinstance(name.value, str)
        known = attributes.has(run, owner, str(name.value)) if isinstance(name, Const) and is_text else None
        return Const(known) if known is not None else operations.derived(run, "hasattr", (owner, name), ref, text)

    return run.split(given[0], answer) if given else Const(None)


def attributes_of(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`vars(instance)`, `vars(module)`."""
    if not arguments.positional:
        return global_names(run, arguments, ref, text)
    value = run.resolved(_given(arguments)[0])
    if isinstance(value, Instance):
        return attributes.own_attributes(run, value, ref)
    if isinstance(value, Module):
        return names_of(run, value, ref)
    return run.unknown(f"what {text()} holds", ref, text())


def global_names(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`globals()`: what is written into the dictionary is bound in the module."""
    scope = run.frame.scope
    while (outer := run.parents.get(scope)) is not None:
        scope = outer
    return dictionary_of(run, scope, ref)


def names_of(run: Run, module: Module, ref: int) -> Value:
    """`module.__dict__`: what is written into the dictionary is bound in the module."""
    return dictionary_of(run, module.scope, ref)


def dictionary_of(run: Run, scope: int, ref: int) -> Value:
    """The names of a scope as a dictionary that is written through."""
    names = [name for name in run.store.names(scope) if name.isidentifier()]
    pairs = tuple((name, held) for name in names if (held := run.store.get((scope, name))) is not None)
    made = run.new_dict(pairs, run.spot(ref), open=True)
    run.mirrors[made.oid] = scope
    return made


# ---- types ----


def type_of(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`type(value)`."""
    value = run.resolved(_given(arguments)[0]) if len(arguments.positional) == 1 else Const(None)
    match value:
        case Choice():
            return run.split(value, lambda option: type_of(run, Arguments((Argument(option),)), ref, text))
        case Instance(cls=Class() as cls):
            return cls
        case Const() if arguments.positional:
            return External(f"builtins.{type(value.value).__name__}")
        case ListValue() | DictValue() | TupleValue():
            return External(f"builtins.{_python_type(value).__name__}")
        case _:
            return operations.derived(run, "type", (value,), ref, text)


def _python_type(value: ListValue | DictValue | TupleValue) -> type:
    if isinstance(value, ListValue):
        return set if value.is_set else list
    return dict if isinstance(value, DictValue) else tuple


def is_instance(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`isinstance(value, kinds)`."""
    given = _given(arguments)
    value = run.resolved(given[0]) if given else Const(None)
    if isinstance(value, Choice):
        rest = arguments.after(1)
        return run.split(value, lambda option: is_instance(run, rest.preceded_by(option), ref, text))
    kinds = run.resolved(given[1]) if len(given) > 1 else Const(None)
    answers = [_is_a(run, value, kind) for kind in _kinds(run, kinds)]
    if True in answers:
        return Const(True)
    return Const(False) if None not in answers else operations.derived(run, "isinstance", (value, kinds), ref, text)


def _kinds(run: Run, kinds: Value) -> tuple[Value, ...]:
    if not isinstance(kinds, TupleValue):
        return (kinds,)
    return tuple(inner for kind in kinds.items for inner in _kinds(run, run.resolved(kind)))


def _is_a(run: Run, value: Value, kind: Value) -> bool | None:
    """Whether a value is of a type; None where that is not known."""
    name = COMPATIBLE_KINDS.get(kind.name, kind.name) if isinstance(kind, External) else ""
    python = PYTHON.get(name)
    match value:
        case Const(value=constant):
            return isinstance(constant, python) if python is not None else False if isinstance(kind, Class) else None
        case ListValue() | DictValue() | TupleValue():
            made = _python_type(value)
            return issubclass(made, python) if python is not None else False if isinstance(kind, Class) else None
        case Instance(cls=Class() as cls):
            return _is_subclass(run, cls, kind, name)
        case Function() | Partial():
            return False if python is not None or isinstance(kind, Class) else None
        case _:
            return None


def _is_subclass(run: Run, cls: Class, kind: Value, name: str) -> bool | None:
    order = attributes.mro(run, cls)
    if kind in order or name == "builtins.object":
        return True
    certain = all(isinstance(base, Class) or base == External("builtins.object") for base in order)
    return False if certain or isinstance(kind, Class) else None


def is_subclass(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`issubclass(cls, kinds)`."""
    given = [run.resolved(value) for value in _given(arguments)]
    if len(given) == 2 and isinstance(given[0], Class):
        cls = given[0]
        named = [(kind, kind.name if isinstance(kind, External) else "") for kind in _kinds(run, given[1])]
        answers = [_is_subclass(run, cls, kind, name) for kind, name in named]
        if True in answers or None not in answers:
            return Const(True in answers)
    return operations.derived(run, "issubclass", tuple(given), ref, text)


def is_callable(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`callable(value)`."""
    value = run.resolved(_given(arguments)[0]) if arguments.positional else Const(None)
    match value:
        case Function() | Class() | Partial() | Builtin() | External():
            return Const(True)
        case Const() | ListValue() | DictValue() | TupleValue() | Tensor() | Batches():
            return Const(False)
        case Instance(cls=Class(), kind=""):
            known = attributes.has(run, value, "__call__")
            return Const(known) if known is not None else operations.derived(run, "callable", (value,), ref, text)
        case _:
            return operations.derived(run, "callable", (value,), ref, text)


def super_object(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`super()`, `super(Model, self)`."""
    return classes.super_of(run)


def new_object(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`object.__new__(cls)`, and `super().__new__(cls)` where no class of the program says more."""
    cls = run.resolved(_given(arguments)[0]) if arguments.positional else Const(None)
    if isinstance(cls, Class):
        return classes.empty_instance(run, cls, ref)
    return run.unknown(f"what {text()} makes is not known", ref, text())


def make_property(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`property(getter, setter)` in a class body."""
    given = [run.resolved(value) for value in _given(arguments)]
    getter = given[0] if given else None
    setter = given[1] if len(given) > 1 else None
    if not isinstance(getter, Function):
        return run.unknown("a property", ref, text())
    return attributes.as_property(getter, setter if isinstance(setter, Function) else None)


# ---- copies ----


def copy(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`copy.copy(value)`: lists, dictionaries and objects apart, what they hold shared."""
    return _copied(run, arguments, ref, deep=False)


def deep_copy(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`copy.deepcopy(value)`."""
    return _copied(run, arguments, ref, deep=True)


def _copied(run: Run, arguments: Arguments, ref: int, deep: bool) -> Value:
    value = run.resolved(_given(arguments)[0]) if arguments.positional else Const(None)
    return run.split(value, lambda option: _copy(run, option, ref, DEEPEST_COPY if deep else 1, {}))


def _copy(run: Run, value: Value, ref: int, depth: int, made: dict[int, Value]) -> Value:
    """`depth` counts down the levels that are copied; `made` holds the copies by the number of the original."""
    value = run.resolved(value)
    if depth == 0 or isinstance(value, Unknown):
        return value
    if not isinstance(value, (ListValue, DictValue, Instance)):
        return rebuilt(value, lambda part: _copy(run, part, ref, depth - 1, made)) if depth > 1 else value
    if value.oid in made:
        return made[value.oid]
    spot = run.spot(ref)
    copied: ListValue | DictValue | Instance
    if isinstance(value, Instance):
        copied = Instance(run.number(), value.cls, value.kind, spot, value.flavour)
    elif isinstance(value, ListValue):
        copied = run.new_list((), spot, is_set=value.is_set)
    else:
        copied = run.new_dict((), spot)
    made[value.oid] = copied
    for name in list(run.store.names(value.oid)):
        held = run.store.get((value.oid, name))
        if held is not None:
            run.store.set((copied.oid, name), _inside(run, held, ref, depth, made))
    return copied


def _inside(run: Run, held: Value, ref: int, depth: int, made: dict[int, Value]) -> Value:
    if isinstance(held, Choice):
        return Choice(tuple((condition, _inside(run, option, ref, depth, made)) for condition, option in held.options))
    return _copy(run, held, ref, depth - 1, made)


FUNCTIONS: dict[str, Callable[[Run, Arguments, int, Text], Value]] = {
    "getattr": get_attribute, "setattr": set_attribute, "hasattr": has_attribute, "vars": attributes_of,
    "globals": global_names, "type": type_of, "isinstance": is_instance, "issubclass": is_subclass,
    "callable": is_callable, "super": super_object, "object.__new__": new_object, "property": make_property,
    "copy.copy": copy, "copy.deepcopy": deep_copy,
}  # fmt: skip
