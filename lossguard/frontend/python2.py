"""Tells Python 2 source by the statements and literals that Python 3 no longer has."""

from __future__ import annotations

import re

_START = r"(?:^|[:;])[ \t]*"  # of a statement
_OPERAND = r"(?!(?:in|is|if|or|and|not|else|for)\b)[\w\"'`~]"

_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.MULTILINE))
    for kind, pattern in (
        ("print statement", _START + rf"print(?:[ \t]+{_OPERAND}|[ \t]*[\"'`]|[ \t]*>>)"),
        ("except clause with a comma", _START + r"except[ \t]*(?:\([^()\n]*\)|[ \t][\w.]+)[ \t]*,[ \t]*[\w.]+[ \t]*:"),
        ("exec statement", _START + rf"exec(?:[ \t]+{_OPERAND}|[ \t]*[\"'`])"),
        ("raise statement with a comma", _START + r"raise[ \t]+[\w.]+[ \t]*,"),
        ("backticks", r"`"),
        ("<> operator", r"<>"),
        ("ur'' string", r"\b[uU][rR][\"']"),
        ("octal literal without 0o", r"(?<![\w.])0[0-7]*[1-7][0-7]*(?![\w.])"),
        ("long integer literal", r"(?<![\w.])(?:\d+|0[xX][\da-fA-F]+)[lL]\b"),
        ("parameter that is a tuple", r"\bdef[ \t]+\w+[ \t]*\((?:[^()]*,)?\s*\("),
    )
)


def python2_sign_of(code: str, line: int | None) -> tuple[str, int] | None:
    """The kind of Python 2 syntax in `code` (see `depth.code_of`) and its line, None without any.

    A sign on `line`, where Python 3's parser stopped, goes before the first sign of the file.
    """
    found = [(1 + code.count("\n", 0, match.end() - 1), kind) for kind, sign in _SIGNS if (match := sign.search(code))]
    if line is not None:
        at_line = code.split("\n")[line - 1 : line]
        found_here = [(line, kind) for kind, sign in _SIGNS for text in at_line if sign.search(text)]
        found = found_here or found
    if not found:
        return None
    first_line, kind = min(found, key=lambda sign: sign[0])  # of one line, the first in the order of the table
    return kind, first_line
