"""Effects on data sets that yield (x, y)."""

from __future__ import annotations

from collections.abc import Sequence

from lossguard.interpret import calls
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.effects.facts import first_unknown
from lossguard.interpret.effects.joined import by_rows
from lossguard.interpret.effects.literals import as_array
from lossguard.interpret.effects.site import LISTS, CallSite
from lossguard.interpret.values import (
    Argument,
    Batches,
    Const,
    DictValue,
    Function,
    Instance,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_of,
)
from lossguard.records import replace
from lossguard.vocabulary import Encoding

SPLITS = ("train", "test", "validation")


def slices(site: CallSite, subject: Value) -> Value:
    """Pairs of rows of a pair of arrays; of one array inputs alone."""
    items = site.items(subject)
    if site.row.names[0].startswith("torch."):
        return _of_tensors(site, site.rest())
    if isinstance(subject, TupleValue) and items is not None and len(items) in (2, 3):
        return _pair(site, items[0], items[1])
    if isinstance(subject, (Tensor, DictValue, *LISTS)):
        return Batches(as_array(site, subject), None, site.spot, site.text())
    return site.unknown(subject)


def one_element(site: CallSite, subject: Value) -> Value:
    """All rows as a single element: what shape labels arrive in depends on whether such elements are batched."""

    def shapeless(made: Value) -> Value:
        match made:
            case Batches(y=Tensor() as labels):
                return replace(made, y=replace(labels, rank=None, width=None, rows=None))
            case _:
                return made

    return site.each(slices(site, subject), shapeless)


def _of_tensors(site: CallSite, tensors: tuple[Value, ...]) -> Value:
    """`TensorDataset(x, y)`: its batches are lists of as many tensors."""
    if len(tensors) == 2:
        return _pair(site, site.run.resolved(tensors[0]), tensors[1])
    return Batches(TupleValue(tensors, site.spot), None, site.spot, site.text())


def _pair(site: CallSite, x: Value, y: Value) -> Value:
    def with_labels(option: Value) -> Value:
        labels = as_array(site, option) if isinstance(option, LISTS) and not _has_parts(site, option) else option
        return Batches(x, labels, site.spot, site.text(), labels.classes if isinstance(labels, Tensor) else None)

    return site.each(y, with_labels)


def _has_parts(site: CallSite, value: Value) -> bool:
    """Whether labels are those of several outputs, not a list of labels."""
    items = site.items(value)
    return isinstance(value, TupleValue) and bool(items) and not all(isinstance(item, Const) for item in items or ())


def pairs(site: CallSite) -> Value:
    """Batches of `x` and `y` as given; without `y` inputs alone."""
    x, y = site.given("x"), site.present("y")
    inputs = x if x is not None else site.fresh("the inputs are not told")
    return Batches(inputs, None, site.spot, site.text()) if y is None else _pair(site, inputs, y)


def same_batches(site: CallSite, subject: Value) -> Value:
    """The same pairs in other order, number or size."""
    return subject if isinstance(subject, (Batches, Instance)) else site.unknown(subject, same=True)


def map_batches(site: CallSite, subject: Value) -> Value:
    """`func` on each element, with two arguments for a pair; what it gives is the new element."""
    func = site.given("func")
    if func is None:
        return site.unknown(subject)
    if isinstance(subject, Batches):
        element: tuple[Value, ...] = (subject.x,) if subject.y is None else (subject.x, subject.y)
    elif isinstance(subject, Unknown):
        element = unknown_element(site, subject, func)
    else:
        return site.unknown(subject)
    arguments = Arguments(tuple(Argument(part) for part in element))
    outcome = calls.call(site.run, func, arguments, site.ref, site.text)
    return site.each(outcome, lambda option: yielded(site, option))


def unknown_element(site: CallSite, subject: Unknown, func: Value) -> tuple[Value, ...]:
    """What a set that is not known yields: as many parts as the function takes."""
    count = len(func.definition.params) if isinstance(func, Function) else 1
    return tuple(site.run.unknown(subject.why, site.ref, subject.text) for _ in range(max(count, 1)))


def yielded(site: CallSite, element: Value) -> Value:
    """Batches of such elements."""
    match element:
        case TupleValue(items) if len(items) in (2, 3):
            return _pair(site, items[0], items[1])
        case Tensor() | DictValue():
            return Batches(element, None, site.spot, site.text())
        case Batches():
            return element
        case _:
            return site.unknown(element)


def concatenate_batches(site: CallSite, subject: Value) -> Value:
    """Those of `subject`, then of `other`."""
    other = site.given("other")
    if not isinstance(subject, Batches):
        return site.unknown(subject)
    if subject == other or not isinstance(other, Batches) or subject.y is None or other.y is None:
        return subject if isinstance(other, Batches) else site.unknown(other)
    return replace(subject, y=_joined(site, (subject.y, other.y)))


