"""The values of literals: numbers, strings and runs of adjacent strings, read without `eval` and without warnings."""

from __future__ import annotations

import re

_ESCAPE = re.compile(
    r"\\(?:(?P<newline>\n)|(?P<single>[\\'\"abfnrtv])|(?P<octal>[0-7]{1,3})"
    r"|x(?P<hex>[0-9a-fA-F]{2})|(?P<long>u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|N\{(?P<name>[^}]*)\})"
)
_SINGLE = {"\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_LARGEST_CODE_POINT = 0x10FFFF


def integer_of(text: str) -> int:
    """The value of an integer literal (any base, underscores allowed).

    Raises ValueError for a decimal of more digits than this Python converts (4,300 by default).
    """
    return int(text, 0)


def float_of(text: str) -> float:
    """The value of a float literal."""
    return float(text)


def imaginary_of(text: str) -> complex:
    """The value of an imaginary literal: "2j" is 2j."""
    return complex(text.replace("_", ""))


def string_of(text: str) -> str | bytes:
    """The value of one string literal with its prefix and quotes; an escape unknown to Python stays as it is."""
    start = 0
    while text[start] not in "'\"":
        start += 1
    prefix = text[:start].lower()
    quote = 3 if text.startswith(("'''", '"""'), start) and len(text) >= start + 6 else 1
    body = text[start + quote : -quote]
    if "b" in prefix:
        plain = body if "r" in prefix else unescape(body, in_bytes=True)
        return plain.encode("latin-1", "replace")
    return body if "r" in prefix else unescape(body)


def unescape(body: str, in_bytes: bool = False) -> str:
    """The text with its backslash escapes replaced; `in_bytes` knows no \\u, \\U and \\N."""
    if "\\" not in body:
        return body
    return _ESCAPE.sub(_byte_of_escape if in_bytes else _character_of_escape, body)


def _byte_of_escape(found: re.Match[str]) -> str:
    if found["octal"]:
        return chr(int(found["octal"], 8) & 0xFF)
    if found["long"] or found["name"] is not None:
        return found[0]
    return _character_of_escape(found)


def _character_of_escape(found: re.Match[str]) -> str:
    if found["newline"]:
        return ""
    if found["single"]:
        return _SINGLE[found["single"]]
    if found["octal"]:
        return chr(int(found["octal"], 8))
    if found["name"] is not None:
        return _named_character(found)
    code = int(found["hex"] or found["long"][1:], 16)
    return chr(code) if code <= _LARGEST_CODE_POINT else found[0]


def _named_character(found: re.Match[str]) -> str:
    import unicodedata  # a megabyte of tables, needed for one escape in a thousand files

    try:
        return unicodedata.lookup(found["name"])
    except KeyError:
        return found[0]
