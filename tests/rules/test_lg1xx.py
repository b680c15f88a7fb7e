"""The rules of group LG1xx over set-ups made by hand: what is reported, how grave, where, and with which numbers."""

from __future__ import annotations

import dataclasses

import pytest

from lossguard.rules.table import Judged, all_rules, judge
from lossguard.setups import Engine, Known, Output, Unknown
from lossguard.vocabulary import Confidence, Encoding, Severity, Space
from tests.rules.handmade import (
    ASSUMED,
    HEAD,
    LABELS,
    LOSS,
    OLD,
    TF24,
    TORCH,
    accuracy,
    bce,
    cce,
    head,
    labels,
    mse,
    output,
    scce,
    setup,
    site,
)

OURS = tuple(rule for rule in all_rules() if rule.code.startswith("LG1"))
ONE_HOT = labels(Encoding.ONE_HOT, 10)
MULTI_HOT = labels(Encoding.MULTI_HOT, 10)
INDEX = labels(Encoding.INDEX, 10)
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def said(case: Output, engine: Engine = OLD) -> list[Judged]:
    """What group LG1xx reports on a single way."""
    return judge(site(setup(case, engine=engine)), OURS)


def codes(case: Output, engine: Engine = OLD) -> list[str]:
    return [one.rule.code for one in said(case, engine)]


RIGHT = [
    ("softmax with categorical cross-entropy", output(head("softmax"), cce(), ONE_HOT)),
    ("softmax with sparse categorical cross-entropy", output(head("softmax"), scce(), INDEX)),
    ("logits with from_logits=True", output(head(), scce(True), INDEX)),
    ("one sigmoid with binary cross-entropy", output(head("sigmoid", units=1), bce(), labels(Encoding.BINARY))),
    ("one logit with binary cross-entropy from logits", output(head(units=1), bce(True))),
    ("several sigmoids and multi-hot labels", output(head("sigmoid", units=6), bce(), MULTI_HOT)),
    ("log-softmax read as logits", output(head("log_softmax"), cce(True), ONE_HOT)),
    ("a linear unit with mean squared error", output(head(units=1), mse(), labels(Encoding.REAL))),
    ("a relu head for targets from 0 up", output(head("relu", units=1), mse(), labels(Encoding.REAL, low=0, high=9))),
    ("sigmoid autoencoder with mean squared error", output(head("sigmoid"), mse(), labels(None, reconstruction=True))),
    (
        "sigmoid autoencoder with cross-entropy",
        output(head("sigmoid"), bce(), labels(Encoding.REAL, reconstruction=True)),
    ),
    (
        "adversarial targets of all ones",
        output(head("sigmoid", units=1), mse(), labels(Encoding.BINARY, constant=True)),
    ),
    ("distillation from another model", output(head("softmax"), mse(), labels(Encoding.SOFT, model_output=True))),
    ("a Brier score by name", output(head("softmax"), mse("brier_score", custom=True), ONE_HOT)),
    ("intensities in [0, 1] under BCE", output(head("sigmoid"), bce(), labels(Encoding.REAL, low=0, high=1))),
    ("real frames of unknown range under BCE", output(head("sigmoid", rank=5), bce(), labels(Encoding.REAL))),
    ("softmax(axis=1) over (batch, classes)", output(head("softmax", axis=1, rank=2), cce(), ONE_HOT)),
    ("relu before softmax", output(head("relu", "softmax"), cce(), ONE_HOT)),
    ("vectors for comparison of width 1", output(head("sigmoid", units=1, embedding_like=True), cce())),
    (
        "one sigmoid, mean squared error, indices 0 and 1",
        output(head("sigmoid", units=1), mse(), labels(Encoding.INDEX, 2)),
    ),
]


@pytest.mark.parametrize(("sentence", "case"), RIGHT, ids=[sentence for sentence, _ in RIGHT])
@pytest.mark.parametrize("engine", [OLD, TF24, TORCH], ids=lambda engine: engine.code)
def test_what_fits_is_silent(sentence: str, case: Output, engine: Engine) -> None:
    """A pair that fits is reported in no engine."""
    assert codes(case, engine) == []


UNKNOWN_SPACE = Known(dataclasses.replace(head().value, space=Unknown("made elsewhere")), HEAD)
SILENT = [
    ("an unknown head", output(loss=bce())),
    ("an unknown loss", output(head("softmax", units=4))),
    ("an unknown activation", output(UNKNOWN_SPACE, cce(True), ONE_HOT)),
    ("sigmoid and mean squared error without labels", output(head("sigmoid"), mse())),
    ("cross-entropy with labels that are not told", output(head("sigmoid", units=1), bce(), labels(None))),
]


@pytest.mark.parametrize(("sentence", "case"), SILENT, ids=[sentence for sentence, _ in SILENT])
def test_what_is_unknown_is_silent(sentence: str, case: Output) -> None:
    """Unknown is never wrong."""
    assert codes(case) == []


