"""Finds the files to check: the first step of the line. Reads folders and ignore files, never the files themselves."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence

from lossguard.findings import Failure
from lossguard.records import dataclass, field
from lossguard.source.ignore import (
    DEFAULT_EXCLUDES,
    Patterns,
    compile_patterns,
    ignored,
    patterns_above,
    read_patterns,
)

SUFFIXES = (".py", ".pyw", ".ipynb")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What is to be checked, each file once, in the order of the paths given and then of the names.

    `files` are as given or below the folder as given, with "/". `failures` are folders that could not be read.
    `wrong_usage` has a sentence for each path given that names nothing one could check: exit code 2.
    """

    files: tuple[str, ...]
    failures: tuple[Failure, ...] = ()
    wrong_usage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Excludes:
    """The user's patterns: of names, tried on each name, and of places, tried on real absolute paths."""

    names: Patterns | None
    places: Patterns | None

    def hold(self, name: str, real: str, folder: bool) -> bool:
        """Whether the user excludes the file or folder called `name`."""
        verdicts = (
            self.places.verdict(real, folder) if self.places else None,
            self.names.verdict(name, folder) if self.names else None,
        )
        return next((verdict for verdict in verdicts if verdict is not None), False)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to walk: how its files are shown, its real path, and the ignore patterns that hold in it."""

    prefix: str  # "" or ending in "/"
    real: str
    patterns: list[Patterns]


@dataclass(slots=True)
class _Walk:
    """What is collected while walking. `seen` are the real paths of files and folders already taken."""

    exclude: _Excludes
    files: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def add(self, shown: str, real: str) -> None:
        """Take a file, unless it was taken under another name."""
        if real not in self.seen:
            self.seen.add(real)
            self.files.append(shown)


def discover(paths: Sequence[str], exclude: Sequence[str]) -> Discovery:
    """Return the files named by `paths` and the *.py, *.pyw and *.ipynb below the folders among them.

    Explicit files are taken whatever their name. Below folders, .gitignore files, DEFAULT_EXCLUDES and `exclude` are
    respected: patterns as in .gitignore, with a slash inside relative to the working folder (or absolute). Symbolic
    links to folders are not followed, links to files are.
    """
    walk = _Walk(_user_excludes(exclude))
    wrong: list[str] = []
    for path in dict.fromkeys(paths):
        problem = _take(walk, path)
        if problem is not None:
            wrong.append(problem)
    return Discovery(tuple(walk.files), tuple(walk.failures), tuple(wrong))


def anchor(pattern: str, base: str, names: bool = False) -> str:
    """Return the pattern as an absolute one when it is relative to a folder, `base`: "gen/*.py" but not "*_pb2.py".

    With `names` the latter too: any such name below `base`.
    """
    keep, bare = ("!", pattern[1:]) if pattern.startswith("!") else ("", pattern)
    if _is_name(pattern) and not names:
        return pattern
    folder = os.path.realpath(base).replace(os.sep, "/").rstrip("/")
    if bare.startswith(folder + "/") and os.path.isabs(bare):
        return pattern
    literal = "".join("\\" + letter if letter in "*?[]\\!# " else letter for letter in folder)
    below = f"**/{bare.removeprefix('**/')}" if _is_name(pattern) else bare.removeprefix("./").lstrip("/")
    return f"{keep}{literal}/{below}"


def _is_name(pattern: str) -> bool:
    """Whether the pattern is about names anywhere: "gen", "gen/", "*_pb2.py", "**/gen"."""
    return "/" not in pattern.removeprefix("!").removeprefix("**/").rstrip("/")


def _user_excludes(exclude: Sequence[str]) -> _Excludes:
    here = os.getcwd()
    places: list[str] = []
    names: list[str] = []
    for pattern in exclude:
        if _is_name(pattern):
            names.append(pattern)
        else:
            places.append(pattern if os.path.isabs(pattern.removeprefix("!")) else anchor(pattern, here))
    return _Excludes(
        compile_patterns("", names) if names else None,
        compile_patterns("", places) if places else None,
    )


def _take(walk: _Walk, path: str) -> str | None:
    """Take one path given by the user. Return a sentence when it names nothing that can be checked."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            return f"there is no file or folder {path or repr(path)}"
        return f"{path} cannot be read: {getattr(error, 'strerror', None) or error}"
    if stat.S_ISDIR(mode):
        _walk_root(walk, path)
    elif stat.S_ISREG(mode):
        walk.add(_shown(path), os.path.realpath(path))
    else:
        return f"{path} is neither a file nor a folder"
    return None


def _walk_root(walk: _Walk, path: str) -> None:
    real = os.path.realpath(path)
    above = patterns_above(real)
    if ignored(above, real, folder=True):
        above = []  # what is named explicitly is wanted, and then the rule that ignored it cannot hold inside
    prefix = _shown(path)
    prefix = "" if prefix == "." else prefix if prefix.endswith("/") else prefix + "/"
    links: list[tuple[str, str]] = []
    waiting = [_Folder(prefix, real, above)]
    while waiting:
        folder = waiting.pop()
        if folder.real not in walk.seen:
            walk.seen.add(folder.real)
            waiting += reversed(_walk_folder(walk, folder, links, is_root=folder.real == real))
    for shown, target in links:  # last, so that a file is shown under its own name
        walk.add(shown, target)


def _walk_folder(walk: _Walk, folder: _Folder, links: list[tuple[str, str]], is_root: bool) -> list[_Folder]:
    """Take the files of one folder, note its links to files, and return the folders to walk in it."""
    try:
        with os.scandir(folder.real) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        shown = folder.prefix.rstrip("/") or "."
        walk.failures.append(Failure(shown, f"the folder cannot be read: {error.strerror}"))
        return []
    names = {entry.name for entry in entries}
    if "pyvenv.cfg" in names and not is_root:
        return []  # a virtual environment, whatever its name
    own = read_patterns(folder.real, os.path.join(folder.real, ".gitignore")) if ".gitignore" in names else None
    patterns = folder.patterns if own is None else [own, *folder.patterns]
    below: list[_Folder] = []
    for entry in entries:
        real = os.path.join(folder.real, entry.name)
        kind = _kind(walk, entry, folder.prefix + entry.name)
        if kind == "" or walk.exclude.hold(entry.name, real, kind == "folder"):
            continue
        if ignored(patterns, real, kind == "folder"):
            continue
        if kind == "folder":
            below.append(_Folder(f"{folder.prefix}{entry.name}/", real, patterns))
        elif kind == "link":
            links.append((folder.prefix + entry.name, os.path.realpath(real)))
        else:
            walk.add(folder.prefix + entry.name, real)
    return below


def _kind(walk: _Walk, entry: os.DirEntry[str], shown: str) -> str:
    """Return "folder", "file" or "link" (to a file); "" for what is not looked at: pipes, dangling links, others."""
    try:
        if entry.is_dir(follow_symlinks=False):
            return "" if entry.name in DEFAULT_EXCLUDES else "folder"
        if entry.name.lower().endswith(SUFFIXES) and entry.is_file():
            return "link" if entry.is_symlink() else "file"
    except OSError as error:
        walk.failures.append(Failure(shown, f"cannot be read: {error.strerror}"))
    return ""


def _shown(path: str) -> str:
    """Return the path with "/" and without a leading "./"."""
    shown = path.replace(os.sep, "/")
    while shown.startswith("./") and len(shown) > 2:
        shown = shown[2:].lstrip("/")
    return shown or "."
