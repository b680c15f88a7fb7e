"""Functions, arguments, decorators and generators: what a program leaves in `x` is what Python says."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome, programs, python_says

PROGRAMS = """
# kw default
def f(a, b=2, *, c=3):
    return (a, b, c)
x = (f(1), f(1, c=5), f(b=1, a=0))

# args
def f(*args, **kwargs):
    return (args, kwargs)
x = f(1, 2, k=3)

# args pass
def g(a, b, c=0):
    return (a, b, c)
def f(*args, **kwargs):
    return g(*args, **kwargs)
x = f(1, 2, c=3)

# star call
def f(a, b, c):
    return (a, b, c)
l = [1, 2]
d = {'c': 3}
x = f(*l, **d)

# pos only
def f(a, b, /, c):
    return (a, b, c)
x = f(1, 2, c=3)

# pos only kwargs
def f(a, /, **kw):
    return (a, kw)
x = f(1, a=2)

# decorator
def twice(f):
    def inner(*a, **k):
        return f(*a, **k) * 2
    return inner
@twice
def f(v):
    return v + 1
x = f(1)

# decorator args
def times(n):
    def deco(f):
        def inner(*a):
            return f(*a) * n
        return inner
    return deco
@times(3)
def f(v):
    return v
x = f(2)

# decorator wraps
import functools
def twice(f):
    @functools.wraps(f)
    def inner(*a, **k):
        return f(*a, **k) * 2
    return inner
@twice
def f(v):
    return v + 1
x = f(1)

# decorator registry
R = {}
def register(name):
    def deco(f):
        R[name] = f
        return f
    return deco
@register('a')
def f():
    return 1
@register('b')
def g():
    return 2
x = (R['b'](), f())

# decorated to class
class Deco:
    def __init__(self, f):
        self.f = f
    def __call__(self, v):
        return self.f(v) + 1
@Deco
def f(v):
    return v
x = f(1)

# partial
from functools import partial
def f(a, b, c=0):
    return (a, b, c)
g = partial(f, 1, c=3)
x = (g(2), g(2, c=4))

# partial partial
import functools
def f(a, b, c):
    return (a, b, c)
x = functools.partial(functools.partial(f, 1), 2)(3)

# dict dispatch
def f():
    return 1
def g():
    return 2
x = {'f': f, 'g': g}['g']()

# dict get dispatch
def f():
    return 1
x = {'f': f}.get('h', lambda: 9)()

# sorted key
x = sorted(['bb', 'a'], key=len)

# map
x = list(map(str, [1, 2]))

# map lambda
x = list(map(lambda v: v + 1, [1, 2]))

# filter
x = list(filter(None, [0, 1, 2]))

# filter lambda
x = list(filter(lambda v: v > 1, [0, 1, 2]))

# recursion
def f(n):
    return 1 if n <= 1 else n * f(n - 1)
x = f(2)

# generator loop
def g():
    yield 1
    yield 2
x = []
for v in g():
    x.append(v)

# generator list
def g(n):
    for i in range(n):
        yield i * 2
x = list(g(3))

# generator next
def g():
    yield 7
x = next(g())

# yield from
def g():
    yield from [1, 2]
x = list(g())

# lambda
f = lambda a, b=2: a + b
x = f(1)

# early return
def f(a):
    if a:
        return 1
    return 2
x = (f(True), f(False))

# multi return
def f():
    return 1, 2
a, b = f()
x = b

# nested def
def f():
    def g():
        return h()
    def h():
        return 3
    return g()
x = f()

# func attr
def f():
    return f.n
f.n = 4
x = f()

# func name
def f():
    pass
x = f.__name__

# copy deepcopy
import copy
a = [1]
b = copy.deepcopy(a)
b.append(2)
x = (a, b)

# copy dict
import copy
a = {'a': [1]}
b = copy.deepcopy(a)
b['a'].append(2)
x = (a, b)

# copy instance
import copy
class A:
    pass
a = A()
a.n = 1
b = copy.copy(a)
b.n = 2
x = (a.n, b.n)

# itertools chain
import itertools
x = list(itertools.chain([1], [2]))

# functools reduce
from functools import reduce
x = reduce(lambda a, b: a + b, [1, 2, 3])

# return in loop w/ else
def f(l):
    for v in l:
        if v > 1:
            break
    else:
        return 'no'
    return v
x = (f([1, 2]), f([0]))

# kw only after star
def f(*a, n=1):
    return (a, n)
x = f(1, 2, n=5)

# method ref
class A:
    def f(self, v):
        return v + 1
g = A().f
x = g(1)

# unbound method
class A:
    def f(self, v):
        return v + 1
x = A.f(A(), 1)

# lru
from functools import lru_cache
@lru_cache(maxsize=None)
def f(n):
    return n + 1
x = f(1)

# return none
def f():
    pass
x = f()

# async
import asyncio
async def f():
    return 1
async def main():
    return await f()
x = asyncio.run(main())

# type hints call
from typing import cast
x = cast(int, 5)
"""


@pytest.mark.parametrize("source", programs(PROGRAMS))
def test_a_program_leaves_what_python_says(source: str) -> None:
    assert python_says(source) == outcome(source).shown()
