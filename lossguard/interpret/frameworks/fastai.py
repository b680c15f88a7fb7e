"""fastai: what no row can say. The data bring the loss, a learner makes the head and takes the steps in `fit`.

dls = ImageDataLoaders.from_folder(path)         targets of a CategoryBlock: class numbers, dls.c classes
learn = vision_learner(dls, resnet18)            a head of dls.c raw scores, CrossEntropyLossFlat
learn = Learner(dls, model, loss_func=loss)      loss(model(x), y)
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.findings import Spot
from lossguard.interpret import effects, frameworks, operations
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.frameworks import wrapped
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
    ListValue,
    Method,
    Partial,
    RowObject,
    Tensor,
    TupleValue,
    Value,
)
from lossguard.knowledge import index
from lossguard.knowledge.rows import Call, Metric
from lossguard.setups import Link
from lossguard.vocabulary import Encoding, Space

Text = Callable[[], str]
LEARNER = "fastai.Learner"
DENSE = "fastai.unet_learner"  # one score a class and pixel
TRAINING = ("fit", "fit_one_cycle", "fine_tune", "fit_flat_cos", "fit_sgdr")
SAME_LEARNER = (
    "to_fp16", "to_bf16", "to_fp32", "to_native_fp16", "to_parallel", "to_distributed", "add_cb", "add_cbs",
    "remove_cb", "freeze", "unfreeze", "freeze_to", "load", "load_encoder", "load_pretrained", "mixup",
)  # fmt: skip
MASK_RANK = 3
OF_TARGETS = {
    Encoding.INDEX: "fastai.CrossEntropyLossFlat",
    Encoding.MULTI_HOT: "fastai.BCEWithLogitsLossFlat",
    Encoding.REAL: "fastai.MSELossFlat",
}


def base_kind(dotted: str) -> tuple[str, str | None]:
    """The kind of an external base class: a learner."""
    name, flavour = index.canonical(dotted)
    return (name, flavour) if name == LEARNER else ("", None)


def initialise(run: Run, instance: Instance, arguments: Arguments, ref: int) -> None:
    """The learner's own constructor, on an instance of a subclass."""
    wrapped.initialise(run, instance, arguments, ref, _guess)


# ---- data ----


