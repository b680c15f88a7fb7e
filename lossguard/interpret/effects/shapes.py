"""Effects that change an array's shape and keep its values."""

from __future__ import annotations

from dataclasses import replace

from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.site import CallSite, is_output, is_wide, shaped, sizes_of, uncached, whole
from lossguard.interpret.values import Const, LossValue, MetricValue, Tensor, TupleValue, Value
from lossguard.vocabulary import Encoding

BY_VALUE = (Encoding.REAL, Encoding.TEXT)  # encodings that no shape can take away


def reshape(site: CallSite, subject: Value) -> Value:
    """`shape`, in which -1 stands for what is left."""
    subject = as_array(site, subject)
    sizes = sizes_of(site, site.given("shape"))
    if isinstance(subject, (LossValue, MetricValue)):
        return subject
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=True)
    return reshaped(subject, sizes)


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
    if tensor.encoding in (Encoding.ONE_HOT, Encoding.MULTI_HOT, Encoding.SOFT):
        return made.width is not None and made.width == tensor.width
    if made.rank is None or made.rank == 1 or made.width == Const(1):
        return True
    return made.width is not None and made.width == tensor.width and made.rank == tensor.rank


def _broken(tensor: Tensor) -> Tensor:
    return replace(tensor, encoding=None, why="the labels were reshaped to rows of another length")


def flatten(site: CallSite, subject: Value) -> Value:
    """(n,), or with the constant `rank` 2 one row a sample."""
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=True)
    if site.constant("rank") == 2:
        return subject if subject.rank == 2 else reshaped(subject, (subject.rows or Const(-1), Const(-1)))
    if subject.rank is None and subject.encoding not in (Encoding.ONE_HOT, Encoding.MULTI_HOT, Encoding.SOFT):
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
    axis = site.present("axis")
    rank = subject.rank
    if rank is None or (axis is not None and whole(axis) is None):
        return replace(subject, rank=None, width=None)
    if axis is not None:
        return squeezed(subject, whole(axis) or 0)
    if subject.width == Const(1) and rank == 2:
        return squeezed(subject, -1)
    if rank == 1 or (rank == 2 and subject.width is not None):
        return subject
    return replace(subject, rank=None, width=None)


def squeezed(tensor: Tensor, axis: int) -> Tensor:
    """Without one axis, which has size 1."""
    if tensor.rank is None or tensor.rank < 2:
        return tensor
    last = axis in (-1, tensor.rank - 1)
    rank = tensor.rank - 1
    width = tensor.width if not last and rank > 1 else None
    links = uncached(tensor.links)
    return replace(tensor, rank=rank, width=width, links=links, rows=None if axis == 0 else tensor.rows)


def expand_dims(site: CallSite, subject: Value) -> Value:
    """A new axis of 1 at `axis`."""
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=True)
    axis = whole(site.given("axis"))
    if axis is None:
        return replace(subject, rank=None, width=None)
    return expanded(subject, axis)


def expanded(tensor: Tensor, axis: int) -> Tensor:
    """With an axis of size 1 more."""
    rank = None if tensor.rank is None else tensor.rank + 1
    if axis == -1 or (rank is not None and axis == rank - 1):
        made = replace(tensor, rank=rank, width=Const(1), links=uncached(tensor.links))
        if is_output(tensor):
            return replace(made, scrambled=tensor.scrambled or bool(tensor.links))
        hot = tensor.encoding in (Encoding.ONE_HOT, Encoding.MULTI_HOT, Encoding.SOFT)
        return _broken(made) if hot else made
    width = tensor.rows if tensor.rank == 1 else tensor.width
    rows = Const(1) if axis == 0 else tensor.rows
    made = replace(tensor, rank=rank, width=width, rows=rows, links=uncached(tensor.links))
    return made if tensor.rank != 1 or is_output(tensor) or _by_value(tensor) else _broken(made)


def transpose(site: CallSite, subject: Value) -> Value:
    """Axes reordered: which one is last is no longer told."""
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor):
        return site.unknown(subject)
    if subject.rank == 1:
        return subject
    axes = site.items(site.present("axes") or TupleValue(()))
    rank = subject.rank or (len(axes) if axes else None)
    made = replace(subject, rank=rank, width=None, rows=None, links=uncached(subject.links))
    if is_output(subject):
        return replace(made, scrambled=subject.scrambled or bool(subject.links))
    hot = subject.encoding in (Encoding.ONE_HOT, Encoding.MULTI_HOT, Encoding.SOFT)
    return replace(made, encoding=None, why="the axes were reordered") if hot else made
