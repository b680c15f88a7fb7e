"""What one run has found: the record between the runner and the reports. Plain, picklable data."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from lossguard.circumstances import Conjunction, in_words
from lossguard.findings import Failure, Finding, Place, Spot
from lossguard.records import dataclass, field
from lossguard.vocabulary import Answer

if TYPE_CHECKING:
    from lossguard.arrivals import Calls
    from lossguard.setups import Engine, Output, Problem
    from lossguard.suppress import Suppression

T = TypeVar("T")
Lines = Mapping[int, str]
"""Lines of one file or cell by their number, from 1; only those on which something stands."""
LinesOf = Mapping[tuple[str, int | None], Lines]
"""Lines by file and cell."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach an output, and the conditions under which it is taken: () where there is only one."""

    output: Output
    conditions: Conjunction = ()


@dataclass(frozen=True, slots=True)
class JudgedOutput:
    """One output of a set-up, as it is on each way, with the answer and the codes that speak against it.

    `missing` is the fact that an unknown answer lacks.
    """

    name: str | None
    ways: tuple[Way, ...]
    answer: Answer
    findings: tuple[str, ...] = ()
    missing: str | None = None

    def alternatives(self, view: Callable[[Output], T]) -> tuple[Alternative[T], ...]:
        """What `view` shows of the output on each way, equal views made one, each with the phrases that tell when.

        A head that is a softmax on two ways and a sigmoid on a third has two alternatives.
        """
        seen = [view(way.output) for way in self.ways]
        views: list[T] = []
        for one in seen:
            if one not in views:
                views.append(one)
        return tuple(Alternative(one, self._when([shown == one for shown in seen])) for one in views)

    def _when(self, chosen: list[bool]) -> tuple[str, ...]:
        mine = [way.conditions for way, is_mine in zip(self.ways, chosen, strict=True) if is_mine]
        others = [way.conditions for way, is_mine in zip(self.ways, chosen, strict=True) if not is_mine]
        return in_words(mine, others) if others else ()


@dataclass(frozen=True, slots=True)
class Alternative(Generic[T]):
    """One of several values that something may have, and when: phrases, none where nothing tells."""

    value: T
    conditions: tuple[str, ...]


def worst(answers: Iterable[Answer]) -> Answer:
    """Wrong before unknown before ok; unknown where there are none."""
    found = set(answers)
    return next((answer for answer in (Answer.WRONG, Answer.UNKNOWN, Answer.OK) if answer in found), Answer.UNKNOWN)


@dataclass(frozen=True, slots=True)
class JudgedSetup:
    """A training set-up where it stands, with all of its outputs. `places` has the place of every spot in them, and in
    the `problems` that were seen without head or loss."""

    place: Place
    engine: Engine
    outputs: tuple[JudgedOutput, ...]
    places: Mapping[Spot, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def answer(self) -> Answer:
        """The worst answer of the outputs; unknown where there are none."""
        return worst(output.answer for output in self.outputs)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was said of one site. `outcome` is equal for sites that a report would show alike; `places` are those of the
    calls that lead there. `setup` is None where only the number of set-ups is asked for."""

    spot: Spot
    calls: tuple[Calls, ...]
    guessed: bool
    outcome: Hashable
    answer: Answer
    findings: tuple[Finding, ...]
    places: Mapping[Spot, Place]
    setup: JudgedSetup | None


@dataclass(frozen=True, slots=True)
class FileResult:
    """What one file says, before settings and comments take anything away.

    `suppressions` are those of the file and of every file in which one of its findings stands. `lines` has each line
    of the places of findings and suppressions. `cut_short` tells that a limit ended the run of the file, `crash` is the
    traceback where lossguard itself failed.
    """

    path: str
    judgements: tuple[Judgement, ...] = ()
    failures: tuple[Failure, ...] = ()
    suppressions: Mapping[str, tuple[Suppression, ...]] = field(default_factory=dict)
    lines: LinesOf = field(default_factory=dict)
    cut_short: bool = False
    crash: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a run, named as the contract names them. `files_analysed` excludes files that cannot matter."""

    files_seen: int = 0
    files_analysed: int = 0
    setups: int = 0
    setups_ok: int = 0
    setups_wrong: int = 0
    setups_unknown: int = 0
    suppressed: int = 0
    baselined: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a reporter may print. `excerpts` holds the source lines at the places of the findings.

    Findings are sorted by path, cell, line, column and code, set-ups by place. Its keys are (path, cell).
    `wrong_usage` has a sentence for each path given that names nothing one could check. `explained` has what is to be
    said of a rule beside its first finding, by code. `cut_short` are the paths of the files that a limit kept from
    being followed to their ends.
    """

    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    setups: tuple[JudgedSetup, ...] = ()
    summary: Summary = Summary()
    excerpts: LinesOf = field(default_factory=dict)
    wrong_usage: tuple[str, ...] = ()
    explained: Mapping[str, str] = field(default_factory=dict)
    cut_short: tuple[str, ...] = ()

    @property
    def crashed(self) -> bool:
        """Whether lossguard itself failed on a file (LG900): exit code 2."""
        return any(failure.code == "LG900" for failure in self.failures)
