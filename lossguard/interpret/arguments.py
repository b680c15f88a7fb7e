"""Arguments of a call, and how they meet parameters: of a function of the program, or of a row."""

from __future__ import annotations

from lossguard.findings import Spot
from lossguard.interpret.values import Argument, Const, Value
from lossguard.knowledge.parameters import REQUIRED, UNINTERESTING, Parameter, ParameterKind
from lossguard.records import dataclass


@dataclass(frozen=True, slots=True)
class Arguments:
    """Evaluated arguments. `open` when `*args` or `**kwargs` of unknown content may hold more; `tail` are then the last
    positional ones, as far as they are known."""

    positional: tuple[Argument, ...] = ()
    keywords: tuple[tuple[str, Argument], ...] = ()
    open: bool = False
    tail: tuple[Argument, ...] = ()

    def keyword(self, name: str) -> Argument | None:
        return next((argument for known, argument in self.keywords if known == name), None)

    def after(self, count: int) -> Arguments:
        """Without the first `count` positional ones."""
        return Arguments(self.positional[count:], self.keywords, self.open, self.tail)

    def preceded_by(self, *values: Value) -> Arguments:
        """With further positional arguments in front."""
        positional = (*(Argument(value) for value in values), *self.positional)
        return Arguments(positional, self.keywords, self.open, self.tail)

    def first(self) -> Argument | None:
        """The first argument, however it was passed."""
        if self.positional:
            return self.positional[0]
        return self.keywords[0][1] if self.keywords else None


@dataclass(frozen=True, slots=True)
class Bound:
    """Arguments of a row by parameter name. `excess` are positional ones beyond the last parameter, `strangers`
    keywords that the row does not have, `tail` the last positional ones where `open`."""

    given: tuple[tuple[str, Argument], ...]
    defaults: tuple[tuple[str, object], ...]
    excess: tuple[Argument, ...] = ()
    strangers: tuple[tuple[str, Argument], ...] = ()
    open: bool = False
    tail: tuple[Argument, ...] = ()

    def argument(self, name: str | None) -> Argument | None:
        """What was given for the parameter, None where it was left out."""
        return next((argument for known, argument in self.given if known == name), None)

    def value(self, name: str | None) -> Value | None:
        """What the parameter is: the given value, else its known default, else None."""
        argument = self.argument(name)
        if argument is not None:
            return argument.value
        return next((Const(default) for known, default in self.defaults if known == name), None)

    def spot(self, name: str | None, otherwise: Spot) -> Spot:
        argument = self.argument(name)
        return argument.spot if argument is not None and argument.spot is not None else otherwise


def bind(parameters: tuple[Parameter, ...], arguments: Arguments, aliases: tuple[tuple[str, str], ...] = ()) -> Bound:
    """Meet a row's parameters, in order; old keyword names are taken by their new ones."""
    given: list[tuple[str, Argument]] = []
    positional = [parameter for parameter in parameters if parameter.kind is ParameterKind.POSITIONAL]
    for parameter, argument in zip(positional, arguments.positional, strict=False):
        given.append((parameter.name, argument))
    renamed = dict(aliases)
    named = (ParameterKind.POSITIONAL, ParameterKind.KEYWORD)
    names = {parameter.name for parameter in parameters if parameter.kind in named}
    strangers: list[tuple[str, Argument]] = []
    for name, argument in arguments.keywords:
        known = name if name in names else renamed.get(name, name)
        if known in names:
            given.append((known, argument))
        else:
            strangers.append((name, argument))
    taken = {name for name, _ in given}
    defaults = tuple(
        (parameter.name, parameter.default)
        for parameter in parameters
        if parameter.name not in taken and parameter.default is not REQUIRED and parameter.default is not UNINTERESTING
    )
    excess = arguments.positional[len(positional) :]
    return Bound(tuple(given), defaults, excess, tuple(strangers), arguments.open, arguments.tail)
