"""What to change where a call does not mean what it looks like (LG4xx)."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Action, Change, Diagnosis, Repair
from lossguard.setups import Output, Problem, TrainingSetup

# Short names that no version, or not every version, knows; the nearest by its letters would be another loss.
_MEANT = {
    "bce": "binary_crossentropy",
    "cce": "categorical_crossentropy",
    "scce": "sparse_categorical_crossentropy",
    "crossentropy": "categorical_crossentropy",
    "cross_entropy": "categorical_crossentropy",
}
_OPTION_OF_METRICS = "metrics"


def _problem(setup: TrainingSetup, diagnosis: Diagnosis, *kinds: str) -> Problem | None:
    return next((each for each in setup.problems if each.spot == diagnosis.spot and each.kind in kinds), None)


def _class_called(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG401: nothing can have been trained, so that nothing else is trained afterwards."""
    if _problem(setup, diagnosis, "class-called") is not None:
        yield Repair("make an instance first", True, (Change(Action.CALL, diagnosis.spot),))


def _swapped(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG402."""
    if _problem(setup, diagnosis, "swapped") is not None:
        yield Repair("exchange prediction and target", False, (Change(Action.SWAP, diagnosis.spot),))


def _unknown_name(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG403: the nearest right name. That of a loss is a guess at what is to be trained."""
    problem = _problem(
        setup, diagnosis, "unknown-loss", "unknown-metric", "unknown-option", "class-not-instance", "metrics-form"
    )
    if problem is None:
        return
    if problem.kind == "class-not-instance":
        yield Repair("make an instance", True, (Change(Action.CALL, diagnosis.spot),))
    elif problem.kind == "metrics-form":
        yield Repair("put the metric into a list", True, (Change(Action.WRAP, diagnosis.spot, "[{}]"),))
    elif problem.kind == "unknown-option":
        name, equals, value = (problem.suggestion or "").partition("=")
        if equals and problem.name.startswith(f"{name}="):
            yield Repair(f"write {problem.suggestion}", False, (Change(Action.VALUE, diagnosis.spot, value),))
    else:
        yield from _nearest(problem)


def _nearest(problem: Problem) -> Iterator[Repair]:
    name = _MEANT.get(problem.name.lower()) if problem.kind == "unknown-loss" else None
    name = name or problem.suggestion
    if name is not None and name.isidentifier():
        change = Change(Action.RENAME, problem.spot, name, problem.name)
        yield Repair(f"write {name}", problem.kind == "unknown-metric", (change,))


def _misplaced(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG404: metrics under their keyword leave the loss as it is; an option of the loss takes effect."""
    problem = _problem(setup, diagnosis, "misplaced")
    if problem is None or problem.suggestion is None:
        return
    name = problem.suggestion.partition("=")[0]
    if name.isidentifier():
        change = Change(Action.KEYWORD, diagnosis.spot, name)
        yield Repair(f"give it as {name}=", name == _OPTION_OF_METRICS, (change,))


CALLS = {"LG401": _class_called, "LG402": _swapped, "LG403": _unknown_name, "LG404": _misplaced}
