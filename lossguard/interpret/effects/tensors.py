"""Effects that make PyTorch's tensors or give them another type: knowledge/torch/tensors.py explains them."""

from __future__ import annotations

from lossguard.interpret import dtypes, filling
from lossguard.interpret.effects import kept, made
from lossguard.interpret.effects.facts import (
    counts,
    first_unknown,
    is_output,
    number_in,
    of_zeros_and_ones,
    output,
    shaped,
    shaped_like,
)
from lossguard.interpret.effects.literals import as_array, bag_of, filled, items_of
from lossguard.interpret.effects.site import LISTS, CallSite, sizes_of
from lossguard.interpret.values import (
    Argument,
    Choice,
    Const,
    External,
    ListValue,
    Method,
    Tensor,
    TupleValue,
    Unknown,
    Value,
)
from lossguard.records import replace
from lossguard.vocabulary import Encoding, Space

FLOAT = "float32"  # what Python's floats are in PyTorch


# ---- making ----


def tensor(site: CallSite) -> Value:
    """`torch.tensor(data)`: Python's floats become float32, an array keeps its type, `dtype` wins."""
    data, dtype = site.given("data"), site.present("dtype")
    like = site.given("likewise")
    told = like.dtype if dtype is None and isinstance(like, Tensor) else dtypes.named(dtype)
    if data is None:
        return site.unknown()
    converted = dtype is not None or (isinstance(like, Tensor) and told is not None)
    return site.each(data, lambda option: of_data(site, option, told, converted))


def typed_tensor(site: CallSite) -> Value:
    """`torch.FloatTensor(data)`, or of integers alone a shape."""
    parts, dtype = site.rest(), str(site.constant("to"))
    sizes = tuple(site.run.resolved(part) for part in parts)
    if not sizes or len(sizes) > 1 or _is_size(sizes[0]):
        blank = replace(shaped(site.made(), sizes or None), dtype=dtype)
        return replace(blank, why="the tensor is made without values")
    return site.each(sizes[0], lambda option: of_data(site, option, dtype, True))


def _is_size(value: Value) -> bool:
    whole = isinstance(value, Const) and type(value.value) is int
    return whole or (isinstance(value, Unknown) and counts(value.key))


def of_data(site: CallSite, data: Value, dtype: str | None, converted: bool) -> Value:
    """Data as a tensor, of another type where `converted`; None: of one that is not told."""
    if isinstance(data, Const):
        return _scalar(site, data, dtype, converted)
    if isinstance(data, ListValue) and not items_of(site, data)[1]:
        found: Value = _of_open_list(site, data)
    else:
        found = as_array(site, data)
    if isinstance(found, Tensor):
        if isinstance(data, LISTS) and not _holds_arrays(site, data):
            found = replace(found, dtype=_of_python(found.dtype))
        return kept.cast(found, dtype) if converted else found
    return typed(site, found, dtype)


def _of_python(dtype: str | None) -> str | None:
    """The type in PyTorch of numbers of Python's that are of a type in NumPy."""
    return FLOAT if dtype == "float64" else dtype


def _holds_arrays(site: CallSite, data: Value) -> bool:
    items, _ = items_of(site, data)
    return any(isinstance(site.run.resolved(item), Tensor) for item in items)


def _scalar(site: CallSite, data: Const, dtype: str | None, converted: bool) -> Value:
    """One number: without axes."""
    if not isinstance(data.value, (bool, int, float)):
        return site.unknown(data, why=f"{site.text()} is made of what is no number")
    bag = bag_of([data.value])
    found = filled(replace(site.made(), rank=0), bag)
    found = replace(found, dtype=_of_python(bag.dtype))
    return kept.cast(found, dtype) if converted else found


def _of_open_list(site: CallSite, data: ListValue) -> Value:
    """Of a list that holds more than is known: an axis more than its items have, where all of these are alike."""
    items, _ = items_of(site, data)
    items = tuple(site.run.resolved(item) for item in items)
    if not items or not all(isinstance(item, (Const, Tensor)) for item in items):
        return first_unknown(items) or site.unknown(why="the items of the list are not known")
    alike = as_array(site, TupleValue(items))
    if not isinstance(alike, Tensor):
        return alike
    return replace(alike, rows=None, constant=False)


