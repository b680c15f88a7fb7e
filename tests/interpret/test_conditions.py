"""Conditions: literals that contradict each other, conjunctions, and how their texts are negated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossguard.interpret import conditions
from lossguard.interpret.conditions import both, consistent
from lossguard.interpret.literals import Condition, Key, Kind, Literal, Never, Order, Truth, opposite
from lossguard.interpret.work import WORK

SUBJECTS = st.sampled_from(["n", "loss", ("attr", "args", "n")])
VALUES = st.sampled_from([None, True, False, 0, 1, 2, "a", "b"])
LITERALS = st.builds(
    Literal, SUBJECTS, VALUES, st.booleans(), st.sampled_from(["n == 2", "flag", "not done", "a and b"])
)


def can_hold(condition: Condition) -> bool:
    return not any(one.contradicts(other) for one in condition for other in condition)


CONDITIONS = st.lists(LITERALS, max_size=4).map(tuple).filter(can_hold)


def world(condition: Condition, binding: dict[object, object]) -> bool:
    """Whether a condition holds when each subject has its value in `binding`."""
    return all((binding[literal.subject] == literal.value) is literal.positive for literal in condition)


@given(LITERALS, LITERALS)
def test_contradiction_is_mutual(first: Literal, second: Literal) -> None:
    assert first.contradicts(second) == second.contradicts(first)


@given(LITERALS)
def test_a_literal_contradicts_its_opposite_and_not_itself(literal: Literal) -> None:
    assert literal.contradicts(literal.negated())
    assert not literal.contradicts(literal)


@given(LITERALS)
def test_twice_negated_is_the_same(literal: Literal) -> None:
    assert literal == literal.negated().negated()
    assert literal.text == literal.negated().negated().text


@given(CONDITIONS, CONDITIONS)
def test_a_conjunction_does_not_depend_on_the_order(first: Condition, second: Condition) -> None:
    there, back = both(first, second), both(second, first)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert set(there) == set(back)
    assert consistent(first, second) == consistent(second, first) == (there is not None)


@given(CONDITIONS, CONDITIONS, st.fixed_dictionaries({}), st.data())
def test_a_conjunction_holds_where_both_do(first: Condition, second: Condition, _: object, data: st.DataObject) -> None:
    binding = {literal.subject: data.draw(VALUES) for literal in (*first, *second)}
    joint = both(first, second)
    holds = joint is not None and world(joint, binding)
    assert holds == (world(first, binding) and world(second, binding))


def test_with_the_empty_condition_nothing_changes() -> None:
    condition = (Literal("n", 2, True),)
    assert condition == both(condition, ()) == both((), condition) == both(condition, condition)


def test_keys_made_of_the_same_parts_are_one() -> None:
    inner = Key.of(("attr", Key.of("args"), "n"))
    assert inner is Key.of(("attr", Key.of(("args",)), "n"))
    assert inner is not Key.of(("attr", Key.of("args"), "m"))
    assert inner is Key.of(inner)


# ---- tests of other kinds, and what never holds together ----

NUMBERS = [None, True, False, 0, 1, 1.5, 2, 3, "a", ""]
TESTS = st.one_of(
    st.sampled_from([0, 1, 2, "a", None]),
    st.just(Truth()),
    st.builds(Order, st.sampled_from(["<", "<=", ">", ">="]), st.sampled_from([0, 1, 2])),
    st.builds(Kind, st.sampled_from([("builtins.int",), ("builtins.str", "builtins.bool"), ("builtins.float",)])),
)
ATOMS = st.builds(Literal, st.sampled_from(["n", "m"]), TESTS, st.booleans())
CLAUSES = st.lists(ATOMS, min_size=1, max_size=3).map(tuple)


def meets(condition: Condition, binding: dict[object, object]) -> bool:
    return all(_met(literal, binding) for literal in condition)


def _met(literal: Literal, binding: dict[object, object]) -> bool:
    if isinstance(literal.value, Never):
        return not meets(literal.value.parts, binding)
    held = binding[literal.subject]
    if isinstance(literal.value, (Truth, Order, Kind)):
        return literal.value.holds(held) is literal.positive
    return (type(held) is type(literal.value) and held == literal.value) is literal.positive


def bindings() -> list[dict[object, object]]:
    return [{Key.of("n"): one, Key.of("m"): two} for one in NUMBERS for two in NUMBERS]


@given(st.lists(CLAUSES, min_size=1, max_size=4), st.lists(st.booleans(), min_size=4, max_size=4))
def test_what_can_hold_is_never_taken_for_impossible(clauses: list[Condition], turned: list[bool]) -> None:
    joint: Condition | None = ()
    wanted: list[Condition] = []
    for clause, is_turned in zip(clauses, turned, strict=False):
        condition = opposite(clause) if is_turned and _is_plain(clause) else clause
        wanted.append(condition)
        joint = None if joint is None else both(joint, condition)
    if joint is None:
        comparable = [binding for binding in bindings() if all(meets(condition, binding) for condition in wanted)]
        assert [] == [binding for binding in comparable if not _orders_text(wanted, binding)]


def _is_plain(clause: Condition) -> bool:
    return both((), clause) is not None


def _orders_text(conditions: list[Condition], binding: dict[object, object]) -> bool:
    """Whether something is compared with a number that is none: Python raises, so `not n > 1` says n <= 1."""
    literals = [part for condition in conditions for one in condition for part in _parts(one)]
    return any(
        isinstance(each.value, Order) and not isinstance(binding[each.subject], (int, float)) for each in literals
    )


def _parts(literal: Literal) -> Condition:
    return literal.value.parts if isinstance(literal.value, Never) else (literal,)


P, Q, R = (Literal(name, Truth(), True) for name in "pqr")


def test_what_never_holds_together_is_impossible() -> None:
    never = opposite((P, Q))
    assert both((P,), never) is not None
    assert both(both((P,), never) or (), (Q,)) is None
    assert (P, Q) == opposite(never)


def test_several_of_them_are_searched_through() -> None:
    """Of p and q, and of p and not q, neither: then p is false."""
    first = both(opposite((P, Q)), opposite((P, Q.negated()))) or ()
    assert both(first, (P,)) is None
    assert both(first, (P.negated(),)) is not None
    assert not consistent(first, (P,))


def test_an_instance_of_one_type_is_none_of_another() -> None:
    text, number, bools = (Literal("v", Kind((f"builtins.{name}",)), True) for name in ("str", "int", "bool"))
    assert both((text,), (number,)) is None
    assert both((bools,), (number,)) is not None
    assert both((bools,), (number.negated(),)) is None
    assert both((text,), (Literal("v", 3, True),)) is None


def test_plain_contradictions_are_seen_where_nothing_more_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    other, many = Literal("n", 2, False), Literal("n", Order(">", 1), True)
    taken = (other, many.negated())
    else_taken = opposite(taken)
    monkeypatch.setattr(WORK, "searched", conditions.SEARCHES)
    assert both(else_taken, taken) is None
    assert both(taken, else_taken) is None
    assert both(else_taken, (other, many)) is not None
