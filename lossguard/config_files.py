"""Finds the configuration files above a path and reads their values; what cannot be right is a ConfigError."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from lossguard.errors import ConfigError, UsageError, nearest
from lossguard.records import dataclass, replace
from lossguard.source.discover import anchor
from lossguard.versions import Versions, parse_table
from lossguard.vocabulary import OUTPUT_FORMATS, Confidence, Severity

if TYPE_CHECKING:
    from lossguard.knowledge.described import Described

FAIL_ON = ("error", "warning", "note", "never")
CODE = re.compile(r"LG\d{0,3}")


def tables(start: str, config: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the configuration files that hold, with their tables, from the nearest to the farthest."""
    if config is not None:
        table = _read(config)
        if table is None:
            raise ConfigError(config, "", "there is no [tool.lossguard] table in it")
        yield config, table
        return
    folder = os.path.realpath(start)
    if not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    while True:
        for name in ("lossguard.toml", "pyproject.toml"):
            file = os.path.join(folder, name)
            table = _read(file) if os.path.isfile(file) else None
            if table is not None:
                yield file, table
                if table.get("root") is True:
                    return
                break
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _read(file: str) -> dict[str, Any] | None:
    """Return the table of lossguard's settings in `file`, None when a pyproject.toml has none."""
    try:
        with open(file, "rb") as stream:
            data = stream.read()
    except OSError as error:
        raise ConfigError(shown_path(file), "", f"cannot be read: {error.strerror}") from None
    is_project = os.path.basename(file) == "pyproject.toml"
    if is_project and b"lossguard" not in data:
        return None  # most of them: no need to parse
    content = _parsed(file, data)
    if not is_project:
        return content
    tool = content.get("tool")
    table = tool.get("lossguard") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(shown_path(file), "tool.lossguard", "must be a table: write [tool.lossguard]")
    return table


def line_of(file: str, key: str) -> int | None:
    """The line, from 1, on which `key` of a configuration file stands, as far as its text shows it.

    Of "losses, entry 2: family" it is the line of `family` in the second [[losses]], else that of the entry.
    """
    name, _, rest = key.partition(", entry ")
    number, _, inner = rest.partition(": ")
    name, _, below = name.partition(".")
    wanted = inner or below
    try:
        with open(file, encoding="utf-8", errors="replace") as stream:
            lines = stream.read().splitlines()
    except OSError:
        return None
    seen, found, inside = 0, None, False
    for index, line in enumerate(lines, start=1):
        text = line.strip()
        if text.startswith("["):
            inside = text.strip("[] ").removeprefix("tool.lossguard").lstrip(".") == name
            seen += inside
            if inside and (not number or seen == int(number)):
                found = index
        elif re.match(rf"[\"']?{re.escape(wanted if inside else name)}[\"']?\s*=", text):
            if not inside:
                return index
            if not number or seen == int(number):
                return index
    return found


def _parsed(file: str, data: bytes) -> dict[str, Any]:
    from lossguard.toml import TomlError, parse

    try:
        return parse(data)
    except TomlError as error:
        raise ConfigError(shown_path(file), "", f"is not valid TOML: {error}") from None


def shown_path(file: str) -> str:
    """Return the path below the working folder where it is there, else as it is."""
    relative = os.path.relpath(file)
    return file if relative.startswith(os.pardir) else relative.replace(os.sep, "/")


# ---- values ----


@dataclass(frozen=True, slots=True)
class At:
    """Where a value stands: the file as shown, the key, and the folder that relative patterns start from."""

    file: str
    key: str
    folder: str

    def wrong(self, problem: str) -> ConfigError:
        """The error to raise for this value."""
        return ConfigError(self.file, self.key, problem)


