"""Turns abstract values into the words of the domain: heads, losses, labels."""

from __future__ import annotations

import difflib
from collections.abc import Hashable
from typing import TypeVar, cast

from lossguard.findings import Spot
from lossguard.interpret.engines import Engines
from lossguard.interpret.literals import Key
from lossguard.interpret.values import (
    Argument,
    Const,
    External,
    Function,
    Instance,
    LossValue,
    Partial,
    RowObject,
    Tensor,
    Unknown,
    Value,
    root_of,
    spot_of,
)  # fmt: skip
from lossguard.knowledge import index
from lossguard.knowledge.parameters import parameters
from lossguard.knowledge.rows import By, EngineRow, Loss, Row
from lossguard.records import dataclass, replace
from lossguard.setups import Engine, Head, Known, Labels, LossUse, Problem, RefusedTypes, Width
from lossguard.setups import Unknown as NotTold
from lossguard.vocabulary import Encoding, Family, Space, TargetChange

T = TypeVar("T")
CLOSE = 0.6  # similarity from which a name is suggested


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to read a record: the versions, the engine in force, the flavour of the model."""

    engines: Engines
    engine: Engine
    row: EngineRow
    flavour: str

    @property
    def version(self) -> tuple[int, ...]:
        return self.engines.version(self.flavour)

    def find_string(self, kind: type[Row], name: str) -> Row | None:
        return index.find(kind, f"str:{name}", self.flavour, self.version)

    def find_name(self, kind: type[Row], dotted: str) -> Row | None:
        name, flavour = index.canonical(dotted)
        return index.find(kind, name, flavour or self.flavour, self.engines.version(flavour or self.flavour))

    def suggestion(self, kind: type[Row], name: str) -> str | None:
        """The nearest name that this version knows."""
        known = index.strings(cast(Hashable, kind), self.flavour, self.version)
        short = name.lower().replace("-", "_").replace(" ", "_")
        close = difflib.get_close_matches(short, known, 1, CLOSE)
        return close[0] if close else None


# ---- widths ----


def width_of(value: Value | None, spot: Spot, why: str) -> Known[Width] | NotTold:
    """A number of units as the domain has it."""
    match value:
        case Const(value=bool()):
            return NotTold(why, spot)
        case Const(value=int() as number):
            return Known(Width(number, str(number), number), spot)
        case Const(value=float() as number) if number.is_integer():
            return Known(Width(int(number), str(int(number)), int(number)), spot)
        case Unknown(key=key, text=text):
            return Known(Width(None, text or "a number that is not known", _hashable(key)), value.spot or spot)
        case _:
            return NotTold(why, spot)


def _hashable(key: Hashable) -> Hashable:
    return ("key", key.number) if isinstance(key, Key) else key


# ---- heads ----


def head_of(
    value: Value, spot: Spot, loss: Known[LossUse] | NotTold | None, extra: Tensor | None = None
) -> Known[Head] | NotTold:
    """What an output delivers; `extra` is the prediction inside a loss of the program, with its own activations."""
    if isinstance(value, Unknown):
        return NotTold(value.why, value.spot or spot)
    if not isinstance(value, Tensor):
        return NotTold("what the model puts out is not known", spot_of(value) or spot)
    links, space = value.links, value.space
    if extra is not None and extra.links:
        links, space = (*links, *(replace(link, cached=False) for link in extra.links)), extra.space
    family = loss.value.family if isinstance(loss, Known) else None
    links = tuple(
        replace(link, cached=link.cached or (link.cached_for is not None and link.cached_for is family))
        for link in links
    )
    known_space = (
        Known(space, links[-1].spot if links else value.spot)
        if space is not None
        else NotTold(value.why or "the activation is not known", value.spot)
    )
    axis = loss.value.class_axis if isinstance(loss, Known) else -1
    last = None if _counts_another_axis(value, axis) else value.width
    width = width_of(last, value.spot, "the number of units is not told by the layers")
    head = Head(
        known_space, width, value.spot, links, value.layer, value.rank, value.decision, value.scrambled,
        value.embedding_like,
    )  # fmt: skip
    return Known(head, value.spot)


def _counts_another_axis(tensor: Tensor, class_axis: int) -> bool:
    """Whether the width is that of another axis than the classes': of (n, C, steps) the last, unless a layer of
    channels made it."""
    last = tensor.width_axis == -1 if tensor.layer else True
    return class_axis > 0 and (tensor.rank or 0) > class_axis + 1 and last


# ---- labels ----


def labels_of(argument: Argument | None, x: Value | None, spot: Spot) -> Known[Labels] | NotTold:
    """The targets of a call; `x` tells whether they are the inputs themselves."""
    if argument is None:
        return NotTold("no call that trains this model with labels was found", spot)
    value = argument.value
    place = argument.spot or spot
    same = _is_input(value, x)
    match value:
        case Tensor():
            return Known(_labels(value, same), place if value.source == "" else value.spot)
        case Unknown() if same:
            why = NotTold("the target is the input", place)
            return Known(Labels(why, why, place, source=value.text, reconstruction=True), place)
        case Unknown(why=why):
            return NotTold(why, value.spot or place)
        case Const(value=None):
            return NotTold("no labels are passed", place)
        case _:
            return NotTold("the labels are not known", spot_of(value) or place)


def _is_input(y: Value, x: Value | None) -> bool:
    root = root_of(y)
    encoded = isinstance(y, Tensor) and y.encoding is not None and y.encoding is not Encoding.REAL
    return x is not None and root is not None and root == root_of(x) and not encoded


def _labels(tensor: Tensor, same: bool) -> Labels:
    why = NotTold(tensor.why or "the encoding is not told by the code", tensor.spot)
    encoding = Known(tensor.encoding, tensor.spot) if tensor.encoding is not None else why
    classes = width_of(tensor.classes, tensor.spot, "the number of classes is not told by the code")
    width = width_of(tensor.width, tensor.spot, "")
    return Labels(
        encoding, classes, tensor.spot, tensor.rank, width.value if isinstance(width, Known) else None, tensor.dtype,
        tensor.low, tensor.high, tensor.edits, tensor.source, same, tensor.constant, tensor.model_output,
    )  # fmt: skip


# ---- losses ----


def loss_of(reading: Reading, value: Value, spot: Spot) -> tuple[Known[LossUse] | NotTold, list[Problem]]:
    """A loss as it is used, and what is wrong with how it is written."""
    match value:
        case Const(value=str() as name):
            return _named_loss(reading, name, value.spot or spot)
        case Const(value=None):
            return NotTold("compile is given no loss for this output", spot), []
        case RowObject(row=Loss() as row):
            use = loss_use(reading, row, written_call(value.name, value.args), value.args, spot)
            return Known(use, spot), _refused_options(reading, value.args, spot)
        case LossValue(row=row):
            use = loss_use(reading, row, value.name, value.args, spot)
            return Known(replace(use, custom=True, changes=_changes(value.target)), spot), []
        case External(name=dotted):
            return _external_loss(reading, dotted, spot)
        case Unknown(why=why):
            return NotTold(why, value.spot or spot), []
        case Function() | Instance() | Partial():
            return NotTold("the loss is a function of the program's own", spot), []
        case _:
            return NotTold("the loss is not known", spot), []


def _changes(target: Value | None) -> tuple[TargetChange, ...]:
    """What the program made other of the target before a known loss got it: what is known of it, since the loss around
    that one was given a blank. Encoded anew it is of another type and shape as well."""
    if not isinstance(target, Tensor):
        return ()
    if target.encoding is not None or target.edits:
        return tuple(TargetChange)
    told = {
        TargetChange.DTYPE: target.dtype is not None,
        TargetChange.SHAPE: target.rank is not None or target.width is not None,
    }
    return tuple(change for change, is_told in told.items() if is_told)


def _named_loss(reading: Reading, name: str, spot: Spot) -> tuple[Known[LossUse] | NotTold, list[Problem]]:
    row = reading.find_string(Loss, name)
    if isinstance(row, Loss):
        return Known(loss_use(reading, row, repr(name), (), spot), spot), []
    detail = "other versions know it" if index.known(Loss, f"str:{name}") else ""
    problem = Problem("unknown-loss", name, spot, reading.suggestion(Loss, name), detail)
    return NotTold(f"{name!r} is not a loss of {reading.engine.label}", spot), [problem]


def _external_loss(reading: Reading, dotted: str, spot: Spot) -> tuple[Known[LossUse] | NotTold, list[Problem]]:
    row = reading.find_name(Loss, dotted)
    short = dotted.rsplit(".", 1)[-1]
    if not isinstance(row, Loss):
        return NotTold(f"{dotted} is not a loss lossguard knows", spot), []
    problems = []
    if row.class_form and not reading.row.takes_loss_classes:
        problems.append(Problem("class-not-instance", short, spot, f"{short}()"))
    return Known(loss_use(reading, row, short, (), spot), spot), problems


def written_call(name: str, args: tuple[tuple[str, Argument], ...]) -> str:
    """A call as it was written, as far as its arguments are constants."""
    shown = [f"{key}={a.value.value!r}" if isinstance(a.value, Const) else f"{key}=..." for key, a in args]
    return f"{name}({', '.join(shown)})"


def _refused_options(reading: Reading, args: tuple[tuple[str, Argument], ...], spot: Spot) -> list[Problem]:
    """`reduction='auto'` in a version that no longer takes it."""
    given = dict(args).get("reduction")
    if given is None:
        return []
    value = given.value
    name = value.value if isinstance(value, Const) else None
    if isinstance(value, External) and "Reduction." in value.name:
        name = value.name.rsplit(".", 1)[-1].lower()
    if not isinstance(name, str) or name in reading.row.reductions:
        return []
    return [Problem("unknown-option", f"reduction={name!r}", given.spot or spot, "reduction='sum_over_batch_size'")]


def loss_use(reading: Reading, row: Loss, written: str, args: tuple[tuple[str, Argument], ...], spot: Spot) -> LossUse:
    """A row with its options read."""
    engine = reading.engine
    expects = _expected(row, args, spot)
    family, labels, units = (
        _fitting(row.family_by, row.family, row, args),
        _fitting(row.labels_by, row.labels, row, args),
        _fitting(row.units_by, row.units, row, args),
    )
    logits = option_of(row, args, row.logits_param)
    from_logits = logits if isinstance(logits, bool) else None
    finds = row.finds_logits and engine.recovers_logits
    converts = family is Family.MARGIN and reading.row.converts_zero_one_hinge and "categorical" not in row.canonical
    return LossUse(
        row.canonical, written, family, expects, labels, units, spot, from_logits, finds, finds,
        row.renormalises, row.clips, None if row.finds_logits else reading.row.broadcasts_mismatch, converts,
        ignores_class=option_of(row, args, "ignore_class") is not None, class_axis=row.class_axis,
        shapes=None if row.shapes is None else row.shapes.value,
        refuses=tuple(RefusedTypes(each.dtypes, each.sign, each.encodings) for each in row.refuses),
        checks_predictions=row.checks_predictions, checks_targets=row.checks_targets,
    )  # fmt: skip


def _expected(row: Loss, args: tuple[tuple[str, Argument], ...], spot: Spot) -> Known[Space] | NotTold:
    """The space of the predictions: what `expects` says, or the first of `otherwise` that says something."""
    param = ""
    for fact in (row.expects, *row.otherwise):
        if not isinstance(fact, By):
            return Known(fact, spot)
        value, param = option_of(row, args, fact.param), fact.param
        if isinstance(value, NotTold):
            break
        found = fact.given(value)
        if found is not None:
            return Known(found, spot)
    return NotTold(f"the value of {param} is not known", spot)


def _fitting(fact: By[T] | None, otherwise: T, row: Row, args: tuple[tuple[str, Argument], ...]) -> T:
    """A fact that a parameter may decide."""
    found = None if fact is None else fact.given(option_of(row, args, fact.param))
    return otherwise if found is None else found


def option_of(row: Row, args: tuple[tuple[str, Argument], ...], name: str | None) -> object:
    """The constant an option has: given, or by default; `NotTold` where it was given as something not known."""
    if name is None:
        return None
    given = dict(args).get(name)
    if given is not None:
        return given.value.value if isinstance(given.value, Const) else NotTold("not a constant")
    for parameter in parameters(row):
        if parameter.name == name:
            return parameter.default if isinstance(parameter.default, (str, int, float, bool, type(None))) else None
    return None
