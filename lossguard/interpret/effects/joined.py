"""Effects that put several arrays together."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import algebra, arrays, dtypes, operations
from lossguard.interpret.effects.facts import (
    agree,
    first_unknown,
    is_between,
    is_output,
    number_in,
    shaped_like,
    total,
    uncached,
    whole,
)
from lossguard.interpret.effects.literals import as_array, bag_of, common_bag, filled, items_of
from lossguard.interpret.effects.shapes import is_column, reshaped
from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.values import Const, ListValue, Tensor, TupleValue, Value
from lossguard.records import replace
from lossguard.vocabulary import HARD_BITS, Encoding, Space

Join = Callable[[list[Tensor]], Value]


def _parts(site: CallSite, join: Join, axis: int | None = None) -> Value:
    """`join` on the arrays in `tensors`, on every combination of what they may be. Of a list that may hold more arrays
    like those known, how long `axis` gets is not told."""
    given = site.given("tensors")
    items = site.items(given)
    if items is None and axis is not None and isinstance(given, ListValue):
        alike = items_of(site, given)[0]
        if alike:
            return site.every(alike, lambda values: _uncounted(_told(site, values, join), axis == 0))
    if not items:
        return site.unknown(given, why="which arrays are joined is not known")
    return site.every(items, lambda values: _told(site, values, join))


def _uncounted(value: Value, along_rows: bool) -> Value:
    if not isinstance(value, Tensor):
        return value
    return replace(value, rows=None) if along_rows else replace(value, width=None)


def _told(site: CallSite, values: tuple[Value, ...], join: Join) -> Value:
    parts = [as_array(site, value) for value in values]
    tensors = [part for part in parts if isinstance(part, Tensor)]
    if len(tensors) == len(parts):
        return join(tensors)
    if tensors and all(is_output(tensor) for tensor in tensors):
        return replace(tensors[0], space=None, links=(), width=None, why="outputs are joined with what is not known")
    unknown = first_unknown(parts)
    return site.unknown(unknown, why="" if unknown is not None else "arrays and other things are joined")


def concatenate(site: CallSite) -> Value:
    """`tensors` along `axis`."""
    axis = whole(site.given("axis"))
    return _parts(site, lambda tensors: along(site, tensors, axis), axis)


def along(site: CallSite, tensors: list[Tensor], axis: int | None) -> Value:
    """Arrays joined along an axis, None: one that is not known."""
    rank = _rank(tensors)
    if axis == 0:
        return by_rows(site, tensors)
    if axis is not None and (axis == -1 or (rank is not None and axis == rank - 1)):
        return by_rows(site, tensors) if rank == 1 else by_columns(site, tensors, rank)
    made = replace(site.made(), rank=rank, why="arrays are joined along an axis that is not known")
    return replace(made, layer="joined") if any(is_output(tensor) for tensor in tensors) else made


def _rank(tensors: list[Tensor]) -> int | None:
    """The rank of arrays that have the same, where one of them tells it."""
    return next((tensor.rank for tensor in tensors if tensor.rank is not None), None)


def by_rows(site: CallSite, tensors: list[Tensor]) -> Value:
    """Below one another: values are kept where all agree."""
    first = tensors[0]
    width = agree(tensor.width for tensor in tensors)
    if any(is_output(tensor) for tensor in tensors):
        same = all(tensor.space is first.space for tensor in tensors)
        joined = replace(first, links=uncached(first.links), width=width, rows=None)
        return joined if same else replace(joined, space=None, links=(), why="several outputs are joined")
    rank = agree(tensor.rank for tensor in tensors)
    made = replace(site.made(), rank=rank, width=width, rows=total(tensor.rows for tensor in tensors))
    origin = agree(tensor.origin for tensor in tensors)
    made = made if origin is None else replace(made, origin=origin)
    bag = common_bag(tensors)
    if bag is None:
        return replace(made, why="arrays with different labels are joined")
    constant = all(tensor.constant for tensor in tensors) and bag.low == bag.high
    made = replace(filled(made, bag), encoding=bag.encoding, classes=bag.classes, constant=constant)
    return replace(made, edits=first.edits, source=first.source or made.source, why=first.why)


def by_columns(site: CallSite, tensors: list[Tensor], rank: int | None) -> Value:
    """Side by side: widths add up. Columns of 0 and 1 are multi-hot; a column and its opposite are one-hot."""
    width = total(tensor.width for tensor in tensors)
    first = tensors[0]
    if any(is_output(tensor) for tensor in tensors):
        space = arrays.space_of_part(agree(tensor.space for tensor in tensors))
        links = uncached(first.links) if space is Space.UNIT else ()
        return replace(first, rank=rank, width=width, space=space, links=links, why="several outputs are joined")
    made = replace(site.made(), rank=rank, width=width, rows=first.rows)
    if all(tensor.encoding is Encoding.REAL for tensor in tensors):
        return replace(made, encoding=Encoding.REAL, dtype=first.dtype, why="")
    if len(tensors) > 1 and all(tensor.encoding in HARD_BITS and not tensor.edits for tensor in tensors):
        opposite = len(tensors) == 2 and all(is_column(t) for t in tensors) and first.origin == tensors[1].origin
        encoding = Encoding.ONE_HOT if opposite and first.origin is not None else Encoding.MULTI_HOT
        return replace(made, encoding=encoding, classes=width, low=0, high=1, dtype=first.dtype, why="")
    return replace(made, why="columns of several arrays side by side")


def stack(site: CallSite) -> Value:
    """`tensors` along a new `axis`."""
    axis = whole(site.given("axis"))
    return _parts(site, lambda tensors: stacked(site, tensors, axis), axis)


def stacked(site: CallSite, tensors: list[Tensor], axis: int | None) -> Value:
    """Arrays of one shape put along a new axis, None: one that is not known. (n,) side by side are columns."""
    inner = agree(tensor.rank for tensor in tensors)
    last = axis is not None and (axis == -1 or axis == inner)
    if last and inner == 1:
        return by_columns(site, [_as_column(tensor) for tensor in tensors], 2)
    joined = by_rows(site, tensors)
    if not isinstance(joined, Tensor):
        return joined
    outer = None if inner is None else inner + 1
    if inner == 0:
        return replace(joined, rank=outer, width=None, rows=None)
    if last or axis is None:
        count = Const(len(tensors)) if last else None
        return replace(joined, rank=outer, width=count, rows=None, encoding=None, why="arrays are stacked")
    width = agree(tensor.rows for tensor in tensors) if inner == 1 else joined.width
    rows = Const(len(tensors)) if axis == 0 else None
    made = replace(joined, rank=outer, width=width, rows=rows)
    broken = inner == 1 and not is_output(made) and made.encoding is not Encoding.REAL
    return replace(made, encoding=None, why="arrays are stacked") if broken else made


def unequal(site: CallSite) -> Value:
    """`tensors` of different lengths as one with an axis more: which one is the first is not told, nor how long."""

    def join(tensors: list[Tensor]) -> Value:
        below = by_rows(site, tensors)
        if not isinstance(below, Tensor):
            return below
        rank = None if below.rank is None else below.rank + 1
        return replace(below, rank=rank, rows=None, width=below.width if rank is not None and rank > 2 else None)

    return _parts(site, join, 0)


def _as_column(tensor: Tensor) -> Tensor:
    """(n,) as (n, 1)."""
    return replace(tensor, rank=2, width=Const(1)) if tensor.rank == 1 else tensor


def vstack(site: CallSite) -> Value:
    """(n,) becomes a row (1, n); then below one another."""

    def join(tensors: list[Tensor]) -> Value:
        return by_rows(site, [_as_row(tensor) for tensor in tensors])

    return _parts(site, join)


def _as_row(tensor: Tensor) -> Tensor:
    if tensor.rank != 1:
        return tensor
    row = reshaped(tensor, (Const(1), tensor.rows or Const(-1)))
    return replace(row, width=tensor.rows)


def hstack(site: CallSite) -> Value:
    """Along axis 0 for (n,), else side by side."""

    def join(tensors: list[Tensor]) -> Value:
        if all(tensor.rank == 1 for tensor in tensors):
            return by_rows(site, tensors)
        rank = _rank(tensors)
        if rank is None or rank > 2:
            return replace(site.made(), rank=rank, why="arrays of an unknown shape are joined")
        return by_columns(site, tensors, rank)

    return _parts(site, join)


def column_stack(site: CallSite) -> Value:
    """(n,) becomes a column (n, 1); then side by side."""
    return _parts(site, lambda tensors: by_columns(site, [_as_column(tensor) for tensor in tensors], 2))


def append(site: CallSite) -> Value:
    """`subject` and `values` along `axis`, left out: both flattened."""
    subject, values = site.given("subject"), site.given("values")
    if subject is None or values is None:
        return site.unknown()
    if isinstance(values, Const):
        values = TupleValue((values,))
    axis = site.present("axis")

    def join(tensors: list[Tensor]) -> Value:
        if axis is None:
            return by_rows(site, [reshaped(tensor, (Const(-1),)) for tensor in tensors])
        return along(site, tensors, whole(axis))

    return site.every((subject, values), lambda both: _told(site, both, join))


# ---- two arrays element by element ----


def arithmetic(site: CallSite) -> Value:
    """The operator in the constant `op` between `left` and `right`."""
    left, right = site.given("left"), site.given("right")
    op = site.constant("op")
    if left is None or right is None or not isinstance(op, str):
        return site.unknown(left)
    if op == "/" and isinstance(site.present("rounding"), Const):
        op = "//"
    return operations.binary(site.run, op, as_array(site, left), as_array(site, right), site.ref, site.text)


def matmul(site: CallSite) -> Value:
    """`left @ right`: free real values."""
    left, right = site.given("left"), site.given("right")
    if left is None or right is None:
        return site.unknown(left)
    return site.every((left, right), lambda sides: _product(site, as_array(site, sides[0]), as_array(site, sides[1])))


def product(site: CallSite) -> Value:
    """`left @ right` where weights of a model are multiplied by the program itself: free real values. `factors`: how
    wide the outcome is, is said by a formula (einsum) or by axes (tensordot), and not told here."""
    if site.constant("factors") is not None:
        return algebra.product(site.run, Const(None), Const(None), site.ref)
    left, right = site.given("left"), site.given("right")
    if left is None or right is None:
        return site.unknown(left)
    moved = site.constant("transposed") is not None and site.given("transposed") != Const(False)

    def multiplied(sides: tuple[Value, ...]) -> Value:
        made = algebra.product(site.run, as_array(site, sides[0]), as_array(site, sides[1]), site.ref)
        return replace(made, width=None) if moved else made

    return site.every((left, right), multiplied)


def _product(site: CallSite, left: Value, right: Value) -> Value:
    if is_output(left) or is_output(right):
        return algebra.operate(site.run, "@", left, right, site.ref, site.text)
    if not isinstance(left, Tensor) or not isinstance(right, Tensor):
        return site.unknown(left)
    rank = None
    if left.rank is not None and right.rank is not None:
        rank = max(left.rank + right.rank - 2, 0) if min(left.rank, right.rank) <= 2 else max(left.rank, right.rank)
    made = replace(site.made(), rank=rank, encoding=Encoding.REAL, why="")
    return replace(made, width=right.width) if rank is not None and rank > 1 and (right.rank or 0) > 1 else made


def where(site: CallSite) -> Value:
    """`x` where `condition` holds, else `y`; without them indices."""
    condition, x, y = site.given("condition"), site.present("x"), site.present("y")
    if condition is None or x is None or y is None:
        return site.fresh("the places where a condition holds")
    return site.every((condition, x, y), lambda values: _either(site, *values))


def _either(site: CallSite, condition: Value, x: Value, y: Value) -> Value:
    """Two constants give an array in the condition's shape; two arrays what both agree on."""
    sides = [as_array(site, x), as_array(site, y)]
    if isinstance(sides[0], Const) and isinstance(sides[1], Const):
        like = condition if isinstance(condition, Tensor) else site.made()
        return filled(shaped_like(site.made(), like), bag_of([sides[0].value, sides[1].value]))
    tensors = [side for side in sides if isinstance(side, Tensor)]
    if len(tensors) == 2 and common_bag(tensors) is not None:
        joined = by_rows(site, tensors)
        if not isinstance(joined, Tensor):
            return joined
        return replace(joined, rows=agree(each.rows for each in tensors))
    if len(tensors) == 1:
        other = next((side for side in sides if not isinstance(side, Tensor)), None)
        return _replaced(tensors[0], other)
    return site.unknown(first_unknown(sides))


def _replaced(tensor: Tensor, other: Value | None) -> Value:
    """An array some of whose elements were overwritten with one value."""
    if is_output(tensor):
        return replace(tensor, space=None, links=(), why="parts of the output are replaced")
    if isinstance(other, Const) and isinstance(other.value, float) and tensor.dtype not in dtypes.FLOATS:
        return replace(tensor, encoding=None, low=None, high=None, dtype=None, why="some values are replaced")
    if is_between(number_in(other), tensor):
        return replace(tensor, constant=False)
    return replace(tensor, encoding=None, low=None, high=None, why="some values are replaced")
