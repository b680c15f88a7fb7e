"""Python's own functions and methods, as far as training code leans on them."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import arrays, attributes, calls, effects, limits, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.run import Run
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
    ListValue,
    Partial,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_of,
)  # fmt: skip

Text = Callable[[], str]
PURE_FUNCTIONS: dict[str, Callable[..., object]] = {
    "int": int, "float": float, "str": str, "bool": bool, "abs": abs, "round": round, "min": min, "max": max,
    "pow": pow, "ord": ord, "chr": chr, "hex": hex,
}  # fmt: skip


def call_builtin(run: Run, name: str, arguments: Arguments, ref: int, text: Text) -> Value:
    """A Python builtin or one of the standard-library functions of `FUNCTIONS`."""
    act = FUNCTIONS.get(name)
    if act is not None:
        return act(run, arguments, ref, text)
    if name in PURE_FUNCTIONS:
        return _pure(run, name, arguments, ref, text)
    return run.unknown(f"{text()} is not known", ref, text())


def first_of(arguments: Arguments) -> Value:
    """The first argument, None where there is none."""
    first = arguments.first()
    return first.value if first is not None else Const(None)


def _pure(run: Run, name: str, arguments: Arguments, ref: int, text: Text) -> Value:
    """A function without side effects: computed on constants, an unknown equal to itself otherwise."""
    values = [run.resolved(argument.value) for argument in arguments.positional]
    if len(values) == 1 and isinstance(values[0], Choice):
        return run.split(
            values[0], lambda v: _pure(run, name, Arguments((Argument(v),), arguments.keywords), ref, text)
        )
    if name in ("min", "max") and len(values) == 1:
        values = list(operations.known_items(run, values[0]) or values)
    if values and all(isinstance(value, Const) for value in values):
        try:
            constants = [value.value for value in values if isinstance(value, Const)]
            if not any(isinstance(c, (str, bytes)) and len(c) > limits.STRING_LENGTH for c in constants):
                return Const(PURE_FUNCTIONS[name](*constants), run.spot(ref))
        except (TypeError, ValueError, ArithmeticError):
            pass
    if values and isinstance(values[0], Tensor) and name in ("max", "min", "round", "abs", "int", "float"):
        return arrays.reduced(run, values[0], name, ref, text)
    if name == "max" and len(values) == 1 and isinstance(values[0], Unknown):
        return effects.largest(run, values[0], ref, text)
    if name in ("int", "float") and values and isinstance(values[0], Unknown):
        return run.unknown(values[0].why, ref, text(), values[0].key, values[0].root)
    return operations.derived(run, name, tuple(values), ref, text)


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
    return operations.derived(run, "len", (value,), ref, text)


def _range(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    values = [run.resolved(argument.value) for argument in arguments.positional]
    bounds = [v.value for v in values if isinstance(v, Const) and isinstance(v.value, int)]
    if values and len(bounds) == len(values) <= 3 and (len(bounds) < 3 or bounds[2] != 0):
        numbers = range(*bounds)
        if len(numbers) <= limits.UNROLLED:
            return run.new_list(tuple(Const(number) for number in numbers), run.spot(ref))
    return run.unknown("the numbers of a range", ref, text(), (operations.COUNTERS, run.number()))


def _list(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    if arguments.first() is None:
        return run.new_list((), run.spot(ref))
    value = run.resolved(first_of(arguments))
    items = operations.known_items(run, value)
    if items is not None:
        return run.new_list(items, run.spot(ref))
    if isinstance(value, (Tensor, Batches)):
        return value
    return operations.derived(run, "list", (value,), ref, text)


def _tuple(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    items = operations.known_items(run, first_of(arguments)) if arguments.first() is not None else ()
    return TupleValue(items, run.spot(ref)) if items is not None else _list(run, arguments, ref, text)


def _set(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    items = operations.known_items(run, first_of(arguments)) if arguments.first() is not None else ()
    if items is not None and all(isinstance(item, Const) for item in items):
        return run.new_list(tuple(dict.fromkeys(items)), run.spot(ref))
    value = run.resolved(first_of(arguments))
    if isinstance(value, (Tensor, Unknown)):
        return arrays.distinct(run, value, ref)
    return operations.derived(run, "set", (value,), ref, text)


def _dict(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    pairs: list[tuple[object, Value]] = []
    is_open = arguments.open
    for argument in arguments.positional[:1]:
        contents = run.contents(argument.value) if isinstance(argument.value, DictValue) else None
        if isinstance(contents, Entries):
            pairs.extend(contents.pairs)
            is_open = is_open or contents.open
        else:
            is_open = True
    entries = Entries(tuple(pairs))
    for name, argument in arguments.keywords:
        entries = entries.with_entry(name, argument.value)
    return run.new_dict(entries.pairs, run.spot(ref), is_open)


def _enumerate(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    items = operations.known_items(run, first_of(arguments))
    if items is not None:
        pairs = tuple(TupleValue((Const(i), item)) for i, item in enumerate(items))
        return run.new_list(pairs, run.spot(ref))
    element = operations.element_of(run, first_of(arguments), ref)
    return run.new_list((TupleValue((operations.counter(run, ref), element)),), run.spot(ref), open=True)


def _zip(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    columns = [operations.known_items(run, argument.value) for argument in arguments.positional]
    if columns and all(column is not None for column in columns):
        rows = zip(*(column for column in columns if column is not None), strict=False)
        return run.new_list(tuple(TupleValue(tuple(row)) for row in rows), run.spot(ref))
    elements = tuple(operations.element_of(run, argument.value, ref) for argument in arguments.positional)
    if len(elements) == 2 and any(isinstance(a.value, (Tensor, Batches)) for a in arguments.positional):
        return Batches(elements[0], elements[1], run.spot(ref), "zip")
    return run.new_list((TupleValue(elements),), run.spot(ref), open=True)


def _same(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return first_of(arguments)


def _cast(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return arguments.positional[1].value if len(arguments.positional) > 1 else run.unknown("a cast", ref, text())


def _next(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return operations.element_of(run, first_of(arguments), ref)


def _map(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    if len(arguments.positional) != 2:
        return run.unknown("what map() gives", ref, text())
    func, source = (argument.value for argument in arguments.positional)
    items = operations.known_items(run, source)
    if items is not None and len(items) <= limits.UNROLLED:
        made = tuple(calls.call(run, func, Arguments((Argument(item),)), ref, text) for item in items)
        return run.new_list(made, run.spot(ref))
    return operations.derived(run, "map", (source,), ref, text)


def _getattr(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    if len(arguments.positional) < 2:
        return run.unknown("what getattr() gives", ref, text())
    owner, name = (argument.value for argument in arguments.positional[:2])

    def with_name(option: Value) -> Value:
        if isinstance(option, Const) and isinstance(option.value, str):
            return attributes.get(run, owner, option.value, ref, text)
        return run.unknown(
            f"the name in {text()} is not known", ref, text(), ("getattr", key_of(owner), key_of(option))
        )

    return run.split(name, with_name)


def _setattr(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    if len(arguments.positional) == 3:
        owner, name, value = (run.resolved(argument.value) for argument in arguments.positional)
        if isinstance(name, Const) and isinstance(name.value, str):
            attributes.put(run, owner, name.value, value)
    return Const(None)


# names by which code for Python 2 and 3 asks for a type
COMPATIBLE_KINDS = {
    "six.string_types": "builtins.str",
    "six.text_type": "builtins.str",
    "six.integer_types": "builtins.int",
    "builtins.basestring": "builtins.str",
    "builtins.unicode": "builtins.str",
}


def _isinstance(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    kinds = arguments.positional[1].value if len(arguments.positional) > 1 else Const(None)
    return run.split(first_of(arguments), lambda value: _is_kind(run, value, kinds, ref, text))


def _is_kind(run: Run, value: Value, kinds: Value, ref: int, text: Text) -> Value:
    names = [k.name for k in (operations.known_items(run, kinds) or (kinds,)) if isinstance(k, External)]
    names = [COMPATIBLE_KINDS.get(name, name) for name in names]
    python = {"builtins.str": str, "builtins.int": int, "builtins.float": float, "builtins.bool": bool}
    if (
        isinstance(value, Const)
        and names
        and all(name in {**python, "builtins.list": 0, "builtins.tuple": 0, "builtins.dict": 0} for name in names)
    ):
        return Const(any(isinstance(value.value, python[name]) for name in names if name in python))
    shapes = {"builtins.list": ListValue, "builtins.dict": DictValue, "builtins.tuple": TupleValue}
    if (
        names
        and isinstance(value, (ListValue, DictValue, TupleValue))
        and all(name in {**shapes, **python} for name in names)
    ):
        return Const(any(isinstance(value, shapes[name]) for name in names if name in shapes))
    if isinstance(value, Instance) and value.cls is not None and isinstance(kinds, Class):
        return Const(kinds in attributes.mro(run, value.cls))
    return operations.derived(run, "isinstance", (value, kinds), ref, text)


def _super(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return calls.super_of(run)


def _exit(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return calls.NEVER


def _partial(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    if not arguments.positional:
        return run.unknown("partial() of nothing", ref, text())
    rest = tuple(argument.value for argument in arguments.positional[1:])
    return Partial(arguments.positional[0].value, rest, tuple((name, a.value) for name, a in arguments.keywords))


def _none(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    return Const(None)


def _sum(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    items = operations.known_items(run, first_of(arguments))
    if items is None or len(items) > limits.UNROLLED:
        return operations.derived(run, "sum", (first_of(arguments),), ref, text)
    total: Value = Const(0)
    for item in items:
        total = operations.binary(run, "+", total, item, ref, text)
    return total


def _vars(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    value = run.resolved(first_of(arguments))
    if isinstance(value, Instance):
        names = sorted(name for name in run.store.names(value.oid) if name.isidentifier())
        pairs = tuple((name, held) for name in names if (held := run.store.get((value.oid, name))) is not None)
        return run.new_dict(pairs, run.spot(ref))
    return run.unknown(f"what {text()} holds", ref, text())


PROGRESS_BARS = (
    "tqdm.tqdm", "tqdm.auto.tqdm", "tqdm.autonotebook.tqdm", "tqdm.notebook.tqdm", "tqdm.std.tqdm",
    "tqdm.tqdm_notebook", "tqdm.rich.tqdm", "rich.progress.track", "alive_progress.alive_it",
    "fastprogress.progress_bar", "fastprogress.fastprogress.progress_bar",
)  # fmt: skip
FUNCTIONS: dict[str, Callable[[Run, Arguments, int, Text], Value]] = {
    "len": _len, "range": _range, "list": _list, "tuple": _tuple, "set": _set, "frozenset": _set, "dict": _dict,
    "enumerate": _enumerate, "zip": _zip, "sorted": _list, "reversed": _list, "iter": _same, "next": _next, "map": _map,
    "getattr": _getattr, "setattr": _setattr, "isinstance": _isinstance, "super": _super, "exit": _exit, "quit": _exit,
    "sys.exit": _exit, "os._exit": _exit, "functools.partial": _partial, "print": _none, "copy.copy": _same,
    "copy.deepcopy": _same, "sum": _sum, "vars": _vars, "collections.OrderedDict": _dict, "typing.cast": _cast,
    "itertools.cycle": _same, "itertools.islice": _same, "tqdm.trange": _range, "tqdm.auto.trange": _range,
    **dict.fromkeys(PROGRESS_BARS, _same),
}  # fmt: skip
