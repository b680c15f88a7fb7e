"""Which framework versions a row holds for: the `versions` clauses of the rows, read and evaluated.

A version is a tuple of numbers, () for "the newest". Where numbers are missing, the newest of that line is meant:
(2, 2) is the last 2.2.x, (2,) the last 2.x.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from functools import cache

Version = tuple[int, ...]
Bound = tuple[str, Version]
Numbers = tuple[float, ...]

KERAS_2 = (2, 15)  # the last tf.keras, and the last keras before 3, that is Keras 2 code
KERAS_3 = (3,)
FIRST_SHARED_KERAS = (2, 4)  # from here on the keras package is (or re-exports) tf.keras of the same number
FIRST_TF_WITH_KERAS_3 = (2, 16)

COMPARISONS: dict[str, Callable[[Numbers, Numbers], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}
CLAUSE = re.compile(r"(?P<flavour>[a-z_]\w*)(?P<bounds>.*)")
BOUND = re.compile(r"(?P<sign>>=|<=|==|!=|>|<)(?P<number>\d+(?:\.\d+)*)")


def compare(version: Version, sign: str, bound: Version) -> bool:
    """Whether `version` stands in the relation `sign` to `bound`, to as many numbers as the bound has.

    `compare((2, 3, 1), "<=", (2, 3))` holds, and so does `compare((2,), ">=", (2, 8))`: a missing number is the newest.
    """
    cut = tuple(version[i] if i < len(version) else math.inf for i in range(len(bound)))
    return COMPARISONS[sign](cut, bound)


@cache
def normalise(flavour: str, version: Version) -> tuple[str, Version]:
    """The flavour and version whose rows apply: "keras" (1.x to 2.3, and 3 on) or "tf" (1.x to 2.15), others unchanged.

    keras 2.6 to 2.15 is tf.keras of the same number, and keras 2.4 re-exports the installed tf.keras, taken to be of
    the same number; tf.keras of TF 2.16 on is Keras 3. "tf_keras" (also tensorflow.python.keras) is Keras 2 code
    whatever the number, "keras_core" Keras 3.
    """
    if flavour == "keras_core":
        return "keras", KERAS_3
    if flavour == "tf_keras":
        return "tf", KERAS_2 if compare(version, ">", KERAS_2) else version
    if flavour == "tf" and compare(version, ">=", FIRST_TF_WITH_KERAS_3):
        return "keras", KERAS_3
    if flavour == "keras" and not version:
        return "keras", KERAS_3
    if flavour == "keras" and version[0] == 2 and compare(version, ">=", FIRST_SHARED_KERAS):
        return "tf", KERAS_2 if compare(version, ">", KERAS_2) else version
    return flavour, version


@cache
def clauses_of(text: str) -> tuple[tuple[str, tuple[Bound, ...]], ...]:
    """The clauses of a `versions` text as (flavour, bounds), bounds as (sign, version).

    Raises:
        ValueError: the text is no such clause ("keras 3", "tf>=two").
    """
    return tuple(_clause(part.strip()) for part in text.split(";") if part.strip())


def _clause(text: str) -> tuple[str, tuple[Bound, ...]]:
    found = CLAUSE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a version clause: write a flavour and bounds, as in 'tf>=1.13,<2.4'")
    bounds = [part.strip() for part in found["bounds"].split(",") if part.strip()]
    return found["flavour"], tuple(_bound(bound, text) for bound in bounds)


def _bound(text: str, clause: str) -> Bound:
    found = BOUND.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} in {clause!r} is not a bound: write a comparison and a number, as in '>=2.4'")
    return found["sign"], tuple(int(number) for number in found["number"].split("."))


@cache
def holds(clauses: str, flavour: str, version: Version) -> bool:
    """Whether one of the `clauses` holds in `version` of `flavour`.

    The flavour is as imported ("keras", "tf", "tf_keras", "keras_core"). Clauses speak of normalised flavours; "tf3"
    alone asks for tf.keras of TF 2.16 on. No clause at all: always.

    Raises:
        ValueError: the clauses do not parse.
    """
    if not clauses:
        return True
    engine, number = normalise(flavour, version)
    tf_with_keras_3 = flavour == "tf" and engine == "keras"
    return any(
        (wanted == engine and all(compare(number, sign, bound) for sign, bound in bounds))
        or (wanted == "tf3" and tf_with_keras_3)
        for wanted, bounds in clauses_of(clauses)
    )
