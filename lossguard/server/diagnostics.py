"""A report as an editor shows it: marks with their related places, and the changes that are offered for them."""

from __future__ import annotations

from lsprotocol import types
from pygls.workspace import PositionCodec

from lossguard.findings import Failure, Finding, Fix, Place
from lossguard.report.prose import certainty, sentences
from lossguard.results import Report
from lossguard.server.documents import Opened
from lossguard.server.positions import range_of

SOURCE = "lossguard"
SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}


def diagnostics(report: Report, opened: Opened, codec: PositionCodec) -> dict[str, list[types.Diagnostic]]:
    """The marks of each document of `opened`: the file, or every cell of the notebook, even where there are none."""
    found: dict[str, list[types.Diagnostic]] = {uri: [] for uri in opened.cells or (opened.uri,)}
    for finding in report.findings:
        if finding.place.path == opened.path:
            found.setdefault(opened.uri_of(finding.place), []).append(diagnostic(finding, opened, codec))
    for failure in report.failures:
        place = _place(failure)
        found.setdefault(opened.uri_of(place), []).append(_failed(failure, place, opened, codec))
    return found


def diagnostic(finding: Finding, opened: Opened, codec: PositionCodec) -> types.Diagnostic:
    """The mark of one finding."""
    parts = [sentences(f"{certainty(finding)}{finding.message}")]
    parts += [f"{title}: {sentences(text)}" for title, text in _further(finding) if text]
    return types.Diagnostic(
        range=range_of(finding.place, opened.lines_of(finding.place), codec),
        message="\n".join(parts),
        severity=SEVERITIES[finding.severity],
        code=finding.code,
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(location(related.place, opened, codec), related.message)
            for related in finding.related
        ],
        data={"fingerprint": finding.fingerprint},
    )


def location(place: Place, opened: Opened, codec: PositionCodec) -> types.Location:
    """A place as an editor can open it."""
    return types.Location(opened.uri_of(place), range_of(place, opened.lines_of(place), codec))


def workspace_edit(fix: Fix, opened: Opened, codec: PositionCodec) -> types.WorkspaceEdit:
    """The edits of a fix, by document; they are one change, so all are made or none."""
    changes: dict[str, list[types.TextEdit]] = {}
    for edit in fix.edits:
        span = range_of(edit.place, opened.lines_of(edit.place), codec)
        changes.setdefault(opened.uri_of(edit.place), []).append(types.TextEdit(span, edit.text))
    return types.WorkspaceEdit(changes=changes)


def _further(finding: Finding) -> tuple[tuple[str, str | None], ...]:
    return ("Change", finding.help), ("Confirm", finding.confirm)


def _place(failure: Failure) -> Place:
    line = failure.line or 1
    return Place(failure.path, line, 1, line, 10_000, failure.cell)


def _failed(failure: Failure, place: Place, opened: Opened, codec: PositionCodec) -> types.Diagnostic:
    return types.Diagnostic(
        range=range_of(place, opened.lines_of(place), codec),
        message=sentences(failure.reason),
        severity=types.DiagnosticSeverity.Warning,
        code=failure.code,
        source=SOURCE,
    )
