"""Demonstrations of LG1xx: what head and loss do to each other."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.records import replace
from lossguard.verify.demo import Demo, Loss, Metric, Task, Trial
from lossguard.verify.facts import LINK_OF, Facts, standard, trial
from lossguard.vocabulary import Encoding, Family, Space

BARE = {"softmax": "softmax0", "log_softmax": "log_softmax0"}


def _demo(facts: Facts, right: Trial, sign: str, wrong: Trial | None = None) -> Demo:
    return Demo(facts.task, facts.classes, wrong or facts.as_it_is, right, sign)


def _with_links(facts: Facts, *links: str) -> Trial:
    return trial(facts, facts.units, links, facts.loss)


def _expected(facts: Facts) -> tuple[str, ...]:
    """The link that the loss expects the head to have."""
    return (LINK_OF[facts.expects],) if facts.expects in LINK_OF else ()


def logits_into_probabilities(facts: Facts) -> Demo:
    """LG101."""
    if facts.family in (Family.CATEGORICAL, Family.BERNOULLI):
        return _demo(facts, _with_links(facts, *_expected(facts)), "start")
    task = Task.VALUES if facts.family is Family.COUNT else facts.task
    facts = replace(facts, task=task)
    return replace(_demo(facts, _with_links(facts, *_expected(facts)), "impossible"), low=0.5, high=4.0)


def activation_twice(facts: Facts) -> Demo:
    """LG102."""
    sign = "floor or warning" if facts.language == "keras" else "floor"
    return _demo(facts, _with_links(facts), sign)


def probabilities_into_logs(facts: Facts) -> Demo:
    """LG103."""
    return _demo(facts, _with_links(facts, *_expected(facts)), "negative")


def binary_loss_on_softmax(facts: Facts) -> Demo:
    """LG104: over tags only one can pass one half; over classes the columns are counted, not the rows."""
    if facts.task is Task.TAGS:
        return _demo(facts, standard(facts), "right")
    wrong = replace(facts.as_it_is, metric=columns(facts))
    right = standard(replace(facts, encoding=Encoding.ONE_HOT))
    return replace(_demo(facts, replace(right, metric=rows_right(facts)), "metric", wrong), steps=2, noise=1.0)


def columns(facts: Facts) -> Metric:
    """The share of right columns, which is what a binary loss counts."""
    return Metric("binary_accuracy", (), COLUMNS if facts.language == "torch" else "")


def rows_right(facts: Facts) -> Metric:
    """The share of right classes."""
    return Metric("categorical_accuracy", (), CLASS_IDS if facts.language == "torch" else "")


COLUMNS = "lambda out, y: ((out > 0.5) == (y > 0.5)).float().mean()"
CLASS_IDS = "lambda out, y: (out.argmax(1) == y).float().mean()"


def categorical_on_sigmoids(facts: Facts) -> Demo:
    """LG105."""
    if facts.task is Task.TAGS:
        return _demo(facts, standard(facts), "floor")
    link = "log_softmax" if facts.expects in (Space.LOG_SIMPLEX, Space.LOG_UNIT) else "softmax"
    return _demo(facts, _with_links(facts, link), "sums")


def softmax_of_one(facts: Facts) -> Demo:
    """LG106."""
    facts = replace(facts, task=Task.PAIR, classes=2, units=1)
    return _demo(facts, standard(facts), "constant")


def categorical_on_one(facts: Facts) -> Demo:
    """LG107."""
    facts = replace(facts, task=Task.PAIR, classes=2, units=1)
    return _demo(facts, standard(facts), "right")


def squashed(facts: Facts) -> Demo:
    """LG108."""
    return _demo(facts, standard(facts, logits=True), "range")


def regression_on_classifier(facts: Facts) -> Demo:
    """LG109: one unit cannot tell many classes apart; else a sure mistake has hardly a gradient."""
    if facts.units == 1 and facts.classes > 2:
        wrong = Trial(1, facts.links, facts.loss, "column", "out[:, 0]")
        return _demo(replace(facts, task=Task.CLASSES), standard(facts, task=Task.CLASSES), "right", wrong)
    sign = "gain" if facts.links[-1:] in (("softmax",), ("sigmoid",)) else "range"
    return _demo(facts, standard(facts, logits=True), sign)


def bounded(facts: Facts) -> Demo:
    """LG110."""
    facts = replace(facts, task=Task.VALUES)
    low, high = bounds(facts, (-10.0, 10.0))
    return replace(_demo(facts, standard(facts), "beyond"), low=low, high=high)


def bounds(facts: Facts, default: tuple[float, float]) -> tuple[float, float]:
    """The range of the targets as far as it is known, in plain numbers."""
    low = facts.labels.low if facts.labels and facts.labels.low is not None else None
    high = facts.labels.high if facts.labels and facts.labels.high is not None else None
    low = default[0] if low is None or abs(low) > 1e6 else float(low)
    high = default[1] if high is None or abs(high) > 1e6 else float(high)
    return (low, high) if low < high else (low, low + 1.0)


def over_the_batch(facts: Facts) -> Demo:
    """LG111: whichever axis it was, the batch is shown."""
    last = facts.links[-1].removesuffix("0") if facts.links else "softmax"
    wrong = _with_links(facts, *facts.links[:-1], BARE.get(last, "softmax0"))
    right = standard(facts) if facts.units == 1 else _with_links(facts, *facts.links[:-1], last)
    return replace(_demo(facts, right, "alone", wrong), note="the softmax runs over the batch here")


def log_softmax_twice(facts: Facts) -> Demo:
    """LG112."""
    return _demo(facts, _with_links(facts), "same")


def unfused(facts: Facts) -> Demo:
    """LG113."""
    return _demo(facts, trial(facts, facts.units, (), Loss("binary_cross_entropy_with_logits")), "clamped")


def real_targets(facts: Facts) -> Demo:
    """LG114."""
    low, high = bounds(replace(facts, task=Task.VALUES), (0.0, 5.0))
    high = min(high, low + 5.0)
    facts = replace(facts, task=Task.VALUES)
    flat = facts.language == "torch" and facts.units > 1
    wrong = replace(facts.as_it_is, labels="values flat" if flat else "values")
    return replace(_demo(facts, standard(facts), "misses", wrong), low=low, high=high, steps=150)


def stacked(facts: Facts) -> Demo:
    """LG115."""
    return _demo(facts, _with_links(facts, *facts.links[-1:]), "floor")


DEMOS: dict[str, Callable[[Facts], Demo]] = {
    "LG101": logits_into_probabilities,
    "LG102": activation_twice,
    "LG103": probabilities_into_logs,
    "LG104": binary_loss_on_softmax,
    "LG105": categorical_on_sigmoids,
    "LG106": softmax_of_one,
    "LG107": categorical_on_one,
    "LG108": squashed,
    "LG109": regression_on_classifier,
    "LG110": bounded,
    "LG111": over_the_batch,
    "LG112": log_softmax_twice,
    "LG113": unfused,
    "LG114": real_targets,
    "LG115": stacked,
}
