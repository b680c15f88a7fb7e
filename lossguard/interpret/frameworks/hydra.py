"""Hydra: the configuration that a decorated function is given, and objects that settings name by `_target_`."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from lossguard.datafiles.hydra import Composed, compose, options_of
from lossguard.datafiles.tree import Setting, Unusable
from lossguard.interpret import attributes, calls, imports, limits, operations, settings
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.literals import Condition, Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Choice,
    Const,
    DictValue,
    Entries,
    External,
    Function,
    Instance,
    ListValue,
    Partial,
    TupleValue,
    Unknown,
    Value,
)
from lossguard.interpret.ways import OPTION

Text = Callable[[], str]
MAIN = "hydra.main"  # kind of the decorator
TARGET = "_target_"
MOST_CHOICES = 5  # configurations with another option of one group, besides that of the files
MAKERS = ("hydra.utils.instantiate", "hydra.utils.call", "hydra.instantiate")
NAMED = ("hydra.utils.get_class", "hydra.utils.get_method", "hydra.utils.get_object")
STARTERS = {
    "hydra.initialize": "", "hydra.experimental.initialize": "", "hydra.initialize_config_dir": "/",
    "hydra.experimental.initialize_config_dir": "/",
}  # fmt: skip
COMPOSERS = ("hydra.compose", "hydra.experimental.compose")
# names of groups, and words of settings, that decide whether a set-up fits; other groups are left as they are
GROUPS = ("model", "net", "head", "loss", "criterion", "objective", "data", "task")
WORDS = ("criterion", "activation", "classes", "loss_fn")


def call_name(run: Run, dotted: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """A function of Hydra; None for every other name."""
    if dotted == MAIN:
        return _decorator(run, arguments, ref)
    if dotted in MAKERS:
        return _instantiate(run, arguments, ref, text)
    if dotted in NAMED:
        first = run.resolved(arguments.positional[0].value) if arguments.positional else Const(None)
        return _named(run, str(first.value), ref) if isinstance(first, Const) else None
    if dotted in STARTERS:
        folder = arguments.keyword("config_path") or arguments.keyword("config_dir") or arguments.first()
        run.store.set((MAIN, "folder"), folder.value if folder is not None else Const("."))
        return run.unknown("what initialises Hydra", ref)
    if dotted in COMPOSERS:
        return _composed_here(run, arguments, ref, text)
    return None


# ---- the configuration ----


def _decorator(run: Run, arguments: Arguments, ref: int) -> Instance:
    """`@hydra.main(config_path="configs", config_name="train")`."""
    made = Instance(run.number(), None, MAIN, run.spot(ref))
    positional = dict(zip(("config_path", "config_name"), arguments.positional, strict=False))
    for name in ("config_path", "config_name"):
        given = arguments.keyword(name) or positional.get(name)
        if given is not None:
            run.store.set((made.oid, name), given.value)
    return made


def passed_to(run: Run, func: Function, parameter: str) -> Value | None:
    """What Hydra passes to a function that it decorates, for the first parameter; None for others."""
    decorator = next((d for d in func.decorators if isinstance(d, Instance) and d.kind == MAIN), None)
    first = next(iter(func.definition.params), None)
    if decorator is None or first is None or first.name != parameter:
        return None
    folder, name = (run.store.get((decorator.oid, each)) for each in ("config_path", "config_name"))
    if not isinstance(name, Const) or not isinstance(name.value, str):
        return None
    start = folder.value if isinstance(folder, Const) and isinstance(folder.value, str) else ""
    where = settings.own_folder(func.path, start)
    return configuration(run, where, name.value, ("decorated", *func.code))


def configuration(run: Run, folder: str, name: str, key: tuple[object, ...]) -> Value:
    """The configuration as the files say, as they say with another option of one group, or anything else."""
    found = run.data.find(folder, settings.importers(run), folder=True) if run.data is not None else None
    if run.data is None or found is None:
        return run.unknown(f"the folder of the configuration, {settings.shown(folder)}, is not in the checked tree")
    try:
        whole = compose(run.data, found, name, {})
    except Unusable as error:
        return run.unknown(f"the configuration could not be composed: {error}")
    subject = (OPTION, *key)
    shown = posixpath.join(found, name.removesuffix(".yaml"))
    options: list[tuple[Condition, Value]] = [
        ((Literal(subject, "", True, f"{shown}.yaml is not overridden"),), settings.value_of(run, whole.settings, True))
    ]
    for words, other in _others(run, found, name, whole)[:MOST_CHOICES]:
        options.append(((Literal(subject, words, True, words),), settings.value_of(run, other, True)))
    rest = Unknown(f"the settings of {shown}.yaml may be overridden on the command line", (OPTION, "hydra", *key))
    rest_condition = tuple(literal.negated() for condition, _ in options for literal in condition)
    return choose([*options, (rest_condition, rest)])


def _others(run: Run, folder: str, name: str, whole: Composed) -> list[tuple[str, Setting]]:
    """The configurations with one group changed: what is given on the command line, and the settings."""
    assert run.data is not None
    found: list[tuple[str, Setting]] = []
    for group in sorted(whole.groups, key=lambda group: not any(word in group for word in GROUPS)):
        for option in options_of(run.data, folder, group):
            if option != whole.groups[group] and len(found) < MOST_CHOICES and _tells(run, folder, group, option):
                try:
                    found.append((f"{group}={option}", compose(run.data, folder, name, {group: option}).settings))
                except Unusable:
                    continue  # an option that does not stand by itself
    return found


def _tells(run: Run, folder: str, group: str, option: str) -> bool:
    """Whether an option of a group may be about heads, losses or labels: loggers and the like are not."""
    assert run.data is not None
    if any(word in group for word in GROUPS):
        return True
    path = posixpath.join(folder, group, option)
    try:
        texts = [run.data.text(path + end) for end in (".yaml", ".yml") if run.data.has(path + end)]
    except Unusable:
        return False
    return any(word in text.lower() for text in texts for word in WORDS)


def _composed_here(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`compose(config_name="train", overrides=["model=resnet"])`: certain, as far as the overrides are groups."""
    name = arguments.keyword("config_name") or arguments.first()
    folder = run.store.get((MAIN, "folder"))
    named = run.resolved(name.value) if name is not None else Const(None)
    overrides = arguments.keyword("overrides")
    words = operations.known_items(run, run.resolved(overrides.value)) if overrides is not None else ()
    chosen = _groups(run, words)
    if not isinstance(named, Const) or not isinstance(folder, Const) or chosen is None or run.data is None:
        return run.unknown(f"what {text()} gives is not known", ref, text())
    where = settings.own_folder(run.frame.path, str(folder.value))
    found = run.data.find(where, settings.importers(run), folder=True)
    if found is None:
        return run.unknown(f"{settings.shown(where)} is not in the checked tree", ref, text())
    try:
        return settings.value_of(run, compose(run.data, found, str(named.value), chosen).settings, True)
    except Unusable as error:
        return run.unknown(f"the configuration could not be composed: {error}", ref, text())


