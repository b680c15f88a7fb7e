"""What a program does beside what lossguard says of it: whether the two agree. Needs no framework."""

from __future__ import annotations

from dataclasses import dataclass

from lossguard.vocabulary import Severity
from tests.oracle.matrix.answers import Said, answer_to
from tests.oracle.matrix.levels import Behaviour, Level
from tests.oracle.matrix.program import Case

ALLOWED: dict[Level, tuple[str, ...]] = {
    Level.BROKEN: ("error",),
    Level.DEGRADED: ("warning",),
    Level.BLEMISHED: ("warning", "note"),
    Level.SOUND: ("ok", "note"),
}
_RANK = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True)
class Judged:
    """One part of a program ("loss" or "metric"): what it does, and lossguard's answer with its codes."""

    case: Case
    part: str
    behaviour: Behaviour
    answer: str  # "error", "warning", "note", "ok" or "unknown"
    codes: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return self.answer in ALLOWED[self.behaviour.level]


def compared(case: Case, behaviour: Behaviour) -> Judged:
    """What a program does, with lossguard's answer on its text: on its metric where it has one."""
    part = "loss" if case.metric is None else "metric"
    said = answer_to(case)
    found = said.loss if part == "loss" else said.metric
    return Judged(case, part, behaviour, _answer(said, found), tuple(code for code, _ in found))


def _answer(said: Said, found: tuple[tuple[str, Severity], ...]) -> str:
    severities = {severity for _, severity in found}
    worst = next((severity for severity in _RANK if severity in severities), None)
    if worst in (Severity.ERROR, Severity.WARNING):
        return str(worst)
    if said.missing is not None:
        return "unknown"
    return str(worst) if worst is not None else "ok"
