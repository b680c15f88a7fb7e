"""The hooks as people use them: the real pre-commit installs them from this repository and runs them in another one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pre_commit", reason="the extra adoption is not installed")

ROOT = Path(__file__).parents[2]
PARTS = ("lossguard", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
MODEL = """\
from keras import Sequential
from keras.layers import Dense


def build():
    return Sequential([Dense(32, activation="relu"), Dense(1, activation="softmax")])
"""
TRAIN = """\
from net import build

model = build()
model.compile(loss="binary_crossentropy", optimizer="adam")
"""
GOOD = f"{MODEL.replace('softmax', 'sigmoid')}\n\nbuild().compile(loss='binary_crossentropy', optimizer='adam')\n"
# A metric that is spelled for another version is changed without touching what is trained.
FIXABLE = """\
from keras.layers import Dense
from keras.models import Sequential

model = Sequential()
model.add(Dense(10, activation="softmax", input_shape=(20,)))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
"""


def run(*command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **env, "NO_COLOR": "1"}
    environment.pop("PYTHONPATH", None)  # the installed lossguard is meant
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=environment)


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.hooksPath=/dev/null")
    done = run("git", *identity, *arguments, cwd=folder)
    assert 0 == done.returncode, done.stderr


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the package and its hooks as they are in the working tree."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "hooks")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environment that it makes once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def project(tmp_path: Path, hooks: Path) -> Path:
    revision = run("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.as_uri()}\n  rev: {revision}\n  hooks:\n  - id: lossguard\n  - id: lossguard-fix\n"
        "    stages: [manual]\n",
        encoding="utf-8",
    )
    git(tmp_path, "init", "-q")
    return tmp_path


def pre_commit(project: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    git(project, "add", ".")
    return run(sys.executable, "-m", "pre_commit", "run", *arguments, cwd=project, PRE_COMMIT_HOME=str(home))


def test_a_good_program_passes_and_other_files_are_left_alone(project: Path, home: Path) -> None:
    (project / "train.py").write_text(GOOD, encoding="utf-8")
    (project / "notes.txt").write_text("softmax over one unit", encoding="utf-8")
    done = pre_commit(project, home, "lossguard")
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    assert "Passed" in done.stdout


def test_a_changed_file_is_judged_with_the_files_it_imports(project: Path, home: Path) -> None:
    (project / "net.py").write_text(MODEL, encoding="utf-8")
    (project / "train.py").write_text(TRAIN, encoding="utf-8")
    done = pre_commit(project, home, "lossguard", "--files", "train.py")
    assert 1 == done.returncode
    assert "LG106" in done.stdout
    assert "Failed" in done.stdout


def test_a_notebook_is_checked(project: Path, home: Path) -> None:
    import json

    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": MODEL + TRAIN[22:]}
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})
    (project / "train.ipynb").write_text(text, encoding="utf-8")
    done = pre_commit(project, home, "lossguard")
    assert 1 == done.returncode
    assert "LG106" in done.stdout


def test_the_fixing_hook_changes_the_file_and_fails_once(project: Path, home: Path) -> None:
    (project / "requirements.txt").write_text("keras==2.2.4\n", encoding="utf-8")
    (project / "train.py").write_text(FIXABLE, encoding="utf-8")
    done = pre_commit(project, home, "lossguard-fix", "--hook-stage", "manual")
    assert 1 == done.returncode
    assert "files were modified by this hook" in done.stdout
    assert "categorical_accuracy" in (project / "train.py").read_text(encoding="utf-8")
