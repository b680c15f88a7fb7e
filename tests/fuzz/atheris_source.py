"""Coverage-guided fuzzing of the whole line, for as long as wanted; pytest does not collect it.

    pip install atheris
    python tests/fuzz/atheris_source.py -max_total_time=180 -max_len=2000

Run from the root of the repository. The seeds are the fixtures, in a folder of its own; another one may be named in
front of the options. An input is bytes: the first one says whether the rest is a program, or the source of a notebook's
cell, or a notebook as it is. An input on which lossguard itself fails (LG900), or raises, is written to ./crash-*.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-not-found]

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["lossguard"]):
    from lossguard.api import check_source

    check_source("from torch import nn\nnn.NLLLoss()(nn.Linear(2, 3)(x), y)\n")  # imports what is imported late

MOST_SEED_BYTES = 2_000


def notebook(cell: str) -> bytes:
    """A notebook of one cell."""
    cells = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}).encode("utf-8", "surrogatepass")


def one(data: bytes) -> None:
    """Raises RuntimeError where lossguard fails on the input."""
    kind, rest = data[:1], data[1:]
    match kind[0] % 3 if kind else 0:
        case 0:
            report = check_source(rest, min_confidence="possible")
        case 1:
            report = check_source(notebook(rest.decode("utf-8", "replace")), name="any.ipynb")
        case _:
            report = check_source(rest, name="any.ipynb")
    for failure in report.failures:
        if failure.code == "LG900":
            raise RuntimeError(failure.reason)


def seeds(folder: Path) -> None:
    """The small fixtures, each as a program and as a notebook's cell."""
    for number, path in enumerate(sorted((ROOT / "fixtures").rglob("*.py"))):
        data = path.read_bytes()
        if len(data) < MOST_SEED_BYTES:
            (folder / f"{number}").write_bytes(bytes([number % 2]) + data)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        seeds(Path(folder))
        atheris.Setup([*sys.argv, folder], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
