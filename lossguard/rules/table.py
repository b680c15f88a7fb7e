"""The table of all rules, and what they say of a site: between the set-ups and the findings."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

import lossguard.rules
from lossguard.circumstances import in_words, spoken
from lossguard.findings import Diagnosis, Repair, Spot
from lossguard.records import dataclass
from lossguard.rules.codes import RULE_MODULE
from lossguard.rules.reading import seen_by_loss
from lossguard.rules.repairs import repairs_of
from lossguard.rules.rule import Check, Rule
from lossguard.setups import Known, Output, Site, TrainingSetup, Unknown
from lossguard.vocabulary import Answer, Confidence, Severity

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_OF_METRICS = "LG3"  # rules that see the labels as the model is given them, the others as its loss does
_OF_TRAINING = "LG1"  # rules that speak of training: weak evidence where the model is only evaluated


@dataclass(frozen=True, slots=True)
class Judged:
    """One diagnosis of a site, merged over its ways. `setup` is the first way that has it.

    `conditions` tell when it happens, where it is only possible, in phrases: "with --loss bce", "when n == 2".
    """

    rule: Rule
    diagnosis: Diagnosis
    confidence: Confidence
    conditions: tuple[str, ...]
    setup: TrainingSetup
    output: Output
    index: int  # of the output
    repairs: tuple[Repair, ...] = ()  # those that every way with this diagnosis proposes, best first

    @property
    def severity(self) -> Severity:
        """That of the diagnosis, else the rule's own."""
        return self.diagnosis.severity or self.rule.severity


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one output of a site. `missing` is the fact that an unknown answer lacks, in words."""

    name: str | None
    answer: Answer
    findings: tuple[str, ...] = ()  # codes, in order
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Report:
    """What one rule said of one output in one way.

    `told` is False where its needs are not met, or where it is silent and a rule that it yields to, or that yields to
    it, has named the fault: such a way says nothing against this rule's finding in another way.
    """

    rule: Rule
    way: int
    index: int
    diagnoses: tuple[Diagnosis, ...]
    told: bool


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every `RULE` of the modules lg*.py of this package, by code.

    Raises ImportError where a rule module has no `RULE`, or its code is not that of the module's name or is taken.
    """
    found: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(lossguard.rules.__path__):
        if not RULE_MODULE.fullmatch(module.name):
            continue
        rule = getattr(importlib.import_module(f"{lossguard.rules.__name__}.{module.name}"), "RULE", None)
        if not isinstance(rule, Rule):
            raise ImportError(f"lossguard/rules/{module.name}.py has no RULE = Rule(...)")
        if rule.code.lower() != module.name[:5] or rule.code in found:
            raise ImportError(f"lossguard/rules/{module.name}.py: code {rule.code} is taken or not that of the file")
        found[rule.code] = rule
    return tuple(found[code] for code in sorted(found))


def rule_named(code_or_name: str) -> Rule | None:
    """The rule of that code ("LG102", in any case) or name ("activation-applied-twice"), None where there is none."""
    wanted = code_or_name.strip().lower()
    return next((rule for rule in all_rules() if wanted in (rule.code.lower(), rule.name)), None)


def judge(site: Site, rules: tuple[Rule, ...] | None = None) -> list[Judged]:
    """What the rules say of a site, one entry per output, code and spot, in order of output and code.

    A way counts for a rule where the rule's needs are known and no rival rule spoke in its stead, or where whoever runs
    the program decides it: what is wrong with the default of an option alone is only possible. A diagnosis is
    certain when every way that counts has the rule's code (perhaps at another spot: both heads of an if/else can be
    wrong), possible when only some have, or when its evidence is weak: `may_be_wrong`, a model only evaluated, or a
    site that may never be reached (`doubtful`).
    Outputs that share one loss give an entry each, at the same spot: who reports may merge them.
    """
    reports = [report for way in range(len(site.ways)) for report in _asked(site.ways[way], way, rules or all_rules())]
    groups: dict[tuple[int, str], list[_Report]] = {}
    for report in reports:
        groups.setdefault((report.index, report.rule.code), []).append(report)
    return [judged for key in sorted(groups) for judged in _merged(site, groups[key])]


