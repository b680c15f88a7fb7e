"""The rules over losses that a program calls itself: what is reported, how grave, where, and in which words."""

from __future__ import annotations

import dataclasses

import pytest

from lossguard.findings import Spot
from lossguard.rules.table import Judged, all_rules, judge, rule_named
from lossguard.setups import Engine, Known, LabelEdit, Output, Problem, TrainingSetup
from lossguard.vocabulary import Confidence, Decision, Encoding, Severity
from tests.rules.handmade import output, setup, site
from tests.rules.torch_made import (
    BCE,
    BCE_LOGITS,
    BY_NUMBER,
    BY_ROW,
    CE,
    CTC,
    DICE,
    DICE_OF_PROBABILITIES,
    HEAD,
    KL,
    LABELS,
    LINK,
    LOSS,
    METRIC,
    MSE,
    MSE_FLAT,
    NLL,
    OPTAX,
    PYTORCH,
    SIGMOID_OPTAX,
    TF_NN,
    head,
    labels,
    metric,
    rows,
)

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
INDEX = labels(Encoding.INDEX, 10, low=0, high=9, dtype="int64")
COLUMN = labels(Encoding.BINARY, 2, rank=2, wide=1, low=0, high=1, dtype="float32")
FLAT = labels(Encoding.BINARY, 2, low=0, high=1, dtype="float32")
TAGS = rows(10, Encoding.MULTI_HOT)
REALS = labels(Encoding.REAL, rank=2, wide=1, dtype="float32")
VOID = labels(Encoding.INDEX, 10, low=-100, high=9, dtype="int64")
FLOAT_INDEX = labels(Encoding.INDEX, 10, dtype="float32")
OVER_255 = (LabelEdit("divide", 255, LABELS),)


def said(case: Output, engine: Engine = PYTORCH) -> list[Judged]:
    return judge(site(setup(case, engine=engine)))


RIGHT = [
    ("raw scores under cross-entropy", PYTORCH, output(head(), CE, INDEX)),
    ("float rows under cross-entropy", PYTORCH, output(head(), CE, rows(10))),
    ("bytes as class numbers", PYTORCH, output(head(), CE, labels(Encoding.INDEX, 10, dtype="uint8"))),
    ("a label of -100 is left out", PYTORCH, output(head(), CE, VOID)),
    ("an image of class numbers", PYTORCH, output(head(rank=4, layer="Conv2d"), CE,
        labels(Encoding.INDEX, 10, rank=3, dtype="int64"))),
    ("log-softmax under NLL", PYTORCH, output(head("log_softmax"), NLL, INDEX)),
    ("one raw unit under BCE with logits", PYTORCH, output(head(units=1), BCE_LOGITS, COLUMN)),
    ("a squeezed unit and flat labels", PYTORCH, output(head(units=1, rank=1), BCE_LOGITS, FLAT)),
    ("sigmoids and tags, notes aside", PYTORCH, output(head(), BCE_LOGITS, TAGS)),
    ("a column under the squared error", PYTORCH, output(head(units=1), MSE, REALS)),
    ("flattening losses take (n,) and (n, 1)", PYTORCH, output(head(units=1), MSE_FLAT, labels(Encoding.REAL))),
    ("gradients run through divergences of logs", PYTORCH, output(head("log_softmax"), KL, rows(10, Encoding.SOFT))),
    ("raw scores under dice with its own sigmoid", PYTORCH, output(head(), DICE, TAGS)),
    ("SqueezeNet's own relu", PYTORCH, output(
        Known(dataclasses.replace(head("relu").value, links=()), HEAD), CE, INDEX)),
    ("relu maps averaged over the image", PYTORCH, output(head("relu", layer="Conv2d"), CE, INDEX)),
    ("scores of a single sample over dim 0", PYTORCH, output(head("log_softmax", axis=0, rank=1), NLL)),
    ("an embedding", PYTORCH, output(head("relu", embedding_like=True), CE)),
    ("integer labels under the integer loss", OPTAX, output(head(axis=None), BY_NUMBER, INDEX)),
    ("whole one-hot rows under the row loss", OPTAX, output(head(axis=None), BY_ROW, rows(10, dtype="int32"))),
    ("a multiclass metric over as many classes", PYTORCH, output(head(), CE, INDEX,
        metric("Accuracy", Decision.ARGMAX, 10, task="multiclass", num_classes=10))),
    ("a metric of decided values", PYTORCH, output(head(), CE, INDEX, dataclasses.replace(
        metric("Accuracy", Decision.ARGMAX, 3, task="multiclass"),
        given=Known(dataclasses.replace(head().value, decision=Decision.ARGMAX), HEAD)))),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "engine", "case"), RIGHT, ids=[row[0] for row in RIGHT])
