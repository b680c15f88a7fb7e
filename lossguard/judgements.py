"""What a run has judged, brought together: executions of one place with the same outcome are one set-up."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from lossguard.arrivals import Calls, telling_calls, without_guesses
from lossguard.findings import Finding, Place, Related, Spot
from lossguard.resolve import finding_of, merged, setup_of
from lossguard.results import JudgedSetup, worst
from lossguard.rules.table import Answer, Verdict, judge, verdict
from lossguard.setups import Known, Output, Site, Unknown, Width
from lossguard.sources import Sources
from lossguard.vocabulary import Space

NAMED_CALLS = 2  # calls that a message names


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was said of one site. `outcome` is equal for sites that a report would show alike; `places` are those of the
    calls that lead there."""

    spot: Spot
    calls: tuple[Calls, ...]
    guessed: bool
    outcome: Hashable
    answer: Answer
    findings: tuple[Finding, ...]
    places: Mapping[Spot, Place]
    setup: JudgedSetup | None


def judgement_of(site: Site, sources: Sources, with_setup: bool) -> Judgement:
    """The judgement of the rules on one site. `with_setup`: with all its parts and their places."""
    judged = judge(site)
    answers = verdict(site, judged)
    findings = tuple(finding_of(each, sources) for each in judged)
    calls = {call for calls in site.calls for call in calls} if findings else set()
    return Judgement(
        site.spot,
        site.calls,
        site.guessed,
        _outcome(site, answers),
        worst(each.answer for each in answers),
        findings,
        {call: sources.place(call) for call in sorted(calls)},
        setup_of(site, answers, sources) if with_setup else None,
    )


def settled(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements that count, one an outcome at a place: what unknown arguments leave unknown says nothing where
    another execution tells."""
    kept = without_guesses(judgements)
    told = {each.spot for each in kept if each.answer is not Answer.UNKNOWN}
    found: dict[Hashable, Judgement] = {}
    for each in kept:
        if each.spot in told and each.guessed and each.answer is Answer.UNKNOWN and not each.findings:
            continue
        known = found.get((each.spot, each.outcome))
        found[each.spot, each.outcome] = each if known is None else _joined(known, each)
    return list(found.values())


def findings_of(judgements: Sequence[Judgement]) -> list[Finding]:
    """The findings, each code once a place; where an execution of the same place is free of it, with the calls that
    lead to it."""
    by_spot: dict[Spot, list[Judgement]] = {}
    for each in judgements:
        by_spot.setdefault(each.spot, []).append(each)
    return merged([found for group in by_spot.values() for each in group for found in _named(each, group)])


def _outcome(site: Site, answers: tuple[Verdict, ...]) -> Hashable:
    said = tuple((each.answer, each.findings) for each in answers)
    return said, frozenset(tuple(_facts(output) for output in way.outputs) for way in site.ways)


def _facts(output: Output) -> Hashable:
    """What tells two outputs apart: head and loss, as far as they are known."""
    head = output.head.value if isinstance(output.head, Known) else None
    loss = output.loss.value if isinstance(output.loss, Known) else None
    return (
        None if head is None else (_told(head.space), head.activation, _told(head.width)),
        None if loss is None else (loss.name, loss.from_logits, _told(loss.expects)),
    )


def _told(fact: Known[Space] | Known[Width] | Unknown) -> object:
    return fact.value if isinstance(fact, Known) else None


def _joined(known: Judgement, other: Judgement) -> Judgement:
    return replace(
        known,
        calls=tuple(dict.fromkeys((*known.calls, *other.calls))),
        guessed=known.guessed and other.guessed,
        findings=(*known.findings, *other.findings),
        places={**other.places, **known.places},
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
        related=(*finding.related, *(Related(place, "called here") for place in places[:NAMED_CALLS])),
    )


def _location(place: Place, other: Place) -> str:
    cell = "" if place.cell is None else f"cell {place.cell}, "
    return f"{cell}line {place.line}" if place.path == other.path else f"{place.path}:{cell}{place.line}"
