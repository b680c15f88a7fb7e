"""All programs of a framework, a seeded sample of them, and what tells their texts from other ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from hashlib import sha256

from tests.oracle.matrix import jax_programs, keras_programs, torch_programs
from tests.oracle.matrix.program import Case

PROGRAMS: dict[str, Callable[[str], Iterator[Case]]] = {
    "keras": keras_programs.programs,
    "tf": keras_programs.programs,
    "torch": torch_programs.programs,
    "jax": jax_programs.programs,
}


def sampled(framework: str, size: int | None, seed: int) -> list[Case]:
    """`size` programs, the same ones for the same seed; all in their order where it is None."""
    every = list(PROGRAMS[framework](framework))
    return every if size is None or size >= len(every) else random.Random(seed).sample(every, size)


def digest(framework: str) -> str:
    """A hash over the names and texts of all programs, in hexadecimal digits."""
    found = sha256()
    for case in PROGRAMS[framework](framework):
        found.update(f"{case.name}\n{case.text}\n".encode())
    return found.hexdigest()[:16]
