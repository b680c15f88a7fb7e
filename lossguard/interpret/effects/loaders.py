"""Effects of PyTorch's data sets and loaders: an element of a set, and what collation makes of many of them.

element of the set                          batch of the loader
(image, 3)                                  (Tensor, int64 (n,))
(image, torch.tensor([0., 1.]))             (Tensor, float32 (n, 2))
{"image": image, "label": 1.0}              {"image": Tensor, "label": float64 (n,)}
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import attributes, calls, operations, subscripts
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.effects.batches import rows_below
from lossguard.interpret.effects.literals import bag_of, constants_in, filled
from lossguard.interpret.effects.site import LISTS, CallSite
from lossguard.interpret.frameworks import hub
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Batches,
    Choice,
    Class,
    Const,
    DictValue,
    Function,
    Instance,
    ListValue,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_of,
)
from lossguard.records import replace
from lossguard.vocabulary import CLASS_NUMBERS

Text = Callable[[], str]
NUMBERS = {"int(": "int64", "float(": "float64"}  # how numbers are spelled, and what collation makes of them
DEEPEST = 4  # nesting of an element


# ---- loaders ----


def loader(site: CallSite, subject: Value) -> Value:
    """Batches of a set: its elements collated, or what the function in `collate` gives for a list of them."""
    collate = site.present("collate")
    if isinstance(subject, Instance) and hub.is_one(subject):
        subject = hub.batches(site.run, subject, site.ref, site.text)
    if collate is not None and collate != Const(None):
        outcome = _collated_by(site, collate, subject)
    else:
        outcome = batches_of(site.run, subject, site.ref, site.text) or site.unknown(subject, same=True)
    return site.each(outcome, lambda made: _remembering(site, made, subject))


def _remembering(site: CallSite, made: Value, subject: Value) -> Value:
    """The set stays within reach as `loader.dataset`."""
    if isinstance(made, Batches):
        made = replace(made, spot=site.spot)
        site.run.store.set((key_of(made), "dataset"), subject)
    return made


def batches_of(run: Run, data: Value, ref: int, text: Text) -> Value | None:
    """A data set as batches, None where what it holds is not known."""
    match data:
        case Batches():
            return data
        case Instance() if hub.is_one(data):
            return hub.batches(run, data, ref, text)
        case Instance(cls=Class()):
            found = element(run, data, ref, text)
            if found is None:
                return None
            return run.split(found, lambda each: yielded(run, collated(run, each), ref, text))
        case Tensor():
            return Batches(data, None, run.spot(ref), text())
        case ListValue() | TupleValue():
            sample = operations.element_of(run, data, ref)
            return run.split(sample, lambda each: yielded(run, collated(run, each), ref, text))
        case _:
            return None


def element(run: Run, data: Instance, ref: int, text: Text) -> Value | None:
    """What `data[i]` gives, or what iterating over it yields; None for a class that says neither."""
    assert data.cls is not None
    if attributes.class_attribute(run, data.cls, "__getitem__") is not None:
        return subscripts.item(run, data, operations.counter(run, ref), ref, text)
    found = attributes.class_attribute(run, data.cls, "__iter__")
    if found is None or not isinstance(found[0], Function):
        return None
    outcome = calls.call(run, replace(found[0], bound=data), Arguments(), ref, text)
    return run.split(outcome, lambda made: operations.element_of(run, made, ref))


def yielded(run: Run, batch: Value, ref: int, text: Text) -> Value:
    """Batches of this form: a pair is inputs and labels, everything else comes as it is."""
    match batch:
        case TupleValue((x, y)):
            return Batches(x, y, run.spot(ref), text())
        case TupleValue() | Tensor() | DictValue():
            return Batches(batch, None, run.spot(ref), text())
        case Choice():
            return run.split(batch, lambda option: yielded(run, option, ref, text))
        case Batches():
            return batch
        case _:
            why = batch.why if isinstance(batch, Unknown) else f"what {text()} yields is not known"
            return run.unknown(why, ref, text())


def _collated_by(site: CallSite, collate: Value, subject: Value) -> Value:
    """A function of the program collates: it is called with a list of elements, of unknown length."""
    run = site.run
    if isinstance(subject, Batches):
        sample: Value | None = sample_of(run, _pair_of(subject))
    elif isinstance(subject, Instance) and subject.cls is not None:
        sample = element(run, subject, site.ref, site.text)
    else:
        sample = operations.element_of(run, subject, site.ref) if isinstance(subject, LISTS) else None
    if sample is None:
        sample = run.unknown(f"what {site.text()} reads is not known", site.ref, "an element")
    batch = run.new_list((sample,), site.spot, open=True)
    outcome = calls.call(run, collate, Arguments((Argument(batch),)), site.ref, site.text)
    return yielded(run, outcome, site.ref, site.text)


def _pair_of(data: Batches) -> Value:
    return data.x if data.y is None else TupleValue((data.x, data.y), data.spot)


# ---- elements and batches ----


def sample_of(run: Run, batch: Value, depth: int = 0) -> Value:
    """One element of a batch: its tensors without their first axis."""
    batch = run.resolved(batch)
    match batch:
        case Tensor():
            return row(batch)
        case Choice():
            return run.split(batch, lambda option: sample_of(run, option, depth))
        case TupleValue(items) if depth < DEEPEST:
            return TupleValue(tuple(sample_of(run, item, depth + 1) for item in items), batch.spot)
        case DictValue() if depth < DEEPEST and (held := run.entries(batch)) is not None:
            pairs = tuple((key, sample_of(run, item, depth + 1)) for key, item in held.pairs)
            return run.new_dict(pairs, batch.spot, held.open)
        case Unknown():
            return run.unknown(batch.why, batch.spot, batch.text, ("sample", batch.key), batch.root)
        case _:
            return batch


def row(tensor: Tensor) -> Tensor:
    """One row, exactly: (n, C) becomes (C,)."""
    if tensor.rank is None or tensor.rank == 0:
        return replace(tensor, rank=None, rows=None)
    width = tensor.width if tensor.rank > 2 else None
    return replace(tensor, rank=tensor.rank - 1, width=width, rows=tensor.width if tensor.rank == 2 else None)


def collated(run: Run, sample: Value, depth: int = 0) -> Value:
    """Many elements put together: an axis more, numbers to int64 and float64, tuples and dictionaries part by part."""
    sample = run.resolved(sample)
    if depth > DEEPEST:
        return run.unknown("nested too deeply")
    match sample:
        case Tensor():
            return _with_batch_axis(sample)
        case Const():
            return _column(run, sample)
        case Choice():
            numbers = _column(run, sample) if _is_scalar(run, sample) else None
            return numbers or run.split(sample, lambda option: collated(run, option, depth))
        case DictValue():
            held = run.entries(sample)
            if held is None:
                return sample
            pairs = tuple((key, collated(run, item, depth + 1)) for key, item in held.pairs)
            return run.new_dict(pairs, sample.spot, held.open)
        case Unknown():
            return _of_unknown(run, sample)
        case _ if isinstance(sample, LISTS):
            items = operations.known_items(run, sample)
            if items is None:
                return run.unknown("an element of unknown length", sample.spot)
            return TupleValue(tuple(collated(run, item, depth + 1) for item in items), sample.spot)
        case _:
            return sample


def _with_batch_axis(tensor: Tensor) -> Tensor:
    """(C,) becomes (n, C): class numbers side by side are no class numbers of the rows."""
    if tensor.rank is None or tensor.rank == 0:
        return replace(tensor, rank=None if tensor.rank is None else 1, rows=None)
    width = tensor.rows or tensor.width if tensor.rank == 1 else tensor.width
    made = replace(tensor, rank=tensor.rank + 1, width=width, rows=None)
    if tensor.rank == 1 and tensor.encoding in CLASS_NUMBERS and width != Const(1):
        return replace(made, encoding=None, constant=False, why="each element has several numbers")
    return made


def _is_scalar(run: Run, sample: Choice) -> bool:
    found = constants_in(run, sample)
    return all(isinstance(item, Const) and isinstance(item.value, (bool, int, float)) for item in found)


def _column(run: Run, sample: Const | Choice) -> Value:
    """(n,) of Python's numbers: one a sample, whichever of these it has."""
    values = [item.value for item in constants_in(run, sample) if isinstance(item, Const)]
    if not values or not all(isinstance(value, (bool, int, float)) for value in values):
        return sample  # names stay a list of names
    spot = next((item.spot for item in constants_in(run, sample) if isinstance(item, Const) and item.spot), None)
    blank = Tensor(spot or run.spot(0), rank=1, origin=("collated", run.number()))
    return filled(replace(blank, constant=len(set(map(repr, values))) == 1), bag_of(values))


