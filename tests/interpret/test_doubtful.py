"""Where the search over conditions was given up, what stands under them is possible at most."""

from __future__ import annotations

import pytest

from lossguard.api import check_source
from lossguard.interpret import conditions
from lossguard.vocabulary import Confidence

MODEL = "import torch.nn as nn\nnet = nn.Sequential(nn.Linear(8, 3), nn.Softmax(1))\n"
LOSS = "nn.CrossEntropyLoss()(net(x), y).backward()\n"
RETURNS = (
    "a and b",
    "not a and c",
    "not b and not c",
    "a and not b and c",
    "not a and not c and b",
)  # one of them does
HEAD = f"{MODEL}def step(x, y, a, b, c):\n"
TESTS = [f"    if {test}:\n        return\n" for test in RETURNS]
DEAD = f"{HEAD}{''.join(TESTS)}    {LOSS}"
TANGLED = f"{HEAD}{''.join(TESTS[:-1])}    {LOSS}"
TIED = f"{MODEL}def step(x, y, a, b):\n    if a and b:\n        return\n    {LOSS}"
PLAIN = f"{MODEL}def step(x, y, a):\n    if a:\n        return\n    {LOSS}"


def found(source: str) -> list[tuple[str, Confidence]]:
    return [(each.code, each.confidence) for each in check_source(source, min_confidence="possible").findings]


def test_what_is_searched_is_certain_or_never_reached() -> None:
    assert [] == found(DEAD)
    assert [("LG102", Confidence.CERTAIN)] == found(TANGLED) == found(TIED) == found(PLAIN)


def test_where_the_search_was_given_up_findings_are_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "SEARCHES", 0)
    assert [("LG102", Confidence.POSSIBLE)] == found(DEAD) == found(TANGLED)


def test_findings_are_searched_for_longer_than_what_is_met_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "SEARCHED", 0)
    assert [("LG102", Confidence.POSSIBLE)] == found(DEAD)
    assert [("LG102", Confidence.CERTAIN)] == found(TIED)


def test_a_part_that_the_path_has_decided_leaves_the_test_to_the_others() -> None:
    pairs = (("a", "b"), ("b", "c"), ("c", "a"))  # two of the three are alike
    tests = [f"{sign}{one} and {sign}{other}" for sign in ("", "not ") for one, other in pairs]
    returns = "".join(f"    if {test}:\n        return\n" for test in tests)
    assert [] == found(f"{MODEL}def step(x, y, a, b, c):\n{returns}    {LOSS}")


@pytest.mark.parametrize("source", [TIED, PLAIN, MODEL + LOSS])
def test_what_needs_no_search_stays_certain(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "SEARCHES", 0)
    assert [("LG102", Confidence.CERTAIN)] == found(source)


def test_of_two_executions_one_that_is_reached_for_sure_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "SEARCHES", 0)
    calls = "step(data, target, p, q, r)\nstep(data, target, False, True, False)\n"
    assert [("LG102", Confidence.CERTAIN)] == found(TANGLED + calls)
