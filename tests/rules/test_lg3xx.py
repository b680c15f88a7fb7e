"""The rules on metrics, asked about set-ups built by hand: one row a sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from lossguard.findings import Diagnosis, Spot
from lossguard.rules.table import rule_named
from lossguard.setups import (
    Engine,
    Head,
    Known,
    Labels,
    Link,
    LossUse,
    MetricUse,
    Output,
    TrainingSetup,
    Unknown,
    Width,
)
from lossguard.vocabulary import Decision, Encoding, Family, Severity, Space, Units

HEAD, LOSS, LABELS, METRIC = (Spot("train.py", number) for number in range(1, 5))
NAMES = Width(None, "len(names)", "names")

BY_LOSS = Engine("keras", "K2", "Keras 2.2.4", version="2.2.4", accuracy_by="loss")
BY_SHAPES = Engine("keras", "K3", "Keras 3.15", version="3.15", accuracy_by="shapes", recovers_logits=True)

ROWS = (Encoding.ONE_HOT, Encoding.SOFT)
NUMBERS = (Encoding.INDEX, Encoding.BINARY)
EACH = (Encoding.BINARY, Encoding.MULTI_HOT, Encoding.ONE_HOT, Encoding.SOFT)


def head(space: Space, units: int | Width, rank: int = 2) -> Head:
    width = units if isinstance(units, Width) else Width(units, str(units), units)
    name = {Space.SIMPLEX: "softmax", Space.UNIT: "sigmoid", Space.SYMMETRIC: "tanh"}.get(space)
    links = (Link(name, space, HEAD, cached=True),) if name else ()
    return Head(Known(space, HEAD), Known(width, HEAD), HEAD, links=links, layer="Dense", rank=rank)


def loss(name: str, family: Family, expects: Space, labels: tuple[Encoding, ...] = EACH) -> LossUse:
    return LossUse(name, f"'{name}'", family, Known(expects, LOSS), labels, Units.ANY, LOSS)


CCE = loss("categorical_crossentropy", Family.CATEGORICAL, Space.SIMPLEX, ROWS)
SCCE = loss("sparse_categorical_crossentropy", Family.CATEGORICAL, Space.SIMPLEX, NUMBERS)
SCCE_LOGITS = replace(SCCE, expects=Known(Space.REAL, LOSS), from_logits=True)
BCE = loss("binary_crossentropy", Family.BERNOULLI, Space.UNIT)
BCE_LOGITS = replace(BCE, expects=Known(Space.REAL, LOSS), from_logits=True)
MSE = loss("mean_squared_error", Family.REGRESSION, Space.REAL, (Encoding.REAL,))
HINGE = loss("hinge", Family.MARGIN, Space.REAL, (Encoding.SIGN,))


def metric(
    canonical: str, decision: Decision, labels: tuple[Encoding, ...] = EACH, family: Family = Family.BERNOULLI
) -> MetricUse:
    return MetricUse(canonical, Known(canonical, METRIC), METRIC, decision, family, labels, text_form=True)


BINARY = replace(metric("binary_accuracy", Decision.THRESHOLD), expects=Space.UNIT, threshold=0.5)
CATEGORICAL = metric("categorical_accuracy", Decision.ARGMAX, ROWS, Family.CATEGORICAL)
SPARSE = metric("sparse_categorical_accuracy", Decision.ARGMAX, NUMBERS, Family.CATEGORICAL)
TOP_K = metric("top_k_categorical_accuracy", Decision.TOP_K, ROWS, Family.CATEGORICAL)
SPARSE_TOP_K = metric("sparse_top_k_categorical_accuracy", Decision.TOP_K, NUMBERS, Family.CATEGORICAL)
EXACT = metric("exact_accuracy", Decision.EQUALITY, NUMBERS)
MEAN_IOU = metric("mean_iou", Decision.EQUALITY, NUMBERS)
AUC = replace(metric("auc", Decision.RANKING), expects=Space.UNIT)
AUC_LOGITS = replace(AUC, expects=Space.REAL, options=(("from_logits", True),))
PRECISION = replace(metric("precision", Decision.THRESHOLD), expects=Space.UNIT, threshold=0.5)
F1 = metric("f1_score", Decision.ARGMAX, (Encoding.ONE_HOT,), Family.CATEGORICAL)
MAE = metric("mean_absolute_error", Decision.REAL, (Encoding.REAL,), Family.REGRESSION)
BCE_METRIC = replace(metric("binary_crossentropy", Decision.REAL), expects=Space.UNIT)


def accuracy(resolved: MetricUse | None, by: str) -> MetricUse:
    """The string 'accuracy', resolved to what `resolved` is, None: not told."""
    if resolved is None:
        return MetricUse("accuracy", Unknown("the shape of the labels decides"), METRIC, by=by, text_form=True)
    return replace(resolved, name="accuracy", by=by)


def labels(encoding: Encoding | None, rank: int | None = None, **roles: bool) -> Labels:
    found = Known(encoding, LABELS) if encoding else Unknown("read from a file")
    return replace(Labels(found, Unknown("not counted"), LABELS, rank=rank), **roles)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Case:
    """`expected` is None for silence, else "certain" or "possible"."""

    sentence: str
    code: str
    expected: str | None
    head: Head | None
    loss: LossUse | None
    metric: MetricUse
    labels: Labels | None = None
    engine: Engine = BY_SHAPES


def output_of(case: Case) -> Output:
    nothing = Unknown("not told")
    return Output(
        None,
        Known(case.head, HEAD) if case.head else nothing,
        Known(case.loss, LOSS) if case.loss else nothing,
        Known(case.labels, LABELS) if case.labels else nothing,
        (case.metric,),
    )


def asked(case: Case) -> list[Diagnosis]:
    rule = rule_named(case.code)
    assert rule is not None and rule.check is not None
    output = output_of(case)
    return list(rule.check(TrainingSetup(LOSS, case.engine, (output,)), output))


SOFTMAX10, SOFTMAX2, SOFTMAX_N = head(Space.SIMPLEX, 10), head(Space.SIMPLEX, 2), head(Space.SIMPLEX, NAMES)
SIGMOID1, SIGMOID6, SIGMOID784 = head(Space.UNIT, 1), head(Space.UNIT, 6), head(Space.UNIT, 784)
LOGIT1, LOGITS6, LOGITS10, TANH1 = (
    head(Space.REAL, 1),
    head(Space.REAL, 6),
    head(Space.REAL, 10),
    head(Space.SYMMETRIC, 1),
)
ONE_HOT, MULTI_HOT, INDEX = labels(Encoding.ONE_HOT), labels(Encoding.MULTI_HOT), labels(Encoding.INDEX)
REAL, ZERO_ONE, SIGN = labels(Encoding.REAL), labels(Encoding.BINARY), labels(Encoding.SIGN)

FOUND_BY_LOSS = accuracy(BINARY, "loss")
FOUND_BY_SHAPES = accuracy(CATEGORICAL, "shapes")

CASES = [
    Case(
        "the loss makes it binary over ten classes", "LG301", "certain", SOFTMAX10, BCE, FOUND_BY_LOSS, ONE_HOT, BY_LOSS
    ),
    Case("unseen labels do not change that", "LG301", "certain", SOFTMAX10, BCE, FOUND_BY_LOSS, None, BY_LOSS),
    Case("a symbolic width is several classes", "LG301", "certain", SOFTMAX_N, BCE, FOUND_BY_LOSS, None, BY_LOSS),
    Case("two classes cannot be inflated", "LG301", None, SOFTMAX2, BCE, FOUND_BY_LOSS, ONE_HOT, BY_LOSS),
    Case("shapes decide: the number is true", "LG301", None, SOFTMAX10, BCE, FOUND_BY_SHAPES, ONE_HOT),
    Case("several labels a row: each counts", "LG301", None, SIGMOID6, BCE, FOUND_BY_LOSS, MULTI_HOT, BY_LOSS),
    Case(
        "sigmoids over one-hot labels inflate too", "LG301", "certain", SIGMOID6, BCE, FOUND_BY_LOSS, ONE_HOT, BY_LOSS
    ),
    Case("a named metric is not LG301's", "LG301", None, SOFTMAX10, BCE, BINARY, ONE_HOT, BY_LOSS),
    Case("argmax means nothing for multi-hot labels", "LG302", "certain", SIGMOID6, BCE, FOUND_BY_SHAPES, MULTI_HOT),
    Case("unseen labels may be one-hot", "LG302", "possible", SIGMOID6, BCE, FOUND_BY_SHAPES),
    Case("an unresolved name under BCE is the argmax", "LG302", "possible", SIGMOID6, BCE, accuracy(None, "shapes")),
    Case("one-hot labels: the argmax is right", "LG302", None, SIGMOID6, BCE, FOUND_BY_SHAPES, ONE_HOT),
    Case("784 sigmoids are a picture", "LG302", None, SIGMOID784, BCE, FOUND_BY_SHAPES),
    Case("feature maps are pictures", "LG302", None, head(Space.UNIT, 3, rank=4), BCE, FOUND_BY_SHAPES),
    Case(
        "an autoencoder has no labels", "LG302", None, SIGMOID6, BCE, FOUND_BY_SHAPES, labels(None, reconstruction=True)
    ),
    Case("logits of several labels", "LG302", "certain", LOGITS6, BCE_LOGITS, FOUND_BY_SHAPES, MULTI_HOT),
    Case(
        "MSE makes it an argmax by loss",
        "LG302",
        "certain",
        SIGMOID6,
        MSE,
        accuracy(CATEGORICAL, "loss"),
        MULTI_HOT,
        BY_LOSS,
    ),
    Case("one unit is binary", "LG302", None, SIGMOID1, BCE, accuracy(BINARY, "shapes")),
    Case("one-hot metric, class numbers", "LG303", "certain", SOFTMAX10, SCCE, CATEGORICAL, INDEX),
    Case("the loss alone tells of class numbers", "LG303", "certain", SOFTMAX10, SCCE, CATEGORICAL),
    Case("sparse metric, one-hot rows", "LG303", "certain", SOFTMAX10, CCE, SPARSE, ONE_HOT),
    Case("a wrong loss is LG201's: the metric fits it", "LG303", None, SOFTMAX10, CCE, CATEGORICAL, INDEX),
    Case("a wrong loss is LG201's: the metric fits the labels", "LG303", None, SOFTMAX10, CCE, SPARSE, INDEX),
    Case("each class against 0.5", "LG303", "certain", SOFTMAX10, CCE, BINARY, ONE_HOT),
    Case("two columns agree", "LG303", None, SOFTMAX2, CCE, BINARY, ONE_HOT),
    Case("sigmoids are what it is for", "LG303", None, SIGMOID6, BCE, BINARY, MULTI_HOT),
    Case("argmax of several labels", "LG303", "certain", SIGMOID6, BCE, CATEGORICAL, MULTI_HOT),
    Case("-1 is neither 0 nor 1", "LG303", "certain", TANH1, HINGE, accuracy(BINARY, "shapes"), SIGN),
    Case("early versions round, and -1 may match", "LG303", None, TANH1, HINGE, FOUND_BY_LOSS, SIGN, BY_LOSS),
    Case("precision pools a two-class softmax", "LG303", "certain", SOFTMAX2, CCE, PRECISION, ONE_HOT),
    Case("a class is chosen", "LG303", None, SOFTMAX2, CCE, replace(PRECISION, options=(("class_id", 1),)), ONE_HOT),
    Case("plain accuracy adapts", "LG303", None, SOFTMAX10, SCCE, accuracy(SPARSE, "shapes"), INDEX),
    Case("an unknown loss and unseen labels say nothing", "LG303", None, SOFTMAX10, None, CATEGORICAL),
    Case("0.5 on a logit", "LG304", "certain", LOGIT1, BCE_LOGITS, accuracy(BINARY, "shapes"), ZERO_ONE),
    Case("0.0 on a logit is right", "LG304", None, LOGIT1, BCE_LOGITS, replace(BINARY, threshold=0.0)),
    Case("0.0 on a probability decides nothing", "LG304", "certain", SIGMOID1, BCE, replace(BINARY, threshold=0.0)),
    Case("AUC of logits", "LG304", "certain", LOGIT1, BCE_LOGITS, AUC),
    Case("AUC told of logits", "LG304", None, LOGIT1, BCE_LOGITS, AUC_LOGITS),
    Case("LG101 says it better", "LG304", None, LOGIT1, BCE, accuracy(BINARY, "shapes")),
    Case("cross-entropy metric of logits", "LG304", "certain", LOGIT1, BCE_LOGITS, BCE_METRIC),
    Case("F1 of one column", "LG304", "certain", SIGMOID1, BCE, F1),
    Case("F1 with a threshold", "LG304", None, SIGMOID1, BCE, replace(F1, decision=Decision.THRESHOLD, threshold=0.5)),
    Case(
        "F1 with its threshold among the options",
        "LG304",
        None,
        SIGMOID1,
        BCE,
        replace(F1, options=(("threshold", 0.5),)),
    ),
    Case("the argmax of logits is right", "LG304", None, LOGITS10, SCCE_LOGITS, accuracy(SPARSE, "shapes"), INDEX),
    Case("a margin decides at 0", "LG304", "certain", TANH1, HINGE, accuracy(BINARY, "shapes")),
    Case("accuracy of a regression", "LG305", "certain", LOGIT1, MSE, accuracy(BINARY, "shapes"), REAL),
    Case("class numbers as a regression", "LG305", "certain", LOGIT1, MSE, accuracy(BINARY, "shapes"), INDEX),
    Case("unseen targets may be 0/1", "LG305", "possible", LOGIT1, MSE, accuracy(BINARY, "shapes")),
    Case("0/1 targets: the threshold is right", "LG305", None, LOGIT1, MSE, accuracy(BINARY, "shapes"), ZERO_ONE),
    Case("a least-squares GAN", "LG305", None, LOGIT1, MSE, accuracy(BINARY, "shapes"), labels(None, constant=True)),
    Case("a published baseline", "LG305", None, SIGMOID6, MSE, accuracy(CATEGORICAL, "shapes"), ONE_HOT),
    Case("sigmoid over real targets", "LG305", "certain", SIGMOID1, MSE, accuracy(BINARY, "shapes"), REAL),
    Case("mae is what a regression has", "LG305", None, LOGIT1, MSE, MAE, REAL),
    Case("Accuracy() of probabilities", "LG306", "certain", SOFTMAX10, CCE, EXACT, ONE_HOT),
    Case("MeanIoU of sigmoids", "LG306", "certain", head(Space.UNIT, 1, rank=4), BCE, MEAN_IOU),
    Case(
        "MeanIoU that takes the argmax",
        "LG306",
        None,
        head(Space.SIMPLEX, 5, rank=4),
        SCCE,
        replace(MEAN_IOU, options=(("sparse_y_pred", False),)),
    ),
    Case("decided already", "LG306", None, replace(SOFTMAX10, decision=Decision.ARGMAX), CCE, EXACT),
    Case("argmax of one", "LG307", "certain", SIGMOID1, BCE, CATEGORICAL),
    Case("sparse argmax of one", "LG307", "certain", SIGMOID1, BCE, SPARSE),
    Case("threshold of one", "LG307", None, SIGMOID1, BCE, BINARY),
    Case("F1 of one column is LG304's", "LG307", None, SIGMOID1, BCE, F1),
    Case("precision of class numbers", "LG308", "certain", SOFTMAX10, SCCE, PRECISION, INDEX),
    Case("precision of one-hot rows", "LG308", None, SOFTMAX10, CCE, PRECISION, ONE_HOT),
    Case("five of three", "LG308", "certain", head(Space.SIMPLEX, 3), CCE, TOP_K, ONE_HOT),
    Case("five of ten", "LG308", None, SOFTMAX10, CCE, TOP_K, ONE_HOT),
    Case("sparse top-k of one-hot rows", "LG308", "certain", SOFTMAX10, CCE, SPARSE_TOP_K, ONE_HOT),
    Case("top-k of class numbers", "LG308", "certain", SOFTMAX10, SCCE, TOP_K, INDEX),
    Case("F1 of class numbers", "LG308", "certain", SOFTMAX10, SCCE, F1),
    Case(
        "F1 of labels of one axis",
        "LG308",
        "certain",
        SIGMOID1,
        BCE,
        replace(F1, decision=Decision.THRESHOLD, threshold=0.5),
        labels(Encoding.BINARY, rank=1),
    ),
    Case("binary accuracy is LG303's", "LG308", None, SOFTMAX10, SCCE, BINARY, INDEX),
    Case("mae of class numbers", "LG310", "certain", SOFTMAX10, SCCE, MAE, INDEX),
    Case("mae alone beside one-hot rows", "LG310", "possible", SOFTMAX10, CCE, MAE, ONE_HOT),
    Case("mae of a yes/no answer is a Brier score", "LG310", None, SIGMOID1, BCE, MAE, ZERO_ONE),
    Case("mae of a regression", "LG310", None, LOGIT1, MSE, MAE, REAL),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.sentence}")
def test_a_rule_reports_what_the_sentence_says(case: Case) -> None:
    """Each case is reported at the metric, with the certainty it gives, or not at all."""
    found = asked(case)
    certainty = ["possible" if diagnosis.may_be_wrong else "certain" for diagnosis in found]
    assert certainty == ([case.expected] if case.expected else [])
    assert [diagnosis.spot for diagnosis in found] == [METRIC] * len(found)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.expected], ids=lambda case: f"{case.code}: {case.sentence}"
)
def test_messages_are_sentences(case: Case) -> None:
    """A message ends in a full stop, its help says what to write, and the head or the loss are shown."""
    for diagnosis in asked(case):
        sentences = [text for text in (diagnosis.message, diagnosis.help, diagnosis.confirm) if text]
        assert [text for text in sentences if not text.endswith(".")] == []
        assert [text for text in sentences if "  " in text or "None" in text] == []
        assert diagnosis.help is not None
        assert {spot for spot, _ in diagnosis.related} >= ({HEAD} if case.head else set())


def test_both_repairs_of_the_famous_case_are_offered() -> None:
    """The loss may become categorical, or the metric be named; the number to look for is 0.90."""
    (diagnosis,) = asked(CASES[0])
    assert diagnosis.help is not None and diagnosis.confirm is not None
    assert "categorical_accuracy" in diagnosis.help and "categorical_crossentropy" in diagnosis.help
    assert "0.90 = (10 - 1) / 10" in diagnosis.confirm


def test_a_symbolic_width_is_only_a_warning() -> None:
    """With `len(names)` units there may be two classes, for which the number is true."""
    (diagnosis,) = asked(next(case for case in CASES if case.head is SOFTMAX_N))
    assert diagnosis.severity is Severity.WARNING


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.sentence}")
def test_no_fault_of_a_metric_is_reported_twice(case: Case) -> None:
    """Of all metric rules at most one speaks of one metric."""
    codes = ["LG301", "LG302", "LG303", "LG304", "LG305", "LG306", "LG307", "LG308", "LG310"]
    assert len([code for code in codes if asked(replace(case, code=code))]) <= 1


def test_one_output_in_the_dark_says_nothing() -> None:
    """Without a head, a loss and labels no metric rule speaks."""
    for code in ("LG301", "LG302", "LG303", "LG304", "LG305", "LG306", "LG307", "LG308", "LG310"):
        for use in (BINARY, CATEGORICAL, SPARSE, EXACT, AUC, F1, MAE, FOUND_BY_LOSS, FOUND_BY_SHAPES):
            assert asked(Case("dark", code, None, None, None, use)) == []
