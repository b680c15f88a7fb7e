"""`configparser`: sections of an INI file, read by name."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import mutations, operations, settings, subscripts
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.run import Run
from lossguard.interpret.values import Const, DictValue, Instance, Unknown, Value

Text = Callable[[], str]
READERS = ("configparser.ConfigParser", "configparser.RawConfigParser", "configparser.SafeConfigParser",
           "ConfigParser.ConfigParser", "ConfigParser.SafeConfigParser", "ConfigParser.RawConfigParser")  # fmt: skip
READER = "configparser.ConfigParser"
TRUE, FALSE = ("1", "yes", "true", "on"), ("0", "no", "false", "off")


def make(run: Run, ref: int) -> Instance:
    """A parser without sections."""
    made = Instance(run.number(), None, READER, run.spot(ref))
    run.store.set((made.oid, "sections"), run.new_dict((), run.spot(ref)))
    return made


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`parser.read(path)`, `parser.get("model", "units")`; None for other objects and methods."""
    if owner.kind != READER:
        return None
    sections = run.store.get((owner.oid, "sections")) or Const(None)
    given = [run.resolved(argument.value) for argument in arguments.positional]
    if name in ("read", "read_file", "readfp") and given:
        _read(run, sections, given[0], ref, text)
        return run.unknown("the names of files", ref, text())
    if name in GETTERS and len(given) > 1:
        fallback = arguments.keyword("fallback")
        found = item(run, sections, given[0], given[1], ref, text)
        if isinstance(found, Unknown) and fallback is not None:
            return fallback.value
        return run.split(found, lambda option: GETTERS[name](run, option, ref, text))
    return None


def item(run: Run, sections: Value, section: Value, name: Value, ref: int, text: Text) -> Value:
    """One entry, its name in lower case as the parser keeps it."""
    if isinstance(name, Const) and isinstance(name.value, str):
        name = Const(name.value.lower())
    return subscripts.item(run, subscripts.item(run, sections, section, ref, text), name, ref, text)


def sections_of(run: Run, value: Value) -> Value | None:
    """The sections of a parser as a dictionary; None for other values."""
    return run.store.get((value.oid, "sections")) if isinstance(value, Instance) and value.kind == READER else None


def _read(run: Run, sections: Value, source: Value, ref: int, text: Text) -> None:
    items = operations.known_items(run, source)
    for each in items if items is not None and not isinstance(source, Const) else (source,):
        if isinstance(sections, DictValue):
            mutations.update(run, sections, settings.load(run, each, "ini", ref, text, named=True))


def _as_text(run: Run, value: Value, ref: int, text: Text) -> Value:
    return value


def _as_number(kind: Callable[[str], object]) -> Callable[[Run, Value, int, Text], Value]:
    def act(run: Run, value: Value, ref: int, text: Text) -> Value:
        if isinstance(value, Const) and isinstance(value.value, str):
            try:
                return Const(kind(value.value), value.spot)
            except ValueError:
                return run.unknown(f"{text()} is not a number", ref, text())
        return value

    return act


def _as_truth(run: Run, value: Value, ref: int, text: Text) -> Value:
    if isinstance(value, Const) and isinstance(value.value, str) and value.value.lower() in (*TRUE, *FALSE):
        return Const(value.value.lower() in TRUE, value.spot)
    return value


GETTERS: dict[str, Callable[[Run, Value, int, Text], Value]] = {
    "get": _as_text, "getint": _as_number(int), "getfloat": _as_number(float), "getboolean": _as_truth,
}  # fmt: skip
