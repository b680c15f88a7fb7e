"""What the rows of ready-made estimators say is what their libraries answered when they were asked."""

from __future__ import annotations

import pytest

from lossguard.knowledge.index import holds
from lossguard.knowledge.rows import Row
from lossguard.versions import numbers_of
from tests.learners.asking import NOT_ASKED
from tests.learners.claims import asked_rows, claimed, disagreements
from tests.learners.kept import kept
from tests.proved.record import key_of

WITHOUT = ("dask", "Dask", "Device")  # names of what needs another package, or a device


ROWS = [pytest.param(library, row, id=key_of(row)) for library, row in asked_rows()]


@pytest.mark.parametrize(("library", "row"), ROWS)
def test_a_row_says_what_its_library_answered(library: str, row: Row) -> None:
    found = kept().get(key_of(row))
    assert found is not None, f"ask anew: python -m tests.learners {library}"
    assert holds(row.versions, library, numbers_of(found.version) or ())
    asked = [name for name in row.names if name not in NOT_ASKED and not any(word in name for word in WITHOUT)]
    assert asked == list(found.answers), f"ask anew: python -m tests.learners {library}"
    assert [] == disagreements(row, found.answers)


@pytest.mark.parametrize("row", [row for _, row in asked_rows()], ids=key_of)
def test_something_of_each_row_was_answered(row: Row) -> None:
    told = {fact for fact, value in claimed(row).items() if value is not None}
    told = told or {"decision", "beside"}  # of an order nothing is claimed but that the name is known
    assert all(told & answer.keys() for answer in kept()[key_of(row)].answers.values())


def test_answers_are_of_rows() -> None:
    keys = {key_of(row) for _, row in asked_rows()}
    assert [] == sorted(set(kept()) - keys)