def verdict(site: Site, judged: list[Judged] | None = None) -> tuple[Verdict, ...]:
    """One answer for each output of the site.

    Wrong: an error or a warning is certain. Unknown: the head's space or what the loss expects is unknown in some
    way, or an error or a warning is only possible. Ok otherwise. Unknown labels do not make an output unknown: they are
    unknown in half of all programs, and head and loss agree or not without them; ok then speaks of head, loss and
    metrics only.
    Findings about the set-up as a whole count for each of its outputs.
    """
    everything = judge(site) if judged is None else judged
    number = max((len(way.outputs) for way in site.ways), default=0)
    return tuple(_answer(site, everything, index) for index in range(number))


def _asked(setup: TrainingSetup, way: int, rules: tuple[Rule, ...]) -> Iterator[_Report]:
    """Every rule's report on every output of one way, better rules first heard (`yields_to`)."""
    outputs = setup.outputs or (_blank(setup),)
    for index, output in enumerate(outputs):
        said: dict[str, tuple[Diagnosis, ...]] = {}
        for_loss = seen_by_loss(output)
        for rule in rules:
            seen = output if rule.code.startswith(_OF_METRICS) else for_loss
            check = _check_for(rule, seen)
            if check is not None and (index == 0 or not rule.per_setup):
                said[rule.code] = tuple(check(setup, seen))
        speaking = [rule for rule in rules if said.get(rule.code)]
        for rule in rules:
            diagnoses = said.get(rule.code, ())
            better = [other for other in speaking if other.code in rule.yields_to]
            if diagnoses and any(_outweighs(other, said[other.code], rule, diagnoses) for other in better):
                diagnoses = ()
            explained = bool(better) or any(rule.code in other.yields_to for other in speaking)
            yield _Report(rule, way, index, diagnoses, told=rule.code in said and (bool(diagnoses) or not explained))


def _check_for(rule: Rule, output: Output) -> Check | None:
    """What a rule asks of an output, None where it is not asked: an estimator's head and loss fit by construction."""
    if output.learner is not None:
        return rule.check_learner
    return rule.check if _needs_met(rule, output) else None


def _outweighs(better: Rule, said: tuple[Diagnosis, ...], rule: Rule, own: tuple[Diagnosis, ...]) -> bool:
    """Whether a better rule has the fault.

    One that merely suspects it does not silence one that is sure, one that warns does not silence an error: a link
    that the engine undoes is not why labels cannot be learnt.
    """
    if _worst(better, said) > _worst(rule, own):
        return False
    return all(one.may_be_wrong for one in own) or any(not one.may_be_wrong for one in said)


def _worst(rule: Rule, diagnoses: tuple[Diagnosis, ...]) -> int:
    """The rank of the worst severity, 0 for an error."""
    return min(_RANK[one.severity or rule.severity] for one in diagnoses)


def _blank(setup: TrainingSetup) -> Output:
    """An output of which nothing is known, for set-ups that have problems and no outputs."""
    nothing = Unknown("no output of the model was found", setup.spot)
    return Output(None, nothing, nothing, nothing)


def _needs_met(rule: Rule, output: Output) -> bool:
    return all(_known(output, path) for path in rule.needs)


def _known(output: Output, path: str) -> bool:
    """Whether a dotted field of the output, and all on the way to it, is `Known` (or a plain value)."""
    found: object = output
    for field in path.split("."):
        found = getattr(found, field)
        if isinstance(found, Known):
            found = found.value
        if found is None or isinstance(found, Unknown):
            return False
    return True


