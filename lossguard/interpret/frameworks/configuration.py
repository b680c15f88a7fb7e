"""Configuration objects: command line options as values with a default and, where given, a finite set of choices."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import calls
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.frameworks import hydra, ini, lightning, parsers, records_of_options
from lossguard.interpret.frameworks.options import option_value, variable
from lossguard.interpret.run import Run
from lossguard.interpret.values import Class, Const, Function, Instance, Unknown, Value
from lossguard.interpret.ways import OPTION as OPTION_KEY

Text = Callable[[], str]
OPTION = "click.option"  # kind of what decorates a function with one of its parameters
KIND = "click.Choice"
ENVIRONMENT = ("os.environ.get", "os.getenv")
OPTIONS = ("click.option", "click.argument", "rich_click.option", "rich_click.argument", "asyncclick.option")
TYPER = ("typer.Option", "typer.Argument")
CLASSES = "a parser of classes"  # kind of a parser that makes objects of classes
OF_CLASSES = ("transformers.HfArgumentParser", "transformers.hf_argparser.HfArgumentParser", "trl.TrlParser")
RUNNERS = (
    "tyro.cli", "simple_parsing.parse", "fire.Fire", "fire.core.Fire", "typer.run", "jsonargparse.CLI",
    "jsonargparse.auto_cli", "defopt.run", "plac.call", "argh.dispatch_command", "pyrallis.parse", "draccus.parse",
)  # fmt: skip
DEFINED = "DEFINE_"  # absl.flags.DEFINE_string and its kin, which old TensorFlow has too


def call_name(run: Run, dotted: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """Makes a parser or an option; None for every other name."""
    if dotted in parsers.PARSERS:
        return parsers.make(run, arguments, ref)
    if dotted in OF_CLASSES:
        return _of_classes(run, arguments, ref)
    if dotted in RUNNERS:
        return _run_by_command_line(run, arguments, ref, text)
    if dotted.rpartition(".")[2] in lightning.CLI:
        return lightning.run_by_command_line(run, arguments, ref)
    if dotted in ini.READERS:
        return ini.make(run, ref)
    if (made := hydra.call_name(run, dotted, arguments, ref, text)) is not None:
        return made
    if dotted in OPTIONS:
        return _click_option(run, arguments, ref)
    if dotted in TYPER:
        return _typer_option(run, arguments, ref)
    if dotted.endswith("click.Choice") and arguments.positional:
        made = Instance(run.number(), None, KIND, run.spot(ref))
        run.store.set((made.oid, "choices"), arguments.positional[0].value)
        return made
    if dotted in ENVIRONMENT and arguments.positional:
        default = arguments.positional[1].value if len(arguments.positional) > 1 else None
        named = dict(arguments.keywords).get("default")
        return variable(run, arguments.positional[0].value, default if named is None else named.value, ref, text)
    module, _, short = dotted.rpartition(".")
    if short.startswith(DEFINED) and module.rpartition(".")[2] == "flags":
        return _define_flag(run, module, short.removeprefix(DEFINED), arguments)
    return None


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """An attribute of a parser or of what it parsed."""
    return parsers.member(run, owner, name, ref, text)


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`parser.add_argument(...)`, `parser.parse_args()` ..."""
    if owner.kind in (parsers.PARSER, parsers.COMMANDS):
        return parsers.call_method(run, owner, name, arguments, ref, text)
    if owner.kind == CLASSES and name in records_of_options.PARSED:
        return records_of_options.parsed(run, run.store.get((owner.oid, "classes")) or Const(None), ref)
    return ini.call_method(run, owner, name, arguments, ref, text)


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
        return Unknown(f"{long} is a command line option", (OPTION_KEY, run.number(), long), long)
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
    """What an option that decorates a function passes for a parameter; None where none is of that name.

    Hydra passes the configuration for the first parameter of what it decorates.
    """
    if (configuration := hydra.passed_to(run, func, parameter)) is not None:
        return configuration
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


# ---- parsers made of classes and functions ----


def _of_classes(run: Run, arguments: Arguments, ref: int) -> Instance:
    """`HfArgumentParser((ModelArguments, DataArguments))`."""
    made = Instance(run.number(), None, CLASSES, run.spot(ref))
    first = arguments.first()
    run.store.set((made.oid, "classes"), first.value if first is not None else Const(None))
    return made


def _run_by_command_line(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`tyro.cli(main)`, `fire.Fire(main)`, `simple_parsing.parse(Options)`: a function is run, a class is made."""
    first = arguments.first()
    target = run.resolved(first.value) if first is not None else Const(None)
    match target:
        case Class():
            return records_of_options.made(run, target, ref)
        case Function():
            run.commands.add(target.code)
            return calls.call_unbound(run, target)
        case _:
            return run.unknown(f"what {text()} gives is not known", ref, text())
