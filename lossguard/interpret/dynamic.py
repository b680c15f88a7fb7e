"""Modules and names that a program picks by strings: `importlib`, `sys.path`, `sys.modules`, `eval`, `inspect`."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from pathlib import PurePosixPath

from lossguard.interpret import attributes, expressions, imports, limits, operations, reflection
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.literals import Key, Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Class,
    Const,
    External,
    Function,
    Module,
    TupleValue,
    Unknown,
    Value,
)

Text = Callable[[], str]


def _given(arguments: Arguments) -> list[Value]:
    return [argument.value for argument in arguments.positional]


# ---- modules ----


def import_module(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`importlib.import_module(name, package)`, `__import__(name)`: each module that the name may be."""
    first = arguments.first()
    second = arguments.positional[1] if len(arguments.positional) > 1 else arguments.keyword("package")
    package = run.resolved(second.value) if second is not None else Const(None)

    def imported(option: Value) -> Value:
        if isinstance(option, Const) and isinstance(option.value, str):
            return _module(run, option.value, package)
        if isinstance(option, Unknown):
            return _one_of_package(run, option, ref, text)
        return run.unknown(f"which module {text()} imports is not known", ref, text())

    return run.split(first.value, imported) if first is not None else run.unknown("an import", ref, text())


def _module(run: Run, dotted: str, package: Value) -> Value:
    name = dotted.lstrip(".")
    level = len(dotted) - len(name)
    importer: str | None = None
    if level and isinstance(package, Const) and isinstance(package.value, str):
        origin = imports.load_module(run, package.value, 0)
        importer = origin.path if origin is not None else None
    module = imports.load_module(run, name, level, importer)
    if module is None and not level:
        run.engines.note_import(name)
    return module or External(name)


def _one_of_package(run: Run, name: Unknown, ref: int, text: Text) -> Value:
    """`import_module(f"models.{name}")`: each module of the package, under the condition that it is named."""
    why = f"which module {text()} imports is not known"
    split = _prefix_of(name.key)
    package = imports.load_module(run, split[0], 0) if split is not None else None
    if split is None or package is None or run.listing is None:
        return run.unknown(why, ref, text())
    names = run.listing(posixpath.dirname(package.path))
    if not 0 < len(names) <= limits.ALTERNATIVES:
        return run.unknown(f"{text()} imports one of the {len(names)} modules of {split[0]}", ref, text())
    spelled = name.text.rpartition("{")[2].partition("}")[0] or name.text
    options = []
    for each in names:
        module = imports.submodule(run, package, each)
        if module is not None:
            options.append(((Literal(split[1], each, True, f"{spelled} == {each!r}"),), module))
    return choose(options) if options else run.unknown(why, ref, text())


def _prefix_of(key: object) -> tuple[str, Key] | None:
    """The package and the key of the rest, of a name made as `"models." + rest` or `f"models.{rest}"`."""
    match key:
        case Key(("+", ("const", "str", str() as prefix), Key() as rest)) if prefix.endswith("."):
            return prefix[:-1], rest
        case Key(("f", (("const", "str", str() as prefix), Key() as rest))) if prefix.endswith("."):
            return prefix[:-1], rest
        case _:
            return None


