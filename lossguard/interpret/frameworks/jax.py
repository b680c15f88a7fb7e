"""JAX and the libraries of modules around it: what no row can say. Modules, functions under grad, train states.

Cells in the store: the attributes of a module under their names; "layers" (`Items`) for a stack; "function", "skipped"
and "state" for what `haiku.transform` gives.
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import attributes, calls, layers, operations, plain
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Builtin,
    Class,
    Const,
    External,
    Function,
    Instance,
    Items,
    LayerObject,
    ListValue,
    Method,
    Partial,
    Tensor,
    TupleValue,
    Value,
    key_of,
    root_of,
    spot_of,
)
from lossguard.knowledge import index
from lossguard.knowledge.rows import Call, Layer
from lossguard.records import replace

Text = Callable[[], str]
MODULE = "jax.Module"
STACK = "jax.Sequential"
STATE = "jax.TrainState"
TRANSFORMED = "jax.Transformed"
BASES = {
    "flax.linen.Module": MODULE,
    "flax.nnx.Module": MODULE,
    "haiku.Module": MODULE,
    "haiku.RNNCore": MODULE,
    "equinox.Module": MODULE,
    "flax.nnx.Sequential": STACK,
    "equinox.nn.Sequential": STACK,
    "flax.training.train_state.TrainState": STATE,
}
LINEAR = "haiku.Linear"
ASIDE = ("rngs", "mutable", "method", "capture_intermediates")  # keywords of `apply` that a module does not see
SAME_STATE = ("replace", "apply_gradients")
SAME_MODULE = ("bind", "clone", "copy", "unbind")


def base_kind(dotted: str) -> tuple[str, str | None]:
    """The kind of an external base class: "jax.Module", "jax.Sequential", "jax.TrainState" or ""."""
    name, flavour = index.canonical(dotted)
    return BASES.get(name, ""), flavour


# ---- making ----


def initialise(run: Run, instance: Instance, arguments: Arguments, ref: int) -> None:
    """The constructor of a module without one of its own: arguments are fields, and `setup` makes the parts."""
    del ref
    if instance.cls is None:
        return
    if instance.kind == STACK:
        run.store.set((instance.oid, "layers"), _contents(run, [a.value for a in arguments.positional]))
    names = [name for base in reversed(attributes.mro(run, instance.cls)) for name in _fields_of(run, base)]
    for name, argument in (*zip(names, arguments.positional, strict=False), *arguments.keywords):
        run.store.set((instance.oid, name), argument.value)
    setup = attributes.class_attribute(run, instance.cls, "setup")
    if setup is not None and isinstance(setup[0], Function):
        method = replace(setup[0], bound=instance)
        calls.call_function(run, method, Arguments(), method.definition.ref, lambda: "setup()")


def _fields_of(run: Run, base: Value) -> list[str]:
    return plain.annotated_names(run, base) if isinstance(base, Class) else []


def _contents(run: Run, given: list[Value]) -> Value:
    """The layers of a stack: one list of them, or each as an argument."""
    if len(given) != 1:
        return Items(tuple(given))
    only = run.resolved(given[0])
    if isinstance(only, ListValue):
        return run.contents(only)
    items = operations.known_items(run, only)
    return Items(items) if items is not None else Items((only,))


def _stack(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`nn.Sequential([a, b])`, `nnx.Sequential(a, b)`."""
    named = dict(row.options).get("layers")
    given = [bound.value(named)] if isinstance(named, str) else [argument.value for argument in bound.excess]
    return _stack_of(run, [value for value in given if value is not None], flavour, ref)


def _stack_of(run: Run, given: list[Value], flavour: str | None, ref: int) -> Instance:
    stack = Instance(run.number(), None, STACK, run.spot(ref), flavour)
    run.store.set((stack.oid, "layers"), _contents(run, given))
    return stack


