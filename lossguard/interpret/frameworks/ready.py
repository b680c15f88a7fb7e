"""Ready models of PyTorch's kin: made by a row, called for raw scores, their head replaced by attribute or item.

Cells of a ready model in the store: "row" (the row with its arguments), the attributes that were set, and "part:<name>"
for submodules that were only read; a part holds "[6]" for `model.classifier[6] = ...`.
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import activations, calls, layers
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.frameworks import transformers
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Const,
    External,
    Instance,
    Method,
    RowObject,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    root_of,
)
from lossguard.knowledge.rows import Fields, ReadyModel
from lossguard.records import replace
from lossguard.vocabulary import Space

Text = Callable[[], str]
MODEL = "torch.Ready"
PART = "torch.Part"
LAST = "[-1]"
OWN_CELLS = ("row", "classes")


def make(run: Run, row: ReadyModel, name: str, flavour: str | None, bound: Bound, ref: int) -> Value:
    """`torchvision.models.resnet18(num_classes=10)`."""
    model = Instance(run.number(), None, MODEL, run.spot(ref), flavour)
    held = RowObject(row, name.rsplit(".", 1)[-1], bound.given, run.spot(ref), flavour, model.oid)
    defaults = tuple(pair for pair in bound.given if pair[0] == row.classes)
    run.store.set((model.oid, "row"), held)
    if not defaults and row.classes is not None:
        given = next((argument.value for key, argument in bound.strangers if key == row.classes), None)
        if given is not None:
            run.store.set((model.oid, "classes"), given)
    return model


def member(run: Run, model: Instance, name: str, ref: int, text: Text) -> Value:
    """A submodule that was not replaced: a part that can be read, and written to by index."""
    if name in ("training", "config", "num_features", "in_features", "out_features"):
        return run.unknown(f"{text()} is known at run time", ref, text(), ("attr", model.oid, name))
    held = run.store.get((model.oid, f"part:{name}"))
    if held is not None:
        return held
    part = Instance(run.number(), None, PART, run.spot(ref), model.flavour)
    run.store.set((model.oid, f"part:{name}"), part)
    return part


def part_member(run: Run, part: Instance, name: str, ref: int, text: Text) -> Value:
    """An attribute of a part: another part, or a number that is known at run time."""
    if name in ("in_features", "out_features", "in_channels", "out_channels", "weight", "bias"):
        return run.unknown(f"{text()} is known at run time", ref, text(), ("attr", part.oid, name))
    if name in ("parameters", "children", "named_parameters", "requires_grad_", "append", "add_module"):
        return Method(part, name)
    return member(run, part, name, ref, text)


def put_part(run: Run, part: Instance, index: Value, value: Value) -> None:
    """`model.classifier[6] = layer`."""
    if isinstance(index, Const) and isinstance(index.value, int):
        run.store.set((part.oid, f"[{index.value}]"), value)


def call(run: Run, model: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """What the model puts out, in the structure its row states."""
    held = run.store.get((model.oid, "row"))
    first = arguments.first()
    subject = first.value if first is not None else Const(None)
    if not isinstance(held, RowObject) or not isinstance(held.row, ReadyModel):
        return run.unknown(f"what {text()} gives is not known", ref, text(), None, root_of(subject))
    row = held.row
    output = _output(run, model, held, row, subject, ref)
    labels = arguments.keyword(row.labels_param) if row.labels_param is not None else None
    if labels is not None and labels.value != Const(None):
        transformers.loss_inside(run, model, labels.value, run.spot(ref), ref, text)
        return structured(run, row.result, output, ref, text)
    trained = row.train_result is not None and _flag(held, row.train_flag)
    return structured(run, row.train_result if trained else row.result, output, ref, text)


def scores(run: Run, model: Instance, held: RowObject, ref: int) -> Value:
    """The values of the head, whatever the input and whatever they are wrapped in."""
    assert isinstance(held.row, ReadyModel)
    return _output(run, model, held, held.row, Const(None), ref)


def _flag(held: RowObject, name: str | None) -> bool:
    argument = held.arg(name)
    return argument is None or argument.value != Const(False)


def _output(run: Run, model: Instance, held: RowObject, row: ReadyModel, subject: Value, ref: int) -> Value:
    rank = row.rank if row.layer == "Linear" else None
    features = Tensor(
        held.spot, rank=rank, layer=held.name, why=f"features of {held.name}", origin=root_of(subject)
    )  # fmt: skip
    for path in _heads(held, row):
        replaced = replaced_at(run, model, path)
        if replaced is not None:
            outcome = layers.apply(run, replaced, features, ref)
            return outcome if replaced is replaced_at(run, model, _around(path)) else _behind(row, outcome)
    if not _name_fits(held, row) and _anything_set(run, model):
        return run.unknown(f"which layer of {held.name} was replaced is not known", ref)
    width = _width(run, model, held, row)
    if width == Const(0):
        return features
    made = Tensor(held.spot, row.space, (), width, row.rank, held.name, origin=root_of(subject))
    named = held.arg(row.activation)
    if named is not None:
        return activations.activate(run, made, named.value, held.flavour, named.spot or held.spot)
    return made


def _around(path: str) -> str:
    """The part that holds the layer at `path`: "classifier" for "classifier[6]"."""
    return path.replace("[", ".[").rpartition(".")[0].replace(".[", "[") or path


def _behind(row: ReadyModel, outcome: Value) -> Value:
    """What the layers behind the head make of its values: SqueezeNet's are cut off at 0 and averaged over the image."""
    if not isinstance(outcome, Tensor):
        return outcome
    space = row.space if outcome.space is Space.REAL else outcome.space
    return replace(outcome, rank=row.rank, space=space)


