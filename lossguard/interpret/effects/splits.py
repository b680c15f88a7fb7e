"""Effects that take arrays apart: training and test parts, shuffles, folds."""

from __future__ import annotations

from lossguard.interpret import arrays
from lossguard.interpret.effects.facts import is_output, whole
from lossguard.interpret.effects.kept import without_columns
from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.shapes import counted_axis, size_along
from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.values import Const, Tensor, TupleValue, Value
from lossguard.knowledge.parameters import parameters
from lossguard.records import replace
from lossguard.vocabulary import Space


def _some_rows(site: CallSite, value: Value) -> Value:
    """Some rows of an array, a table or a list: the same values, how many is not told."""

    def cut(option: Value) -> Value:
        option = as_array(site, option)
        return arrays.cut(option) if isinstance(option, Tensor) else option

    return site.each(value, cut)


def train_test_split(site: CallSite) -> Value:
    """Each array in two parts: a, a', b, b' ..."""
    found = site.rest()
    if not found:
        return site.unknown(why="which arrays are split is not known")
    parts = [_some_rows(site, value) for value in found]
    return TupleValue(tuple(part for part in parts for _ in range(2)), site.spot)


def shuffle(site: CallSite) -> Value:
    """Each array with its rows reordered; a single one by itself."""
    found = site.rest()
    if not found:
        return site.unknown(why="which arrays are shuffled is not known")
    parts = tuple(_some_rows(site, value) for value in found)
    return parts[0] if len(parts) == 1 else TupleValue(parts, site.spot)


def split(site: CallSite, subject: Value) -> Value:
    """A list of parts along `axis`, else along the constant `at`, else of rows. `drops`: the axis is gone in each."""
    subject = as_array(site, subject)
    axis = 0 if isinstance(subject, Tensor) and subject.rank == 1 else _axis(site)
    count = _sections(site)
    size = whole(size_along(subject, axis)) if isinstance(subject, Tensor) and axis is not None else None
    if count is not None and size is not None and size < count:
        count = None  # PyTorch gives fewer parts, NumPy empty ones
    part = _part(site, subject, axis, count)
    if site.constant("drops") is True and isinstance(part, Tensor) and part.rank:
        part = replace(part, rank=part.rank - 1, width=part.width if part.rank > 2 else None, rows=None)
    if count is None:
        return site.run.new_list((part,), site.spot, open=True)
    return TupleValue((part,) * count, site.spot)


def _axis(site: CallSite) -> int | None:
    """The axis that is cut; None where it is not told."""
    if site.constant("axis") is not None:
        return whole(site.given("axis"))
    at = site.constant("at")
    return at if isinstance(at, int) else 0


def _sections(site: CallSite) -> int | None:
    """How many parts: a number, or one more than the places to cut at (TensorFlow: one for each size)."""
    value = site.bound.value(_sections_parameter(site))
    value = None if value is None else site.run.resolved(value)
    number = whole(value)
    if number is not None:
        return number if 0 < number <= 64 else None
    places = site.items(value)
    if places is None:
        return None
    return len(places) if site.of_tensorflow else len(places) + 1


def _sections_parameter(site: CallSite) -> str:
    names = [parameter.name for parameter in parameters(site.row)]
    return names[1] if len(names) > 1 else ""


def _part(site: CallSite, subject: Value, axis: int | None, count: int | None) -> Value:
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=axis == 0)
    if axis == 0:
        return arrays.cut(subject)
    if axis is None or not subject.rank or axis % subject.rank == counted_axis(subject):
        part = without_columns(subject)
        total = whole(subject.width)
        equal = site.items(site.bound.value(_sections_parameter(site))) is None or site.of_tensorflow
        even = equal and total is not None and count is not None and total % count == 0 and not is_output(subject)
        return replace(part, width=Const(total // count)) if even and total and count else part
    return replace(subject, space=subject.space if subject.space is not Space.SIMPLEX else None)


def fold_split(site: CallSite) -> Value:
    """Pairs (train rows, test rows): indices, not told."""
    pair = TupleValue((site.fresh("the rows of a fold"), site.fresh("the rows of a fold")), site.spot)
    return site.run.new_list((pair,), site.spot, open=True)


def resample_pair(site: CallSite) -> Value:
    """The pair of `x` and `y` with other rows."""
    x, y = site.given("x"), site.given("y")
    if x is None or y is None:
        return site.unknown()
    return TupleValue((_some_rows(site, x), _some_rows(site, y)), site.spot)
