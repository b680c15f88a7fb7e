"""The memory of an abstract run: variables, attributes and contents as flat cells, forked at branches and joined after.

model = Sequential()        (frame, "model") -> Instance(7);  (7, "layers") -> Items(())
if n == 2:                  fork: writes go to a child store
    model.add(one)          child 1: (7, "layers") -> Items((one,))
else:
    model.add(many)         child 2: (7, "layers") -> Items((many,))
                            join: (7, "layers") -> Choice({n == 2}: Items((one,)), {not n == 2}: Items((many,)))
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from lossguard.interpret.conditions import Condition, both
from lossguard.interpret.limits import ALTERNATIVES
from lossguard.interpret.values import Choice, Unknown, Value

Location = tuple[Hashable, str]


class Store:
    """Cells by location; a child sees its parent's cells until it writes its own."""

    __slots__ = ("cells", "parent")

    def __init__(self, parent: Store | None = None) -> None:
        self.cells: dict[Location, Value] = {}
        self.parent = parent

    def get(self, location: Location) -> Value | None:
        store: Store | None = self
        while store is not None:
            found = store.cells.get(location)
            if found is not None:
                return found
            store = store.parent
        return None

    def set(self, location: Location, value: Value) -> None:
        self.cells[location] = value

    def fork(self) -> Store:
        """A child for one branch."""
        return Store(self)

    def absorb(self, child: Store) -> None:
        """Take over what a child wrote: the only branch that goes on."""
        self.cells.update(child.cells)

    def names(self, owner: Hashable) -> Iterator[str]:
        """The names under one owner, without order."""
        seen: set[str] = set()
        store: Store | None = self
        while store is not None:
            for holder, name in store.cells:
                if holder == owner and name not in seen:
                    seen.add(name)
                    yield name
            store = store.parent

    def join(self, branches: Sequence[tuple[Condition, Store]]) -> None:
        """Take over what several branches wrote, each value under its branch's condition.

        A cell that only some branches bind keeps the old value in the others; where there was none, the binding stands.
        """
        changed: dict[Location, None] = {}
        for _, child in branches:
            changed.update(dict.fromkeys(child.cells))
        for location in changed:
            old = self.get(location)
            options = [
                (condition, value)
                for condition, child in branches
                if (value := child.cells.get(location, old)) is not None
            ]
            self.cells[location] = choose(options)


def choose(options: Sequence[tuple[Condition, Value]]) -> Value:
    """One value for several under conditions: equal ones are one, nested choices flattened, too many unknown."""
    flat: list[tuple[Condition, Value]] = []
    for condition, value in options:
        inner = value.options if isinstance(value, Choice) else (((), value),)
        for deeper, option in inner:
            joint = both(condition, deeper)
            if joint is not None and (joint, option) not in flat:
                flat.append((joint, option))
    if not flat:
        return Unknown("no way to reach this value was found", key=("unreached", id(options)))
    first = flat[0][1]
    if all(option == first for _, option in flat):
        return first
    if len(flat) > ALTERNATIVES:
        flat = merged(flat)
    if len(flat) > ALTERNATIVES:
        return Unknown(f"it can be more than {ALTERNATIVES} different things", key=("alternatives", tuple(flat)))
    return Choice(tuple(flat))


def merged(options: Sequence[tuple[Condition, Value]]) -> list[tuple[Condition, Value]]:
    """Options with equal values folded into one, under the literals they share."""
    result: list[tuple[Condition, Value]] = []
    for condition, value in options:
        for position, (known, other) in enumerate(result):
            if other == value:
                result[position] = (tuple(literal for literal in known if literal in condition), value)
                break
        else:
            result.append((condition, value))
    return result