def _perceptron(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`hk.nets.MLP([128, 10])`, `eqx.nn.MLP(in_size, out_size, ...)`: its last layer, and a last activation."""
    options = {key: str(value) for key, value in row.options}
    width = bound.value(options.get("width"))
    sizes = operations.known_items(run, bound.value(options["sizes"]) or Const(None)) if "sizes" in options else None
    width = sizes[-1] if sizes else width
    linear = index.find(Layer, LINEAR, "haiku", ())
    assert linear is not None
    given = (("output_size", Argument(width)),) if width is not None else ()
    layer = LayerObject(linear, "MLP", given, run.spot(ref), flavour, run.number())
    last = bound.argument(options["activation"])
    final = bound.value(options["final"]) if "final" in options else Const(True)
    if final == Const(False) or (last is None and "final" not in options):
        return _stack_of(run, [layer], flavour, ref)
    after = last.value if last is not None else External("jax.nn.relu")
    if final != Const(True):
        after = run.unknown("whether the last layer has an activation is not known", ref, text())
    return _stack_of(run, [TupleValue((layer, after))], flavour, ref)


# ---- functions of functions ----


def _value_and_grad(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`jax.value_and_grad(loss_fn)`: called, it gives what the function gives, and gradients."""
    return _differentiated(run, row, bound, lambda outcome, grads: TupleValue((outcome, grads)))


def _grad(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`jax.grad(loss_fn)`: called, it gives gradients, with has_aux=True what else the function gives."""
    aux = bound.value("has_aux") not in (None, Const(False))

    def outcome(value: Value, grads: Value) -> Value:
        return TupleValue((grads, operations.part(run, value, 1, 2, "aux"))) if aux else grads

    return _differentiated(run, row, bound, outcome)


def _differentiated(run: Run, row: Call, bound: Bound, give: Callable[[Value, Value], Value]) -> Value:
    function = bound.value(str(dict(row.options).get("fun", "fun"))) or Const(None)

    def call(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
        outcome = calls.call(run, function, arguments, ref, text)
        return give(outcome, run.unknown("gradients are computed at run time", ref, "the gradients"))

    return Builtin(f"{row.names[0]} of {hash(key_of(function))}", call)


def _vmap(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`jax.vmap(f)`: called with batches, it does what `f` does to each example. An axis of None is handed on whole."""
    function = next((argument.value for _, argument in bound.given), Const(None))
    axes = bound.value("in_axes")
    items = operations.known_items(run, axes) if isinstance(axes, (TupleValue, ListValue)) else None

    def example(position: int, argument: Argument) -> Argument:
        whole = items is not None and position < len(items) and items[position] == Const(None)
        return argument if whole else replace(argument, value=_without_batch(run.resolved(argument.value)))

    def call(run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
        positional = tuple(example(position, each) for position, each in enumerate(arguments.positional))
        outcome = calls.call(run, function, replace(arguments, positional=positional), ref, text)
        return run.split(outcome, _with_batch)

    return Builtin(f"{row.names[0]} of {hash(key_of(function))}", call)


def _without_batch(value: Value) -> Value:
    """One example of a batch: (n, 4) becomes (4,)."""
    if not isinstance(value, Tensor) or not value.rank:
        return value
    flat = value.rank == 2
    return replace(value, rank=value.rank - 1, rows=value.width if flat else None, width=None if flat else value.width)


def _with_batch(value: Value) -> Value:
    """A batch of such examples: (4,) becomes (n, 4)."""
    if isinstance(value, TupleValue):
        return replace(value, items=tuple(_with_batch(item) for item in value.items))
    if not isinstance(value, Tensor) or value.rank is None:
        return value
    width = value.width or value.rows if value.rank == 1 else value.width
    return replace(value, rank=value.rank + 1, rows=None, width=width)


def is_transformation(run: Run, decorator: Value) -> bool:
    """Whether a decorator makes a function that gives something else: `@jax.value_and_grad`, also under `partial`."""
    if isinstance(decorator, Partial):
        return is_transformation(run, decorator.func)
    if not isinstance(decorator, External):
        return False
    name, flavour = index.canonical(decorator.name)
    row = index.find(Call, name, flavour or "", run.engines.version(flavour))
    return row is not None and row.effect in ("value_and_grad", "grad", "vmap")


def _transformed(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`hk.transform(f)`: an object whose `apply` calls `f` without the parameters, a state and a key in front."""
    function = run.resolved(bound.value("f") or Const(None))
    options = dict(row.options)
    skipped, state = options.get("skipped"), options.get("state") is True
    if isinstance(function, Instance) and function.kind == TRANSFORMED:
        held = run.store.get((function.oid, "skipped"))
        skipped = held.value - 1 if isinstance(held, Const) and isinstance(held.value, int) else skipped
        state = run.store.get((function.oid, "state")) == Const(True)
        function = run.store.get((function.oid, "function")) or Const(None)
    made = Instance(run.number(), None, TRANSFORMED, run.spot(ref), flavour)
    run.store.set((made.oid, "function"), function)
    run.store.set((made.oid, "skipped"), Const(skipped))
    run.store.set((made.oid, "state"), Const(state))
    return made


# ---- what is handed on ----


def _target(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`restore_checkpoint(directory, state)`: the state, with other numbers in it."""
    subject = bound.value(str(dict(row.options)["subject"]))
    return subject if subject is not None else run.unknown(f"what {text()} restores is not known", ref, text())


def _partition(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`eqx.partition(model, is_array)`: each half stands for the model."""
    given = [argument.value for _, argument in bound.given]
    return TupleValue((given[0], given[0])) if given else run.unknown("nothing is divided", ref, text())


def _combine(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`eqx.combine(params, static)`: the model either half stands for."""
    given = [run.resolved(argument.value) for argument in bound.excess]
    found = next((value for value in given if isinstance(value, (Instance, LayerObject))), None)
    return found or run.unknown("what is put together is not known", ref, text())


def _train_state(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`TrainState.create(apply_fn=model.apply, ...)`."""
    state = Instance(run.number(), None, STATE, run.spot(ref), flavour)
    for name, argument in (*bound.given, *bound.strangers):
        run.store.set((state.oid, name), argument.value)
    return state


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {
    "jax_stack": _stack,
    "jax_mlp": _perceptron,
    "value_and_grad": _value_and_grad,
    "grad": _grad,
    "vmap": _vmap,
    "transformed": _transformed,
    "jax_second": _target,
    "partition": _partition,
    "combine": _combine,
    "train_state": _train_state,
}


# ---- using ----


def call_module(run: Run, module: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """`module(x)`: its `__call__`, executed; a stack applied layer by layer."""
    if module.cls is not None:
        called = attributes.class_attribute(run, module.cls, "__call__")
        if called is not None and isinstance(called[0], Function):
            return calls.call_function(run, replace(called[0], bound=module), arguments, ref, text)
    first = arguments.first()
    subject = first.value if first is not None else Const(None)
    held = run.store.get((module.oid, "layers"))
    if held is not None:
        return run.split(held, lambda contents: _folded(run, contents, subject, ref))
    name = module.cls.name if module.cls is not None else "the module"
    return run.unknown(f"{name} has no __call__ that could be found", ref, text(), None, root_of(subject))


def _folded(run: Run, contents: Value, subject: Value, ref: int) -> Value:
    if not isinstance(contents, Items):
        return run.unknown("the layers of the stack are not known", ref)
    current = run.unknown("further layers of the stack are not known", ref) if contents.open else subject
    for layer in contents.values:
        spot = spot_of(layer)
        current = layers.apply(run, layer, current, spot.ref if spot is not None else ref)
    return current


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """An attribute that nothing set: the numbers in a state are not known, everything else is a method."""
    if owner.kind == STATE and name not in SAME_STATE:
        return run.unknown(f"{text()} is known at run time", ref, text(), ("attr", owner.oid, name))
    if owner.kind == STACK and name == "layers":
        held = run.store.get((owner.oid, "layers"))
        return run.new_list(held.values, run.spot(ref), held.open) if isinstance(held, Items) else Method(owner, name)
    return Method(owner, name)


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """A method of a module, a state or a pair of pure functions; None where nothing is known of it."""
    if owner.kind == STATE:
        return owner if name in SAME_STATE else None
    if name == "apply":
        return _applied(run, owner, arguments, ref, text)
    if owner.kind == TRANSFORMED:
        return None
    if name == "init_with_output":
        outcome = call_module(run, owner, arguments.after(1), ref, text)
        return TupleValue((outcome, run.unknown("the parameters are made at run time", ref, text())))
    return owner if name in SAME_MODULE else None


def _applied(run: Run, owner: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """`model.apply(variables, x)`: with `mutable` given, the outcome and the variables that changed."""
    if owner.kind == TRANSFORMED:
        return _applied_function(run, owner, arguments, ref, text)
    seen = replace(arguments.after(1), keywords=tuple(kw for kw in arguments.keywords if kw[0] not in ASIDE))
    seen = replace(seen, keywords=tuple(kw for kw in seen.keywords if kw[0] != "variables"))
    method = arguments.keyword("method")
    outcome = _of_method(run, owner, method, seen, ref, text)
    mutable = arguments.keyword("mutable")
    if mutable is None:
        return outcome

    def with_variables(option: Value) -> Value:
        if option in (Const(False), Const(None)):
            return outcome
        return TupleValue((outcome, run.unknown("variables that changed", ref, "the variables")))

    return run.split(mutable.value, with_variables)


def _of_method(run: Run, owner: Instance, method: Argument | None, arguments: Arguments, ref: int, text: Text) -> Value:
    """The outcome of `__call__`, or of the method named in `method=`."""
    chosen = run.resolved(method.value) if method is not None else Const(None)
    if isinstance(chosen, Const) and isinstance(chosen.value, str):
        found = attributes.class_attribute(run, owner.cls, chosen.value) if owner.cls is not None else None
        chosen = found[0] if found is not None else chosen
    if isinstance(chosen, Function):
        return calls.call_function(run, replace(chosen, bound=owner), arguments, ref, text)
    if chosen == Const(None):
        return call_module(run, owner, arguments, ref, text)
    return run.unknown("which method is applied is not known", ref, text())


def _applied_function(run: Run, owner: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """`net.apply(params, rng, x)` of haiku."""
    function = run.store.get((owner.oid, "function")) or Const(None)
    skipped = run.store.get((owner.oid, "skipped"))
    count = skipped.value if isinstance(skipped, Const) and isinstance(skipped.value, int) else 0
    aside = ("params", "state", "rng")
    named = sum(1 for name, _ in arguments.keywords if name in aside)
    seen = arguments.after(max(count - named, 0))
    seen = replace(seen, keywords=tuple(kw for kw in seen.keywords if kw[0] not in aside))
    outcome = calls.call(run, function, seen, ref, text)
    if run.store.get((owner.oid, "state")) == Const(True):
        return TupleValue((outcome, run.unknown("the state of the modules", ref, "the state")))
    return outcome
