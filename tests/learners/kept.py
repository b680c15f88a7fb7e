"""The answers of libraries, with their versions, as they were kept: answers.json, and what they prove."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from lossguard.knowledge.index import holds
from lossguard.versions import numbers_of
from tests.learners.asking import Facts, facts
from tests.learners.claims import asked_rows, disagreements, rows_of
from tests.proved.record import NUMBERS, Proofs, installed, key_of

FILE = Path(__file__).with_name("answers.json")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a version of a library answered to one row: the facts of each name."""

    version: str
    answers: dict[str, Facts]


def ask(library: str) -> dict[str, Kept]:
    """The rows of an installed library that hold in its version, asked now; by their keys."""
    number = installed(library) or ""
    found = {}
    for row in rows_of(library):
        if not holds(row.versions, library, numbers_of(number) or ()):
            continue
        answers = {name: told for name in row.names if (told := facts(row, name)) is not None}
        if answers:
            found[key_of(row)] = Kept(number, answers)
    return found


@cache
def kept() -> dict[str, Kept]:
    """What was kept, by the key of the row."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    return {key: Kept(each["version"], each["answers"]) for key, each in content.items()}


def keep(asked: dict[str, Kept]) -> None:
    """Add answers, in place of earlier ones to the same rows; what is no row any more is dropped."""
    rows = {key_of(row) for _, row in asked_rows()}
    held = {key: each for key, each in {**(kept() if FILE.exists() else {}), **asked}.items() if key in rows}
    lines = [f" {json.dumps(key)}: {json.dumps(asdict(each))}" for key, each in sorted(held.items())]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    kept.cache_clear()


def proofs() -> Proofs:
    """The rows whose every claim the kept answers bear out."""
    found: Proofs = {}
    for library, row in asked_rows():
        each = kept().get(key_of(row))
        if each is not None and not disagreements(row, each.answers):
            found[key_of(row)] = {NUMBERS: f"{library} {each.version}"}
    return found
