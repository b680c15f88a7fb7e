"""What is said on standard error, and the exit codes of the contract."""

from __future__ import annotations

import sys
from collections.abc import Callable

FOUND = 1  # findings that gate
BROKEN = 2  # wrong usage, wrong configuration, or a crash
INTERRUPTED = 130  # Ctrl-C


def tell(sentence: str) -> None:
    """One sentence on standard error, safe for a terminal."""
    from lossguard.report.terminal import plain, safe, write_lines

    write_lines([plain(f"lossguard: {safe(sentence)}")], sys.stderr)


def crash_teller() -> Callable[[str, str], None]:
    """What tells the report id and the traceback of a failure of lossguard itself on a file, once: a run that changes
    files checks some of them again."""
    told: set[tuple[str, str]] = set()

    def tell_crash(path: str, trace: str) -> None:
        if (path, trace) in told:
            return
        told.add((path, trace))
        tell(f"failed on {path}:")
        for line in trace.splitlines():
            tell(line)

    return tell_crash
