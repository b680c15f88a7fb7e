"""What only some files were asked for is reported there, at the place that takes part, or nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lossguard.asked import CALLED, Asked, moved, with_call
from lossguard.findings import Edit, Finding, Fix, Place, Related
from lossguard.vocabulary import Confidence, Severity


def place(path: str, line: int = 1) -> Place:
    return Place(path, line, 1, line, 5)


def finding(path: str, *related: tuple[str, str], edited: str | None = None) -> Finding:
    fix = None if edited is None else Fix("remove it", False, (Edit(place(edited), ""),))
    return Finding(
        code="LG102",
        name="activation-applied-twice",
        severity=Severity.ERROR,
        confidence=Confidence.CERTAIN,
        message="twice",
        place=place(path),
        related=tuple(Related(place(other), words) for other, words in related),
        fix=fix,
    )


def test_a_finding_in_an_asked_file_stays() -> None:
    found = finding("train.py", ("net.py", "the head: softmax"), edited="train.py")
    assert found == moved(found, Asked(["./train.py"]))


@pytest.mark.parametrize(
    ("related", "expected"),
    [
        ((("train.py", "the head: softmax"), ("main.py", "the loss: cross_entropy")), "main.py"),
        ((("main.py", "the labels: index"), ("train.py", CALLED)), "train.py"),
        ((("main.py", "the head: softmax"), ("train.py", "the labels: index")), "main.py"),
        ((("other.py", "the loss: cross_entropy"), ("train.py", "the labels: index")), "train.py"),
    ],
)
def test_another_moves_to_the_loss_then_to_the_call(related: tuple[tuple[str, str], ...], expected: str) -> None:
    other = moved(finding("net.py", *related), Asked(["main.py", "train.py"]))
    assert other is not None
    assert expected == other.place.path
    assert ("net.py", "the place to change") == (other.related[0].place.path, other.related[0].message)


def test_what_takes_place_in_no_asked_file_is_left_out() -> None:
    assert None is moved(finding("net.py", ("engine.py", "the loss: nll_loss")), Asked(["train.py"]))


@pytest.mark.parametrize("path", ["train.py", "net.py"])
def test_files_that_were_not_asked_for_are_not_edited(path: str) -> None:
    found = finding(path, ("train.py", "the loss: nll_loss"), edited="net.py")
    other = moved(found, Asked(["train.py"]))
    assert other is not None
    assert None is other.fix


def test_the_innermost_call_in_an_asked_file_is_named() -> None:
    calls = [place("engine.py", 9), place("train.py", 7), place("train.py", 3)]
    other = with_call(finding("net.py"), calls, Asked(["train.py"]))
    assert (Related(place("train.py", 7), CALLED),) == other.related


def test_no_call_is_named_where_the_finding_is_in_an_asked_file_already() -> None:
    found = finding("net.py", ("train.py", "the loss: nll_loss"))
    assert found == with_call(found, [place("train.py", 7)], Asked(["train.py"]))
    assert replace(found, related=()) == with_call(replace(found, related=()), [place("other.py")], Asked(["train.py"]))
