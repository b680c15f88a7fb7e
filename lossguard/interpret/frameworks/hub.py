"""datasets: what no row can say. Tables of named columns, mapped by functions of the program, told as if batched.

data = load_dataset("imdb")                      every split: {"label": class numbers (n,), ...}
data = data.map(tokenize, batched=True)          the columns that the function gives, beside or over those there were
data["train"][0]["label"]                        one sample

Cell of such an object in the store: "columns", a dictionary.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lossguard.findings import Spot
from lossguard.interpret import calls, effects, operations
from lossguard.interpret.arguments import Arguments, Bound, bind
from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.site import LISTS, CallSite
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Batches,
    Const,
    DictValue,
    Entries,
    External,
    Instance,
    Method,
    Partial,
    Tensor,
    TupleValue,
    Value,
)
from lossguard.knowledge.parameters import parse_parameters
from lossguard.knowledge.rows import Call
from lossguard.vocabulary import Encoding

Text = Callable[[], str]
SET, SPLITS = "datasets.Dataset", "datasets.DatasetDict"
COLUMNS = "columns"
SAME = (
    "filter", "shuffle", "select", "sort", "shard", "take", "skip", "flatten_indices", "with_format", "cast",
    "cast_column", "flatten", "repeat", "class_encode_column", "to_iterable_dataset", "batch",
)  # fmt: skip
NOTHING = ("set_format", "reset_format", "save_to_disk", "push_to_hub", "cleanup_cache_files")
MAP = "function=None, with_indices=False, with_rank=False, input_columns=None, batched=False, batch_size=?, "
MAP += "drop_last_batch=?, remove_columns=None, keep_in_memory=?, load_from_cache_file=?, *rest, fn_kwargs=None, "
MAP += "num_proc=?, desc=?, **kwargs"
TO_TF = "batch_size=?, columns=None, shuffle=?, collate_fn=None, drop_remainder=?, collate_fn_args=?, label_cols=None, "
TO_TF += "prefetch=?, **kwargs"
LABEL, LABELS = "label", "labels"  # collators of transformers call the first the second


def base_kind(dotted: str) -> tuple[str, str | None]:
    """No class of a program is one of these."""
    del dotted
    return "", None


def initialise(run: Run, instance: Instance, arguments: Arguments, ref: int) -> None:
    """No class of a program is one of these."""


# ---- making ----


def _made(run: Run, kind: str, columns: Entries, spot: Spot) -> Instance:
    made = Instance(run.number(), None, kind, spot)
    run.store.set((made.oid, COLUMNS), run.new_dict(columns.pairs, spot, columns.open))
    return made


def _load(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`load_dataset("glue", "sst2", split="train")`: one set for a split, several for a list, else all by name."""
    path, name = (bound.value(each) for each in ("path", "name"))
    columns = Entries(_known_columns(run, row, path, name, ref, text), open=True)
    split = bound.value("split")
    split = None if split is None else run.resolved(split)
    if split is None or split == Const(None):
        return _made(run, SPLITS, columns, run.spot(ref))
    items = operations.known_items(run, split) if isinstance(split, LISTS) else None
    if items is not None:
        return TupleValue(tuple(_made(run, SET, columns, run.spot(ref)) for _ in items), run.spot(ref))
    return _made(run, SET, columns, run.spot(ref))


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
    contents = _entries(run, given)
    if contents is None:
        return _made(run, SET, Entries((), open=True), run.spot(ref))
    site = CallSite(run, row, bound, Arguments(), ref, text)
    pairs = tuple((key, as_array(site, value) if isinstance(value, LISTS) else value) for key, value in contents.pairs)
    return _made(run, SET, Entries(pairs, contents.open), run.spot(ref))


