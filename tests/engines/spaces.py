"""Whether the description of an array fits a space, a rank and a width."""

from __future__ import annotations

from typing import Any

from lossguard.vocabulary import Space

CLOSE = 1e-4
BOUNDS = {
    Space.UNIT: (0.0, 1.0),
    Space.SYMMETRIC: (-1.0, 1.0),
    Space.NONNEGATIVE: (0.0, float("inf")),
}


def outside(space: Space, answer: dict[str, Any]) -> str | None:
    """Where the values are not of the space, None where they are; a real number is of the widest."""
    low, high = float(answer["low"]), float(answer["high"])
    if space is Space.SIMPLEX:
        sums = answer["sums"]
        held = low >= -CLOSE and abs(sums[0] - 1) < CLOSE and abs(sums[1] - 1) < CLOSE
        return None if held else f"no simplex: {low} to {high}, sums {sums}"
    least, most = BOUNDS.get(space, (float("-inf"), float("inf")))
    return None if least - CLOSE <= low and high <= most + CLOSE else f"not {space}: {low} to {high}"


def shaped(answer: dict[str, Any], rank: int | None, width: int | None) -> str | None:
    """Where the shape has another rank, or another last axis; None asks for neither."""
    shape = answer["shape"]
    if rank is not None and len(shape) != rank:
        return f"rank {len(shape)}, not {rank}"
    return f"as wide as {shape[-1]}, not {width}" if width is not None and shape[-1] != width else None
