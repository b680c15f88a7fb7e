"""The whole matrix without running a program: the stored runs, what lossguard says now, and the page."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.oracle.matrix import stored
from tests.oracle.matrix.agreement import explained, line_of, miscounted, unexplained
from tests.oracle.matrix.page import tables
from tests.oracle.matrix.programs import digest
from tests.oracle.matrix.verdicts import compared

PAGE = Path(__file__).parents[1] / "docs" / "pages" / "proof.md"
START = "<!-- made by RENEW=1 pytest tests/test_agreement.py -->\n"
SEED = 1
SAMPLE = 150  # programs of each framework


@pytest.mark.parametrize("framework", stored.frameworks())
def test_the_stored_run_is_of_the_programs_that_there_are(framework: str) -> None:
    assert digest(framework) == stored.read(framework).digest


@pytest.mark.parametrize("framework", stored.frameworks())
def test_lossguard_says_what_it_said_then(framework: str) -> None:
    """Of a sample; where it has changed on purpose: `python -m tests.oracle.matrix --framework ... --renew`."""
    sample = random.Random(SEED).sample(stored.read(framework).results, SAMPLE)
    said = {one.case.name: (one.answer, *one.codes) for one in (compared(one.case, one.behaviour) for one in sample)}
    assert {one.case.name: (one.answer, *one.codes) for one in sample} == said


def test_every_disagreement_is_explained_and_every_explanation_covers_what_it_says() -> None:
    results = [one for framework in stored.frameworks() for one in stored.read(framework).results]
    assert [] == [line_of(one) for one in unexplained(results, explained())]
    assert [] == miscounted(results, explained())


def test_a_pattern_that_covers_nothing_or_more_than_it_says_is_told() -> None:
    (entry, *_), results = explained(), [one for name in stored.frameworks() for one in stored.read(name).results]
    nothing = replace(entry, pattern="torch | none | none | none", count=0)
    assert ["0, not 0", f"{entry.count}, not {entry.count + 1}"] == [
        line.partition(": ")[2] for line in miscounted(results, [nothing, replace(entry, count=entry.count + 1)])
    ]


def test_the_page_shows_the_agreement() -> None:
    text = PAGE.read_text(encoding="utf-8")
    prose = text.partition(START)[0]
    shown = tables([stored.read(framework) for framework in stored.frameworks()], explained())
    if os.environ.get("RENEW") == "1":
        PAGE.write_text(prose + START + shown, encoding="utf-8")
    assert prose + START + shown == PAGE.read_text(encoding="utf-8")
