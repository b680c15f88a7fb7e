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


def is_idle(run: Run, module: Module, func: Function, owner: Class | None) -> bool:
    """Whether the source of a function, or of the class that it belongs to, names nothing a set-up could come from:
    nothing of a framework or of the program, no method that trains a model of unknown origin, no import of its own."""
    if owner is not None:
        methods = [each for each, other in run.functions.values() if other is owner]
        return not any(_matters(base) for base in owner.bases) and all(_says_nothing(run, module, m) for m in methods)
    return _says_nothing(run, module, func)


def _says_nothing(run: Run, module: Module, func: Function) -> bool:
    if run.star_imports or index.describes_any():
        return False
    return not any(_may_train(run, module, node) for node in nodes_under(func.definition))


def _may_train(run: Run, module: Module, node: object) -> bool:
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
