"""Each kind of expression and statement is lowered as the notation of `outline` says."""

from __future__ import annotations

import pickle

import libcst as cst
import pytest

from lossguard.frontend.nodes import Constant, ExprStatement, Operation
from tests.frontend.outline import lowered, outline_of

EXPRESSIONS = r"""
> x
  x
> None, True, False
  (Display tuple [None True False])
> 1_000
  1000
> 0xff
  255
> 1e3
  1000.0
> 2j
  2j
> ...
  Ellipsis
> 'a' 'b'
  'ab'
> u"a" 'b"'
  'ab"'
> b'\xff' b'a'
  b'\xffa'
> '\u00e9\x41\101\n\N{DEGREE SIGN}'
  'éAA\n°'
> r'\d' '\\d'
  '\\d\\d'
> '\d'
  '\\d'
> 'a' f'{b}c' 'd'
  (FormattedString ['a' b 'c' 'd'])
> f'{{x}}: {x!r:>{width}} {y=}'
  (FormattedString ['{x}: ' (Operation format [x]) ' ' (Operation format [y])])
> rf'\d{x}'
  (FormattedString ['\\d' x])
> x.y.z
  (Attribute (Attribute x y) z)
> f(a, *b, c=1, **d)
  (Call f [(Arg a - '') (Arg b - *) (Arg 1 c '') (Arg d - **)])
> x.f(1).g[2].h
  (Attribute (Subscript (Attribute (Call (Attribute x f) [(Arg 1 - '')]) g) 2) h)
> x[1]
  (Subscript x 1)
> x[1, 2]
  (Subscript x (Display tuple [1 2]))
> x[1,]
  (Subscript x (Display tuple [1]))
> x[1:2:3]
  (Subscript x (Slice 1 2 3))
> x[:, ..., ::2]
  (Subscript x (Display tuple [(Slice - - -) Ellipsis (Slice - - 2)]))
> x[*a, 1]
  (Subscript x (Display tuple [(Starred a) 1]))
> [1, *a]
  (Display list [1 (Starred a)])
> ()
  (Display tuple [])
> 1, 2
  (Display tuple [1 2])
> (1,)
  (Display tuple [1])
> {1, 2}
  (Display set [1 2])
> {}
  (DictDisplay [])
> {1: 2, **a}
  (DictDisplay [[1 2] [- a]])
> -x
  (Operation - [x])
> not not x
  (Operation not [(Operation not [x])])
> ~+x
  (Operation ~ [(Operation + [x])])
> a + b * c - d
  (Operation - [(Operation + [a (Operation * [b c])]) d])
> a ** b ** c
  (Operation ** [a (Operation ** [b c])])
> a @ b // c % d / e
  (Operation / [(Operation % [(Operation // [(Operation @ [a b]) c]) d]) e])
> a << b >> c & d | e ^ f
  (Operation | [(Operation & [(Operation >> [(Operation << [a b]) c]) d]) (Operation ^ [e f])])
> a and b and c or not d
  (Operation or [(Operation and [(Operation and [a b]) c]) (Operation not [d])])
> a < b
  (Operation < [a b])
> a < b <= c != d
  (Operation and [(Operation and [(Operation < [a b]) (Operation <= [b c])]) (Operation != [c d])])
> a in b
  (Operation in [a b])
> a not in b
  (Operation not in [a b])
> a is b
  (Operation is [a b])
> a is not b
  (Operation is not [a b])
> a if b else c if d else e
  (Conditional b a (Conditional d c e))
> lambda: 0
  (Lambda [] 0)
> lambda a, b=1, *c, d, e=2, **f: a
  (Lambda [(Param a - '' False -) (Param b 1 '' False -) (Param c - * False -) (Param d - '' True -) (Param e 2
    '' True -) (Param f - ** False -)] a)
> lambda a, /, *, b: (yield)
  (Lambda [(Param a - '' False -) (Param b - '' True -)] (Yield - False))
> [x for x in y]
  (Comprehension list - x [(Clause x y [])])
> {x for x in y if a if b}
  (Comprehension set - x [(Clause x y [a b])])
> {k: v for k, v in y}
  (Comprehension dict k v [(Clause (Display tuple [k v]) y [])])
> (x for x in y for z in x)
  (Comprehension generator - x [(Clause x y []) (Clause z x [])])
> sum(x async for x in y)
  (Call sum [(Arg (Comprehension generator - x [(Clause x y [])]) - '')])
> (y := f(x))
  (Walrus y (Call f [(Arg x - '')]))
> await x
  (Await x)
> (((x)))
  x
"""

