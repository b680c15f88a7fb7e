"""Every row is proved by a test against its framework, or listed with the reason why not."""

from __future__ import annotations

import os
from pathlib import Path

from tests.proved.count import groups, prune, recorded, table, unproved
from tests.proved.record import every_row, key_of

PAGE = Path(__file__).parents[2] / "docs" / "pages" / "rows.md"
START = "<!-- made by RENEW=1 pytest tests/proved -->\n"


def test_a_row_is_proved_or_listed_below_a_reason() -> None:
    """By its key, so that a new row is one or the other, and is not taken for its like."""
    listed = {key for group in groups() for key in group.keys}
    assert [] == [key_of(row) for row in unproved() if key_of(row) not in listed]


def test_a_listed_row_is_there_once_and_is_not_proved() -> None:
    if os.environ.get("RENEW") == "1":
        prune()
    listed = [key for group in groups() for key in group.keys]
    assert sorted(listed) == sorted({key_of(row) for row in unproved()} & set(listed))
    assert [] == [group.why for group in groups() if not group.keys]


def test_a_row_that_is_said_to_name_a_source_names_one() -> None:
    rows = {key_of(row): row for row in every_row()}
    said = [key for group in groups() if "the source that the row names" in group.why for key in group.keys]
    assert [] == [key for key in said if not rows[key].source]


def test_a_key_means_one_row_and_the_record_only_rows() -> None:
    keys = [key_of(row) for row in every_row()]
    assert len(set(keys)) == len(keys)
    assert [] == sorted(set(recorded()) - set(keys))


def test_the_page_shows_the_count() -> None:
    text = PAGE.read_text(encoding="utf-8")
    prose = text.partition(START)[0]
    made = prose + START + table()
    if os.environ.get("RENEW") == "1":
        PAGE.write_text(made, encoding="utf-8")
    assert made == PAGE.read_text(encoding="utf-8")
