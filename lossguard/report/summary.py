"""The last line of a run, for standard error: how many files, set-ups and findings, or why there are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lossguard.report.terminal import Line, Piece, one_line, plain
from lossguard.results import JudgedOutput, Report
from lossguard.setups import Known, Unknown
from lossguard.vocabulary import Severity

NAMED_FILES = 3
PARTS = {"head": "space", "loss": "expects", "labels": "encoding"}
"""The parts of an output that can be unknown, each with the fact in it without which it tells nothing."""
_GENERAL = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"^\S+ is not defined where", "a name is not defined where"),
        (r"^\S+ is a parameter of \S+ and no call", "a parameter of a function, and no call"),
        (r"^what .+ reads is in a file", "what is read is in a file"),
        (r"`[^`]*`|'[^']*'|\"[^\"]*\"", "..."),
        (r"\b\w+(?:\.\w+)*\([^()]*\)", "a call"),
        (r"\b\d+\b", "n"),
    )
)


def counted(number: int, noun: str) -> str:
    """ "1 file", "2 files"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def summary_line(report: Report) -> str:
    """ "12 files, 8 set-ups: 5 ok, 2 wrong, 1 unknown; 3 findings (2 errors, 1 warning)"."""
    return f"{_files_and_setups(report)}{_findings(report)}{_rest(report)}"


def setups_line(report: Report) -> str:
    """The same without the findings: for the table of set-ups."""
    return f"{_files_and_setups(report)}{_failures(report)}"


def nothing_to_say(report: Report) -> str | None:
    """One sentence where nothing could be looked at, else None."""
    if report.failures or report.summary.setups or report.findings:
        return None
    if report.summary.files_seen == 0:
        return "no Python files or notebooks found under the given paths"
    seen = counted(report.summary.files_seen, "file")
    if report.summary.files_analysed == 0:
        return f"{seen} checked: nothing about training in {'it' if report.summary.files_seen == 1 else 'them'}"
    return f"{seen} checked: no training set-up found (a model, a loss and the call that joins them)"


def cut_short(report: Report) -> str:
    """Which files were not followed to their ends, the first few by name."""
    named = ", ".join(one_line(path) for path in report.cut_short[:NAMED_FILES])
    more = len(report.cut_short) - NAMED_FILES
    return f"followed only in part, so that set-ups may be missing: {named}{f' and {more} more' if more > 0 else ''}"


def statistics(report: Report) -> Iterator[Line]:
    """A line for each code with its number of findings, the most frequent first."""
    counts = Counter((finding.code, finding.name, str(finding.severity)) for finding in report.findings)
    for (code, name, severity), number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield (Piece(f"{number:>6}  "), Piece(code, severity), Piece(f"  {name}"))
    if not counts:
        yield plain("no findings")


def reasons(report: Report) -> Iterator[Line]:
    """How many heads, losses and labels are known, then the reasons for those that are not, the most frequent first.

    A part that is known on one way through the program only counts as unknown, with the reason of the other ways.
    """
    outputs = [output for setup in report.setups for output in setup.outputs]
    if not outputs:
        return
    whys = {part: [_whys(output, part) for output in outputs] for part in PARTS}
    for part, found in whys.items():
        known = sum(not why for why in found)
        share = f"{100 * known / len(outputs):.0f} %"
        yield (Piece(f"{share:>6}  "), Piece(f"{part:<6}", "strong"), Piece(f"  known in {known} of {len(outputs)}"))
    counts = Counter((why, part) for part, found in whys.items() for each in found for why in each)
    for (why, part), number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield (Piece(f"{number:>6}  "), Piece(f"{part:<6}", "unknown"), Piece(f"  {why}"))


def _whys(output: JudgedOutput, part: str) -> set[str]:
    """The reasons for which a part of an output is not known, the names of the program left out."""
    found = [getattr(way.output, part) for way in output.ways]
    found += [getattr(each.value, PARTS[part]) for each in found if isinstance(each, Known)]
    return {generalised(each.why) for each in found if isinstance(each, Unknown)}


def generalised(why: str) -> str:
    """A reason without the names, so that it can be counted: "`net` is a parameter ..." as "a name is a parameter"."""
    for pattern, words in _GENERAL:
        why = pattern.sub(words, why)
    return one_line(why)


def _files_and_setups(report: Report) -> str:
    summary = report.summary
    files = counted(summary.files_seen, "file")
    if not summary.setups:
        return f"{files}, no set-ups"
    counts = {"ok": summary.setups_ok, "wrong": summary.setups_wrong, "unknown": summary.setups_unknown}
    return f"{files}, {counted(summary.setups, 'set-up')}: {', '.join(f'{n} {word}' for word, n in counts.items())}"


def _findings(report: Report) -> str:
    if not report.findings:
        return "; no findings"
    counts = Counter(finding.severity for finding in report.findings)
    kinds = ", ".join(counted(counts[severity], str(severity)) for severity in Severity if counts[severity])
    return f"; {counted(len(report.findings), 'finding')} ({kinds})"


def _rest(report: Report) -> str:
    suppressed = f"; {report.summary.suppressed} suppressed" if report.summary.suppressed else ""
    baselined = f"; {report.summary.baselined} in the baseline" if report.summary.baselined else ""
    return f"{suppressed}{baselined}{_failures(report)}"


def _failures(report: Report) -> str:
    unread = len({failure.path for failure in report.failures})
    return f"; {counted(unread, 'file')} could not be checked" if unread else ""
