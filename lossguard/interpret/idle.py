"""Functions and classes that no set-up can come out of: where nothing calls them, they need not be run."""

from __future__ import annotations

from lossguard.frontend import nodes as n
from lossguard.interpret.descent import nodes_under
from lossguard.interpret.frameworks import keras, tensorflow
from lossguard.interpret.run import Run
from lossguard.interpret.values import Class, Const, External, Function, Module
from lossguard.knowledge import index

# What these compute is only labels and numbers, of which nothing is said without a loss, a metric or a model.
ARRAYS = ("array", "numpy", "pandas")


def without_idle(
    run: Run, module: Module, waiting: list[tuple[Function, Class | None]]
) -> list[tuple[Function, Class | None]]:
    """The functions of which the source, or that of the class that they belong to, names something a set-up could come
    from: something of a framework or of the program, a method that trains a model of unknown origin, an import."""
    if run.star_imports or index.describes_any():
        return waiting
    methods: dict[int, list[Function]] = {}
    for func, owner in run.functions.values():
        if owner is not None:
            methods.setdefault(id(owner), []).append(func)
    owners = {id(owner): owner for _, owner in waiting if owner is not None}
    idle = {each for each, owner in owners.items() if _is_idle_class(run, module, owner, methods[each])}
    return [
        (func, owner)
        for func, owner in waiting
        if (id(owner) not in idle if owner is not None else _may_train(run, module, func))
    ]


def _is_idle_class(run: Run, module: Module, owner: Class, methods: list[Function]) -> bool:
    return not any(_matters(base) for base in owner.bases) and not any(_may_train(run, module, m) for m in methods)


def _may_train(run: Run, module: Module, func: Function) -> bool:
    return any(_speaks_of_training(run, module, node) for node in nodes_under(func.definition))


def _speaks_of_training(run: Run, module: Module, node: object) -> bool:
    match node:
        case n.Name(id):
            held = run.store.get((module.scope, id))
            return held is not None and _matters(held)
        case n.Attribute(_, attr):
            return attr in keras.TRAINING_METHODS
        case n.Arg(keyword=tensorflow.FEED) | n.Import() | n.ImportFrom() | n.Scope() | n.ClassDef():
            return True
        case _:
            return False


def _matters(value: object) -> bool:
    match value:
        case Const():
            return False
        case External(name):
            package = index.package_of(index.canonical(name)[0])
            return package not in ARRAYS and package in index.packages()
        case _:
            return True
