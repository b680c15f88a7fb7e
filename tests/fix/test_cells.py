"""Edits of notebooks: only the characters of the source change, whatever the JSON around looks like."""

from __future__ import annotations

import json

import pytest

from lossguard.findings import Edit, Place
from lossguard.fix.cells import cell_sources
from lossguard.fix.content import changed

LISTED = """{
 "cells": [
  {"cell_type": "markdown", "metadata": {}, "source": ["# title"]},
  {
   "cell_type": "code", "execution_count": 3,
   "outputs": [{"output_type": "stream", "text": ["a = 1\\n"]}],
   "source": [
    "a = 1\\n",
    "b = \\"\\u00e9\\\\n\\"\\n",
    "c = 3"
   ], "metadata": {"z": 1, "a": 2.50}
  }
 ],
 "nbformat": 4,   "nbformat_minor": 2
}
"""


def edit(line: int, column: int, end_column: int, text: str, end_line: int | None = None, cell: int = 1) -> Edit:
    return Edit(Place("n.ipynb", line, column, end_line or line, end_column, cell), text)


def after(text: str, *edits: Edit) -> str:
    return changed("n.ipynb", text.encode(), edits).decode()


def test_only_the_edited_characters_change() -> None:
    assert LISTED.replace('"a = 1\\n",\n    "b', '"a = 22\\n",\n    "b') == after(LISTED, edit(1, 5, 6, "22"))


def test_escapes_in_the_rest_of_a_line_stay() -> None:
    assert LISTED.replace('"b = ', '"name = ') == after(LISTED, edit(2, 1, 2, "name"))


def test_a_deleted_line_takes_its_string_with_it() -> None:
    assert LISTED.replace('    "a = 1\\n",\n', "", 1) == after(LISTED, edit(1, 1, 1, "", end_line=2))


def test_the_last_line_can_go_with_the_break_before_it() -> None:
    expected = LISTED.replace('\\"\\n",\n    "c = 3"', '\\""')
    assert expected == after(LISTED, edit(2, 10, 6, "", end_line=3))


def test_new_lines_are_strings_of_their_own() -> None:
    expected = LISTED.replace('    "c = 3"', '    "x = 0\\n",\n    "c = 3"')
    assert expected == after(LISTED, edit(3, 1, 1, "x = 0\n"))


def test_a_source_that_is_one_string_stays_one() -> None:
    text = '{"cells": [{"cell_type": "code", "source": "a = 1\\nb = 2\\n"}], "nbformat": 4}'
    assert text.replace("b = 2", "b = 3") == after(text, edit(2, 5, 6, "3", cell=0))


def test_the_older_format_is_edited_in_its_worksheets() -> None:
    text = '{"worksheets": [{"cells": [{"cell_type": "code", "input": ["a = 1\\n", "b"]}]}], "nbformat": 3}'
    assert text.replace("a = 1", "a = 2") == after(text, edit(1, 5, 6, "2", cell=0))


def test_text_is_escaped_where_the_file_escapes_it() -> None:
    plain = '{"cells": [{"cell_type": "code", "source": ["a"]}], "x": "é"}'
    escaped = '{"cells": [{"cell_type": "code", "source": ["a"]}], "x": "e"}'
    assert '["ü"]' in after(plain, edit(1, 1, 2, "ü", cell=0))
    assert '["\\u00fc"]' in after(escaped, edit(1, 1, 2, "ü", cell=0))


@pytest.mark.parametrize("text", [LISTED, LISTED.replace("\n", "\r\n"), json.dumps(json.loads(LISTED), indent=4)])
def test_the_sources_read_are_those_of_a_json_reader(text: str) -> None:
    cells = json.loads(text)["cells"]
    assert {index: "".join(cell["source"]) for index, cell in enumerate(cells)} == {
        index: source.text for index, source in cell_sources(text).items()
    }


def test_a_pair_of_surrogates_is_one_column() -> None:
    text = '{"cells": [{"cell_type": "code", "source": ["\\ud83d\\ude00 = 1"]}]}'
    assert text.replace("= 1", "= 2") == after(text, edit(1, 5, 6, "2", cell=0))
