"""Effects that change values: decisions, ranges, reductions."""

from __future__ import annotations

from lossguard.interpret import arrays, decisions, dtypes, labels, operations
from lossguard.interpret.effects.counts import largest
from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.site import (
    CallSite,
    decided,
    is_output,
    of_zeros_and_ones,
    output,
    real,
    uncached,
    whole,
)
from lossguard.interpret.values import Const, LossValue, MetricValue, Tensor, Unknown, Value, root_of
from lossguard.records import replace
from lossguard.setups import LabelEdit, Link
from lossguard.vocabulary import Decision, Encoding, Space

LOGS = {Space.SIMPLEX: ("log_softmax", Space.LOG_SIMPLEX), Space.UNIT: ("log_sigmoid", Space.LOG_UNIT)}
EXPS = {Space.LOG_SIMPLEX: ("softmax", Space.SIMPLEX), Space.LOG_UNIT: ("sigmoid", Space.UNIT)}
HALF = 0.5  # where rounding to 0 and 1 decides
AVERAGED = (Space.REAL, Space.SIMPLEX, Space.UNIT)  # spaces that a mean over other axes keeps


# ---- decisions ----


def argmax(site: CallSite, subject: Value) -> Value:
    """The index of the largest value along `axis`, int64."""
    subject = as_array(site, subject)
    if not isinstance(subject, (Tensor, Unknown)):
        return site.unknown(subject)
    axis, over_all = _axis(site)
    of_row = isinstance(subject, Tensor) and subject.rank in (None, 1) and subject.encoding is Encoding.ONE_HOT
    if over_all and not of_row and not is_output(subject):
        return site.unknown(why="the place of the largest value")
    if isinstance(subject, Unknown):
        classes = labels.class_count(site.run, subject, site.ref)
        made = replace(site.made(), encoding=Encoding.INDEX, classes=classes, dtype="int64", low=0, why="")
        return replace(made, origin=("argmax", root_of(subject)))
    if axis in (-1, 1) or (axis == 0 and (subject.rank or 0) > 1):
        note(site, subject, Decision.ARGMAX, axis)
    return _largest(site, subject, 0 if over_all else axis)


def _axis(site: CallSite) -> tuple[int | None, bool]:
    """The axis, None where it is not told, and whether all values are meant. PyTorch takes NumPy's keyword as well."""
    given = site.present("axis") or site.keyword("axis")
    if given is not None:
        return whole(given), False
    default = site.constant("default_axis")
    return (default, False) if isinstance(default, int) else (None, True)


def _largest(site: CallSite, tensor: Tensor, axis: int | None) -> Tensor:
    """Over the last axis: classes. Over another: places."""
    kept = keeps_axis(site)
    rank = tensor.rank if kept or tensor.rank is None else max(tensor.rank - 1, 0)
    width = Const(1) if kept else None
    made = replace(tensor, spot=site.spot, rank=rank, width=width, dtype="int64", edits=(), constant=False)
    if is_output(tensor):
        made = replace(made, decided_from=decisions.mark_of(tensor))
        return decided(made, decision=Decision.ARGMAX, encoding=Encoding.INDEX, classes=tensor.width, scrambled=False)
    row = tensor.rank in (None, 1) and axis == 0 and tensor.encoding is Encoding.ONE_HOT
    last = axis == -1 or row or (axis == 1 and tensor.rank is None) or (tensor.rank or 0) - 1 == axis
    if not last or site.constant("least") is True:
        return replace(made, encoding=None, classes=None, low=None, high=None, why="places of the largest values")
    hot = tensor.encoding in (Encoding.ONE_HOT, Encoding.SOFT)
    classes = tensor.classes if hot and tensor.classes is not None else tensor.width
    count = whole(classes)
    high = None if count is None else count - 1
    if row:
        made = replace(made, rank=0)
    return replace(made, encoding=Encoding.INDEX, classes=classes, low=0, high=high, why="")


def note(
    site: CallSite, tensor: Tensor, decision: Decision, axis: int | None = None, threshold: float | None = None
) -> None:
    """Remembers a decision taken on a model's output."""
    found = decisions.decided(tensor, decision, site.spot, axis, threshold)
    if found is not None and not decisions.asks_for_size(site.run.path):
        site.run.decisions.append(found)


