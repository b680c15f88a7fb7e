"""Effects that count: distinct values, the largest class number, and the algebra by which they equal a class count."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import arrays, labels
from lossguard.interpret.effects.facts import is_output, whole
from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.site import CallSite
from lossguard.interpret.run import Run
from lossguard.interpret.values import Const, Tensor, TupleValue, Unknown, Value, key_of, root_of
from lossguard.records import replace
from lossguard.vocabulary import CLASS_ROWS, Encoding

Text = Callable[[], str]
NUMBERED = (Encoding.INDEX, Encoding.BINARY)


def one_less(run: Run, classes: Value, ref: int, text: Text) -> Value:
    """The largest index of labels with `classes` classes, such that adding 1 gives `classes` back."""
    if isinstance(classes, Const) and isinstance(classes.value, int):
        return Const(classes.value - 1, run.spot(ref))
    why = classes.why if isinstance(classes, Unknown) else f"{text()} is not known"
    return run.unknown(why, ref, text(), ("-", key_of(classes), key_of(Const(1))))


def largest(run: Run, subject: Tensor | Unknown, ref: int, text: Text) -> Value:
    """`y.max()`: of class numbers one less than the class count, however many these are."""
    if isinstance(subject, Tensor):
        if subject.encoding is not Encoding.REAL and subject.high is not None:
            return Const(int(subject.high) if float(subject.high).is_integer() else subject.high, run.spot(ref))
        if subject.encoding not in NUMBERED or subject.edits or subject.low not in (None, 0):
            return run.unknown(f"{text()} is not known", ref, text(), ("max", key_of(subject)))
    return one_less(run, labels.class_count(run, subject, ref), ref, text)


def unique(site: CallSite, subject: Value) -> Value:
    """The distinct values, sorted; with return_ flags a tuple that begins with them."""
    subject = as_array(site, subject)
    if not isinstance(subject, (Tensor, Unknown)):
        return site.unknown(subject)
    if isinstance(subject, Tensor) and is_output(subject):
        return site.unknown(subject, why=f"{site.text()} takes the output apart")
    distinct = arrays.distinct(site.run, subject, site.ref)
    if isinstance(subject, Tensor) and isinstance(distinct, Tensor) and subject.rank not in (None, 1):
        whole_rows = site.present("axis") is not None
        rank, width = (subject.rank, subject.width) if whole_rows else (1, None)
        hot = subject.encoding in CLASS_ROWS
        distinct = replace(distinct, rank=rank, width=width, rows=None if hot or whole_rows else distinct.rows)
        distinct = replace(distinct, encoding=None) if hot and not whole_rows else distinct
    extra: list[Value] = []
    for flag in ("return_index", "return_inverse", "return_counts"):
        value = site.bound.value(flag) or site.keyword(flag)
        if value == Const(True):
            extra.append(_inverse(site, subject) if flag == "return_inverse" else site.fresh("counts"))
    return TupleValue((distinct, *extra), site.spot) if extra else distinct


def _inverse(site: CallSite, subject: Tensor | Unknown) -> Tensor:
    """The number of each value among the distinct ones; since NumPy 2 in the shape of the values."""
    flat = not isinstance(subject, Tensor) or subject.rank == 1
    found = numbered(site, subject, "int64")
    return found if flat else replace(found, rank=None, rows=None)


def numbered(site: CallSite, subject: Value, dtype: str) -> Tensor:
    """Class numbers from 0 for each value of `subject`, (n,)."""
    classes = labels.class_count(site.run, subject, site.ref)
    count = whole(classes)
    encoding = Encoding.BINARY if count == 2 else Encoding.INDEX
    rows = subject.rows if isinstance(subject, Tensor) else None
    made = replace(site.made(), rank=1, rows=rows, encoding=encoding, classes=classes, dtype=dtype)
    high = None if count is None else count - 1
    return replace(made, low=0, high=high, origin=("numbers", root_of(subject) or key_of(subject)), why="")


def count_unique(site: CallSite, subject: Value) -> Value:
    """How many distinct values: the class count."""
    subject = as_array(site, subject)
    if isinstance(subject, (Tensor, Unknown)):
        return labels.class_count(site.run, subject, site.ref)
    return site.unknown(subject)


def count(site: CallSite, subject: Value) -> Value:
    """A number for each distinct value: as many as there are classes."""
    subject = as_array(site, subject)
    if not isinstance(subject, (Tensor, Unknown)):
        return site.unknown(subject)
    classes: Value | None = labels.class_count(site.run, subject, site.ref)
    if site.present("least") not in (None, Const(0)):
        classes = None  # as many as are asked for, if these are more
    return replace(site.made(), rank=1, rows=classes, dtype="int64", why="numbers of samples")


def factorize(site: CallSite, subject: Value) -> Value:
    """Class numbers from 0 and the distinct values, in that order unless `swapped`."""
    subject = as_array(site, subject)
    codes = numbered(site, subject, "int64")
    distinct: Value = site.unknown(subject)
    if isinstance(subject, (Tensor, Unknown)):
        distinct = arrays.distinct(site.run, subject, site.ref)
    pair = (distinct, codes) if site.constant("swapped") is True else (codes, distinct)
    return TupleValue(pair, site.spot)


def codes(site: CallSite, subject: Value) -> Value:
    """Class numbers from 0, in the order of the sorted values."""
    return numbered(site, subject, "int8")


def scalar(site: CallSite) -> Value:
    """A number, not told."""
    return site.unknown(why=f"{site.text()} is known at run time")