def typed(site: CallSite, subject: Value, dtype: str | None) -> Value:
    """Data that is not known, as a tensor of a type: its values are not told, the type is."""
    if dtype is None or not isinstance(subject, Unknown):
        return site.unknown(subject, same=True)
    return replace(site.made_of(subject), dtype=dtype)


def filled_with(site: CallSite) -> Value:
    """`torch.full(size, value)`: of the type of the value where none is given."""
    value = site.given("value")
    made_of = made.full(site)
    if not isinstance(made_of, Tensor) or site.present("dtype") is not None:
        return made_of
    number = value.value if isinstance(value, Const) else None
    dtype = bag_of([number]).dtype if isinstance(number, (bool, int, float)) else None
    return replace(made_of, dtype=_of_python(dtype))


def randint_of(site: CallSite) -> Value:
    """`torch.randint(high, size)`, `torch.randint(low, high, size)`: int64."""
    parts = list(site.rest())
    size = site.given("size") or (parts.pop() if len(parts) > 1 else None)
    low, high = site.given("low"), site.given("high")
    if len(parts) > 1:
        low, high = parts[0], parts[1]
    elif parts:
        low, high = (low, parts[0]) if low is not None else (parts[0], high) if high is not None else (None, parts[0])
    if high is None or size is None:
        return site.fresh("random numbers between bounds that are not known")
    given = site.present("dtype")
    dtype = "int64" if given is None else dtypes.named(given)

    def between(bounds: tuple[Value, ...]) -> Value:
        return made.whole_numbers(replace(shaped(site.made(), sizes_of(site, bounds[2])), dtype=dtype), *bounds[:2])

    return site.every((low or Const(0), high, size), between)


def bernoulli(site: CallSite, subject: Value) -> Value:
    """0 or 1, drawn anew: of an output no value that it has is left."""
    subject = as_array(site, subject)
    if is_output(subject) and isinstance(subject, Tensor):
        return output(subject, "numbers are drawn from the output")
    like = subject if isinstance(subject, Tensor) else site.made()
    found = shaped_like(site.made(), like)
    dtype = like.dtype or FLOAT
    if like.rank is None:
        return replace(found, dtype=dtype, low=0, high=1, why="random numbers of an unknown shape")
    return replace(of_zeros_and_ones(found), dtype=dtype, low=0, high=1, edits=())


def parameter(site: CallSite) -> Value:
    """A tensor that is trained: free values in the shape of `subject`."""
    subject = site.given("subject")
    like = as_array(site, subject) if subject is not None else None
    weights = Tensor(site.spot, Space.REAL, layer="parameter", origin=("parameter", site.run.number()))
    return shaped_like(weights, like) if isinstance(like, Tensor) else weights


# ---- types ----


def to(site: CallSite, subject: Value) -> Value:
    """`y.to(device)`, `y.to(torch.float32)`, `y.type("torch.LongTensor")`: another type where one is named."""
    named = [*_places(site), *(argument.value for argument in _keywords(site))]
    given = [site.run.resolved(value) for value in named]
    dtype = next((found for value in given if (found := _type_in(value)) is not None), None)
    of_type = site.row.names[0] == "array.type"
    if of_type and not [value for value in given if value != Const(None)]:
        return site.unknown(why=f"{site.text()} is the name of the type")
    asked = of_type or any(name == "dtype" for name, _ in site.bound.strangers)
    lost = dtype is None and (asked or any(map(_may_be_type, given)))
    subject = as_array(site, subject)
    if isinstance(subject, Tensor):
        if dtype is None and not lost:
            return kept.keep(site, subject)
        return kept.cast(subject, dtype)
    if isinstance(subject, Unknown) and dtype is None:
        return subject
    return typed(site, subject, dtype)


