"""Configuration objects: command line options as values with a default and, where given, a finite set of choices."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.conditions import Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import Const, Entries, External, Function, Instance, Method, TupleValue, Unknown, Value

Text = Callable[[], str]
PARSERS = ("argparse.ArgumentParser", "configargparse.ArgumentParser", "jsonargparse.ArgumentParser")
PARSER = "argparse.ArgumentParser"
NAMESPACE = "argparse.Namespace"
OPTION = "click.option"  # kind of what decorates a function with one of its parameters
KIND = "click.Choice"
OPTIONS = ("click.option", "click.argument", "rich_click.option", "rich_click.argument", "asyncclick.option")
TYPER = ("typer.Option", "typer.Argument")
FLAGS = {"store_true": False, "store_false": True}
DEFINED = "DEFINE_"  # absl.flags.DEFINE_string and its kin, which old TensorFlow has too
CONVERTERS: dict[str, Callable[[str], object]] = {"builtins.int": int, "builtins.float": float, "builtins.str": str}


def call_name(run: Run, dotted: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """Makes a parser or an option; None for every other name."""
    if dotted in PARSERS:
        parser = Instance(run.number(), None, PARSER, run.spot(ref))
        run.store.set((parser.oid, "options"), Entries(()))
        return parser
    if dotted in OPTIONS:
        return _click_option(run, arguments, ref)
    if dotted in TYPER:
        return _typer_option(run, arguments, ref)
    if dotted.endswith("click.Choice") and arguments.positional:
        made = Instance(run.number(), None, KIND, run.spot(ref))
        run.store.set((made.oid, "choices"), arguments.positional[0].value)
        return made
    module, _, short = dotted.rpartition(".")
    if short.startswith(DEFINED) and module.rpartition(".")[2] == "flags":
        return _define_flag(run, module, short.removeprefix(DEFINED), arguments)
    return None


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
    if name in ("add_argument_group", "add_mutually_exclusive_group", "add_subparsers", "add_parser"):
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
    default = _converted(given, default)
    if isinstance(default, Const):
        literal = Literal(key, default.value, True, f"{flag} is left at its default {default.value!r}")
        return choose([((literal,), default), ((literal.negated(),), other)])
    return default


def _converted(given: dict[str, Value], default: Value) -> Value:
    """A default given as a string is read by `type`, as the command line would be."""
    kind = given.get("type")
    convert = CONVERTERS.get(kind.name) if isinstance(kind, External) else None
    if convert is None or not isinstance(default, Const) or not isinstance(default.value, str):
        return default
    try:
        return Const(convert(default.value), default.spot)
    except ValueError:
        return default


# ---- click and typer ----


def _click_option(run: Run, arguments: Arguments, ref: int) -> Value:
    """`@click.option("--loss", default="mse")`: the parameter that it gives to the function it decorates."""
    flags = [a.value.value for a in arguments.positional if isinstance(a.value, Const)]
    names = [flag for flag in flags if isinstance(flag, str)]
    if not names:
        return run.unknown("an option without a name that is known", ref)
    given = {name: run.resolved(argument.value) for name, argument in arguments.keywords}
    made = Instance(run.number(), None, OPTION, run.spot(ref))
    run.store.set((made.oid, "name"), Const(_parameter_name(names)))
    run.store.set((made.oid, "value"), _click_value(run, names, given))
    return made


def _parameter_name(names: list[str]) -> str:
    """As click has it: a name without dashes, else the first long one, else the first."""
    plain = next((name for name in names if not name.startswith("-")), None)
    chosen = plain or next((name for name in names if name.startswith("--")), names[0])
    return chosen.split("/")[0].lstrip("-").replace("-", "_").lower()


def _click_value(run: Run, names: list[str], given: dict[str, Value]) -> Value:
    long = next((name for name in names if name.startswith("--")), names[0])
    kind = given.get("type")
    if isinstance(kind, Instance) and kind.kind == KIND:
        choices = run.store.get((kind.oid, "choices"))
        given = {**given, "choices": choices} if choices is not None else given
    is_switch = "/" in long or given.get("is_flag") == Const(True)
    if is_switch and "flag_value" not in given:
        default = given.get("default", Const(False))
        action = "store_false" if default == Const(True) else "store_true"
        given = {"action": Const(action), "default": default}
    if given.get("multiple") == Const(True) or "nargs" in given or "callback" in given:
        return Unknown(f"{long} is a command line option", ("option", run.number(), long), long)
    return option_value(run, long.split("/")[0], given)


def _typer_option(run: Run, arguments: Arguments, ref: int) -> Value:
    """`loss: str = typer.Option("mse", "--loss")`: stands in the place of the default."""
    named = {name: run.resolved(argument.value) for name, argument in arguments.keywords}
    default = arguments.positional[0].value if arguments.positional else named.get("default", Const(None))
    if default == Const(...):
        default = Const(None)
    flags = [a.value.value for a in arguments.positional[1:] if isinstance(a.value, Const)]
    return option_value(run, str(flags[0]) if flags else "an option", {"default": default})


def option_of(run: Run, func: Function, parameter: str) -> Value | None:
    """What an option that decorates a function passes for a parameter; None where none is of that name."""
    for decorator in func.decorators:
        if not isinstance(decorator, Instance) or decorator.kind != OPTION:
            continue
        if run.store.get((decorator.oid, "name")) == Const(parameter):
            return run.store.get((decorator.oid, "value"))
    return None


# ---- flags of absl and of old TensorFlow ----


def _define_flag(run: Run, module: str, kind: str, arguments: Arguments) -> Value:
    """`flags.DEFINE_string("loss", "mse", "help")`: read as `flags.FLAGS.loss`."""
    names = ("name", "default", "enum_values" if kind == "enum" else "help")
    given = dict(zip(names, (run.resolved(a.value) for a in arguments.positional), strict=False))
    given.update({name: run.resolved(argument.value) for name, argument in arguments.keywords})
    name = given.get("name")
    if not isinstance(name, Const) or not isinstance(name.value, str):
        return Const(None)
    options = {"default": given.get("default", Const(None))}
    if kind == "enum" and "enum_values" in given:
        options["choices"] = given["enum_values"]
    if kind in ("boolean", "bool"):
        options = {"action": Const("store_true"), **options}
    run.store.set((f"{module}.FLAGS", name.value), option_value(run, f"--{name.value}", options))
    return Const(None)


# ---- what a parser holds ----


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
        return TupleValue((namespace, run.unknown("other arguments", ref)))
    return namespace
