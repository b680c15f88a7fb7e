"""Properties of excerpts: whatever the line, the width and the marks, carets stand under what they mean."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lossguard.findings import Place
from lossguard.report.excerpt import Mark, excerpt
from lossguard.report.terminal import safe, width_of

# Skin tones and the letters of flags: how wide they are depends on what stands before them.
MODIFIERS = "".join(map(chr, (*range(0x1F3FB, 0x1F400), *range(0x1F1E6, 0x1F200))))
TEXTS = st.text(
    alphabet=st.characters(
        codec="utf-8",
        exclude_categories=["Cc", "Cf", "Zl", "Zp", "Mn", "Me", "Mc"],
        exclude_characters=MODIFIERS,
    ),
    max_size=300,
)


@given(TEXTS, st.integers(0, 300), st.integers(1, 40), st.integers(30, 200))
def test_the_caret_line_and_the_source_line_agree_and_fit(text: str, start: int, length: int, columns: int) -> None:
    text = text.rstrip() + "x"
    start = min(start, len(text) - 1)
    end = min(start + length, len(text))
    lines = list(excerpt([Mark(Place("a.py", 1, start + 1, 1, end + 1), "", "error", main=True)], {1: text}, columns))
    source, carets = ("".join(piece.text for piece in line)[4:] for line in lines[1:3])
    assert width_of(source) <= columns - 4
    before = carets.index("^")
    assert prefix_of_width(source, before).startswith(safe(text[start]))


def prefix_of_width(source: str, columns: int) -> str:
    """What follows the first `columns` columns of a line."""
    for index in range(len(source) + 1):
        if width_of(source[:index]) == columns:
            rest = source[index:]
            if not rest or width_of(rest[0]) or width_of(source[: index + 1]) > columns:
                return rest
    raise AssertionError("the caret stands inside a wide character")
