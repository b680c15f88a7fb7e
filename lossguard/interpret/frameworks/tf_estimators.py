"""tf.estimator, tf.contrib.learn: what no row can say. Estimators call `input_fn`, then a function or a head they have.

estimator = tf.estimator.Estimator(model_fn=model)      model(features, labels, mode) on what input_fn gives
estimator = tf.estimator.DNNClassifier(..., n_classes=3)    three real values into the loss of a MultiClassHead(3)
estimator.train(input_fn=lambda: data)                  a step; in `evaluate` nothing is trained
head = tf.estimator.MultiLabelHead(5)                   a loss; head.create_estimator_spec(..., logits=z, labels=y)
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import frameworks, operations
from lossguard.interpret.arguments import Arguments, Bound, bind
from lossguard.interpret.frameworks import framework, wrapped
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Builtin,
    Class,
    Const,
    Entries,
    External,
    Function,
    Instance,
    ListValue,
    Method,
    Partial,
    RowObject,
    Tensor,
    TupleValue,
    Value,
)
from lossguard.knowledge.parameters import parse_parameters
from lossguard.knowledge.rows import Call, Loss
from lossguard.records import replace
from lossguard.vocabulary import Space

Text = Callable[[], str]
base_kind, initialise = framework.no_base, framework.not_initialised
TRAIN, EVALUATE = "train", "eval"  # tf.estimator.ModeKeys
SPECIFICATION = "tensorflow.estimator.Specification"
HEADS = "tensorflow.estimator.Heads"
HEAD = "tensorflow.estimator."  # every head's row begins with it
TRAINING = ("train", "fit", "partial_fit")
MEASURING = ("evaluate", "score")
# What `train` and `fit` of the two generations take, and what the methods of a head do.
FED = "input_fn=None, y=None"
FITTED = "x=None, y=None, input_fn=None"
SPEC = "features, mode, logits, labels=None, *args, **kwargs"
OPERATIONS = "features, mode, labels=None, train_op_fn=None, logits=None, logits_input=None, *args, **kwargs"
HEAD_METHODS = {
    "create_estimator_spec": SPEC,
    "_create_tpu_estimator_spec": SPEC,
    "create_model_fn_ops": OPERATIONS,
    "create_loss": "features, mode, logits, labels",
    "loss": "labels, logits, *args, **kwargs",
}
COUNTS = ("n_classes", "label_dimension")  # of a head: how wide its logits are


# ---- making ----


def _estimator(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    made = wrapped.made(run, row, flavour, bound, ref, _guess)
    return replace(made, kind=f"tensorflow.{row.names[0]}") if row.names[0].startswith("keras") else made


def _specification(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`TrainSpec(input_fn=f, max_steps=100)`."""
    made = Instance(run.number(), None, SPECIFICATION, run.spot(ref), flavour)
    run.store.set((made.oid, "input_fn"), bound.value("input_fn") or Const(None))
    return made


