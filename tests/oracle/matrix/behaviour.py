"""What a program really does, measured on the program alone; nothing here knows what lossguard knows.

The head is driven by hand (`machines`): its inputs `z` are free numbers. Each case gets one of four levels, which are
the severities of the rule table said in terms of behaviour:

- **broken** (error): the program raises; the loss is not a number; it does not depend on the head's inputs, or on the
  labels, or the gradient of a sample depends on other samples; samples that are decided wrongly get no gradient; under
  some true distribution the optimum of the expected loss decides wrongly or cannot come near a truth that is certain;
  at certainty the least loss is not zero (a floor, or a negative "likelihood"), so the reported loss is wrong.
- **degraded** (warning): the optimum decides rightly, but what is read from the head is not the true distribution, or
  some targets lie outside the range of the head.
- **blemished** (warning or note: the rule table has both): the optimum is right, but the loss is another proper score
  than the likelihood of the head, or its gradient fades somewhere it should not: where the head is confidently wrong,
  or where it is undecided far from zero.
- **sound** (silence, or a note where something is redundant): none of these.

The optimum: L-BFGS over z, one z for the whole batch, from several starts; the batch repeats the outcomes as often as
the true distribution says. What is read from a head: its values as they are where they lie in [0, 1]; else these or
their link (softmax for exclusive classes, sigmoid otherwise), whichever is nearer to the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
from scipy.optimize import minimize

from tests.oracle.matrix.levels import Behaviour, Level
from tests.oracle.matrix.machines import Array, Machine
from tests.oracle.matrix.program import Aim, Case, Task
from tests.oracle.matrix.truths import Truth, drawn, has_room, rows_of, truths_of

SEED = 5
SPREAD = 1.5  # of random inputs of the head
SAMPLES = 60
FAR = 20.0  # the box in which the optimum is sought
CONFIDENT = 8.0
_SCORES = (Aim.PROBABILITY, Aim.VALUE)
TOLERANCE = 0.03  # of a probability
UNREACHED = 0.1
FLOOR = 0.03  # what may remain of a loss at certainty, relative to the undecided start
SMALL = 0.05  # a loss that counts as none at the start
STEPS = 40
FLAT = 3e-3  # a gradient that counts as none
POLISHING = (1.0, 0.25, 0.05, 0.02)
MOVES = 12  # along one axis with one step
DEAD_SHARE = 0.1  # of the entries that should move
FADED = 0.02  # gradient, relative to the undecided start


SOUND = Behaviour(Level.SOUND, "the optimum is the truth")


def behaviour_of(machine: Machine) -> Behaviour:
    """The worst that the loss of a program does. Raises what the framework raises."""
    tests = (_numbers, _room, _dependence, _dead, _optimum, _locality, _fading)
    found = SOUND
    with np.errstate(all="ignore"):
        for test in tests:
            seen = test(machine)
            if seen is not None and seen.level > found.level:
                found = seen
            if found.level is Level.BROKEN:
                break
    return found


def _numbers(machine: Machine) -> Behaviour | None:
    losses = machine.history()
    if not np.isfinite(losses).all():
        return Behaviour(Level.BROKEN, "the loss is not a number")
    return None


def _room(machine: Machine) -> Behaviour | None:
    if not has_room(machine.case):
        return Behaviour(Level.BROKEN, "the head has not one unit for each answer")
    return None


# ---- what the loss depends on ----


def _random(machine: Machine, samples: int = SAMPLES) -> tuple[Array, Array]:
    """Inputs of the head (samples, units) and truth, drawn apart."""
    rng = np.random.default_rng(SEED)
    return rng.normal(0, SPREAD, (samples, machine.case.units)), drawn(machine.case.task, samples, rng)


def _dependence(machine: Machine) -> Behaviour | None:
    z, truth = _random(machine)
    y = machine.encode(truth)
    value, gradient = machine.loss(z, y)
    if not np.isfinite(value) or not np.isfinite(gradient).all():
        return Behaviour(Level.BROKEN, "the loss or its gradient is not a number")
    other, _ = machine.loss(z[::-1].copy(), y)
    if np.isclose(value, other, rtol=1e-6, atol=1e-9) and np.allclose(gradient, 0):
        return Behaviour(Level.BROKEN, "the loss is constant")
    if machine.case.loss.over_batch:
        return None
    if _coupled(machine, z, truth, gradient):
        return Behaviour(Level.BROKEN, "the gradient of a sample depends on other samples")
    return None


def _coupled(machine: Machine, z: Array, truth: Array, gradient: Array) -> bool:
    """Whether the first sample's gradient changes with the others, beyond a common factor."""
    half = len(z) // 2
    shuffled = np.concatenate([z[:half], -z[half:]])
    others = drawn(machine.case.task, len(z) - half, np.random.default_rng(SEED + 1))
    labels = np.concatenate([truth[:half], others])
    _, other = machine.loss(shuffled, machine.encode(labels))
    return not np.allclose(gradient[:half], other[:half], rtol=1e-3, atol=1e-6 * max(1.0, np.abs(gradient).max()))


