"""Between a report and its stream: styled pieces of text, safe to show, with colour only where it is wanted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from lossguard.records import dataclass

PIPE_COLUMNS = 100  # a pipe has no width: long enough for prose, short enough for a log viewer
PROSE_COLUMNS = 100  # prose is not set wider than this, however wide the terminal
TAB_COLUMNS = 4

# Colours of the sixteen that every theme defines, none of which vanishes on a white or a black ground.
STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "ok": "bold green",
    "wrong": "bold red",
    "unknown": "bold yellow",
    "doubt": "yellow",
    "related": "cyan",
    "gutter": "cyan",
    "strong": "bold",
    "quiet": "dim",
    "good": "green",
}

# C0 and C1 controls, line separators, surrogates, and the marks that reorder or hide what stands beside them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one style: a key of `STYLES`, or "" for none. Never holds a line break."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]


def plain(text: str) -> Line:
    """A line in no style."""
    return (Piece(text),)


def safe(text: str) -> str:
    """`text` with everything that could steer a terminal or break a line written as an escape, and tabs kept."""
    return _UNSAFE.sub(lambda match: _escaped(match.group()), text)


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def width_of(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def one_line(text: str) -> str:
    """`text`, safe, with every run of white space one blank."""
    return safe(" ".join(text.split()))


def sentence(text: str) -> str:
    """`text` with a capital letter, unless it begins with a name from the code."""
    first, _, _ = text.partition(" ")
    return text[:1].upper() + text[1:] if first.isalpha() else text


def wrapped(text: str, columns: int, taken: int = 0) -> list[str]:
    """`text` in lines of at most `columns`; a single word that is longer keeps a line of its own.

    `taken` columns of the first line have something else in them already: it is empty where no word fits beside that.
    """
    lines: list[str] = []
    current = ""
    room = columns - taken
    for word in one_line(text).split(" "):
        longer = f"{current} {word}" if current else word
        if (current or room < columns) and width_of(longer) > room:
            lines.append(current)
            longer, room = word, columns
        current = longer
    return [*lines, current] if current else lines


def columns_of(stream: TextIO) -> int:
    """The width to write for: COLUMNS, else the terminal's, else `PIPE_COLUMNS`."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    if not _is_terminal(stream):
        return PIPE_COLUMNS
    import shutil

    return shutil.get_terminal_size((PIPE_COLUMNS, 24)).columns


def colour_wanted(stream: TextIO) -> bool:
    """NO_COLOR says no, then FORCE_COLOR (unless "0") says yes, then a terminal that is not dumb does."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return _is_terminal(stream) and os.environ.get("TERM") != "dumb"


def _is_terminal(stream: TextIO) -> bool:
    return bool(getattr(stream, "isatty", lambda: False)())


def write_lines(lines: Iterable[Line], stream: TextIO) -> None:
    """Write `lines`, in colour where it is wanted. Characters that the stream cannot encode become escapes."""
    for text in _coloured(lines) if colour_wanted(stream) else _bare(lines):
        stream.write(_encodable(text, stream) + "\n")


def _bare(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield "".join(piece.text for piece in line).rstrip()


def _coloured(lines: Iterable[Line]) -> Iterator[str]:
    from rich.color import ColorSystem
    from rich.style import Style

    styles = {name: Style.parse(words) for name, words in STYLES.items()}
    for line in lines:
        yield "".join(
            styles[piece.style].render(piece.text, color_system=ColorSystem.STANDARD) if piece.style else piece.text
            for piece in line
        )


def _encodable(text: str, stream: TextIO) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text if text.isascii() else text.encode(encoding, "backslashreplace").decode(encoding)
