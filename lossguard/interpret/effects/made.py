"""Effects that make arrays: constants, ranges, random numbers, what is read from files."""

from __future__ import annotations

from lossguard.interpret import arrays, dtypes, operations
from lossguard.interpret.effects.facts import is_wide, of_zeros_and_ones, real, shaped, shaped_like, whole
from lossguard.interpret.effects.literals import as_array, bag_in, bag_of, constants_in, filled, items_of
from lossguard.interpret.effects.site import LISTS, CallSite, dtype_of, sizes_of
from lossguard.interpret.values import Batches, Const, DictValue, Entries, Tensor, Unknown, Value
from lossguard.records import replace
from lossguard.vocabulary import Encoding

BYTES = (255, 256)  # random pixels, not random classes
REALS = "float64"


# ---- constants ----


def zeros(site: CallSite) -> Value:
    return _constant(site, 0)


def ones(site: CallSite) -> Value:
    return _constant(site, 1)


def full(site: CallSite) -> Value:
    """`value` in `shape`."""
    value = site.given("value")
    if value is not None and site.constant("typed") is True and site.present("dtype") is None:
        found = _filled(site, value)
        bag = bag_of([value.value]) if isinstance(value, Const) else None
        return replace(found, dtype=None if bag is None else bag.dtype) if isinstance(found, Tensor) else found
    return _filled(site, value)


def _filled(site: CallSite, value: Value | None) -> Value:
    number = real(value)
    if isinstance(value, Const) and isinstance(value.value, bool):
        return _constant(site, int(value.value))
    if number is not None:
        return _constant(site, number)
    made = replace(_in_shape(site), why="the value the array is filled with is not known")
    return replace(made, constant=True) if site.constant("value") is None else made  # to be filled in later


def _constant(site: CallSite, value: float) -> Value:
    """All elements the same. One column of 0 or 1 can be a target as it is (adversarial training); rows of several
    are filled in later, as a rule."""
    made = _in_shape(site)
    if made.dtype in dtypes.INTEGERS:
        value = int(value)
    elif made.dtype == "bool":
        value = int(bool(value))
    made = replace(made, low=float(value), high=float(value), constant=True)
    if is_wide(made) or not -1 <= value <= 1:
        return replace(made, why="the array is filled with one value")
    encoding = Encoding.SIGN if value < 0 else Encoding.BINARY
    return replace(made, encoding=encoding, classes=Const(2), why="")


def _in_shape(site: CallSite) -> Tensor:
    """An array in the shape asked for, in its type."""
    subject = site.given("subject")
    if site.constant("likewise") is True:
        like = as_array(site, subject) if subject is not None else None
        if not isinstance(like, Tensor):
            return replace(site.made(), dtype=dtype_of(site, "") or None)
        dtype = dtype_of(site, like.dtype or "") or None
        return replace(shaped_like(site.made(), like), dtype=dtype)
    return replace(shaped(site.made(), sizes_of(site, site.given("shape"))), dtype=_real_type(site))


def _real_type(site: CallSite) -> str | None:
    """The type asked for, else the one that the package makes real numbers in."""
    return dtype_of(site, "float32" if site.of_tensorflow else REALS)


def eye(site: CallSite) -> Value:
    """`n` one-hot rows."""
    n = site.present("n")
    width = site.present("columns") or n
    made = replace(site.made(), rank=2, rows=n, width=width, classes=width)
    return replace(made, encoding=Encoding.ONE_HOT, low=0, high=1, dtype=dtype_of(site, REALS), why="")


# ---- ranges ----


def arange(site: CallSite) -> Value:
    """0 .. n - 1 where one argument is given: numbers in order, which need not be classes."""
    stop = site.present("stop")
    start = site.given("start")
    number = whole(start)
    given = [each for each in (start, stop, site.present("step")) if isinstance(each, Const)]
    real_numbers = any(isinstance(each.value, float) for each in given)
    whole_type = "int32" if site.of_tensorflow else "int64"
    made = replace(site.made(), rank=1, dtype=_real_type(site) if real_numbers else dtype_of(site, whole_type))
    why = arrays.NUMBERS_OF_A_RANGE
    if stop is None:
        return replace(made, rows=start, low=0, high=None if number is None else number - 1, why=why)
    top = whole(stop)
    plain = number is not None and top is not None and site.present("step") in (None, Const(1))
    if plain and number is not None and top is not None:
        return replace(made, rows=Const(max(top - number, 0)), low=number, high=top - 1, why=why)
    return replace(made, why=why)


def linspace(site: CallSite) -> Value:
    """Reals from `low` to `high`."""
    made = replace(
        site.made(), rank=1, rows=site.given("rows"), encoding=Encoding.REAL, dtype=dtype_of(site, REALS), why=""
    )
    return replace(made, low=real(site.given("low")), high=real(site.given("high")))


# ---- random numbers ----


