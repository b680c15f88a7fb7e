"""`lossguard check --fix`, `--diff` and `--add-ignores`: what is changed, where it goes, and what is said about it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TextIO

from lossguard.commands.running import report_on, request_of
from lossguard.commands.telling import tell
from lossguard.records import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lossguard.findings import Finding, Fix
    from lossguard.fix.rounds import Outcome
    from lossguard.results import Report
    from lossguard.runner import Request


class Changing:
    """One run that changes files, or shows what it would change: contents before and after, and the report on these.

    `narrow` leaves of a report what is asked for. Nothing is written before `write`.
    """

    def __init__(self, paths: tuple[str, ...], given: dict[str, Any], narrow: Callable[[Report], Report]) -> None:
        self.given = given
        self.request = _with_stdin_kept(request_of(paths, given))
        self.narrow = narrow
        self._concerned: frozenset[str] | None = None
        self.old: dict[str, bytes] = {}
        self.report = narrow(report_on(self.request, given))
        self.outcome = self.run(self.report)

    def run(self, first: Report) -> Outcome:
        """What comes of the findings of a report, in memory; sets `old`."""
        raise NotImplementedError

    def check(self, contents: Mapping[str, bytes]) -> Report:
        """The report on changed files, with all that is possible: what becomes possible is harm, too."""
        overrides = replace(self.request.overrides, min_confidence="possible")
        request = replace(
            self.request, overrides=overrides, overlay=contents, only=self._affected(), crashed=None, _settings=None
        )
        return report_on(request, {**self.given, "verbose": False})

    def _affected(self) -> frozenset[str]:
        """The files of which the report can change."""
        from lossguard.fix.affected import affected
        from lossguard.runner import STDIN, files_of
        from lossguard.source.read import read_bytes

        def read(path: str) -> bytes | None:
            data = read_bytes(path)
            return data if isinstance(data, bytes) else None

        if self._concerned is None:
            files = [path for path in files_of(self.request)[0] if path != STDIN]
            self._concerned = affected(files, self.old, read)
        return self._concerned

    def kept(self, report: Report) -> Report:
        """What of such a report the user asked for."""
        from lossguard.vocabulary import Confidence

        def shown(finding: Finding) -> bool:
            least = self.request.settings(finding.place.path).min_confidence
            return finding.confidence is Confidence.CERTAIN or least is Confidence.POSSIBLE

        findings = tuple(finding for finding in report.findings if shown(finding))
        return self.narrow(replace(report, findings=findings))

    def show(self, stream: TextIO) -> None:
        """Write the diff."""
        from lossguard.fix.diff import diff

        for path, new in sorted(self.outcome.contents.items()):
            for line in diff(path, self.old[path], new):
                stream.write(line)

    def write(self) -> None:
        """Write the files; standard input goes to standard output, changed or not."""
        from lossguard.runner import STDIN

        name = self.request.stdin_name
        failed = [group for group in self.outcome.groups() if not self._written(group - {name})]
        if STDIN in self.request.paths:
            sys.stdout.buffer.write(self.outcome.contents.get(name, self.request.read_stdin()))
            sys.stdout.flush()
        self.outcome.forget(set().union(*failed))
        if self.outcome.contents:
            fixed = {path: data for path, data in self.outcome.contents.items() if path == name}
            self.report = self.narrow(report_on(replace(self.request, overlay=fixed), self.given))

    def _written(self, group: set[str]) -> bool:
        from lossguard.fix.files import NewContent, NotWritten, write_together
        from lossguard.tree import roots_of

        try:
            write_together(
                [NewContent(path, self.old[path], self.outcome.contents[path]) for path in sorted(group)],
                roots_of(self.request.paths),
            )
        except NotWritten as problem:
            tell(f"not changed: {problem}")
            return False
        return True

    def sum_up(self) -> None:
        """Why something could not be changed; and what was."""
        for message in self.outcome.messages:
            tell(message)
        if not self.given["quiet"]:
            tell(self.said())

    def said(self) -> str:
        """How much was changed, in a sentence."""
        raise NotImplementedError


class Fixing(Changing):
    """`--fix`: the fixes of the findings."""

    def run(self, first: Report) -> Outcome:
        from lossguard.fix.rounds import Outcome, fixed

        self.old = contents_of(self.request, {edit.place.path for fix in _fixes(first) for edit in fix.edits})
        if not self.old:
            return Outcome(first)
        return fixed(self.old, self.check, self.kept, self.given["unsafe_fixes"])

    def said(self) -> str:
        """How much is fixed, and what could be with unsafe fixes."""
        from lossguard.report.summary import counted

        verb = "would fix" if self.given["diff"] else "fixed"
        done = f"{counted(len(self.outcome.applied), 'finding')} in {counted(len(self.outcome.contents), 'file')}"
        more = sum(_has_unsafe_only(finding) for finding in self.report.findings)
        hint = f"; {more} more with --unsafe-fixes" if more and not self.given["unsafe_fixes"] else ""
        return f"{verb} {done}{hint}"


class Ignoring(Changing):
    """`--add-ignores`: a comment for each finding."""

    def run(self, first: Report) -> Outcome:
        from lossguard.fix.ignores import ignored

        self.old = contents_of(self.request, {finding.place.path for finding in first.findings})
        return ignored(self.old, first, self._seen, self.given["add_ignores"])

    def _seen(self, contents: Mapping[str, bytes]) -> Report:
        request = replace(self.request, overlay=contents, only=self._affected(), _settings=None)
        return self.narrow(report_on(request, self.given))

    def said(self) -> str:
        """How many findings are silenced."""
        from lossguard.report.summary import counted

        verb = "would silence" if self.given["diff"] else "silenced"
        done = counted(len(self.outcome.silenced), "finding")
        return f"{verb} {done} in {counted(len(self.outcome.contents), 'file')}"


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


def contents_of(request: Request, paths: set[str]) -> dict[str, bytes]:
    """The bytes of files that a report speaks of, standard input among them."""
    from lossguard.runner import STDIN
    from lossguard.source.read import read_bytes

    found: dict[str, bytes] = {}
    for path in sorted(paths):
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
