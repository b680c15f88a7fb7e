"""Argument parsers: their options, groups, parents and commands, and the namespace that parsing gives."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.frameworks import options, records_of_options
from lossguard.interpret.literals import Condition, Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import Choice, Class, Const, Entries, Instance, Method, TupleValue, Value
from lossguard.interpret.ways import OPTION

Text = Callable[[], str]
PARSERS = (
    "argparse.ArgumentParser", "configargparse.ArgumentParser", "configargparse.ArgParser",
    "jsonargparse.ArgumentParser", "simple_parsing.ArgumentParser", "absl.flags.argparse_flags.ArgumentParser",
)  # fmt: skip
PARSER = "argparse.ArgumentParser"
COMMANDS = "argparse._SubParsersAction"
NAMESPACE = "argparse.Namespace"
GROUPS = ("add_argument_group", "add_mutually_exclusive_group")
PARSING = ("parse_args", "parse_known_args", "parse_intermixed_args")
FIXED = "fixed"  # entry of what is only set by `set_defaults`


def make(run: Run, arguments: Arguments, ref: int) -> Instance:
    """`ArgumentParser(parents=[...])`."""
    parser = Instance(run.number(), None, PARSER, run.spot(ref))
    held = Entries(())
    parents = arguments.keyword("parents")
    for parent in (operations.known_items(run, parents.value) if parents is not None else None) or ():
        parent = run.resolved(parent)
        if isinstance(parent, Instance) and parent.kind == PARSER:
            for name, option in _options(run, parent).pairs:
                held = held.with_entry(name, option)
    run.store.set((parser.oid, "options"), held)
    return parser


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`parser.add_argument(...)`, `parser.parse_args()` ...; None for methods without a meaning here."""
    if owner.kind == COMMANDS:
        return _add_command(run, owner, arguments, ref) if name == "add_parser" else None
    if name == "add_argument":
        _add_option(run, owner, arguments)
        return run.unknown("an option", ref)
    if name == "add_arguments":
        _add_class(run, owner, arguments, ref)
        return Const(None)
    if name in GROUPS:
        return owner
    if name == "add_subparsers":
        return _add_commands(run, owner, arguments, ref)
    if name == "set_defaults":
        for key, argument in arguments.keywords:
            _set_default(run, owner, key, argument.value)
        return Const(None)
    if name == "get_default":
        return _default(run, owner, arguments, ref, text)
    if name in PARSING:
        namespace = _parsed(run, owner, arguments, ref)
        others = run.unknown("other arguments", ref)
        return TupleValue((namespace, others)) if name == "parse_known_args" else namespace
    return None


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """An attribute of a parser or of what it parsed."""
    if owner.kind == NAMESPACE:
        why = f"{text()} is a command line argument without a default that is known"
        return run.unknown(why, ref, text(), ("attr", owner.oid, name))
    return Method(owner, name)


# ---- what a parser holds: options by name, each the arguments that made it ----


def _options(run: Run, parser: Instance) -> Entries:
    held = run.resolved(run.store.get((parser.oid, "options")) or Entries(()))
    if isinstance(held, Choice):  # options that only some branches add: all of them
        joined = Entries(())
        for _, option in held.options:
            for name, value in option.pairs if isinstance(option, Entries) else ():
                joined = joined.with_entry(name, value)
        return joined
    return held if isinstance(held, Entries) else Entries((), open=True)


def _put(run: Run, parser: Instance, name: str, option: Value) -> None:
    run.store.set((parser.oid, "options"), _options(run, parser).with_entry(name, option))


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
    held = _options(run, parser).get(name)
    number = held.get("number") if isinstance(held, Entries) else None
    described: tuple[tuple[object, Value], ...] = (
        ("flag", Const(long)), ("flags", TupleValue(tuple(map(Const, flags)))),
        ("number", number or Const(run.number())),
    )  # fmt: skip
    _put(run, parser, name, Entries((*described, *given.items())))


def _set_default(run: Run, parser: Instance, name: str, value: Value) -> None:
    held = _options(run, parser).get(name)
    changed = held.with_entry("default", value) if isinstance(held, Entries) else Entries(((FIXED, value),))
    _put(run, parser, name, changed)


