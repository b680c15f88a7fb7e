"""Loops, exceptions, contexts and matches: what a program leaves in `x` is what Python says."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome, programs, python_says

PROGRAMS = """
# list comp
x = [i * 2 for i in range(5) if i % 2]

# nested comp
x = [(a, b) for a in [1, 2] for b in 'xy' if a == 1 or b == 'y']

# dict comp
x = {k: v for v, k in enumerate('abc')}

# set comp
x = sorted({v % 2 for v in range(5)})

# gen
x = list(v + 1 for v in [1, 2])

# gen sum
x = sum(v for v in [1, 2, 3])

# comp scope
v = 'o'
l = [v for v in 'ab']
x = v

# for
x = 0
for i in [1, 2, 3]:
    x += i

# for leak
for x in [1, 2, 3]:
    pass

# for tuple
x = []
for a, b in [(1, 2), (3, 4)]:
    x.append(a * b)

# for break
x = 0
for i in range(10):
    if i == 3:
        break
    x = i

# for continue
x = []
for i in range(6):
    if i % 2:
        continue
    x.append(i)

# for else
for i in range(3):
    if i == 5:
        break
else:
    x = 'none'

# for else broken
x = 'found'
for i in range(3):
    if i == 1:
        break
else:
    x = 'none'

# for return
def f():
    for i in range(5):
        if i == 2:
            return i
    return -1
x = f()

# nested loops
x = []
for i in range(2):
    for j in range(2):
        if j == 1:
            break
        x.append((i, j))

# while count
x = 0
while x < 5:
    x += 1

# while else
n = 0
while n < 1:
    n += 1
else:
    x = 'else'

# while false
x = 1
while False:
    x = 2

# for long
x = 0
for i in range(100):
    x = 5

# format
x = '{}-{:02d}-{k}'.format(1, 2, k=3)

# try finally
def f():
    try:
        return 1
    finally:
        y.append(1)
y = []
x = (f(), y)

# try raise
try:
    raise ValueError('a')
except ValueError as e:
    x = 2

# try else
try:
    pass
except Exception:
    x = 0
else:
    x = 1

# with
class C:
    def __enter__(self):
        return 5
    def __exit__(self, *a):
        pass
with C() as x:
    pass

# with ctx
import contextlib
@contextlib.contextmanager
def c():
    yield 4
with c() as x:
    pass

# with suppress
import contextlib
with contextlib.suppress(Exception):
    x = 1

# match value
v = 'b'
match v:
    case 'a':
        x = 1
    case 'b' | 'c':
        x = 2
    case _:
        x = 3

# match default
v = 'z'
match v:
    case 'a':
        x = 1
    case _:
        x = 3

# match capture
v = 'z'
match v:
    case 'a':
        x = 1
    case other:
        x = other

# match none
v = None
match v:
    case None:
        x = 0
    case _:
        x = 1

# match guard
v = 5
match v:
    case n if n > 3:
        x = 'big'
    case _:
        x = 'small'

# assert
n = 3
assert n == 3
x = n

# finally override
def f():
    try:
        return 1
    finally:
        return 2
x = f()

# raise in func
def f(v):
    if v < 0:
        raise ValueError
    return v
x = f(3)

# raise known caught
def f(v):
    if v < 0:
        raise ValueError
    return v
try:
    x = f(-1)
except ValueError:
    x = 'bad'

# format map
c = {'a': 1}
x = '{a}'.format(**c)

# cond expr chain
n = 2
x = 'a' if n == 1 else 'b' if n == 2 else 'c'

# if elif
n = 2
if n == 1:
    x = 'a'
elif n == 2:
    x = 'b'
else:
    x = 'c'

# list comp func
def f(v):
    return v * 2
x = [f(v) for v in [1, 2]]
"""


@pytest.mark.parametrize("source", programs(PROGRAMS))
def test_a_program_leaves_what_python_says(source: str) -> None:
    assert python_says(source) == outcome(source).shown()
