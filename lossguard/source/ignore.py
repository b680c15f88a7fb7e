"""Which files and folders git would ignore and which the user excludes: .gitignore patterns, the last match wins."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from lossguard.records import dataclass

# Folders that hold no training code of the project, whatever .gitignore says.
DEFAULT_EXCLUDES = frozenset((
    ".git", ".hg", ".svn", ".bzr", ".direnv", ".venv", "venv", ".env", "node_modules", "__pycache__",
    ".ipynb_checkpoints", "build", "_build", "dist", "buck-out", "site-packages", "__pypackages__", ".tox", ".nox",
    ".mypy_cache", ".pytest_cache", ".ruff_cache", ".pytype", ".pyre", ".lossguard_cache", ".eggs", ".cache", ".vscode",
    ".idea",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one ignore file. They hold below `base`, a real absolute path; `groups` in order, last first.

    Each group is whether its patterns ignore (or, with "!", keep) and one expression for a run of them, matched against
    the path below `base` with "/", ending in "/" for a folder.
    """

    base: str
    groups: tuple[tuple[bool, re.Pattern[str]], ...]

    def verdict(self, path: str, folder: bool) -> bool | None:
        """Whether these patterns ignore (True) or keep (False) the real absolute `path`; None: they say nothing."""
        below = path[len(self.base) :].replace(os.sep, "/").lstrip("/")
        if folder:
            below += "/"
        for ignores, expression in self.groups:
            if expression.match(below):
                return ignores
        return None


def ignored(patterns: Iterable[Patterns], path: str, folder: bool) -> bool:
    """Whether a path is ignored; `patterns` from the nearest folder to the farthest."""
    for each in patterns:
        verdict = each.verdict(path, folder)
        if verdict is not None:
            return verdict
    return False


def compile_patterns(base: str, lines: Iterable[str]) -> Patterns | None:
    """Translate the lines of an ignore file, None when there are none. A line that is no pattern is passed over."""
    groups: list[tuple[bool, list[str]]] = []
    for ignores, text in _expressions(lines):
        if groups and groups[-1][0] == ignores:
            groups[-1][1].append(text)
        else:
            groups.append((ignores, [text]))
    compiled = tuple((ignores, re.compile("|".join(texts))) for ignores, texts in reversed(groups))
    return Patterns(base, compiled) if compiled else None


def _expressions(lines: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """Yield whether a line ignores or keeps, and its regular expression, names of groups removed."""
    from pathspec import GitIgnoreSpec  # saves our own translation of git's globs

    for line in lines:
        try:
            patterns = GitIgnoreSpec.from_lines([line.rstrip("\r\n")]).patterns
        except ValueError:
            continue
        for pattern in patterns:
            expression = getattr(pattern, "regex", None)
            if pattern.include is not None and expression is not None:
                yield pattern.include, re.sub(r"\?P<\w+>", "?:", expression.pattern)


def read_patterns(base: str, file: str) -> Patterns | None:
    """Read an ignore file whose patterns hold below `base`; None where there is no readable one."""
    try:
        with open(file, encoding="utf-8", errors="surrogateescape") as stream:
            return compile_patterns(base, stream)
    except OSError:
        return None


def patterns_above(folder: str) -> list[Patterns]:
    """Return the patterns of the repository that hold in the real absolute `folder`, its own file left out.

    Nearest first; the repository's .git/info/exclude comes last. [] outside a repository.
    """
    repository = _repository(folder)
    if repository is None:
        return []
    found = [_exclude_file(repository)]
    for above in _folders_between(repository, folder):
        found.insert(0, read_patterns(above, os.path.join(above, ".gitignore")))
    return [patterns for patterns in found if patterns is not None]


def _repository(folder: str) -> str | None:
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _folders_between(top: str, bottom: str) -> Iterator[str]:
    """Yield `top` and the folders on the way down to `bottom`, without `bottom`."""
    here = top
    for name in os.path.relpath(bottom, top).split(os.sep):
        if name == os.curdir:
            return
        yield here
        here = os.path.join(here, name)


def _exclude_file(repository: str) -> Patterns | None:
    """Read info/exclude, also where .git is a file that points elsewhere (worktrees, submodules)."""
    git = os.path.join(repository, ".git")
    try:
        if os.path.isfile(git):
            with open(git, encoding="utf-8", errors="surrogateescape") as stream:
                git = os.path.join(repository, stream.readline().removeprefix("gitdir:").strip())
        common = os.path.join(git, "commondir")
        if os.path.isfile(common):
            with open(common, encoding="utf-8", errors="surrogateescape") as stream:
                git = os.path.join(git, stream.readline().strip())
    except OSError:
        return None
    return read_patterns(repository, os.path.join(git, "info", "exclude"))
