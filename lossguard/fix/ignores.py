"""Writes the comments that silence findings: `# lossguard: ignore[LG102] reason`, merged with those there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lossguard.errors import UsageError
from lossguard.findings import Edit, Finding, Place
from lossguard.fix.content import Unfixable, changed
from lossguard.fix.rounds import Check, Outcome
from lossguard.records import dataclass
from lossguard.results import Report
from lossguard.source.files import Part, SourceFile
from lossguard.source.lexical import Line, lines_of
from lossguard.source.read import from_bytes

_OURS = re.compile(r"(?P<before>#\s*lossguard:\s*ignore\s*\[)(?P<codes>[^\]]*)\](?P<reason>[^#]*)", re.IGNORECASE)
_NOT_OURS = "LG9"  # about suppressions and unreadable files: nothing to silence


@dataclass(frozen=True, slots=True)
class _Target:
    """The line, from 0, that takes a comment: at its end, or, where none can stand there, on a line before it."""

    line: int
    above: bool = False


def ignored(contents: Mapping[str, bytes], report: Report, check: Check, reason: str) -> Outcome:
    """Silence the findings of a report in the files whose bytes are given; a file in which that fails stays as it is.

    Raises UsageError for a reason that no comment can hold.
    """
    if re.search(r"[\r\n#\[\]]", reason):
        raise UsageError("--add-ignores: the reason must be one line, without # and brackets")
    new: dict[str, bytes] = {}
    outcome = Outcome(report)
    for path, data in contents.items():
        edits = ignoring(report.findings, from_bytes(path, data), reason)
        try:
            new |= {path: changed(path, data, edits)} if edits else {}
        except Unfixable as problem:
            outcome.messages.append(f"{path} gets no comments: {problem}")
    if not new:
        return outcome
    after = check({**contents, **new})
    failed = {finding.place.path for finding in after.findings} | {failure.path for failure in after.failures}
    failed -= {failure.path for failure in report.failures}
    for path in sorted(failed & set(new)):
        outcome.messages.append(f"{path} gets no comments: they would not silence all of its findings")
        del new[path]
    outcome.contents = new
    outcome.silenced = [finding for finding in report.findings if finding.place.path in new]
    outcome.report = check({**contents, **new}) if failed else after
    return outcome


def ignoring(findings: Iterable[Finding], source: SourceFile, reason: str) -> list[Edit]:
    """The edits of one file after which none of its findings is reported: one edit a line."""
    edits: list[Edit] = []
    parts = {part.cell: part for part in source.parts}
    wanted: dict[tuple[int | None, _Target], set[str]] = {}
    scanned = {cell: _Scanned(part) for cell, part in parts.items()}
    for finding in findings:
        place = finding.place
        if place.path != source.path or place.cell not in scanned or finding.code.startswith(_NOT_OURS):
            continue
        target = scanned[place.cell].target(place.line - 1, place.end_line - 1)
        wanted.setdefault((place.cell, target), set()).add(finding.code)
    for (cell, target), codes in wanted.items():
        edit = scanned[cell].edit(source.path, target, codes, reason.strip())
        if edit is not None:
            edits.append(edit)
    return sorted(edits, key=lambda each: (each.place.cell or 0, each.place.line))


class _Scanned:
    """One part, line by line, with what begins and continues where.

    x = f(                   begins
        "a",  # note         the comment of a line inside of a statement counts for the whole statement
    )                        the last line of a statement takes the new comment, unless another line has one of ours
    """

    def __init__(self, part: Part) -> None:
        self._part = part
        self._texts = part.text.split("\n")
        self._lines: list[Line] = list(lines_of(part.text))

    def target(self, first: int, last: int) -> _Target:
        """Where the comment for a finding on the lines `first` to `last` goes."""
        begin = first
        while begin > 0 and not self._lines[begin].begins:
            begin -= 1
        end = last
        while end + 1 < len(self._lines) and not self._lines[end + 1].begins:
            end += 1
        for line in range(begin, end + 1):
            if self._own(line) is not None:
                return _Target(line)
        if begin > 0 and self._alone(begin - 1) and self._own(begin - 1) is not None:
            return _Target(begin - 1)
        # The line of the finding, where a comment can end it; not inside a string, nor before a line continuation.
        order = [first, *range(last, first, -1), *range(end, last, -1), *range(first - 1, begin - 1, -1)]
        for line in order:
            if self._takes_comment(line):
                return _Target(line)
        return _Target(begin, above=True)

    def edit(self, path: str, target: _Target, codes: set[str], reason: str) -> Edit | None:
        """The edit that silences `codes` there; None where they are silenced already."""
        text = self._texts[target.line]
        words = f" {reason}" if reason else ""
        if target.above:
            indent = text[: len(text) - len(text.lstrip())]
            return self._insert(path, target.line, 0, f"{indent}# lossguard: ignore[{_listed(codes)}]{words}\n")
        own = self._own(target.line)
        if own is None:
            bare = text.rstrip()
            comment = f"  # lossguard: ignore[{_listed(codes)}]{words}"
            return self._replace(path, target.line, len(bare), len(text), comment)
        there = {code.upper() for code in re.split(r"[\s,]+", own["codes"]) if code}
        if all(any(code.startswith(each) for each in there) for code in codes):
            return None
        return self._replace(path, target.line, own.start("codes"), own.end("codes"), _listed(there | codes))

    def _takes_comment(self, line: int) -> bool:
        """Whether a comment can end a line: it does not end in a string or in a continuation."""
        following = self._lines[line + 1] if line + 1 < len(self._lines) else None
        if following is not None and following.quoted:
            return False
        if self._lines[line].comment is not None:
            return True
        return not self._texts[line].endswith("\\") and bool(self._texts[line].strip())

    def _own(self, line: int) -> re.Match[str] | None:
        comment = self._lines[line].comment
        return None if comment is None else _OURS.search(self._texts[line], comment)

    def _alone(self, line: int) -> bool:
        return self._texts[line].lstrip().startswith("#")

    def _insert(self, path: str, line: int, column: int, text: str) -> Edit:
        return self._replace(path, line, column, column, text)

    def _replace(self, path: str, line: int, start: int, end: int, text: str) -> Edit:
        indent = self._part.indent
        shift = 0 if start == end == 0 else indent
        place = Place(path, line + 1, start + 1 + shift, line + 1, end + 1 + shift, self._part.cell)
        return Edit(place, text if shift or not indent else " " * indent + text)


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes))
