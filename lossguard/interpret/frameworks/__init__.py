"""The door to framework knowledge: what a call of an external name, an object of a framework or its member does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lossguard.findings import Spot
from lossguard.interpret import activations, attributes, calls, decisions, effects, engines, labels, layers, misuse
from lossguard.interpret.arguments import Arguments, Bound, bind
from lossguard.interpret.frameworks import (
    configuration,
    estimators,
    fastai,
    hub,
    ignite,
    jax,
    keras,
    lightning,
    ready,
    skorch,
    tensorflow,
    tf_estimators,
    torch,
    torchtext,
    training,
    transformers,
    wrapped,
)
from lossguard.interpret.frameworks.framework import Framework
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Batches,
    Builtin,
    Class,
    Const,
    External,
    Function,
    Instance,
    LayerObject,
    LossValue,
    Method,
    MetricValue,
    RowObject,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    root_of,
)  # fmt: skip
from lossguard.knowledge import index
from lossguard.knowledge.parameters import parameters, parse_parameters
from lossguard.knowledge.rows import (
    Activation,
    Application,
    Call,
    DataSet,
    Encode,
    Encoder,
    Estimator,
    Flow,
    Layer,
    Loss,
    Metric,
    ReadyModel,
    Row,
)  # fmt: skip
from lossguard.records import replace

Text = Callable[[], str]
KINDS: tuple[type[Row], ...] = (
    Call,
    ReadyModel,
    Estimator,
    Layer,
    Application,
    Encode,
    Encoder,
    Flow,
    DataSet,
    Loss,
    Metric,
    Activation,
)
# Kinds of instances are named after what knows them: those of the kind "torch.Module" are known to `torch`.
FRAMEWORKS: dict[str, Framework] = {
    "keras": keras,
    "torch": torch,
    "jax": jax,
    "skorch": skorch,
    "ignite": ignite,
    "fastai": fastai,
    "transformers": transformers,
    "datasets": hub,
    "torchtext": torchtext,
    "estimators": estimators,
    "tensorflow": tf_estimators,
}


def framework_of(instance: Instance) -> Framework | None:
    """What knows the instances of a kind, None for kinds that are not a framework's."""
    return FRAMEWORKS.get(instance.kind.partition(".")[0])


def find_row(run: Run, dotted: str) -> tuple[Row | None, str, str | None]:
    """The row a spelled name means in the version in force, its canonical name and its flavour."""
    name, flavour = index.canonical(dotted)
    version = run.engines.version(flavour)
    name = index.renamed(dotted, flavour, version) or name
    for kind in KINDS:
        row = index.find(kind, name, flavour or "", version)
        if row is not None:
            return row, name, flavour
    return None, name, flavour


