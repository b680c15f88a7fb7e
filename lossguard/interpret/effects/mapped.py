"""Effects that look every value up: mappings, replacements, bins, functions applied to each value."""

from __future__ import annotations

from lossguard.interpret import calls, operations
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.effects import batches
from lossguard.interpret.effects.facts import first_unknown, is_output, output, shaped_like, whole
from lossguard.interpret.effects.literals import Bag, as_array, bag_in, constants_in, filled
from lossguard.interpret.effects.site import CallSite, dtype_of
from lossguard.interpret.values import (
    Argument,
    Builtin,
    Const,
    DictValue,
    Entries,
    External,
    Function,
    Method,
    Partial,
    Tensor,
    TupleValue,
    Unknown,
    Value,
)
from lossguard.records import replace
from lossguard.vocabulary import Encoding

CALLABLES = (Function, External, Builtin, Partial, Method)
RANGE = 64  # class numbers that are followed through a replacement one by one


def mapped(site: CallSite, subject: Value) -> Value:
    """`y.map(mapping)`: the values of a dictionary are the new labels."""
    mapping = site.given("mapping")
    if isinstance(mapping, DictValue):
        entries = site.run.contents(mapping)
        return site.each(entries, lambda option: _looked_up(site, subject, option))
    return _of_each(site, subject, mapping)


def _looked_up(site: CallSite, subject: Value, entries: Value) -> Value:
    if not isinstance(entries, Entries) or entries.open or not entries.pairs:
        return site.unknown(subject, why="the mapping of the labels is not known")
    values = [value for _, entry in entries.pairs for value in constants_in(site.run, entry)]
    bag = bag_in(values)
    if bag is None:
        return site.unknown(subject, why="what the labels are mapped to is not known")
    return _like(site, subject, bag)


def _like(site: CallSite, subject: Value, bag: Bag) -> Tensor:
    """New values in the shape of the old: those of a table's column are (n,)."""
    made = site.made()
    made = shaped_like(made, subject) if isinstance(subject, Tensor) else replace(made, rank=1)
    return filled(made, bag)


def replaced(site: CallSite, subject: Value) -> Value:
    """`y.replace(old, new)`, or a dictionary: values not named stay."""
    pairs = _pairs(site)
    if pairs is None:
        return site.unknown(subject, why="which values are replaced is not known")
    if not isinstance(subject, Tensor):
        return _numbered(site, subject, pairs)
    if is_output(subject):
        return output(subject, "values of the output are replaced")
    old = _values_of(subject)
    if old is None:
        return replace(subject, encoding=None, low=None, high=None, why="some values are replaced")
    changed = {float(key): value for key, value in pairs if isinstance(key, (int, float))}
    bag = bag_in([changed.get(value, Const(int(value))) for value in old])
    return site.unknown(subject) if bag is None else _like(site, subject, bag)


def _numbered(site: CallSite, subject: Value, pairs: list[tuple[object, Value]]) -> Value:
    """Several names replaced by numbers in values that are not known: taken to be all there are."""
    names = len(pairs) > 1 and all(isinstance(old, str) for old, _ in pairs)
    bag = bag_in([new for _, new in pairs])
    if not names or bag is None or bag.encoding is Encoding.TEXT:
        return site.unknown(subject)
    return _like(site, subject, bag)


def _pairs(site: CallSite) -> list[tuple[object, Value]] | None:
    """What is replaced by what."""
    old, new = site.present("old"), site.present("new")
    if isinstance(old, DictValue):
        entries = site.run.entries(old)
        return list(entries.pairs) if entries is not None and not entries.open else None
    olds = site.items(old) or ((old,) if old is not None else ())
    news = site.items(new) or ((new,) * len(olds) if new is not None else ())
    if not olds or len(olds) != len(news):
        return None
    if not all(isinstance(value, Const) for value in olds):
        return None
    return [(value.value, other) for value, other in zip(olds, news, strict=True) if isinstance(value, Const)]


