"""Abstract values: what a name can hold while a program is run without running it.

Values are immutable. What Python can change in place (lists, dictionaries, instances, models) is a reference with an
`oid`; its contents lie in the `Store` under that number, so that branches can change them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from lossguard.findings import Spot
from lossguard.frontend.nodes import FunctionDef, Lambda
from lossguard.interpret.literals import Condition, Key
from lossguard.knowledge.rows import Layer, Loss, Metric, Row
from lossguard.records import dataclass, field, replace
from lossguard.setups import LabelEdit, Link
from lossguard.vocabulary import Decision, Encoding, Space


@dataclass(frozen=True, slots=True, eq=False)
class Const:
    """A known Python constant. `Const(1)` and `Const(True)` differ."""

    value: object
    spot: Spot | None = field(default=None, compare=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Const) and type(self.value) is type(other.value) and self.value == other.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that cannot be told, and why. Equal keys mean the same value at run time: `len(classes)` equals itself.

    `text` is how the source spells it. `origin` is the value it was computed from, however far back: an array and its
    reshaped copy share it.
    """

    why: str = field(compare=False)
    key: Hashable
    text: str = field(default="", compare=False)
    spot: Spot | None = field(default=None, compare=False)
    origin: Hashable = field(default=None, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", Key.of(self.key))

    @property
    def root(self) -> Hashable:
        """What it was computed from, itself if from nothing known."""
        return self.key if self.origin is None else self.origin


@dataclass(frozen=True, slots=True)
class Later:
    """The root of `data[start:]`: the same data as `data[:-1]`, and at each place another row of it."""

    data: Hashable
    start: Hashable


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values, each under its condition."""

    options: tuple[tuple[Condition, Value], ...]


@dataclass(frozen=True, slots=True)
class TupleValue:
    items: tuple[Value, ...]
    spot: Spot | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ListValue:
    """A list or set; its `Items` lie in the store at (oid, "items")."""

    oid: int
    spot: Spot | None = field(default=None, compare=False)
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """Contents of a list: `open` when more items may follow or precede, `alike` when these are like the ones it has
    (what a loop of unknown length has appended). Of an open one, the last `ended` values are its last items."""

    values: tuple[Value, ...]
    open: bool = False
    alike: bool = False
    ended: int = 0

    @property
    def tail(self) -> tuple[Value, ...]:
        """The items that are known to be the last ones."""
        return self.values[len(self.values) - self.ended :] if self.open else self.values

    def followed_by(self, more: tuple[Value, ...] | None, most: int) -> Items:
        """With further items behind, None for unknown ones; no more than `most` are kept."""
        values = (*self.values, *(more or ()))
        if more is None or len(values) > most:
            return Items(values[:most], open=True)
        return Items(values, self.open, self.alike, min(self.ended + len(more), len(values)))


@dataclass(frozen=True, slots=True)
class DictValue:
    """A dictionary; its `Entries` lie in the store at (oid, "items")."""

    oid: int
    spot: Spot | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Entries:
    """Contents of a dictionary with known keys, as `entry_key` makes them; `open` when it may hold other keys."""

    pairs: tuple[tuple[object, Value], ...]
    open: bool = False

    def get(self, key: object) -> Value | None:
        return next((value for known, value in self.pairs if known == key), None)

    def with_entry(self, key: object, value: Value) -> Entries:
        """A copy in which `key` holds `value`; order as in Python."""
        if self.get(key) is None:
            return Entries((*self.pairs, (key, value)), self.open)
        return Entries(tuple((k, value if k == key else v) for k, v in self.pairs), self.open)


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the program with the scope it closes over. `bound` is the instance of a bound method."""

    definition: FunctionDef | Lambda
    scope: int
    path: str
    defaults: tuple[tuple[str, Value], ...] = ()
    bound: Value | None = None
    owner: int | None = None  # oid of the class whose body defines it
    decorators: tuple[Value, ...] = ()
    setter: Function | None = None  # of a property

    @property
    def name(self) -> str:
        return self.definition.name if isinstance(self.definition, FunctionDef) else "<lambda>"

    @property
    def code(self) -> tuple[str, int]:
        """Identity of the source of the function."""
        return (self.path, self.definition.ref)


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the program; its attributes lie in the store at (oid, name)."""

    oid: int
    name: str
    bases: tuple[Value, ...] = field(compare=False)  # to compare those of a long line of classes takes for ever
    spot: Spot
    decorators: tuple[Value, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Instance:
    """An object whose attributes lie in the store at (oid, name). `kind` is the canonical framework name for objects
    of a framework ("keras.Sequential"), "" for plain instances of a class of the program."""

    oid: int
    cls: Class | None
    kind: str = ""
    spot: Spot | None = field(default=None, compare=False)
    flavour: str | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the checked tree; its names lie in the store at (scope, name). `is_namespace` tells that it is a
    package without `__init__.py`: it binds nothing, and its `path` is the one that file would have."""

    name: str
    scope: int
    path: str = ""
    is_namespace: bool = False


@dataclass(frozen=True, slots=True)
class External:
    """A name of a package outside the tree, as spelled: "tensorflow.keras.layers.Dense"."""

    name: str


@dataclass(frozen=True, slots=True)
class Method:
    """An attribute of a value that is not a function of the program: `model.fit`, `y.astype`, `"".format`."""

    receiver: Value
    name: str


@dataclass(frozen=True, slots=True)
class Partial:
    """functools.partial: a callable with arguments already given."""

    func: Value
    args: tuple[Value, ...]
    kwargs: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Super:
    """`super()` inside a method of class `after`."""

    instance: Value
    after: Class


@dataclass(frozen=True, slots=True)
class Argument:
    """A bound argument: the value and the place where it was written."""

    value: Value
    spot: Spot | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class LayerObject:
    """A layer of a framework with its constructor arguments by parameter name. `uid` tells two of them apart."""

    row: Layer
    name: str  # the class, "Dense"
    args: tuple[tuple[str, Argument], ...]
    spot: Spot
    flavour: str | None
    uid: int

    def arg(self, name: str | None) -> Argument | None:
        """The argument given for a parameter, None where it was left out."""
        return dict(self.args).get(name) if name else None


@dataclass(frozen=True, slots=True)
class RowObject:
    """A loss, metric, activation, encoder or loader object: a row with bound constructor arguments."""

    row: Row
    name: str
    args: tuple[tuple[str, Argument], ...]
    spot: Spot = field(compare=False)
    flavour: str | None = None
    uid: int = 0

    def arg(self, name: str | None) -> Argument | None:
        return dict(self.args).get(name) if name else None


@dataclass(frozen=True, slots=True)
class LossValue:
    """The outcome of a known loss applied to tensors: what a custom loss function returns."""

    row: Loss
    name: str
    args: tuple[tuple[str, Argument], ...]
    prediction: Value
    target: Value
    spot: Spot
    flavour: str | None = None


@dataclass(frozen=True, slots=True)
class MetricValue:
    """The outcome of a known metric applied to tensors."""

    row: Metric
    name: str
    args: tuple[tuple[str, Argument], ...]
    prediction: Value
    target: Value
    spot: Spot


@dataclass(frozen=True, slots=True)
class Terms:
    """What a tensor holds of a cross-entropy that is written out.

    The logarithms of `prediction` (or it itself, where it has some), once multiplied by `target`, summed and negated.
    """

    prediction: Tensor
    target: Tensor | None = None
    reduced: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Tensor:
    """An array or symbolic tensor: predictions and labels alike. None means not told; `why` says why `space` is not.

    Ranks count the batch axis; `width` is the size of the last axis (rank > 1), `rows` of the first.
    """

    spot: Spot
    space: Space | None = None
    links: tuple[Link, ...] = ()
    width: Value | None = None
    rank: int | None = None
    layer: str = ""
    rows: Value | None = None
    encoding: Encoding | None = None
    classes: Value | None = None
    dtype: str | None = None
    low: float | None = None
    high: float | None = None
    edits: tuple[LabelEdit, ...] = ()
    source: str = ""
    origin: Hashable = None
    why: str = ""
    decision: Decision | None = None
    scrambled: bool = False
    embedding_like: bool = False
    model_output: bool = False
    constant: bool = False
    name: str | None = None  # of the layer that made it, where it was given one
    width_axis: int | None = None  # the axis that the width counts, where a layer tells: 1 for channels in front
    decided_from: tuple[Spot, tuple[Spot, ...]] | None = (
        None  # the output a decision was taken on: its place and those of its activations
    )
    terms: Terms | None = None  # of a cross-entropy that the program writes out


@dataclass(frozen=True, slots=True)
class Batches:
    """A data set, generator or loader that yields (x, y). `y` None: yields inputs alone. `counts` names the attributes
    that give the class count `classes`."""

    x: Value
    y: Value | None
    spot: Spot
    source: str = ""
    classes: Value | None = None
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function of ours that a program may call: a framework method bound to its receiver, a Python builtin."""

    name: str
    call: Callable[..., Value] = field(compare=False)


Value = (
    Const | Unknown | Choice | TupleValue | ListValue | Items | DictValue | Entries | Function | Class | Instance
    | Module | External | Method | Partial | Super | LayerObject | RowObject | LossValue | MetricValue | Tensor
    | Batches | Builtin
)  # fmt: skip


def spot_of(value: Value) -> Spot | None:
    """Where a value was made, where it remembers."""
    spot = getattr(value, "spot", None)
    return spot if isinstance(spot, Spot) else None


def rebuilt(value: Value, change: Callable[[Value], Value]) -> Value:
    """A copy in which `change` was applied to every value directly inside (items, widths, arguments)."""
    match value:
        case TupleValue(items):
            return replace(value, items=tuple(change(item) for item in items))
        case Items(values):
            return replace(value, values=tuple(change(item) for item in values))
        case Entries(pairs):
            return replace(value, pairs=tuple((key, change(item)) for key, item in pairs))
        case LayerObject(args=args) | RowObject(args=args):
            return replace(value, args=tuple((n, replace(a, value=change(a.value))) for n, a in args))
        case LossValue(args=args) | MetricValue(args=args):
            arguments = tuple((n, replace(a, value=change(a.value))) for n, a in args)
            return replace(value, args=arguments, prediction=change(value.prediction), target=change(value.target))
        case Tensor(width=None, rows=None, classes=None):
            return value
        case Tensor():
            width, rows, classes = (None if v is None else change(v) for v in (value.width, value.rows, value.classes))
            return replace(value, width=width, rows=rows, classes=classes)
        case Batches():
            y = None if value.y is None else change(value.y)
            classes = None if value.classes is None else change(value.classes)
            return replace(value, x=change(value.x), y=y, classes=classes)
        case Partial(func, args, kwargs):
            return Partial(change(func), tuple(map(change, args)), tuple((n, change(v)) for n, v in kwargs))
        case _:
            return value


def parts_of(value: Value) -> tuple[Value, ...]:
    """The values directly inside, as `rebuilt` visits them."""
    found: list[Value] = []

    def note(part: Value) -> Value:
        found.append(part)
        return part

    rebuilt(value, note)
    return tuple(found)


def key_of(value: Value) -> Hashable:
    """What identifies a value among run-time values: equal keys mean equal values."""
    match value:
        case Unknown(key=key):
            return key
        case Const(value=constant):
            return ("const", type(constant).__name__, constant)
        case Tensor(origin=origin) if origin is not None:
            return ("tensor", origin, value.width, value.encoding)
        case _:
            return ("value", value)


def root_of(value: Value | None) -> Hashable:
    """The data a value was computed from, None where it does not come from any."""
    match value:
        case Unknown():
            return value.root
        case Tensor(origin=origin):
            return origin
        case Choice(options):
            return root_of(options[0][1])
        case _:
            return None


def data_of(root: Hashable) -> Hashable:
    """The data behind a root, whichever row of it comes first."""
    return data_of(root.data) if isinstance(root, Later) else root


def entry_key(value: Value) -> tuple[object] | None:
    """The key under which a dictionary's `Entries` hold a value, as a tuple of one: a Python constant, a tuple of keys,
    or a class, a function, a tensor or an object itself; None for a value whose key is not known."""
    match value:
        case Const(value=constant):
            return (constant,)
        case TupleValue(items):
            keys = [entry_key(item) for item in items]
            known = [key[0] for key in keys if key is not None]
            return (tuple(known),) if len(known) == len(keys) else None
        case Class() | Instance() | External() | Tensor() | Function(bound=None):
            return (value,)
        case _:
            return None


def key_value(key: object) -> Value:
    """The value that a key of `Entries` stands for."""
    if isinstance(key, (Class, Instance, External, Tensor, Function)):
        return key
    return TupleValue(tuple(key_value(item) for item in key)) if isinstance(key, tuple) else Const(key)
