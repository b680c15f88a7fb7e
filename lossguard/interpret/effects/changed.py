"""Effects that change values: decisions, ranges, reductions."""

from __future__ import annotations

from lossguard.interpret import algebra, arrays, decisions, dtypes, labels, operations, written
from lossguard.interpret.effects.counts import largest
from lossguard.interpret.effects.facts import (
    decided,
    is_output,
    is_wide,
    of_zeros_and_ones,
    output,
    real,
    uncached,
    whole,
)
from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.values import Const, LossValue, MetricValue, Tensor, Unknown, Value, key_of, root_of
from lossguard.records import replace
from lossguard.setups import LabelEdit, Link
from lossguard.vocabulary import HOT_ROWS, Decision, Encoding, Space

LOGS = {Space.SIMPLEX: ("log_softmax", Space.LOG_SIMPLEX), Space.UNIT: ("log_sigmoid", Space.LOG_UNIT)}
EXPS = {Space.LOG_SIMPLEX: ("softmax", Space.SIMPLEX), Space.LOG_UNIT: ("sigmoid", Space.UNIT)}
HALF = 0.5  # where rounding to 0 and 1 decides
CUTS = 0.05  # a limit further inside than this changes probabilities; a smaller one keeps their logarithms finite
AVERAGED = (Space.REAL, Space.SIMPLEX, Space.UNIT)  # spaces that a mean over other axes keeps


# ---- decisions ----


def argmax(site: CallSite, subject: Value) -> Value:
    """The index of the largest value along `axis`, int64."""
    subject = as_array(site, subject)
    if not isinstance(subject, (Tensor, Unknown)):
        return site.unknown(subject)
    found = _argmax(site, subject)
    if site.constant("named") is True and isinstance(found, Tensor):
        return replace(found, dtype=None)  # names of rows or columns, of whatever type these are
    return found


def _argmax(site: CallSite, subject: Tensor | Unknown) -> Value:
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
    found = _largest(site, subject, 0 if over_all else axis)
    return _of_all(subject, found) if over_all and is_output(subject) else found


def _of_all(tensor: Tensor, found: Tensor) -> Tensor:
    """The place among all values: that of the class where there is one row."""
    one_row = tensor.rank == 1 or tensor.rows in (None, Const(1))
    return replace(found, rank=0, rows=None, classes=tensor.width if one_row else None)


def rows_left(tensor: Tensor, axis: Value | int | None, kept: bool) -> Value | None:
    """The size of the first axis after `axis` is gone or (`kept`) of size 1."""
    number = axis if isinstance(axis, int) else whole(axis)
    rank = tensor.rank
    first = number == 0 or (rank is not None and number == -rank)
    if number is None or (not first and (rank is not None or number > 0)):
        return tensor.rows if number is not None else None
    if not first:
        return None
    return Const(1) if kept else tensor.width if rank == 2 else None


def _axis(site: CallSite) -> tuple[int | None, bool]:
    """The axis, None where it is not told, and whether all values are meant. PyTorch takes NumPy's keyword as well."""
    given = site.axis()
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
    made = replace(made, rows=rows_left(tensor, axis, kept))
    if is_output(tensor):
        made = replace(made, decided_from=decisions.mark_of(tensor))
        classes = None if axis == 0 and (tensor.rank or 0) > 1 else tensor.width
        return decided(made, decision=Decision.ARGMAX, encoding=Encoding.INDEX, classes=classes, scrambled=False)
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
    if found is not None and not decisions.is_picked_for_head(site.run.path):
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
        return subject if subject.dtype in dtypes.FLOATS else replace(subject, dtype=None)
    if (subject.low, subject.high) == (0, 1):
        return of_zeros_and_ones(subject)
    return replace(subject, encoding=None, low=None, high=None, why="real numbers were rounded")


def sign(site: CallSite, subject: Tensor) -> Value:
    """-1, 0 or +1."""
    if is_output(subject):
        return decided(subject, decision=Decision.THRESHOLD)
    if subject.encoding in (Encoding.REAL, Encoding.SIGN) and subject.low != 0:
        return replace(subject, encoding=Encoding.SIGN, classes=Const(2), low=-1, high=1, edits=())
    return replace(subject, encoding=None, low=None, high=None, why="only the signs are left")


# ---- ranges ----


