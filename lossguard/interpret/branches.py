"""Branches: each way runs in a fork of the store under its condition; those that go on are joined after."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from lossguard.interpret.conditions import Condition, both
from lossguard.interpret.run import Run
from lossguard.interpret.store import Store, choose


class Flow(Enum):
    """How a block ended."""

    NORMAL = "normal"
    RETURNED = "returned"
    RAISED = "raised"
    JUMPED = "jumped"  # continue: this iteration ends
    BROKE = "broke"  # break: the loop ends


LEAVES_FUNCTION = (Flow.RETURNED, Flow.RAISED)
LEAVES_LOOP = (Flow.RETURNED, Flow.RAISED, Flow.BROKE)
PRECEDENCE = (Flow.JUMPED, Flow.BROKE, Flow.RETURNED, Flow.RAISED)  # of several ways that all left a block


def branch(run: Run, ways: list[tuple[Condition | None, Callable[[], Flow]]]) -> Flow:
    """Runs each possible way in a fork under its condition and joins those that come out at the end.

    A way that left the function (or the iteration) is parked; where one way alone goes on, its condition holds after.
    """
    possible = [(condition, act) for condition, act in ways if condition is not None]
    if len(possible) == 1:
        return possible[0][1]()
    open_ways: list[tuple[Condition, Store]] = []
    flows: list[Flow] = []
    for condition, act in possible:
        with run.under(condition) as fork:
            flow = act()
            since = run.since_entry()
        flows.append(flow)
        if flow is Flow.NORMAL:
            open_ways.append((condition, fork))
        elif flow is not Flow.RAISED:
            run.frame.exits.append((flow is Flow.RETURNED, since, fork))
    if not open_ways:
        return min(flows, key=PRECEDENCE.index)
    if len(open_ways) == 1:
        condition, fork = open_ways[0]
        run.store.absorb(fork)
        narrowed = both(run.path, condition)
        run.path = run.path if narrowed is None else narrowed
        return Flow.NORMAL
    run.store.join(open_ways)
    return Flow.NORMAL


def settle(run: Run, start: int, returned: bool) -> None:
    """Merges what parked ways wrote (from number `start` on) into the store: at the end of a loop those that left the
    iteration, at the end of the function (`returned`) all."""
    exits = run.frame.exits
    merging = [way for way in exits[start:] if returned or not way[0]]
    run.frame.exits = exits[:start] + [way for way in exits[start:] if way not in merging]
    for _, condition, store in merging:
        extra = tuple(literal for literal in condition if literal not in run.path)
        others: Condition = (extra[0].negated(),) if len(extra) == 1 else ()
        for location, value in store.cells.items():
            current = run.store.get(location)
            run.store.set(location, value if current is None else choose([(others, current), (extra, value)]))
