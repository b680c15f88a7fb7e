"""Composes the configuration of a Hydra program from its primary file and the groups of its defaults list."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lossguard.datafiles.files import DataFiles
from lossguard.datafiles.references import resolved
from lossguard.datafiles.tree import Setting, Unusable, merged, placed
from lossguard.records import dataclass, field

MOST_FILES = 60  # of one composition
_PACKAGE = re.compile(r"^\s*#\s*@package\s+(\S+)", re.MULTILINE)
_SELF = "_self_"


@dataclass(frozen=True, slots=True)
class Composed:
    """The settings with references resolved, and the groups that were chosen: "model" to "resnet", in order."""

    settings: Setting
    groups: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Default:
    """One line of a defaults list. `group` is "" for a file that is named without one."""

    group: str
    option: str
    package: str | None = None
    optional: bool = False
    override: bool = False


@dataclass(slots=True)
class _Composition:
    """One composition under way, in the folder of the configuration."""

    files: DataFiles
    folder: str
    chosen: dict[str, str]  # groups that are overridden
    groups: dict[str, str] = field(default_factory=dict)
    read: int = 0


def compose(files: DataFiles, folder: str, name: str, chosen: dict[str, str]) -> Composed:
    """The configuration `name` of a folder, with other options for the groups in `chosen`. Raises Unusable."""
    work = _Composition(files, folder, dict(chosen))
    found = _file(work, "", name.removesuffix(".yaml").removesuffix(".yml"), None, False)
    return Composed(resolved(found), work.groups)


def options_of(files: DataFiles, folder: str, group: str) -> tuple[str, ...]:
    """What may be chosen for a group: the files in its folder."""
    return files.names(posixpath.join(folder, group))


def _file(work: _Composition, group: str, name: str, package: str | None, optional: bool) -> Setting:
    """One file of the configuration with all its defaults, under its package."""
    base = posixpath.normpath(posixpath.join(work.folder, group, name))
    work.read += 1
    path = next((base + end for end in (".yaml", ".yml") if work.files.has(base + end)), None)
    if path is None or work.read > MOST_FILES:
        if optional:
            return Setting({}, base, 1)
        raise Unusable(f"{base}.yaml is not in the checked tree" if path is None else "it has too many parts")
    own = work.files.settings(path)
    entries = {key: value for key, value in own.entries.items() if key != "defaults"}
    body = Setting(entries, path, own.line)
    where = _package_keys(work.files.text(path), posixpath.join(group, posixpath.dirname(name)), package)
    defaults = list(_defaults(own))
    for default in defaults:
        if default.override:
            work.chosen.setdefault(default.group, default.option)
    result = Setting({}, path, 1)
    if not any(default.option == _SELF for default in defaults):
        defaults.append(_Default("", _SELF))
    for default in defaults:
        if default.option == _SELF:
            result = placed(body, where, result)
        elif not default.override:
            result = merged(result, _default(work, posixpath.join(group, posixpath.dirname(name)), default, where))
    return result


def _default(work: _Composition, group: str, default: _Default, where: list[str]) -> Setting:
    """What one line of a defaults list brings in; a group is relative to that of the file unless it begins with "/"."""
    nothing = Setting({}, work.folder, 1)
    package = None if default.package is None else ".".join([*where, default.package])
    if default.package is not None and default.package.startswith("_global_"):
        package = default.package
    if not default.group:
        named = default.option.removeprefix("/")
        inside = "" if default.option.startswith("/") else group
        same = package if package is not None else ".".join(where) or "_global_"
        return _file(work, inside, named, same if not default.option.startswith("/") else package, default.optional)
    whole = default.group.removeprefix("/") if default.group.startswith("/") else posixpath.join(group, default.group)
    option = work.chosen.get(whole, default.option)
    if whole == "hydra" or whole.startswith("hydra/") or option in ("null", "???", ""):
        return nothing
    work.groups.setdefault(whole, option)
    result = nothing
    for each in option.split(","):
        result = merged(result, _file(work, whole, each, package, default.optional))
    return result


def _package_keys(text: str, group: str, package: str | None) -> list[str]:
    """The keys under which a file's entries stand: as the defaults list says, else its header, else its group."""
    header = _PACKAGE.search(text[:2000])
    named = package if package is not None else header[1] if header is not None else "_group_"
    named = named.replace("_group_", group.replace("/", ".")).removeprefix("_global_").strip(".")
    return [part for part in named.split(".") if part]


def _defaults(setting: Setting) -> Iterator[_Default]:
    held = setting.entries.get("defaults")
    for item in held.items if held is not None else ():
        if (name := item.text()) is not None:
            option, _, package = name.partition("@")
            yield _Default("", option, package or None)
        for key, value in item.entries.items():
            yield _with_group(str(key), value)


def _with_group(key: str, value: Setting) -> _Default:
    words = key.split()
    group, _, package = words[-1].partition("@")
    options = [str(each.value) for each in value.items] if value.items else [str(value.value or "null")]
    is_override = "override" in words[:-1]
    return _Default(
        group.removeprefix("/") if is_override else group,
        ",".join(options), package or None, "optional" in words[:-1], is_override,
    )  # fmt: skip
