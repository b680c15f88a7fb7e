"""Which rows were proved, and how: proved.json, which the tests against real frameworks keep (oracle/conftest.py)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lossguard.knowledge import index
from lossguard.knowledge.rows import Row

HERE = Path(__file__).parent
RECORD = HERE / "proved.json"
NUMBERS, SIGNATURE = "numbers", "signature"
DISTRIBUTIONS = {"sklearn": "scikit-learn", "ignite": "pytorch-ignite", "haiku": "dm-haiku", "array": "numpy"}

Proofs = dict[str, dict[str, str]]  # by row: how it was proved, and with which version


def every_row() -> Iterator[Row]:
    """All rows, each once, in the order of their files."""
    seen: set[int] = set()
    for found in index._index().rows.values():
        for row in found:
            if id(row) not in seen:
                seen.add(id(row))
                yield row


def key_of(row: Row) -> str:
    """What stands for a row in the record: its kind, first name and versions."""
    return " ".join(filter(None, (type(row).__name__, row.names[0], row.versions and f"[{row.versions}]")))


def package_of(row: Row) -> str:
    """The package that a row is about; strings alone are Keras'."""
    root = row.names[0].partition(".")[0]
    if ":" in root:
        root = {"str": "keras", "scoring": "sklearn"}.get(root.partition(":")[0], root.partition(":")[0])
    return root


def kept() -> Proofs:
    """The record as it is in the file."""
    found: Proofs = json.loads(RECORD.read_text(encoding="utf-8"))
    return found


def installed(package: str) -> str | None:
    """The version of an installed package, None where it is not installed."""
    try:
        return version(DISTRIBUTIONS.get(package, package))
    except PackageNotFoundError:
        return None


def keep(proofs: Proofs) -> None:
    """Add proofs to the record; rows that are not there any more are dropped from it."""
    merged = kept() if RECORD.exists() else {}
    for key, ways in proofs.items():
        merged.setdefault(key, {}).update(ways)
    rows = {key_of(row) for row in every_row()}
    held = {key: dict(sorted(ways.items())) for key, ways in sorted(merged.items()) if key in rows}
    RECORD.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
