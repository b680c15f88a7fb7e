"""Where a project keeps the packages it installs, read off pyproject.toml, setup.cfg and setup.py as data."""

from __future__ import annotations

import ast
import configparser
import os
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lossguard.records import dataclass
from lossguard.toml import TomlError, parse

MARKS = ("pyproject.toml", "setup.cfg", "setup.py")
SIZE_LIMIT = 1024 * 1024  # bytes
_PACKAGE_DIR = re.compile(r"package_dir\s*=\s*(\{[^{}]*\})")
_WHERE = re.compile(r"""find_(?:namespace_)?packages\(\s*(?:where\s*=\s*)?["']([^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders from which a project's packages are imported, by the package they hold: "" for any."""

    folder: str
    places: tuple[tuple[str, str], ...]

    def bases(self, names: list[str]) -> Iterator[str]:
        """The paths, without a suffix, at which the module with this dotted name may be."""
        for package, place in self.places:
            prefix = package.split(".") if package else []
            if names[: len(prefix)] == prefix:
                yield posixpath.join(place, *names[len(prefix) :]).rstrip("/")


def layout_of(folder: str) -> Layout:
    """The layout of the project in a folder; of a folder that is no project the folder itself and `src` in it."""
    places: dict[tuple[str, str], None] = {("", folder): None, ("", posixpath.join(folder, "src")): None}
    for mark in MARKS:
        content = _content(posixpath.join(folder, mark))
        for package, place in _READERS[mark](content) if content else ():
            normal = posixpath.normpath(posixpath.join(folder, place))
            if not normal.startswith("..") and not posixpath.isabs(place):
                places[package, "" if normal == "." else normal] = None
    return Layout(folder, tuple(places))


def _content(path: str) -> bytes:
    try:
        if os.path.getsize(path) > SIZE_LIMIT:
            return b""
        with open(path, "rb") as stream:
            return stream.read()
    except OSError:
        return b""


def _pyproject(data: bytes) -> Iterator[tuple[str, str]]:
    """The tables of setuptools, Poetry, Hatch and PDM; what is not as they say it is passed over."""
    try:
        tool = _table(parse(data), "tool")
    except TomlError:
        return
    setuptools = _table(tool, "setuptools")
    yield from _mapping(_table(setuptools, "package-dir"))
    for place in _strings(_table(_table(setuptools, "packages"), "find").get("where")):
        yield "", place
    packages = _table(tool, "poetry").get("packages")
    for package in packages if isinstance(packages, list) else ():
        if isinstance(package, dict) and isinstance(package.get("from"), str):
            yield "", package["from"]
    for place in _strings(_table(_table(_table(tool, "hatch"), "build"), "targets", "wheel").get("packages")):
        yield "", posixpath.dirname(place)
    root = _table(_table(tool, "pdm"), "build").get("package-dir")
    if isinstance(root, str):
        yield "", root


def _setup_cfg(data: bytes) -> Iterator[tuple[str, str]]:
    reader = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        reader.read_string(data.decode("utf-8", "replace"))
    except configparser.Error:
        return
    for line in reader.get("options", "package_dir", fallback="").splitlines():
        package, equals, place = line.partition("=")
        if equals:
            yield package.strip(), place.strip()
    where = reader.get("options.packages.find", "where", fallback="").strip()
    if where:
        yield "", where


def _setup_py(data: bytes) -> Iterator[tuple[str, str]]:
    """`package_dir={"": "lib"}` and `find_packages("lib")`, as text: nothing is executed."""
    text = data.decode("utf-8", "replace")
    for found in _PACKAGE_DIR.finditer(text):
        try:
            yield from _mapping(ast.literal_eval(found[1]))
        except (ValueError, SyntaxError):
            continue
    for found in _WHERE.finditer(text):
        yield "", found[1]


def _mapping(table: Any) -> Iterator[tuple[str, str]]:
    for package, place in table.items() if isinstance(table, dict) else ():
        if isinstance(package, str) and isinstance(place, str):
            yield package, place


def _table(table: dict[str, Any], *keys: str) -> dict[str, Any]:
    for key in keys:
        inner = table.get(key)
        table = inner if isinstance(inner, dict) else {}
    return table


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


_READERS = {"pyproject.toml": _pyproject, "setup.cfg": _setup_cfg, "setup.py": _setup_py}