def randint(site: CallSite) -> Value:
    """Integers in [`low`, `high`): class numbers where they begin at 0 or 1."""
    low, high = site.given("low"), site.present("high")
    if high is None:
        low, high = Const(0), low
    if high is None or low is None:
        return site.fresh("random numbers between bounds that are not known")
    closed = site.constant("closed") is True or site.flag("closed")
    size = site.present("size")
    if site.constant("likewise") is True:
        return whole_numbers(_in_shape(site), low, high)
    if size is None:
        return site.fresh("a random number")
    if closed:
        high = operations.binary(site.run, "+", high, Const(1), site.ref, site.text)

    def between(bounds: tuple[Value, ...]) -> Value:
        made = shaped(site.made(), sizes_of(site, bounds[2]))
        return whole_numbers(replace(made, dtype=dtype_of(site, "int64")), bounds[0], bounds[1])

    return site.every((low, high, size), between)


def whole_numbers(made: Tensor, low: Value, high: Value) -> Tensor:
    """`made` holding integers in [low, high)."""
    first, end = whole(low), whole(high)
    made = replace(made, low=first, high=None if end is None else end - 1)
    if first == 0 and end == 2:
        return of_zeros_and_ones(made)
    if first == 0 and end not in BYTES and (end is not None or isinstance(high, Unknown)):
        return replace(made, encoding=Encoding.INDEX, classes=high, why="")
    if first == 1 and end is not None and end > first:
        return replace(made, encoding=Encoding.INDEX, classes=Const(end - 1), why="")
    return replace(made, why="random integers that do not begin at 0")


def rand(site: CallSite) -> Value:
    """Reals in [0, 1)."""
    return _reals(site, 0, 1)


def randn(site: CallSite) -> Value:
    """Any real."""
    return _reals(site, None, None)


def uniform(site: CallSite) -> Value:
    """Reals in [`low`, `high`), without `high` up to 1; of an integer type integers."""
    low, high = site.given("low"), site.present("high") or Const(1)
    if _real_type(site) in dtypes.INTEGERS:
        return randint(site)
    return _reals(site, real(low), real(high))


def _reals(site: CallSite, low: float | None, high: float | None) -> Value:
    if site.constant("likewise") is True:
        return replace(_in_shape(site), encoding=Encoding.REAL, low=low, high=high, why="")
    size = site.present("size") if site.constant("size") is not None else site.given("dims")
    if size is None:
        return site.fresh("a random number")
    dtype = _real_type(site)

    def in_size(option: Value) -> Value:
        made = shaped(site.made(), sizes_of(site, option))
        return replace(made, encoding=Encoding.REAL, low=low, high=high, dtype=dtype, why="")

    return site.each(size, in_size)


def choice(site: CallSite) -> Value:
    """Elements of `subject` in `size`."""
    subject, size = site.given("subject"), site.present("size")
    if subject is None or size is None:
        return site.fresh("a random choice")
    return site.every((subject, size), lambda values: _chosen(site, *values))


def _chosen(site: CallSite, subject: Value, size: Value) -> Value:
    made = shaped(site.made(), sizes_of(site, size))
    if whole(subject) is not None:
        return whole_numbers(replace(made, dtype="int64"), Const(0), subject)
    if isinstance(subject, LISTS):
        items, closed = items_of(site, subject)
        bag = bag_in([constant for item in items for constant in constants_in(site.run, item)])
        if closed and bag is not None:
            return filled(made, bag)
    if isinstance(subject, Tensor) and subject.rank == 1:
        return replace(shaped_like(subject, made), origin=made.origin)
    return site.fresh("a random choice")


def binomial(site: CallSite) -> Value:
    """Integers 0 .. `n`; of a single trial (the constant `once`) 0 and 1."""
    size = site.present("size")
    n = 1 if site.constant("once") is True else whole(site.given("n"))
    if size is None:
        return site.fresh("a random number")
    made = shaped(site.made(), sizes_of(site, size))
    made = replace(made, low=0, high=n, dtype=dtype_of(site, "int64"), why="numbers of successes")
    return whole_numbers(made, Const(0), Const(2)) if n == 1 else made


# ---- what cannot be told ----


def read(site: CallSite) -> Value:
    """A table or an array from a file, of an origin of its own."""
    return site.fresh(f"what {site.text()} reads is in a file")


def opaque(site: CallSite) -> Value:
    return site.fresh(f"what {site.text()} gives is not told by the code")


def feature(site: CallSite) -> Value:
    """One feature of serialized examples, in batches: of the shape and type asked for, values not told."""
    sizes = sizes_of(site, site.given("shape"))
    made = replace(site.made(), dtype=dtype_of(site, "") or None, why="the records are in a file")
    return shaped(made, None if sizes is None else (Const(None), *sizes))


def parsed(site: CallSite) -> Value:
    """The features of serialized examples, by the names in `features`."""
    features = site.given("features")
    if not isinstance(features, DictValue):
        return site.fresh("which features the records have is not known")
    contents = site.run.entries(features) or Entries((), open=True)
    return site.run.new_dict(contents.pairs, site.spot, contents.open)


def records(site: CallSite) -> Value:
    """A set of elements from files."""
    inputs = site.fresh("the records are in a file")
    if site.constant("labelled") is not True:
        return Batches(inputs, None, site.spot, site.text())
    return Batches(inputs, site.fresh("the labels are a column of a file"), site.spot, site.text())
