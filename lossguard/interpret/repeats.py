"""Functions that lead to nothing: executed a few times without a trace of training, they are not executed again.

def score(y, p): ...        each call returns an unknown number and compiles nothing;
for fold in folds:          after `REPEATS` of them the call is an unknown right away
    score(y[fold], p[fold])
"""

from __future__ import annotations

from lossguard.interpret.arguments import Arguments
from lossguard.interpret.limits import REPEATS
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Choice,
    Const,
    DictValue,
    Entries,
    External,
    Function,
    Items,
    ListValue,
    Tensor,
    TupleValue,
    Unknown,
    Value,
)

TELLING = -1  # in place of a count: the function made or returned something once


def is_fruitless(run: Run, func: Function, arguments: Arguments) -> bool:
    """Whether another execution can be spared: the earlier ones left no trace, and no object is handed over."""
    if run.fruitless.get(func.code, 0) < REPEATS or func.bound is not None:
        return False
    return all(_is_data(value) for value in _given(arguments))


def _given(arguments: Arguments) -> list[Value]:
    return [argument.value for argument in (*arguments.positional, *(each for _, each in arguments.keywords))]


def _is_data(value: Value) -> bool:
    match value:
        case Choice(options=options):
            return all(_is_data(option) for _, option in options)
        case TupleValue(items=items):
            return all(_is_data(item) for item in items)
        case _:
            return isinstance(value, (Unknown, Tensor, Const, External, ListValue, DictValue))


def held_by(run: Run, arguments: Arguments) -> list[Value]:
    """What the lists and dictionaries among the arguments hold."""
    return [run.contents(value) for value in _given(arguments) if isinstance(value, (ListValue, DictValue))]


def note(run: Run, func: Function, outcome: Value, arguments: Arguments, before: tuple[int, list[Value]]) -> None:
    """Remembers whether an execution led to something: a record, a value, a change of a list or dictionary it was
    given. `before` is the number of records at its start and what these held then."""
    count = run.fruitless.get(func.code, 0)
    if count == TELLING:
        return
    records, held = before
    told = len(run.records) > records or _tells(run, outcome) or held_by(run, arguments) != held
    run.fruitless[func.code] = TELLING if told else count + 1


def _tells(run: Run, value: Value, depth: int = 3) -> bool:
    """Whether a value has more in it than unknowns and fractions."""
    match value:
        case Unknown() | Const(value=None | float()):
            return False
        case Tensor(encoding=None, space=None, layer=""):
            return False
        case Choice(options=options) if depth:
            return any(_tells(run, option, depth - 1) for _, option in options)
        case ListValue() | DictValue() if depth:
            return _tells(run, run.contents(value), depth)
        case TupleValue(items=values) | Items(values=values) if depth:
            return any(_tells(run, item, depth - 1) for item in values)
        case Entries(pairs=pairs) if depth:
            return any(_tells(run, item, depth - 1) for _, item in pairs)
        case _:
            return True
