"""Executes statements: branches fork the store and join it, loops run over known items, a few times over others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from lossguard.frontend import nodes as n
from lossguard.interpret import (
    attempts,
    attributes,
    branches,
    calls,
    classes,
    dynamic,
    expressions,
    filling,
    gradients,
    imports,
    loops,
    matches,
    mutations,
    operations,
    subscripts,
    truths,
)
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.branches import Flow
from lossguard.interpret.conditions import both
from lossguard.interpret.descent import names_in, nodes_under
from lossguard.interpret.literals import ALWAYS, Condition
from lossguard.interpret.run import Run
from lossguard.interpret.spelling import spelled
from lossguard.interpret.values import Argument, Const, External, Function, Tensor, TupleValue, Value
from lossguard.knowledge import index


def execute(run: Run, block: n.Block) -> Flow:
    """Executes statements in order until one leaves the block."""
    for statement in block:
        run.steps += 1
        if run.exhausted:
            return Flow.NORMAL
        flow = EXECUTORS[type(statement)](run, statement)
        if flow is not Flow.NORMAL:
            return flow
    return Flow.NORMAL


# ---- binding ----


def assign(run: Run, target: n.Expr, value: Value) -> None:
    """Binds a value to a target: a name, an attribute, a subscript, or a (starred) tuple of these."""
    match target:
        case n.Name(id):
            run.store.set((run.frame.outer_names.get(id, run.frame.scope), id), value)
        case n.Attribute(owner, attr):
            attributes.put(run, expressions.evaluate(run, owner), attr, value)
        case n.Subscript(owner, index):
            holder = expressions.evaluate(run, owner)
            place = None if isinstance(index, n.Slice) else expressions.evaluate(run, index)
            if isinstance(index, n.Slice):
                subscripts.put_slice(run, holder, subscripts.bounds_of(run, index), value)
            elif place is not None:
                subscripts.put_item(run, holder, place, value)
            if isinstance(holder, Tensor) and isinstance(owner, (n.Name, n.Attribute)):
                assign(run, owner, filling.filled(run, holder, place, run.resolved(value)))
        case n.Display(_, items):
            _unpack(run, items, value)
        case n.Starred(inner):
            assign(run, inner, value)
        case _:
            return


def _unpack(run: Run, targets: tuple[n.Expr, ...], value: Value) -> None:
    """Tuple assignment; of a choice of tuples, each target gets the choice of its items."""
    count = len(targets)
    starred = next((i for i, target in enumerate(targets) if isinstance(target, n.Starred)), None)
    if starred is None:
        for position, target in enumerate(targets):
            assign(run, target, operations.part(run, value, position, count, spelled(target)))
        return
    items = operations.known_items(run, value)
    tail = count - starred - 1
    for position, target in enumerate(targets[:starred]):
        assign(run, target, operations.part(run, value, position, None, spelled(target)))
    if items is not None and len(items) >= count - 1:
        assign(run, targets[starred], run.new_list(items[starred : len(items) - tail]))
        for target, item in zip(targets[starred + 1 :], items[len(items) - tail :], strict=True):
            assign(run, target, item)
        return
    for target in targets[starred:]:
        assign(run, target, run.unknown("unpacked from a value that is not known", target.ref, spelled(target)))


def _assign(run: Run, node: n.Assign) -> Flow:
    if node.annotation is not None and isinstance(node.targets[0], n.Name):
        _note_annotation(run, node.targets[0].id, node.annotation)
    if node.value is None:
        return Flow.NORMAL
    value = expressions.evaluate(run, node.value)
    if value is calls.NEVER:
        return Flow.RAISED
    for target in node.targets:
        assign(run, target, value)
    return Flow.NORMAL


def _note_annotation(run: Run, name: str, annotation: n.Expr) -> None:
    """Remembers the order of annotated names in a class body: the fields of a dataclass."""
    if run.frame.scope not in run.class_scopes or "ClassVar" in spelled(annotation):
        return
    run.annotations[run.frame.scope, name] = annotation
    location = (run.frame.scope, "__annotations__")
    held = run.store.get(location)
    names = held if isinstance(held, TupleValue) else TupleValue(())
    run.store.set(location, TupleValue((*names.items, Const(name))))


def _aug_assign(run: Run, node: n.AugAssign) -> Flow:
    old = expressions.evaluate(run, node.target)
    new = expressions.evaluate(run, node.value)
    text = f"{spelled(node.target)} {node.op} {spelled(node.value)}"

    def changed(held: Value) -> Value:
        if mutations.changed_in_place(run, node.op, held, new):
            return held
        extend = dynamic.FUNCTIONS.get(f"{held.name}.extend") if isinstance(held, External) else None
        if extend is not None and node.op == "+":
            extend(run, Arguments((Argument(new),)), node.ref, lambda: text)
            return held
        return operations.binary(run, node.op, held, new, node.ref, lambda: text)

    assign(run, node.target, run.split(old, changed))
    return Flow.NORMAL


def _delete(run: Run, node: n.Delete) -> Flow:
    for target in node.targets:
        _delete_target(run, target)
    return Flow.NORMAL


def _delete_target(run: Run, target: n.Expr) -> None:
    match target:
        case n.Subscript(owner, n.Slice() as bounds):
            subscripts.delete_item(run, expressions.evaluate(run, owner), subscripts.bounds_of(run, bounds))
        case n.Subscript(owner, index):
            subscripts.delete_item(run, expressions.evaluate(run, owner), expressions.evaluate(run, index))
        case n.Attribute(owner, attr):
            attributes.delete(run, expressions.evaluate(run, owner), attr)
        case n.Name(id):
            run.store.delete((run.frame.outer_names.get(id, run.frame.scope), id))
        case n.Display(_, items):
            for item in items:
                _delete_target(run, item)
        case _:
            return


def _scope(run: Run, node: n.Scope) -> Flow:
    for name in node.names:
        run.frame.outer_names[name] = _outer_scope(run, name, node.kind)
    return Flow.NORMAL


def _outer_scope(run: Run, name: str, kind: str) -> int:
    """The scope a `global` or `nonlocal` name lives in."""
    scope = run.frame.scope
    while (outer := run.parents.get(scope)) is not None:
        scope = outer
        if kind == "nonlocal" and run.store.get((scope, name)) is not None:
            return scope
    return scope


# ---- branches ----


def _expression(run: Run, node: n.ExprStatement) -> Flow:
    value = expressions.evaluate(run, node.value)
    match node.value:
        case n.Call(func=n.Attribute(value=n.Name() | n.Attribute() as owner, attr="resize")):
            if isinstance(value, Tensor) and isinstance(expressions.evaluate(run, owner), Tensor):
                assign(run, owner, value)  # NumPy's resize works in place
    return Flow.RAISED if value is calls.NEVER else Flow.NORMAL


def _if(run: Run, node: n.If) -> Flow:
    """`if`, with the `elif` that follow as further ways of one branch: long chains nest no deeper than short ones."""
    then, otherwise = truths.truth(run, expressions.evaluate(run, node.test), spelled(node.test))
    ways: list[tuple[Condition | None, Callable[[], Flow]]] = [(then, partial(execute, run, node.body))]
    while otherwise is not None and _has_plain_elif(node):
        node = node.orelse[0]  # type: ignore[assignment]
        with run.under(otherwise):
            then, orelse = truths.truth(run, expressions.evaluate(run, node.test), spelled(node.test))
        ways.append((None if then is None else both(otherwise, then), partial(execute, run, node.body)))
        otherwise = None if orelse is None else both(otherwise, orelse)
    ways.append((otherwise, partial(execute, run, node.orelse)))
    return branches.branch(run, ways)


def _has_plain_elif(node: n.If) -> bool:
    """Whether an `elif` follows whose test changes nothing."""
    if len(node.orelse) != 1 or not isinstance(node.orelse[0], n.If):
        return False
    return not any(isinstance(part, (n.Call, n.Walrus, n.Await, n.Yield)) for part in nodes_under(node.orelse[0].test))


def _try(run: Run, node: n.Try) -> Flow:
    """The body and its handlers; what `finally` returns takes the place of what they return.

    `try: import keras` / `except ImportError: from tensorflow import keras` is decided for the body.
    """
    imports_only = all(isinstance(statement, (n.Import, n.ImportFrom)) for statement in node.body)
    before = len(run.frame.returns)
    if node.handlers and not imports_only:
        flow = attempts.guarded(run, node.body, node.orelse, node.handlers, node.ref)
    else:
        flow = execute(run, (*node.body, *node.orelse))
    returned = len(run.frame.returns)
    final = execute(run, node.final)
    if final is Flow.RETURNED:
        del run.frame.returns[before:returned]
    return final if final is not Flow.NORMAL else flow


def _with(run: Run, node: n.With) -> Flow:
    untracked, taped = run.untracked, run.taped
    for context, target in node.items:
        value = expressions.evaluate(run, context)
        run.untracked = gradients.untracked(run, value, run.untracked)
        run.taped = run.taped or gradients.is_tape(run, context)
        if target is not None:
            assign(run, target, calls.entered(run, value, context.ref))
    suppressed = next((context for context, _ in node.items if attempts.is_suppressing(run, context)), None)
    flow = execute(run, node.body) if suppressed is None else attempts.suppressed(run, node.body, suppressed)
    run.untracked, run.taped = untracked, taped
    return flow


def _jump(run: Run, node: n.Jump) -> Flow:
    return Flow.BROKE if node.kind == "break" else Flow.JUMPED


# ---- definitions and ends ----


def _return(run: Run, node: n.Return) -> Flow:
    value = expressions.evaluate(run, node.value) if node.value is not None else Const(None)
    if value is calls.NEVER:
        return Flow.RAISED
    run.frame.returns.append((run.since_entry(), value))
    return Flow.RETURNED


def _raise(run: Run, node: n.Raise) -> Flow:
    if node.value is not None:
        expressions.evaluate(run, node.value)
    if run.frame.raised is not None:
        run.frame.thrown = attempts.kind_raised(run, node.value)
    return Flow.RAISED


def _assert(run: Run, node: n.Assert) -> Flow:
    test = expressions.evaluate(run, node.test)
    then, _ = truths.truth(run, test, spelled(node.test))
    narrowed = both(run.path, then) if then else None
    run.path = narrowed if narrowed is not None else run.path
    return Flow.NORMAL


def _function(run: Run, node: n.FunctionDef) -> Flow:
    frame = run.frame
    known = _described(run, node.name)
    if known is not None:
        assign(run, n.Name(node.name, node.ref), known)
        return Flow.NORMAL
    defaults = tuple((p.name, expressions.evaluate(run, p.default)) for p in node.params if p.default is not None)
    decorators = tuple(expressions.evaluate(run, decorator) for decorator in node.decorators)
    owner = frame.owner.oid if frame.owner is not None and frame.scope == frame.owner.oid else None
    made = Function(node, frame.scope, frame.path, defaults, None, owner, decorators)
    run.functions.setdefault(made.code, (made, frame.owner if owner is not None else None))
    if node.name in run.redefined and len(run.frames) == 1:
        _run_overwritten(run, node.name)
        names = names_in(node.body)
        run.globals_at[made.code] = {name: run.store.get((frame.scope, name)) for name in names}
    assign(run, n.Name(node.name, node.ref), classes.decorated(run, made, node.ref))
    return Flow.NORMAL


def _run_overwritten(run: Run, name: str) -> None:
    """A function of the module that nothing called before another takes its name: run now, while its globals are still
    those it was written for, else never."""
    old = run.store.get((run.frame.scope, name))
    if not isinstance(old, Function) or old.code in run.called:
        return
    seen = run.globals_at.get(old.code, {})
    if all(run.store.get((run.frame.scope, each)) == value for each, value in seen.items()):
        with run.under(ALWAYS):
            calls.call_unbound(run, old)
    run.called.add(old.code)


def _class(run: Run, node: n.ClassDef) -> Flow:
    assign(run, n.Name(node.name, node.ref), _described(run, node.name) or classes.define_class(run, node))
    return Flow.NORMAL


def _described(run: Run, name: str) -> External | None:
    """What a row of the user says that the function or class `name` of this module is, None where there is none."""
    module = run.modules.get(run.frame.path)
    if module is None or run.frame.scope != module.scope:
        return None
    stem = run.frame.path.rpartition(".")[0].removesuffix("/__init__")
    found = index.described(f"{stem.replace('/', '.')}.{name}")
    return None if found is None else External(found)


def _import(run: Run, node: n.Import) -> Flow:
    imports.import_names(run, node)
    return Flow.NORMAL


def _import_from(run: Run, node: n.ImportFrom) -> Flow:
    imports.import_from(run, node)
    return Flow.NORMAL


EXECUTORS: dict[type, Callable[[Run, Any], Flow]] = {
    n.Assign: _assign,
    n.AugAssign: _aug_assign,
    n.ExprStatement: _expression,
    n.If: _if,
    n.For: loops.each,
    n.While: loops.repeat,
    n.With: _with,
    n.Try: _try,
    n.FunctionDef: _function,
    n.ClassDef: _class,
    n.Return: _return,
    n.Raise: _raise,
    n.Jump: _jump,
    n.Delete: _delete,
    n.Scope: _scope,
    n.Import: _import,
    n.ImportFrom: _import_from,
    n.Assert: _assert,
    n.Match: matches.match,
}
