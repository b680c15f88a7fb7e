"""Recall by mutation: right programs in every style are clean, and each mistake planted in one is reported."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lossguard.vocabulary import Confidence
from tests.mutation.known import EXCEPTIONS, Outcome, exception
from tests.mutation.matrix import outcome, right_cells, tables, wrong_cells
from tests.mutation.running import report_on, reported, versions_of
from tests.mutation.style import Group, Mistake, Style

PAGE = Path(__file__).parents[2] / "docs" / "pages" / "recall.md"
START = "<!-- made by RENEW=1 pytest tests/mutation -->\n"


def _id(value: object) -> str:
    match value:
        case Group(name=name) | Style(name=name):
            return name.replace(" ", "_")
        case Mistake():
            return value.id
        case _:
            return str(value)


@pytest.mark.parametrize(("group", "style", "problem"), list(right_cells()), ids=_id)
def test_the_right_program_is_clean(group: Group, style: Style, problem: str, tmp_path: Path) -> None:
    report = report_on(group.right(style, problem), versions_of(style), tmp_path)
    assert () == report.failures
    assert [] == [f"{finding.code}: {finding.message}" for finding in report.findings]
    answers = {output.answer for setup in report.setups for output in setup.outputs}
    assert {style.answer} == answers


@pytest.mark.parametrize(("group", "style", "mistake"), list(wrong_cells()), ids=_id)
def test_the_planted_mistake_is_reported(group: Group, style: Style, mistake: Mistake, tmp_path: Path) -> None:
    report = report_on(group.wrong(style, mistake), versions_of(style, mistake), tmp_path)
    found = reported(report)
    expected = outcome(group, style, mistake)
    seen = found.get(mistake.code)
    match expected:
        case Outcome.REPORTED:
            assert mistake.confidence is seen, found
        case Outcome.SUSPECTED:
            assert Confidence.POSSIBLE is seen, f"no exception any more: {found}"
        case Outcome.MISSED | Outcome.NONE:
            assert seen is None, f"no exception any more: {found}"
    if expected is not Outcome.SUSPECTED:
        assert set(found) <= {mistake.code, *mistake.also}


def test_every_exception_is_about_a_cell() -> None:
    used = {exception(group.name, style.name, mistake.id) for group, style, mistake in wrong_cells()}
    assert [] == [known for known in EXCEPTIONS if known not in used]


def test_the_page_shows_the_matrix() -> None:
    text = PAGE.read_text(encoding="utf-8")
    prose = text.partition(START)[0]
    if os.environ.get("RENEW") == "1":
        PAGE.write_text(prose + START + tables(), encoding="utf-8")
    assert prose + START + tables() == PAGE.read_text(encoding="utf-8")