def _default(run: Run, parser: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    first = arguments.first()
    name = run.resolved(first.value) if first is not None else Const(None)
    held = _options(run, parser).get(name.value) if isinstance(name, Const) else None
    if not isinstance(held, Entries):
        return run.unknown(f"{text()} is not known", ref, text())
    return held.get(FIXED) or options.certain_default(run, _given(held))


def _add_class(run: Run, parser: Instance, arguments: Arguments, ref: int) -> None:
    """`parser.add_arguments(Options, dest="options")` of simple_parsing: an object under that name."""
    given = [argument.value for argument in arguments.positional]
    named = {name: argument.value for name, argument in arguments.keywords}
    cls = run.resolved(given[0] if given else named.get("dataclass", Const(None)))
    dest = run.resolved(given[1] if len(given) > 1 else named.get("dest", Const(None)))
    if isinstance(cls, Class) and isinstance(dest, Const):
        made = records_of_options.made(run, cls, ref)
        _put(run, parser, str(dest.value), Entries(((FIXED, made),)))


# ---- commands ----


def _add_commands(run: Run, parser: Instance, arguments: Arguments, ref: int) -> Instance:
    made = Instance(run.number(), None, COMMANDS, run.spot(ref))
    dest = arguments.keyword("dest")
    run.store.set((parser.oid, "commands"), made)
    run.store.set((made.oid, "parsers"), Entries(()))
    run.store.set((made.oid, "dest"), dest.value if dest is not None else Const(None))
    return made


def _add_command(run: Run, commands: Instance, arguments: Arguments, ref: int) -> Instance:
    parser = make(run, arguments, ref)
    first = arguments.first()
    name = run.resolved(first.value) if first is not None else Const(None)
    held = run.store.get((commands.oid, "parsers"))
    if isinstance(name, Const) and isinstance(held, Entries):
        run.store.set((commands.oid, "parsers"), held.with_entry(name.value, parser))
    return parser


# ---- parsing ----


def _given(option: Entries) -> dict[str, Value]:
    return {str(key): value for key, value in option.pairs}


def _parsed(run: Run, parser: Instance, arguments: Arguments, ref: int) -> Value:
    namespace = Instance(run.number(), None, NAMESPACE, run.spot(ref))
    first = arguments.keyword("args") or (arguments.positional[0] if arguments.positional else None)
    words = _words(run, first.value) if first is not None else None
    for name, value in _values(run, parser, words).items():
        run.store.set((namespace.oid, name), value)
    return namespace


def _words(run: Run, value: Value) -> list[str] | None:
    """The command line that `parse_args(["--loss", "mse"])` names; None where it is not known."""
    items = operations.known_items(run, run.resolved(value))
    words = [item.value for item in items or () if isinstance(item, Const) and isinstance(item.value, str)]
    return words if items is not None and len(words) == len(items) else None


def _values(run: Run, parser: Instance, words: list[str] | None) -> dict[str, Value]:
    """What each option is: certain where the words of the command line are known."""
    found: dict[str, Value] = {}
    for name, option in _options(run, parser).pairs:
        if isinstance(option, Entries):
            found[str(name)] = option.get(FIXED) or _value(run, option, words)
    commands = run.store.get((parser.oid, "commands"))
    if isinstance(commands, Instance):
        found |= _of_commands(run, commands, found)
    return found


def _value(run: Run, option: Entries, words: list[str] | None) -> Value:
    given = _given(option)
    flag, number = given["flag"], given["number"]
    assert isinstance(flag, Const) and isinstance(number, Const)
    if words is None:
        return options.option_value(run, str(flag.value), given, int(str(number.value)))
    flags = given["flags"]
    names = (
        [str(each.value) for each in flags.items if isinstance(each, Const)] if isinstance(flags, TupleValue) else []
    )
    for position, word in enumerate(words):
        before, is_assigned, text = word.partition("=")
        if before in names and is_assigned:
            return options.given_text(run, given, text)
        if word in names:
            return _following(run, given, words[position + 1 :])
    return options.certain_default(run, given)


def _following(run: Run, given: dict[str, Value], words: list[str]) -> Value:
    """The value of an option that is named in a known command line."""
    action = given.get("action")
    if isinstance(action, Const) and action.value in options.FLAGS:
        return Const(not options.FLAGS[str(action.value)])
    if action is not None or "nargs" in given or not words:
        return run.unknown("an option of several values", None)
    return options.given_text(run, given, words[0])


def _of_commands(run: Run, commands: Instance, own: dict[str, Value]) -> dict[str, Value]:
    """What the options of commands are: each under the condition that its command is given."""
    held, dest = run.store.get((commands.oid, "parsers")), run.store.get((commands.oid, "dest"))
    found: dict[str, list[tuple[Condition, Value]]] = {}
    literals: list[Literal] = []
    for name, parser in held.pairs if isinstance(held, Entries) else ():
        words = (f"with the command {name}", f"with a command other than {name}")
        literal = Literal((OPTION, commands.oid, "command"), name, True, words=words)
        literals.append(literal)
        for option, value in _values(run, parser, None).items() if isinstance(parser, Instance) else ():
            found.setdefault(option, []).append(((literal,), value))
        if isinstance(dest, Const) and dest.value is not None:
            found.setdefault(str(dest.value), []).append(((literal,), Const(name)))
    for name, ways in found.items():
        if name in own and len(ways) < len(literals):
            named = [literal for condition, _ in ways for literal in condition]
            ways.append((tuple(literal.negated() for literal in named), own[name]))
    return {name: choose(ways) for name, ways in found.items()}
