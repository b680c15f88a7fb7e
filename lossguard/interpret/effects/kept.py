"""Effects that keep an array's values: copies, casts, choices of rows."""

from __future__ import annotations

from lossguard.interpret import arrays, dtypes, labels
from lossguard.interpret.effects.facts import decided, is_output, is_wide, output, shaped_like, uncached
from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.values import Const, LossValue, MetricValue, Tensor, Unknown, Value
from lossguard.records import replace
from lossguard.vocabulary import CLASS_ROWS, HARD_BITS, Encoding

SCALARS = (Const, LossValue, MetricValue)  # what has no elements stays itself


def keep(site: CallSite, subject: Value) -> Value:
    """The same values and shape."""
    subject = as_array(site, subject)
    match subject:
        case Tensor():
            return replace(subject, links=uncached(subject.links))
        case _ if isinstance(subject, SCALARS) or (isinstance(subject, Unknown) and site.run.engines.uses_torch):
            return subject  # a model that is not known has `cuda` as well, and stays itself
        case _:
            return site.unknown(subject, same=True)


def listed(site: CallSite, subject: Value) -> Value:
    """A list with the same values: the array stands for it."""
    return subject if isinstance(subject, Tensor) else site.unknown(subject, same=True)


def rows(site: CallSite, subject: Value) -> Value:
    """Fewer, more or other rows; along another axis other columns."""
    subject = as_array(site, subject)
    axis = site.axis()
    along_rows = axis in (None, Const(0), Const(None))
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=along_rows)
    if not along_rows:
        return without_columns(subject)
    indices = _indices(site)
    if axis is None and "lined" in dict(site.row.options) and subject.rank not in (None, 1):
        line = _of_the_line(site, subject, indices)
        return line if site.constant("lined") is True else replace(line, rank=None, width=None, rows=None)
    taken = arrays.cut(subject)
    if indices is None:
        return taken
    rank = None if subject.rank is None or indices.rank is None else subject.rank - 1 + indices.rank
    return replace(taken, rank=rank, rows=indices.rows)


def _indices(site: CallSite) -> Tensor | None:
    """The array of the places that are asked for; None where they come in no array."""
    given = site.present("indices")
    found = as_array(site, given) if given is not None else None
    return found if isinstance(found, Tensor) else None


def _of_the_line(site: CallSite, tensor: Tensor, indices: Tensor | None) -> Tensor:
    """Values of an array whose rows were put behind one another first, as NumPy does without an axis."""
    flat = replace(tensor, rank=1, width=None, rows=None)
    if indices is not None:
        flat = shaped_like(flat, indices)
    return broken(flat, f"{site.text()} picks single values")


def broken(tensor: Tensor, why: str) -> Tensor:
    """Values that do not stand beside those of their row any more."""
    if is_output(tensor):
        space = arrays.space_of_part(tensor.space)
        return output(tensor, why, space=space, terms=tensor.terms)  # in what order terms stand is nothing to their sum
    hot = tensor.encoding in CLASS_ROWS
    return replace(tensor, encoding=None, why=why) if hot else tensor


def moved(site: CallSite, subject: Tensor) -> Value:
    """Sorted or rolled: of one column other rows, of several not the rows that there were."""
    return subject if subject.rank == 1 else broken(subject, f"{site.text()} takes the rows apart")


def without_columns(tensor: Tensor) -> Tensor:
    """Other columns of the same array: how many is not told, rows of classes are broken."""
    if is_output(tensor):
        space = arrays.space_of_part(tensor.space)
        return replace(tensor, space=space, width=None, why="a part of the output")
    encoding = None if tensor.encoding in (Encoding.ONE_HOT, Encoding.SOFT) else tensor.encoding
    return replace(tensor, width=None, encoding=encoding, why="columns were taken")


def copies(site: CallSite, subject: Tensor) -> Value:
    """Every row several times; without an axis all values in one row."""
    axis = site.present("axis")
    if axis is None and subject.rank != 1:
        flat = replace(subject, rank=1, width=None, rows=None)
        return broken(flat, f"{site.text()} puts all values in a line") if is_wide(subject) else flat
    if axis in (None, Const(0)):
        return arrays.cut(subject)
    return without_columns(subject)


