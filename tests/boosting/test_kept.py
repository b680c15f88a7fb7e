"""What the rows of XGBoost, LightGBM and CatBoost say is what the libraries answered when they were asked."""

from __future__ import annotations

from typing import Any

import pytest

from lossguard.knowledge.rows import Row
from tests.boosting.asking import NOT_ASKED
from tests.boosting.claims import LIBRARIES, claimed, disagreements, rows_of
from tests.boosting.kept import kept
from tests.proved.record import key_of

WITHOUT = ("dask", "Dask", "Device")  # names of what needs another package, or a device


def rows() -> list[Any]:
    return [pytest.param(library, row, id=key_of(row)) for library in LIBRARIES for row in rows_of(library)]


@pytest.mark.parametrize(("library", "row"), rows())
def test_a_row_says_what_its_library_answered(library: str, row: Row) -> None:
    answers = kept()[library].answers.get(key_of(row))
    assert answers is not None, f"ask anew: python -m tests.boosting {library}"
    asked = [name for name in row.names if name not in NOT_ASKED and not any(word in name for word in WITHOUT)]
    assert asked == list(answers), f"ask anew: python -m tests.boosting {library}"
    assert [] == disagreements(row, answers)


@pytest.mark.parametrize(("library", "row"), rows())
def test_something_of_each_row_was_answered(library: str, row: Row) -> None:
    answers = kept()[library].answers[key_of(row)].values()
    told = {fact for fact, value in claimed(row).items() if value is not None}
    told = told or {"decision", "beside"}  # of an order nothing is claimed but that the name is known
    assert all(told & answer.keys() for answer in answers)


def test_answers_are_of_rows() -> None:
    keys = {key_of(row) for library in LIBRARIES for row in rows_of(library)}
    assert [] == [key for each in kept().values() for key in each.answers if key not in keys]
