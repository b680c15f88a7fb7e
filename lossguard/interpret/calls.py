"""Calls: of functions, classes and methods of the program, and of names outside it."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.findings import Spot
from lossguard.frontend import nodes as n
from lossguard.interpret import (
    attributes,
    branches,
    builtins,
    classes,
    containers,
    dispatch,
    effects,
    expressions,
    files,
    frameworks,
    gradients,
    limits,
    objects,
    repeats,
    statements,
)
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.branches import Flow
from lossguard.interpret.frameworks import configuration, options
from lossguard.interpret.literals import Key, Literal
from lossguard.interpret.run import Frame, Run
from lossguard.interpret.spelling import spelled
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Batches,
    Builtin,
    Choice,
    Class,
    Const,
    External,
    Function,
    Instance,
    LayerObject,
    Method,
    Partial,
    RowObject,
    TupleValue,
    Unknown,
    Value,
)  # fmt: skip
from lossguard.interpret.ways import OPTION
from lossguard.interpret.work import WORK
from lossguard.records import replace

Text = Callable[[], str]
CONTEXT = "contextlib.contextmanager"  # kind of what such a function gives
NEVER = Unknown("the program ends here", key=("never",))
SAME_DATA = frozenset({
    "astype", "reshape", "copy", "to_numpy", "numpy", "squeeze", "flatten", "ravel", "clip", "round", "as_matrix",
    "toarray", "todense",
})  # fmt: skip


def call(run: Run, func: Value, arguments: Arguments, ref: int, text: Text) -> Value:
    """The outcome of `func(arguments)`."""
    func = run.resolved(func)
    match func:
        case Choice():
            return run.split(func, lambda option: call(run, option, arguments, ref, text))
        case Function():
            return call_function(run, func, arguments, ref, text)
        case Class():
            return classes.instantiate(run, func, arguments, ref, text)
        case Partial(inner, args, kwargs):
            given = dict(arguments.keywords)
            keywords = (*((name, Argument(value)) for name, value in kwargs if name not in given), *arguments.keywords)
            joined = Arguments((*(Argument(value) for value in args), *arguments.positional), keywords, arguments.open)
            return call(run, inner, joined, ref, text)
        case Builtin():
            return func.call(run, arguments, ref, text)
        case External(name=dotted):
            return call_external(run, dotted, arguments, ref, text)
        case Method(receiver, name):
            return containers.call_method(run, receiver, name, arguments, ref, text)
        case LayerObject() | RowObject() | Batches():
            return frameworks.call_object(run, func, arguments, ref, text)
        case Instance():
            return _call_instance(run, func, arguments, ref, text)
        case Unknown():
            return _call_unknown(run, func, arguments, ref, text)
        case _:
            return run.unknown(f"what {text()} gives is not known", ref, text())


def _call_unknown(run: Run, func: Unknown, arguments: Arguments, ref: int, text: Text) -> Value:
    """The outcome of a function that is not known. A method that only rearranges or rescales an array keeps its origin;
    `compile`, `fit` and the like on an unknown receiver are those of a model that is not known."""
    match func.key:
        case Key(("attr", owner, str() as name)):
            receiver = Unknown(func.why, owner, func.text.rpartition(".")[0], func.spot, run.roots.get(owner))
            outcome = effects.on_unknown(run, receiver, name, arguments, ref, text)
            if outcome is not None:
                return outcome
            path = files.path_of(receiver) if name in files.SAME_FILE else None
            if path is not None:
                return files.opened(run, Const(path), ref, text)
            if name in SAME_DATA:
                return run.unknown(func.why, ref, text(), None, receiver.root)
            outcome = frameworks.call_on_unknown(run, owner, name, func, arguments, ref, text)
            if outcome is not None:
                return outcome
    return run.unknown(func.why, ref, text())


def call_external(run: Run, dotted: str, arguments: Arguments, ref: int, text: Text) -> Value:
    """A call of a name outside the tree: a Python builtin, a known framework name, or unknown."""
    short = dotted.removeprefix("builtins.")
    if short != dotted or builtins.knows(dotted):
        return builtins.call_builtin(run, short, arguments, ref, text)
    outcome = frameworks.call_name(run, dotted, arguments, ref, text)
    if outcome is not None:
        return outcome
    frameworks.report_callbacks(run, arguments)
    return run.unknown(f"{dotted} is not known to lossguard", ref, text())


# ---- functions of the program ----


def call_function(run: Run, func: Function, arguments: Arguments, ref: int, text: Text) -> Value:
    """Executes a function with these arguments; unknown beyond the named limits."""
    if func.decorators and has_decorator(func, "singledispatch"):
        func = dispatch.chosen(run, func, arguments)
    run.called.add(func.code)
    nested = sum(1 for frame in run.frames if frame.function is not None and frame.function.code == func.code)
    if nested >= limits.RECURSION:
        return run.unknown(f"{func.name} calls itself", ref, text())
    if len(run.frames) >= limits.CALL_DEPTH:
        return run.unknown(f"calls are nested more than {limits.CALL_DEPTH} deep", ref, text())
    if run.steps > run.steps_allowed or WORK.done > run.work_allowed:
        return run.unknown("the calls inside this one take too many steps", ref, text())
    if repeats.is_fruitless(run, func, arguments):
        return run.unknown(f"what {func.name} gives is not known", ref, text())
    if func.bound is not None:
        arguments = arguments.preceded_by(func.bound)
    scope, before = run.number(), (len(run.records), repeats.held_by(run, arguments))
    run.parents[scope] = func.scope
    owner = run.classes.get(func.owner) if func.owner is not None else None
    frame, base = Frame(scope, func.path, run.path, function=func, owner=owner, call=_caller(run, func, ref)), run.store
    depth, run.depth = run.depth, 0
    untracked, allowed = run.untracked, (run.steps_allowed, run.work_allowed)
    run.steps_allowed = run.steps + int((run.steps_allowed - run.steps) * limits.SHARE_OF_CALL)
    run.work_allowed = WORK.done + int((run.work_allowed - WORK.done) * limits.SHARE_OF_CALL)
    for decorator in func.decorators:
        run.untracked = gradients.untracked(run, decorator, run.untracked)
    run.frames.append(frame)
    try:
        bind_parameters(run, func, arguments, scope)
        outcome = _body(run, func, frame)
        branches.collapse(run, base)
        repeats.note(run, func, outcome, arguments, before)
        return outcome
    finally:
        run.frames.pop()
        run.path = frame.entry
        run.depth = depth
        run.untracked = untracked
        run.steps_allowed, run.work_allowed = allowed


def _caller(run: Run, func: Function, ref: int) -> Spot | None:
    """Where a function is called; for a method that no line calls, where its object was made."""
    if ref != func.definition.ref:
        return run.spot(ref)
    bound = func.bound
    made_by_program = isinstance(bound, Instance) and bound.cls is not None and bound.spot != bound.cls.spot
    return bound.spot if isinstance(bound, Instance) and made_by_program else None


def _body(run: Run, func: Function, frame: Frame) -> Value:
    if isinstance(func.definition, n.Lambda):
        return expressions.evaluate(run, func.definition.body)
    flow = statements.execute(run, func.definition.body)
    if flow is Flow.NORMAL and not func.definition.generator:
        frame.returns.append((run.since_entry(), Const(None)))
    branches.settle(run, 0, frame.entry, flow, local=frame.scope)
    if func.definition.generator:
        return _generated(run, func, frame)
    if not frame.returns:
        return NEVER if flow is Flow.RAISED else Const(None)
    return choose(frame.returns)


def _generated(run: Run, func: Function, frame: Frame) -> Value:
    spot = run.spot(func.definition.ref)
    if not has_decorator(func, "contextmanager"):
        return frameworks.generated(run, tuple(frame.yields), spot, frame.guesses)
    made = Instance(run.number(), None, CONTEXT, spot)
    if frame.yields:
        run.store.set((made.oid, "entered"), frame.yields[0])
    return made


def bind_parameters(run: Run, func: Function, arguments: Arguments, scope: int) -> None:
    """Binds arguments to parameters in the new scope, as Python does; what is missing is its default or unknown.

    Python refuses a keyword that no parameter has: it stands for one under another name, perhaps of another version.
    """
    params = func.definition.params
    told = not arguments.open and not _has_strangers(params, arguments)
    defaults = dict(func.defaults)
    positional = [argument.value for argument in arguments.positional]
    keywords = {name: argument.value for name, argument in arguments.keywords}
    for param in params:
        if param.kind == "*":
            run.store.set((scope, param.name), _rest(run, positional, arguments.open))
            positional = []
        elif param.kind == "**":
            pairs = tuple(keywords.items())
            run.store.set((scope, param.name), run.new_dict(pairs, open=arguments.open))
        elif positional and not param.keyword_only:
            run.store.set((scope, param.name), positional.pop(0))
        elif param.name in keywords:
            run.store.set((scope, param.name), keywords.pop(param.name))
        elif param.name in defaults and told:
            run.store.set((scope, param.name), defaults[param.name])
        else:
            run.store.set((scope, param.name), _missing(run, func, param, defaults.get(param.name)))


def _has_strangers(params: tuple[n.Param, ...], arguments: Arguments) -> bool:
    """Whether a keyword is passed that no parameter takes."""
    if not arguments.keywords or any(param.kind == "**" for param in params):
        return False
    names = {param.name for param in params}
    return any(name not in names for name, _ in arguments.keywords)


def _rest(run: Run, positional: list[Value], is_open: bool) -> Value:
    if is_open:
        return run.new_list(tuple(positional), open=True)
    return TupleValue(tuple(positional))


def _missing(run: Run, func: Function, param: n.Param, default: Value | None) -> Value:
    """A parameter whose argument is not known: its default is one possibility, where it has one."""
    option = configuration.option_of(run, func, param.name)
    if option is not None:
        return option
    allowed = options.allowed_by(run, param.annotation)
    if allowed is not None:
        one = options.each_of(run, allowed, ("param", func.path, param.ref), param.name)
        if one is not None:
            return one
    why = f"{param.name} is a parameter of {func.name} and no call of it was found"
    other = run.unknown(why, run.spot(param.ref), param.name, ("param", func.path, param.ref, run.number()))
    if default is None:
        return other
    spelled_default = spelled(param.default)
    kind = OPTION if func.code in run.commands else "default"
    words = (f"with {param.name} at its default, {spelled_default}", f"with another {param.name}")
    literal = Literal((kind, func.path, param.ref), True, True, words=words)
    return choose([((literal,), default), ((literal.negated(),), other)])


def call_unbound(run: Run, func: Function, given: tuple[Value, ...] = ()) -> Value:
    """Runs a function nothing called, with unknown arguments: an entry point."""
    positional = tuple(Argument(value) for value in given)
    run.guessed += 1
    try:
        return call_function(run, func, Arguments(positional, (), open=True), func.definition.ref, lambda: func.name)
    finally:
        run.guessed -= 1


# ---- decorators ----


def has_decorator(func: Function, name: str) -> bool:
    """Whether a function carries the decorator whose last name is `name`."""
    return any(isinstance(d, External) and d.name.rsplit(".", 1)[-1] == name for d in func.decorators)


# ---- instances ----


def _call_instance(run: Run, instance: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    if instance.cls is not None and not instance.kind:
        found = attributes.class_attribute(run, instance.cls, "__call__")
        if found is not None and isinstance(found[0], Function):
            return call_function(run, replace(found[0], bound=instance), arguments, ref, text)
    if instance.kind:
        return frameworks.call_object(run, instance, arguments, ref, text)
    return run.unknown(f"what {text()} gives is not known", ref, text())


def entered(run: Run, value: Value, ref: int) -> Value:
    """What `with value as target` binds."""
    value = run.resolved(value)
    if isinstance(value, Instance) and value.kind == CONTEXT:
        return run.store.get((value.oid, "entered")) or run.unknown("what the context gives", ref)
    outcome = objects.call_special(run, value, "__enter__", (), ref, lambda: "__enter__()")
    return value if outcome is None else outcome
