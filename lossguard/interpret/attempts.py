"""`try` and `with suppress(...)`: what a handler sees of the body, and under which conditions it runs.

act = "softmax"
try:
    if big:
        raise ValueError     under {big}: the first handler that catches it, with what was bound by then
    act = None
    units = read()           may raise, unasked: under {an exception is raised}, with act None and no units
except ValueError:
    units = 10
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from functools import partial

from lossguard.frontend import nodes as n
from lossguard.interpret import attributes, branches, expressions, statements
from lossguard.interpret.branches import Flow
from lossguard.interpret.descent import children_of
from lossguard.interpret.literals import Condition, Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import Store
from lossguard.interpret.values import Class, External, TupleValue, Unknown, Value

WORDS = ("when an exception is raised", "when no exception is raised")
HARMLESS = frozenset({"print", "isinstance", "hasattr", "len", "str", "repr", "range", "type", "bool", "callable"})
RAISING = (n.Call, n.Subscript, n.Import, n.ImportFrom, n.Await, n.With, n.Assert)
CATCH_ALL = ("builtins.Exception", "builtins.BaseException")
SUPPRESS = "contextlib.suppress"


def guarded(run: Run, body: n.Block, orelse: n.Block, handlers: tuple[n.Handler, ...], ref: int) -> Flow:
    """The body, and each handler as far as something may be raised that it catches."""
    return branches.fork_and_join(run, _ways(run, body, orelse, handlers, ref))


def is_suppressing(run: Run, context: n.Expr) -> bool:
    """Whether a context is `suppress(...)`."""
    if not isinstance(context, n.Call) or not isinstance(context.func, (n.Name, n.Attribute)):
        return False
    return expressions.evaluate(run, context.func) == External(SUPPRESS)


def suppressed(run: Run, body: n.Block, context: n.Expr) -> Flow:
    """A body of which `suppress(A, B)` catches what `except (A, B): pass` would."""
    kinds = tuple(arg.value for arg in context.args) if isinstance(context, n.Call) else ()
    return guarded(run, body, (), tuple(n.Handler(kind, None, ()) for kind in kinds), context.ref)


def _ways(
    run: Run, body: n.Block, orelse: n.Block, handlers: tuple[n.Handler, ...], ref: int
) -> Iterator[tuple[Condition, Callable[[], Flow]]]:
    """The body first, then the handlers: what they are entered with is known when the body has run."""
    base, path, frame = run.store, run.path, run.frame
    failed = Literal(("raised", frame.path, ref), True, True, words=WORDS)
    may_fail = any(map(_may_raise, body))
    points: list[Store] = []
    around, frame.raised = frame.raised, []

    def attempted() -> Flow:
        flow = _execute(run, body, points)
        if flow is Flow.RAISED and frame.raised is not None:
            frame.raised.append((run.path, run.store, frame.thrown))
        thrown.extend(frame.raised or ())
        frame.raised = around
        return statements.execute(run, orelse) if flow is Flow.NORMAL else flow

    thrown: list[tuple[Condition, Store, Value | None]] = []
    yield ((failed.negated(),) if may_fail else ()), attempted
    for condition, store, kind in thrown:
        handler = next((each for each in handlers if _catches(run, each, kind)), None)
        if handler is not None:
            yield branches.without(condition, path), partial(_handle, run, handler, [store], base, failed)
        elif around is not None:
            around.append((condition, store, kind))
    for position, handler in enumerate(handlers if may_fail else ()):
        chosen = Literal(("handler", frame.path, ref), position, True, words=WORDS)
        yield (failed, chosen), partial(_handle, run, handler, points, base, failed)


def _execute(run: Run, body: n.Block, points: list[Store]) -> Flow:
    """The statements in order; `points` gets the store before each that may raise, kept as it was then."""
    for statement in body:
        if _may_raise(statement):
            points.append(run.store)
            run.store = run.store.fork()
        flow = statements.execute(run, (statement,))
        if flow is not Flow.NORMAL:
            return flow
    return Flow.NORMAL


def _handle(run: Run, handler: n.Handler, points: list[Store], base: Store, failed: Literal) -> Flow:
    """A handler, with what was bound at one of the points."""
    stores = [point if point is base else point.above(base) for point in points]
    if len(stores) == 1:
        run.store.absorb(stores[0] if stores[0] is not base else base.fork())
    else:
        at = [Literal((*failed.subject.parts, "at"), number, True) for number in range(len(stores))]  # type: ignore[attr-defined]
        run.store.join([((literal,), _fork_of(base, store)) for literal, store in zip(at, stores, strict=True)])
    if handler.name is not None:
        run.store.set((run.frame.scope, handler.name), run.unknown("a caught exception", text=handler.name))
    return statements.execute(run, handler.body)


def _fork_of(base: Store, store: Store) -> Store:
    return base.fork() if store is base else store


# ---- what may be raised, and caught ----


def _may_raise(statement: object) -> bool:
    """Whether something in a statement, a definition aside, may raise what no `raise` in it says."""
    waiting: list[object] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (n.FunctionDef, n.ClassDef, n.Lambda, n.Raise)):
            continue
        if isinstance(node, RAISING) and not _is_harmless(node):
            return True
        waiting.extend(children_of(node))
    return False


def _is_harmless(node: object) -> bool:
    match node:
        case n.Call(func=n.Name(id=name)):
            return name in HARMLESS
        case n.Call(func=n.Attribute(value=n.Name(id="os"), attr="getenv")):
            return True
        case n.Call(func=n.Attribute(value=n.Attribute(attr="environ"), attr="get")):
            return True
        case _:
            return False


def kind_raised(run: Run, node: n.Expr | None) -> Value | None:
    """The class of what `raise` raises; None where that is not known."""
    if node is None:
        return None
    return run.resolved(expressions.evaluate(run, node.func if isinstance(node, n.Call) else node))


def _catches(run: Run, handler: n.Handler, kind: Value | None) -> bool:
    """Whether a handler catches an exception of this class; one that is not known is caught by the first."""
    if handler.type is None or kind is None:
        return True
    wanted = run.resolved(expressions.evaluate(run, handler.type))
    wanted_kinds = wanted.items if isinstance(wanted, TupleValue) else (wanted,)
    raised = attributes.mro(run, kind) if isinstance(kind, Class) else (kind,)
    return any(_is_kind(one, each) for one in raised for each in wanted_kinds)


def _is_kind(raised: Value, wanted: Value) -> bool:
    """Whether one class of exceptions is another, or below it; true where either is not known."""
    if isinstance(wanted, Unknown) or isinstance(raised, Unknown):
        return True
    if isinstance(raised, External) and isinstance(wanted, External):
        one, other = (getattr(builtins, each.name.removeprefix("builtins."), None) for each in (raised, wanted))
        if isinstance(one, type) and isinstance(other, type):
            return issubclass(one, other)
        return raised == wanted or wanted.name in CATCH_ALL
    return raised == wanted
