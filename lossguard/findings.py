"""What a rule says and what the reports print: plain, picklable data."""

from __future__ import annotations

from lossguard.records import dataclass, field
from lossguard.vocabulary import Confidence, Severity, Word


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


class Action(Word):
    """What a `Change` does to the code at its spot, whichever way that is written."""

    REMOVE = "remove"  # takes an activation away: the argument, the layer, or the call around what it is applied to
    RENAME = "rename"  # makes a loss, a metric or an activation another one: `text` is its canonical name
    SET = "set"  # gives a call a keyword argument: `text` is "from_logits=True"
    DROP = "drop"  # takes a keyword argument away: `text` is its name
    KEYWORD = "keyword"  # names a positional argument: `text` is the name
    CALL = "call"  # makes an instance of a class first: Loss(a, b) becomes Loss()(a, b)
    SWAP = "swap"  # exchanges the first two arguments of a call
    WRAP = "wrap"  # puts `text` around an expression, which it calls {}: "{}.float()"
    TARGET = "target"  # the same around the argument of a call that is the target of the loss there
    RIGHT = "right"  # makes the right side of a comparison `text`
    VALUE = "value"  # makes the value of an argument `text`
    OBJECT = "object"  # an object of the framework in the place of its name: "metrics.AUC(from_logits=True)"
    DECIDE = "decide"  # a comparison with `text` in the place of an argmax over one unit


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a repair, said without its spelling: `edits` finds the characters that have to change."""

    action: Action
    spot: Spot
    text: str = ""
    was: str = ""  # the name that must be written there, as far as capitals and underscores go; "": any


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that belong together. `safe` means that what is trained stays the same."""

    title: str
    safe: bool
    changes: tuple[Change, ...]


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
    fix: Fix | None = None  # the preferred one
    alternatives: tuple[Fix, ...] = ()  # others that would do, in order of preference
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
