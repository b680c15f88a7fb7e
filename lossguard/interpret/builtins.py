"""Python's own functions and methods, as far as training code leans on them."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import (
    arrays,
    attribute_dicts,
    calls,
    constants,
    dynamic,
    effects,
    enumerations,
    files,
    limits,
    mutations,
    objects,
    operations,
    paths,
    plain,
    reflection,
    settings,
    subscripts,
    truths,
)
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Batches,
    Builtin,
    Choice,
    Const,
    DictValue,
    ListValue,
    Partial,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_of,
)  # fmt: skip
from lossguard.interpret.ways import choice_among

Text = Callable[[], str]


def call_builtin(run: Run, name: str, arguments: Arguments, ref: int, text: Text) -> Value:
    """A Python builtin or one of the functions of the standard library in `FUNCTIONS`."""
    act = next((table[name] for table in TABLES if name in table), None)
    if act is not None:
        return act(run, arguments, ref, text)
    if name in constants.FUNCTIONS:
        return _pure(run, name, arguments, ref, text)
    return run.unknown(f"{text()} is not known", ref, text())


def knows(dotted: str) -> bool:
    """Whether a name outside the tree is one of the standard library that `call_builtin` knows."""
    return dotted in constants.FUNCTIONS or any(dotted in table for table in TABLES)


def first_of(arguments: Arguments) -> Value:
    """The first argument, None where there is none."""
    first = arguments.first()
    return first.value if first is not None else Const(None)


def _pure(run: Run, name: str, arguments: Arguments, ref: int, text: Text) -> Value:
    """A function without side effects: computed on constants, an unknown equal to itself otherwise."""
    values = [enumerations.unwrapped(run, run.resolved(argument.value)) for argument in arguments.positional]
    choice = choice_among(values)
    if choice is not None:

        def decided(option: Value) -> Value:
            given = (*values[:choice], option, *values[choice + 1 :])
            return _pure(run, name, Arguments(tuple(map(Argument, given)), arguments.keywords), ref, text)

        return run.split(values[choice], decided)
    named = {key: argument.value for key, argument in arguments.keywords}
    outcome = constants.function(run, name, values, named, run.spot(ref))
    if outcome is not None:
        return outcome
    if values and isinstance(values[0], Tensor) and name in ("max", "min", "round", "abs", "int", "float"):
        return arrays.reduced(run, values[0], name, ref, text)
    if name == "max" and len(values) == 1 and isinstance(values[0], Unknown):
        return effects.largest(run, values[0], ref, text)
    if name in ("int", "bool") and len(values) == 1 and isinstance(values[0], Unknown):
        told = _told(run, name, values[0], ref, text)
        if told is not None:
            return told
    if name in ("int", "float") and values and isinstance(values[0], Unknown):
        return run.unknown(values[0].why, ref, text(), values[0].key, values[0].root)
    return operations.derived(run, name, tuple(values), ref, text)


def _told(run: Run, name: str, value: Unknown, ref: int, text: Text) -> Value | None:
    """The number of a test: 1 where it holds, 0 elsewhere. The truth of any other value is that of its negation's."""
    if name == "bool":
        return (
            value
            if truths.is_test(value)
            else operations.unary(run, "not", operations.unary(run, "not", value, ref, text), ref, text)
        )
    if not truths.is_test(value):
        return None
    then, orelse = truths.truth(run, value, value.text)
    options = [(condition, Const(number)) for condition, number in ((then, 1), (orelse, 0)) if condition is not None]
    return choose(options)


# ---- functions ----


