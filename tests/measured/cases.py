"""What is asked of a row by running it: an expression, whose value lossguard reads and the real package computes."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from functools import cache

from tests.measured import tables

LABELS, HEAD = "labels", "head"
EQUAL = "equal"  # numbers in pairs, which are equal by what the row claims, but for those of the last pair
PARAMETERS = "parameters"  # the names of the parameters of a function or class, as `def` spells them
WITHIN = "within"  # a context: whether a mistake inside it is one of training, and certain


@dataclass(frozen=True, slots=True)
class Case:
    """A question to the row of the key `row` (record.key_of).

    `value` is the expression that uses it, after the statements `before`. It is read as labels, or as what the model
    puts out (`part`). `tells` are facts that lossguard has to tell; whatever else it tells has to be true, too.
    `differs` is the reason why lossguard is known to read it otherwise: such a case proves nothing.
    """

    row: str
    value: str
    before: tuple[str, ...] = ()
    part: str = LABELS
    tells: tuple[str, ...] = ("rank",)
    differs: str = ""

    @property
    def id(self) -> str:
        return "; ".join((*self.before, self.value))


@dataclass(frozen=True, slots=True)
class Table:
    """Cases of one program. `needs` are the modules it imports, the first of which states the version.

    `start` stands above all cases; `uses` says by part how a value is used ("loss(model(x), {})"), so that it becomes
    part of a set-up on the last of its lines. `computes` says by part what is computed of a value, where that is not
    the value itself.
    """

    name: str
    needs: tuple[str, ...]
    start: str
    uses: dict[str, str] = field(hash=False)
    cases: tuple[Case, ...] = ()
    computes: dict[str, str] = field(default_factory=dict, hash=False)
    versions: str = ""  # of the first package, where others do not have what is asked: "sklearn<1.2"

    def program(self) -> tuple[str, dict[Case, int]]:
        """The program that lossguard reads, and the line (from 1) on which each case is used."""
        lines = self.start.splitlines()
        places: dict[Case, int] = {}
        for case in self.cases:
            lines += [line for statement in case.before for line in statement.splitlines()]
            if case.part in self.uses:  # what is asked of the package alone is not read
                lines += self.uses[case.part].format(case.value).splitlines()
            places[case] = len(lines)
        return "\n".join(lines) + "\n", places


@cache
def every_table() -> tuple[Table, ...]:
    """The TABLE of every module in tables/."""
    names = sorted(each.name for each in pkgutil.iter_modules(tables.__path__))
    return tuple(importlib.import_module(f"{tables.__name__}.{name}").TABLE for name in names)
