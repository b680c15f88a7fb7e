"""Decisions a program takes on a model's output by itself, outside any metric object."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lossguard.findings import Spot
from lossguard.interpret.values import Tensor
from lossguard.setups import DecisionUse, Known, Link, Output, Site
from lossguard.vocabulary import Decision

SIGNS_OF_INPUT = ("", "input", "Input")  # what no layer made


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and what it was taken on: the head by its place, and the activations up to then."""

    head: Spot
    links: tuple[Link, ...]
    use: DecisionUse


def decided(
    tensor: Tensor, decision: Decision, spot: Spot, axis: int | None = None, threshold: float | None = None
) -> Decided | None:
    """What to note for a decision on a tensor; None where no model made it, or where one was taken already."""
    if tensor.layer in SIGNS_OF_INPUT or tensor.decision is not None or tensor.space is None:
        return None
    return Decided(tensor.spot, tensor.links, DecisionUse(decision, spot, axis, threshold))


def with_decisions(site: Site, noted: list[Decided]) -> Site:
    """The site with the decisions taken on its heads, just as they reach the loss."""
    if not noted:
        return site
    return Site(
        site.spot,
        tuple(replace(way, outputs=tuple(_measured(output, noted) for output in way.outputs)) for way in site.ways),
    )


def _measured(output: Output, noted: list[Decided]) -> Output:
    if not isinstance(output.head, Known):
        return output
    head = output.head.value
    places = [link.spot for link in head.links]
    uses = [note.use for note in noted if note.head == head.spot and [link.spot for link in note.links] == places]
    return replace(output, decisions=tuple(dict.fromkeys(uses))) if uses else output
