"""What a run does not need is not imported: most runs have little to do, and importing costs more than that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("libcst", "rich", "pathspec", "multiprocessing", "tomllib", "tomli", "yaml", "lossguard.interpret")
EXAMINING = (*HEAVY[1:4], *HEAVY[5:7])  # what examining one small file does without
TRAINING = "from keras.models import Sequential\nmodel = Sequential()\nmodel.compile(loss='mse')\n"


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that are there when a command has run."""
    code = "import sys\nfrom lossguard.cli import cli\ncli.main(sys.argv[1:], standalone_mode=False)\n"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}print(*sorted(sys.modules), sep='\\n', file=sys.stderr)", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "lossguard.cli" in run.stderr, run.stderr
    return set(run.stderr.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("check", "plain.py", "--isolated", "--quiet"),
        ("check", ".", "--isolated", "--quiet", "--select", "LG1", "--jobs", "4"),
    ],
)
def test_a_run_with_nothing_to_examine_imports_nothing_heavy(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "plain.py").write_text("print(1)\n", encoding="utf-8")
    assert set() == imported(tmp_path, *arguments) & {*HEAVY, "lossguard.cache", "lossguard.rules.table", "json"}


def test_a_run_that_remembers_everything_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(TRAINING, encoding="utf-8")
    arguments = ("check", ".", "--isolated", "--quiet")
    first = imported(tmp_path, *arguments)
    assert {"libcst", "lossguard.interpret"} <= first
    assert set() == first & set(EXAMINING)
    assert set() == imported(tmp_path, *arguments) & {*HEAVY, "lossguard.rules.table"}
