"""The text format: excerpts with carets, prose below, at any width, with any characters."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TextIO

import pytest

from lossguard.findings import Failure, Finding, Place, Related
from lossguard.report import setups_text
from lossguard.report.text import write
from lossguard.results import Report
from tests.report.samples import excerpts, finding, notebook_report, place, script_report

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "100")


def written(report: Report) -> str:
    stream = io.StringIO()
    write(report, stream)
    return stream.getvalue()


def report_on(line: str, found: Finding) -> Report:
    return Report((found,), excerpts=excerpts(line, found.place.path, found.place.cell))


def caret_line(text: str) -> tuple[str, str]:
    """The source line above the first caret line, and the caret line, both without the gutter."""
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if "^" in line)
    return tuple(line.partition("|")[2][1:] for line in (lines[at - 1], lines[at]))  # type: ignore[return-value]


def test_a_finding_shows_every_place_in_the_order_of_the_source_and_then_the_prose() -> None:
    assert (
        written(script_report())
        == """\
error[LG104] binary-loss-on-softmax-head
  --> train.py:5:20
  |
4 | model.add(Dense(10, activation='softmax'))
  |           ------------------------------- the head: softmax over 10 units (Dense)
5 | model.compile(loss='binary_crossentropy', metrics=['accuracy'])
  |                    ^^^^^^^^^^^^^^^^^^^^^
  |                                                    ----------
  |                                            the metric: 'accuracy', which is binary_accuracy here

   why      The head is a softmax over 10 units, but the loss asks 10 yes/no questions.
   change   Use loss='categorical_crossentropy'.
   confirm  Accuracy starts at 0.90.

"""
    )


def test_a_possible_finding_in_a_notebook_says_when_and_in_which_cell() -> None:
    text = written(notebook_report())
    assert "error[LG104] binary-loss-on-softmax-head (possible)\n  --> nb.ipynb:cell 3:5:20\n" in text
    assert text.endswith("error[LG901] old.py:3: Python 2 print statement\n")


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_no_source_line_is_wider_than_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    line = "x = [" + "1, " * 80 + "BinaryCrossentropy(from_logits=True), " + "2, " * 80 + "]"
    start = line.index("Binary") + 1
    text = written(report_on(line, finding(place(1, start, start + 36))))
    source, carets = caret_line(text)
    assert max(len(source), len(carets)) <= max(columns, 24)
    assert source[carets.index("^") :].startswith("Binary")


@pytest.mark.parametrize("start", [1, 40, 90, 150, 239])
def test_a_trimmed_line_keeps_what_is_marked_under_its_carets(start: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    line = "".join(chr(ord("a") + number % 26) for number in range(240))
    source, carets = caret_line(written(report_on(line, finding(place(1, start, start + 2)))))
    first = carets.index("^")
    assert line[start - 1 : start + 1] == source[first : first + carets.count("^")]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("\tf(loss)", "    f(loss)"),
        ("日本(loss)", "日本(loss)"),
        ("é = f(loss)", "é = f(loss)"),
        ("'\x1b[2J', loss", "'\\x1b[2J', loss"),
        ("'\u202e', loss", "'\\u202e', loss"),
    ],
)
def test_carets_stand_under_what_is_meant_whatever_comes_before(line: str, shown: str) -> None:
    from rich.cells import cell_len

    start = line.index("loss") + 1
    source, carets = caret_line(written(report_on(line, finding(place(1, start, start + 4)))))
    assert shown == source
    assert cell_len(source[: source.index("loss")]) == carets.index("^")
    assert carets.strip() == "^^^^"


def test_a_place_of_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    found = finding(Place("train.py", 1, 1, 3, 2))
    assert caret_line(written(report_on("model.compile(\n  loss='bce',\n)", found))) == ("model.compile(", "^" * 14)


def test_places_of_other_files_follow_with_their_own_heading() -> None:
    found = finding(place(1, 1, 2), related=(Related(place(2, 1, 5, "model.py"), "the head: softmax"),))
    text = written(Report((found,), excerpts=excerpts("x", "train.py") | excerpts("\nhead", "model.py")))
    assert "  ::: model.py:2:1\n  |\n2 | head\n  | ---- the head: softmax\n" in text


def test_nothing_steers_the_terminal_in_a_file_name_or_a_message() -> None:
    found = finding(place(1, 1, 2, "a\x1b]0;b\x07\n.py"), message="one\x1b[31m\ntwo")
    text = written(report_on("x", found))
    assert "\x1b" not in text
    assert "  --> a\\x1b]0;b\\x07\\x0a.py:1:1" in text


def test_a_pipe_gets_no_colour_unless_it_is_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = written(script_report())
    assert "\x1b" not in bare
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = written(script_report())
    assert "\x1b[1;31merror[LG104]\x1b[0m" in coloured
    assert bare == ESCAPE.sub("", coloured)
    monkeypatch.setenv("NO_COLOR", "1")
    assert bare == written(script_report())


def test_what_a_stream_cannot_encode_becomes_an_escape() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    write(report_on("日 = loss", finding(place(1, 5, 9))), stream)
    stream.flush()
    assert b"1 | \\u65e5 = loss" in raw.getvalue()


def test_a_place_without_its_line_is_still_named() -> None:
    assert "  --> train.py:7:1\n\n   why" in written(Report((finding(place(7, 1, 2)),)))


FAILED = Report(failures=(Failure("old/train.py", f"the notebook is {'not valid JSON, ' * 9}", cell=4, line=3),))


@pytest.mark.parametrize("write_report", [write, setups_text.write], ids=["findings", "set-ups"])
@pytest.mark.parametrize("columns", [40, 80, 100])
def test_what_could_not_be_checked_is_wrapped_below_where_it_is(
    write_report: Callable[[Report, TextIO], None], columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    stream = io.StringIO()
    write_report(FAILED, stream)
    first, *others = stream.getvalue().splitlines()
    assert first.startswith("error[LG901] old/train.py:cell 4:3: ")
    assert others
    assert all(line.startswith("             ") for line in others)
    assert max(map(len, [first, *others])) <= columns
    assert FAILED.failures[0].reason.strip() in " ".join([first, *map(str.strip, others)])


def test_it_is_no_wider_than_prose_and_a_place_is_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "the file is not valid UTF-8 (invalid start byte) and declares no other encoding, so it is skipped"
    path = "a  folder/" + 9 * "a long name " + "of a file.py"
    report = Report(failures=(Failure("a.py", reason), Failure(path, "empty"), Failure("b.py", "")))
    monkeypatch.setenv("COLUMNS", "300")
    assert (
        written(report)
        == f"""\
error[LG901] a.py: the file is not valid UTF-8 (invalid start byte) and declares no other encoding,
             so it is skipped
error[LG901] {path}:
             empty
error[LG901] b.py:
"""
    )