def rounded(site: CallSite, subject: Value) -> Value:
    """To integers; a model's output is decided on, random reals in [0, 1] become binary."""
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor):
        return subject if isinstance(subject, (LossValue, MetricValue, Const)) else site.unknown(subject, same=True)
    if is_output(subject):
        note(site, subject, Decision.THRESHOLD, threshold=HALF)
        return subject if subject.decision else decided(subject, decision=Decision.THRESHOLD)
    if subject.encoding is not Encoding.REAL:
        return subject
    if (subject.low, subject.high) == (0, 1):
        return of_zeros_and_ones(subject)
    return replace(subject, encoding=None, why="real numbers were rounded")


def sign(site: CallSite, subject: Value) -> Value:
    """-1, 0 or +1."""
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor):
        return site.unknown(subject)
    if is_output(subject):
        return decided(subject, decision=Decision.THRESHOLD)
    if subject.encoding in (Encoding.REAL, Encoding.SIGN) and subject.low != 0:
        return replace(subject, encoding=Encoding.SIGN, classes=Const(2), low=-1, high=1, edits=())
    return replace(subject, encoding=None, low=None, high=None, why="only the signs are left")


# ---- ranges ----


def clip(site: CallSite, subject: Value) -> Value:
    """Into [`low`, `high`]: the space stays, unless free values are cut to those of probabilities."""
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=True)
    bottom, top = real(site.given("low")), real(site.given("high"))
    if is_output(subject):
        if subject.space is Space.REAL and bottom is not None and top is not None and bottom >= 0 and top <= 1:
            return output(subject, f"the output is cut to {bottom:g} ... {top:g}")
        return replace(subject, links=uncached(subject.links))
    low = subject.low if bottom is None else bottom if subject.low is None else max(subject.low, bottom)
    high = subject.high if top is None else top if subject.high is None else min(subject.high, top)
    return replace(subject, low=low, high=high)


def log(site: CallSite, subject: Value) -> Value:
    """The logarithm of each value: that of a softmax is a log-softmax."""
    return _through(site, subject, LOGS, None)


def exp(site: CallSite, subject: Value) -> Value:
    """e to the power of each value: of free values positive ones."""
    return _through(site, subject, EXPS, ("exponential", Space.NONNEGATIVE))


def _through(
    site: CallSite, subject: Value, table: dict[Space, tuple[str, Space]], free: tuple[str, Space] | None
) -> Value:
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor) or not is_output(subject):
        return elementwise(site, subject)
    found = table.get(subject.space) if subject.space is not None else None
    if found is not None:
        link = Link(found[0], found[1], site.spot, subject.links[-1].axis if subject.links else None)
        return replace(subject, space=found[1], links=(*subject.links[:-1], link))
    if subject.space is Space.REAL and free is not None:
        return replace(subject, space=free[1], links=(*subject.links, Link(free[0], free[1], site.spot)))
    return output(subject, f"{site.text()} is computed from the output")


def elementwise(site: CallSite, subject: Value) -> Value:
    """Every value changed by a function: the shape stays, the encoding does not."""
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor):
        return subject if isinstance(subject, (LossValue, MetricValue)) else site.unknown(subject)
    if is_output(subject):
        return output(subject, f"{site.text()} is computed from the output")
    encoding = Encoding.REAL if subject.encoding is Encoding.REAL else None
    why = f"{site.text()} is computed at run time"
    free = replace(subject, space=None, layer="", edits=(), constant=False, origin=None)
    return replace(free, encoding=encoding, low=None, high=None, why=why)


def scale(site: CallSite, subject: Value) -> Value:
    """To another range: class labels that go through are noted as edited."""
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=True)
    if is_output(subject):
        return output(subject, "the output is rescaled")
    made = replace(subject, low=None, high=None, dtype="float64", constant=False)
    if subject.encoding in arrays.CLASS_LABELS:
        return replace(made, edits=(*subject.edits, LabelEdit("standardise", None, site.spot)))
    return replace(made, encoding=Encoding.REAL, why="")


