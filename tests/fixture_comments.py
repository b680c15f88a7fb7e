"""What a fixture says about itself: the comments of style.md, parsed strictly.

    model.compile(loss="bce")  # expect: LG104, LG301          this line reports these two, certain
    # expect: LG104 possible @12                               the next line of code, possible, at column 12 (from 1)
    x = f()  # known-miss: LG201                                should report, does not yet
    x = f()  # known-noise: LG201                               reports, should not
    # reveal: head.space = simplex                              what was inferred for the set-up on the next line
    # options: framework-version=keras=2.2.4 min-confidence=possible select=LG1

At the end of a line a comment means that line; alone on a line, the next line that has code. `# options:` stands in
line 1 and takes framework-version, min-confidence, select, extend-select and ignore, separated by blanks, and for files
that are to be fixed fix=unsafe.

Without options a fixture is checked as a user checks a file without a configuration: certain findings only, notes off.
A fixture about a note says `# options: extend-select=LG112`; one about a possible finding
`# options: min-confidence=possible`.
Codes count one by one: two findings of one code on a line are two expectations.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

KINDS = ("expect", "known-miss", "known-noise", "reveal", "options")
OPTIONS = ("framework-version", "min-confidence", "select", "extend-select", "ignore", "fix")
_COMMENT = re.compile(r"#\s*(expect|known-miss|known-noise|reveal|options): *([^#]*)")
_LOOKS_LIKE = re.compile(r"#\s*(expect\w*|known[-_ ]?(?:miss|noise)\w*|reveals?|options?)\s*(:|=|LG\d)", re.IGNORECASE)
_EXPECTATION = re.compile(r"(LG\d{3})(?: +(possible))?(?: +@([1-9]\d*))?")
_REVEAL = re.compile(r"([a-z]+(?:\[\d+\])?(?:\.[a-z_]+)?) *= *(.+)")


class BadComment(ValueError):
    """A comment of a fixture that does not parse: a mistake in the fixture."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A code on a line (from 1). `kind` is "expect", "known-miss" or "known-noise"; column None is any."""

    kind: str
    code: str
    line: int
    possible: bool = False
    column: int | None = None
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Reveal:
    """What the set-up on a line is expected to have been inferred as: `head[1].space` is `simplex`."""

    field: str
    value: str
    line: int
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Comments:
    """Everything a fixture says about itself."""

    expectations: tuple[Expectation, ...] = ()
    reveals: tuple[Reveal, ...] = ()
    options: dict[str, str] = field(default_factory=dict)


def comments_of(text: str, cell: int | None = None) -> Comments:
    """The comments of a file, or of one cell. Raises BadComment."""
    lines = text.split("\n")
    expectations: list[Expectation] = []
    reveals: list[Reveal] = []
    options: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        for kind, body in _marked(line, number):
            target = number if line[: line.index("#")].strip() else _next_code(lines, number)
            if kind == "options":
                options.update(_options(body, number))
            elif kind == "reveal":
                reveals.append(_reveal(body, target, cell))
            else:
                expectations.extend(_expectations(kind, body, target, cell))
    return Comments(tuple(expectations), tuple(reveals), options)


def _marked(line: str, number: int) -> Iterator[tuple[str, str]]:
    """The (kind, body) pairs of a line; BadComment for what only looks like one."""
    strict = [match.start() for match in _COMMENT.finditer(line)]
    for match in _LOOKS_LIKE.finditer(line):
        if match.start() not in strict:
            raise BadComment(f"line {number}: {match.group()!r} is none of {', '.join(f'# {kind}:' for kind in KINDS)}")
    for match in _COMMENT.finditer(line):
        yield match[1], match[2].strip()


def _next_code(lines: list[str], number: int) -> int:
    """The number of the next line that is neither blank nor a comment; lines count from 1."""
    for following in range(number + 1, len(lines) + 1):
        text = lines[following - 1].strip()
        if text and not text.startswith("#"):
            return following
    return number


def _expectations(kind: str, body: str, line: int, cell: int | None) -> Iterator[Expectation]:
    for part in body.split(","):
        match = _EXPECTATION.fullmatch(part.strip())
        if match is None:
            raise BadComment(
                f"line {line}: {part.strip()!r} is no expectation: write LG102, LG102 possible or LG102 @12"
            )
        yield Expectation(kind, match[1], line, bool(match[2]), int(match[3]) if match[3] else None, cell)


def _reveal(body: str, line: int, cell: int | None) -> Reveal:
    match = _REVEAL.fullmatch(body)
    if match is None:
        raise BadComment(f"line {line}: {body!r} is no reveal: write head.space = simplex")
    return Reveal(match[1], match[2].strip(), line, cell)


def _options(body: str, line: int) -> dict[str, str]:
    if line != 1:
        raise BadComment(f"line {line}: options stand in line 1")
    options: dict[str, str] = {}
    for part in shlex.split(body):
        key, equals, value = part.partition("=")
        if key not in OPTIONS or not equals or not value:
            raise BadComment(f"line {line}: {part!r} is no option: write one of {', '.join(OPTIONS)} with =value")
        options[key] = value
    return options
