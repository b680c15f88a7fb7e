"""The JSON format of the set-ups, to the letter of the contract; what it adds is named in the changelog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TextIO

from lossguard.findings import Place, Spot
from lossguard.records import dataclass
from lossguard.report.json import Json, dump, failure, header
from lossguard.results import JudgedOutput, JudgedSetup, Report
from lossguard.setups import Known, MetricUse, Output, Unknown, Width
from lossguard.vocabulary import Family, Space

CLASSIFYING = frozenset({Family.CATEGORICAL, Family.BERNOULLI})
Places = Mapping[Spot, Place]


@dataclass(frozen=True, slots=True)
class Part:
    """A head, a loss or labels: the facts, by which ways are compared, and the place."""

    facts: Json
    place: Json


def write(report: Report, stream: TextIO) -> None:
    """Write one object and a line break."""
    dump(
        {
            **header(),
            "setups": [_setup(setup) for setup in report.setups],
            "failures": [failure(each) for each in report.failures],
            "cut_short": list(report.cut_short),
        },
        stream,
    )


def _setup(setup: JudgedSetup) -> Json:
    engine = setup.engine
    return {
        "path": setup.place.path,
        "cell": setup.place.cell,
        "line": setup.place.line,
        "column": setup.place.column,
        "framework": engine.framework,
        "framework_version": engine.version,
        "framework_origin": engine.origin,
        "verdict": str(setup.answer),
        "outputs": [_output(output, setup.places) for output in setup.outputs],
    }


def _output(judged: JudgedOutput, places: Places) -> Json:
    return {
        "name": judged.name,
        "head": _part(judged, lambda output: _head(output, places)),
        "loss": _part(judged, lambda output: _loss(output, places)),
        "metrics": _metrics(judged, places),
        "labels": _part(judged, lambda output: _labels(output, places)),
        "verdict": str(judged.answer),
        "missing": judged.missing,
        "findings": list(judged.findings),
    }


def _part(judged: JudgedOutput, view: Callable[[Output], Part]) -> Json:
    """The part where all ways agree on it (at whichever place), else unknown, with what it is on each way."""
    seen = judged.alternatives(lambda output: view(output).facts)
    places = [view(way.output).place for way in judged.ways]
    if len(seen) == 1:
        return {**seen[0].value, **places[0]}
    alternatives = [{**one.value, "conditions": list(one.conditions)} for one in seen]
    return {"known": False, "why": "it differs between the ways through the program", "alternatives": alternatives}


def _head(output: Output, places: Places) -> Part:
    if isinstance(output.head, Unknown):
        return Part(_unknown(output.head), {})
    head = output.head.value
    facts = {"activation": head.activation, "units": _number(head.width)}
    place = _place(head.spot, places)
    if isinstance(head.space, Unknown):
        return Part({**_unknown(head.space), **facts}, place)
    return Part({"known": True, "space": _space_word(head.space.value, _family(output)), **facts}, place)


def _loss(output: Output, places: Places) -> Part:
    if isinstance(output.loss, Unknown):
        return Part(_unknown(output.loss), {})
    loss = output.loss.value
    facts: Json = {
        "known": True,
        "name": loss.name,
        "family": str(loss.family),
        "expects": None if isinstance(loss.expects, Unknown) else _space_word(loss.expects.value, loss.family),
        "from_logits": loss.from_logits,
    }
    return Part(facts, _place(loss.spot, places))


def _labels(output: Output, places: Places) -> Part:
    if isinstance(output.labels, Unknown):
        return Part(_unknown(output.labels), {})
    labels = output.labels.value
    facts = {"classes": _number(labels.classes), "source": labels.source}
    place = _place(labels.spot, places)
    if isinstance(labels.encoding, Unknown):
        return Part({**_unknown(labels.encoding), **facts}, place)
    return Part({"known": True, "encoding": str(labels.encoding.value), **facts}, place)


def _metrics(judged: JudgedOutput, places: Places) -> list[Json]:
    """The metrics of all ways, each once."""
    found: list[Json] = []
    for way in judged.ways:
        for metric in way.output.metrics:
            shown = _metric(metric, places)
            if shown not in found:
                found.append(shown)
    return found


def _metric(metric: MetricUse, places: Places) -> Json:
    if isinstance(metric.resolved, Unknown):
        return {"name": metric.name, "resolved": None, "why": metric.resolved.why, **_place(metric.spot, places)}
    return {"name": metric.name, "resolved": metric.resolved.value, **_place(metric.spot, places)}


def _unknown(unknown: Unknown) -> Json:
    return {"known": False, "why": unknown.why}


def _number(width: Known[Width] | Unknown) -> int | None:
    """The width as an integer, null where it is a symbol or not known."""
    return None if isinstance(width, Unknown) else width.value.value


def _family(output: Output) -> Family | None:
    return None if isinstance(output.loss, Unknown) else output.loss.value.family


def _space_word(space: Space, family: Family | None) -> str:
    """The contract calls real values "logits" where a classification loss reads them, else "real"."""
    return "logits" if space is Space.REAL and family in CLASSIFYING else str(space)


def _place(spot: Spot, places: Places) -> Json:
    place = places.get(spot)
    if place is None:
        return {"path": spot.path, "cell": None, "line": None}
    return {"path": place.path, "cell": place.cell, "line": place.line}
