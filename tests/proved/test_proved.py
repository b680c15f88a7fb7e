"""Every row is proved by a test against its framework, or listed with the reason why not."""

from __future__ import annotations

import os
from pathlib import Path

from tests.proved.count import reason_of, reasons, table, unproved
from tests.proved.record import every_row, key_of, recorded

PAGE = Path(__file__).parents[2] / "docs" / "pages" / "rows.md"
START = "<!-- made by RENEW=1 pytest tests/proved -->\n"


def test_a_row_is_proved_or_listed_with_a_reason() -> None:
    listed = reasons()
    assert [] == [key_of(row) for row in unproved() if reason_of(row, listed) is None]


def test_every_reason_is_that_of_a_row_which_is_not_proved() -> None:
    listed = reasons()
    used = {reason_of(row, listed) for row in unproved()}
    assert [] == [each.pattern for each in listed if each not in used]


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
