"""Notes down compile, fit and evaluate: arguments frozen as they are at that moment."""

from __future__ import annotations

from lossguard.findings import Spot
from lossguard.interpret import arrays, attributes, calls, operations, subscripts
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.frameworks import registries
from lossguard.interpret.records import Compiled, Stepped, Used
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Batches,
    Choice,
    Class,
    Const,
    DictValue,
    Entries,
    Function,
    Instance,
    Items,
    ListValue,
    LossValue,
    Partial,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    rebuilt,
)  # fmt: skip
from lossguard.knowledge.rows import Call
from lossguard.records import replace
from lossguard.vocabulary import Space

DEEPEST = 6  # nesting of frozen values
TENSORFLOW, TORCH = "tensorflow", "torch"
CALLED = (TORCH, "optax", TENSORFLOW)  # flavours whose losses only programs call: each call is a step
PREDICTION = "the prediction a loss function is given"
TARGET = "the target a loss function is given"


def frozen(run: Run, value: Value, depth: int = 0) -> Value:
    """A value with the contents of its lists and dictionaries in place of their references."""
    value = run.resolved(value)
    if depth > DEEPEST:
        return run.unknown("nested too deeply")
    match value:
        case ListValue():
            contents = frozen(run, run.contents(value), depth + 1)
            if isinstance(contents, Items) and not contents.open:
                return TupleValue(contents.values, value.spot)
            return contents if isinstance(contents, (Items, Choice)) else value
        case DictValue():
            return frozen(run, run.contents(value), depth + 1)
        case Choice(options):
            return Choice(tuple((condition, frozen(run, option, depth + 1)) for condition, option in options))
        case _:
            return rebuilt(value, lambda part: frozen(run, part, depth + 1))


def _frozen_argument(run: Run, argument: Argument | None) -> Argument | None:
    return None if argument is None else replace(argument, value=frozen(run, argument.value))


def _metrics(run: Run, argument: Argument | None) -> Argument | None:
    """A metrics argument in which names that the program registers stand for what it registered."""
    held = _frozen_argument(run, argument)
    return None if held is None else replace(held, value=_registered(run, held.value))


def _registered(run: Run, value: Value) -> Value:
    match value:
        case Const(value=str() as name):
            return registries.registered(run, name) or value
        case TupleValue() | Entries() | Items():
            return rebuilt(value, lambda part: _registered(run, part))
        case _:
            return value


# ---- compile ----


def compiled(run: Run, model: Instance, outputs: Value, bound: Bound, spot: Spot, replaced_step: str | None) -> int:
    """Notes one execution of compile; returns its number."""
    number = run.number()
    loss = bound.argument("loss")
    if loss is not None:
        loss = replace(loss, value=_losses(run, loss.value))
    run.records.append(
        Compiled(
            number,
            spot,
            model.flavour or "keras",
            named_outputs(run, frozen(run, outputs)),
            _frozen_argument(run, loss),
            _metrics(run, bound.argument("metrics")),
            _metrics(run, bound.argument("weighted_metrics")),
            run.path,
            bound.strangers,
            _misplaced(run, bound),
            replaced_step,
            None,
            _inputs(run, model),
            run.calls,
            run.guessed > 0,
        )
    )
    return number


def _inputs(run: Run, model: Instance) -> Value | None:
    return run.store.get((model.oid, "inputs"))


def _misplaced(run: Run, bound: Bound) -> tuple[tuple[str, Argument], ...]:
    """A list of strings where loss weights stand: metrics by position, in a version that swapped the two."""
    weights = bound.argument("loss_weights")
    listed = weights is not None and isinstance(run.resolved(weights.value), (ListValue, TupleValue))
    items = operations.known_items(run, weights.value) if weights is not None and listed else None
    if weights is not None and items and all(isinstance(item, Const) and isinstance(item.value, str) for item in items):
        return (("loss_weights", weights),)
    return ()


