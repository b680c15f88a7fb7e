"""Dataclasses, named tuples, namespaces and enumerations: what a program leaves in `x` is what Python says."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome, programs, python_says

PROGRAMS = """
# enumerate
x = list(enumerate('ab'))

# enumerate start
x = list(enumerate('ab', 1))

# dataclass
from dataclasses import dataclass
@dataclass
class C:
    a: int
    b: str = 'mse'
    n = 3
c = C(1)
x = (c.a, c.b, c.n, C(1, 'b').b, C(a=2).a)

# dataclass field
from dataclasses import dataclass, field
@dataclass
class C:
    a: list = field(default_factory=list)
    b: int = field(default=3)
x = (C().a, C().b)

# dataclass post
from dataclasses import dataclass, field
@dataclass
class C:
    a: int = 2
    b: int = field(init=False)
    def __post_init__(self):
        self.b = self.a * 2
x = C().b

# dataclass inherit
from dataclasses import dataclass
@dataclass
class A:
    a: int = 1
@dataclass
class B(A):
    b: int = 2
x = (B(5, 6).a, B(5, 6).b, B(b=3).a)

# dataclass frozen
import dataclasses
@dataclasses.dataclass(frozen=True)
class A:
    a: int = 1
x = dataclasses.replace(A(), a=4).a

# dataclass asdict
from dataclasses import dataclass, asdict
@dataclass
class A:
    a: int = 1
    b: str = 'z'
x = asdict(A(a=2))

# namedtuple
from collections import namedtuple
P = namedtuple('P', 'a b')
p = P(1, b=2)
x = (p.a, p[1], p.b)

# namedtuple list
import collections
P = collections.namedtuple('P', ['a', 'b'], defaults=[9])
p = P(1)
a, b = p
x = (a, b)

# typing namedtuple
from typing import NamedTuple
class P(NamedTuple):
    a: int
    b: str = 'z'
p = P(1)
x = (p.a, p.b, p[0])

# typing namedtuple unpack
from typing import NamedTuple
class P(NamedTuple):
    a: int
    b: str = 'z'
a, b = P(1)
x = (a, b)

# namedtuple replace
from collections import namedtuple
P = namedtuple('P', 'a b')
x = P(1, 2)._replace(a=5).a

# simplenamespace
from types import SimpleNamespace
c = SimpleNamespace(**{'a': 1, 'b': 'mse'})
c.d = 4
x = (c.a, c.b, c.d)

# enum
from enum import Enum
class L(Enum):
    A = 'a'
    B = 'b'
x = (L.A.value, L.B.name, L.A == L.A, L.A == L.B, L.A is L.A, L('b').name, L['A'].value)

# enum loop
from enum import Enum
class L(Enum):
    A = 'a'
    B = 'b'
x = [v.value for v in L]

# enum len
from enum import Enum
class L(Enum):
    A = 'a'
    B = 'b'
x = len(L)

# str enum
from enum import Enum
class L(str, Enum):
    A = 'a'
x = L.A == 'a'

# enum auto
from enum import Enum, auto
class L(Enum):
    A = auto()
    B = auto()
x = L.A == L.B

# enum dispatch
from enum import Enum
class L(Enum):
    A = 'a'
    B = 'b'
x = {L.A: 1, L.B: 2}[L.B]

# enum match
from enum import Enum
class L(Enum):
    A = 'a'
    B = 'b'
v = L.B
match v:
    case L.A:
        x = 1
    case L.B:
        x = 2

# intenum
from enum import IntEnum
class L(IntEnum):
    A = 1
    B = 2
x = L.A + 1
"""


@pytest.mark.parametrize("source", programs(PROGRAMS))
def test_a_program_leaves_what_python_says(source: str) -> None:
    assert python_says(source) == outcome(source).shown()
