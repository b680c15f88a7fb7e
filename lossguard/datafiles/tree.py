"""What a configuration file holds: a tree of values, each with the line on which it is written."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

from lossguard.records import dataclass

LARGEST_FILE = 200_000  # bytes; larger ones are data, not settings
DEEPEST = 24  # nesting
MOST = 4_000  # values in one file, those that stand there by reference counted again

Key = TypeVar("Key", bound=Hashable)


class Unusable(Exception):
    """A file that gives no settings: one sentence why."""


class Opaque:
    """The value of a setting that only the running program knows."""

    def __repr__(self) -> str:
        return "OPAQUE"


OPAQUE = Opaque()


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """`value` is a scalar, a tuple of settings, a dictionary of settings or `OPAQUE`; `path` the file it is from."""

    value: object
    path: str
    line: int

    @property
    def entries(self) -> Mapping[Hashable, Setting]:
        """The entries of a mapping, none for every other value."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> tuple[Setting, ...]:
        """The items of a list, none for every other value."""
        return self.value if isinstance(self.value, tuple) else ()

    def at(self, keys: list[str]) -> Setting | None:
        """The setting under a path of keys, None where there is none. Positions of lists are keys too."""
        found: Setting | None = self
        for key in keys:
            if found is None:
                return None
            if found.items and key.isdigit() and int(key) < len(found.items):
                found = found.items[int(key)]
            else:
                found = found.entries.get(key, found.entries.get(int(key)) if key.isdigit() else None)
        return found

    def text(self) -> str | None:
        """The value of a string."""
        return self.value if isinstance(self.value, str) else None


def within_bounds(setting: Setting) -> Setting:
    """The setting as it is. Raises Unusable where it is too deep or has too many values."""
    for count, depth in enumerate(_depths(setting, 0), 1):
        if depth > DEEPEST:
            raise Unusable(f"it is nested more than {DEEPEST} deep")
        if count > MOST:
            raise Unusable(f"it has more than {MOST} values")
    return setting


def _depths(setting: Setting, depth: int) -> Iterator[int]:
    yield depth
    if depth > DEEPEST:
        return
    for inner in (*setting.entries.values(), *setting.items):
        yield from _depths(inner, depth + 1)


def merged(first: Setting, second: Setting) -> Setting:
    """The second over the first, mapping by mapping."""
    if not isinstance(first.value, dict) or not isinstance(second.value, dict):
        return second
    entries = dict(first.value)
    for key, setting in second.value.items():
        entries[key] = merged(entries[key], setting) if key in entries else setting
    return Setting(entries, second.path, second.line)


def placed(setting: Setting, keys: list[str], of: Setting) -> Setting:
    """A copy of `of` with `setting` merged in under a path of keys."""
    for key in reversed(keys):
        setting = Setting({key: setting}, setting.path, setting.line)
    return merged(of, setting)
