"""What a run is asked to do: the record between those who ask and the runner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lossguard.config import Overrides, Settings, SettingsOf
from lossguard.findings import Failure
from lossguard.records import dataclass, field

STDIN = "-"


class Content(NamedTuple):
    """The content of a file that can matter, or why it cannot be had."""

    path: str
    data: bytes | Failure
    on_disk: bool = True


@dataclass(slots=True)
class Request:
    """What is to be checked, and how.

    `progress` is called after each file with its number (from 1), how many there are, and its path; `crashed` with the
    path and the traceback where lossguard itself fails. `with_setups` asks for the set-ups with all their places,
    besides their number. `overlay` has the content of files, by their paths, that is checked in the place of what they
    hold, or of standard input by its name; `only` leaves out all other files of the paths. `jobs` is how many processes
    may work at once, `remember` that results are kept in a cache, and taken from it.
    """

    paths: tuple[str, ...]
    overrides: Overrides = field(default_factory=Overrides)
    config: str | None = None
    isolated: bool = False
    stdin_name: str = "<stdin>"
    read_stdin: Callable[[], bytes] = bytes
    progress: Callable[[int, int, str], None] | None = None
    crashed: Callable[[str, str], None] | None = None
    with_setups: bool = False
    overlay: Mapping[str, bytes] = field(default_factory=dict)
    only: frozenset[str] | None = None
    jobs: int = 1
    remember: bool = False
    _settings: SettingsOf | None = None

    def settings(self, path: str | None = None) -> Settings:
        """The settings in force for a file or folder, by default the first to be checked. Raises UsageError."""
        start = self.paths[0] if self.paths else "."
        return self.settings_of.at(start if path is None else path)

    def roots(self) -> tuple[str, ...]:
        """The folders of which files may be read: the projects of the paths."""
        from lossguard.tree import roots_of

        return tuple(roots_of([self.stdin_name if path == STDIN else path for path in self.paths]))

    @property
    def settings_of(self) -> SettingsOf:
        """The settings of any path, each folder's read once."""
        if self._settings is None:
            self._settings = SettingsOf(self.overrides, self.config, self.isolated, _known_codes)
        return self._settings


def _known_codes() -> tuple[str, ...]:
    from lossguard.rules.codes import known_codes

    return known_codes()
