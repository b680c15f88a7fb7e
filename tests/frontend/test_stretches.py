"""A long text that is read in stretches gives the program, the places and the failures of the whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossguard.frontend import lower as lowering
from lossguard.frontend import stretches
from lossguard.frontend.lower import STRETCHES_KEPT, Lowered, lower
from lossguard.frontend.places import Locator
from lossguard.source.read import from_text, read

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").rglob("*.py"))

STATEMENTS = (
    "x = 1\n",
    "if a:\n    b()\nelif c:\n    d()\nelse:\n    e()\n",
    "try:\n    f()\nexcept E:\n    g()\nfinally:\n    h()\n",
    "@deco\n@other(1)\n\n# between\ndef f(a, *b, c=1):\n    '''doc\nat the margin\n'''\n    return a\n",
    "class C(B):\n    x: int = 1\n\n    def m(self):\n        return (\n1)\n",
    "y = [\n1,\n2,\n]\n",
    "z = '''\nif not a statement:\n'''; w = 2\n",
    "u = 1 + \\\n2\n",
    "# a comment\n\n\n",
    "for i in j:\n\tk(i)\nelse:\n\tl()\n",
    "async def g():\n  await h\n",
    "match x:\n    case 1:\n        pass\n",
    "s = f'{a}\\n' \"#\"\n",
)


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text is long, and every statement a stretch of its own."""
    monkeypatch.setattr(stretches, "LONG", 0)
    monkeypatch.setattr(stretches, "LENGTH", 1)


def whole(path: str, text: str) -> Lowered:
    real = lowering.stretches_of
    try:
        lowering.stretches_of = lambda text: [(0, len(text))]
        return lower(from_text(path, text))
    finally:
        lowering.stretches_of = real


def same(text: str) -> int:
    """How many stretches the text was read in, once it is shown that they make no difference."""
    expected, found = whole("a.py", text), lower(from_text("a.py", text))
    assert expected.failures == found.failures
    assert [part.body for part in expected.program.parts] == [part.body for part in found.program.parts]
    for mine, other in zip(expected.program.parts, found.program.parts, strict=True):
        assert (mine.first_ref, mine.end_ref) == (other.first_ref, other.end_ref)
        refs = range(mine.first_ref, mine.end_ref)
        assert Locator(expected).places(refs) == Locator(found).places(refs)
    return len(found.program.parts[0].stretch_refs) if found.program.parts else 0


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(STATEMENTS), max_size=12).map("".join))
def test_stretches_give_what_the_whole_gives(text: str) -> None:
    same(text)


@pytest.mark.parametrize("path", FIXTURES[::25], ids=lambda path: path.name)
def test_fixtures_read_in_stretches_give_what_the_whole_gives(path: Path) -> None:
    same("".join(part.text for part in read(str(path)).parts))


def test_every_statement_can_be_a_stretch() -> None:
    texts = [text for text in STATEMENTS if not text.startswith("#")]
    assert len(texts) == same("".join(texts))


@pytest.mark.parametrize("text", ["x = 1\nprint 'a'\ny = 2\n", "a = (\nb = 1\n", "x = 1\ny = ²\n", "x = 1\n  y = 2\n"])
def test_the_failure_is_that_of_the_whole(text: str) -> None:
    same(text)
    assert lower(from_text("a.py", text)).failures


def test_the_trees_of_stretches_are_let_go() -> None:
    assert not lower(from_text("a.py", "x = 1\ny = 2\n"))._trees


def test_of_the_trees_of_a_long_text_the_last_few_are_kept() -> None:
    found = lower(from_text("a.py", "".join(f"x = {i}\n" for i in range(2 * STRETCHES_KEPT))))
    stretches_of_text = [found.stretch_of(ref) for ref in found.program.parts[0].stretch_refs]
    trees = [found.tree_of(stretch) for stretch in stretches_of_text]
    assert len(trees) == 2 * STRETCHES_KEPT
    again = [found.tree_of(stretch) for stretch in reversed(stretches_of_text)][::-1]
    assert [one is other for one, other in zip(trees, again, strict=True)] == STRETCHES_KEPT * [
        False
    ] + STRETCHES_KEPT * [True]
    found.release()
    assert found.tree_of(stretches_of_text[0]) is not again[0]


def test_a_short_text_is_one_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "LONG", 100)
    assert [(0, 12)] == stretches.stretches_of("x = 1\ny = 2\n")
