"""The matrix of style and mistake, and the tables that show it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutation.jax_mistakes import GROUP as JAX
from tests.mutation.jax_mistakes import TENSORFLOW
from tests.mutation.keras_mistakes import GROUP as KERAS
from tests.mutation.known import EXCEPTIONS, Known, Outcome, exception
from tests.mutation.style import Group, Mistake, Style
from tests.mutation.torch_mistakes import GROUP as TORCH

GROUPS = (KERAS, TORCH, TENSORFLOW, JAX)


def right_cells() -> Iterator[tuple[Group, Style, str]]:
    """Every right program: its style and the problem it solves."""
    return (
        (group, style, name)
        for group in GROUPS
        for style in group.styles
        for name in group.problems
        if group.solves(style, name)
    )


def wrong_cells() -> Iterator[tuple[Group, Style, Mistake]]:
    """Every program with a mistake."""
    return (
        (group, style, each)
        for group in GROUPS
        for style in group.styles
        for each in group.mistakes
        if group.plantable(style, each)
    )


def outcome(group: Group, style: Style, mistake: Mistake) -> Outcome:
    """What is expected of a program with a mistake."""
    known = exception(group.name, style.name, mistake.id)
    return known.outcome if known is not None else Outcome.REPORTED


def tables() -> str:
    """The matrix in Markdown: a table for each framework, then the exceptions with their reasons."""
    parts = [_count()]
    for group in GROUPS:
        codes = sorted({mistake.code for mistake in group.mistakes})
        parts += ["", f"## {group.name}", "", f"| | {' | '.join(code[2:] for code in codes)} |"]
        parts += [f"|---|{':-:|' * len(codes)}"]
        parts += [
            f"| {style.name} | {' | '.join(_cell(group, style, code) for code in codes)} |" for style in group.styles
        ]
    parts += ["", "## Every exception", "", "| framework | style | mistakes | | because |", "|---|---|---|---|---|"]
    parts += [_row(known) for known in EXCEPTIONS]
    return "\n".join(parts) + "\n"


def _count() -> str:
    outcomes = [outcome(*cell) for cell in wrong_cells()]
    planted = [each for each in outcomes if each is not Outcome.NONE]
    return (
        f"{len(list(right_cells()))} right programs without a finding. {len(planted)} planted mistakes: "
        f"{planted.count(Outcome.REPORTED)} are reported, {planted.count(Outcome.SUSPECTED)} only with "
        f"`--min-confidence possible`, {planted.count(Outcome.MISSED)} are missed."
    )


def _cell(group: Group, style: Style, code: str) -> str:
    """Nothing where the mistake cannot be planted; ● reported, ◐ some of several or only as possible, ○ missed."""
    cells = [each for each in group.mistakes if each.code == code and group.plantable(style, each)]
    found = {outcome(group, style, each) for each in cells} - {Outcome.NONE}
    if not found:
        return ""
    return "●" if found == {Outcome.REPORTED} else "○" if found == {Outcome.MISSED} else "◐"


def _row(known: Known) -> str:
    mistakes = ", ".join(each.replace("-", " ").replace("_", " ") or "all others" for each in known.mistakes)
    return f"| {known.group} | {known.style or 'all'} | {mistakes} | {known.outcome.value} | {known.why} |"