# ---- where it is wrong and does not move ----


def _dead(machine: Machine) -> Behaviour | None:
    """Entries that decide wrongly and get no gradient; for exclusive classes the entry of the true class."""
    case = machine.case
    if case.task in (Task.VALUE, Task.COUNT):
        return None
    z, truth = _random(machine)
    _, gradient = machine.loss(z, machine.encode(truth))
    outputs, rows = machine.outputs(z), rows_of(case, truth)
    if exclusive(case):
        best_other = np.where(rows > 0, -np.inf, outputs).max(1)
        mine = (outputs * rows).sum(1)
        wrong, still = mine <= best_other, (gradient * rows).sum(1) == 0
    else:
        half = threshold_of(machine)
        wrong, still = ((outputs > half) != (rows > 0)).ravel(), (gradient == 0).ravel()
    share = still[wrong].mean() if wrong.any() else 0.0
    if share > DEAD_SHARE:
        return Behaviour(Level.BROKEN, f"{share:.0%} of what is decided wrongly gets no gradient")
    return None


def exclusive(case: Case) -> bool:
    """Whether the units stand for classes of which one is right."""
    return case.task is Task.EXCLUSIVE or (case.task is Task.BINARY and case.units == 2)


def is_bounded(machine: Machine) -> bool:
    """Whether all values of the head lie in [0, 1]."""
    z = np.random.default_rng(SEED).normal(0, 3 * SPREAD, (4 * SAMPLES, machine.case.units))
    outputs = machine.outputs(z)
    return bool((outputs >= -1e-6).all() and (outputs <= 1 + 1e-6).all())


def threshold_of(machine: Machine) -> float:
    """Where a yes begins: 0.5 for probabilities, 0 for scores."""
    return 0.5 if is_bounded(machine) else 0.0


# ---- the optimum ----


def _optimum(machine: Machine) -> Behaviour | None:
    worst: Behaviour | None = None
    for truth in truths_of(machine.case):
        found = _at(machine, truth)
        if found is not None and (worst is None or found.level > worst.level):
            worst = found
        if worst is not None and worst.level is Level.BROKEN:
            break
    return worst


