"""Arrays that a program fills in place: what `y[i, c] = 1` makes of zeros.

y = np.zeros((n, 10))               one value everywhere
for i in range(n):
    y[i, names.index(name)] = 1     one-hot rows: each pass of the loop sets one place of a row of its own
for i in range(n):
    y[i] = encode(texts[i])         whatever `encode` gives, one row each
"""

from __future__ import annotations

from lossguard.interpret import arrays, operations
from lossguard.interpret.run import Run
from lossguard.interpret.values import Choice, Const, Tensor, TupleValue, Unknown, Value
from lossguard.records import replace
from lossguard.vocabulary import CLASS_NUMBERS, CLASS_ROWS, Encoding

WHY = "the array is filled item by item at run time"


def filled(run: Run, tensor: Tensor, index: Value | None, value: Value) -> Tensor:
    """An array into which the program writes `value` at `index` (None: a slice): its shape stays. Its values are no
    longer told, unless what is written says what they become."""
    if _holds(tensor, value):
        return replace(tensor, constant=False, low=0, high=max(tensor.high or 0, 1))
    taken = _indices(index)
    if _is_hot(run, tensor, taken, value):
        return replace(
            tensor, encoding=Encoding.ONE_HOT, classes=tensor.width, low=0, high=1, constant=False, why="", edits=()
        )
    if isinstance(value, Tensor) and _takes_over(tensor, taken, value):
        return replace(
            tensor, encoding=value.encoding, classes=value.classes or tensor.width, constant=False, why="",
            low=value.low, high=value.high, edits=value.edits, origin=value.origin,
        )  # fmt: skip
    return replace(tensor, encoding=None, classes=None, low=None, high=None, constant=False, why=WHY)


def _indices(index: Value | None) -> tuple[Value, ...] | None:
    """The indices axis by axis; None where a slice is written."""
    if index is None:
        return None
    return index.items if isinstance(index, TupleValue) else (index,)


def _holds(tensor: Tensor, value: Value) -> bool:
    """Whether a value is one that the encoding of these labels has anyway; what a mask takes in becomes 0 or 1."""
    if isinstance(value, Choice):
        return all(_holds(tensor, option) for _, option in value.options)
    if tensor.dtype == "bool" and tensor.encoding in (Encoding.BINARY, Encoding.MULTI_HOT):
        return True
    number = value.value if isinstance(value, Const) else None
    if not isinstance(number, (int, float)) or tensor.edits:
        return False
    if tensor.encoding is Encoding.INDEX:
        return number == int(number) and tensor.high is not None and 0 <= number <= tensor.high
    return tensor.encoding is Encoding.BINARY and number in (0, 1)


def _is_hot(run: Run, tensor: Tensor, taken: tuple[Value, ...] | None, value: Value) -> bool:
    """Whether rows of zeros get one 1 each: the last axis at one place, the others by the loops around the statement.

    A loop that counts none of the axes may set several places of one row.
    """
    zeros = tensor.constant and tensor.high == 0
    if not isinstance(value, Const) or value.value != 1 or tensor.rank is None or tensor.rank < 2:
        return False
    if taken is None or len(taken) != tensor.rank or not (zeros or tensor.encoding is Encoding.ONE_HOT):
        return False
    *leading, last = taken
    if _is_slice(last) or isinstance(last, TupleValue):
        return False
    counted = {each.key for each in leading if isinstance(each, Unknown) and operations.is_counter(each)}
    each_row = any(isinstance(index, Tensor) and index.why == arrays.NUMBERS_OF_A_RANGE for index in leading)
    return each_row or len(counted) >= max(1, run.frame.loops)


def _is_slice(index: Value) -> bool:
    return isinstance(index, Unknown) and (":" in index.text or index.why == "a slice")


def _takes_over(tensor: Tensor, taken: tuple[Value, ...] | None, value: Tensor) -> bool:
    """Whether an array of one value becomes what is written into it, row by row or place by place."""
    if value.encoding is None or arrays.is_symbolic(value):
        return False
    if not tensor.constant and (tensor.encoding, tensor.edits) != (value.encoding, value.edits):
        return False
    if value.encoding is Encoding.REAL:
        return True
    scalars = sum(not _is_slice(index) for index in taken or ())
    rows_left = tensor.rank is not None and scalars < tensor.rank
    if value.encoding in CLASS_ROWS:
        return rows_left and (value.width is None or tensor.width is None or value.width == tensor.width)
    return value.encoding in CLASS_NUMBERS