def test_what_fits_is_silent(sentence: str, engine: Engine, case: Output) -> None:
    """No finding at all, notes included."""
    assert [(one.rule.code, one.diagnosis.message) for one in said(case, engine)] == []


WRONG = [
    ("LG101", ERROR, LOSS, "refused", PYTORCH, output(head(units=1), BCE, COLUMN)),
    ("LG101", ERROR, LOSS, "an overlap of raw scores", PYTORCH, output(head(), DICE_OF_PROBABILITIES, TAGS)),
    ("LG102", ERROR, LOSS, "softmax into cross-entropy", PYTORCH, output(head("softmax"), CE, INDEX)),
    ("LG102", ERROR, LOSS, "sigmoid into cross-entropy", PYTORCH, output(head("sigmoid"), CE, INDEX)),
    ("LG102", ERROR, LOSS, "sigmoid into BCE with logits", PYTORCH, output(head("sigmoid", units=1), BCE_LOGITS)),
    ("LG102", ERROR, LOSS, "sigmoid into dice over logits", PYTORCH, output(head("sigmoid"), DICE, TAGS)),
    ("LG102", ERROR, LOSS, "softmax into optax", OPTAX, output(head("softmax", axis=None), BY_NUMBER, INDEX)),
    ("LG102", ERROR, LOSS, "softmax into tf.nn", TF_NN, output(head("softmax", axis=None), BY_ROW, rows(10))),
    ("LG103", ERROR, LOSS, "softmax into NLL", PYTORCH, output(head("softmax"), NLL, INDEX)),
    ("LG103", ERROR, LOSS, "raw scores into NLL", PYTORCH, output(head(), NLL, INDEX)),
    ("LG103", ERROR, LOSS, "sigmoid into NLL", PYTORCH, output(head("sigmoid"), NLL, INDEX)),
    ("LG103", ERROR, LOSS, "relu into NLL", PYTORCH, output(head("relu"), NLL, INDEX)),
    ("LG103", ERROR, LOSS, "softmax into a divergence", PYTORCH, output(head("softmax"), KL)),
    ("LG103", ERROR, LOSS, "raw scores into CTC", PYTORCH, output(head(rank=3), CTC)),
    ("LG104", NOTE, LOSS, "one-hot rows: a proper score", PYTORCH, output(head("softmax"), BCE, rows(10))),
    ("LG104", WARNING, LOSS, "softmax with unknown labels", PYTORCH, output(head("softmax"), BCE)),
    ("LG104", ERROR, LOSS, "softmax with tags", PYTORCH, output(head("softmax"), BCE, TAGS)),
    ("LG104", NOTE, LOSS, "a pair", PYTORCH, output(head("softmax", units=2), BCE, rows(2))),
    ("LG106", ERROR, HEAD, "one softmax unit", PYTORCH, output(head("softmax", units=1), BCE, COLUMN)),
    ("LG107", ERROR, LOSS, "one logit", PYTORCH, output(head(units=1), CE, labels(Encoding.BINARY, dtype="int64"))),
    ("LG107", ERROR, LOSS, "one unit squeezed", PYTORCH, output(head(units=1, rank=1), CE, FLAT)),
    ("LG107", ERROR, LOSS, "one unit in optax", OPTAX, output(head(units=1, axis=None), BY_NUMBER)),
    ("LG108", ERROR, LINK, "relu", PYTORCH, output(head("relu"), CE, INDEX)),
    ("LG108", ERROR, LINK, "tanh", PYTORCH, output(head("tanh"), CE, INDEX)),
    ("LG108", ERROR, LINK, "relu into probabilities", PYTORCH, output(head("relu", units=1), BCE, COLUMN)),
    ("LG108", ERROR, LINK, "log-softmax into probabilities", PYTORCH, output(head("log_softmax"), BCE, TAGS)),
    ("LG108", ERROR, LINK, "softplus for yes or no", PYTORCH, output(head("softplus", units=1), BCE_LOGITS, COLUMN)),
    ("LG108", NOTE, LINK, "elu between classes", PYTORCH, output(head("elu"), CE, INDEX)),
    ("LG109", NOTE, LOSS, "squared error of a softmax", PYTORCH, output(head("softmax"), MSE, rows(10))),
    ("LG111", ERROR, LINK, "over the batch", PYTORCH, output(head("log_softmax", axis=0), NLL, INDEX)),
    ("LG111", WARNING, LINK, "no axis", PYTORCH, output(head("log_softmax", implicit=True), NLL, INDEX)),
    ("LG111", ERROR, LINK, "no axis over steps", PYTORCH, output(head("log_softmax", rank=3, implicit=True), NLL)),
    ("LG111", ERROR, LINK, "over the width of an image", PYTORCH,
     output(head("log_softmax", axis=-1, rank=4, layer="Conv2d"), NLL)),
    ("LG112", NOTE, LINK, "log-softmax twice", PYTORCH, output(head("log_softmax"), CE, INDEX)),
    ("LG112", NOTE, LINK, "twice in optax", OPTAX, output(head("log_softmax", axis=None), BY_NUMBER, INDEX)),
    ("LG113", NOTE, LINK, "sigmoid, then the logarithm", PYTORCH, output(head("sigmoid", units=1), BCE, COLUMN)),
    ("LG114", ERROR, LOSS, "reals under BCE with logits", PYTORCH,
     output(head(units=1), BCE_LOGITS, labels(Encoding.REAL, rank=2, wide=1, dtype="float32", high=9))),
    ("LG114", ERROR, LOSS, "reals under cross-entropy", PYTORCH,
     output(head(), CE, labels(Encoding.REAL, dtype="float32", high=9))),
    ("LG201", ERROR, LOSS, "numbers under a divergence", PYTORCH, output(head("log_softmax"), KL, INDEX)),
    ("LG201", ERROR, LOSS, "numbers under the row loss of optax", OPTAX, output(head(axis=None), BY_ROW, INDEX)),
    ("LG202", ERROR, LOSS, "rows under NLL", PYTORCH, output(head("log_softmax"), NLL, rows(10))),
    ("LG202", ERROR, LOSS, "rows under the integer loss", OPTAX, output(head(axis=None), BY_NUMBER, rows(10))),
    ("LG203", ERROR, HEAD, "nine units for ten classes", PYTORCH, output(head(units=9), CE, INDEX)),
    ("LG203", ERROR, HEAD, "rows of another width", PYTORCH, output(head(units=5), CE, rows(10))),
    ("LG204", ERROR, LOSS, "flat labels with logits", PYTORCH, output(head(units=1), BCE_LOGITS, FLAT)),
    ("LG204", ERROR, LOSS, "flat labels of a regression", PYTORCH, output(head(units=1), MSE, labels(Encoding.REAL))),
    ("LG204", ERROR, LOSS, "a column against squeezed outputs", PYTORCH, output(head(units=1, rank=1), MSE, REALS)),
    ("LG204", ERROR, LOSS, "an axis too many", PYTORCH,
     output(head(), CE, labels(Encoding.INDEX, 10, rank=2, wide=1, dtype="int64"))),
    ("LG204", ERROR, LOSS, "quiet in optax", OPTAX, output(head(units=1, axis=None), SIGMOID_OPTAX, FLAT)),
    ("LG204", ERROR, LOSS, "class numbers against sigmoids", PYTORCH,
     output(head(), BCE_LOGITS, labels(Encoding.INDEX, 10, dtype="float32"))),
    ("LG205", ERROR, LOSS, "whole numbers with logits", PYTORCH,
     output(head(units=1), BCE_LOGITS, labels(Encoding.BINARY, 2, rank=2, wide=1, dtype="int64"))),
    ("LG205", ERROR, LOSS, "whole tags", PYTORCH, output(head(), BCE_LOGITS, rows(10, Encoding.MULTI_HOT, "int64"))),
    ("LG205", ERROR, LOSS, "float class numbers", PYTORCH, output(head(), CE, FLOAT_INDEX)),
    ("LG205", ERROR, LOSS, "whole rows", PYTORCH, output(head(), CE, rows(10, dtype="int64"))),
    ("LG207", ERROR, LABELS, "labels over 255", PYTORCH,
     output(head(), CE, labels(Encoding.INDEX, 10, dtype="float32", edits=OVER_255))),
    ("LG208", ERROR, LOSS, "argmax", PYTORCH,
     output(head(decision=Decision.ARGMAX), MSE, labels(Encoding.REAL, rank=2))),
    ("LG208", ERROR, LOSS, "rounded sigmoids", PYTORCH,
     output(head("sigmoid", units=1, decision=Decision.THRESHOLD), BCE, COLUMN)),
    ("LG209", ERROR, LABELS, "signs", PYTORCH,
     output(head(units=1), BCE_LOGITS, labels(Encoding.SIGN, 2, rank=2, wide=1, low=-1, high=1, dtype="float32"))),
    ("LG309", ERROR, METRIC, "another number of classes", PYTORCH,
     output(head(), CE, INDEX, metric("Accuracy", Decision.ARGMAX, 5, task="multiclass", num_classes=5))),
    ("LG309", ERROR, METRIC, "several classes for one unit", PYTORCH,
     output(head(units=1), BCE_LOGITS, COLUMN, metric("MulticlassF1Score", Decision.TOP_K, 2))),
    ("LG309", ERROR, METRIC, "yes or no for several classes", PYTORCH,
     output(head(), CE, INDEX, metric("Accuracy", Decision.RANKING, task="binary"))),
    ("LG309", ERROR, METRIC, "another number of labels", PYTORCH,
     output(head(), BCE_LOGITS, TAGS, metric("Accuracy", Decision.RANKING, task="multilabel", num_labels=6))),
    ("LG309", NOTE, METRIC, "a micro average of exclusive classes", PYTORCH,
     output(head(), CE, INDEX, metric("F1Score", Decision.ARGMAX, 10, task="multiclass", average="micro"))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "severity", "spot", "sentence", "engine", "case"), WRONG, ids=[f"{row[0]} {row[3]}" for row in WRONG]
)
def test_a_fault_is_reported_once(
    code: str, severity: Severity, spot: Spot, sentence: str, engine: Engine, case: Output
) -> None:
    """By one rule, at its place, as grave as it is; notes and the rule on one unit's argmax aside."""
    found = said(case, engine)
    mine = [one for one in found if one.rule.code == code]
    others = {one.rule.code for one in found} - {code} - {"LG113", "LG307"}
    assert [(severity, spot)] == [(one.severity, one.diagnosis.spot) for one in mine]
    assert set() == others


