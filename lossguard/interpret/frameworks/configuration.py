"""Configuration objects: command line options as values with a default and, where given, a finite set of choices."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.conditions import Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import Const, Entries, External, Function, Instance, Method, Partial, Unknown, Value

Text = Callable[[], str]
PARSERS = ("argparse.ArgumentParser",)
PARSER = "argparse.ArgumentParser"
NAMESPACE = "argparse.Namespace"
CLICK_CHOICE = "click.Choice"
CLICK_OPTIONS = ("click.option", "click.argument")
CLICK = (*CLICK_OPTIONS, CLICK_CHOICE)
TYPER = ("typer.Option", "typer.Argument")
FLAGS = {"store_true": False, "store_false": True}


def call_name(run: Run, dotted: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """Makes a parser, or remembers a click or typer option; None for every other name."""
    if dotted in CLICK:
        values = tuple(argument.value for argument in arguments.positional)
        return Partial(External(dotted), values, tuple((name, argument.value) for name, argument in arguments.keywords))
    if dotted in TYPER:
        return arguments.positional[0].value if arguments.positional else None
    if dotted not in PARSERS:
        return None
    parser = Instance(run.number(), None, PARSER, run.spot(ref))
    run.store.set((parser.oid, "options"), Entries(()))
    return parser


def click_option(run: Run, func: Function, name: str) -> Value | None:
    """What a click decorator of the function says of its parameter `name`, None where none speaks of it."""
    for decorator in func.decorators:
        if not isinstance(decorator, Partial) or not isinstance(decorator.func, External):
            continue
        flags = [item.value for item in decorator.args if isinstance(item, Const) and isinstance(item.value, str)]
        if decorator.func.name in CLICK_OPTIONS and name in [flag.lstrip("-").replace("-", "_") for flag in flags]:
            return option_value(run, max(flags, key=len), _click_words(run, dict(decorator.kwargs)))
    return None


def _click_words(run: Run, given: dict[str, Value]) -> dict[str, Value]:
    """click's keywords in argparse's words: `is_flag`, and the choices of `type=click.Choice([...])`."""
    kind = given.get("type")
    if isinstance(kind, Partial) and kind.func == External(CLICK_CHOICE) and kind.args:
        given = {**given, "choices": kind.args[0]}
    if given.get("is_flag") == Const(True):
        given = {**given, "action": Const("store_true")}
    return given


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """An attribute of a parser or of what it parsed."""
    if owner.kind == NAMESPACE:
        why = f"{text()} is a command line argument without a default that is known"
        return run.unknown(why, ref, text(), ("attr", owner.oid, name))
    return Method(owner, name)


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`parser.add_argument(...)`, `parser.parse_args()` ..."""
    if owner.kind != PARSER:
        return None
    if name == "add_argument":
        _add_option(run, owner, arguments)
        return run.unknown("an option", ref)
    if name in ("add_argument_group", "add_mutually_exclusive_group"):
        return owner
    if name == "set_defaults":
        for key, argument in arguments.keywords:
            _put(run, owner, key, argument.value)
        return Const(None)
    if name in ("parse_args", "parse_known_args"):
        return _parsed(run, owner, name, ref)
    return None


def _add_option(run: Run, parser: Instance, arguments: Arguments) -> None:
    flags = [
        a.value.value for a in arguments.positional if isinstance(a.value, Const) and isinstance(a.value.value, str)
    ]
    if not flags:
        return
    long = next((flag for flag in flags if flag.startswith("--")), flags[0])
    given = {name: run.resolved(argument.value) for name, argument in arguments.keywords}
    dest = given.get("dest")
    name = str(dest.value) if isinstance(dest, Const) else long.lstrip("-").replace("-", "_")
    _put(run, parser, name, option_value(run, long, given))


def option_value(run: Run, flag: str, given: dict[str, Value]) -> Value:
    """The value of an option: each of its choices, or its default and otherwise unknown."""
    key = ("option", run.number(), flag)
    action = given.get("action")
    default = given.get("default")
    if isinstance(action, Const) and action.value in FLAGS:
        default = default or Const(FLAGS[str(action.value)])
        flipped = Const(not default.value) if isinstance(default, Const) else None
        if flipped is not None:
            literal = Literal(key, True, True, f"{flag} is given")
            return choose([((literal.negated(),), default), ((literal,), flipped)])
    choices = operations.known_items(run, given["choices"]) if "choices" in given else None
    if choices and all(isinstance(choice, Const) for choice in choices):
        names = [choice.value for choice in choices if isinstance(choice, Const)]
        return choose([((Literal(key, name, True, f"{flag} {name}"),), Const(name)) for name in names])
    other = Unknown(f"{flag} is a command line option", key, flag)
    if default is None or default == Const(None):
        return other
    if isinstance(default, Const):
        literal = Literal(key, default.value, True, f"{flag} is left at its default {default.value!r}")
        return choose([((literal,), default), ((literal.negated(),), other)])
    return default


def _put(run: Run, parser: Instance, name: str, value: Value) -> None:
    held = run.store.get((parser.oid, "options"))
    entries = held if isinstance(held, Entries) else Entries((), open=True)
    run.store.set((parser.oid, "options"), entries.with_entry(name, value))


def _parsed(run: Run, parser: Instance, name: str, ref: int) -> Value:
    namespace = Instance(run.number(), None, NAMESPACE, run.spot(ref))
    held = run.store.get((parser.oid, "options"))
    for key, value in held.pairs if isinstance(held, Entries) else ():
        run.store.set((namespace.oid, str(key)), value)
    if name == "parse_known_args":
        from lossguard.interpret.values import TupleValue

        return TupleValue((namespace, run.unknown("other arguments", ref)))
    return namespace
