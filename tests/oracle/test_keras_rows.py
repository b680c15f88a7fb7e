"""The rows of Keras' losses, metrics and activations against the real Keras 3: signatures, strings, numbers.

Run it where Keras is installed: `KERAS_BACKEND=torch python -m pytest tests/oracle/test_keras_rows.py`. Rows of other
versions cannot be tried there; the last test lists what none of the others has looked at.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from lossguard.knowledge.index import ParameterKind, find, parameters, rows, strings
from lossguard.knowledge.rows import Activation, By, Loss, Metric, Row
from lossguard.knowledge.versions import Version, holds
from lossguard.vocabulary import Decision, Encoding, Space, Units

if TYPE_CHECKING:
    from tests.oracle.references import Array

os.environ.setdefault("KERAS_BACKEND", "torch")
np = pytest.importorskip("numpy", reason="numpy is not installed: there is nothing to reckon with")
keras = pytest.importorskip("keras", reason="Keras is not installed: its rows cannot be compared with it")
pytest.importorskip(os.environ["KERAS_BACKEND"], reason="the backend of Keras is not installed")

VERSION: Version = tuple(int(part) for part in keras.__version__.split(".")[:3])
references = pytest.importorskip("tests.oracle.references", exc_type=ImportError)
from tests.oracle.installed import real  # noqa: E402
from tests.oracle.material import (  # noqa: E402
    CLASSES,
    DECIDING,
    LABEL_SEED,
    NEEDED,
    SCORES,
    SCORES_OF_SEVERAL,
    labels_in,
    material,
    predictions_in,
    space_of,
    width_for,
)
from tests.parameters import assert_same_default  # noqa: E402

if VERSION < (3,):
    pytest.skip("these comparisons are written for Keras 3", allow_module_level=True)

COMPARED: set[int] = set()
# Base classes, and names that need an argument: no string of theirs works alone.
NOT_FOR_USE = {"Loss", "Metric", "Mean", "Sum", "MeanMetricWrapper", "LossFunctionWrapper", "serialize", "deserialize"}
NOT_FOR_USE |= {"get", "metric", "mean", "sum", "mean_metric_wrapper"}


def held(kind: type[Any]) -> list[tuple[str, Any]]:
    """The rows of `kind` that hold in the installed version and stand for something in the package, with each name."""
    return [
        (name, row)
        for name, row in rows(kind)
        if holds(row.versions, "keras", VERSION) and name.startswith(("keras.", "str:"))
    ]


def dotted(kind: type[Any]) -> list[Any]:
    found = [(name, row) for name, row in held(kind) if not name.startswith("str:")]
    return [pytest.param(name, row, id=name) for name, row in found if not name.startswith("keras.backend.")]


@pytest.mark.signature
@pytest.mark.parametrize(("name", "row"), [*dotted(Loss), *dotted(Metric), *dotted(Activation)])
def test_the_parameters_of_a_row_are_the_real_ones(name: str, row: Row) -> None:
    COMPARED.add(id(row))
    signature = inspect.signature(real(name))
    ours = [parameter for parameter in parameters(row) if parameter.kind is not ParameterKind.OPTIONS]
    assert [parameter.name for parameter in ours] == list(signature.parameters)
    for parameter, other in zip(ours, signature.parameters.values(), strict=True):
        assert_same_default(parameter, other)


@pytest.mark.parametrize("kind", [Loss, Metric, Activation])
def test_every_public_name_of_the_framework_has_a_row(kind: type[Row]) -> None:
    module = {Loss: keras.losses, Metric: keras.metrics, Activation: keras.activations}[kind]
    names = {name for name in dir(module) if not name.startswith("_") and callable(getattr(module, name))}
    missing = {name for name in names if find(kind, f"{module.__name__}.{name}", "keras", VERSION) is None}
    assert missing - NOT_FOR_USE == set()


@pytest.mark.parametrize(
    ("kind", "get"),
    [(Loss, keras.losses.get), (Metric, keras.metrics.get), (Activation, keras.activations.get)],
    ids=["losses", "metrics", "activations"],
)
def test_the_strings_that_work_are_those_of_the_rows(
    kind: type[Any], get: Callable[[str], object], record_property: Callable[[str, object], None]
) -> None:
    every = {name for name, _row in rows(kind) if name.startswith("str:")}
    every |= {
        f"str:{text}"
        for flavour, version in (("tf", (2, 15)), ("keras", (2, 3)))
        for text in strings(kind, flavour, version)
    }
    for name in every | {f"str:{text}" for text in strings(kind, "keras", VERSION)}:
        row = find(kind, name, "keras", VERSION)
        if row is not None and getattr(row, "resolve", None):
            continue
        assert works(get, name.removeprefix("str:")) == (row is not None), name
        if row is not None:
            COMPARED.add(id(row))
            record_property("row", row)


def works(get: Callable[[str], object], text: str) -> bool:
    try:
        found = get(text)
    except (ValueError, TypeError):
        return False
    return callable(found) and not inspect.isclass(found)


@pytest.mark.parametrize("kind", [Loss, Metric, Activation])
def test_no_string_of_the_framework_is_missing(kind: type[Row]) -> None:
    package = {Loss: "losses", Metric: "metrics", Activation: "activations"}[kind]
    table = getattr(__import__(f"keras.src.{package}", fromlist=["ALL_OBJECTS_DICT"]), "ALL_OBJECTS_DICT", {})
    get = getattr(keras, package).get
    working = {text for text in table if text not in NOT_FOR_USE and works(get, text)}
    assert working - set(strings(kind, "keras", VERSION)) == set()


@pytest.mark.parametrize("text", ["accuracy", "acc", "Accuracy", "Acc", "ACC"])
def test_accuracy_is_resolved_by_the_shapes(text: str, record_property: Callable[[str, object], None]) -> None:
    row = find(Metric, f"str:{text}", "keras", VERSION)
    assert row is not None
    assert row.resolve == "accuracy"
    COMPARED.add(id(row))
    record_property("row", row)
    assert fitted(2, "mse", text, np.array([[0], [1]]))  # class numbers against two units: sparse
    assert fitted(1, "mse", text, np.array([[0], [1]]))


@pytest.mark.parametrize("text", ["crossentropy", "ce"])
def test_crossentropy_is_a_loss_of_compile_alone_and_no_metric(
    text: str, record_property: Callable[[str, object], None]
) -> None:
    row = find(Loss, f"str:{text}", "keras", VERSION)
    assert row is not None
    assert row.resolve == "crossentropy"
    COMPARED.add(id(row))
    record_property("row", row)
    assert not works(keras.losses.get, text)
    assert fitted(2, text, None, np.array([[0], [1]]))
    assert find(Metric, f"str:{text}", "keras", VERSION) is None
    with pytest.raises(ValueError, match="metric"):
        fitted(2, "mse", text, np.array([[0, 1], [1, 0]]))


def fitted(units: int, loss: str, metric: str | None, y: Any) -> bool:
    model = keras.Sequential([keras.layers.Dense(units, activation="softmax" if units > 1 else "sigmoid")])
    model.compile("sgd", loss, metrics=[metric] if metric else None)
    return bool(model.fit(np.zeros((2, 3), "float32"), y, verbose=0).history)


def activations() -> list[Any]:
    return [parameter for parameter in dotted(Activation) if callable(real(parameter.values[0]))]


@pytest.mark.parametrize(("name", "row"), activations())
def test_an_activation_maps_into_its_space(name: str, row: Activation) -> None:
    COMPARED.add(id(row))
    x = np.linspace(-12, 12, 48, dtype="float32").reshape(6, 8)
    given = [NEEDED[parameter.name] for parameter in parameters(row)[1:] if parameter.required]
    y = np.asarray(keras.ops.convert_to_numpy(real(name)(x, *given)), dtype=float)
    assert space_of(x, y) is row.space


def cases(kind: type[Any], known: dict[str, Any]) -> list[Any]:
    """(name, row, encoding, value of the switch) for each row with a definition, encoding and value of its switch."""
    found = []
    for parameter in dotted(kind):
        name, row = parameter.values
        if row.canonical not in known or name.startswith("keras.ops."):
            continue
        switch = row.expects.cases if isinstance(row.expects, By) else ((None, row.expects),)
        for value, space in switch:
            for encoding in row.labels:
                mark = f"{name}-{encoding}" + ("" if value is None else f"-{value}")
                found.append(pytest.param(name, row, encoding, value, space, id=mark))
    return found


@pytest.mark.parametrize(("name", "row", "encoding", "switch", "space"), cases(Loss, references.LOSSES))
def test_a_loss_has_the_value_of_its_definition(
    name: str, row: Loss, encoding: Encoding, switch: object, space: Space
) -> None:
    COMPARED.add(id(row))
    y, p, given = material(row, encoding, switch)
    options = {parameter.name: NEEDED[parameter.name] for parameter in parameters(row)[2:] if parameter.required}
    if row.logits_param is not None:
        options[row.logits_param] = switch
    targets, outputs = (keras.ops.convert_to_tensor(array.astype("float32")) for array in (y, given))
    value = real(name)(**options)(targets, outputs) if row.class_form else real(name)(targets, outputs, **options)
    expected = np.asarray(references.LOSSES[row.canonical](y, p)).mean()
    assert float(np.asarray(keras.ops.convert_to_numpy(value)).mean()) == pytest.approx(expected, rel=2e-3, abs=1e-5)


@pytest.mark.parametrize(("name", "row", "encoding", "switch", "space"), cases(Metric, references.METRICS))
def test_a_metric_has_the_value_of_its_definition(
    name: str, row: Metric, encoding: Encoding, switch: object, space: Space
) -> None:
    COMPARED.add(id(row))
    y, p, given = material(row, encoding, switch)
    options = {} if switch is None else {"from_logits": switch}
    measured = measure(name, row, y, given, options)
    expected = np.asarray(references.METRICS[row.canonical](y, p), dtype=float).mean()
    assert measured == pytest.approx(expected, rel=2e-3, abs=1e-5)


def measure(name: str, row: Metric, y: Array, p: Array, options: dict[str, object]) -> float:
    y, p = y.astype("float32"), p.astype("float32")
    value = real(name)(**options)(y, p) if row.class_form else real(name)(y, p, **options)
    return float(np.asarray(keras.ops.convert_to_numpy(value), dtype=float).mean())


def deciding() -> list[Any]:
    return [
        pytest.param(*parameter.values, encoding, id=f"{parameter.id}-{encoding}")
        for parameter in dotted(Metric)
        for encoding in parameter.values[1].labels
        if parameter.values[1].decision in DECIDING
    ]


@pytest.mark.parametrize(("name", "row", "encoding"), deciding())
def test_a_metric_sees_of_a_prediction_what_its_decision_leaves(name: str, row: Metric, encoding: Encoding) -> None:
    COMPARED.add(id(row))
    y = labels_in(encoding, row.units, row.canonical)
    p = predictions_in(Space.UNIT, width_for(y), row.canonical)
    # What keeps the side of 0.5, and what keeps the order within a row.
    same = np.where(p > 0.5, 0.9, 0.1) if row.decision is Decision.THRESHOLD else np.exp(3 * p)
    options = {q.name: SCORES_OF_SEVERAL[q.name] for q in parameters(row) if q.required and row.class_form}
    if row.top_k_param and row.decision is Decision.TOP_K:
        options[row.top_k_param] = 2
    assert measure(name, row, y, p, options) == pytest.approx(measure(name, row, y, same, options), abs=1e-6)


def ranking() -> list[Any]:
    return [parameter for parameter in dotted(Metric) if parameter.values[1].decision is Decision.RANKING]


@pytest.mark.parametrize(("name", "row"), ranking())
def test_a_ranking_metric_sees_the_order_alone_if_probabilities_fill_the_range(name: str, row: Metric) -> None:
    COMPARED.add(id(row))
    p = np.linspace(0.02, 0.98, 40).reshape(-1, 1)
    y = (p + np.random.default_rng(LABEL_SEED).normal(size=p.shape) * 0.4 > 0.5).astype(float)
    options = {q.name: SCORES[q.name] for q in parameters(row) if q.required}
    assert measure(name, row, y, p, options) == pytest.approx(measure(name, row, y, p**1.2, options), abs=0.02)


@pytest.mark.parametrize("name", ["keras.metrics.MeanIoU", "keras.metrics.IoU", "keras.metrics.Accuracy"])
def test_a_metric_of_equality_takes_class_numbers_on_both_sides(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    row = find(Metric, name, "keras", VERSION)
    assert row is not None
    assert row.decision is Decision.EQUALITY
    COMPARED.add(id(row))
    record_property("row", row)
    ids = labels_in(Encoding.INDEX, Units.ANY, row.canonical)
    options = {q.name: SCORES_OF_SEVERAL[q.name] for q in parameters(row) if q.required}
    assert measure(name, row, ids, ids, options) == pytest.approx(1)
    if row.argmax_when is not None:
        scores = np.eye(CLASSES)[ids.astype(int)] + 0.1
        options[row.argmax_when[0]] = row.argmax_when[1]
        assert measure(name, row, ids, scores, options) == pytest.approx(1)


def test_f1_without_a_threshold_calls_all_of_one_unit_positive() -> None:
    row = find(Metric, "keras.metrics.F1Score", "keras", VERSION)
    assert row is not None
    assert row.decision is Decision.ARGMAX
    y = np.array([[0], [1], [0], [0]], float)
    p = np.array([[0.1], [0.9], [0.2], [0.3]])
    assert measure("keras.metrics.F1Score", row, y, p, {}) == pytest.approx(0.4)
    assert row.threshold_param is not None
    assert measure("keras.metrics.F1Score", row, y, p, {row.threshold_param: 0.5}) == pytest.approx(1)


def test_rows_that_nothing_here_looked_at_are_listed() -> None:
    ours = ("keras.", "tensorflow.", "str:")
    every = [(n, row) for kind in (Loss, Metric, Activation) for n, row in rows(kind) if n.startswith(ours)]
    held_but_missed = sorted({name for name, row in every if holds(row.versions, "keras", VERSION)} - seen(every))
    of_other_versions = sorted({name for name, row in every if not holds(row.versions, "keras", VERSION)})
    if held_but_missed or of_other_versions:
        pytest.skip(
            f"not compared with Keras {keras.__version__}: {', '.join(held_but_missed)}; "
            f"rows of other versions: {', '.join(of_other_versions)}"
        )


def seen(every: list[tuple[str, Any]]) -> set[str]:
    return {name for name, row in every if id(row) in COMPARED}