def _groups(run: Run, words: tuple[Value, ...] | None) -> dict[str, str] | None:
    """Overrides that are all of the form group=option; None where one is not."""
    chosen: dict[str, str] = {}
    for word in words if words is not None else (Const(None),):
        text = run.resolved(word)
        group, is_given, option = str(text.value).partition("=") if isinstance(text, Const) else ("", "", "")
        if not is_given or "." in group or group.startswith(("+", "~")):
            return None
        chosen[group] = option
    return chosen


# ---- objects named by settings ----


def _instantiate(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`instantiate(cfg.model, extra=1)`."""
    if not arguments.positional and arguments.keyword("config") is None:
        return run.unknown(f"what {text()} gives is not known", ref, text())
    given = arguments.keyword("config") or arguments.positional[0]
    extra = tuple((name, argument) for name, argument in arguments.keywords if name != "config")
    more = Arguments(arguments.positional[1:], extra, arguments.open)
    return run.split(given.value, lambda option: made(run, option, more, ref, text))


def made(run: Run, value: Value, more: Arguments, ref: int, text: Text, depth: int = 0) -> Value:
    """What settings stand for: an object where they name its class, with such objects inside; else themselves."""
    value = run.resolved(value)
    if depth > limits.CALL_DEPTH:
        return value
    if isinstance(value, Choice):
        return run.split(value, lambda option: made(run, option, more, ref, text, depth))
    if isinstance(value, ListValue) and (items := operations.known_items(run, value)) is not None:
        return run.new_list(tuple(made(run, item, Arguments(), ref, text, depth + 1) for item in items), value.spot)
    contents = run.contents(value) if isinstance(value, DictValue) else None
    if isinstance(contents, Choice):
        return run.split(contents, lambda option: _of_entries(run, option, value, more, ref, text, depth))
    if isinstance(contents, Entries):
        return _of_entries(run, contents, value, more, ref, text, depth)
    return value


def _of_entries(run: Run, entries: Value, value: Value, more: Arguments, ref: int, text: Text, depth: int) -> Value:
    target = run.resolved(entries.get(TARGET) or Const(None)) if isinstance(entries, Entries) else None
    if not isinstance(entries, Entries) or not isinstance(target, Const) or not isinstance(target.value, str):
        return value
    given = {str(key): held for key, held in entries.pairs if not str(key).startswith("_")}
    recursive = entries.get("_recursive_") != Const(False)
    if recursive:
        given = {key: made(run, held, Arguments(), ref, text, depth + 1) for key, held in given.items()}
    named = [(key, Argument(held)) for key, held in given.items() if more.keyword(key) is None]
    listed = operations.known_items(run, entries.get("_args_") or TupleValue(())) or ()
    positional = more.positional or tuple(Argument(item) for item in listed)
    func = _named(run, target.value, ref)
    if entries.get("_partial_") == Const(True):
        keywords = tuple((key, argument.value) for key, argument in (*named, *more.keywords))
        return Partial(func, tuple(argument.value for argument in positional), keywords)
    arguments = Arguments(positional, (*named, *more.keywords), more.open or entries.open)
    return calls.call(run, func, arguments, ref, lambda: f"{target.value}(...)")


def _named(run: Run, dotted: str, ref: int) -> Value:
    """The class or function of a dotted name: of a module of the tree, else of a package."""
    module, _, name = dotted.rpartition(".")
    found = imports.load_module(run, module, 0) if module else None
    if found is not None:
        return attributes.module_member(run, found, name, ref, lambda: dotted)
    outer, _, inner = module.rpartition(".")
    holder = imports.load_module(run, outer, 0) if outer else None
    if holder is not None:
        owner = attributes.module_member(run, holder, inner, ref, lambda: module)
        return attributes.get(run, owner, name, ref, lambda: dotted)
    return External(dotted)
