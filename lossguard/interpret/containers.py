"""Methods of strings, lists and dictionaries, as far as training code leans on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lossguard.interpret import arrays, attributes, builtins, frameworks, limits, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.conditions import Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Choice,
    Const,
    DictValue,
    Entries,
    Instance,
    Items,
    LayerObject,
    ListValue,
    RowObject,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_value,
)  # fmt: skip

Text = Callable[[], str]
PURE_STRING_METHODS = frozenset({
    "lower", "upper", "strip", "lstrip", "rstrip", "split", "rsplit", "startswith", "endswith", "replace", "title",
    "capitalize", "join", "format", "zfill", "isdigit", "removeprefix", "removesuffix", "partition", "rpartition",
    "casefold", "swapcase", "splitlines",
})  # fmt: skip


def call_method(run: Run, receiver: Value, name: str, arguments: Arguments, ref: int, text: Text) -> Value:
    """A method of a constant, list, dictionary or object that is not a function of the program."""
    receiver = run.resolved(receiver)
    match receiver:
        case Choice():
            return run.split(receiver, lambda option: call_method(run, option, name, arguments, ref, text))
        case ListValue() if name in LIST_METHODS:
            return LIST_METHODS[name](run, receiver, arguments, ref, text)
        case DictValue() if name in DICT_METHODS:
            return DICT_METHODS[name](run, receiver, arguments, ref, text)
        case Const(value=str() as string):
            return _string_method(run, string, name, arguments, ref, text)
        case Tensor():
            return arrays.call_method(run, receiver, name, arguments, ref, text)
        case Instance() | LayerObject() | RowObject():
            outcome = frameworks.call_member(run, receiver, name, arguments, ref, text)
            if outcome is not None:
                return outcome
    frameworks.report_callbacks(run, arguments)
    return run.unknown(f"what {text()} gives is not known", ref, text())


def _string_method(run: Run, string: str, name: str, arguments: Arguments, ref: int, text: Text) -> Value:
    values = [run.resolved(argument.value) for argument in arguments.positional]
    if name == "join" and len(values) == 1:
        items = operations.known_items(run, values[0])
        if items is not None and all(isinstance(i, Const) and isinstance(i.value, str) for i in items):
            return Const(string.join(str(i.value) for i in items if isinstance(i, Const)))
    known = all(isinstance(value, Const) for value in values) and all(
        isinstance(a.value, Const) for _, a in arguments.keywords
    )
    if name in PURE_STRING_METHODS and known and len(string) <= limits.STRING_LENGTH:
        constants: list[Any] = [value.value for value in values if isinstance(value, Const)]
        keywords = {key: a.value.value for key, a in arguments.keywords if isinstance(a.value, Const)}
        try:
            result = getattr(string, name)(*constants, **keywords)
        except (TypeError, ValueError, LookupError, AttributeError):
            return run.unknown(f"{text()} raises", ref, text())
        if isinstance(result, (list, tuple)):
            return run.new_list(tuple(Const(item) for item in result), run.spot(ref))
        if not isinstance(result, str) or len(result) <= limits.STRING_LENGTH:
            return Const(result, run.spot(ref))
    return operations.derived(run, name, tuple(values), ref, text)


# ---- lists ----


def _append(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    value = builtins.first_of(arguments)
    operations.extend_list(run, target, TupleValue((value,)))
    return Const(None)


def _extend(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    operations.extend_list(run, target, builtins.first_of(arguments))
    return Const(None)


def _insert(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    position = run.resolved(builtins.first_of(arguments))
    value = arguments.positional[1].value if len(arguments.positional) > 1 else Const(None)

    def changed(contents: Value) -> Value:
        if isinstance(contents, Items) and isinstance(position, Const) and isinstance(position.value, int):
            values = list(contents.values)
            values.insert(position.value, value)
            return Items(tuple(values), contents.open)
        return Items((), open=True)

    operations.change_contents(run, target, changed)
    return Const(None)


def _pop_item(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    index = run.resolved(builtins.first_of(arguments)) if arguments.first() is not None else Const(-1)
    popped = attributes.item(run, target, index, ref, text)
    attributes.delete_item(run, target, index)
    return popped


def _copy_list(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    copy = run.new_list((), run.spot(ref))
    run.store.set((copy.oid, "items"), run.contents(target))
    return copy


def _reorder(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    operations.change_contents(run, target, lambda contents: Items((), open=True))
    return Const(None)


def _clear(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    operations.change_contents(run, target, lambda contents: Items(()))
    return Const(None)


LIST_METHODS: dict[str, Callable[[Run, ListValue, Arguments, int, Text], Value]] = {
    "append": _append, "add": _append, "extend": _extend, "insert": _insert, "pop": _pop_item, "copy": _copy_list,
    "sort": _reorder, "reverse": _reorder, "clear": _clear, "update": _extend,
}  # fmt: skip


# ---- dictionaries ----


def _get(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    key = run.resolved(builtins.first_of(arguments))
    default = arguments.positional[1].value if len(arguments.positional) > 1 else Const(None)

    def looked_up(contents: Value) -> Value:
        if not isinstance(contents, Entries):
            return run.unknown("an entry of a dictionary that is not known", ref, text())
        if isinstance(key, Const):
            found = contents.get(key.value)
            if found is not None or not contents.open:
                return found if found is not None else default
        if isinstance(key, Unknown) and contents.pairs and not contents.open:
            return chosen_entry(contents, key, text())
        return run.unknown("an entry of a dictionary that is not known", ref, text())

    return run.split(run.contents(target), looked_up)


def chosen_entry(contents: Entries, key: Unknown, text: str) -> Value:
    """`table[name]` of a closed table and an unknown name: each entry, under the condition that the name is its key."""
    options = [
        ((Literal(key.key, name, True, f"{key.text or text} == {name!r}"),), value)
        for name, value in contents.pairs
        if isinstance(name, (str, int, bool, type(None)))
    ]
    return choose(options)


def _keys(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    contents = run.contents(target)
    if isinstance(contents, Entries):
        return run.new_list(tuple(key_value(key) for key, _ in contents.pairs), run.spot(ref), contents.open)
    return run.new_list((), run.spot(ref), open=True)


def _values(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    contents = run.contents(target)
    if isinstance(contents, Entries):
        return run.new_list(tuple(value for _, value in contents.pairs), run.spot(ref), contents.open)
    return run.new_list((), run.spot(ref), open=True)


def _items(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    contents = run.contents(target)
    if isinstance(contents, Entries):
        pairs = tuple(TupleValue((key_value(key), value)) for key, value in contents.pairs)
        return run.new_list(pairs, run.spot(ref), contents.open)
    return run.new_list((), run.spot(ref), open=True)


def _update(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    added = builtins.call_builtin(run, "dict", arguments, ref, text)
    more = run.contents(added) if isinstance(added, DictValue) else None

    def changed(contents: Value) -> Value:
        if not isinstance(contents, Entries) or not isinstance(more, Entries):
            return Entries((), open=True)
        for key, value in more.pairs:
            contents = contents.with_entry(key, value)
        return Entries(contents.pairs, contents.open or more.open)

    operations.change_contents(run, target, changed)
    return Const(None)


def _pop_entry(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    popped = _get(run, target, arguments, ref, text)
    attributes.delete_item(run, target, run.resolved(builtins.first_of(arguments)))
    return popped


def _set_default(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    found = _get(run, target, arguments, ref, text)
    attributes.put_item(run, target, run.resolved(builtins.first_of(arguments)), found)
    return found


def _copy_dict(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    copy = run.new_dict((), run.spot(ref))
    run.store.set((copy.oid, "items"), run.contents(target))
    return copy


DICT_METHODS: dict[str, Callable[[Run, DictValue, Arguments, int, Text], Value]] = {
    "get": _get, "keys": _keys, "values": _values, "items": _items, "update": _update, "pop": _pop_entry,
    "setdefault": _set_default, "copy": _copy_dict,
}  # fmt: skip
