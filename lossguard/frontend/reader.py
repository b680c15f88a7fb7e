"""Parses the text of one part with libcst, or says in one sentence why that cannot be done."""

from __future__ import annotations

import re

import libcst as cst

_POSITION = re.compile(r"error at (\d+):(\d+): ")


class Unreadable(Exception):
    """A text that does not parse: one sentence, and the line (from 1) where it is known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def read_module(text: str) -> cst.Module:
    """The libcst tree of a text. Raises Unreadable, and nothing else, when there is none."""
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise Unreadable(error.message, error.raw_line) from error
    except (cst.CSTValidationError, UnicodeEncodeError) as error:
        raise Unreadable(str(error)) from error
