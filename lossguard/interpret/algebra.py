"""The algebra of arrays and tensors: what operators between them do to encoding, range, shape and space."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lossguard.interpret import arrays, decisions, dtypes, written
from lossguard.interpret.run import Run
from lossguard.interpret.values import Const, Tensor, Value, root_of
from lossguard.records import replace
from lossguard.setups import LabelEdit
from lossguard.vocabulary import HOT_ROWS, Decision, Encoding, Space

Text = Callable[[], str]
ARITHMETIC = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
VARIABLE = "variable"  # the layer of weights that a program declares itself
TINY = 1e-4  # what is added to keep a logarithm finite is no more


def negated(run: Run, tensor: Tensor, op: str, ref: int) -> Value:
    """`-t`, `~t`: the space of a head is no longer told, a mask stays one."""
    if op == "~":
        return _inverted(tensor)
    if arrays.is_symbolic(tensor):
        space = Space.REAL if tensor.space is Space.REAL else None
        return written.negated(run, tensor, replace(tensor, space=space, links=(), why="the output is negated"), ref)
    return replace(tensor, encoding=None, low=None, high=None, why="the values are negated")


def _inverted(tensor: Tensor) -> Tensor:
    """Truth values the other way round; of whole numbers -1 - y. A type that is not told is taken for a mask."""
    if arrays.is_symbolic(tensor) or tensor.dtype in (None, "bool"):
        hot = tensor.encoding is Encoding.ONE_HOT
        return replace(tensor, constant=False, encoding=None if hot else tensor.encoding)
    return replace(tensor, encoding=None, low=None, high=None, constant=False, why="the bits of numbers are inverted")


def operate(run: Run, op: str, left: Value, right: Value, ref: int, text: Text) -> Value:
    """`left op right` where one of them is a tensor."""
    tensor = left if isinstance(left, Tensor) else right
    other = right if tensor is left else left
    assert isinstance(tensor, Tensor)
    if op in COMPARISONS:
        return _compared(run, op, tensor, other, ref)
    if arrays.is_symbolic(tensor) or (isinstance(other, Tensor) and arrays.is_symbolic(other)):
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
    if arrays.is_symbolic(tensor):
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
    elif op == "==" and isinstance(other, Tensor) and other.encoding in arrays.CLASS_LABELS:
        note = decisions.decided(tensor, Decision.EQUALITY, run.spot(ref))
        decisions.count_last(run.decisions, tensor)
    if note is not None and not decisions.is_picked_for_head(run.path):
        run.decisions.append(note)


def _symbolic_arithmetic(run: Run, op: str, left: Value, right: Value, ref: int, text: Text) -> Value:
    """Arithmetic on outputs: real values stay real, everything else is no longer told."""
    if op == "@":
        return product(run, left, right, ref)
    tensor = left if isinstance(left, Tensor) and arrays.is_symbolic(left) else right
    assert isinstance(tensor, Tensor)
    if op in ("+", "-") and isinstance(left, Tensor) and _is_tiny(right):
        return replace(left, links=tuple(replace(link, cached=False) for link in left.links))
    sides = [side for side in (left, right) if isinstance(side, Tensor)]
    if not isinstance(left, Const) and not isinstance(right, Const):
        width, rank = broadcast(sides)
        if tensor.layer == VARIABLE and len(sides) == 1:
            width = rank = None  # weights are stretched to what they are combined with
        tensor = replace(tensor, spot=run.spot(ref), layer="arithmetic", width=width, rank=rank)
    free = [side.space is Space.REAL for side in sides if arrays.is_symbolic(side)]
    real = all(free) or (op in ("+", "-") and any(free))  # free values moved by others are free
    if real or isinstance(left, Const) or isinstance(right, Const):
        space = Space.REAL if real else None
        made = replace(tensor, space=space, links=(), why=f"{text()} is arithmetic on the output", terms=None)
    else:
        made = replace(tensor, space=None, links=(), why=f"{text()} is arithmetic on outputs", terms=None)
    return _part_of_likelihood(op, left, right, made)


def _part_of_likelihood(op: str, left: Value, right: Value, made: Tensor) -> Tensor:
    """The outcome with what it holds of a cross-entropy: of one output, multiplied or divided by something else."""
    first, second = (isinstance(side, Tensor) and arrays.is_symbolic(side) for side in (left, right))
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
    encoding = None if any(arrays.is_symbolic(side) for side in sides) else Encoding.REAL
    rows = left.rows if isinstance(left, Tensor) and left.rank == 2 else None
    return Tensor(
        run.spot(ref), Space.REAL, (), width, rank, arrays.PRODUCT, rows, encoding, origin=("product", run.number())
    )


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
    edits = (*tensor.edits, edit) if tensor.encoding in arrays.CLASS_LABELS else tensor.edits
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
