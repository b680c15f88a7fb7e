"""Arrivals at a place: guesses give way to calls, and a call is named by the one that others do not take."""

from __future__ import annotations

from dataclasses import dataclass

from lossguard.arrivals import Calls, telling_calls, without_guesses
from lossguard.findings import Spot

LOSS, OTHER = Spot("train.py", 1), Spot("train.py", 2)
MAIN, FIRST, SECOND, INNER = (Spot("train.py", ref) for ref in (10, 11, 12, 13))


@dataclass(frozen=True)
class Arrived:
    calls: tuple[Calls, ...]
    guessed: bool = False
    spot: Spot = LOSS


def test_a_function_with_a_caller_is_not_judged_by_unknown_arguments() -> None:
    called = Arrived(((FIRST, INNER),))
    assert [called] == without_guesses([Arrived(((),), True), called, Arrived(((INNER,),), True)])


def test_a_guess_stays_where_no_call_leads_to_the_place() -> None:
    guess = Arrived(((),), True)
    assert [guess] == without_guesses([guess])
    elsewhere = Arrived(((FIRST,),), spot=OTHER)
    assert [guess, elsewhere] == without_guesses([guess, elsewhere])


def test_a_guess_from_another_entry_point_stays() -> None:
    guess, called = Arrived(((SECOND,),), True), Arrived(((FIRST,),))
    assert [guess, called] == without_guesses([guess, called])


def test_the_module_itself_is_no_guess() -> None:
    module, called = Arrived(((),)), Arrived(((FIRST,),))
    assert [module, called] == without_guesses([module, called])


def test_the_innermost_call_that_the_others_do_not_take_tells() -> None:
    assert [SECOND] == telling_calls([(MAIN, SECOND, INNER)], [(MAIN, FIRST, INNER)])
    assert [] == telling_calls([(MAIN, INNER)], [(MAIN, INNER)])
    assert [FIRST, SECOND] == telling_calls([(FIRST, INNER), (SECOND, INNER), (FIRST, INNER)], [(INNER,)])
