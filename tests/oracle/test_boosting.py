"""XGBoost, LightGBM and CatBoost answer what was kept of them: each where it is installed.

Run it where they are: `python -m pytest tests/oracle/test_boosting.py`.
"""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest

pytest.importorskip("numpy", reason="NumPy is not installed")
pytest.importorskip("sklearn", reason="scikit-learn is not installed")

from lossguard.knowledge.rows import Row
from tests.boosting.asking import facts
from tests.boosting.claims import LIBRARIES, disagreements, rows_of
from tests.proved.record import key_of


def rows() -> list[Any]:
    return [pytest.param(library, row, id=key_of(row)) for library in LIBRARIES for row in rows_of(library)]


@pytest.mark.parametrize(("library", "row"), rows())
def test_a_library_answers_what_its_row_says(library: str, row: Row) -> None:
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed; tests/boosting compares with what it answered")
    answers = {name: told for name in row.names if (told := facts(row, name)) is not None}
    assert answers
    assert [] == disagreements(row, answers)
