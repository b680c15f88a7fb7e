"""ignite: what no row can say. An engine calls its function on every batch, its handlers, and the metrics attached.

trainer = create_supervised_trainer(model, optimizer, loss_fn)      loss_fn(model(x), y) for (x, y) of each batch
evaluator = create_supervised_evaluator(model, metrics={...})       each metric on (model(x), y)
trainer = Engine(update)                                            update(engine, batch)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lossguard.findings import Spot
from lossguard.interpret import frameworks, operations
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.frameworks import wrapped
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Builtin,
    Choice,
    Const,
    DictValue,
    Entries,
    Instance,
    Items,
    ListValue,
    Method,
    Partial,
    RowObject,
    TupleValue,
    Value,
)
from lossguard.knowledge import index
from lossguard.knowledge.rows import Call, Metric

Text = Callable[[], str]
ENGINE = "ignite.engine.Engine"
TRAINERS = ("ignite.engine.create_supervised_trainer", "ignite.engine.supervised_training_step")
EVALUATORS = ("ignite.engine.create_supervised_evaluator", "ignite.engine.supervised_evaluation_step")
HANDLERS, METRICS = "*handlers", "*metrics"  # cells of an engine: lists


def base_kind(dotted: str) -> tuple[str, str | None]:
    """The kind of an external base class: an engine of the program's own is one of any function."""
    name, flavour = index.canonical(dotted)
    return (name, flavour) if name == ENGINE else ("", None)


def initialise(run: Run, instance: Instance, arguments: Arguments, ref: int) -> None:
    """The engine's own constructor, on an instance of a subclass."""
    wrapped.initialise(run, instance, arguments, ref, _guess)