def _values_of(tensor: Tensor) -> list[float] | None:
    """The values class labels can have."""
    if tensor.encoding is Encoding.SIGN:
        return [-1, 1]
    if tensor.dtype == "bool" or tensor.encoding not in (Encoding.INDEX, Encoding.BINARY):
        return None
    if tensor.low is None or tensor.high is None:
        return None
    few = tensor.high - tensor.low < RANGE and not tensor.constant
    return [float(value) for value in range(int(tensor.low), int(tensor.high) + 1)] if few else None


# ---- functions ----


def applied(site: CallSite, subject: Value) -> Value:
    """`y.apply(func)`: called with a value it gives the new one; with the constant `by_column` of a table not told."""
    if site.constant("by_column") is True and isinstance(subject, Tensor) and (subject.rank or 0) > 1:
        return site.unknown(subject, why=f"what {site.text()} makes of each column is not known")
    return _of_each(site, subject, site.given("func"))


def _of_each(site: CallSite, subject: Value, func: Value | None) -> Value:
    if not isinstance(func, CALLABLES):
        return site.unknown(subject, why=f"what {site.text()} does with each value is not known")
    if isinstance(subject, Unknown):
        elements = batches.unknown_element(site, subject, func)
    else:
        elements = (operations.element_of(site.run, subject, site.ref),)
    arguments = Arguments(tuple(Argument(element) for element in elements))
    outcome = site.run.resolved(calls.call(site.run, func, arguments, site.ref, site.text))
    if isinstance(outcome, TupleValue) and len(outcome.items) in (2, 3):
        return batches.yielded(site, outcome)  # not an array but a set of pairs
    values = list(constants_in(site.run, outcome))
    bag = bag_in(values)
    if bag is not None:
        return _like(site, subject, bag)
    if len(values) == 1 and isinstance(values[0], Tensor) and isinstance(subject, Tensor):
        return shaped_like(values[0], subject)
    return site.unknown(first_unknown(values) or subject)


# ---- bins ----


def digitize(site: CallSite, subject: Value) -> Value:
    """Bin numbers 0 .. number of bins."""
    bins = site.given("bins")
    edges = site.items(bins)
    count = len(edges) + 1 if edges is not None else None
    if count is None and isinstance(bins, Tensor):
        edges_known = whole(bins.rows)
        count = None if edges_known is None else edges_known + 1
    return _bins(site, subject, count)


def _bins(site: CallSite, subject: Value, count: int | None) -> Value:
    made = replace(site.made(), encoding=Encoding.INDEX, dtype="int64", low=0, why="")
    if isinstance(subject, Tensor):
        made = shaped_like(made, subject)
    if count is None:
        return replace(made, classes=site.unknown(why="the number of bins is not known"))
    return replace(made, classes=Const(count), high=count - 1)


def cut(site: CallSite, subject: Value) -> Value:
    """Interval numbers from 0 where `labels` is False, one of `labels` where these are given, else names."""
    names, bins = site.given("labels"), site.given("bins")
    subject = as_array(site, subject)
    edges = site.items(bins)
    count = whole(bins) if edges is None else len(edges) - 1
    if names == Const(False):
        made = _bins(site, subject, count)
        return replace(made, rank=1) if isinstance(made, Tensor) and made.rank is None else made
    listed = site.items(names)
    if listed:
        bag = bag_in([value for name in listed for value in constants_in(site.run, name)])
        return site.unknown(subject) if bag is None else _like(site, subject, bag)
    if names not in (None, Const(None)):
        return site.unknown(subject)
    classes = Const(count) if count is not None else None
    return _like(site, subject, Bag(Encoding.TEXT, classes, None, None, None))


def dummies(site: CallSite, subject: Value) -> Value:
    """A column for each part of a text."""
    del subject
    width = site.unknown(why="the number of different parts is not known")
    made = replace(site.made(), rank=2, width=width, classes=width, encoding=Encoding.MULTI_HOT)
    return replace(made, dtype=dtype_of(site, "int64"), low=0, high=1, why="")
