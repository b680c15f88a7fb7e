"""Parses the text of one part with libcst, or says in one sentence why that cannot be done."""

from __future__ import annotations

import ast
import re
import warnings

import libcst as cst

from lossguard.frontend.depth import code_of, excess_of
from lossguard.frontend.python2 import python2_sign_of
from lossguard.stack import with_room

# libcst's own line counts one too many for the errors of its parser, and is always 1 for those of its tokenizer.
_PARSER_ERROR = re.compile(r"parser error: error at (\d+):\d+: ")
_TOKENIZER_ERROR = "tokenizer error: "
_QUOTED_CHARACTERS = 60


class Unreadable(Exception):
    """A text that cannot be lowered: one sentence why, and the line (from 1) where it is known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def read_module(text: str) -> cst.Module:
    """The libcst tree of a text, from any thread. Raises Unreadable, and nothing else, when there is none."""
    return with_room(lambda: _read(text))


def _read(text: str) -> cst.Module:
    if "\0" in text:
        raise Unreadable("a null byte stands in the text", 1 + text.count("\n", 0, text.index("\0")))
    excess = excess_of(text)
    if excess is not None:
        raise Unreadable(excess.reason, excess.line)
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise _explained(text, error) from error
    except UnicodeEncodeError as error:
        line = 1 + text.count("\n", 0, error.start)
        raise Unreadable("half of a surrogate pair stands in the text", line) from error
    except cst.CSTValidationError as error:  # such as b'a' 'b'
        raise Unreadable(str(error).rstrip("."), python_error_line(text)) from error
    except (cst.CSTLogicError, RecursionError) as error:  # such as t'a' 'b'
        raise Unreadable("the parser cannot represent it", python_error_line(text)) from error


def _explained(text: str, error: cst.ParserSyntaxError) -> Unreadable:
    position = _PARSER_ERROR.match(error.message)
    line = int(position[1]) if position else python_error_line(text)
    sign = python2_sign_of(code_of(text), line)
    if sign is not None:
        return Unreadable(f"Python 2 source: {sign[0]}", sign[1])
    if error.message.startswith(_TOKENIZER_ERROR):
        return Unreadable(error.message[len(_TOKENIZER_ERROR) :], line)
    return Unreadable(_invalid_syntax(text, line), line)


def _invalid_syntax(text: str, line: int | None) -> str:
    lines = text.split("\n")
    if line is None or line > len(lines) or not lines[line - 1].strip():
        return "invalid syntax"
    return f"invalid syntax: {lines[line - 1].strip()[:_QUOTED_CHARACTERS]}"


def python_error_line(text: str) -> int | None:
    """The line on which the running Python stops parsing the text, None when it does not, or does not say."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return error.lineno
    except (ValueError, RecursionError, MemoryError):
        return None
    return None