def _heads(held: RowObject, row: ReadyModel) -> tuple[str, ...]:
    """The paths of the layers that make the output; where the name of the model is not told, those of every one."""
    fitting = _fitting(held, row)
    if fitting:
        return max(fitting, key=lambda pair: len(pair[0]))[1]
    return row.heads or tuple(dict.fromkeys(head for _, heads in row.heads_by for head in heads))


def _fitting(held: RowObject, row: ReadyModel) -> list[tuple[str, tuple[str, ...]]]:
    argument = held.arg(row.named)
    name = argument.value.value if argument is not None and isinstance(argument.value, Const) else None
    return [(start, heads) for start, heads in row.heads_by if isinstance(name, str) and name.startswith(start)]


def _name_fits(held: RowObject, row: ReadyModel) -> bool:
    """Whether it is told which layers make the output: then any other that was put is never used."""
    return bool(row.heads or _fitting(held, row))


def _anything_set(run: Run, model: Instance) -> bool:
    """Whether a layer was put under any name."""
    put = [name for name in run.store.names(model.oid) if not name.startswith("part:") and name not in OWN_CELLS]
    return any(not isinstance(run.store.get((model.oid, name)), (Const, Unknown)) for name in put)


def replaced_at(run: Run, model: Instance, path: str) -> Value | None:
    """The layer that was put at "fc", "classifier[6]" or "AuxLogits.fc", None where the model's own is still there."""
    holder: Value = model
    for step in path.replace("[", ".[").split("."):
        if not isinstance(holder, Instance):
            return holder
        found = run.store.get((holder.oid, step))
        if found is None and step.startswith("["):
            found = run.store.get((holder.oid, LAST))
        if found is None:
            found = run.store.get((holder.oid, f"part:{step}"))
        if found is None:
            return None
        holder = run.resolved(found)
        if not (isinstance(holder, Instance) and holder.kind == PART):
            return holder
    return None


def _width(run: Run, model: Instance, held: RowObject, row: ReadyModel) -> Value | None:
    argument = held.arg(row.classes)
    given = argument.value if argument is not None else run.store.get((model.oid, "classes"))
    if given is not None and given != Const(None):
        return given
    listed, configured = held.arg(row.listed), held.arg(row.configured)
    if listed is not None and run.resolved(listed.value) != Const(None):
        return calls.call(run, External("builtins.len"), Arguments((listed,)), held.spot.ref, lambda: "len(...)")
    if row.default_classes is None or configured is not None or not _without_classes(run, held, row):
        return None
    return Const(row.default_classes)


def _without_classes(run: Run, held: RowObject, row: ReadyModel) -> bool:
    """Whether what is loaded has no classes of its own, whose number would be the width."""
    name = held.arg(row.named)
    name_value = run.resolved(name.value) if name is not None else Const(None)
    return not row.default_for or (isinstance(name_value, Const) and name_value.value in row.default_for)


# ---- structures ----


def structured(run: Run, structure: object, output: Value, ref: int, text: Text) -> Value:
    """A result as its row states it: "output", "state" (of the last step), nested tuples, or `Fields`."""
    match structure:
        case "output":
            return output
        case "state":
            return replace(output, rank=None) if isinstance(output, Tensor) else output
        case tuple():
            return TupleValue(tuple(structured(run, part, output, ref, text) for part in structure), run.spot(ref))
        case Fields(pairs):
            made = run.unknown(f"a part of {text()}", ref, text(), ("fields", run.number()))
            for position, (name, part) in enumerate(pairs):
                value = structured(run, part, output, ref, text)
                run.store.set((made.key, name), value)
                for index in (name, position):
                    run.store.set((("item", made.key), repr(index)), value)
            return made
        case _:
            return run.unknown(f"a part of {text()}", ref, text())
