"""From what the rules say of a site to findings and set-ups whose spots have become places."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from lossguard.circumstances import spoken
from lossguard.edits.repairs import fix_of
from lossguard.findings import Finding, Fix, Related, Repair, Spot
from lossguard.records import replace
from lossguard.results import JudgedOutput, JudgedSetup, Judgement, Way, worst
from lossguard.rules.table import Judged, Verdict, judge, verdict
from lossguard.setups import Known, Output, Site, Unknown, Width
from lossguard.sources import Sources
from lossguard.vocabulary import Confidence, Space


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
        message=diagnosis.message + (f" It is so {spoken(judged.conditions)}." if judged.conditions else "") + said[0],
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


def setup_of(site: Site, answers: tuple[Verdict, ...], sources: Sources) -> JudgedSetup:
    """The set-up of a site with its answers and the places of all its parts."""
    outputs = tuple(
        JudgedOutput(each.name, _ways(site, index), each.answer, each.findings, each.missing)
        for index, each in enumerate(answers)
    )
    problems = tuple(dict.fromkeys(problem for way in site.ways for problem in way.problems))
    spots = {spot for output in outputs for way in output.ways for spot in _spots(way.output)}
    spots |= {problem.spot for problem in problems}
    places = {spot: sources.place(spot) for spot in sorted(spots)}
    return JudgedSetup(sources.place(site.spot), site.ways[0].engine, outputs, places, problems)


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
    yield from (decision.spot for decision in output.decisions)


def _reason(fact: object) -> Iterator[Spot]:
    if isinstance(fact, Unknown) and fact.spot is not None:
        yield fact.spot


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
    """The fact as a report shows it: two widths that are not known are alike where their words are."""
    if not isinstance(fact, Known):
        return None
    return (fact.value.value, fact.value.text) if isinstance(fact.value, Width) else fact.value
