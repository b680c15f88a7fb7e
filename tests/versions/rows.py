"""The rows of Keras by name, as questions: has an older version the parameters that its row states?"""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.knowledge import index
from lossguard.knowledge.rows import Activation, Application, Layer, Loss, Metric, Row
from tests.versions.claims import Line, agree, stated
from tests.versions.measuring import Measured
from tests.versions.questions import Question

KINDS: tuple[type[Row], ...] = (Loss, Metric, Activation, Layer, Application)
PREFIX = "keras."


def row_questions(line: Line) -> tuple[Question, ...]:
    """One for each dotted name of a Keras row that holds in this version."""
    names = dict(_held(line))
    return tuple(
        Question("rows", name, "signature", {"path": name.removeprefix(PREFIX)}, (line.flavour,)) for name in names
    )


def agreeing(measured: Measured) -> Iterator[tuple[str, Row, bool]]:
    """(name, row, whether its parameters are the real ones) of the names that this version has."""
    for name, row in _held(measured.line):
        path = name.removeprefix(PREFIX)
        question = Question("rows", name, "signature", {"path": path}, (measured.line.flavour,))
        answer = measured.answers.get(question.id)
        if answer is not None:
            yield name, row, agree(question, stated(row), answer)


def _held(line: Line) -> Iterator[tuple[str, Row]]:
    for kind in KINDS:
        for name, row in index.rows(kind):
            if name.startswith(PREFIX) and index.holds(row.versions, line.flavour, line.version):
                yield name, row
