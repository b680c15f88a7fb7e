"""The rows of Keras and TensorFlow against what each version of them answered: tests/engines has the answers.

They were asked by `python -m tests.engines --folder FOLDER --record`; a changed row or question is another question and
has to be asked again. Where TensorFlow is installed, or LOSSGUARD_ENVIRONMENTS names a folder of environments, these
answer once more.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numpy", reason="NumPy is not installed: there is nothing to reckon with")

from tests.engines.answers import Answers, ask, every, keep, read, version_of
from tests.engines.asked import BELOW, EXCEPTIONS, Asked, excepted
from tests.engines.questions import questions
from tests.proved.record import kept, key_of
from tests.versions.environments import ENVIRONMENTS, FURTHER, Interpreter, interpreters
from tests.versions.measuring import line_of

FOLDER = os.environ.get("LOSSGUARD_ENVIRONMENTS", "")
KEPT = list(every())
MARK = ", kept"  # what a version is called in the record whose answers are


def complaints(answers: Answers) -> list[str]:
    """A line for each answer that is not what a row says."""
    found = []
    for each, answer in _answered(answers):
        complaint = each.complaint(answer)
        version = answers.line.flavour, answers.line.version
        if complaint and not (each.judge is None and excepted(each.name, version)):
            found.append(f"{each.name} [{each.row.versions}] {each.code}: {complaint}")
    return found


def _answered(answers: Answers) -> Iterator[tuple[Asked, Any]]:
    for each in questions(answers.line):
        if each.id in answers.given:
            yield each, answers.given[each.id]


@pytest.mark.parametrize("answers", KEPT, ids=lambda answers: str(answers.line))
def test_what_a_version_answered_is_what_the_rows_say(
    answers: Answers, record_property: Callable[[str, object], None]
) -> None:
    assert [] == complaints(answers)
    for each, answer in _answered(answers):
        if each.proves(answer):
            record_property("measured", (each.row, each.proof, f"{answers.line}{MARK}"))


def test_an_exception_is_one() -> None:
    odd = {
        each.name for answers in KEPT for each, answer in _answered(answers)
        if each.judge is None and each.complaint(answer)
    }  # fmt: skip
    assert set() == {name for names, _, _ in EXCEPTIONS for name in names} - odd
    assert all(any(name.startswith(start) for name in odd) for start, _, _ in BELOW)


def test_a_row_that_is_proved_by_kept_answers_has_them_still() -> None:
    proving = {
        (key_of(each.row), each.proof) for answers in KEPT for each, answer in _answered(answers) if each.proves(answer)
    }
    said = {(key, how) for key, ways in kept().items() for how, where in ways.items() if where.endswith(MARK)}
    assert set() == said - proving


def test_answers_are_kept_of_what_is_asked_alone() -> None:
    for answers in KEPT:
        if os.environ.get("RENEW") == "1":
            keep(answers, questions(answers.line))
        left = read.__wrapped__(answers.file)
        assert set() == set(left.given) - {each.id for each in questions(answers.line)}


@pytest.mark.skipif(importlib.util.find_spec("tensorflow") is None, reason="TensorFlow is not installed")
def test_the_installed_tensorflow_answers_as_the_rows_say() -> None:
    _asked_again(Interpreter(Path(sys.executable), "tf"))


@pytest.mark.skipif(not FOLDER, reason="LOSSGUARD_ENVIRONMENTS names no folder with older versions")
@pytest.mark.parametrize(
    "interpreter", list(interpreters(Path(FOLDER), (*ENVIRONMENTS, *FURTHER))) if FOLDER else [], ids=str
)
def test_an_older_version_answers_as_the_rows_say(interpreter: Interpreter) -> None:
    if interpreter.flavour not in ("keras", "tf"):
        pytest.skip("neither Keras nor TensorFlow")
    _asked_again(interpreter)


def _asked_again(interpreter: Interpreter) -> None:
    answers = ask(interpreter, questions(line_of(interpreter, version_of(interpreter))))
    assert answers.given
    assert [] == complaints(answers)
