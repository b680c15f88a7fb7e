"""lossguard as a library: the same answers as the command line, as plain data."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import lossguard
from tests.projects import ONE_UNIT

POSSIBLE = ONE_UNIT.replace('"softmax"', '"softmax" if wide else "sigmoid"')


def codes(report: lossguard.Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_every_public_name_is_there() -> None:
    assert set(lossguard.__all__) == {name for name in dir(lossguard) if hasattr(lossguard, name)}
    with pytest.raises(AttributeError, match="check_sources"):
        _ = lossguard.check_sources  # type: ignore[attr-defined]


def test_the_package_alone_imports_nothing_heavy() -> None:
    program = "import sys, lossguard; print(sorted({'libcst', 'click', 'rich', 'lossguard.api'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()


def test_a_text_gives_findings_and_set_ups() -> None:
    report = lossguard.check_source(ONE_UNIT, name="train.py")
    assert ["LG106"] == codes(report)
    assert ("train.py", 4) == (report.findings[0].place.path, report.findings[0].place.line)
    assert 1 == len(report.setups) == report.summary.setups_wrong


def test_a_text_is_not_looked_up_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lossguard.toml").write_text('ignore = ["LG106"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert ["LG106"] == codes(lossguard.check_source(ONE_UNIT))


def test_rules_can_be_chosen() -> None:
    assert [] == codes(lossguard.check_source(ONE_UNIT, ignore=["LG1"]))
    assert [] == codes(lossguard.check_source(ONE_UNIT, select=["LG3"]))


def test_possible_findings_are_given_on_request() -> None:
    text = f"wide = input() == 'y'\n{POSSIBLE}"
    assert "LG106" not in codes(lossguard.check_source(text))
    report = lossguard.check_source(text, min_confidence="possible")
    assert ["possible"] == [str(each.confidence) for each in report.findings if each.code == "LG106"]


def test_versions_can_be_named() -> None:
    (setup,) = lossguard.check_source(ONE_UNIT, framework_versions={"keras": "2.2.4"}).setups
    assert "2.2.4" == setup.engine.version
    with pytest.raises(lossguard.UsageError, match="kerras"):
        lossguard.check_source(ONE_UNIT, framework_versions={"kerras": "2.2.4"})


@pytest.mark.parametrize("arguments", [{"select": ["LX1"]}, {"select": ["LG777"]}, {"min_confidence": "perhaps"}])
def test_wrong_arguments_are_named(arguments: dict[str, object]) -> None:
    with pytest.raises(lossguard.UsageError):
        lossguard.check_source(ONE_UNIT, **arguments)  # type: ignore[arg-type]


def test_a_text_that_is_no_python_is_a_failure() -> None:
    report = lossguard.check_source("import keras\nmodel.compile(\n")
    assert ["LG901"] == [failure.code for failure in report.failures]
    assert [] == codes(report)


def test_a_notebook_is_told_by_its_name() -> None:
    cell = {"cell_type": "code", "source": ONE_UNIT, "metadata": {}, "outputs": [], "execution_count": None}
    import json

    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})
    assert [0] == [finding.place.cell for finding in lossguard.check_source(text, name="a.ipynb").findings]


def test_bytes_are_decoded_as_they_declare() -> None:
    data = f"# -*- coding: latin-1 -*-\n# \xe9\n{ONE_UNIT}".encode("latin-1")
    assert ["LG106"] == codes(lossguard.check_source(data))


def test_paths_are_checked_as_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(ONE_UNIT, encoding="utf-8")
    (tmp_path / "other.py").write_text("print(1)\n", encoding="utf-8")
    report = lossguard.check_paths([tmp_path])
    assert ["LG106"] == codes(report)
    assert (2, 1) == (report.summary.files_seen, report.summary.files_analysed)
    (tmp_path / "lossguard.toml").write_text('ignore = ["LG106"]\n', encoding="utf-8")
    assert [] == codes(lossguard.check_paths([tmp_path]))
    assert ["LG106"] == codes(lossguard.check_paths([tmp_path / "train.py"], isolated=True))


def test_a_path_that_is_none_is_told(tmp_path: Path) -> None:
    assert 1 == len(lossguard.check_paths([tmp_path / "nothing.py"]).wrong_usage)


def test_no_paths_are_no_files() -> None:
    assert lossguard.Summary() == lossguard.check_paths([]).summary


def test_a_report_can_be_sent_to_another_process() -> None:
    report = lossguard.check_source(ONE_UNIT)
    assert report.findings == pickle.loads(pickle.dumps(report)).findings
