"""`--since`: only what changed files take part in, as git sees them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lossguard.cli import cli

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

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
OTHER = f"{MODEL}\nmodel = build()\nmodel.compile(loss='binary_crossentropy', optimizer='sgd')\n"


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("net.py", MODEL), ("train.py", TRAIN), ("other.py", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["check", "--output-format", "concise", *arguments], prog_name="lossguard")


def files(result: Result) -> set[str]:
    return {line.partition(":")[0] for line in result.stdout.splitlines()}


def test_nothing_changed_is_nothing_to_say() -> None:
    assert 1 == run().exit_code
    assert (0, "") == (run("--since", "HEAD").exit_code, run("--since", "HEAD").stdout)


@pytest.mark.parametrize("state", ["edited", "staged", "committed"])
def test_a_changed_file_is_reported(repository: Path, state: str) -> None:
    (repository / "other.py").write_text(f"{OTHER}\n", encoding="utf-8")
    if state != "edited":
        git("add", ".")
    if state == "committed":
        git("commit", "-q", "-m", "second")
    result = run("--since", "HEAD~1" if state == "committed" else "HEAD")
    assert 1 == result.exit_code
    assert {"other.py"} == files(result)


def test_a_new_file_is_reported_unless_it_is_ignored(repository: Path) -> None:
    (repository / "new.py").write_text(OTHER, encoding="utf-8")
    assert {"new.py"} == files(run("--since", "HEAD"))
    (repository / ".gitignore").write_text("new.py\n", encoding="utf-8")
    assert set() == files(run("--since", "HEAD", "new.py"))


def test_a_changed_model_is_reported_where_another_file_trains_it(repository: Path) -> None:
    (repository / "train.py").write_text(f"{TRAIN}\nmodel.summary()\n", encoding="utf-8")
    result = run("--since", "HEAD")
    assert {"net.py"} == files(result)  # the head is what has to change
    assert 1 == result.exit_code


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "HEAD~99"])
def test_what_is_no_revision_is_refused(revision: str, repository: Path) -> None:
    result = run("--since", revision)
    assert 2 == result.exit_code
    assert "--since" in result.stderr
    assert not (repository / "x").exists()


def test_outside_a_repository_it_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bare")
    (folder / "a.py").write_text(OTHER, encoding="utf-8")
    result = run("--since", "HEAD", str(folder))
    assert 2 == result.exit_code
    assert "not a git repository" in result.stderr


def test_what_the_repository_configures_is_not_run(repository: Path) -> None:
    trap = f"touch {repository / 'trapped'}"
    for key in ("core.fsmonitor", "diff.external", "core.pager", "diff.trap.textconv"):
        git("config", key, trap)
    (repository / ".gitattributes").write_text("*.py diff=trap\n", encoding="utf-8")
    (repository / "other.py").write_text(f"{OTHER}\n", encoding="utf-8")
    assert "other.py" in files(run("--since", "HEAD"))
    assert not (repository / "trapped").exists()
