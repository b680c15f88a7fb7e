"""Arrays and tensors: what indexing and array functions do to encoding, shape and space."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from lossguard.interpret import effects, frameworks, labels, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.run import Run
from lossguard.interpret.values import Const, ListValue, Method, Tensor, TupleValue, Unknown, Value, key_of
from lossguard.records import replace
from lossguard.vocabulary import CLASS_NUMBERS, HOT_ROWS, Encoding, Space

Text = Callable[[], str]
VIEWS = frozenset({"values", "iloc", "loc", "flat", "data", "real", "cat"})  # attributes that are the array itself
CLASS_LABELS = CLASS_NUMBERS | HOT_ROWS
NUMBERS_OF_A_RANGE = "the numbers of a range"  # why the values of such an array are not told
NUMPY_WORDS = ("axis", "keepdims", "inplace")
PRODUCT = "matmul"


def is_symbolic(tensor: Tensor) -> bool:
    """Whether a tensor was made by a model rather than read from data.

    A product of arrays can be either; it counts as data until a layer or an activation takes it on.
    """
    if tensor.layer == PRODUCT and tensor.encoding is Encoding.REAL:
        return False
    return tensor.space is not None or bool(tensor.layer) or bool(tensor.links)


def space_of_part(space: Space | None) -> Space | None:
    """The space of some of an output's values: free ones, and probabilities each of its own, stay what they are. What
    adds up to 1 does so no longer."""
    return space if space in (Space.REAL, Space.UNIT) else None


def member(run: Run, tensor: Tensor, name: str, ref: int, text: Text) -> Value:
    """`tensor.name`: shapes and views; everything else is a method."""
    if name in VIEWS:
        return tensor
    if name == "T":
        return effects.shapes.exchanged(tensor)
    if name in ("shape", "_keras_shape"):
        return shape_of(run, tensor, ref, text)
    if name == "ndim" and tensor.rank is not None:
        return Const(tensor.rank)
    if name == "size" and tensor.rank == 1 and not run.engines.uses_torch:
        return rows_of(run, tensor, ref)
    return effects.attribute(run, tensor, name, ref, text) or Method(tensor, name)


def rows_of(run: Run, tensor: Tensor, ref: int) -> Value:
    """The number of rows, an unknown of its own for each tensor that does not tell it."""
    if tensor.rows is not None:
        return tensor.rows
    return run.unknown("the number of rows is not known", ref, "the number of rows", ("rows", key_of(tensor)))


def shape_of(run: Run, tensor: Tensor, ref: int, text: Text) -> Value:
    """The shape as a tuple where the rank is known; else its last size alone may be."""
    if tensor.rank is None:
        shape = run.unknown("the shape is not known", ref, text(), ("shape", key_of(tensor)), tensor.origin)
        if tensor.width is not None:
            run.store.set((("item", shape.key), repr(-1)), tensor.width)
        return shape
    sizes: list[Value] = [rows_of(run, tensor, ref)]
    for axis in range(1, tensor.rank):
        last = axis == tensor.rank - 1
        known = tensor.width if last else None
        sizes.append(
            known or run.unknown("the shape is not known", ref, f"{text()}[{axis}]", ("size", key_of(tensor), axis))
        )
    return TupleValue(tuple(sizes))


def row_of(tensor: Tensor) -> Tensor:
    """One row: what a loop over the array gives. Encoding and source stay, the rank is no longer told."""
    return replace(tensor, rank=None, rows=None)


def cut(tensor: Tensor) -> Tensor:
    """A slice of rows: everything but the number of rows stays."""
    return replace(tensor, rows=None)


def indexed(run: Run, tensor: Tensor, index: Value, ref: int, text: Text) -> Value:
    """`tensor[index]`: rows by a mask or an index array stay what they are, a number takes one axis away."""
    if isinstance(index, TupleValue) and index.items:
        return _indexed_by_axes(tensor, index, text)
    if isinstance(index, Const) and isinstance(index.value, int):
        return _answer(run, tensor, ref) if _is_row(tensor) else row_of(tensor)
    if operations.is_counter(index):
        exact = run.engines.uses_torch and not is_symbolic(tensor)
        return effects.loaders.row(tensor) if exact else row_of(tensor)
    if isinstance(index, Const) and isinstance(index.value, str):
        return run.unknown(
            f"the column {index.value!r} is read at run time",
            ref,
            text(),
            ("item", key_of(tensor), index.value),
            _columns(tensor, (index,)),
        )
    named = operations.known_items(run, index) if isinstance(index, ListValue) else None
    if named and all(isinstance(name, Const) and isinstance(name.value, str) for name in named):
        return replace(picked(tensor), origin=_columns(tensor, named), width=Const(len(named)))
    if isinstance(index, Tensor) and index.dtype != "bool" and index.rank is not None and tensor.rank is not None:
        return replace(picked(tensor), rank=index.rank + tensor.rank - 1, spot=run.spot(ref))
    return picked(tensor)


def _is_row(tensor: Tensor) -> bool:
    """Whether an array is one row of one-hot or multi-hot labels."""
    return tensor.rank == 1 and tensor.encoding in HOT_ROWS


def _answer(run: Run, row: Tensor, ref: int) -> Tensor:
    """One element of such a row: 0 or 1."""
    return replace(
        row, encoding=Encoding.BINARY, classes=Const(2), rank=0, width=None, rows=None, low=0, high=1, origin=None,
        spot=run.spot(ref),
    )  # fmt: skip


def _columns(tensor: Tensor, names: tuple[Value, ...]) -> Hashable:
    """What some columns of a table come from: other columns of it are other data."""
    return None if tensor.origin is None else ("columns", tensor.origin, tuple(key_of(name) for name in names))


def picked(tensor: Tensor) -> Tensor:
    """Rows picked by a mask or by numbers: some classes may be gone, so the count of index labels is no longer told."""
    if tensor.encoding is Encoding.INDEX:
        return replace(tensor, rows=None, classes=None, low=None, high=None)
    return replace(tensor, rows=None)


def _indexed_by_axes(tensor: Tensor, index: TupleValue, text: Text) -> Tensor:
    """`y[:, 1]`, `y[..., None]`: a new axis of one, or a column."""
    *_, last = index.items
    if isinstance(last, Const) and last.value is None:
        rank = None if tensor.rank is None else tensor.rank + 1
        return replace(tensor, rank=rank, width=Const(1))
    if is_symbolic(tensor):
        return _part_of_output(tensor, index, text)
    column = isinstance(last, Const) or (isinstance(last, Unknown) and not _is_slice(last))
    if tensor.encoding is None and not (isinstance(last, Unknown) and last.text == ":"):
        tensor = replace(tensor, origin=_columns(tensor, index.items))
    if column and tensor.rank == 2:
        was_hot = tensor.encoding in HOT_ROWS
        encoding = Encoding.BINARY if was_hot else tensor.encoding
        return replace(tensor, rank=1, width=None, encoding=encoding, classes=Const(2) if was_hot else tensor.classes)
    return replace(tensor, rank=None, width=None, rows=None)


def _is_slice(index: Value) -> bool:
    return isinstance(index, Unknown) and ":" in index.text


def _part_of_output(tensor: Tensor, index: TupleValue, text: Text) -> Tensor:
    """`out[:, 0]`, `out[:, :-1]`: values that are free, or each a probability of its own, stay so; a column of
    `probabilities` is of the latter."""
    kept = Space.UNIT if _is_one_class(tensor, index) else space_of_part(tensor.space)
    dropped = [isinstance(item, Const) and type(item.value) is int for item in index.items]
    rank = tensor.rank - sum(dropped) if tensor.rank is not None else None
    width = tensor.width if tensor.rank is not None and len(index.items) < tensor.rank else None
    slices = sum(map(_is_slice, index.items))
    told = slices + sum(dropped) == len(index.items)
    links = tensor.links if kept is Space.UNIT else ()
    why = f"{text()} is a part of the output"
    return replace(tensor, space=kept, links=links, width=width, rank=rank if told else None, why=why)


def _is_one_class(tensor: Tensor, index: TupleValue) -> bool:
    """Whether `probabilities[:, 1]` picks the numbers of one class."""
    *before, last = index.items
    whole = all(isinstance(item, Unknown) and item.text == ":" for item in before)
    over_last = bool(tensor.links) and tensor.links[-1].axis in (None, -1, 1)
    rows = tensor.space is Space.SIMPLEX and tensor.rank == 2 == len(index.items) and over_last
    return rows and whole and isinstance(last, Const) and type(last.value) is int


# ---- methods and functions ----


def call_method(run: Run, tensor: Tensor, name: str, arguments: Arguments, ref: int, text: Text) -> Value:
    """`tensor.name(...)`: the row "array.name" says what happens."""
    outcome = frameworks.call_name(run, method_row(run, name, arguments), arguments.preceded_by(tensor), ref, text)
    if outcome is not None:
        return outcome
    return run.unknown(f"what {text()} gives is not known", ref, text(), None, tensor.origin)


def method_row(run: Run, name: str, arguments: Arguments) -> str:
    """The name under which rows tell of a method: PyTorch's where the program uses it, unless it is called in NumPy's
    words."""
    in_words_of_numpy = any(arguments.keyword(word) is not None for word in NUMPY_WORDS)
    return f"torch.Tensor.{name}" if run.engines.uses_torch and not in_words_of_numpy else f"array.{name}"


def reduced(run: Run, tensor: Tensor, name: str, ref: int, text: Text) -> Value:
    """`max(y)`, `int(y)` ...: the largest class index gives the class count."""
    if name == "max":
        return effects.largest(run, tensor, ref, text)
    return run.unknown(f"{text()} is not known", ref, text(), (name, key_of(tensor)), tensor.origin)


def distinct(run: Run, value: Tensor | Unknown, ref: int) -> Value:
    """The distinct values of labels: as many as there are classes."""
    rows = labels.class_count(run, value, ref)
    if isinstance(value, Unknown):
        return run.unknown(value.why, ref, value.text, ("distinct", key_of(rows)))
    return replace(value, spot=run.spot(ref), rank=1, width=None, rows=rows)


def shape_from(run: Run, value: Value | None) -> tuple[Value, ...] | None:
    """A shape argument as sizes: an integer or a tuple of them. An unknown may be either, but a length."""
    if value is None:
        return None
    value = run.resolved(value)
    if isinstance(value, (TupleValue, ListValue)):
        return operations.known_items(run, value)
    is_size = operations.is_length(value) or (isinstance(value, Const) and value.value is not None)
    return (value,) if is_size else None
