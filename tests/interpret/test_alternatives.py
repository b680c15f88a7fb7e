"""How exactly alternatives are told apart: each with the conditions under which a program reaches it."""

from __future__ import annotations

import pytest

from tests.interpret.outcomes import outcome

EXPECTED = [
    ("if n == 2:\n    x = 1\nelse:\n    x = 2", ["1 when n == 2", "2 when n != 2"]),
    ("x = 1\nif flag:\n    x = 2", ["2 when flag", "1 unless flag"]),
    ("x = 1\nif flag:\n    x = 1", ["1"]),
    ("x = 1\nif not flag:\n    x = 2", ["2 when not flag", "1 when flag"]),
    ("x = 1 if flag else 2", ["1 when flag", "2 unless flag"]),
    ("x = flag or 'none'", ["? when flag", "'none' unless flag"]),
    ("a = 1 if n == 2 else 2\nb = 1 if n == 2 else 2\nx = a == b", ["True"]),
    ("a = 1 if flag else 2\nb = 2 if not flag else 1\nx = a == b", ["True"]),
    ("a = 1 if n > 2 else 2\nb = 1 if n <= 2 else 2\nx = a != b", ["True"]),
    ("x = 0\nif n != 2:\n    x = 1\nif n == 2:\n    x = 2", ["2 when n == 2", "1 when n != 2"]),
    ("def f(v):\n    if v:\n        return 1\n    return 2\nx = f(flag)", ["1 when v", "2 unless v"]),
    ("def f():\n    if flag:\n        raise ValueError\n    return 5\nx = f()", ["5"]),
    ("if flag:\n    raise SystemExit\nx = 2 if flag else 3", ["3"]),
    ("assert n == 2\nx = 'two' if n == 2 else 'other'", ["'two'"]),
    ("assert flag\nx = 1 if flag else 2", ["1"]),
    ("t = {'a': 1, 'b': 2}\nx = t[name]", ["1 when name == 'a'", "2 when name == 'b'"]),
    (
        "t = {'a': 1}\nx = t.get(name, 9)",
        ["1 when name == 'a'", "9 when name != 'a'"],
    ),
    ("t = {'a': 1}\nt[name] = 2\nx = t['a']", ["1 when name != 'a'", "2 when name == 'a'"]),
    (
        "for i in [1, 2]:\n    if i == n:\n        break\nx = i",
        ["2 when i != n", "1 when i == n", "2 when i == n"],
    ),
    ("x = 0\nfor i in [1, 2]:\n    if flag:\n        continue\n    x = i", ["2 unless flag", "0 when flag"]),
    ("def f():\n    for v in many:\n        return 1\n    return 2\nx = f()", ["1", "2"]),
    ("match n:\n    case 1:\n        x = 'a'\n    case _:\n        x = 'b'", ["'a' when n == 1", "'b' when n != 1"]),
    ("class A:\n    v = 1\na = A()\nif flag:\n    a.v = 2\nx = a.v", ["2 when flag", "1 unless flag"]),
    ("a, b = [1], [2]\n(a if flag else b).append(3)\nx = a", ["[1, 3] | [1]"]),
    (
        "from enum import Enum\nclass L(Enum):\n    A = 'a'\n    B = 'b'\nx = L(name).name",
        ["'A' when name == 'a'", "'B' when name == 'b'"],
    ),
    ("from dataclasses import dataclass\n@dataclass\nclass C:\n    a: int = 1\nx = C(**given).a",
     ["1 with a of C at its default", "? with a of C given"]),
    ("c = {'a': 1}\nc.update(given)\nx = c['a']", ["1 unless given sets 'a'", "? when given sets 'a'"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), EXPECTED)
def test_alternatives_carry_the_conditions_they_are_reached_under(source: str, expected: list[str]) -> None:
    assert expected == outcome(source).conditions()


def test_a_loop_over_unknown_items_is_taken_to_run_at_least_once() -> None:
    assert "7" == outcome("x = 0\nfor v in many:\n    x = 7").shown()


@pytest.mark.parametrize(
    "body",
    ["x += 1", "x = x * 2", "for w in many:\n        x += 1", "x, y = x + 1, x"],
)
def test_what_still_changes_from_one_iteration_to_the_next_is_unknown(body: str) -> None:
    told = outcome(f"x = 1\nfor v in many:\n    {body}")
    assert told.why() == "it changes from one iteration of a loop to the next"


def test_a_list_that_a_loop_of_unknown_length_fills_may_hold_more() -> None:
    assert "['a', 'k', 'k', ...]" == outcome("x = ['a']\nfor v in many:\n    x.append('k')").shown()


def test_an_exception_that_is_caught_is_one_way_among_others() -> None:
    told = outcome("try:\n    x = 1\n    risky()\nexcept ValueError:\n    x = 2").conditions()
    assert ["1 when no exception is raised", "2 when an exception is raised"] == told


def test_a_guarded_import_is_taken_to_succeed() -> None:
    assert "os" == outcome("try:\n    import os as x\nexcept ImportError:\n    x = None").shown()


MODULES = [
    ("from other import x", "x = 5", "5"),
    ("import other\nx = other.v", "v = 5", "5"),
    ("import other as o\no.v = 6\nimport other\nx = other.v", "v = 5", "6"),
    ("from other import *\nx = v", "v = 5", "5"),
    ("from other import *\nx = (v, w)", "__all__ = ['v']\nv = 5\nw = 6", "(5, ?)"),
    ("from other import *\nx = _v", "_v = 5", "?"),
    ("from other import f\nx = f()", "v = 1\ndef f():\n    return v", "1"),
    ("from other import A\nx = A().n", "class A:\n    n = 3", "3"),
    ("from other import missing as x", "v = 5", "?"),
    ("from elsewhere import x", "v = 5", "elsewhere.x"),
    ("from os.path import *\nx = join", "", "?"),
]


@pytest.mark.parametrize(("source", "other", "expected"), MODULES)
def test_names_come_from_modules_of_the_tree(source: str, other: str, expected: str) -> None:
    assert expected == outcome(source, other=other).shown()
