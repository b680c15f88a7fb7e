"""`functools.singledispatch`: functions that are picked by the class of their first argument."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import attributes, expressions, reflection
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.run import Run
from lossguard.interpret.values import Argument, Builtin, Class, Const, Entries, Function, Instance, Value
from lossguard.records import replace

Text = Callable[[], str]
PLACE = "registered for"  # cell of a function that holds, by class, the functions registered with it


def register(run: Run, func: Function, arguments: Arguments, ref: int, text: Text) -> Value:
    """`func.register(kind)`, `func.register(kind, other)` and `@func.register` over an annotated function."""
    given = [run.resolved(argument.value) for argument in arguments.positional]
    if len(given) > 1:
        _keep(run, func, given[0], given[1])
        return given[1]
    if given and isinstance(given[0], Function):
        params = [param for param in given[0].definition.params if param.annotation is not None]
        annotation = params[0].annotation if params else None
        _keep(run, func, Const(None) if annotation is None else expressions.evaluate(run, annotation), given[0])
        return given[0]
    kind = given[0] if given else Const(None)
    return Builtin("register", lambda run, more, ref, text: _kept(run, func, kind, more))


def _kept(run: Run, func: Function, kind: Value, arguments: Arguments) -> Value:
    first = arguments.first()
    _keep(run, func, kind, first.value if first is not None else Const(None))
    return first.value if first is not None else Const(None)


def _keep(run: Run, func: Function, kind: Value, other: Value) -> None:
    held = run.store.get((func.code, PLACE))
    known = held if isinstance(held, Entries) else Entries(())
    run.store.set((func.code, PLACE), known.with_entry(kind, other))


def chosen(run: Run, func: Function, arguments: Arguments) -> Function:
    """The function that a call of a dispatching one means; that one itself where no other is for the argument."""
    held = run.store.get((func.code, PLACE))
    first = arguments.first()
    value = run.resolved(first.value) if first is not None else Const(None)
    if not isinstance(held, Entries):
        return func
    order = attributes.mro(run, value.cls) if isinstance(value, Instance) and value.cls is not None else []
    for cls in order:
        other = held.get(cls)
        if isinstance(other, Function):
            return other if func.bound is None else replace(other, bound=func.bound)
    if isinstance(value, Class):
        return func
    for kind, other in held.pairs:
        given = Arguments((Argument(value), Argument(kind)))  # type: ignore[arg-type]
        if isinstance(other, Function) and reflection.is_instance(run, given, 0, lambda: "") == Const(True):
            return other
    return func
