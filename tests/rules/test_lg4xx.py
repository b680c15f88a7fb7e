"""The rules on what compile() was given: names, options and forms that do not exist, lists that do not pair."""

from __future__ import annotations

import pytest

from lossguard.findings import Diagnosis, Spot
from lossguard.rules.table import rule_named
from lossguard.setups import Engine, Output, Problem, TrainingSetup, Unknown

SPOT = Spot("train.py", 7)
OLD = Engine("keras", "K2", "Keras 2.2.4", version="2.2.4", accuracy_by="loss")
NEW = Engine("keras", "K3", "Keras 3.15", version="3.15", accuracy_by="shapes")
UNKNOWN = Unknown("not told")


def asked(code: str, problem: Problem, engine: Engine = NEW) -> list[Diagnosis]:
    rule = rule_named(code)
    assert rule is not None and rule.check is not None and rule.per_setup
    output = Output(None, UNKNOWN, UNKNOWN, UNKNOWN)
    return list(rule.check(TrainingSetup(SPOT, engine, (output,), (problem,)), output))


@pytest.mark.parametrize(
    ("problem", "message", "remedy"),
    [
        (Problem("unknown-loss", "logcosh", SPOT, "log_cosh"), "knows no loss 'logcosh'", "Write 'log_cosh'."),
        (Problem("unknown-metric", "f1", SPOT, "F1Score()"), "knows no metric 'f1'", "Write F1Score()."),
        (Problem("unknown-loss", "cce", SPOT, "ce"), "knows no loss 'cce'", "Write 'categorical_crossentropy'."),
        (Problem("unknown-metric", "zz", SPOT), "knows no metric 'zz'", "pass the metric as a function or an object."),
        (Problem("unknown-activation", "logits", SPOT, "linear"), "building the layer stops", "Write 'linear'."),
        (Problem("unknown-option", "label_smoothing", SPOT), "does not accept `label_smoothing`", "Leave out"),
        (Problem("metrics-form", "accuracy", SPOT), "not 'accuracy': compile() stops", "Write metrics=['accuracy']."),
        (Problem("metrics-form", "acc", SPOT, "['acc']"), "not 'acc': compile() stops", "Write metrics=['acc']."),
        (Problem("class-not-instance", "AUC", SPOT), "`AUC` is the class", "Write AUC()."),
    ],
    ids=lambda value: value.kind if isinstance(value, Problem) else "",
)
def test_each_kind_is_named_with_its_remedy(problem: Problem, message: str, remedy: str) -> None:
    """LG403 says what stops and what to write, at the offending argument."""
    (found,) = asked("LG403", problem)
    assert message in found.message
    assert found.help is not None and remedy in found.help
    assert found.spot == SPOT


@pytest.mark.parametrize(("engine", "stops"), [(OLD, "compile() stops"), (NEW, "training stops at the first batch")])
def test_it_says_when_an_unknown_name_is_noticed(engine: Engine, stops: str) -> None:
    """Early versions look the name up at compile(), current ones at the first batch."""
    (found,) = asked("LG403", Problem("unknown-loss", "cce", SPOT, "categorical_crossentropy"), engine)
    assert stops in found.message
    assert engine.label in found.message


def test_a_detail_is_put_in_brackets() -> None:
    """What the interpreter adds stands behind the name."""
    (found,) = asked("LG403", Problem("unknown-metric", "Precison", SPOT, detail="known since TF 1.15 as Precision"))
    assert "'Precison' (known since TF 1.15 as Precision): " in found.message


def test_pairing_is_for_its_own_rule() -> None:
    """A list of the wrong length is LG405, and LG403 is silent about it."""
    problem = Problem("pairing", "3 losses", SPOT, detail="the model has 2 outputs")
    assert asked("LG403", problem) == []
    (found,) = asked("LG405", problem)
    assert found.message.startswith("3 losses given, but the model has 2 outputs: Keras 3.15 pairs them")


def test_names_are_not_for_the_rule_on_pairing() -> None:
    """LG405 is silent about a misspelt loss."""
    assert asked("LG405", Problem("unknown-loss", "cce", SPOT)) == []
