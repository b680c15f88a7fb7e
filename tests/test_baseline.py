"""Baselines: what is put aside stays silent while it stays the same, and is named when it is gone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from lossguard.baseline import read, without, write
from lossguard.cli import cli
from lossguard.errors import UsageError
from lossguard.results import Report
from tests.projects import ONE_UNIT
from tests.report.samples import finding, place


@pytest.fixture(autouse=True)
def _training(project: Path) -> None:
    (project / "train.py").write_text(ONE_UNIT, encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["check", "--output-format", "concise", *arguments], prog_name="lossguard")


def test_what_is_put_aside_gates_no_more() -> None:
    assert 1 == run().exit_code
    aside = run("--write-baseline", "known.json")
    assert (0, "") == (aside.exit_code, aside.stdout)
    assert "1 finding put aside in known.json" in aside.stderr
    again = run("--baseline", "known.json")
    assert (0, "") == (again.exit_code, again.stdout)
    assert "1 in the baseline" in again.stderr


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: f"\n\n{text}",
        lambda text: text.replace("model", "network"),
        lambda text: text.replace("optimizer=", "metrics=['mae'], optimizer="),
        lambda text: text.replace('1, activation="softmax"', '1,   activation="softmax"'),
    ],
    ids=["moved", "neighbour renamed", "neighbour added", "reformatted"],
)
def test_a_finding_that_stays_stays_aside(project: Path, edit: object) -> None:
    run("--write-baseline", "known.json")
    (project / "train.py").write_text(edit(ONE_UNIT), encoding="utf-8")  # type: ignore[operator]
    assert 0 == run("--baseline", "known.json", "--select", "LG106").exit_code


def test_a_new_finding_is_reported(project: Path) -> None:
    run("--write-baseline", "known.json")
    (project / "other.py").write_text(ONE_UNIT, encoding="utf-8")
    result = run("--baseline", "known.json")
    assert 1 == result.exit_code
    assert [line for line in result.stdout.splitlines() if "other.py" in line] == result.stdout.splitlines()


def test_the_working_folder_does_not_matter(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("--write-baseline", "known.json")
    (project / "inner").mkdir()
    monkeypatch.chdir(project / "inner")
    assert 0 == run("../train.py", "--baseline", "../known.json").exit_code
    assert 0 == run(str(project), "--baseline", "../known.json").exit_code


def test_fixed_findings_are_named(project: Path) -> None:
    run("--write-baseline", "known.json")
    (project / "train.py").write_text(ONE_UNIT.replace("softmax", "sigmoid"), encoding="utf-8")
    result = run("--baseline", "known.json")
    assert 0 == result.exit_code
    assert "1 finding of known.json is fixed" in result.stderr
    assert "LG106 train.py:4" in result.stderr
    assert "fixed" not in run("--baseline", "known.json", "--quiet").stderr


def test_one_of_two_equal_findings_may_be_fixed(project: Path) -> None:
    (project / "train.py").write_text(f"{ONE_UNIT}\n{ONE_UNIT}", encoding="utf-8")
    run("--write-baseline", "known.json")
    (project / "train.py").write_text(f"{ONE_UNIT.replace('softmax', 'sigmoid')}\n{ONE_UNIT}", encoding="utf-8")
    assert 0 == run("--baseline", "known.json").exit_code


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is no JSON"),
        ("[]", 'has no list of "findings"'),
        ('{"findings": 3}', 'has no list of "findings"'),
        ('{"schema": 2, "findings": []}', "this lossguard reads 1"),
        ('{"schema": 1, "findings": [{}]}', "an entry without fingerprint"),
        ("[" * 100_000, "is no JSON"),
        ('{"schema": 1, "findings": "\\ud800"', "is no JSON"),
    ],
)
def test_what_is_no_baseline_is_refused(project: Path, text: str, told: str) -> None:
    (project / "known.json").write_text(text, encoding="utf-8")
    result = run("--baseline", "known.json")
    assert 2 == result.exit_code
    assert told in result.stderr


def test_a_baseline_that_is_not_there_says_how_to_make_one() -> None:
    result = run("--baseline", "none.json")
    assert 2 == result.exit_code
    assert "--write-baseline none.json makes one" in result.stderr


def test_a_baseline_that_cannot_be_written_is_an_error(project: Path) -> None:
    assert 2 == run("--write-baseline", "no/such/folder/known.json").exit_code
    assert not [name for name in os.listdir(project) if name.startswith(".lossguard-")]


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_a_baseline_or_an_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "known.json"
    file.write_bytes(data)
    try:
        assert isinstance(read(str(file)), tuple)
    except UsageError as error:
        assert "known.json" in str(error)


@given(st.lists(st.tuples(st.integers(1, 99), st.booleans()), max_size=12, unique_by=lambda each: each[0]))
@settings(max_examples=60, deadline=None)
def test_what_is_aside_and_what_is_left_are_the_whole(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[int, bool]]
) -> None:
    file = str(tmp_path_factory.mktemp("all") / "known.json")
    findings = {line: finding(place(line, 1, 2), fingerprint=f"{line:064d}") for line, _ in lines}
    write(file, (findings[line] for line, aside in lines if aside))
    left, gone = without(Report(tuple(findings.values())), read(file))
    assert {line for line, aside in lines if not aside} == {each.place.line for each in left.findings}
    assert sum(aside for _, aside in lines) == left.summary.baselined
    assert () == gone


def test_a_baseline_is_a_line_a_finding(project: Path) -> None:
    run("--write-baseline", "known.json")
    content = json.loads((project / "known.json").read_text(encoding="utf-8"))
    assert ["LG106"] == [entry["code"] for entry in content["findings"]]
    assert 6 == len((project / "known.json").read_text(encoding="utf-8").splitlines())
