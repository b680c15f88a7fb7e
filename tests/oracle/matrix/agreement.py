"""Two judgements side by side: the table of agreement, the disagreements, and those that are explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tests.oracle.matrix.program import Case
from tests.oracle.matrix.verdicts import Judged

EXPLAINED = Path(__file__).parent / "explained.txt"
ANSWERS = ("error", "warning", "note", "ok", "unknown")
_FIELDS = 6
SEPARATOR, ALTERNATIVE = " | ", " or "


@dataclass(frozen=True)
class Explained:
    """Disagreements that stay, and why: a pattern of the names of their cases, what both say, and how many they are.

    The pattern has the parts of a name; each is one or several alternatives ("linear(1) or tanh(*)") with `*` and `?`.
    """

    pattern: str
    part: str
    behaviour: str
    answer: str
    count: int
    why: str

    @property
    def framework(self) -> str:
        """That of the pattern: its first word."""
        return self.pattern.split(SEPARATOR)[0]

    def names(self, case: Case) -> bool:
        """Whether the pattern fits the name of a case."""
        parts, patterns = case.name.split(SEPARATOR), self.pattern.replace("[", "[[]").split(SEPARATOR)
        return len(parts) == len(patterns) and all(
            any(fnmatchcase(part, each) for each in pattern.split(ALTERNATIVE))
            for part, pattern in zip(parts, patterns, strict=True)
        )

    def covers(self, one: Judged) -> bool:
        """Whether this disagreement is meant."""
        return self.names(one.case) and (self.part, self.behaviour, self.answer) == (
            one.part,
            one.behaviour.level.name,
            one.answer,
        )


def explained(path: Path = EXPLAINED) -> tuple[Explained, ...]:
    """The entries of the data file. Raises ValueError for a line that has not six fields, or no number of cases.

    One entry a line, fields separated by `;`: pattern; part; behaviour; answer; count; why. Empty lines and `#` are
    skipped.
    """
    entries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split(";", maxsplit=_FIELDS - 1)]
        if len(fields) != _FIELDS or not all(fields):
            raise ValueError(f"{path}, line {number}: expected pattern; part; behaviour; answer; count; why")
        pattern, part, behaviour, answer, count, why = fields
        entries.append(Explained(pattern, part, behaviour, answer, int(count), why))
    return tuple(entries)


def unexplained(results: Iterable[Judged], entries: Sequence[Explained]) -> list[Judged]:
    """The disagreements that no entry covers."""
    return [one for one in results if not one.agrees and not any(entry.covers(one) for entry in entries)]


def covered(results: Iterable[Judged], entry: Explained) -> int:
    """How many disagreements of these results an entry covers."""
    return sum(not one.agrees and entry.covers(one) for one in results)


def miscounted(results: Sequence[Judged], entries: Iterable[Explained]) -> list[str]:
    """The entries that cover another number of disagreements than they say, none among them, in words."""
    found = [(entry, covered(results, entry)) for entry in entries]
    return [
        f"{entry.pattern}; {entry.part}; {entry.behaviour}; {entry.answer}: {count}, not {entry.count}"
        for entry, count in found
        if count != entry.count or not count
    ]


def markdown(results: Sequence[Judged], entries: Sequence[Explained]) -> str:
    """The table of agreement, ready for a page: framework, part and behaviour by what lossguard says."""
    counts = Counter((one.case.framework, one.part, one.behaviour.level, one.answer) for one in results)
    rows = sorted({key[:3] for key in counts}, key=lambda row: (row[0], row[1], -row[2]))
    lines = [
        "| framework | part | what the program does | " + " | ".join(ANSWERS) + " |",
        "|---|---|---|" + "---:|" * len(ANSWERS),
    ]
    for framework, part, level in rows:
        cells = " | ".join(str(counts[framework, part, level, answer] or "") for answer in ANSWERS)
        lines.append(f"| {framework} | {part} | {level.name.lower()} | {cells} |")
    apart = [one for one in results if not one.agrees]
    left = unexplained(results, entries)
    lines += [
        "",
        f"{len(results)} judgements, {len(results) - len(apart)} agree, {len(apart) - len(left)} differ and are "
        f"explained, {len(left)} differ.",
    ]
    return "\n".join(lines) + "\n"


def line_of(one: Judged) -> str:
    """A disagreement in one line."""
    said = f"{one.answer} {' '.join(one.codes)}".strip()
    return f"{one.case.name}\n    does: {one.behaviour.level.name} ({one.behaviour.why}); lossguard: {said}"
