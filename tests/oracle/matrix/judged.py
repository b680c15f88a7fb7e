"""One program, judged twice: by what it does in the framework, and by what lossguard says of its text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tests.oracle.matrix.behaviour import behaviour_of
from tests.oracle.matrix.levels import Behaviour, Level
from tests.oracle.matrix.machines import MACHINES, Raised
from tests.oracle.matrix.program import Case
from tests.oracle.matrix.reported import report_of
from tests.oracle.matrix.verdicts import Judged, compared

# A framework that cannot be imported, or a name that the generator got wrong: counted as "raises", it would agree with
# every error that lossguard reports.
NO_BEHAVIOUR = (ImportError, NameError, SyntaxError)


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
    yield compared(case, behaviour_in(case, "loss" if case.metric is None else "metric"))
