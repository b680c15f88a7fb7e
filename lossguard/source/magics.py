"""Replaces what only IPython understands in a cell (magics, shell lines, `?`) by Python of as many lines.

A replaced line keeps its text as a comment, so that `!pip install keras==2.2.4` can still be read by `versions`. Where
a magic runs Python (`%time history = model.fit(...)`), that code stays, in its columns.
"""

from __future__ import annotations

import re
import warnings

from lossguard.source.lexical import Scanner

# The body of these cell magics is Python that runs in the notebook; that of all others is something else.
PYTHON_CELL_MAGICS = (
    "time", "timeit", "capture", "debug", "prun", "memit", "mprun", "lprun", "heat", "scalene", "memray_flamegraph",
    "snakeviz", "px", "local", "ipytest", "run_pytest", "notify", "wandb", "pyinstrument",
)  # fmt: skip
_RUNS_PYTHON = ("time", "timeit", "prun", "memit", "wandb", "pyinstrument", "snakeviz")  # ... and of these line magics

_SHELL_WORDS = r"(?:pip3?|conda|mamba|cd|ls|cat|cp|mv|rm|mkdir|matplotlib)[ \t]+\S"  # work without `%` or `!` too
_SUSPECT = re.compile(rf"^[ \t]*(?:[%!?/,;]|{_SHELL_WORDS})|=[ \t]*[%!]|\?[ \t]*(?:#.*)?$", re.MULTILINE)
_AUTOMAGIC = re.compile(_SHELL_WORDS)
_CELL_MAGIC = re.compile(r"%%(!|\w[\w.]*)?")
_ASSIGNED = re.compile(r"([ \t]*[\w.]+(?:\[[^\]=]*\])*(?:[ \t]*,[ \t]*[\w.*]+)*[ \t]*=[ \t]*)([%!].*)")
_LINE_MAGIC = re.compile(r"%(\w+)[ \t]+(?=[^\s-])")
_COMPOUND = re.compile(r"(?:if|for|while|with|try|def|class|async|match|@)\b")


def without_magics(text: str) -> str:
    """Return the cell's Python: same number of lines, and unchanged columns wherever Python is left.

    A cell whose body is another language becomes blank.
    """
    if not _SUSPECT.search(text):
        return text
    lines = text.split("\n")
    start = _strip_cell_magics(lines)
    scanner = Scanner()
    at = start
    while at < len(lines):
        if scanner.begins:
            at = _replace_line(lines, at)
        scanner.feed(lines[at])
        at += 1
    return "\n".join(lines)


def without_indent(text: str) -> tuple[str, int]:
    """Return the cell without the indentation that its first line has, and how many columns that were.

    IPython runs `    x = 1` as it stands. Nothing is taken off where a line is indented less.
    """
    first = next((line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")), "")
    width = len(first) - len(first.lstrip(" \t"))
    if not width:
        return text, 0
    lines = text.split("\n")
    if any(line[:width].strip() for line in lines):
        return text, 0
    return "\n".join(line[width:] for line in lines), width


def _strip_cell_magics(lines: list[str]) -> int:
    """Blank leading `%%` lines, and everything where the body is not Python. Return the first line of the body."""
    for at, line in enumerate(lines):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if not bare.startswith("%%"):
            return at
        magic = _CELL_MAGIC.match(bare)
        if magic is None or magic[1] not in PYTHON_CELL_MAGICS:
            lines[:] = [""] * len(lines)
            return len(lines)
        lines[at] = "# " + bare
    return len(lines)


def _replace_line(lines: list[str], at: int) -> int:
    """Replace the IPython line at `at` with its continuations, if it is one. Return the last line that it covers."""
    line = lines[at]
    bare = line.strip()
    if not bare:
        return at
    indent = line[: len(line) - len(line.lstrip())]
    assigned = _ASSIGNED.match(line)
    if assigned is not None:
        last = _blank_continuations(lines, at)
        lines[at] = _assigned_python(assigned) or f"{assigned[1]}get_ipython()  # {assigned[2]}"
        return last
    if bare[0] in "%!":
        last = _blank_continuations(lines, at)
        lines[at] = _python_of_magic(line, len(indent)) or f"{indent}pass  # {bare}"
        return last
    if bare[0] in "?/,;" or _asks_for_help(line) or (_AUTOMAGIC.match(bare) and not _parses(bare)):
        lines[at] = f"{indent}pass  # {bare}"
    return at


def _blank_continuations(lines: list[str], at: int) -> int:
    """Blank the lines that a backslash joins to the magic at `at`. Return the last of them."""
    last = at
    while lines[last].endswith("\\") and last + 1 < len(lines):
        last += 1
    lines[at + 1 : last + 1] = [""] * (last - at)
    return last


def _python_of_magic(line: str, column: int) -> str | None:
    """Return "0;" and the statement behind `%time` in its old columns, or None where there is none.

    `0;` is a statement of two characters, as wide as the shortest magic.
    """
    magic = _LINE_MAGIC.match(line, column)
    if magic is None or magic[1] not in _RUNS_PYTHON:
        return None
    code = line[magic.end() :]
    if _COMPOUND.match(code) or not _parses(code):
        return None
    return line[:column] + "0;".ljust(magic.end() - column) + code


def _assigned_python(assigned: re.Match[str]) -> str | None:
    """Return `x =       f()` for `x = %time f()`, else None."""
    magic = _LINE_MAGIC.match(assigned[2])
    if magic is None or magic[1] not in _RUNS_PYTHON:
        return None
    code = assigned[2][magic.end() :]
    return assigned[1] + " " * magic.end() + code if _parses(f"({code})") else None


def _asks_for_help(line: str) -> bool:
    """Whether the code of the line, its comment left away, ends in `?`."""
    if "?" not in line:
        return False
    found = Scanner().feed(line)
    code = line if found.comment is None else line[: found.comment]
    return code.rstrip().endswith("?") and not found.open_end


def _parses(code: str) -> bool:
    import ast

    from lossguard.stack import with_room

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with_room(lambda: ast.parse(code))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True
