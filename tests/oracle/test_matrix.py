"""The matrix of small programs: what is known of some is seen in their behaviour.

The whole of it: `python -m tests.oracle.matrix --framework keras` (or torch, jax, tf).
"""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

os.environ.setdefault("KERAS_BACKEND", "torch")
pytest.importorskip("numpy", reason="numpy is not installed: no program of the matrix can be driven")
pytest.importorskip("scipy", reason="scipy is not installed: no optimum can be sought")

from tests.oracle.matrix import stored
from tests.oracle.matrix.agreement import Explained, explained, line_of
from tests.oracle.matrix.judged import behaviour_in
from tests.oracle.matrix.levels import Level
from tests.oracle.matrix.matrix import lacking
from tests.oracle.matrix.program import Case
from tests.oracle.matrix.programs import PROGRAMS
from tests.oracle.matrix.verdicts import compared

SEED = 3
SAMPLE = 40  # programs of each framework
# The founding cases and their like: what every linter of this kind must know.
KNOWN = {
    "keras | one-hot | softmax(3) | 'categorical_crossentropy'": Level.SOUND,
    "keras | one-hot | softmax(3) | 'binary_crossentropy'": Level.BLEMISHED,
    "keras | one-hot | sigmoid(3) | 'categorical_crossentropy'": Level.DEGRADED,
    "keras | ids | softmax(3) | SparseCategoricalCrossentropy(from_logits=True)": Level.BROKEN,
    "keras | ids | linear(3) | SparseCategoricalCrossentropy(from_logits=True)": Level.SOUND,
    "keras | bits as floats | sigmoid(1) | 'binary_crossentropy'": Level.SOUND,
    "keras | bits as floats | softmax(1) | 'binary_crossentropy'": Level.BROKEN,
    "keras | ids | softmax(3) | 'categorical_crossentropy'": Level.BROKEN,
    "keras | multi-hot | softmax(3) | 'binary_crossentropy'": Level.BROKEN,
    "torch | ids | linear(3) | CrossEntropyLoss()": Level.SOUND,
    "torch | ids | log_softmax(3) | CrossEntropyLoss()": Level.SOUND,
    "torch | ids | softmax(3) | CrossEntropyLoss()": Level.BROKEN,
    "torch | ids | softmax(3) | NLLLoss()": Level.BROKEN,
    "torch | one-hot | softmax(3) | MSELoss()": Level.BLEMISHED,
    "torch | bits in a column | linear(1) | BCEWithLogitsLoss()": Level.SOUND,
    "torch | values | linear(1) | MSELoss()": Level.BROKEN,
}


def needs(framework: str) -> None:
    if missing := lacking(framework):
        pytest.skip(f"not installed: {', '.join(missing)}; the programs of {framework} cannot run")


def case_named(name: str) -> Case:
    framework = name.split(" | ")[0]
    return next(case for case in PROGRAMS[framework](framework) if case.name == name)


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_known_of_a_program_is_seen_in_its_behaviour(name: str) -> None:
    needs(name.split(" | ")[0])
    found = behaviour_in(case_named(name), "loss")
    assert KNOWN[name] is found.level, found.why


@pytest.mark.parametrize("entry", explained(), ids=lambda entry: entry.pattern)
def test_an_explained_disagreement_is_one(entry: Explained) -> None:
    """A program that an entry names differs in its framework as the entry says."""
    needs(entry.framework)
    named = [one.case for one in stored.read(entry.framework).results if not one.agrees and entry.covers(one)]
    assert named, "no program of the stored run differs so"
    case = random.Random(SEED).choice(named)
    found = compared(case, behaviour_in(case, entry.part))
    assert not found.agrees and entry.covers(found), line_of(found)


@pytest.mark.parametrize("framework", stored.frameworks())
def test_a_sample_does_what_the_stored_run_says(framework: str) -> None:
    needs(framework)
    sample = random.Random(SEED).sample(stored.read(framework).results, SAMPLE)
    found = {one.case.name: behaviour_in(one.case, one.part).level for one in sample}
    assert {one.case.name: one.behaviour.level for one in sample} == found


def test_a_framework_that_cannot_be_imported_is_no_behaviour() -> None:
    """It would pass for a program that raises, and agree with every error that lossguard reports."""
    needs("keras")
    case = case_named("keras | ids | softmax(3) | SparseCategoricalCrossentropy(from_logits=True)")
    broken = replace(case, text=f"from keras import a_name_that_is_not_there\n{case.text}")
    with pytest.raises(ImportError):
        behaviour_in(broken, "loss")


@pytest.mark.parametrize("framework", PROGRAMS)
def test_programs_are_told_apart_by_their_names(framework: str) -> None:
    names = [case.name for case in PROGRAMS[framework](framework)]
    assert len(set(names)) == len(names) > 1000


def test_a_line_of_the_data_file_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "explained.txt"
    path.write_text("keras | *; loss; BROKEN; ok\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        explained(path)
