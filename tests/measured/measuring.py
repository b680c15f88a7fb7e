"""Has a table computed by a python that has its packages, and keeps the answers in answers/ beside this file."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.measured.cases import Table
from tests.probing import answers_of, without_pythonpath

HERE = Path(__file__).parent
PROBE = HERE / "probe.py"

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one python computed: `versions` by module, `answers` by the id of the case."""

    versions: dict[str, str]
    python: str
    answers: dict[str, Answer]


def measure(table: Table, python: Path = Path(sys.executable)) -> Measured:
    """The answers to all cases of a table, computed in a process of its own.

    Raises:
        RuntimeError: a package is not there, or the start of the table fails; the message has the end of what it said.
    """
    cases = [
        {"id": each.id, "before": each.before, "value": table.computes.get(each.part, "{}").format(each.value)}
        for each in table.cases
    ]
    given = {"needs": table.needs, "start": table.start, "cases": cases}
    about, answers = answers_of(python, PROBE, given=given, environment=without_pythonpath())
    return Measured(about["versions"], about["python"], answers)


def _file(table: Table) -> Path:
    return HERE / "answers" / f"{table.name}.json"


@cache
def recorded(table: Table) -> Measured | None:
    """What was kept of a table, None where it was never measured."""
    if not _file(table).exists():
        return None
    return Measured(**json.loads(_file(table).read_text(encoding="utf-8")))


def record(table: Table, measured: Measured) -> None:
    """Keep what was measured, in place of what was kept before."""
    lines = [f"  {json.dumps(key)}: {json.dumps(answer)}" for key, answer in measured.answers.items()]
    answers = "{\n" + ",\n".join(lines) + "\n }"
    head = f' "versions": {json.dumps(measured.versions)},\n "python": {json.dumps(measured.python)}'
    _file(table).write_text(f'{{\n{head},\n "answers": {answers}\n}}\n', encoding="utf-8")