TELLS = [
    ("LG101", "between 0 and 1", PYTORCH, output(head(units=1), BCE)),
    ("LG102", "1.461 for 10 classes", PYTORCH, output(head("softmax"), CE, INDEX)),
    ("LG102", "0.313 on positives and 0.693 on negatives", PYTORCH, output(head("sigmoid", units=1), BCE_LOGITS)),
    ("LG102", "0.655 with one-hot labels", PYTORCH, output(head("sigmoid"), BCE_LOGITS, rows(10))),
    ("LG102", "costs about 0.31", PYTORCH, output(head("sigmoid"), DICE)),
    ("LG103", "between -1 and 0", PYTORCH, output(head("softmax"), NLL)),
    ("LG106", "0.813", PYTORCH, output(head("softmax", units=1), BCE_LOGITS)),
    ("LG107", "Target 1 is out of bounds", PYTORCH, output(head(units=1), CE)),
    ("LG107", "NaN for class 1", OPTAX, output(head(units=1, axis=None), BY_NUMBER)),
    ("LG107", "squeezed to (n,)", PYTORCH, output(head(units=1, rank=1), CE)),
    ("LG108", "0.797 for 10 classes", PYTORCH, output(head("tanh"), CE)),
    ("LG108", "below 0.313", PYTORCH, output(head("tanh", units=1), BCE_LOGITS)),
    ("LG203", "IndexError: Target 9 is out of bounds", PYTORCH, output(head(units=9), CE, INDEX)),
    ("LG203", "the loss is NaN", OPTAX, output(head(units=9, axis=None), BY_NUMBER, INDEX)),
    ("LG204", "only a warning", PYTORCH, output(head(units=1), MSE, labels(Encoding.REAL))),
    ("LG204", "Target size ((n,))", PYTORCH, output(head(units=1), BCE_LOGITS, FLAT)),
    ("LG204", "nothing stops it", OPTAX, output(head(units=1, axis=None), SIGMOID_OPTAX, FLAT)),
    ("LG205", "got Float", PYTORCH, output(head(), CE, labels(Encoding.INDEX, 10, dtype="float32"))),
    ("LG205", "y.long()", PYTORCH, output(head(), CE, labels(Encoding.INDEX, 10, dtype="float32"))),
    ("LG205", "y.float()", PYTORCH, output(head(), CE, rows(10, dtype="int64"))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "words", "engine", "case"), TELLS, ids=[f"{row[0]} {row[1]}" for row in TELLS])
