"""Executes a lowered program on abstract values and hands over the training set-ups it reaches."""

from __future__ import annotations

import posixpath
from collections import Counter
from functools import partial

from lossguard.datafiles.files import DataFiles
from lossguard.frontend.nodes import FunctionDef, If, Program
from lossguard.interpret import attributes, calls, classes, conditions, frameworks, idle, imports, spelling
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.collect import sites_of
from lossguard.interpret.descent import names_in
from lossguard.interpret.engines import Engines
from lossguard.interpret.run import Frame, Listing, Loader, Run
from lossguard.interpret.values import Class, Function, Instance, Module, Value
from lossguard.records import dataclass
from lossguard.setups import Site
from lossguard.versions import Versions

PASSES = 3  # rounds over functions that nothing called: running one can define further ones


@dataclass(frozen=True, slots=True)
class Analysis:
    """The training set-ups of one file, in the order the program reaches them. `cut_short`: a limit ended the run, so
    that there may be more."""

    sites: tuple[Site, ...]
    cut_short: bool


def analyse(
    program: Program,
    versions: Versions,
    load: Loader | None = None,
    listing: Listing | None = None,
    data: DataFiles | None = None,
) -> Analysis:
    """What one file sets up for training.

    The module's body (or the notebook's cells in order) is run first, then every function nothing called, with unknown
    arguments, and every class nothing instantiated. `load` gives the lowered program of an imported module of the tree:
    (dotted name, level of a relative import, importing path, folders to look in first) to (path, program), None for
    modules outside; `listing` the names of the modules in a folder; `data` reads the tree's configuration
    files. Never raises on account of what the program says.
    """
    conditions.forget()
    spelling.forget()
    run = Run(Engines(versions, program), load, listing, data)
    run.entry = program.path
    module = Module("__main__", run.number(), program.path)
    run.modules[program.path] = module
    run.search = [posixpath.dirname(program.path)] if _is_script(program, load) else []
    run.redefined = _defined_twice(program)
    imports.execute_module(run, program, module)
    _run_uncalled(run, program, module)
    return Analysis(tuple(sites_of(run)), run.stopped_at is not None and run.engines.uses_any)


def _is_script(program: Program, load: Loader | None) -> bool:
    """Whether the file is run from its own folder, as far as it shows: it asks for its `__name__`, or is of no
    package."""
    package = load("", 1, program.path, ()) if load is not None else None
    if package is None or not package[1].parts:
        return True
    return any(isinstance(node, If) and "__name__" in names_in((node,)) for part in program.parts for node in part.body)


def _defined_twice(program: Program) -> frozenset[str]:
    """The names of functions that the module's body defines again."""
    counts = Counter(node.name for part in program.parts for node in part.body if isinstance(node, FunctionDef))
    return frozenset(name for name, count in counts.items() if count > 1)


def _run_uncalled(run: Run, program: Program, module: Module) -> None:
    """Entry points: what is defined in the file and was not reached."""
    run.frames.append(Frame(module.scope, program.path, run.path, module=module))
    for _ in range(PASSES):
        uncalled = [pair for pair in run.functions.values() if _is_waiting(run, program, *pair)]
        waiting = idle.without_idle(run, module, uncalled)
        if not waiting:
            break
        for func, owner in callers_first(waiting):
            if func.code in run.called:
                continue
            if owner is None:
                calls.call_unbound(run, func)
            else:
                _run_class(run, owner)
    frameworks.take_waiting(run)
    run.frames.pop()


def _is_waiting(run: Run, program: Program, func: Function, owner: Class | None) -> bool:
    nested = owner is None and func.scope != run.modules[program.path].scope
    return func.path == program.path and func.code not in run.called and not nested


def callers_first(functions: list[tuple[Function, Class | None]]) -> list[tuple[Function, Class | None]]:
    """Functions that others of the list mention come last: by then their callers have run them on real arguments."""
    mentioned = [names_in(func.definition.body) for func, _ in functions]
    counts = Counter(name for names in mentioned for name in names)

    def is_mentioned(position: int) -> bool:
        name = functions[position][0].name
        return counts[name] > (name in mentioned[position])

    return [functions[position] for position in sorted(range(len(functions)), key=is_mentioned)]


def _run_class(run: Run, cls: Class) -> None:
    """Runs the methods nothing called on the objects the program made, or on one made from unknown arguments."""
    objects = run.made.get(cls.oid) or [
        classes.instantiate(run, cls, Arguments(open=True), cls.spot.ref, lambda: f"{cls.name}(...)")
    ]
    own = [pair for pair in run.functions.values() if pair[1] is cls and pair[0].code not in run.called]
    before = set(run.called)
    for made in list(objects):
        run.called.difference_update({func.code for func, _ in own} - before)
        for func, _ in callers_first(own):
            if func.code not in run.called and func.name != "__init__":
                _run_method(run, made, func)
    run.called.update(func.code for func, _ in own)


def _run_method(run: Run, made: Value, func: Function) -> None:
    run.called.add(func.code)
    if isinstance(made, Instance):
        method = attributes.bound(run, made, func, func.definition.ref, partial(str, func.name))
        if isinstance(method, Function):
            calls.call_unbound(run, method)


__all__ = ["Analysis", "analyse"]
