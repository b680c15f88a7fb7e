"""Reads the text of a configuration file into a tree of settings, whichever format it is in."""

from __future__ import annotations

import configparser
import importlib
import json
import re
from collections.abc import Callable
from json import decoder, scanner
from typing import Any

from lossguard.datafiles.tree import OPAQUE, Setting, Unusable, within_bounds
from lossguard.toml import TomlError
from lossguard.toml import parse as parse_toml

EXPANDED = 2_000_000  # characters of all values of an INI file together
_PLAIN_TAGS = ("str", "int", "float", "bool", "null")
_TAG = "tag:yaml.org,2002:"
_SCALARS = (str, int, float, bool, type(None))
_HEADER = re.compile(r"^\s*\[+\s*([^\]]+?)\s*\]+")
_KEY = re.compile(r"^\s*([^\s#;=:\[][^=:]*?)\s*[=:]")
SUFFIXES = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonc": "json", ".toml": "toml", ".ini": "ini", ".cfg": "ini",
    ".conf": "ini",
}  # fmt: skip


def parse(text: str, form: str, path: str) -> Setting:
    """The settings in a text of the form "yaml", "json", "toml" or "ini". Raises Unusable."""
    try:
        return within_bounds(_PARSERS[form](text, path))
    except RecursionError:
        raise Unusable("it is nested too deep") from None


# ---- YAML ----


def _yaml(text: str, path: str) -> Setting:
    """The first document. Aliases share what they stand for: a text of many aliases costs no more than it is long."""
    yaml = importlib.import_module("yaml")
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_node() if loader.check_node() else None
    except (yaml.YAMLError, ValueError) as error:
        raise Unusable(f"it is no YAML: {str(error).splitlines()[0]}") from None
    return Setting(None, path, 1) if node is None else _Nodes(loader, path).setting(node)


class _Nodes:
    """Turns the nodes of PyYAML into settings, each node once."""

    def __init__(self, loader: Any, path: str) -> None:
        self._loader = loader
        self._path = path
        self._made: dict[int, Setting] = {}

    def setting(self, node: Any) -> Setting:
        made = self._made.get(id(node))
        if made is None:
            line = node.start_mark.line + 1
            self._made[id(node)] = Setting(OPAQUE, self._path, line)  # what a node is inside of itself
            made = self._made[id(node)] = Setting(self._value(node), self._path, line)
        return made

    def _value(self, node: Any) -> object:
        match node.tag.removeprefix(_TAG):
            case "map" if node.id == "mapping":
                return self._mapping(node)
            case "seq" if node.id == "sequence":
                return tuple(self.setting(item) for item in node.value)
            case _:
                return self._scalar(node)

    def _mapping(self, node: Any) -> dict[Any, Setting]:
        found: dict[Any, Setting] = {}
        for key_node, value_node in node.value:
            if key_node.tag == f"{_TAG}merge":
                lower = self.setting(value_node)
                for source in lower.items or (lower,):
                    found = {**source.entries, **found}
        for key_node, value_node in node.value:
            key = self._scalar(key_node)
            if key is not OPAQUE and key_node.tag != f"{_TAG}merge":
                found[key] = self.setting(value_node)
        return found

    def _scalar(self, node: Any) -> object:
        if node.id != "scalar" or node.tag.removeprefix(_TAG) not in _PLAIN_TAGS:
            return OPAQUE
        try:
            return self._loader.construct_object(node)
        except (ValueError, KeyError, OverflowError):
            return OPAQUE


# ---- JSON ----


def _json(text: str, path: str) -> Setting:
    found = _Marking(path).decode(text)
    return found if isinstance(found, Setting) else Setting(found, path, 1)