def rows_below(site: CallSite, sets: tuple[Value, ...]) -> Value:
    """The pairs of several sets, one set after the other."""
    known = [data for data in sets if isinstance(data, Batches)]
    labels = [data.y for data in known if data.y is not None]
    if len(labels) < len(sets):
        return first_unknown(sets) or (known[0] if known else site.unknown())
    return replace(known[0], y=_joined(site, labels))


def _joined(site: CallSite, labels: Sequence[Value]) -> Value:
    tensors = [label for label in labels if isinstance(label, Tensor)]
    if len(tensors) == len(labels):
        return by_rows(site, tensors)
    return first_unknown(labels) or site.unknown()


def zip_batches(site: CallSite) -> Value:
    """Elements of several sets side by side."""
    found = site.rest()
    if len(found) == 1:
        found = site.items(site.run.resolved(found[0])) or found
    if not found:
        return site.unknown()
    return site.every(found, lambda sets: _side_by_side(site, sets))


def _side_by_side(site: CallSite, sets: tuple[Value, ...]) -> Value:
    elements = tuple(_element(site, data) for data in sets)
    if len(elements) == 1:
        return sets[0]
    return _pair(site, elements[0], elements[1])


def _element(site: CallSite, data: Value) -> Value:
    match data:
        case Batches(x, None):
            return x
        case Batches(x, y) if y is not None:
            return TupleValue((x, y), site.spot)
        case TupleValue(items):
            return TupleValue(tuple(_element(site, item) for item in items), site.spot)
        case Unknown():
            return site.run.unknown(data.why, site.ref, data.text, ("element", data.key), data.origin)
        case _:
            return site.unknown(data)


def from_generator(site: CallSite) -> Value:
    """What calling `generator` yields."""
    generator = site.given("generator")
    if generator is None:
        return site.unknown()
    outcome = calls.call(site.run, generator, Arguments(open=True), site.ref, site.text)
    return site.each(outcome, lambda made: made if isinstance(made, Batches) else site.unknown(made))


# ---- TensorFlow Datasets ----


def tfds_load(site: CallSite) -> Value:
    """A known set by name, in the structure that `split`, `supervised` and `with_info` ask for."""
    name = site.given("name")
    if isinstance(name, Const) and isinstance(name.value, str):
        name = Const(name.value.split("/")[0].split(":")[0])  # a configuration and a version may follow
    classes = _classes(site, name)
    data = _in_splits(site, _elements(site, name, classes))
    if not site.flag("with_info"):
        return data
    return TupleValue((data, _description(site, classes)), site.spot)


def _classes(site: CallSite, name: Value | None) -> Value | None:
    """The class count of a known set; None where a set of that name is not known."""
    if isinstance(name, Const):
        known = site.constant("classes")
        found = dict(known).get(name.value) if isinstance(known, tuple) else None
        return Const(found) if isinstance(found, int) else None
    key = ("classes", key_of(name)) if name is not None else None
    return site.run.unknown("which data set is loaded is not known", site.ref, "the number of classes", key)


def _elements(site: CallSite, name: Value | None, classes: Value | None) -> Batches:
    """Pairs where `supervised`, else dictionaries with the label in them."""
    inputs = site.fresh("inputs of a known data set")
    labels: Value = site.fresh("the labels of this data set are not known to lossguard")
    if isinstance(classes, Const) and isinstance(classes.value, int) and isinstance(name, Const):
        encoding = Encoding.BINARY if classes.value == 2 else Encoding.INDEX
        labels = replace(site.made(), rank=1, encoding=encoding, classes=classes, dtype="int64", low=0, why="")
        labels = replace(labels, high=classes.value - 1)
    if site.flag("supervised"):
        return Batches(inputs, labels, site.spot, site.text(), classes)
    element = site.run.new_dict((("image", inputs), ("label", labels)), site.spot, open=True)
    return Batches(element, None, site.spot, site.text(), classes)


def _in_splits(site: CallSite, data: Batches) -> Value:
    """A set for a split, a list of them for a list, a dictionary by name without one."""
    split = site.present("split")
    if split is None:
        return site.run.new_dict(tuple((name, data) for name in SPLITS), site.spot, open=True)
    items = site.items(split)
    return TupleValue((data,) * len(items), site.spot) if items is not None else data


def _description(site: CallSite, classes: Value | None) -> Value:
    """`info`, whose `features["label"].num_classes` is the class count."""
    description = site.fresh("the description of a data set")
    if classes is None:
        return description
    features, label = site.fresh("the features of a data set"), site.fresh("the label of a data set")
    site.run.store.set((description.key, "features"), features)
    site.run.store.set((("item", features.key), repr("label")), label)
    site.run.store.set((label.key, "num_classes"), classes)
    names = Tensor(site.spot, rank=1, rows=classes, source=site.text(), why="the class names")
    site.run.store.set((label.key, "names"), names)
    return description
