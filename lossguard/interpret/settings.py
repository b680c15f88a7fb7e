"""Configuration files that a program loads: their settings as values, each with its line as its place."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from pathlib import PurePosixPath

from lossguard.datafiles.read import parse
from lossguard.datafiles.references import resolved
from lossguard.datafiles.tree import OPAQUE, Setting, Unusable
from lossguard.findings import Spot
from lossguard.interpret import files, limits, paths
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.constants import LARGEST_INTEGER
from lossguard.interpret.run import Run
from lossguard.interpret.values import Builtin, Choice, Const, Value

Text = Callable[[], str]
Act = Callable[[Run, Arguments, int, Text], Value]
SHOWN_TEXT = "a text"  # path of settings that a program has in a string


def importers(run: Run) -> tuple[str, ...]:
    """The files being executed, the innermost first: a relative path may start from the folder of any of them."""
    return tuple(dict.fromkeys(frame.path for frame in reversed(run.frames)))


def value_of(run: Run, setting: Setting, by_attribute: bool = False) -> Value:
    """A setting as the value that a program sees; `by_attribute` where entries are attributes too."""
    spot = Spot(setting.path, setting.line) if setting.path != SHOWN_TEXT else None
    match setting.value:
        case dict() as entries:
            pairs = tuple((key, value_of(run, item, by_attribute)) for key, item in entries.items())
            made = run.new_dict(pairs[: limits.ITEMS], spot, open=len(pairs) > limits.ITEMS)
            if by_attribute:
                run.store.set((made.oid, "has attributes"), Const(True))
            return made
        case tuple() as items:
            few = tuple(value_of(run, item, by_attribute) for item in items[: limits.ITEMS])
            return run.new_list(few, spot, open=len(items) > limits.ITEMS)
        case value if value is OPAQUE:
            why = f"{setting.path} line {setting.line} says what only the running program knows"
            return run.unknown(why, spot)
        case int() as number if abs(number) > LARGEST_INTEGER:
            return run.unknown(f"{setting.path} line {setting.line} has a number of more than 40 digits", spot)
        case value:
            return Const(value, spot)


def read(run: Run, path: str, form: str | None, ref: int, text: Text) -> Setting | Value:
    """The settings of the file that a path means; an unknown with the reason where there are none."""
    found = run.data.find(path, importers(run)) if run.data is not None else None
    if run.data is None or found is None:
        return run.unknown(f"{shown(path)} is not in the checked tree", ref, text(), ("settings", path))
    try:
        return run.data.settings(found, form)
    except Unusable as error:
        return run.unknown(str(error), ref, text(), ("settings", path))


def own_folder(path: str, folder: str) -> str:
    """A folder that is named relative to the program's file of that path."""
    return posixpath.join(posixpath.dirname(str(paths.file_of(path).value)), folder)


def shown(path: str) -> str:
    """A path as a message names it."""
    return posixpath.basename(path) if posixpath.isabs(path) else posixpath.normpath(path)


def load(
    run: Run, source: Value, form: str | None, ref: int, text: Text, *, named: bool, attributes: bool = False
) -> Value:
    """What a reader makes of a file, a text or, where `named`, a path; on every alternative of it."""
    source = run.resolved(source)
    if isinstance(source, Choice):
        return run.split(source, lambda option: load(run, option, form, ref, text, named=named, attributes=attributes))
    path = files.path_of(source)
    if isinstance(source, Const) and isinstance(source.value, (str, PurePosixPath)):
        if named or isinstance(source.value, PurePosixPath):
            path = str(source.value)
        else:
            return _of_text(run, source.value, form or "yaml", ref, text)
    if path is None:
        return run.unknown(f"which file {text()} reads is not known", ref, text())
    found = read(run, path, form, ref, text)
    if not isinstance(found, Setting):
        return found
    return value_of(run, resolved(found) if attributes else found, attributes)


def _of_text(run: Run, content: str, form: str, ref: int, text: Text) -> Value:
    """`json.loads("{...}")`."""
    try:
        return value_of(run, parse(content, form, SHOWN_TEXT))
    except Unusable as error:
        return run.unknown(f"{text()} gives nothing: {error}", ref, text())


def _reader(form: str | None, named: bool = False, attributes: bool = False) -> Act:
    def act(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
        given = arguments.keyword("filename") or arguments.first()
        source = given.value if given is not None else Const(None)
        by_name = named or arguments.keyword("filename") is not None
        return load(run, source, form, ref, text, named=by_name, attributes=attributes)

    return act


def _yaml_reader(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`ruamel.yaml.YAML(typ="safe")`, whose `load` reads."""
    return Builtin("ruamel.yaml.YAML", _reader("yaml"))


FUNCTIONS: dict[str, Act] = {
    **dict.fromkeys(
        [f"{module}.{name}" for module in ("yaml", "ruamel.yaml", "ruamel_yaml", "oyaml")
         for name in ("safe_load", "load", "full_load", "unsafe_load", "round_trip_load")], _reader("yaml"),
    ),
    **dict.fromkeys(
        [f"{module}.{name}" for module in ("json", "simplejson", "ujson", "orjson", "json5", "commentjson", "rapidjson")
         for name in ("load", "loads")], _reader("json"),
    ),
    **dict.fromkeys(
        ["toml.loads", *(f"{m}.{n}" for m in ("tomllib", "tomli", "tomlkit", "rtoml") for n in ("load", "loads"))],
        _reader("toml"),
    ),
    "toml.load": _reader("toml", named=True),
    "anyconfig.load": _reader(None, named=True),
    "omegaconf.OmegaConf.load": _reader("yaml", named=True, attributes=True),
    "mmcv.Config.fromfile": _reader(None, named=True, attributes=True),
    "mmengine.Config.fromfile": _reader(None, named=True, attributes=True),
    "mmengine.config.Config.fromfile": _reader(None, named=True, attributes=True),
    **dict.fromkeys(("munch.Munch.fromYAML", "box.Box.from_yaml"), _reader("yaml", attributes=True)),
    **dict.fromkeys(("munch.Munch.fromJSON", "box.Box.from_json"), _reader("json", attributes=True)),
    "box.Box.from_toml": _reader("toml", attributes=True),
    "box.box_from_file": _reader(None, named=True, attributes=True),
}  # fmt: skip