def _places(site: CallSite) -> tuple[Value, ...]:
    dtype = site.bound.value("dtype")
    return (*site.rest(), *((dtype,) if dtype is not None else ()))


def _keywords(site: CallSite) -> tuple[Argument, ...]:
    return tuple(argument for name, argument in site.bound.strangers if name in ("dtype", "other", "tensor"))


def _type_in(value: Value) -> str | None:
    """The type an argument of `to` names; None where it names none (a device, a flag)."""
    if isinstance(value, Method) and value.name == "dtype" and isinstance(value.receiver, Tensor):
        return value.receiver.dtype
    if isinstance(value, Tensor):
        return value.dtype
    return dtypes.named(value) if isinstance(value, (External, Const)) else None


def _may_be_type(value: Value) -> bool:
    if isinstance(value, Choice):
        return any(_may_be_type(option) or _type_in(option) is not None for _, option in value.options)
    if isinstance(value, Method):
        return value.name == "dtype"
    return isinstance(value, Unknown) and "type" in value.text


def astype_of(site: CallSite, subject: Value) -> Value:
    """In the type of `other`."""
    other = site.given("other")
    subject = as_array(site, subject)
    dtype = other.dtype if isinstance(other, Tensor) else None
    if not isinstance(subject, Tensor):
        return typed(site, subject, dtype)
    if other is not None and is_output(other):
        dtype = dtype or FLOAT
    return kept.cast(subject, dtype)


# ---- values ----


def logit(site: CallSite, subject: Tensor) -> Value:
    """Undoes a sigmoid."""
    if subject.space is Space.UNIT and subject.links:
        return replace(subject, space=Space.REAL, links=subject.links[:-1])
    if is_output(subject):
        return output(subject, f"{site.text()} is computed from the output")
    dtype = dtypes.of_function(site.run, subject.dtype)
    return replace(subject, encoding=Encoding.REAL, low=None, high=None, edits=(), dtype=dtype, why="")


def _is_one_place(index: Value) -> bool:
    """Whether an index is one class number, as a number or an array of one."""
    if isinstance(index, Tensor):
        return index.rank == 0 or (index.rank == 1 and index.rows == Const(1))
    return isinstance(index, Const)


def _is_column(index: Value) -> bool:
    """Whether class numbers stand below one another, as (n, 1)."""
    if isinstance(index, Unknown):
        return "unsqueeze(" in index.text  # beside an axis for the rows there is but one
    return isinstance(index, Tensor) and index.width == Const(1)


def scatter(site: CallSite, subject: Tensor) -> Value:
    """`zeros.scatter_(1, labels.unsqueeze(1), 1)`: one-hot rows, and `zeros.scatter_(0, label, 1)` one of them; of
    everything else nothing is told any longer."""
    if is_output(subject):
        return output(subject, "parts of the output are replaced")
    value = site.present("value") or site.bound.value("value")
    value = as_array(site, site.run.resolved(value)) if value is not None else None
    one = value.low if isinstance(value, Tensor) and value.constant else number_in(value)
    index, axis = site.given("index"), site.given("axis")
    blank = subject.constant and (subject.low, subject.high) == (0, 0)
    along_rows = axis in (Const(1), Const(-1)) and subject.rank in (2, None)
    one_each = index is not None and _is_column(index)
    if blank and one == 1 and subject.rank == 1 and index is not None and _is_one_place(index):
        row = replace(subject, encoding=Encoding.ONE_HOT, classes=subject.rows, width=subject.rows, low=0, high=1)
        return replace(row, rows=None, constant=False, spot=site.spot, source=site.text(), why="")
    if blank and along_rows and one_each and one == 1:
        made_of = replace(subject, encoding=Encoding.ONE_HOT, classes=subject.width, low=0, high=1, constant=False)
        return replace(made_of, rank=2, spot=site.spot, source=site.text(), why="")
    if blank and along_rows and one == 1:
        return replace(
            subject, encoding=None, low=0, high=1, constant=False, why="how many ones are in a row is not told"
        )
    return filling.filled(site.run, subject, None, Const(None))
