"""skorch: what no row can say. A net makes its module and its criterion itself, and `fit` hands them X and y.

net = NeuralNetClassifier(Net, module__units=20, criterion=nn.CrossEntropyLoss, criterion__label_smoothing=0.1)
net.fit(X, y)     Net(units=20), CrossEntropyLoss(label_smoothing=0.1), the loss of get_loss(module(X), y)
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.findings import Spot
from lossguard.interpret import calls, frameworks
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.frameworks import wrapped
from lossguard.interpret.literals import Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Argument,
    Class,
    Const,
    External,
    Function,
    Instance,
    Method,
    Partial,
    RowObject,
    Tensor,
    TupleValue,
    Value,
)
from lossguard.knowledge import index
from lossguard.knowledge.rows import Call
from lossguard.records import replace

Text = Callable[[], str]
NET = "skorch.NeuralNet"
CLASSIFIER = "skorch.NeuralNetClassifier"
BINARY = "skorch.NeuralNetBinaryClassifier"
TAKES_LOG = "torch.nn.NLLLoss"  # the criterion for which the classifier takes the logarithm first
DEFAULTS = {
    CLASSIFIER: TAKES_LOG,
    BINARY: "torch.nn.BCEWithLogitsLoss",
    "skorch.NeuralNetRegressor": "torch.nn.MSELoss",
}
TRAINING = ("fit", "partial_fit", "fit_loop")
SAME_NET = ("initialize", "initialize_module", "initialize_criterion", "load_params", "save_params")
PARTS = {"module_": "module", "criterion_": "criterion"}


def base_kind(dotted: str) -> tuple[str, str | None]:
    """The kind of an external base class: the wrapper it is."""
    name, flavour = index.canonical(dotted)
    return (name, flavour) if name == NET or name in DEFAULTS else ("", None)


def initialise(run: Run, instance: Instance, arguments: Arguments, ref: int) -> None:
    """The wrapper's own constructor, on an instance of a subclass."""
    wrapped.initialise(run, instance, arguments, ref, _guess)


