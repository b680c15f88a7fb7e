"""Turns the bytes of a Python file into text as Python itself would (PEP 263), or says why that cannot be done."""

from __future__ import annotations

import codecs
import re

from lossguard.records import dataclass

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK_OR_COMMENT = re.compile(rb"^[ \t\f]*(?:#[^\r\n]*)?$")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_BREAK = re.compile(rb"\r\n|\r|\n")


class BadText(Exception):
    """Text that Python would refuse: the reason, and the 1-based line where it can be told."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text as it stands in the file, line breaks untouched, and how to encode it again (`bom` included)."""

    text: str
    encoding: str
    bom: bytes = b""


def decode(data: bytes) -> Decoded:
    """Decode a Python file. A byte order mark wins over a coding comment; without either it is UTF-8.

    Raises BadText for an unknown encoding and for bytes that are invalid in theirs.
    """
    if data.startswith(_UTF16):
        encoding = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        return Decoded(_decoded(data[2:], encoding, declared=True), encoding, data[:2])
    if data.startswith(codecs.BOM_UTF8):
        return Decoded(_decoded(data[3:], "utf-8", declared=True), "utf-8", data[:3])
    cookie = _cookie(data)
    return Decoded(_decoded(data, cookie or "utf-8", declared=cookie is not None), cookie or "utf-8")


def clean(text: str) -> str:
    """Return the text with "\\n" for every line break and U+FFFD for lone surrogates. Raises BadText for null bytes."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    null = text.find("\0")
    if null >= 0:
        raise BadText("the text contains null bytes, which Python refuses", text.count("\n", 0, null) + 1)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _cookie(data: bytes) -> str | None:
    """Return the encoding that a comment in the first two lines declares, else None."""
    first, *rest = _LINE_BREAK.split(data[:1000], maxsplit=2)
    found = _COOKIE.match(first)
    if found is None and rest and _BLANK_OR_COMMENT.match(first):
        found = _COOKIE.match(rest[0])
    return _plain_name(found[1].decode("ascii", "replace")) if found else None


def _plain_name(encoding: str) -> str:
    """Return the encoding without an editor's line-break suffix: "latin-1" for "latin-1-unix", as Python reads it."""
    name = encoding.lower().replace("_", "-")
    for plain in ("utf-8", "latin-1", "iso-8859-1", "iso-latin-1"):
        if name.startswith(plain + "-"):
            return plain
    return encoding


def _decoded(data: bytes, encoding: str, declared: bool) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(_LINE_BREAK.findall(data[: error.start])) + 1 if "16" not in encoding else None
        advice = "" if declared else " and declares no other encoding"
        raise BadText(f"the file is not valid {encoding.upper()} ({error.reason}){advice}", line) from None
    except LookupError:
        raise BadText(f"the file declares an encoding that Python does not know: {encoding}", 1) from None
    except (ValueError, AssertionError) as error:  # codecs that are no plain text encodings, such as "undefined"
        raise BadText(f"the file cannot be decoded as {encoding}: {error}", 1) from None