STATEMENTS = r"""
> x = 1
  (Assign [x] 1 -)
> x = y = 1
  (Assign [x y] 1 -)
> x, *y = z
  (Assign [(Display tuple [x (Starred y)])] z -)
> x: int = 1
  (Assign [x] 1 int)
> x: int
  (Assign [x] - int)
> x.y[0] += 1
  (AugAssign (Subscript (Attribute x y) 0) + 1)
> x //= 2
  (AugAssign x // 2)
> x; y
  (ExprStatement x) (ExprStatement y)
> pass
> def f(): pass
  (FunctionDef f [] [] [] False False)
> if a: b
  (If a [(ExprStatement b)] [])
> if a:
>   b
> elif c:
>   d
> else:
>   e
  (If a [(ExprStatement b)] [(If c [(ExprStatement d)] [(ExprStatement e)])])
> for x, y in z:
>   a
> else:
>   b
  (For (Display tuple [x y]) z [(ExprStatement a)] [(ExprStatement b)])
> while a:
>   break
> else:
>   continue
  (While a [(Jump break)] [(Jump continue)])
> with a as b, c:
>   d
  (With [[a b] [c -]] [(ExprStatement d)])
> with (a as b, c as (d, e)):
>   f
  (With [[a b] [c (Display tuple [d e])]] [(ExprStatement f)])
> try:
>   a
> except B as c:
>   d
> except (E, F):
>   g
> except:
>   h
> else:
>   i
> finally:
>   j
  (Try [(ExprStatement a)] [(Handler B c [(ExprStatement d)]) (Handler (Display tuple [E F]) - [(ExprStatement
    g)]) (Handler - - [(ExprStatement h)])] [(ExprStatement i)] [(ExprStatement j)])
> try:
>   a
> except* B:
>   c
  (Try [(ExprStatement a)] [(Handler B - [(ExprStatement c)])] [] [])
> def f(a: int, b=1, /, c=2, *d: e, g, h: int = 3, **i) -> int:
>   'doc'
>   return
  (FunctionDef f [(Param a - '' False int) (Param b 1 '' False -) (Param c 2 '' False -) (Param d - * False e)
    (Param g - '' True -) (Param h 3 '' True int) (Param i - ** False -)] [(ExprStatement 'doc') (Return -)] []
    False False)
> def f():
>   yield x
  (FunctionDef f [] [(ExprStatement (Yield x False))] [] False True)
> def f():
>   def g():
>     yield
>   return g
  (FunctionDef f [] [(FunctionDef g [] [(ExprStatement (Yield - False))] [] False True) (Return g)] [] False
    False)
> def f():
>   return lambda: (yield)
  (FunctionDef f [] [(Return (Lambda [] (Yield - False)))] [] False False)
> async def f():
>   async for x in y:
>     async with a:
>       await b
  (FunctionDef f [] [(For x y [(With [[a -]] [(ExprStatement (Await b))])] [])] [] True False)
> @a
> @b.c(1)
> def f(): ...
  (FunctionDef f [] [(ExprStatement Ellipsis)] [a (Call (Attribute b c) [(Arg 1 - '')])] False False)
> @a
> class A(B, metaclass=C):
>   x = 1
>   def f(self): pass
  (ClassDef A [(Arg B - '') (Arg C metaclass '')] [(Assign [x] 1 -) (FunctionDef f [(Param self - '' False -)]
    [] [] False False)] [a])
> class A: pass
  (ClassDef A [] [] [])
> def f[T: int](x: T): pass
  (FunctionDef f [(Param x - '' False T)] [] [] False False)
> class A[T](B): pass
  (ClassDef A [(Arg B - '')] [] [])
> type X[T] = list[T]
  (Assign [X] (Subscript list T) -)
> return x
  (Return x)
> raise
  (Raise -)
> raise A(b) from c
  (Raise (Call A [(Arg b - '')]))
> del a, b[0]
  (Delete [a (Subscript b 0)])
> del (a, b)
  (Delete [a b])
> del a
  (Delete [a])
> global a, b
  (Scope global [a b])
> nonlocal a
  (Scope nonlocal [a])
> import a, b.c as d
  (Import [[a -] [b.c d]])
> from a.b import c as d, e
  (ImportFrom a.b 0 [[c d] [e -]])
> from . import a
  (ImportFrom '' 1 [[a -]])
> from ..a import *
  (ImportFrom a 2 [[* -]])
> from __future__ import annotations
  (ImportFrom __future__ 0 [[annotations -]])
> assert a, 'b'
  (Assert a)
> match x:
>   case 1: a
>   case 'b' | None: c
>   case y if z: d
>   case _: e
  (Match x [(Case 1 [] - [(ExprStatement a)] False) (Case (Operation | ['b' None]) [] - [(ExprStatement c)]
    False) (Case - [y] z [(ExprStatement d)] False) (Case - [] - [(ExprStatement e)] False)])
> match x:
>   case A.b as c: d
>   case 1 | _: e
>   case -1: f
  (Match x [(Case (Attribute A b) [c] - [(ExprStatement d)] False) (Case - [] - [(ExprStatement e)] False) (Case
    (Operation - [1]) [] - [(ExprStatement f)] False)])
> match x:
>   case [a, *b]: c
>   case {'d': e, **f}: g
>   case H(i, j=k) as l: m
>   case [1] | (n): o
  (Match x [(Case - [a b] - [(ExprStatement c)] True) (Case - [e f] - [(ExprStatement g)] True) (Case - [i k l]
    - [(ExprStatement m)] True) (Case - [n] - [(ExprStatement o)] True)])
> if x: a; b
  (If x [(ExprStatement a) (ExprStatement b)] [])
"""

