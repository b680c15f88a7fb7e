"""The page on speed shows the measurement that is kept: `python benchmarks/run.py --save` makes both anew."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module that makes the tables."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import tables  # type: ignore[import-not-found]

    module = sys.modules.pop("tables")
    assert module is tables
    return module


def test_the_page_shows_the_kept_measurement(made: ModuleType) -> None:
    page = made.PAGE.read_text(encoding="utf-8")
    assert page == made.renewed(page)


def test_the_kept_measurement_has_what_the_budgets_speak_of(made: ModuleType) -> None:
    kept = json.loads(made.RESULT.read_text(encoding="utf-8"))
    assert {made.CLICK, made.LIBCST, made.COLD, made.WARM} <= set(kept["costs"])
