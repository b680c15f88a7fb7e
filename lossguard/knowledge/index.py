"""Looks rows up: what a canonical name means in the framework version in force. The stages downstream ask only here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import chain
from typing import TypeVar, cast

from lossguard.knowledge.described import Described
from lossguard.knowledge.keras.engines import ENGINES
from lossguard.knowledge.modules import PREFIX_MODULES, ROW_MODULES
from lossguard.knowledge.parameters import REQUIRED, UNINTERESTING, Parameter, ParameterKind, parameters
from lossguard.knowledge.rows import Alias, EngineRow, Prefix, Row
from lossguard.knowledge.sklearn.engines import ENGINES as ESTIMATOR_ENGINES
from lossguard.knowledge.tensorflow.prefixes import RENAMED
from lossguard.knowledge.torch.engines import ENGINES as OTHER_ENGINES
from lossguard.knowledge.versions import Version, holds, normalise
from lossguard.records import dataclass, field

__all__ = [
    "REQUIRED",
    "UNINTERESTING",
    "Parameter",
    "ParameterKind",
    "Version",
    "canonical",
    "describe",
    "described",
    "engine",
    "find",
    "has_members",
    "holds",
    "known",
    "names",
    "normalise",
    "package_of",
    "packages",
    "parameters",
    "renamed",
    "rows",
    "strings",
]

R = TypeVar("R", bound=Row)
STRING = "str:"
LONGEST_CHAIN = 8  # tensorflow.compat.v1.keras.layers.core -> ...: a chain of spellings is never longer


@dataclass(frozen=True, slots=True)
class Index:
    """The rows and the aliases by (kind, name), in the order of their files."""

    rows: dict[tuple[type[Row], str], list[Row]] = field(default_factory=dict)
    aliases: dict[tuple[type[Row], str], list[Alias]] = field(default_factory=dict)


def find(kind: type[R], name: str, flavour: str, version: Version) -> R | None:
    """The row of `kind` that `name` means in `version` of `flavour`, None where there is none.

    `name` is canonical: dotted ("keras.losses.Huber") or a string ("str:mse"). `flavour` is as imported: "keras", "tf",
    "tf_keras", "keras_core". `version` () is the newest.
    """
    index = _index_of(package_of(name))
    for row in index.rows.get((kind, name), ()):
        if holds(row.versions, flavour, version):
            return cast(R, row)
    for alias in index.aliases.get((kind, name), ()):
        if holds(alias.versions, flavour, version):
            return find(kind, alias.of, flavour, version)
    return None


def known(kind: type[Row], name: str) -> bool:
    """Whether `name` means a row of `kind` in any version at all."""
    index = _index_of(package_of(name))
    return (kind, name) in index.rows or (kind, name) in index.aliases


def has_members(name: str) -> bool:
    """Whether `name` is a class or module of which rows know something: a method, a function in it."""
    return name in _owners(package_of(name))


@cache
def _owners(package: str) -> frozenset[str]:
    return frozenset(name.rpartition(".")[0] for _, name in _index_of(package).rows if not name.startswith(STRING))


@cache
def strings(kind: type[Row], flavour: str, version: Version) -> list[str]:
    """The strings that name a row of `kind` in this version, sorted, without "str:": what to suggest from."""
    return [name for name in names(kind, STRING) if find(kind, f"{STRING}{name}", flavour, version) is not None]


def names(kind: type[Row], prefix: str) -> list[str]:
    """What follows `prefix`, of one package, in the names of `kind` in any version, sorted."""
    index = _index_of(package_of(prefix))
    return sorted(
        {name[len(prefix) :] for of, name in (*index.rows, *index.aliases) if of is kind and name.startswith(prefix)}
    )


def package_of(name: str) -> str:
    """What a name begins with: "keras" of "keras.losses.Huber", "str" of "str:mse", "xgboost" of "xgboost:map"."""
    return name.partition(".")[0].partition(":")[0]


def rows(kind: type[R]) -> list[tuple[str, R]]:
    """All rows of `kind` with each of their names, whatever the version."""
    return [(name, cast(R, row)) for (of, name), found in _index().rows.items() if of is kind for row in found]


@cache
def engine(flavour: str, version: Version) -> EngineRow:
    """The engine that `version` of `flavour` is (semantics/keras.md, section 0).

    Raises:
        LookupError: `flavour` is not a Keras, or the version has none (TF before 1.4).
    """
    for row in (*ENGINES, *OTHER_ENGINES, *ESTIMATOR_ENGINES):
        if holds(row.versions, flavour, version):
            return row
    number = ".".join(str(part) for part in version) or "newest"
    raise LookupError(f"no Keras engine is known for {flavour} {number}")


@cache
def canonical(name: str) -> tuple[str, str | None]:
    """The canonical spelling of a dotted `name`, and the flavour its import means (None: no framework of ours).

    The longest prefix row applies, again and again: "tensorflow.python.keras.layers.core.Dense" gives
    ("keras.layers.Dense", "tf_keras").
    """
    flavour: str | None = None
    for _ in range(LONGEST_CHAIN):
        row, rest = _longest_prefix(name)
        if row is None:
            break
        flavour = flavour or row.flavour
        renamed = row.canonical + rest
        if renamed == name:
            break
        name = renamed
    return name, flavour


def _longest_prefix(name: str) -> tuple[Prefix | None, str]:
    """The row with the longest `spelled` that starts `name`, and what follows; "a.b." asks for something after it."""
    prefixes = _prefixes()
    end = len(name)
    while end > 0:
        row = prefixes.get(name[:end]) or (prefixes.get(name[: end + 1]) if end < len(name) else None)
        if row is not None:
            return row, name[end:]
        end = name.rfind(".", 0, end)
    return None, ""


@cache
def renamed(name: str, flavour: str | None, version: Version) -> str | None:
    """What a dotted `name` meant in an older version: "tensorflow.losses.huber_loss" is no Keras loss in TF 1.

    None: what it means now.
    """
    plain = name.replace("tensorflow.compat.v1.", "tensorflow.", 1)
    for row in RENAMED:
        if plain.startswith(f"{row.spelled}.") and version and holds(row.versions, flavour or "", version):
            return row.canonical + plain[len(row.spelled) :]
    return None


_described: tuple[Described, ...] = ()  # by the settings of the file that is being examined


def describe(found: tuple[Described, ...]) -> None:
    """From now on, know the rows of a user too, before our own."""
    global _described
    if found == _described:
        return
    _described = found
    for cached in (_index, _index_of, _owners, _prefixes, canonical, strings, renamed):
        cached.cache_clear()


def describes_any() -> bool:
    """Whether the user has rows of his own."""
    return bool(_described)


def described(dotted: str) -> str | None:
    """The name in a user's row that `dotted`, a name of the program itself, is or ends with; None where it is in none.

    "project.losses.focal" is described by a row of "losses.focal".
    """
    for each in _described:
        for name in each.row.names:
            if dotted == name or dotted.endswith(f".{name}"):
                return name
    return None


@cache
def _prefixes() -> dict[str, Prefix]:
    ours = {row.spelled: row for module in PREFIX_MODULES for row in import_module(module).PREFIXES}
    named = ((name, each.flavour) for each in _described for name in each.row.names if not name.startswith(STRING))
    return {**ours, **{name: Prefix(name, name, flavour) for name, flavour in named}}


@cache
def packages() -> frozenset[str]:
    """What the names of rows begin with."""
    return frozenset(package for _, _, named in ROW_MODULES for package in named.split())


@cache
def _index() -> Index:
    """All rows."""
    return _gathered([(module, tables) for module, tables, _ in ROW_MODULES], lambda _: True)


@cache
def _index_of(package: str) -> Index:
    """The rows of which a name begins with `package`, under these names alone."""
    modules = [(module, tables) for module, tables, named in ROW_MODULES if package in named.split()]
    return _gathered(modules, lambda name: package_of(name) == package)


def _gathered(modules: Iterable[tuple[str, tuple[str, ...]]], is_meant: Callable[[str], bool]) -> Index:
    """The rows of the user, then those of the modules, under the names that are meant."""
    index = Index()
    ours = (row for module, tables in modules for row in _rows_of(module, tables))
    for row in chain((each.row for each in _described), ours):
        for name in filter(is_meant, row.names):
            if isinstance(row, Alias):
                index.aliases.setdefault((row.kind, name), []).append(row)
            else:
                index.rows.setdefault((type(row), name), []).append(row)
    return index


def _rows_of(module: str, tables: tuple[str, ...]) -> Iterator[Row | Alias]:
    loaded = import_module(module)
    for table in tables:
        yield from getattr(loaded, table)
