"""Comments that silence findings: which there are in a file, which findings they cover, which are of no use."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from lossguard.errors import nearest
from lossguard.findings import Finding, Place
from lossguard.records import dataclass, replace
from lossguard.source.files import Part, SourceFile
from lossguard.source.lexical import Line, lines_of
from lossguard.vocabulary import Confidence, Severity

UNUSED = "LG902"
UNKNOWN = "LG903"

_OURS = re.compile(r"#\s*lossguard:\s*(?P<verb>[\w-]+)\s*(?:\[(?P<codes>[^\]]*)\]?)?", re.IGNORECASE)
_NOQA = re.compile(r"#\s*noqa\s*:\s*(?P<codes>[A-Z][A-Z0-9]*(?:[\s,]+[A-Z]+[0-9]+)*)", re.IGNORECASE)
_CODE = re.compile(r"LG\d{0,3}")
_MISTAKEN_VERBS = re.compile(r"(?:ignore|disable|skip|off|noqa|allow|suppress)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment that silences findings.

    `codes` are codes or prefixes, () for all. It covers the lines `first` to `last` of its cell, from 1, or the whole
    file where `whole_file`. `mistakes` are what in it makes no sense, each in a few words.
    """

    place: Place
    codes: tuple[str, ...]
    first: int
    last: int
    whole_file: bool = False
    mistakes: tuple[str, ...] = ()
    useless: bool = False  # nothing in it could be understood

    def covers(self, finding: Finding) -> bool:
        """Whether the finding stands on one of the covered lines, whatever its code."""
        place = finding.place
        if place.path != self.place.path:
            return False
        same_cell = place.cell == self.place.cell
        return self.whole_file or (same_cell and place.line <= self.last and place.end_line >= self.first)


_Reader = Callable[[re.Match[str], Place], Suppression | None]


