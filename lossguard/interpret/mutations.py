"""Lists, dictionaries and sets that are changed in place, on every alternative of them."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.findings import Spot
from lossguard.interpret import limits, operations
from lossguard.interpret.literals import Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Choice,
    Class,
    Const,
    DictValue,
    Entries,
    External,
    Instance,
    Items,
    ListValue,
    Unknown,
    Value,
    key_of,
    key_value,
    spot_of,
)  # fmt: skip


def new_set(run: Run, items: tuple[Value, ...], spot: Spot | None, open: bool = False) -> ListValue:
    """A set: how many items it has is not known where two of them might be equal."""
    distinct = tuple(dict.fromkeys(items))
    told = len(distinct) < 2 or all(isinstance(item, (Const, Class, Instance, External)) for item in distinct)
    return run.new_list(distinct, spot, open or not told, is_set=True)


def changed_in_place(run: Run, op: str, target: Value, more: Value) -> bool:
    """`target += more` on a list, `target |= more` on a dictionary or set: whether it was that."""
    if op == "+" and isinstance(target, ListValue):
        extend_list(run, target, more)
    elif op == "|" and isinstance(target, DictValue):
        update(run, target, more)
    elif op == "|" and isinstance(target, ListValue):
        extend_list(run, target, more)
    else:
        return False
    return True


def extend_list(run: Run, target: ListValue, more: Value) -> None:
    """`target.extend(more)`, and for sets `target.update(more)`."""
    items = operations.known_items(run, more)

    def extended(contents: Value) -> Value:
        if not isinstance(contents, Items):
            return Items((), open=True)
        values = (*contents.values, *(items or ()))
        if target.is_set:
            values = tuple(dict.fromkeys(values))
        told = not target.is_set or len(values) < 2 or all(isinstance(value, Const) for value in values)
        if told and not target.is_set:
            return contents.followed_by(items, limits.ITEMS)
        is_open = contents.open or items is None or len(values) > limits.ITEMS or not told
        return Items(values[: limits.ITEMS], is_open)

    change_contents(run, target, extended)


def update(run: Run, target: DictValue, more: Value) -> None:
    """`target.update(more)`: entries of a dictionary that is not known in full may replace any that are there."""
    more = run.resolved(more)
    added = run.contents(more) if isinstance(more, DictValue) else more
    if isinstance(more, Choice):
        run.on_each(more, lambda option: update(run, target, option))
    elif isinstance(added, Choice):
        run.on_each(added, lambda option: _update_with(run, target, option, more))
    else:
        _update_with(run, target, added, more)


def _update_with(run: Run, target: DictValue, added: Value, source: Value) -> None:
    more = added if isinstance(added, Entries) else Entries((), open=True)

    def changed(contents: Value) -> Value:
        if not isinstance(contents, Entries):
            return Entries((), open=True)
        if more.open:
            few = contents.pairs[: limits.ALTERNATIVES]
            contents = Entries(tuple((key, _perhaps_other(run, source, key, held)) for key, held in few), open=True)
        for key, value in more.pairs:
            contents = contents.with_entry(key, value)
        return contents

    change_contents(run, target, changed)
    owner = run.mirrors.get(target.oid)
    for key, value in more.pairs if owner is not None else ():
        run.store.set((owner, str(key)), value)


def _perhaps_other(run: Run, source: Value, key: object, held: Value) -> Value:
    """An entry after an update from a dictionary that may hold its key too."""
    text = source.text if isinstance(source, Unknown) else ""
    words = (f"when {text} sets {key!r}", f"unless {text} sets {key!r}")
    literal = Literal(("holds", key_of(source), key_of(key_value(key))), True, True, words=words)
    other = run.unknown(f"{key!r} may be set by {text or 'another dictionary'}", spot_of(source), str(key))
    return choose([((literal.negated(),), held), ((literal,), other)])


def change_contents(run: Run, holder: ListValue | DictValue, change: Callable[[Value], Value]) -> None:
    """Rewrites the contents of a list or dictionary, on every alternative of them."""
    contents = run.contents(holder)
    if isinstance(contents, Choice):
        contents = Choice(tuple((condition, change(option)) for condition, option in contents.options))
    else:
        contents = change(contents)
    run.store.set((holder.oid, "items"), contents)