def _input_function(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`numpy_input_fn(x={"x": x}, y=y)`: the arrays batch by batch."""
    x, y = bound.value("x") or Const(None), bound.value("y")
    pair = x if y is None or y == Const(None) else TupleValue((x, y), run.spot(ref))
    return Builtin(f"input_fn of {run.number()}", lambda run, arguments, ref, text: pair)


def _heads(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`MultiHead([head_a, head_b])`."""
    made = Instance(run.number(), None, HEADS, run.spot(ref), flavour)
    items = operations.known_items(run, bound.value("heads") or Const(None)) or ()
    run.store.set((made.oid, "heads"), TupleValue(tuple(items)))
    return made


def _train_and_evaluate(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    estimator = run.resolved(bound.value("estimator") or Const(None))
    for name, mode in (("train_spec", TRAIN), ("eval_spec", EVALUATE)):
        spec = run.resolved(bound.value(name) or Const(None))
        function = run.store.get((spec.oid, "input_fn")) if isinstance(spec, Instance) else None
        if isinstance(estimator, Instance) and estimator.kind.startswith(HEAD):
            _works(run, estimator, function, mode, ref, text)
    return Const(None)


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {
    "tf_estimator": _estimator,
    "tf_specification": _specification,
    "tf_input_function": _input_function,
    "tf_heads": _heads,
    "tf_train_and_evaluate": _train_and_evaluate,
}


# ---- using ----


def call_module(run: Run, module: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """An estimator is not called."""
    return run.unknown(f"{text()} calls an estimator, which cannot be called", ref, text())


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """What a specification holds; everything else is a method."""
    held = run.store.get((owner.oid, name))
    return held if held is not None else Method(owner, name)


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`estimator.train(input_fn)`, `heads.create_estimator_spec(...)`; None for what answers are not known of."""
    if owner.kind == HEADS:
        return _of_heads(run, owner, name, arguments, ref, text)
    if name in (*TRAINING, *MEASURING):
        bound = bind(parse_parameters(FED if name in ("train", "evaluate") else FITTED), arguments)
        mode = TRAIN if name in TRAINING else EVALUATE
        x, y = bound.value("x"), bound.value("y")
        if y is not None and y != Const(None):
            _stepped(run, owner, x or Const(None), y, mode, ref, text)
        else:
            _works(run, owner, bound.value("input_fn"), mode, ref, text)
        return owner if mode == TRAIN else run.unknown("what evaluation reports is known at run time", ref, text())
    return None


def call_head(run: Run, head: RowObject, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """A method of a head that is given logits and labels; None for others, and for losses that are no heads."""
    if name not in HEAD_METHODS or not isinstance(head.row, Loss) or not head.row.names[0].startswith(HEAD):
        return None
    bound = bind(parse_parameters(HEAD_METHODS[name]), arguments)
    logits, labels = bound.value("logits"), bound.value("labels")
    if logits is None or logits == Const(None):
        logits = _logits(run, head, head.name)
    if labels is None or labels == Const(None):
        return run.unknown(f"what {text()} gives without labels", ref, text())
    made = _lossed(run, head, logits, labels, ref, text)
    return made if name == "loss" else run.unknown(f"what {text()} gives is known at run time", ref, text())


def _of_heads(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """Logits and labels of several heads, by the names of the heads."""
    held = run.store.get((owner.oid, "heads"))
    if name not in HEAD_METHODS or not isinstance(held, TupleValue):
        return None
    bound = bind(parse_parameters(HEAD_METHODS[name]), arguments)
    logits, labels = _entries(run, bound.value("logits")), _entries(run, bound.value("labels"))
    for head in map(run.resolved, held.items):
        given = head.arg("name") if isinstance(head, RowObject) else None
        key = given.value.value if given is not None and isinstance(given.value, Const) else None
        output, target = logits.get(key), labels.get(key)
        if output is not None and target is not None:
            _lossed(run, head, output, target, ref, text)
    return run.unknown(f"what {text()} gives is known at run time", ref, text())


def _entries(run: Run, value: Value | None) -> Entries:
    return run.entries(value) or Entries((), open=True)


# ---- steps ----


def _guess(run: Run, estimator: Instance, ref: int, text: Text) -> None:
    """A step of an estimator that is never seen at work."""
    _step(run, estimator, *wrapped.unknown_pair(run, ref), run.unknown("the mode is not known", ref, "mode"), ref, text)


def _works(run: Run, estimator: Instance, function: Value | None, mode: str, ref: int, text: Text) -> None:
    _stepped(run, estimator, *_fed(run, function, mode, ref, text), mode, ref, text)


def _stepped(run: Run, estimator: Instance, features: Value, labels: Value, mode: str, ref: int, text: Text) -> None:
    wrapped.works(run, estimator)
    before, run.untracked = run.untracked, run.untracked or mode == EVALUATE
    _step(run, estimator, features, labels, Const(mode), ref, text)
    run.untracked = before


def _fed(run: Run, function: Value | None, mode: str, ref: int, text: Text) -> tuple[Value, Value]:
    """Inputs and labels that an `input_fn` gives: a pair of tensors, or a data set of pairs."""
    function = run.resolved(function) if function is not None else Const(None)
    if not isinstance(function, (Function, Partial, Builtin, Method, Class)):
        return wrapped.unknown_pair(run, ref)
    given = _asked_for(run, function, {"mode": Const(mode)}, ref)
    outcome = wrapped.called(run, function, (), ref, text, **given)
    items = operations.known_items(run, outcome) if isinstance(outcome, (TupleValue, ListValue)) else None
    if items is not None:
        return wrapped.parts_of(run, TupleValue(tuple(items)), ref, text)
    return wrapped.pair_of(run, outcome, ref, text)


def _asked_for(run: Run, function: Value, known: dict[str, Value], ref: int) -> dict[str, Value]:
    """Of what an estimator can hand over, that which the function has a parameter for."""
    inner = run.resolved(function.func) if isinstance(function, Partial) else function
    names = {param.name for param in inner.definition.params} if isinstance(inner, Function) else set()
    taken = set(dict(function.kwargs)) if isinstance(function, Partial) else set()
    found = {name: value for name, value in known.items() if name in names - taken}
    for name in ("params", "config"):
        if name in names - taken and name not in found:
            found[name] = run.unknown(f"the {name} of the estimator are not known", ref, name)
    return found


def _step(run: Run, estimator: Instance, features: Value, labels: Value, mode: Value, ref: int, text: Text) -> None:
    """The function of the program, the compiled model, or the head inside."""
    function, keras_model = wrapped.value(run, estimator, "model_fn"), wrapped.value(run, estimator, "keras_model")
    if isinstance(function, (Function, Partial, Method)):
        settings = wrapped.value(run, estimator, "params")
        known = {"features": features, "labels": labels, "targets": labels, "mode": mode}
        known = known if settings is None else {**known, "params": settings}
        _call_model(run, function, known, ref, text)
    elif isinstance(keras_model, Instance):
        trained = mode == Const(TRAIN)
        wrapped.called(run, Method(keras_model, "fit" if trained else "evaluate"), (features, labels), ref, text)
    else:
        _with_head(run, estimator, labels, ref, text)


def _call_model(run: Run, function: Value, known: dict[str, Value], ref: int, text: Text) -> None:
    """`model_fn(features, labels, mode, params, config)`: the first two by position, as estimators allow it."""
    given = _asked_for(run, function, known, ref)
    first: list[Value] = [] if "features" in given else [known["features"]]
    if first and "labels" not in given and "targets" not in given:
        first.append(known["labels"])
    wrapped.called(run, function, tuple(first), ref, text, **given)


def _with_head(run: Run, estimator: Instance, labels: Value, ref: int, text: Text) -> None:
    held = wrapped.given(run, estimator)
    if held is None or not isinstance(held.row, Call):
        return
    head = _head(run, held, ref)
    if wrapped.argument(run, estimator, "label_vocabulary") is not None:
        labels = run.unknown("a vocabulary numbers the labels", ref, "labels")
    logits = _logits(run, head, held.name) if isinstance(head, RowObject) else None
    if head is not None and logits is not None:
        _lossed(run, head, logits, labels, ref, text)
    elif head is not None:
        unknown = run.unknown("what the estimator puts out is not known", ref, held.name)
        wrapped.lossed(run, head, unknown, labels, held.spot, ref, text)


def _head(run: Run, held: RowObject, ref: int) -> Value | None:
    """The head that is given, or that of a ready-made estimator: by its number of classes where that decides."""
    given, facts = held.arg("head"), dict(held.row.options) if isinstance(held.row, Call) else {}
    if given is not None:
        return run.resolved(given.value)
    count = held.arg(str(facts.get("count", "")))
    number = run.resolved(count.value) if count is not None else Const(2 if "two" in facts else 1)
    if "head" in facts:
        return _made(run, held, str(facts["head"]), "label_dimension", number)
    if "two" not in facts:
        return None
    if not isinstance(number, Const):
        return run.unknown(f"the number of classes decides the loss of {held.name}, and it is not known", ref)
    if number == Const(2):
        return _made(run, held, str(facts["two"]))
    return _made(run, held, str(facts["more"]), "n_classes", number)


def _made(run: Run, held: RowObject, dotted: str, name: str = "", number: Value | None = None) -> Value | None:
    row, canonical, flavour = frameworks.find_row(run, dotted)
    args = () if number is None else ((name, Argument(number, held.spot)),)
    assert isinstance(row, Loss)
    return RowObject(row, canonical.rsplit(".", 1)[-1], args, held.spot, flavour, run.number())


def _logits(run: Run, head: RowObject, name: str) -> Tensor:
    """The raw scores that a head wants: as wide as it says."""
    count = next((given.value for key in COUNTS if (given := head.arg(key)) is not None), Const(1))
    return Tensor(head.spot, Space.REAL, width=count, rank=2, layer=name, model_output=True)


def _lossed(run: Run, head: Value, logits: Value, labels: Value, ref: int, text: Text) -> Value:
    """The loss of a head, where the head was chosen; a vocabulary stands for labels of any kind."""
    place = head.spot if isinstance(head, RowObject) else run.spot(ref)
    words = head.arg("label_vocabulary") if isinstance(head, RowObject) else None
    if words is not None and words.value != Const(None):
        labels = run.unknown("a vocabulary numbers the labels", ref, "labels")
    if isinstance(head, External):
        head = wrapped.called(run, head, (), ref, text)
    return wrapped.lossed(run, head, logits, labels, place, ref, text)


__all__ = ["EFFECTS", "base_kind", "call_head", "call_method", "call_module", "initialise", "member"]
