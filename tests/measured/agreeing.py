"""Compares what lossguard tells of a case with what a package computed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lossguard.knowledge.parameters import ParameterKind, parameters
from lossguard.results import Report
from tests.fixture_run import report_on
from tests.measured.cases import EQUAL, HEAD, LABELS, PARAMETERS, WITHIN, Case, Table
from tests.measured.measuring import Answer, recorded
from tests.parameters import named
from tests.proved.record import NUMBERS, SIGNATURE, Proofs, every_row, key_of
from tests.reveals import revealed_of

Told = dict[str, str]
SIMILARITY = "similarity"
CLOSE = 1e-4
NOT_TOLD = ("none", "unknown")
FACTS = {
    LABELS: {fact: f"labels.{fact}" for fact in ("rank", "width", "dtype", "encoding", "classes")},
    HEAD: {fact: f"head.{fact}" for fact in ("rank", "width", "space", "embedding_like")},
    WITHIN: {"verdict": "verdict"},
}


@cache
def _read(table: Table) -> tuple[Report, dict[Case, int]]:
    text, places = table.program()
    with TemporaryDirectory(dir=Path(__file__).parents[2]) as folder:
        path = Path(folder) / "asked.py"
        path.write_text(text, encoding="utf-8")
        return report_on(path, {}), places


def told(table: Table, case: Case) -> Told | None:
    """What lossguard tells of the value of a case, None where it sees no set-up there."""
    report, places = _read(table)
    setups = [setup for setup in report.setups if setup.place.line == places[case]]
    if not setups:
        return None
    facts = {fact: revealed_of(setups, name) for fact, name in FACTS[case.part].items()}
    known = {fact: value for fact, value in facts.items() if value not in NOT_TOLD or fact == "verdict"}
    if known.pop("embedding_like", "") == "true" and "space" in known:
        known["space"] = SIMILARITY  # whether they are cosines, products or distances is not followed
    return known


def disagreements(table: Table, case: Case, answer: Answer) -> list[str]:
    """A line for each fact that is told and not so, or that has to be told and is not."""
    if "raises" in answer:
        return [f"it raises {answer['raises']}"]
    if case.part == EQUAL:
        return unequal(answer["values"]) if "values" in answer else ["the numbers are not finite"]
    if case.part == PARAMETERS:
        return misnamed(case.row, answer["names"])
    facts = told(table, case)
    if facts is None:
        return ["no set-up is seen"]
    wrong = [
        f"{fact}: told {value}, computed {answer}" for fact, value in facts.items() if not HOLDS[fact](value, answer)
    ]
    return wrong + [f"{fact} is not told" for fact in case.tells if fact not in facts]


def unequal(values: list[float]) -> list[str]:
    """A line for each pair of numbers that differs; the last pair has to."""
    pairs = list(zip(values[::2], values[1::2], strict=True))
    wrong = [f"{one} is not {other}" for one, other in pairs[:-1] if abs(one - other) > CLOSE * max(1, abs(one))]
    return wrong + [f"{one} cannot be told from {other}" for one, other in pairs[-1:] if abs(one - other) < 10 * CLOSE]


def misnamed(key: str, names: list[str]) -> list[str]:
    """A line for each parameter of the row of that key which is not there, or stands in another place."""
    row = next(each for each in every_row() if key_of(each) == key)
    wrong, open_ended = [], any(name.startswith("**") for name in names)
    told = named(parameters(row))
    for place, ours in enumerate(told):
        if ours.name not in names and not open_ended:
            wrong.append(f"{ours.name} is not there")
        elif ours.kind is ParameterKind.POSITIONAL and ours.name in names and names.index(ours.name) != place:
            wrong.append(f"{ours.name} stands in another place")
    return wrong if told else ["the row names no parameter"]


def proofs_of(tables: tuple[Table, ...]) -> Proofs:
    """The rows that kept answers prove."""
    found: Proofs = {}
    for table in tables:
        measured = recorded(table)
        if measured is None:
            continue
        version = measured.versions[table.needs[0]]
        for case in table.cases:
            if not case.differs and case.id in measured.answers:
                how = SIGNATURE if case.part == PARAMETERS else NUMBERS
                found.setdefault(case.row, {})[how] = f"{table.needs[0]} {version}"
    return found


# ---- facts ----


def _width(value: str, answer: Answer) -> bool:
    """The size of the last axis or, of more than two, of the one after the batch."""
    shape = answer["shape"]
    return len(shape) > 1 and (not value.isdigit() or int(value) in (shape[-1], shape[1]))


def _space(value: str, answer: Answer) -> bool:
    if "low" not in answer:
        return True
    low, high = answer["low"], answer["high"]
    return bool(SPACES[value](low, high, answer))


def _encoding(value: str, answer: Answer) -> bool:
    if "low" not in answer:
        return True
    return bool(ENCODINGS[value](answer["low"], answer["high"], answer))


def _classes(value: str, answer: Answer) -> bool:
    """Class numbers lie below the number of classes; rows are as wide."""
    if not value.isdigit():
        return True
    wide = len(answer["shape"]) > 1 and answer["shape"][-1] == int(value)
    return wide or (bool(answer.get("whole", True)) and int(answer.get("high", 0)) < int(value))


HOLDS: dict[str, Callable[[str, Answer], bool]] = {
    "rank": lambda value, answer: value == str(len(answer["shape"])),
    "dtype": lambda value, answer: value == answer["dtype"],
    "verdict": lambda value, answer: (value == "wrong") is answer["gradient"],
    "width": _width,
    "space": _space,
    "encoding": _encoding,
    "classes": _classes,
}
SPACES: dict[str, Callable[[float, float, Answer], bool]] = {
    "real": lambda low, high, _: low < -1 and high > 1,
    "embedding": lambda low, high, _: low < -1 and high > 1,
    SIMILARITY: lambda low, high, answer: (low < 0 or high > 1) and not answer["simplex"],
    "squashed": lambda low, high, _: low < 0 < high,
    "nonnegative": lambda low, high, _: low >= 0 and high > 1,
    "symmetric": lambda low, high, _: -1 <= low < 0 < high <= 1,
    "unit": lambda low, high, answer: 0 <= low and high <= 1 and not answer["simplex"],
    "simplex": lambda low, high, answer: 0 <= low and high <= 1 and answer["simplex"],
    "log_simplex": lambda low, high, answer: answer["log_simplex"],
    "log_unit": lambda low, high, answer: high <= 0 and not answer["log_simplex"],
}
ENCODINGS: dict[str, Callable[[float, float, Answer], bool]] = {
    "index": lambda low, high, answer: low >= 0 and answer["whole"],
    "one_hot": lambda low, high, answer: low >= 0 and high <= 1 and answer["whole"] and answer["simplex"],
    "multi_hot": lambda low, high, answer: low >= 0 and high <= 1 and answer["whole"] and len(answer["shape"]) > 1,
    "binary": lambda low, high, answer: low >= 0 and high <= 1 and answer["whole"],
    "sign": lambda low, high, answer: low == -1 and high == 1 and answer["whole"],
    "soft": lambda low, high, _: low >= 0 and high <= 1,
    "real": lambda low, high, answer: not answer["whole"] or answer["dtype"].startswith("float"),
}