def _splits(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`DatasetDict({"train": train, "test": test})`: a dictionary with methods; where all are alike, one of them."""
    contents = _entries(run, bound.value("mapping"))
    sets = [run.resolved(value) for _, value in contents.pairs] if contents is not None else []
    first = columns_of(run, sets[0]) if sets else None
    return _made(run, SPLITS, first or Entries((), open=True), run.spot(ref))


def _joined(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`concatenate_datasets([a, b])`: the columns that all have alike."""
    sets = operations.known_items(run, bound.value("dsets") or Const(None)) or ()
    known = [columns for each in sets if (columns := columns_of(run, run.resolved(each))) is not None]
    if not known or len(known) < len(sets):
        return _made(run, SET, Entries((), open=True), run.spot(ref))
    pairs = tuple((key, value) for key, value in known[0].pairs if all(_alike(value, c.get(key)) for c in known[1:]))
    return _made(run, SET, Entries(pairs, open=True), run.spot(ref))


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
    contents = _entries(run, batch)
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


# ---- reading ----


def is_one(value: Value) -> bool:
    """Whether a value is a set of this library, or a dictionary of its splits."""
    return isinstance(value, Instance) and value.kind in (SET, SPLITS)


def columns_of(run: Run, value: Value) -> Entries | None:
    """The columns of a set, None for anything else."""
    if not isinstance(value, Instance) or not is_one(value):
        return None
    held = run.store.get((value.oid, COLUMNS))
    return _entries(run, held) or Entries((), open=True)


def _entries(run: Run, value: Value | None) -> Entries | None:
    value = None if value is None else run.resolved(value)
    contents = run.contents(value) if isinstance(value, DictValue) else None
    return contents if isinstance(contents, Entries) else None


def batches(run: Run, data: Instance, ref: int, text: Text) -> Batches:
    """What a loader makes of a set: dictionaries of its columns."""
    columns = columns_of(run, data) or Entries((), open=True)
    return Batches(run.new_dict(columns.pairs, run.spot(ref), columns.open), None, run.spot(ref), text())


def item(run: Run, data: Instance, index: Value, ref: int, text: Text) -> Value:
    """`data["train"]`, `data["label"]`, `data[0]`, `data[:10]`."""
    columns = columns_of(run, data) or Entries((), open=True)
    if data.kind == SPLITS:
        return _made(run, SET, columns, data.spot or run.spot(ref))
    if isinstance(index, Const) and isinstance(index.value, str):
        held = columns.get(index.value)
        key = ("item", (COLUMNS, data.oid), index.value)
        return held or run.unknown(f"what {text()} holds is read at run time", ref, text(), key)
    whole = run.new_dict(columns.pairs, run.spot(ref), columns.open)
    return effects.loaders.sample_of(run, whole)


def sample(run: Run, data: Instance, ref: int, text: Text) -> Value:
    """One row, as a loop over a set gives it."""
    return item(run, data, operations.counter(run, ref), ref, text)


# ---- using ----


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
    for name, column in (columns_of(run, owner) or Entries(())).pairs:
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
    columns = columns_of(run, owner) or Entries((), open=True)
    first = [run.resolved(argument.value) for argument in arguments.positional]
    if name in SAME:
        return owner
    if name in NOTHING:
        return Const(None)
    if name == "train_test_split":
        return _made(run, SPLITS, columns, run.spot(ref))
    if name == "unique":
        column = columns.get(first[0].value) if first and isinstance(first[0], Const) else None
        classes = column.classes if isinstance(column, Tensor) else None
        return Tensor(run.spot(ref), rank=1, rows=classes, source=text(), why="the values of a column")
    if name == "to_tf_dataset":
        return _to_tensorflow(run, owner, columns, arguments, ref, text)
    if name in ("set_transform", "with_transform"):
        return _transformed(run, owner, columns, arguments, name, ref, text)
    changed = _changed(run, columns, name, arguments, first, ref, text)
    return None if changed is None else _made(run, owner.kind, changed, owner.spot or run.spot(ref))


def _changed(
    run: Run, columns: Entries, name: str, arguments: Arguments, first: list[Value], ref: int, text: Text
) -> Entries | None:
    """The columns after a method; None for methods of which nothing is known."""
    if name == "map":
        return _mapped(run, columns, bind(parse_parameters(MAP), arguments), ref, text)
    named = [run.resolved(argument.value) for _, argument in arguments.keywords]
    given = [*first, *named]
    if name == "rename_column" and len(given) == 2:
        return _with_names(columns, {_text(given[0]): _text(given[1])})
    if name == "rename_columns" and (pairs := _entries(run, given[0] if given else None)) is not None:
        return _with_names(columns, {key: _text(value) for key, value in pairs.pairs})
    if name in ("remove_columns", "select_columns"):
        return _without(run, columns, given[0] if given else None, kept=name == "select_columns")
    if name == "add_column" and len(given) > 1:
        return columns.with_entry(_text(given[0]), given[1])
    return None


def _text(value: Value) -> object:
    return value.value if isinstance(value, Const) else None


def _with_names(columns: Entries, names: dict[object, object]) -> Entries:
    return Entries(tuple((names.get(key, key), value) for key, value in columns.pairs), columns.open)


def _without(run: Run, columns: Entries, listed: Value | None, kept: bool) -> Entries:
    """Columns without those that are listed (or, `kept`, those alone); none that is known where the list is not."""
    items = (listed,) if isinstance(listed, Const) else operations.known_items(run, listed or Const(None))
    if items is None:
        return Entries((), open=True)
    names = [_text(run.resolved(each)) for each in items]
    return Entries(tuple(pair for pair in columns.pairs if (pair[0] in names) is kept), columns.open)


def _mapped(run: Run, columns: Entries, bound: Bound, ref: int, text: Text) -> Entries:
    """What the function gives for a sample, or for a batch, is put over the columns there were."""
    removed = bound.value("remove_columns")
    removed = None if removed is None else run.resolved(removed)
    left = columns if removed in (None, Const(None)) else _without(run, columns, removed, kept=False)
    outcome, whole = _outcome(run, columns, bound, ref, text)
    if outcome == Const(None):
        return left
    found = _entries(run, outcome if whole else effects.loaders.collated(run, outcome))
    if found is None:
        return Entries((), open=True)
    for key, value in found.pairs:
        left = left.with_entry(key, value)
    return replace(left, open=left.open or found.open)


def _outcome(run: Run, columns: Entries, bound: Bound, ref: int, text: Text) -> tuple[Value, bool]:
    """What the function of `map` gives, and whether that is for a whole batch."""
    function, whole = bound.value("function"), bound.value("batched") == Const(True)
    rows: Value = run.new_dict(columns.pairs, run.spot(ref), columns.open)
    given = rows if whole else effects.loaders.sample_of(run, rows)
    further = _entries(run, bound.value("fn_kwargs"))
    named = tuple((str(key), Argument(value)) for key, value in further.pairs) if further is not None else ()
    values = [Argument(given)]
    if bound.value("with_indices") == Const(True):
        values.append(Argument(operations.counter(run, ref)))
    if function is None:
        return Const(None), whole
    return run.resolved(calls.call(run, function, Arguments(tuple(values), named), ref, text)), whole


def _transformed(
    run: Run, owner: Instance, columns: Entries, arguments: Arguments, name: str, ref: int, text: Text
) -> Value:
    """`data.set_transform(function)`: what the function gives for a batch is all that is read from now on."""
    rows: Value = run.new_dict(columns.pairs, run.spot(ref), columns.open)
    first = arguments.first()
    outcome = calls.call(run, first.value, Arguments((Argument(rows),)), ref, text) if first is not None else rows
    found = _entries(run, run.resolved(outcome)) or Entries((), open=True)
    if name == "with_transform":
        return _made(run, owner.kind, found, owner.spot or run.spot(ref))
    run.store.set((owner.oid, COLUMNS), run.new_dict(found.pairs, run.spot(ref), found.open))
    return Const(None)


def _to_tensorflow(run: Run, owner: Instance, columns: Entries, arguments: Arguments, ref: int, text: Text) -> Value:
    """Batches of dictionaries, with the column in `label_cols` beside them."""
    listed = bind(parse_parameters(TO_TF), arguments).value("label_cols")
    listed = None if listed is None else run.resolved(listed)
    items = (listed,) if isinstance(listed, Const) else operations.known_items(run, listed or Const(None))
    inputs = run.unknown(f"the inputs of {text()}", ref, text())
    if not items or items == (Const(None),):
        return batches(run, owner, ref, text)
    name = _text(run.resolved(items[0]))
    labels = columns.get(name) or columns.get(LABEL if name == LABELS else name)
    if labels is None or len(items) > 1:
        labels = run.unknown(f"the labels of {text()} are read at run time", ref, text())
    return Batches(inputs, labels, run.spot(ref), text())
