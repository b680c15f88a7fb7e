"""The page on robustness names a test for every fault, and each of them exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "pages" / "robustness.md").read_text(encoding="utf-8")
LINES = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| fault ")]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_named_test_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("line", LINES)
def test_every_fault_names_one_test(line: str) -> None:
    fault, outcome, test = (cell.strip() for cell in line.strip("|").split("|"))
    assert fault
    assert outcome
    assert re.fullmatch(r"`tests/[\w/]+\.py::test_\w+`", test)


def test_there_are_as_many_faults_as_lines() -> None:
    faults = [line.split("|")[1] for line in LINES]
    assert len(faults) == len(set(faults)) >= 50
