"""Limits: whatever the program, its execution ends soon, and what was not followed is unknown with the reason."""

from __future__ import annotations

import time

import pytest

from lossguard.interpret.limits import ALTERNATIVES
from lossguard.interpret.values import Unknown
from tests.interpret.outcomes import outcome, programs

SOON_S = 5.0  # far above what any of these takes

NESTED_CALLS = "\n".join(f"def f{i}(v):\n    return f{i + 1}(v)" for i in range(60)) + "\ndef f60(v):\n    return v"

REASONED = [
    ("def f(n):\n    return n * f(n - 1)\nx = f(5)", "f calls itself"),
    ("def f(n):\n    return g(n)\ndef g(n):\n    return f(n)\nx = f(5)", "f calls itself"),
    (f"{NESTED_CALLS}\nx = f0(1)", "calls are nested more than 24 deep"),
    ("x = " + "-" * 200 + "y", "the expression is nested too deeply"),
    ("x = 'a' * 10 ** 9", "'a' * 10 ** 9 is not known"),
    ("x = 10 ** 9 * 'a'", "10 ** 9 * 'a' is not known"),
    ("x = [0] * 10 ** 9", "[0] * 10 ** 9 is not known"),
    ("x = 2 ** 10 ** 9", "2 ** 10 ** 9 is not known"),
    ("x = 1 << 10 ** 9", "1 << 10 ** 9 is not known"),
    ("x = pow(2, 10 ** 9)", "pow(2, 10 ** 9) is not known"),
    ("x = 'a'.zfill(10 ** 9)", "'a'.zfill(10 ** 9) is not known"),
    ("x = '%1000000000d' % 5", "'%1000000000d' % 5 is not known"),
    ("x = '%*d' % (10 ** 9, 5)", "'%*d' % (10 ** 9, 5) is not known"),
    ("x = '{:>1000000000}'.format(5)", "'{:>1000000000}'.format(5) is not known"),
    ("x = '{:>{}}'.format(5, 10 ** 9)", "'{:>{}}'.format(5, 10 ** 9) is not known"),
    ("x = round(5, -10 ** 9)", "round(5, -10 ** 9) is not known"),
    ("x = range(10 ** 30)", "the numbers of a range"),
    ("x = 1 / 0", "1 / 0 is not known"),
    ("x = 'a' + 1", "'a' + 1 is not known"),
    ("x = int('a')", "int('a') is not known"),
    ("x = [1][3]", "an item of a list that is not known"),
    ("x = 'abc'[9]", "an index out of range"),
    ("x = nowhere", "nowhere is not defined where the program can be followed"),
    ("x = nowhere.name", "nowhere is not defined where the program can be followed"),
    ("import elsewhere\nx = elsewhere.f()", "elsewhere.f is not known to lossguard"),
]


@pytest.mark.parametrize(("source", "why"), REASONED)
def test_what_is_not_followed_is_unknown_with_the_reason(source: str, why: str) -> None:
    began = time.process_time()
    assert why == outcome(source).why()
    assert time.process_time() - began < SOON_S


ENDLESS = """
# a loop that never ends
x = 0
while True:
    x += 1

# a loop that its test never ends
x = 1
while x:
    x += 1

# a class that contains itself
class A:
    def __init__(self):
        self.a = A()
x = A()

# a list that contains itself
x = []
x.append(x)
y = [x]
x.append(y)
z = [x]
x == y, y == z, x == z

# a property that reads itself
class A:
    @property
    def a(self):
        return self.a
x = A().a

# a missing attribute that asks for another
class A:
    def __getattr__(self, name):
        return self.other
x = A().a

# an iterator that iterates itself
class A:
    def __iter__(self):
        return iter(self)
x = [v for v in A()]

# a comparison that compares itself
class A:
    def __eq__(self, other):
        return self == other
x = A() == A()

# a length that measures itself
class A:
    def __len__(self):
        return len(self)
x = len(A())

# a truth that asks for itself
class A:
    def __bool__(self):
        return bool(self)
x = 1 if A() else 2

# a module that imports itself
import main
x = main

# a decorator that decorates itself
def d(f):
    @d
    def g():
        pass
    return g
@d
def x():
    pass

# bases that contradict each other
class A:
    pass
class B(A):
    pass
class C(A, B):
    pass
x = C()

# a generator that yields itself
def g():
    yield from g()
x = list(g())
"""


@pytest.mark.parametrize("source", programs(ENDLESS))
def test_a_program_without_an_end_is_followed_to_one(source: str) -> None:
    began = time.process_time()
    outcome(source).value()
    assert time.process_time() - began < SOON_S


def lines(text: str, count: int) -> str:
    """A line many times, each with its number in the place of "#"."""
    return "\n".join(text.replace("#", str(number)) for number in range(count)) + "\n"


LONG = {
    "statements": "x = 0\n" + lines("x = x + 1", 10_000),
    "branches": "x = 0\n" + lines("if flag: x = 1", 2_000),
    "branches on different tests": "x = 0\n" + lines("if t#: x = #", 300),
    "early returns": "def f():\n" + lines("    if t#: return #", 200) + "x = f()",
    "loops inside loops": "".join(f"{'    ' * i}for v{i} in many:\n" for i in range(12)) + "    " * 12 + "x = 1",
    "loops inside loops that count": "x = 0\n"
    + "".join(f"{'    ' * i}for v{i} in many:\n" for i in range(12))
    + "    " * 12
    + "x += 1",
    "known loops inside loops": "".join(f"{'    ' * i}for v{i} in range(20):\n" for i in range(6))
    + "    " * 6
    + "x = 1",
    "entries under an unknown name": "t = {}\n" + lines("t['#'] = #", 300) + "x = t[name]",
    "entries written under unknown names": "t = {}\n"
    + lines("t['#'] = #", 100)
    + lines("t[n#] = #", 50)
    + "x = t['1']",
    "items": "x = [" + ", ".join(map(str, range(5_000))) + "]",
    "lists inside lists": "x = " + "[" * 60 + "]" * 60,
    "attributes": "class A: pass\nx = A()\n" + lines("x.a# = #", 2_000),
    "functions that call two others": lines("def f#(v): return f1#(v) if v else f2#(v)", 30) + "x = f0(flag)",
}


@pytest.mark.parametrize("source", LONG.values(), ids=LONG)
def test_a_program_of_many_is_followed_quickly(source: str) -> None:
    began = time.process_time()
    outcome(source).value()
    assert time.process_time() - began < SOON_S


def test_of_a_name_that_may_be_many_things_a_few_are_kept() -> None:
    told = outcome("x = 0\n" + lines("if t#: x = #", 40)).conditions()
    assert len(told) <= ALTERNATIVES
    assert any(each.startswith("?") for each in told)


def test_a_string_of_many_options_is_not_spread_out() -> None:
    flags = "".join(f"a{i} = 1 if f{i} else 2\n" for i in range(40))
    names = ", ".join(f"a{i}" for i in range(40))
    joined = "".join(f"{{a{i}}}" for i in range(40))
    run = outcome(f"{flags}x = ('{{}}' * 40).format({names})\ny = f'{joined}'\nz = max({names})\n")
    assert isinstance(run.value("x"), Unknown)
    assert isinstance(run.value("y"), Unknown)
    assert isinstance(run.value("z"), Unknown)
