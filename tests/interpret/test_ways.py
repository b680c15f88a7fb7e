"""Ways: the combinations of alternatives that a group of values can have at once."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lossguard.findings import Spot
from lossguard.interpret.conditions import consistent
from lossguard.interpret.limits import DIFFERENT_WAYS, WAYS
from lossguard.interpret.literals import Condition, Literal, Order
from lossguard.interpret.values import (
    Argument,
    Batches,
    Choice,
    Const,
    Entries,
    Items,
    Partial,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    parts_of,
    rebuilt,
)
from lossguard.interpret.ways import first_choice, replaced, ways

SPOT = Spot("main.py", 1)
ONE, TWO, THREE = Const(1), Const(2), Const(3)
FLAG = Literal("flag", True, True, "flag")
BY_FLAG = Choice((((FLAG,), ONE), ((FLAG.negated(),), TWO)))


def by(name: str, *values: Value) -> Choice:
    """A choice by what an unknown name is."""
    return Choice(tuple(((Literal(name, number, True),), value) for number, value in enumerate(values)))


def combinations(*values: Value) -> list[tuple[Value, ...]]:
    return [combination for _, combination in ways(values, ())]


def test_values_without_choices_are_one_way() -> None:
    assert [((), (ONE, TWO))] == ways((ONE, TWO), ())


def test_a_choice_is_a_way_each_under_its_condition() -> None:
    assert [((FLAG,), (ONE,)), ((FLAG.negated(),), (TWO,))] == ways((BY_FLAG,), ())


def test_equal_choices_never_mix() -> None:
    assert [(ONE, ONE), (TWO, TWO)] == combinations(BY_FLAG, BY_FLAG)


def test_choices_under_contradicting_conditions_never_meet() -> None:
    other = Choice((((FLAG,), THREE), ((FLAG.negated(),), ONE)))
    assert [(ONE, THREE), (TWO, ONE)] == combinations(BY_FLAG, other)


def test_choices_that_have_nothing_in_common_meet_in_every_way() -> None:
    assert [(ONE, ONE), (ONE, TWO), (TWO, ONE), (TWO, TWO)] == combinations(BY_FLAG, by("n", ONE, TWO))


def test_what_contradicts_the_path_is_no_way() -> None:
    assert [((FLAG,), (ONE,))] == ways((BY_FLAG,), (FLAG,))


def test_nothing_has_fewer_than_one_column() -> None:
    units = Unknown("not known", key=("units",))
    at_most_one = Literal(units.key, Order(">", 1), False)
    output = Tensor(SPOT, width=units)
    assert [] == ways((output,), (at_most_one, Literal(units.key, 1, False)))
    assert ways((output,), (at_most_one,))


def test_choices_inside_values_are_spread_out() -> None:
    tensor = Tensor(SPOT, width=BY_FLAG)
    assert [(replace(tensor, width=ONE),), (replace(tensor, width=TWO),)] == combinations(tensor)


def test_there_are_at_most_so_many_ways() -> None:
    values = tuple(by(f"n{number}", ONE, TWO) for number in range(10))
    assert DIFFERENT_WAYS == len(ways(values, ()))


def test_of_many_ways_none_that_gives_other_values_is_left_out() -> None:
    same = tuple(Choice((((Literal(f"n{n}", 1, True),), ONE), ((Literal(f"n{n}", 1, False),), ONE))) for n in range(6))
    found = ways((*same, BY_FLAG), ())
    assert {ONE, TWO} == {values[-1] for _, values in found}
    assert len(found) <= WAYS + 1


CHOICES = st.builds(by, st.sampled_from(["n", "m", "k"]), st.just(ONE), st.just(TWO), st.just(THREE))
GROUPS = st.lists(st.one_of(CHOICES, st.just(BY_FLAG), st.just(ONE)), max_size=4).map(tuple)


@given(GROUPS)
def test_no_way_holds_a_choice_or_a_contradiction(values: tuple[Value, ...]) -> None:
    found: list[tuple[Condition, tuple[Value, ...]]] = ways(values, ())
    assert found
    for condition, combination in found:
        assert not any(first_choice(value) for value in combination)
        assert all(consistent((literal,), condition) for literal in condition)


@given(GROUPS)
def test_no_two_ways_are_the_same(values: tuple[Value, ...]) -> None:
    found = ways(values, ())
    assert len(found) == len({frozenset(condition) for condition, _ in found})


# ---- parts of values ----

VALUES: list[Value] = [
    TupleValue((ONE, TWO)),
    Items((ONE, TWO), open=True),
    Entries((("a", ONE), ("b", TWO))),
    Tensor(SPOT, width=ONE, rows=TWO, classes=THREE),
    Tensor(SPOT),
    Batches(ONE, TWO, SPOT),
    Batches(ONE, None, SPOT, classes=TWO),
    Partial(ONE, (TWO,), (("a", THREE),)),
    Unknown("nobody knows", "key"),
    ONE,
]


def test_a_value_rebuilt_of_its_own_parts_is_the_same() -> None:
    for value in VALUES:
        assert value == rebuilt(value, lambda part: part)


def test_every_part_is_visited_once_and_replaced() -> None:
    for value in VALUES:
        parts = parts_of(value)
        changed = rebuilt(value, lambda part: TupleValue((part,)))
        assert [TupleValue((part,)) for part in parts] == list(parts_of(changed))


def test_a_choice_is_replaced_wherever_it_occurs() -> None:
    value = TupleValue((BY_FLAG, Tensor(SPOT, width=BY_FLAG), by("n", ONE, TWO)))
    assert TupleValue((ONE, Tensor(SPOT, width=ONE), by("n", ONE, TWO))) == replaced(value, BY_FLAG, ONE)


def test_arguments_are_parts_with_their_places() -> None:
    assert Argument(ONE, SPOT) != Argument(TWO, SPOT)
    assert Argument(ONE, SPOT) == Argument(ONE, None)