def _merged(site: Site, reports: list[_Report]) -> Iterator[Judged]:
    """The diagnoses of one rule on one output, equal spots of all ways made one."""
    by_spot: dict[Spot, list[tuple[_Report, Diagnosis]]] = {}
    for report in reports:
        for diagnosis in report.diagnoses:
            by_spot.setdefault(diagnosis.spot, []).append((report, diagnosis))
    sure_everywhere = all(_sure(site, report) for report in reports if report.told or site.ways[report.way].free)
    for spot in sorted(by_spot):
        found = by_spot[spot]
        first, worst = min(found, key=lambda pair: _RANK[pair[1].severity or pair[0].rule.severity])
        certain = sure_everywhere and not site.doubtful and not any(diagnosis.may_be_wrong for _, diagnosis in found)
        setup = site.ways[first.way]
        yield Judged(
            rule=first.rule,
            diagnosis=worst,
            confidence=Confidence.CERTAIN if certain else Confidence.POSSIBLE,
            conditions=() if certain else _conditions(site, [report.way for report, _ in found]),
            setup=setup,
            output=setup.outputs[first.index] if setup.outputs else _blank(setup),
            index=first.index,
            repairs=_common_repairs(site, found),
        )


def _common_repairs(site: Site, found: list[tuple[_Report, Diagnosis]]) -> tuple[Repair, ...]:
    """The repairs of the first way that all the others propose as well.

    Where there is none, the preferred repairs of all ways are one: three models under one loss lose three activations.
    """
    proposed = []
    for report, diagnosis in found:
        setup = site.ways[report.way]
        output = setup.outputs[report.index] if setup.outputs else _blank(setup)
        proposed.append(repairs_of(report.rule.code, setup, output, diagnosis))
    common = tuple(repair for repair in proposed[0] if all(repair in others for others in proposed[1:]))
    if common or not all(proposed):
        return common
    preferred = [repairs[0] for repairs in proposed]
    titles = "; ".join(dict.fromkeys(repair.title for repair in preferred))
    changes = dict.fromkeys(change for repair in preferred for change in repair.changes)
    return (Repair(titles, all(repair.safe for repair in preferred), tuple(changes)),)


def _sure(site: Site, report: _Report) -> bool:
    """Whether this way is wrong beyond doubt by this rule."""
    only_evaluated = site.ways[report.way].trained is False and report.rule.code.startswith(_OF_TRAINING)
    return not only_evaluated and any(not diagnosis.may_be_wrong for diagnosis in report.diagnoses)


def _conditions(site: Site, ways: list[int]) -> tuple[str, ...]:
    others = [way.conditions for number, way in enumerate(site.ways) if number not in ways]
    return in_words([site.ways[way].conditions for way in ways], others)


def _answer(site: Site, judged: list[Judged], index: int) -> Verdict:
    mine = [one for one in judged if one.index == index or one.rule.per_setup]
    codes = tuple(dict.fromkeys(one.rule.code for one in mine))
    outputs = [way.outputs[index] for way in site.ways if index < len(way.outputs)]
    name = next((output.name for output in outputs if output.name is not None), None)
    grave = [one for one in mine if one.severity is not Severity.NOTE]
    if any(one.confidence is Confidence.CERTAIN for one in grave):
        return Verdict(name, Answer.WRONG, codes)
    missing = next((why for output in outputs if (why := _missing(output))), None)
    if missing is None and grave:
        when = spoken(grave[0].conditions)
        missing = f"{grave[0].rule.code} is possible" + (f" {when}" if when else "")
    return Verdict(name, Answer.OK if missing is None else Answer.UNKNOWN, codes, missing)


def _missing(output: Output) -> str | None:
    """Why head or loss are not known well enough to be compared, None where they are."""
    if output.learner is not None:
        return None
    if isinstance(output.head, Unknown):
        return f"the head: {output.head.why}"
    if isinstance(output.head.value.space, Unknown):
        return f"the head's activation: {output.head.value.space.why}"
    if isinstance(output.loss, Unknown):
        return f"the loss: {output.loss.why}"
    if isinstance(output.loss.value.expects, Unknown):
        return f"what the loss expects: {output.loss.value.expects.why}"
    return None
