"""Everything that is asked of one version: of each row that holds in it the parameters and the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from lossguard.knowledge import index
from lossguard.knowledge.rows import Activation, Alias, Application, Call, Encode, Flow, Layer, Loss, Metric, Row
from lossguard.knowledge.versions import holds
from tests.engines import of_calls, of_layers, of_models, of_scores, of_tensorflow
from tests.engines.asked import Asked
from tests.proved.record import every_row, package_of
from tests.versions.claims import Line

PACKAGES = ("keras", "tensorflow", "tensorflow_addons")
ASKERS: dict[type[Row], tuple[Callable[[str, Any], Iterator[Asked]], ...]] = {
    Loss: (of_scores.of_loss, of_tensorflow.of_loss),
    Metric: (of_scores.of_metric, of_tensorflow.of_metric),
    Activation: (of_scores.of_activation,),
    Layer: (of_layers.of_layer, of_tensorflow.of_layer),
    Application: (of_models.of_application,),
    Flow: (of_models.of_flow,),
}
ALIASES = tuple({id(each): each for found in index._index().aliases.values() for each in found}.values())
GONE = ("tensorflow.mul", "tensorflow.sub", "tensorflow.batch_matmul")  # what TF 0.12 alone is asked for
FRAMEWORK = {"keras": ("keras", "tf"), "tensorflow": ("tf",), "tensorflow_addons": ("tf",)}


@cache
def questions(line: Line) -> tuple[Asked, ...]:
    """All questions to a version, each once."""
    every = (each for row in every_row() if _concerns(row, line) for each in asked_of(row, line))
    return tuple({each.id: each for each in every if holds(each.versions, line.flavour, line.version)}.values())


def _concerns(row: Row, line: Line) -> bool:
    package = package_of(row)
    if line.flavour == "tf" and line.version < (1,):
        return row.names[0] in GONE
    return (
        package in PACKAGES and line.flavour in FRAMEWORK[package] and holds(row.versions, line.flavour, line.version)
    )


def asked_of(row: Row, line: Line) -> Iterator[Asked]:
    """The questions about a row: by each of its names, and those that it has in this version alone."""
    further = (
        name for each in ALIASES if each.of in row.names and type(row) is each.kind and _has(each, line)
        for name in each.names
    )  # fmt: skip
    for name in dict.fromkeys((*row.names, *further)):
        if not name.startswith("str:"):
            yield Asked(row, name, name)
        for asker in ASKERS.get(type(row), ()):
            yield from asker(name, row)
        if isinstance(row, (Call, Encode)):
            yield from of_calls.of_call(name, row, line)


def _has(alias: Alias, line: Line) -> bool:
    return holds(alias.versions, line.flavour, line.version)
