"""datasets: how a set is held. Named columns in the store, told as if batched.

Cell of such an object in the store: "columns", a dictionary.
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.findings import Spot
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Const,
    Entries,
    Instance,
    Value,
)

Text = Callable[[], str]
SET, SPLITS = "datasets.Dataset", "datasets.DatasetDict"
COLUMNS = "columns"
LABEL, LABELS = "label", "labels"  # collators of transformers call the first the second


def made(run: Run, kind: str, columns: Entries, spot: Spot) -> Instance:
    made = Instance(run.number(), None, kind, spot)
    run.store.set((made.oid, COLUMNS), run.new_dict(columns.pairs, spot, columns.open))
    return made


def is_one(value: Value) -> bool:
    """Whether a value is a set of this library, or a dictionary of its splits."""
    return isinstance(value, Instance) and value.kind in (SET, SPLITS)


def columns_of(run: Run, value: Value) -> Entries | None:
    """The columns of a set, None for anything else."""
    if not isinstance(value, Instance) or not is_one(value):
        return None
    held = run.store.get((value.oid, COLUMNS))
    return run.entries(held) or Entries((), open=True)


def text_of(value: Value) -> object:
    return value.value if isinstance(value, Const) else None
