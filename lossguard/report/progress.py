"""Progress of a long run on standard error: one line that overwrites itself, on a terminal only, after a second."""

from __future__ import annotations

import time
from typing import TextIO

from lossguard.report.terminal import columns_of, safe, width_of

QUIET_S = 1.0  # a shorter run shows nothing
EVERY_S = 0.1


class Progress:
    """Call it before each file; `close` wipes the line. Does nothing where `stream` is no terminal."""

    def __init__(self, stream: TextIO, columns: int | None = None) -> None:
        self._stream = stream
        self._columns = columns
        self._active = bool(getattr(stream, "isatty", lambda: False)())
        self._next_s = time.monotonic() + QUIET_S
        self._shown = False

    def __call__(self, number: int, total: int, path: str) -> None:
        """File `number` (from 1) of `total` is about to be checked."""
        if not self._active or time.monotonic() < self._next_s:
            return
        self._next_s = time.monotonic() + EVERY_S
        line = f"checking {number} of {total}  {safe(path)}"
        if self._columns is None:
            self._columns = columns_of(self._stream)
        while width_of(line) >= self._columns:
            line = line[:-1]
        self._write(line)
        self._shown = True

    def close(self) -> None:
        """Wipe the line, if there is one."""
        if self._shown:
            self._write("")
            self._shown = False

    def _write(self, line: str) -> None:
        self._stream.write(f"\r\x1b[K{line}")
        self._stream.flush()
