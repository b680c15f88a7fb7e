"""Assignments, scopes and closures: what a program leaves in `x` is what Python says."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome, programs, python_says

PROGRAMS = """
# tuple
a, b = 1, 2
x = (b, a)

# swap
a, b = 1, 2
a, b = b, a
x = [a, b]

# nested tuple
(a, (b, c)), d = (1, (2, 3)), 4
x = [a, b, c, d]

# starred
a, *b, c = range(5)
x = (a, b, c)

# starred first
*a, b = 'xyz'
x = (a, b)

# starred empty
a, *b = [1]
x = (a, b)

# chain
a = b = []
a.append(1)
x = b

# aug int
x = 1
x += 2
x *= 5
x -= 1
x //= 3
x **= 2
x %= 10

# aug list alias
a = [1]
b = a
a += [2]
x = b

# aug list rebind
a = [1]
b = a
a = a + [2]
x = (a, b)

# aug tuple
a = (1,)
b = a
a += (2,)
x = (a, b)

# aug attr
class A:
    n = 1
a = A()
a.n += 1
x = (a.n, A.n)

# aug item
d = {'a': 1}
d['a'] += 4
x = d

# aug str
x = 'a'
x += 'b'

# walrus
if (n := 4) > 3:
    x = n

# walrus comp
x = [y for v in [1, 2] if (y := v * 2)]

# walrus leak
l = [y := v for v in (1, 2)]
x = y

# global
x = 1
def f():
    global x
    x = 2
f()

# nonlocal
def f():
    n = 1
    def g():
        nonlocal n
        n += 1
    g()
    g()
    return n
x = f()

# local shadows
n = 1
def f():
    n = 2
    return n
x = (f(), n)

# closure
def make(n):
    def add(v):
        return v + n
    return add
x = (make(1)(10), make(2)(10))

# closure late
fs = []
for i in range(3):
    fs.append(lambda: i)
x = [f() for f in fs]

# closure default
fs = []
for i in range(3):
    fs.append(lambda i=i: i)
x = [f() for f in fs]

# default eval once
def f(a, l=[]):
    l.append(a)
    return l
f(1)
x = f(2)

# slice assign
l = [1, 2, 3]
l[1:] = [9]
x = l

# item assign
l = [1, 2, 3]
l[0] = 9
l[-1] = 8
x = l

# unpack call
x = [*range(3), *'ab']

# del name
x = 1
y = x
del y

# global dict
C = {'n': 1}
def f():
    C['n'] = 2
f()
x = C['n']

# main guard
def main():
    return 3
if __name__ == '__main__':
    x = main()

# globals()
n = 3
x = globals()['n']

# unpack enumerate
x = []
for i, (a, b) in enumerate([(1, 2), (3, 4)]):
    x.append((i, a, b))

# type annotation
x: int = 3

# semicolon
a = 1; x = a + 1

# default refers earlier
n = 5
def f(a=n):
    return a
n = 6
x = f()

# singleton func
_c = None
def get():
    global _c
    if _c is None:
        _c = {'n': 1}
    return _c
get()['n'] = 4
x = get()['n']

# list nested alias
a = [[0] * 2] * 2
a[0][0] = 1
x = a

# del slice
x = [1, 2, 3]
del x[1:]

# pass args list mutate
def f(l):
    l.append(1)
x = []
f(x)

# unpack dict items
(a, b), = {'k': 'v'}.items()
x = (a, b)

# nested func default mutable
def f(n, acc=None):
    acc = acc or []
    acc.append(n)
    return acc
x = (f(1), f(2))
"""


@pytest.mark.parametrize("source", programs(PROGRAMS))
def test_a_program_leaves_what_python_says(source: str) -> None:
    assert python_says(source) == outcome(source).shown()