WRONG = [
    ("LG101", ERROR, "logits into categorical", OLD, output(head(), cce(), ONE_HOT)),
    ("LG101", ERROR, "one logit into binary", OLD, output(head(units=1), bce())),
    ("LG102", ERROR, "softmax into logits, not repaired", TORCH, output(head("softmax"), scce(True))),
    ("LG102", WARNING, "softmax into logits, repaired", TF24,
     output(head("softmax", engine=TF24), scce(True, TF24))),
    ("LG102", ERROR, "a reshaped softmax is not repaired", TF24,
     output(head("softmax", engine=TF24, scrambled=True), cce(True, TF24))),
    ("LG102", ERROR, "one sigmoid into logits", OLD, output(head("sigmoid", units=1), bce(True))),
    ("LG102", WARNING, "sigmoid into categorical logits, found", TF24,
     output(head("sigmoid", engine=TF24), cce(True, TF24), ONE_HOT)),
    ("LG102", ERROR, "softmax into binary logits: sigmoids are trained", TF24,
     output(head("softmax", engine=TF24), bce(True, TF24), ONE_HOT)),
    ("LG104", ERROR, "inflated accuracy", OLD,
     output(head("softmax"), bce(), ONE_HOT, accuracy("binary_accuracy", "loss"))),
    ("LG104", WARNING, "a proper score where nothing is inflated", TORCH,
     output(head("softmax"), bce(), ONE_HOT, accuracy("categorical_accuracy", "shapes"))),
    ("LG104", ERROR, "sigmoids on the cached logits", TF24, output(head("softmax", engine=TF24), bce(engine=TF24))),
    ("LG104", NOTE, "a categorical metric by name", TF24,
     output(head("softmax", engine=TF24), bce(engine=TF24), ONE_HOT, accuracy("categorical_accuracy", None))),
    ("LG104", NOTE, "two classes", OLD, output(head("softmax", units=2), bce(), labels(Encoding.ONE_HOT, 2))),
    ("LG104", NOTE, "two classes, labels unknown", TF24,
     output(head("softmax", units=2, engine=TF24), bce(engine=TF24))),
    ("LG104", WARNING, "two units against one column", OLD,
     output(head("softmax", units=2), bce(), labels(Encoding.INDEX, 2))),
    ("LG104", WARNING, "a width that is a symbol", OLD,
     output(head("softmax", units="len(names)"), bce(), labels(None), accuracy("binary_accuracy", "loss"))),
    ("LG104", ERROR, "multi-hot labels", OLD, output(head("softmax"), bce(), MULTI_HOT)),
    ("LG105", WARNING, "sigmoids, renormalised", OLD, output(head("sigmoid"), cce(), ONE_HOT)),
    ("LG105", WARNING, "sigmoids of unknown width", TF24,
     output(head("sigmoid", units=None, engine=TF24), scce(engine=TF24))),
    ("LG105", ERROR, "multi-hot labels", TF24, output(head("sigmoid", engine=TF24), cce(engine=TF24), MULTI_HOT)),
    ("LG106", ERROR, "one softmax unit, binary loss", TF24,
     output(head("softmax", units=1, engine=TF24), bce(engine=TF24))),
    ("LG106", ERROR, "one softmax unit, categorical loss", OLD, output(head("softmax", units=1), cce())),
    ("LG106", ERROR, "one softmax unit, from_logits", OLD, output(head("softmax", units=1), bce(True))),
    ("LG106", ERROR, "one softmax unit, mean squared error", OLD, output(head("softmax", units=1), mse())),
    ("LG107", ERROR, "one linear unit", OLD, output(head(units=1), cce())),
    ("LG107", ERROR, "one sigmoid unit", TF24, output(head("sigmoid", units=1, engine=TF24), scce(True, TF24))),
    ("LG108", ERROR, "relu into categorical", OLD, output(head("relu"), cce())),
    ("LG108", ERROR, "tanh into binary", OLD, output(head("tanh", units=1), bce())),
    ("LG108", ERROR, "tanh as logits", OLD, output(head("tanh"), scce(True))),
    ("LG108", WARNING, "softplus as logits", OLD, output(head("softplus"), scce(True))),
    ("LG108", WARNING, "elu as logits", OLD, output(head("elu"), scce(True))),
    ("LG108", ERROR, "elu as probabilities", OLD, output(head("elu"), cce())),
    ("LG108", ERROR, "log-softmax as probabilities", OLD, output(head("log_softmax"), cce())),
    ("LG109", WARNING, "softmax, one-hot, squared error", OLD, output(head("softmax"), mse(), ONE_HOT)),
    ("LG109", WARNING, "sigmoids, multi-hot, squared error", OLD, output(head("sigmoid"), mse(), MULTI_HOT)),
    ("LG109", WARNING, "one sigmoid for ten class indices", OLD,
     output(head("sigmoid", units=1), mse(), labels(Encoding.INDEX, 10, low=0, high=9))),
    ("LG110", WARNING, "sigmoid for targets up to 50", OLD,
     output(head("sigmoid", units=1), mse(), labels(Encoding.REAL, low=5, high=50))),
    ("LG110", WARNING, "relu for negative targets", OLD,
     output(head("relu", units=1), mse(), labels(Encoding.REAL, low=-3))),
    ("LG111", ERROR, "softmax over the batch", OLD, output(head("softmax", axis=0, rank=None), cce(), ONE_HOT)),
    ("LG111", ERROR, "softmax over the steps", OLD, output(head("softmax", axis=1, rank=3), cce(), ONE_HOT)),
    ("LG114", ERROR, "binary loss on prices", OLD,
     output(head("sigmoid", units=1), bce(), labels(Encoding.REAL, low=5, high=50))),
    ("LG114", ERROR, "class loss on prices, one unit", OLD, output(head(units=1), scce(), labels(Encoding.REAL))),
    ("LG114", ERROR, "sparse loss on fractions", OLD,
     output(head("softmax"), scce(), labels(Encoding.REAL, low=0, high=1))),
    ("LG115", WARNING, "softmax of softmax", OLD, output(head("softmax", "softmax"), cce(), ONE_HOT)),
    ("LG115", WARNING, "sigmoid of softmax", OLD, output(head("softmax", "sigmoid"), bce(), MULTI_HOT)),
    ("LG115", WARNING, "softmax of tanh", OLD, output(head("tanh", "softmax"), cce(), ONE_HOT)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "severity", "sentence", "engine", "case"), WRONG, ids=[f"{case[0]} {case[2]}" for case in WRONG]
)
def test_what_does_not_fit_is_reported_once(
    code: str, severity: Severity, sentence: str, engine: Engine, case: Output
) -> None:
    """Each fault is reported by one rule alone, certain, with the severity of the engine in force."""
    found = said(case, engine)
    assert [(code, severity, Confidence.CERTAIN)] == [(one.rule.code, one.severity, one.confidence) for one in found]


