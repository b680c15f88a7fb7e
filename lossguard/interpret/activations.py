"""What an activation makes of a tensor: given as a string, a function, an object or a layer."""

from __future__ import annotations

from lossguard.findings import Spot
from lossguard.interpret import calls, frameworks, layers
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.frameworks import registries
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Choice,
    Class,
    Const,
    External,
    Function,
    Instance,
    LayerObject,
    Partial,
    RowObject,
    Tensor,
    Unknown,
    Value,
)  # fmt: skip
from lossguard.knowledge import index
from lossguard.knowledge.rows import Activation, Layer
from lossguard.records import replace
from lossguard.setups import Link, Problem
from lossguard.vocabulary import Family, Space

FAMILY_OF = {Space.SIMPLEX: Family.CATEGORICAL, Space.UNIT: Family.BERNOULLI}


def activate(run: Run, tensor: Tensor, activation: Value, flavour: str | None, spot: Spot) -> Value:
    """The tensor after an activation given as a string, a function, an object or a layer."""
    activation = run.resolved(activation)
    match activation:
        case Choice():
            return run.split(activation, lambda option: activate(run, tensor, option, flavour, spot))
        case Const(value=None):
            return tensor
        case Const(value=str() as name):
            own = registries.registered(run, name)
            if own is not None:
                return activate(run, tensor, own, flavour, spot)
            return activate_by_name(run, tensor, name, flavour, spot, None)
        case External() | Function() | Partial() | LayerObject() | RowObject() | Class() | Instance():
            outcome = _called(run, activation, tensor, spot)
            return (
                outcome
                if isinstance(outcome, (Tensor, Choice))
                else replace(tensor, space=None, why=getattr(outcome, "why", "the activation is not known"))
            )
        case Unknown():
            text = activation.text or "a value that is not known"
            return replace(tensor, space=None, links=(), why=f"the activation is {text}: {activation.why}")
        case _:
            return replace(tensor, space=None, links=(), why="the activation is not known")


def _called(run: Run, activation: Value, tensor: Tensor, spot: Spot) -> Value:
    if isinstance(activation, LayerObject):
        return layers.apply(run, activation, tensor, spot.ref)
    if isinstance(activation, External):
        row, _, _ = frameworks.find_row(run, activation.name)
        if isinstance(row, Activation) and not row.class_form:
            return activated(run, tensor, row, None, spot)
        if isinstance(row, Layer):
            made = calls.call(run, activation, Arguments(), spot.ref, lambda: "an activation")
            return layers.apply(run, made, tensor, spot.ref)
        return replace(tensor, space=None, links=(), why=f"{activation.name} is not an activation lossguard knows")
    return calls.call(run, activation, Arguments((Argument(tensor),)), spot.ref, lambda: "the activation")


def activate_by_name(
    run: Run, tensor: Tensor, name: str, flavour: str | None, spot: Spot, axis: Value | None
) -> Tensor:
    """The tensor after the activation a string names; an unknown string gives an unknown space."""
    version = run.engines.version(flavour)
    row = index.find(Activation, f"str:{name}", flavour or "", version)
    if row is None:
        run.problems.append(Problem("unknown-activation", name, spot))
        return replace(tensor, space=None, links=(), why=f"{name!r} is not an activation of this version")
    result = activated(run, tensor, row, axis, spot)
    return result if isinstance(result, Tensor) else tensor


def activated(run: Run, subject: Value, row: Activation, axis: Value | None, spot: Spot) -> Value:
    """The tensor after a known activation; data that is no tensor stays unknown."""
    subject = run.resolved(subject)
    if isinstance(subject, Choice):
        return run.split(subject, lambda option: activated(run, option, row, axis, spot))
    if isinstance(subject, Unknown):
        subject = Tensor(spot, None, layer="input", why=subject.why, origin=subject.root)
    if not isinstance(subject, Tensor):
        return run.unknown("an activation of something that is not known", spot)
    if row.canonical == "linear":
        return subject
    number = axis.value if isinstance(axis, Const) and isinstance(axis.value, int) else None
    cached_for = FAMILY_OF.get(row.space) if row.caches_by_op else None
    implicit = row.axis_by_rank and (axis is None or axis == Const(None))
    link = Link(row.canonical, row.space, spot, number, row.caches_logits, cached_for=cached_for, implicit=implicit)
    return replace(
        subject, space=row.space, links=(*subject.links, link), layer=subject.layer or "input", encoding=None
    )


def apart(value: Value) -> Value:
    """The same, its last activation marked as applied by a call or layer of its own."""
    match value:
        case Choice(options):
            return Choice(tuple((condition, apart(option)) for condition, option in options))
        case Tensor(links=links) if links:
            return replace(value, links=(*links[:-1], replace(links[-1], apart=True)))
        case _:
            return value
