"""transformers: what no row can say. Losses inside the models, and the trainer that calls a model with its labels.

model = AutoModelForSequenceClassification.from_pretrained(name, num_labels=3)
model(**inputs, labels=y)               cross-entropy of class numbers, BCE of rows, MSE where there is one label
Trainer(model, args, train_dataset=data).train()      the model on a batch, or compute_loss of the program
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.findings import Spot
from lossguard.interpret import effects, operations
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.frameworks import ready, wrapped
from lossguard.interpret.literals import Literal
from lossguard.interpret.run import Run
from lossguard.interpret.store import choose
from lossguard.interpret.values import (
    Const,
    External,
    Function,
    Instance,
    Method,
    RowObject,
    Tensor,
    Value,
)
from lossguard.knowledge import index
from lossguard.knowledge.rows import Call, ReadyModel
from lossguard.records import replace

Text = Callable[[], str]
TRAINER = "transformers.Trainer"
TRAINING = ("train", "hyperparameter_search")
SINGLE, MULTI = "single_label_classification", "multi_label_classification"
INSIDE = {
    "regression": "torch.nn.functional.mse_loss",
    SINGLE: "torch.nn.functional.cross_entropy",
    MULTI: "torch.nn.functional.binary_cross_entropy_with_logits",
}
LABELS, LABEL = "labels", "label"  # collators of the library call the second the first


def base_kind(dotted: str) -> tuple[str, str | None]:
    """The kind of an external base class: a trainer."""
    name, flavour = index.canonical(dotted)
    return (name, flavour) if name == TRAINER else ("", None)


def initialise(run: Run, instance: Instance, arguments: Arguments, ref: int) -> None:
    """The trainer's own constructor, on an instance of a subclass."""
    wrapped.initialise(run, instance, arguments, ref, _step)


