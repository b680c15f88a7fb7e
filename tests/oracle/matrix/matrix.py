"""All programs of a framework, a seeded sample of them, and the workers that judge them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context

from tests.oracle.matrix import jax_programs, keras_programs, torch_programs
from tests.oracle.matrix.judged import Judged, judged
from tests.oracle.matrix.program import Case

PROGRAMS: dict[str, Callable[[str], Iterator[Case]]] = {
    "keras": keras_programs.programs,
    "tf": keras_programs.programs,
    "torch": torch_programs.programs,
    "jax": jax_programs.programs,
}
NEEDS = {
    "keras": ("keras", "torch", "scipy"),
    "tf": ("tensorflow", "scipy"),
    "torch": ("torch", "torchmetrics", "scipy"),
    "jax": ("jax", "flax", "optax", "scipy"),
}
CHUNK = 40  # programs that one worker takes at a time: neighbours share the behaviour of their loss


def lacking(framework: str) -> list[str]:
    """The packages that are not installed here and without which the programs cannot run."""
    return [package for package in NEEDS[framework] if find_spec(package) is None]


def sampled(framework: str, size: int | None, seed: int) -> list[Case]:
    """`size` programs, the same ones for the same seed; all in their order where it is None."""
    every = list(PROGRAMS[framework](framework))
    return every if size is None or size >= len(every) else random.Random(seed).sample(every, size)


def judge_all(cases: Sequence[Case], jobs: int = 1) -> Iterator[Judged]:
    """Both judgements on each program, in order; with several jobs in processes of their own."""
    if jobs <= 1:
        for case in cases:
            yield from judged(case)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_one_thread) as pool:
        for found in pool.map(_judged_list, cases, chunksize=CHUNK):
            yield from found


def _judged_list(case: Case) -> list[Judged]:
    return list(judged(case))


def _one_thread() -> None:
    if find_spec("torch") is not None:
        import torch

        torch.set_num_threads(1)
