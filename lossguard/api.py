"""lossguard as a library: a text or paths in, a report as plain data out. The command line only adds options to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike, fspath

from lossguard.config import Overrides
from lossguard.results import Report
from lossguard.runner import STDIN, Request, check


def check_source(
    text: str | bytes,
    *,
    name: str = "<source>",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    min_confidence: str = "certain",
    framework_versions: Mapping[str, str] | None = None,
) -> Report:
    """Check one program, or one notebook where `name` ends in ".ipynb". Nothing is read from the disk but what the
    program imports from the folder of `name`, where there is such a folder.

    Args:
        text: the source, or its bytes as they are in a file (a declared encoding is obeyed).
        name: what the places of findings call it.
        select: codes or prefixes of the only rules to ask; by default all but the notes.
        ignore: codes or prefixes of rules not to ask.
        min_confidence: "possible" for findings that hold on some ways through the program only.
        framework_versions: {"keras": "2.2", "torch": "2.4"}; by default the newest, or what the program gives away.

    Returns:
        The findings, the set-ups with what was inferred, and a failure where the text cannot be parsed.

    Raises:
        UsageError: a code, a confidence or a version that there is not.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    request = Request(
        paths=(STDIN,),
        overrides=_overrides(select, ignore, min_confidence, framework_versions),
        isolated=True,
        stdin_name=name,
        read_stdin=lambda: data,
        with_setups=True,
    )
    return check(request)


def check_paths(
    paths: Iterable[str | PathLike[str]],
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    min_confidence: str | None = None,
    framework_versions: Mapping[str, str] | None = None,
    config: str | PathLike[str] | None = None,
    isolated: bool = False,
) -> Report:
    """Check files and folders as `lossguard check` does.

    Args:
        paths: files, and folders in which Python files and notebooks are looked for.
        select: as in `check_source`; None leaves it to the configuration files.
        ignore: as in `check_source`, beside what the configuration files say.
        min_confidence: "certain" or "possible"; None leaves it to the configuration files.
        framework_versions: as in `check_source`, over those of the project's own files.
        config: a configuration file to read in place of those above the paths.
        isolated: read no configuration file.

    Returns:
        The findings that are not suppressed, the set-ups, and a failure for each file that could not be checked.
        `wrong_usage` has a sentence for each path that names nothing.

    Raises:
        UsageError: an argument that cannot be obeyed.
        ConfigError: a setting that cannot be obeyed, with file and key.
    """
    request = Request(
        paths=tuple(fspath(path) for path in paths),
        overrides=_overrides(select, ignore, min_confidence, framework_versions),
        config=None if config is None else fspath(config),
        isolated=isolated,
        with_setups=True,
    )
    return check(request)


def _overrides(
    select: Iterable[str] | None,
    ignore: Iterable[str],
    min_confidence: str | None,
    framework_versions: Mapping[str, str] | None,
) -> Overrides:
    return Overrides(
        select=None if select is None else tuple(select),
        ignore=tuple(ignore),
        min_confidence=min_confidence,
        framework_version=tuple(f"{name}={version}" for name, version in (framework_versions or {}).items()),
    )
