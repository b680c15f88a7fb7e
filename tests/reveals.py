"""What a `# reveal:` comment may ask of a set-up, and the answer in words.

A field is read on every way to the set-up; values that differ are sorted and joined by " | ". What is not known is
"unknown", what there is none of is "none". A field without an index speaks of the first output, `head[1].space` of the
second.

    head.      space width activation rank layer embedding_like known
    loss.      name family expects from_logits known
    labels.    encoding classes rank width dtype known
    metric.    resolved by          of several metrics joined by ","
    engine.    code framework version
    outputs    how many; verdict    the set-up's, verdict[1] of one output
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lossguard.results import JudgedSetup
from lossguard.setups import Known, Output, Unknown, Width

_FIELD = re.compile(r"(head|loss|labels|metric|engine|outputs|verdict)(?:\[(\d+)\])?(?:\.(\w+))?")
_ALLOWED = {
    "head": ("space", "width", "activation", "rank", "layer", "embedding_like", "known"),
    "loss": ("name", "family", "expects", "from_logits", "known"),
    "labels": ("encoding", "classes", "rank", "width", "dtype", "known"),
    "metric": ("resolved", "by"),
    "engine": ("code", "framework", "version"),
    "outputs": (None,),
    "verdict": (None,),
}


def revealed_of(setups: list[JudgedSetup], field: str) -> str:
    """The values of `field` in all set-ups of one place: a line that is executed twice has two."""
    return " | ".join(sorted({value for setup in setups for value in revealed(setup, field).split(" | ")}))


def revealed(setup: JudgedSetup, field: str) -> str:
    """The value of `field`, in words. ValueError for a field that there is not."""
    match = _FIELD.fullmatch(field)
    if match is None or match[3] not in _ALLOWED[match[1]]:
        raise ValueError(f"{field!r} cannot be revealed: see tests/reveals.py for what can")
    part, index, name = match[1], match[2], match[3]
    if part == "outputs":
        return str(len(setup.outputs))
    if part == "engine":
        return _word(getattr(setup.engine, name))
    if part == "verdict" and index is None:
        return str(setup.answer)
    if int(index or 0) >= len(setup.outputs):
        return "none"
    output = setup.outputs[int(index or 0)]
    if part == "verdict":
        return str(output.answer)
    view = _metrics(name) if part == "metric" else _part(part, name)
    return " | ".join(sorted({view(way.output) for way in output.ways}))


def _part(part: str, name: str) -> Callable[[Output], str]:
    def view(output: Output) -> str:
        fact = getattr(output, part)
        if name == "known":
            return _word(isinstance(fact, Known))
        return "unknown" if isinstance(fact, Unknown) else _word(getattr(fact.value, name))

    return view


def _metrics(name: str) -> Callable[[Output], str]:
    def view(output: Output) -> str:
        return ",".join(_word(getattr(metric, name)) for metric in output.metrics) or "none"

    return view


def _word(value: object) -> str:
    match value:
        case Unknown():
            return "unknown"
        case Known():
            return _word(value.value)
        case Width():
            return value.text if value.value is None else str(value.value)
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case _:
            return str(value)
