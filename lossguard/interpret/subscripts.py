"""Items of abstract values: read, written, deleted, cut out."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from lossguard.findings import Spot
from lossguard.frontend import nodes as n
from lossguard.interpret import (
    arrays,
    attributes,
    calls,
    containers,
    dynamic,
    effects,
    enumerations,
    expressions,
    imports,
    mutations,
    operations,
    plain,
    reflection,
)
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.frameworks import hub, ini, options, torch
from lossguard.interpret.literals import Literal
from lossguard.interpret.run import Run
from lossguard.interpret.spelling import spelled
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Batches,
    Choice,
    Class,
    Const,
    DictValue,
    Entries,
    External,
    Instance,
    Items,
    Later,
    ListValue,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    entry_key,
    key_of,
    root_of,
)
from lossguard.records import replace

Text = Callable[[], str]


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
            return _entry(run, entries_for(run, owner, index), index, ref, text)
        case ListValue():
            contents = run.contents(owner)
            return run.split(contents, lambda option: position_in(run, option, index, ref, text))
        case TupleValue(items):
            return position_in(run, Items(items), index, ref, text)
        case Const(value=str() | bytes() as string) if isinstance(index, Const) and isinstance(index.value, int):
            if -len(string) <= index.value < len(string):
                return Const(string[index.value])
            return run.unknown("an index out of range", ref, text())
        case Unknown():
            return _item_of_unknown(run, owner, index, ref, text)
        case External(name="os.environ"):
            return options.variable(run, index, None, ref, text)
        case Instance(cls=Class() as cls) if (found := attributes.class_attribute(run, cls, "__getitem__")) is not None:
            return calls.call(
                run, attributes.bound(run, owner, found[0], ref, text), Arguments().preceded_by(index), ref, text
            )
        case Instance() if hub.is_one(owner):
            return hub.item(run, owner, index, ref, text)
        case Instance(kind=kind) if kind.startswith("torch."):
            return torch.layer_at(run, owner, index, ref, text)
        case Class() if enumerations.members_of(run, owner) is not None:
            return enumerations.by_value(run, owner, index, "name", ref, text())
        case Instance() if (sections := ini.sections_of(run, owner)) is not None:
            return item(run, sections, index, ref, text)
        case Instance() if (held_items := plain.items_of(run, owner)) is not None:
            return position_in(run, Items(held_items), index, ref, text)
        case External(name="sys.modules"):
            return dynamic.loaded_module(run, index, ref, text)
        case External(name=dotted) if dotted.endswith(".__dict__") and (
            found_name := reflection.of_package(run, External(dotted.removesuffix(".__dict__")), index)
        ):
            return found_name
        case Batches() if run.engines.uses_torch and not isinstance(index, TupleValue):
            return effects.loaders.sample_of(run, operations.element_of(run, owner, ref))
        case Batches(x, y) if isinstance(index, Const) and isinstance(index.value, int):
            return TupleValue((x, y), owner.spot) if y is not None else x
        case _:
            return run.unknown(f"{text()} is not known", ref, text(), ("item", key_of(owner), key_of(index)))


def _item_of_unknown(run: Run, owner: Unknown, index: Value, ref: int, text: Text) -> Value:
    """What was written there, else an unknown; rows of an array come from the same data."""
    held = run.store.get((("item", owner.key), repr(index.value))) if isinstance(index, Const) else None
    named = isinstance(index, (TupleValue, ListValue)) or (isinstance(index, Const) and isinstance(index.value, str))
    if run.engines.uses_torch and isinstance(index, Const):
        named = True  # batch[0] and batch[1] are inputs and labels, not rows of the same data
    key = operations.simplified(("item", owner.key, key_of(index)))
    return held or run.unknown(owner.why, ref, text(), key, None if named else owner.root)


def position_in(run: Run, contents: Value, index: Value, ref: int, text: Text) -> Value:
    if isinstance(contents, Items) and isinstance(index, Const) and isinstance(index.value, int):
        values = contents.values
        if not contents.open and -len(values) <= index.value < len(values):
            return values[index.value]
        if contents.open and -contents.ended <= index.value < 0:
            return values[index.value]
        if contents.open and values and index.value == -1:
            return run.unknown("the last item of a list that is not known in full", ref, text())
    if isinstance(contents, Items) and isinstance(index, Unknown):
        one = containers.any_item(run, contents.values)
        if one is not None:
            return one
    return run.unknown("an item of a list that is not known", ref, text(), ("item", key_of(contents), key_of(index)))


def entries_for(run: Run, owner: DictValue, index: Value) -> Value:
    """What a dictionary holds. Where a key is missed, the packages around the file that made the dictionary are
    completed first: their modules may enter themselves."""
    contents, key = run.contents(owner), entry_key(index)
    missed = isinstance(contents, Entries) and not contents.open and (key is None or contents.get(key[0]) is None)
    if (
        missed
        and owner.spot is not None
        and owner.spot.path != run.entry
        and imports.complete_packages(run, owner.spot.path)
    ):
        return run.contents(owner)
    return contents


def _entry(run: Run, contents: Value, index: Value, ref: int, text: Text) -> Value:
    if isinstance(contents, Choice):
        return run.split(contents, lambda option: _entry(run, option, index, ref, text))
    key = entry_key(index)
    if isinstance(contents, Entries):
        found = contents.get(key[0]) if key is not None else None
        if found is not None:
            return found
        if isinstance(index, Unknown) and contents.pairs and not contents.open:
            return containers.chosen_entry(run, contents, index, text())
    return run.unknown(
        "an entry of a dictionary that is not known", ref, text(), ("item", key_of(contents), key_of(index))
    )


def put_item(run: Run, owner: Value, index: Value, value: Value) -> None:
    """`owner[index] = value`."""
    owner, index = run.resolved(owner), run.resolved(index)
    key = entry_key(index)

    def changed(contents: Value) -> Value:
        if isinstance(contents, Entries) and key is not None:
            return contents.with_entry(key[0], value)
        if isinstance(contents, Entries):
            pairs = contents.pairs
            if isinstance(index, Unknown):
                pairs = tuple((name, perhaps(index, name, held, value)) for name, held in pairs)
            return Entries(pairs, open=True)
        if isinstance(contents, Items) and isinstance(index, Const) and isinstance(index.value, int):
            values = list(contents.values)
            if -len(values) <= index.value < len(values) and not contents.open:
                values[index.value] = value
                return Items(tuple(values))
        return Items((), open=True)

    match owner:
        case Choice():
            run.on_each(owner, lambda option: put_item(run, option, index, value))
        case ListValue() | DictValue():
            mutations.change_contents(run, owner, changed)
            if isinstance(owner, DictValue) and key is not None:
                _mirror(run, owner, key[0], value)
        case Instance(kind=kind) if kind.startswith("torch."):
            torch.put_layer(run, owner, index, value)
        case Unknown() if isinstance(index, Const):
            run.store.set((("item", owner.key), repr(index.value)), value)
        case Instance(cls=Class() as cls) if (found := attributes.class_attribute(run, cls, "__setitem__")) is not None:
            method = attributes.bound(run, owner, found[0], cls.spot.ref, lambda: "__setitem__")
            calls.call(run, method, Arguments((Argument(index), Argument(value))), cls.spot.ref, lambda: "__setitem__")


def _mirror(run: Run, owner: DictValue, name: object, value: Value) -> None:
    """An entry of `instance.__dict__` is an attribute of the instance."""
    instance = run.mirrors.get(owner.oid)
    if instance is not None and isinstance(name, str):
        run.store.set((instance, name), value)


def put_slice(run: Run, owner: Value, part: slice | None, value: Value) -> None:
    """`owner[1:] = value`; `part` None where the bounds are not known."""
    owner = run.resolved(owner)
    added = operations.known_items(run, value)

    def changed(contents: Value) -> Value:
        if isinstance(contents, Items) and not contents.open and part is not None and added is not None:
            values = list(contents.values)
            try:
                values[part] = added
            except ValueError:  # of an extended slice whose size differs
                return Items((), open=True)
            return Items(tuple(values))
        return Items((), open=True)

    if isinstance(owner, Choice):
        run.on_each(owner, lambda option: put_slice(run, option, part, value))
    elif isinstance(owner, ListValue):
        mutations.change_contents(run, owner, changed)


def delete_item(run: Run, owner: Value, index: Value | slice | None) -> None:
    """`del owner[index]`; None for bounds or a key that are not known."""
    owner = run.resolved(owner)
    key = entry_key(index) if index is not None and not isinstance(index, slice) else None
    position = index if isinstance(index, slice) else key[0] if key is not None else None

    def changed(contents: Value) -> Value:
        if isinstance(contents, Items) and isinstance(position, (int, slice)) and not contents.open:
            values = list(contents.values)
            if isinstance(position, slice) or -len(values) <= position < len(values):
                del values[position]
                return Items(tuple(values))
        if isinstance(contents, Entries):
            if key is None:
                return Entries((), open=True)
            return Entries(tuple(pair for pair in contents.pairs if pair[0] != key[0]), contents.open)
        return Items((), open=True)

    if isinstance(owner, Choice):
        run.on_each(owner, lambda option: delete_item(run, option, index))
    elif isinstance(owner, (ListValue, DictValue)):
        mutations.change_contents(run, owner, changed)


def bounds_of(run: Run, bounds: n.Slice) -> slice | None:
    """A slice whose bounds are all known; None for every other."""
    parts = [
        expressions.evaluate(run, bound) if bound is not None else Const(None)
        for bound in (bounds.lower, bounds.upper, bounds.step)
    ]
    known = [part.value for part in parts if isinstance(part, Const) and isinstance(part.value, (int, type(None)))]
    return slice(*known) if len(known) == 3 and known[2] != 0 else None


def sliced(run: Run, owner: Value, bounds: n.Slice, expr: n.Subscript) -> Value:
    """`owner[lower:upper:step]`."""
    owner = run.resolved(owner)
    if isinstance(owner, Choice):
        return run.split(owner, lambda option: sliced(run, option, bounds, expr))
    if isinstance(owner, Tensor):
        part = arrays.cut(owner)
        return part if part.origin is None else replace(part, origin=_from_row(run, part.origin, bounds))
    if isinstance(owner, Unknown):
        return run.unknown(owner.why, expr.ref, spelled(expr), None, _from_row(run, owner.root, bounds))
    known = bounds_of(run, bounds)
    if known is not None:
        return _slice_of(run, owner, known, expr)
    if isinstance(owner, Const) and isinstance(owner.value, str):
        return run.unknown("a part of a string", expr.ref, spelled(expr))
    if isinstance(owner, (ListValue, TupleValue)):
        items = operations.known_items(run, owner) or ()
        return run.new_list(items[:1], run.spot(expr.ref), open=True)
    return owner


def _from_row(run: Run, root: Hashable, bounds: n.Slice) -> Hashable:
    """The root of a part: `data[1:]` against `data[:-1]` is the future against the past, and no reconstruction."""
    start = Const(None) if bounds.lower is None else run.resolved(expressions.evaluate(run, bounds.lower))
    if start in (Const(None), Const(0)):
        return root
    return Later(root, start)


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


def perhaps(key: Unknown, name: object, held: Value, value: Value) -> Value:
    """What a name holds after a write under a key that is not known."""
    if not isinstance(name, (str, int, bool, type(None))):
        return held
    literal = Literal(key.key, name, True, f"{key.text} == {name!r}")
    return choose([((literal.negated(),), held), ((literal,), value)])
