"""Applies the fixes of a report round by round, in memory; what does not help, or harms, is taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from lossguard.findings import Edit, Finding, Fix
from lossguard.fix.content import Unfixable, changed
from lossguard.records import dataclass, field
from lossguard.results import Report

ROUNDS = 50  # at most; each accepts or refuses at least one fix
_COUNTED = "LG401"  # a class that is called counts as a set-up of its own
_OWN = "LG9"  # findings about suppressions: they come and go with what they speak of

Check = Callable[[Mapping[str, bytes]], Report]
"""The report on the files, some of them as they would be; it shows all that is possible too."""
Kept = Callable[[Report], Report]
"""The part of a report that the user asked for."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A finding that is gone, and the fix that did it."""

    finding: Finding
    fix: Fix


@dataclass(slots=True)
class Outcome:
    """What the rounds came to. `report` is what remains, `contents` what each changed file would hold."""

    report: Report
    contents: dict[str, bytes] = field(default_factory=dict)
    applied: list[Applied] = field(default_factory=list)
    silenced: list[Finding] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def forget(self, paths: set[str]) -> None:
        """Take back what belongs to files that could not be written."""
        self.contents = {path: data for path, data in self.contents.items() if path not in paths}
        self.applied = [each for each in self.applied if not paths & {edit.place.path for edit in each.fix.edits}]
        self.silenced = [finding for finding in self.silenced if finding.place.path not in paths]

    def groups(self) -> list[set[str]]:
        """The changed files, those together that have a fix in common."""
        groups: list[set[str]] = [{path} for path in self.contents]
        for each in self.applied:
            files = {edit.place.path for edit in each.fix.edits}
            joined = [group for group in groups if group & files]
            groups = [group for group in groups if not group & files]
            groups.append(set().union(*joined))
        return sorted((group for group in groups if group), key=min)


def fixed(contents: Mapping[str, bytes], check: Check, kept: Kept, unsafe: bool) -> Outcome:
    """Apply what can be applied to the files whose bytes are given.

    A round takes, of each finding, its first safe fix (or, where `unsafe`, its first fix) unless that overlaps with
    another one, which then waits for the next round. Afterwards everything is checked again: a file that no longer
    parses, that still has a finding that should be gone, or in which there is a new one, gets back its old content;
    where several fixes were made in it, they are tried again one at a time.
    """
    state = _State(dict(contents), check, kept, unsafe, check(contents))
    for _ in range(ROUNDS):
        chosen = state.choose()
        if not chosen:
            break
        state.round(chosen)
    now = {path: data for path, data in state.contents.items() if data != contents[path]}
    return Outcome(kept(state.report), now, state.applied, messages=state.messages)