def boolean(file: str, key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ConfigError(file, key, f"must be true or false, not {value!r}")
    return value


def _texts(at: At, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise at.wrong(f"must be a list of strings, not {value!r}")
    return tuple(value)


def _codes(at: At, value: object) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for code in _texts(at, value))
    for code in codes:
        if CODE.fullmatch(code) is None:
            raise at.wrong(f'"{code}" is no code: write "LG102", or a prefix such as "LG1"')
    return codes


def choice(at: At, value: object, choices: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise at.wrong(f"must be one of {', '.join(choices)}, not {value!r}{nearest(str(value), choices)}")
    return value


def confidence(at: At, value: object) -> Confidence:
    return Confidence(choice(at, value, tuple(map(str, Confidence))))


def _patterns(at: At, value: object) -> tuple[str, ...]:
    return tuple(anchor(pattern, at.folder) for pattern in _texts(at, value))


def _per_file(at: At, value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise at.wrong(f"must be a table of patterns and lists of codes, not {value!r}")
    entries = (
        (anchor(pattern, at.folder, names=True), _codes(replace(at, key=f"{at.key}.{pattern}"), codes))
        for pattern, codes in value.items()
    )
    return tuple(entries)


def _versions(at: At, value: object) -> Versions:
    if not isinstance(value, dict):
        raise at.wrong(f'must be a table of frameworks and versions, {{keras = "2.2"}}, not {value!r}')
    try:
        return parse_table(value, at.file)
    except UsageError as error:
        raise at.wrong(str(error)) from None


def _cache_dir(at: At, value: object) -> str:
    """A folder inside that of the configuration file: a tree that is checked has no say over the rest of the disk."""
    if not isinstance(value, str) or not value.strip():
        raise at.wrong(f'must be a folder below this file, such as ".lossguard_cache", not {value!r}')
    above = os.path.realpath(at.folder)
    folder = os.path.realpath(os.path.join(above, value))
    if os.path.isabs(value) or not folder.startswith(os.path.join(above, "")):
        raise at.wrong(f'must be a folder below this file; for any other, set LOSSGUARD_CACHE_DIR to "{value}"')
    return folder


def _severities(at: At, value: object) -> tuple[tuple[str, Severity], ...]:
    if not isinstance(value, dict):
        raise at.wrong(f'must be a table of codes and severities, {{LG104 = "warning"}}, not {value!r}')
    known = tuple(map(str, Severity))
    entries: list[tuple[str, Severity]] = []
    for code, word in value.items():
        inside = replace(at, key=f"{at.key}.{code}")
        (found,) = _codes(inside, [code])
        entries.append((found, Severity(choice(inside, word, known))))
    return tuple(entries)


def _rows(kind: str, at: At, value: object) -> tuple[Described, ...]:
    from lossguard.knowledge.described import READERS as KINDS
    from lossguard.knowledge.described import Mistake, described

    if not isinstance(value, list):
        raise at.wrong(f"must be a list of tables: write [[tool.lossguard.{kind}]]")
    found: list[Described] = []
    for number, table in enumerate(value, start=1):
        try:
            found.append(described(table, KINDS[kind]))
        except Mistake as mistake:
            inside = f"{at.key}, entry {number}{f': {mistake.key}' if mistake.key else ''}"
            raise replace(at, key=inside).wrong(mistake.problem) from None
    return tuple(found)


READERS: dict[str, Callable[[At, object], Any]] = {
    "select": _codes,
    "extend-select": _codes,
    "ignore": _codes,
    "min-confidence": confidence,
    "fail-on": lambda at, value: choice(at, value, FAIL_ON),
    "output-format": lambda at, value: choice(at, value, OUTPUT_FORMATS),
    "exclude": _patterns,
    "framework-versions": _versions,
    "per-file-ignores": _per_file,
    "severity": _severities,
    "cache-dir": _cache_dir,
    "losses": partial(_rows, "losses"),
    "metrics": partial(_rows, "metrics"),
    "layers": partial(_rows, "layers"),
    "loaders": partial(_rows, "loaders"),
}
