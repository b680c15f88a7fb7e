"""The answers of the boosting libraries, with their versions, as they were kept: answers.json, and what they prove."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tests.boosting.asking import Facts, facts
from tests.boosting.claims import disagreements, rows_of
from tests.proved.record import NUMBERS, Proofs, key_of

FILE = Path(__file__).with_name("answers.json")


@dataclass(frozen=True, slots=True)
class Kept:
    """What one library answered: the facts of each name, by the key of the row."""

    version: str
    answers: dict[str, dict[str, Facts]]


def ask(library: str) -> Kept:
    """All rows of an installed library, asked now."""
    answers = {}
    for row in rows_of(library):
        found = {name: told for name in row.names if (told := facts(row, name)) is not None}
        if found:
            answers[key_of(row)] = found
    return Kept(version(library), answers)


@cache
def kept() -> dict[str, Kept]:
    """What was kept, by library."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    return {library: Kept(each["version"], each["answers"]) for library, each in content.items()}


def keep(library: str, asked: Kept) -> None:
    """Replace what was kept of a library."""
    held = kept() if FILE.exists() else {}
    parts = []
    for name, each in sorted({**held, library: asked}.items()):
        lines = [f"   {json.dumps(key)}: {json.dumps(found)}" for key, found in each.answers.items()]
        parts.append(
            f' "{name}": {{\n  "version": {json.dumps(each.version)},\n  "answers": {{\n'
            + ",\n".join(lines)
            + "\n  }\n }"
        )
    FILE.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
    kept.cache_clear()


def proofs() -> Proofs:
    """The rows whose every claim the kept answers bear out."""
    found: Proofs = {}
    for library, each in kept().items():
        for row in rows_of(library):
            answers = each.answers.get(key_of(row))
            if answers and not disagreements(row, answers):
                found[key_of(row)] = {NUMBERS: f"{library} {each.version}"}
    return found
