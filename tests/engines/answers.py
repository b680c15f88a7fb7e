"""Asks frameworks what the rows say, and keeps their answers: a file for each version below answers/."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from lossguard.versions import numbers_of
from tests.engines.asked import ABSENT, Answer, Asked
from tests.versions.claims import NAMES, Line
from tests.versions.environments import Interpreter

HERE = Path(__file__).parent
PROBE = HERE / "probe.py"
KEPT = HERE / "answers"
LIMIT_S = 3600


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
    given = json.dumps([each.question() for each in questions])
    outer = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "KERAS_BACKEND")}
    if interpreter.path is not None:
        outer["PYTHONPATH"] = str(interpreter.path)
    if interpreter.backend:
        outer["KERAS_BACKEND"] = interpreter.backend
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [str(interpreter.python), str(PROBE), interpreter.flavour],
            input=given, capture_output=True, text=True, check=False, env=outer, timeout=LIMIT_S, cwd=folder,
        )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode != 0 or not lines:
        raise RuntimeError(f"{interpreter.python}: {done.stderr[-800:]}")
    about, answers = lines[0], lines[1:]
    line = line_of(interpreter, about["version"])
    found = {each["id"]: each["answer"] for each in answers if each["answer"] != ABSENT}
    return Answers(line, about["beside"], about["python"], found)


def version_of(interpreter: Interpreter) -> str:
    """The version that its framework states."""
    answers = ask(interpreter, ())
    return ".".join(map(str, answers.line.version))


def line_of(interpreter: Interpreter, version: str) -> Line:
    """The version that a python has."""
    number = numbers_of(version) or ()
    backend = interpreter.backend if interpreter.flavour == "keras" and number[:1] == (3,) else ""
    return Line(interpreter.flavour, number, backend)


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
