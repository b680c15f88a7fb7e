"""Arrays and tensors: what indexing, arithmetic and array functions do to encoding, shape and space."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from lossguard.interpret import decisions, dtypes, effects, frameworks, labels, operations, written
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.run import Run
from lossguard.interpret.values import Const, ListValue, Method, Tensor, TupleValue, Unknown, Value, key_of, root_of
from lossguard.records import replace
from lossguard.setups import LabelEdit
from lossguard.vocabulary import CLASS_NUMBERS, HOT_ROWS, Decision, Encoding, Space

Text = Callable[[], str]
VIEWS = frozenset({"values", "iloc", "loc", "flat", "data", "real", "cat"})  # attributes that are the array itself
ARITHMETIC = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
CLASS_LABELS = CLASS_NUMBERS | HOT_ROWS
NUMBERS_OF_A_RANGE = "the numbers of a range"  # why the values of such an array are not told
NUMPY_WORDS = ("axis", "keepdims", "inplace")
PRODUCT = "matmul"
VARIABLE = "variable"
TINY = 1e-4  # what is added to keep a logarithm finite is no more
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


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
    column = isinstance(last, (Const, Unknown)) and not (isinstance(last, Unknown) and ":" in last.text)
    if tensor.encoding is None and (column or not (isinstance(last, Unknown) and last.text == ":")):
        tensor = replace(tensor, origin=_columns(tensor, index.items))
    if column and tensor.rank == 2:
        was_hot = tensor.encoding in HOT_ROWS
        encoding = Encoding.BINARY if was_hot else tensor.encoding
        return replace(tensor, rank=1, width=None, encoding=encoding, classes=Const(2) if was_hot else tensor.classes)
    return replace(tensor, rank=None, width=None, rows=None)


def _part_of_output(tensor: Tensor, index: TupleValue, text: Text) -> Tensor:
    """`out[:, 0]`, `out[:, :-1]`: values that are free, or each a probability of its own, stay so; a column of
    `probabilities` is of the latter."""
    kept = Space.UNIT if _is_one_class(tensor, index) else space_of_part(tensor.space)
    dropped = [isinstance(item, Const) and type(item.value) is int for item in index.items]
    rank = tensor.rank - sum(dropped) if tensor.rank is not None else None
    last = len(index.items) == tensor.rank
    width = tensor.width if tensor.rank is not None and not last and len(index.items) < tensor.rank else None
    slices = sum(isinstance(item, Unknown) and ":" in item.text for item in index.items)
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


# ---- arithmetic ----


def negated(run: Run, tensor: Tensor, op: str, ref: int) -> Value:
    """`-t`, `~t`: the space of a head is no longer told, a mask stays one."""
    if op == "~":
        return _inverted(tensor)
    if is_symbolic(tensor):
        space = Space.REAL if tensor.space is Space.REAL else None
        return written.negated(run, tensor, replace(tensor, space=space, links=(), why="the output is negated"), ref)
    return replace(tensor, encoding=None, low=None, high=None, why="the values are negated")


def _inverted(tensor: Tensor) -> Tensor:
    """Truth values the other way round; of whole numbers -1 - y. A type that is not told is taken for a mask."""
    if is_symbolic(tensor) or tensor.dtype in (None, "bool"):
        hot = tensor.encoding is Encoding.ONE_HOT
        return replace(tensor, constant=False, encoding=None if hot else tensor.encoding)
    return replace(tensor, encoding=None, low=None, high=None, constant=False, why="the bits of numbers are inverted")


def arithmetic(run: Run, op: str, left: Value, right: Value, ref: int, text: Text) -> Value:
    """`left op right` where one of them is a tensor."""
    tensor = left if isinstance(left, Tensor) else right
    other = right if tensor is left else left
    assert isinstance(tensor, Tensor)
    if op in COMPARISONS:
        return _compared(run, op, tensor, other, ref)
    if is_symbolic(tensor) or (isinstance(other, Tensor) and is_symbolic(other)):
        return _symbolic_arithmetic(run, op, left, right, ref, text)
    if isinstance(other, Const) and isinstance(other.value, (int, float)):
        return _scaled(run, op, tensor, other.value, tensor is left, ref)
    if op == "@":
        return product(run, left, right, ref)
    tensor = replace(tensor, origin=root_of(left) or root_of(right))  # `x + noise` is x
    if op not in ("+", "-"):
        tensor = replace(tensor, space=None, layer="")
    encoding = Encoding.REAL if tensor.encoding is Encoding.REAL else None
    if isinstance(other, Tensor):
        tensor = replace(_stretched(tensor, other), dtype=dtypes.together(run, op, tensor.dtype, other.dtype))
    elif tensor.dtype not in dtypes.FLOATS:
        tensor = replace(tensor, dtype=None)
    return replace(
        tensor, encoding=encoding, low=None, high=None, constant=False, why=f"{text()} is computed at run time"
    )


def _stretched(tensor: Tensor, other: Tensor) -> Tensor:
    """In the shape of both together, where that is told of both."""
    if tensor.rank is None or other.rank is None:
        return tensor
    width, rank = broadcast((tensor, other))
    longer = other if other.rank > tensor.rank or (other.rank == tensor.rank and tensor.rows == Const(1)) else tensor
    return replace(tensor, rank=rank, width=width if rank and rank > 1 else None, rows=longer.rows)


def _compared(run: Run, op: str, tensor: Tensor, other: Value, ref: int) -> Value:
    """A comparison gives 0 and 1: a decision on a head, binary labels from data."""
    if is_symbolic(tensor):
        _note_comparison(run, op, tensor, other, ref)
        return replace(
            tensor,
            decision=Decision.THRESHOLD,
            space=None,
            links=(),
            dtype="bool",
            why="the output was compared with a threshold",
            decided_from=decisions.mark_of(tensor),
        )
    made = _stretched(tensor, other) if isinstance(other, Tensor) else tensor
    made = replace(made, dtype="bool", low=0, high=1, edits=(), constant=False, spot=run.spot(ref))
    if tensor.encoding not in HOT_ROWS:
        return replace(made, encoding=Encoding.BINARY, classes=Const(2))
    if _asks_for_ones(op, other):
        return made
    return replace(made, encoding=None, classes=None, why="rows of classes are compared")


def _asks_for_ones(op: str, other: Value) -> bool:
    """Whether a comparison of zeros and ones holds for the ones alone: `y == 1`, `y > 0`, `y != 0`, `y >= 0.5`."""
    if not isinstance(other, Const) or not isinstance(other.value, (bool, int, float)):
        return False
    number = other.value
    return {"==": number == 1, "!=": number == 0, ">": 0 <= number < 1, ">=": 0 < number <= 1}.get(op, False)


def _note_comparison(run: Run, op: str, tensor: Tensor, other: Value, ref: int) -> None:
    """`out > 0.5` is a decision, `out == labels` a comparison of undecided values."""
    number = other.value if isinstance(other, Const) and isinstance(other.value, (int, float)) else None
    note = None
    if op in ("<", "<=", ">", ">=") and number is not None:
        note = decisions.decided(tensor, Decision.THRESHOLD, run.spot(ref), threshold=float(number))
    elif op == "==" and isinstance(other, Tensor) and other.encoding in CLASS_LABELS:
        note = decisions.decided(tensor, Decision.EQUALITY, run.spot(ref))
        decisions.count_last(run.decisions, tensor)
    if note is not None and not decisions.asks_for_size(run.path):
        run.decisions.append(note)


def _symbolic_arithmetic(run: Run, op: str, left: Value, right: Value, ref: int, text: Text) -> Value:
    """Arithmetic on outputs: real values stay real, everything else is no longer told."""
    if op == "@":
        return product(run, left, right, ref)
    tensor = left if isinstance(left, Tensor) and is_symbolic(left) else right
    assert isinstance(tensor, Tensor)
    if op in ("+", "-") and isinstance(left, Tensor) and _is_tiny(right):
        return replace(left, links=tuple(replace(link, cached=False) for link in left.links))
    sides = [side for side in (left, right) if isinstance(side, Tensor)]
    if not isinstance(left, Const) and not isinstance(right, Const):
        width, rank = broadcast(sides)
        if tensor.layer == VARIABLE and len(sides) == 1:
            width = rank = None  # weights are stretched to what they are combined with
        tensor = replace(tensor, spot=run.spot(ref), layer="arithmetic", width=width, rank=rank)
    free = [side.space is Space.REAL for side in sides if is_symbolic(side)]
    real = all(free) or (op in ("+", "-") and any(free))  # free values moved by others are free
    if real or isinstance(left, Const) or isinstance(right, Const):
        space = Space.REAL if real else None
        made = replace(tensor, space=space, links=(), why=f"{text()} is arithmetic on the output", terms=None)
    else:
        made = replace(tensor, space=None, links=(), why=f"{text()} is arithmetic on outputs", terms=None)
    return _part_of_likelihood(op, left, right, made)


def _part_of_likelihood(op: str, left: Value, right: Value, made: Tensor) -> Tensor:
    """The outcome with what it holds of a cross-entropy: of one output, multiplied or divided by something else."""
    first, second = (isinstance(side, Tensor) and is_symbolic(side) for side in (left, right))
    output, by = (left, right) if first else (right, left)
    if first == second or op not in ("*", "/") or (op == "/" and second):
        return made
    assert isinstance(output, Tensor)
    return written.weighted(output, by, made) if op == "*" else written.scaled(output, by, made)


def _is_tiny(value: Value) -> bool:
    """Whether this is a number that only keeps a logarithm or a quotient finite."""
    return isinstance(value, Const) and isinstance(value.value, float) and abs(value.value) <= TINY


def broadcast(parts: Sequence[Tensor]) -> tuple[Value | None, int | None]:
    """The width and the rank of tensors combined element by element: a width of one is stretched to the others'."""
    widths = [part.rows if part.rank == 1 else part.width for part in parts]
    wide = [width for width in widths if width != Const(1)]
    width = next((each for each in wide if each is not None), None) if wide else Const(1)
    ranks = [part.rank for part in parts if part.rank is not None]
    return width, max(ranks) if len(ranks) == len(parts) else None


