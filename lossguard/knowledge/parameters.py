"""The parameter lists of the rows, read: names in order, defaults and kinds."""

from __future__ import annotations

import ast
from enum import Enum
from functools import cache

from lossguard.knowledge.rows import Row
from lossguard.records import dataclass


class Marker(Enum):
    """What stands where a default value would."""

    REQUIRED = "required"
    UNINTERESTING = "uninteresting"


REQUIRED = Marker.REQUIRED
UNINTERESTING = Marker.UNINTERESTING


class ParameterKind(Enum):
    """How an argument reaches the parameter."""

    POSITIONAL = "positional"  # by position or by name
    KEYWORD = "keyword"  # by name only
    REST = "rest"  # *args
    OPTIONS = "options"  # **kwargs


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `default` is a Python value, REQUIRED, or UNINTERESTING (there is one, nobody asks for it)."""

    name: str
    default: object
    kind: ParameterKind = ParameterKind.POSITIONAL

    @property
    def required(self) -> bool:
        """Whether a call without it fails."""
        return self.default is REQUIRED

    @property
    def keyword_only(self) -> bool:
        """Whether it can be given by name only."""
        return self.kind is ParameterKind.KEYWORD


def parameters(row: Row) -> tuple[Parameter, ...]:
    """The parameters of `row` in order.

    Raises:
        ValueError: the row's `params` is no parameter list.
    """
    return parse_parameters(row.params)


@cache
def parse_parameters(text: str) -> tuple[Parameter, ...]:
    """The parameters of a list as it stands in a `def`, with `?` for defaults of no interest: "units, *, name=?".

    Raises:
        ValueError: it is no parameter list.
    """
    try:
        tree = ast.parse(f"def f({text.replace('=?', '=...')}): pass").body[0]
    except SyntaxError as error:
        raise ValueError(f"{text!r} is not a parameter list: {error.msg}") from error
    if not isinstance(tree, ast.FunctionDef):
        raise ValueError(f"{text!r} is not a parameter list")
    return _listed(tree.args)


def _listed(arguments: ast.arguments) -> tuple[Parameter, ...]:
    ordered = [*arguments.posonlyargs, *arguments.args]
    absent = len(ordered) - len(arguments.defaults)
    defaults: list[ast.expr | None] = [*([None] * absent), *arguments.defaults]
    found = [Parameter(arg.arg, _value(default)) for arg, default in zip(ordered, defaults, strict=True)]
    if arguments.vararg is not None:
        found.append(Parameter(arguments.vararg.arg, UNINTERESTING, ParameterKind.REST))
    found += [
        Parameter(arg.arg, _value(default), ParameterKind.KEYWORD)
        for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    if arguments.kwarg is not None:
        found.append(Parameter(arguments.kwarg.arg, UNINTERESTING, ParameterKind.OPTIONS))
    return tuple(found)


def _value(default: ast.expr | None) -> object:
    if default is None:
        return REQUIRED
    value: object = ast.literal_eval(default)
    return UNINTERESTING if value is ... else value
