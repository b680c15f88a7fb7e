"""What the rows of ready-made estimators say, in the words in which asking.py asks their libraries."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.knowledge.rows import Call, Estimator, Objective, Row, Scorer
from lossguard.vocabulary import Decision, Family, Task, Units
from tests.learners.asking import Facts
from tests.learners.data import CLASSES
from tests.proved.record import every_row, package_of

LIBRARIES = ("xgboost", "lightgbm", "catboost", "sklearn")
TASKS = {Task.CLASSES: "classes", Task.NUMBERS: "numbers", None: "none"}


def rows_of(library: str) -> Iterator[Row]:
    """The rows that are asked, each with all its names: of scikit-learn, what tests/oracle does not ask itself."""
    kinds = (Objective,) if library == "sklearn" else (Objective, Scorer, Estimator, Call)
    return (row for row in every_row() if isinstance(row, kinds) and package_of(row) == library)


def asked_rows() -> list[tuple[str, Row]]:
    """All of them, each with its library."""
    return [(library, row) for library in LIBRARIES for row in rows_of(library)]


def claimed(row: Row) -> Facts:
    """What a row says; nothing where it leaves something open."""
    match row:
        case Objective():
            gives = "classes" if row.decides else row.gives.value if row.gives is not None else None
            columns = {Units.OUTPUTS: None if row.family is Family.ORDER else 1, Units.CLASSES: CLASSES}.get(row.units)
            return {"takes": [each.value for each in row.labels], "gives": gives, "columns for a label": columns}
        case Scorer():
            told = [each.value for each in (Family.BERNOULLI, Family.CATEGORICAL) if each in row.beside]
            decision = None if row.family is Family.ORDER else row.decision.value
            return {"beside": told if row.beside else None, "decision": decision}
        case Estimator():
            found: Facts = {"task": TASKS[row.task], "default": row.objective_default or None}
            if row.task is Task.CLASSES:
                found |= {"numbers labels": row.numbers_labels, "follows labels": row.follows_labels}
                found["takes reals"] = row.takes_reals
            elif row.task is None:
                found |= {"grades signs": row.grades_signs, "ignores names": row.ignores_names}
            return found
        case Call():
            return {"label": True}
    raise TypeError(f"nothing is said by a {type(row).__name__}")


def disagreements(row: Row, answers: dict[str, Facts]) -> list[str]:
    """A line for each name of a row and each fact that the library answers otherwise."""
    told = claimed(row)
    return [
        f"{name}: {fact} is {answer.get(fact)}, not {value}"
        for name, answer in answers.items()
        for fact, value in told.items()
        if value is not None and fact in answer and not agree(fact, value, answer[fact])
    ]


def agree(fact: str, told: object, answer: object) -> bool:
    """Whether an answer is what is told; more encodings may be taken than those that are meant."""
    if fact == "takes" and isinstance(told, list) and isinstance(answer, list):
        return set(told) <= set(answer)
    return told == answer or (fact == "decision" and answer == "stops" and told == Decision.REAL.value)
