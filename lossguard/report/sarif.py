"""The SARIF 2.1.0 format, for code scanning: one run with every rule, the findings, and what could not be checked."""

from __future__ import annotations

from typing import TextIO
from urllib.parse import quote

from lossguard import __version__
from lossguard.findings import Edit, Failure, Finding, Fix, Place
from lossguard.report.json import Json, dump
from lossguard.report.prose import certainty, place_words, sentences
from lossguard.report.rule import example
from lossguard.results import Report
from lossguard.rules.rule import Rule
from lossguard.rules.table import all_rules

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def write(report: Report, stream: TextIO) -> None:
    """Write one log and a line break. Columns are Unicode code points, as everywhere in lossguard."""
    rules = all_rules()
    index = {rule.code: number for number, rule in enumerate(rules)}
    run: Json = {
        "tool": {"driver": _driver(rules)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [_result(finding, index) for finding in report.findings],
    }
    dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, stream)


def _driver(rules: tuple[Rule, ...]) -> Json:
    return {"name": "lossguard", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules]}


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": sentences(rule.summary)},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n\n{rule.remedy}", "markdown": _markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": ["machine-learning", "correctness"], "problem.severity": _problem(rule)},
    }


def _problem(rule: Rule) -> str:
    return "recommendation" if rule.severity == "note" else str(rule.severity)


def _markdown(rule: Rule) -> str:
    """The page of the rule, as code scanning shows it beside an alert."""
    parts = [f"**{rule.name}**: {sentences(rule.summary)}", rule.why, rule.remedy]
    if rule.signature:
        parts.append(f"In a log: {rule.signature}")
    for title, program in (("Wrong", rule.bad), ("Right", rule.good)):
        if program.strip():
            versions, text = example(program)
            parts.append(f"{title}{f' with {versions}' if versions else ''}:\n\n```python\n{text.strip()}\n```")
    return "\n\n".join(parts)


def _invocation(report: Report) -> Json:
    return {
        "executionSuccessful": not report.crashed,
        "toolExecutionNotifications": [_notification(failure) for failure in report.failures],
    }


def _notification(failure: Failure) -> Json:
    words = "" if failure.cell is None else f"cell {failure.cell}: "
    location: Json = {"artifactLocation": _artifact(failure.path)}
    if failure.line is not None and failure.cell is None:
        location["region"] = {"startLine": failure.line}
    return {
        "descriptor": {"id": failure.code},
        "level": "error",
        "message": {"text": f"{words}{failure.reason}"},
        "locations": [{"physicalLocation": location}],
    }


def _result(finding: Finding, index: dict[str, int]) -> Json:
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": sentences(f"{certainty(finding)}{finding.message}", finding.help, finding.confirm)},
        "locations": [_location(finding.place)],
        "partialFingerprints": {
            "primaryLocationLineHash": f"{finding.fingerprint[:16]}:1",
            "lossguard/v1": finding.fingerprint,
        },
        "properties": {"confidence": str(finding.confidence), "conditions": list(finding.conditions)},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(related.place), "message": {"text": related.message}}
            for number, related in enumerate(finding.related)
        ]
    if finding.fix is not None and all(edit.place.cell is None for edit in finding.fix.edits):
        result["fixes"] = [_fix(finding.fix)]
    return result


def _location(place: Place) -> Json:
    """Where it is. The lines of a cell are no lines of the notebook's file: the cell is a logical location then."""
    physical: Json = {"artifactLocation": _artifact(place.path)}
    if place.cell is None:
        return {"physicalLocation": {**physical, "region": _region(place)}}
    name = place_words(place)
    # GitHub refuses a location without a line.
    return {
        "physicalLocation": {**physical, "region": {"startLine": 1}},
        "logicalLocations": [{"name": name, "fullyQualifiedName": f"{place.path}: {name}", "kind": "module"}],
    }


def _region(place: Place) -> Json:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(path: str) -> Json:
    """A file: relative to the root of the sources, or absolute where it was given so."""
    slashed = path.replace("\\", "/")
    if slashed.startswith("/"):
        return {"uri": f"file://{quote(slashed, errors='surrogateescape')}"}
    return {"uri": quote(slashed.removeprefix("./"), errors="surrogateescape"), "uriBaseId": ROOT}


def _fix(fix: Fix) -> Json:
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.place.path, []).append(edit)
    safety = "" if fix.safe else " (changes what is trained)"
    return {
        "description": {"text": f"{fix.title}{safety}"},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": [_replacement(edit) for edit in edits]}
            for path, edits in by_path.items()
        ],
    }


def _replacement(edit: Edit) -> Json:
    return {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}}
