"""What can go wrong through the user's doing: said in one sentence, with the remedy. A leaf."""

from __future__ import annotations

from collections.abc import Iterable


class UsageError(Exception):
    """A command line that cannot be obeyed: the message names the argument and what would be right."""


class ConfigError(UsageError):
    """A setting that cannot be obeyed: `file`, `line` (from 1, None where it is not told) and dotted `key` tell where
    it stands."""

    def __init__(self, file: str, key: str, problem: str, line: int | None = None) -> None:
        where = file if line is None else f"{file}:{line}"
        super().__init__(f"{where}: {key}: {problem}" if key else f"{where}: {problem}")
        self.file = file
        self.key = key
        self.problem = problem
        self.line = line

    def __reduce__(self) -> tuple[type[ConfigError], tuple[str, str, str, int | None]]:
        return type(self), (self.file, self.key, self.problem, self.line)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return '; did you mean "x"?' for the known word closest to `word`, or "" where none is close."""
    from difflib import get_close_matches

    by_lower = {each.lower(): each for each in known}
    close = get_close_matches(word.lower(), list(by_lower), n=1)
    return f'; did you mean "{by_lower[close[0]]}"?' if close else ""