def _len(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    value = run.resolved(first_of(arguments))
    if isinstance(value, Choice):
        return run.split(value, lambda v: _len(run, Arguments((Argument(v),)), ref, text))
    items = operations.known_items(run, value)
    if items is not None:
        return Const(len(items), run.spot(ref))
    if isinstance(value, Const) and isinstance(value.value, (str, bytes)):
        return Const(len(value.value))
    if isinstance(value, Tensor) and value.rows is not None:
        return value.rows
    if isinstance(value, (ListValue, DictValue)):
        contents = run.contents(value)
        return run.unknown(f"the length of {text()[4:-1]} is not known", ref, text(), ("len", key_of(contents)))
    outcome = objects.call_special(run, value, "__len__", (), ref, text)
    return outcome if outcome is not None else operations.derived(run, "len", (value,), ref, text)


def _range(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    values = [run.resolved(argument.value) for argument in arguments.positional]
    bounds = [v.value for v in values if isinstance(v, Const) and isinstance(v.value, int)]
    if values and len(bounds) == len(values) <= 3 and (len(bounds) < 3 or bounds[2] != 0):
        numbers = range(*bounds)[: limits.ITEMS + 1]
        if len(numbers) <= limits.ITEMS:
            return run.new_list(tuple(Const(number) for number in numbers), run.spot(ref))
    return run.unknown("the numbers of a range", ref, text(), (operations.COUNTERS, run.number()))


def _iterable(run: Run, arguments: Arguments, ref: int) -> Value:
    """The first argument as something to go through."""
    return objects.iterated(run, first_of(arguments), ref)


def _list(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    if arguments.first() is None:
        return run.new_list((), run.spot(ref))
    value = _iterable(run, arguments, ref)
    if isinstance(value, Choice):
        return run.split(value, lambda option: _list(run, Arguments((Argument(option),)), ref, text))
    items = operations.known_items(run, value)
    if items is not None:
        return run.new_list(items, run.spot(ref))
    if isinstance(value, ListValue):
        copy = run.new_list((), run.spot(ref))
        run.store.set((copy.oid, "items"), run.contents(value))
        return copy
    if isinstance(value, (Tensor, Batches)):
        return value
    return operations.derived(run, "list", (value,), ref, text)


def _tuple(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    items = operations.known_items(run, _iterable(run, arguments, ref)) if arguments.first() is not None else ()
    return TupleValue(items, run.spot(ref)) if items is not None else _list(run, arguments, ref, text)


def _set(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    value = _iterable(run, arguments, ref) if arguments.first() is not None else TupleValue(())
    items = operations.known_items(run, value)
    if items is not None:
        return mutations.new_set(run, items, run.spot(ref))
    if isinstance(value, (Tensor, Unknown)):
        return arrays.distinct(run, value, ref)
    return operations.derived(run, "set", (value,), ref, text)


def _reversed(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    value = _iterable(run, arguments, ref)
    items = operations.known_items(run, value)
    return _list(run, arguments, ref, text) if items is None else run.new_list(items[::-1], run.spot(ref))


def _sorted(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """In order where the items, or what `key` makes of them, are known; else in an order that is not."""
    value = _iterable(run, arguments, ref)
    items = operations.known_items(run, value)
    if items is None:
        return _list(run, Arguments(arguments.positional[:1]), ref, text)
    named = {name: run.resolved(argument.value) for name, argument in arguments.keywords}
    key = named.get("key", Const(None))
    keys: list[Value] = list(items)
    if key != Const(None):
        few = items[: limits.UNROLLED]
        keys = [calls.call(run, key, Arguments((Argument(item),)), ref, text) for item in few]
    known = [constants.constant_of(run, each) for each in keys]
    told = [each[0] for each in known if each is not None]
    backwards = named.get("reverse", Const(False))
    if len(told) == len(items) and isinstance(backwards, Const):
        try:
            order = sorted(range(len(items)), key=lambda i: told[i], reverse=bool(backwards.value))  # type: ignore[arg-type, return-value]
            return run.new_list(tuple(items[i] for i in order), run.spot(ref))
        except TypeError:
            pass
    if all(item == items[0] for item in items):
        return run.new_list(items, run.spot(ref))
    return run.new_list(tuple(run.unknown("an item of a sorted list", ref, "an item") for _ in items), run.spot(ref))


def _dict(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    made = run.new_dict((), run.spot(ref), arguments.open)
    for argument in arguments.positional[:1]:
        value = run.resolved(argument.value)
        pairs = None if isinstance(value, DictValue) else _pairs(run, value)
        if pairs is None:
            mutations.update(run, made, value)
        for key, item in pairs or ():
            subscripts.put_item(run, made, key, item)
    for name, argument in arguments.keywords:
        subscripts.put_item(run, made, Const(name), argument.value)
    return made


def _pairs(run: Run, value: Value) -> list[tuple[Value, Value]] | None:
    """The pairs of `dict([("a", 1)])`; None where they are not known."""
    found: list[tuple[Value, Value]] = []
    items = operations.known_items(run, value)
    for item in items or ():
        pair = operations.known_items(run, item)
        if pair is None or len(pair) != 2:
            return None
        found.append((run.resolved(pair[0]), pair[1]))
    return None if items is None else found


def _from_keys(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    keys = operations.known_items(run, _iterable(run, arguments, ref))
    value = arguments.positional[1].value if len(arguments.positional) > 1 else Const(None)
    made = run.new_dict((), run.spot(ref), open=keys is None)
    for key in keys or ():
        subscripts.put_item(run, made, key, value)
    return made


def _enumerate(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    value = _iterable(run, arguments, ref)
    items = operations.known_items(run, value)
    start = arguments.positional[1] if len(arguments.positional) > 1 else arguments.keyword("start")
    first = run.resolved(start.value) if start is not None else Const(0)
    if items is not None and isinstance(first, Const) and isinstance(first.value, int):
        pairs = tuple(TupleValue((Const(i), item)) for i, item in enumerate(items, first.value))
        return run.new_list(pairs, run.spot(ref))
    element = operations.element_of(run, value, ref)
    return run.new_list((TupleValue((operations.counter(run, ref), element)),), run.spot(ref), open=True)


def _zip(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    values = [objects.iterated(run, argument.value, ref) for argument in arguments.positional]
    columns = [operations.known_items(run, value) for value in values]
    if not arguments.open and all(column is not None for column in columns):
        rows = zip(*(column for column in columns if column is not None), strict=False)
        return run.new_list(tuple(TupleValue(tuple(row)) for row in rows), run.spot(ref))
    elements = tuple(operations.element_of(run, value, ref) for value in values)
    if len(elements) == 2 and any(isinstance(value, (Tensor, Batches)) for value in values):
        return Batches(elements[0], elements[1], run.spot(ref), "zip")
    return run.new_list((TupleValue(elements),), run.spot(ref), open=True)


def _same(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return first_of(arguments)


def _iter(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return _iterable(run, arguments, ref)


def _next(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return operations.element_of(run, first_of(arguments), ref)


def _map(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    if len(arguments.positional) != 2:
        return run.unknown("what map() gives", ref, text())
    func, source = (argument.value for argument in arguments.positional)
    source = objects.iterated(run, source, ref)
    items = operations.known_items(run, source)
    if items is not None and len(items) <= limits.UNROLLED:
        made = tuple(calls.call(run, func, Arguments((Argument(item),)), ref, text) for item in items)
        return run.new_list(made, run.spot(ref))
    return operations.derived(run, "map", (source,), ref, text)


def _filter(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    if len(arguments.positional) != 2:
        return run.unknown("what filter() gives", ref, text())
    func, source = (argument.value for argument in arguments.positional)
    items = operations.known_items(run, objects.iterated(run, source, ref))
    if items is None or len(items) > limits.UNROLLED:
        return operations.derived(run, "filter", (source,), ref, text)
    kept: list[Value] = []
    told = True
    for item in items:
        test = item if func == Const(None) else calls.call(run, func, Arguments((Argument(item),)), ref, text)
        then, orelse = truths.truth(run, test, text())
        told = told and (then is None or orelse is None)
        if then is not None:
            kept.append(item)
    return run.new_list(tuple(kept), run.spot(ref), open=not told)


def _reduce(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`functools.reduce(func, items, first)`."""
    given = [argument.value for argument in arguments.positional]
    items = operations.known_items(run, given[1]) if len(given) > 1 else None
    whole = (*given[2:3], *items) if items is not None else ()
    if not whole or len(whole) > limits.UNROLLED:
        return run.unknown("what reduce() gives", ref, text())
    total = whole[0]
    for item in whole[1:]:
        total = calls.call(run, given[0], Arguments((Argument(total), Argument(item))), ref, text)
    return total


def _chain(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`itertools.chain(a, b)`."""
    made = run.new_list((), run.spot(ref), arguments.open)
    for argument in arguments.positional:
        mutations.extend_list(run, made, objects.iterated(run, argument.value, ref))
    return made


def _exit(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return calls.NEVER


def _partial(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    if not arguments.positional:
        return run.unknown("partial() of nothing", ref, text())
    rest = tuple(argument.value for argument in arguments.positional[1:])
    return Partial(arguments.positional[0].value, rest, tuple((name, a.value) for name, a in arguments.keywords))


def _wraps(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`functools.wraps(func)` and the like: a decorator that changes nothing."""
    return Builtin("a decorator that changes nothing", _same)


def _none(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return Const(None)


def _cast(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`typing.cast(kind, value)`."""
    return arguments.positional[1].value if len(arguments.positional) > 1 else run.unknown("a cast", ref, text())


def _power(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    given = [argument.value for argument in arguments.positional]
    if len(given) != 2:
        return operations.derived(run, "pow", tuple(given), ref, text)
    return operations.binary(run, "**", given[0], given[1], ref, text)


def _sum(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    items = operations.known_items(run, _iterable(run, arguments, ref))
    if items is None or len(items) > limits.UNROLLED:
        return _pure(run, "sum", arguments, ref, text)
    total = arguments.positional[1].value if len(arguments.positional) > 1 else Const(0)
    for item in items:
        total = operations.binary(run, "+", total, item, ref, text)
    return total


def _auto(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return enumerations.AUTO


PROGRESS_BARS = (
    "tqdm.tqdm", "tqdm.auto.tqdm", "tqdm.autonotebook.tqdm", "tqdm.notebook.tqdm", "tqdm.std.tqdm",
    "tqdm.tqdm_notebook", "tqdm.rich.tqdm", "rich.progress.track", "alive_progress.alive_it",
    "fastprogress.progress_bar", "fastprogress.fastprogress.progress_bar",
)  # fmt: skip
FUNCTIONS: dict[str, Callable[[Run, Arguments, int, Text], Value]] = {
    "len": _len, "range": _range, "list": _list, "tuple": _tuple, "set": _set, "frozenset": _set, "dict": _dict,
    "dict.fromkeys": _from_keys, "enumerate": _enumerate, "zip": _zip, "sorted": _sorted, "reversed": _reversed,
    "iter": _iter, "next": _next, "map": _map, "filter": _filter, "sum": _sum, "pow": _power, "print": _none,
    "exit": _exit, "quit": _exit, "sys.exit": _exit, "os._exit": _exit, "functools.partial": _partial,
    "functools.wraps": _wraps, "functools.reduce": _reduce, "functools.lru_cache": _wraps, "functools.cache": _same,
    "itertools.chain": _chain, "collections.OrderedDict": _dict, "typing.cast": _cast, "enum.auto": _auto,
    "asyncio.run": _same, "contextlib.suppress": _none, "itertools.cycle": _same, "itertools.islice": _same,
    "tqdm.trange": _range, "tqdm.auto.trange": _range, **dict.fromkeys(PROGRESS_BARS, _same),
    **dict.fromkeys(paths.KINDS, paths.make),
}  # fmt: skip
TABLES = (
    FUNCTIONS,
    reflection.FUNCTIONS,
    dynamic.FUNCTIONS,
    plain.FUNCTIONS,
    files.FUNCTIONS,
    settings.FUNCTIONS,
    attribute_dicts.FUNCTIONS,
)
