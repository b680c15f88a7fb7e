"""Functions and methods of arrays, tables and tensors, run by their packages and read by lossguard: what is told is so.

Every row is called by each of its names on each subject; where the package refuses, nothing is compared. Run it where
NumPy, pandas and scikit-learn are installed, and PyTorch for its part: `pytest tests/oracle/test_array_calls.py`.
"""

from __future__ import annotations

import copy
import importlib.util
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import pytest

np = pytest.importorskip("numpy", minversion="2", reason="NumPy 2 is not installed")
pd = pytest.importorskip("pandas", minversion="2.1", reason="pandas is not installed")

from lossguard.interpret.values import Const, Tensor, Unknown  # noqa: E402
from lossguard.knowledge.index import find  # noqa: E402
from lossguard.knowledge.rows import Call  # noqa: E402
from tests.oracle import array_calls  # noqa: E402
from tests.oracle.array_differences import DIFFERS, NOT_RUN  # noqa: E402
from tests.oracle.told import array_of, facts, told, wrong  # noqa: E402
from tests.proved.record import every_row, key_of  # noqa: E402

NEWEST: tuple[int, ...] = ()
SILENT = ("opaque", "scalar", "nothing", "read", "column")  # effects that tell nothing
OF_SKLEARN = ("train_test_split", "shuffle", "scale", "compare", "fold_split", "instance")
SPELLED = {"numpy": "np", "pandas": "pd"}


@dataclass(frozen=True)
class World:
    """Programs of one framework: what they start with as lossguard reads it, as Python runs it, and the subjects."""

    flavour: str
    read: str
    run: str
    subjects: tuple[str, ...]


_RUN = array_calls.NUMPY.replace("import keras\n", "") + array_calls.COMPUTED + array_calls.TABLES + array_calls.FILES
WORLDS = [
    World("keras", array_calls.NUMPY + array_calls.PREDICTED + array_calls.TABLES, _RUN, array_calls.ARRAYS),
]
if importlib.util.find_spec("torch") is not None:
    WORLDS.append(World("torch", array_calls.TORCH, array_calls.TORCH, array_calls.TENSORS))


# ---- what is called ----


def expressions(row: Call, world: World) -> Iterator[tuple[str, str]]:
    """Each name of the row that means it in this world, with each expression that calls it."""
    for name in row.names:
        if find(Call, name, world.flavour, NEWEST) is not row:
            continue
        whole = array_calls.WHOLE.get(name)
        for text in whole if whole is not None else calls(row, name, world):
            if whole is None or ("torch" in text) is (world.flavour == "torch"):
                yield name, text


def calls(row: Call, name: str, world: World) -> Iterator[str]:
    """A name called on or with each of the subjects, or with none."""
    key = key_of(row).removeprefix("Call ")
    package, _, path = name.partition(".")
    for subject in world.subjects if key not in array_calls.WITHOUT else ("",):
        for after in array_calls.WITHOUT.get(key) or array_calls.AFTER.get(key, ("",)):
            arguments = after.replace("{a}", subject)
            if package == "array":
                own = f"{subject}.clone()" if path.endswith("_") else subject
                yield from () if subject.startswith("[") else (f"{own}.{path}({arguments})",)
            elif world.flavour != "torch":
                given = ", ".join(filter(None, (subject, arguments)))
                called = f"{SPELLED.get(package, package)}.{made(path)}({given})"
                yield f"{called}.split(reals, flags, ids)" if row.effect == "instance" else called


def made(path: str) -> str:
    """The classes of random generators and of splits as objects of them."""
    path = re.sub(r"(\w+)\.split$", r"\1(n_splits=2).split", path)
    return path.replace("RandomState.", "RandomState(0).").replace("Generator.", "default_rng(0).")


# ---- what comes out ----


@cache
def space_of(world: World) -> dict[str, Any]:
    """The names of a world as Python binds them."""
    space: dict[str, Any] = {}
    exec(world.run, space)
    return space


def computed(world: World, texts: list[tuple[str, str]]) -> list[tuple[str, str, Any]]:
    """Name, expression and value of each expression that the package does not refuse; subjects are copies."""
    found = []
    held = space_of(world).items()
    copied = [name for name, value in held if not isinstance(value, ModuleType) and hasattr(value, "__array__")]
    for name, text in texts:
        space = {**space_of(world), **{key: copy.deepcopy(space_of(world)[key]) for key in copied}}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                value = eval(text, space)
                found.append((name, text, list(value) if isinstance(value, Iterator) else value))
            except Exception:  # whatever a package raises
                continue
    return found


def rows() -> list[Any]:
    found = []
    for row in every_row():
        if not isinstance(row, Call):
            continue
        package = row.names[0].partition(".")[0]
        if package in ("numpy", "pandas", "array") or (package == "sklearn" and row.effect in OF_SKLEARN):
            found.append(pytest.param(row, id=key_of(row).removeprefix("Call ")))
    return found


@pytest.mark.parametrize("row", rows())
def test_what_is_told_of_a_call_is_so(row: Call) -> None:
    missing, something = set(row.names), 0
    lines = []
    for world in WORLDS:
        values = computed(world, list(expressions(row, world)))
        missing -= {name for name, _, _ in values}
        readings = told(world.read, [text for _, text, _ in values])
        for (_, text, real), (run, value) in zip(values, readings, strict=True):
            something += facts(value)
            differences = wrong(run, value, real)
            if bool(differences) is not (text in DIFFERS[world.flavour]):
                lines.append(f"{text}: {differences or 'is listed as read otherwise, and is not'}")
            if row.effect in SILENT and not says_nothing(row, value, real):
                lines.append(f"{text}: more is told than the effect says")
    assert [] == lines
    if missing == set(row.names):
        pytest.skip("the installed packages have none of its names")
    assert [] == sorted(missing - set(NOT_RUN)) or len(WORLDS) == 1  # without PyTorch its names are not run
    assert something or row.effect in SILENT


def says_nothing(row: Call, value: object, real: Any) -> bool:
    """Of an effect that tells nothing: an array, a number or None comes out, and no more is told."""
    untold = isinstance(value, Unknown) or value == Const(None) or (isinstance(value, Tensor) and not facts(value))
    if row.effect == "nothing":
        return array_of(real) is None or real is None
    return untold and (array_of(real) is not None if row.effect != "scalar" else np.ndim(real) == 0)
