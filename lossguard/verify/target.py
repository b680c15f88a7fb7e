"""From PATH:LINE, PATH:CELL:LINE, PATH or a fingerprint to one finding of a report, and the output it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from lossguard.circumstances import is_said_of
from lossguard.errors import UsageError
from lossguard.findings import Finding, Place
from lossguard.records import dataclass
from lossguard.results import JudgedSetup, Report, Way
from lossguard.setups import DecisionUse, Known, MetricUse, Problem

T = TypeVar("T", MetricUse, DecisionUse, Problem)
NEAREST = 3  # findings that a refusal names
FINGERPRINT = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for: a path with a line (and a cell), either, or a fingerprint. `code` narrows it."""

    path: str = ""
    line: int | None = None
    cell: int | None = None
    fingerprint: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding, its set-up, and the way on which it stands."""

    finding: Finding
    setup: JudgedSetup
    way: Way
    metric: MetricUse | None
    decision: DecisionUse | None
    problem: Problem | None


def parse(text: str, code: str = "", exists: bool = False) -> Target:
    """What `text` asks for; `exists` tells that it is a path as it stands."""
    if exists:
        return Target(text, code=code)
    match = re.fullmatch(r"(?P<path>.+?)(:(?P<cell>\d{1,9}))??(:(?P<line>\d{1,9}))", text)
    if match is not None:
        cell = None if match["cell"] is None else int(match["cell"])
        return Target(match["path"], int(match["line"]), cell, code=code)
    if FINGERPRINT.fullmatch(text):
        return Target(fingerprint=text, code=code)
    return Target(text, code=code)


def finding_at(report: Report, target: Target) -> Finding:
    """The one finding that is asked for. Raises `UsageError` with the nearest ones where there is none, or several."""
    found = [each for each in report.findings if _fits(each, target)]
    shown = [each for each in found if not target.code or target.code in (each.code, each.name)]
    if len(shown) == 1 or (shown and target.fingerprint):
        return shown[0]
    if not shown:
        raise UsageError(f"no finding at {_asked(target)}{_nearest(report.findings, target)}")
    at = ", ".join(_words(each) for each in shown)
    raise UsageError(f"{_asked(target)} has {len(shown)} findings ({at}): give the line, and --code where codes differ")


def _fits(finding: Finding, target: Target) -> bool:
    if target.fingerprint:
        return finding.fingerprint.startswith(target.fingerprint)
    place = finding.place
    if target.line is None:
        return True
    return place.line <= target.line <= place.end_line and target.cell in (None, place.cell)


def _asked(target: Target) -> str:
    if target.fingerprint:
        return target.fingerprint
    cell = "" if target.cell is None else f":{target.cell}"
    return f"{target.path}{cell}{'' if target.line is None else f':{target.line}'}"


def _nearest(findings: Sequence[Finding], target: Target) -> str:
    line = target.line or 0
    close = sorted(findings, key=lambda each: (target.cell not in (None, each.place.cell), abs(each.place.line - line)))
    named = ", ".join(_words(each) for each in close[:NEAREST])
    return f"; the nearest: {named}" if named else "; there is none at all"


def _words(finding: Finding) -> str:
    place = finding.place
    cell = "" if place.cell is None else f"{place.cell}:"
    return f"{finding.code} at {place.path}:{cell}{place.line}"


def seen(report: Report, finding: Finding) -> Seen:
    """The set-up of the finding. Raises `UsageError` where none of the report has it (the tool's own findings)."""
    found = [
        (setup, way)
        for setup in report.setups
        for judged in setup.outputs
        if finding.code in judged.findings
        for way in judged.ways
    ]
    if not found:
        raise UsageError(f"{finding.code} ({finding.name}) says nothing that a program could show")
    setup, way = min(found, key=lambda each: _distance(finding, *each))
    metric, decision = _at(finding, setup, way.output.metrics), _at(finding, setup, way.output.decisions)
    return Seen(finding, setup, way, metric, decision, _at(finding, setup, setup.problems))


def _distance(finding: Finding, setup: JudgedSetup, way: Way) -> tuple[bool, bool, bool, bool]:
    """Ways with a part at the place of the finding, under its conditions, and with all parts known come first."""
    output, place = way.output, finding.place
    parts = [part.value.spot for part in (output.loss, output.head, output.labels) if isinstance(part, Known)]
    parts += [metric.spot for metric in output.metrics]
    parts += [decision.spot for decision in output.decisions]
    parts += [problem.spot for problem in setup.problems]
    here = any(setup.places.get(spot) == place for spot in parts)
    conditions = not finding.conditions or any(is_said_of(each, way.conditions) for each in finding.conditions)
    known = isinstance(output.loss, Known) and isinstance(output.head, Known)
    related = {each.place for each in finding.related}
    return not here, not (setup.place == place or setup.place in related), not conditions, not known


def _at(finding: Finding, setup: JudgedSetup, uses: Sequence[T]) -> T | None:
    """The one at the place of the finding, else the nearest."""

    def far(use: T) -> tuple[bool, int]:
        place: Place | None = setup.places.get(use.spot)
        if place is None:
            return True, 10**9
        return place != finding.place, abs(place.line - finding.place.line)

    return min(uses, key=far, default=None)
