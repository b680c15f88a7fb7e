"""The lowered program: about thirty small frozen nodes that hold what a program means, nothing of how it is spelled.

Each node that can be reported carries `ref`, its number in the order of lowering; `frontend.places` turns it into lines
and columns when, and only when, a report needs them. Nodes are picklable and never hold a libcst node.
"""

from __future__ import annotations

from typing import Union

from lossguard.records import dataclass

# ---- expressions ----


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal: str, bytes, int, float, complex, bool, None or Ellipsis. Adjacent strings are joined."""

    value: object
    ref: int


@dataclass(frozen=True, slots=True)
class Name:
    id: str
    ref: int


@dataclass(frozen=True, slots=True)
class Attribute:
    value: Expr
    attr: str
    ref: int


@dataclass(frozen=True, slots=True)
class Slice:
    lower: Expr | None
    upper: Expr | None
    step: Expr | None
    ref: int


@dataclass(frozen=True, slots=True)
class Subscript:
    """`value[index]`; several indices are a tuple `Display`."""

    value: Expr
    index: Expr
    ref: int


@dataclass(frozen=True, slots=True)
class Arg:
    """An argument: `keyword` for name=value, `star` is "", "*" or "**". `ref` covers the whole argument."""

    value: Expr
    keyword: str | None
    star: str
    ref: int


@dataclass(frozen=True, slots=True)
class Call:
    func: Expr
    args: tuple[Arg, ...]
    ref: int


@dataclass(frozen=True, slots=True)
class Display:
    """`kind` is "list", "tuple" or "set"."""

    kind: str
    items: tuple[Expr, ...]
    ref: int


@dataclass(frozen=True, slots=True)
class DictDisplay:
    """Pairs in order; a key of None is a `**value`."""

    items: tuple[tuple[Expr | None, Expr], ...]
    ref: int


@dataclass(frozen=True, slots=True)
class Starred:
    value: Expr
    ref: int


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator by its Python spelling: unary ("-", "not", "~", "+": one operand), binary ("+", "@", "//" ...),
    boolean ("and", "or": two operands) and comparison ("==", "is not", "not in" ...: two; a chain is joined by "and").
    """

    op: str
    operands: tuple[Expr, ...]
    ref: int


@dataclass(frozen=True, slots=True)
class Conditional:
    test: Expr
    body: Expr
    orelse: Expr
    ref: int


@dataclass(frozen=True, slots=True)
class Param:
    """`kind` is "", "*" or "**"; a parameter after `*` has `keyword_only`."""

    name: str
    default: Expr | None
    kind: str
    keyword_only: bool
    ref: int
    annotation: Expr | None = None


