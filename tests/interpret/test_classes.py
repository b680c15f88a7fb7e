"""Classes and inheritance: what a program leaves in `x` is what Python says."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome, programs, python_says

PROGRAMS = """
# class attr
class A:
    n = 1
A.n = 2
x = A().n

# init
class A:
    def __init__(self, n, m=2):
        self.n = n
        self.m = m
a = A(1)
x = (a.n, a.m)

# method
class A:
    def __init__(self):
        self.l = []
    def add(self, v):
        self.l.append(v)
        return self
x = A().add(1).add(2).l

# inherit
class A:
    def f(self):
        return 'A'
class B(A):
    pass
x = B().f()

# override
class A:
    def f(self):
        return self.g()
    def g(self):
        return 'A'
class B(A):
    def g(self):
        return 'B'
x = B().f()

# super
class A:
    def __init__(self, n):
        self.n = n
class B(A):
    def __init__(self):
        super().__init__(5)
        self.m = 6
b = B()
x = (b.n, b.m)

# super old
class A(object):
    def __init__(self, n):
        self.n = n
class B(A):
    def __init__(self):
        super(B, self).__init__(5)
x = B().n

# super method
class A:
    def f(self):
        return 1
class B(A):
    def f(self):
        return super().f() + 1
class C(B):
    def f(self):
        return super().f() + 1
x = C().f()

# base call
class A:
    def __init__(self, n):
        self.n = n
class B(A):
    def __init__(self):
        A.__init__(self, 7)
x = B().n

# diamond
class A:
    def f(self):
        return 'A'
class B(A):
    pass
class C(A):
    def f(self):
        return 'C'
class D(B, C):
    pass
x = D().f()

# super diamond
class A:
    def f(self):
        return ['A']
class B(A):
    def f(self):
        return ['B'] + super().f()
class C(A):
    def f(self):
        return ['C'] + super().f()
class D(B, C):
    def f(self):
        return ['D'] + super().f()
x = D().f()

# classmethod
class A:
    n = 1
    @classmethod
    def make(cls, v):
        a = cls()
        a.v = v
        return a
class B(A):
    n = 2
x = (A.make(5).v, B.make(6).n)

# staticmethod
class A:
    @staticmethod
    def f(v):
        return v + 1
x = (A.f(1), A().f(2))

# class decorator
R = {}
def register(c):
    R[c.__name__] = c
    return c
@register
class A:
    n = 3
x = R['A']().n

# class name
class A:
    pass
x = (A.__name__, A().__class__.__name__, type(A()).__name__)

# class body
class A:
    a = 1
    b = a + 1
    l = [a, b]
x = A.l

# class in func
def f(n):
    class A:
        v = n
    return A
x = (f(1).v, f(2)().v)

# config class
class Config:
    n = 10
    loss = 'mse'
cfg = Config
x = (cfg.n, cfg.loss)

# class var via self
class A:
    c = []
    def add(self, v):
        self.c.append(v)
A().add(1)
x = A.c

# method in dict
class A:
    def f(self):
        return 1
    def go(self, k):
        return {'f': self.f}[k]()
x = A().go('f')

# abc
from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self):
        ...
    def g(self):
        return self.f() + 1
class B(A):
    def f(self):
        return 1
x = B().g()

# mixin
class M:
    def m(self):
        return self.n
class A(M, object):
    n = 3
x = A().m()

# metaclass-ish
class Meta(type):
    pass
class A(metaclass=Meta):
    n = 2
x = A.n

# new
class A:
    def __new__(cls, *a):
        o = super().__new__(cls)
        o.k = 3
        return o
    def __init__(self, v):
        self.v = v
x = (A(1).k, A(1).v)
"""


@pytest.mark.parametrize("source", programs(PROGRAMS))
def test_a_program_leaves_what_python_says(source: str) -> None:
    assert python_says(source) == outcome(source).shown()