NEWER = r"""
> lazy import a
  (Import [[a -]])
> lazy from a import b
  (ImportFrom a 0 [[b -]])
> x = {**a for a in b}
  (Assign [x] (Comprehension dict - a [(Clause a b [])]) -)
> x = t'a{b}'
  (Assign [x] (FormattedString ['a' b]) -)
"""


def rows(table: str) -> list[tuple[str, str]]:
    """Pairs (source, expected outline) of a table: lines with `>` are source, the others what it becomes."""
    pairs: list[tuple[str, str]] = []
    for line in table.strip("\n").split("\n"):
        if not line.startswith(">"):
            source, expected = pairs[-1]
            pairs[-1] = (source, f"{expected} {line.strip()}".strip())
        elif pairs and not pairs[-1][1]:
            pairs[-1] = (f"{pairs[-1][0]}\n{line[2:]}", "")
        else:
            pairs.append((line[2:], ""))
    return pairs


@pytest.mark.parametrize(("source", "expected"), rows(EXPRESSIONS))
def test_each_expression_is_lowered(source: str, expected: str) -> None:
    assert f"(ExprStatement {expected})" == outline_of(source)


@pytest.mark.parametrize(("source", "expected"), rows(STATEMENTS))
def test_each_statement_is_lowered(source: str, expected: str) -> None:
    assert expected == outline_of(source)


@pytest.mark.parametrize(("source", "expected"), rows(NEWER))
def test_syntax_of_newer_parsers_is_lowered(source: str, expected: str) -> None:
    try:
        cst.parse_module(source)
    except cst.ParserSyntaxError:
        pytest.skip("this libcst does not know the syntax")
    assert expected == outline_of(source)


def test_pass_leaves_nothing() -> None:
    assert "" == outline_of("pass; pass\n")


def test_an_empty_text_is_an_empty_part() -> None:
    (part,) = lowered("").program.parts
    assert ((), 0, 0) == (part.body, part.first_ref, part.end_ref)


def test_the_middle_of_a_comparison_chain_is_lowered_once() -> None:
    (statement,) = lowered("a < f(x) < c").program.parts[0].body
    assert isinstance(statement, ExprStatement)
    assert isinstance(statement.value, Operation)
    left, right = statement.value.operands
    assert isinstance(left, Operation)
    assert isinstance(right, Operation)
    assert left.operands[1] is right.operands[0]


def test_a_long_chain_has_one_node_a_term() -> None:
    (statement,) = lowered(" + ".join(["a"] * 200)).program.parts[0].body
    assert isinstance(statement, ExprStatement)
    value, depth = statement.value, 0
    while isinstance(value, Operation):
        value, depth = value.operands[0], depth + 1
    assert 199 == depth


def test_escapes_unknown_to_python_stay_and_warn_nobody(recwarn: pytest.WarningsRecorder) -> None:
    (statement,) = lowered(r"'\d\N{no such name}\U00110000'").program.parts[0].body
    assert isinstance(statement, ExprStatement)
    assert isinstance(statement.value, Constant)
    assert r"\d\N{no such name}\U00110000" == statement.value.value
    assert [] == list(recwarn)


def test_refs_count_on_from_cell_to_cell() -> None:
    first, second = lowered("f(x)", "y = 1").program.parts
    assert (0, 0, 5) == (first.cell, first.first_ref, first.end_ref)
    assert (1, 5, 8) == (second.cell, second.first_ref, second.end_ref)


def test_a_broken_cell_fails_alone() -> None:
    result = lowered("a = 1", "b = = 2", "c = 3")
    assert [0, 2] == [part.cell for part in result.program.parts]
    (failure,) = result.failures
    assert ("a.ipynb", 1, 1, "LG901") == (failure.path, failure.cell, failure.line, failure.code)
    assert "invalid syntax: b = = 2" == failure.reason


def test_the_program_can_be_pickled() -> None:
    program = lowered("@a\ndef f(x, *y):\n    return [g(x) for g in y][-1]\n").program
    assert program == pickle.loads(pickle.dumps(program))
