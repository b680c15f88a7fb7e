"""Imports: modules of the checked tree are executed on demand, all others are external names."""

from __future__ import annotations

import posixpath

from lossguard.frontend import nodes as n
from lossguard.frontend.nodes import Program
from lossguard.interpret import branches, paths, statements
from lossguard.interpret.branches import Flow
from lossguard.interpret.run import Frame, Run
from lossguard.interpret.values import Const, External, Items, ListValue, Module, TupleValue, Value
from lossguard.knowledge import index

INIT = "__init__.py"
MOST_PACKAGES = 4  # around one module
NOT_READ = "was not read, since too much is imported"


def import_names(run: Run, node: n.Import) -> None:
    """`import a.b.c` binds `a`, `import a.b.c as d` binds the module itself."""
    for dotted, alias in node.names:
        run.engines.note_import(dotted)
        module = load_module(run, dotted, 0)
        if alias is not None:
            _bind(run, alias, module or External(dotted))
            continue
        top = dotted.split(".", 1)[0]
        package = load_module(run, top, 0) if module is not None and top != dotted else module
        _bind(run, top, package or External(top))


def import_from(run: Run, node: n.ImportFrom) -> None:
    """`from a.b import c as d`, relative or not, and `from a import *`."""
    module = load_module(run, node.module, node.level)
    if not node.level:
        run.engines.note_import(node.module)
    for name, alias in node.names:
        if name == "*":
            _star(run, node, module)
            continue
        if not node.level:
            run.engines.note_import(f"{node.module}.{name}")
        _bind(run, alias or name, _member(run, node, module, name))


def _member(run: Run, node: n.ImportFrom, module: Module | None, name: str) -> Value:
    if module is not None:
        held = run.store.get((module.scope, name)) or submodule(run, module, name)
        if held is not None:
            return held
    if node.level or (module is not None and not module.is_namespace):
        dots = "." * node.level
        what = NOT_READ if module is not None and module.path in run.unread else "could not be followed"
        why = f"{name} comes from {dots}{node.module}, which {what}"
        return run.unknown(why, node.ref, name, ("import", dots + node.module, name))
    return External(f"{node.module}.{name}")


def submodule(run: Run, package: Module, name: str) -> Module | None:
    """A module of a package of the tree; None where it has no such, or is no package."""
    if posixpath.basename(package.path) != INIT:
        return None
    return load_module(run, name, 1, package.path)


def _star(run: Run, node: n.ImportFrom, module: Module | None) -> None:
    """All public names: of a module of the tree what it binds, of an external one whatever is asked for later."""
    if module is None:
        if not node.level:
            run.star_imports.append((run.frame.scope, node.module))
        return
    listed = run.store.get((module.scope, "__all__"))
    contents = run.contents(listed) if isinstance(listed, ListValue) else listed
    values = (
        contents.values if isinstance(contents, Items) else contents.items if isinstance(contents, TupleValue) else None
    )
    public = [str(v.value) for v in values if isinstance(v, Const)] if values is not None else None
    names = (
        public if public is not None else [name for name in run.store.names(module.scope) if not name.startswith("_")]
    )
    for name in sorted(names):
        held = run.store.get((module.scope, name))
        if held is None and public is not None:
            held = submodule(run, module, name)
        if held is not None:
            _bind(run, name, held)


def _bind(run: Run, name: str, value: Value) -> None:
    run.store.set((run.frame.outer_names.get(name, run.frame.scope), name), value)


def load_module(run: Run, dotted: str, level: int, importer: str | None = None) -> Module | None:
    """The module of the tree that `dotted` means from the running file, executed once; None for external ones.

    A framework's own name is external even where the tree is that framework: its rows say more than its source.
    """
    if run.load is None or (not level and index.canonical(dotted)[1] is not None):
        return None
    found = run.load(dotted, level, importer or run.frame.path, run.search)
    if found is None:
        return None
    path, program = found
    module = run.modules.get(path)
    if module is None:
        is_namespace = not program.parts and not program.unread
        module = Module(_name_of(run, dotted, level, importer, path), run.number(), path, is_namespace)
        run.modules[path] = module
        if program.unread:
            run.unread.add(path)
        execute_module(run, program, module)
    return module


def complete_packages(run: Run, path: str) -> bool:
    """Executes the packages that hold the module at `path`, as Python did before the module; whether one was new.

    `from models.registry import build` runs models/__init__.py first. That is left out until something is missed: it
    often imports a hundred modules, of which one matters.
    """
    before = len(run.modules)
    for level in range(1, MOST_PACKAGES + 1):
        found = run.load("", level, path, ()) if run.load is not None else None
        if found is None or not found[1].parts:
            break
        load_module(run, "", level, path)
    return len(run.modules) > before


def _name_of(run: Run, dotted: str, level: int, importer: str | None, path: str) -> str:
    """The dotted name of a module: as imported, or below the package from which it is imported relatively."""
    if not level:
        return dotted
    package = run.modules.get(importer) if importer is not None else run.modules.get(run.frame.path)
    name = package.name if package is not None else ""
    if package is not None and posixpath.basename(package.path) != INIT:
        level += 1
    parent = name.split(".")[: 1 - level] if level > 1 else name.split(".")
    return ".".join([*filter(None, parent), *filter(None, dotted.split("."))]) or path


def execute_module(run: Run, program: Program, module: Module) -> None:
    """Executes a module's body (or a notebook's cells in order) in the module's scope.

    An import inside a branch loads the module for all of them: it runs in the first store, under no condition.
    """
    path, store = run.path, run.store
    base = store.line()[-1]
    run.path, run.store = (), base
    frame = Frame(module.scope, program.path, run.path, module=module)
    run.frames.append(frame)
    run.store.set((module.scope, "__name__"), Const("__main__" if len(run.frames) == 1 else module.name))
    run.store.set((module.scope, "__file__"), paths.file_of(program.path))
    try:
        for part in program.parts:
            statements.execute(run, part.body)
        branches.settle(run, 0, (), Flow.NORMAL)
        branches.collapse(run, base)
    finally:
        run.frames.pop()
        run.path, run.store = path, store
