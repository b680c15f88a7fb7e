"""The frame of one run: files in, each checked behind a guard, findings kept or suppressed, one sorted report out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from lossguard.config import Overrides, Settings, SettingsOf, ignored_in, selects
from lossguard.examine import Examiner, FileResult
from lossguard.findings import Failure, Finding
from lossguard.judgements import findings_of, settled
from lossguard.resolve import excerpts_of, position, with_fingerprints
from lossguard.results import LinesOf, Report, Summary
from lossguard.rules.table import Answer, known_codes
from lossguard.source.discover import discover
from lossguard.source.prefilter import relevant
from lossguard.source.read import from_bytes, is_notebook, read_bytes
from lossguard.sources import Sources
from lossguard.suppress import Suppression, apply
from lossguard.tree import roots_of
from lossguard.vocabulary import Confidence, Severity

STDIN = "-"
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
    path and the traceback where lossguard itself fails. `with_setups` asks for the set-ups with all their places,
    besides their number. `overlay` has the content of files, by their paths, that is checked in the place of what they
    hold, or of standard input by its name.
    """

    paths: tuple[str, ...]
    overrides: Overrides = field(default_factory=Overrides)
    config: str | None = None
    isolated: bool = False
    stdin_name: str = "<stdin>"
    read_stdin: Callable[[], bytes] = bytes
    progress: Callable[[int, int, str], None] | None = None
    crashed: Callable[[str, str], None] | None = None
    with_setups: bool = False
    overlay: Mapping[str, bytes] = field(default_factory=dict)
    _settings: SettingsOf | None = None

    def settings(self, path: str | None = None) -> Settings:
        """The settings in force for a file or folder, by default the first to be checked. Raises UsageError."""
        start = self.paths[0] if self.paths else "."
        return self.settings_of.at(start if path is None else path)

    @property
    def settings_of(self) -> SettingsOf:
        """The settings of any path, each folder's read once."""
        if self._settings is None:
            self._settings = SettingsOf(self.overrides, self.config, self.isolated, known_codes())
        return self._settings


def check(request: Request) -> Report:
    """The report on all files of the request. Raises UsageError for settings that cannot be obeyed, and nothing else.

    A file on which lossguard fails is a failure with the code LG900; the others go on.
    """
    request.settings()  # what cannot be obeyed is said before any file is read
    files, failures, wrong_usage = _files(request)
    results = sorted(_results(request, files), key=lambda result: result.path)
    return _report(request, results, failures, len(files), wrong_usage)


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
    return sorted(files.values()), failures, tuple(dict.fromkeys(wrong_usage))


def _read(request: Request, path: str) -> bytes | Failure | None:
    """The content of a file, or why it cannot be had; None where it cannot matter."""
    name = request.stdin_name if path == STDIN else path
    if name in request.overlay:
        return request.overlay[name]
    if path == STDIN:
        return request.read_stdin()
    data = read_bytes(path)
    return data if isinstance(data, Failure) or relevant(data, is_notebook(path)) else None


def _results(request: Request, files: list[str]) -> Iterator[FileResult]:
    """The result of each file that can matter."""
    roots = roots_of([request.stdin_name if path == STDIN else path for path in request.paths])
    sources = Sources(roots)
    for path, content in request.overlay.items():
        sources.put(from_bytes(path, content))
    examiner = Examiner(sources, request.settings_of, request.with_setups)
    for number, path in enumerate(files, start=1):
        if request.progress is not None:
            request.progress(number, len(files), path)
        data = _read(request, path)
        if data is None:
            continue
        is_stdin = path == STDIN
        result = examiner.examine(request.stdin_name if is_stdin else path, data, on_disk=not is_stdin)
        if result.crash and request.crashed is not None:
            request.crashed(result.path, result.crash)
        yield result


# ---- the report ----


def _report(
    request: Request,
    results: list[FileResult],
    failures: list[Failure],
    files_seen: int,
    wrong_usage: tuple[str, ...],
) -> Report:
    """One report of the results, which are in the order of their paths."""
    lines = _lines(results)
    judgements = settled([judgement for result in results for judgement in result.judgements])
    kept, suppressed = _kept(request, results, findings_of(judgements))
    findings = with_fingerprints(sorted(kept, key=lambda finding: (position(finding.place), finding.code)), lines)
    counts = Counter(each.answer for each in judgements)
    failures = [*failures, *(failure for result in results for failure in result.failures)]
    return Report(
        findings=tuple(findings),
        failures=tuple(sorted(failures, key=lambda each: (each.path, each.cell or 0, each.line or 0, each.reason))),
        setups=tuple(
            sorted((each.setup for each in judgements if each.setup), key=lambda setup: position(setup.place)),
        ),
        summary=Summary(
            files_seen=files_seen,
            files_analysed=len(results),
            setups=len(judgements),
            setups_ok=counts[Answer.OK],
            setups_wrong=counts[Answer.WRONG],
            setups_unknown=counts[Answer.UNKNOWN],
            suppressed=suppressed,
        ),
        excerpts=excerpts_of(findings, lines),
        wrong_usage=wrong_usage,
    )


def _lines(results: list[FileResult]) -> LinesOf:
    lines: dict[tuple[str, int | None], dict[int, str]] = {}
    for result in results:
        for key, numbered in result.lines.items():
            lines.setdefault(key, {}).update(numbered)
    return lines


def _kept(request: Request, results: list[FileResult], findings: list[Finding]) -> tuple[list[Finding], int]:
    """The findings that the settings and the comments let through, and how many the comments silenced."""
    suppressions: dict[str, tuple[Suppression, ...]] = {}
    for result in results:
        suppressions.update(result.suppressions)
    by_path: dict[str, list[Finding]] = {path: [] for path in suppressions}
    for finding in findings:
        by_path[finding.place.path].append(finding)
    kept: list[Finding] = []
    silenced = 0
    for path, found in by_path.items():
        wanted = [finding for finding in found if _wanted(request, finding)]
        applied = apply(wanted, suppressions[path], known_codes(), partial(_is_on, request, path))
        kept += [*applied.kept, *(finding for finding in applied.unused if _wanted(request, finding))]
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
