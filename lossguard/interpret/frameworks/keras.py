"""Keras: what no row can say. Stacks, functional models, subclasses, and what compile, fit and evaluate hand over.

Cells of a model in the store: "layers" (`Items`, a stack), "outputs" (a functional model), "compiled" (number of the
last `Compiled` record).
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.findings import Spot
from lossguard.interpret import activations, arrays, attributes, calls, layers, operations
from lossguard.interpret.arguments import Arguments, Bound, bind
from lossguard.interpret.descent import names_in
from lossguard.interpret.frameworks import registries, tensorflow, training
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Choice,
    Class,
    Const,
    Function,
    Instance,
    Items,
    ListValue,
    Method,
    Tensor,
    TupleValue,
    Value,
    root_of,
    spot_of,
)  # fmt: skip
from lossguard.knowledge import index
from lossguard.knowledge.parameters import parameters
from lossguard.knowledge.rows import Application, Call
from lossguard.records import replace
from lossguard.vocabulary import Decision, Encoding, Space

Text = Callable[[], str]
MODEL_BASES = ("keras.Model", "keras.models.Model", "keras.Functional", "keras.models.Functional")
STACK_BASES = ("keras.Sequential", "keras.models.Sequential")
WEIGHTS = ("add_weight", "add_variable")  # methods that make them
LAYER_BASES = ("keras.layers.Layer", "keras.Layer", "keras.layers.Wrapper", "keras.layers.Dense")
DATA_BASES = ("keras.utils.Sequence", "keras.utils.PyDataset")
LOSS_BASES = ("keras.losses.Loss", "keras.Loss")
STACK = "keras.Sequential"
TRAINING_METHODS = (
    "compile",
    "fit",
    "fit_generator",
    "train_on_batch",
    "evaluate",
    "evaluate_generator",
    "test_on_batch",
)
COMPILED_LOSS = {"compiled_loss", "compute_loss", "super"}  # a step that calls one of these uses the compiled loss
BUILT = "*built"  # cell of a model: its `build` was run
STEPS = ("train_step", "compute_loss", "make_train_function")


def base_kind(dotted: str) -> tuple[str, str | None]:
    """The kind of an external base class: "keras.Model", "keras.Sequential", "keras.Layer", "keras.Loss" or "" ."""
    name, flavour = index.canonical(dotted)
    for kind, bases in (
        ("keras.Model", MODEL_BASES), ("keras.Sequential", STACK_BASES), ("keras.Layer", LAYER_BASES),
        ("keras.Loss", LOSS_BASES), ("keras.Data", DATA_BASES),
    ):  # fmt: skip
        if name in bases:
            return kind, flavour
    if name.startswith("keras.layers."):
        return "keras.Layer", flavour
    return "", None


# ---- making models ----


def start_stack(run: Run, stack: Instance) -> None:
    run.store.set((stack.oid, "layers"), Items(()))


def initialise(run: Run, instance: Instance, arguments: Arguments, ref: int) -> None:
    """The constructor of a stack or functional model on an instance of a subclass."""
    if instance.kind == "keras.Sequential":
        first = arguments.first()
        if first is not None:
            run.store.set((instance.oid, "layers"), _layers_of(run, first.value))
    elif instance.kind == "keras.Model":
        named = {name: argument.value for name, argument in arguments.keywords}
        values = [argument.value for argument in arguments.positional]
        outputs = named.get("outputs", named.get("output", values[1] if len(values) > 1 else None))
        if outputs is not None:
            run.store.set((instance.oid, "outputs"), outputs)


def _sequential(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    stack = Instance(run.number(), None, "keras.Sequential", run.spot(ref), flavour)
    given = bound.value("layers")
    if given is None or given == Const(None):
        start_stack(run, stack)
    else:
        run.store.set((stack.oid, "layers"), _layers_of(run, given))
    return stack


def _layers_of(run: Run, given: Value) -> Value:
    given = run.resolved(given)
    if isinstance(given, Choice):
        return Choice(tuple((condition, _layers_of(run, option)) for condition, option in given.options))
    if isinstance(given, ListValue):
        return run.contents(given)
    items = operations.known_items(run, given)
    return Items(items) if items is not None else Items((), open=True)


def _model(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    options = dict(row.options)
    model = Instance(run.number(), None, "keras.Model", run.spot(ref), flavour)
    outputs = bound.value(str(options.get("outputs", "outputs")))
    if outputs is None or outputs == Const(None):
        outputs = run.unknown("the model's outputs are not known", ref, text())
    run.store.set((model.oid, "outputs"), outputs)
    inputs = bound.value(str(options.get("inputs", "inputs")))
    if inputs is not None:
        run.store.set((model.oid, "inputs"), inputs)
    return model


def unknown_model(run: Run, why: str, flavour: str | None, ref: int, text: str) -> Instance:
    """A model whose content cannot be told."""
    model = Instance(run.number(), None, "keras.Model", run.spot(ref), flavour)
    run.store.set((model.oid, "outputs"), run.unknown(why, ref, text))
    return model


def _unknown_model(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    return unknown_model(run, f"the model comes from {text()}, read at run time", flavour, ref, text())


def _clone(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    source = bound.value("model")

    def cloned(model: Value) -> Value:
        if not isinstance(model, Instance):
            return unknown_model(run, "a copy of a model that is not known", flavour, ref, text())
        copy = Instance(run.number(), model.cls, model.kind, run.spot(ref), model.flavour)
        for name in ("layers", "outputs"):
            held = run.store.get((model.oid, name))
            if held is not None:
                run.store.set((copy.oid, name), held)
        return copy

    return run.split(source, cloned) if source is not None else run.unknown("a copy of nothing", ref)


def _same_model(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    subject = bound.value(str(dict(row.options).get("subject", "model")))
    return subject if subject is not None else run.unknown("a model that is not known", ref, text())


def application(run: Run, row: Application, name: str, flavour: str | None, bound: Bound, ref: int) -> Value:
    """`keras.applications.VGG16(...)`: a model whose head is replaced or kept by `include_top`."""
    model = Instance(run.number(), None, "keras.Model", run.spot(ref), flavour)
    run.store.set((model.oid, "outputs"), _application_output(run, row, name, flavour, bound, run.spot(ref)))
    return model


def _application_output(run: Run, row: Application, name: str, flavour: str | None, bound: Bound, spot: Spot) -> Value:
    short = name.rsplit(".", 1)[-1]
    flavour = flavour or run.engines.main_flavour  # packages around Keras take the one that is there
    top = bound.value(row.top) if row.top else Const(True)

    def output(with_top: Value) -> Value:
        if isinstance(with_top, Const) and not with_top.value:
            pooling = bound.value(row.pooling)
            rank = 2 if isinstance(pooling, Const) and pooling.value in ("avg", "max") else 4
            features = Const(row.features) if row.features is not None else None
            return Tensor(spot, None, (), features, rank, short, why=f"{short} without its top puts out features")
        if not isinstance(with_top, Const):
            return Tensor(spot, None, (), None, None, short, why=f"whether {short} has its top is not known")
        width = bound.value(row.classes) if row.classes else None
        width = width or (Const(row.default_classes) if row.default_classes is not None else None)
        made = Tensor(spot, Space.REAL, (), width, row.rank, short)
        activation = bound.argument(row.activation)
        if activation is not None:
            return activations.activate(run, made, activation.value, flavour, activation.spot or spot)
        chosen = bound.value(row.activation) if row.activation else None
        named = chosen.value if isinstance(chosen, Const) and isinstance(chosen.value, str) else row.fixed_activation
        return activations.activate_by_name(run, made, str(named), flavour, spot, None) if named else made

    return run.split(top if top is not None else Const(True), output)


# ---- using models ----


def outputs_of(run: Run, model: Instance, subject: Value | None = None, whole: Arguments | None = None) -> Value:
    """What a model puts out: a tensor, or a tuple, list or dictionary of them.

    `whole` are all arguments it is called with: a `call` of the program may take labels or states besides the inputs.
    """
    if model.cls is not None:
        called = attributes.class_attribute(run, model.cls, "call")
        called = called or attributes.class_attribute(run, model.cls, "__call__")
        if called is not None and isinstance(called[0], Function):
            given = (
                subject
                if subject is not None
                else Tensor(model.spot or Spot("", 0), layer="input", why="the model's input")
            )
            method = replace(called[0], bound=model)
            arguments = whole if whole is not None else Arguments((Argument(given),))
            _build(run, model, model.cls)
            return calls.call_function(run, method, arguments, called[0].definition.ref, lambda: "call(...)")
    held = run.store.get((model.oid, "outputs"))
    if held is not None:
        return run.resolved(held)
    stacked = run.store.get((model.oid, "layers"))
    if stacked is not None:
        return run.split(stacked, lambda contents: _folded(run, contents, model, subject))
    where = model.cls.name if model.cls is not None else "the model"
    return run.unknown(f"what {where} puts out is not written in a `call` that could be found", model.spot)


def _build(run: Run, model: Instance, cls: Class) -> None:
    """A `build` of the program makes weights and layers, once, before the first call."""
    found = attributes.class_attribute(run, cls, "build")
    if found is None or not isinstance(found[0], Function) or run.store.get((model.oid, BUILT)) is not None:
        return
    run.store.set((model.oid, BUILT), Const(True))
    shape = run.unknown("the shape of the input is known at run time", model.spot, "input_shape")
    method = replace(found[0], bound=model)
    calls.call_function(run, method, Arguments((Argument(shape),)), method.definition.ref, lambda: "build(...)")


def _folded(run: Run, contents: Value, model: Instance, subject: Value | None) -> Value:
    """A stack applied layer by layer."""
    if not isinstance(contents, Items):
        return run.unknown("the layers of the stack are not known", model.spot)
    if not contents.values:
        why = "the layers of the stack are not known" if contents.open else "the stack has no layers"
        return run.unknown(why, model.spot)
    current: Value = subject if subject is not None else run.unknown("the input", model.spot)
    for layer in contents.values:
        spot = spot_of(layer) or model.spot
        current = layers.apply(run, layer, current, spot.ref if spot is not None else 0)
    return current


def call_module(run: Run, model: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """`model(x)`: its outputs; for subclasses and user layers their `call`, executed on all arguments."""
    first = arguments.first()
    return _applied(run, model, first.value if first is not None else Const(None), ref, arguments)


def _applied(run: Run, model: Instance, subject: Value, ref: int, whole: Arguments | None = None) -> Value:
    if model.kind == "keras.Loss":
        return run.unknown("a loss class of the program", ref)
    outputs = outputs_of(run, model, subject, whole)
    if model.cls is None and isinstance(outputs, Tensor):
        return replace(outputs, origin=root_of(subject))
    return outputs


def member(run: Run, model: Instance, name: str, ref: int, text: Text) -> Value:
    """`model.output`, `model.layers` ...; everything else is a method."""
    if name in ("output", "outputs"):
        outputs = outputs_of(run, model)
        return TupleValue((outputs,)) if name == "outputs" and isinstance(outputs, Tensor) else outputs
    if name == "output_shape":
        outputs = outputs_of(run, model)
        if isinstance(outputs, Tensor):
            return arrays.shape_of(run, outputs, ref, text)
    if name in ("input", "inputs"):
        return run.store.get((model.oid, "inputs")) or Tensor(
            model.spot or run.spot(ref), layer="Input", why="the model's input"
        )
    if name == "layers":
        stacked = run.store.get((model.oid, "layers"))
        if isinstance(stacked, Items):
            return run.new_list(stacked.values, run.spot(ref), stacked.open)
        return run.new_list((), run.spot(ref), open=True)
    if model.cls is None and name in (
        "output_shape",
        "input_shape",
        "history",
        "trainable_weights",
        "weights",
        "optimizer",
    ):
        return run.unknown(f"{text()} is not known", ref, text(), ("attr", model.oid, name))
    return Method(model, name)


def call_method(run: Run, model: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """A method of a model by its row: `keras.Sequential.add`, `keras.Model.compile` ..."""
    version = run.engines.version(model.flavour)
    for owner in (model.kind, "keras.Model") if model.kind in ("keras.Model", "keras.Sequential") else ():
        row = index.find(Call, f"{owner}.{name}", model.flavour or "", version)
        if row is not None:
            bound = bind(parameters(row), arguments, row.aliases)
            return METHODS[row.effect](run, model, row, bound, ref, text) if row.effect in METHODS else Const(None)
    if model.kind in ("keras.Model", "keras.Sequential") and name in ("compile", "fit", "fit_generator", "evaluate"):
        return _newest_method(run, model, name, arguments, ref, text)
    return _weight(run, model, name, arguments, ref, text) if name in WEIGHTS else None


def _weight(run: Run, layer: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`self.add_weight(shape=(n, units))` of a layer, or of a model, which is one too."""
    version = run.engines.version(layer.flavour)
    row = index.find(Call, f"keras.layers.Layer.{name}", layer.flavour or "", version)
    if row is None:
        return None
    bound = bind(parameters(row), arguments, row.aliases)
    return tensorflow.EFFECTS[row.effect](run, row, layer.flavour, bound, ref, text)


