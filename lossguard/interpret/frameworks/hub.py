"""datasets: what no row can say. Tables of named columns, mapped by functions of the program, told as if batched.

data = load_dataset("imdb")                      every split: {"label": class numbers (n,), ...}
data = data.map(tokenize, batched=True)          the columns that the function gives, beside or over those there were
data["train"][0]["label"]                        one sample
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import effects, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.frameworks import framework, hub_columns, hub_tables
from lossguard.interpret.frameworks.hub_columns import batches
from lossguard.interpret.frameworks.hub_making import EFFECTS
from lossguard.interpret.frameworks.hub_tables import COLUMNS, SET, SPLITS, is_one
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Const,
    Entries,
    Instance,
    Method,
    Tensor,
    Value,
)

Text = Callable[[], str]
base_kind, initialise = framework.no_base, framework.not_initialised
SAME = (
    "filter", "shuffle", "select", "sort", "shard", "take", "skip", "flatten_indices", "with_format", "cast",
    "cast_column", "flatten", "repeat", "class_encode_column", "to_iterable_dataset", "batch",
)  # fmt: skip
NOTHING = ("set_format", "reset_format", "save_to_disk", "push_to_hub", "cleanup_cache_files")
__all__ = [
    "EFFECTS",
    "base_kind",
    "batches",
    "call_method",
    "call_module",
    "initialise",
    "is_one",
    "item",
    "member",
    "sample",
]


def item(run: Run, data: Instance, index: Value, ref: int, text: Text) -> Value:
    """`data["train"]`, `data["label"]`, `data[0]`, `data[:10]`."""
    columns = hub_tables.columns_of(run, data) or Entries((), open=True)
    if data.kind == SPLITS:
        return hub_tables.made(run, SET, columns, data.spot or run.spot(ref))
    if isinstance(index, Const) and isinstance(index.value, str):
        held = columns.get(index.value)
        key = ("item", (COLUMNS, data.oid), index.value)
        return held or run.unknown(f"what {text()} holds is read at run time", ref, text(), key)
    whole = run.new_dict(columns.pairs, run.spot(ref), columns.open)
    return effects.loaders.sample_of(run, whole)


def sample(run: Run, data: Instance, ref: int, text: Text) -> Value:
    """One row, as a loop over a set gives it."""
    return item(run, data, operations.counter(run, ref), ref, text)


def call_module(run: Run, module: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """A set is not called."""
    return run.unknown(f"{text()} calls a data set, which cannot be called", ref, text())


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """`data.features["label"].num_classes`; what is read from files; everything else is a method."""
    key = ("attr", owner.oid, name)
    if name == "features":
        return _features(run, owner, ref, text)
    if name in ("column_names", "num_rows", "num_columns", "shape", "info", "split", "format", "description"):
        return run.unknown(f"{text()} is read at run time", ref, text(), key)
    return Method(owner, name)


def _features(run: Run, owner: Instance, ref: int, text: Text) -> Value:
    made = run.unknown(f"{text()} is read at run time", ref, text())
    for name, column in (hub_tables.columns_of(run, owner) or Entries(())).pairs:
        if not isinstance(column, Tensor) or column.classes is None:
            continue
        feature = run.unknown(f"the feature {name}", ref, f"{text()}[{name!r}]")
        inner = run.unknown(f"the feature of each element of {name}", ref, f"{text()}[{name!r}].feature")
        run.store.set((("item", made.key), repr(name)), feature)
        run.store.set((feature.key, "feature"), inner)
        names = Tensor(run.spot(ref), rank=1, rows=column.classes, source=text(), why="the class names")
        for each in (feature, inner):
            run.store.set((each.key, "num_classes"), column.classes)
            run.store.set((each.key, "names"), names)
    return made


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`data.map(tokenize, batched=True)`, `data.rename_column("label", "labels")` ..."""
    columns = hub_tables.columns_of(run, owner) or Entries((), open=True)
    first = [run.resolved(argument.value) for argument in arguments.positional]
    if name in SAME:
        return owner
    if name in NOTHING:
        return Const(None)
    if name == "train_test_split":
        return hub_tables.made(run, SPLITS, columns, run.spot(ref))
    if name == "unique":
        column = columns.get(first[0].value) if first and isinstance(first[0], Const) else None
        classes = column.classes if isinstance(column, Tensor) else None
        return Tensor(run.spot(ref), rank=1, rows=classes, source=text(), why="the values of a column")
    if name == "to_tf_dataset":
        return hub_columns.to_tensorflow(run, owner, columns, arguments, ref, text)
    if name in ("set_transform", "with_transform"):
        return hub_columns.transformed(run, owner, columns, arguments, name, ref, text)
    changed = hub_columns.changed(run, columns, name, arguments, first, ref, text)
    return None if changed is None else hub_tables.made(run, owner.kind, changed, owner.spot or run.spot(ref))
