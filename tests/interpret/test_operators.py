"""Operators, numbers and strings: what a program leaves in `x` is what Python says."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome, programs, python_says

PROGRAMS = """
# none is
a, b = None, 1
x = (a is None, b is None, b is not None)

# int eq bool
x = (1 == True, 0 == False, 1.0 == 1)

# chain compare
x = (1 < 2 < 3, 1 < 2 > 5)

# bool ops
x = (1 and 2, 0 and 2, 0 or 3, None or 'a', not 1, not [])

# cond
x = 'a' if 1 > 0 else 'b'

# int ops
x = (7 // 2, -7 // 2, 7 % 3, -7 % 3, 2 ** 5, 7 / 2, 1 << 3, 6 & 3, 6 | 3, 6 ^ 3, ~5, -5, +5)

# int str
x = (int('5'), float('1.5'), str(5), int(3.7), bool(0), round(2.567, 1), abs(-3))

# int base
x = int('ff', 16)

# divmod
x = divmod(7, 2)

# percent
x = 'a %s b %d' % ('c', 3)

# percent one
x = 'a %s' % 'c'

# percent dict
x = '%(a)s' % {'a': 1}

# join
x = '-'.join(['a', 'b'])

# join map
x = ','.join(map(str, [1, 2]))

# join gen
x = ','.join(str(i) for i in [1, 2])

# split
x = 'a,b'.split(',')

# str methods
s = ' Ab '
x = (s.strip(), s.lower(), s.upper(), s.replace('A', 'c'), s.strip().startswith('A'), s.find('b'), s.count('A'))

# partition
a, _, b = 'a=b'.partition('=')
x = (a, b)

# str mul
x = 'ab' * 3

# str index
x = 'abc'.index('c')

# str iter
x = [c for c in 'abc']

# bytes
x = (b'ab'[0], b'a' + b'b', list(b'a'))

# import math
import math
x = (math.floor(2.5), math.ceil(2.5), math.sqrt(4))

# os path join
import os
x = os.path.join('a', 'b')

# ellipsis
x = ...

# complex
x = 1j * 1j

# str compare
x = 'a' < 'b'

# string concat mult
x = 'a' 'b' + 'c' * 2

# str in tuple
x = 'adam' in ('sgd', 'adam')

# numeric str
x = '5'.isdigit()
"""


@pytest.mark.parametrize("source", programs(PROGRAMS))
def test_a_program_leaves_what_python_says(source: str) -> None:
    assert python_says(source) == outcome(source).shown()
