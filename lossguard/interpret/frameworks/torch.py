"""PyTorch and its kin: what no row can say. Modules with a forward, Sequential, and losses called in a loop.

Cells of a module in the store: its attributes under their names; "layers" (`Items`) for a Sequential.
"""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import attributes, calls, layers, limits, operations, subscripts
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.frameworks import ready
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Choice,
    Const,
    DictValue,
    Entries,
    Function,
    Instance,
    Items,
    LayerObject,
    Method,
    RowObject,
    TupleValue,
    Value,
    root_of,
    spot_of,
)
from lossguard.knowledge import index
from lossguard.knowledge.rows import Call
from lossguard.records import replace

Text = Callable[[], str]
MODULE = "torch.Module"
STACK = "torch.Sequential"
DATA = "torch.Dataset"
BASES = {
    "torch.nn.Module": MODULE,
    "torch.jit.ScriptModule": MODULE,
    "lightning.LightningModule": MODULE,
    "torch.nn.Sequential": STACK,
    "torch.utils.data.Dataset": DATA,
    "torch.utils.data.IterableDataset": DATA,
}
ADDING = ("append", "add_module", "register_module", "extend", "insert")
METHODS = (
    "parameters",
    "named_parameters",
    "children",
    "named_children",
    "modules",
    "named_modules",
    "state_dict",
    "forward",
)
TORCH = "torch"  # the flavour of its losses and layers, and of the packages around it
HANDED_ON = "same_object"  # effect of methods that return the module itself


def base_kind(dotted: str) -> tuple[str, str | None]:
    """The kind of an external base class: "torch.Module", "torch.Sequential", "torch.Dataset" or ""."""
    name, flavour = index.canonical(dotted)
    kind = BASES.get(name, "")
    return kind, flavour or ("torch" if kind else None)


# ---- making ----


