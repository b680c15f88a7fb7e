"""What a run has judged, brought together: executions of one place with the same outcome are one set-up."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from lossguard.arrivals import Calls, telling_calls, without_guesses
from lossguard.asked import CALLED, Asked, with_call
from lossguard.edits.combine import combined
from lossguard.findings import Finding, Place, Related, Spot
from lossguard.records import replace
from lossguard.results import Judgement
from lossguard.vocabulary import Answer, Confidence

NAMED_CALLS = 2  # calls that a message names


def settled(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements that count, one an outcome at a place: what unknown arguments leave unknown says nothing where
    another execution tells."""
    kept = without_guesses(judgements)
    told = {each.spot for each in kept if each.answer is not Answer.UNKNOWN}
    groups: dict[Hashable, list[Judgement]] = {}
    for each in kept:
        if not (each.spot in told and each.guessed and each.answer is Answer.UNKNOWN and not each.findings):
            groups.setdefault((each.spot, each.outcome), []).append(each)
    return [_joined(group) for group in groups.values()]


def findings_of(judgements: Sequence[Judgement], asked: Asked) -> list[Finding]:
    """The findings, each code once a place; where an execution of the same place is free of it, with the calls that
    lead to it, and where none of its places is in a file that was asked for, with the call there."""
    by_spot: dict[Spot, list[Judgement]] = {}
    for each in judgements:
        by_spot.setdefault(each.spot, []).append(each)
    found = [
        with_call(finding, _inner_calls(each), asked)
        for group in by_spot.values()
        for each in group
        for finding in _named(each, group)
    ]
    return merged(found)


def _inner_calls(judgement: Judgement) -> Iterator[Place]:
    """The calls that lead to a place, innermost first."""
    return (judgement.places[call] for calls in judgement.calls for call in reversed(calls))


def _joined(group: Sequence[Judgement]) -> Judgement:
    """One judgement for several with the same outcome, reached by the calls of all."""
    if len(group) == 1:
        return group[0]
    return replace(
        group[0],
        calls=tuple(dict.fromkeys(call for each in group for call in each.calls)),
        guessed=all(each.guessed for each in group),
        findings=tuple(finding for each in group for finding in each.findings),
        places={call: place for each in reversed(group) for call, place in each.places.items()},
    )


def _named(judgement: Judgement, group: list[Judgement]) -> list[Finding]:
    """The findings of one of several judgements on a place, with the calls that the others do not share."""
    return [
        finding if not free else _with_calls(finding, judgement, [calls for each in free for calls in each.calls])
        for finding in judgement.findings
        for free in [[each for each in group if all(other.code != finding.code for other in each.findings)]]
    ]


def _with_calls(finding: Finding, judgement: Judgement, others: list[Calls]) -> Finding:
    places = [judgement.places[call] for call in telling_calls(judgement.calls, others)]
    if not places or any((finding.place.path, finding.place.line) == (each.path, each.line) for each in places):
        return finding
    words = " and ".join(_location(place, finding.place) for place in places[:NAMED_CALLS])
    more = len(places) - NAMED_CALLS
    return replace(
        finding,
        message=f"{finding.message} It is so when called at {words}{f' and {more} more' if more > 0 else ''}.",
        related=(*finding.related, *(Related(place, CALLED) for place in places[:NAMED_CALLS])),
    )


def _location(place: Place, other: Place) -> str:
    cell = "" if place.cell is None else f"cell {place.cell}, "
    return f"{cell}line {place.line}" if place.path == other.path else f"{place.path}:{cell}{place.line}"


def merged(findings: list[Finding]) -> list[Finding]:
    """The findings with each code once a place: two outputs or two files can lead to the same one.

    The first stays, a certain one before a possible one; its fixes are those of all.
    """
    ordered = sorted(findings, key=lambda finding: finding.confidence is not Confidence.CERTAIN)
    groups: dict[tuple[str, Place], list[Finding]] = {}
    for finding in reversed(ordered):
        groups.setdefault((finding.code, finding.place), []).append(finding)
    return [_fixed_alike(group) for group in groups.values()]


def _fixed_alike(group: list[Finding]) -> Finding:
    """The last of several findings on a place, with the fixes of all."""
    last = group[-1]
    if all((each.fix, each.alternatives) == (last.fix, last.alternatives) for each in group):
        return last
    fixes = combined([tuple(fix for fix in (each.fix, *each.alternatives) if fix) for each in reversed(group)])
    return replace(last, fix=fixes[0] if fixes else None, alternatives=fixes[1:])