@dataclass(slots=True)
class _State:
    contents: dict[str, bytes]
    check: Check
    kept: Kept
    unsafe: bool
    report: Report
    applied: list[Applied] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    refused: set[tuple[str, str]] = field(default_factory=set)  # fingerprints of findings, titles of fixes
    careful: set[str] = field(default_factory=set)  # files in which one fix is tried at a time

    # ---- choosing ----

    def choose(self) -> list[Applied]:
        """The fixes of the next round: no two overlap, and a careful file gets one."""
        chosen: list[Applied] = []
        taken: set[Edit] = set()
        for finding in self.kept(self.report).findings:
            fix = self._fix(finding)
            if fix is None:
                continue
            fresh = [edit for edit in fix.edits if edit not in taken]
            files = _files(fix)
            used = {path for each in chosen for path in _files(each.fix)}
            if fresh and (files & used & self.careful or any(_meet(edit, other) for edit in fresh for other in taken)):
                continue
            chosen.append(Applied(finding, fix))
            taken.update(fix.edits)
        return chosen

    def _fix(self, finding: Finding) -> Fix | None:
        fixes = [finding.fix, *finding.alternatives]
        for fix in fixes:
            if fix is None or (finding.fingerprint, fix.title) in self.refused or not _files(fix) <= set(self.contents):
                continue
            if fix.safe or self.unsafe:
                return fix
        return None

    # ---- one round ----

    def round(self, chosen: list[Applied]) -> None:
        """Make the changes and keep those that hold."""
        new = self._changed(chosen)
        if new is None:
            return
        report = self.check({**self.contents, **new})
        wrong = _wrong(self.report, report, chosen, set(new))
        if not wrong:
            self._accept(chosen, new, report)
            return
        for path in wrong:
            inside = [each for each in chosen if path in _files(each.fix)]
            if path in self.careful or len({each.fix for each in inside}) == 1:
                self._refuse(inside, wrong[path])
        self.careful.update(wrong)
        good = [each for each in chosen if not _files(each.fix) & set(wrong)]
        if good and len(good) < len(chosen):
            self._try(good)

    def _try(self, chosen: list[Applied]) -> None:
        """Make the changes of files that were not to blame; should they not hold alone, they are tried one by one."""
        new = self._changed(chosen)
        if new is None:
            return
        report = self.check({**self.contents, **new})
        if _wrong(self.report, report, chosen, set(new)):
            self.careful.update(new)
        else:
            self._accept(chosen, new, report)

    def _changed(self, chosen: list[Applied]) -> dict[str, bytes] | None:
        """The new content of each file that the fixes touch; None, and the culprits refused, where one has none."""
        edits: dict[str, list[Edit]] = {}
        for each in chosen:
            for edit in each.fix.edits:
                edits.setdefault(edit.place.path, []).append(edit)
        new: dict[str, bytes] = {}
        for path, wanted in edits.items():
            try:
                new[path] = changed(path, self.contents[path], wanted)
            except Unfixable as problem:
                self._refuse([each for each in chosen if path in _files(each.fix)], str(problem))
                return None
        return new

    def _accept(self, chosen: list[Applied], new: dict[str, bytes], report: Report) -> None:
        self.contents.update(new)
        self.applied += chosen
        self.report = report

    def _refuse(self, chosen: Iterable[Applied], why: str) -> None:
        for each in chosen:
            self.refused.add((each.finding.fingerprint, each.fix.title))
            place = each.finding.place
            cell = "" if place.cell is None else f" cell {place.cell},"
            self.messages.append(
                f'{place.path}:{cell}{place.line}: {each.finding.code} is not fixed by "{each.fix.title}": {why}'
            )


def _files(fix: Fix) -> set[str]:
    return {edit.place.path for edit in fix.edits}


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same characters, or insert at the same place."""
    first, second = sorted((one.place, other.place), key=lambda place: (place.line, place.column))
    if (first.path, first.cell) != (second.path, second.cell):
        return False
    return (first.end_line, first.end_column) >= (second.line, second.column)


# ---- judging a round ----


def _wrong(before: Report, after: Report, chosen: list[Applied], touched: set[str]) -> dict[str, str]:
    """The touched files that must get their old content back, and why; all of them where a file nearby suffers."""
    wrong: dict[str, str] = {}
    for path, why in _complaints(before, after, chosen):
        guilty = {path} & touched or touched
        for each in guilty:
            wrong.setdefault(each, why)
    # Several files of one fix go back together.
    for one in chosen:
        files = _files(one.fix)
        reasons = [wrong[path] for path in sorted(files) if path in wrong]
        wrong.update({path: reasons[0] for path in files if reasons and path not in wrong})
    return wrong


def _complaints(before: Report, after: Report, chosen: list[Applied]) -> Iterable[tuple[str, str]]:
    known = Counter((failure.path, failure.cell) for failure in before.failures)
    for failure in after.failures:
        if not known[failure.path, failure.cell]:
            yield failure.path, f"the file could no longer be checked ({failure.reason})"
    counts, left = _counts(before), _counts(after)
    expected = Counter((each.finding.place.path, each.finding.code) for each in chosen)
    for (path, code), number in expected.items():
        if left[path, code] > counts[path, code] - number:
            about = [each for each in chosen if (each.finding.place.path, each.finding.code) == (path, code)]
            yield from ((file, "it would still be there") for each in about for file in sorted(_files(each.fix)))
    for (path, code), number in left.items():
        if number > counts[path, code]:
            yield path, f"{code} would take its place"
    if _less_is_told(before, after, chosen):
        for each in chosen:
            yield from ((file, "the set-up could no longer be told") for file in sorted(_files(each.fix)))


def _counts(report: Report) -> Counter[tuple[str, str]]:
    return Counter(
        (finding.place.path, finding.code) for finding in report.findings if not finding.code.startswith(_OWN)
    )


def _less_is_told(before: Report, after: Report, chosen: list[Applied]) -> bool:
    """Whether a set-up is gone: what is not seen shows no mistakes either. One may become unknown, where only the
    activation that went was known of a head."""
    return after.summary.setups < before.summary.setups - sum(each.finding.code == _COUNTED for each in chosen)
