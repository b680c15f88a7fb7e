"""An error inside lossguard: what the user is told of it, and what only `--verbose` tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lossguard import interpret
from lossguard.cli import cli
from tests.projects import BAD

LONG = f"# {'x' * 250_000}\n"  # enough source for a process of its own
ID = re.compile(r"report\s+([0-9a-f]{8})")  # the words may be on two lines
KINDS: dict[str, tuple[str, ...]] = {
    "check": ("check", "--jobs", "1"),
    "JSON": ("check", "--jobs", "1", "--output-format", "json"),
    "several processes": ("check", "--jobs", "2"),
    "fix": ("check", "--jobs", "1", "--fix", "--unsafe-fixes"),
    "diff": ("check", "--jobs", "1", "--diff", "--unsafe-fixes"),
    "baseline": ("check", "--jobs", "1", "--write-baseline", "baseline.json"),
    "setups": ("setups", "--jobs", "1"),
}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project of two files, on the first of which the interpreter fails."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("a.py", "b.py"):
        Path(name).write_text(LONG + BAD, encoding="utf-8")
    real: Callable[..., Any] = interpret.analyse

    def failing(program: Any, *rest: Any) -> Any:
        if program.path == "a.py":
            raise RuntimeError("broken \x1b[2J inside")
        return real(program, *rest)

    monkeypatch.setattr(interpret, "analyse", failing)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, ".", "--isolated", "--no-cache"], prog_name="lossguard")


@pytest.mark.parametrize("kind", KINDS)
def test_without_verbose_one_sentence_is_told_and_no_traceback(kind: str) -> None:
    result = run(*KINDS[kind])
    assert 2 == result.exit_code
    assert 1 == len(set(ID.findall(result.output)))
    assert "--verbose shows all" in " ".join(result.output.split())
    assert "Traceback" not in result.output
    assert "failing" not in result.output
    assert "\x1b" not in result.output


@pytest.mark.parametrize("kind", KINDS)
def test_verbose_shows_the_traceback_of_the_file_with_its_report_id(kind: str) -> None:
    result = run(*KINDS[kind], "--verbose")
    assert 2 == result.exit_code
    lines = result.stderr.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("lossguard: failed on a.py"))
    [id_told] = set(ID.findall(result.output))
    expected = ["lossguard: failed on a.py:", f"lossguard: Report {id_told}"]
    assert [*expected, "lossguard: Traceback (most recent call last):"] == lines[first : first + 3]
    assert any("in failing" in line for line in lines[first:])
    assert any("RuntimeError: broken" in line for line in lines[first:])
    assert 1 == result.output.count("Traceback")
    assert "Traceback" not in result.stdout
    assert "\x1b" not in result.output
