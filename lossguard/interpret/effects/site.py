"""The call of a row that is being followed: its options read, its arguments found, unknowns and tensors made for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lossguard.findings import Spot
from lossguard.interpret import arrays, dtypes, operations
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.effects.facts import counts
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Choice,
    Const,
    ListValue,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_of,
    root_of,
)
from lossguard.knowledge.parameters import ParameterKind, parameters
from lossguard.knowledge.rows import Call
from lossguard.records import dataclass, replace

Text = Callable[[], str]
Join = Callable[[tuple[Value, ...]], Value]
LISTS = (ListValue, TupleValue)


@dataclass(frozen=True, slots=True)
class CallSite:
    """One call of a row. Options that name a parameter are asked with `given`, constants with `constant`."""

    run: Run
    row: Call
    bound: Bound
    arguments: Arguments
    ref: int
    text: Text

    @property
    def spot(self) -> Spot:
        return self.run.spot(self.ref)

    def constant(self, name: str) -> object:
        """A constant option, None where the row has none."""
        return dict(self.row.options).get(name)

    def given(self, name: str) -> Value | None:
        """What the parameter that plays the part `name` is on the present path; None where it is not told."""
        param = self.constant(name)
        if not isinstance(param, str):
            return None
        if any(known.name == param and known.kind is ParameterKind.REST for known in parameters(self.row)):
            excess = self.bound.excess
            if len(excess) == 1:
                return self.run.resolved(excess[0].value)
            return TupleValue(tuple(argument.value for argument in excess)) if excess else None
        value = self.bound.value(param)
        return None if value is None else self.run.resolved(value)

    def present(self, name: str) -> Value | None:
        """As `given`, and None too where it is `None`."""
        value = self.given(name)
        return None if value == Const(None) else value

    def rest(self) -> tuple[Value, ...]:
        """What was passed beyond the named parameters."""
        return tuple(argument.value for argument in self.bound.excess)

    def flag(self, name: str) -> bool:
        return self.given(name) == Const(True)

    def keyword(self, name: str) -> Value | None:
        """A keyword argument by its name in the call, whether or not the row asks for it."""
        argument = self.arguments.keyword(name)
        return None if argument is None else self.run.resolved(argument.value)

    def axis(self) -> Value | None:
        """The axis that is asked for, by the name the row has for it or by NumPy's keyword; None without one."""
        return self.present("axis") or self.keyword("axis")

    @property
    def of_tensorflow(self) -> bool:
        return self.row.names[0].startswith("tensorflow.")

    # ---- outcomes ----

    def unknown(self, subject: Value | None = None, why: str = "", same: bool = False) -> Unknown:
        """An unknown outcome: equal for equal arguments. `same`: element for element the data of `subject`."""
        if not why:
            why = subject.why if isinstance(subject, Unknown) else f"what {self.text()} gives is not known"
        positional = tuple(key_of(argument.value) for argument in self.arguments.positional)
        keywords = tuple((name, key_of(argument.value)) for name, argument in self.arguments.keywords)
        key = (self.row.effect, self.row.names[0], positional, keywords)
        return self.run.unknown(why, self.ref, self.text(), key, root_of(subject) if same else None)

    def fresh(self, why: str) -> Unknown:
        """An unknown of an origin of its own, equal to itself alone."""
        return self.run.unknown(why, self.ref, self.text())

    def made(self) -> Tensor:
        """A tensor of which nothing is told yet, of an origin of its own."""
        why = f"the values of {self.text()} are not told"
        return Tensor(self.spot, source=self.text(), origin=("made", self.run.number()), why=why)

    def made_of(self, data: Unknown) -> Tensor:
        """A tensor of which no more is told than that it holds data that are not known."""
        return replace(self.made(), origin=data.root, source="", why=data.why)

    def each(self, value: Value, act: Callable[[Value], Value]) -> Value:
        """`act` on every alternative of a value."""
        return self.run.split(value, act)

    def every(self, values: tuple[Value, ...], act: Join) -> Value:
        """`act` on every combination of alternatives of several values."""
        for position, value in enumerate(values):
            resolved = self.run.resolved(value)
            if isinstance(resolved, Choice):
                return self.run.split(resolved, partial(self._with_one, values, position, act))
        return act(tuple(self.run.resolved(value) for value in values))

    def _with_one(self, values: tuple[Value, ...], position: int, act: Join, option: Value) -> Value:
        return self.every((*values[:position], option, *values[position + 1 :]), act)

    def items(self, value: Value | None) -> tuple[Value, ...] | None:
        """The items of a list or tuple that is known in full."""
        return operations.known_items(self.run, value) if isinstance(value, LISTS) else None


# ---- shapes and types ----


def sizes_of(site: CallSite, value: Value | None) -> tuple[Value, ...] | None:
    """A shape argument as its sizes; None where even the rank is not known."""
    if isinstance(value, Unknown) and not counts(value.key):
        return None
    sizes = arrays.shape_from(site.run, value)
    return None if sizes is None else tuple(site.run.resolved(size) for size in sizes)


def dtype_of(site: CallSite, otherwise: str) -> str | None:
    """The type of what is made: `dtype`, else the constant `to`, else `otherwise`; None where it is not told."""
    given = site.present("dtype")
    if given is not None:
        return dtypes.named(given)
    to = site.constant("to")
    return to if isinstance(to, str) else otherwise
