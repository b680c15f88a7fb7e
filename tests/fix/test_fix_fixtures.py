"""Each fix_*.py becomes its fix_*.fixed.py, which is clean and stays as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lossguard.cli import cli
from tests.fixture_run import ROOT, comments_in

FIXED = sorted((ROOT / "fixtures").rglob("fix_*.fixed.*"))


def bad_of(fixed: Path) -> Path:
    return fixed.with_name(fixed.name.replace(".fixed", ""))


def fix(path: Path, options: dict[str, str]) -> Result:
    wanted = dict(options)
    mode = ["--unsafe-fixes"] if wanted.pop("fix", "") == "unsafe" else []
    given = [word for key, value in wanted.items() for word in (f"--{key}", value)]
    return CliRunner().invoke(cli, ["check", str(path), "--isolated", "--fix", *mode, *given])


@pytest.mark.parametrize("fixed", FIXED, ids=lambda path: path.relative_to(ROOT / "fixtures").as_posix())
def test_a_file_is_fixed_as_written_down(fixed: Path, tmp_path: Path) -> None:
    copy = tmp_path / bad_of(fixed).name
    shutil.copy(bad_of(fixed), copy)
    options = comments_in(copy).options

    first = fix(copy, options)
    assert fixed.read_bytes() == copy.read_bytes(), first.output
    assert 0 == first.exit_code, first.output

    fix(copy, options)
    assert fixed.read_bytes() == copy.read_bytes()


def test_every_file_to_fix_has_its_fixed_form() -> None:
    to_fix = {path for path in (ROOT / "fixtures").rglob("fix_*") if ".fixed" not in path.name}
    assert {bad_of(path) for path in FIXED} == to_fix


@pytest.mark.parametrize(
    "code",
    [
        *("LG102", "LG104", "LG106", "LG108", "LG112", "LG201", "LG202"),
        *("LG301", "LG302", "LG303", "LG304", "LG305", "LG306", "LG401", "LG404"),
    ],
)
def test_the_rules_that_promise_fixes_have_fixtures_of_them(code: str) -> None:
    assert list((ROOT / "fixtures" / "rules" / code).glob("fix_*.fixed.py"))
