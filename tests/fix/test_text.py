"""Edits of a text: line breaks, encodings and everything around stay to the byte."""

from __future__ import annotations

import pytest

from lossguard.findings import Edit, Place
from lossguard.fix.content import Unfixable, changed


def edit(line: int, column: int, end_column: int, text: str, end_line: int | None = None) -> Edit:
    return Edit(Place("a.py", line, column, end_line or line, end_column), text)


def test_line_breaks_of_every_kind_stay() -> None:
    assert b"a\r\nB\rc\n" == changed("a.py", b"a\r\nb\rc\n", [edit(2, 1, 2, "B")])


def test_a_new_line_break_is_of_the_files_own_kind() -> None:
    assert b"a\r\nx\r\ny\r\n" == changed("a.py", b"a\r\nb\r\n", [edit(2, 1, 2, "x\ny")])


def test_a_byte_order_mark_and_a_declared_encoding_stay() -> None:
    assert b"\xef\xbb\xbf\xc3\xa9 = 2\n" == changed("a.py", b"\xef\xbb\xbf\xc3\xa9 = 1\n", [edit(1, 5, 6, "2")])
    latin = b"# coding: latin-1\n\xe9 = 1\n"
    assert b"# coding: latin-1\n\xe9 = 2\n" == changed("a.py", latin, [edit(2, 5, 6, "2")])


def test_columns_count_code_points() -> None:
    assert '"😀", 2\n'.encode() == changed("a.py", '"😀", 1\n'.encode(), [edit(1, 6, 7, "2")])


def test_several_edits_of_a_line_do_not_shift_each_other() -> None:
    assert b"long = 22\n" == changed("a.py", b"a = 1\n", [edit(1, 5, 6, "22"), edit(1, 1, 2, "long")])


def test_equal_edits_are_made_once() -> None:
    assert b"b\n" == changed("a.py", b"a\n", [edit(1, 1, 2, "b"), edit(1, 1, 2, "b")])


@pytest.mark.parametrize(
    "edits",
    [[edit(1, 1, 4, "x"), edit(1, 2, 5, "y")], [edit(7, 1, 2, "x")], [edit(2, 1, 9, "x")]],
    ids=["overlapping", "behind the last line", "behind the end"],
)
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(Unfixable):
        changed("a.py", b"abcdef\n", edits)


def test_text_that_the_encoding_cannot_hold_is_refused() -> None:
    with pytest.raises(Unfixable, match="latin-1"):
        changed("a.py", b"# coding: latin-1\na\n", [edit(2, 1, 2, "\u4e00")])