def _engine(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    return wrapped.made(run, row, flavour, bound, ref, _guess)


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {"ignite_engine": _engine}


# ---- using ----


def call_module(run: Run, module: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """`step(engine, batch)`, where a function of ignite made the step."""
    if len(arguments.positional) < 2:
        return run.unknown(f"what {text()} gives is not known", ref, text())
    wrapped.works(run, module)
    return _processed(run, module, arguments.positional[1].value, ref, text)


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """`engine.state` is known at run time; everything else is a method."""
    if name in ("state", "logger", "last_event_name"):
        return run.unknown(f"{text()} is known at run time", ref, text(), ("attr", owner.oid, name))
    return Method(owner, name)


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`engine.run(loader)`, `engine.on(event)(handler)`, `engine.add_event_handler(event, handler)`."""
    first = arguments.first()
    if name == "run":
        data = arguments.keyword("data") or (arguments.positional[0] if arguments.positional else None)
        batch = _batch(run, data.value, ref) if data is not None else run.unknown("no data are given", ref, "batch")
        _run(run, owner, batch, ref, text)
        return run.unknown(f"the state of {text()} is known at run time", ref, text())
    if name == "on" and first is not None:
        return Builtin(f"on of {owner.oid}", partial(_registered, owner, arguments.after(1)))
    if name == "add_event_handler" and len(arguments.positional) > 1:
        _add(run, owner, HANDLERS, _with_rest(arguments.positional[1].value, arguments.after(2)))
        return Const(None)
    return Const(None) if name in ("terminate", "terminate_epoch", "register_events", "fire_event") else None


def _registered(engine: Instance, rest: Arguments, run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`@engine.on(event)`: the function stays what it is."""
    handler = arguments.first()
    if handler is None:
        return Const(None)
    _add(run, engine, HANDLERS, _with_rest(handler.value, rest))
    return handler.value


def _with_rest(handler: Value, rest: Arguments) -> Value:
    """A handler with the further arguments it is given behind the engine."""
    pairs = tuple((name, argument.value) for name, argument in rest.keywords)
    if not rest.positional:
        return Partial(handler, (), pairs) if pairs else handler
    values = tuple(argument.value for argument in rest.positional)

    def call(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
        return wrapped.called(
            run, handler, (*(a.value for a in arguments.positional), *values), ref, text, **dict(pairs)
        )

    return Builtin("a handler with arguments", call)


def _add(run: Run, engine: Instance, cell: str, value: Value) -> None:
    held = run.store.get((engine.oid, cell))
    values = held.values if isinstance(held, Items) else ()
    run.store.set((engine.oid, cell), Items((*values, value)))


def attach(run: Run, metric: RowObject, arguments: Arguments) -> Value:
    """`metric.attach(engine, "accuracy")`."""
    given = arguments.keyword("engine") or arguments.first()
    engine = run.resolved(given.value) if given is not None else Const(None)
    if isinstance(engine, Instance) and engine.kind.startswith("ignite."):
        _add(run, engine, METRICS, metric)
    return Const(None)


# ---- steps ----


def _guess(run: Run, engine: Instance, ref: int, text: Text) -> None:
    _run(run, engine, run.unknown("no call that runs this engine was found", ref, "batch"), ref, text)


def _batch(run: Run, data: Value, ref: int) -> Value:
    return operations.element_of(run, run.resolved(data), ref)


def _run(run: Run, engine: Instance, batch: Value, ref: int, text: Text) -> None:
    wrapped.works(run, engine)
    output = _processed(run, engine, batch, ref, text)
    for metric in _metrics(run, engine):
        _measure(run, metric, output, ref, text)
    held = run.store.get((engine.oid, HANDLERS))
    for handler in held.values if isinstance(held, Items) else ():
        wrapped.called(run, handler, (engine,), ref, text)


def _processed(run: Run, engine: Instance, batch: Value, ref: int, text: Text) -> Value:
    """What the engine's function gives for a batch."""
    if engine.kind not in (*TRAINERS, *EVALUATORS):
        function = wrapped.value(run, engine, "process_function")
        return wrapped.called(run, function, (engine, batch), ref, text) if function is not None else Const(None)
    inputs, target = _prepared(run, engine, batch, ref, text)
    model = wrapped.value(run, engine, "model") or run.unknown("the model is not known", ref, "model")
    adapted, calling = wrapped.value(run, engine, "model_transform"), wrapped.value(run, engine, "model_fn")
    if calling is not None:
        output = wrapped.called(run, calling, (model, inputs), ref, text)
    else:
        output = wrapped.called(run, model, (inputs,), ref, text)
    output = wrapped.called(run, adapted, (output,), ref, text) if adapted is not None else output
    return _outcome(run, engine, inputs, target, output, ref, text)


def _prepared(run: Run, engine: Instance, batch: Value, ref: int, text: Text) -> tuple[Value, Value]:
    prepare = wrapped.value(run, engine, "prepare_batch")
    if prepare is None:
        return wrapped.parts_of(run, batch, ref, text)
    named = {"device": Const(None), "non_blocking": Const(False)}
    return wrapped.parts_of(run, wrapped.called(run, prepare, (batch,), ref, text, **named), ref, text)


def _outcome(run: Run, engine: Instance, inputs: Value, target: Value, output: Value, ref: int, text: Text) -> Value:
    """Trainers give the loss, evaluators the pair that metrics read, unless a function says otherwise."""
    values: tuple[Value, ...] = (inputs, target, output)
    if engine.kind in TRAINERS:
        loss = wrapped.argument(run, engine, "loss_fn")
        if loss is None:
            return Const(None)
        place = _place(run, engine, loss, ref)
        values = (*values, wrapped.lossed(run, loss.value, output, target, place, ref, text))
    transform = wrapped.value(run, engine, "output_transform")
    if transform is not None:
        return wrapped.called(run, transform, values, ref, text)
    return values[-1] if engine.kind in TRAINERS else TupleValue((output, target))


def _place(run: Run, engine: Instance, loss: Argument, ref: int) -> Spot:
    """The call that hands the loss over: one loss may serve several trainers."""
    held = wrapped.given(run, engine)
    return held.spot if held is not None else loss.spot or run.spot(ref)


def _metrics(run: Run, engine: Instance) -> list[RowObject]:
    held = run.store.get((engine.oid, METRICS))
    found: list[Value] = list(held.values) if isinstance(held, Items) else []
    given = wrapped.value(run, engine, "metrics")
    contents = run.contents(given) if isinstance(given, (DictValue, ListValue)) else None
    if isinstance(contents, Entries):
        found.extend(value for _, value in contents.pairs)
    resolved = [run.resolved(value) for value in found]
    options = [option for value in resolved for option in (_options(value))]
    return [each for each in options if isinstance(each, RowObject) and isinstance(each.row, Metric)]


def _options(value: Value) -> list[Value]:
    return [option for _, option in value.options] if isinstance(value, Choice) else [value]


def _measure(run: Run, metric: RowObject, output: Value, ref: int, text: Text) -> None:
    """A metric on the output of the engine, after its own transformation."""
    transform = metric.arg("output_transform")
    if transform is not None:
        output = wrapped.called(run, transform.value, (output,), ref, text)
    assert isinstance(metric.row, Metric)
    frameworks.score(run, metric, metric.row, Arguments((Argument(output),)), metric.spot)
