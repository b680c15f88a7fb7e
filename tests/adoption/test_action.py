"""The GitHub Action and the GitLab job: their own command lines are run, and do what they say."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml", reason="comes with libcst")

ROOT = Path(__file__).parents[2]
BAD = """\
from keras import Sequential
from keras.layers import Dense

model = Sequential([Dense(1, activation="softmax")])
model.compile(loss="binary_crossentropy", optimizer="adam")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a file that fails and one whose name is a trap, and a `lossguard` that is this one."""
    (tmp_path / "bad file.py").write_text(BAD, encoding="utf-8")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "train.py").write_text(BAD, encoding="utf-8")
    program = tmp_path / "tools" / "lossguard" / "bin" / "lossguard"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lossguard "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return found


def step(name: str) -> dict[str, Any]:
    return next(each for each in action()["runs"]["steps"] if each.get("name") == name)


def run_step(name: str, project: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner does: `bash -e`, the inputs in the environment it declares."""
    given = {key: value["default"] for key, value in action()["inputs"].items()} | inputs
    env = {
        key: given[re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", r"\1", value)] for key, value in step(name)["env"].items()
    }
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step(name)["run"]],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **env, "RUNNER_TEMP": str(project / "tools"), "PYTHONPATH": str(ROOT)},
    )


def test_the_check_annotates_and_fails(project: Path) -> None:
    done = run_step("Check", project)
    assert 1 == done.returncode, done.stderr
    assert 2 == len([line for line in done.stdout.splitlines() if line.startswith("::error file=")])


def test_the_paths_and_arguments_are_those_given(project: Path) -> None:
    done = run_step("Check", project, paths="src", arguments="--ignore LG106", **{"fail-on": "error"})
    assert (0, "") == (done.returncode, done.stdout)


def test_an_input_is_never_a_command(project: Path) -> None:
    run_step("Check", project, paths="$(touch trapped) `touch trapped`; touch trapped", arguments="")
    assert not (project / "trapped").exists()


def test_sarif_is_written_and_does_not_fail(project: Path) -> None:
    done = run_step("Write SARIF", project, **{"sarif-file": "found.sarif"})
    assert 0 == done.returncode, done.stderr
    log = json.loads((project / "found.sarif").read_text(encoding="utf-8"))
    assert {"LG106"} == {result["ruleId"] for result in log["runs"][0]["results"]}


def test_no_input_stands_in_a_script() -> None:
    assert not any("${{" in each.get("run", "") for each in action()["runs"]["steps"])


def test_the_gitlab_job_writes_its_report_and_fails(project: Path) -> None:
    file = ROOT / "docs" / "pages" / "assets" / "lossguard.gitlab-ci.yml"
    job = yaml.safe_load(file.read_text(encoding="utf-8"))["lossguard"]
    lines = [line for line in job["script"] if shlex.split(line)[0] == "lossguard"]
    path = f"{project / 'tools' / 'lossguard' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(lines)],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **job["variables"], "PATH": path, "PYTHONPATH": str(ROOT)},
    )
    assert 1 == done.returncode, done.stderr
    report = json.loads((project / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert {"softmax-over-one-unit"} == {issue["check_name"] for issue in report}
