"""Turns a repair, which says what is to change, into a fix, which says which characters: or into none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lossguard.edits import calls
from lossguard.edits.combine import overlap, position
from lossguard.edits.file import At, Cut, OpenFile, Refused
from lossguard.edits.objects import decide_by_threshold, replace_by_object
from lossguard.edits.removal import remove_activation
from lossguard.edits.renaming import is_read_by_name, rename
from lossguard.findings import Action, Change, Edit, Fix, Place, Repair

_Realise = Callable[[OpenFile, At, Change], list[Cut]]

_ACTIONS: dict[Action, _Realise] = {
    Action.REMOVE: remove_activation,
    Action.RENAME: rename,
    Action.SET: calls.set_option,
    Action.DROP: calls.drop_option,
    Action.KEYWORD: calls.name_argument,
    Action.CALL: calls.instantiate,
    Action.SWAP: calls.swap,
    Action.WRAP: calls.wrap,
    Action.TARGET: calls.wrap_target,
    Action.RIGHT: calls.replace_right,
    Action.VALUE: calls.replace_value,
    Action.OBJECT: replace_by_object,
    Action.DECIDE: decide_by_threshold,
}


def fix_of(repair: Repair, opened: Callable[[str], OpenFile]) -> Fix | None:
    """The edits of a repair, in the order of the text; None where one of its changes has no local form.

    `opened` gives the file at a path, and may raise Refused as the changes do. All changes are made, or none. Another
    name for a metric is not safe where the file reads what was logged under the old one.
    """
    edits: list[Edit] = []
    safe = repair.safe
    try:
        for change in repair.changes:
            file = opened(change.spot.path)
            edits += _edits(change, file)
            safe = safe and not (change.action is Action.RENAME and is_read_by_name(file, change.was))
    except Refused:
        return None
    ordered = sorted(set(edits), key=position)
    return Fix(repair.title, safe, tuple(ordered)) if ordered and not overlap(ordered) else None


def _edits(change: Change, file: OpenFile) -> Iterable[Edit]:
    cuts = _ACTIONS[change.action](file, file.at(change.spot.ref), change)
    return [_edit(file.path, cut) for cut in cuts if cut.part.text[cut.start : cut.end] != cut.text]


def _edit(path: str, cut: Cut) -> Edit:
    line, column = _line_and_column(cut, cut.start)
    end_line, end_column = _line_and_column(cut, cut.end)
    return Edit(Place(path, line, column, end_line, end_column, cut.part.cell), cut.text)


def _line_and_column(cut: Cut, offset: int) -> tuple[int, int]:
    """From 1; the columns that a notebook's cell is indented by are counted in."""
    text = cut.part.text
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1 + cut.part.indent
