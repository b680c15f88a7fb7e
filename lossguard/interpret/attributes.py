"""Attributes of abstract values: read, written, deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from lossguard.interpret import (
    arrays,
    attribute_dicts,
    calls,
    containers,
    dispatch,
    dynamic,
    effects,
    frameworks,
    operations,
    paths,
    plain,
    reflection,
    subscripts,
)
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.frameworks import lightning
from lossguard.interpret.run import Run
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
    LayerObject,
    ListValue,
    Method,
    Module,
    RowObject,
    Super,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_of,
)  # fmt: skip
from lossguard.records import replace

Text = Callable[[], str]


def get(run: Run, owner: Value, name: str, ref: int, text: Text) -> Value:
    """`owner.name`."""
    owner = run.resolved(owner)
    match owner:
        case Choice():
            return run.split(owner, lambda option: get(run, option, name, ref, text))
        case External(name=dotted):
            held = run.store.get((dotted, name))
            return held or (Const(dotted.rpartition(".")[2]) if name == "__name__" else External(f"{dotted}.{name}"))
        case Module():
            return module_member(run, owner, name, ref, text)
        case Class():
            return class_member(run, owner, name, ref, text)
        case Instance():
            return instance_member(run, owner, name, ref, text)
        case Super(instance, after):
            return _super_member(run, instance, after, name, ref, text)
        case Tensor():
            return arrays.member(run, owner, name, ref, text)
        case Batches() | LayerObject() | RowObject():
            return frameworks.member(run, owner, name, ref, text)
        case Unknown():
            held = run.store.get((owner.key, name))
            same = owner.root if name in (*arrays.VIEWS, "T") else None
            held = held or effects.attribute(run, owner, name, ref, text)
            return held or run.unknown(owner.why, ref, text(), operations.simplified(("attr", owner.key, name)), same)
        case Method(receiver=Tensor() as column, name="str"):
            return Method(column, f"str.{name}")
        case Function() if name in ("__name__", "__qualname__"):
            return Const(owner.name)
        case Function() if name == "register" and calls.has_decorator(owner, "singledispatch"):
            return Builtin(name, lambda run, arguments, ref, text: dispatch.register(run, owner, arguments, ref, text))
        case Const(value=PurePosixPath()):
            return paths.method_of(owner, name)
        case DictValue() if attribute_dicts.is_one(run, owner) and name not in containers.DICT_METHODS:
            return _entry_or_method(run, owner, name, ref, text)
        case _:
            return run.store.get((key_of(owner), name)) or Method(owner, name)


def _entry_or_method(run: Run, owner: DictValue, name: str, ref: int, text: Text) -> Value:
    """An attribute of a dictionary that is read by attribute."""
    contents = run.entries(owner)
    held = contents.get(name) if contents is not None else None
    if held is None and name in attribute_dicts.METHODS:
        return Method(owner, name)
    return subscripts.item(run, owner, Const(name), ref, text)


def module_member(run: Run, module: Module, name: str, ref: int, text: Text) -> Value:
    """A name of a module of the tree, or a submodule of a package."""
    held = run.store.get((module.scope, name))
    if held is not None:
        return held
    from lossguard.interpret import imports

    submodule = imports.submodule(run, module, name)
    if submodule is not None:
        return submodule
    if name == "__dict__":
        return reflection.names_of(run, module, ref)
    if module.is_namespace:
        return External(f"{module.name}.{name}")
    if module.path in run.unread:
        return run.unknown(f"{name} comes from {module.name}, which {imports.NOT_READ}", ref, text())
    return run.unknown(f"{module.name} has no {name} that could be found", ref, text())


def mro(run: Run, cls: Class) -> list[Value]:
    """The classes of the program and the external bases in the order of look-up: Python's own (C3)."""
    order = run.orders.get(cls.oid)
    if order is None:
        bases = [run.resolved(base) for base in cls.bases]
        lines: list[list[Value]] = [mro(run, base) if isinstance(base, Class) else [base] for base in bases]
        order = [cls, *(lines[0] if len(lines) == 1 else _merged([*lines, bases]))]
        if not any(isinstance(base, Choice) for base in cls.bases):
            run.orders[cls.oid] = order
    return order


def _merged(lines: list[list[Value]]) -> list[Value]:
    """One order that keeps each of the given; where there is none, the first line goes first."""
    order: list[Value] = []
    while lines := [[each for each in line if each not in order] for line in lines]:
        lines = [line for line in lines if line]
        if not lines:
            break
        order.append(next((line[0] for line in lines if not any(line[0] in other[1:] for other in lines)), lines[0][0]))
    return order


