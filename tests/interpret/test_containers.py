"""Lists, tuples, sets and dictionaries: what a program leaves in `x` is what Python says."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome, programs, python_says

PROGRAMS = """
# dict call
x = dict(a=1, b=2)

# dict of pairs
x = dict([('a', 1), ('b', 2)])

# dict of dict
x = dict({'a': 1}, b=2)

# dict zip
x = dict(zip('ab', [1, 2]))

# dict fromkeys
x = dict.fromkeys(['a', 'b'], 0)

# dict merge
a = {'a': 1, 'b': 2}
x = {**a, 'b': 3}

# dict or
x = {'a': 1} | {'a': 2, 'b': 3}

# dict ior
x = {'a': 1}
x |= {'b': 3}

# dict methods
d = {'a': 1}
d.update(b=2)
d.update({'c': 3})
d.setdefault('e', 5)
d.setdefault('a', 7)
v = d.pop('b')
x = (v, d, list(d), list(d.values()), list(d.items()))

# dict in
d = {'a': 1}
x = ('a' in d, 'b' in d, 'b' not in d)

# dict del
x = {'a': 1, 'b': 2}
del x['a']

# dict len
x = len({'a': 1, 'b': 2})

# dict bool
x = [bool({}), bool([]), bool(()), bool(''), bool({'a': 1}), bool([0])]

# dict int keys
d = {1: 'a', True: 'b'}
x = d

# dict float key
d = {1: 'a'}
x = d[1.0]

# dict loop
d = {'a': 1, 'b': 2}
x = []
for k, v in d.items():
    x.append((k, v))

# dict loop keys
x = [k for k in {'a': 1, 'b': 2}]

# dict pop default
d = {}
x = d.pop('a', 3)

# dict setdefault list
d = {}
d.setdefault('a', []).append(1)
d.setdefault('a', []).append(2)
x = d

# zip
x = list(zip([1, 2, 3], 'ab'))

# reversed
x = list(reversed([1, 2, 3]))

# sorted
x = sorted([3, 1, 2])

# sorted reverse
x = sorted([1, 2], reverse=True)

# min max
x = (min([3, 1]), max(3, 1), min('b', 'a'))

# sum tuple
x = sum([[1], [2]], [])

# any all
x = (any([0, 1]), all([0, 1]), any([]), all([]))

# range list
x = list(range(2, 10, 3))

# range len
x = len(range(100))

# range in
x = 5 in range(10)

# slice
l = [1, 2, 3, 4]
x = (l[1:], l[:-1], l[::2], l[-2:], l[::-1], l[-1])

# slice str
s = 'abcd'
x = (s[1:], s[::-1], s[0], s[-1])

# slice tuple
t = (1, 2, 3)
x = (t[1:], t[-1])

# list methods
l = [3, 1]
l.append(2)
l.insert(0, 9)
l.extend((4, 5))
p = l.pop()
q = l.pop(0)
x = (l, p, q, l.index(1), l.count(1))

# list sort
x = [3, 1, 2]
x.sort()

# list reverse
x = [3, 1, 2]
x.reverse()

# list remove
x = [3, 1, 2]
x.remove(1)

# list clear
x = [3]
x.clear()

# list copy
a = [1]
b = a.copy()
b.append(2)
x = (a, b)

# list list copy
a = [1]
b = list(a)
b.append(2)
x = (a, b)

# list mul
x = [0] * 3 + [1]

# mul list
x = 3 * [0]

# tuple mul
x = (1,) * 2

# list eq
x = [1, 2] == [1, 2]

# list neq
x = ([1] == [2], [1, 2] != [1], (1, 2) == (1, 2), (1,) == (2,))

# dict eq
x = {'a': 1} == {'a': 1}

# list is
a = []
b = a
x = (a is b, a is [], a is not None)

# list in
x = (1 in [1, 2], 3 in (1, 2), 'a' in 'abc', 'd' not in 'abc')

# in mixed
x = (1.0 in [1, 2], True in [1])

# zip star
x = list(zip(*[(1, 2), (3, 4)]))

# deque
from collections import OrderedDict
x = list(OrderedDict([('a', 1)]).items())

# tuple compare
x = (1, 2) < (1, 3)

# dict nested
C = {'m': {'loss': 'mse', 'n': [1, 2]}}
x = C['m']['n'][1]

# list of dict
L = [{'a': 1}, {'a': 2}]
x = [d['a'] for d in L]

# list pop unpack
s = [1, 2, 3]
x = [s.pop(), s.pop()]

# star in index
d = {(1, 2): 'a'}
x = d[1, 2]

# tuple key
d = {(1, 'a'): 3}
x = d[(1, 'a')]

# set ops
x = sorted({1, 2} | {3})

# set len
x = len({1, 1, 2})

# set in
x = 2 in {1, 2}

# frozenset
x = len(frozenset([1, 1]))

# counter
x = max([1, 5, 3], default=0)

# dict view len
x = len({'a': 1}.keys())
"""


@pytest.mark.parametrize("source", programs(PROGRAMS))
def test_a_program_leaves_what_python_says(source: str) -> None:
    assert python_says(source) == outcome(source).shown()
