"""Suppression comments: where they are found, what they cover, and which are of no use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossguard.findings import Finding, Place
from lossguard.source.files import Part, SourceFile
from lossguard.suppress import Applied, apply, find
from lossguard.vocabulary import Confidence, Severity

KNOWN = ("LG101", "LG102", "LG104", "LG201", "LG902", "LG903")


def finding(code: str, line: int, end_line: int | None = None, cell: int | None = None) -> Finding:
    place = Place("a.py", line, 1, end_line or line, 5, cell)
    return Finding(code, "name", Severity.ERROR, Confidence.CERTAIN, "message", place)


def applied(text: str, *findings: Finding) -> Applied:
    return apply(findings, find(SourceFile("a.py", (Part(None, text),))), KNOWN)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [each.code for each in findings]


@pytest.mark.parametrize(
    "comment",
    [
        "# lossguard: ignore[LG102]",
        "# lossguard: ignore[LG104, LG102] because of the paper",
        "#lossguard:ignore[ lg102 ]",
        "# lossguard: ignore",
        "# lossguard: ignore  for now",
        "# lossguard: ignore[LG1]",
        "# type: ignore  # lossguard: ignore[LG102]",
        "# noqa: LG102",
        "# noqa:E501,LG102",
        "# NOQA : E501 LG102 - a reason",
        "# noqa: LG1",
    ],
)
def test_a_comment_on_the_line_silences_its_codes(comment: str) -> None:
    result = applied(f"x = 1  {comment}", finding("LG102", 1))
    assert (codes(result.kept), codes(result.suppressed)) == ([], ["LG102"])


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: E501",
        "# noqa: F401, E501",
        "# lossguard: ignore[LG104]",
        "# lossguard is a linter",
        "# noqa LG102",
    ],
)
def test_a_comment_for_others_silences_nothing(comment: str) -> None:
    assert codes(applied(f"x = 1  {comment}", finding("LG102", 1)).kept) == ["LG102"]


def test_comments_of_others_are_not_reported() -> None:
    assert applied("x = 1  # noqa: E501\ny = 2  # noqa\n# lossguard: a linter\n").unused == ()


STATEMENT = """\
a = 1
model.compile(
    loss="x # lossguard: ignore",
    metrics=["a"],  # lossguard: ignore[LG104]
)
b = 2
"""


def test_a_comment_anywhere_in_a_statement_covers_all_its_lines() -> None:
    for line, kept in ((1, 1), (2, 0), (3, 0), (4, 0), (5, 0), (6, 1)):
        assert len(applied(STATEMENT, finding("LG104", line)).kept) == kept
    assert codes(applied(STATEMENT, finding("LG104", 1, 2)).kept) == []


def test_a_comment_that_stands_alone_covers_the_next_statement() -> None:
    text = "# lossguard: ignore[LG104]\n# more\nf(\n 1)\ng()\n"
    assert [len(applied(text, finding("LG104", line)).kept) for line in (3, 4, 5)] == [0, 0, 1]


def test_a_blank_line_ends_the_reach_of_a_comment_that_stands_alone() -> None:
    assert codes(applied("# lossguard: ignore\n\nf()\n", finding("LG104", 3)).kept) == ["LG104"]


def test_a_comment_behind_code_does_not_cover_the_next_line() -> None:
    assert codes(applied("a = 1  # lossguard: ignore\nf()\n", finding("LG104", 2)).kept) == ["LG104"]


@pytest.mark.parametrize(
    "text",
    [
        's = "# lossguard: ignore"',
        "s = '''\n# lossguard: ignore-file\n# noqa: LG104'''",
        's = r"\\\\" + "# noqa: LG104"',
        "s = 'it\\'s # noqa: LG104'",
        "s = 'a \\\n # noqa: LG104'",
        's = f"""{x} # lossguard: ignore"""',
    ],
)
def test_text_in_strings_is_no_comment(text: str) -> None:
    assert find(SourceFile("a.py", (Part(None, text),))) == ()


@pytest.mark.parametrize(
    "text", ["print 'a'  # noqa: LG104", "x = (  # noqa: LG104", "x = 'a  # b\ny = 1  # noqa: LG104"]
)
def test_comments_are_found_in_text_that_does_not_parse(text: str) -> None:
    assert [each.codes for each in find(SourceFile("a.py", (Part(None, text),)))] == [("LG104",)]


