"""From what the rules say to findings: spots become places, places their excerpts, and each finding its fingerprint."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lossguard.edits.repairs import fix_of
from lossguard.findings import Finding, Fix, Place, Related, Repair, Spot
from lossguard.results import JudgedOutput, JudgedSetup, LinesOf, Way
from lossguard.rules.table import Judged, Verdict
from lossguard.setups import Known, Output, Site, Unknown
from lossguard.source.project import path_in_project
from lossguard.sources import Sources
from lossguard.vocabulary import Confidence


def finding_of(judged: Judged, sources: Sources) -> Finding:
    """The finding of one judgement, still without its fingerprint."""
    diagnosis = judged.diagnosis
    fixes = _fixes(judged, sources)
    related = [Related(sources.place(spot), words) for spot, words in diagnosis.related]
    spot, said = diagnosis.spot, _said_by_files(judged, sources)
    if sources.data.knows(spot.path):  # what is wrong stands in a configuration file: the program is where it works
        spot = judged.setup.spot
    return Finding(
        code=judged.rule.code,
        name=judged.rule.name,
        severity=judged.severity,
        confidence=judged.confidence,
        message=diagnosis.message + said[0],
        place=sources.place(spot),
        help=diagnosis.help,
        confirm=diagnosis.confirm,
        related=(*related, *(each for each in said[1] if each.place not in [other.place for other in related])),
        fix=fixes[0] if fixes else None,
        alternatives=fixes[1:],
        conditions=judged.conditions,
    )


def _said_by_files(judged: Judged, sources: Sources) -> tuple[str, list[Related]]:
    """The values of the set-up that configuration files say: a sentence for the message, and their places."""
    settings = judged.setup.settings
    by_path: dict[str, list[str]] = {}
    for setting in settings:
        by_path.setdefault(setting.spot.path, []).append(f"{setting.value!r} in line {setting.spot.ref}")
    words = "".join(f" As {path} says: {', '.join(said)}." for path, said in by_path.items())
    return words, [Related(sources.place(setting.spot), f"{setting.value!r} is set here") for setting in settings]


def _fixes(judged: Judged, sources: Sources) -> tuple[Fix, ...]:
    """The repairs that have a form in the text. What is only possible may be right as it is: no fix of it is safe."""
    found = (fix_of(repair, sources.opened) for repair in judged.repairs if _is_of_python(repair, sources))
    sure = judged.confidence is Confidence.CERTAIN
    return tuple(replace(fix, safe=fix.safe and sure) for fix in found if fix is not None)


def _is_of_python(repair: Repair, sources: Sources) -> bool:
    """Whether no configuration file would have to change."""
    return not any(sources.data.knows(change.spot.path) for change in repair.changes)


def merged(findings: list[Finding]) -> list[Finding]:
    """The findings with each code once a place: two outputs or two files can lead to the same one.

    The first stays, a certain one before a possible one.
    """
    ordered = sorted(findings, key=lambda finding: finding.confidence is not Confidence.CERTAIN)
    return list({(finding.code, finding.place): finding for finding in reversed(ordered)}.values())


def position(place: Place) -> tuple[str, int, int, int]:
    """Sorts by path, cell, line and column."""
    return place.path, -1 if place.cell is None else place.cell, place.line, place.column


def with_fingerprints(findings: list[Finding], lines: LinesOf) -> list[Finding]:
    """The findings, sorted already, each with a fingerprint that stays when lines move, neighbours are renamed, or the
    working folder is another one.

    It is the SHA-256 of the code, the path within the project, the text at the place without white space, and of how
    many findings above it in the file have all of these in common.
    """
    seen: Counter[str] = Counter()
    marked: list[Finding] = []
    for finding in findings:
        text = "\0".join((finding.code, path_in_project(finding.place.path), _text(finding.place, lines)))
        digest = hashlib.sha256(f"{text}\0{seen[text]}".encode("utf-8", "surrogateescape")).hexdigest()
        marked.append(replace(finding, fingerprint=digest))
        seen[text] += 1
    return marked


def _text(place: Place, lines_of: LinesOf) -> str:
    known = lines_of.get((place.path, place.cell), {})
    lines = [known[number] for number in range(place.line, place.end_line + 1) if number in known]
    if not lines:
        return ""
    last = place.end_column - 1 - (place.column - 1 if len(lines) == 1 else 0)
    inside = [lines[0][place.column - 1 :], *lines[1:]]
    inside[-1] = inside[-1][:last]
    return "".join("".join(inside).split())


def excerpts_of(findings: list[Finding], lines: LinesOf) -> dict[tuple[str, int | None], dict[int, str]]:
    """The first line of every place in the findings, by file and cell and by number."""
    found: dict[tuple[str, int | None], dict[int, str]] = {}
    for finding in findings:
        for place in (finding.place, *(related.place for related in finding.related)):
            line = lines.get((place.path, place.cell), {}).get(place.line)
            if line is not None:
                found.setdefault((place.path, place.cell), {})[place.line] = line
    return found


def setup_of(site: Site, answers: tuple[Verdict, ...], sources: Sources) -> JudgedSetup:
    """The set-up of a site with its answers and the places of all its parts."""
    outputs = tuple(
        JudgedOutput(each.name, _ways(site, index), each.answer, each.findings, each.missing)
        for index, each in enumerate(answers)
    )
    spots = {spot for output in outputs for way in output.ways for spot in _spots(way.output)}
    places = {spot: sources.place(spot) for spot in sorted(spots)}
    return JudgedSetup(sources.place(site.spot), site.ways[0].engine, outputs, places)


def _ways(site: Site, index: int) -> tuple[Way, ...]:
    conditions = [way.conditions for way in site.ways]
    alone = all(each == conditions[0] for each in conditions)
    return tuple(
        Way(way.outputs[index], () if alone else way.conditions) for way in site.ways if index < len(way.outputs)
    )


def _spots(output: Output) -> Iterator[Spot]:
    """The spots of the parts of an output, and of the reasons for what is unknown."""
    for part in (output.head, output.loss, output.labels):
        if isinstance(part, Known):
            yield part.value.spot
        elif part.spot is not None:
            yield part.spot
    if isinstance(output.head, Known):
        yield from _reason(output.head.value.space)
    if isinstance(output.loss, Known):
        yield from _reason(output.loss.value.expects)
    if isinstance(output.labels, Known):
        yield from _reason(output.labels.value.encoding)
    yield from (metric.spot for metric in output.metrics)


def _reason(fact: object) -> Iterator[Spot]:
    if isinstance(fact, Unknown) and fact.spot is not None:
        yield fact.spot
