"""What a layer makes of a tensor: space, width and rank, by the kind its row states."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lossguard.findings import Spot
from lossguard.interpret import activations, algebra, arrays, calls, operations
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.effects import packed
from lossguard.interpret.effects.facts import agree, total, uncached
from lossguard.interpret.frameworks import ready
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Builtin,
    Choice,
    Class,
    Const,
    External,
    Function,
    Instance,
    LayerObject,
    ListValue,
    Method,
    Partial,
    RowObject,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    root_of,
)  # fmt: skip
from lossguard.knowledge import index
from lossguard.knowledge.parameters import parameters
from lossguard.knowledge.rows import Activation, By, Layer, LayerKind
from lossguard.records import replace
from lossguard.setups import Link
from lossguard.vocabulary import Space

Text = Callable[[], str]
BLENDS = ("average", "maximum", "minimum")  # element-wise joins that stay inside the space


def make(run: Run, row: Layer, name: str, flavour: str | None, bound: Bound, ref: int) -> Value:
    """`Dense(10, activation="softmax")`: a layer, or a tensor for the functional forms."""
    short = name.rsplit(".", 1)[-1]
    layer = LayerObject(row, short, (*bound.given, *bound.strangers), run.spot(ref), flavour, run.number())
    if not row.functional:
        return layer
    if row.kind is LayerKind.INPUT:
        return _input(run, layer, Const(None))
    subject = bound.value(parameters(row)[0].name) or (bound.given[0][1].value if bound.given else Const(None))
    return apply(run, layer, subject, ref)


def given(layer: LayerObject, name: str | None) -> Value | None:
    """What a parameter of a layer is: the argument, else the row's default."""
    argument = layer.arg(name)
    if argument is not None:
        return argument.value
    for parameter in parameters(layer.row) if name else ():
        if parameter.name == name and isinstance(parameter.default, (str, int, float, bool, type(None), tuple)):
            return Const(parameter.default)
    return None


def member(run: Run, layer: LayerObject, name: str, ref: int, text: Text) -> Value:
    """`layer.output`, `layer.units` ..."""
    argument = layer.arg(name)
    if argument is not None:
        return argument.value
    if name in ("add", "__call__", "build", "get_weights", "set_weights"):
        return Method(layer, name)
    if name == "apply" and layer.flavour == "flax":
        return Builtin(f"{layer.name}.apply of {layer.uid}", partial(_applied_to_second, layer))
    return run.unknown(f"{text()} is not known", ref, text(), ("attr", layer.uid, name))


def _applied_to_second(layer: LayerObject, run: Run, arguments: Arguments, ref: int, text: Text) -> Value:
    """`nn.Dense(10).apply(variables, x)`."""
    inputs = arguments.after(1).first()
    return apply(run, layer, inputs.value if inputs is not None else Const(None), ref)


def apply(run: Run, layer: Value, subject: Value, ref: int) -> Value:
    """`layer(subject)`, for whatever can stand where a layer does."""
    layer = run.resolved(layer)
    match layer:
        case Choice():
            return run.split(layer, lambda option: apply(run, option, subject, ref))
        case LayerObject():
            if isinstance(subject, Choice):
                return run.split(subject, lambda option: _applied(run, layer, option))
            return _applied(run, layer, subject)
        case Instance():
            return calls.call(run, layer, Arguments((Argument(subject),)), ref, lambda: "a model as a layer")
        case Tensor():
            return layer
        case Function() | Class() | Partial() | RowObject() | External():
            return calls.call(run, layer, Arguments((Argument(subject),)), ref, lambda: "a layer")
        case Unknown():
            return run.unknown(layer.why, layer.spot or run.spot(ref), layer.text, None, root_of(subject))
        case _:
            return run.unknown("a layer that is not known", ref)


def _applied(run: Run, layer: LayerObject, subject: Value) -> Value:
    kind = layer.row.kind
    if layer.row.kind_by is not None:
        chosen = given(layer, layer.row.kind_by.param)
        kind = (layer.row.kind_by.given(chosen.value) if isinstance(chosen, Const) else None) or kind
    steps = packed.steps_in(run, subject) if kind is LayerKind.RECURRENT else None
    result = BY_KIND[kind](run, layer, subject if steps is None else steps)
    if steps is not None and layer.row.result is not None and isinstance(result, Tensor):
        return _of_packed(run, layer, result, steps)
    if layer.row.result is not None:
        return ready.structured(run, layer.row.result, result, layer.spot.ref, lambda: layer.name)
    name = layer.arg("name")
    if (
        isinstance(result, Tensor)
        and name is not None
        and isinstance(name.value, Const)
        and isinstance(name.value.value, str)
    ):
        return replace(result, name=name.value.value)
    return result


