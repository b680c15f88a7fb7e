"""`lossguard check --fix`, `--diff` and `--add-ignores`: what is changed, where it goes, and what is said about it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TextIO

from lossguard.commands.running import report_on, request_of
from lossguard.commands.telling import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lossguard.findings import Finding, Fix
    from lossguard.fix.rounds import Outcome
    from lossguard.results import Report
    from lossguard.runner import Request


class Fixing:
    """One run that changes files, or shows what it would change.

    `narrow` leaves of a report what is asked for; `report` is what remains. Nothing is written before `write`.
    """

    def __init__(self, paths: tuple[str, ...], given: dict[str, Any], narrow: Callable[[Report], Report]) -> None:
        self.given = given
        self.request = _with_stdin_kept(request_of(paths, given))
        self._narrow = narrow
        self._old: dict[str, bytes] = {}
        self.outcome = self._run()
        self.report = self.outcome.report

    @property
    def changes(self) -> bool:
        """Whether a file is, or would be, changed."""
        return bool(self.outcome.contents)

    def _run(self) -> Outcome:
        """Make the changes in memory."""
        from lossguard.fix.rounds import Outcome, fixed

        first = self._narrow(report_on(self.request, self.given))
        self._old = _contents(self.request, first)
        outcome = Outcome(first)
        if self._old:
            outcome = fixed(self._old, self._check, self._kept, self.given["unsafe_fixes"])
        return outcome

    def _check(self, contents: Mapping[str, bytes]) -> Report:
        """The report on changed files, with all that is possible: what becomes possible is harm, too."""
        overrides = replace(self.request.overrides, min_confidence="possible")
        request = replace(self.request, overrides=overrides, overlay=contents, crashed=None, _settings=None)
        return report_on(request, {**self.given, "verbose": False})

    def _kept(self, report: Report) -> Report:
        """What of such a report the user asked for."""
        from lossguard.vocabulary import Confidence

        def shown(finding: Finding) -> bool:
            least = self.request.settings(finding.place.path).min_confidence
            return finding.confidence is Confidence.CERTAIN or least is Confidence.POSSIBLE

        findings = tuple(finding for finding in report.findings if shown(finding))
        return self._narrow(replace(report, findings=findings))

    # ---- where it goes ----

    def show(self, stream: TextIO) -> None:
        """Write the diff."""
        from lossguard.fix.diff import diff

        for path, new in sorted(self.outcome.contents.items()):
            for line in diff(path, self._old[path], new):
                stream.write(line)

    def write(self) -> None:
        """Write the files; standard input goes to standard output, changed or not."""
        from lossguard.fix.files import NewContent, NotWritten, write_together
        from lossguard.runner import STDIN
        from lossguard.tree import roots_of

        name = self.request.stdin_name
        failed = False
        for group in self.outcome.groups():
            contents = [
                NewContent(path, self._old[path], self.outcome.contents[path]) for path in sorted(group - {name})
            ]
            try:
                write_together(contents, roots_of(self.request.paths))
            except NotWritten as problem:
                failed = True
                tell(f"not fixed: {problem}")
                self.outcome.applied = [
                    each for each in self.outcome.applied if not group & {edit.place.path for edit in each.fix.edits}
                ]
        if STDIN in self.request.paths:
            sys.stdout.buffer.write(self.outcome.contents.get(name, self.request.read_stdin()))
            sys.stdout.flush()
        if failed:
            self.report = self._narrow(report_on(self.request, self.given))

    # ---- what is said ----

    def sum_up(self) -> None:
        """How much is fixed, what could be with unsafe fixes, and why some could not."""
        from lossguard.report.summary import counted

        for message in self.outcome.messages:
            tell(message)
        if self.given["quiet"]:
            return
        done = len(self.outcome.applied)
        verb = "would fix" if self.given["diff"] else "fixed"
        more = sum(_has_unsafe_only(finding) for finding in self.report.findings)
        hint = f"; {more} more with --unsafe-fixes" if more and not self.given["unsafe_fixes"] else ""
        tell(f"{verb} {counted(done, 'finding')} in {counted(len(self.outcome.contents), 'file')}{hint}")


def _with_stdin_kept(request: Request) -> Request:
    """Standard input can be read once, and is wanted several times."""
    kept: list[bytes] = []
    read = request.read_stdin

    def reading() -> bytes:
        if not kept:
            kept.append(read())
        return kept[0]

    request.read_stdin = reading
    return request


def _contents(request: Request, report: Report) -> dict[str, bytes]:
    """The bytes of every file that a fix would change."""
    from lossguard.runner import STDIN
    from lossguard.source.read import read_bytes

    found: dict[str, bytes] = {}
    for path in sorted({edit.place.path for fix in _fixes(report) for edit in fix.edits}):
        given = STDIN in request.paths and path == request.stdin_name
        data = request.read_stdin() if given else read_bytes(path)
        if isinstance(data, bytes):
            found[path] = data
    return found


def _fixes(report: Report) -> list[Fix]:
    return [fix for finding in report.findings for fix in (finding.fix, *finding.alternatives) if fix is not None]


def _has_unsafe_only(finding: Finding) -> bool:
    fixes = [fix for fix in (finding.fix, *finding.alternatives) if fix is not None]
    return bool(fixes) and not any(fix.safe for fix in fixes)