def call_name(run: Run, dotted: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """The outcome of calling an external name, None where nothing is known of it."""
    row, name, flavour = find_row(run, dotted)
    if row is None:
        return configuration.call_name(run, dotted, arguments, ref, text)
    bound = bind(parameters(row), arguments, row.aliases)
    return HANDLERS[type(row)](run, row, name, flavour, bound, arguments, ref, text)


_NARROWED = {"float64": "float32", "int64": "int32", "uint64": "uint32"}
_EFFECTS = {
    **keras.EFFECTS,
    **torch.EFFECTS,
    **tensorflow.EFFECTS,
    **jax.EFFECTS,
    **skorch.EFFECTS,
    **ignite.EFFECTS,
    **fastai.EFFECTS,
    **transformers.EFFECTS,
    **hub.EFFECTS,
    **torchtext.EFFECTS,
    **estimators.EFFECTS,
    **tf_estimators.EFFECTS,
}


def _call(
    run: Run, row: Call, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    act = _EFFECTS.get(row.effect)
    if act is not None:
        return act(run, row, flavour, bound, ref, text)
    made = effects.apply(run, row, bound, arguments, ref, text)
    return _narrowed(made) if flavour == engines.JAX else made


def _narrowed(made: Value) -> Value:
    """JAX makes 32 bits of what is 64 bits wide in NumPy, unless told otherwise."""
    if isinstance(made, Tensor) and made.dtype in _NARROWED:
        return replace(made, dtype=_NARROWED[made.dtype])
    return made


def _layer(
    run: Run, row: Layer, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    misuse.note(run, row, name, flavour, bound, arguments, ref)
    return layers.make(run, row, name, flavour, bound, ref)


def _application(
    run: Run, row: Application, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    return keras.application(run, row, name, flavour, bound, ref)


def _ready_model(
    run: Run, row: ReadyModel, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    return ready.make(run, row, name, flavour, bound, ref)


def _estimator(
    run: Run, row: Estimator, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    return estimators.make(run, row, name, flavour, bound, ref, text)


def _encode(
    run: Run, row: Encode, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    return labels.encode(run, row, bound, ref, text)


def _object(
    run: Run, row: Row, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    misuse.note(run, row, name, flavour, bound, arguments, ref)
    row = _made_by(run, row, flavour, bound)
    return RowObject(row, name.rsplit(".", 1)[-1], bound.given, run.spot(ref), flavour, run.number())


def _made_by(run: Run, row: Row, flavour: str | None, bound: Bound) -> Row:
    """The metric that a factory makes for the value it is given: `Accuracy(task="multiclass")`."""
    if not isinstance(row, Metric) or row.factory is None:
        return row
    chosen = bound.value(row.factory.param)
    made = row.factory.given(chosen.value) if isinstance(chosen, Const) else None
    found = index.find(Metric, made, flavour or "", run.engines.version(flavour)) if made is not None else None
    return found or row


def _flow(
    run: Run, row: Flow, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    return labels.flow(run, row, bound, ref, text)


def _dataset(
    run: Run, row: DataSet, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    return labels.load(run, row, bound, ref, text)


def _loss(
    run: Run, row: Loss, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    if row.class_form:
        return _object(run, row, name, flavour, bound, arguments, ref, text)
    misuse.note(run, row, name, flavour, bound, arguments, ref)
    return loss_value(run, row, name, flavour, bound.given, arguments, run.spot(ref))


def loss_value(
    run: Run,
    row: Loss,
    name: str,
    flavour: str | None,
    given: tuple[tuple[str, Argument], ...],
    arguments: Arguments,
    spot: Spot,
) -> Value:
    """A loss applied to a target and a prediction, in the order its row states; noted as a training step."""
    bound = bind(parse_parameters(row.call), arguments) if row.class_form else None
    named = dict(bound.given) if bound is not None else dict(given)
    pair = (row.target, row.prediction)
    target, prediction = (named[part].value if part in named else Const(None) for part in pair)
    # A class is told its options apart from what it is called with, which may have the same names.
    options = given if row.class_form else tuple((key, value) for key, value in given if key not in pair)
    made = LossValue(row, name.rsplit(".", 1)[-1], options, prediction, target, spot, flavour)
    training.stepped(run, made)
    return made


def _metric(
    run: Run, row: Metric, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    made = _object(run, row, name, flavour, bound, arguments, ref, text)
    if row.class_form or not isinstance(made, RowObject):
        return made
    pair = (row.prediction, row.target)
    named = dict(bound.given)
    options = tuple((key, value) for key, value in bound.given if key not in pair)
    prediction, target = (named[part].value if part in named else Const(None) for part in pair)
    run.split(prediction, lambda option: _noted_score(run, replace(made, args=options), option, target, run.spot(ref)))
    return MetricValue(row, made.name, options, prediction, target, run.spot(ref))


def score(run: Run, metric: RowObject, row: Metric, arguments: Arguments, spot: Spot) -> Value:
    """A metric object given an output and labels, by a call or by `update`; some take the two as one pair."""
    named = dict(bind(parse_parameters(row.call if row.class_form else row.params), arguments).given)
    prediction = named[row.prediction].value if row.prediction in named else Const(None)
    target = named[row.target].value if row.target in named else Const(None)
    pair = run.resolved(prediction)
    if row.prediction == row.target and isinstance(pair, TupleValue) and len(pair.items) == len(("output", "target")):
        prediction, target = pair.items
    run.split(prediction, lambda option: _noted_score(run, metric, option, target, spot))
    return MetricValue(row, metric.name, metric.args, prediction, target, spot)


def _noted_score(run: Run, metric: RowObject, prediction: Value, target: Value, spot: Spot) -> Value:
    note = decisions.scored(metric, prediction, run.resolved(target), spot)
    if note is not None:
        run.scores.append(note)
    return Const(None)


def _activation(
    run: Run, row: Activation, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int, text: Text
) -> Value:
    if row.class_form:
        return _object(run, row, name, flavour, bound, arguments, ref, text)
    first = arguments.first()
    subject = first.value if first is not None else Const(None)
    return activations.apart(activations.activated(run, subject, row, bound.value(row.axis_param), run.spot(ref)))


HANDLERS: dict[type[Row], Callable[..., Value]] = {
    Call: _call, ReadyModel: _ready_model, Layer: _layer, Application: _application, Encode: _encode,
    Encoder: _object, Estimator: _estimator, Flow: _flow, DataSet: _dataset, Loss: _loss, Metric: _metric,
    Activation: _activation,
}  # fmt: skip


# ---- objects ----


def call_object(run: Run, func: Value, arguments: Arguments, ref: int, text: Text) -> Value:
    """An object of a framework called: a layer or model on tensors, a loss on labels and predictions."""
    first = arguments.first()
    subject = first.value if first is not None else Const(None)
    match func:
        case LayerObject():
            return layers.apply(run, func, subject, ref)
        case Instance() if (framework := framework_of(func)) is not None:
            return framework.call_module(run, func, arguments, ref, text)
        case Instance(kind=kind) if kind.startswith(effects.OBJECT):
            outcome = call_name(run, f"{kind.removeprefix(effects.OBJECT)}.__call__", arguments, ref, text)
            return outcome or run.unknown(f"what {text()} gives is not known", ref, text(), None, root_of(subject))
        case RowObject(row=Loss() as row):
            return loss_value(run, row, func.name, func.flavour, func.args, arguments, run.spot(ref))
        case RowObject(row=Metric() as row):
            return score(run, func, row, arguments, run.spot(ref))
        case RowObject(row=Activation() as row):
            axis = func.arg(row.axis_param)
            made = activations.activated(run, subject, row, axis.value if axis else None, run.spot(ref))
            return activations.apart(made)
        case _:
            return run.unknown(f"what {text()} gives is not known", ref, text(), None, root_of(subject))


def member(run: Run, owner: Value, name: str, ref: int, text: Text) -> Value:
    """An attribute of an object of a framework."""
    match owner:
        case Batches():
            return labels.batches_member(run, owner, name, ref, text)
        case RowObject():
            return labels.object_member(run, owner, name, ref, text)
        case LayerObject() if owner.arg(name) is None and torch.is_method(run, owner.flavour, name):
            return Method(owner, name)
        case LayerObject():
            return layers.member(run, owner, name, ref, text)
        case Instance():
            return (framework_of(owner) or configuration).member(run, owner, name, ref, text)
        case _:
            return Method(owner, name)


def base_member(run: Run, instance: Instance, name: str, ref: int, text: Text) -> Value:
    """`super().name` where the base is a framework's class."""
    if name == "__init__":
        return Builtin("super.__init__", lambda run, arguments, ref, text: _super_init(run, instance, arguments, ref))
    return member(run, instance, name, ref, text)


def _super_init(run: Run, instance: Instance, arguments: Arguments, ref: int) -> Value:
    if arguments.positional or arguments.keywords:
        initialise(run, instance, arguments, ref)
    return Const(None)


def call_member(
    run: Run, instance: Instance | LayerObject | RowObject, name: str, arguments: Arguments, ref: int, text: Text
) -> Value | None:
    """A method of a framework's object: `model.fit(...)`, `parser.add_argument(...)`, `criterion.to(device)`."""
    name = name.removeprefix("super.")
    if not isinstance(instance, Instance):
        if name in ("forward", "__call__"):
            return call_object(run, instance, arguments, ref, text)
        if name == "attach" and isinstance(instance, RowObject) and isinstance(instance.row, Metric):
            return ignite.attach(run, instance, arguments)
        if isinstance(instance, RowObject) and name in tf_estimators.HEAD_METHODS:
            return tf_estimators.call_head(run, instance, name, arguments, ref, text)
        return torch.method_of_every_module(run, instance, name)
    if instance.kind.startswith(effects.OBJECT):
        return call_name(run, f"{instance.kind.removeprefix(effects.OBJECT)}.{name}", arguments, ref, text)
    return (framework_of(instance) or configuration).call_method(run, instance, name, arguments, ref, text)


def kind_of(run: Run, cls: Class) -> tuple[str, str | None]:
    """The framework kind of a class of the program by its external bases ("keras.Model", ...), and the flavour."""
    for base in attributes.mro(run, cls):
        if isinstance(base, External):
            for framework in FRAMEWORKS.values():
                kind, flavour = framework.base_kind(base.name)
                if kind:
                    return kind, flavour
            row, name, flavour = find_row(run, base.name)
            if isinstance(row, Call) and row.effect == "instance":
                return effects.OBJECT + str(dict(row.options).get("of", name)), flavour
    return "", None


def is_transformation(run: Run, decorator: Value) -> bool:
    """Whether a decorator makes a function that gives something else than the one below it."""
    return jax.is_transformation(run, decorator)


def prepare(run: Run, instance: Instance) -> None:
    """Gives a new framework object what it starts with."""
    if instance.kind == keras.STACK:
        keras.start_stack(run, instance)


def initialise(run: Run, instance: Instance, arguments: Arguments, ref: int) -> None:
    """The framework's own constructor, on an instance of a subclass."""
    framework = framework_of(instance)
    if framework is not None:
        framework.initialise(run, instance, arguments, ref)


def generated(run: Run, yields: tuple[Value, ...], spot: Spot, guessed: bool = True) -> Value:
    """What calling a generator function gives: batches where it yields pairs, else a list; `guessed` where it may yield
    more, or less."""
    if yields and all(isinstance(run.resolved(value), (Const, Function, Class, External)) for value in yields):
        return run.new_list(yields, spot, open=guessed)
    pairs = [value for value in yields if isinstance(value, TupleValue) and len(value.items) in (2, 3)]
    if pairs:
        return Batches(pairs[0].items[0], pairs[0].items[1], spot, "a generator")
    if yields:
        return Batches(yields[0], None, spot, "a generator")
    return run.unknown("a generator that yields nothing", spot)


def _kept_item(run: Run, owner: object, arguments: Arguments) -> Value | None:
    """`outputs.get("logits")` of a result with named parts, None where nothing is kept under the name."""
    first = arguments.first()
    name = run.resolved(first.value) if first is not None else None
    return run.store.get((("item", owner), repr(name.value))) if isinstance(name, Const) else None


def call_on_unknown(
    run: Run, owner: object, name: str, func: Unknown, arguments: Arguments, ref: int, text: Text
) -> Value | None:
    """`model.compile(...)` on an unknown receiver, in a file that uses the framework: a model of unknown content."""
    kept = _kept_item(run, owner, arguments) if name == "get" else None
    if kept is not None:
        return kept
    tensorflow.feed(run, arguments)
    lightning.feed_steps(run, name, arguments, ref)
    if name not in keras.TRAINING_METHODS or not run.engines.uses_keras:
        return None
    held = run.store.get((owner, "model"))
    if not isinstance(held, Instance):
        if name != "compile" or not ({key for key, _ in arguments.keywords} & {"loss", "metrics", "optimizer"}):
            return None
        held = keras.unknown_model(run, func.why, run.engines.main_flavour, ref, text())
        run.store.set((owner, "model"), held)
    return keras.call_method(run, held, name, arguments, ref, text)


def take_waiting(run: Run) -> None:
    """Lets the training wrappers that the program made and never used take a step each."""
    wrapped.take_waiting(run)


def star_member(run: Run, name: str) -> Value | None:
    """A name that only a star import of an external module can bind, where a row knows it there."""
    for scope, module in reversed(run.star_imports):
        del scope
        dotted = f"{module}.{name}"
        meant, _ = index.canonical(dotted)
        if not meant.startswith(f"{index.canonical(module)[0]}.") and not dotted.startswith("tensorflow."):
            return External(meant)  # another package, which the module imports itself
        if (
            find_row(run, dotted)[0] is not None
            or index.has_members(meant)
            or (module == "tensorflow" and name in ("keras", "nn"))
        ):
            return External(dotted)
    return None


def report_callbacks(run: Run, arguments: Arguments) -> None:
    """Functions of the program handed to an unknown function are run, since it may call them."""
    for argument in (*arguments.positional, *(argument for _, argument in arguments.keywords)):
        value: Any = argument.value
        if isinstance(value, Function) and value.code not in run.called and len(run.frames) < 8:
            calls.call_unbound(run, value)
