"""Arrays from what stands in the program: lists of labels, and which encoding their values are in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lossguard.interpret.effects.facts import agree, first_unknown, is_output, of_zeros_and_ones
from lossguard.interpret.effects.site import LISTS, CallSite
from lossguard.interpret.run import Run
from lossguard.interpret.values import Choice, Const, Items, ListValue, Tensor, TupleValue, Value
from lossguard.records import dataclass, replace
from lossguard.vocabulary import Encoding

CLOSE_TO_ONE = 1e-6
SIGNS = frozenset({-1, 1})


@dataclass(frozen=True, slots=True)
class Bag:
    """The values of an array, without their order: how they are encoded and between which they lie."""

    encoding: Encoding | None
    classes: Value | None
    dtype: str | None
    low: float | None
    high: float | None


def as_array(site: CallSite, value: Value) -> Value:
    """A list or tuple as the array NumPy makes of it; everything else as it is."""
    if not isinstance(value, LISTS):
        return value
    items, closed = items_of(site, value)
    if not items or not (closed or _goes_on_alike(site, value)):
        return site.unknown(why="the items of the list are not known")
    rows = _rows(site, value)
    if rows is not None:
        return _table(site, rows)
    items = tuple(as_array(site, item) for item in items)
    if all(isinstance(item, Tensor) for item in items):
        return _stacked(site, [item for item in items if isinstance(item, Tensor)], closed)
    constants = [constant for item in items for constant in constants_in(site.run, item)]
    if all(isinstance(constant, Const) for constant in constants):
        made = _column(site, [constant for constant in constants if isinstance(constant, Const)], len(items))
        return made if closed else replace(made, rows=None)
    unknown = first_unknown((*items, *constants))
    return site.unknown(unknown) if unknown is not None else site.unknown(why="the items are not known")


def items_of(site: CallSite, value: Value) -> tuple[tuple[Value, ...], bool]:
    """The items a list may hold, of all its alternatives together, and whether these are all."""
    if isinstance(value, TupleValue):
        return value.items, True
    contents = site.run.contents(value) if isinstance(value, ListValue) else Items((), open=True)
    options = [option for _, option in contents.options] if isinstance(contents, Choice) else [contents]
    items: list[Value] = []
    closed = True
    for option in options:
        if not isinstance(option, Items):
            return (), False
        items.extend(option.values)
        closed = closed and not option.open
    return tuple(items), closed


def _goes_on_alike(site: CallSite, value: Value) -> bool:
    """Whether what a list holds beside its known items is like them, in each of its alternatives."""
    contents = site.run.contents(value) if isinstance(value, ListValue) else None
    options = [option for _, option in contents.options] if isinstance(contents, Choice) else [contents]
    return all(isinstance(option, Items) and (option.alike or not option.open) for option in options)


def constants_in(run: Run, value: Value) -> Iterator[Value]:
    """The constants a value may be: one, or one for each alternative; what is none comes as it is."""
    value = run.resolved(value)
    if isinstance(value, Choice):
        for _, option in value.options:
            yield from constants_in(run, option)
    else:
        yield value


# ---- arrays of numbers and names ----


def _column(site: CallSite, constants: Sequence[Const], count: int) -> Tensor:
    """(n,) from scalars."""
    values = [constant.value for constant in constants]
    bag = bag_of(values)
    constant = len(set(map(repr, values))) == 1 and bag.encoding is Encoding.BINARY
    made = replace(site.made(), rank=1, rows=Const(count), constant=constant)
    return filled(made, bag)


def bag_of(values: Sequence[object]) -> Bag:
    """The encoding of scalars. Whole numbers are class numbers where they are 0 .. k - 1 without a gap (1 .. k: where
    they repeat, as labels do and counters do not)."""
    if not values:
        return Bag(None, None, None, None, None)
    if all(isinstance(value, str) for value in values):
        return Bag(Encoding.TEXT, Const(len(set(values))), "str", None, None)
    numbers = [value for value in values if isinstance(value, (int, float))]
    if len(numbers) < len(values):
        return Bag(None, None, None, None, None)
    dtype = _dtype(numbers)
    encoding, classes = _encoding(numbers)
    return Bag(encoding, classes, dtype, float(min(numbers)), float(max(numbers)))


def bag_in(values: Sequence[Value]) -> Bag | None:
    """The encoding of values that are known; None where there are none, or others among them."""
    constants = [value.value for value in values if isinstance(value, Const)]
    return bag_of(constants) if constants and len(constants) == len(values) else None


def _dtype(numbers: Sequence[float]) -> str:
    if all(isinstance(number, bool) for number in numbers):
        return "bool"
    return "int64" if all(isinstance(number, int) for number in numbers) else "float64"


def _encoding(numbers: Sequence[float]) -> tuple[Encoding | None, Value | None]:
    distinct = set(numbers)
    if distinct <= {0, 1}:
        return Encoding.BINARY, Const(2)
    if distinct <= SIGNS:
        return Encoding.SIGN, Const(2)
    if not all(isinstance(number, int) for number in numbers):
        return Encoding.REAL, None
    low, high = min(distinct), max(distinct)
    gapless = len(distinct) == high - low + 1
    if gapless and (low == 0 or (low == 1 and len(numbers) > len(distinct))):
        return Encoding.INDEX, Const(len(distinct))
    return None, None


def filled(tensor: Tensor, bag: Bag) -> Tensor:
    """A tensor with the values of a bag: several columns of 0 and 1 are multi-hot."""
    held = replace(tensor, dtype=bag.dtype, low=bag.low, high=bag.high, edits=())
    if bag.encoding is Encoding.BINARY:
        return of_zeros_and_ones(held)
    why = "" if bag.encoding is not None else "the numbers are no class labels from 0"
    return replace(held, encoding=bag.encoding, classes=bag.classes, why=why)


# ---- tables ----


def _rows(site: CallSite, value: Value) -> list[list[object]] | None:
    """The rows of a list of lists of constants, all as long."""
    found = site.items(value) if isinstance(value, LISTS) else None
    rows: list[list[object]] = []
    for item in found or ():
        cells = site.items(site.run.resolved(item))
        if cells is None or not all(isinstance(cell, Const) for cell in cells):
            return None
        rows.append([cell.value for cell in cells if isinstance(cell, Const)])
    return rows if rows and rows[0] and all(len(row) == len(rows[0]) for row in rows) else None


def _table(site: CallSite, rows: list[list[object]]) -> Tensor:
    """(n, C) from rows: one-hot where every row has one 1, soft where every row adds up to 1."""
    width = len(rows[0])
    bag = bag_of([cell for row in rows for cell in row])
    made = replace(site.made(), rank=2, rows=Const(len(rows)), width=Const(width))
    if width > 1 and bag.low is not None and bag.low >= 0 and bag.high is not None and bag.high <= 1:
        sums = [sum(float(cell) for cell in row if isinstance(cell, (int, float))) for row in rows]
        if all(abs(total - 1) < CLOSE_TO_ONE for total in sums):
            encoding = Encoding.ONE_HOT if bag.encoding is Encoding.BINARY else Encoding.SOFT
            return replace(filled(made, bag), encoding=encoding, classes=Const(width))
    if width > 1 and bag.encoding is Encoding.SIGN:
        bag = replace(bag, encoding=None, classes=None)
    return filled(made, bag)


# ---- lists of arrays ----


def _stacked(site: CallSite, parts: list[Tensor], closed: bool) -> Value:
    """A list of arrays of one kind: an axis more. Their values are kept where all agree."""
    first = parts[0]
    if any(is_output(part) for part in parts):
        return site.unknown(why="outputs of a model in a list")
    inner = agree(part.rank for part in parts)
    width = agree(part.rows if part.rank == 1 else part.width for part in parts)
    made = replace(site.made(), rank=None if inner is None else inner + 1, rows=Const(len(parts)) if closed else None)
    if inner != 0:
        made = replace(made, width=width)
    bag = common_bag(parts)
    if bag is None:
        return replace(made, why="arrays of several kinds are put together")
    if inner == 1 and bag.encoding is Encoding.BINARY and width != Const(1):
        bag = replace(bag, encoding=Encoding.ONE_HOT if _one_hot(parts) else Encoding.MULTI_HOT, classes=width)
    elif inner == 1 and bag.encoding is Encoding.INDEX and width != Const(1):
        bag = replace(bag, encoding=None)
    made = filled(made, bag)
    return replace(made, encoding=bag.encoding, edits=first.edits, origin=first.origin)


def _one_hot(parts: list[Tensor]) -> bool:
    return all(part.encoding is Encoding.ONE_HOT for part in parts)


def common_bag(parts: Sequence[Tensor]) -> Bag | None:
    """What is told of the values of several arrays together; None where they are encoded differently."""
    kinds = {part.encoding for part in parts}
    encoding = parts[0].encoding
    if kinds == {Encoding.INDEX, Encoding.BINARY}:
        encoding = Encoding.INDEX
    elif len(kinds) > 1:
        return None
    if any(part.edits != parts[0].edits for part in parts):
        return None
    lows = [part.low for part in parts]
    highs = [part.high for part in parts]
    low = min(value for value in lows if value is not None) if None not in lows else None
    high = max(value for value in highs if value is not None) if None not in highs else None
    dtype = parts[0].dtype if all(part.dtype == parts[0].dtype for part in parts) else None
    return Bag(encoding, _common_classes(encoding, parts), dtype, low, high)


def _common_classes(encoding: Encoding | None, parts: Sequence[Tensor]) -> Value | None:
    same = agree(part.classes for part in parts)
    if same is not None or encoding is not Encoding.INDEX:
        return same
    known = [part.classes.value for part in parts if isinstance(part.classes, Const)]
    numbers = [number for number in known if isinstance(number, int)]
    return Const(max(numbers)) if len(numbers) == len(parts) else None
