"""Conditions: literals that contradict each other, conjunctions, and how their texts are negated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossguard.interpret.conditions import Condition, Key, Literal, both, consistent

SUBJECTS = st.sampled_from(["n", "loss", ("attr", "args", "n")])
VALUES = st.sampled_from([None, True, False, 0, 1, 2, "a", "b"])
LITERALS = st.builds(
    Literal, SUBJECTS, VALUES, st.booleans(), st.sampled_from(["n == 2", "flag", "not done", "a and b"])
)
CONDITIONS = st.lists(LITERALS, max_size=4).map(tuple).filter(lambda condition: consistent(condition, condition))


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


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("n == 2", "not n == 2"),
        ("not flag", "flag"),
        ("a and b", "not (a and b)"),
        ("not (a and b)", "a and b"),
        ("not a and b", "not (not a and b)"),
        ("", "not "),
    ],
)
def test_the_text_of_the_opposite_is_what_the_source_would_say(text: str, negated: str) -> None:
    assert negated == Literal("n", True, True, text).negated().text


def test_keys_made_of_the_same_parts_are_one() -> None:
    inner = Key.of(("attr", Key.of("args"), "n"))
    assert inner is Key.of(("attr", Key.of(("args",)), "n"))
    assert inner is not Key.of(("attr", Key.of("args"), "m"))
    assert inner is Key.of(inner)
