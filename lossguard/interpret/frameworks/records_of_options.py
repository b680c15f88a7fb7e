"""Data classes that a command line, a file or the environment fills: each field its default, possibly, or a choice."""

from __future__ import annotations

from lossguard.frontend import nodes as n
from lossguard.interpret import attributes, classes, operations, plain
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.frameworks import options
from lossguard.interpret.run import Run
from lossguard.interpret.values import Class, External, Instance, TupleValue, Unknown, Value
from lossguard.interpret.ways import OPTION

FROM_ENVIRONMENT = ("pydantic.BaseSettings", "pydantic_settings.BaseSettings")
PARSED = ("parse_args_into_dataclasses", "parse_dict", "parse_json_file", "parse_yaml_file")


def made(run: Run, cls: Class, ref: int, flag: str = "--{}") -> Value:
    """An object of a data class whose fields whoever runs the program may set; `flag` is how a field is named there."""
    instance = classes.instantiate(run, cls, Arguments(), ref, lambda: cls.name)
    if not isinstance(instance, Instance):
        return instance
    for name in plain.fields_of(run, cls):
        held = run.store.get((instance.oid, name))
        if held is not None:
            run.store.set((instance.oid, name), _field(run, cls, name, held, flag, ref))
    return instance


def _field(run: Run, cls: Class, name: str, held: Value, flag: str, ref: int) -> Value:
    held = run.resolved(held)
    if isinstance(held, Instance) and held.cls is not None and plain.fields_of(run, held.cls) and not held.kind:
        return made(run, held.cls, ref, flag.replace("{}", f"{name}.{{}}"))
    shown = flag.format(name)
    allowed = options.allowed_by(run, _annotation(run, cls, name))
    one = options.each_of(run, allowed, (OPTION, cls.oid, name), shown) if allowed is not None else None
    given: dict[str, Value] = {} if isinstance(held, Unknown) else {"default": held}
    return one if one is not None else options.option_value(run, shown, given)


def _annotation(run: Run, cls: Class, name: str) -> n.Expr | None:
    for base in attributes.mro(run, cls):
        if isinstance(base, Class) and (base.oid, name) in run.annotations:
            return run.annotations[base.oid, name]
    return None


def of_environment(run: Run, cls: Class) -> bool:
    """Whether a class takes what is not given from the environment, as pydantic's settings do."""
    return any(isinstance(base, External) and base.name in FROM_ENVIRONMENT for base in attributes.mro(run, cls))


def parsed(run: Run, given: Value, ref: int) -> Value:
    """What `HfArgumentParser((A, B)).parse_args_into_dataclasses()` gives: an object of each class."""
    given = run.resolved(given)
    items = (given,) if isinstance(given, Class) else operations.known_items(run, given)
    if items is None:
        return run.unknown("the classes of a parser are not known", ref)
    resolved = [run.resolved(item) for item in items]
    other = run.unknown("options of a class that is not of the program", ref)
    objects = [made(run, item, ref) if isinstance(item, Class) else other for item in resolved]
    return TupleValue(tuple(objects))
