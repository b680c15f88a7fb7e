"""What training wrappers have in common: the program hands over a model and a loss, the wrapper takes the steps.

Every wrapper ends where a loop written by hand does, in a loss called on what a model puts out. Wrappers that are never
seen at work (they are handed to a search, or to code outside the tree) take one step on unknown data in the end.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lossguard.findings import Spot
from lossguard.interpret import attributes, calls, effects, frameworks, operations
from lossguard.interpret.arguments import Arguments, Bound, bind
from lossguard.interpret.frameworks import training
from lossguard.interpret.records import Compiled, Used
from lossguard.interpret.run import Run, Waiting
from lossguard.interpret.values import (
    Argument,
    Choice,
    Const,
    External,
    Function,
    Instance,
    ListValue,
    RowObject,
    TupleValue,
    Unknown,
    Value,
)
from lossguard.knowledge import index
from lossguard.knowledge.parameters import parameters
from lossguard.knowledge.rows import Call, Loss

Text = Callable[[], str]
GIVEN = "*given"  # cell of a wrapper: what it was made with
Step = Callable[[Run, Instance, int, Text], None]


# ---- what a wrapper was made with ----


def keep(run: Run, wrapper: Instance, row: Call, bound: Bound, spot: Spot, step: Step) -> None:
    """Keeps the arguments of the constructor; until the wrapper is seen at work, `step` is what it would do."""
    given = (*bound.given, *bound.strangers)
    held = RowObject(row, row.names[0].rsplit(".", 1)[-1], given, spot, wrapper.flavour, wrapper.oid)
    run.store.set((wrapper.oid, GIVEN), held)
    run.waiting[wrapper.oid] = Waiting(spot, run.path, partial(step, run, wrapper, spot.ref, lambda: held.name))


def row_of(run: Run, dotted: str) -> Call | None:
    """The row of a wrapper's constructor."""
    name, flavour = index.canonical(dotted)
    return index.find(Call, name, flavour or "", run.engines.version(flavour))


def initialise(run: Run, wrapper: Instance, arguments: Arguments, ref: int, step: Step) -> None:
    """The constructor of the wrapper, on an instance of a subclass."""
    row = row_of(run, wrapper.kind)
    if row is not None:
        keep(run, wrapper, row, bind(parameters(row), arguments, row.aliases), run.spot(ref), step)


def made(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, step: Step) -> Instance:
    """A wrapper made by its row, of the kind that the row's first name says."""
    wrapper = Instance(run.number(), None, row.names[0], run.spot(ref), flavour)
    keep(run, wrapper, row, bound, run.spot(ref), step)
    return wrapper


def given(run: Run, wrapper: Instance) -> RowObject | None:
    """The arguments of the constructor, those after `__` of skorch included."""
    held = run.store.get((wrapper.oid, GIVEN))
    return held if isinstance(held, RowObject) else None


def argument(run: Run, wrapper: Instance, name: str) -> Argument | None:
    """An argument of the constructor that was given and is not None; an attribute of that name that was set later
    takes its place."""
    put = run.store.get((wrapper.oid, name))
    held = given(run, wrapper)
    found = Argument(put) if put is not None else held.arg(name) if held is not None else None
    return None if found is None or run.resolved(found.value) == Const(None) else found


def value(run: Run, wrapper: Instance, name: str) -> Value | None:
    found = argument(run, wrapper, name)
    return None if found is None else run.resolved(found.value)


# ---- steps ----


def works(run: Run, wrapper: Instance) -> None:
    """The wrapper is seen at work: it does not wait any more."""
    run.waiting.pop(wrapper.oid, None)
    run.working.add(wrapper.oid)


def take_waiting(run: Run) -> None:
    """Lets the wrappers that were not seen at work take a step each, on data that are not known."""
    waiting_now, run.waiting = list(run.waiting.values()), {}
    for waiting in waiting_now:
        run.guessed += 1
        frame = run.frame.path
        run.frame.path = waiting.spot.path
        try:
            with run.under(waiting.path):
                waiting.step()
        finally:
            run.frame.path = frame
            run.guessed -= 1


def own_method(run: Run, wrapper: Instance, name: str) -> Value | None:
    """A method that the program's subclass defines, bound; None where the wrapper's own is in force."""
    found = attributes.class_attribute(run, wrapper.cls, name) if wrapper.cls is not None else None
    if found is None or not isinstance(found[0], Function):
        return None
    return attributes.bound(run, wrapper, found[0], found[0].definition.ref, lambda: name)


