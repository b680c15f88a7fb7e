"""Branches: each way runs in a fork of the store under its condition; those that go on are joined after.

if done:            under {done}: the way returns; its store is parked in the frame
    return 1
x = 2               under {not done}, in a fork of its own, so that the parked way keeps what it saw
                    end of the function: x is 2 under {not done}, and what it was under {done}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum

from lossguard.interpret.conditions import both
from lossguard.interpret.literals import ALWAYS, Condition, opposite
from lossguard.interpret.run import Run
from lossguard.interpret.store import COMPARED, GONE, Location, Store, choose
from lossguard.interpret.work import WORK


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
ANY = tuple(Flow)


def branch(run: Run, ways: list[tuple[Condition | None, Callable[[], Flow]]]) -> Flow:
    """Runs each possible way in a fork under its condition and joins those that come out at the end.

    A way that left the function (or the iteration) is parked; where one way alone goes on, its condition holds after.
    """
    possible = [(condition, act) for condition, act in ways if condition is not None]
    if len(possible) == 1:
        return possible[0][1]()
    return fork_and_join(run, possible)


def fork_and_join(run: Run, ways: Iterable[tuple[Condition, Callable[[], Flow]]]) -> Flow:
    """Runs each way in a fork of its own, one after the other, and joins them as `branch` does. What was raised inside
    a `try` is kept for its handlers."""
    frame = run.frame
    base, parked, raised = run.store, len(frame.exits), len(frame.raised or ())
    open_ways: list[tuple[Condition, Store]] = []
    flows: list[Flow] = []
    entered: list[tuple[Condition, Condition | None]] = []  # under what a way was entered, under what it came out
    for condition, act in ways:
        with run.under(condition):
            flow = act()
            since, reached, store = run.since_entry(), run.path, run.store
        flows.append(flow)
        entered.append((condition, reached if flow is Flow.NORMAL else None))
        if flow is Flow.NORMAL:
            open_ways.append((reached, store.above(base)))
        elif flow is not Flow.RAISED:
            frame.exits.append((flow, since, store))
        elif frame.raised is not None:
            frame.raised.append((reached, store, frame.thrown))
    if len(frame.exits) > parked or len(frame.raised or ()) > raised:
        run.store = base.fork()
    if not open_ways:
        return min(flows, key=PRECEDENCE.index, default=Flow.NORMAL)  # none where the path contradicts itself
    if len(open_ways) == 1:
        run.path, store = open_ways[0]
        run.store.absorb(store)
    else:
        run.store.join([(without(reached, run.path), store) for reached, store in open_ways])
        path = run.path
        for condition, came_out in entered:
            run.path = both(run.path, _learned(path, condition, came_out)) or run.path
    return Flow.NORMAL


def _learned(path: Condition, condition: Condition, reached: Condition | None) -> Condition:
    """What is known behind branches of a way that did not come out of them (None), or only under more than its own
    condition: `if a: ... elif b: ... else: raise` leaves "a or b"."""
    mine = without(condition, path)
    if reached is None:
        return opposite(mine) if mine else ALWAYS
    more = without(without(reached, path), condition)
    return opposite((*mine, *opposite(more))) if mine and more else ALWAYS


def without(condition: Condition, path: Condition) -> Condition:
    """The literals of a condition that a path does not have already."""
    WORK.done += COMPARED * len(condition)
    return tuple(literal for literal in condition if literal not in path)


def settle(
    run: Run, start: int, path: Condition, flow: Flow, ending: tuple[Flow, ...] = ANY, local: int | None = None
) -> None:
    """Joins the ways parked from number `start` on, as far as they ended by one of `ending`, with the present one.

    Called where they meet: at the end of an iteration, a loop, a function. `path` is the path at its start, which holds
    again after; `flow` is how the present way ended. Cells of the scope `local` are left as they are.
    """
    exits = run.frame.exits
    meeting = [way for way in exits[start:] if way[0] in ending]
    if not meeting:
        return
    run.frame.exits = exits[:start] + [way for way in exits[start:] if way[0] not in ending]
    ways = [(without(condition, path), store) for _, condition, store in meeting]
    if flow is not Flow.RAISED:
        ways.insert(0, (without(run.path, path), run.store))
    changed: dict[Location, None] = {}
    for _, _, store in meeting:
        changed.update(dict.fromkeys(_between(store, run.store)))
    for location in changed:
        if location[0] != local:
            WORK.done += len(ways)
            values = [(condition, store.get(location)) for condition, store in ways]
            options = [(condition, value) for condition, value in values if value is not None]
            run.store.cells[location] = choose(options) if options else GONE
    run.path = path


def _between(store: Store, other: Store) -> list[Location]:
    """The cells in which two stores of one line may differ."""
    mine, others = store.line(), other.line()
    WORK.done += len(mine) + len(others)
    shared = {id(each) for each in mine} & {id(each) for each in others}
    return [location for each in (*mine, *others) if id(each) not in shared for location in each.cells]


def collapse(run: Run, base: Store) -> None:
    """Takes what was written since `base` back into it; no way parked since may be left."""
    if run.store is not base:
        base.absorb(run.store.above(base))
        run.store = base
