"""The JUnit format: a test suite a file, a failed case a finding, for build servers that show nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from lossguard.findings import Failure, Finding
from lossguard.report.excerpt import location
from lossguard.report.prose import certainty, sentences
from lossguard.report.terminal import safe
from lossguard.results import Report

# What XML 1.0 cannot hold, not even as a reference.
_NOT_XML = re.compile("[^\x09\x0a\x0d\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report, stream: TextIO) -> None:
    """Write one document. A run without findings is one case that passes: to some servers no case is a failure."""
    for line in _document(report):
        stream.write(f"{_NOT_XML.sub('?', line)}\n")


def _document(report: Report) -> Iterator[str]:
    suites: dict[str, list[str]] = {}
    for finding in report.findings:
        suites.setdefault(finding.place.path, []).extend(_finding(finding))
    for failure in report.failures:
        suites.setdefault(failure.path, []).extend(_error(failure))
    failures, errors = len(report.findings), len(report.failures)
    total = failures + errors or 1
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<testsuites name="lossguard" tests="{total}" failures="{failures}" errors="{errors}">'
    if not suites:
        yield '  <testsuite name="lossguard" tests="1" failures="0" errors="0">'
        yield f'    <testcase name="{report.summary.files_seen} files" classname="lossguard"/>'
        yield "  </testsuite>"
    for path, cases in sorted(suites.items()):
        failed = sum(case.lstrip().startswith("<failure") for case in cases)
        broken = sum(case.lstrip().startswith("<error") for case in cases)
        head = f'tests="{failed + broken}" failures="{failed}" errors="{broken}"'
        yield f"  <testsuite name={quoteattr(safe(path))} {head}>"
        yield from cases
        yield "  </testsuite>"
    yield "</testsuites>"


def _finding(finding: Finding) -> list[str]:
    message = sentences(f"{certainty(finding)}{finding.message}")
    text = [location(finding.place), message, *(sentences(each) for each in (finding.help, finding.confirm) if each)]
    text += [f"{location(related.place)}: {related.message}" for related in finding.related]
    name = f"{finding.code} {finding.name} at line {finding.place.line}"
    if finding.place.cell is not None:
        name += f" of cell {finding.place.cell}"
    return _case(finding.place.path, name, "failure", str(finding.severity), message, text)


def _error(failure: Failure) -> list[str]:
    where = "" if failure.cell is None else f" cell {failure.cell}"
    where += "" if failure.line is None else f" line {failure.line}"
    return _case(failure.path, f"{failure.code}{where}", "error", failure.code, failure.reason, [failure.reason])


def _case(path: str, name: str, tag: str, kind: str, message: str, text: list[str]) -> list[str]:
    return [
        f"    <testcase classname={quoteattr(safe(path))} name={quoteattr(safe(name))}>",
        f"      <{tag} type={quoteattr(kind)} message={quoteattr(safe(message))}>"
        f"{escape(chr(10).join(safe(line) for line in text))}</{tag}>",
        "    </testcase>",
    ]
