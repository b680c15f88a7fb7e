"""What lossguard tells of each case is what the package computed when it was measured."""

from __future__ import annotations

from typing import Any

import pytest

from tests.measured.agreeing import disagreements
from tests.measured.cases import Case, Table, every_table
from tests.measured.measuring import recorded
from tests.proved.record import every_row, key_of


def cases() -> list[Any]:
    return [
        pytest.param(
            table, case, id=f"{table.name}-{case.id}",
            marks=[pytest.mark.xfail(reason=case.differs, strict=True)] if case.differs else [],
        )
        for table in every_table()
        for case in table.cases
    ]  # fmt: skip


@pytest.mark.parametrize(("table", "case"), cases())
def test_what_is_told_is_what_was_computed(table: Table, case: Case) -> None:
    measured = recorded(table)
    assert measured is not None, f"measure it: python -m tests.measured --python PATH {table.name}"
    assert case.id in measured.answers, f"measure it anew: python -m tests.measured --python PATH {table.name}"
    assert [] == disagreements(table, case, measured.answers[case.id])


def test_a_case_is_of_a_row_and_asked_once() -> None:
    rows = {key_of(row) for row in every_row()}
    for table in every_table():
        assert [] == [case.row for case in table.cases if case.row not in rows]
        assert len({case.id for case in table.cases}) == len(table.cases)


def test_answers_are_kept_of_what_is_asked_alone() -> None:
    for table in every_table():
        measured = recorded(table)
        assert measured is None or [*measured.answers] == [case.id for case in table.cases]
