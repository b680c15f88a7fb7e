"""Demonstrations of LG3xx: a reported number against the share of right answers."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.errors import UsageError
from lossguard.records import replace
from lossguard.setups import Known
from lossguard.verify import spelling
from lossguard.verify.demo import Demo, Metric, Task, Trial
from lossguard.verify.facts import Facts, standard
from lossguard.vocabulary import Decision, Encoding

NOISE = 1.0
STEPS = 4
BY_ENCODING = {
    "ids": "sparse_categorical_accuracy",
    "rows": "categorical_accuracy",
    "column": "binary_accuracy",
    "tags": "binary_accuracy",
    "signs": "binary_accuracy",
    "values": "mean_absolute_error",
}


def _demo(
    facts: Facts, wrong: Metric, right: Trial | None = None, sign: str = "metric", own: Trial | None = None
) -> Demo:
    own = own or facts.as_it_is
    found = right or standard(facts)
    due = found.metric or fitting(facts, found)
    return Demo(
        facts.task,
        facts.classes,
        replace(own, metric=wrong),
        replace(found, metric=due),
        sign,
        steps=STEPS,
        noise=NOISE,
    )


def fitting(facts: Facts, trial: Trial) -> Metric:
    """The metric that decides as the head means it."""
    if facts.language == "keras":
        options = (("threshold", 0.0),) if trial.decide.endswith("> 0") else ()
        return Metric(BY_ENCODING[trial.labels], options)
    answers = {"ids": "y", "column": "y[:, 0]", "signs": "(y[:, 0] > 0)", "tags": "y", "rows": "y.argmax(1)"}
    if trial.labels == "values":
        return Metric("", (), f"lambda out, y: abs({trial.decide} - y[:, 0]).mean()")
    return Metric("", (), f"lambda out, y: (({trial.decide}) == {answers[trial.labels]}).float().mean()")


def given(facts: Facts, default: str) -> Metric:
    """The metric of the program as the engine resolved it."""
    use = facts.metric
    if use is not None and use.by_hand:
        raise UsageError("no demonstration: what scikit-learn computes from predictions is not rebuilt")
    if use is not None and isinstance(use.resolved, Known):
        found = Metric(use.resolved.value, use.options)
        if spelling.metric(facts.language, found) is not None:
            return found
    return Metric(default)


def inflated(facts: Facts) -> Demo:
    """LG301: the name is spelt out, as the version in force resolves it."""
    found = _demo(facts, Metric("binary_accuracy"), standard(replace(facts, encoding=Encoding.ONE_HOT)))
    return replace(found, note=f"{facts.engine.label} makes binary_accuracy of 'accuracy' here", steps=2)


def argmax_of_tags(facts: Facts) -> Demo:
    """LG302."""
    facts = replace(facts, task=Task.TAGS, units=max(2, facts.units), classes=max(2, facts.units))
    return _demo(facts, Metric("categorical_accuracy"))


def other_encoding(facts: Facts) -> Demo:
    """LG303: labels in the form in which the program has them."""
    own = facts.as_it_is
    metric = given(facts, BY_ENCODING[own.labels])
    if facts.units == 2 and metric.name in ("precision", "recall"):
        right = replace(standard(replace(facts, task=Task.PAIR)), metric=Metric(metric.name))
        word = "picked" if metric.name == "precision" else "yes"
        return replace(_demo(facts, metric, right, "pooled", own), word=word)
    return _demo(facts, metric, own=own)


def threshold_on_logits(facts: Facts) -> Demo:
    """LG304."""
    by_hand = _by_hand(facts)
    if by_hand is not None:
        return _demo(facts, by_hand)
    metric = given(facts, "binary_accuracy")
    if "accuracy" in metric.name:
        return _demo(facts, metric)
    right = replace(standard(facts), metric=Metric(metric.name))
    if metric.name == "f1_score":  # the default threshold is the largest output
        right = replace(right, metric=Metric("f1_score", (("threshold", 0.5),)))
        return replace(_demo(facts, metric, right), sign="constant metric")
    return _demo(facts, metric, right, "metric of probabilities")


def _by_hand(facts: Facts) -> Metric | None:
    """The decision that the program takes itself, with what it compares that."""
    by_metric = facts.metric is not None and (facts.decision is None or facts.language == "keras")
    if by_metric and spelling.metric_class(facts.language, _resolved(facts)) is not None:
        return None
    decision = facts.decision
    labels = {"column": "(y > 0.5)", "tags": "(y > 0.5)", "ids": "y", "rows": "(y > 0.5)", "signs": "(y > 0)"}
    due = labels.get(facts.as_it_is.labels, "y")
    if decision is None and facts.language == "keras":
        return None
    kind = decision.decision if decision is not None else None
    if kind is Decision.ARGMAX or (kind is None and facts.code == "LG307"):
        head = "out.argmax(1)[:, None]" if facts.as_it_is.labels == "column" else "out.argmax(1)"
    elif kind is Decision.EQUALITY or (kind is None and facts.code == "LG306"):
        head, due = "out", "y"
    else:
        threshold = decision.threshold if decision is not None and decision.threshold is not None else 0.5
        squashed = "out.sigmoid()" if facts.language == "torch" else "keras.ops.sigmoid(out)"
        values = squashed if decision is not None and decision.behind is not None else "out"
        head = f"({values} > {float(threshold):g})"
    if facts.language == "torch":
        return Metric("", (), f"lambda out, y: ({head} == {due}).float().mean()")
    return Metric("", (), keras_function(head, due))


def keras_function(head: str, due: str) -> str:
    """A metric function of Keras from a comparison of `out` with `y`."""
    head = head.replace("out.argmax(1)", "keras.ops.argmax(out, -1)")
    return f'lambda y, out: keras.ops.mean(keras.ops.cast(keras.ops.equal({head}, {due}), "float32"))'


def _resolved(facts: Facts) -> str:
    use = facts.metric
    return use.resolved.value if use is not None and isinstance(use.resolved, Known) else ""


def accuracy_of_values(facts: Facts) -> Demo:
    """LG305."""
    facts = replace(facts, task=Task.VALUES, units=1)
    own = facts.as_it_is
    if facts.language == "torch":
        found = _demo(facts, Metric("", (), "lambda out, y: (out == y).float().mean()"), sign="distance", own=own)
    else:
        found = _demo(facts, given(facts, "accuracy"), sign="distance", own=own)
    return replace(found, low=5.0, high=9.0, steps=100)


def exact_match(facts: Facts) -> Demo:
    """LG306."""
    if facts.task is Task.VALUES:
        return accuracy_of_values(facts)
    return _demo(facts, _by_hand(facts) or given(facts, "accuracy"))


def argmax_of_one(facts: Facts) -> Demo:
    """LG307."""
    facts = replace(facts, task=Task.PAIR, units=1, classes=2)
    by_hand = _by_hand(facts)
    return _demo(facts, by_hand or given(facts, "categorical_accuracy"))


def refused(facts: Facts) -> Demo:
    """LG308."""
    return _demo(facts, given(facts, "precision"))


def other_task(facts: Facts) -> Demo:
    """LG309: the class of the task that was asked for."""
    if facts.language == "keras":
        return _demo(facts, given(facts, "f1_score"))
    default = "multiclass_accuracy" if facts.units == 1 else "binary_accuracy"
    metric = given(facts, default)
    if not metric.options and metric.name.startswith("multiclass"):
        metric = replace(metric, options=(("num_classes", 2),))
    return _demo(facts, metric)


def distance_of_classes(facts: Facts) -> Demo:
    """LG310."""
    default = "mean_absolute_error"
    if facts.language == "torch":
        return _demo(facts, Metric("", (), "lambda out, y: (out.argmax(1) - y).abs().float().mean()"))
    return _demo(facts, given(facts, default))


DEMOS: dict[str, Callable[[Facts], Demo]] = {
    "LG301": inflated,
    "LG302": argmax_of_tags,
    "LG303": other_encoding,
    "LG304": threshold_on_logits,
    "LG305": accuracy_of_values,
    "LG306": exact_match,
    "LG307": argmax_of_one,
    "LG308": refused,
    "LG309": other_task,
    "LG310": distance_of_classes,
}
