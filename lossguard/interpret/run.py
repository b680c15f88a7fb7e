"""The state of one abstract run: store, path condition, frames, limits, and what was recorded on the way."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lossguard.arrivals import Calls
from lossguard.datafiles.files import DataFiles
from lossguard.findings import Spot
from lossguard.frontend.nodes import Expr, Program
from lossguard.interpret import limits
from lossguard.interpret.conditions import both, consistent
from lossguard.interpret.literals import ALWAYS, Condition, Test
from lossguard.interpret.store import Store, choose
from lossguard.interpret.values import (
    Choice,
    Class,
    Const,
    DictValue,
    Entries,
    Function,
    Items,
    ListValue,
    Module,
    Unknown,
    Value,
)
from lossguard.interpret.work import WORK
from lossguard.records import dataclass, field

if TYPE_CHECKING:
    from lossguard.interpret.branches import Flow
    from lossguard.interpret.decisions import Decided, Scored
    from lossguard.interpret.engines import Engines
    from lossguard.interpret.records import Record
    from lossguard.setups import Problem


@dataclass(slots=True)
class Frame:
    """One activation of a module body, a class body or a function.

    `entry` is the path condition on entry. `returns` and `exits` collect values and stores of early returns, under the
    conditions met since then.
    """

    scope: int
    path: str
    entry: Condition
    function: Function | None = None
    module: Module | None = None
    outer_names: dict[str, int] = field(default_factory=dict)  # global and nonlocal names, by the scope that holds them
    returns: list[tuple[Condition, Value]] = field(default_factory=list)
    exits: list[tuple[Flow, Condition, Store]] = field(default_factory=list)  # parked ways
    raised: list[tuple[Condition, Store, Value | None]] | None = None  # inside `try`: the ways that raised, and what
    thrown: Value | None = None  # the class of what was raised last
    yields: list[Value] = field(default_factory=list)
    owner: Class | None = None  # the class whose method or body runs
    loops: int = 0  # loops of unknown length around the present statement
    call: Spot | None = None  # where the function was called, None where nothing was seen to call it
    guesses: bool = False  # whether something was yielded that may be yielded more often, or not at all


@dataclass(frozen=True, slots=True)
class Waiting:
    """A training wrapper that was made and not seen at work: where, on which path, and what a step of it is."""

    spot: Spot
    path: Condition
    step: Callable[[], None]


Loader = Callable[[str, int, str, Sequence[str]], "tuple[str, Program] | None"]

Listing = Callable[[str], "tuple[str, ...]"]  # the names of the modules in a folder of the tree


class Run:
    """Everything that changes while a program is executed on abstract values."""

    def __init__(
        self, engines: Engines, load: Loader | None = None, listing: Listing | None = None,
        data: DataFiles | None = None,
    ) -> None:  # fmt: skip
        WORK.begin()
        self.engines = engines
        self.load = load
        self.listing = listing
        self.data = data
        self.entry = ""  # the path of the file that is run
        self.store = Store()
        self.path: Condition = ALWAYS
        self.frames: list[Frame] = []
        self.parents: dict[int, int] = {}
        self.class_scopes: set[int] = set()
        self.comprehensions: set[int] = set()  # scopes that a walrus binds outside of
        self.orders: dict[int, list[Value]] = {}  # method resolution order of classes, by oid
        self.mirrors: dict[int, int] = {}  # dictionaries that are the attributes of an object: oid to owner
        self.modules: dict[str, Module] = {}
        self.unread: set[str] = set()  # paths of modules that were left aside
        self.search: list[str] = []  # the folders that imports are looked for in first: Python's `sys.path`
        self.records: list[Record] = []
        self.problems: list[Problem] = []  # seen where an object was made, before any set-up
        self.decisions: list[Decided] = []
        self.scores: list[Scored] = []
        self.star_imports: list[tuple[int, str]] = []  # scope and external module of `from m import *`
        self.functions: dict[tuple[str, int], tuple[Function, Class | None]] = {}  # seen definitions, in order
        self.classes: dict[int, Class] = {}
        self.called: set[tuple[str, int]] = set()
        self.redefined: frozenset[str] = frozenset()  # functions that the module defines more than once
        self.globals_at: dict[tuple[str, int], dict[str, Value | None]] = {}  # ... and what they could see when defined
        self.made: dict[int, list[Value]] = {}  # the first objects of each class and of its bases
        self.fruitless: dict[tuple[str, int], int] = {}  # executions that led to nothing, by function (`repeats`)
        self.annotations: dict[tuple[int, str], Expr] = {}  # of names in class bodies, by class scope and name
        self.commands: set[tuple[str, int]] = set()  # functions that a command line calls
        self.roots: dict[Hashable, Hashable] = {}  # what unknowns were computed from, by their keys
        self.waiting: dict[int, Waiting] = {}  # training wrappers not yet seen at work, by their numbers
        self.working: set[int] = set()  # ... and those that were
        self.steps = 0
        self.steps_allowed = limits.STEPS  # the number of steps up to which the running function may call others
        self.work_allowed = limits.WORK  # ... and that of comparisons
        self.stopped_at: int | None = None  # the number of steps at which a limit was reached
        self.guessed = 0  # how many running functions were given unknown arguments, for want of a call
        self.untracked = False  # inside a context or function in which no gradients are kept
        self.unrolled = 1  # how often the loops around the present statement repeat it
        self.depth = 0
        self.taped = False  # inside a context that records gradients
        self._numbers = 0

    # ---- identities and places ----

    def number(self) -> int:
        """A number not used before in this run."""
        self._numbers += 1
        return self._numbers

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    @property
    def calls(self) -> Calls:
        """The calls that lead to the present statement, outermost first."""
        return tuple(frame.call for frame in self.frames if frame.call is not None)

    def spot(self, ref: int) -> Spot:
        """The spot of a node of the file that is being executed."""
        return Spot(self.frame.path, ref)

    def unknown(
        self, why: str, ref: int | Spot | None = None, text: str = "", key: Hashable = None, origin: Hashable = None
    ) -> Unknown:
        """A new unknown; without `key` it is equal to itself alone."""
        spot = self.spot(ref) if isinstance(ref, int) else ref
        made = Unknown(why, ("new", self.number()) if key is None else key, text, spot, origin)
        if origin is not None:
            self.roots[made.key] = origin
        return made

    # ---- limits ----

    @property
    def exhausted(self) -> bool:
        """Whether the program is not followed any further."""
        if self.stopped_at is None and (self.steps > limits.STEPS or WORK.done > limits.WORK or self._leads_nowhere()):
            self.stopped_at = self.steps
        return self.stopped_at is not None

    def _leads_nowhere(self) -> bool:
        """Whether many steps have met no framework: only imports that are still to come could change that."""
        return self.steps > limits.STEPS_WITHOUT and not self.engines.uses_any

    # ---- containers ----

    def new_list(
        self, values: tuple[Value, ...], spot: Spot | None = None, open: bool = False, is_set: bool = False
    ) -> ListValue:
        made = ListValue(self.number(), spot, is_set)
        self.store.set((made.oid, "items"), Items(values, open))
        return made

    def new_dict(
        self, pairs: tuple[tuple[object, Value], ...], spot: Spot | None = None, open: bool = False
    ) -> DictValue:
        made = DictValue(self.number(), spot)
        self.store.set((made.oid, "items"), Entries(pairs, open))
        return made

    def contents(self, holder: ListValue | DictValue) -> Value:
        """`Items` or `Entries`, or a `Choice` of them where branches differ."""
        return self.resolved(self.store.get((holder.oid, "items")) or Items((), open=True))

    def entries(self, value: Value | None) -> Entries | None:
        """The entries of a dictionary, None where the value is none or its contents differ by branches."""
        value = None if value is None else self.resolved(value)
        contents = self.contents(value) if isinstance(value, DictValue) else None
        return contents if isinstance(contents, Entries) else None

    # ---- conditions ----

    def since_entry(self) -> Condition:
        """The conditions met since the current frame was entered."""
        entry = self.frame.entry
        WORK.done += len(entry) * len(self.path)
        return tuple(literal for literal in self.path if literal not in entry)

    def resolved(self, value: Value) -> Value:
        """`value` as it is on the present path: alternatives that contradict it are gone, an unknown that the path
        equates to a constant is that constant."""
        if isinstance(value, Choice):
            options = [(c, v) for c, v in value.options if consistent(self.path, c)]
            if len(options) == 1:
                return self.resolved(options[0][1])
            return value if len(options) == len(value.options) or not options else Choice(tuple(options))
        if isinstance(value, Unknown) and self.path:
            for literal in self.path:
                if literal.positive and literal.subject == value.key and not isinstance(literal.value, Test):
                    return Const(literal.value, value.spot)
        return value

    @contextmanager
    def under(self, condition: Condition) -> Iterator[Store]:
        """Execute in a forked store under a further condition; the fork is handed out, joining it is the caller's."""
        base, path = self.store, self.path
        joint = both(path, condition)
        self.path = path if joint is None else joint
        self.store = base.fork()
        try:
            yield self.store
        finally:
            self.store, self.path = base, path

    def on_each(self, choice: Choice, act: Callable[[Value], None]) -> None:
        """`act` on every alternative, each in a fork of its own, joined after."""

        def acted(option: Value) -> Value:
            act(option)
            return Const(None)

        self.split(choice, acted)

    def split(self, value: Value, act: Callable[[Value], Value]) -> Value:
        """`act` on every alternative of a value, each in a fork of its own, joined after."""
        value = self.resolved(value)
        if not isinstance(value, Choice):
            return act(value)
        results: list[tuple[Condition, Value]] = []
        branches: list[tuple[Condition, Store]] = []
        for condition, option in value.options:
            with self.under(condition) as fork:
                results.append((condition, act(option)))
            branches.append((condition, fork))
        if any(store.cells for _, store in branches):
            self.store.join(branches)
        return choose(results)
