"""What an editor shows over a compile call, a loss, a head or a metric: the set-up as it was inferred."""

from __future__ import annotations

import io

from lsprotocol import types
from pygls.workspace import PositionCodec

from lossguard.findings import Place
from lossguard.report import setups_text
from lossguard.results import JudgedSetup, Report
from lossguard.server.documents import Opened
from lossguard.server.positions import holds, range_of

MOST = 3  # set-ups shown at once


def hover(
    report: Report, opened: Opened, uri: str, position: types.Position, codec: PositionCodec
) -> types.Hover | None:
    """The set-ups that the code under `position` takes part in, the closest place first; None where there are none."""
    found: list[tuple[int, JudgedSetup, Place]] = []
    for setup in report.setups:
        for place in (setup.place, *setup.places.values()):
            here = place.path == opened.path and opened.uri_of(place) == uri
            if here and holds(place, position, opened.lines_of(place), codec):
                found.append((_size(place), setup, place))
    if not found:
        return None
    found.sort(key=lambda each: each[0])
    setups = list(dict.fromkeys(id(setup) for _, setup, _ in found))
    by_id = {id(setup): setup for _, setup, _ in found}
    text = _markdown([by_id[each] for each in setups[:MOST]])
    place = found[0][2]
    return types.Hover(
        types.MarkupContent(types.MarkupKind.Markdown, text), range_of(place, opened.lines_of(place), codec)
    )


def _size(place: Place) -> int:
    return (place.end_line - place.line) * 1000 + place.end_column - place.column


def _markdown(setups: list[JudgedSetup]) -> str:
    stream = io.StringIO()
    setups_text.write(Report(setups=tuple(setups)), stream)
    return f"```text\n{stream.getvalue().replace('```', '')}```"
