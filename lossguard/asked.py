"""Where a finding is reported when only some files are asked for: never in one that was not.

A finding in another file moves to a place in an asked file that takes part in it, the loss before the call before the
head; the place to change becomes a related one. Where no asked file takes part, nothing is reported.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from lossguard.findings import Finding, Place, Related
from lossguard.records import replace

CALLED = "called here"
_FIRST = ("the loss", CALLED)  # how the related places begin that are taken before others


class Asked:
    """The files that were asked for, whichever way they are spelled."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._real = {os.path.realpath(path) for path in paths}
        self._known: dict[str, bool] = {}

    def __contains__(self, path: str) -> bool:
        if path not in self._known:
            self._known[path] = os.path.realpath(path) in self._real
        return self._known[path]


def with_call(finding: Finding, calls: Iterable[Place], asked: Asked) -> Finding:
    """The finding, with the innermost call in an asked file that leads to it where nothing else of it is in one."""
    if any(place.path in asked for place in (finding.place, *(related.place for related in finding.related))):
        return finding
    call = next((place for place in calls if place.path in asked), None)
    return finding if call is None else replace(finding, related=(*finding.related, Related(call, CALLED)))


def moved(finding: Finding, asked: Asked) -> Finding | None:
    """The finding at a place in an asked file; None where there is no such. Edits of other files are left out."""
    if finding.place.path in asked:
        return replace(finding, fix=None) if _edits_others(finding, asked) else finding
    inside = [related for related in finding.related if related.place.path in asked]
    if not inside:
        return None
    chosen = min(inside, key=_rank)
    others = tuple(related for related in finding.related if related is not chosen)
    related = (Related(finding.place, "the place to change"), *others)
    fix = None if _edits_others(finding, asked) else finding.fix
    return replace(finding, place=chosen.place, related=related, fix=fix)


def _edits_others(finding: Finding, asked: Asked) -> bool:
    return finding.fix is not None and any(edit.place.path not in asked for edit in finding.fix.edits)


def _rank(related: Related) -> int:
    return next((rank for rank, words in enumerate(_FIRST) if related.message.startswith(words)), len(_FIRST))
