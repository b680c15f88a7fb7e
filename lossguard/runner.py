"""The frame of one run: files in, each checked behind a guard, findings kept or suppressed, one sorted report out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from lossguard.config import Overrides, Settings, check_codes, ignored_in, load, selects
from lossguard.findings import Failure, Finding, Spot
from lossguard.resolve import excerpts_of, finding_of, merged, position, setup_of, with_fingerprints
from lossguard.results import JudgedSetup, Report, Summary, worst
from lossguard.rules.table import Answer, all_rules, judge, verdict
from lossguard.setups import Site
from lossguard.source.discover import discover
from lossguard.source.files import SourceFile
from lossguard.source.prefilter import relevant
from lossguard.source.read import from_bytes, is_notebook, read_bytes
from lossguard.sources import Sources
from lossguard.suppress import Suppression, apply, find
from lossguard.versions import Versions, detect, installed_by
from lossguard.vocabulary import Confidence, Severity

STDIN = "-"
_TELLS_MORE = {Answer.WRONG: 2, Answer.OK: 1, Answer.UNKNOWN: 0}
_GATES: dict[str, set[Severity]] = {
    "error": {Severity.ERROR},
    "warning": {Severity.ERROR, Severity.WARNING},
    "note": set(Severity),
    "never": set(),
}


@dataclass(slots=True)
class Request:
    """What is to be checked, and how.

    `progress` is called before each file with its number (from 1), how many there are, and its path; `crashed` with the
    path and the exception where lossguard itself fails. `with_setups` asks for the set-ups with all their places,
    besides their number.
    """

    paths: tuple[str, ...]
    overrides: Overrides = field(default_factory=Overrides)
    config: str | None = None
    isolated: bool = False
    stdin_name: str = "<stdin>"
    read_stdin: Callable[[], bytes] = bytes
    progress: Callable[[int, int, str], None] | None = None
    crashed: Callable[[str, Exception], None] | None = None
    with_setups: bool = False
    _settings: dict[str, Settings] = field(default_factory=dict)

    def settings(self, path: str | None = None) -> Settings:
        """The settings in force for a file or folder, by default the first to be checked. Raises UsageError."""
        start = self.paths[0] if path is None else path
        folder = (start if os.path.isdir(start) else os.path.dirname(start)) or "."
        if folder not in self._settings:
            settings = load(folder, self.config, self.isolated, self.overrides)
            check_codes(settings, [rule.code for rule in all_rules()])
            self._settings[folder] = settings
        return self._settings[folder]


@dataclass(slots=True)
class _Run:
    """What has been found so far. Sites are kept once a spot, as the file shows them that tells more."""

    request: Request
    sources: Sources
    findings: list[Finding] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    answers: dict[Spot, Answer] = field(default_factory=dict)
    setups: dict[Spot, JudgedSetup] = field(default_factory=dict)
    suppressions: dict[str, tuple[Suppression, ...]] = field(default_factory=dict)
    analysed: int = 0


def check(request: Request) -> Report:
    """The report on all files of the request. Raises UsageError for settings that cannot be obeyed, and nothing else.

    A file on which lossguard fails is a failure with the code LG900; the others go on.
    """
    files, failures, wrong_usage = _files(request)
    run = _Run(request, Sources(_roots(request)), failures=failures)
    for number, path in enumerate(files, start=1):
        if request.progress is not None:
            request.progress(number, len(files), path)
        _guarded(run, path)
    return _report(run, len(files), wrong_usage)


def gates(report: Report, settings: Settings) -> bool:
    """Whether a finding, or a file that could not be read, is as grave as `fail-on` says."""
    grave = _GATES[settings.fail_on]
    unreadable = Severity.ERROR in grave and selects(settings, "LG901")
    return any(finding.severity in grave for finding in report.findings) or bool(report.failures and unreadable)


# ---- files ----


def _files(request: Request) -> tuple[list[str], list[Failure], tuple[str, ...]]:
    """The files to check, each once; the folders that could not be read; a sentence for each path that is no path."""
    files: dict[str, str] = {}
    failures: list[Failure] = []
    wrong_usage: list[str] = []
    for path in request.paths:
        if path == STDIN:
            files.setdefault(STDIN, STDIN)
            continue
        found = discover([path], request.settings(path).exclude)
        for file in found.files:
            files.setdefault(os.path.realpath(file), file)
        failures += found.failures
        wrong_usage += found.wrong_usage
    return list(files.values()), failures, tuple(dict.fromkeys(wrong_usage))


def _roots(request: Request) -> list[str]:
    """The folders of the checked tree: those given, those of the files given; for relative paths the working folder."""
    roots = [path if os.path.isdir(path) else os.path.dirname(path) for path in request.paths if path != STDIN]
    return [*roots, *(["."] if all(not os.path.isabs(path) for path in request.paths) else [])]


def _read(run: _Run, path: str) -> SourceFile | None:
    """The decoded file, a failure inside where it cannot be read; None where it cannot matter."""
    request = run.request
    if path == STDIN:
        source = from_bytes(request.stdin_name, request.read_stdin())
        run.sources.put(source)
        return source
    data = read_bytes(path)
    if isinstance(data, Failure):
        return SourceFile(path, (), (data,))
    return from_bytes(path, data) if relevant(data, is_notebook(path)) else None


# ---- one file ----


def _guarded(run: _Run, path: str) -> None:
    """Check one file. The only broad except of lossguard: whatever goes wrong with one file, the others are checked."""
    try:
        _examine(run, path)
    except Exception as error:
        name = run.request.stdin_name if path == STDIN else path
        run.failures.append(Failure(name, f"lossguard failed: {type(error).__name__}: {error}", "LG900"))
        if run.request.crashed is not None:
            run.request.crashed(name, error)


def _examine(run: _Run, path: str) -> None:
    source = _read(run, path)
    if source is None:
        return
    from lossguard.interpret import analyse

    run.analysed += 1
    lowered = run.sources.lowered(source.path, source)
    run.failures += lowered.failures
    run.suppressions[source.path] = find(source)
    sites = analyse(lowered.program, _versions(run, source), run.sources.load)
    for site in sites:
        _judge(run, site)
    run.sources.release()


def _versions(run: _Run, source: SourceFile) -> Versions:
    """The framework versions the user names, over those the file installs itself, over those of the project's files."""
    own = installed_by(part.text for part in source.parts)
    return run.request.settings(source.path).framework_versions.over(own).over(detect(source.path))


