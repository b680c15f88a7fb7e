"""Asks frameworks what the rows say, and keeps their answers: a file for each version below answers/."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.engines.asked import ABSENT, Answer, Asked
from tests.probing import answers_of
from tests.versions.claims import NAMES, Line
from tests.versions.environments import Interpreter
from tests.versions.measuring import line_of

HERE = Path(__file__).parent
PROBE = HERE / "probe.py"
KEPT = HERE / "answers"


@dataclass(frozen=True, slots=True)
class Answers:
    """What one version answered, by the id of the question; what it does not have is not among it."""

    line: Line
    beside: str
    python: str
    given: dict[str, Answer] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """Where they are kept."""
        number = ".".join(map(str, self.line.version))
        return KEPT / f"{'-'.join(filter(None, (self.line.flavour, number, self.line.backend)))}.json"


def ask(interpreter: Interpreter, questions: Iterable[Asked]) -> Answers:
    """The answers of the framework of a python, in a process of its own.

    Raises:
        RuntimeError: it cannot be imported there, or the process ended early; the message has the end of its output.
    """
    given = [each.question() for each in questions]
    about, answers = answers_of(
        interpreter.python, PROBE, interpreter.flavour, given=given, environment=interpreter.variables()
    )
    found = {id_: answer for id_, answer in answers.items() if answer != ABSENT}
    return Answers(line_of(interpreter, about["version"]), about["beside"], about["python"], found)


def version_of(interpreter: Interpreter) -> str:
    """The version that its framework states."""
    answers = ask(interpreter, ())
    return ".".join(map(str, answers.line.version))


def keep(answers: Answers, asked: Iterable[Asked]) -> None:
    """Write them to their file beside what it has; answers to what is not `asked` any more are dropped."""
    earlier = read(answers.file).given if answers.file.exists() else {}
    wanted = {each.id for each in asked}
    given = {key: answer for key, answer in sorted({**earlier, **answers.given}.items()) if key in wanted}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(answer)}" for key, answer in given.items())
    about = {
        "flavour": answers.line.flavour, "version": answers.line.version, "backend": answers.line.backend,
        "beside": answers.beside, "python": answers.python,
    }  # fmt: skip
    KEPT.mkdir(exist_ok=True)
    answers.file.write_text(f'{{"about": {json.dumps(about)},\n"answers": {{\n{lines}\n}}}}\n', encoding="utf-8")


@cache
def read(file: Path) -> Answers:
    """The answers in a file."""
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    about = content["about"]
    line = Line(about["flavour"], tuple(about["version"]), about["backend"])
    return Answers(line, about["beside"], about["python"], content["answers"])


def every() -> Iterator[Answers]:
    """All that is kept, by framework and version."""
    order = list(NAMES)
    found = (read(file) for file in KEPT.glob("*.json"))
    yield from sorted(found, key=lambda each: (order.index(each.line.flavour), each.line.version))
