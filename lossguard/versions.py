"""Which framework versions a project runs on, as far as its files or the user say so. No network, nothing executed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from lossguard.errors import UsageError, nearest
from lossguard.records import dataclass
from lossguard.releases import BACKENDS, FRAMEWORKS, RELEASES

OPTION = "--framework-version"
_NUMBERS = re.compile(r"v?(\d+(?:\.\d+)*)(?:\.(?:x|\*))?(?:(?:\.?(?:a|b|rc|dev|post)\d*|[-+]).*)?", re.IGNORECASE)
_SPECIFIER = re.compile(r"(===|==|~=|!=|<=|>=|<|>|\^|~|=)\s*([\w.*+!-]+)")

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A version, perhaps partial: (2, 4, 1), (2, 4) for the last 2.4.x, (2,) for the last 2.x.

    `origin` is where it was read ("requirements.txt line 3"). `pinned` is False where it is the newest release inside a
    bound such as `>=2.0,<2.5`.
    """

    numbers: Numbers
    origin: str
    pinned: bool = True

    def __str__(self) -> str:
        return ".".join(map(str, self.numbers))


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions known, by framework: "keras", "tensorflow", "tf_keras", "keras_core", "torch", "jax", ...

    `floors` are lower bounds without an upper one (`keras>=2.0`): no version, but nothing older. `backend` is that of
    Keras where a setting names it.
    """

    known: tuple[tuple[str, Version], ...] = ()
    floors: tuple[tuple[str, Version], ...] = ()
    backend: str | None = None
    backend_origin: str = ""

    def get(self, framework: str) -> Version | None:
        """The version of a framework, None when nothing tells it."""
        return dict(self.known).get(framework)

    def floor(self, framework: str) -> Version | None:
        """The oldest version allowed, where only that is known."""
        return dict(self.floors).get(framework)

    def over(self, other: Versions) -> Versions:
        """Both together; where both know a framework's version, this one counts, and a version counts over a floor."""
        known = {**dict(other.known), **dict(self.known)}
        floors = {**dict(other.floors), **dict(self.floors)}
        first = self if self.backend is not None else other
        return Versions(
            tuple(known.items()),
            tuple((framework, version) for framework, version in floors.items() if framework not in known),
            first.backend,
            first.backend_origin,
        )


def detect(path: str) -> Versions:
    """Return what the project of the file at `path` says about its frameworks.

    The folders from the file's own up to the project's root are read, nearest first: lock files, requirements,
    pyproject.toml, environment files, setup.cfg, setup.py, Pipfile. The root is the nearest folder above with .git,
    else the nearest one with any of these files. Results are cached by folder until `forget`.
    """
    return _of_folder(os.path.dirname(os.path.realpath(path)))


def installed_by(texts: Iterable[str]) -> Versions:
    """Return the versions that a program installs itself: `!pip install keras==2.2.4`, `%tensorflow_version 1.x`.

    `texts` are the parts of a file as `source.read` returns them. It is nearer to the code than any manifest.
    """
    from lossguard.manifests import installs

    found: list[tuple[str, str, str]] = []
    for text in texts:
        if "pip" in text or "%tensorflow_version" in text:
            found += installs(text)
    return _combined(found)


def forget() -> None:
    """Empty the cache: the files may have changed."""
    _of_folder.cache_clear()
    _in_folder.cache_clear()


@lru_cache(maxsize=4096)
def _of_folder(folder: str) -> Versions:
    found = Versions()
    under_git = _has_git_above(folder)
    while True:
        here = _in_folder(folder)
        if here is not None:
            found = found.over(here)
        above = os.path.dirname(folder)
        at_root = os.path.exists(os.path.join(folder, ".git")) if under_git else here is not None
        if at_root or above == folder:
            return found
        folder = above


def _has_git_above(folder: str) -> bool:
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
    return True


@lru_cache(maxsize=4096)
def _in_folder(folder: str) -> Versions | None:
    """Return what the manifests of one folder say, None where there is none."""
    from lossguard.manifests import manifests, requirements

    names = manifests(folder)
    if not names:
        return None
    found = Versions()
    for name in names:
        found = found.over(_combined(requirements(folder, name)))
    return found


def _combined(requirements: Iterable[tuple[str, str, str]]) -> Versions:
    """Make versions of the (framework, specifiers, origin) of one file. Of several, the newest counts (markers)."""
    known: dict[str, Version] = {}
    floors: dict[str, Version] = {}
    for framework, specifiers, origin in requirements:
        version, is_floor = resolve(framework, specifiers, origin)
        if version is None:
            continue
        table = floors if is_floor else known
        if framework not in table or table[framework].numbers < version.numbers:
            table[framework] = version
    left = {framework: version for framework, version in floors.items() if framework not in known}
    return Versions(tuple(known.items()), tuple(left.items()))


# ---- one requirement ----


def resolve(framework: str, specifiers: str, origin: str) -> tuple[Version | None, bool]:
    """Return the version that specifiers such as `==2.4.1`, `>=2.0,<2.5`, `^2.4` or `2.4.*` mean.

    The second value tells that it is only a floor. An alternative of conda ("1.15|2.0") counts as its last part.
    """
    bounds = _bounds(specifiers.split("|")[-1].strip())
    for sign, numbers, is_prefix in bounds:
        if sign == "==":
            return (_newest_with(framework, numbers, origin) if is_prefix else Version(numbers, origin)), False
    if any(sign in ("<", "<=") for sign, _, _ in bounds):
        return _newest_inside(framework, bounds, origin), False
    lower = [numbers for sign, numbers, _ in bounds if sign in (">", ">=")]
    return (Version(max(lower), origin, pinned=False), True) if lower else (None, False)


