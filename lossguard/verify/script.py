"""Writes a demonstration down as a program of the framework: at most 30 lines that need nothing but it."""

from __future__ import annotations

import re

from lossguard.errors import UsageError
from lossguard.verify import spelling
from lossguard.verify.demo import Demo, Task, Trial
from lossguard.verify.languages import KERAS, TORCH, Language
from lossguard.verify.signs import SIGNS, Sign

SAMPLES = 300
BRACED = re.compile(r"\{(number|cost|bend|measured):")
LANGUAGES = {"keras": KERAS, "torch": TORCH}
WIDEST = 140  # columns before a call or a condition goes on in the next line


def script(demo: Demo, language: str, title: str, backend: str = "") -> str:
    """The program; `backend` is that of Keras, "" for the one the user has set.

    Raises `UsageError` where the framework has no spelling for a part of it.
    """
    return _Writer(demo, LANGUAGES[language], SIGNS[demo.sign], backend).text(title)


class _Writer:
    """One script while it is written."""

    def __init__(self, demo: Demo, tongue: Language, sign: Sign, backend: str) -> None:
        self.demo, self.tongue, self.sign, self.backend = demo, tongue, sign, backend
        width = {Task.CLASSES: demo.classes, Task.TAGS: demo.classes}.get(demo.task, 1)
        self.words = {
            "n": SAMPLES,
            "classes": demo.classes,
            "low": demo.low,
            "high": demo.high,
            "noise": demo.noise,
            "width": width,
            "units": demo.wrong.units,
            "steps": demo.steps,
            "choices": demo.classes if demo.task is Task.CLASSES else 2,
        }

    def text(self, title: str) -> str:
        """The whole script."""
        demo, tongue = self.demo, self.tongue
        truth = self.filled(tongue.truths[demo.task])
        inputs = self.filled(tongue.inputs[demo.task])
        lines = [f'"""{title}"""', *self.head(), f"truth = {truth}", f"x = {inputs}"]
        if "sure" in " ".join(self.sign.lines):
            lines.append(f"sure = {self.sure()}")
        lines += ["", "", *self.trial(), "", ""]
        lines += [*self.call("found", "as it is", demo.wrong), *self.call("free", "as it should be", demo.right)]
        return "\n".join([*lines, 'print("evidence:", found or "none")', ""])

    def head(self) -> list[str]:
        """Imports and the seed; only those that the script uses."""
        calls = (*self.call("", "", self.demo.wrong), *self.call("", "", self.demo.right))
        used = "\n".join((*self.trial(), *calls))
        found = self.tongue.head.splitlines()
        if self.tongue is TORCH:
            if "F." not in used and "F." not in self.filled(self.tongue.truths[self.demo.task]):
                found.remove("from torch.nn import functional as F")
            if "np." in used:
                found.insert(0, "import numpy as np")
            if "torchmetrics." in used:
                found.insert(found.index("import torch") + 1, "import torchmetrics")
        if "caught" in " ".join(self.sign.lines) and self.tongue is KERAS:
            found = ["import warnings", "", *found]
        if self.tongue is KERAS and self.backend:
            found = ["import os", "", f'os.environ.setdefault("KERAS_BACKEND", "{self.backend}")', *found]
        return found

    def sure(self) -> str:
        """The right answers as rows of 0 and 1, as wide as the head."""
        if self.demo.task is Task.CLASSES:
            return self.filled(self.tongue.labels["rows"])
        return "truth" if self.demo.task is Task.TAGS else "truth[:, None]"

    def trial(self) -> list[str]:
        """The function that trains once."""
        demo, sign = self.demo, self.sign
        measured = bool(demo.wrong.metric)
        keras = self.tongue is KERAS
        extra = (", metrics" if keras else ", metric") if measured else ""
        held = ", held" if demo.wrong.held else ""
        body = self.filled(self.tongue.body.replace("{metrics}", ", metrics=metrics" if measured else ""))
        lines = body.splitlines()
        if demo.by_position:
            extra = ", compiled"
            lines = ["        compiled(model, loss)" if ".compile(" in line else line for line in lines]
        if "caught" in " ".join(sign.lines) and keras:
            fit = next(index for index, line in enumerate(lines) if ".fit(" in line)
            lines[fit : fit + 1] = [f"        {self.tongue.warned}", f"    {lines[fit]}"]
        if demo.lazy:
            lines.insert(0, "        loss = loss()")
        if measured and not demo.by_position:
            lines.append(f"        {self.filled(self.tongue.metric)}")
        if held:
            lines.append(f"        {self.tongue.evaluated}")
        shows = f"{{name}}: loss {{first:.3f}} to {{last:.3f}}, right {{right:.3f}}{sign.shows}"
        return [
            f"def trial(name, units, links, loss, y, decide{extra}{held}):",
            "    try:",
            *lines,
            "    except Exception as error:",
            '        return f"it stops: {type(error).__name__}: {str(error).strip()[:200]}"',
            f"    right = {self.right()}",
            f'    print(f"{shows}")',
            *(f"    {self.filled(line)}" for line in sign.lines),
            f"    if {self.filled(sign.when)}:",
            f'        return f"{self.filled(sign.says)}"',
        ]

    def right(self) -> str:
        """The share of right answers: within half a class, or a tenth of the range of values."""
        tolerance = 0.1 * (self.demo.high - self.demo.low) if self.demo.task is Task.VALUES else 0.5
        return self.tongue.share.replace("{}", f"abs(decide(out) * 1.0 - truth) < {tolerance:g}")

    def call(self, result: str, name: str, trial: Trial) -> list[str]:
        """One call of the trial, in two lines where one would be too long."""
        links = [self.known(spelling.link(self.tongue.name, each), each) for each in trial.links]
        loss = self.known(spelling.loss(self.tongue.name, trial.loss), trial.loss.name)
        parts = [f'"{name}"', str(trial.units), f"[{', '.join(links)}]", f"lambda: {loss}" if self.demo.lazy else loss]
        parts += [self.filled(self.tongue.labels[trial.labels]), f"lambda out: {trial.decide}"]
        if trial.metric is not None:
            metric = self.known(spelling.metric(self.tongue.name, trial.metric), trial.metric.name)
            if self.demo.by_position:
                way = "" if trial is self.demo.wrong else "metrics="
                parts.append(f'lambda model, loss: model.compile("adam", loss, {way}[{metric}])')
                return _wrapped(result, parts)
            alone = self.demo.bare_metric and trial is self.demo.wrong
            parts.append(f"[{metric}]" if self.tongue is KERAS and not alone else metric)
        if trial.held:
            parts.append(self.filled(self.tongue.labels[trial.held]))
        return _wrapped(result, parts)

    def known(self, spelt: str | None, name: str) -> str:
        """The spelling, or the mistake that there is none."""
        if spelt is None:
            raise UsageError(f"no demonstration: {self.tongue.name} itself has no {name}")
        return spelt

    def filled(self, text: str) -> str:
        """The text with its words and the spellings of the framework put in."""
        for name, value in self.words.items():
            text = text.replace(f"{{{name}}}", str(value))
        text = text.replace("{word}", self.demo.word)
        for name in ("alone", "scatter", "probabilities"):
            if f"{{{name}}}" in text:
                text = text.replace(f"{{{name}}}", self.filled(getattr(self.tongue, name)))
        logs = bool(self.demo.wrong.links) and self.demo.wrong.links[-1].startswith("log_")
        text = text.replace("{chance}", self.tongue.exp if logs else "out").replace("{decided}", "decide(out)")
        while (match := BRACED.search(text)) is not None:
            end = _closing(text, match.start())
            inner = text[match.end() : end]
            text = text[: match.start()] + getattr(self.tongue, match[1]).replace("{}", inner) + text[end + 1 :]
        return text


def _wrapped(result: str, parts: list[str]) -> list[str]:
    start = f"{result} = trial("
    text = ", ".join(parts)
    if len(start) + len(text) < WIDEST:
        return [f"{start}{text})"]
    half = next(at for at in range(1, len(parts) + 1) if 2 * len(", ".join(parts[:at])) >= len(text))
    rest = ", ".join(parts[half:])
    return [f"{start}{', '.join(parts[:half])}" + (f",\n{'':{len(start)}}{rest})" if rest else ")")]


def _closing(text: str, start: int) -> int:
    """The index of the brace that closes the one at `start`."""
    depth = 0
    for index in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return index
    raise ValueError(f"no closing brace in {text!r}")
