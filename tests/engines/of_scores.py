"""What is asked of losses, metrics and activations: their value by definition, and the space of what comes out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lossguard.knowledge.parameters import parameters
from lossguard.knowledge.rows import Activation, By, Loss, Metric
from lossguard.vocabulary import Decision, Encoding, Space
from tests.engines.asked import Answer, Asked, Judge, array
from tests.oracle import references
from tests.oracle.material import (
    CLASSES,
    DECIDING,
    NEEDED,
    SCORES_OF_SEVERAL,
    labels_in,
    material,
    predictions_in,
    space_of,
    width_for,
)
from tests.oracle.references import Array, Definition

KERAS = ("keras.", "str:")
RELATIVE, ABSOLUTE = 3e-3, 2e-5
SPREAD = np.linspace(-12, 12, 48).reshape(6, 8)


def close(mean: float, expected: float) -> bool:
    """Whether a value of 32 bits is the one of the definition."""
    return bool(abs(mean - expected) <= ABSOLUTE + RELATIVE * abs(expected))


def mean_is(*expected: float) -> Judge:
    """The mean of all values, as a judge; of several, one is right."""

    def judge(answer: Answer) -> str | None:
        mean = float(np.mean([float(each) for each in answer["values"]]))
        said = " or ".join(f"{each:.6g}" for each in expected)
        return None if any(close(mean, each) for each in expected) else f"{mean:.6g}, not {said}"

    return judge


def spelled(options: dict[str, object]) -> str:
    """Options as keywords of a call, each with a comma in front."""
    return "".join(f", {name}={value!r}" for name, value in options.items())


# ---- losses ----


def of_loss(name: str, row: Loss) -> Iterator[Asked]:
    """The value on right labels of every encoding, and of logits where the switch is on."""
    if row.canonical not in references.LOSSES or not name.startswith(KERAS):
        return
    cases = row.expects.cases if isinstance(row.expects, By) else ((None, row.expects),)
    by_string = name.startswith("str:") and name[4:5].isupper()
    for switch, _space in cases[:1] if by_string else cases:
        for encoding in row.labels:
            y, p, given = material(row, encoding, switch)
            # tf.keras of TF 1.13 takes class numbers for one-hot rows.
            name_of = f"sparse_{row.canonical}" if y.ndim < p.ndim == 2 and in_rows(row) else row.canonical
            expected = float(np.asarray(references.LOSSES[name_of](y, p)).mean())
            yield _loss(name, row, y, given, switch, mean_is(*forms(row, expected, y)))


def in_rows(row: Loss) -> bool:
    """Whether the definition takes one-hot rows."""
    return row.canonical == "categorical_crossentropy"


def forms(row: Loss | Metric, value: float, y: Array) -> tuple[float, ...]:
    """What is called a cosine: up or down, and up to Keras 2.2 and TF 1.12 the mean over the axis; no row tells."""
    if row.canonical != "cosine_similarity":
        return (value,)
    return value, -value, value / y.shape[-1], -value / y.shape[-1]


def _loss(name: str, row: Loss, y: Array, p: Array, switch: object, judge: Judge) -> Asked:
    options: dict[str, object] = {} if switch is None else {str(row.logits_param): switch}
    if name.startswith("str:"):
        given = spelled(options) if switch else ""  # an object knows no switch
        code = f"get('keras.losses.get')({name.removeprefix('str:')!r})(tensor(y), tensor(p){given})"
    elif row.class_form:
        code = f"get({name!r})({spelled(options)[2:]})(tensor(y), tensor(p))"
    else:
        order = {row.target: "tensor(y)", row.prediction: "tensor(p)"}
        pair = ", ".join(order[each.name] for each in parameters(row) if each.name in order)
        code = f"get({name!r})({pair}{spelled(options)})"
    return Asked(row, name, code, judge, {"y": array(y), "p": array(p)})


# ---- metrics ----

FUNCTIONS_ALONE = ("fmeasure", "fbeta_score")  # of Keras 1: the classes decide for every output apart
COUNTED: dict[str, Definition] = {
    **references.METRICS,
    "fmeasure": lambda y, p: _fbeta(y, p),
    "fbeta_score": lambda y, p: _fbeta(y, p),
    "matthews_correlation": lambda y, p: _matthews(y, np.round(p)),
    "exact_accuracy": lambda y, p: y == p,
    "crossentropy": lambda y, p: references.LOSSES["categorical_crossentropy"](y, p),
    "mean_relative_error": lambda y, p: np.abs(y - p) / 2.0,
}


def _counted(row: Metric) -> Definition:
    return COUNTED["categorical_accuracy" if row.resolve == "accuracy" else row.canonical]


def _fbeta(y: Array, p: Array) -> Array:
    hits = (np.round(p) * y).sum()
    precision, recall = hits / np.round(p).sum(), hits / y.sum()
    return np.asarray(2 * precision * recall / (precision + recall))


def _matthews(y: Array, p: Array) -> Array:
    right, wrong = (y * p).sum() * ((1 - y) * (1 - p)).sum(), ((1 - y) * p).sum() * (y * (1 - p)).sum()
    sides = p.sum() * y.sum() * (1 - p).sum() * (1 - y).sum()
    return np.asarray((right - wrong) / np.sqrt(sides))


def of_metric(name: str, row: Metric) -> Iterator[Asked]:
    """The value by definition, and that of a deciding metric stays where the decision stays."""
    if not name.startswith(KERAS):
        return
    made = _made(name, row)
    counted = row.resolve or (row.canonical in COUNTED and not (row.class_form and row.canonical in FUNCTIONS_ALONE))
    for encoding in row.labels:
        if counted and row.canonical != "exact_accuracy":
            yield from _of_value(name, row, made, encoding)
        elif row.decision is Decision.EQUALITY:
            yield from _of_equality(name, row, made, encoding)
        elif row.decision in DECIDING or row.decision is Decision.RANKING:
            yield _of_decision(name, row, made, encoding)


def _made(name: str, row: Metric) -> str:
    if name.startswith("str:"):
        return repr(name.removeprefix("str:"))
    if not row.class_form:
        return f"get({name!r})"
    options = {each.name: SCORES_OF_SEVERAL.get(each.name, 2.0) for each in parameters(row) if each.required}
    return f"get({name!r})({spelled(options)[2:]})"


def _of_value(name: str, row: Metric, made: str, encoding: Encoding) -> Iterator[Asked]:
    if row.resolve and encoding is not Encoding.ONE_HOT:
        return  # which of several metrics a name is: tests/versions
    switches = [value for value, _ in row.expects.cases] if isinstance(row.expects, By) else [None]
    for switch in switches if row.class_form else switches[:1]:
        y, p, given = material(row, encoding, switch)
        if row.resolve:
            p = given = predictions_in(Space.SIMPLEX, CLASSES, row.canonical)
        expected = float(np.asarray(_counted(row)(y, p), dtype=float).mean())
        call = made if not switch else made.replace("()", f"({spelled({'from_logits': switch})[2:]})")
        if row.canonical == "mean_relative_error":
            call = made.replace("2.0", "np.full(y.shape, 2.0, 'float32')")
        yield Asked(
            row, name, f"measured({call}, y, p)", mean_is(*forms(row, expected, y)), {"y": array(y), "p": array(given)}
        )


def _of_equality(name: str, row: Metric, made: str, encoding: Encoding) -> Iterator[Asked]:
    ids = np.arange(6).reshape(-1, 1) % (2 if encoding is Encoding.BINARY else CLASSES)
    part = np.where(np.arange(6).reshape(-1, 1) < 3, ids, (ids + 1) % CLASSES)
    right = {"y": array(ids.astype(float)), "p": array(ids.astype(float))}
    yield Asked(row, name, f"measured({made}, y, p)", mean_is(1.0), right)
    wrong = {"y": array(ids.astype(float)), "p": array(part.astype(float) + 0.25)}
    if row.canonical == "exact_accuracy":  # near is not equal
        yield Asked(row, name, f"measured({made}, y, p)", mean_is(0.0), wrong)


def _of_decision(name: str, row: Metric, made: str, encoding: Encoding) -> Asked:
    """A metric of the same decision or order has one value: of predictions that differ, and keep these."""
    y = labels_in(encoding, row.units, row.canonical)
    p = predictions_in(Space.UNIT, width_for(y), row.canonical)
    if row.decision is Decision.RANKING:
        p = np.linspace(0.02, 0.98, 40).reshape(-1, 1)
        y = (p + np.random.default_rng(7).normal(size=p.shape) * 0.4 > 0.5).astype(float)
        same = p**1.2
    else:
        same = np.where(p > 0.5, 0.9, 0.1) if row.decision is Decision.THRESHOLD else np.exp(3 * p) / 100
    given = {"y": array(y), "p": array(p), "same": array(same)}
    start = ""
    if row.top_k_param and row.class_form:
        made = made.replace("()", f"({row.top_k_param}=2)")
    elif row.top_k_param and name.startswith("keras."):
        start = f"def two_best(y_true, y_pred):\n    return get({name!r})(y_true, y_pred, {row.top_k_param}=2)"
        made = "two_best"
    elif row.top_k_param:  # five by default, so of six
        return _five_best(name, row, made, encoding)
    return Asked(row, name, f"[measured({made}, y, p), measured({made}, y, same)]", _equal(row), given, start)


def _five_best(name: str, row: Metric, made: str, encoding: Encoding) -> Asked:
    """The five best of eight: a string leaves their number as it is."""
    p = np.random.default_rng(5).random(size=(6, 8))
    ids = np.array([0, 1, 2, 3, 4, 5])
    y = np.eye(8)[ids] if encoding is Encoding.ONE_HOT else ids
    rank = (p > np.take_along_axis(p, ids[:, None], 1)).sum(1)
    given = {"y": array(y.astype(float)), "p": array(p)}
    return Asked(row, name, f"measured({made}, y, p)", mean_is(float((rank < 5).mean())), given)


def _equal(row: Metric) -> Judge:
    def judge(answer: Answer) -> str | None:
        first, second = (float(each["values"][0]) for each in answer)
        near = 0.02 if row.decision is Decision.RANKING else 1e-6
        if abs(first - second) > near:
            return f"{first} and {second} of predictions that decide the same"
        return None if 0 <= first <= 1 else f"{first} is no share"

    return judge


# ---- activations ----


def of_activation(name: str, row: Activation) -> Iterator[Asked]:
    """The space of what comes out, over a wide stretch around zero."""
    given = {"x": array(SPREAD)}
    needed = "".join(f", {NEEDED[each.name]!r}" for each in parameters(row)[1:] if each.required)
    called = f"get({name!r})" if not name.startswith("str:") else f"get('keras.activations.get')({name[4:]!r})"
    yield Asked(row, name, f"{called}(tensor(x){needed})", _of_space(row.space), given)


def _of_space(space: Space) -> Judge:
    def judge(answer: Answer) -> str | None:
        y = np.array([float(each) for each in answer["values"]]).reshape(answer["shape"])
        found = space_of(np.round(SPREAD, 5), y)
        untrained = (found, space) == (Space.NONNEGATIVE, Space.SQUASHED)  # the slope of PReLU starts at 0
        return None if found is space or untrained else f"{found}, not {space}"

    return judge