def _of_packed(run: Run, layer: LayerObject, result: Tensor, steps: Tensor) -> Value:
    """What a recurrent net gives for a packed sequence: the steps packed again, and the last states."""
    outcome = ready.structured(run, layer.row.result, result, layer.spot.ref, lambda: layer.name)
    if not isinstance(outcome, TupleValue):
        return outcome
    again = packed.of_steps(run, replace(result, rank=steps.rank), layer.spot)
    return replace(outcome, items=(again, *outcome.items[1:]))


def as_tensor(run: Run, value: Value, spot: Spot) -> Tensor:
    """A value as a tensor; what is not one is a tensor of unknown space, for the value's reason."""
    value = run.resolved(value)
    if isinstance(value, Tensor):
        return value
    if isinstance(value, Unknown):
        return Tensor(value.spot or spot, layer="input", why=value.why, origin=value.root)
    return Tensor(spot, layer="input", why="the layer's input is not known")


# ---- kinds ----


def _affine(run: Run, layer: LayerObject, subject: Value) -> Value:
    source = as_tensor(run, subject, layer.spot)
    rank = layer.row.rank or source.rank
    width = given(layer, layer.row.width)
    if layer.row.keeps_width and (width is None or width == Const(None)):
        width = _multiplied(run, layer, source.width)
    if isinstance(width, Const) and not isinstance(width.value, int):
        width = None
    if isinstance(width, (TupleValue, ListValue)):
        width = None
    axis = layer.row.channel_axis
    made = Tensor(layer.spot, Space.REAL, (), width, rank, layer.name, origin=source.origin, width_axis=axis)
    return _with_activation(run, layer, made)


def _multiplied(run: Run, layer: LayerObject, width: Value | None) -> Value | None:
    factor = given(layer, layer.row.multiplier)
    if width is None or factor is None or factor == Const(1):
        return width
    return operations.binary(run, "*", width, factor, layer.spot.ref, lambda: "width")


def _with_activation(run: Run, layer: LayerObject, tensor: Tensor) -> Value:
    row = layer.row
    if row.fixed_activation is not None:
        return _fixed_activation(run, layer, tensor, row.fixed_activation)
    argument = layer.arg(row.activation)
    value = argument.value if argument is not None else given(layer, row.activation)
    if argument is None and row.set_elsewhere in run.engines.traces.attributes:
        return replace(tensor, space=None, why=f"{row.set_elsewhere} may set the activation of {layer.name}")
    spot = argument.spot if argument is not None and argument.spot is not None else layer.spot
    return tensor if value is None else activations.activate(run, tensor, value, layer.flavour, spot)


def _fixed_activation(run: Run, layer: LayerObject, tensor: Tensor, name: str) -> Value:
    """The activation a layer class stands for; where no string names it, its row says the space."""
    version = run.engines.version(layer.flavour)
    if index.find(Activation, f"str:{name}", layer.flavour or "", version) is not None:
        return activations.activate_by_name(run, tensor, name, layer.flavour, layer.spot, given(layer, layer.row.axis))
    space = layer.row.space or Space.SQUASHED
    axis = given(layer, layer.row.axis)
    implicit = layer.row.axis_by_rank and (axis is None or axis == Const(None))
    number = axis.value if isinstance(axis, Const) and isinstance(axis.value, int) else layer.row.fixed_axis
    return replace(
        tensor,
        space=space,
        links=(*tensor.links, Link(name, space, layer.spot, number, implicit=implicit)),
        encoding=None,
    )


def _activation(run: Run, layer: LayerObject, subject: Value) -> Value:
    return activations.apart(_with_activation(run, layer, as_tensor(run, subject, layer.spot)))