def clip(site: CallSite, subject: Tensor) -> Value:
    """Into [`low`, `high`]: the space stays, unless free values are cut to those of probabilities."""
    bottom, top = real(site.given("low")), real(site.given("high"))
    if is_output(subject):
        if subject.space is Space.REAL and bottom is not None and top is not None and bottom >= 0 and top <= 1:
            return output(subject, f"the output is cut to {bottom:g} ... {top:g}")
        probabilities = subject.space in (Space.SIMPLEX, Space.UNIT)
        if probabilities and ((bottom or 0) > CUTS or (1 if top is None else top) < 1 - CUTS):
            return output(subject, f"{site.text()} cuts the output")
        return replace(subject, links=uncached(subject.links))
    subject = _typed_by(site, subject, bottom, top)
    low = subject.low if bottom is None else bottom if subject.low is None else max(subject.low, bottom)
    high = subject.high if top is None else top if subject.high is None else min(subject.high, top)
    return replace(subject, low=low, high=high)


def _typed_by(site: CallSite, tensor: Tensor, bottom: float | None, top: float | None) -> Tensor:
    """Limits that are floats make floats of whole numbers; a limit between whole numbers leaves no class number."""
    limits = [each for each in (site.given("low"), site.given("high")) if isinstance(each, Const)]
    if any(isinstance(each.value, float) for each in limits):
        tensor = replace(tensor, dtype=dtypes.of_function(site.run, tensor.dtype))
    elif tensor.dtype == "bool":
        tensor = replace(tensor, dtype=None)
    if (
        any(each is not None and not each.is_integer() for each in (bottom, top))
        and tensor.encoding is not Encoding.REAL
    ):
        return replace(tensor, encoding=None, classes=None, why=f"{site.text()} cuts the values")
    return tensor


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
        return elementwise(site, subject, real=True)
    found = table.get(subject.space) if subject.space is not None else None
    if found is not None:
        link = Link(found[0], found[1], site.spot, subject.links[-1].axis if subject.links else None)
        return replace(subject, space=found[1], links=(*subject.links[:-1], link))
    if subject.space is Space.REAL and free is not None:
        return replace(subject, space=free[1], links=(*subject.links, Link(free[0], free[1], site.spot)))
    made = output(subject, f"{site.text()} is computed from the output")
    return made if free is not None else written.logged(subject, made)


def elementwise(site: CallSite, subject: Value, real: bool = False) -> Value:
    """Every value changed by a function: the shape stays, the encoding does not. `real` (or the constant `real`): to a
    real number, of whole ones too."""
    subject = as_array(site, subject)
    real = real or site.constant("real") is True
    if not isinstance(subject, Tensor):
        return subject if isinstance(subject, (LossValue, MetricValue)) else site.unknown(subject)
    if is_output(subject):
        return output(subject, f"{site.text()} is computed from the output")
    encoding = Encoding.REAL if subject.encoding is Encoding.REAL else None
    why = f"{site.text()} is computed at run time"
    free = replace(subject, space=None, layer="", edits=(), constant=False, origin=None)
    to = site.constant("to")
    if isinstance(to, str):
        free = replace(free, dtype=to)
    elif real or subject.dtype == "bool":
        free = replace(free, dtype=dtypes.of_function(site.run, subject.dtype))
    elif site.constant("missing") is True and subject.dtype not in dtypes.FLOATS:
        free = replace(free, dtype=None)  # whole numbers become real ones where some are missing
    return replace(free, encoding=encoding, low=None, high=None, why=why)


def cumulate(site: CallSite, subject: Value) -> Value:
    """Sums or differences of neighbours. The constant `lined`: without an axis perhaps of all values in a line;
    `resized`: there are fewer of them."""
    found = elementwise(site, subject)
    if not isinstance(found, Tensor):
        return found
    if site.constant("resized") is True:
        keeps = found.dtype in dtypes.FLOATS  # pandas makes whole numbers real ones
        return replace(found, rows=None, width=None, dtype=found.dtype if keeps else None)
    if found.rank == 1 or site.present("axis") is not None or "lined" not in dict(site.row.options):
        return found
    return replace(found, rank=None, rows=None, width=None)


