"""The table by version: what is said of each subject, in which versions, and how it is known; and its page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from lossguard.knowledge import index
from lossguard.knowledge.versions import Version, clauses_of
from lossguard.releases import RELEASES
from tests.versions.claims import NAMES, Line, claim
from tests.versions.measuring import Measured, recorded
from tests.versions.questions import QUESTIONS, Question

YES, NO, ABSENT = "yes", "no", "absent"
OTHERS: dict[str, tuple[Version, ...]] = {
    "sklearn": ((0, 22), (0, 23), (0, 24), *((1, minor) for minor in range(9))),
    "torchmetrics": ((0, 9), (0, 10), (0, 11), *((1, minor) for minor in range(10))),
    "torch": tuple(release for release in RELEASES["torch"] if release >= (1, 0)),
}
FIRST_TF_KERAS = (1, 4)
SHARED = range(4, 16)  # the minor releases of keras 2 that are tf.keras of the same number


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring versions of one flavour with the same answer. `measured` are the versions in it that were run."""

    answer: str
    lines: tuple[Line, ...]
    measured: tuple[Line, ...]

    def __str__(self) -> str:
        first, last = self.lines[0], self.lines[-1]
        name, backend = NAMES.get(first.flavour, first.flavour), f" on {first.backend}" if first.backend else ""
        newest = last.version == lines(first.flavour)[-1].version
        start, end = _number(first.version), _number(last.version)
        if first == lines(first.flavour)[0] and newest:
            return f"{name}, all{backend}"
        if newest:
            return f"{name} {start} on{backend}"
        return f"{name} {start}{backend}" if start == end else f"{name} {start} to {end}{backend}"


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything said of one subject."""

    question: Question
    stretches: tuple[Stretch, ...]


def entries() -> list[Entry]:
    """The whole table, in the order of the questions."""
    record = recorded()
    return [Entry(question, tuple(_stretches(question, record))) for question in QUESTIONS]


def lines(flavour: str, shared: bool = False) -> list[Line]:
    """The versions a flavour is looked at in, oldest first: the minor releases, and each side of a finer boundary.

    Of the package keras 2.4 to 2.15, whose code is that of tf.keras, only with `shared`.
    """
    if flavour in OTHERS:
        return [Line(flavour, version) for version in OTHERS[flavour]]
    if flavour == "tf":
        return [Line("tf", version) for version in RELEASES["tensorflow"] if version >= FIRST_TF_KERAS]
    plain = [version for version in RELEASES["keras"] if version >= (1, 0) and (shared or not _is_shared(version))]
    return [Line("keras", version) for version in sorted({*plain, *_finer()}, key=_padded)]


def _is_shared(version: Version) -> bool:
    return version[0] == 2 and version[1] in SHARED


def _finer() -> set[Version]:
    """The patch releases of Keras at which a row begins or ends, and the ones before."""
    found: set[Version] = set()
    for rows in index._index().rows.values():
        for row in rows:
            for flavour, bounds in clauses_of(row.versions):
                found |= {number for _, number in bounds if flavour == "keras" and len(number) == 3}
    return found | {(*number[:2], patch) for number in found for patch in (0, number[2] - 1)}


def _padded(version: Version) -> tuple[float, ...]:
    return (*version, math.inf, math.inf)[:3]


def _stretches(question: Question, record: list[Measured]) -> Iterator[Stretch]:
    for flavour in question.flavours:
        for backend in ("tensorflow", "torch") if question.ask == "computed" and flavour == "keras" else ("",):
            yield from _of_flavour(question, flavour, backend, record)


def _of_flavour(question: Question, flavour: str, backend: str, record: list[Measured]) -> Iterator[Stretch]:
    """The stretches of one flavour; another backend than TensorFlow is only that of Keras 3."""
    told = [
        (Line(flavour, line.version, backend if line.version[0] > 2 else ""), line.version)
        for line in lines(flavour, shared=question.ask == "module")
        if backend in ("", "tensorflow") or line.version[0] > 2
    ]
    said = [(claim(question, line), line) for line, _ in told]
    for answer, group in groupby(said, key=lambda pair: pair[0]):
        within = tuple(line for _, line in group)
        if answer is not None:
            yield Stretch(answer, within, _measured_in(question, within, backend, record))


def _measured_in(
    question: Question, within: tuple[Line, ...], backend: str, record: list[Measured]
) -> tuple[Line, ...]:
    first, last = within[0].version, within[-1].version
    return tuple(
        each.line
        for each in record
        if each.line.flavour == within[0].flavour
        and question.id in each.answers
        and (not backend or each.line.version[0] < 3 or each.line.backend == backend)
        and _among(each.line.version, first, last)
    )


def _among(version: Version, first: Version, last: Version) -> bool:
    """Whether a full version is of a stretch of releases, of which (2, 2) stands for all of 2.2.x but finer ones."""
    return first <= version[: len(first)] and version[: len(last)] <= last


def _number(version: Version) -> str:
    return ".".join(map(str, version))


# ---- the page ----


def page(table: list[Entry]) -> str:
    """The generated part of the page, in Markdown."""
    parts = [_summary(table), "", *_runs()]
    for topic, found in groupby(table, key=lambda entry: entry.question.topic):
        parts += ["", f"## {topic}", "", *_topic(list(found))]
    return "\n".join(parts) + "\n"


def _summary(table: list[Entry]) -> str:
    every = [stretch for entry in table for stretch in entry.stretches]
    run = sum(bool(stretch.measured) for stretch in every)
    answers = sum(len(each.answers) for each in recorded())
    return (
        f"{len(table)} subjects, {len(every)} answers over a stretch of versions: {run} measured in a version "
        f"of the stretch, {len(every) - run} read. {answers} answers of {len(recorded())} versions that were run:"
    )


def _runs() -> Iterator[str]:
    yield from ("", "| version | beside | Python |", "|---|---|---|")
    for each in recorded():
        yield f"| {each.line} | {each.beside.strip() if ' ' in each.beside.strip() else ''} | {each.python} |"


def _topic(found: list[Entry]) -> Iterator[str]:
    yield from ("| what | answer | versions | how it is known |", "|---|---|---|---|")
    alike: dict[tuple[tuple[str, str, str], ...], list[str]] = {}
    for entry in found:
        alike.setdefault(tuple(_cells(entry)), []).append(entry.question.subject)
    for cells, subjects in alike.items():
        for number, (answer, versions, how) in enumerate(cells):
            yield f"| {', '.join(subjects) if number == 0 else ''} | {answer} | {versions} | {how} |"


def _cells(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """(answer, versions, how it is known) of each answer; of names alone only where they are known."""
    answers = list(dict.fromkeys(stretch.answer for stretch in entry.stretches))
    if set(answers) <= {YES, NO}:
        there = [stretch for stretch in entry.stretches if stretch.answer == YES]
        yield "known" if there else "never known", _joined(there) or "none", _known(entry.stretches, entry.question)
        return
    for answer in answers:
        these = [stretch for stretch in entry.stretches if stretch.answer == answer]
        yield _spelled(answer), _joined(these), _known(these, entry.question)


def _spelled(answer: str) -> str:
    return f"`{answer}`" if "_" in answer or "=" in answer else answer


def _joined(stretches: Iterable[Stretch]) -> str:
    return "; ".join(map(str, stretches))


def _known(stretches: Iterable[Stretch], question: Question) -> str:
    """The versions that were run, and what of the others was read where."""
    every = list(stretches)
    run = sum(len(stretch.measured) for stretch in every)
    unrun = [str(stretch) for stretch in every if not stretch.measured]
    parts = [f"measured in {run} version{'s' if run > 1 else ''}"] if run else []
    if unrun:
        parts.append(f"read ({question.source}): {'; '.join(unrun)}")
    return "; ".join(parts)