@pytest.mark.parametrize(("code", "severity", "sentence", "engine", "case"), WRONG)
def test_messages_are_short_and_name_a_remedy(
    code: str, severity: Severity, sentence: str, engine: Engine, case: Output
) -> None:
    """A message has three sentences at most, ends as one, comes with what to change and leaves no gap unfilled."""
    diagnosis = said(case, engine)[0].diagnosis
    assert diagnosis.help
    for text in (diagnosis.message, diagnosis.help, diagnosis.confirm or "."):
        assert text.endswith(".")
        assert len(text) < 420
        assert not any(gap in text for gap in ("{", "}", "None", "  "))


def test_a_finding_never_lists_its_own_place_as_related() -> None:
    """Related places are the others: the head and the labels of a finding at the loss."""
    diagnosis = said(output(head("softmax"), bce(), ONE_HOT))[0].diagnosis
    assert LOSS == diagnosis.spot
    assert [HEAD, LABELS] == [spot for spot, _ in diagnosis.related]
    assert "the head: softmax over 10 units (Dense)" == diagnosis.related[0][1]


@pytest.mark.parametrize(
    ("case", "number"),
    [
        (output(head("softmax"), scce(True)), "1.461 for 10 classes"),
        (output(head("softmax", units=3), scce(True)), "0.551 for 3 classes"),
        (output(head("sigmoid", units=1), bce(True)), "0.313 on positives and 0.693 on negatives"),
        (output(head("softmax"), bce(), ONE_HOT, accuracy("binary_accuracy", "loss")), "near 0.90"),
        (output(head("softmax", "softmax"), cce(), ONE_HOT), "1.461"),
    ],
)
def test_the_sign_in_the_log_has_the_numbers_of_this_head(case: Output, number: str) -> None:
    """The floor of the loss and the start of the accuracy are worked out for the classes at hand."""
    assert number in (said(case)[0].diagnosis.confirm or "")


def test_an_assumed_engine_is_named_as_assumed() -> None:
    """Where the version was guessed, a repaired pair says so, and that others do not repair it."""
    message = said(output(head("softmax", engine=ASSUMED), scce(True, ASSUMED)), ASSUMED)[0].diagnosis.message
    assert "assumed" in message
    assert "applied twice" in message


def test_both_repairs_of_the_inflated_accuracy_are_offered() -> None:
    """The loss to categorical, or the metric to categorical_accuracy."""
    case = output(head("softmax"), bce(), ONE_HOT, accuracy("binary_accuracy", "loss"))
    remedy = said(case)[0].diagnosis.help or ""
    assert "categorical_crossentropy" in remedy
    assert "categorical_accuracy" in remedy


def test_softmax_with_squared_error_and_no_labels_is_only_possible() -> None:
    """Without label evidence it may be a Brier score or a policy."""
    found = said(output(head("softmax"), mse()))
    assert [("LG109", Confidence.POSSIBLE)] == [(one.rule.code, one.confidence) for one in found]


def test_two_activations_and_a_third_in_the_loss_are_two_faults() -> None:
    """Stacked activations are one fault, a loss that expects logits another."""
    assert ["LG102", "LG115"] == codes(output(head("softmax", "softmax"), scce(True)))


def test_rules_speak_of_no_space_they_do_not_know() -> None:
    """Every space has words, so that no message can fail."""
    from lossguard.rules.wording import encoding_words, space_words

    assert all(space_words(space) for space in Space)
    assert all(encoding_words(encoding) for encoding in Encoding)