def _recurrent(run: Run, layer: LayerObject, subject: Value) -> Value:
    """Gated: the output is a gate times the activation, so a softmax there is no distribution (keras.md 4.2)."""
    sequences = given(layer, "return_sequences")
    last = layer.row.rank or 2
    rank = last + 1 if sequences == Const(True) else last if isinstance(sequences, Const) or sequences is None else None
    inner = given(layer, layer.row.inner)
    cell = inner if isinstance(inner, LayerObject) else layer
    made = Tensor(layer.spot, Space.REAL, (), _recurrent_width(run, cell), rank, layer.name, width_axis=-1)
    result = _with_activation(run, cell, made)
    if isinstance(result, Tensor) and cell.row.gated and result.space is Space.SIMPLEX:
        links = tuple(replace(link, space=Space.SQUASHED, cached=False, cached_for=None) for link in result.links)
        return replace(result, space=Space.SQUASHED, links=links)
    return result


def _recurrent_width(run: Run, cell: LayerObject) -> Value | None:
    """The units, those of the projection in their place, twice as many in both directions."""
    width = given(cell, cell.row.width)
    instead = given(cell, cell.row.instead)
    if isinstance(instead, Const) and isinstance(instead.value, int) and instead.value > 0:
        width = instead
    if given(cell, cell.row.doubles) == Const(True) and width is not None:
        return operations.binary(run, "*", Const(2), width, cell.spot.ref, lambda: "both directions")
    return width


def _keep(run: Run, layer: LayerObject, subject: Value) -> Value:
    if not isinstance(subject, Tensor):
        return subject
    if layer.row.rank is not None:
        subject = replace(subject, rank=layer.row.rank)
    return subject if layer.row.passes_logits else replace(subject, links=uncached(subject.links))


def _normalise(run: Run, layer: LayerObject, subject: Value) -> Value:
    source = as_tensor(run, subject, layer.spot)
    return Tensor(
        layer.spot, Space.REAL, (), source.width, source.rank, layer.name, origin=source.origin,
        width_axis=source.width_axis,
    )  # fmt: skip


def _pool(run: Run, layer: LayerObject, subject: Value) -> Value:
    source = as_tensor(run, subject, layer.spot)
    keeps = given(layer, layer.row.keeps_dims) == Const(True)
    if layer.row.channel_axis > 0 and source.rank is not None:
        keeps = True  # PyTorch pools one sample, without an axis for the batch, as well
    rank = source.rank if layer.row.rank is None or keeps else layer.row.rank
    if layer.row.operation == "norm":
        return replace(source, rank=rank, space=None, links=(), why="the values are norms of others")
    if layer.row.operation == "maximum" and source.space is Space.SIMPLEX:
        return replace(source, rank=rank, space=Space.UNIT, links=uncached(source.links), scrambled=True)
    return replace(source, rank=rank, links=uncached(source.links))


def _flatten(run: Run, layer: LayerObject, subject: Value) -> Value:
    source = as_tensor(run, subject, layer.spot)
    if source.rank == 2:
        return replace(source, links=uncached(source.links))
    return replace(source, rank=2, width=None, scrambled=bool(source.links), links=uncached(source.links))


def _reshape(run: Run, layer: LayerObject, subject: Value) -> Value:
    source = as_tensor(run, subject, layer.spot)
    sizes = arrays.shape_from(run, given(layer, layer.row.shape))
    width = sizes[-1] if sizes else None
    if width == Const(-1):
        width = None
    scrambled = bool(source.links) and (width is None or width != source.width)
    rank = len(sizes) + 1 if sizes is not None else None
    return replace(source, rank=rank, width=width, scrambled=scrambled, links=uncached(source.links))


def _permute(run: Run, layer: LayerObject, subject: Value) -> Value:
    source = as_tensor(run, subject, layer.spot)
    return replace(source, width=None, scrambled=bool(source.links), links=uncached(source.links))


def _tensors(run: Run, subject: Value, spot: Spot) -> list[Tensor]:
    items = operations.known_items(run, subject)
    return [as_tensor(run, item, spot) for item in items or ()]


def _concat(run: Run, layer: LayerObject, subject: Value) -> Value:
    parts = _tensors(run, subject, layer.spot)
    if not parts:
        return Tensor(layer.spot, None, (), None, None, layer.name, why="the tensors that are joined are not known")
    space = arrays.space_of_part(agree(part.space for part in parts))
    width = total(part.width for part in parts)
    links = uncached(parts[0].links) if space is Space.UNIT else ()
    return Tensor(layer.spot, space, links, width, parts[0].rank, layer.name, why="several tensors are joined")


