"""The truth table of the losses, read off the rows: which last layer and which labels each of them fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lossguard.knowledge.index import Version, holds, parameters, rows
from lossguard.knowledge.rows import By, Loss
from lossguard.records import dataclass, replace
from lossguard.vocabulary import Encoding, Family, Space, Units

STRING = "str:"
LIBRARIES = {"keras": "keras", "tensorflow": "tf", "torch": "torch", "optax": "jax"}
"""Libraries whose versions the rows tell apart, with the flavour that the rows call them by."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One loss with one setting of its options, and what fits it.

    `option` is "from_logits=True", "" where no option decides; `by_default` tells that the loss is so without it.
    `expects` is None where that is not told.
    """

    library: str
    names: tuple[str, ...]
    option: str
    family: Family
    expects: Space | None
    units: Units
    labels: tuple[Encoding, ...]
    by_default: bool = True


def libraries() -> tuple[str, ...]:
    """The libraries with losses, the frameworks first."""
    found = {_library(name) for name, _ in rows(Loss) if not name.startswith(STRING)}
    return (*(name for name in LIBRARIES if name in found), *sorted(found - set(LIBRARIES)))


def fits(library: str, version: Version = ()) -> tuple[Fit, ...]:
    """Every loss of `library` in `version` (the newest where it is ()), by family and name."""
    flavour = LIBRARIES.get(library, library)
    named: dict[int, tuple[Loss, list[str]]] = {}
    for name, row in rows(Loss):
        if holds(row.versions, flavour, version):
            named.setdefault(id(row), (row, []))[1].append(name)
    found = [fit for row, names in named.values() if _of(library, names) for fit in _fits(library, row, tuple(names))]
    order = list(Family)
    return tuple(sorted(_merged(found), key=lambda fit: (order.index(fit.family), fit.names[0].lower())))


def _library(name: str) -> str:
    return name.partition(".")[0]


def _of(library: str, names: list[str]) -> bool:
    """Whether a row is one of the library's: strings alone are Keras'."""
    dotted = [name for name in names if not name.startswith(STRING)]
    return any(_library(name) == library for name in dotted) if dotted else library == "keras"


def _fits(library: str, row: Loss, names: tuple[str, ...]) -> Iterator[Fit]:
    """A loss once for each value of the parameter that decides what it expects, else of the one that decides labels."""
    shown = tuple(name.removeprefix(f"{library}.") for name in names if _library(name) == library)
    strings = tuple(f"'{name.removeprefix(STRING)}'" for name in names if name.startswith(STRING))

    def fit(by: By[Any], value: object, expects: Space | None, labels: tuple[Encoding, ...], family: Family) -> Fit:
        option, default = f"{by.param}={value!r}", defaults.get(by.param)
        return Fit(library, (*shown, *strings), option, family, expects, row.units, labels, default == value)

    defaults = {each.name: each.default for each in parameters(row)}
    if isinstance(row.expects, By):
        for value, space in row.expects.cases:
            yield fit(row.expects, value, space, row.labels, row.family)
    elif row.labels_by is not None:
        for value, labels in row.labels_by.cases:
            family = row.family if row.family_by is None else row.family_by.given(value) or row.family
            yield fit(row.labels_by, value, row.expects, labels, family)
    else:
        yield Fit(library, (*shown, *strings), "", row.family, row.expects, row.units, row.labels)


def _merged(found: list[Fit]) -> list[Fit]:
    """A function, its class and its string that say the same are one line."""
    by_facts: dict[tuple[object, ...], Fit] = {}
    for fit in found:
        stem = _stem(fit.names[0])
        facts = (stem, fit.option, fit.family, fit.expects, fit.units, fit.labels)
        before = by_facts.get(facts)
        names = fit.names if before is None else (*before.names, *fit.names)
        by_facts[facts] = replace(fit, names=tuple(dict.fromkeys(names)))
    return list(by_facts.values())


def _stem(name: str) -> str:
    """What "losses.BinaryCrossentropy" and "losses.binary_crossentropy" have in common."""
    return name.rpartition(".")[2].strip("'").replace("_", "").lower()