def _loaders(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """Batches whose targets the block makes that was given, else the one the row names."""
    options = dict(row.options)
    keywords = {**dict(bound.strangers), **dict(bound.given)}
    given = keywords.get("y_block")
    block = run.resolved(given.value) if given is not None else Const(None)
    if "blocks" in options:
        block = _last_block(run, bound.value("blocks"))
    if block == Const(None) and isinstance(options.get("block"), str):
        several = _names_several(run, keywords) and "several" in options
        block = External(str(options["several" if several else "block"]))
    return run.split(block, lambda option: _made_by(run, option, ref, text))


def _names_several(run: Run, keywords: dict[str, Argument]) -> bool:
    """Whether each sample has several labels: columns of them, or a delimiter between them."""
    delimiter, columns = keywords.get("label_delim"), keywords.get("label_col")
    listed = operations.known_items(run, columns.value) if columns is not None and _is_list(run, columns) else None
    return (delimiter is not None and delimiter.value != Const(None)) or (listed is not None and len(listed) > 1)


def _is_list(run: Run, argument: Argument) -> bool:
    return isinstance(run.resolved(argument.value), (ListValue, TupleValue))


def _last_block(run: Run, blocks: Value | None) -> Value:
    blocks = run.resolved(blocks) if blocks is not None else Const(None)
    items = operations.known_items(run, blocks) if isinstance(blocks, (ListValue, TupleValue)) else None
    return items[-1] if items and len(items) > 1 else run.unknown("the blocks are not known")


def _made_by(run: Run, block: Value, ref: int, text: Text) -> Value:
    """The batches of a block, which may be named without a call."""
    block = run.resolved(block)
    if isinstance(block, (External, Function, Partial, Class)):
        block = wrapped.called(run, block, (), ref, text)
    if isinstance(block, Batches):
        return block
    why = run.unknown(f"which labels {text()} yields is read at run time", ref, text())
    inputs = run.unknown("the inputs of a loader", ref, "x")
    number = run.number()
    classes = run.unknown("the number of classes is read at run time", ref, "dls.c", ("classes", number))
    return Batches(inputs, why, run.spot(ref), text(), classes, ("c", "vocab"))


def _data_loaders(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`DataLoaders(train, valid)`: what the first yields."""
    if not bound.excess:
        return run.unknown(f"what {text()} yields is not known", ref, text())
    first = run.resolved(bound.excess[0].value)
    found = effects.loaders.batches_of(run, first, ref, text)
    return found if found is not None else first


def _learner(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    return wrapped.made(run, row, flavour, bound, ref, _guess)


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {
    "fastai_loaders": _loaders,
    "fastai_data_loaders": _data_loaders,
    "fastai_learner": _learner,
}


# ---- using ----


def call_module(run: Run, module: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """A learner is not called."""
    return run.unknown(f"{text()} calls a learner, which cannot be called", ref, text())


def member(run: Run, owner: Instance, name: str, ref: int, text: Text) -> Value:
    """`learn.model`, `learn.loss_func`, `learn.dls`; everything else is a method."""
    found = wrapped.argument(run, owner, name)
    if found is not None:
        return found.value
    if name == "model":
        return Builtin(f"the model of {owner.oid}", lambda run, arguments, ref, text: _scores(run, owner))
    if name in ("recorder", "loss_func", "opt", "loss"):
        return run.unknown(f"{text()} is known at run time", ref, text(), ("attr", owner.oid, name))
    return Method(owner, name)


def call_method(run: Run, owner: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """`learn.fine_tune(3)`, `learn.to_fp16()` ..."""
    if name in TRAINING:
        wrapped.works(run, owner)
        _step(run, owner, ref, text)
        return Const(None)
    return owner if name in SAME_LEARNER else None


# ---- steps ----


def _guess(run: Run, learner: Instance, ref: int, text: Text) -> None:
    _step(run, learner, ref, text)


def _step(run: Run, learner: Instance, ref: int, text: Text) -> None:
    data = wrapped.value(run, learner, "dls") or run.unknown("the data are not known", ref, "dls")
    run.split(data, lambda option: _step_on(run, learner, option, ref, text))


def _step_on(run: Run, learner: Instance, data: Value, ref: int, text: Text) -> Value:
    inputs, target = wrapped.pair_of(run, data, ref, text)
    model = wrapped.value(run, learner, "model")
    output = wrapped.output_of(run, model, inputs, ref, text) if model is not None else _scores(run, learner)
    place = _place(run, learner, ref)
    wrapped.lossed(run, _loss(run, learner, target, ref, text), output, target, place, ref, text)
    for metric in _metrics(run, learner):
        named = Arguments((Argument(output), Argument(target)))
        assert isinstance(metric.row, Metric)
        frameworks.score(run, metric, metric.row, named, metric.spot)
    return Const(None)


def _scores(run: Run, learner: Instance) -> Value:
    """What the head puts out that a learner makes: raw scores, a class each, or scaled into a range."""
    held = wrapped.given(run, learner)
    if held is None or learner.kind == LEARNER or held.arg("custom_head") is not None:
        return run.unknown("the model of the learner is not known", learner.spot)
    name = held.name
    data, width = wrapped.value(run, learner, "dls"), wrapped.value(run, learner, "n_out")
    width = width or (data.classes if isinstance(data, Batches) else None)
    made = Tensor(held.spot, Space.REAL, (), width, 4 if learner.kind == DENSE else 2, name)
    limits = wrapped.argument(run, learner, "y_range")
    if limits is None:
        return made
    link = Link("sigmoid scaled to y_range", Space.SQUASHED, limits.spot or held.spot)
    return Tensor(held.spot, Space.SQUASHED, (link,), width, made.rank, name)


def _loss(run: Run, learner: Instance, target: Value, ref: int, text: Text) -> Value:
    """The loss given, else that of the data."""
    given = wrapped.value(run, learner, "loss_func")
    if given is not None:
        return given
    target = run.resolved(target)
    name = OF_TARGETS.get(target.encoding) if isinstance(target, Tensor) and target.encoding is not None else None
    if name is None or not isinstance(target, Tensor):
        return run.unknown("the data bring the loss, and which data they are is not known", ref, text())
    named = {"axis": Const(1)} if target.rank == MASK_RANK else {}
    return wrapped.called(run, External(name), (), ref, text, **named)


def _place(run: Run, learner: Instance, ref: int) -> Spot:
    """Where the loss is chosen, else where the learner is made."""
    chosen, held = wrapped.argument(run, learner, "loss_func"), wrapped.given(run, learner)
    if chosen is not None and chosen.spot is not None:
        return chosen.spot
    return held.spot if held is not None else run.spot(ref)


def _metrics(run: Run, learner: Instance) -> list[RowObject]:
    """The metrics that rows know, named alone, in a list, or with some arguments fixed."""
    given = wrapped.argument(run, learner, "metrics")
    if given is None:
        return []
    value = run.resolved(given.value)
    items = operations.known_items(run, value) if isinstance(value, (ListValue, TupleValue)) else (value,)
    spot = given.spot or learner.spot or run.spot(0)
    return [metric for item in items or () if (metric := _metric(run, run.resolved(item), spot)) is not None]


def _metric(run: Run, value: Value, spot: Spot) -> RowObject | None:
    match value:
        case RowObject(row=Metric()):
            return value
        case Partial(func, (), kwargs):
            inner = _metric(run, run.resolved(func), spot)
            given = tuple((name, Argument(each)) for name, each in kwargs)
            return None if inner is None else RowObject(inner.row, inner.name, given, spot, inner.flavour)
        case External(name=dotted):
            row, name, flavour = frameworks.find_row(run, dotted)
            return RowObject(row, name.rsplit(".", 1)[-1], (), spot, flavour) if isinstance(row, Metric) else None
        case _:
            return None
