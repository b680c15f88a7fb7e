"""What a rule says and what the reports print: plain, picklable data."""

from __future__ import annotations

from dataclasses import dataclass, field

from lossguard.vocabulary import Confidence, Severity


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A node of a lowered program: cheap to carry, resolved to a `Place` only when it is reported.

    `path` is the file as it was given, `ref` the number the frontend gave the node (`frontend.places`).
    """

    path: str
    ref: int


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of source. Lines and columns count from 1 (Unicode code points), `end_column` is exclusive.

    In a notebook `cell` is the index among all cells, from 0, and lines count within the cell.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class SpotEdit:
    """Replace the text of `spot` by `text`."""

    spot: Spot
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A proposed change, in spots. `safe` means that what is trained stays the same."""

    title: str
    safe: bool
    edits: tuple[SpotEdit, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a rule reports about one output of one set-up, before places are resolved.

    `spot` is the place to change or, where several would do, the loss. `related` are the head, the loss, the labels
    and the metric that took part, each with a few words ("the head: softmax over 10 units"). `message` is one sentence
    or two: what happens and why. `help` is what to change; `confirm` is how to see it in a log, where there is a sign.
    """

    spot: Spot
    message: str
    help: str | None = None
    confirm: str | None = None
    related: tuple[tuple[Spot, str], ...] = ()
    severity: Severity | None = None  # None: the rule's own
    repairs: tuple[Repair, ...] = ()
    may_be_wrong: bool = False  # the evidence itself is weak: at most possible


@dataclass(frozen=True, slots=True)
class Related:
    """A further place that took part in a finding, in a few words."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text at `place` by `text`."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together, and whether what is trained stays the same (`safe`)."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a report: a `Diagnosis` with its rule, its places and its certainty."""

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    place: Place
    help: str | None = None
    confirm: str | None = None
    url: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    conditions: tuple[str, ...] = field(default=())  # for which values it happens, when it is only possible


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or a cell, that could not be checked, and why."""

    path: str
    reason: str
    code: str = "LG901"  # or LG900, an internal error
    cell: int | None = None
    line: int | None = None
