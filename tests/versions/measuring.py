"""Asks a python what its framework does, and keeps what was measured in measured.json beside this file."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from lossguard.versions import numbers_of
from tests.probing import answers_of
from tests.versions.claims import NAMES, Line, agree, claim, exception
from tests.versions.environments import Interpreter
from tests.versions.questions import QUESTIONS, Question

HERE = Path(__file__).parent
PROBE = HERE / "probe.py"
RECORD = HERE / "measured.json"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one version answered, by question; `line` is the version."""

    line: Line
    beside: str
    python: str
    answers: dict[str, str]


def measure(interpreter: Interpreter, questions: tuple[Question, ...] = QUESTIONS) -> Measured:
    """The answers of the framework of a python, in a process of its own.

    Raises:
        RuntimeError: it cannot be imported there; the message has the end of what was printed.
    """
    asked = [each for each in questions if interpreter.flavour in each.flavours]
    given = [{"id": each.id, "ask": each.ask, "given": each.given} for each in asked]
    about, answers = answers_of(
        interpreter.python, PROBE, interpreter.flavour, given=given, environment=interpreter.variables()
    )
    return Measured(line_of(interpreter, about["version"]), about["beside"], about["python"], answers)


def line_of(interpreter: Interpreter, version: str) -> Line:
    """The line of the version that a python has."""
    numbers = numbers_of(version) or ()
    backend = interpreter.backend if interpreter.flavour == "keras" and numbers[:1] == (3,) else ""
    return Line(interpreter.flavour, numbers, backend)


def here(flavour: str, backend: str = "") -> Interpreter:
    """The python that is running."""
    return Interpreter(Path(sys.executable), flavour, None, backend)


def disagreements(measured: Measured, questions: tuple[Question, ...] = QUESTIONS) -> list[str]:
    """A line for each answer that is not what lossguard, or the table, says."""
    found = []
    for question in questions:
        answer = measured.answers.get(question.id)
        claimed = claim(question, measured.line)
        if answer is None or claimed is None or exception(question, measured.line) is not None:
            continue
        if not agree(question, claimed, answer):
            found.append(f"{measured.line}, {question.subject}: measured {answer!r}, said {claimed!r}")
    return found


# ---- the record ----


def recorded() -> list[Measured]:
    """Everything that was measured, by flavour and version."""
    found = json.loads(RECORD.read_text(encoding="utf-8"))
    return [
        Measured(
            Line(each["flavour"], tuple(each["version"]), each["backend"]), each["beside"], each["python"],
            each["answers"],
        )
        for each in found
    ]  # fmt: skip


def record(measured: Measured) -> None:
    """Add what was measured to the record; of a version that it has, the answers count over the earlier ones.

    Answers to questions that are not asked any more are dropped.
    """
    before = recorded() if RECORD.exists() else []
    kept = [each for each in before if each.line != measured.line]
    asked = {question.id for question in QUESTIONS}
    earlier = next((each.answers for each in before if each.line == measured.line), {})
    answers = {key: answer for key, answer in {**earlier, **measured.answers}.items() if key in asked}
    measured = replace(measured, answers=answers)
    order = [*NAMES, "torchmetrics"]
    every = sorted([*kept, measured], key=lambda each: (order.index(each.line.flavour), each.line.version))
    content = [
        {
            "flavour": each.line.flavour, "version": each.line.version, "backend": each.line.backend,
            "beside": each.beside, "python": each.python, "answers": dict(sorted(each.answers.items())),
        }
        for each in every
    ]  # fmt: skip
    RECORD.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
