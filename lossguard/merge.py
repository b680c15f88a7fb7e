"""From the results of all files to one report: findings merged, kept or silenced, sorted, marked with fingerprints."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import partial

from lossguard.asked import Asked, moved
from lossguard.config import SettingsOf, graded, ignored_in, selects
from lossguard.findings import Failure, Finding, Place
from lossguard.judgements import findings_of, merged, settled
from lossguard.records import replace
from lossguard.results import FileResult, JudgedSetup, LinesOf, Report, Summary
from lossguard.rules.codes import known_codes
from lossguard.source.project import path_in_project
from lossguard.suppress import Suppression, apply
from lossguard.vocabulary import Answer, Confidence, Severity


def merge(
    settings: SettingsOf,
    files: list[str],
    results: list[FileResult],
    failures: list[Failure],
    wrong_usage: tuple[str, ...],
) -> Report:
    """One report of the results, which are in the order of their paths.

    `files` are all that were asked for, `failures` those of finding them.
    """
    asked = Asked(files)
    lines = _lines(results)
    judgements = settled([judgement for result in results for judgement in result.judgements])
    kept, suppressed = _kept(settings, asked, results, findings_of(judgements, asked))
    findings = with_fingerprints(sorted(kept, key=lambda finding: (position(finding.place), finding.code)), lines)
    counts = Counter(each.answer for each in judgements)
    failures = [*failures, *(failure for result in results for failure in result.failures)]
    setups = sorted((each.setup for each in judgements if each.setup), key=lambda setup: position(setup.place))
    return Report(
        findings=tuple(findings),
        failures=tuple(sorted(failures, key=lambda each: (each.path, each.cell or 0, each.line or 0, each.reason))),
        setups=tuple(setups),
        summary=Summary(
            files_seen=len(files),
            files_analysed=len(results),
            setups=len(judgements),
            setups_ok=counts[Answer.OK],
            setups_wrong=counts[Answer.WRONG],
            setups_unknown=counts[Answer.UNKNOWN],
            suppressed=suppressed,
        ),
        excerpts=excerpts_of(findings, setups, lines),
        wrong_usage=wrong_usage,
        cut_short=tuple(result.path for result in results if result.cut_short),
    )


def _lines(results: list[FileResult]) -> LinesOf:
    lines: dict[tuple[str, int | None], dict[int, str]] = {}
    for result in results:
        for key, numbered in result.lines.items():
            lines.setdefault(key, {}).update(numbered)
    return lines


def _kept(
    settings: SettingsOf, asked: Asked, results: list[FileResult], findings: list[Finding]
) -> tuple[list[Finding], int]:
    """The findings that the settings and the comments let through, and how many the comments silenced.

    A comment silences at the place to change, and at that in an asked file to which a finding moves from another.
    """
    suppressions: dict[str, tuple[Suppression, ...]] = {}
    for result in results:
        suppressions.update(result.suppressions)
    waiting: dict[str, list[Finding]] = {path: [] for path in suppressions}
    for finding in findings:
        waiting[finding.place.path].append(finding)
    kept: list[Finding] = []
    silenced = 0
    for path in sorted(waiting, key=lambda path: path in asked):
        found = [_graded(settings, finding) for finding in merged(waiting[path])]
        wanted = [finding for finding in found if _wanted(settings, finding)]
        applied = apply(wanted, suppressions[path], known_codes(), partial(_is_on, settings, path))
        silenced += len(applied.suppressed)
        if path in asked:
            kept += [*applied.kept, *(finding for finding in applied.unused if _wanted(settings, finding))]
            continue
        for other in (moved(finding, asked) for finding in applied.kept):
            if other is not None:
                waiting[other.place.path].append(other)
    return [edited for finding in kept if (edited := moved(finding, asked)) is not None], silenced


def _graded(settings_of: SettingsOf, finding: Finding) -> Finding:
    """The finding with the severity that the settings give its code."""
    severity = graded(settings_of.at(finding.place.path), finding.code)
    return finding if severity is None else replace(finding, severity=severity)


def _wanted(settings_of: SettingsOf, finding: Finding) -> bool:
    """Whether the settings ask for the finding; notes only where their code is selected, or graded so on purpose."""
    settings = settings_of.at(finding.place.path)
    by_default = finding.severity is not Severity.NOTE or graded(settings, finding.code) is Severity.NOTE
    sure = finding.confidence is Confidence.CERTAIN or settings.min_confidence is Confidence.POSSIBLE
    return sure and _is_on(settings_of, finding.place.path, finding.code, by_default)


def _is_on(settings_of: SettingsOf, path: str, code: str, by_default: bool = True) -> bool:
    settings = settings_of.at(path)
    return selects(settings, code, by_default) and not code.startswith(ignored_in(settings, path) or ("\0",))


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


def excerpts_of(
    findings: Iterable[Finding], setups: Iterable[JudgedSetup], lines: LinesOf
) -> dict[tuple[str, int | None], dict[int, str]]:
    """The first line of every place in the findings and the set-ups, by file and cell and by number."""
    places = [place for each in findings for place in (each.place, *(related.place for related in each.related))]
    places += [place for setup in setups for place in (setup.place, *setup.places.values())]
    found: dict[tuple[str, int | None], dict[int, str]] = {}
    for place in places:
        line = lines.get((place.path, place.cell), {}).get(place.line)
        if line is not None:
            found.setdefault((place.path, place.cell), {})[place.line] = line
    return found
