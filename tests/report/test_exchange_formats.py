"""The formats that other programs read: SARIF against its schema, GitHub's commands, GitLab's issues, JUnit."""

from __future__ import annotations

import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest

from lossguard import __version__
from lossguard.findings import Edit, Failure, Fix
from lossguard.report import FORMATS, reporter
from lossguard.results import Report, Summary
from lossguard.rules.table import all_rules
from lossguard.vocabulary import OUTPUT_FORMATS, Confidence, Severity
from tests.report.samples import finding, notebook_report, place, script_report

HOSTILE = "a]]>\x1b[31m<b>&\"'\n::error::%0A\u202e\x00,:"


def written(report: Report, name: str) -> str:
    stream = io.StringIO()
    reporter(name).write(report, stream)
    return stream.getvalue()


def sarif(report: Report) -> Any:
    log = json.loads(written(report, "sarif"))
    model = pytest.importorskip(
        "pydantic_sarif.model"
    )  # generated from the schema of the standard, unknown keys refused
    model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate(log)
    return log["runs"][0]


def hostile_report() -> Report:
    found = finding(place(1, 1, 5, path=HOSTILE), message=HOSTILE, help=HOSTILE, fingerprint="e" * 64)
    return Report((found,), (Failure(HOSTILE, HOSTILE, line=2),), (), Summary(1, 1))


def test_the_settings_know_the_formats_that_there_are() -> None:
    assert tuple(FORMATS) == OUTPUT_FORMATS


@pytest.mark.parametrize("report", [Report(), script_report(), notebook_report(), hostile_report()])
def test_sarif_is_valid(report: Report) -> None:
    run = sarif(report)
    assert run["tool"]["driver"]["name"] == "lossguard"
    assert len(report.findings) == len(run["results"])


def test_sarif_describes_every_rule_once() -> None:
    driver = sarif(script_report())["tool"]["driver"]
    assert __version__ == driver["semanticVersion"]
    assert [rule.code for rule in all_rules()] == [rule["id"] for rule in driver["rules"]]
    assert all(rule["help"]["markdown"].count("```") % 2 == 0 for rule in driver["rules"])


def test_sarif_has_the_place_and_those_that_took_part() -> None:
    run = sarif(script_report())
    result = run["results"][0]
    location = result["locations"][0]["physicalLocation"]
    assert {"uri": "train.py", "uriBaseId": "%SRCROOT%"} == location["artifactLocation"]
    assert {"startLine": 5, "startColumn": 20, "endLine": 5, "endColumn": 41} == location["region"]
    assert "LG104" == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
    assert "f" * 64 == result["partialFingerprints"]["lossguard/v1"]
    assert ["the head: softmax over 10 units (Dense)"] == [
        each["message"]["text"] for each in result["relatedLocations"] if "head" in each["message"]["text"]
    ]


def test_sarif_names_the_cell_where_there_are_no_lines_of_a_file() -> None:
    result = sarif(notebook_report())["results"][0]
    assert "cell 3, line 5" == result["locations"][0]["logicalLocations"][0]["name"]
    assert result["message"]["text"].startswith("Possibly: ")


def test_sarif_tells_what_could_not_be_checked() -> None:
    invocation = sarif(notebook_report())["invocations"][0]
    assert invocation["executionSuccessful"]
    assert "LG901" == invocation["toolExecutionNotifications"][0]["descriptor"]["id"]
    crash = Report((), (Failure("a.py", "lossguard failed", "LG900"),))
    assert not sarif(crash)["invocations"][0]["executionSuccessful"]


def test_sarif_offers_the_fix_of_a_file_and_none_for_a_cell() -> None:
    fix = Fix("use categorical_crossentropy", False, (Edit(place(5, 20, 41), "'categorical_crossentropy'"),))
    result = sarif(Report((finding(place(5, 20, 41), fix=fix),)))["results"][0]
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert "'categorical_crossentropy'" == replacement["insertedContent"]["text"]
    in_cell = Fix("same", False, (Edit(place(5, 20, 41, "nb.ipynb", 3), "x"),))
    assert "fixes" not in sarif(Report((finding(place(5, 20, 41, "nb.ipynb", 3), fix=in_cell),)))["results"][0]