def _at(machine: Machine, truth: Truth) -> Behaviour | None:
    """What is wrong with the optimum under one true distribution."""
    case = machine.case
    if case.loss.over_batch and not truth.certain:
        return None
    z, value = least(machine, truth)
    if not np.isfinite(value):
        return Behaviour(Level.BROKEN, "the expected loss has no optimum")
    seen = list(readings(machine, z))
    read = min(seen, key=lambda values: float(np.abs(values - target(case, truth)).max()))
    distance = float(np.abs(read - target(case, truth)).max())
    if case.task in (Task.VALUE, Task.COUNT):
        if case.loss.aim is Aim.PROBABILITY and value < -FLOOR:
            return Behaviour(Level.BROKEN, f"the least loss of {truth.wanted[0]:g} is {value:.3f}: no likelihood")
        far = distance > UNREACHED * max(1.0, float(np.abs(truth.wanted).max()))
        return Behaviour(Level.DEGRADED, f"{truth.wanted[0]:g} is out of reach of the head") if far else None
    if not _decides(case, read, truth):
        return Behaviour(Level.BROKEN, f"under {_words(truth)} the optimum decides wrongly: {_row(read)}")
    if truth.certain:
        undecided = machine.loss(np.zeros((len(truth.batch), case.units)), machine.encode(truth.batch))[0]
        if abs(value - _least_loss(case, truth)) > FLOOR * max(abs(undecided), SMALL):
            return Behaviour(Level.BROKEN, f"at certainty the least loss is {value:.3f}")
    allowed = case.loss.smoothing
    if truth.certain and case.loss.aim in _SCORES and distance > UNREACHED + allowed:
        return Behaviour(Level.BROKEN, f"the head cannot reach {_words(truth)}: {_row(read)}")
    if case.loss.aim in (Aim.PROBABILITY, Aim.ORDER) and read is seen[0] and not is_bounded(machine):
        return Behaviour(Level.DEGRADED, "what is read as a probability can leave [0, 1]")
    if case.loss.aim is Aim.PROBABILITY and distance > TOLERANCE + allowed / 2:
        return Behaviour(Level.DEGRADED, f"under {_words(truth)} the optimum reads {_row(read)}")
    return None


def least(machine: Machine, truth: Truth) -> tuple[Array, float]:
    """The inputs (units,) of the head with the least expected loss, and that loss."""
    y = machine.encode(truth.batch)
    units = machine.case.units
    rows = len(truth.batch)
    box, options = [(-FAR, FAR)] * units, {"maxiter": STEPS, "maxls": 10, "maxfun": 2 * STEPS}

    def expected(z: Array) -> tuple[float, Array]:
        value, gradient = machine.loss(np.tile(z, (rows, 1)), y)
        return value, gradient.sum(0)

    best, least_value = np.zeros(units), np.inf
    for start in _starts(units, truth):
        found = minimize(expected, start, jac=True, method="L-BFGS-B", bounds=box, options=options)
        if np.isnan(found.fun):
            return found.x, float("nan")
        if found.fun < least_value - 1e-9:
            best, least_value = found.x, float(found.fun)
    _, slope = expected(best)
    if np.abs(np.where(np.abs(best) < FAR, slope, 0)).max() < FLAT:
        return best, least_value
    return _polished(lambda z: expected(z)[0], best, least_value)


def _polished(expected: Callable[[Array], float], best: Array, least_value: float) -> tuple[Array, float]:
    """The same after a search along the axes, for losses with corners, where a gradient leads astray."""
    moves = (*np.eye(len(best)), *-np.eye(len(best)))
    for step, move in product(POLISHING, moves):
        for _ in range(MOVES):
            moved = np.clip(best + step * move, -FAR, FAR)
            value = expected(moved)
            if value > least_value - 1e-7:
                break
            best, least_value = moved, value
    return best, least_value


def _starts(units: int, truth: Truth) -> Iterator[Array]:
    yield np.linspace(0.1, 0.4, units)
    if len(truth.wanted) == units:
        yield np.clip(4 * (truth.wanted - truth.wanted.mean() * (units > 1)), -FAR, FAR) + 0.2


def readings(machine: Machine, z: Array) -> Iterator[Array]:
    """What can be read from the head at the inputs `z`: probabilities, or numbers for values."""
    case = machine.case
    values = machine.outputs(z[None, :])[0].astype(float)
    yield values
    if case.task is Task.COUNT:
        yield np.exp(values)
    if is_bounded(machine) or case.task in (Task.VALUE, Task.COUNT):
        return
    yield 1 / (1 + np.exp(-values))
    if exclusive(case):
        yield softmax(values)
    if case.form.name == "signs":
        yield (values + 1) / 2


def softmax(values: Array) -> Array:
    """Over the last axis."""
    scores = np.exp(values - values.max(-1, keepdims=True))
    return np.asarray(scores / scores.sum(-1, keepdims=True))


def _row(values: Array) -> str:
    return ", ".join(f"{value:.2f}" for value in values)


