"""Attributes and items of abstract values: read, written, deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lossguard.findings import Spot
from lossguard.frontend import nodes as n
from lossguard.interpret import arrays, calls, containers, effects, expressions, frameworks, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.frameworks import torch
from lossguard.interpret.run import Run
from lossguard.interpret.spelling import spelled
from lossguard.interpret.values import (
    Batches,
    Choice,
    Class,
    Const,
    DictValue,
    Entries,
    External,
    Function,
    Instance,
    Items,
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
    entry_key,
    key_of,
    root_of,
)  # fmt: skip

Text = Callable[[], str]


def get(run: Run, owner: Value, name: str, ref: int, text: Text) -> Value:
    """`owner.name`."""
    owner = run.resolved(owner)
    match owner:
        case Choice():
            return run.split(owner, lambda option: get(run, option, name, ref, text))
        case External(name=dotted):
            return run.store.get((dotted, name)) or External(f"{dotted}.{name}")
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
            same = owner.root if name in arrays.VIEWS else None
            held = held or effects.attribute(run, owner, name, ref, text)
            return held or run.unknown(owner.why, ref, text(), operations.simplified(("attr", owner.key, name)), same)
        case _:
            return run.store.get((key_of(owner), name)) or Method(owner, name)


def module_member(run: Run, module: Module, name: str, ref: int, text: Text) -> Value:
    """A name of a module of the tree, or a submodule of a package."""
    held = run.store.get((module.scope, name))
    if held is not None:
        return held
    from lossguard.interpret import imports

    submodule = imports.load_module(run, f"{module.name}.{name}", 0)
    if submodule is not None:
        return submodule
    return run.unknown(f"{module.name} has no {name} that could be found", ref, text())


def mro(run: Run, cls: Class) -> list[Value]:
    """The classes of the program and the external bases in the order of look-up (depth first, duplicates dropped)."""
    order: list[Value] = []
    waiting: list[Value] = [cls]
    while waiting:
        current = run.resolved(waiting.pop(0))
        if current in order:
            continue
        order.append(current)
        if isinstance(current, Class):
            waiting[:0] = current.bases
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
        return value
    if name == "__name__":
        return Const(cls.name)
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
    if instance.kind:
        return frameworks.member(run, instance, name, ref, text)
    opaque = run.store.get((instance.oid, "*"))
    why = opaque.why if isinstance(opaque, Unknown) else f"{name} is not set anywhere the program can be followed"
    return run.unknown(why, ref, text(), ("attr", instance.oid, name))


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
    if calls.has_decorator(value, "property") or calls.has_decorator(value, "cached_property"):
        return calls.call(run, method, Arguments(), ref, text)
    return method


def _super_member(run: Run, instance: Value, after: Class, name: str, ref: int, text: Text) -> Value:
    cls = instance.cls if isinstance(instance, Instance) and instance.cls is not None else after
    found = class_attribute(run, cls, name, after)
    if found is not None:
        return bound(run, instance, found[0], ref, text)
    if isinstance(instance, Instance) and instance.kind:
        return frameworks.base_member(run, instance, name, ref, text)
    return Method(instance, f"super.{name}")


def put(run: Run, owner: Value, name: str, value: Value) -> None:
    """`owner.name = value`."""
    owner = run.resolved(owner)
    match owner:
        case Instance(oid=oid) | Class(oid=oid):
            run.store.set((oid, name), value)
        case Module(scope=scope):
            run.store.set((scope, name), value)
        case Unknown(key=key):
            run.store.set((key, name), value)
        case External(name=dotted):
            run.store.set((dotted, name), value)
        case Choice(options):
            for condition, option in options:
                with run.under(condition) as fork:
                    put(run, option, name, value)
                run.store.join([(condition, fork)])
        case _:
            run.store.set((key_of(owner), name), value)


# ---- items ----


def item(run: Run, owner: Value, index: Value, ref: int, text: Text) -> Value:
    """`owner[index]`."""
    owner, index = run.resolved(owner), run.resolved(index)
    if isinstance(owner, Choice):
        return run.split(owner, lambda option: item(run, option, index, ref, text))
    if isinstance(index, Choice):
        return run.split(index, lambda option: item(run, owner, option, ref, text))
    match owner:
        case Tensor():
            return arrays.indexed(run, owner, index, ref, text)
        case DictValue():
            return _entry(run, run.contents(owner), index, ref, text)
        case ListValue():
            contents = run.contents(owner)
            return run.split(contents, lambda option: position_in(run, option, index, ref, text))
        case TupleValue(items):
            return position_in(run, Items(items), index, ref, text)
        case Const(value=str() | bytes() | tuple() as sequence) if isinstance(index, Const) and isinstance(
            index.value, int
        ):
            if -len(sequence) <= index.value < len(sequence):
                return Const(sequence[index.value])
            return run.unknown("an index out of range", ref, text())
        case Unknown():
            held = run.store.get((("item", owner.key), repr(index.value))) if isinstance(index, Const) else None
            rows = not isinstance(index, (TupleValue, ListValue)) and not (
                isinstance(index, Const) and isinstance(index.value, str)
            )
            key = operations.simplified(("item", owner.key, key_of(index)))
            return held or run.unknown(owner.why, ref, text(), key, owner.root if rows else None)
        case Instance(cls=Class() as cls) if (found := class_attribute(run, cls, "__getitem__")) is not None:
            return calls.call(run, bound(run, owner, found[0], ref, text), Arguments().preceded_by(index), ref, text)
        case Instance(kind=kind) if kind.startswith("torch."):
            return torch.layer_at(run, owner, index, ref, text)
        case Batches() if run.engines.uses_torch and not isinstance(index, TupleValue):
            return effects.loaders.sample_of(run, operations.element_of(run, owner, ref))
        case Batches(x, y) if isinstance(index, Const) and isinstance(index.value, int):
            return TupleValue((x, y), owner.spot) if y is not None else x
        case _:
            return run.unknown(f"{text()} is not known", ref, text(), ("item", key_of(owner), key_of(index)))


def position_in(run: Run, contents: Value, index: Value, ref: int, text: Text) -> Value:
    if isinstance(contents, Items) and isinstance(index, Const) and isinstance(index.value, int):
        values = contents.values
        if not contents.open and -len(values) <= index.value < len(values):
            return values[index.value]
        if contents.open and values and index.value == -1:
            return run.unknown("the last item of a list that is not known in full", ref, text())
    return run.unknown("an item of a list that is not known", ref, text(), ("item", key_of(contents), key_of(index)))


def _entry(run: Run, contents: Value, index: Value, ref: int, text: Text) -> Value:
    if isinstance(contents, Choice):
        return run.split(contents, lambda option: _entry(run, option, index, ref, text))
    if isinstance(contents, Entries):
        key = entry_key(index)
        if key is not None:
            found = contents.get(key[0])
            if found is not None:
                return found
        elif isinstance(index, Unknown) and contents.pairs and not contents.open:
            return containers.chosen_entry(contents, index, text())
    return run.unknown(
        "an entry of a dictionary that is not known", ref, text(), ("item", key_of(contents), key_of(index))
    )


def put_item(run: Run, owner: Value, index: Value, value: Value, whole: bool = False) -> None:
    """`owner[index] = value`; `whole` for a slice."""
    owner = run.resolved(owner)

    def changed(contents: Value) -> Value:
        if isinstance(contents, Entries):
            key = entry_key(index)
            if key is not None:
                return contents.with_entry(key[0], value)
            return Entries(contents.pairs, open=True)
        if isinstance(contents, Items) and not whole and isinstance(index, Const) and isinstance(index.value, int):
            values = list(contents.values)
            if -len(values) <= index.value < len(values):
                values[index.value] = value
                return Items(tuple(values), contents.open)
        return Items((), open=True)

    if isinstance(owner, (ListValue, DictValue)):
        operations.change_contents(run, owner, changed)
    elif isinstance(owner, Instance) and owner.kind.startswith("torch."):
        torch.put_layer(run, owner, index, value)
    elif isinstance(owner, Unknown) and isinstance(index, Const):
        run.store.set((("item", owner.key), repr(index.value)), value)


def delete_item(run: Run, owner: Value, index: Value) -> None:
    """`del owner[index]`."""
    owner = run.resolved(owner)

    def changed(contents: Value) -> Value:
        if (
            isinstance(contents, Items)
            and isinstance(index, Const)
            and isinstance(index.value, int)
            and not contents.open
        ):
            values = list(contents.values)
            if -len(values) <= index.value < len(values):
                del values[index.value]
                return Items(tuple(values))
        if isinstance(contents, Entries) and isinstance(index, Const):
            return Entries(tuple(pair for pair in contents.pairs if pair[0] != index.value), contents.open)
        return contents

    if isinstance(owner, (ListValue, DictValue)):
        operations.change_contents(run, owner, changed)


def sliced(run: Run, owner: Value, bounds: n.Slice, expr: n.Subscript) -> Value:
    """`owner[lower:upper:step]`."""
    owner = run.resolved(owner)
    if isinstance(owner, Choice):
        return run.split(owner, lambda option: sliced(run, option, bounds, expr))
    if isinstance(owner, Tensor):
        return arrays.cut(owner)
    if isinstance(owner, Unknown):
        return run.unknown(owner.why, expr.ref, spelled(expr), None, owner.root)
    limits = [
        expressions.evaluate(run, bound) if bound is not None else Const(None)
        for bound in (bounds.lower, bounds.upper, bounds.step)
    ]
    known = [limit.value for limit in limits if isinstance(limit, Const) and isinstance(limit.value, (int, type(None)))]
    if len(known) == 3 and known[2] != 0:
        return _slice_of(run, owner, slice(*known), expr)
    if isinstance(owner, Const) and isinstance(owner.value, str):
        return run.unknown("a part of a string", expr.ref, spelled(expr))
    if isinstance(owner, (ListValue, TupleValue)):
        items = operations.known_items(run, owner) or ()
        return run.new_list(items[:1], run.spot(expr.ref), open=True)
    return owner


def _slice_of(run: Run, owner: Value, part: slice, expr: n.Subscript) -> Value:
    spot: Spot = run.spot(expr.ref)
    match owner:
        case Const(value=str() | bytes() as text):
            return Const(text[part], spot)
        case TupleValue(items):
            return TupleValue(items[part], spot)
        case ListValue():
            held = operations.known_items(run, owner)
            return run.new_list(held[part], spot) if held is not None else run.new_list((), spot, open=True)
        case _:
            return run.unknown("a part of something that is not known", expr.ref, spelled(expr), None, root_of(owner))