def _newest_with(framework: str, prefix: Numbers, origin: str) -> Version:
    """Return `==2.*` as the last 2.x that exists; `==2.4.*` is (2, 4) as it stands."""
    if len(prefix) > 1:
        return Version(prefix, origin)
    inside = [release for release in RELEASES.get(framework, ()) if release[: len(prefix)] == prefix]
    return Version(inside[-1] if inside else prefix, origin, pinned=False)


def _newest_inside(framework: str, bounds: list[tuple[str, Numbers, bool]], origin: str) -> Version | None:
    """Return the newest minor release of which some patch release satisfies all bounds, None without any."""
    for release in reversed(RELEASES.get(framework, ())):
        if all(_allows(sign, numbers, release, is_prefix) for sign, numbers, is_prefix in bounds):
            return Version(release, origin, pinned=False)
    highest = [numbers for sign, numbers, _ in bounds if sign == "<="]
    return Version(min(highest), origin, pinned=False) if highest and framework not in RELEASES else None


def _allows(sign: str, bound: Numbers, release: tuple[int, int], is_prefix: bool) -> bool:
    """Whether some patch release of the minor `release` satisfies one bound."""
    padded = (*bound, 0, 0, 0)[:3]
    match sign:
        case "<":
            return (*release, 0) < padded
        case "<=":
            return (*release, 0) <= padded
        case ">" | ">=":
            return release >= padded[:2]
        case "!=":
            return not (is_prefix and release[: len(bound)] == bound)
        case _:
            return True


def _bounds(specifiers: str) -> list[tuple[str, Numbers, bool]]:
    """Split specifiers into (sign, numbers, whether the numbers are a prefix) with signs ==, !=, <, <=, >, >=."""
    if re.match(r"v?\d", specifiers):
        specifiers = "==" + specifiers  # Pipfile and Poetry: a bare version
    found: list[tuple[str, Numbers, bool]] = []
    for sign, text in _SPECIFIER.findall(specifiers):
        numbers = numbers_of(text)
        if numbers is not None:
            found += _plain_bounds(sign, numbers, is_prefix=text.endswith("*") or sign == "=")
    return found


def _plain_bounds(sign: str, numbers: Numbers, is_prefix: bool) -> list[tuple[str, Numbers, bool]]:
    """Spell ~=, ^, ~ and conda's = in the other signs."""
    match sign:
        case "^":
            leading = next((i for i, number in enumerate(numbers) if number), len(numbers) - 1)
            return [(">=", numbers, False), ("<", _after(numbers[: leading + 1]), False)]
        case "~=":
            return [(">=", numbers, False), ("<", _after(numbers[:-1] or numbers), False)]
        case "~":
            return [(">=", numbers, False), ("<", _after(numbers[:2]), False)]
        case "==" | "===" | "=":
            return [("==", numbers, is_prefix and len(numbers) < 3)]
        case _:
            return [(sign, numbers, is_prefix)]


def _after(numbers: Numbers) -> Numbers:
    return (*numbers[:-1], numbers[-1] + 1)


def numbers_of(text: str) -> Numbers | None:
    """Return (2, 4, 1) for "2.4.1", "v2.4.1rc0" or "2.4.1+cpu", (2,) for "2.x", None for what is no version."""
    found = _NUMBERS.fullmatch(text.strip())
    return tuple(int(number) for number in found[1].split(".")[:3]) if found else None


# ---- what the user says ----


def parse_option(text: str) -> Versions:
    """Read `keras=2.2,torch=2.4`, the value of --framework-version. Raises UsageError."""
    table: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = part.partition("=")
        if not equals or not name.strip() or not value.strip("= "):
            raise UsageError(f'{OPTION}: "{part}" is not of the form NAME=VERSION, such as keras=2.2')
        table[name.strip()] = value.strip("= ")
    if not table:
        raise UsageError(f"{OPTION}: names no framework; write NAME=VERSION, such as keras=2.2")
    try:
        return parse_table(table, OPTION)
    except UsageError as error:
        raise UsageError(f"{OPTION}: {error}") from None


def parse_table(table: Mapping[str, object], origin: str) -> Versions:
    """Read {"keras": "2.2", "backend": "torch"}, from the command line or a configuration file. Raises UsageError."""
    known: dict[str, Version] = {}
    backend: str | None = None
    for name, value in table.items():
        if name.lower() in ("backend", "keras-backend", "keras_backend"):
            backend = _backend(value)
            continue
        framework = FRAMEWORKS.get(name.lower())
        if framework is None:
            raise UsageError(f'no framework "{name}" is known{nearest(name, [*FRAMEWORKS, "backend"])}')
        numbers = numbers_of(value) if isinstance(value, str) else None
        if numbers is None:
            raise UsageError(f'{name}: {value!r} is no version; write it as text, such as "2.15"')
        known[framework] = Version(numbers, origin)
    return Versions(tuple(known.items()), (), backend, origin if backend else "")


def _backend(value: object) -> str:
    if value not in BACKENDS:
        raise UsageError(f"{value!r} is no backend of Keras{nearest(str(value), BACKENDS)}")
    return str(value)
