"""The set-ups for people: a block for each, with its verdict, its parts, their places, and what could not be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from lossguard.circumstances import spoken
from lossguard.findings import Place, Spot
from lossguard.records import dataclass
from lossguard.report.excerpt import failure_lines, location
from lossguard.report.terminal import Line, Piece, columns_of, plain, safe, width_of, wrapped, write_lines
from lossguard.results import JudgedOutput, JudgedSetup, Report
from lossguard.rules.wording import head_words, labels_words, loss_words, metric_words
from lossguard.setups import Engine, MetricUse, Output, Unknown
from lossguard.vocabulary import Answer

MARGIN = 11  # "  metrics  "
BLOCK_COLUMNS = 110
SMALLEST_ROOM = 20
LONG_PLACE = 3  # a place that takes more than a third of the line does not stand beside the words
LONG_CONDITION = 60  # characters
MARKS = {Answer.OK: "\N{CHECK MARK}", Answer.WRONG: "\N{BALLOT X}", Answer.UNKNOWN: "?"}
PLAIN_MARKS = {Answer.OK: "+", Answer.WRONG: "x", Answer.UNKNOWN: "?"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a block: its key, words, the place in words ("" for none) and itself, and a style for the words."""

    key: str
    words: str
    where: str = ""
    style: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What is said of a part of an output, where, and whether it is a reason for not knowing."""

    words: str
    spot: Spot | None = None
    unknown: bool = False


def write(report: Report, stream: TextIO) -> None:
    """Write a block for each set-up, then a paragraph for each file that could not be read."""
    columns = min(columns_of(stream), BLOCK_COLUMNS)
    write_lines(_report(report, columns, _marks_for(stream)), stream)


def _marks_for(stream: TextIO) -> dict[Answer, str]:
    """Signs that the stream can encode."""
    try:
        "".join(MARKS.values()).encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return PLAIN_MARKS
    return MARKS


def _report(report: Report, columns: int, marks: dict[Answer, str]) -> Iterator[Line]:
    for setup in report.setups:
        title = _title(setup, marks)
        engine = engine_words(setup.engine)
        fits = sum(width_of(piece.text) for piece in title) + 2 + width_of(engine) <= columns
        yield (*title, Piece(f"  {engine}", "quiet")) if fits else title
        rows = [] if fits else [Row("engine", engine, style="quiet")]
        yield from _aligned(
            [*rows, *(row for index in range(len(setup.outputs)) for row in rows_of(setup, index))], columns
        )
        yield plain("")
    for failure in report.failures:
        yield from failure_lines(failure, columns)


def _title(setup: JudgedSetup, marks: dict[Answer, str]) -> Line:
    return (
        Piece(f"{marks[setup.answer]} {setup.answer:<7}", str(setup.answer)),
        Piece(f"  {location(setup.place)}", "strong"),
    )


def engine_words(engine: Engine) -> str:
    """The engine and how its version is known."""
    if engine.assumed and engine.version is not None:
        return f"{engine.label}, assumed: the newest with {safe(engine.origin.removesuffix(' in the file'))}"
    if engine.assumed:
        return f"{engine.label}, assumed: nothing names a version"
    return f"{engine.label}, from {safe(engine.origin)}" if engine.origin else engine.label


def rows_of(setup: JudgedSetup, index: int) -> Iterator[Row]:
    """The output's name and verdict where there are several, then head, loss, labels and metrics, then the codes."""
    judged = setup.outputs[index]
    if len(setup.outputs) > 1 or judged.name is not None:
        yield Row("output", f"{judged.name or index + 1}: {judged.answer}", style=str(judged.answer))
    yield from _part("head", judged, setup, _head)
    yield from _part("loss", judged, setup, _loss)
    yield from _part("labels", judged, setup, _labels)
    yield from _part("metrics", judged, setup, _metrics)
    if judged.findings:
        yield Row(
            "", ", ".join(judged.findings), style=str(Answer.WRONG) if judged.answer is Answer.WRONG else "strong"
        )


