"""One program, judged twice: by what it does in the framework, and by what lossguard says of its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lossguard.vocabulary import Severity
from tests.oracle.matrix.answers import Said, answer_to
from tests.oracle.matrix.behaviour import Behaviour, Level, behaviour_of
from tests.oracle.matrix.machines import MACHINES, Raised
from tests.oracle.matrix.program import Case
from tests.oracle.matrix.reported import report_of

ALLOWED: dict[Level, tuple[str, ...]] = {
    Level.BROKEN: ("error",),
    Level.DEGRADED: ("warning",),
    Level.BLEMISHED: ("warning", "note"),
    Level.SOUND: ("ok", "note"),
}
# A framework that cannot be imported, or a name that the generator got wrong: counted as "raises", it would agree with
# every error that lossguard reports.
NO_BEHAVIOUR = (ImportError, NameError, SyntaxError)
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


def behaviour_in(case: Case, part: str) -> Behaviour:
    """What the program does. A metric is looked at on its own.

    Raises ImportError, NameError or SyntaxError where the program or its environment is at fault: no measurement.
    """
    try:
        machine = MACHINES[case.framework](case)
    except NO_BEHAVIOUR:
        raise
    except Exception as error:  # whatever else the program raises is what it does
        return _raises(f"{type(error).__name__}: {error}")
    try:
        return behaviour_of(machine) if part == "loss" else report_of(machine)
    except Raised as error:
        return _raises(str(error))


def _raises(text: str) -> Behaviour:
    return Behaviour(Level.BROKEN, f"raises {' '.join(text.split())[:100]}")


@lru_cache(maxsize=256)
def _trains(case: Case) -> bool:
    """Whether the program without its metric is worth measuring."""
    return behaviour_in(case, "loss").level is not Level.BROKEN


def judged(case: Case) -> Iterator[Judged]:
    """The loss of a program without a metric; the metric of one with a metric, where the loss itself is not broken."""
    if case.metric is not None and not _trains(case.without_metric):
        return
    part = "loss" if case.metric is None else "metric"
    said = answer_to(case)
    found = said.loss if part == "loss" else said.metric
    yield Judged(case, part, behaviour_in(case, part), _answer(said, found), tuple(code for code, _ in found))


def _answer(said: Said, found: tuple[tuple[str, Severity], ...]) -> str:
    severities = {severity for _, severity in found}
    worst = next((severity for severity in _RANK if severity in severities), None)
    if worst in (Severity.ERROR, Severity.WARNING):
        return str(worst)
    if said.missing is not None:
        return "unknown"
    return str(worst) if worst is not None else "ok"
