"""Deep nesting is refused before the native parser overflows its stack; the rest survives the later stages."""

from __future__ import annotations

import pickle

import pytest

from lossguard.frontend import depth
from lossguard.frontend.places import Locator
from tests.frontend.outline import lowered

BRACKETS = depth.BRACKETS
OPERATORS = depth.OPERATORS

SHAPES = {
    "parentheses": (lambda n: "x = " + "(" * n + "1" + ")" * n, BRACKETS),
    "lists": (lambda n: "x = " + "[" * n + "1" + "]" * n, BRACKETS),
    "calls": (lambda n: "x = " + "f(" * n + "1" + ")" * n, BRACKETS),
    "calls by keyword": (lambda n: "x = " + "f(a=" * n + "1" + ")" * n, BRACKETS),
    "dicts": (lambda n: "x = " + "{1: " * n + "1" + "}" * n, BRACKETS),
    "subscripts": (lambda n: "x = " + "a[" * n + "1" + "]" * n, BRACKETS),
    "defaults of lambdas": (lambda n: "x = " + "(lambda a=" * n + "1" + ": 0)" * n, BRACKETS),
    "an f-string": (lambda n: 'x = f"{' + "(" * (n - 1) + "1" + ")" * (n - 1) + '}"', BRACKETS),
    "sums": (lambda n: "x = a" + " + a" * n, OPERATORS),
    "powers": (lambda n: "x = a" + "**a" * n, OPERATORS),
    "and": (lambda n: "x = a" + " and a" * n, OPERATORS),
    "not": (lambda n: "x = " + "not " * n + "a", OPERATORS),
    "minus": (lambda n: "x = " + "-" * n + "a", OPERATORS),
    "lambdas": (lambda n: "x = " + "lambda: " * n + "a", OPERATORS),
    "attributes": (lambda n: "x = a" + ".b" * n, OPERATORS),
    "methods": (lambda n: "x = a" + ".b()" * (n // 2), OPERATORS),
    "conditionals": (lambda n: "x = " + "a if b else " * (n // 2) + "c", OPERATORS),
    "lambdas of two": (lambda n: "x = " + "lambda a, b=1: " * n + "a", OPERATORS),
    "lambdas in a call": (lambda n: "x = f(" + "lambda a, b=1: " * n + "a)", OPERATORS),
    "fors of a comprehension": (lambda n: "x = [a" + " for a, b in c" * n + "]", OPERATORS),
    "a sum in an f-string": (lambda n: 'x = f"{a' + " + a" * n + '}"', OPERATORS),
    "and in an f-string": (lambda n: 'x = f"{a' + " and a" * n + '}"', OPERATORS),
    "not in an f-string": (lambda n: 'x = f"{' + "not " * n + 'a}"', OPERATORS),
    "attributes in an f-string": (lambda n: 'x = f"{a' + ".b" * n + '}"', OPERATORS),
    "lambdas in an f-string": (lambda n: 'x = f"{(' + "lambda a, b=1: " * n + 'a)}"', OPERATORS),
    "elif": (lambda n: "if a:\n  b\n" + "elif c:\n  d\n" * n, depth.ELIFS),
    "patterns": (lambda n: "match a:\n  case " + "[" * n + "b" + "]" * n + ": c", depth.BRACKETS_IN_PATTERN),
    "del": (lambda n: "del " + "(" * n + "b" + ")" * n, depth.BRACKETS_IN_PATTERN),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_beyond_the_limit_a_text_is_refused(shape: str) -> None:
    write, limit = SHAPES[shape]
    for count in (2 * limit + 2, 20_000):
        (failure,) = lowered(f"y\n{write(count)}\n").failures
        assert failure.reason.startswith("nested too deeply: "), failure
        assert failure.line is not None
        assert failure.line >= 2


@pytest.mark.parametrize("shape", SHAPES)
def test_up_to_the_limit_a_text_is_lowered_placed_and_pickled(shape: str) -> None:
    write, limit = SHAPES[shape]
    result = lowered(f"y\n{write(limit - 2)}\n")
    assert () == result.failures
    assert 2 <= Locator(result).place(result.program.parts[0].end_ref - 1).line
    assert result.program == pickle.loads(pickle.dumps(result.program))


@pytest.mark.parametrize(
    "text",
    [
        "x = [\n" + "    -1, a.b,\n" * 1_000 + "]\n",
        "x = {\n" + "    'a': b.c.d(1, [2]),\n" * 1_000 + "}\n",
        "x = a.b.c(-1)\n" * 1_000,
        "x = ''' " + "( " * 500 + "'''\n",
        "x = 'a' \\\n" + "    'b' \\\n" * 1_000 + "    'c'\n",
        "# " + "(" * 500 + "\nx = 1\n",
        "f(\n" + "    a=1, b='(', c=d.e + 1,\n" * 1_000 + ")\n",
        "case = f(a)\ndel (a, b[0])\n",
        "x = {\n" + "    'a': lambda a, b=1: a + b,\n" * 1_000 + "}\n",
        "x = [\n" + "    [a for a, b in c],\n" * 1_000 + "]\n",
        "x = f'{a}'\ny = '''{" + "a.b + c - d\n" * 1_000 + "}'''\n",
        "x = f'" + "{a.b} " * 1_000 + "'\n",
    ],
)
def test_long_and_flat_is_not_deep(text: str) -> None:
    assert () == lowered(text).failures


def test_the_line_of_an_excess_counts_the_lines_of_strings_and_comments() -> None:
    text = "x = '''a\nb'''  # (((\n\ny = (\n    a\n    + " + "b + " * 300 + "c)\n"
    (failure,) = lowered(text).failures
    assert 6 == failure.line


def test_an_unclosed_bracket_is_not_called_deep() -> None:
    (failure,) = lowered("x = (a\n" + "y = a.b.c(-1)\n" * 1_000).failures
    assert "invalid syntax: y = a.b.c(-1)" == failure.reason


def test_quotes_inside_an_f_string_do_not_hide_its_brackets() -> None:
    text = 'x = f"{a["b"] + ' + "(" * 500 + "c" + ")" * 500 + ' + d["e"]}"\n'
    (failure,) = lowered(text).failures
    assert failure.reason.startswith("nested too deeply")
