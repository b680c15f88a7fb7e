"""What an abstract run costs beside its steps: a count of comparisons and copies, the same on every machine.

A step may be dear: joining two branches copies what both wrote, and each copy compares conditions. Whoever does such
work in bulk adds it here in the unit of one comparison; the run ends when there was too much of it.
"""

from __future__ import annotations


class Work:
    """`done` counts comparisons of two literals, and looks at one cell of a store, since the last `begin`; `searched`
    those of them that went into what never holds together."""

    __slots__ = ("done", "searched")

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Starts at zero: between two programs."""
        self.done = 0
        self.searched = 0


WORK = Work()
