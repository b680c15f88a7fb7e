"""The text at the place of a node is the node, on examples and on random programs."""

from __future__ import annotations

from typing import Any

import libcst as cst
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libcst.metadata import MetadataWrapper, PositionProvider

from lossguard.findings import Place
from lossguard.frontend.lower import Lowered
from lossguard.frontend.nodes import Attribute, Call, Constant, Name, Subscript
from lossguard.frontend.places import Locator
from tests.frontend.outline import lowered, nodes_of, outline

# ---- examples ----


def text_at(text: str, place: Place) -> str:
    lines = text.split("\n")[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    return "\n".join(lines)


def texts_of(text: str, kind: str) -> list[str]:
    """The texts at the places of all nodes of one kind, in the order of their refs."""
    result = lowered(text)
    locator = Locator(result)
    nodes = [node for node in nodes_of(result.program) if type(node).__name__ == kind]
    return [text_at(text, locator.place(node.ref)) for node in sorted(nodes, key=lambda node: node.ref)]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("model.compile(loss = 'mse', *a)  # c", "Call", ["model.compile(loss = 'mse', *a)"]),
        ("f(a, loss = 'mse', *b, **c)", "Arg", ["a", "loss = 'mse'", "*b", "**c"]),
        ("x = (f(\n    1,\n))", "Call", ["f(\n    1,\n)"]),
        ("x = (('a'\n  'b'))", "Constant", ["'a'\n  'b'"]),
        ("x = ((a) + (b))", "Operation", ["(a) + (b)"]),
        ("a < b < c", "Operation", ["a < b < c", "a < b", "b < c"]),
        ("x[1, 2:3]", "Display", ["1, 2:3"]),
        ("x[1:2]", "Slice", ["1:2"]),
        ("a; b = 1 ; c", "Assign", ["b = 1"]),
        (
            "@d\ndef f(a: int, *b,\n      c=1) -> x: # c\n    '''d'''\n",
            "FunctionDef",
            ["def f(a: int, *b,\n      c=1) -> x:"],
        ),
        ("async def f(): pass", "FunctionDef", ["async def f():"]),
        ("def f(a: int, *b, c=1, **d): pass", "Param", ["a", "*b", "c", "**d"]),
        ("@d\nclass A(B):\n    pass\n", "ClassDef", ["class A(B):"]),
        ("if a:\n    b\nelif c:\n    d\nelse:\n    e\n", "If", ["if a:", "elif c:"]),
        ("for x in y:\n    z\n", "For", ["for x in y:"]),
        ("while x: y", "While", ["while x:"]),
        ("with a as b, c:\n    d\n", "With", ["with a as b, c:"]),
        ("try:\n    a\nfinally:\n    b\n", "Try", ["try:"]),
        ("from a import (b,\n  c)\n", "ImportFrom", ["from a import (b,\n  c)"]),
        ("f'a{b:>{c}}d'", "FormattedString", ["f'a{b:>{c}}d'"]),
        ("f'a{b:>{c}}d'", "Constant", ["a", "d"]),
        ("match x:\n    case 1 | 2: y\n", "Operation", ["1 | 2"]),
        ("match x:\n    case 1: y\n", "Match", ["match x"]),
        ("ü = 'é😀' + b", "Name", ["ü", "b"]),
        ("\fa = b", "Name", ["a", "b"]),
        ("a\nif b:\n    c\n\f    d, e\n\ff\n", "Name", ["a", "b", "c", "d", "e", "f"]),
        ("fit(x)\n\ffit(x)\nfit(x)\n", "Call", ["fit(x)"] * 3),
        ("try:\n    a(b)\nexcept (B,\n  C) :  # c\n    d(e)\n", "Call", ["a(b)", "d(e)"]),
        ("a\ntry:\n    b\nexcept (B, C) : d = e\n", "Name", ["a", "b", "B", "C", "d", "e"]),
        ("if a:\n\tb\n\tif c:\n\t\td\n", "Name", ["a", "b", "c", "d"]),
    ],
)
def test_the_text_at_a_place_is_the_node(text: str, kind: str, expected: list[str]) -> None:
    assert expected == texts_of(text, kind)


def test_places_count_from_one_and_end_behind_the_last_character() -> None:
    result = lowered("x = 1\nfit(y)\n")
    call = next(node for node in nodes_of(result.program) if isinstance(node, Call))
    assert Place("a.py", 2, 1, 2, 7, None) == Locator(result).place(call.ref)


def test_a_statement_that_stands_twice_is_told_apart_by_what_stands_before() -> None:
    text = "a\nfit(x)\nfit(x)\nfit(x)\nb\nfit(x)\nfit(x)\nif c:\n    fit(x)\n"
    result = lowered(text)
    calls = sorted(node.ref for node in nodes_of(result.program) if isinstance(node, Call))
    assert [2, 3, 4, 6, 7, 9] == [Locator(result).place(ref).line for ref in calls]


def test_a_file_of_one_repeated_line_is_placed() -> None:
    result = lowered("# head\n\n" + "fit(x)\n" * 100)
    calls = sorted(node.ref for node in nodes_of(result.program) if isinstance(node, Call))
    assert list(range(3, 103)) == [Locator(result).place(ref).line for ref in calls]


def test_a_notebook_counts_lines_within_the_cell() -> None:
    result = lowered("a\nb", "# c\nd = e", "f")
    found = Locator(result).places(node.ref for node in nodes_of(result.program) if isinstance(node, Name))
    assert [(0, 1), (0, 2), (1, 2), (1, 2), (2, 1)] == [(found[ref].cell, found[ref].line) for ref in sorted(found)]


