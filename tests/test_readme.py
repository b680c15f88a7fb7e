"""What the README shows is what lossguard prints. RENEW=1 rewrites it: look at the difference before you commit it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from lossguard.cli import cli
from lossguard.report.rules_table import renewed
from lossguard.rules.table import all_rules

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
OUTPUT = re.compile(r"(<!-- output: (.+?) -->\n).*?(<!-- end of output -->)", re.DOTALL)
COLUMNS = "100"


def produced(match: re.Match[str]) -> str:
    """The block of one command: standard output, then standard error, as a terminal of 100 columns shows them."""
    result = CliRunner(env={"COLUMNS": COLUMNS}).invoke(cli, match[2].split(), prog_name="lossguard")
    return f"{match[1]}\n```text\n$ lossguard {match[2]}\n{result.stdout}{result.stderr}```\n\n{match[3]}"


def test_the_readme_shows_what_lossguard_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    text = README.read_text(encoding="utf-8")
    fresh = renewed(OUTPUT.sub(produced, text), all_rules())
    if os.environ.get("RENEW"):
        README.write_text(fresh, encoding="utf-8")
        return
    assert fresh == text


def test_the_readme_shows_some_output() -> None:
    assert OUTPUT.search(README.read_text(encoding="utf-8"))
