"""Libraries of ready-made estimators answer what was kept of them: each where it is installed.

Run it where they are: `python -m pytest tests/oracle/test_learners.py`.
"""

from __future__ import annotations

import importlib.util

import pytest

pytest.importorskip("numpy", reason="NumPy is not installed")
pytest.importorskip("sklearn", reason="scikit-learn is not installed")

from lossguard.knowledge.index import holds
from lossguard.knowledge.rows import Row
from lossguard.versions import numbers_of
from tests.learners.asking import facts
from tests.learners.claims import asked_rows, disagreements
from tests.proved.record import installed, key_of

ROWS = [pytest.param(library, row, id=key_of(row)) for library, row in asked_rows()]


@pytest.mark.parametrize(("library", "row"), ROWS)
def test_a_library_answers_what_its_row_says(library: str, row: Row) -> None:
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed; tests/learners compares with what it answered")
    if not holds(row.versions, library, numbers_of(installed(library) or "") or ()):
        pytest.skip("of another version, which tests/learners asked")
    answers = {name: told for name in row.names if (told := facts(row, name)) is not None}
    assert answers
    assert [] == disagreements(row, answers)