def test_a_message_tells_what_shows(code: str, words: str, engine: Engine, case: Output) -> None:
    """Numbers and exceptions by which the fault can be recognised in a log, and the cast to write."""
    (found,) = [one.diagnosis for one in said(case, engine) if one.rule.code == code]
    assert words in f"{found.message} {found.help} {found.confirm}"


@pytest.mark.parametrize(("sentence", "case"), [(row[3], row[5]) for row in WRONG if row[4] is PYTORCH])
def test_messages_speak_the_language_of_the_engine(sentence: str, case: Output) -> None:
    """No Keras words where PyTorch is written."""
    for one in said(case):
        text = f"{one.diagnosis.message} {one.diagnosis.help} {one.diagnosis.confirm}"
        for word in ("Keras", "predict()", "fit()", "activation='", "from_logits", "to_categorical", "Dense"):
            assert word not in text, one.rule.code


def test_doubles_under_bce_depend_on_the_outputs() -> None:
    """A model in double precision takes them: possible at most."""
    doubles = labels(Encoding.BINARY, 2, rank=2, wide=1, dtype="float64")
    (found,) = [one for one in said(output(head("sigmoid", units=1), BCE, doubles)) if one.rule.code == "LG205"]
    assert Confidence.POSSIBLE is found.confidence


