"""The JSON schema of the settings, for editors: the keys, their values, and a sentence on each."""

from __future__ import annotations

from enum import Enum
from typing import Any

from lossguard.config_files import CODE, FAIL_ON
from lossguard.knowledge.described import FLAVOURS
from lossguard.knowledge.rows import LayerKind
from lossguard.releases import BACKENDS, FRAMEWORKS
from lossguard.vocabulary import OUTPUT_FORMATS, Confidence, Decision, Encoding, Family, Severity, Space, Units

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_CODE: Schema = {"type": "string", "pattern": f"^\\s*(?i:{CODE.pattern})\\s*$"}
_CODES: Schema = {"type": "array", "items": _CODE}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def schema() -> Schema:
    """The schema of a lossguard.toml, and of [tool.lossguard] in a pyproject.toml."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "lossguard",
        "description": "Settings of lossguard, in lossguard.toml or under [tool.lossguard] in pyproject.toml.",
        **_table(
            {
                "select": _told(_CODES, "Only these rules: codes, or prefixes of codes."),
                "extend-select": _told(_CODES, "These rules too."),
                "ignore": _told(_CODES, "Not these rules."),
                "per-file-ignores": _told(_map(_CODES), "Patterns, as in .gitignore, and the codes ignored there."),
                "exclude": _told(_TEXTS, "Patterns, as in .gitignore, of files that are not checked."),
                "min-confidence": _told(_one_of(Confidence), "Show findings from this confidence on."),
                "fail-on": _told({"enum": list(FAIL_ON)}, "Exit with 1 from this severity on."),
                "output-format": _told({"enum": list(OUTPUT_FORMATS)}, "The form of the report."),
                "framework-versions": _told(_versions(), "Versions that the files of the project do not tell."),
                "severity": _told(_map(_one_of(Severity)), "The severity of rules, by code or prefix."),
                "cache-dir": _told(_TEXT, "The folder for what is remembered between runs."),
                "losses": _told(_rows(_LOSS, "family", "expects", "labels"), "Losses of your own."),
                "metrics": _told(_rows(_METRIC, "decision", "family", "labels"), "Metrics of your own."),
                "layers": _told(_rows(_LAYER), "Layers and activations of your own."),
                "loaders": _told(_rows(_LOADER, "encoding"), "Functions of your own that load data."),
                "root": _told({"type": "boolean"}, "True: no file further up is read."),
            }
        ),
    }


def _table(properties: dict[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }


def _told(kind: Schema, sentence: str) -> Schema:
    return {"description": sentence, **kind}


def _map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _one_of(words: type[Enum]) -> Schema:
    return {"enum": [word.value for word in words]}


def _some_of(words: type[Enum]) -> Schema:
    return {"type": "array", "items": _one_of(words), "minItems": 1}


def _versions() -> Schema:
    return {
        "type": "object",
        "properties": {**dict.fromkeys(FRAMEWORKS, _TEXT), "backend": {"enum": list(BACKENDS)}},
    }


def _rows(properties: dict[str, Schema], *required: str) -> Schema:
    shared = {"name": _TEXT, "names": _TEXTS, "framework": {"enum": list(FLAVOURS)}, "params": _TEXT}
    return {"type": "array", "items": _table({**shared, **properties}, required)}


_CALLED: dict[str, Schema] = {
    "family": _one_of(Family),
    "expects": _one_of(Space),
    "labels": _some_of(Encoding),
    "units": _one_of(Units),
    "class": {"type": "boolean"},
    "prediction": _TEXT,
    "target": _TEXT,
    "call": _TEXT,
}
_LOSS: dict[str, Schema] = {**_CALLED, "when": {"type": "array", "items": {"type": "object", "required": ["expects"]}}}
_METRIC: dict[str, Schema] = {**_CALLED, "decision": _one_of(Decision)}
_LAYER: dict[str, Schema] = {
    "kind": _one_of(LayerKind),
    "space": _one_of(Space),
    "width": _TEXT,
    "activation": _TEXT,
    "fixed-activation": _TEXT,
    "rank": _NUMBER,
    "class": {"type": "boolean"},
}
_LOADER: dict[str, Schema] = {
    "returns": _TEXT,
    "encoding": _one_of(Encoding),
    "classes": _NUMBER,
    "rank": _NUMBER,
    "width": _NUMBER,
    "dtype": _TEXT,
}