def _newest_method(run: Run, model: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """A method the version in force no longer has: read as the last version that had it did."""
    row = index.find(Call, f"keras.Model.{name}", "tf", (2, 15))
    if row is None:
        return None
    return METHODS[row.effect](run, model, row, bind(parameters(row), arguments, row.aliases), ref, text)


Model = Instance


def _add(run: Run, stack: Model, row: Call, bound: Bound, ref: int, text: Text) -> Value:
    layer = bound.value("layer") or Const(None)

    def added(contents: Value) -> Value:
        values = contents.values if isinstance(contents, Items) else ()
        return Items((*values, layer), contents.open if isinstance(contents, Items) else True)

    _change_layers(run, stack, added)
    return Const(None)


def _pop(run: Run, stack: Model, row: Call, bound: Bound, ref: int, text: Text) -> Value:
    def popped(contents: Value) -> Value:
        return Items(contents.values[:-1], contents.open) if isinstance(contents, Items) else contents

    _change_layers(run, stack, popped)
    return Const(None)


def _change_layers(run: Run, stack: Model, change: Callable[[Value], Value]) -> None:
    held = run.resolved(run.store.get((stack.oid, "layers")) or Items((), open=True))
    if isinstance(held, Choice):
        changed: Value = Choice(tuple((condition, change(option)) for condition, option in held.options))
    else:
        changed = change(held)
    run.store.set((stack.oid, "layers"), changed)


def _compile(run: Run, model: Model, row: Call, bound: Bound, ref: int, text: Text) -> Value:
    if model.cls is not None:
        _note_override(run, model)
    outputs = outputs_of(run, model)
    number = training.compiled(run, model, outputs, bound, run.spot(ref), _replaced_step(run, model))
    run.store.set((model.oid, "compiled"), Const(number))
    return Const(None)


def _note_override(run: Run, model: Model) -> None:
    """Subclass methods that Keras itself calls are not entry points of their own."""
    for name in ("call", "build", "get_config"):
        found = attributes.class_attribute(run, model.cls, name) if model.cls is not None else None
        if found is not None and isinstance(found[0], Function):
            run.called.add(found[0].code)


def _replaced_step(run: Run, model: Model) -> str | None:
    for name in STEPS:
        found = attributes.class_attribute(run, model.cls, name) if model.cls is not None else None
        if found is None or model.cls is None:
            continue
        if not isinstance(found[0], Function) or not names_in(found[0].definition.body) & COMPILED_LOSS:
            return f"{model.cls.name}.{name}"
    return None


def _use(run: Run, model: Model, row: Call, bound: Bound, ref: int, text: Text, trains: bool) -> Value:
    held = run.store.get((model.oid, "compiled"))
    if held is not None:
        run.split(held, lambda number: training.used(run, number, row, bound, run.spot(ref), trains))
    return run.unknown(f"what {text()} returns is known at run time", ref, text())


def _fit(run: Run, model: Model, row: Call, bound: Bound, ref: int, text: Text) -> Value:
    _own_step(run, model, row, bound, ref)
    return _use(run, model, row, bound, ref, text, trains=True)


def _own_step(run: Run, model: Model, row: Call, bound: Bound, ref: int) -> None:
    """A `train_step` of the program is what `fit` calls with each batch."""
    found = attributes.class_attribute(run, model.cls, "train_step") if model.cls is not None else None
    if found is None or not isinstance(found[0], Function):
        return
    x, y = bound.value(str(dict(row.options).get("batches", "x"))), bound.value("y")
    if y is not None and y != Const(None):
        data: Value = TupleValue((x or Const(None), y))
    else:
        data = operations.element_of(run, x, ref) if x is not None else run.unknown("the batches are not known", ref)
    method = replace(found[0], bound=model)
    calls.call_function(run, method, Arguments((Argument(data),)), method.definition.ref, lambda: "train_step(data)")


def _evaluate(run: Run, model: Model, row: Call, bound: Bound, ref: int, text: Text) -> Value:
    return _use(run, model, row, bound, ref, text, trains=False)


def _predict(run: Run, model: Model, row: Call, bound: Bound, ref: int, text: Text) -> Value:
    subject = bound.value(str(dict(row.options).get("subject", "x")))
    outputs = _applied(run, model, subject if subject is not None else Const(None), ref)
    return replace(outputs, model_output=True) if isinstance(outputs, Tensor) else outputs


def _predict_classes(run: Run, model: Model, row: Call, bound: Bound, ref: int, text: Text) -> Value:
    return Tensor(
        run.spot(ref), rank=1, encoding=Encoding.INDEX, decision=Decision.ARGMAX, model_output=True, source=text()
    )


def _call_model(run: Run, model: Model, row: Call, bound: Bound, ref: int, text: Text) -> Value:
    return _applied(run, model, bound.value("inputs") or Const(None), ref)


def _get_layer(run: Run, model: Model, row: Call, bound: Bound, ref: int, text: Text) -> Value:
    return run.unknown("a layer inside the model", ref, text())


METHODS: dict[str, Callable[[Run, Instance, Call, Bound, int, Text], Value]] = {
    "add": _add, "pop": _pop, "compile": _compile, "fit": _fit, "train": _fit, "evaluate": _evaluate,
    "predict": _predict, "predict_classes": _predict_classes, "call_model": _call_model, "get_layer": _get_layer,
}  # fmt: skip


def _nothing(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    return Const(None)


def _wrapper(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """scikit-learn's face of a model: the builder is run; how its labels are encoded is the wrapper's affair."""
    builder = bound.value(str(dict(row.options).get("builder", "model")))
    if isinstance(builder, Function) and builder.code not in run.called:
        calls.call_unbound(run, builder)
    return run.unknown("a wrapped model encodes its labels itself", ref, text())


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {
    "sequential": _sequential, "model": _model, "unknown_model": _unknown_model, "clone_model": _clone,
    "same_model": _same_model, "nothing": _nothing, "sklearn_wrapper": _wrapper, "tuner": _wrapper,
    "custom_objects": registries.registry, "custom_object_scope": registries.scope,
}  # fmt: skip