def called(run: Run, func: Value, values: tuple[Value, ...], ref: int, text: Text, **named: Value) -> Value:
    """`func(*values, **named)`."""
    keywords = tuple((name, Argument(each)) for name, each in named.items())
    return run.resolved(calls.call(run, func, Arguments(tuple(map(Argument, values)), keywords), ref, text))


def output_of(run: Run, model: Value, inputs: Value, ref: int, text: Text) -> Value:
    """What a model puts out for inputs: a dictionary is handed over as keywords."""
    inputs = run.resolved(inputs)
    contents = run.entries(inputs)
    if contents is not None and all(isinstance(name, str) for name, _ in contents.pairs):
        keywords = tuple((str(name), Argument(each)) for name, each in contents.pairs)
        return calls.call(run, model, Arguments((), keywords, contents.open), ref, text)
    return calls.call(run, model, Arguments((Argument(inputs),)), ref, text)


def lossed(run: Run, loss: Value, output: Value, target: Value, place: Spot, ref: int, text: Text) -> Value:
    """The loss of an output, noted as a step at `place`: where the program names the loss."""
    loss = run.resolved(loss)
    arguments = Arguments((Argument(output), Argument(target)))
    match loss:
        case Choice(options) if any(isinstance(option, Unknown) for _, option in options):
            _untold(run, loss, output, target, place, seen=False)
            return run.unknown("the loss is not known", ref, text())
        case Choice():
            return run.split(loss, lambda option: lossed(run, option, output, target, place, ref, text))
        case RowObject(row=Loss() as row):
            named = _by_name(row, output, target)
            return frameworks.loss_value(run, row, loss.name, loss.flavour, loss.args, named, place)
        case External(name=dotted):
            found, name, flavour = frameworks.find_row(run, dotted)
            if isinstance(found, Loss) and not found.class_form:
                bound = bind(parameters(found), _by_name(found, output, target))
                return frameworks.loss_value(run, found, name, flavour, bound.given, arguments, place)
    before = len(run.records)
    outcome = calls.call(run, loss, arguments, ref, text)
    if len(run.records) == before:
        _untold(run, loss, output, target, place)
    return outcome


def _by_name(row: Loss, output: Value, target: Value) -> Arguments:
    """The two as the loss calls them: frameworks differ in the order."""
    return Arguments((), ((row.prediction, Argument(output)), (row.target, Argument(target))))


def _untold(run: Run, loss: Value, output: Value, target: Value, place: Spot, seen: bool = True) -> None:
    """A set-up whose loss cannot be told, or not for certain since it is not `seen` at work."""
    number = run.number()
    outputs = training.named_outputs(run, training.frozen(run, output))
    given = Argument(training.frozen(run, loss), place)
    run.records.append(Compiled(number, place, "torch", outputs, given, None, None, run.path))
    labels = Argument(training.frozen(run, target), place)
    run.records.append(Used(number, place, seen, None, labels, (), run.path))


# ---- data ----


def pair_of(run: Run, data: Value, ref: int, text: Text) -> tuple[Value, Value]:
    """Inputs and labels of one batch of a loader, a set or a list of batches."""
    data = run.resolved(data)
    batch = effects.loaders.batches_of(run, data, ref, text) if isinstance(data, Instance) else data
    batch = run.resolved(batch) if batch is not None else run.unknown(f"what {text()} reads is not known", ref, text())
    return parts_of(run, operations.element_of(run, batch, ref), ref, text)


def parts_of(run: Run, batch: Value, ref: int, text: Text) -> tuple[Value, Value]:
    """The two parts of a batch (inputs, labels)."""
    batch = run.resolved(batch)
    items = operations.known_items(run, batch) if isinstance(batch, (TupleValue, ListValue)) else None
    if items is not None and len(items) == 2:
        return items[0], items[1]
    why = batch.why if isinstance(batch, Unknown) else "the batches are no pairs of inputs and labels"
    key = batch.key if isinstance(batch, Unknown) else ("batch", run.number())
    return tuple(run.unknown(why, ref, f"batch[{part}]", ("item", key, ("const", "int", part))) for part in (0, 1))  # type: ignore[return-value]


def unknown_pair(run: Run, ref: int) -> tuple[Value, Value]:
    """Inputs and labels of a wrapper that is never seen at work."""
    why = "no call that trains this model with labels was found"
    return run.unknown("the inputs are not known", ref, "X"), run.unknown(why, ref, "y")