def test_a_comment_for_the_file_covers_all_of_it() -> None:
    text = "x = 1\n# lossguard: ignore-file[LG102]\n"
    result = applied(text, finding("LG102", 1), finding("LG102", 9), finding("LG104", 1))
    assert (codes(result.kept), codes(result.suppressed)) == (["LG104"], ["LG102", "LG102"])
    assert codes(applied("# lossguard: ignore-file", finding("LG104", 3)).kept) == []


def test_in_a_notebook_lines_count_within_the_cell_and_the_file_is_all_cells() -> None:
    parts = (Part(0, "x = 1  # noqa: LG102"), Part(3, "y = 1\nz = 2  # lossguard: ignore"))
    found = find(SourceFile("a.py", parts))
    assert [(each.place.cell, each.place.line) for each in found] == [(0, 1), (3, 2)]
    result = apply([finding("LG102", 1, cell=0), finding("LG102", 1, cell=3), finding("LG102", 2, cell=3)], found)
    assert [(each.place.cell, each.place.line) for each in result.kept] == [(3, 1)]
    whole = find(SourceFile("a.py", (Part(0, "# lossguard: ignore-file"), Part(1, "x"))))
    assert apply([finding("LG102", 1, cell=1)], whole).kept == ()


def test_a_suppression_of_another_file_covers_nothing() -> None:
    found = find(SourceFile("b.py", (Part(None, "# lossguard: ignore-file"),)))
    assert codes(apply([finding("LG102", 1)], found).kept) == ["LG102"]


def test_an_unused_suppression_is_a_note_at_the_comment() -> None:
    (unused,) = applied("x = 1  # lossguard: ignore[LG102]").unused
    assert (unused.code, unused.severity, unused.place) == ("LG902", Severity.NOTE, Place("a.py", 1, 8, 1, 34))


def test_each_code_that_silences_nothing_is_named() -> None:
    (unused,) = applied("x = 1  # lossguard: ignore[LG102, LG104]", finding("LG102", 1)).unused
    assert unused.message == "The suppression of LG104 silences nothing here."


def test_a_suppression_of_a_rule_that_was_off_is_not_called_unused() -> None:
    found = find(SourceFile("a.py", (Part(None, "x = 1  # noqa: LG102"),)))
    assert apply([], found, KNOWN, ran=lambda code: code != "LG102").unused == ()
    assert codes(apply([], found, KNOWN, ran=lambda code: True).unused) == ["LG902"]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# lossguard: ignore[LG109]", 'No rule has the code LG109; did you mean "LG10'),
        ("# noqa: LG999", "No rule has the code LG999"),
        ("# lossguard: ignore[E501]", '"E501" is no code of a rule'),
        ("# lossguard: ignore[]", "names no code"),
        ("# lossguard: disable=LG102", '"lossguard: disable" means nothing'),
        ("# lossguard: ignore-line", '"lossguard: ignore-line" means nothing'),
    ],
)
def test_what_is_not_understood_is_a_warning(comment: str, message: str) -> None:
    result = applied(f"x = 1  {comment}", finding("LG102", 1))
    assert codes(result.kept) == ["LG102"]
    assert [(each.code, each.severity) for each in result.unused] == [("LG903", Severity.WARNING)]
    assert message in result.unused[0].message


def test_the_remarks_about_comments_can_be_silenced_by_name() -> None:
    assert applied("x = 1  # lossguard: ignore[LG102, LG902]").unused == ()
    assert codes(applied("x = 1  # lossguard: ignore").unused) == ["LG902"]


def test_columns_of_an_indented_cell_are_those_of_the_notebook() -> None:
    (found,) = find(SourceFile("a.ipynb", (Part(0, "x = 1  # noqa: LG102", indent=4),)))
    assert found.place.column == 12


PIECES = st.sampled_from(
    ["# lossguard: ignore", "[LG102]", "# noqa: LG104", "'''", '"', "(", ")", "\\", "\n", "x = 1 ", " ", "#", "é"]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_searched_and_places_lie_in_it(text: str) -> None:
    lines = text.split("\n")
    for each in find(SourceFile("a.py", (Part(None, text),))):
        line = lines[each.place.line - 1]
        assert line[each.place.column - 1] == "#"
        assert each.place.end_column <= len(line) + 1
        assert 1 <= each.first <= each.place.line or each.last >= each.place.line
        assert each.last <= len(lines)