def _trainer(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    return wrapped.made(run, row, flavour, bound, ref, _step)


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {"transformers_trainer": _trainer}


# ---- using ----


def call_module(run: Run, module: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """A trainer is not called."""
    return run.unknown(f"{text()} calls a trainer, which cannot be called", ref, text())


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """What the constructor was given; everything else is a method."""
    found = wrapped.argument(run, owner, name)
    if found is not None:
        return found.value
    if name in ("args", "state", "optimizer", "lr_scheduler", "accelerator"):
        return run.unknown(f"{text()} is known at run time", ref, text(), ("attr", owner.oid, name))
    return Method(owner, name)


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`trainer.train()`, `super().compute_loss(model, inputs)`."""
    if name in TRAINING:
        wrapped.works(run, owner)
        _step(run, owner, ref, text)
        return run.unknown("what training reports is known at run time", ref, text())
    if name == "compute_loss" and len(arguments.positional) > 1:
        model, inputs = (argument.value for argument in arguments.positional[:2])
        _own_loss(run, owner, model, inputs, ref, text)
    return None


# ---- steps ----


def _step(run: Run, trainer: Instance, ref: int, text: Text) -> None:
    model = _model(run, trainer, ref, text)
    inputs = _inputs(run, trainer, ref, text)
    _measure(run, trainer, model, inputs, ref, text)
    own = wrapped.own_method(run, trainer, "compute_loss")
    if own is not None:
        wrapped.called(
            run, own, (model, inputs), ref, text, return_outputs=Const(False), num_items_in_batch=Const(None)
        )
    else:
        _own_loss(run, trainer, model, inputs, ref, text)


def _model(run: Run, trainer: Instance, ref: int, text: Text) -> Value:
    model = wrapped.value(run, trainer, "model")
    maker = wrapped.value(run, trainer, "model_init")
    if model is None and isinstance(maker, Function):
        return wrapped.called(run, maker, (), ref, text)
    return model if model is not None else run.unknown("the model of the trainer is not known", ref, text())


def _inputs(run: Run, trainer: Instance, ref: int, text: Text) -> Value:
    """A batch: a dictionary with the labels under the name that the models know."""
    data = wrapped.value(run, trainer, "train_dataset")
    batches = effects.loaders.batches_of(run, data, ref, text) if data is not None else None
    contents = run.entries(operations.element_of(run, batches, ref)) if batches is not None else None
    if contents is not None:
        renamed = contents.get(LABEL) is not None and contents.get(LABELS) is None
        pairs = tuple((LABELS if renamed and name == LABEL else name, value) for name, value in contents.pairs)
        return run.new_dict(pairs, run.spot(ref), contents.open)
    labels = run.unknown("the labels of the trainer's data are read at run time", ref, LABELS)
    return run.new_dict(((LABELS, labels),), run.spot(ref), open=True)


def _own_loss(run: Run, trainer: Instance, model: Value, inputs: Value, ref: int, text: Text) -> None:
    """The model is called with its labels: one of the library has the loss inside, one of the program computes it."""
    model, inputs = run.resolved(model), run.resolved(inputs)
    contents = run.entries(inputs)
    labels = contents.get(LABELS) if contents is not None else None
    held = wrapped.given(run, trainer)
    place = held.spot if held is not None else run.spot(ref)
    if isinstance(model, Instance) and model.kind == ready.MODEL and labels is not None:
        loss_inside(run, model, labels, place, ref, text)
    else:
        wrapped.output_of(run, model, inputs, ref, text)


def _measure(run: Run, trainer: Instance, model: Value, inputs: Value, ref: int, text: Text) -> None:
    """`compute_metrics(prediction)`: scores and labels, by position and by name."""
    function, model, inputs = wrapped.value(run, trainer, "compute_metrics"), run.resolved(model), run.resolved(inputs)
    contents = run.entries(inputs)
    labels = contents.get(LABELS) if contents is not None else None
    if function is None or labels is None or not isinstance(model, Instance) or model.kind != ready.MODEL:
        return
    held = run.store.get((model.oid, "row"))
    if not isinstance(held, RowObject):
        return
    output = ready.scores(run, model, held, ref)
    given = run.unknown("what the trainer evaluates", ref, "the prediction")
    for position, (name, part) in enumerate((("predictions", output), ("label_ids", labels))):
        run.store.set((given.key, name), part)
        run.store.set((("item", given.key), repr(position)), part)
    wrapped.called(run, function, (given,), ref, text)


# ---- losses inside ----


def loss_inside(run: Run, model: Instance, labels: Value, place: Spot, ref: int, text: Text) -> None:
    """The loss that a classifier of the library computes where it is given labels."""
    held = run.store.get((model.oid, "row"))
    if not isinstance(held, RowObject) or not isinstance(held.row, ReadyModel):
        return
    output = run.resolved(ready.scores(run, model, held, ref))
    if held.row.loss_inside is not None:
        flat = External(held.row.loss_inside)
        run.split(labels, lambda y: wrapped.lossed(run, flat, _in_rows(output, 2), _in_rows(y, 1), place, ref, text))
        return
    if not held.row.loss_by_labels:
        return
    run.split(labels, lambda option: _inside(run, held, output, option, place, ref, text))


def _in_rows(value: Value, rank: int) -> Value:
    """The values of all positions one below the other: `value.view(-1, classes)`, `labels.view(-1)`."""
    if not isinstance(value, Tensor) or value.rank == rank:
        return value
    return replace(value, rank=rank, rows=None, width=value.width if rank > 1 else None)


def _inside(run: Run, held: RowObject, output: Value, labels: Value, place: Spot, ref: int, text: Text) -> Value:
    problem = _problem(run, held, labels, ref)
    return run.split(problem, lambda chosen: _of_problem(run, chosen, output, labels, place, ref, text))


def _of_problem(run: Run, chosen: Value, output: Value, labels: Value, place: Spot, ref: int, text: Text) -> Value:
    name = chosen.value if isinstance(chosen, Const) else None
    if name not in INSIDE:
        unknown = run.unknown("problem_type decides the loss inside the model, and it is not known", ref, text())
        return wrapped.lossed(run, unknown, output, labels, place, ref, text)
    if name == "regression" and isinstance(output, Tensor) and output.width == Const(1):
        labels, output = _flat(run, labels, ref, text), _flat(run, output, ref, text)
    return wrapped.lossed(run, External(INSIDE[str(name)]), output, labels, place, ref, text)


def _flat(run: Run, value: Value, ref: int, text: Text) -> Value:
    """`value.squeeze()` of a column."""
    if not isinstance(value, Tensor) or value.rank != 2 or value.width != Const(1):
        return value
    return wrapped.called(run, External("array.squeeze"), (value, Const(1)), ref, text)


def _problem(run: Run, held: RowObject, labels: Value, ref: int) -> Value:
    """The problem type: given, else by the number of labels and their type, which may be either."""
    given, count = held.arg("problem_type"), held.arg("num_labels")
    if given is not None and given.value != Const(None):
        return run.resolved(given.value)
    number = Const(2) if count is None else run.resolved(count.value)
    if number == Const(1):
        return Const("regression")
    if isinstance(labels, Tensor) and labels.dtype is not None and isinstance(number, Const):
        return Const(SINGLE if labels.dtype in ("int64", "int32") else MULTI)
    whole = Literal(("whole labels", held.uid), True, True, "the labels are whole numbers")
    return choose([((whole,), Const(SINGLE)), ((whole.negated(),), Const(MULTI))])
