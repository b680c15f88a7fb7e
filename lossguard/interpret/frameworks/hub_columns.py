"""datasets: what the methods of a set make of its columns (`map`, `rename_column`, `to_tf_dataset` ...)."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import calls, effects, operations
from lossguard.interpret.arguments import Arguments, Bound, bind
from lossguard.interpret.frameworks import hub_tables
from lossguard.interpret.frameworks.hub_tables import COLUMNS, LABEL, LABELS
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Batches,
    Const,
    Entries,
    Instance,
    Value,
)
from lossguard.knowledge.parameters import parse_parameters
from lossguard.records import replace

Text = Callable[[], str]
MAP = "function=None, with_indices=False, with_rank=False, input_columns=None, batched=False, batch_size=?, "
MAP += "drop_last_batch=?, remove_columns=None, keep_in_memory=?, load_from_cache_file=?, *rest, fn_kwargs=None, "
MAP += "num_proc=?, desc=?, **kwargs"
TO_TF = "batch_size=?, columns=None, shuffle=?, collate_fn=None, drop_remainder=?, collate_fn_args=?, label_cols=None, "
TO_TF += "prefetch=?, **kwargs"


def changed(
    run: Run, columns: Entries, name: str, arguments: Arguments, first: list[Value], ref: int, text: Text
) -> Entries | None:
    """The columns after a method; None for methods of which nothing is known."""
    if name == "map":
        return _mapped(run, columns, bind(parse_parameters(MAP), arguments), ref, text)
    named = [run.resolved(argument.value) for _, argument in arguments.keywords]
    given = [*first, *named]
    if name == "rename_column" and len(given) == 2:
        return _with_names(columns, {hub_tables.text_of(given[0]): hub_tables.text_of(given[1])})
    if name == "rename_columns" and (pairs := run.entries(given[0] if given else None)) is not None:
        return _with_names(columns, {key: hub_tables.text_of(value) for key, value in pairs.pairs})
    if name in ("remove_columns", "select_columns"):
        return _without(run, columns, given[0] if given else None, kept=name == "select_columns")
    if name == "add_column" and len(given) > 1:
        return columns.with_entry(hub_tables.text_of(given[0]), given[1])
    return None


def _with_names(columns: Entries, names: dict[object, object]) -> Entries:
    return Entries(tuple((names.get(key, key), value) for key, value in columns.pairs), columns.open)


def _without(run: Run, columns: Entries, listed: Value | None, kept: bool) -> Entries:
    """Columns without those that are listed (or, `kept`, those alone); none that is known where the list is not."""
    items = (listed,) if isinstance(listed, Const) else operations.known_items(run, listed or Const(None))
    if items is None:
        return Entries((), open=True)
    names = [hub_tables.text_of(run.resolved(each)) for each in items]
    return Entries(tuple(pair for pair in columns.pairs if (pair[0] in names) is kept), columns.open)


def _mapped(run: Run, columns: Entries, bound: Bound, ref: int, text: Text) -> Entries:
    """What the function gives for a sample, or for a batch, is put over the columns there were."""
    removed = bound.value("remove_columns")
    removed = None if removed is None else run.resolved(removed)
    left = columns if removed in (None, Const(None)) else _without(run, columns, removed, kept=False)
    outcome, whole = _outcome(run, columns, bound, ref, text)
    if outcome == Const(None):
        return left
    found = run.entries(outcome if whole else effects.loaders.collated(run, outcome))
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
    further = run.entries(bound.value("fn_kwargs"))
    named = tuple((str(key), Argument(value)) for key, value in further.pairs) if further is not None else ()
    values = [Argument(given)]
    if bound.value("with_indices") == Const(True):
        values.append(Argument(operations.counter(run, ref)))
    if function is None:
        return Const(None), whole
    return run.resolved(calls.call(run, function, Arguments(tuple(values), named), ref, text)), whole


def transformed(
    run: Run, owner: Instance, columns: Entries, arguments: Arguments, name: str, ref: int, text: Text
) -> Value:
    """`data.set_transform(function)`: what the function gives for a batch is all that is read from now on."""
    rows: Value = run.new_dict(columns.pairs, run.spot(ref), columns.open)
    first = arguments.first()
    outcome = calls.call(run, first.value, Arguments((Argument(rows),)), ref, text) if first is not None else rows
    found = run.entries(outcome) or Entries((), open=True)
    if name == "with_transform":
        return hub_tables.made(run, owner.kind, found, owner.spot or run.spot(ref))
    run.store.set((owner.oid, COLUMNS), run.new_dict(found.pairs, run.spot(ref), found.open))
    return Const(None)


def to_tensorflow(run: Run, owner: Instance, columns: Entries, arguments: Arguments, ref: int, text: Text) -> Value:
    """Batches of dictionaries, with the column in `label_cols` beside them."""
    listed = bind(parse_parameters(TO_TF), arguments).value("label_cols")
    listed = None if listed is None else run.resolved(listed)
    items = (listed,) if isinstance(listed, Const) else operations.known_items(run, listed or Const(None))
    inputs = run.unknown(f"the inputs of {text()}", ref, text())
    if not items or items == (Const(None),):
        return batches(run, owner, ref, text)
    name = hub_tables.text_of(run.resolved(items[0]))
    labels = columns.get(name) or columns.get(LABEL if name == LABELS else name)
    if labels is None or len(items) > 1:
        labels = run.unknown(f"the labels of {text()} are read at run time", ref, text())
    return Batches(inputs, labels, run.spot(ref), text())


def batches(run: Run, data: Instance, ref: int, text: Text) -> Batches:
    """What a loader makes of a set: dictionaries of its columns."""
    columns = hub_tables.columns_of(run, data) or Entries((), open=True)
    return Batches(run.new_dict(columns.pairs, run.spot(ref), columns.open), None, run.spot(ref), text())