@dataclass(frozen=True, slots=True)
class Lambda:
    params: tuple[Param, ...]
    body: Expr
    ref: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One `for target in iter if ...` of a comprehension."""

    target: Expr
    iter: Expr
    tests: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Comprehension:
    """`kind` is "list", "set", "dict" or "generator"; for a dict `key` is given too."""

    kind: str
    key: Expr | None
    element: Expr
    clauses: tuple[Clause, ...]
    ref: int


@dataclass(frozen=True, slots=True)
class FormattedString:
    """An f-string: literal parts are `Constant`, the others the expressions. One with a conversion, a format
    specification or a `=` is the operand of an operation "format"; what they say is dropped."""

    parts: tuple[Expr, ...]
    ref: int


@dataclass(frozen=True, slots=True)
class Walrus:
    target: Expr
    value: Expr
    ref: int


@dataclass(frozen=True, slots=True)
class Await:
    value: Expr
    ref: int


@dataclass(frozen=True, slots=True)
class Yield:
    """`yield value`, or `yield from value`."""

    value: Expr | None
    delegated: bool
    ref: int


Expr = Union[  # noqa: UP007
    Constant, Name, Attribute, Slice, Subscript, Call, Display, DictDisplay, Starred, Operation, Conditional, Lambda,
    Comprehension, FormattedString, Walrus, Await, Yield,
]  # fmt: skip

# ---- statements ----


@dataclass(frozen=True, slots=True)
class Assign:
    """`a = b = value`; an annotated name without a value has value None."""

    targets: tuple[Expr, ...]
    value: Expr | None
    ref: int
    annotation: Expr | None = None


@dataclass(frozen=True, slots=True)
class AugAssign:
    """`target op= value`, `op` without the equals sign."""

    target: Expr
    op: str
    value: Expr
    ref: int


@dataclass(frozen=True, slots=True)
class ExprStatement:
    value: Expr
    ref: int


@dataclass(frozen=True, slots=True)
class If:
    test: Expr
    body: Block
    orelse: Block
    ref: int


@dataclass(frozen=True, slots=True)
class For:
    target: Expr
    iter: Expr
    body: Block
    orelse: Block
    ref: int


@dataclass(frozen=True, slots=True)
class While:
    test: Expr
    body: Block
    orelse: Block
    ref: int


@dataclass(frozen=True, slots=True)
class With:
    """Items are (context expression, target or None)."""

    items: tuple[tuple[Expr, Expr | None], ...]
    body: Block
    ref: int


@dataclass(frozen=True, slots=True)
class Handler:
    type: Expr | None
    name: str | None
    body: Block


@dataclass(frozen=True, slots=True)
class Try:
    body: Block
    handlers: tuple[Handler, ...]
    orelse: Block
    final: Block
    ref: int


@dataclass(frozen=True, slots=True)
class FunctionDef:
    """Positional-only parameters are ordinary ones here. `generator` when the body yields."""

    name: str
    params: tuple[Param, ...]
    body: Block
    decorators: tuple[Expr, ...]
    ref: int
    is_async: bool = False
    generator: bool = False


@dataclass(frozen=True, slots=True)
class ClassDef:
    name: str
    bases: tuple[Arg, ...]
    body: Block
    decorators: tuple[Expr, ...]
    ref: int


@dataclass(frozen=True, slots=True)
class Return:
    value: Expr | None
    ref: int


@dataclass(frozen=True, slots=True)
class Raise:
    value: Expr | None
    ref: int


@dataclass(frozen=True, slots=True)
class Jump:
    """`break` or `continue`."""

    kind: str
    ref: int


@dataclass(frozen=True, slots=True)
class Delete:
    targets: tuple[Expr, ...]
    ref: int


@dataclass(frozen=True, slots=True)
class Scope:
    """`global` or `nonlocal` names."""

    kind: str
    names: tuple[str, ...]
    ref: int


@dataclass(frozen=True, slots=True)
class Import:
    """`import a.b as c`: pairs (dotted name, alias or None)."""

    names: tuple[tuple[str, str | None], ...]
    ref: int


@dataclass(frozen=True, slots=True)
class ImportFrom:
    """`from ..module import name as alias`: `level` counts the dots, a star import is (("*", None),)."""

    module: str
    level: int
    names: tuple[tuple[str, str | None], ...]
    ref: int


@dataclass(frozen=True, slots=True)
class Assert:
    test: Expr
    ref: int


@dataclass(frozen=True, slots=True)
class Case:
    """One `case`. `pattern` is the value pattern as an expression (alternatives joined by the operation "|"), None for
    a wildcard or a pattern that only captures (`captures` are the names it binds); `opaque` when it is structural.
    """

    pattern: Expr | None
    captures: tuple[str, ...]
    guard: Expr | None
    body: Block
    opaque: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    subject: Expr
    cases: tuple[Case, ...]
    ref: int


Statement = Union[  # noqa: UP007
    Assign, AugAssign, ExprStatement, If, For, While, With, Try, FunctionDef, ClassDef, Return, Raise, Jump, Delete,
    Scope, Import, ImportFrom, Assert, Match,
]  # fmt: skip
Block = tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class ProgramPart:
    """The statements of one file, or of one notebook cell; refs `first_ref` to `end_ref` (exclusive) are its own.

    `stretch_refs` are the first refs of the stretches in which its text was read (`frontend.stretches`).
    """

    cell: int | None
    body: Block
    first_ref: int
    end_ref: int
    stretch_refs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """One file, lowered. `path` is as it was given; the parts run in order as one program.

    `unread` tells that the file was left aside: what imports it had imported too much before.
    """

    path: str
    parts: tuple[ProgramPart, ...]
    unread: bool = False
