"""Effects that change an array's shape and keep its values."""

from __future__ import annotations

from lossguard.interpret import arrays, dtypes
from lossguard.interpret.effects.facts import is_output, is_wide, output, shaped, uncached, whole
from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.site import CallSite, sizes_of
from lossguard.interpret.values import Const, External, LossValue, MetricValue, Tensor, TupleValue, Unknown, Value
from lossguard.records import replace
from lossguard.vocabulary import CLASS_ROWS, HOT_ROWS, Encoding

BY_VALUE = (Encoding.REAL, Encoding.TEXT)  # encodings that no shape can take away


def reshape(site: CallSite, subject: Value) -> Value:
    """`shape`, in which -1 stands for what is left."""
    subject = as_array(site, subject)
    shape = site.given("shape")
    if isinstance(subject, (LossValue, MetricValue)):
        return subject
    if isinstance(subject, Tensor) and isinstance(shape, External):  # y.view(torch.int32): the bits as another type
        return replace(subject, encoding=None, dtype=dtypes.named(shape), why="the bits are read as another type")
    sizes = sizes_of(site, shape)
    if isinstance(subject, Unknown) and site.run.engines.uses_torch:
        return _of_unknown(site, subject, sizes)
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=True)
    if subject.rows is None and sizes and isinstance(sizes[0], Unknown):
        subject = replace(subject, rows=arrays.rows_of(site.run, subject, site.ref))
    return reshaped(subject, sizes)


def _of_unknown(site: CallSite, subject: Unknown, sizes: tuple[Value, ...] | None) -> Value:
    """Data that is not known, in a column: of such a shape labels are, and it is all that is told."""
    if not sizes or len(sizes) > 2 or (len(sizes) == 2 and sizes[1] != Const(1)):
        return site.unknown(subject, same=True)
    return replace(shaped(site.made_of(subject), sizes), rows=None)


def reshaped(tensor: Tensor, sizes: tuple[Value, ...] | None) -> Tensor:
    """A tensor in another shape, None where that is not told."""
    made = shaped(tensor, sizes)
    width = _last(tensor, sizes)
    if made.rank is not None and made.rank > 1:
        made = replace(made, width=width)
    if made.rows is None and sizes and is_column(tensor) and len(sizes) <= 2 and width in (None, Const(1)):
        made = replace(made, rows=tensor.rows)
    if is_output(tensor):
        same_axis = width is not None and width == tensor.width
        scrambled = tensor.scrambled or (bool(tensor.links) and not same_axis)
        return replace(made, scrambled=scrambled, links=uncached(tensor.links))
    return made if _keeps_encoding(tensor, made) else _broken(made)


def is_column(tensor: Tensor) -> bool:
    """(n,) or (n, 1)."""
    return tensor.rank == 1 or (tensor.rank == 2 and tensor.width == Const(1))


def _last(tensor: Tensor, sizes: tuple[Value, ...] | None) -> Value | None:
    """The size of the last axis; -1 is the old one where all others stay."""
    if not sizes or len(sizes) < 2:
        return None
    last = sizes[-1]
    if last != Const(-1):
        return None if last == Const(None) else last
    if len(sizes) == 2 and tensor.rank is not None and tensor.rank <= 2 and sizes[0] == tensor.rows:
        return Const(1) if tensor.rank == 1 else tensor.width
    return None


def _keeps_encoding(tensor: Tensor, made: Tensor) -> bool:
    """One value a row stays one value a row; rows of classes stay rows of as many classes."""
    if tensor.encoding is None or tensor.encoding in BY_VALUE or tensor.constant:
        return True
    if tensor.encoding in CLASS_ROWS:
        return made.width is not None and made.width == tensor.width
    if made.rank is None or made.rank == 1 or made.width == Const(1):
        return True
    return made.width is not None and made.width == tensor.width and made.rank == tensor.rank


def _broken(tensor: Tensor) -> Tensor:
    return replace(tensor, encoding=None, why="the labels were reshaped to rows of another length")