def named_outputs(run: Run, outputs: Value) -> tuple[tuple[str | None, Value], ...]:
    """The outputs as (name, value) pairs."""
    match outputs:
        case TupleValue(items):
            return tuple((_name_of(item), item) for item in items)
        case Entries(pairs, False):
            return tuple((str(key), value) for key, value in pairs)
        case Entries() | Items():
            return ((None, run.unknown("the model's outputs are not known")),)
        case _:
            return ((_name_of(outputs), outputs),)


def _name_of(value: Value) -> str | None:
    return value.name if isinstance(value, Tensor) else None


def _losses(run: Run, value: Value) -> Value:
    """A loss argument in which functions of the program are replaced by what they compute."""
    value = run.resolved(value)
    match value:
        case Choice():
            return run.split(value, lambda option: _losses(run, option))
        case ListValue() | TupleValue():
            items = operations.known_items(run, value)
            return TupleValue(tuple(_losses(run, item) for item in items), value.spot) if items is not None else value
        case DictValue():
            contents = run.contents(value)
            if isinstance(contents, Entries):
                return Entries(tuple((key, _losses(run, item)) for key, item in contents.pairs), contents.open)
            return contents
        case Const(value=str() as name):
            own = registries.registered(run, name)
            return value if own is None or own == value else _losses(run, own)
        case Function() | Instance() | Partial() | Class():
            return outcome_of_loss(run, value)
        case _:
            return value


def outcome_of_loss(run: Run, loss: Value) -> Value:
    """A loss of the program, run once on marked tensors: a `LossValue` where it hands them to a known loss."""
    name = getattr(loss, "name", "") or (loss.cls.name if isinstance(loss, Instance) and loss.cls else "loss")
    spot = run.frame.function.definition.ref if run.frame.function is not None else 0
    if isinstance(loss, Class):
        return run.unknown(f"{name} is a loss of the program's own", spot, name)
    target = Tensor(run.spot(spot), origin=TARGET, why="the target")
    prediction = Tensor(run.spot(spot), Space.REAL, layer="prediction", origin=PREDICTION)
    callee = _callable(run, loss)
    if callee is None:
        return run.unknown(f"{name} is a loss of the program's own", spot, name)
    given = Arguments((Argument(target), Argument(prediction)))
    outcome = run.resolved(calls.call(run, callee, given, spot, lambda: name))
    if isinstance(outcome, LossValue) and _hands_over(outcome):
        return outcome
    return run.unknown(f"{name} is a loss of the program's own", spot, name)


def _callable(run: Run, loss: Value) -> Value | None:
    if not isinstance(loss, Instance):
        return loss
    if loss.cls is None:
        return None

    found = attributes.class_attribute(run, loss.cls, "call") or attributes.class_attribute(run, loss.cls, "__call__")
    return replace(found[0], bound=loss) if found is not None and isinstance(found[0], Function) else None


def _hands_over(outcome: LossValue) -> bool:
    """Whether the known loss got the prediction and the target themselves, at most with an activation in between."""
    prediction, target = outcome.prediction, outcome.target
    if not isinstance(prediction, Tensor) or not isinstance(target, Tensor):
        return False
    return prediction.origin == PREDICTION and target.origin == TARGET and prediction.space is not None


# ---- steps written by hand ----


def flavour_of(loss: LossValue) -> str:
    """The flavour whose engine computes a loss. No Keras stands behind those of tf.nn and the tf.losses of TF 1."""
    if loss.row.names[0].startswith(TENSORFLOW + "."):
        return TENSORFLOW
    return loss.flavour or "keras"


def stepped(run: Run, loss: LossValue) -> None:
    """Notes a loss the program calls itself, unless a compiled loss is only being tried out on marked tensors, or any
    loss on two arrays that no model made: numbers that a test or an example writes down."""
    parts = (loss.prediction, loss.target)
    tried = any(isinstance(part, Tensor) and part.origin in (PREDICTION, TARGET) for part in parts)
    read = isinstance(loss.target, (Tensor, Choice)) and not _data(loss.prediction)
    told = read or any(_made_by_a_model(part) for part in parts)
    if not tried and (told or (flavour_of(loss) in CALLED and not _written_down(loss))):
        _note(run, loss)