def test_an_unreduced_likelihood_may_only_pick() -> None:
    """nll_loss(softmax(z), y, reduction='none') gathers probabilities: possible at most."""
    picking = Known(dataclasses.replace(NLL.value, written="nll_loss(reduction='none')"), LOSS)
    (found,) = said(output(head("softmax"), picking, INDEX))
    assert ("LG103", Confidence.POSSIBLE) == (found.rule.code, found.confidence)


def test_softmax_over_one_unit_of_an_unknown_rank_may_run_over_steps() -> None:
    """dim=1 of (batch, steps, 1) is an attention: possible at most."""
    (found,) = [one for one in said(output(head("softmax", units=1, rank=None), BCE)) if one.rule.code == "LG106"]
    assert Confidence.POSSIBLE is found.confidence


def test_over_dim_0_of_an_unknown_rank_is_certain_with_labels_of_a_batch() -> None:
    """One label a sample tells that there is a batch; without labels it is possible."""
    with_labels = said(output(head("log_softmax", axis=0, rank=None), NLL, INDEX))
    without = said(output(head("log_softmax", axis=0, rank=None), NLL))
    assert [Confidence.CERTAIN] == [one.confidence for one in with_labels]
    assert [Confidence.POSSIBLE] == [one.confidence for one in without]


def test_a_decision_is_fine_where_nothing_is_trained() -> None:
    """A loss that is only measured needs no gradient."""
    case = output(head("sigmoid", units=1, decision=Decision.THRESHOLD), BCE, COLUMN)
    assert "LG208" not in [one.rule.code for one in judge(site(setup(case, engine=PYTORCH, trained=False)))]


SPOT = Spot("train.py", 7)
PROBLEMS = [
    ("LG401", Problem("class-called", "nn.CrossEntropyLoss", SPOT, "nn.CrossEntropyLoss()(out, y)"),
     "`nn.CrossEntropyLoss` is a class", "nn.CrossEntropyLoss()(out, y)"),
    ("LG401", Problem("class-called", "nn.Softmax(x)", SPOT), "`nn.Softmax` is a class", "nn.Softmax()(...)"),
    ("LG402", Problem("swapped", "binary_cross_entropy", SPOT, "criterion(out, y)"),
     "the prediction first", "criterion"),
    ("LG402", Problem("swapped", "binary_cross_entropy", SPOT), "the other way round", "Exchange the two"),
    ("LG404", Problem("misplaced", "'sum'", SPOT, "reduction='sum'", "size_average"),
     "stays 'mean'", "reduction='sum'"),
    ("LG404", Problem("misplaced", "['mae']", SPOT, "metrics=['mae']", "loss_weights"), "`loss_weights`", "metrics="),
]  # fmt: skip


@pytest.mark.parametrize(("code", "problem", "message", "remedy"), PROBLEMS, ids=[str(row[1].name) for row in PROBLEMS])
def test_calls_that_mean_something_else_are_named(code: str, problem: Problem, message: str, remedy: str) -> None:
    """By one rule each, at the call, with what to write."""
    way = TrainingSetup(SPOT, PYTORCH, (output(),), (problem,))
    by_code = {
        rule.code: list(rule.check(way, way.outputs[0])) for rule in all_rules() if rule.per_setup and rule.check
    }
    assert {code} == {each for each, found in by_code.items() if found}
    (found,) = by_code[code]
    assert message in found.message and remedy in (found.help or "") and found.spot == SPOT


def test_an_exchanged_distance_is_a_note() -> None:
    """The squared error is the same either way."""
    rule = rule_named("LG402")
    assert rule is not None and rule.check is not None
    case = output(head(units=1), MSE)
    way = TrainingSetup(SPOT, PYTORCH, (case,), (Problem("swapped", "MSELoss", LOSS),))
    assert [NOTE] == [found.severity for found in rule.check(way, case)]