def class_attribute(run: Run, cls: Class, name: str, after: Class | None = None) -> tuple[Value, Class] | None:
    """An attribute from the class or its bases in the program, with its holder; `after` starts behind that class."""
    order = mro(run, cls)
    if after is not None and after in order:
        order = order[order.index(after) + 1 :]
    for holder in order:
        if isinstance(holder, Class):
            found = run.store.get((holder.oid, name))
            if found is not None:
                return run.resolved(found), holder
    return None


def class_member(run: Run, cls: Class, name: str, ref: int, text: Text) -> Value:
    found = class_attribute(run, cls, name)
    if found is not None:
        value, _ = found
        if isinstance(value, Function) and calls.has_decorator(value, "classmethod"):
            return replace(value, bound=cls)
        return plain.class_default(run, value)
    if name in ("__name__", "__qualname__"):
        return Const(cls.name)
    if name == "__module__":
        return Const(next((m.name for m in run.modules.values() if m.path == cls.spot.path), ""))
    if name == "__subclasses__":
        return Builtin(name, lambda run, arguments, ref, text: dynamic.subclasses(run, cls, ref))
    external = next((base for base in mro(run, cls) if isinstance(base, External)), None)
    if external is not None:
        return External(f"{external.name}.{name}")
    return run.unknown(f"{cls.name} has no {name} that could be found", ref, text(), ("attr", cls.oid, name))


def instance_member(run: Run, instance: Instance, name: str, ref: int, text: Text) -> Value:
    held = run.store.get((instance.oid, name))
    if held is not None:
        return run.resolved(held)
    if instance.cls is not None:
        found = class_attribute(run, instance.cls, name)
        if found is not None:
            return bound(run, instance, found[0], ref, text)
        if name == "__class__":
            return instance.cls
    if name == "__dict__":
        return own_attributes(run, instance, ref)
    if name == lightning.SAVER and lightning.is_one(run, instance):
        return lightning.saver(instance)
    if instance.kind:
        return frameworks.member(run, instance, name, ref, text)
    own = plain.member(run, instance, name) or _computed_member(run, instance, name, ref, text)
    if own is not None:
        return own
    opaque = run.store.get((instance.oid, "*"))
    why = opaque.why if isinstance(opaque, Unknown) else f"{name} is not set anywhere the program can be followed"
    return run.unknown(why, ref, text(), ("attr", instance.oid, name))


def _computed_member(run: Run, instance: Instance, name: str, ref: int, text: Text) -> Value | None:
    """What `__getattr__` of the program gives for a name that is not bound."""
    found = class_attribute(run, instance.cls, "__getattr__") if instance.cls is not None else None
    if found is None or not isinstance(found[0], Function) or name.startswith("__"):
        return None
    return calls.call(run, replace(found[0], bound=instance), Arguments((Argument(Const(name)),)), ref, text)


def own_names(run: Run, cls: Class, ref: int) -> Value:
    """What the body of a class binds, as the dictionary that a metaclass is given."""
    names = [name for name in run.store.names(cls.oid) if name.isidentifier()]
    pairs = tuple((name, held) for name in names if (held := run.store.get((cls.oid, name))) is not None)
    return run.new_dict(pairs, run.spot(ref))


def own_attributes(run: Run, instance: Instance, ref: int) -> Value:
    """`instance.__dict__`, `vars(instance)`: a dictionary; what is written into it becomes attributes."""
    names = [name for name in run.store.names(instance.oid) if name.isidentifier()]
    pairs = tuple((name, held) for name in names if (held := run.store.get((instance.oid, name))) is not None)
    made = run.new_dict(pairs, run.spot(ref), open=run.store.get((instance.oid, "*")) is not None)
    run.mirrors[made.oid] = instance.oid
    return made


def has(run: Run, owner: Value, name: str) -> bool | None:
    """Whether a value has an attribute; None where that is not known."""
    owner = run.resolved(owner)
    match owner:
        case Instance(oid=oid, cls=cls):
            if run.store.get((oid, name)) is not None:
                return True
            if cls is None or owner.kind or run.store.get((oid, "*")) is not None:
                return None
            return True if name == "__class__" else _class_has(run, cls, name)
        case Class():
            return _class_has(run, owner, name)
        case Module(scope=scope):
            return True if run.store.get((scope, name)) is not None else None
        case Const(value=constant):
            return hasattr(constant, name)
        case ListValue():
            return hasattr(set if owner.is_set else list, name)
        case TupleValue():
            return hasattr(tuple, name)
        case _:
            return None


def _class_has(run: Run, cls: Class, name: str) -> bool | None:
    if class_attribute(run, cls, name) is not None or class_attribute(run, cls, "__getattr__") is not None:
        return True if class_attribute(run, cls, name) is not None else None
    plain_bases = all(isinstance(base, Class) or base == External("builtins.object") for base in mro(run, cls))
    return False if plain_bases and not hasattr(object, name) else None


