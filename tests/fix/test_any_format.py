"""However a program is formatted, a fix means the same, and comments survive."""

from __future__ import annotations

import ast
import io
import random
import tokenize
from pathlib import Path

import libcst as cst
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fix.fixing import fixed_text
from tests.fix.test_fix_fixtures import FIXED, bad_of
from tests.fixture_comments import comments_of

EVERY = 9  # fixtures, all frameworks among them
SAMPLE = [path for path in FIXED if path.suffix == ".py"][::EVERY]


class Reformat(cst.CSTTransformer):
    """Calls over several lines with a comment behind each argument, needless parentheses, other quotes: at random."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose
        self.number = 0

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not updated_node.args or self.choose.random() < 0.6:
            return updated_node
        args = [self._exploded(arg) for arg in updated_node.args]
        return updated_node.with_changes(whitespace_before_args=self._line_break(), args=args)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        value = updated_node.value
        if updated_node.star or isinstance(value, cst.GeneratorExp) or self.choose.random() < 0.8:
            return updated_node
        wrapped = value.with_changes(lpar=[cst.LeftParen(), *value.lpar], rpar=[*value.rpar, cst.RightParen()])
        return updated_node.with_changes(value=wrapped)

    def leave_SimpleString(self, original_node: cst.SimpleString, updated_node: cst.SimpleString) -> cst.SimpleString:
        plain = updated_node.prefix == "" and updated_node.quote == "'" and '"' not in updated_node.value
        if not plain or self.choose.random() < 0.5:
            return updated_node
        return updated_node.with_changes(value=f'"{updated_node.raw_value}"')

    def _exploded(self, arg: cst.Arg) -> cst.Arg:
        return arg.with_changes(comma=cst.Comma(whitespace_after=self._line_break()))

    def _line_break(self) -> cst.ParenthesizedWhitespace:
        comment = None
        if self.choose.random() < 0.5:
            self.number += 1
            comment = cst.Comment(f"# note {self.number}, with ) and (")
        return cst.ParenthesizedWhitespace(
            first_line=cst.TrailingWhitespace(whitespace=cst.SimpleWhitespace("  "), comment=comment),
            indent=True,
            last_line=cst.SimpleWhitespace("    "),
        )


def comments(text: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def calls(text: str) -> int:
    return sum(isinstance(node, ast.Call) for node in ast.walk(ast.parse(text)))


def meaning(text: str) -> str:
    return ast.dump(ast.parse(text))


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: f"{path.parent.name}/{path.stem}")
@settings(
    max_examples=4, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(choose=st.randoms(use_true_random=False))
def test_a_fix_means_the_same_in_any_format(path: Path, choose: random.Random) -> None:
    text = bad_of(path).read_text(encoding="utf-8")
    reformatted = cst.parse_module(text).visit(Reformat(choose)).code
    assert meaning(text) == meaning(reformatted)

    after = fixed_text(reformatted, comments_of(text).options)

    assert meaning(path.read_text(encoding="utf-8")) == meaning(after)
    survived, before = comments(after), comments(reformatted)
    if calls(after) == calls(text):
        assert sorted(before) == sorted(survived)  # exchanged arguments take theirs along
    else:  # what is removed takes along what is written inside of it
        assert survived == [each for each in before if each in survived]
