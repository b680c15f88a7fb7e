"""How executions arrive at a place: which of them count, and which call tells one from another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from lossguard.findings import Spot

Calls = tuple[Spot, ...]
"""The calls that lead to a place, outermost first."""


class Arrival(Protocol):
    """One or more executions that reach a place with the same outcome. `guessed`: they start in a function that nothing
    was seen to call, with unknown arguments."""

    @property
    def spot(self) -> Spot: ...
    @property
    def calls(self) -> tuple[Calls, ...]: ...
    @property
    def guessed(self) -> bool: ...


A = TypeVar("A", bound=Arrival)


def without_guesses(arrivals: Sequence[A]) -> list[A]:
    """The arrivals but for those that start in a function, with unknown arguments, of which another one tells a call:
    a function that has callers is judged by what these hand over."""
    tails: set[tuple[Spot, Calls]] = set()
    for arrival in arrivals:
        tails.update((arrival.spot, tail) for calls in arrival.calls for tail in _tails(calls))
    return [
        each for each in arrivals if not each.guessed or any((each.spot, calls) not in tails for calls in each.calls)
    ]


def _tails(calls: Calls) -> Iterator[Calls]:
    return (calls[start:] for start in range(1, len(calls) + 1))


def telling_calls(mine: Sequence[Calls], others: Sequence[Calls]) -> list[Spot]:
    """For each of my ways to a place, the innermost call that none of the others takes, each once."""
    taken = {call for calls in others for call in calls}
    found = (next((call for call in reversed(calls) if call not in taken), None) for calls in mine)
    return list(dict.fromkeys(call for call in found if call is not None))
