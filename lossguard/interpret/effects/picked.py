"""Effects that pick parts of a tensor, or its largest values with their places."""

from __future__ import annotations

from lossguard.interpret import arrays, attributes, operations, subscripts
from lossguard.interpret.effects import changed, kept
from lossguard.interpret.effects.facts import decided, is_output, output, uncached, whole
from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.values import Const, Tensor, TupleValue, Unknown, Value
from lossguard.records import replace
from lossguard.vocabulary import Decision, Encoding

# ---- largest values ----


def max_and_index(site: CallSite, subject: Value) -> Value:
    """One number without `axis`; with it a pair, by the names `values` and `indices` too."""
    axis = site.present("axis")
    subject = as_array(site, subject)
    if axis is None or axis == Const(None):
        return changed.reduced(site, subject, _how(site))
    if isinstance(axis, Tensor):
        return _larger(site, subject, axis)
    if not isinstance(subject, (Tensor, Unknown)):
        return site.unknown(subject)
    values = changed.reduced(site, subject, _how(site))
    places = changed.argmax(site, subject) if site.constant("how") is None else _places(site, subject)
    return pair(site, values, places)


def _how(site: CallSite) -> str:
    return str(site.constant("how") or ("min" if site.constant("least") is True else "max"))


def _larger(site: CallSite, left: Value, right: Tensor) -> Value:
    """Two tensors element by element."""
    if is_output(left) or is_output(right):
        tensor = left if isinstance(left, Tensor) and is_output(left) else right
        return output(tensor, f"{site.text()} takes the larger of two")
    return operations.derived(site.run, "max", (left, right), site.ref, site.text)


def _places(site: CallSite, subject: Value) -> Value:
    """Where in its axis the value stood: no decision of a classifier."""
    if not isinstance(subject, Tensor):
        return site.fresh("places of values")
    rank = subject.rank if subject.rank is None or changed.keeps_axis(site) else subject.rank - 1
    return replace(site.made(), rank=rank, dtype="int64", why="places of values")


def pair(site: CallSite, values: Value, places: Value) -> Value:
    """Both, as a tuple whose items have names."""
    made = TupleValue((values, places), site.spot)
    attributes.put(site.run, made, "values", values)
    attributes.put(site.run, made, "indices", places)
    return made


def topk(site: CallSite, subject: Value) -> Value:
    """The `k` largest values along `axis` and their places; all of them, sorted, alike."""
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor):
        return pair(site, site.unknown(subject), site.fresh("places of the largest values"))
    count = site.bound.value("k")
    count = None if count is None else site.run.resolved(count)
    axis = whole(site.given("axis"))
    last = axis == -1 or (axis is not None and axis + 1 == subject.rank)
    width = count if last else None
    values = kept.without_columns(subject)
    if count is not None and (subject.rank == 1 or axis == 0):
        values = replace(values, rows=count)
        width = None if subject.rank == 1 else subject.width
    if not is_output(subject):
        why = "places of the largest values"
        places = replace(site.made(), rank=subject.rank, rows=values.rows, width=width, dtype="int64", why=why)
        return pair(site, replace(values, width=width), places)
    links = uncached(subject.links) if values.space is not None else ()
    values = replace(values, width=width, links=links)
    changed.note(site, subject, Decision.TOP_K, axis)
    classes = None if axis == 0 and (subject.rank or 0) > 1 else subject.width
    places = decided(
        values, spot=site.spot, decision=Decision.TOP_K, encoding=Encoding.INDEX, classes=classes, width=width,
        dtype="int64",
    )  # fmt: skip
    return pair(site, values, places)


# ---- parts ----


def gather(site: CallSite, subject: Tensor) -> Value:
    """Values picked along `axis`: the space stays, sums do not."""
    index = site.given("index")
    width = index.width if isinstance(index, Tensor) else None
    if is_output(subject):
        space = arrays.space_of_part(subject.space)
        links = uncached(subject.links) if space is not None else ()
        return replace(subject, space=space, links=links, width=width, why=f"{site.text()} picks parts of the output")
    return replace(kept.without_columns(subject), width=width, rows=None)


def select(site: CallSite, subject: Value) -> Value:
    """Index `index` of `axis`: that axis is gone."""
    subject = as_array(site, subject)
    axis, index = whole(site.given("axis")), site.given("index") or Const(0)
    if axis == 0:
        row = subscripts.item(site.run, subject, index, site.ref, site.text)
        if isinstance(row, Tensor) and row.rank is None and isinstance(subject, Tensor) and subject.rank:
            return replace(row, rank=subject.rank - 1)
        return row
    rows = site.run.unknown("all rows", site.ref, ":")
    if axis == 1 or (isinstance(subject, Tensor) and axis == -1 and subject.rank == 2):
        return subscripts.item(site.run, subject, TupleValue((rows, index)), site.ref, site.text)
    if not isinstance(subject, Tensor):
        return site.unknown(subject)
    part = kept.without_columns(subject)
    return replace(part, rank=None if subject.rank is None else max(subject.rank - 1, 0))


def narrow(site: CallSite, subject: Value) -> Value:
    """Some of an axis."""
    subject = as_array(site, subject)
    one_axis = isinstance(subject, Tensor) and subject.rank == 1
    along_rows = site.given("axis") == Const(0) or one_axis
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=along_rows)
    return arrays.cut(subject) if along_rows else kept.without_columns(subject)


def parts(site: CallSite, subject: Value) -> Value:
    """A list of parts along `axis`, how many is not told; where the axis is `gone`, of one row or column each."""
    part = _without_axis(site, subject) if site.constant("gone") is True else narrow(site, subject)
    return site.run.new_list((part,), site.spot, open=True)


def _without_axis(site: CallSite, subject: Value) -> Value:
    part = select(site, subject)
    if not isinstance(part, Tensor) or not isinstance(subject, Tensor) or subject.rank is None:
        return part
    rank = max(subject.rank - 1, 0)
    return replace(part, rank=rank, width=part.width if rank > 1 else None)


def size(site: CallSite, subject: Value) -> Value:
    """The size of `axis`, or all of them."""
    shape = attributes.get(site.run, subject, "shape", site.ref, site.text)
    axis = site.present("axis")
    return shape if axis is None else subscripts.item(site.run, shape, axis, site.ref, site.text)