def unit_length(site: CallSite, subject: Value) -> Value:
    """Each vector divided by its length."""
    subject = as_array(site, subject)
    if not isinstance(subject, Tensor):
        return site.unknown(subject, same=True)
    if is_output(subject):
        return output(subject, "", space=Space.EMBEDDING, embedding_like=True)
    if subject.encoding is Encoding.ONE_HOT:
        return subject
    dtype = dtypes.as_real(site.run, subject.dtype)
    return replace(subject, encoding=Encoding.REAL, low=None, high=None, edits=(), dtype=dtype, why="")


# ---- reductions ----


def reduce(site: CallSite, subject: Value) -> Value:
    """Over `axis`, left out: over all."""
    return reduced(site, as_array(site, subject), str(site.constant("how")))


def reduced(site: CallSite, subject: Value, how: str) -> Value:
    """As `reduce`, `how` given."""
    axis = site.present("axis") or site.keyword("axis")
    if isinstance(subject, (LossValue, MetricValue)):
        return subject if how in ("mean", "sum") else site.unknown(subject)
    if is_output(subject) and isinstance(subject, Tensor):
        return _reduced_output(site, subject, how, axis)
    if axis in (None, Const(None)):
        if how == "max" and isinstance(subject, (Tensor, Unknown)):
            return largest(site.run, subject, site.ref, site.text)
        if how == "min" and isinstance(subject, Tensor) and subject.low is not None:
            return Const(_as_written(subject.low), site.spot)
        return site.unknown(subject)
    if not isinstance(subject, Tensor):
        return site.unknown(subject)
    encoding = Encoding.BINARY if how in ("any", "all") else Encoding.REAL if how in ("mean", "std") else None
    rank = subject.rank if keeps_axis(site) or subject.rank is None else subject.rank - 1
    dtype = subject.dtype if "float" in (subject.dtype or "") else None
    made = replace(site.made(), rank=rank, encoding=encoding, dtype=dtype, why=f"{site.text()} is computed at run time")
    return replace(made, classes=Const(2), low=0, high=1, dtype="bool") if encoding is Encoding.BINARY else made


def keeps_axis(site: CallSite) -> bool:
    """Whether the axis stays as one of size 1, by whichever keyword says so."""
    return site.flag("keepdims") or Const(True) in (site.keyword("keepdims"), site.keyword("keepdim"))


def _as_written(number: float) -> int | float:
    return int(number) if float(number).is_integer() else number


def _reduced_output(site: CallSite, tensor: Tensor, how: str, axis: Value | None) -> Tensor:
    """A mean over other axes than the last keeps the space; the last axis gone, the values are no longer told."""
    kept = keeps_axis(site)
    number = whole(axis)
    if tensor.decision is not None:
        tensor = replace(tensor, decision=None)  # how many were decided so is a count, and no decision
    why = f"{site.text()} reduces the output"
    if axis is None:
        return output(tensor, why, rank=0, width=None)
    axes = site.items(axis)
    rank = None if tensor.rank is None else tensor.rank if kept else tensor.rank - (len(axes) if axes else 1)
    last = number is None or number == -1 or tensor.rank is None or number == tensor.rank - 1
    if not last and how == "mean" and tensor.space in AVERAGED:
        return replace(tensor, rank=rank, links=uncached(tensor.links))
    if last and how in ("mean", "sum") and tensor.space is Space.REAL:
        return replace(tensor, rank=rank, width=Const(1) if kept else None)
    return output(tensor, why, rank=rank, width=Const(1) if kept and last else None if last else tensor.width)


def compare(site: CallSite, subject: Value) -> Value:
    """0 or 1 for each element: binary labels, or a decision on an output."""
    subject = as_array(site, subject)
    other = site.given("other") or Const(None)
    if isinstance(subject, Tensor):
        return arrays.arithmetic(site.run, "==", subject, other, site.ref, site.text)
    if isinstance(other, Tensor):
        return arrays.arithmetic(site.run, "==", other, subject, site.ref, site.text)
    return site.unknown(subject)


def invert(site: CallSite, subject: Value) -> Value:
    """`~`: binary labels stay so."""
    return operations.unary(site.run, "~", as_array(site, subject), site.ref, site.text)
