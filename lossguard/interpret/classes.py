"""Classes of the program: defined, decorated, made into instances."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.frontend import nodes as n
from lossguard.interpret import (
    attributes,
    calls,
    enumerations,
    expressions,
    frameworks,
    limits,
    plain,
    statements,
)
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.run import Frame, Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Builtin,
    Choice,
    Class,
    Const,
    Function,
    Instance,
    Method,
    Partial,
    Super,
    TupleValue,
    Value,
    key_of,
)  # fmt: skip
from lossguard.records import replace

Text = Callable[[], str]


def decorated(run: Run, made: Function | Class, ref: int) -> Value:
    """A definition after its decorators: those of the program are called, others are transparent."""
    value: Value = made
    for decorator in reversed(made.decorators):
        match decorator:
            case Method(Function() as getter, "setter") if isinstance(value, Function):
                value = attributes.as_property(getter, value)
            case Method(Function() as getter, "getter" | "deleter"):
                value = getter
            case Function() | Class() | Partial() | Builtin():
                result = calls.call(run, decorator, Arguments((Argument(value),)), ref, lambda: made.name)
                value = _decorated(run, value, result)
            case _ if (
                frameworks.is_transformation(run, decorator) and isinstance(made, Function) and made.owner is None
            ):
                value = calls.call(run, decorator, Arguments((Argument(value),)), ref, lambda: made.name)
            case Instance(cls=Class()):
                result = calls.call(run, decorator, Arguments((Argument(value),)), ref, lambda: made.name)
                value = _decorated(run, value, result)
    return value


def _decorated(run: Run, before: Value, result: Value) -> Value:
    """What a decorator gives; a definition itself where that is not known."""
    if isinstance(result, Choice):
        return choose([(condition, _decorated(run, before, option)) for condition, option in result.options])
    return result if isinstance(result, (Function, Class, Instance, Partial, Builtin)) else before


def define_class(run: Run, node: n.ClassDef) -> Value:
    """Executes a class body in a scope of its own."""
    bases = tuple(expressions.evaluate(run, base.value) for base in node.bases if not base.keyword and not base.star)
    decorators = tuple(expressions.evaluate(run, decorator) for decorator in node.decorators)
    oid = run.number()
    made = Class(oid, node.name, bases, run.spot(node.ref), decorators)
    run.classes[oid] = made
    run.parents[oid] = run.frame.scope
    run.class_scopes.add(oid)
    outer = run.frame
    frame = Frame(oid, outer.path, run.path, owner=made, module=outer.module)
    run.frames.append(frame)
    try:
        statements.execute(run, node.body)
    finally:
        run.frames.pop()
        run.path = frame.entry
    if enumerations.is_enumeration(run, made):
        enumerations.make_members(run, made)
    _announce(run, made, node)
    return decorated(run, made, node.ref)


def _announce(run: Run, made: Class, node: n.ClassDef) -> None:
    """Tells the classes above of a new one: `__init_subclass__`, and the `__init__` of a metaclass of the program."""
    keywords = tuple(
        (base.keyword, Argument(expressions.evaluate(run, base.value), run.spot(base.ref)))
        for base in node.bases
        if base.keyword and base.keyword != "metaclass"
    )
    hook = attributes.class_attribute(run, made, "__init_subclass__", after=made)
    if hook is not None and isinstance(hook[0], Function):
        given = Arguments((), keywords)
        calls.call_function(run, replace(hook[0], bound=made), given, node.ref, lambda: f"class {made.name}")
    meta = next((expressions.evaluate(run, base.value) for base in node.bases if base.keyword == "metaclass"), None)
    initialiser = attributes.class_attribute(run, meta, "__init__") if isinstance(meta, Class) else None
    if initialiser is not None and isinstance(initialiser[0], Function):
        names = attributes.own_names(run, made, node.ref)
        given = Arguments(tuple(map(Argument, (Const(made.name), TupleValue(made.bases), names))))
        calls.call_function(run, replace(initialiser[0], bound=made), given, node.ref, lambda: f"{made.name}()")


def instantiate(run: Run, cls: Class, arguments: Arguments, ref: int, text: Text) -> Value:
    """`cls(arguments)`: a new instance, its `__init__` executed."""
    if enumerations.members_of(run, cls) is not None:
        given = arguments.first()
        return enumerations.by_value(run, cls, given.value if given else Const(None), "value", ref, text())
    maker = attributes.class_attribute(run, cls, "__new__")
    if maker is not None and isinstance(maker[0], Function):
        made = run.resolved(calls.call_function(run, maker[0], arguments.preceded_by(cls), ref, text))
        if not isinstance(made, Instance) or made.cls != cls:
            return made
        return _initialised(run, made, arguments, ref, text)
    return _initialised(run, empty_instance(run, cls, ref), arguments, ref, text)


def empty_instance(run: Run, cls: Class, ref: int) -> Instance:
    """An instance before its `__init__`."""
    kind, flavour = frameworks.kind_of(run, cls)
    instance = Instance(run.number(), cls, kind, run.spot(ref), flavour)
    frameworks.prepare(run, instance)
    return instance


def _initialised(run: Run, instance: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    cls = instance.cls
    if cls is None:
        return instance
    _remember(run, instance, cls, arguments)
    if arguments.open:
        why = f"{cls.name} is made from arguments that are not known"
        run.store.set((instance.oid, "*"), run.unknown(why, ref, text()))
    initialiser = attributes.class_attribute(run, cls, "__init__")
    if initialiser is not None and isinstance(initialiser[0], Function):
        outcome = calls.call_function(run, replace(initialiser[0], bound=instance), arguments, ref, text)
        return calls.NEVER if outcome is calls.NEVER else instance
    if instance.kind:
        frameworks.initialise(run, instance, arguments, ref)
    else:
        plain.fill(run, cls, instance, arguments, ref)
    return instance


def _remember(run: Run, instance: Instance, cls: Class, arguments: Arguments) -> None:
    """Keeps the first objects the program makes of a class, for methods that only a framework calls."""
    for base in attributes.mro(run, cls):
        if isinstance(base, Class) and not arguments.open:
            made = run.made.setdefault(base.oid, [])
            made.extend([instance] if len(made) < limits.OBJECTS else [])


def super_of(run: Run) -> Value:
    """`super()` in the running method."""
    for frame in reversed(run.frames):
        if frame.function is not None and frame.owner is not None:
            first = frame.function.definition.params[:1]
            held = run.store.get((frame.scope, first[0].name)) if first else None
            if held is not None:
                return Super(held, frame.owner)
    return run.unknown("super() outside a method", text="super()", key=("super", key_of(calls.NEVER)))