def _net(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    return wrapped.made(run, row, flavour, bound, ref, _guess)


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {"skorch_net": _net}


# ---- using ----


def call_module(run: Run, module: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """A net is not called."""
    return run.unknown(f"{text()} calls a net, which cannot be called", ref, text())


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """`net.module_`, `net.criterion_`; what the constructor was given; everything else is a method."""
    if name in PARTS:
        held = run.store.get((owner.oid, name))
        if held is None:
            held = _part(run, owner, PARTS[name], ref, text)
            run.store.set((owner.oid, name), held)
        return held
    if name in ("history", "classes_", "history_"):
        return run.unknown(f"{text()} is known at run time", ref, text(), ("attr", owner.oid, name))
    found = wrapped.argument(run, owner, name)
    return found.value if found is not None else Method(owner, name)


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`net.fit(X, y)`, `net.set_params(lr=0.1)` ..."""
    if name in TRAINING:
        _fit(run, owner, arguments, ref, text)
        return owner
    if name == "get_loss":
        values = [argument.value for argument in arguments.positional[:2]]
        return _loss(run, owner, values[0], values[1], ref, text) if len(values) == 2 else None
    if name in ("forward", "infer") and arguments.positional:
        return _inferred(run, owner, arguments.positional[0].value, ref, text)
    if name == "set_params":
        _set(run, owner, arguments)
        return owner
    return owner if name in SAME_NET else None


def _set(run: Run, net: Instance, arguments: Arguments) -> None:
    held = wrapped.given(run, net)
    if held is not None:
        changed = {**dict(held.args), **dict(arguments.keywords)}
        run.store.set((net.oid, wrapped.GIVEN), replace(held, args=tuple(changed.items())))
        for part in PARTS:
            run.store.delete((net.oid, part))


def _part(run: Run, net: Instance, name: str, ref: int, text: Text) -> Value:
    """The module or criterion, made with the arguments that carry its name."""
    chosen = wrapped.value(run, net, name)
    if chosen is None and name == "criterion" and net.kind in DEFAULTS:
        chosen = _default(run, net, ref, text)
    if chosen is None:
        return run.unknown(f"the {name} of {text()} is not known", ref, text())
    return run.split(chosen, lambda option: _made(run, net, name, option, ref))


def _default(run: Run, net: Instance, ref: int, text: Text) -> Value:
    """The criterion of a class of nets. A net that is handed over may be given another one, by its name."""
    default = External(DEFAULTS[net.kind])
    if net.oid in run.working:
        return default
    literal = Literal(("criterion", net.oid), True, True, "the net keeps its default criterion")
    other = run.unknown("a net that is handed over may be given another criterion", ref, text())
    return choose([((literal,), default), ((literal.negated(),), other)])


def _made(run: Run, net: Instance, name: str, chosen: Value, ref: int) -> Value:
    if not isinstance(chosen, (Class, External, Function, Partial)):
        return chosen
    held, prefix = wrapped.given(run, net), f"{name}__"
    named = () if held is None else tuple((key, each) for key, each in held.args if key.startswith(prefix))
    keywords = tuple((key.removeprefix(prefix), each) for key, each in named)
    return run.resolved(calls.call(run, chosen, Arguments((), keywords), ref, lambda: name))


# ---- steps ----


def _guess(run: Run, net: Instance, ref: int, text: Text) -> None:
    _step(run, net, *wrapped.unknown_pair(run, ref), ref, text)


def _fit(run: Run, net: Instance, arguments: Arguments, ref: int, text: Text) -> None:
    wrapped.works(run, net)
    given = {**dict(zip(("X", "y"), arguments.positional, strict=False)), **dict(arguments.keywords)}
    x, y = given.get("X"), given.get("y")
    if x is not None and (y is None or y.value == Const(None)):
        _step(run, net, *wrapped.pair_of(run, x.value, ref, text), ref, text)
    elif x is not None and y is not None:
        _step(run, net, x.value, y.value, ref, text)


def _step(run: Run, net: Instance, inputs: Value, target: Value, ref: int, text: Text) -> None:
    own = wrapped.own_method(run, net, "train_step_single") or wrapped.own_method(run, net, "train_step")
    if own is not None:
        wrapped.called(run, own, (TupleValue((inputs, target)),), ref, text)
        return
    output = _inferred(run, net, inputs, ref, text)
    own = wrapped.own_method(run, net, "get_loss")
    if own is not None:
        wrapped.called(run, own, (output, target), ref, text, X=inputs, training=Const(True))
    else:
        _loss(run, net, output, target, ref, text)


def _inferred(run: Run, net: Instance, inputs: Value, ref: int, text: Text) -> Value:
    """What the module puts out; the binary classifier takes a column as a flat array, and refuses more columns."""
    output = run.resolved(wrapped.output_of(run, member(run, net, "module_", ref, text), inputs, ref, text))
    wide = isinstance(output, Tensor) and isinstance(output.width, Const) and output.width != Const(1)
    if net.kind != BINARY or wide or not isinstance(output, Tensor):
        return output
    flat = Arguments((Argument(output), Argument(Const(1))))
    return frameworks.call_name(run, "array.squeeze", flat, ref, text) or output


def _loss(run: Run, net: Instance, output: Value, target: Value, ref: int, text: Text) -> Value:
    """`get_loss` of the wrapper: of several outputs the first counts."""
    output, criterion = run.resolved(output), member(run, net, "criterion_", ref, text)
    if isinstance(output, TupleValue) and output.items and not isinstance(criterion, Instance):
        output = output.items[0]
    taken = run.split(criterion, lambda option: _with_log(run, net, option))
    return wrapped.lossed(run, taken, output, target, _place(run, net, ref), ref, text)


def _with_log(run: Run, net: Instance, criterion: Value) -> Value:
    """The loss that stands for criterion and logarithm together, where the wrapper takes the logarithm."""
    if net.kind != CLASSIFIER or not isinstance(criterion, RowObject) or TAKES_LOG not in criterion.row.names:
        return criterion
    return External(f"{CLASSIFIER}.get_loss")


def _place(run: Run, net: Instance, ref: int) -> Spot:
    """Where the criterion is chosen, else where the net is made."""
    chosen = wrapped.argument(run, net, "criterion")
    held = wrapped.given(run, net)
    if chosen is not None and chosen.spot is not None:
        return chosen.spot
    return held.spot if held is not None else run.spot(ref)
