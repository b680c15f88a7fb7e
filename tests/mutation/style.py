"""Programs with slots: a style is a whole program, a problem fills its slots rightly, a mistake some of them wrongly.

A template has slots such as `<<activation>>`. A value may have slots itself, so that `<<last>>` holds the layer with
its units and its activation in one style, and another style writes the two apart. `<<loss:literal>>` takes plain
literals only (the default of an option), `<<loss:yaml>>` such a literal in the way of YAML. What a framework writes in
several ways (a loss as a string, an object or a function) is derived from one value. A mistake can be planted in a
style whose program shows everything the mistake changes.
"""

from __future__ import annotations

import ast
import json
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lossguard.vocabulary import Answer, Confidence

SLOT = re.compile(r"<<(?P<name>\w+)(?::(?P<form>literal|yaml))?>>")
FILE = re.compile(r"^# file: (?P<path>\S+)\n", re.MULTILINE)
CELL = re.compile(r"^# %%\n", re.MULTILINE)
Setting = Mapping[str, str]
"""The values of slots by name."""


class Unfit(Exception):
    """A slot has no value, or takes literals only and its value is none."""


@dataclass(frozen=True, slots=True)
class Style:
    """A way to write a program. `text` is one file, or several, each after a line `# file: PATH`.

    `problems` are those it can be written for (() for all), `versions` the frameworks it is for, in place of the
    newest, `answer` the verdict over its right programs.
    """

    name: str
    text: str
    problems: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    answer: Answer = Answer.OK

    @property
    def files(self) -> dict[str, str]:
        """The template of each file by its path."""
        pieces = FILE.split(self.text)
        return {"train.py": self.text} if len(pieces) == 1 else dict(zip(pieces[1::2], pieces[2::2], strict=True))


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake of the rule table: what it changes in the right program for `problem`.

    `also` has codes that are true of the same mistake and may be reported beside it, `versions` the frameworks it
    needs.
    """

    code: str
    title: str
    problem: str
    change: Setting
    also: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    confidence: Confidence = Confidence.CERTAIN

    @property
    def id(self) -> str:
        return f"{self.code}-{self.title.replace(' ', '_')}"


@dataclass(frozen=True, slots=True)
class Group:
    """The styles of one framework, the right settings by problem, and the mistakes that can be planted.

    `derive` adds the slots that are other ways to write a value of the setting.
    """

    name: str
    problems: Mapping[str, Setting]
    styles: tuple[Style, ...]
    mistakes: tuple[Mistake, ...]
    derive: Callable[[Setting], Setting]

    def right(self, style: Style, problem: str) -> dict[str, str]:
        """The files of the right program. Raises Unfit."""
        return self._program(style, self.problems[problem])

    def wrong(self, style: Style, mistake: Mistake) -> dict[str, str]:
        """The files of the program with a mistake. Raises Unfit."""
        return self._program(style, {**self.problems[mistake.problem], **mistake.change})

    def solves(self, style: Style, problem: str) -> bool:
        """Whether the style can be written for a problem."""
        return (not style.problems or problem in style.problems) and self._fits(style, self.problems[problem])

    def plantable(self, style: Style, mistake: Mistake) -> bool:
        """Whether the program of a style shows each of the changes that make a mistake."""
        if not self.solves(style, mistake.problem) or (style.versions and mistake.versions):
            return False
        setting = self.problems[mistake.problem]
        right = self._program(style, setting)
        if not self._fits(style, {**setting, **mistake.change}):
            return False
        alone = ({**setting, name: value} for name, value in mistake.change.items())
        return all(not self._fits(style, each) or self._program(style, each) != right for each in alone)

    def _fits(self, style: Style, setting: Setting) -> bool:
        try:
            self._program(style, setting)
        except Unfit:
            return False
        return True

    def _program(self, style: Style, setting: Setting) -> dict[str, str]:
        filled = self.derive(setting)
        return {path: _notebook(path, _filled(text.lstrip("\n"), filled)) for path, text in style.files.items()}


def _filled(text: str, setting: Setting) -> str:
    lines = []
    for line in text.splitlines():
        alone = SLOT.fullmatch(line.strip())
        if alone is not None and alone["form"] is None:
            indent = line[: len(line) - len(line.lstrip())]
            lines.append(textwrap.indent(_value(alone, setting), indent))
        else:
            lines.append(SLOT.sub(lambda match: _value(match, setting), line))
    return "\n".join(lines) + "\n"


def _value(match: re.Match[str], setting: Setting) -> str:
    if match["name"] not in setting:
        raise Unfit(match["name"])
    value = SLOT.sub(lambda inner: _value(inner, setting), setting[match["name"]])
    if match["form"] is None:
        return value
    try:
        literal = ast.literal_eval(value)
    except (ValueError, SyntaxError):
        raise Unfit(value) from None
    return json.dumps(literal) if match["form"] == "yaml" else value


def _notebook(path: str, text: str) -> str:
    """A file as it is on the disk: a notebook has a cell after each line `# %%`."""
    if not path.endswith(".ipynb"):
        return text
    cells = [
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": cell}
        for cell in CELL.split(text)
        if cell.strip()
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
