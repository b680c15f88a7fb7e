"""The store: cells of branches, how they are joined, and what `choose` makes of alternatives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lossguard.interpret.limits import ALTERNATIVES, FEW_ALTERNATIVES
from lossguard.interpret.literals import Condition, Literal
from lossguard.interpret.store import Store, choose, merged
from lossguard.interpret.values import Choice, Const, External, Unknown, Value

FLAG = Literal("flag", True, True, "flag")
THEN: Condition = (FLAG,)
ELSE: Condition = (FLAG.negated(),)
X, Y = ("frame", "x"), ("frame", "y")
ONE, TWO, THREE = Const(1), Const(2), Const(3)


def is_(number: int) -> Condition:
    """The condition that n is a number."""
    return (Literal("n", number, True, f"n == {number}"),)


def test_a_fork_sees_what_it_was_forked_from_and_keeps_its_own() -> None:
    store = Store()
    store.set(X, ONE)
    fork = store.fork()
    fork.set(Y, TWO)
    assert (ONE, TWO) == (fork.get(X), fork.get(Y))
    assert (ONE, None) == (store.get(X), store.get(Y))


def test_joined_ways_are_alternatives_under_their_conditions() -> None:
    store = Store()
    first, second = store.fork(), store.fork()
    first.set(X, ONE)
    second.set(X, TWO)
    store.join([(THEN, first), (ELSE, second)])
    assert Choice(((THEN, ONE), (ELSE, TWO))) == store.get(X)


def test_a_cell_that_one_way_left_alone_keeps_its_value_there() -> None:
    store = Store()
    store.set(X, ONE)
    first, second = store.fork(), store.fork()
    first.set(X, TWO)
    store.join([(THEN, first), (ELSE, second)])
    assert Choice(((THEN, TWO), (ELSE, ONE))) == store.get(X)


def test_a_cell_that_only_one_way_binds_is_bound_after() -> None:
    store = Store()
    first, second = store.fork(), store.fork()
    first.set(X, TWO)
    store.join([(THEN, first), (ELSE, second)])
    assert TWO == store.get(X)


def test_ways_that_agree_leave_one_value() -> None:
    store = Store()
    first, second = store.fork(), store.fork()
    first.set(X, ONE)
    second.set(X, ONE)
    store.join([(THEN, first), (ELSE, second)])
    assert ONE == store.get(X)


def test_a_deleted_cell_is_gone_in_its_way_only() -> None:
    store = Store()
    store.set(X, ONE)
    first, second = store.fork(), store.fork()
    first.delete(X)
    assert (None, ONE) == (first.get(X), second.get(X))
    store.join([(THEN, first), (ELSE, second)])
    assert ONE == store.get(X)
    store.delete(X)
    assert None is store.get(X)
    store.delete(Y)
    assert {X} == set(store.cells)


def test_names_come_in_the_order_they_were_bound_in_without_the_deleted() -> None:
    store = Store()
    for name in ("c", "a", "b"):
        store.set(("owner", name), ONE)
    fork = store.fork()
    fork.set(("owner", "d"), ONE)
    fork.set(("owner", "c"), TWO)
    fork.set(("other", "e"), ONE)
    fork.delete(("owner", "a"))
    assert ["c", "b", "d"] == list(fork.names("owner"))


def test_what_was_written_since_a_fork_is_one_fork() -> None:
    store = Store()
    store.set(X, ONE)
    last = store.fork().fork()
    last.set(X, TWO)
    last = last.fork()
    last.set(Y, THREE)
    above = last.above(store)
    assert (store, TWO, THREE) == (above.parent, above.get(X), above.get(Y))
    assert ONE == store.get(X)


# ---- choose ----


def test_equal_alternatives_are_one_value() -> None:
    assert ONE == choose([(THEN, ONE), (ELSE, ONE)])


def test_a_choice_inside_a_choice_is_flattened_under_both_conditions() -> None:
    inner = choose([(is_(1), ONE), (is_(2), TWO)])
    assert Choice(((THEN + is_(1), ONE), (THEN + is_(2), TWO), (ELSE, THREE))) == choose([(THEN, inner), (ELSE, THREE)])


def test_an_alternative_under_contradicting_conditions_is_none() -> None:
    inner = choose([(THEN, ONE), (ELSE, TWO)])
    assert Choice(((THEN, ONE), (ELSE, THREE))) == choose([(THEN, inner), (ELSE, THREE)])


def test_too_many_alternatives_are_unknown_with_the_reason() -> None:
    value = choose([(is_(number), Const(number)) for number in range(ALTERNATIVES + 1)])
    assert isinstance(value, Unknown)
    assert f"it can be more than {ALTERNATIVES} different things" == value.why


def test_of_too_many_objects_some_are_kept() -> None:
    value = choose([(is_(number), External(f"models.net{number}")) for number in range(ALTERNATIVES + 1)])
    assert isinstance(value, Choice)
    *kept, (condition, rest) = value.options
    assert [(is_(number), External(f"models.net{number}")) for number in range(FEW_ALTERNATIVES)] == kept
    assert isinstance(rest, Unknown)
    assert ((), f"it can be one of {ALTERNATIVES + 1 - FEW_ALTERNATIVES} others") == (condition, rest.why)


def test_many_alternatives_of_few_values_are_folded_first() -> None:
    value = choose([(is_(number), Const(number % 2)) for number in range(4 * ALTERNATIVES)])
    assert isinstance(value, Choice)
    assert [Const(0), Const(1)] == [option for _, option in value.options]


def test_options_with_equal_values_are_folded_under_what_they_share() -> None:
    shared = Literal("loss", "mse", True)
    options = [((shared, *is_(1)), ONE), ((shared, *is_(2)), ONE), (is_(3), TWO)]
    assert [((shared,), ONE), (is_(3), TWO)] == merged(options)


VALUES = st.sampled_from([ONE, TWO, THREE])
CONDITIONS = st.sampled_from([(), THEN, ELSE, is_(1), is_(2), THEN + is_(1)])


@given(st.lists(st.tuples(CONDITIONS, VALUES), min_size=1, max_size=6))
def test_choose_neither_adds_nor_loses_a_value(options: list[tuple[Condition, Value]]) -> None:
    chosen = choose(options)
    held = [option for _, option in chosen.options] if isinstance(chosen, Choice) else [chosen]
    assert {option for _, option in options} == set(held)