def _words(truth: Truth) -> str:
    return f"({_row(truth.wanted)})"


def target(case: Case, truth: Truth) -> Array:
    """What the author asks for: the truth, smoothed where an option says so."""
    smoothing = case.loss.smoothing
    if not smoothing:
        return truth.wanted
    classes = len(truth.wanted) if exclusive(case) else 2
    return truth.wanted * (1 - smoothing) + smoothing / classes


def _decides(case: Case, read: Array, truth: Truth) -> bool:
    if exclusive(case):
        second, first = np.sort(read)[-2:]
        return bool(read.argmax() == truth.wanted.argmax() and first - second > 1e-4)
    return bool(((read > 0.5) == (truth.wanted > 0.5)).all())


def _least_loss(case: Case, truth: Truth) -> float:
    """Of a likelihood, a distance or a margin at certainty: zero, or the entropy of the smoothed labels."""
    if not case.loss.smoothing:
        return 0.0
    wanted = target(case, truth)
    if exclusive(case) and "inary" not in case.loss.name:
        return float(-(wanted * np.log(wanted)).sum())
    half = truth.wanted * (1 - case.loss.smoothing) + case.loss.smoothing / 2
    return float(-(half * np.log(half) + (1 - half) * np.log(1 - half)).mean())


# ---- blemishes ----


def _locality(machine: Machine) -> Behaviour | None:
    """The likelihood of a head whose values sum to 1 depends on the value of the true class alone."""
    case = machine.case
    z = np.random.default_rng(SEED).normal(0, SPREAD, (1, case.units))
    plain = not case.loss.smoothing and not case.loss.over_batch
    sums_to_one = np.isclose(machine.outputs(z).sum(), 1, atol=1e-4)
    if not exclusive(case) or not sums_to_one or case.units < 3 or not (case.loss.aim in _SCORES and plain):
        return None
    even, uneven = np.array([[2.0, 1.0, 1.0]]), np.array([[2.0, np.log(2 * np.e - 1), 0.0]])  # the same share for 0
    y = machine.encode(np.zeros(1, int))
    pad = np.full((1, case.units - 3), -FAR)
    losses = [machine.loss(np.concatenate([row, pad], 1), y)[0] for row in (even, uneven)]
    if not np.isclose(*losses, rtol=1e-3, atol=1e-5):
        return Behaviour(Level.BLEMISHED, "a proper score, but not the likelihood of the head")
    return None


def _fading(machine: Machine) -> Behaviour | None:
    """Whether the gradient is all but gone where the head is wrong and confident, or undecided far from zero."""
    case = machine.case
    if case.task in (Task.VALUE, Task.COUNT) or case.loss.aim is Aim.DECISION:
        return None
    rng = np.random.default_rng(SEED)
    truth = drawn(case.task, SAMPLES, rng)
    y, rows = machine.encode(truth), rows_of(case, truth)
    start = _start(machine, np.zeros(rows.shape), y)
    for place, z in _places(case, rows):
        if _size(machine, z, y) < FADED * start:
            return Behaviour(Level.BLEMISHED, f"the gradient fades where the head is {place}")
    return None


def _places(case: Case, rows: Array) -> Iterator[tuple[str, Array]]:
    if exclusive(case):
        yield "confidently wrong", CONFIDENT * (np.roll(rows, 1, axis=1) - rows)
        yield "undecided, all inputs low", np.full(rows.shape, -CONFIDENT)
    else:
        yield "confidently wrong", CONFIDENT * (1 - 2 * rows)


def _start(machine: Machine, z: Array, y: object) -> float:
    """The middle one of what `_size` takes the least of."""
    _, gradient = machine.loss(z, y)
    entries = np.abs(gradient)
    return float(np.median(entries.sum(1) if exclusive(machine.case) else entries))


def _size(machine: Machine, z: Array, y: object) -> float:
    """The smallest gradient: of a sample where classes are exclusive, else of a single entry."""
    _, gradient = machine.loss(z, y)
    entries = np.abs(gradient)
    return float((entries.sum(1) if exclusive(machine.case) else entries).min())