def _sequential(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`nn.Sequential(a, b)`, `nn.Sequential(*layers)`, `nn.Sequential(OrderedDict(...))`."""
    stack = Instance(run.number(), None, STACK, run.spot(ref), flavour)
    given = [argument.value for _, argument in bound.given] + [argument.value for argument in bound.excess]
    last = [argument.value for argument in bound.tail]
    run.store.set((stack.oid, "layers"), _layers_of(run, last if bound.open else given, bound.open))
    return stack


def _layers_of(run: Run, given: list[Value], is_open: bool) -> Value:
    if len(given) == 1 and isinstance(run.resolved(given[0]), DictValue):
        contents = run.entries(given[0]) or Entries((), open=True)
        return Items(tuple(value for _, value in contents.pairs), contents.open)
    return Items(tuple(given), is_open, ended=len(given))


def initialise(run: Run, instance: Instance, arguments: Arguments, ref: int) -> None:
    """The framework's own constructor, on an instance of a subclass."""
    del ref
    if instance.kind == STACK:
        given = [argument.value for argument in (arguments.tail if arguments.open else arguments.positional)]
        run.store.set((instance.oid, "layers"), _layers_of(run, given, arguments.open))


def _module_list(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`nn.ModuleList([...])` is a list, `nn.ModuleDict({...})` a dictionary, for all that a forward does with them."""
    given = [argument.value for _, argument in bound.given]
    return given[0] if given else run.new_list((), run.spot(ref))


def _same_object(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """A wrapper that hands on the module it is given: DataParallel, torch.compile, accelerator.prepare."""
    given = [argument.value for _, argument in bound.given]
    return given[0] if given else run.unknown("nothing is wrapped", ref, text())


def _prepared(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`accelerator.prepare(model, optimizer, loader)`: its arguments, one or a tuple of them."""
    given = [argument.value for _, argument in bound.given] + [argument.value for argument in bound.excess]
    return given[0] if len(given) == 1 else TupleValue(tuple(given), run.spot(ref))


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {
    "torch_sequential": _sequential,
    "module_list": _module_list,
    "module_dict": _module_list,
    "same_object": _same_object,
    "prepared": _prepared,
}


# ---- using ----


def call_module(run: Run, module: Instance, arguments: Arguments, ref: int, text: Text) -> Value:
    """`module(x)`: its `forward`, executed; a Sequential applied layer by layer; a ready model by its row."""
    if module.kind == ready.MODEL:
        return ready.call(run, module, arguments, ref, text)
    if module.cls is not None:
        forward = attributes.class_attribute(run, module.cls, "forward")
        if forward is not None and isinstance(forward[0], Function):
            return calls.call_function(run, replace(forward[0], bound=module), arguments, ref, text)
    first = arguments.first()
    subject = first.value if first is not None else Const(None)
    held = run.store.get((module.oid, "layers"))
    if held is not None:
        return run.split(held, lambda contents: _folded(run, contents, subject, ref))
    name = module.cls.name if module.cls is not None else "the module"
    return run.unknown(f"{name} has no forward that could be found", ref, text(), None, root_of(subject))


def _folded(run: Run, contents: Value, subject: Value, ref: int) -> Value:
    if not isinstance(contents, Items):
        return run.unknown("the layers of the stack are not known", ref)
    current = subject
    if contents.open:
        current = run.unknown("further layers of the stack are not known", ref)
    for layer in contents.tail:
        spot = spot_of(layer)
        current = layers.apply(run, layer, current, spot.ref if spot is not None else ref)
    return current


def member(run: Run, module: Instance, name: str, ref: int, text: Text) -> Value:
    """An attribute that nothing set: `training` and unknown submodules; everything else is a method."""
    if module.kind == ready.PART:
        return ready.part_member(run, module, name, ref, text)
    if module.kind == ready.MODEL and not is_method(run, TORCH, name):
        return ready.member(run, module, name, ref, text)
    if name == "training":
        return run.unknown("whether the module trains", ref, text(), ("training", module.oid))
    if name.isdigit() or (module.kind == STACK and name in ("layers", "modules")):
        held = run.store.get((module.oid, "layers"))
        return (
            run.new_list(held.values, run.spot(ref), held.open)
            if isinstance(held, Items)
            else run.unknown("a layer", ref)
        )
    return Method(module, name)


def is_method(run: Run, flavour: str | None, name: str) -> bool:
    """Whether every module of PyTorch has a method of this name."""
    return flavour == TORCH and (name in METHODS or _method(run, name) is not None)


def _method(run: Run, name: str) -> Call | None:
    return index.find(Call, f"torch.nn.Module.{name}", TORCH, run.engines.version(TORCH))


def method_of_every_module(run: Run, module: Instance | LayerObject | RowObject, name: str) -> Value | None:
    """`layer.to(device)`, `criterion.cuda()` and the like, by row: the module itself, or nothing."""
    row = _method(run, name) if module.flavour == TORCH else None
    if row is not None and row.effect == HANDED_ON:
        return module
    return Const(None) if row is not None else None


def call_method(run: Run, module: Instance, name: str, arguments: Arguments, ref: int, text: Text) -> Value | None:
    """A method of a module: `model.to(device)`, `stack.append(layer)`, `self.add_module("fc", layer)`."""
    if name in ("forward", "__call__"):
        return call_module(run, module, arguments, ref, text)
    if name in ADDING:
        _add(run, module, name, arguments)
        return module
    row = _method(run, name)
    if row is not None and row.effect == HANDED_ON:
        return module
    return Const(None) if row is not None else None


def _add(run: Run, module: Instance, name: str, arguments: Arguments) -> None:
    values = [argument.value for argument in (*arguments.positional, *(a for _, a in arguments.keywords))]
    if not values:
        return
    added = values[-1]
    named = run.resolved(values[0])
    if len(values) > 1 and isinstance(named, Const) and isinstance(named.value, str):
        run.store.set((module.oid, named.value), added)
    items = operations.known_items(run, added) if name == "extend" else (added,)

    def extended(contents: Value) -> Value:
        if not isinstance(contents, Items):
            return Items((), open=True)
        return contents.followed_by(items, limits.ITEMS)

    held = run.store.get((module.oid, "layers"))
    if held is not None or module.kind == STACK:
        held = run.resolved(held or Items(()))
        if isinstance(held, Choice):
            changed: Value = Choice(tuple((condition, extended(option)) for condition, option in held.options))
        else:
            changed = extended(held)
        run.store.set((module.oid, "layers"), changed)


def layer_at(run: Run, module: Instance, index_value: Value, ref: int, text: Text) -> Value:
    """`stack[i]`."""
    held = run.store.get((module.oid, "layers"))
    if held is None:
        return run.unknown(f"{text()} is not known", ref, text())
    return run.split(held, lambda contents: subscripts.position_in(run, contents, index_value, ref, text))


def put_layer(run: Run, module: Instance, index_value: Value, value: Value) -> None:
    """`stack[i] = layer`, `model.classifier[6] = layer`."""
    if module.kind == ready.PART:
        ready.put_part(run, module, index_value, value)
        return
    held = run.store.get((module.oid, "layers"))
    if isinstance(held, Items) and isinstance(index_value, Const) and isinstance(index_value.value, int):
        values, place = list(held.values), index_value.value
        if held.open and not -held.ended <= place < 0:
            run.store.set((module.oid, "layers"), Items((), open=True))
        elif -len(values) <= place < len(values):
            values[place] = value
            run.store.set((module.oid, "layers"), replace(held, values=tuple(values)))
