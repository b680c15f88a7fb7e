"""A sample of the standard library lowers without a failure, and nothing that has a meaning is dropped on the way."""

from __future__ import annotations

import ast
import sysconfig
import warnings
from collections import Counter
from pathlib import Path

import pytest

from lossguard.frontend.nodes import Attribute, Call, Name
from tests.frontend.outline import lowered, nodes_of

LIBRARY = Path(sysconfig.get_path("stdlib"))
SAMPLE = 150
LARGEST_BYTES = 30_000
COUNTED: tuple[tuple[type, type], ...] = ((Name, ast.Name), (Call, ast.Call), (Attribute, ast.Attribute))


def sample() -> list[Path]:
    """Every so many-th file of the standard library, without its tests, some of which are meant not to parse."""
    skipped = {"test", "tests", "site-packages", "lib2to3", "idlelib"}
    files = sorted(
        path
        for path in LIBRARY.rglob("*.py")
        if not skipped & set(path.relative_to(LIBRARY).parts) and path.stat().st_size < LARGEST_BYTES
    )
    return files[:: max(1, len(files) // SAMPLE)]


class WithoutWhatIsDropped(ast.NodeTransformer):
    """Removes what lowering drops: format specifications, return annotations, causes, messages, structural patterns."""

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        node.format_spec = None
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        node.type_params = []
        return self.generic_visit(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        node.returns = None
        node.type_params = []
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.type_params = []
        return self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        node.cause = None
        return self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        node.msg = None
        return self.generic_visit(node)

    def visit_MatchClass(self, node: ast.MatchClass) -> ast.AST:
        return ast.MatchAs()

    def visit_MatchMapping(self, node: ast.MatchMapping) -> ast.AST:
        return ast.MatchAs()

    def visit_MatchSequence(self, node: ast.MatchSequence) -> ast.AST:
        return ast.MatchAs()


def python_counts(text: str) -> dict[str, int]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = WithoutWhatIsDropped().visit(ast.parse(text))
    found = Counter(type(node) for node in ast.walk(tree))
    return {ours.__name__: found[theirs] for ours, theirs in COUNTED}


@pytest.mark.parametrize("path", sample(), ids=lambda path: path.relative_to(LIBRARY).as_posix())
def test_a_library_file_lowers_to_as_many_names_calls_and_attributes_as_python_finds(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    result = lowered(text)
    assert () == result.failures
    found = Counter(type(node) for node in nodes_of(result.program))
    assert python_counts(text) == {ours.__name__: found[ours] for ours, _ in COUNTED}
