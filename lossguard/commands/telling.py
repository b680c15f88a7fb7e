"""What is said on standard error, and the exit codes of the contract."""

from __future__ import annotations

import sys

FOUND = 1  # findings that gate
BROKEN = 2  # wrong usage, wrong configuration, or a crash
INTERRUPTED = 130  # Ctrl-C


def tell(sentence: str) -> None:
    """One sentence on standard error, safe for a terminal."""
    from lossguard.report.terminal import plain, safe, write_lines

    write_lines([plain(f"lossguard: {safe(sentence)}")], sys.stderr)


def tell_crash(path: str, trace: str) -> None:
    """The traceback of a failure of lossguard itself."""
    tell(f"failed on {path}:")
    for line in trace.splitlines():
        tell(line)