def frame(site: CallSite, subject: Tensor) -> Value:
    """A table again; which columns it has is not told."""
    table = without_columns(arrays.cut(subject))
    return replace(table, rank=2, width=Const(1)) if subject.rank == 1 and site.constant("table") is True else table


def reset_index(site: CallSite, subject: Value) -> Value:
    """The rows under new names; the old ones become a column unless `drop` is asked for."""
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor) or site.flag("drop"):
        return rows(site, subject)
    table = replace(without_columns(subject), rank=2, width=None, encoding=None, classes=None, low=None, high=None)
    return replace(table, dtype=None, why="the names of the rows become a column")


def column(site: CallSite, subject: Value) -> Value:
    """One column: its values are not those of the table."""
    name = site.given("name")
    if isinstance(subject, Tensor) and name is not None:
        return arrays.indexed(site.run, subject, name, site.ref, site.text)
    return site.unknown(subject)


# ---- types ----


def astype(site: CallSite, subject: Value) -> Value:
    """Another type: `dtype`, or the constant `to`."""
    subject = as_array(site, subject)
    given = site.present("dtype")
    to = site.constant("to")
    if isinstance(subject, SCALARS):
        return subject
    if not isinstance(subject, Tensor):
        dtype = to if isinstance(to, str) else dtypes.named(given)
        return of_unknown(site, subject, dtype)
    if given is None and to is None:
        return replace(subject, links=uncached(subject.links))
    return cast(subject, to if isinstance(to, str) else dtypes.named(given))


def of_unknown(site: CallSite, subject: Value, dtype: str | None) -> Value:
    """Unknown values as truth values or text are labels of a kind; as numbers they are still not told."""
    if dtype == "str" and isinstance(subject, Unknown):
        classes = labels.class_count(site.run, subject, site.ref)
        return replace(site.made(), encoding=Encoding.TEXT, classes=classes, dtype="str", origin=subject.root)
    if dtype is not None and isinstance(subject, Unknown) and site.run.engines.uses_torch:
        return replace(site.made_of(subject), dtype=dtype)
    return site.unknown(subject, same=True)


def cast(tensor: Tensor, dtype: str | None) -> Tensor:
    """The tensor in another type; None: one that is not told."""
    if is_output(tensor):
        whole = dtype is not None and dtype not in dtypes.FLOATS
        if whole and tensor.decision is None:
            return decided(tensor, dtype=dtype)
        return replace(tensor, dtype=dtype, links=uncached(tensor.links))
    cast_to = replace(tensor, dtype=dtype)
    match dtype:
        case "bool":
            return _as_truth(cast_to)
        case "str":
            return replace(cast_to, encoding=Encoding.TEXT, low=None, high=None, edits=(), constant=False)
        case None:
            return cast_to
        case _:
            return _as_number(cast_to, whole=dtype in dtypes.INTEGERS)


def _as_truth(tensor: Tensor) -> Tensor:
    """Every value but 0 is 1."""
    if tensor.encoding in HARD_BITS:
        return replace(tensor, low=0, high=1, edits=())
    if tensor.encoding is Encoding.TEXT or is_wide(tensor):
        return replace(
            tensor, encoding=None, classes=None, low=0, high=1, edits=(), why="values were made true or false"
        )
    return replace(tensor, encoding=Encoding.BINARY, classes=Const(2), low=0, high=1, edits=(), constant=False)


def _as_number(tensor: Tensor, whole: bool) -> Tensor:
    """Text that spells numbers is not told, reals lose their fraction."""
    if tensor.encoding is Encoding.TEXT:
        return replace(tensor, encoding=None, why="text was read as numbers")
    if not whole:
        return tensor
    low = None if tensor.low is None else float(int(tensor.low))
    high = None if tensor.high is None else float(int(tensor.high))
    if tensor.encoding in (Encoding.REAL, Encoding.SOFT):
        return replace(tensor, encoding=None, low=low, high=None, why="real numbers were cut to whole ones")
    return replace(tensor, low=low, high=high)