def bound(run: Run, instance: Value, value: Value, ref: int, text: Text) -> Value:
    """A class attribute as an instance sees it: functions are bound, properties evaluated."""
    if isinstance(value, Choice):
        return run.split(value, lambda option: bound(run, instance, option, ref, text))
    if not isinstance(value, Function) or value.owner is None:
        return value
    if calls.has_decorator(value, "staticmethod"):
        return value
    if calls.has_decorator(value, "classmethod") and isinstance(instance, Instance) and instance.cls is not None:
        return replace(value, bound=instance.cls)
    method = replace(value, bound=instance)
    if calls.has_decorator(value, "property"):
        return calls.call(run, method, Arguments(), ref, text)
    if calls.has_decorator(value, "cached_property"):
        held = calls.call(run, method, Arguments(), ref, text)
        if isinstance(instance, Instance):
            run.store.set((instance.oid, value.name), held)
        return held
    return method


def _super_member(run: Run, instance: Value, after: Class, name: str, ref: int, text: Text) -> Value:
    cls = instance.cls if isinstance(instance, Instance) and instance.cls is not None else after
    cls = instance if isinstance(instance, Class) else cls
    found = class_attribute(run, cls, name, after)
    if found is not None:
        return bound(run, instance, found[0], ref, text)
    if isinstance(instance, Instance) and instance.kind:
        return frameworks.base_member(run, instance, name, ref, text)
    return External("builtins.object.__new__") if name == "__new__" else Method(instance, f"super.{name}")


def put(run: Run, owner: Value, name: str, value: Value) -> None:
    """`owner.name = value`."""
    owner = run.resolved(owner)
    match owner:
        case Instance(oid=oid) if (setter := _setter(run, owner, name)) is not None:
            given = Arguments((Argument(value),))
            calls.call_function(run, setter, given, setter.definition.ref, lambda: setter.name)
        case Instance(oid=oid):
            _keep_class_value(run, owner, name)
            run.store.set((oid, name), value)
        case Class(oid=oid):
            run.store.set((oid, name), value)
        case Module(scope=scope):
            run.store.set((scope, name), value)
        case Unknown(key=key):
            run.store.set((key, name), value)
        case External(name=dotted):
            run.store.set((dotted, name), value)
        case Choice():
            run.on_each(owner, lambda option: put(run, option, name, value))
        case DictValue() if attribute_dicts.is_one(run, owner):
            subscripts.put_item(run, owner, Const(name), value)
        case _:
            run.store.set((key_of(owner), name), value)


def as_property(getter: Function, setter: Function | None) -> Function:
    """A function of a class body as a property."""
    decorators = getter.decorators or (External("builtins.property"),)
    return replace(getter, decorators=decorators, setter=setter)


def _setter(run: Run, instance: Instance, name: str) -> Function | None:
    """The setter of a property, bound to the instance."""
    found = class_attribute(run, instance.cls, name) if instance.cls is not None else None
    if found is None or not isinstance(found[0], Function) or found[0].setter is None:
        return None
    return replace(found[0].setter, bound=instance)


def _keep_class_value(run: Run, instance: Instance, name: str) -> None:
    """Before the first write of an attribute that the class has too: other ways still see the value of the class."""
    if instance.cls is None or run.store.parent is None or run.store.get((instance.oid, name)) is not None:
        return
    found = class_attribute(run, instance.cls, name)
    if found is not None:
        run.store.line()[-1].set((instance.oid, name), plain.class_default(run, found[0]))


def put_unknown(run: Run, owner: Value, name: Value, value: Value) -> None:
    """`setattr(owner, name, value)` with a name that is not known: each attribute may be the one."""
    owner = run.resolved(owner)
    if not isinstance(owner, Instance) or not isinstance(name, Unknown) or owner.kind.startswith(("keras.", "torch.")):
        return
    for known in list(run.store.names(owner.oid)):
        held = run.store.get((owner.oid, known))
        if held is not None and known.isidentifier():
            run.store.set((owner.oid, known), subscripts.perhaps(name, known, held, value))
    run.store.set((owner.oid, "*"), run.unknown(f"its attributes are set by names: {name.text}", name.spot, name.text))


def delete(run: Run, owner: Value, name: str) -> None:
    """`del owner.name`."""
    owner = run.resolved(owner)
    found = class_attribute(run, owner.cls, name) if isinstance(owner, Instance) and owner.cls is not None else None
    if found is not None and isinstance(owner, Instance):
        run.store.set((owner.oid, name), found[0])
    elif isinstance(owner, (Instance, Class)):
        run.store.delete((owner.oid, name))
    elif isinstance(owner, Module):
        run.store.delete((owner.scope, name))