def flatten(site: CallSite, subject: Tensor) -> Value:
    """(n,), or with the constant `rank` 2 one row a sample."""
    if site.constant("rank") == 2:
        return subject if subject.rank == 2 else reshaped(subject, (subject.rows or Const(-1), Const(-1)))
    if subject.rank is None and subject.encoding not in CLASS_ROWS:
        return reshaped(subject, (Const(-1),))
    flat = reshaped(subject, (Const(-1),))
    return _broken(flat) if is_wide(subject) and not _by_value(subject) else flat


def _by_value(tensor: Tensor) -> bool:
    return tensor.encoding in BY_VALUE or tensor.constant or is_output(tensor)


def squeeze(site: CallSite, subject: Value) -> Value:
    """Axes of 1 go away, only `axis` where given."""
    subject = as_array(site, subject)
    if isinstance(subject, (LossValue, MetricValue)):
        return subject
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=True)
    at, rank = site.present("axis"), subject.rank
    axis = whole(at)
    if axis is not None and site.run.engines.uses_torch and (rank is None or size_along(subject, axis) is None):
        return subject if rank == 1 else _perhaps_squeezed(subject, axis)
    if rank is None or (at is not None and axis is None):
        return replace(subject, rank=None, width=None)
    if axis is not None:
        return squeezed(subject, axis)
    if subject.width == Const(1) and rank == 2:
        return squeezed(subject, -1)
    if rank == 1 or (rank == 2 and subject.width is not None):
        return subject
    return replace(subject, rank=None, width=None)


def _perhaps_squeezed(tensor: Tensor, axis: int) -> Tensor:
    """PyTorch leaves an axis where it is unless its size, which is not told, is 1: so more columns than one stay."""
    from_behind = tensor.width_axis in (None, -1)
    several = isinstance(tensor.width, Const) and tensor.width != Const(1)
    stays = several and (from_behind or axis != 0)
    return replace(tensor, rank=None, width=tensor.width if stays else None, links=uncached(tensor.links))


def squeezed(tensor: Tensor, axis: int) -> Tensor:
    """Without one axis, which has size 1."""
    if tensor.rank is None or tensor.rank < 2:
        return tensor
    size = size_along(tensor, axis)
    if isinstance(size, Const) and size != Const(1):
        return tensor  # PyTorch leaves it, NumPy raises
    at, counted = axis % tensor.rank, counted_axis(tensor)
    rank = tensor.rank - 1
    width = tensor.width if at != counted and rank > 1 else None
    rows = None if at == 0 else tensor.rows
    made = replace(tensor, rank=rank, width=width, links=uncached(tensor.links), rows=rows)
    return made if at > counted or tensor.width_axis in (None, -1) else replace(made, width_axis=None)


def size_along(tensor: Tensor, axis: int) -> Value | None:
    """The size of an axis, None where it is not told. Of all axes those of the rows and of the width alone are."""
    if tensor.rank is None or tensor.rank == 0:
        return None
    at = axis % tensor.rank
    if tensor.rank > 1 and at == counted_axis(tensor):
        return tensor.width
    return tensor.rows if at == 0 else None


def counted_axis(tensor: Tensor) -> int:
    """The axis that the width counts, from 0: the last, unless a layer puts its channels elsewhere."""
    rank = tensor.rank or 1
    return (-1 if tensor.width_axis is None else tensor.width_axis) % rank


def expand_dims(site: CallSite, subject: Value) -> Value:
    """A new axis of 1 at `axis`."""
    subject = as_array(site, subject)
    at = site.constant("at")
    axis = at if isinstance(at, int) else whole(site.given("axis"))
    if isinstance(subject, Unknown) and axis == -1 and site.run.engines.uses_torch:
        return replace(site.made_of(subject), width=Const(1))
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=True)
    if axis is None:
        return replace(subject, rank=None, width=None)
    return expanded(subject, axis)


def expanded(tensor: Tensor, axis: int) -> Tensor:
    """With an axis of size 1 more."""
    rank = None if tensor.rank is None else tensor.rank + 1
    if axis == -1 or (rank is not None and axis == rank - 1):
        made = replace(tensor, rank=rank, width=Const(1), width_axis=None, links=uncached(tensor.links))
        if is_output(tensor):
            return replace(made, scrambled=tensor.scrambled or bool(tensor.links))
        hot = tensor.encoding in CLASS_ROWS
        return _broken(made) if hot else made
    width = tensor.rows if tensor.rank == 1 else tensor.width
    rows = Const(1) if axis == 0 else tensor.rows
    counted = tensor.width_axis
    moved = counted is not None and 0 <= axis <= counted
    made = replace(
        tensor, rank=rank, width=width, rows=rows, links=uncached(tensor.links),
        width_axis=(counted or 0) + 1 if moved else counted,
    )  # fmt: skip
    return made if tensor.rank != 1 or is_output(tensor) or _by_value(tensor) else _broken(made)