def scale(site: CallSite, subject: Tensor) -> Value:
    """To another range: class labels that go through are noted as edited."""
    if is_output(subject):
        return output(subject, "the output is rescaled")
    dtype = subject.dtype if subject.dtype in dtypes.FLOATS else "float64"
    made = replace(subject, low=None, high=None, dtype=dtype, constant=False)
    if subject.encoding in arrays.CLASS_LABELS:
        return replace(made, edits=(*subject.edits, LabelEdit("standardise", None, site.spot)))
    return replace(made, encoding=Encoding.REAL, why="")


def unit_length(site: CallSite, subject: Tensor) -> Value:
    """Each vector divided by its length."""
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
    axis = site.axis()
    if isinstance(subject, (LossValue, MetricValue)):
        return subject if how in ("mean", "sum") else site.unknown(subject)
    if is_output(subject) and isinstance(subject, Tensor):
        made = _reduced_output(site, subject, how, axis)
        return written.summed(site.run, subject, made, site.ref) if how in ("mean", "sum") else made
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
    dtype = subject.dtype if subject.dtype in dtypes.FLOATS else None
    rows = rows_left(subject, axis, keeps_axis(site))
    why = f"{site.text()} is computed at run time"
    made = replace(site.made(), rank=rank, rows=rows, encoding=encoding, dtype=dtype, why=why)
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
    if how in ("any", "all"):
        tensor = replace(tensor, dtype="bool")
    if axis is None:
        return output(tensor, why, rank=0, width=None, rows=None)
    axes = site.items(axis)
    rank = None if tensor.rank is None else tensor.rank if kept else tensor.rank - (len(axes) if axes else 1)
    last = number is None or number == -1 or tensor.rank is None or number == tensor.rank - 1
    tensor = replace(tensor, rows=rows_left(tensor, axis, kept))
    if not last and how == "mean" and tensor.space in AVERAGED:
        return replace(tensor, rank=rank, links=uncached(tensor.links))
    if last and how in ("mean", "sum") and tensor.space is Space.REAL:
        return replace(tensor, rank=rank, width=Const(1) if kept else None)
    return output(tensor, why, rank=rank, width=Const(1) if kept and last else None if last else tensor.width)


def compare(site: CallSite, subject: Value) -> Value:
    """0 or 1 for each element: binary labels, or a decision on an output."""
    subject = as_array(site, subject)
    other = site.given("other") or Const(None)
    tensor, beside = (subject, other) if isinstance(subject, Tensor) else (other, subject)
    if not isinstance(tensor, Tensor):
        return _of_texts(site, subject)
    found = algebra.operate(site.run, "==", tensor, beside, site.ref, site.text)
    if not isinstance(found, Tensor):
        return found
    if tensor.encoding in HOT_ROWS and not is_output(tensor):  # the row may mean "!="
        found = replace(found, encoding=None, classes=None, why="rows of classes are compared")
    if site.constant("lined") is True and found.rank not in (None, 1):
        return replace(found, rank=1, width=None, rows=None)
    return replace(found, dtype=tensor.dtype) if site.constant("keeps_type") is True else found


def _of_texts(site: CallSite, subject: Value) -> Value:
    """What is compared is not known; a column of texts that is searched gives one answer for each of them."""
    if site.constant("texts") is not True or not isinstance(subject, Unknown):
        return site.unknown(subject)
    made = replace(site.made(), rank=1, encoding=Encoding.BINARY, classes=Const(2), dtype="bool", low=0, high=1)
    return replace(made, origin=("searched", key_of(subject)), why="")


def invert(site: CallSite, subject: Value) -> Value:
    """`~`: binary labels stay so."""
    return operations.unary(site.run, "~", as_array(site, subject), site.ref, site.text)


def logical_not(site: CallSite, subject: Tensor) -> Value:
    """True for every 0, False for all else."""
    if is_output(subject) and subject.decision is None:
        return output(subject, f"{site.text()} is computed from the output", dtype="bool")
    if is_output(subject):
        return replace(subject, dtype="bool")
    binary = subject.encoding is Encoding.BINARY or not is_wide(subject)
    kept = replace(subject, dtype="bool", low=0, high=1, edits=(), constant=False)
    if binary:
        return replace(kept, encoding=Encoding.BINARY, classes=Const(2))
    return replace(kept, encoding=None, classes=None, why="rows of classes are compared with 0")
