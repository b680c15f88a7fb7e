"""True distributions, as batches whose frequencies are the distribution, and what a perfect head says of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tests.oracle.matrix.machines import Array
from tests.oracle.matrix.program import CLASSES, Case, Task

ROWS = 10
MIXED_CLASSES = ((6, 3, 1), (1, 3, 6), (2, 7, 1))  # of ten samples
MIXED_BITS = (3, 7)
MIXED_TAGS = ((8, 7, 1), (2, 6, 9))  # how often each tag is set, of ten
CERTAIN_TAGS = ((1, 1, 0), (0, 0, 1), (0, 0, 0), (1, 1, 1))
CERTAIN_VALUES = (-2.5, 0.4, 3.0)
CERTAIN_COUNTS = (1, 4, 7)


@dataclass(frozen=True)
class Truth:
    """A distribution: `batch` is the truth of its samples, `wanted` what each unit of a perfect head stands for."""

    batch: Array
    wanted: Array
    certain: bool


def has_room(case: Case) -> bool:
    """Whether the head has one unit for each answer: for two classes one or two."""
    task = case.task
    if task is Task.BINARY:
        return case.units in (1, 2)
    return case.units >= CLASSES[task] if task is Task.EXCLUSIVE else case.units == CLASSES[task]


def truths_of(case: Case) -> Iterator[Truth]:
    """The distributions under which a head is judged; certain ones have one outcome."""
    match case.task:
        case Task.EXCLUSIVE:
            certain = np.eye(CLASSES[Task.EXCLUSIVE], dtype=int) * ROWS
            for counts in (*certain, *np.array(MIXED_CLASSES)):
                padded = np.pad(counts, (0, case.units - len(counts))) / ROWS
                yield Truth(np.repeat(np.arange(len(counts)), counts), padded, padded.max() == 1)
        case Task.BINARY:
            for ones in (0, ROWS, *MIXED_BITS):
                share = ones / ROWS
                wanted = np.array([share] if case.units == 1 else [1 - share, share])
                yield Truth(np.repeat([1, 0], [ones, ROWS - ones]), wanted, ones in (0, ROWS))
        case Task.TAGS:
            for row in CERTAIN_TAGS:
                yield Truth(np.tile(row, (ROWS, 1)), np.array(row, float), True)
            for counts in np.array(MIXED_TAGS):
                batch = np.stack([np.repeat([1, 0], [count, ROWS - count]) for count in counts], axis=1)
                yield Truth(batch, counts / ROWS, False)
        case Task.VALUE:
            for value in CERTAIN_VALUES:
                yield Truth(np.full(ROWS, value), np.array([value]), True)
        case Task.COUNT:
            for count in CERTAIN_COUNTS:
                yield Truth(np.full(ROWS, count), np.array([count], float), True)


def drawn(task: Task, samples: int, rng: np.random.Generator) -> Array:
    """Truth of random samples, as the programs draw it."""
    match task:
        case Task.EXCLUSIVE:
            return rng.integers(0, 3, samples)
        case Task.BINARY:
            return rng.integers(0, 2, samples)
        case Task.TAGS:
            return rng.integers(0, 2, (samples, 3))
        case Task.VALUE:
            return rng.normal(0, 3, samples)
        case Task.COUNT:
            return rng.poisson(3, samples)


def rows_of(case: Case, truth: Array) -> Array:
    """What each unit stands for, one row a sample: one-hot, tags, or the number itself, (samples, units)."""
    if case.task is Task.EXCLUSIVE or (case.task is Task.BINARY and case.units == 2):
        return np.eye(case.units)[truth]
    return truth.reshape(len(truth), -1).astype(float)
