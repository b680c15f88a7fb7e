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

from lossguard.interpret.conditions import both
from lossguard.interpret.limits import ALTERNATIVES, FEW_ALTERNATIVES
from lossguard.interpret.literals import Condition
from lossguard.interpret.values import (
    Choice,
    Class,
    External,
    Function,
    Instance,
    LayerObject,
    Method,
    Module,
    Partial,
    RowObject,
    Unknown,
    Value,
)
from lossguard.interpret.work import WORK

Location = tuple[Hashable, str]
COMPARED = 4  # what comparing two values under conditions costs, in comparisons of literals
OBJECTS = (Class, External, Function, Instance, LayerObject, Method, Module, Partial, RowObject)

GONE: Value = Unknown("it was deleted", key=("gone",))


class Store:
    """Cells by location; a child sees its parent's cells until it writes its own. `GONE` marks a deleted one."""

    __slots__ = ("cells", "parent")

    def __init__(self, parent: Store | None = None) -> None:
        self.cells: dict[Location, Value] = {}
        self.parent = parent

    def get(self, location: Location) -> Value | None:
        store: Store | None = self
        while store is not None:
            found = store.cells.get(location)
            if found is not None:
                return None if found is GONE else found
            store = store.parent
            WORK.done += 1
        return None

    def delete(self, location: Location) -> None:
        """Unbinds a cell, where it is bound."""
        if self.get(location) is not None:
            self.cells[location] = GONE

    def set(self, location: Location, value: Value) -> None:
        self.cells[location] = value

    def fork(self) -> Store:
        """A child for one branch."""
        return Store(self)

    def absorb(self, child: Store) -> None:
        """Take over what a child wrote: the only branch that goes on."""
        WORK.done += len(child.cells)
        self.cells.update(child.cells)

    def line(self) -> list[Store]:
        """This store and those it was forked from, the first one last."""
        found: list[Store] = [self]
        while (parent := found[-1].parent) is not None:
            found.append(parent)
        return found

    def above(self, base: Store) -> Store:
        """What was written since `base`, of which this store is a fork of a fork, as one fork of it."""
        if self.parent is base:
            return self
        made, line = base.fork(), self.line()
        for store in reversed(line[: next(i for i, store in enumerate(line) if store is base)]):
            made.absorb(store)
        return made

    def names(self, owner: Hashable) -> Iterator[str]:
        """The names bound under one owner, in the order in which they were first bound."""
        line = self.line()
        WORK.done += sum(len(store.cells) for store in line)
        found = {name: None for store in reversed(line) for holder, name in store.cells if holder == owner}
        return (name for name in found if self.get((owner, name)) is not None)

    def join(self, branches: Sequence[tuple[Condition, Store]]) -> None:
        """Take over what several branches wrote, each value under its branch's condition.

        A cell that only some branches bind keeps the old value in the others; where there was none, the binding stands.
        """
        changed: dict[Location, list[Value]] = {}
        for _, child in branches:
            for location, new in child.cells.items():
                changed.setdefault(location, []).append(new)
        for location, written in changed.items():
            old = self.get(location) if len(written) < len(branches) else None
            if old is None and len(written) == 1 and not isinstance(written[0], Choice):
                self.cells[location] = written[0]  # an object that one branch made
                continue
            options = [
                (condition, value)
                for condition, child in branches
                if (value := child.cells.get(location, old)) is not None and value is not GONE
            ]
            self.cells[location] = choose(options) if options else GONE


def choose(options: Sequence[tuple[Condition, Value]]) -> Value:
    """One value for several under conditions: equal ones are one, nested choices flattened, too many unknown."""
    flat: list[tuple[Condition, Value]] = []
    for condition, value in options:
        inner = value.options if isinstance(value, Choice) else (((), value),)
        for deeper, option in inner:
            joint = both(condition, deeper)
            WORK.done += COMPARED * len(flat)
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
        flat = _few(flat)
    return Choice(tuple(flat)) if len(flat) > 1 else flat[0][1]


def _few(options: list[tuple[Condition, Value]]) -> list[tuple[Condition, Value]]:
    """Some of too many options and an unknown for the others: objects, as a registry of models has them. Of plain
    values, which a loop can make any number of, none."""
    known = [option for option in options if isinstance(option[1], OBJECTS)]
    is_registry = all(isinstance(value, (*OBJECTS, Unknown)) for _, value in options)
    kept = known[:FEW_ALTERNATIVES] if is_registry else []
    others = [option for option in options if option not in kept]
    shared = tuple(literal for literal in others[0][0] if all(literal in condition for condition, _ in others))
    why = f"one of {len(others)} others" if kept else f"more than {ALTERNATIVES} different things"
    return [*kept, (shared, Unknown(f"it can be {why}", key=("alternatives", tuple(others))))]


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
