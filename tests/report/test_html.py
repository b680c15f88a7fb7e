"""The HTML report: a card a set-up, nothing loaded from elsewhere, nothing of a checked file taken for markup."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

import lossguard
from lossguard.cli import cli
from lossguard.findings import Failure, Fix
from lossguard.report import html
from lossguard.results import Report, Summary
from tests.projects import ONE_UNIT
from tests.report.samples import branched_setup, finding, notebook_report, place, script_report

BAD = ONE_UNIT.rstrip("\n") + "  # <script>alert(1)</script>\n"
VOID = {"meta"}


class Outline(HTMLParser):
    """Tags as they are nested, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data


def outline(report: Report) -> Outline:
    stream = io.StringIO()
    html.write(report, stream)
    found = Outline()
    found.feed(stream.getvalue())
    assert [] == found.open
    return found


def cards(found: Outline) -> list[str]:
    return [str(attributes.get("class")) for tag, attributes in found.tags if tag == "article"]


@pytest.mark.parametrize("report", [Report(), script_report(), notebook_report(), Report(setups=(branched_setup(),))])
def test_the_document_is_well_formed(report: Report) -> None:
    assert outline(report).text


def test_there_is_a_card_for_every_set_up_with_parts_source_and_finding() -> None:
    found = outline(lossguard.check_source(BAD, name="train.py"))
    assert ["card wrong"] == cards(found)
    for words in ("softmax over 1 unit", "binary_crossentropy", 'Dense(1, activation="softmax")', "LG106", "Change."):
        assert words in found.text
    marks = [tag for tag, _ in found.tags if tag == "mark"]
    assert len(marks) >= 2


def test_what_is_ok_has_a_card_without_findings() -> None:
    found = outline(lossguard.check_source(BAD.replace("softmax", "sigmoid"), name="train.py"))
    assert ["card ok"] == cards(found)
    assert not [tag for tag, _ in found.tags if tag == "section"]


def test_a_finding_outside_the_set_ups_and_a_failure_are_shown_too() -> None:
    fix = Fix("spell it out", True, ())
    report = Report((finding(place(1, 1, 2), fix=fix),), (Failure("old.py", "Python 2", line=3),), (), Summary(1, 1))
    found = outline(report)
    assert ["card wrong", "card failed"] == cards(found)
    assert "leaves what is trained as it is" in found.text


def test_nothing_is_loaded_and_nothing_becomes_markup() -> None:
    hostile = "<img src=x onerror=alert(1)>\x1b[31m\u202e"
    report = Report((finding(place(1, 1, 2, path=hostile), message=hostile),), (Failure(hostile, hostile),))
    for each in (report, lossguard.check_source(BAD, name=hostile)):
        found = outline(each)
        assert 1 == sum(tag == "script" for tag, _ in found.tags)
        assert not [tag for tag, _ in found.tags if tag in ("img", "link", "iframe")]
        assert not [value for _, attributes in found.tags for value in attributes.values() if "http" in (value or "")]
        assert not re.search("[\x1b\u202e]", found.text)


@pytest.mark.parametrize("command", ["check", "setups"])
def test_both_commands_write_it(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "train.py").write_text(BAD, encoding="utf-8")
    result = CliRunner().invoke(cli, [command, "--output-format", "html", "--output-file", "report.html"])
    assert (1 if command == "check" else 0) == result.exit_code
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert 'data-verdict="wrong"' in text
    assert ("LG106" in text) and ("&lt;script&gt;" in text or "<script>alert" not in text)


def test_the_setting_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "train.py").write_text(BAD, encoding="utf-8")
    (tmp_path / "lossguard.toml").write_text('output-format = "html"\n', encoding="utf-8")
    assert 'data-verdict="wrong"' in CliRunner().invoke(cli, ["check"]).stdout
