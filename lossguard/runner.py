"""The frame of one run: files in, each checked behind a guard, findings kept or suppressed, one sorted report out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from lossguard.config import Settings, selects
from lossguard.findings import Failure
from lossguard.request import STDIN, Content, Request
from lossguard.results import FileResult, Report, Summary
from lossguard.source.discover import discover
from lossguard.source.prefilter import calls_like_training, relevant
from lossguard.source.read import is_notebook, read_bytes
from lossguard.vocabulary import Severity

if TYPE_CHECKING:
    from lossguard.callers import Callers

__all__ = ["STDIN", "Request", "check", "files_of", "gates"]

_GATES: dict[str, set[Severity]] = {
    "error": {Severity.ERROR},
    "warning": {Severity.ERROR, Severity.WARNING},
    "note": set(Severity),
    "never": set(),
}


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


def _results(request: Request, files: list[str]) -> Iterator[FileResult]:
    """The result of each file that can matter. Nothing that examining needs is imported before there is one."""
    relevant_files = _relevant(request, files)
    first = next(relevant_files, None)
    if first is None:
        return
    from lossguard.answers import answers

    yield from answers(request, chain((first,), relevant_files), len(files))


def _relevant(request: Request, files: list[str]) -> Iterator[Content]:
    """The files that can matter, with their content: the prefilter has the rest of them passed over."""
    calls_training = _calls_training(request)
    for path in files:
        name = request.stdin_name if path == STDIN else path
        if request.only is not None and name not in request.only:
            continue
        if name in request.overlay:
            yield Content(name, request.overlay[name], on_disk=False)
        elif path == STDIN:
            yield Content(name, request.read_stdin(), on_disk=False)
        else:
            data = read_bytes(path)
            if isinstance(data, Failure) or relevant(data, is_notebook(path)) or calls_training(path, data):
                yield Content(path, data)


def _calls_training(request: Request) -> Callable[[str, bytes], bool]:
    """What tells whether a file hands models over to one that trains; the tree is looked at where it may."""

    @cache
    def callers() -> Callers:
        from lossguard.callers import Callers
        from lossguard.tree import Tree

        return Callers(Tree(request.roots()))

    def calls_training(path: str, data: bytes) -> bool:
        return calls_like_training(path, data) and callers().calls_training(path, data)

    return calls_training
