"""Attributes, types and special methods of objects: what a program leaves in `x` is what Python says."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome, programs, python_says

PROGRAMS = """
# property
class A:
    def __init__(self):
        self._n = 3
    @property
    def n(self):
        return self._n + 1
x = A().n

# property setter
class A:
    def __init__(self):
        self._n = 3
    @property
    def n(self):
        return self._n
    @n.setter
    def n(self, v):
        self._n = v * 2
a = A()
a.n = 5
x = a.n

# cached property
from functools import cached_property
class A:
    @cached_property
    def n(self):
        return 4
x = A().n

# getattr
class A:
    n = 4
x = getattr(A(), 'n')

# getattr default
class A:
    n = 4
x = (getattr(A(), 'n', 0), getattr(A(), 'm', 0))

# setattr
class A:
    pass
a = A()
setattr(a, 'k', 3)
x = a.k

# hasattr
class A:
    n = 4
x = (hasattr(A(), 'n'), hasattr(A(), 'm'))

# type call
class A:
    n = 1
x = type(A())().n

# isinstance
class A:
    pass
class B(A):
    pass
x = (isinstance(B(), A), isinstance(A(), B), isinstance(1, int), isinstance('a', (int, str)))

# isinstance of constants
x = (isinstance([], list), isinstance(True, int), isinstance(1.0, int), isinstance(None, str), isinstance({1}, list))

# issubclass
class A:
    pass
class B(A):
    pass
x = issubclass(B, A)

# callable
x = (callable(len), callable(3), callable(lambda: 1))

# call
class A:
    def __call__(self, v):
        return v + 1
x = A()(1)

# getitem
class A:
    def __getitem__(self, i):
        return i * 2
x = A()[4]

# dunder len
class A:
    def __len__(self):
        return 4
x = len(A())

# dunder add
class A:
    def __init__(self, n):
        self.n = n
    def __add__(self, o):
        return A(self.n + o.n)
x = (A(1) + A(2)).n

# dunder getattr
class A:
    def __getattr__(self, name):
        return name + '!'
x = A().foo

# dunder eq
class A:
    def __eq__(self, o):
        return True
x = A() == A()

# dunder iter
class A:
    def __iter__(self):
        return iter([1, 2])
x = list(A())

# dunder contains
class A:
    def __contains__(self, v):
        return v == 1
x = 1 in A()

# dunder bool
class A:
    def __bool__(self):
        return False
x = 1 if A() else 2

# instance dict
class A:
    def __init__(self):
        self.a = 1
x = A().__dict__

# vars
class A:
    def __init__(self):
        self.b = 1
        self.a = 2
x = vars(A())

# instance update
class A:
    def __init__(self, **kw):
        self.__dict__.update(kw)
x = A(a=1).a

# instance setattr kw
class A:
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, k, v)
x = A(a=1).a

# slots
class A:
    __slots__ = ('n',)
    def __init__(self):
        self.n = 1
x = A().n

# del attr
class A:
    n = 1
a = A()
a.n = 2
del a.n
x = a.n

# getattr call
class A:
    def f(self):
        return 1
x = getattr(A(), 'f')()
"""


@pytest.mark.parametrize("source", programs(PROGRAMS))
def test_a_program_leaves_what_python_says(source: str) -> None:
    assert python_says(source) == outcome(source).shown()