def _of_unknown(run: Run, sample: Unknown) -> Value:
    """What was read at run time; of what the program made a number of, the type is told."""
    dtype = next((kind for start, kind in NUMBERS.items() if sample.text.startswith(start)), None)
    if dtype is None:
        return sample
    return Tensor(sample.spot or run.spot(0), rank=1, dtype=dtype, origin=sample.root, why=sample.why)


# ---- sets of sets ----


def split_batches(site: CallSite, subject: Value) -> Value:
    """`random_split(data, [n, m])`: a set for each number."""
    lengths = site.given("parts")
    items = site.items(lengths)
    if items is None:  # how many parts is not known, but each is of these data
        return site.run.new_list((subject,), site.spot, open=True)
    return TupleValue((subject,) * len(items), site.spot)


def joined_batches(site: CallSite) -> Value:
    """The elements of several sets, one after the other."""
    sets = site.items(site.given("sets"))
    if not sets:
        return site.unknown(site.given("sets"))
    return site.every(sets, lambda found: _one_after_the_other(site, found))


def _one_after_the_other(site: CallSite, sets: tuple[Value, ...]) -> Value:
    first, *others = sets
    if all(other == first for other in others):
        return first
    known = [batches_of(site.run, each, site.ref, site.text) for each in sets]
    return site.every(tuple(each or site.unknown() for each in known), lambda found: rows_below(site, found))
