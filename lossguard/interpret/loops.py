"""Loops: item by item where the items are known; over others a few times, and what still changes then is unknown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lossguard.frontend import nodes as n
from lossguard.interpret import branches, expressions, limits, objects, operations, statements, truths
from lossguard.interpret.branches import LEAVES_LOOP, Flow
from lossguard.interpret.run import Run
from lossguard.interpret.spelling import spelled
from lossguard.interpret.store import GONE, Store
from lossguard.interpret.values import (
    Choice,
    Const,
    Entries,
    Items,
    LayerObject,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    parts_of,
    rebuilt,
)  # fmt: skip

LEFT = (Flow.JUMPED, Flow.BROKE)
KEPT = ("compiled",)  # cells of models that hold numbers of ours
Step = Callable[[], Flow]


def each(run: Run, node: n.For) -> Flow:
    """A `for` loop."""
    source = objects.iterated(run, expressions.evaluate(run, node.iter), node.iter.ref)
    items = operations.known_items(run, source)

    def body(item: Value | None) -> Flow:
        value = operations.element_of(run, source, node.iter.ref) if item is None else item
        statements.assign(run, node.target, value)
        return statements.execute(run, node.body)

    if items is None or len(items) > limits.UNROLLED or len(items) * run.unrolled > limits.UNROLLED_NESTED:
        return _loop(run, node.orelse, lambda: _guessed(run, lambda: body(None)))
    around, run.unrolled = run.unrolled, run.unrolled * max(1, len(items))
    flow = _loop(run, node.orelse, lambda: _in_turn(run, items, body))
    run.unrolled = around
    return flow


def repeat(run: Run, node: n.While) -> Flow:
    """A `while` loop: as long as its test is known to be true, then as over items that are not known."""

    def body() -> Flow:
        return statements.execute(run, node.body)

    def iterations() -> Flow:
        for _ in range(limits.UNROLLED):
            test = expressions.evaluate(run, node.test)
            then, orelse = truths.truth(run, test, spelled(node.test))
            if then is None:
                return Flow.NORMAL
            if orelse is not None:
                break
            flow = _iteration(run, body)
            if flow in LEAVES_LOOP:
                return flow
            if isinstance(node.test, n.Constant):
                break
        return _guessed(run, body)

    return _loop(run, node.orelse, iterations)


def _loop(run: Run, orelse: n.Block, iterations: Step) -> Flow:
    """The iterations and the `else` block, joined with the ways that broke out."""
    parked, path = len(run.frame.exits), run.path
    flow = iterations()
    if flow is Flow.NORMAL:
        flow = statements.execute(run, orelse)
    broken = [condition for how, condition, _ in run.frame.exits[parked:] if how in LEFT]
    if flow in branches.LEAVES_FUNCTION and broken:
        if flow is Flow.RETURNED:
            run.frame.exits.append((flow, run.since_entry(), run.store))
            run.store = run.store.fork()
        branches.settle(run, parked, path, Flow.RAISED, LEFT)
        if len(set(broken)) == 1:
            run.path = (*run.path, *branches.without(broken[0], run.path))
        return Flow.NORMAL
    branches.settle(run, parked, path, flow, LEFT)
    return Flow.NORMAL if flow is Flow.BROKE else flow


def _in_turn(run: Run, items: tuple[Value, ...], body: Callable[[Value], Flow]) -> Flow:
    for item in items:
        flow = _iteration(run, partial(body, item))
        if flow in LEAVES_LOOP:
            return flow
    return Flow.NORMAL


def _iteration(run: Run, body: Step) -> Flow:
    """One execution of the body, joined with the ways that ended it early."""
    parked, path = len(run.frame.exits), run.path
    flow = body()
    branches.settle(run, parked, path, Flow.RAISED if flow is Flow.BROKE else flow, (Flow.JUMPED,))
    return flow


# ---- iterations that are not counted ----


def _guessed(run: Run, body: Step) -> Flow:
    """A few iterations, though there may be more or none: a way that leaves the function is one way among others."""
    path = run.path
    run.frame.loops += 1
    before: list[Store] = []
    flow = Flow.NORMAL
    for _ in range(limits.LOOP_PASSES if run.frame.loops == 1 else 1):
        before.append(run.store)
        run.store = run.store.fork()
        flow = _iteration(run, body)
        run.path = path
        if flow in LEAVES_LOOP:
            break
    run.frame.loops -= 1
    if flow not in LEAVES_LOOP and len(before) > 1:
        widen(run, before[-1])
    return Flow.NORMAL if flow in branches.LEAVES_FUNCTION else flow


def widen(run: Run, before: Store) -> None:
    """Values that the last iteration changed again are not known, nor how long the lists have grown."""
    for (owner, name), new in list(run.store.above(before).cells.items()):
        old = before.get((owner, name))
        if old is not None and new is not GONE and name not in KEPT and old != new:
            run.store.set((owner, name), widened(run, old, new))


def widened(run: Run, old: Value, new: Value) -> Value:
    """What a value is after any number of iterations, when two of them in turn made it `old` and `new`."""
    if old == new:
        return new
    match old, new:
        case _, Const():
            return _changing(run, new)
        case _, Choice(options):
            known = [option for _, option in old.options] if isinstance(old, Choice) else [old]
            if all(option in known or not isinstance(option, Const) for _, option in options):
                return new
            return _changing(run, new)
        case Items(before), Items(after):
            shared = [widened(run, a, b) for a, b in zip(before, after, strict=False)]
            added = list(after[len(shared) :])
            if added and before:
                added[-1] = widened(run, before[-1], added[-1])
            grown = len(before) != len(after)
            return Items((*shared, *added), new.open or grown, alike=grown and (not new.open or new.alike))
        case Entries(before), Entries(after):
            pairs = tuple((k, widened(run, o, v) if (o := old.get(k)) is not None else v) for k, v in after)
            return Entries(pairs, new.open or len(before) != len(after))
        case TupleValue(before), TupleValue(after) if len(before) != len(after):
            return run.new_list(after, new.spot, open=True)
        case (Tensor(), Tensor()) | (TupleValue(), TupleValue()):
            return _part_by_part(run, old, new)
        case LayerObject(), LayerObject() if old.spot == new.spot:
            return _part_by_part(run, old, new)
        case _:
            return new


def _part_by_part(run: Run, old: Value, new: Value) -> Value:
    """The value with each part widened against the same part of the old one; as it is where they differ in form."""
    mine, theirs = parts_of(new), parts_of(old)
    if len(mine) != len(theirs):
        return new
    changed = iter([widened(run, before, after) for before, after in zip(theirs, mine, strict=True)])
    return rebuilt(new, lambda part: next(changed))


def _changing(run: Run, value: Value) -> Unknown:
    spot = value.spot if isinstance(value, Const) else None
    return run.unknown("it changes from one iteration of a loop to the next", spot)
