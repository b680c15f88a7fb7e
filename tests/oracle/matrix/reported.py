"""Whether the number that a metric reports is the one its reader takes it for, on predictions made for the purpose."""

from __future__ import annotations

import numpy as np

from tests.oracle.matrix.behaviour import exclusive, threshold_of
from tests.oracle.matrix.levels import Behaviour, Level
from tests.oracle.matrix.machines import Array, Machine
from tests.oracle.matrix.program import Measure, Task
from tests.oracle.matrix.truths import drawn, rows_of

SEED = 9
SAMPLES = 300
SIGNAL = 0.6  # how far the inputs of the head follow the truth
SPREAD = 1.2
TOLERANCE = 0.02
TRUE = Behaviour(Level.SOUND, "the number is the one it is read as")


def report_of(machine: Machine) -> Behaviour:
    """The level of the metric alone. Raises what the framework raises."""
    case = machine.case
    assert case.metric is not None
    rng = np.random.default_rng(SEED)
    truth = drawn(case.task, SAMPLES, rng)
    rows = rows_of(case, truth)
    z = rng.normal(0, SPREAD, rows.shape) + SIGNAL * (2 * rows - 1 if case.task.name not in _NUMBERS else rows)
    number = machine.reported(z, machine.encode(truth))
    if case.task.name in _NUMBERS and case.metric.measure is Measure.ACCURACY:
        return Behaviour(Level.BROKEN, f"an accuracy of real numbers: {number:.3f}")
    meant = _meant(machine, z, rows)
    if any(abs(number - value) <= TOLERANCE * max(1.0, abs(value)) for value in meant):
        return TRUE
    return Behaviour(Level.BROKEN, f"reports {number:.3f}, meant is {' or '.join(f'{value:.3f}' for value in meant)}")


_NUMBERS = (Task.VALUE.name, Task.COUNT.name)


def _meant(machine: Machine, z: Array, rows: Array) -> list[float]:
    """The numbers that a reader may mean: pooled over units, or their mean."""
    case = machine.case
    assert case.metric is not None
    outputs = machine.outputs(z)
    match case.metric.measure:
        case Measure.ACCURACY if exclusive(case):
            return [float((outputs.argmax(1) == rows.argmax(1)).mean())]
        case Measure.TOP:
            first_two = np.argsort(-outputs, axis=1)[:, :2]
            return [float((first_two == rows.argmax(1)[:, None]).any(1).mean())]
        case Measure.ABSOLUTE:
            return [float(np.abs(outputs - rows).mean())]
        case Measure.SQUARED:
            return [float(((outputs - rows) ** 2).mean())]
        case Measure.AUC:
            return _both(_area, outputs, rows)
    decided = (outputs > threshold_of(machine)).astype(float)
    if exclusive(case):
        decided, rows = np.eye(case.units)[outputs.argmax(1)][:, 1:], rows[:, 1:]
    kinds = {Measure.ACCURACY: _accuracy, Measure.PRECISION: _precision, Measure.RECALL: _recall}
    return _both(kinds[case.metric.measure], decided, rows)


def _both(kind: object, values: Array, rows: Array) -> list[float]:
    assert callable(kind)
    pooled = float(kind(values.ravel(), rows.ravel()))
    return [pooled, float(np.mean([kind(values[:, unit], rows[:, unit]) for unit in range(rows.shape[1])]))]


def _accuracy(decided: Array, truth: Array) -> float:
    return float((decided == truth).mean())


def _precision(decided: Array, truth: Array) -> float:
    return float((decided * truth).sum() / max(1.0, decided.sum()))


def _recall(decided: Array, truth: Array) -> float:
    return float((decided * truth).sum() / max(1.0, truth.sum()))


def _area(scores: Array, truth: Array) -> float:
    """Of the ROC curve: how often a positive is ranked before a negative."""
    gaps = scores[truth > 0][:, None] - scores[truth <= 0][None, :]
    return float((gaps > 0).mean() + (gaps == 0).mean() / 2)