class _Marking(json.JSONDecoder):
    """Python's own decoder, in which every value becomes a setting with the line on which it begins."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self._line, self._counted = 1, 0
        self.parse_object: Any = self._object
        self.parse_array: Any = self._array
        self._plain = scanner.py_make_scanner(self)  # type: ignore[attr-defined]
        self.scan_once = self._marked

    def decode(self, text: str, *_: object) -> object:
        """The settings of a text. Raises Unusable."""
        try:
            return super().decode(text)
        except ValueError as error:
            raise Unusable(f"it is no JSON: {error}") from None

    def _marked(self, text: str, start: int) -> tuple[Setting, int]:
        self._line += text.count("\n", self._counted, start)
        self._counted = start
        line = self._line
        value, end = self._plain(text, start)
        return Setting(tuple(value) if isinstance(value, list) else value, self._path, line), end

    def _object(self, state: tuple[str, int], strict: bool, _: object, *hooks: Any) -> tuple[Any, int]:
        found: tuple[Any, int] = decoder.JSONObject(state, strict, self._marked, *hooks)  # type: ignore[attr-defined]
        return found

    def _array(self, state: tuple[str, int], _: object) -> tuple[Any, int]:
        found: tuple[Any, int] = decoder.JSONArray(state, self._marked)  # type: ignore[attr-defined]
        return found


# ---- TOML and INI, whose readers tell no lines ----


def _toml(text: str, path: str) -> Setting:
    try:
        tables = parse_toml(text.encode("utf-8", "replace"))
    except TomlError as error:
        raise Unusable(f"it is no TOML: {error}") from None
    return _with_lines(tables, (), _lines_of_keys(text), path, 1)


def _ini(text: str, path: str) -> Setting:
    reader = configparser.ConfigParser(allow_no_value=True, strict=False, interpolation=_Interpolation())
    try:
        reader.read_string(text)
        sections = {name: dict(reader[name].items()) for name in reader.sections()}
    except configparser.Error as error:
        raise Unusable(f"it is no INI file: {str(error).splitlines()[0]}") from None
    tables: dict[str, object] = {"DEFAULT": dict(reader.defaults()), **sections}
    return _with_lines(tables, (), _lines_of_keys(text), path, 1)


class _Interpolation(configparser.BasicInterpolation):
    """Python's own, up to a length: ten lines of ten references each to the line below make 10**10 pieces."""

    def __init__(self) -> None:
        self._left = EXPANDED

    def before_get(self, parser: Any, section: str, option: str, value: str, defaults: Any) -> str:
        """The value with what its references stand for. Raises Unusable."""
        pieces = _Pieces(self._left)
        self._interpolate_some(parser, option, pieces, value, section, defaults, 1)  # type: ignore[attr-defined]
        self._left = pieces.left
        return "".join(pieces)


class _Pieces(list[str]):
    """Takes pieces while there is room for `left` characters."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left

    def append(self, piece: str) -> None:
        self.left -= len(piece) + 1
        if self.left < 0:
            raise Unusable(f"its references stand for more than {EXPANDED} characters")
        super().append(piece)


def _lines_of_keys(text: str) -> dict[tuple[str, ...], int]:
    """The lines of tables and keys, each by the dotted names of its table and its own."""
    table: tuple[str, ...] = ()
    found: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header is not None:
            table = _names(header[1])
            found.setdefault(table, number)
        elif key is not None:
            found.setdefault((*table, *_names(key[1])), number)
    return found


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'").lower() for part in dotted.split("."))


def _with_lines(
    value: object, keys: tuple[str, ...], lines: dict[tuple[str, ...], int], path: str, line: int
) -> Setting:
    line = lines.get(keys, line)
    match value:
        case dict():
            inner = {
                key: _with_lines(item, (*keys, str(key).lower()), lines, path, line) for key, item in value.items()
            }
            return Setting(inner, path, line)
        case list():
            return Setting(tuple(_with_lines(item, keys, lines, path, line) for item in value), path, line)
        case _:
            return Setting(value if isinstance(value, _SCALARS) else OPAQUE, path, line)


_PARSERS: dict[str, Callable[[str, str], Setting]] = {"yaml": _yaml, "json": _json, "toml": _toml, "ini": _ini}
