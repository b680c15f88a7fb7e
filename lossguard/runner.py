"""The frame of one run: files in, each checked behind a guard, findings kept or suppressed, one sorted report out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lossguard.cache import digest
from lossguard.callers import Callers
from lossguard.config import Overrides, Settings, SettingsOf, selects
from lossguard.findings import Failure
from lossguard.results import FileResult, Report, Summary
from lossguard.source.discover import discover
from lossguard.source.prefilter import relevant
from lossguard.source.read import is_notebook, read_bytes
from lossguard.terms import Task, Terms, circumstances
from lossguard.tree import Tree, roots_of
from lossguard.vocabulary import Severity

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

    `progress` is called after each file with its number (from 1), how many there are, and its path; `crashed` with the
    path and the traceback where lossguard itself fails. `with_setups` asks for the set-ups with all their places,
    besides their number. `overlay` has the content of files, by their paths, that is checked in the place of what they
    hold, or of standard input by its name; `only` leaves out all other files of the paths. `jobs` is how many processes
    may work at once, `cache` the folder to remember results in.
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
    only: frozenset[str] | None = None
    jobs: int = 1
    cache: str | None = None
    _settings: SettingsOf | None = None

    def settings(self, path: str | None = None) -> Settings:
        """The settings in force for a file or folder, by default the first to be checked. Raises UsageError."""
        start = self.paths[0] if self.paths else "."
        return self.settings_of.at(start if path is None else path)

    @property
    def settings_of(self) -> SettingsOf:
        """The settings of any path, each folder's read once."""
        if self._settings is None:
            self._settings = SettingsOf(self.overrides, self.config, self.isolated, _known_codes)
        return self._settings


def _known_codes() -> tuple[str, ...]:
    from lossguard.rules.codes import known_codes

    return known_codes()


def check(request: Request) -> Report:
    """The report on all files of the request. Raises UsageError for settings that cannot be obeyed, and nothing else.

    A file on which lossguard fails is a failure with the code LG900; the others go on.
    """
    request.settings()  # what cannot be obeyed is said before any file is read
    files, failures, wrong_usage = files_of(request)
    results = sorted(_results(request, files), key=lambda result: result.path)
    if not results and not failures:
        return Report(summary=Summary(files_seen=len(files)), wrong_usage=wrong_usage)
    from lossguard.merge import merge

    asked = [request.stdin_name if path == STDIN else path for path in files]
    return merge(request.settings_of, asked, results, failures, wrong_usage)


def gates(report: Report, settings: Settings) -> bool:
    """Whether a finding, or a file that could not be read, is as grave as `fail-on` says."""
    grave = _GATES[settings.fail_on]
    unreadable = Severity.ERROR in grave and selects(settings, "LG901")
    return any(finding.severity in grave for finding in report.findings) or bool(report.failures and unreadable)


# ---- files ----


def files_of(request: Request) -> tuple[list[str], list[Failure], tuple[str, ...]]:
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
            real = os.path.realpath(file) if len(request.paths) > 1 else file
            files[real] = min(file, files.get(real, file))
        failures += found.failures
        wrong_usage += found.wrong_usage
    return sorted(files.values()), failures, tuple(dict.fromkeys(wrong_usage))


def _read(path: str, callers: Callers) -> bytes | Failure | None:
    """The content of a file, or why it cannot be had; None where it cannot matter."""
    data = read_bytes(path)
    if isinstance(data, Failure) or relevant(data, is_notebook(path)) or callers.calls_training(path, data):
        return data
    return None


def _results(request: Request, files: list[str]) -> Iterator[FileResult]:
    """The result of each file that can matter: what is remembered first, then what has to be examined."""
    terms = _terms(request)
    remembered = terms.results()
    callers = Callers(Tree(terms.roots))
    waiting: list[Task] = []
    for path in files:
        name = request.stdin_name if path == STDIN else path
        if request.only is not None and name not in request.only:
            continue
        if path == STDIN or path in request.overlay:
            text = request.overlay[name] if name in request.overlay else request.read_stdin()
            waiting.append(Task(name, len(text), text))
            continue
        data = _read(path, callers)
        if data is None:
            continue
        known = None
        if remembered is not None and not isinstance(data, Failure):
            known = remembered.get(path, digest(data), circumstances(terms.settings, path))
        if known is not None:
            yield known
        else:
            waiting.append(Task(path, 0 if isinstance(data, Failure) else len(data)))
    if waiting:
        yield from _examined(request, terms, waiting, len(files))


def _examined(request: Request, terms: Terms, tasks: list[Task], total: int) -> Iterator[FileResult]:
    from lossguard.pool import examined

    done = total - len(tasks)
    for result in examined(terms, tasks, request.jobs):
        done += 1
        if request.progress is not None:
            request.progress(done, total, result.path)
        if result.crash and request.crashed is not None:
            request.crashed(result.path, result.crash)
        yield result


def _terms(request: Request) -> Terms:
    """A text that is not on disk can be imported by the others: what they say then is not remembered."""
    on_disk = STDIN not in request.paths and not request.overlay
    roots = roots_of([request.stdin_name if path == STDIN else path for path in request.paths])
    return Terms(
        request.settings_of, tuple(roots), request.with_setups, request.cache if on_disk else None, request.overlay
    )