def transpose(site: CallSite, subject: Tensor) -> Value:
    """Axes reordered: which one is last is no longer told."""
    axes = site.items(site.present("axes") or TupleValue(()))
    return transposed(subject, len(axes) if axes else None)


def transposed(tensor: Tensor, rank: int | None = None) -> Tensor:
    """With the axes in another order, of which there are `rank` where the tensor does not tell."""
    if tensor.rank == 1:
        return tensor
    made = replace(tensor, rank=tensor.rank or rank, width=None, rows=None, links=uncached(tensor.links))
    if is_output(tensor):
        return replace(made, scrambled=tensor.scrambled or bool(tensor.links))
    hot = tensor.encoding in CLASS_ROWS
    return replace(made, encoding=None, why="the axes were reordered") if hot else made


def exchanged(tensor: Tensor) -> Tensor:
    """`x.T`: the last axis of two is as long as the first was."""
    made = transposed(tensor)
    return replace(made, width=tensor.rows, rows=tensor.width) if tensor.rank == 2 else made


# ---- PyTorch's own ----


def diagonal(site: CallSite, subject: Tensor) -> Value:
    """Two axes become one, at the end: how long it is, is not told. What stands there is one of the elements."""
    rank = None if subject.rank is None else max(subject.rank - 1, 1)
    if is_output(subject):
        space = arrays.space_of_part(subject.space)
        return output(subject, f"{site.text()} is a part of the output", rank=rank, width=None, space=space)
    made = replace(subject, rank=rank, width=None, rows=None, constant=False)
    if subject.encoding in HOT_ROWS:
        return replace(made, encoding=Encoding.BINARY, classes=Const(2))
    return made


def reshape_as(site: CallSite, subject: Tensor) -> Value:
    """The shape of `other`."""
    other = site.given("other")
    if not isinstance(other, Tensor) or other.rank is None:
        return reshaped(subject, None)
    if other.rank == 1:
        return replace(reshaped(subject, (Const(-1),)), rows=other.rows)
    inner = (Const(None),) * (other.rank - 2)
    return reshaped(subject, (other.rows or Const(None), *inner, other.width or Const(None)))


def expand(site: CallSite, subject: Tensor) -> Value:
    """`y.expand(n, 3)`: axes of 1 repeated, -1 as they were; of `y.repeat(1, 3)` each axis so many times."""
    sizes = sizes_of(site, site.given("shape"))
    if not sizes:
        return reshaped(subject, None)
    times = site.row.names[0] != "array.expand"
    if times and subject.rank is not None and len(sizes) < subject.rank:  # `tile` repeats the last axes
        sizes = ((Const(1),) * (subject.rank - len(sizes))) + sizes
    last = sizes[-1]
    unchanged = last == Const(1) if times else last in (Const(-1), subject.width)
    if subject.rank == 1 and len(sizes) == 1:
        return replace(subject, rows=None)
    width = subject.width if unchanged else None if times else last
    made = replace(shaped(subject, (*sizes[:-1], width or Const(None))), links=uncached(subject.links), rows=None)
    if is_output(subject) and not unchanged:
        return replace(made, scrambled=subject.scrambled or bool(subject.links) or subject.space is not None)
    if unchanged or _by_value(subject):
        return made
    return _broken(made)


def flatten_axes(site: CallSite, subject: Tensor) -> Value:
    """`x.flatten(1)`: the axes from `first` to `last` become one."""
    first, last = whole(site.given("first")), whole(site.given("last"))
    if first == 0 and last == -1:
        return flatten(site, subject)
    if first == 1 and last == -1:
        return subject if subject.rank == 2 else reshaped(subject, (subject.rows or Const(None), Const(None)))
    flat = reshaped(subject, None)
    return flat if _by_value(flat) else _broken(flat)
