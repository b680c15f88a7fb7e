"""Correlated branches: lossguard meets just those pairs of head and loss that Python meets under some flags.

Small programs with two to four flags and every kind of branch are run for real, on classes that only write down what
they are given, once for every way to set the flags. lossguard, which knows no flag, has to find the same pairs: none
that no setting leads to, none missing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from textwrap import dedent, indent
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lossguard.interpret import analyse
from lossguard.setups import Head, Known, Site, TrainingSetup, Width
from lossguard.versions import Versions
from lossguard.vocabulary import Space
from tests.interpret.outcomes import program_of

Pair = tuple[str, int, str]  # activation, units, loss

IMPORTS = """
import os
from contextlib import suppress
from keras import Sequential
from keras.layers import Dense
from somewhere import risky0, risky1, risky2

"""
FLAGS: dict[str, tuple[Any, ...]] = {
    "flag": (True, False, "on"), "other": (True, False), "n": (0, 1, 1.5, 2, 3, 5, 7), "given": (None, 0, "a", []),
    "name": ("a", "b", "c", "z", "q"), "mode": ("a", "b", "c", "z", "q", None),
    "config": (SimpleNamespace(), SimpleNamespace(wide=True)),
}  # fmt: skip
TESTS = {
    "flag": ("flag", "not flag", "flag is True", "bool(flag)"),
    "other": ("other", "not other", "flag and other", "flag or not other"),
    "name": ("name == 'a'", "name != 'b'", "name in ('a', 'b')", "name not in ['a', 'z']", "name == 'a' and flag"),
    "n": ("n == 2", "n > 2", "n <= 1", "1 < n < 5", "n != 1", "n >= 2 and name == 'b'"),
    "given": ("given is None", "isinstance(given, str)", "not isinstance(given, (int, float))", "given is not None"),
    "config": ("hasattr(config, 'wide')", "not hasattr(config, 'wide')"),
    "mode": ("os.environ.get('MODE') == 'a'", "os.environ.get('MODE') != 'b'", "os.getenv('MODE') == 'z'"),
}  # fmt: skip
STRINGS = {"name": "name", "mode": "os.environ['MODE']"}
VALUES: dict[str, tuple[object, ...]] = {
    "act": ("softmax", "sigmoid", None), "units": (1, 4, 7),
    "loss": ("binary_crossentropy", "categorical_crossentropy", "hinge"),
}  # fmt: skip
SPACES = {Space.SIMPLEX: "softmax", Space.UNIT: "sigmoid", Space.REAL: "None"}
BUILD = "model = Sequential([Dense(units, activation=act)])\nmodel.compile(loss=loss, optimizer='sgd')\n"


# ---- programs ----


def chosen(draw: st.DrawFn, target: str) -> str:
    return repr(draw(st.sampled_from(VALUES[target])))


def a_test(draw: st.DrawFn, flags: tuple[str, ...]) -> str:
    fitting = [test for flag in flags for test in TESTS[flag] if names_of(test) <= set(flags)]
    return draw(st.sampled_from(fitting))


def names_of(expression: str) -> set[str]:
    """The names that stand in an expression, but for those of functions and modules."""
    return set(FLAGS) & {node.id for node in ast.walk(ast.parse(expression)) if isinstance(node, ast.Name)}


def assigned(draw: st.DrawFn, flags: tuple[str, ...], target: str, number: int) -> str:
    """Statements that set one variable in a way that depends on the flags."""
    test, one, two, three = a_test(draw, flags), *(chosen(draw, target) for _ in range(3))
    strings = [STRINGS[flag] for flag in flags if flag in STRINGS]
    forms = [
        "if",
        "if else",
        "elif",
        "ternary",
        "function",
        "nested",
        "raise",
        "loop",
        "lambda",
        "list",
        "while",
        "attempt",
    ]
    forms += ["handler", "suppress"]
    form = draw(st.sampled_from([*forms, *(["match", "dict", "get", "chain"] if strings else [])]))
    key = draw(st.sampled_from(strings)) if strings else ""
    second = a_test(draw, flags)
    return dedent({
        "if": f"""
            {target} = {one}
            if {test}:
                {target} = {two}
            """,
        "if else": f"""
            if {test}:
                {target} = {one}
            else:
                {target} = {two}
            """,
        "elif": f"""
            if {test}:
                {target} = {one}
            elif {second}:
                {target} = {two}
            else:
                {target} = {three}
            """,
        "ternary": f"""
            {target} = {one} if {test} else {two}
            """,
        "function": f"""
            def pick{number}():
                if {test}:
                    return {one}
                if {second}:
                    return {two}
                return {three}
            {target} = pick{number}()
            """,
        "nested": f"""
            if {test}:
                {target} = {one}
                if {second}:
                    {target} = {two}
            else:
                {target} = {three}
            """,
        "raise": f"""
            try:
                if {test}:
                    raise ValueError("no")
                {target} = {one}
            except Exception:
                {target} = {two}
            """,
        "loop": f"""
            {target} = {one}
            for each in (1, 2, 3):
                if {test}:
                    {target} = {two}
                    break
            """,
        "while": f"""
            {target} = {one}
            while True:
                if {test}:
                    {target} = {two}
                    break
                {target} = {three}
                break
            """,
        "attempt": f"""
            {target} = {one}
            try:
                {target} = {two}
                risky{number}()
                {target} = {three}
            except OSError:
                pass
            """,
        "handler": f"""
            try:
                risky{number}()
                if {test}:
                    raise KeyError("no")
            except KeyError:
                {target} = {one}
            except (OSError, ValueError):
                {target} = {two}
            else:
                {target} = {three}
            """,
        "suppress": f"""
            {target} = {one}
            with suppress(OSError, KeyError):
                {target} = {two}
                risky{number}()
                {target} = {three}
            """,
        "lambda": f"""
            {target} = (lambda: {one} if {test} else {two})()
            """,
        "list": f"""
            {target} = [{one}, {two}][int(bool({test}))]
            """,
        "match": f"""
            match {key}:
                case 'a':
                    {target} = {one}
                case 'b' | 'c':
                    {target} = {two}
                case _:
                    {target} = {three}
            """,
        "dict": f"""
            {target} = {{'a': {one}, 'b': {two}}}[{key}] if {key} in ('a', 'b') else {three}
            """,
        "get": f"""
            {target} = {{'a': {one}, 'b': {two}}}.get({key}, {three})
            """,
        "chain": f"""
            if {key} == 'a':
                {target} = {one}
            elif {key} == 'b':
                {target} = {two}
            elif {key} == 'z':
                {target} = {three}
            else:
                raise ValueError({key})
            """,
    }[form]).strip() + "\n"  # fmt: skip


@st.composite
def training_programs(draw: st.DrawFn) -> str:
    """A function `main` whose parameters are flags that nothing tells, and that compiles a model in some ways."""
    flags = tuple(draw(st.lists(st.sampled_from(sorted(FLAGS)), min_size=2, max_size=4, unique=True)))
    parts = [assigned(draw, flags, target, number) for number, target in enumerate(draw(st.permutations(list(VALUES))))]
    test = a_test(draw, flags)
    match draw(st.sampled_from(("at the end", "in a branch", "after a return", "in a function", "again"))):
        case "at the end":
            parts.append(BUILD)
        case "in a branch":
            parts.append(f"if {test}:\n{indent(BUILD, '    ')}")
        case "after a return":
            parts.insert(draw(st.integers(0, 2)), f"if {test}:\n    return\n")
            parts.append(BUILD)
        case "in a function":
            parts.append(f"def build(act, units, loss):\n{indent(BUILD, '    ')}build(act, units, loss)\n")
        case "again":
            parts += [f"if {test}:\n    act = {chosen(draw, 'act')}\n", BUILD]
    return (
        f"{IMPORTS}def main({', '.join(flag for flag in flags if flag != 'mode')}):\n{indent(''.join(parts), '    ')}"
    )


# ---- what Python meets ----


@dataclass
class Dense:
    units: int
    activation: str | None = None


@dataclass
class Sequential:
    """Stands for the model: notes what it is compiled with."""

    layers: list[Dense]
    pairs: set[Pair]

    def compile(self, loss: str, optimizer: str) -> None:
        self.pairs.add((str(self.layers[-1].activation), self.layers[-1].units, loss))


def raising(error: type[Exception] | None) -> Callable[[], None]:
    """A function that raises an exception of this class, or none."""

    def risky() -> None:
        if error is not None:
            raise error

    return risky


def met(source: str) -> set[Pair]:
    """The pairs that the program reaches under some flags."""
    body = source.replace(IMPORTS, "")
    code = compile(body, "main.py", "exec")
    used = [*re.findall(r"\w+", body.split("\n")[0])[2:], *(["mode"] if "MODE" in body else [])]
    risky = sorted(set(re.findall(r"risky\d", body)))
    pairs: set[Pair] = set()
    for values in product(*(FLAGS[flag] for flag in used), *((None, OSError, KeyError) for _ in risky)):
        arguments = dict(zip(used, values, strict=False))
        mode = arguments.pop("mode", "a")
        environ = {} if mode is None else {"MODE": mode}
        names: dict[str, Any] = {
            "os": SimpleNamespace(environ=environ, getenv=environ.get), "Dense": Dense,
            "Sequential": lambda layers: Sequential(layers, pairs), "suppress": suppress,
            **{name: raising(error) for name, error in zip(risky, values[len(used) :], strict=True)},
        }  # fmt: skip
        exec(code, names)
        with suppress(ValueError, KeyError, OSError):  # of a name that the program has no answer for
            names["main"](**arguments)
    return pairs


# ---- what lossguard meets ----


def sites(source: str) -> list[Site]:
    return list(analyse(program_of(source), Versions()).sites)


def pairs_of(sites: list[Site]) -> set[Pair]:
    return {pair_of(way) for site in sites for way in site.ways}


def pair_of(way: TrainingSetup) -> Pair:
    [output] = way.outputs
    assert isinstance(output.head, Known) and isinstance(output.loss, Known), output
    head: Head = output.head.value
    assert isinstance(head.space, Known) and isinstance(head.width, Known), head
    width: Width = head.width.value
    assert width.value is not None
    return SPACES[head.space.value], width.value, output.loss.value.name


# ---- the same ----


@settings(max_examples=200, deadline=None)
@given(training_programs())
def test_the_pairs_met_are_those_of_python(source: str) -> None:
    found = sites(source)
    expected = met(source)
    assert expected == pairs_of(found), source
    for site in found:
        assert len({pair_of(way) for way in site.ways}) > 1 or pairs_of([site]) <= expected