def _combine(run: Run, layer: LayerObject, subject: Value) -> Value:
    parts = _tensors(run, subject, layer.spot)
    if not parts:
        return Tensor(layer.spot, None, (), None, None, layer.name, why="the tensors that are combined are not known")
    operation = layer.row.operation
    if isinstance(operation, By):
        chosen = given(layer, operation.param)
        operation = operation.given(chosen.value) if isinstance(chosen, Const) else None
    same = agree(part.space for part in parts)
    kept = same is Space.REAL or (operation == "average" and same in (Space.SIMPLEX, Space.UNIT))
    kept = kept or (operation in BLENDS and same is Space.UNIT)
    links = uncached(parts[0].links) if kept else ()
    width, rank = algebra.broadcast(parts)
    return Tensor(
        layer.spot, same if kept else None, links, width, rank, layer.name, why="several outputs are combined"
    )


def _wrapper(run: Run, layer: LayerObject, subject: Value) -> Value:
    inner = given(layer, layer.row.inner)
    source = as_tensor(run, subject, layer.spot)
    outcome = apply(run, inner, source, layer.spot.ref) if inner is not None else source
    if not isinstance(outcome, Tensor):
        return outcome
    if layer.row.merge_param is not None:
        return _both_directions(layer, outcome)
    stepwise = isinstance(inner, LayerObject) and inner.row.kind in (
        LayerKind.AFFINE,
        LayerKind.ACTIVATION,
        LayerKind.KEEP,
    )
    return outcome if stepwise and outcome.rank else replace(outcome, rank=3 if stepwise else None)


def _both_directions(layer: LayerObject, outcome: Tensor) -> Tensor:
    mode = given(layer, layer.row.merge_param)
    if mode == Const("concat"):
        known = isinstance(outcome.width, Const) and isinstance(outcome.width.value, int)
        width = Const(2 * outcome.width.value) if known else None  # type: ignore[union-attr, operator]
        return replace(outcome, width=width)
    if mode == Const("ave"):
        return outcome
    return replace(outcome, space=None, links=(), why="the two directions are combined")


def _lambda(run: Run, layer: LayerObject, subject: Value) -> Value:
    inner = given(layer, layer.row.inner)
    if inner is None:
        return run.unknown("a Lambda layer without a function", layer.spot)
    return calls.call(run, inner, Arguments((Argument(subject),)), layer.spot.ref, lambda: "a Lambda layer")


def _input(run: Run, layer: LayerObject, subject: Value) -> Value:
    sizes = arrays.shape_from(run, given(layer, layer.row.shape))
    rank = len(sizes) + 1 if sizes is not None else None
    width = sizes[-1] if sizes else None
    if isinstance(width, Const) and width.value is None:
        width = None
    return Tensor(
        layer.spot, None, (), width, rank, "Input", why="the input itself is the output", origin=("input", layer.uid)
    )


def _embed(run: Run, layer: LayerObject, subject: Value) -> Value:
    source = as_tensor(run, subject, layer.spot)
    rank = None if source.rank is None else source.rank + 1
    return Tensor(layer.spot, Space.REAL, (), given(layer, layer.row.width), rank, layer.name)


def _similarity(run: Run, layer: LayerObject, subject: Value) -> Value:
    source = subject if layer.row.keeps_width and isinstance(subject, Tensor) else None
    width, rank = (source.width, source.rank) if source is not None else (None, None)
    return Tensor(layer.spot, Space.REAL, (), width, rank, layer.name, embedding_like=True)


def _opaque(run: Run, layer: LayerObject, subject: Value) -> Value:
    return Tensor(
        layer.spot, None, (), None, None, layer.name, why=f"what {layer.name} puts out is not known to lossguard"
    )


BY_KIND: dict[LayerKind, Callable[[Run, LayerObject, Value], Value]] = {
    LayerKind.AFFINE: _affine, LayerKind.CONV: _affine, LayerKind.RECURRENT: _recurrent,
    LayerKind.ACTIVATION: _activation, LayerKind.KEEP: _keep, LayerKind.NORMALISE: _normalise, LayerKind.POOL: _pool,
    LayerKind.FLATTEN: _flatten, LayerKind.RESHAPE: _reshape, LayerKind.PERMUTE: _permute, LayerKind.CONCAT: _concat,
    LayerKind.COMBINE: _combine, LayerKind.WRAPPER: _wrapper, LayerKind.LAMBDA: _lambda, LayerKind.INPUT: _input,
    LayerKind.EMBED: _embed, LayerKind.SIMILARITY: _similarity, LayerKind.OPAQUE: _opaque,
}  # fmt: skip
