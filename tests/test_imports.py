"""Imports go one way, from the faces down to the source (design.md): read off the package's own syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import lossguard

PACKAGE = Path(lossguard.__file__).parent

# What each part may import of the package, besides itself. A part is a package or a module of the top level.
ALLOWED = {
    "": {"api", "errors", "findings", "results", "rules", "vocabulary"},  # names, imported when asked for
    "records": set(),
    "vocabulary": set(),
    "errors": set(),
    "stack": set(),
    "writing": set(),
    "findings": {"vocabulary"},
    "arrivals": {"findings"},
    "circumstances": {"stack"},
    "setups": {"arrivals", "circumstances", "findings", "vocabulary"},
    "knowledge": {"errors", "vocabulary"},
    "source": {"errors", "findings", "stack"},
    "datafiles": {"toml"},
    "frontend": {"errors", "findings", "source", "stack"},
    "interpret": {
        *("arrivals", "circumstances", "datafiles", "findings", "frontend", "knowledge", "setups", "versions"),
        *("vocabulary",),
    },
    "rules": {"circumstances", "findings", "setups", "vocabulary"},
    "toml": set(),
    "releases": set(),
    "manifests": {"releases", "toml"},
    "versions": {"errors", "manifests", "releases"},
    "config_files": {"errors", "knowledge", "source", "toml", "versions", "vocabulary"},
    "config": {"config_files", "errors", "knowledge", "source", "versions", "vocabulary"},
    "config_schema": {"config_files", "knowledge", "releases", "vocabulary"},
    "suppress": {"errors", "findings", "source", "vocabulary"},
    "results": {"arrivals", "circumstances", "findings", "setups", "suppress", "vocabulary"},
    "packing": set(),
    "cache": {""},
    "recall": {"cache", "datafiles", "findings", "frontend", "packing", "results", "source", "tree"},
    "terms": {"cache", "config", "recall", "tree", "versions"},
    "installed": {"toml"},
    "tree": {"installed"},
    "callers": {"findings", "source", "tree"},
    "asked": {"findings"},
    "edits": {"findings", "frontend", "source", "stack"},
    "sources": {"cache", "datafiles", "edits", "findings", "frontend", "recall", "source", "tree"},
    "resolve": {"circumstances", "edits", "findings", "results", "rules", "setups", "sources", "vocabulary"},
    "examine": {
        *("cache", "findings", "interpret", "knowledge", "recall", "resolve", "results", "rules", "source", "sources"),
        *("suppress", "terms", "versions"),
    },
    "judgements": {"edits", "arrivals", "asked", "findings", "results", "vocabulary"},
    "merge": {"asked", "config", "findings", "judgements", "results", "rules", "source", "suppress", "vocabulary"},
    "pool": {"examine", "findings", "packing", "results", "source", "terms"},
    "request": {"config", "findings", "rules", "tree"},
    "answers": {"cache", "findings", "pool", "request", "results", "terms", "versions"},
    "runner": {
        *("answers", "callers", "config", "findings", "merge", "request", "results", "source", "tree", "vocabulary"),
    },
    "fix": {"errors", "findings", "results", "source", "vocabulary", "writing"},
    "report": {
        *("", "circumstances", "config", "findings", "knowledge", "results", "rules", "setups", "truth", "versions"),
        *("vocabulary",),
    },
    "server": {"", "config", "errors", "findings", "report", "results", "runner"},
    "baseline": {"errors", "findings", "results", "source", "writing"},
    "changes": {"errors", "findings", "results"},
    "truth": {"knowledge", "vocabulary"},
    "verify": {"circumstances", "errors", "findings", "knowledge", "results", "setups", "vocabulary"},
    "commands": {
        *("baseline", "cache", "changes", "config", "config_schema", "errors", "findings", "fix", "report", "results"),
        *("rules", "runner", "server", "source", "tree", "truth", "verify", "versions", "vocabulary", "writing"),
    },
    "api": {"config", "results", "runner"},
    "cli": {"", "commands", "errors", "rules"},
    "__main__": {"cli", "commands"},
}

EVERYWHERE = {"records"}  # what stands for a module of the standard library

# Which parts may import a package from outside, in the order of the dependencies of pyproject.toml.
OUTSIDE = {
    "click": {"cli", "commands"},
    "libcst": {"edits", "frontend"},
    "lsprotocol": {"server"},
    "pathspec": {"source"},
    "pygls": {"server"},
    "yaml": {"datafiles"},
    "rich": {"report"},
    "tomli": {"toml"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """The part that a module belongs to: "rules" for rules/table.py, "cli" for cli.py, "" for the package itself."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported(path: Path) -> Iterator[str]:
    """Every dotted name that a module imports, wherever in the module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_named(name: str) -> str:
    """The part that a dotted name of the package lies in: lossguard.__version__ lies in the package itself, ""."""
    first = name.split(".")[1] if "." in name else ""
    return first if (PACKAGE / first).is_dir() or (PACKAGE / f"{first}.py").is_file() else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_parts_below_its_own(path: Path) -> None:
    part = part_of(path)
    assert part in ALLOWED, f"{part} is new: say in ALLOWED what it may import"
    names = [name for name in imported(path) if name.split(".")[0] == "lossguard"]
    wrong = {name for name in names if part_named(name) not in ALLOWED[part] | EVERYWHERE | {part}}
    assert set() == wrong


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_dependency_is_imported_by_its_own_part_alone(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    assert set() == {root for root in roots & set(OUTSIDE) if part_of(path) not in OUTSIDE[root]}


def test_the_interpreter_sees_nothing_of_the_frontend_but_the_nodes() -> None:
    names = {name for path in MODULES if part_of(path) == "interpret" for name in imported(path)}
    assert set() == {
        name
        for name in names
        if name.startswith("lossguard.frontend") and not name.startswith("lossguard.frontend.nodes")
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_data_classes_are_those_that_cost_nothing_at_import(path: Path) -> None:
    assert part_of(path) == "records" or "dataclasses.dataclass" not in imported(path), (
        "import it from lossguard.records"
    )
