"""The HTML report: one file with a card for every set-up, its parts, their source lines and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TextIO

from lossguard import __version__
from lossguard.findings import Failure, Finding, Place
from lossguard.report.excerpt import location
from lossguard.report.html_style import SCRIPT, STYLE
from lossguard.report.prose import certainty, sentences
from lossguard.report.setups_text import Row, engine_words, rows_of
from lossguard.report.summary import summary_line
from lossguard.report.terminal import safe
from lossguard.results import JudgedSetup, Report
from lossguard.vocabulary import Answer

PARTS = ("head", "loss", "labels", "metrics")


def write(report: Report, stream: TextIO) -> None:
    """Write one document that loads nothing else. It needs the set-ups in the report."""
    for line in _document(report):
        stream.write(f"{line}\n")


def _document(report: Report) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<title>lossguard report</title>"
    yield f"<style>{STYLE}</style></head><body>"
    yield f'<header><h1>lossguard</h1><p>{_text(summary_line(report))}</p><p class="quiet">{__version__}</p></header>'
    yield from _filters(report)
    yield '<main id="cards">'
    shown: set[int] = set()
    for setup in report.setups:
        findings = [finding for finding in report.findings if _about(finding, setup)]
        shown.update(map(id, findings))
        yield from _card(setup, findings, report)
    others = [finding for finding in report.findings if id(finding) not in shown]
    if others:
        yield '<article class="card wrong"><h2>Further findings</h2>'
        for finding in others:
            yield from _finding(finding)
        yield "</article>"
    for failure in report.failures:
        yield _failure(failure)
    if not (report.setups or others or report.failures):
        yield '<p class="empty">No training set-up was found.</p>'
    yield f"</main><script>{SCRIPT}</script></body></html>"


def _filters(report: Report) -> Iterator[str]:
    """Buttons that show the cards of one verdict."""
    counts = {answer: sum(setup.answer is answer for setup in report.setups) for answer in Answer}
    yield '<nav aria-label="Verdict">'
    yield f'<button data-show="all" aria-pressed="true">all {len(report.setups)}</button>'
    for answer in (Answer.WRONG, Answer.UNKNOWN, Answer.OK):
        yield f'<button data-show="{answer}" aria-pressed="false">{answer} {counts[answer]}</button>'
    yield "</nav>"


def _about(finding: Finding, setup: JudgedSetup) -> bool:
    """Whether a finding speaks of this set-up: its code is among the set-up's, and a place is shared."""
    codes = {code for output in setup.outputs for code in output.findings}
    places = {setup.place, *setup.places.values()}
    return finding.code in codes and bool(places & {finding.place, *(each.place for each in finding.related)})


def _card(setup: JudgedSetup, findings: list[Finding], report: Report) -> Iterator[str]:
    yield f'<article class="card {setup.answer}" data-verdict="{setup.answer}">'
    yield f'<h2><span class="badge">{setup.answer}</span> {_text(location(setup.place))}</h2>'
    yield f'<p class="quiet">{_text(engine_words(setup.engine))}</p>'
    for index, output in enumerate(setup.outputs):
        if len(setup.outputs) > 1 or output.name is not None:
            yield f"<h3>output {_text(output.name or str(index + 1))}: {output.answer}</h3>"
        yield "<dl>"
        for row in rows_of(setup, index):
            if row.key in PARTS or (not row.key and row.place is not None) or row.style == "doubt":
                yield _part(row, report)
        yield "</dl>"
    for finding in findings:
        yield from _finding(finding)
    yield "</article>"


def _part(row: Row, report: Report) -> str:
    doubt = ' class="doubt"' if row.style == "doubt" else ""
    where = f' <span class="quiet">{_text(row.where)}</span>' if row.where else ""
    source = "" if row.place is None else _source(row.place, report)
    return f"<dt>{_text(row.key)}</dt><dd{doubt}>{_text(row.words)}{where}{source}</dd>"


def _source(place: Place, report: Report) -> str:
    """The first line of a place, with what is meant marked."""
    line = report.excerpts.get((place.path, place.cell), {}).get(place.line)
    if line is None:
        return ""
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    before, inside, after = line[: place.column - 1].lstrip(), line[place.column - 1 : end], line[end:]
    return f"<pre><code>{_text(before)}<mark>{_text(inside)}</mark>{_text(after)}</code></pre>"


def _finding(finding: Finding) -> Iterator[str]:
    yield f'<section class="finding {finding.severity}">'
    yield f"<h4>{finding.code} {_text(finding.name)}</h4>"
    yield f'<p class="quiet">{_text(location(finding.place))}, {finding.severity}, {finding.confidence}</p>'
    yield f"<p>{_text(sentences(f'{certainty(finding)}{finding.message}'))}</p>"
    for title, text in (("Change", finding.help), ("Confirm", finding.confirm)):
        if text:
            yield f"<p><strong>{title}.</strong> {_text(sentences(text))}</p>"
    if finding.fix is not None:
        safety = "leaves what is trained as it is" if finding.fix.safe else "changes what is trained"
        yield f"<p><strong>Fix.</strong> {_text(sentences(finding.fix.title))} It {safety}.</p>"
    yield "</section>"


def _failure(failure: Failure) -> str:
    cell = "" if failure.cell is None else f", cell {failure.cell}"
    line = "" if failure.line is None else f", line {failure.line}"
    return (
        f'<article class="card failed"><h2><span class="badge">{failure.code}</span> {_text(failure.path)}'
        f"{cell}{line}</h2><p>{_text(sentences(failure.reason))}</p></article>"
    )


def _text(text: str) -> str:
    """Text that is only text: nothing in a checked file can become markup, or reorder what stands beside it."""
    return escape(safe(text))
