"""Which lines of a text begin a statement and where its comments start, also in text that is not (yet) Python.

Used by the notebook reader, before magics are gone, and by the suppressions, so it must not depend on `tokenize`,
which gives up at the first line it does not understand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lossguard.records import dataclass

_MARK = re.compile(r'"""|\'\'\'|["\'#()\[\]{}]|\\\Z')
_IN_STRING = {
    '"""': re.compile(r'\\.|\\\Z|"""'),
    "'''": re.compile(r"\\.|\\\Z|'''"),
    '"': re.compile(r'\\.|\\\Z|"'),
    "'": re.compile(r"\\.|\\\Z|'"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line: whether a statement (or nothing) begins on it, and the 0-based column of its comment.

    `quoted` tells that the line starts inside a string; `open_end` that the statement goes on in the next line.
    """

    begins: bool
    quoted: bool
    comment: int | None
    open_end: bool


class Scanner:
    """Follows strings, brackets and continuations from line to line.

    x = f("a # b",      begins, no comment, open_end
          1)  # c       does not begin, comment at 12
    """

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False

    @property
    def begins(self) -> bool:
        """Whether the line that is fed next begins a statement."""
        return not (self._quote or self._depth or self._continued)

    def feed(self, line: str) -> Line:
        """Read one line, without its line break."""
        begins, quoted = self.begins, bool(self._quote)
        self._continued = False
        comment = None
        at = 0
        while comment is None and at < len(line):
            if self._quote:
                at = self._skip_string(line, at)
                continue
            mark = _MARK.search(line, at)
            if mark is None:
                break
            at = mark.end()
            comment = self._take(mark)
        if self._quote and len(self._quote) == 1 and not self._continued:
            self._quote = ""  # an unfinished string ends with its line
        return Line(begins, quoted, comment, not self.begins)

    def _take(self, mark: re.Match[str]) -> int | None:
        """Follow one mark outside strings; return its column when it starts a comment."""
        text = mark.group()
        if text == "#":
            return mark.start()
        if text == "\\":
            self._continued = True
        elif text in "([{":
            self._depth += 1
        elif text in ")]}":
            self._depth = max(0, self._depth - 1)
        else:
            self._quote = text
        return None

    def _skip_string(self, line: str, at: int) -> int:
        """Return the column after the string that is open at `at`, or the end of the line."""
        for found in _IN_STRING[self._quote].finditer(line, at):
            if found.group() == self._quote:
                self._quote = ""
                return found.end()
            if found.group() == "\\":
                self._continued = True
        return len(line)


def lines_of(text: str) -> Iterator[Line]:
    """Scan a text whose line breaks are "\\n"."""
    scanner = Scanner()
    for line in text.split("\n"):
        yield scanner.feed(line)