def _judge(run: _Run, site: Site) -> None:
    judged = judge(site)
    run.findings += [finding_of(each, run.sources) for each in judged]
    answers = verdict(site, judged)
    answer = worst(each.answer for each in answers)
    before = run.answers.get(site.spot)
    if before is not None and _TELLS_MORE[answer] <= _TELLS_MORE[before]:
        return
    run.answers[site.spot] = answer
    if run.request.with_setups:
        run.setups[site.spot] = setup_of(site, answers, run.sources)


# ---- the report ----


def _report(run: _Run, files_seen: int, wrong_usage: tuple[str, ...]) -> Report:
    kept, suppressed = _kept(run)
    findings = with_fingerprints(sorted(kept, key=lambda finding: (position(finding.place), finding.code)), run.sources)
    counts = Counter(run.answers.values())
    return Report(
        findings=tuple(findings),
        failures=tuple(sorted(run.failures, key=lambda each: (each.path, each.cell or 0, each.line or 0))),
        setups=tuple(sorted(run.setups.values(), key=lambda setup: position(setup.place))),
        summary=Summary(
            files_seen=files_seen,
            files_analysed=run.analysed,
            setups=len(run.answers),
            setups_ok=counts[Answer.OK],
            setups_wrong=counts[Answer.WRONG],
            setups_unknown=counts[Answer.UNKNOWN],
            suppressed=suppressed,
        ),
        excerpts=excerpts_of(findings, run.sources),
        wrong_usage=wrong_usage,
    )


def _kept(run: _Run) -> tuple[list[Finding], int]:
    """The findings that the settings and the comments let through, and how many the comments silenced."""
    known = [rule.code for rule in all_rules()]
    by_path: dict[str, list[Finding]] = {path: [] for path in run.suppressions}
    for finding in merged(run.findings):
        by_path.setdefault(finding.place.path, []).append(finding)
    kept: list[Finding] = []
    silenced = 0
    for path, findings in by_path.items():
        if path not in run.suppressions:
            run.suppressions[path] = find(run.sources.lowered(path).source)
        wanted = [finding for finding in findings if _wanted(run.request, finding)]
        applied = apply(wanted, run.suppressions[path], known, partial(_is_on, run.request, path))
        kept += [*applied.kept, *(finding for finding in applied.unused if _wanted(run.request, finding))]
        silenced += len(applied.suppressed)
    return kept, silenced


def _wanted(request: Request, finding: Finding) -> bool:
    """Whether the settings ask for the finding; notes only where their code is selected."""
    settings = request.settings(finding.place.path)
    sure = finding.confidence is Confidence.CERTAIN or settings.min_confidence is Confidence.POSSIBLE
    return sure and _is_on(request, finding.place.path, finding.code, finding.severity is not Severity.NOTE)


def _is_on(request: Request, path: str, code: str, by_default: bool = True) -> bool:
    settings = request.settings(path)
    return selects(settings, code, by_default) and not code.startswith(ignored_in(settings, path) or ("\0",))