def test_cells_behind_a_broken_one_keep_their_places() -> None:
    result = lowered("a", "b = = c", "\nd")
    (ref,) = [node.ref for node in nodes_of(result.program) if isinstance(node, Name) and node.id == "d"]
    assert Place("a.ipynb", 2, 1, 2, 2, 2) == Locator(result).place(ref)


def test_released_trees_are_made_again_with_the_same_numbers() -> None:
    result = lowered("f(a)", "g(b, c=1)")
    refs = [node.ref for node in nodes_of(result.program)]
    expected = Locator(result).places(refs)
    result.release()
    assert expected == Locator(result).places(refs)


def test_a_program_from_the_cache_is_placed_without_its_trees() -> None:
    result = lowered("f(a)", "g(b, c=1)")
    cached = Lowered(result.source, result.program)
    refs = [node.ref for node in nodes_of(result.program)]
    assert Locator(result).places(refs) == Locator(cached).places(refs)


def test_a_ref_of_no_part_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Locator(lowered("a")).place(99)


# ---- random programs ----

names = st.sampled_from(["x", "y", "é", "模型", "fit"])
leaves = names | st.sampled_from(["1", "2.5", "None", "'a'", "b'a'", "'''a\nb'''", '"😀"', "('a'\n 'b')", "r'\\d'"])
blanks = st.sampled_from(["", " ", "\n", "\n    ", "  # note (\n "])


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One level of an expression, in brackets wherever blanks may hold a line break."""
    operators = st.sampled_from(["+", "@", "**", " and ", " or ", "<", " not in ", " is not "])
    return st.one_of(
        st.tuples(inner, operators, inner).map(lambda p: f"({p[0]}{p[1]}{p[2]})"),
        st.tuples(inner, blanks, inner, blanks).map(lambda p: f"fit({p[0]},{p[1]}a={p[2]}{p[3]})"),
        st.tuples(names, names, inner).map(lambda p: f"{p[0]}.{p[1]}({p[2]})"),
        st.tuples(names, inner, inner).map(lambda p: f"{p[0]}[{p[1]}, {p[2]}:]"),
        st.tuples(blanks, inner, blanks, inner).map(lambda p: f"[{p[0]}{p[1]}{p[2]}, *{p[3]}]"),
        st.tuples(inner, blanks, inner).map(lambda p: f"{{{p[0]}: {p[1]}{p[2]}}}"),
        st.tuples(inner, names, inner).map(lambda p: f"[{p[0]} for {p[1]} in {p[2]}]"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
        st.tuples(names, inner).map(lambda p: f"(lambda {p[0]}: {p[1]})"),
        st.tuples(blanks, inner, blanks).map(lambda p: f"(({p[0]}{p[1]}{p[2]}))"),
    )


expressions = st.recursive(leaves, compound, max_leaves=6)
simple = st.one_of(
    expressions.map(lambda e: f"{e}\n"),
    st.tuples(names, expressions).map(lambda p: f"{p[0]} = {p[1]}; pass\n"),
    st.sampled_from(["\n", "# comment\n", "import a.b as c\n", "pass\n", "'''\ndoc'''\n", "fit(x)\n", "x = \\\n  y\n"]),
)


def indented(block: list[str]) -> str:
    """The statements inside a suite; continued lines and strings may keep their columns."""
    return "".join(f"    {statement}" if statement.strip() else statement for statement in [*block, "pass\n"])


def suite(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blocks = st.lists(simple, max_size=3)
    return st.one_of(
        st.tuples(expressions, blocks, blocks).map(
            lambda p: f"if {p[0]}:\n{indented(p[1])}elif x:\n{indented(p[2])}else: y\n"
        ),
        st.tuples(names, expressions, blocks).map(lambda p: f"@{p[0]}\ndef f(a={p[1]}):  # note\n{indented(p[2])}"),
        st.tuples(expressions, blocks).map(lambda p: f"\nclass A(B, c={p[0]}):\n\n{indented(p[1])}\n"),
        inner,
    )


programs = st.lists(simple | suite(simple), max_size=8).map("".join)


def is_expression(node: Any) -> bool:
    return isinstance(node, (Name, Constant, Call, Attribute, Subscript))


@settings(max_examples=120, deadline=None)
@given(programs)
def test_the_text_at_the_place_of_an_expression_parses_back_to_it(text: str) -> None:
    result = lowered(text)
    assert () == result.failures
    locator = Locator(result)
    for node in nodes_of(result.program):
        if is_expression(node):
            found = text_at(text, locator.place(node.ref))
            (statement,) = lowered(f"({found})").program.parts[0].body
            assert f"(ExprStatement {outline(node)})" == outline(statement)


@settings(max_examples=80, deadline=None)
@given(programs)
def test_places_agree_with_the_positions_of_libcst(text: str) -> None:
    result = lowered(text)
    (part,) = result.program.parts
    tree = result.tree_of(part)
    positions = MetadataWrapper(tree.module, unsafe_skip_copy=True).resolve(PositionProvider)
    places = Locator(result).places(range(part.end_ref))
    for ref, anchor in enumerate(tree.anchors):
        if isinstance(anchor, tuple):
            continue
        start, end = positions[anchor].start, positions[anchor].end
        assert (start.line, start.column + 1) == (places[ref].line, places[ref].column)
        if not isinstance(anchor, cst.BaseCompoundStatement):
            assert (end.line, end.column + 1) == (places[ref].end_line, places[ref].end_column)