def trained(run: Run, loss: LossValue) -> None:
    """`loss.backward()`: arrays that no model made are trained after all."""
    if _written_down(loss):
        _note(run, loss)


def _note(run: Run, loss: LossValue) -> None:
    whole = frozen(run, loss)
    if isinstance(whole, LossValue):
        run.records.append(
            Stepped(loss.spot, whole, run.path, not run.untracked, run.taped, run.calls, run.guessed > 0)
        )


def _written_down(loss: LossValue) -> bool:
    """Whether a loss of PyTorch is called on two arrays that no model made."""
    return flavour_of(loss) == TORCH and all(_data(part) for part in (loss.prediction, loss.target))


def _made_by_a_model(value: Value) -> bool:
    if isinstance(value, Choice):
        return any(_made_by_a_model(option) for _, option in value.options)
    return isinstance(value, Tensor) and (arrays.is_symbolic(value) or value.model_output)


def _data(value: Value) -> bool:
    """Whether a value is an array that was read or written down; a product of two may be what a model puts out."""
    if isinstance(value, Tensor) and value.layer == arrays.PRODUCT:
        return False
    return isinstance(value, (Tensor, Const, ListValue, TupleValue)) and not _made_by_a_model(value)


# ---- fit, evaluate ----


def used(run: Run, number: Value, row: Call, bound: Bound, spot: Spot, trains: bool) -> Value:
    """Notes one call that trains or measures."""
    if not isinstance(number, Const) or not isinstance(number.value, int):
        return Const(None)
    batches = dict(row.options).get("batches")
    x, y = bound.argument(str(batches) if batches else "x"), bound.argument("y")
    pair = _pair(run, x, y)
    held = bound.argument("validation_data")
    held_out = _held_out(run, held)
    run.records.append(Used(number.value, spot, trains, pair[0], pair[1], held_out, run.path))
    return Const(None)


def _pair(run: Run, x: Argument | None, y: Argument | None) -> tuple[Value | None, Argument | None]:
    """Inputs and labels, out of one data set argument where it yields both."""
    if y is not None and y.value != Const(None):
        return (frozen(run, x.value) if x is not None else None), _frozen_argument(run, y)
    if x is None:
        return None, None
    value = frozen(run, _as_batches(run, x.value))
    labels = labels_in(run, value)
    return inputs_in(value), None if labels is None else Argument(labels, x.spot)


def _as_batches(run: Run, value: Value) -> Value:
    """What an object with `__getitem__` or a generator yields, as batches."""
    value = run.resolved(value)
    if isinstance(value, Instance) and value.cls is not None:
        index = run.unknown("a batch number", text="index")
        item = subscripts.item(run, value, index, 0, lambda: "a batch")
        return item if isinstance(item, (TupleValue, Batches, Choice)) else run.unknown("what the data object yields")
    return value


def labels_in(run: Run, value: Value) -> Value | None:
    """The labels a data set yields; None where it yields no pair at all."""
    match value:
        case Batches(y=y):
            return y
        case TupleValue(items) if len(items) in (2, 3):
            return items[1]
        case Choice(options):
            found = [(condition, labels_in(run, option)) for condition, option in options]
            return Choice(tuple((c, v if v is not None else Const(None)) for c, v in found))
        case Unknown():
            return run.unknown(value.why, value.spot, value.text, ("labels", value.key))
        case _:
            return None


def inputs_in(value: Value) -> Value | None:
    match value:
        case Batches(x=x):
            return x
        case TupleValue(items) if items:
            return items[0]
        case _:
            return None


def _held_out(run: Run, held: Argument | None) -> tuple[tuple[Value | None, Argument], ...]:
    if held is None or held.value == Const(None):
        return ()
    value = frozen(run, _as_batches(run, held.value))
    labels = labels_in(run, value)
    return () if labels is None else ((inputs_in(value), Argument(labels, held.spot)),)
