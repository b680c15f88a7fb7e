"""The checked tree: its roots, and the file that a dotted name means to the file that imports it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence

from lossguard.installed import MARKS, Layout, layout_of
from lossguard.records import dataclass, field

INIT = "__init__.py"
DEEPEST_PROJECT = 3  # folders between the root of the tree and a project inside it that others may import
MOST_FOLDERS = 400  # looked through for such projects
MOST_ENTRIES = 2_000  # of one folder looked at


def roots_of(paths: Sequence[str]) -> list[str]:
    """The folders of which files may be read for `paths`, files and folders as given: the project each lies in.

    That is the nearest folder above with .git, else the nearest with pyproject.toml, setup.py or setup.cfg; where there
    is neither, the folder itself (that of a file), and for relative paths the working folder besides.
    """
    roots: dict[str, None] = {}
    for path in paths or (".",):
        folder = path if os.path.isdir(path) else os.path.dirname(path)
        project = _project_above(os.path.abspath(folder or "."))
        if project is not None:
            roots[project] = None
            continue
        roots[folder or "."] = None
        if not os.path.isabs(path):
            roots["."] = None
    return list(roots)


def _project_above(folder: str) -> str | None:
    marked: str | None = None
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        if marked is None and any(os.path.isfile(os.path.join(folder, mark)) for mark in MARKS):
            marked = folder
        above = os.path.dirname(folder)
        if above == folder:
            return marked
        folder = above


@dataclass(slots=True)
class Tree:
    """Finds modules under the names by which the files of a tree import each other, and nothing outside of it.

    train.py                 from models.net import Net     models/net.py, below the folder of the script
    models/net.py            import layers                  layers.py, in a folder above; not models/layers.py, which
                                                            Python sees only where models is no package
    tools/eval.py            sys.path.append("../lib")      lib is searched, too
    apps/web/setup.py ...    import core.loss               libs/core/src/core/loss.py, a project of the same tree

    Paths are as given: relative ones stay relative to the working folder.
    """

    roots: Sequence[str] = ("",)
    _roots: tuple[str, ...] = ()  # real paths, with "/" at the end
    _files: dict[str, bool] = field(default_factory=dict)
    _packages: dict[str, bool] = field(default_factory=dict)
    _layouts: dict[str, Layout] = field(default_factory=dict)
    _projects: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _climbs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        both = [form for root in self.roots for form in (_slashed(os.path.abspath(root)), _slashed(_real(root)))]
        self._roots = tuple(dict.fromkeys(both))

    def find(self, dotted: str, level: int, importer: str, added: Sequence[str] = ()) -> str | None:
        """The path of the module that `dotted` means in the file `importer`, None where it is not of the tree.

        Relative imports (`level` dots) start from the importer's folder. For absolute ones `added`, what the program
        has on its search path, comes first. A package without `__init__.py` is found last, as Python does it, and has
        the path that this file would have.
        """
        names = [name for name in dotted.split(".") if name]
        if level:
            folder = self._above(posixpath.dirname(importer), level - 1)
            bases = [] if folder is None else [posixpath.join(folder, *names)]
        else:
            bases = list(self._bases(names, importer, added))
        for base in bases:
            for path in (f"{base}.py", posixpath.join(base, INIT))[not names :]:
                if path != importer and self._is_file(path):
                    return _plain(path)
        return next((posixpath.join(base, INIT) for base in bases if base and self._is_namespace(base)), None)

    def modules_in(self, folder: str) -> tuple[str, ...]:
        """The names of the modules and packages in a folder of the tree, sorted."""
        if not self.holds(folder):
            return ()
        return tuple(sorted(_modules(folder or ".")))

    def holds(self, path: str) -> bool:
        """Whether a file or folder lies in the tree, wherever symbolic links lead."""
        return any(_slashed(os.path.abspath(path)).startswith(root) for root in self._roots) and any(
            _slashed(_real(path)).startswith(root) for root in self._roots
        )

    # ---- folders ----

    def _above(self, folder: str, steps: int) -> str | None:
        for _ in range(steps):
            folder = _parent(folder)
        return folder if self.holds(folder) else None

    def _bases(self, names: list[str], importer: str, added: Sequence[str]) -> Iterator[str]:
        """The paths, without a suffix, at which an absolute name may be, nearest first."""
        if not names:
            return
        for extra in added:
            yield posixpath.join(_as_given(extra, importer), *names)
        climbed = self._climbed(posixpath.dirname(importer))
        packages = [folder for folder in climbed if self._is_package(folder)]
        for folder in climbed:
            if folder not in packages:
                yield from self._layout(folder).bases(names)
        for folder in packages:
            yield posixpath.join(folder, *names)
        for folder in self._neighbours(climbed):
            for base in self._layout(folder).bases(names):
                if self._is_package(posixpath.dirname(base) if len(names) > 1 else base):
                    yield base

    def _climbed(self, folder: str) -> tuple[str, ...]:
        """The folder and those above it, up to the root of the tree."""
        if folder not in self._climbs:
            above: tuple[str, ...] = ()
            if self.holds(folder):
                above = (folder, *(self._climbed(_parent(folder)) if folder != "/" else ()))
            self._climbs[folder] = above
        return self._climbs[folder]

    def _layout(self, folder: str) -> Layout:
        if folder not in self._layouts:
            self._layouts[folder] = layout_of(folder)
        return self._layouts[folder]

    def _neighbours(self, climbed: tuple[str, ...]) -> tuple[str, ...]:
        """The other projects of the tree: folders with a pyproject.toml and the like, nearest to the importer first."""
        if not climbed:
            return ()
        top = climbed[-1]
        if top not in self._projects:
            found = _projects_below(top)
            self._projects[top] = tuple(sorted(found, key=lambda folder: (folder.count("/"), folder)))
        near = [_parent(folder) for folder in climbed]
        return tuple(sorted(self._projects[top], key=lambda folder: _parent(folder) not in near))

    # ---- what is there ----

    def _is_file(self, path: str) -> bool:
        if path not in self._files:
            self._files[path] = os.path.isfile(path) and self.holds(path)
        return self._files[path]

    def _is_package(self, folder: str) -> bool:
        return self._is_file(posixpath.join(folder, INIT))

    def _is_namespace(self, folder: str) -> bool:
        """Whether a folder without `__init__.py` has modules in it, or a folder that has."""
        if folder not in self._packages:
            inside = os.path.isdir(folder) and self.holds(folder)
            self._packages[folder] = inside and (
                bool(_modules(folder)) or any(_modules(each) for each in _folders(folder))
            )
        return self._packages[folder]


def _modules(folder: str) -> set[str]:
    found: set[str] = set()
    for entry in _entries(folder):
        name, suffix = os.path.splitext(entry.name)
        if suffix == ".py" or (not suffix and os.path.isfile(os.path.join(folder, name, INIT))):
            found.add(name)
    return {name for name in found if name.isidentifier() and name != "__init__"}


def _folders(folder: str) -> list[str]:
    shown = "" if folder == "." else folder
    return [
        posixpath.join(shown, entry.name)
        for entry in _entries(folder)
        if not entry.name.startswith((".", "_")) and entry.is_dir(follow_symlinks=False)
    ]


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder or ".") as scan:
            return [entry for _, entry in zip(range(MOST_ENTRIES), scan, strict=False)]
    except OSError:
        return []


def _projects_below(top: str) -> list[str]:
    """The folders below `top` with a file that makes them a project of their own, `DEEPEST_PROJECT` deep at most."""
    found: list[str] = []
    level, seen = [top], 0
    for _ in range(DEEPEST_PROJECT):
        below = [inner for folder in level for inner in _folders(folder or ".")]
        level = below[: max(0, MOST_FOLDERS - seen)]
        seen += len(level)
        found += [folder for folder in level if any(os.path.isfile(posixpath.join(folder, mark)) for mark in MARKS)]
    return found


def _parent(folder: str) -> str:
    """The folder above: of the working folder "..", of that "../..", of the root of all "/"."""
    if folder in ("", "."):
        return ".."
    return f"{folder}/.." if folder.endswith("..") else posixpath.dirname(folder)


def _as_given(folder: str, importer: str) -> str:
    """An absolute folder relative to the working folder, where the importer's path is."""
    if not posixpath.isabs(folder) or posixpath.isabs(importer):
        return folder
    found = os.path.relpath(folder).replace(os.sep, "/")
    return "" if found == "." else found


def _plain(path: str) -> str:
    """A path that climbs out of the working folder and back into it, without the detour."""
    return os.path.relpath(path).replace(os.sep, "/") if path.startswith("..") else path


def _real(path: str) -> str:
    return os.path.realpath(path or ".")


def _slashed(path: str) -> str:
    """The path with "/" at its end: a folder is inside another when its path begins with that one's."""
    return path.replace(os.sep, "/").rstrip("/") + "/"
