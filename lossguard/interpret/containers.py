"""Methods of strings, lists and dictionaries, as far as training code leans on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from lossguard.interpret import (
    arrays,
    attribute_dicts,
    builtins,
    constants,
    files,
    frameworks,
    mutations,
    operations,
    paths,
    subscripts,
)
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.frameworks import ini, training
from lossguard.interpret.literals import Condition, Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Choice,
    Const,
    DictValue,
    Entries,
    Instance,
    Items,
    LayerObject,
    ListValue,
    LossValue,
    RowObject,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    entry_key,
    key_value,
    rebuilt,
)  # fmt: skip
from lossguard.interpret.ways import choice_among
from lossguard.records import replace

Text = Callable[[], str]


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
        case DictValue() if (
            held := attribute_dicts.call_method(run, receiver, name, arguments, ref, text)
        ) is not None:
            return held
        case DictValue() if name in ini.GETTERS:
            found = _get(run, receiver, arguments, ref, text)
            return run.split(found, lambda option: ini.GETTERS[name](run, option, ref, text))
        case Const(value=str() as string):
            return _string_method(run, string, name, arguments, ref, text)
        case Const(value=PurePosixPath() as path):
            outcome = files.call_method(run, path, name, arguments, ref, text)
            if outcome is None:
                outcome = paths.call_method(run, path, name, arguments, ref, text)
            if outcome is not None:
                return outcome
        case Tensor():
            return arrays.call_method(run, receiver, name, arguments, ref, text)
        case LossValue() if name == "backward":
            training.trained(run, receiver)
        case Instance() | LayerObject() | RowObject():
            outcome = frameworks.call_member(run, receiver, name, arguments, ref, text)
            if outcome is not None:
                return outcome
    frameworks.report_callbacks(run, arguments)
    return run.unknown(f"what {text()} gives is not known", ref, text())


def _string_method(run: Run, string: str, name: str, arguments: Arguments, ref: int, text: Text) -> Value:
    values = tuple(run.resolved(argument.value) for argument in arguments.positional)
    choice = choice_among(values)
    if choice is not None:

        def decided(option: Value) -> Value:
            given = (*arguments.positional[:choice], Argument(option), *arguments.positional[choice + 1 :])
            return _string_method(run, string, name, Arguments(given, arguments.keywords), ref, text)

        return run.split(values[choice], decided)
    named = {key: argument.value for key, argument in arguments.keywords}
    outcome = constants.string_method(run, string, name, values, named, run.spot(ref))
    return outcome if outcome is not None else operations.derived(run, name, (Const(string), *values), ref, text)


# ---- lists ----


def _append(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    value = builtins.first_of(arguments)
    mutations.extend_list(run, target, TupleValue((value,)))
    return Const(None)


def _extend(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    mutations.extend_list(run, target, builtins.first_of(arguments))
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

    mutations.change_contents(run, target, changed)
    return Const(None)


def _pop_item(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    index = run.resolved(builtins.first_of(arguments)) if arguments.first() is not None else Const(-1)
    if target.is_set:
        mutations.change_contents(run, target, lambda contents: Items((), open=True))
        return run.unknown("an item of a set", ref, text())
    popped = subscripts.item(run, target, index, ref, text)
    subscripts.delete_item(run, target, index)
    return popped


def _copy_list(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    copy = run.new_list((), run.spot(ref), is_set=target.is_set)
    run.store.set((copy.oid, "items"), run.contents(target))
    return copy


def _sort(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    ordered = builtins.call_builtin(run, "sorted", arguments.preceded_by(target), ref, text)
    contents = run.contents(ordered) if isinstance(ordered, ListValue) else Items((), open=True)
    mutations.change_contents(run, target, lambda _: contents)
    return Const(None)


def _reverse(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    def turned(contents: Value) -> Value:
        return Items(contents.values[::-1], contents.open) if isinstance(contents, Items) else contents

    mutations.change_contents(run, target, turned)
    return Const(None)


def _remove(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    value = run.resolved(builtins.first_of(arguments))

    def without(contents: Value) -> Value:
        if isinstance(contents, Items):
            for position, item in enumerate(contents.values):
                same = operations.binary(run, "==", item, value, ref, text)
                if same == Const(True) and not contents.open:
                    return Items((*contents.values[:position], *contents.values[position + 1 :]))
                if same != Const(False):
                    break
        return Items((), open=True)

    mutations.change_contents(run, target, without)
    return Const(None)


def _position_of(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    value = run.resolved(builtins.first_of(arguments))
    for position, item in enumerate(operations.known_items(run, target) or ()):
        same = operations.binary(run, "==", item, value, ref, text)
        if same == Const(True):
            return Const(position, run.spot(ref))
        if same != Const(False):
            break
    return operations.derived(run, "index", (target, value), ref, text)


def _count(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    value = run.resolved(builtins.first_of(arguments))
    items = operations.known_items(run, target)
    same = [operations.binary(run, "==", item, value, ref, text) for item in items or ()]
    if items is not None and all(isinstance(each, Const) for each in same):
        return Const(same.count(Const(True)), run.spot(ref))
    return operations.derived(run, "count", (target, value), ref, text)


def _clear(run: Run, target: ListValue, arguments: Arguments, ref: int, text: Text) -> Value:
    mutations.change_contents(run, target, lambda contents: Items(()))
    return Const(None)


LIST_METHODS: dict[str, Callable[[Run, ListValue, Arguments, int, Text], Value]] = {
    "append": _append, "add": _append, "extend": _extend, "insert": _insert, "pop": _pop_item, "copy": _copy_list,
    "sort": _sort, "reverse": _reverse, "clear": _clear, "update": _extend, "remove": _remove, "discard": _remove,
    "index": _position_of, "count": _count,
}  # fmt: skip


# ---- dictionaries ----


def _get(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    index = run.resolved(builtins.first_of(arguments))
    default = arguments.positional[1].value if len(arguments.positional) > 1 else Const(None)
    if isinstance(index, Choice):
        rest = arguments.after(1)
        return run.split(index, lambda option: _get(run, target, rest.preceded_by(option), ref, text))
    key = entry_key(index)

    def looked_up(contents: Value) -> Value:
        if isinstance(contents, Entries) and key is not None:
            found = contents.get(key[0])
            if found is not None or not contents.open:
                return found if found is not None else default
        if isinstance(contents, Entries) and isinstance(index, Unknown) and contents.pairs and not contents.open:
            return chosen_entry(run, contents, index, text(), default)
        return run.unknown("an entry of a dictionary that is not known", ref, text())

    return run.split(subscripts.entries_for(run, target, index), looked_up)


def chosen_entry(run: Run, contents: Entries, key: Unknown, text: str, default: Value | None = None) -> Value:
    """`table[name]` of a closed table and an unknown name: each entry, under the condition that the name is its key,
    and the default, where there is one, under none of them."""
    name = key.text or text
    literals = [
        (Literal(key.key, known, True, f"{name} == {known!r}"), value)
        for known, value in contents.pairs
        if isinstance(known, (str, int, bool, type(None)))
    ]
    if len(literals) < len(contents.pairs):
        return run.unknown(f"an entry under a key that is not known: {name}", key.spot, text)
    options: list[tuple[Condition, Value]] = [((literal,), value) for literal, value in literals]
    if default is not None:
        options.append((tuple(literal.negated() for literal, _ in literals), default))
    return choose(options)


def any_item(run: Run, items: tuple[Value, ...]) -> Value | None:
    """An item of which only the position is not known, where all are of one form; None where they differ."""
    forms = {_form(run, item) for item in items}
    return items[0] if len(forms) == 1 else None


def _form(run: Run, item: Value) -> Value:
    """What two items of a list share: everything but the data they are made of."""
    item = run.resolved(item)
    match item:
        case Tensor():
            return replace(item, origin=None)
        case TupleValue():
            return rebuilt(item, lambda part: _form(run, part))
        case _:
            return item


def _keys(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    contents = run.entries(target)
    if contents is not None:
        return run.new_list(operations.keys_of(contents) or (), run.spot(ref), contents.open)
    return run.new_list((), run.spot(ref), open=True)


def _values(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    contents = run.entries(target)
    if contents is not None:
        return run.new_list(tuple(value for _, value in contents.pairs), run.spot(ref), contents.open)
    return run.new_list((), run.spot(ref), open=True)


def _items(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    contents = run.entries(target)
    if contents is not None:
        pairs = tuple(TupleValue((key_value(key), value)) for key, value in contents.pairs)
        return run.new_list(pairs, run.spot(ref), contents.open)
    return run.new_list((), run.spot(ref), open=True)


def _update(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    first = run.resolved(builtins.first_of(arguments)) if arguments.positional else Const(None)
    if isinstance(first, (DictValue, Unknown)):
        mutations.update(run, target, first)
        arguments = arguments.after(1)
    mutations.update(run, target, builtins.call_builtin(run, "dict", arguments, ref, text))
    return Const(None)


def _pop_entry(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    popped = _get(run, target, arguments, ref, text)
    subscripts.delete_item(run, target, run.resolved(builtins.first_of(arguments)))
    return popped


def _set_default(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    found = _get(run, target, arguments, ref, text)
    subscripts.put_item(run, target, run.resolved(builtins.first_of(arguments)), found)
    return found


def _clear_dict(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    mutations.change_contents(run, target, lambda contents: Entries(()))
    return Const(None)


def _copy_dict(run: Run, target: DictValue, arguments: Arguments, ref: int, text: Text) -> Value:
    copy = run.new_dict((), run.spot(ref))
    run.store.set((copy.oid, "items"), run.contents(target))
    return copy


DICT_METHODS: dict[str, Callable[[Run, DictValue, Arguments, int, Text], Value]] = {
    "get": _get, "keys": _keys, "values": _values, "items": _items, "update": _update, "pop": _pop_entry,
    "setdefault": _set_default, "copy": _copy_dict, "clear": _clear_dict,
}  # fmt: skip