def _part(
    key: str, judged: JudgedOutput, setup: JudgedSetup, view: Callable[[Output], tuple[Fact, ...]]
) -> Iterator[Row]:
    """The rows of one part, once for each form that it has on some way."""
    alternatives = judged.alternatives(view)
    for position, one in enumerate(alternatives):
        if len(alternatives) > 1:
            yield Row(key, f"{_when(one.conditions, position, len(alternatives))}:", style="quiet")
            key = ""
        for fact in one.value:
            words = f"unknown: {fact.words}" if fact.unknown else fact.words
            place = setup.places.get(fact.spot) if fact.spot is not None else None
            yield Row(key, words, _where(place, setup), "doubt" if fact.unknown else "", place)
            key = ""


def _when(conditions: Sequence[str], position: int, count: int) -> str:
    """When one of several forms is met; of the last nothing more than that, where all that leads to it is long."""
    when = spoken(conditions) or ("otherwise" if position else "in some ways")
    return "otherwise" if position == count - 1 and len(when) > LONG_CONDITION else when


def _head(output: Output) -> tuple[Fact, ...]:
    if isinstance(output.head, Unknown):
        return (_doubt(output.head),)
    head = output.head.value
    return (Fact(head_words(head), head.spot), *_reason(head.space))


def _loss(output: Output) -> tuple[Fact, ...]:
    if isinstance(output.loss, Unknown):
        return (_doubt(output.loss),)
    loss = output.loss.value
    return (Fact(loss_words(loss), loss.spot), *_reason(loss.expects))


def _labels(output: Output) -> tuple[Fact, ...]:
    if isinstance(output.labels, Unknown):
        return (_doubt(output.labels),)
    labels = output.labels.value
    return (Fact(labels_words(labels), labels.spot), *_reason(labels.encoding))


def _metrics(output: Output) -> tuple[Fact, ...]:
    facts = tuple(Fact(_metric(metric), metric.spot) for metric in output.metrics)
    if output.metrics_why is not None:
        return (*facts, Fact(output.metrics_why, unknown=True))
    return facts or (Fact("none"),)


def _metric(metric: MetricUse) -> str:
    if isinstance(metric.resolved, Unknown):
        return f"{metric.name}, not resolved: {metric.resolved.why}"
    return metric_words(metric)


def _doubt(unknown: Unknown) -> Fact:
    return Fact(unknown.why, unknown.spot, unknown=True)


def _reason(fact: object) -> tuple[Fact, ...]:
    """The reason, where the deciding field of a known part is unknown."""
    return (_doubt(fact),) if isinstance(fact, Unknown) else ()


def _where(place: Place | None, setup: JudgedSetup) -> str:
    """ "line 12" in the set-up's own file (and cell), else the path with the line; "" where it is not known."""
    if place is None:
        return ""
    if place.path != setup.place.path:
        return f"{safe(place.path)}:{place.line}"
    return f"line {place.line}" if place.cell == setup.place.cell else f"cell {place.cell}, line {place.line}"


def _aligned(rows: list[Row], columns: int) -> Iterator[Line]:
    """The rows with their words wrapped and their places in one column to the right of the longest words; a long place
    has a line of its own."""
    widths = [width_of(row.where) for row in rows]
    beside = [bool(row.where) and width * LONG_PLACE <= columns for row, width in zip(rows, widths, strict=True)]
    places = max((width + 3 for width, fits in zip(widths, beside, strict=True) if fits), default=0)
    room = max(SMALLEST_ROOM, columns - MARGIN - places)
    texts = [wrapped(row.words, room) for row in rows]
    longest = max((width_of(text) for lines in texts for text in lines), default=0)
    for row, lines, fits in zip(rows, texts, beside, strict=True):
        for index, text in enumerate(lines):
            gap = " " * (longest - width_of(text) + 3)
            place = (Piece(gap + row.where, "quiet"),) if fits and index == 0 else ()
            yield (Piece(f"  {row.key if index == 0 else '':<9}", "strong"), Piece(text, row.style), *place)
        if row.where and not fits:
            yield (Piece(" " * MARGIN), Piece(row.where, "quiet"))
