"""datasets: where sets come from (`load_dataset`, `Dataset.from_dict` ...), and the collators of their samples."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import effects, operations
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.site import LISTS, CallSite
from lossguard.interpret.frameworks import hub_tables
from lossguard.interpret.frameworks.hub_tables import LABEL, LABELS, SET, SPLITS
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Const,
    Entries,
    External,
    Partial,
    Tensor,
    TupleValue,
    Value,
)
from lossguard.knowledge.rows import Call
from lossguard.records import replace
from lossguard.vocabulary import Encoding

Text = Callable[[], str]


def _load(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`load_dataset("glue", "sst2", split="train")`: one set for a split, several for a list, else all by name."""
    path, name = (bound.value(each) for each in ("path", "name"))
    columns = Entries(_known_columns(run, row, path, name, ref, text), open=True)
    split = bound.value("split")
    split = None if split is None else run.resolved(split)
    if split is None or split == Const(None):
        return hub_tables.made(run, SPLITS, columns, run.spot(ref))
    items = operations.known_items(run, split) if isinstance(split, LISTS) else None
    if items is not None:
        return TupleValue(tuple(hub_tables.made(run, SET, columns, run.spot(ref)) for _ in items), run.spot(ref))
    return hub_tables.made(run, SET, columns, run.spot(ref))


def _known_columns(
    run: Run, row: Call, path: Value | None, name: Value | None, ref: int, text: Text
) -> tuple[tuple[object, Value], ...]:
    """The columns of labels of a known set, as the row lists them: (set, configuration, column, classes, rank)."""
    path, name = (None if each is None else run.resolved(each) for each in (path, name))
    given = path.value if isinstance(path, Const) else None
    chosen = name.value if isinstance(name, Const) else None
    sets = dict(row.options).get("sets", ())
    if not isinstance(given, str) or not isinstance(sets, tuple):
        return ()
    short = given.rpartition("/")[2]
    return tuple(
        (column, _class_numbers(run, classes, rank, ref, text))
        for known, configuration, column, classes, rank in sets
        if known in (given, short) and configuration in (None, chosen)
    )


def _class_numbers(run: Run, classes: int, rank: int, ref: int, text: Text) -> Tensor:
    encoding = Encoding.BINARY if classes == 2 else Encoding.INDEX
    origin = ("labels", run.number())
    made = Tensor(run.spot(ref), rank=rank, encoding=encoding, classes=Const(classes), dtype="int64", origin=origin)
    return replace(made, low=0, high=classes - 1, source=text())


def _from_columns(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`Dataset.from_dict({"text": texts, "label": labels})`."""
    given = bound.value("mapping")
    contents = run.entries(given)
    if contents is None:
        return hub_tables.made(run, SET, Entries((), open=True), run.spot(ref))
    site = CallSite(run, row, bound, Arguments(), ref, text)
    pairs = tuple((key, as_array(site, value) if isinstance(value, LISTS) else value) for key, value in contents.pairs)
    return hub_tables.made(run, SET, Entries(pairs, contents.open), run.spot(ref))


def _splits(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`DatasetDict({"train": train, "test": test})`: a dictionary with methods; where all are alike, one of them."""
    contents = run.entries(bound.value("mapping"))
    sets = [run.resolved(value) for _, value in contents.pairs] if contents is not None else []
    first = hub_tables.columns_of(run, sets[0]) if sets else None
    return hub_tables.made(run, SPLITS, first or Entries((), open=True), run.spot(ref))


def _joined(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`concatenate_datasets([a, b])`: the columns that all have alike."""
    sets = operations.known_items(run, bound.value("dsets") or Const(None)) or ()
    known = [columns for each in sets if (columns := hub_tables.columns_of(run, run.resolved(each))) is not None]
    if not known or len(known) < len(sets):
        return hub_tables.made(run, SET, Entries((), open=True), run.spot(ref))
    pairs = tuple((key, value) for key, value in known[0].pairs if all(_alike(value, c.get(key)) for c in known[1:]))
    return hub_tables.made(run, SET, Entries(pairs, open=True), run.spot(ref))


def _alike(left: Value, right: Value | None) -> bool:
    if not isinstance(left, Tensor) or not isinstance(right, Tensor):
        return left == right
    return replace(left, origin=None, spot=right.spot, source="") == replace(right, origin=None, source="")


def _collator(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """A collator of transformers, called with a list of samples."""
    return Partial(External(str(dict(row.options)["of"])), (), ())


def _collate(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """Samples put together; the column `label` is then called `labels`."""
    samples = bound.value("features")
    sample = operations.element_of(run, samples, ref) if samples is not None else Const(None)
    return run.split(sample, lambda each: _renamed(run, effects.loaders.collated(run, each), ref))


def _renamed(run: Run, batch: Value, ref: int) -> Value:
    contents = run.entries(batch)
    if contents is None or contents.get(LABELS) is not None:
        return batch
    pairs = tuple((LABELS if name == LABEL else name, value) for name, value in contents.pairs)
    return run.new_dict(pairs, run.spot(ref), contents.open)


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {
    "hub_load": _load,
    "hub_columns": _from_columns,
    "hub_splits": _splits,
    "hub_joined": _joined,
    "hub_collator": _collator,
    "hub_collate": _collate,
}
