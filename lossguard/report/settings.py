"""The settings in force and where each comes from, for `lossguard config`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from lossguard.config import DEFAULT, Settings
from lossguard.knowledge.described import Described
from lossguard.records import fields
from lossguard.report.terminal import Line, Piece, safe, width_of, write_lines
from lossguard.versions import Versions
from lossguard.vocabulary import Severity

_NOT_GIVEN = {"select": "the rules that are on by default", "cache_dir": "the user's own"}


def write_settings(settings: Settings, stream: TextIO) -> None:
    """Write a line for each setting: its key as in a configuration file, its value, and the origin of the value."""
    write_lines(_settings(settings), stream)


def _settings(settings: Settings) -> Iterator[Line]:
    names = [field.name for field in fields(settings) if field.name != "origins"]
    words = {
        name: safe(_NOT_GIVEN.get(name, "-") if getattr(settings, name) is None else _words(getattr(settings, name)))
        for name in names
    }
    keys = max(map(len, names))
    values = min(60, max(map(width_of, words.values())))
    for name in names:
        origin = settings.origin(name)
        gap = " " * max(0, values - width_of(words[name]))
        style = "quiet" if origin == DEFAULT else "strong"
        yield (
            Piece(f"{name.replace('_', '-'):<{keys}}", "strong"),
            Piece(f"  {words[name]}{gap}  "),
            Piece(safe(origin), style),
        )


def _words(value: object) -> str:
    """A value as a person would write it: lists with commas, "-" for nothing."""
    match value:
        case Versions():
            named = [f"{framework} {version}" for framework, version in value.known]
            return ", ".join(named if value.backend is None else [*named, f"backend {value.backend}"]) or "-"
        case (str() as pattern, tuple() as codes):
            return f"{pattern}: {_words(codes)}"
        case Described(row=row):
            return row.names[0]
        case (str() as code, Severity() as severity):
            return f"{code}: {severity}"
        case tuple():
            return ", ".join(_words(each) for each in value) or "-"
        case _:
            return str(value) or "-"
