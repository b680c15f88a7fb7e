"""Declarations of any make: a record does what a data class of the same declaration does, or refuses what that does."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from operator import eq, ge, gt, le, lt
from types import ModuleType
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from lossguard import records
from tests.fuzz.examples import examples

NAMES = ["a", "b", "set_a", "default_a", "make_a", "self", "other", "MISSING", "record"]
VALUES = st.sampled_from([0, 1, -1, True, 1.5, "", "x", None, (), (1, "y"), frozenset({2}), float("inf")])
FIELDS = st.fixed_dictionaries(
    {
        "default": st.none() | st.tuples(VALUES),
        "factory": st.booleans(),
        "init": st.sampled_from([True, True, True, False]),
        "compare": st.booleans(),
        "repr": st.booleans(),
    }
)
BODIES = st.dictionaries(st.sampled_from(NAMES), FIELDS, max_size=4)
OPTIONS = st.fixed_dictionaries(
    {name: st.booleans() for name in ("frozen", "eq", "order", "kw_only")},
).map(lambda given: {**given, "slots": True})
METHODS = st.sets(st.sampled_from(["__eq__", "__hash__", "__repr__", "__post_init__", "__lt__"]), max_size=2)
KINDS = st.tuples(BODIES, OPTIONS, METHODS)
MADE_BY_HAND: dict[str, Callable[..., object]] = {
    "__eq__": lambda self, other: type(self) is type(other),
    "__hash__": lambda self: 7,
    "__repr__": lambda self: "mine",
    "__post_init__": lambda self: None,
    "__lt__": lambda self, other: False,
}


def declared(module: ModuleType, kinds: list[Any]) -> list[Any]:
    """A line of classes, each below the one before, made by one of the two modules."""
    made: list[type] = []
    for body, options, methods in kinds:
        namespace: dict[str, Any] = {name: MADE_BY_HAND[name] for name in sorted(methods)}
        namespace |= {"__annotations__": dict.fromkeys(body, "int"), "__module__": __name__, "__qualname__": "Kind"}
        for name, each in body.items():
            given = {key: each[key] for key in ("init", "compare", "repr") if not each[key]}
            if each["factory"]:
                given["default_factory"] = list
            elif each["default"] is not None:
                given["default"] = each["default"][0]
            if list(given) == ["default"]:
                namespace[name] = given["default"]
            elif given:
                namespace[name] = module.field(**given)
        made.append(module.dataclass(**options)(type("Kind", tuple(made[-1:]), namespace)))
    return made


def outcome(act: Callable[..., object], *arguments: Any, **keywords: Any) -> Any:
    """What comes of an act; of an exception its class, as far as Python's versions agree on it."""
    try:
        return act(*arguments, **keywords)
    except (TypeError, ValueError):  # Python 3.13 replaced one by the other where `replace` is given what is not taken
        return TypeError
    except Exception as error:
        return type(error)


def shown(act: Callable[..., object], *arguments: Any, **keywords: Any) -> object:
    """The same, as it is shown."""
    return outcome(lambda: repr(act(*arguments, **keywords)))


def told(module: Any, kinds: list[Any], given: list[tuple[list[Any], dict[str, Any]]]) -> list[object]:
    """What the classes of one module do, and their objects, with no identity in it."""
    lines: list[object] = [kind.__match_args__ for kind in kinds]
    lines += [[(each.name, each.init, each.compare) for each in module.fields(kind)] for kind in kinds]
    attempts = [
        outcome(kinds[number % len(kinds)], *arguments, **keywords)
        for number, (arguments, keywords) in enumerate(given)
    ]
    made = [each for each in attempts if not isinstance(each, type)]
    lines += [each if isinstance(each, type) else shown(lambda same: same, each) for each in attempts]
    for one in made:
        lines.append(type(one).__hash__ is not object.__hash__ and outcome(hash, one))
        lines += [shown(module.replace, one), shown(module.replace, one, a=5), shown(dataclasses.asdict, one)]
        lines += [shown(copy.copy, one), shown(copy.deepcopy, one)]
        for other in made:
            lines += [outcome(act, one, other) for act in (eq, lt, le, gt, ge)]
    for one in made:
        for name in [each.name for each in module.fields(one)]:
            lines += [outcome(setattr, one, name, 3), shown(lambda same: same, one), outcome(delattr, one, name)]
    return lines


GIVEN = st.lists(
    st.tuples(st.lists(VALUES, max_size=4), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4)),
    min_size=1,
    max_size=4,
)


@examples(60)
@given(st.lists(KINDS, min_size=1, max_size=3), GIVEN)
def test_any_declaration_gives_what_a_data_class_does(kinds: list[Any], given: list[Any]) -> None:
    standard = outcome(declared, dataclasses, kinds)
    assume(isinstance(standard, list))  # what dataclasses refuse to declare is not for records either
    assert told(dataclasses, standard, given) == told(records, declared(records, kinds), given)
