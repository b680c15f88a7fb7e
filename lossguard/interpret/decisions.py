"""Decisions a program takes on a model's output by itself, outside any metric object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lossguard.findings import Spot
from lossguard.interpret.conditions import Condition
from lossguard.interpret.engines import Engines
from lossguard.interpret.meanings import Reading
from lossguard.interpret.metric_meanings import Around, metric_of
from lossguard.interpret.values import Const, RowObject, Tensor, Value
from lossguard.setups import DecisionUse, Known, Link, MetricUse, Output, Site
from lossguard.vocabulary import Decision

ENGINES_OF_METRICS = ("keras", "tf", "tf_keras", "keras_core", "torch")
SIZES = ("shape", "len(", "ndim")  # words of a test that tells one unit from several
SIGNS_OF_INPUT = ("", "input", "Input")  # what no layer made


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and what it was taken on: the head by its place and width, and the activations up to then."""

    head: Spot
    width: object  # None: not told; one layer of a function may make heads of several widths
    links: tuple[Link, ...]
    use: DecisionUse


@dataclass(frozen=True, slots=True)
class Scored:
    """A metric object or function that the program itself gives an output and labels."""

    head: Spot
    links: tuple[Link, ...]
    metric: RowObject


def scored(metric: RowObject, prediction: Value, spot: Spot) -> Scored | None:
    """What to note for a metric called on a prediction; None where no model made it."""
    if not isinstance(prediction, Tensor) or prediction.layer in SIGNS_OF_INPUT or prediction.space is None:
        return None
    return Scored(prediction.spot, prediction.links, replace(metric, spot=spot))


def decided(
    tensor: Tensor, decision: Decision, spot: Spot, axis: int | None = None, threshold: float | None = None
) -> Decided | None:
    """What to note for a decision on a tensor; None where no model made it, or where one was taken already."""
    if tensor.layer in SIGNS_OF_INPUT or tensor.decision is not None or tensor.space is None:
        return None
    width = tensor.width.value if isinstance(tensor.width, Const) else None
    return Decided(tensor.spot, width, tensor.links, DecisionUse(decision, spot, axis, threshold))


def asks_for_size(path: Condition) -> bool:
    """Whether the program itself chose between decisions by the size of what it decides on."""
    return any(word in literal.text for literal in path for word in SIZES)


def with_decisions(site: Site, noted: list[Decided]) -> Site:
    """The site with the decisions taken on its heads, just as they reach the loss."""
    return _each_output(site, lambda output: _measured(output, noted)) if noted else site


def _each_output(site: Site, change: Callable[[Output], Output]) -> Site:
    ways = tuple(replace(way, outputs=tuple(change(output) for output in way.outputs)) for way in site.ways)
    return replace(site, ways=ways)


def with_scores(site: Site, noted: list[Scored], engines: Engines) -> Site:
    """The site with the metrics the program calls on its heads; those of `compile` stand already."""
    return _each_output(site, lambda output: _with_metrics(output, noted, engines)) if noted else site


def _with_metrics(output: Output, noted: list[Scored], engines: Engines) -> Output:
    if not isinstance(output.head, Known):
        return output
    head = output.head.value
    places = [link.spot for link in head.links]
    found: dict[MetricUse, None] = {}
    for note in noted:
        if note.head == head.spot and [link.spot for link in note.links] == places:
            flavour = note.metric.flavour or "torch"
            engine, row = engines.engine(flavour if flavour in ENGINES_OF_METRICS else "torch")
            around = Around(output.head, output.loss, output.labels)
            reading = Reading(engines, engine, row, flavour)
            use, _, _ = metric_of(reading, note.metric, note.metric.spot, around)
            if use is not None:
                found[use] = None
    return replace(output, metrics=(*output.metrics, *found)) if found else output


def _measured(output: Output, noted: list[Decided]) -> Output:
    if not isinstance(output.head, Known):
        return output
    head = output.head.value
    places = [link.spot for link in head.links]
    width = head.width.value.value if isinstance(head.width, Known) else None
    uses = [
        note.use
        for note in noted
        if note.head == head.spot
        and [link.spot for link in note.links] == places
        and (note.width is None or width is None or note.width == width)
    ]
    return replace(output, decisions=tuple(dict.fromkeys(uses))) if uses else output
