"""Command line options as values: an option is its default, possibly, or one of a finite set of choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lossguard.frontend import nodes as n
from lossguard.interpret import calls, enumerations, expressions, limits, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.literals import Condition, Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import Argument, Class, Const, External, Function, Instance, Unknown, Value
from lossguard.interpret.ways import OPTION

FLAGS = {"store_true": False, "store_false": True}
SEVERAL = ("append", "extend", "append_const", "count")  # actions that gather what is given
OPTIONAL_SWITCH = "BooleanOptionalAction"
CONVERTERS: dict[str, Callable[[str], object]] = {"builtins.int": int, "builtins.float": float, "builtins.str": str}


def option_value(run: Run, flag: str, given: dict[str, Value], number: int | None = None) -> Value:
    """The value of an option: each of its choices, or its default and otherwise unknown.

    `given` are the arguments that `add_argument` takes; `number` tells options of one name apart.
    """
    key = (OPTION, run.number() if number is None else number, flag)
    action = given.get("action")
    default = given.get("default")
    if _is_switch(action) and (default is None or isinstance(default, Const)):
        return _switch(key, flag, action, default)
    several = "nargs" in given and given["nargs"] != Const("?")
    several = several or (isinstance(action, Const) and action.value in SEVERAL)
    if "const" in given and action == Const("store_const"):
        literal = _given(key, flag)
        return choose([((literal.negated(),), default or Const(None)), ((literal,), given["const"])])
    choices = operations.known_items(run, given["choices"]) if "choices" in given else None
    if choices and not several and len(choices) < limits.ALTERNATIVES:
        names = [choice.value for choice in choices if isinstance(choice, Const)]
        if len(names) == len(choices):
            return choose([((_chosen(key, flag, name),), Const(name)) for name in names])
    return _default_or_other(run, key, flag, _converted(run, given, default))


def _default_or_other(run: Run, key: tuple[str, int, str], flag: str, default: Value | None) -> Value:
    other = Unknown(f"{flag} is a command line option", key, flag)
    if default is None or default == Const(None):
        return other
    another = f"with another {flag}"
    if isinstance(default, Const):
        words = (f"with {flag} at its default, {_written(default.value)}", another)
        literal = Literal(key, default.value, True, words=words)
    else:
        literal = Literal(key, "its default", True, words=(f"with {flag} at its default", another))
    return choose([((literal,), default), ((literal.negated(),), other)])


def _given(key: tuple[str, int, str], flag: str) -> Literal:
    """That a switch is given."""
    return Literal(key, True, True, words=(f"with {flag}", f"unless {flag} is given"))


def _chosen(key: tuple[str, int, str], flag: str, choice: object) -> Literal:
    """That one of its choices is given for an option."""
    return Literal(key, choice, True, words=(f"with {flag} {choice}", f"with a {flag} other than {choice}"))


def _written(default: object) -> str:
    """A default as the command line has it."""
    return default if isinstance(default, str) and default else repr(default)


def variable(run: Run, name: Value, default: Value | None, ref: int, text: Callable[[], str]) -> Value:
    """A variable of the environment: the same wherever it is read, the default where it is not set."""
    name = run.resolved(name)
    if not isinstance(name, Const) or not isinstance(name.value, str):
        return run.unknown(f"which variable of the environment {text()} reads", ref, text())
    held = run.unknown(
        f"{name.value} is a variable of the environment", ref, text(), (OPTION, "environment", name.value)
    )
    if default is None:
        return held
    unset = Literal(held.key, None, True, words=(f"with {name.value} not set", f"with {name.value} set"))
    return choose([((unset,), default), ((unset.negated(),), held)])


def certain_default(run: Run, given: dict[str, Value]) -> Value:
    """The value of an option that is certainly not given."""
    action = given.get("action")
    if "default" in given:
        return _converted(run, given, given["default"]) or Const(None)
    if isinstance(action, Const) and action.value in FLAGS:
        return Const(FLAGS[str(action.value)])
    return Const(None)


def given_text(run: Run, given: dict[str, Value], text: str) -> Value:
    """The value of an option that is given this text."""
    return _converted(run, given, Const(text)) or Const(text)


def _is_switch(action: Value | None) -> bool:
    if isinstance(action, External):
        return action.name.endswith(OPTIONAL_SWITCH)
    return isinstance(action, Const) and action.value in FLAGS


def _switch(key: tuple[str, int, str], flag: str, action: Value | None, default: Const | None) -> Value:
    """`--amp` with `store_true`: its default where it is not given, else the opposite."""
    if default is None and isinstance(action, Const):
        default = Const(FLAGS[str(action.value)])
    if default is None or default.value is None:
        literal = _given(key, flag)
        return choose([((literal,), Const(True)), ((literal.negated(),), Const(False))])
    given = _given(key, flag)
    if isinstance(action, External) and default.value is True:
        given = _given(key, flag.replace("--", "--no-", 1))
    flipped = not default.value
    if isinstance(action, Const):
        flipped = not FLAGS[str(action.value)]
    return choose([((given.negated(),), default), ((given,), Const(flipped))])


def _converted(run: Run, given: dict[str, Value], default: Value | None) -> Value | None:
    """A default given as a string is read by `type`, as the command line would be."""
    kind = given.get("type")
    if not isinstance(default, Const) or not isinstance(default.value, str):
        return default
    if isinstance(kind, Function):
        return run.resolved(
            calls.call(run, kind, Arguments((Argument(default),)), kind.definition.ref, lambda: kind.name)
        )
    convert = CONVERTERS.get(kind.name) if isinstance(kind, External) else None
    if convert is None:
        return default
    try:
        return Const(convert(default.value), default.spot)
    except ValueError:
        return default


# ---- what an annotation allows ----


def allowed_by(run: Run, annotation: n.Expr | None) -> tuple[Value, ...] | None:
    """The values that `Literal["a", "b"]` or an enumeration leaves; None for every other annotation."""
    match annotation:
        case n.Subscript(value=n.Name(id=name) | n.Attribute(attr=name), index=index):
            if name in ("Optional", "Annotated"):
                first = index.items[0] if isinstance(index, n.Display) else index
                return allowed_by(run, first)
            items: Sequence[n.Expr] = index.items if isinstance(index, n.Display) else (index,)
            constants = [Const(item.value) for item in items if isinstance(item, n.Constant)]
            return tuple(constants) if name == "Literal" and len(constants) == len(items) else None
        case n.Name() | n.Attribute():
            found = run.resolved(expressions.evaluate(run, annotation))
            return enumerations.members_of(run, found) if isinstance(found, Class) else None
        case _:
            return None


def each_of(run: Run, values: tuple[Value, ...], key: tuple[object, ...], name: str) -> Value | None:
    """One of a few values under the condition that names it; None where they are too many."""
    options: list[tuple[Condition, Value]] = []
    for value in values if len(values) < limits.ALTERNATIVES else ():
        shown = run.store.get((value.oid, "value")) if isinstance(value, Instance) else value
        if not isinstance(shown, Const):
            return None
        options.append(((Literal(key, shown.value, True, f"{name} == {shown.value!r}"),), value))
    return choose(options) if options else None
