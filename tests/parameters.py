"""What comparisons of a row's parameters with real ones have in common."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

from lossguard.knowledge.parameters import UNINTERESTING, Parameter, ParameterKind
from lossguard.knowledge.rows import Row


def named(stated: Iterable[Parameter]) -> list[Parameter]:
    """Those that are given one value each: neither `*args` nor `**kwargs`."""
    return [each for each in stated if each.kind in (ParameterKind.POSITIONAL, ParameterKind.KEYWORD)]


def spellings(row: Row, name: str) -> set[str]:
    """The names of a parameter of the row: its own, and older ones that mean it."""
    return {name, *(old for old, new in row.aliases if new == name)}


def is_spelled(row: Row, name: str, actual: inspect.Parameter) -> bool:
    """Whether it is the same parameter: by a name of it, or because it can only be given by its place."""
    by_place = actual.kind in (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.VAR_POSITIONAL)
    return by_place or actual.name in spellings(row, name)


def assert_same_default(stated: Parameter, actual: inspect.Parameter) -> None:
    """It is needed where the row says so, and has the default that the row states."""
    if stated.required:
        assert actual.default is inspect.Parameter.empty, f"{stated.name} has a default"
    elif stated.default is not UNINTERESTING:
        assert stated.default == actual.default, stated.name


def assert_stated(stated: Iterable[Parameter], actual: list[inspect.Parameter]) -> None:
    """Names stand in order as far as the row goes, and defaults are those it states; after its `*args` names count."""
    open_ended = any(each.kind is inspect.Parameter.VAR_KEYWORD for each in actual)
    by_name = {each.name: each for each in actual}
    by_place = True
    for place, ours in enumerate(stated):
        by_place = by_place and ours.kind is ParameterKind.POSITIONAL
        if by_place:
            assert place < len(actual), f"{ours.name} is not there"
            assert ours.name == actual[place].name
        if ours.kind in (ParameterKind.REST, ParameterKind.OPTIONS):
            continue
        assert ours.name in by_name or open_ended, f"{ours.name} is not there"
        if ours.name in by_name:
            assert_same_default(ours, by_name[ours.name])
