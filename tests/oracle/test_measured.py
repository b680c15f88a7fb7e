"""The values of tests/measured, computed by the packages that are installed here: what lossguard tells of them holds.

Run it where they are: `python -m pytest tests/oracle/test_measured.py`.
"""

from __future__ import annotations

import importlib.util

import pytest

from lossguard.knowledge.index import holds
from lossguard.versions import numbers_of
from tests.measured.agreeing import disagreements
from tests.measured.cases import Table, every_table
from tests.measured.measuring import measure
from tests.proved.record import installed


@pytest.mark.parametrize("table", every_table(), ids=lambda table: table.name)
def test_what_is_told_is_what_the_installed_packages_compute(table: Table) -> None:
    missing = [name for name in table.needs if importlib.util.find_spec(name.partition(".")[0]) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}; tests/measured compares with what was measured")
    package = table.needs[0]
    if not holds(table.versions, package, numbers_of(installed(package) or "") or ()):
        pytest.skip(f"of {table.versions}; tests/measured compares with what was measured")
    measured = measure(table)
    for case in table.cases:
        if not case.differs:
            assert [] == disagreements(table, case, measured.answers[case.id]), case.id
