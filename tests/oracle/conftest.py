"""Notes which rows the tests here prove: a test that takes a row and passes proves it, by numbers or by signature.

A test that finds its rows itself tells them: `record_property("row", row)`; one that reads what another version
answered, `record_property("measured", (row, how, version))`.

RENEW=1 keeps what was proved in tests/proved/proved.json.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest

from lossguard.knowledge.rows import Row
from tests.proved import record

PROVED: record.Proofs = {}
RECORDED = record.kept()


def note(row: Row, how: str) -> None:
    """Remember that a row was proved, with the version of its package."""
    package = record.package_of(row)
    where = record.installed(package) or record.installed("torch") or ""
    PROVED.setdefault(record.key_of(row), {})[how] = f"{package} {where}".strip()


def note_measured(row: Row, how: str, version: str) -> None:
    """Remember that a row was proved by kept answers; what the installed packages prove counts over them."""
    key = record.key_of(row)
    if all(found.get(key, {}).get(how, version).endswith("kept") for found in (PROVED, RECORDED)):
        PROVED.setdefault(key, {})[how] = version


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "signature: compares the parameters of rows, and no numbers")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    outcome = yield
    if call.when != "call" or not outcome.get_result().passed:
        return
    how = record.SIGNATURE if item.get_closest_marker("signature") else record.NUMBERS
    call_of = getattr(item, "callspec", None)
    taken = list(call_of.params.values()) if call_of is not None else []
    taken += [value for name, value in item.user_properties if name == "row"]
    for name, value in item.user_properties:
        if name == "measured":
            note_measured(*value)
    for value in taken:
        if isinstance(value, Row):
            note(value, how)


def pytest_sessionfinish() -> None:
    if os.environ.get("RENEW") == "1":
        record.keep(PROVED)