def product(run: Run, left: Value, right: Value, ref: int) -> Tensor:
    """A matrix product: free real values, as wide as the right side. Of arrays alone it can be a target as well."""
    rank = width = None
    if isinstance(right, Tensor) and right.rank is not None and right.rank > 1:
        width = right.width
        rank = left.rank if right.rank == 2 and isinstance(left, Tensor) else None
    sides = [side for side in (left, right) if isinstance(side, Tensor)]
    encoding = None if any(is_symbolic(side) for side in sides) else Encoding.REAL
    rows = left.rows if isinstance(left, Tensor) and left.rank == 2 else None
    return Tensor(run.spot(ref), Space.REAL, (), width, rank, PRODUCT, rows, encoding, origin=("product", run.number()))


def _scaled(run: Run, op: str, tensor: Tensor, by: float, is_left: bool, ref: int) -> Value:
    """Numbers added, subtracted, multiplied, divided: range and history are kept."""
    kind = ARITHMETIC.get(op)
    if is_left and op in ("//", "%") and tensor.encoding is Encoding.INDEX and by >= 1:
        return _coarser(run, tensor, op, by, ref)
    if kind is None or (not is_left and op == "/"):
        dtype = dtypes.with_number(run, tensor.dtype, op, by)
        return replace(
            tensor, encoding=None, low=None, high=None, dtype=dtype, why="the values are computed at run time"
        )
    low, high = _moved(tensor.low, op, by, is_left), _moved(tensor.high, op, by, is_left)
    if low is not None and high is not None and low > high:
        low, high = high, low
    edit = LabelEdit(kind, float(by), run.spot(ref))
    edits = (*tensor.edits, edit) if tensor.encoding in CLASS_LABELS else tensor.edits
    encoding = tensor.encoding
    tensor = replace(tensor, dtype=dtypes.with_number(run, tensor.dtype, op, by))
    if encoding is Encoding.BINARY and (low, high) == (-1, 1):
        return replace(tensor, encoding=Encoding.SIGN, low=low, high=high, edits=(), constant=False)
    if encoding is Encoding.BINARY and (low, high) == (0, 1) and not tensor.constant:  # 1 - y: the other class
        return replace(tensor, low=low, high=high)
    if encoding is Encoding.SIGN and (low, high) == (0, 1):
        return replace(tensor, encoding=Encoding.BINARY, low=low, high=high, edits=(), constant=False)
    smoothed = tensor.constant and tensor.rank is not None
    return replace(tensor, low=low, high=high, edits=edits, constant=smoothed)


def _coarser(run: Run, tensor: Tensor, op: str, by: float, ref: int) -> Value:
    """`y // 10`, `y % 10`: fewer classes, from 0 again. How many is known where the largest label is."""
    high = by - 1 if op == "%" and (tensor.high is None or tensor.high >= by) else tensor.high
    high = high // by if op == "//" and high is not None else high
    two = high == 1 and tensor.low is not None and tensor.low >= 0
    classes: Value = Const(int(high) + 1) if high is not None else run.unknown("the number of classes", ref, "classes")
    return replace(
        tensor, encoding=Encoding.BINARY if two else Encoding.INDEX, classes=classes, low=0, high=high, constant=False,
        edits=(), spot=run.spot(ref),
    )  # fmt: skip


def _moved(value: float | None, op: str, by: float, is_left: bool) -> float | None:
    if value is None:
        return None
    match op:
        case "+":
            return value + by
        case "-":
            return value - by if is_left else by - value
        case "*":
            return value * by
        case "/":
            return value / by if by else None
        case _:
            return None


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