def listed(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`os.listdir(folder)` of a folder of the tree: its modules, as far as they matter here, and it may hold more."""
    given = run.resolved(_given(arguments)[0]) if arguments.positional else Const(None)
    folders = _folders(run, given)
    names = run.listing(folders[0]) if run.listing is not None and folders else ()
    if not names:
        return run.unknown(f"what {text()} gives is not known", ref, text())
    return run.new_list(tuple(Const(f"{name}.py") for name in names), run.spot(ref))


def loaded_module(run: Run, name: Value, ref: int, text: Text) -> Value:
    """`sys.modules[name]`, of a module of the tree that has been imported."""
    name = run.resolved(name)
    for module in run.modules.values():
        held = run.store.get((module.scope, "__name__"))
        if isinstance(name, Const) and name.value in (module.name, held.value if isinstance(held, Const) else None):
            return module
    return run.unknown(f"{text()} is not known", ref, text())


# ---- the search path ----


def append_folder(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`sys.path.append(folder)`, `site.addsitedir(folder)`."""
    for value in _given(arguments)[:1]:
        run.search.extend(_folders(run, value))
    return Const(None)


def insert_folder(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`sys.path.insert(0, folder)`."""
    for value in _given(arguments)[1:2]:
        run.search[:0] = _folders(run, value)
    return Const(None)


def extend_folders(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`sys.path.extend([folder, ...])`."""
    for value in _given(arguments)[:1]:
        for item in operations.known_items(run, value) or ():
            run.search.extend(_folders(run, item))
    return Const(None)


def _folders(run: Run, value: Value) -> list[str]:
    """The folders that a value names: a literal relative path may start from the script's folder or from one above."""
    value = run.resolved(value)
    if not isinstance(value, Const) or not isinstance(value.value, (str, PurePosixPath)):
        return []
    path = posixpath.normpath(str(value.value))
    if posixpath.isabs(path):
        return [path]
    starts = [posixpath.dirname(run.entry)]
    while starts[-1] not in ("", "/"):
        starts.append(posixpath.dirname(starts[-1]))
    found = [posixpath.normpath(posixpath.join(start, path)) for start in starts]
    return ["" if folder == "." else folder for folder in dict.fromkeys(found)]


# ---- names ----


def evaluated(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`eval(name)` of a dotted name; other sources are not followed."""

    def named(option: Value) -> Value:
        source = option.value.strip() if isinstance(option, Const) and isinstance(option.value, str) else ""
        first, *rest = source.split(".")
        if not all(part.isidentifier() for part in (first, *rest)):
            return run.unknown(f"what {text()} gives is not known", ref, text())
        value = expressions.named(run, first, ref)
        for part in rest:
            value = attributes.get(run, value, part, ref, lambda: source)
        return value

    return run.split(_given(arguments)[0], named) if arguments.positional else run.unknown("eval()", ref, text())


def is_class(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`inspect.isclass(value)`."""
    return _is_a(run, Class, arguments, ref, text)


def is_function(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`inspect.isfunction(value)`."""
    return _is_a(run, Function, arguments, ref, text)


def is_module(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`inspect.ismodule(value)`."""
    return _is_a(run, Module, arguments, ref, text)


def _is_a(run: Run, kind: type, arguments: Arguments, ref: int, text: Text) -> Value:
    def answer(value: Value) -> Value:
        if isinstance(value, (Unknown, External)):
            return operations.derived(run, f"is {kind.__name__}", (value,), ref, text)
        return Const(isinstance(value, kind))

    return run.split(_given(arguments)[0], answer) if arguments.positional else Const(False)


def members(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`inspect.getmembers(module, predicate)`: pairs of names and values, sorted by name."""
    from lossguard.interpret import calls

    given = [run.resolved(value) for value in _given(arguments)]
    owner = given[0] if given else None
    if not isinstance(owner, Module):
        return run.unknown(f"what {text()} gives is not known", ref, text())
    found: list[Value] = []
    for name in sorted(run.store.names(owner.scope)):
        held = run.store.get((owner.scope, name))
        if held is None or not name.isidentifier():
            continue
        if len(given) < 2 or calls.call(run, given[1], Arguments((Argument(held),)), ref, text) == Const(True):
            found.append(TupleValue((Const(name), held)))
    return run.new_list(tuple(found), run.spot(ref))


def local_names(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`locals()`."""
    return reflection.dictionary_of(run, run.frame.scope, ref)


def subclasses(run: Run, cls: Class, ref: int) -> Value:
    """`cls.__subclasses__()`: those whose definitions have been executed."""
    below = tuple(each for each in run.classes.values() if cls in [run.resolved(base) for base in each.bases])
    return run.new_list(below, run.spot(ref))


FUNCTIONS: dict[str, Callable[[Run, Arguments, int, Text], Value]] = {
    "importlib.import_module": import_module, "__import__": import_module, "sys.path.append": append_folder,
    "sys.path.insert": insert_folder, "sys.path.extend": extend_folders, "site.addsitedir": append_folder,
    "eval": evaluated, "inspect.isclass": is_class, "inspect.isfunction": is_function, "inspect.ismodule": is_module,
    "inspect.getmembers": members, "os.listdir": listed, "locals": local_names,
}  # fmt: skip
