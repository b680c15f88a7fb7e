"""The file of a whole run: what each program did in its framework, and what lossguard said of it.

    versions: keras 3.15.1, torch 2.13.0
    commit: 0123456
    programs: 7606 of 7606, 0123456789abcdef
    ids | 'mse'
      broken, error LG109: softmax(3); tanh(3)
      sound, ok: linear(3)

A line of form of labels, loss and perhaps metric, then outcomes, each with the heads that have it. Programs whose
metric was not looked at, since their loss is broken, are left out. Needs no framework.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.oracle.matrix.levels import Behaviour, Level
from tests.oracle.matrix.program import Case
from tests.oracle.matrix.programs import PROGRAMS, digest
from tests.oracle.matrix.verdicts import Judged

FOLDER = Path(__file__).parent / "measured"


@dataclass(frozen=True)
class Stored:
    """A run of the programs of a framework: the versions it had, the commit, how many were run of how many."""

    framework: str
    versions: str
    commit: str
    run: int
    programs: int
    digest: str
    results: tuple[Judged, ...]


def frameworks() -> list[str]:
    """Those with a file."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def write(framework: str, versions: str, commit: str, run: int, results: Iterable[Judged]) -> None:
    """Write the file of a run of `run` programs."""
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in results:
        group, head = _split(one.case)
        groups[group][f"{one.behaviour.level.name.lower()}, {' '.join((one.answer, *one.codes))}"].append(head)
    count = sum(1 for _ in PROGRAMS[framework](framework))
    lines = [f"versions: {versions}", f"commit: {commit}", f"programs: {run} of {count}, {digest(framework)}"]
    for group, outcomes in groups.items():
        lines += [group, *(f"  {outcome}: {'; '.join(heads)}" for outcome, heads in sorted(outcomes.items()))]
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{framework}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


@cache
def read(framework: str) -> Stored:
    """The run in the file. Raises ValueError where a line names a program that there is not."""
    first, second, third, *lines = (FOLDER / f"{framework}.txt").read_text(encoding="utf-8").splitlines()
    run, count, mark = third.removeprefix("programs: ").replace(" of ", ", ").split(", ")
    cases = {_split(case): case for case in PROGRAMS[framework](framework)}
    versions, commit = first.removeprefix("versions: "), second.removeprefix("commit: ")
    return Stored(framework, versions, commit, int(run), int(count), mark, tuple(_results(lines, cases)))


def _split(case: Case) -> tuple[str, str]:
    metric = f" | {case.metric.name}" if case.metric is not None else ""
    return f"{case.form.name} | {case.loss.name}{metric}", f"{case.head}({case.units})"


def _results(lines: list[str], cases: dict[tuple[str, str], Case]) -> Iterator[Judged]:
    group = ""
    for line in lines:
        if not line.startswith("  "):
            group = line
            continue
        outcome, _, heads = line.strip().partition(": ")
        level, _, said = outcome.partition(", ")
        answer, *codes = said.split()
        for head in heads.split("; "):
            if (group, head) not in cases:
                raise ValueError(f"no program {group} | {head}: run it again with --store")
            case = cases[group, head]
            part = "loss" if case.metric is None else "metric"
            yield Judged(case, part, Behaviour(Level[level.upper()], "as stored"), answer, tuple(codes))
