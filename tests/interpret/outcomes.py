"""Runs a source text on abstract values and says in words what a variable holds at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from itertools import product
from textwrap import dedent
from typing import Any

import pytest

from lossguard.circumstances import in_words
from lossguard.frontend.lower import lower
from lossguard.frontend.nodes import Program
from lossguard.interpret.conditions import forget
from lossguard.interpret.engines import Engines
from lossguard.interpret.imports import execute_module
from lossguard.interpret.literals import Condition
from lossguard.interpret.run import Run
from lossguard.interpret.telling import told
from lossguard.interpret.values import (
    Choice,
    Class,
    Const,
    DictValue,
    Entries,
    External,
    Function,
    Instance,
    Items,
    ListValue,
    Module,
    TupleValue,
    Unknown,
    Value,
)
from lossguard.source.files import Part, SourceFile
from lossguard.versions import Versions

MAIN = "main.py"


@dataclass(frozen=True)
class Outcome:
    """A run that has ended."""

    run: Run
    module: Module

    def value(self, name: str = "x") -> Value:
        """What the module's variable holds; AssertionError where it is not bound."""
        held = self.run.store.get((self.module.scope, name))
        assert held is not None, f"{name} is not bound"
        return self.run.resolved(held)

    def shown(self, name: str = "x") -> str:
        """The value in words: "?" for an unknown, alternatives joined by " | ", open lists end in "..."."""
        return shown(self.run, self.value(name))

    def why(self, name: str = "x") -> str:
        """The reason of an unknown; AssertionError for every other value."""
        value = self.value(name)
        assert isinstance(value, Unknown), shown(self.run, value)
        return value.why

    def allows(self, says: str, name: str = "x") -> bool:
        """Whether a value that Python shows is one of those the variable may have."""
        options = [shown(self.run, self.run.resolved(option)) for _, option in alternatives(self.value(name))]
        return any(re.fullmatch(_pattern(option), says) for option in options)

    def conditions(self, name: str = "x") -> list[str]:
        """Each alternative with its condition: "1 when n == 2 and flag"."""
        return [
            " ".join((shown(self.run, option), *in_words([told(condition, ())])))
            for condition, option in alternatives(self.value(name))
        ]


def outcome(source: str, **modules: str) -> Outcome:
    """Executes a module; `modules` are the sources of others that it may import, by name."""
    programs = {name: program_of(text, f"{name}.py") for name, text in modules.items()}

    def load(dotted: str, level: int, importer: str, added: Sequence[str]) -> tuple[str, Program] | None:
        del level, importer, added
        return (f"{dotted}.py", programs[dotted]) if dotted in programs else None

    program = program_of(source)
    forget()
    run = Run(Engines(Versions(), program), load)
    module = Module("__main__", run.number())
    execute_module(run, program, module)
    return Outcome(run, module)


def program_of(text: str, path: str = MAIN) -> Program:
    lowered = lower(SourceFile(path, (Part(None, dedent(text)),)))
    assert not lowered.failures, lowered.failures
    return lowered.program


def alternatives(value: Value) -> Iterator[tuple[Condition, Value]]:
    """The options of a choice with their conditions; one without conditions for every other value."""
    if isinstance(value, Choice):
        yield from value.options
    else:
        yield (), value


def shown(run: Run, value: Value) -> str:
    """A value as Python would show it, where it is known."""
    match value:
        case Const(value=constant):
            return repr(constant)
        case TupleValue(items):
            inner = ", ".join(shown(run, item) for item in items)
            return f"({inner},)" if len(items) == 1 else f"({inner})"
        case ListValue() | DictValue():
            return shown(run, run.contents(value))
        case Items(values, is_open):
            return "[" + ", ".join([*(shown(run, item) for item in values), *(["..."] if is_open else [])]) + "]"
        case Entries(pairs, is_open):
            inner = [f"{key!r}: {shown(run, item)}" for key, item in pairs]
            return "{" + ", ".join([*inner, *(["..."] if is_open else [])]) + "}"
        case Choice(options):
            return " | ".join(dict.fromkeys(shown(run, run.resolved(option)) for _, option in options))
        case Unknown():
            return "?"
        case Function():
            return f"function {value.name}"
        case Class(name=name):
            return f"class {name}"
        case Instance(cls=cls, kind=kind):
            return f"an instance of {cls.name if cls is not None else kind}"
        case External(name=dotted):
            return dotted
        case _:
            return type(value).__name__


def _pattern(option: str) -> str:
    """What an alternative stands for: "?" for anything, a list that may hold more for any list."""
    if option.endswith(("...]", "...}")) or " | " in option:
        return ".*"
    return re.escape(option).replace(r"\?", ".+")


# What a program may find that nothing in it says.
UNSAID: dict[str, tuple[object, ...]] = {
    "n": (0, 1, 2, 3, 5), "flag": (True, False), "other": (True, False), "name": ("a", "b", "z"),
    "many": ([], [1], [1, 2], [3, 1, 2], ["a"]), "d": ({}, {"a": 5}),
}  # fmt: skip


def possible(source: str) -> Iterator[tuple[dict[str, object], str]]:
    """What Python says `x` is for each way to bind the names of `UNSAID` in a program, where it does not raise."""
    used = [name for name in UNSAID if re.search(rf"\b{name}\b", source)]
    for values in product(*(UNSAID[name] for name in used)):
        given = dict(zip(used, values, strict=True))
        with suppress(Exception):
            yield given, python_says(source, **deepcopy(given))


def programs(text: str) -> list[Any]:
    """The programs of a table as parameters of a test: each begins with a line "# title"."""
    parts = [part.split("\n", 1) for part in f"\n{text.strip()}\n".split("\n# ")[1:]]
    return [pytest.param(source, id=title) for title, source in parts]


def python_says(source: str, **given: object) -> str:
    """What `x` is when Python itself runs a program, with names bound beforehand; exceptions of the program pass."""
    names: dict[str, object] = {"__name__": "__main__", **given}
    exec(compile(source, MAIN, "exec"), names)
    return repr(names["x"])
