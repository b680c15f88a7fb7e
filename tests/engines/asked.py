"""A question about a row, and how its answer is held against what the row says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lossguard.knowledge.parameters import UNINTERESTING, Parameter, ParameterKind, parameters, parse_parameters
from lossguard.knowledge.rows import Row
from lossguard.knowledge.versions import holds
from tests.parameters import named, spellings
from tests.proved.record import NUMBERS, SIGNATURE

ABSENT = "absent"
Answer = Any  # what the probe wrote: a text, or the description of arrays
Judge = Callable[[Answer], "str | None"]  # why the answer is not what the row says, None where it is


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about a `row`: `code` is a name whose parameters are asked for, or with `judge` an expression.

    `given` are the arrays that `code` names, `start` the statements before it. `judge` compares what the expression
    gives with the row; without it the parameters are compared. What is `refused` raises.
    """

    row: Row
    name: str
    code: str
    judge: Judge | None = None
    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    start: str = ""
    refused: bool = False
    versions: str = ""  # asked of these alone

    @property
    def ask(self) -> str:
        """The way the probe answers."""
        return "signature" if self.judge is None else "run"

    @property
    def proof(self) -> str:
        """How an answer proves the row, in the word of the record."""
        return SIGNATURE if self.judge is None else NUMBERS

    @property
    def id(self) -> str:
        """The question in short: another code, or other arrays, make another one."""
        content = json.dumps([self.code, self.start, self.given], sort_keys=True)
        return f"{self.name} {self.ask} {hashlib.sha256(content.encode()).hexdigest()[:10]}"

    def question(self) -> dict[str, Any]:
        """What the probe is sent."""
        return {"id": self.id, "ask": self.ask, "code": self.code, "start": self.start, "given": self.given}

    def complaint(self, answer: Answer) -> str | None:
        """Why an answer is not what the row says; None where it is.

        A row may know of parameters at the end that came later, or not mind that one is needed: see `proves`.
        """
        if self.judge is None:
            return parameters_differ(self.row, answer, strict=False)
        if self.refused:
            return None if isinstance(answer, dict) and "raises" in answer else "is taken"
        if isinstance(answer, dict) and "raises" in answer:
            return f"{answer['raises']}: {answer['text']}"
        return self.judge(answer)

    def proves(self, answer: Answer) -> bool:
        """Whether an answer shows everything the row says of it."""
        if self.judge is None:
            return answer != ABSENT and parameters_differ(self.row, answer, strict=True) is None
        return self.complaint(answer) is None


def array(values: Any, dtype: str = "float32") -> dict[str, Any]:
    """An array as it is sent: rounded, so that the question is the same wherever it is made."""
    return {"values": _rounded(values.tolist() if hasattr(values, "tolist") else values), "dtype": dtype}


def _rounded(values: Any) -> Any:
    if isinstance(values, list):
        return [_rounded(each) for each in values]
    return round(values, 5) if isinstance(values, float) else values


# ---- parameters ----

# Where a version states other parameters than the row, and why that is all the same: (names, versions, reason).
EXCEPTIONS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("keras.layers.InputLayer",), "keras<2", "says batch_input_shape, which no row asks for"),
    (
        ("keras.models.Model.__call__", "keras.models.Model.call", "keras.models.Sequential.from_config"),
        "keras<2",
        "the first argument counts, by whatever name",
    ),
    (
        (
            "keras.models.Model.evaluate", "keras.models.Model.predict", "keras.models.Sequential.predict_proba",
            "keras.models.Sequential.predict_classes", "keras.preprocessing.image.ImageDataGenerator.flow",
        ),
        "keras<2",
        "the size of a batch and what is printed have other defaults, which no row asks for",
    ),
    (("keras.preprocessing.image.DirectoryIterator",), "keras<2", "dim_ordering stands among options given by name"),
    (("tensorflow.saved_model.load",), "tf<2", "loads into a session; a model of unknown layers all the same"),
)  # fmt: skip

# The same of everything below a name.
BELOW: tuple[tuple[str, str, str], ...] = (
    ("keras.applications.", "keras<2", "pooling came later, before the classes, which are given by name"),
)


def excepted(name: str, line: tuple[str, tuple[int, ...]]) -> bool:
    """Whether it is known, and does not matter, that the parameters of `name` are others in a version."""
    below = any(name.startswith(start) and holds(versions, *line) for start, versions, _ in BELOW)
    return below or any(name in names and holds(versions, *line) for names, versions, _ in EXCEPTIONS)


# Defaults by which the same is meant.
SAME: dict[tuple[str, object], tuple[object, ...]] = {
    ("data_format", None): ("channels_last", "default"),  # the setting, which says the same
    ("keepdims", False): (None,),
    ("axis", None): (-1,),
    ("axis", -1): (None,),
}


def parameters_differ(row: Row, answer: str, strict: bool) -> str | None:
    """Where the parameters a row states are not the real ones; after the row's `*args` names alone count.

    Unless `strict`, the last ones may be missing and one with the default None may be needed.
    """
    actual = tuple(each for each in parse_parameters(answer) if not each.name.startswith("_"))  # TF 1's `_sentinel`
    for place, stated in enumerate(named(parameters(row))):
        found = _differs(row, stated, place, actual, strict)
        if found:
            return f"{found}: {answer}"
    return _left_over(row, actual)


def _differs(row: Row, stated: Parameter, place: int, actual: tuple[Parameter, ...], strict: bool) -> str | None:
    plain = named(actual)
    real = next((each for each in plain if each.name in spellings(row, stated.name)), None)
    if real is None:
        open_ended = len(plain) < len(actual)
        late = place >= len(plain) or stated.keyword_only
        came_later = not strict and not stated.required and late
        return None if open_ended or came_later else f"{stated.name} is not there"
    at_its_place = place < len(actual) and actual[place] is real
    if stated.kind is ParameterKind.POSITIONAL and not at_its_place:
        return f"{stated.name} stands elsewhere"
    return _other_default(stated, real, strict)


def _other_default(stated: Parameter, real: Parameter, strict: bool) -> str | None:
    if stated.required:
        late = not strict and real.default is None  # two names of one parameter for a while
        return None if real.required or late else f"{stated.name} has a default"
    if real.required:
        kept = not strict and stated.default in (None, UNINTERESTING)
        return None if kept else f"{stated.name} has no default"
    if real.default in (UNINTERESTING, *SAME.get((stated.name, stated.default), ())):
        return None  # no literal: what a call without it does is asked for apart
    if isinstance(stated.default, (str, int, float, bool, type(None))) and stated.default != real.default:
        return f"{stated.name} is {real.default!r}"
    return None


def _left_over(row: Row, actual: tuple[Parameter, ...]) -> str | None:
    """A parameter that a call needs and the row does not have."""
    stated = parameters(row)
    if any(each.kind in (ParameterKind.REST, ParameterKind.OPTIONS) for each in stated):
        return None
    names = {each.name for each in stated} | {old for old, _ in row.aliases}
    missing = [each.name for each in actual if each.required and each.name not in names]
    return f"{', '.join(missing)} is needed too" if missing else None
