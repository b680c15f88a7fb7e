"""Ways of a program that depend on what is not known: one of the alternatives is what Python says."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome, possible, programs

PROGRAMS = """
# if else
if n == 2:
    x = 1
else:
    x = 2

# if only
x = 1
if flag:
    x = 2

# elif
if n == 1:
    x = 'a'
elif n == 2:
    x = 'b'
else:
    x = 'c'

# correlated
if n == 2:
    a = 1
else:
    a = 2
if n == 2:
    b = 10
else:
    b = 20
x = (a, b)

# correlated sum
if n == 2:
    a = 1
else:
    a = 2
if n == 2:
    b = 10
else:
    b = 20
x = a + b

# negated later
a = 1 if flag else 2
b = 2 if not flag else 1
x = a == b

# early return
def f(v):
    if v == 1:
        return 'one'
    if v == 2:
        return 'two'
    return 'many'
x = f(n)

# early return side effect
l = []
def f(v):
    if v == 1:
        return
    l.append(v)
f(1)
f(2)
x = l

# early return attr
class A:
    n = 0
a = A()
def f():
    if flag:
        return
    a.n = 5
f()
x = a.n

# early return global
g = 1
def f():
    global g
    if flag:
        g = 2
        return 'r'
    g = 3
    return 's'
y = f()
x = (y, g)

# nested early
def f():
    v = 0
    if flag:
        v = 1
        if other:
            return ('in', v)
    else:
        v = 2
    return ('out', v)
x = f()

# return in else
def f():
    if flag:
        v = 1
    else:
        return 0
    return v
x = f()

# raise guard
def f():
    if n == 0:
        raise ValueError
    return 5
x = f() if n else 6

# alias choice list
a, b = [1], [2]
c = a if flag else b
c.append(5)
x = (a, b)

# alias choice attr
class A:
    v = 0
a, b = A(), A()
c = a if flag else b
c.v = 5
x = (a.v, b.v)

# alias choice item
a, b = {'k': 0}, {'k': 0}
c = a if flag else b
c['k'] = 5
x = (a['k'], b['k'])

# alias choice aug
a, b = [1], [2]
c = a if flag else b
c += [5]
x = (a, b)

# alias choice slice
a, b = [1, 2], [2, 3]
c = a if flag else b
c[1:] = [5]
x = (a, b)

# alias choice del
a, b = [1, 2], [2, 3]
c = a if flag else b
del c[0]
x = (a, b)

# and or
x = flag and n or 7

# or default
x = n or 'none'

# and
x = flag and other

# not
x = not flag

# cond chain
x = 1 if flag else 2 if other else 3

# compare chain
x = 0 < n < 3

# assert
v = n if n in (1, 2) else 1
assert v in (1, 2)
x = v

# try unknown
try:
    x = {'a': 1}[name]
except KeyError:
    x = 0

# try finally
x = 0
try:
    x = 1
finally:
    x += 1

# match
match n:
    case 1:
        x = 'one'
    case 2 | 3:
        x = 'few'
    case _:
        x = 'many'

# match guard
match n:
    case v if v > 2:
        x = 'big'
    case _:
        x = 'small'

# match str
match name:
    case 'a':
        x = 1
    case other_name:
        x = other_name

# match seq
match [n, 2]:
    case [1, b]:
        x = b
    case [a, b]:
        x = a
    case _:
        x = 'no'

# func choice
def f(): return 1
def g(): return 2
h = f if flag else g
x = h()

# closure flag
def make(v):
    def inner():
        return v
    return inner
x = make(1 if flag else 2)()

# default mutable
def f(l=[]):
    if flag:
        l.append(1)
    return len(l)
f()
x = f()

# nonlocal branch
def f():
    v = 1
    def g():
        nonlocal v
        if flag:
            v = 2
    g()
    return v
x = f()

# global branch
v = 1
def g():
    global v
    if flag:
        v = 2
g()
x = v

# del branch
class A:
    v = 1
a = A()
a.v = 2
if flag:
    del a.v
x = a.v

# list append branch
x = []
if flag:
    x.append(1)
if other:
    x.append(2)

# list len branch
l = []
if flag:
    l.append(1)
if other:
    l.append(2)
x = len(l)

# str concat branch
x = 'a'
if flag:
    x += 'b'
if other:
    x += 'c'

# dict update branch
c = {'a': 1}
if flag:
    c.update(a=2, b=3)
x = c

# isinstance
x = 'list' if isinstance(many, list) else 'no'

# truth list
x = 'some' if many else 'none'

# len branch
x = 'some' if len(many) > 1 else 'few'

# in tuple
x = 1 if name in ('a', 'b') else 2

# in after
x = 0
if name in ('a', 'b'):
    if name == 'a':
        x = 1
    else:
        x = 2

# eq after neq
x = 0
if n != 2:
    x = 1
if n == 2:
    x += 10

# fstring
x = f'{name}-{1 if flag else 2}'

# format
x = '{}'.format(1 if flag else 2)

# percent
x = '%s' % (1 if flag else 2)

# upper
x = ('a' if flag else 'b').upper()

# sort
x = sorted([3, 1, 2 if flag else 0])

# max
x = max(1, 2 if flag else 0)

# swap
a, b = 1, 2
if flag:
    a, b = b, a
x = (a, b)

# class branch
class A:
    if flag:
        v = 1
    else:
        v = 2
x = A.v

# init branch
class A:
    def __init__(self):
        self.v = 1
        if flag:
            return
        self.v = 2
x = A().v

# property branch
class A:
    @property
    def v(self):
        if flag:
            return 1
        return 2
a = A()
x = a.v + a.v

# import guard
try:
    import os
    x = 1
except ImportError:
    x = 2

# any
x = any([flag, other])

# all
x = all([flag, n == 1])

# sum
x = sum([1, 2 if flag else 0])

# partial choice
from functools import partial
def f(a, b): return (a, b)
x = partial(f, 1 if flag else 2)(3)

# decorator cond
def deco(f):
    if flag:
        return f
    def inner():
        return 0
    return inner
@deco
def f():
    return 1
x = f()

# instance of choice class
class A:
    v = 1
class B:
    v = 2
x = (A if flag else B)().v

# none default
def f(v=None):
    if v is None:
        v = 5
    return v
x = (f(), f(3), f(None))

# none check unknown
def f(v=None):
    v = v or 4
    return v
x = f(n)

# int conv
x = int(flag)

# double neg
x = 1
if not flag:
    x = 2
if not (not flag):
    x += 10

# and cond
x = 0
if flag and other:
    x = 1
elif flag:
    x = 2
else:
    x = 3

# or cond
x = 0
if flag or other:
    x = 1
if not flag and not other:
    x += 2

# order
x = 0
if n > 2:
    x = 1
elif n > 1:
    x = 2

# order corr
a = 1 if n > 2 else 2
b = 1 if n <= 2 else 2
x = (a, b)
"""


@pytest.mark.parametrize("source", programs(PROGRAMS))
def test_what_python_says_is_one_of_the_alternatives(source: str) -> None:
    told = outcome(source)
    assert [] == [(given, says) for given, says in possible(source) if not told.allows(says)]
