"""torchtext before 0.12: fields make tensors of columns, and iterators give batches with a field under each name.

TEXT, LABEL = data.Field(), data.LabelField(dtype=torch.float)
train, test = datasets.IMDB.splits(TEXT, LABEL)
for batch in data.BucketIterator(train, batch_size=64): criterion(model(batch.text), batch.label)

Cells in the store: of a field "dtype" and "vocab", of a set "columns" (its fields by name) and "classes".
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import attribute_dicts, dtypes, operations
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.frameworks import framework
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Batches,
    Choice,
    Const,
    Instance,
    Method,
    Tensor,
    TupleValue,
    Value,
)
from lossguard.knowledge.rows import Call
from lossguard.records import replace
from lossguard.vocabulary import Encoding

Text = Callable[[], str]
base_kind, initialise = framework.no_base, framework.not_initialised
FIELD, LABEL, SET = "torchtext.Field", "torchtext.LabelField", "torchtext.Dataset"
NAMES = ("text", "label")  # of the fields of a known set, in this order


# ---- making ----


def _field(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """A field of labels: class numbers of the type given, int64 where none is."""
    label = dict(row.options).get("label") is True
    made = Instance(run.number(), None, LABEL if label else FIELD, run.spot(ref), flavour)
    dtype = bound.value("dtype")
    given = None if dtype is None else run.resolved(dtype)
    run.store.set((made.oid, "dtype"), Const(dtypes.named(given) or "int64"))
    count = run.unknown("the size of the vocabulary is read at run time", ref, text(), ("vocabulary", made.oid))
    run.store.set((made.oid, "vocab"), Tensor(run.spot(ref), rank=1, rows=count, source=text(), why="a vocabulary"))
    return made


def _set(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`IMDB.splits(TEXT, LABEL)`, `TabularDataset.splits(fields=[("text", TEXT), ("label", LABEL)])`."""
    options = dict(row.options)
    fine = bound.value("fine_grained") == Const(True)
    classes = options.get("fine_classes" if fine else "classes")
    listed = bound.value("fields")
    if listed is not None:
        columns = _named_fields(run, listed)
    else:
        fields = [bound.value(f"{name}_field") for name in NAMES]
        columns = tuple((name, field) for name, field in zip(NAMES, fields, strict=True) if field is not None)
    for _, field in columns:
        field = run.resolved(field)
        if isinstance(classes, int) and isinstance(field, Instance) and field.kind == LABEL:
            names = Tensor(run.spot(ref), rank=1, rows=Const(classes), source=text(), why="a vocabulary")
            run.store.set((field.oid, "vocab"), names)
    made = Instance(run.number(), None, SET, run.spot(ref), flavour)
    run.store.set((made.oid, "columns"), run.new_dict(columns, run.spot(ref), open=not columns))
    return _several(run, made, dict(row.options).get("parts"), ref)


def _several(run: Run, made: Value, parts: object, ref: int) -> Value:
    """As many as there are parts; how many that is need not be told."""
    if parts == 0:
        return run.new_list((made,), run.spot(ref), open=True)
    return TupleValue((made,) * parts, run.spot(ref)) if isinstance(parts, int) else made


def _named_fields(run: Run, listed: Value) -> tuple[tuple[object, Value], ...]:
    """The pairs of name and field, out of a list or of a dictionary's values."""
    contents = run.entries(listed)
    pairs = [value for _, value in contents.pairs] if contents is not None else None
    found = pairs if pairs is not None else operations.known_items(run, listed) or ()
    named = []
    for pair in found:
        parts = operations.known_items(run, run.resolved(pair))
        name = run.resolved(parts[0]) if parts is not None and len(parts) == len(NAMES) else None
        if parts is not None and isinstance(name, Const):
            named.append((name.value, parts[1]))
    return tuple(named)


def _batches(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`BucketIterator.splits((train, test), batch_size=64)`: an iterator for each set."""
    data = bound.value("dataset")
    if data is not None:
        return _iterator(run, data, ref, text)
    listed = run.resolved(bound.value("datasets") or Const(None))
    items = operations.known_items(run, listed)
    if items is None:
        return run.unknown(f"the sets of {text()} are not known", ref, text())
    return TupleValue(tuple(_iterator(run, each, ref, text) for each in items), run.spot(ref))


def _iterator(run: Run, data: Value, ref: int, text: Text) -> Value:
    data = run.resolved(data)
    if isinstance(data, Choice):
        return run.split(data, lambda option: _iterator(run, option, ref, text))
    columns = run.store.get((data.oid, "columns")) if isinstance(data, Instance) and data.kind == SET else None
    contents = run.entries(columns)
    if contents is None:
        return run.unknown(f"what {text()} reads is not known", ref, text())
    pairs = tuple((name, _column(run, run.resolved(field), ref, text)) for name, field in contents.pairs)
    made = attribute_dicts.with_attributes(run, run.new_dict(pairs, run.spot(ref), contents.open))
    return Batches(made, None, run.spot(ref), text())


def _column(run: Run, field: Value, ref: int, text: Text) -> Value:
    """(n,) class numbers of a field of labels."""
    if not isinstance(field, Instance) or field.kind != LABEL:
        return run.unknown("a field of the batches", ref, text())
    vocabulary, dtype = run.store.get((field.oid, "vocab")), run.store.get((field.oid, "dtype"))
    classes = vocabulary.rows if isinstance(vocabulary, Tensor) else None
    made = Tensor(run.spot(ref), rank=1, encoding=Encoding.INDEX, classes=classes, source=text(), low=0)
    made = replace(made, origin=("labels", field.oid), dtype=str(dtype.value) if isinstance(dtype, Const) else None)
    if isinstance(classes, Const) and isinstance(classes.value, int):
        made = replace(made, high=classes.value - 1)
    return replace(made, encoding=Encoding.BINARY) if classes == Const(2) else made


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {
    "text_field": _field,
    "text_set": _set,
    "text_batches": _batches,
}


# ---- using ----


def call_module(run: Run, module: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """Neither a field nor a set is called."""
    return run.unknown(f"what {text()} gives is not known", ref, text())


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """What is read from files; everything else is a method."""
    if name in ("examples", "fields", "pad_token", "unk_token", "init_token", "eos_token"):
        return run.unknown(f"{text()} is read at run time", ref, text(), ("attr", owner.oid, name))
    return Method(owner, name)


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`train.split(0.8)`: two sets or three of the same fields; `LABEL.build_vocab(train)`."""
    if owner.kind == SET and name == "split":
        ratio = arguments.positional[0].value if arguments.positional else Const(None)
        items = operations.known_items(run, run.resolved(ratio))
        return _several(run, owner, len(items) if items else len(NAMES), ref)
    return Const(None) if name == "build_vocab" else None