class Applied(NamedTuple):
    """The findings that stay, those that are silenced, and what is wrong with the comments (LG902, LG903)."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    unused: tuple[Finding, ...]


def find(source: SourceFile) -> tuple[Suppression, ...]:
    """Return the suppressions in the comments of a file, in order. Text in strings is not a comment."""
    return tuple(suppression for part in source.parts for suppression in _in_part(source.path, part))


def apply(
    findings: Sequence[Finding],
    suppressions: Sequence[Suppression],
    known: Collection[str] | None = None,
    ran: Callable[[str], bool] | None = None,
) -> Applied:
    """Split the findings of one or more files by their suppressions.

    `known` are the codes of all rules, to find unknown ones (LG903). `ran` tells whether a rule was on: a comment for
    one that was off is not called unused. Each code of a comment that silenced nothing is LG902.
    """
    used: dict[int, set[str]] = {}
    kept: list[Finding] = []
    silenced: list[Finding] = []
    for finding in findings:
        (silenced if _silence(finding, suppressions, used) else kept).append(finding)
    about = [*_unknown(suppressions, known), *_unused(suppressions, used, known, ran)]
    own = [finding for finding in about if not _silence(finding, suppressions, used, by_name=True)]
    return Applied(tuple(kept), tuple(silenced), tuple(own))


# ---- finding them ----


def _in_part(path: str, part: Part) -> Iterator[Suppression]:
    lowered = part.text.lower()
    if "lossguard" not in lowered and "noqa" not in lowered:
        return
    texts = part.text.split("\n")
    lines = list(lines_of(part.text))
    for index, (text, line) in enumerate(zip(texts, lines, strict=True)):
        for match, read in _in_comment(text, line.comment):
            start = match.start() + 1 + part.indent
            place = Place(path, index + 1, start, index + 1, start + len(match.group()), part.cell)
            found = read(match, place)
            if found is not None:
                first, last = _covered(texts, lines, index)
                yield replace(found, first=first, last=last)


def _in_comment(text: str, column: int | None) -> Iterator[tuple[re.Match[str], _Reader]]:
    """Yield what looks like a suppression in the comment that starts at `column` of a line."""
    if column is None:
        return
    readers: tuple[tuple[re.Pattern[str], _Reader], ...] = ((_OURS, _ours), (_NOQA, _noqa))
    for expression, read in readers:
        match = expression.search(text, column)
        if match is not None:
            yield match, read


def _covered(texts: list[str], lines: list[Line], index: int) -> tuple[int, int]:
    """Return the first and last line, from 1, of the statement that the comment on line `index` (from 0) speaks for.

    A comment that stands alone between statements speaks for the next one; only further comments may come between.
    """
    if lines[index].begins and lines[index].comment is not None and _alone(texts[index]):
        following = index + 1
        while following < len(lines) and lines[following].begins and _alone(texts[following]):
            following += 1
        if following == len(lines) or not texts[following].strip():
            return index + 1, index + 1
        return index + 1, _last_of_statement(lines, following) + 1
    first = index
    while first > 0 and not lines[first].begins:
        first -= 1
    return first + 1, _last_of_statement(lines, index) + 1


def _alone(text: str) -> bool:
    return text.lstrip().startswith("#")


def _last_of_statement(lines: list[Line], index: int) -> int:
    while index + 1 < len(lines) and not lines[index + 1].begins:
        index += 1
    return index


def _ours(match: re.Match[str], place: Place) -> Suppression | None:
    """Read `lossguard: ignore[LG102] reason`. None for prose that only begins in the same way."""
    verb = match["verb"].lower()
    if verb not in ("ignore", "ignore-file"):
        if _MISTAKEN_VERBS.match(verb) is None:
            return None
        mistake = f'"lossguard: {match["verb"]}" means nothing; write "lossguard: ignore[LG102]"'
        return Suppression(place, (), 0, 0, mistakes=(mistake,), useless=True)
    whole_file = verb == "ignore-file"
    if match["codes"] is None:
        return Suppression(place, (), 0, 0, whole_file)
    words = [word.upper() for word in re.split(r"[\s,]+", match["codes"].strip()) if word]
    codes = tuple(word for word in words if _CODE.fullmatch(word))
    mistakes = tuple(f'"{word}" is no code of a rule, such as LG102' for word in words if not _CODE.fullmatch(word))
    if not words:
        mistakes = ("names no code between the brackets",)
    return Suppression(place, codes, 0, 0, whole_file, mistakes, useless=not codes)


def _noqa(match: re.Match[str], place: Place) -> Suppression | None:
    """Read `noqa: E501, LG102`; None when none of the codes is ours."""
    words = re.split(r"[\s,]+", match["codes"].upper())
    codes = tuple(word for word in words if re.fullmatch(r"LG\d+", word))
    return Suppression(place, codes, 0, 0) if codes else None


# ---- applying them ----


def _silence(
    finding: Finding, suppressions: Iterable[Suppression], used: dict[int, set[str]], by_name: bool = False
) -> bool:
    """Whether a suppression covers the finding; note which of its codes did. `by_name`: only where it names codes."""
    silent = False
    for index, suppression in enumerate(suppressions):
        if suppression.useless or not suppression.covers(finding):
            continue
        hits = {code for code in suppression.codes if finding.code.startswith(code)}
        if hits or not (suppression.codes or by_name):
            used.setdefault(index, set()).update(hits or {""})
            silent = True
    return silent


def _unused(
    suppressions: Sequence[Suppression],
    used: dict[int, set[str]],
    known: Collection[str] | None,
    ran: Callable[[str], bool] | None,
) -> Iterator[Finding]:
    for index, suppression in enumerate(suppressions):
        hits = used.get(index, set())
        if suppression.useless or (not suppression.codes and hits):
            continue
        idle = [code for code in suppression.codes if code not in hits and _was_asked(code, known, ran)]
        if idle or not suppression.codes:
            what = f"of {', '.join(idle)} " if len(idle) < len(suppression.codes) or len(idle) == 1 else ""
            yield _finding(UNUSED, suppression.place, f"The suppression {what}silences nothing here.", "Remove it.")


def _was_asked(code: str, known: Collection[str] | None, ran: Callable[[str], bool] | None) -> bool:
    """Whether a rule with this code or prefix was on. Unknown codes are LG903 instead; LG902 and LG903 are ours."""
    if code in (UNUSED, UNKNOWN):
        return False
    meant = [each for each in known if each.startswith(code)] if known is not None else [code]
    return bool(meant) and (ran is None or any(ran(each) for each in meant))


def _unknown(suppressions: Iterable[Suppression], known: Collection[str] | None) -> Iterator[Finding]:
    for suppression in suppressions:
        for mistake in suppression.mistakes:
            yield _finding(UNKNOWN, suppression.place, f"This suppression is not understood: {mistake}.", None)
        for code in suppression.codes if known is not None else ():
            if not any(each.startswith(code) for each in known or ()):
                advice = nearest(code, known or ()) or "."
                yield _finding(UNKNOWN, suppression.place, f"No rule has the code {code}{advice}", None)


_FORMS = {
    UNUSED: ("unused-suppression", Severity.NOTE),
    UNKNOWN: ("unknown-code", Severity.WARNING),
}


def _finding(code: str, place: Place, message: str, help_text: str | None) -> Finding:
    name, severity = _FORMS[code]
    return Finding(code, name, severity, Confidence.CERTAIN, message, place, help=help_text)
