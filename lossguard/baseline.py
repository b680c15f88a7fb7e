"""The findings of an older code base, put aside: a file of fingerprints, and what of a report is left over it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any

from lossguard.errors import UsageError
from lossguard.findings import Finding
from lossguard.records import dataclass, replace
from lossguard.results import Report
from lossguard.source.project import path_in_project
from lossguard.writing import whole

SCHEMA = 1
LARGEST_BYTES = 64 * 2**20  # a hundred thousand findings; more is no baseline
OPTION = "--baseline"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding put aside. `path` and `line` are where it was, for a reader; the fingerprint alone decides."""

    fingerprint: str
    code: str
    path: str
    line: int


def read(file: str) -> tuple[Entry, ...]:
    """The entries of a baseline file.

    Raises:
        UsageError: it cannot be read, or is none.
    """
    try:
        if os.path.getsize(file) > LARGEST_BYTES:
            raise UsageError(f"{OPTION}: {file} is no baseline: larger than {LARGEST_BYTES >> 20} MB")
        with open(file, "rb") as stream:
            content = json.loads(stream.read())
    except OSError as error:
        raise UsageError(
            f"{OPTION}: {file} cannot be read: {error.strerror}; --write-baseline {file} makes one"
        ) from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{OPTION}: {file} is no JSON: {error}") from None
    return tuple(_entry(file, each) for each in _listed(file, content))


def _listed(file: str, content: Any) -> list[Any]:
    if not isinstance(content, dict) or not isinstance(content.get("findings"), list):
        raise UsageError(f'{OPTION}: {file} is no baseline: it has no list of "findings"')
    if content.get("schema") != SCHEMA:
        raise UsageError(
            f"{OPTION}: {file} has the schema {content.get('schema')!r}, this lossguard reads {SCHEMA}: write it anew"
        )
    found: list[Any] = content["findings"]
    return found


def _entry(file: str, each: Any) -> Entry:
    match each:
        case {"fingerprint": str(fingerprint), "code": str(code), "path": str(path), "line": int(line)}:
            return Entry(fingerprint, code, path, line)
        case _:
            raise UsageError(f"{OPTION}: {file}: an entry without fingerprint, code, path and line: write it anew")


def write(file: str, findings: Iterable[Finding]) -> int:
    """Write the findings as a baseline, a line each in the order of their places, and return how many they are.

    Raises:
        UsageError: it cannot be written.
    """
    entries = [
        {
            "path": path_in_project(each.place.path),
            "line": each.place.line,
            "code": each.code,
            "fingerprint": each.fingerprint,
        }
        for each in findings
    ]
    lines = ",\n".join(f"    {json.dumps(entry)}" for entry in entries)
    text = f'{{\n  "schema": {SCHEMA},\n  "findings": [{f"{chr(10)}{lines}{chr(10)}  " if entries else ""}]\n}}\n'
    try:
        with whole(file) as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"--write-baseline: {file} cannot be written: {error.strerror}") from None
    return len(entries)


def without(report: Report, entries: Iterable[Entry]) -> tuple[Report, tuple[Entry, ...]]:
    """The report without the findings that the baseline has, their number in its summary; and the entries that none
    of the findings is: fixed since, or in files that were not checked.
    """
    known = {entry.fingerprint: entry for entry in entries}
    found = {finding.fingerprint for finding in report.findings}
    left = tuple(finding for finding in report.findings if finding.fingerprint not in known)
    summary = replace(report.summary, baselined=len(report.findings) - len(left))
    gone = tuple(entry for fingerprint, entry in known.items() if fingerprint not in found)
    return replace(report, findings=left, summary=summary), gone
