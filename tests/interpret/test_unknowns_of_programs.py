"""Loops, keys and contents that are not known: what Python says is never excluded."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome, possible, programs

PROGRAMS = """
# loop break
x = 0
for i in [1, 2, 3]:
    if i == n:
        break
    x = i

# loop break var
for i in [1, 2, 3]:
    if i == n:
        break
x = i

# loop else
for i in [1, 2, 3]:
    if i == n:
        x = 'found'
        break
else:
    x = 'none'

# loop continue
x = []
for i in [1, 2, 3]:
    if i == n:
        continue
    x.append(i)

# loop continue scalar
x = 0
for i in [1, 2, 3]:
    if i == n:
        continue
    x = i

# loop return
def f():
    for i in [1, 2, 3]:
        if i == n:
            return i * 10
    return -1
x = f()

# loop flag
found = False
for i in [1, 2, 3]:
    if i == n:
        found = True
x = found

# loop unknown count
x = 0
for v in many:
    x += 1

# loop unknown list
l = []
for v in many:
    l.append(v)
x = len(l)

# loop unknown list const
l = []
for v in many:
    l.append('k')
x = len(l)

# loop unknown dict
c = {}
for v in many:
    c[v] = 1
x = len(c)

# loop unknown str
x = ''
for v in many:
    x += 'a'

# loop unknown return
def f():
    for v in many:
        return 'some'
    return 'none'
x = f()

# loop unknown cond return
def f():
    for v in many:
        if v == n:
            return 'hit'
    return 'miss'
x = f()

# loop unknown break
x = 'none'
for v in many:
    if v == n:
        x = 'hit'
        break

# loop unknown else
for v in many:
    if v == n:
        x = 'hit'
        break
else:
    x = 'none'

# loop unknown max
x = 0
for v in many:
    if v == 1:
        x = 1

# nested unknown loops
x = 0
for v in many:
    for w in many:
        x += 1

# unknown in known
x = []
for k in [1, 2]:
    c = 0
    for v in many:
        c += 1
    x.append(c)

# width halving
w = 64
for v in many:
    w //= 2
x = w

# while unknown
x = 0
i = n
while i > 0:
    i -= 1
    x += 1

# while known
x = 0
while x < 5:
    x += 2

# comp unknown
x = len([v for v in many])

# comp filter
x = [i for i in [1, 2, 3] if i != n]

# comp filter len
x = len([i for i in [1, 2, 3] if i != n])

# comp empty
x = [v for v in []]

# dict comp unknown
x = len({v: 1 for v in many})

# table lookup
t = {'a': 1, 'b': 2}
x = t.get(name, 9)

# table index
t = {'a': 1, 'b': 2, 'z': 3}
x = t[name]

# table write
t = {'a': 1, 'b': 2, 'z': 3}
t[name] = 9
x = t['a']

# table write len
t = {'a': 1}
t[name] = 9
x = len(t)

# list write
l = [1, 2, 3]
if n < 3:
    l[n] = 9
x = l[0]

# list index
l = [10, 20, 30, 40, 50, 60]
x = l[n]

# setattr unknown
class A:
    pass
o = A()
o.a = 1
o.b = 2
setattr(o, name, 9)
x = (o.a, o.b)

# getattr unknown
class A:
    a = 1
    b = 2
    z = 3
x = getattr(A, name)

# dict merge unknown
c = {'a': 1, **d}
x = c['a']

# dict update unknown
c = {'a': 1}
c.update(d)
x = c['a']

# dict get unknown dict
x = d.get('a', 1)

# kwargs default
def f(**kw):
    return kw.get('a', 1)
x = f(**d)

# kwargs param
def f(a=1):
    return a
x = f(**d)

# args unknown
def f(*a):
    return len(a)
x = f(*many)

# while break unknown
x = 0
while True:
    x += 1
    if x > n:
        break

# recursion
def f(k):
    return 0 if k <= 0 else 1 + f(k - 1)
x = f(n)

# continue then
x = []
for i in [1, 2]:
    v = 0
    if flag:
        v = 1
        continue
    x.append(v)
x = (x, v)

# break outer
x = 0
for i in [1, 2]:
    for j in [1, 2]:
        if flag:
            break
        x += 1

# two breaks
for i in [1, 2, 3]:
    if i == n:
        x = 'n'
        break
    if i == 2 and flag:
        x = 'flag'
        break
else:
    x = 'none'

# return after break
def f():
    for i in [1, 2, 3]:
        if i == n:
            break
    else:
        return 'none'
    return i
x = f()

# generator cond
def g():
    yield 1
    if flag:
        yield 2
x = len(list(g()))

# generator unknown
def g():
    for v in many:
        yield 1
x = len(list(g()))

# zip unknown
x = len(list(zip([1, 2], many)))

# enumerate unknown
x = 0
for i, v in enumerate(many):
    x = i

# map unknown
x = len(list(map(str, many)))

# pop unknown
l = [1, 2, 3, 4, 5, 6]
l.pop(n)
x = len(l)

# pop unknown item
l = [1, 2, 3, 4, 5, 6]
l.pop(n)
x = l[0]

# insert unknown
l = [1, 2]
l.insert(n, 0)
x = l[0]

# remove unknown
l = [1, 2, 3]
if n in l:
    l.remove(n)
x = l[0]

# del key unknown
t = {'a': 1, 'b': 2, 'z': 3}
del t[name]
x = t.get('a')

# pop key unknown
t = {'a': 1, 'b': 2, 'z': 3}
x = t.pop(name)

# setdefault unknown
t = {'a': 1}
t.setdefault(name, 5)
x = t['a']

# set len
x = len({n, 1})

# set of
x = len(set([n, flag]))

# slice unknown
x = [1, 2, 3][:n]

# slice unknown len
x = len([1, 2, 3][n:])

# str slice
x = 'abc'[:n]

# list mul unknown
x = len([0] * n)

# range unknown
x = len(list(range(n)))

# reversed unknown
x = len(list(reversed(many)))

# enum unknown
from enum import Enum
class L(Enum):
    A = 'a'
    B = 'b'
    Z = 'z'
x = L(name).name

# dataclass unknown
from dataclasses import dataclass
@dataclass
class C:
    a: int = 1
x = C(**d).a

# walrus while
l = [1, 2, 0, 3]
x = 0
while (v := l.pop(0)):
    x += v

# del in loop
t = {'a': 1, 'b': 2}
for k in list(t):
    if k == name:
        del t[k]
x = len(t)

# counter
c = {'n': 0}
def tick():
    c['n'] += 1
for v in many:
    tick()
x = c['n']

# attr counter
class A:
    n = 0
a = A()
for v in many:
    a.n += 1
x = a.n

# method chain loop
class B:
    def __init__(self):
        self.l = []
    def add(self, v):
        self.l.append(v)
        return self
b = B()
for v in many:
    b.add(v)
x = len(b.l)

# tuple grow
t = ()
for v in many:
    t += (v,)
x = len(t)

# str build
s = []
for v in many:
    s.append('x')
x = ''.join(s)

# last of loop list
l = [0]
for v in many:
    l = [v]
x = l == [0]
"""


@pytest.mark.parametrize("source", programs(PROGRAMS))
def test_what_python_says_is_one_of_the_alternatives(source: str) -> None:
    told = outcome(source)
    assert [] == [(given, says) for given, says in possible(source) if not told.allows(says)]
