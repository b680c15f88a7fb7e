"""What the programs of a framework need, and the workers that judge them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from importlib.util import find_spec
from multiprocessing import get_context

from tests.oracle.matrix.judged import judged
from tests.oracle.matrix.program import Case
from tests.oracle.matrix.verdicts import Judged

NEEDS = {
    "keras": ("keras", "torch", "scipy"),
    "tf": ("tensorflow", "scipy"),
    "torch": ("torch", "torchmetrics", "scipy"),
    "jax": ("jax", "flax", "optax", "scipy"),
}
DISTRIBUTIONS = {"tensorflow": "tensorflow-cpu"}
CHUNK = 40  # programs that one worker takes at a time: neighbours share the behaviour of their loss


def lacking(framework: str) -> list[str]:
    """The packages that are not installed here and without which the programs cannot run."""
    return [package for package in NEEDS[framework] if find_spec(package) is None]


def versions(framework: str) -> str:
    """What is installed of the packages that the programs need: "torch 2.13.0, torchmetrics 1.9.0"."""
    return ", ".join(f"{package} {version(DISTRIBUTIONS.get(package, package))}" for package in NEEDS[framework][:-1])


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