def test_sarif_writes_paths_as_uris() -> None:
    run = sarif(Report((finding(place(1, 1, 2, path="./a b/ü#1.py")), finding(place(1, 1, 2, path="/x/y.py")))))
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run["results"]]
    assert ["a%20b/%C3%BC%231.py", "file:///x/y.py"] == uris


def test_github_has_one_command_a_finding() -> None:
    lines = written(script_report(), "github").splitlines()
    assert 1 == len(lines)
    command, _, message = lines[0].removeprefix("::").partition("::")
    assert "error file=train.py,line=5,endLine=5,col=20,endColumn=41,title=LG104 binary-loss-on-softmax-head" == command
    assert "%0Atrain.py:4: the head: softmax over 10 units (Dense)" in message


@pytest.mark.parametrize(("severity", "name"), [(Severity.WARNING, "warning"), (Severity.NOTE, "notice")])
def test_github_has_a_command_for_each_severity(severity: Severity, name: str) -> None:
    assert written(Report((finding(place(1, 1, 2), severity=severity),)), "github").startswith(f"::{name} ")


def test_github_gives_no_line_of_a_notebook() -> None:
    first, second = written(notebook_report(), "github").splitlines()
    assert first.startswith("::error file=nb.ipynb,title=LG104 binary-loss-on-softmax-head::cell 3, line 5:%0A")
    assert "::error file=old.py,title=LG901,line=3::Python 2 print statement" == second


def test_nothing_in_a_checked_file_can_write_a_command_of_its_own() -> None:
    lines = written(hostile_report(), "github").splitlines()
    assert 2 == len(lines)
    assert all(line.startswith("::error file=a]]>") for line in lines)
    assert not any(char in line for line in lines for char in "\x1b\x00\u202e")


def test_gitlab_has_an_issue_for_each_finding_and_failure() -> None:
    issues = json.loads(written(script_report(), "gitlab"))
    assert "binary-loss-on-softmax-head" == issues[0]["check_name"]
    assert "major" == issues[0]["severity"]
    assert {"line": 5, "column": 20} == issues[0]["location"]["positions"]["begin"]
    notebook = json.loads(written(notebook_report(), "gitlab"))
    assert {"path": "nb.ipynb", "lines": {"begin": 1}} == notebook[0]["location"]
    assert {"path": "old.py", "lines": {"begin": 3}} == notebook[1]["location"]
    assert "blocker" == notebook[1]["severity"]
    assert [] == json.loads(written(Report(), "gitlab"))


def test_gitlab_fingerprints_are_all_different() -> None:
    failures = tuple(Failure("a.ipynb", "no Python", cell=cell) for cell in range(3))
    issues = json.loads(written(Report((), failures), "gitlab"))
    assert 3 == len({issue["fingerprint"] for issue in issues})


def test_junit_has_a_failed_case_a_finding_and_an_error_a_failure() -> None:
    root = ElementTree.fromstring(written(notebook_report(), "junit"))
    assert ("2", "1", "1") == (root.get("tests"), root.get("failures"), root.get("errors"))
    assert ["nb.ipynb", "old.py"] == [suite.get("name") for suite in root]
    failure = root.find("./testsuite/testcase/failure")
    assert failure is not None
    assert "error" == failure.get("type")
    assert "nb.ipynb:cell 3:5:20" in (failure.text or "")


def test_junit_of_a_clean_run_is_one_case_that_passes() -> None:
    root = ElementTree.fromstring(written(Report(summary=Summary(files_seen=7)), "junit"))
    assert ("1", "0") == (root.get("tests"), root.get("failures"))
    assert 1 == len(root.findall("./testsuite/testcase"))


def test_junit_is_well_formed_whatever_the_names() -> None:
    root = ElementTree.fromstring(written(hostile_report(), "junit"))
    assert 2 == len(root.findall("./testsuite/testcase"))


def test_a_possible_finding_says_so_in_every_format() -> None:
    report = Report((finding(place(1, 1, 2), confidence=Confidence.POSSIBLE, conditions=("with --loss bce",)),))
    assert all("possibly: " in written(report, name).lower() for name in ("sarif", "github", "gitlab", "junit"))
