"""Circumstances in words: short, without what makes no difference, and as people say them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossguard.circumstances import Circumstance, Conjunction, in_words, is_said_of, spoken, strictly

N, FLAG = Circumstance(1, 2, True, "n == 2"), Circumstance(2, True, True, "flag")
BCE, CE = (Circumstance(3, name, True, phrase=f"with --loss {name}") for name in ("bce", "ce"))


def no(one: Circumstance) -> Circumstance:
    return replace(one, positive=not one.positive, sense=not one.sense)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("n == 2", "when n != 2"),
        ("n <= 2", "when n > 2"),
        ("x is None", "when x is not None"),
        ("a in b", "when a not in b"),
        ("not flag", "when flag"),
        ("flag", "unless flag"),
        ("a and b", "unless a and b"),
        ("1 < n < 3", "unless 1 < n < 3"),
        ("a case of", "unless a case of"),
    ],
)
def test_what_does_not_hold_is_said_without_double_negation(text: str, negated: str) -> None:
    assert negated == no(Circumstance(1, True, True, text)).words


def test_tests_that_begin_alike_are_said_together() -> None:
    assert ("with --loss bce and when n == 2 and flag",) == in_words([(N, BCE, FLAG)])


def test_a_test_and_its_opposite_vanish() -> None:
    assert ("with --loss bce",) == in_words([(BCE, FLAG), (BCE, no(FLAG))])
    assert () == in_words([(FLAG,), (no(FLAG),)])


def test_a_way_inside_another_is_not_said() -> None:
    assert ("when flag",) == in_words([(FLAG,), (FLAG, N)])


def test_a_test_that_keeps_no_other_way_out_is_not_said() -> None:
    assert ("with --loss bce",) == in_words([(BCE, FLAG, N)], [(CE, FLAG, N), (CE, no(FLAG), N)])


def test_a_phrase_is_said_of_the_ways_it_holds_on() -> None:
    [phrase] = in_words([(N, BCE, FLAG)])
    assert is_said_of(phrase, (FLAG, BCE, N, no(CE)))
    assert not is_said_of(phrase, (FLAG, CE, N))
    assert is_said_of("when a and b", (Circumstance(9, True, True, "a and b"),))


def test_no_more_than_two_alternatives_are_spoken() -> None:
    assert "" == spoken(())
    assert "with a or with b" == spoken(("with a", "with b"))
    assert "with a or with b, and 2 more" == spoken(("with a", "with b", "with c", "with d"))


def test_the_strict_order_leaves_the_bound_out() -> None:
    assert "n < 1" == strictly("n <= 1", True) == strictly("n > 1", False)
    assert "n > 1" == strictly("n >= 1", True)
    assert "a and b" == strictly("a and b", True)


TESTS = [Circumstance(number, True, True, name) for number, name in enumerate("abc")]
WAYS = st.sets(st.sampled_from(list(product((True, False), repeat=len(TESTS)))))


@given(WAYS)
def test_every_way_is_told_from_the_others(chosen: set[tuple[bool, ...]]) -> None:
    """What is said holds in the ways it is said of, and in no other."""

    def way(values: tuple[bool, ...]) -> Conjunction:
        return tuple(one if value else no(one) for one, value in zip(TESTS, values, strict=True))

    everything = list(product((True, False), repeat=len(TESTS)))
    others = [values for values in everything if values not in chosen]
    said = in_words([way(values) for values in sorted(chosen)], [way(values) for values in others])
    for values in everything if said else ():
        holds = any(_holds(phrase, dict(zip("abc", values, strict=True))) for phrase in said)
        assert holds is (values in chosen), said
    assert said or not chosen or not others


def _holds(phrase: str, names: dict[str, bool]) -> bool:
    """Whether a phrase such as "when a and b and unless c" is true."""
    parts = phrase.split("unless ")
    wanted = parts[0].removeprefix("when ").removesuffix(" and ").split(" and ") if parts[0] else []
    unwanted = parts[1].split(" and ") if len(parts) > 1 else []
    return all(names[name] for name in wanted) and not any(names[name] for name in unwanted)
