"""The settings of one run: read from the files above the checked path, overruled by the command line, origins kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lossguard.config_files import CODE, FAIL_ON, READERS, At, boolean, choice, confidence, line_of, shown_path, tables
from lossguard.errors import ConfigError, UsageError, nearest
from lossguard.records import dataclass, field, fields, replace
from lossguard.source.ignore import Patterns, compile_patterns
from lossguard.versions import Versions, parse_option
from lossguard.vocabulary import Confidence, Severity

if TYPE_CHECKING:
    from lossguard.knowledge.described import Described

DEFAULT = "default"
COMMAND_LINE = "command line"

# The settings that only decide which files are read and which findings are shown, and how.
_OF_REPORT = frozenset((
    "select", "extend_select", "ignore", "min_confidence", "fail_on", "output_format", "exclude", "per_file_ignores",
    "origins", "cache_dir", "severity",
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What the command line says; None and () where it is silent. Codes and patterns may hold commas."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: str | None = None
    fail_on: str | None = None
    output_format: str | None = None
    exclude: tuple[str, ...] = ()
    framework_version: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings in force. Codes are whole ("LG102") or prefixes ("LG1").

    `select` None means the rules that are on by default. Patterns in `exclude` and `per_file_ignores` are those of
    .gitignore, places made absolute. `severity` has what rules are graded as, by code or prefix. `losses`, `metrics`,
    `layers` and `loaders` are what the user says of his own. `cache_dir` is an absolute path, None for the user's own
    folder. `origins` tells for each key where its value comes from.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: Confidence = Confidence.CERTAIN
    fail_on: str = "warning"
    output_format: str = "text"
    exclude: tuple[str, ...] = ()
    framework_versions: Versions = field(default_factory=Versions)
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    losses: tuple[Described, ...] = ()
    metrics: tuple[Described, ...] = ()
    layers: tuple[Described, ...] = ()
    loaders: tuple[Described, ...] = ()
    cache_dir: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def described(self) -> tuple[Described, ...]:
        """What the user says of losses, metrics, layers and loaders of his own."""
        return (*self.losses, *self.metrics, *self.layers, *self.loaders)

    def origin(self, key: str) -> str:
        """Where the value of `key` ("fail_on" or "fail-on") was read: a file, "command line" or "default"."""
        return self.origins.get(key.replace("-", "_"), DEFAULT)


def load(start: str, config: str | None = None, isolated: bool = False, overrides: Overrides | None = None) -> Settings:
    """Return the settings for `start`, a file or folder.

    Each key is taken from the nearest lossguard.toml or pyproject.toml with a [tool.lossguard] table that has it, up to
    one with `root = true`; from `config` alone where it is given; from none where `isolated`. The command line
    overrules the files: its `select` replaces theirs, `ignore` and `exclude` add to theirs.

    Raises ConfigError and UsageError, with the key and what would be right.
    """
    settings = Settings()
    if not isolated or config is not None:
        for file, table in tables(start, config):
            try:
                settings = _merged(settings, file, table)
            except ConfigError as error:
                raise ConfigError(error.file, error.key, error.problem, line_of(file, error.key)) from None
    return _overruled(settings, overrides or Overrides())


@dataclass(slots=True)
class SettingsOf:
    """The settings of any path, read once a folder. `known` gives the codes of all rules."""

    overrides: Overrides
    config: str | None = None
    isolated: bool = False
    known: Callable[[], Collection[str]] = tuple
    _by_folder: dict[str, Settings] = field(default_factory=dict)

    def at(self, path: str) -> Settings:
        """The settings in force for a file or folder. Raises ConfigError and UsageError."""
        folder = (path if os.path.isdir(path) else os.path.dirname(path)) or "."
        if folder not in self._by_folder:
            settings = load(folder, self.config, self.isolated, self.overrides)
            if any(_codes_in(settings).values()):
                check_codes(settings, self.known())
            self._by_folder[folder] = settings
        return self._by_folder[folder]


def what_matters(settings: Settings) -> tuple[tuple[str, object], ...]:
    """The settings that decide what is found in a file, not only what of it is shown, and their values."""
    return tuple((each.name, getattr(settings, each.name)) for each in fields(settings) if each.name not in _OF_REPORT)


def selects(settings: Settings, code: str, by_default: bool = True) -> bool:
    """Whether the rule `code` is on. The longest of the codes and prefixes that match decides, `ignore` on a tie."""
    wanted = _longest(code, (*(settings.select or ()), *settings.extend_select))
    unwanted = _longest(code, settings.ignore)
    if unwanted and unwanted >= wanted:
        return False
    return wanted > 0 or (settings.select is None and by_default)


def graded(settings: Settings, code: str) -> Severity | None:
    """The severity that the settings give the rule `code`, by the longest code or prefix that fits; None: its own."""
    longest = _longest(code, tuple(prefix for prefix, _ in settings.severity))
    return next((word for prefix, word in settings.severity if longest and prefix == code[:longest]), None)


def ignored_in(settings: Settings, path: str) -> tuple[str, ...]:
    """Return the codes and prefixes that `per-file-ignores` switches off in the file at `path`."""
    if not settings.per_file_ignores:
        return ()
    real = os.path.realpath(path)
    codes: list[str] = []
    for pattern, ignores in settings.per_file_ignores:
        patterns = _compiled(pattern)
        if patterns is not None and patterns.verdict(real, folder=False):
            codes += ignores
    return tuple(codes)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Patterns | None:
    return compile_patterns("", [pattern])


def check_codes(settings: Settings, known: Collection[str]) -> None:
    """Raise ConfigError or UsageError when a code or prefix in the settings belongs to no rule."""
    for key, codes in _codes_in(settings).items():
        for code in codes:
            if not any(each.startswith(code) for each in known):
                _refuse(settings.origin(key), key.replace("_", "-"), f'no rule has the code "{code}"', code, known)


def _codes_in(settings: Settings) -> dict[str, tuple[str, ...]]:
    """The codes and prefixes that each key names."""
    return {
        "select": settings.select or (),
        "extend_select": settings.extend_select,
        "ignore": settings.ignore,
        "per_file_ignores": tuple(code for _, codes in settings.per_file_ignores for code in codes),
        "severity": tuple(code for code, _ in settings.severity),
    }


def _longest(code: str, prefixes: tuple[str, ...]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=0)


def _merged(settings: Settings, file: str, table: dict[str, Any]) -> Settings:
    """Fill in from `table` the keys that no nearer file has set."""
    shown = shown_path(file)
    for key, value in table.items():
        if key == "root":
            boolean(shown, key, value)
            continue
        reader = READERS.get(key)
        if reader is None:
            raise ConfigError(shown, key, f"there is no such setting{nearest(key, [*READERS, 'root'])}")
        found = reader(At(shown, key, os.path.dirname(os.path.abspath(file))), value)
        name = key.replace("-", "_")
        if name not in settings.origins:
            settings = _with(settings, name, found, shown)
    return settings


def _with(settings: Settings, name: str, value: Any, origin: str) -> Settings:
    changes: dict[str, Any] = {name: value, "origins": {**settings.origins, name: origin}}
    return replace(settings, **changes)


def _added(settings: Settings, name: str, values: tuple[str, ...]) -> Settings:
    """Put values of the command line behind those of the files; the origin names both."""
    before = settings.origins.get(name)
    origin = COMMAND_LINE if before is None else f"{before}, {COMMAND_LINE}"
    return _with(settings, name, (*getattr(settings, name), *values), origin)


# ---- command line ----


def _overruled(settings: Settings, given: Overrides) -> Settings:
    """Put the command line over the files."""
    ignore = _option_codes("--ignore", given.ignore)
    if ignore:
        extended = tuple(code for code in settings.extend_select if not code.startswith(ignore))
        settings = replace(settings, extend_select=extended)
        if settings.select is not None:
            settings = replace(settings, select=tuple(c for c in settings.select if not c.startswith(ignore)))
        settings = _added(settings, "ignore", ignore)
    select = _option_codes("--select", given.select or ()) or None
    extend = _option_codes("--extend-select", given.extend_select)
    wanted = (*(select or ()), *extend)
    if wanted:  # what the command line asks for by the very same code is wanted, whatever a file ignores
        left = tuple(code for code in settings.ignore if code in ignore or code not in wanted)
        settings = replace(settings, ignore=left)
    if select is not None:
        settings = _with(replace(settings, extend_select=()), "select", select, COMMAND_LINE)
    if extend:
        settings = _added(settings, "extend_select", extend)
    return _overruled_values(settings, given)


def _overruled_values(settings: Settings, given: Overrides) -> Settings:
    if given.min_confidence is not None:
        least = confidence(At(COMMAND_LINE, "--min-confidence", ""), given.min_confidence)
        settings = _with(settings, "min_confidence", least, COMMAND_LINE)
    if given.fail_on is not None:
        fail_on = choice(At(COMMAND_LINE, "--fail-on", ""), given.fail_on, FAIL_ON)
        settings = _with(settings, "fail_on", fail_on, COMMAND_LINE)
    if given.output_format is not None:
        settings = _with(settings, "output_format", given.output_format, COMMAND_LINE)
    exclude = _split(given.exclude)
    if exclude:
        settings = _added(settings, "exclude", exclude)
    if given.framework_version:
        versions = parse_option(",".join(given.framework_version))
        settings = _with(settings, "framework_versions", versions.over(settings.framework_versions), COMMAND_LINE)
    return settings


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _option_codes(option: str, values: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(code.upper() for code in _split(values))
    for code in codes:
        if CODE.fullmatch(code) is None:
            raise UsageError(f'{option}: "{code}" is no code: write LG102, or a prefix such as LG1')
    return codes


def _refuse(origin: str, key: str, problem: str, code: str, known: Collection[str]) -> None:
    sentence = problem + nearest(code, known)
    if COMMAND_LINE in origin:
        raise UsageError(f"--{key}: {sentence}")
    raise ConfigError(origin, key, sentence)
