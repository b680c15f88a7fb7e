"""Executions: which of the set-ups met on the way are alternatives of one, and which are set-ups of their own.

def train(model, loss): ...          # the loss stands here
train(build(10), CrossEntropy())     one execution, by way of this call: a site of its own
train(build(1), CrossEntropy())      another: what is wrong with it is certain, however right the first one is
train(big if flag else small, ...)   one execution again; under {flag} and {not flag} it has two ways
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from lossguard.arrivals import Calls, without_guesses
from lossguard.findings import Spot
from lossguard.interpret.conditions import both, is_shown_possible
from lossguard.interpret.literals import Condition
from lossguard.interpret.telling import told
from lossguard.interpret.ways import is_free
from lossguard.records import dataclass, field, replace
from lossguard.setups import Site, TrainingSetup

Reached = tuple[Condition, TrainingSetup]


@dataclass(slots=True)
class Execution:
    """One execution of a loss or a `compile`: its ways, each with the whole condition under which it is taken, and the
    conditions under which the line itself was reached."""

    calls: Calls
    guessed: bool
    entries: list[Condition] = field(default_factory=list)
    ways: list[Reached] = field(default_factory=list)

    def site(self) -> Site:
        """The ways with what sets them apart: what all of them were reached under is left out."""
        first, *others = self.entries
        shared = [literal for literal in first if all(literal in entry for entry in others)]
        ways: dict[TrainingSetup, None] = {}
        for condition, setup in self.ways:
            ways[replace(setup, conditions=told(condition, shared), free=is_free(condition))] = None
        return Site(
            self.ways[0][1].spot,
            tuple(ways),
            (self.calls,),
            self.guessed,
            not any(map(is_shown_possible, self.entries)),
        )


class Executions:
    """Gathers executions in the order of the program. `parts` are the places, beside that of the loss, that make two
    executions different: the call that trains."""

    def __init__(self) -> None:
        self._found: dict[Hashable, list[Execution]] = {}
        self._others: list[Execution | Site] = []

    def add(
        self, entry: Condition, calls: Calls, guessed: bool, ways: list[Reached], parts: tuple[Spot, ...] = ()
    ) -> None:
        """One arrival at a loss, under the condition `entry`. Arrivals by the same calls whose conditions exclude each
        other are alternatives of one execution; others, as of two iterations of a loop, are two executions."""
        if not ways:
            return
        same_place = self._found.setdefault((ways[0][1].spot, calls, parts), [])
        for execution in same_place:
            if all(both(entry, other) is None for other in execution.entries):
                execution.entries.append(entry)
                execution.ways += ways
                return
            if entry in execution.entries and all(way in execution.ways for way in ways):
                return
        made = Execution(calls, guessed, [entry], list(ways))
        same_place.append(made)
        self._others.append(made)

    def put(self, site: Site) -> None:
        """A site that is no execution of a loss."""
        self._others.append(site)

    def sites(self) -> list[Site]:
        """The sites, equal ones made one. An execution on guessed arguments is none where its entry point has callers
        that execute it as well."""
        groups: dict[tuple[Spot, tuple[TrainingSetup, ...]], list[Site]] = {}
        made = [each if isinstance(each, Site) else each.site() for each in self._others]
        for site in without_guesses(made):
            groups.setdefault((site.spot, site.ways), []).append(site)
        return [joined(group) for group in groups.values()]


def joined(sites: Sequence[Site]) -> Site:
    """One site for several with the same outcome, reached by the calls of all."""
    if len(sites) == 1:
        return sites[0]
    calls = dict.fromkeys(call for site in sites for call in site.calls)
    return replace(
        sites[0],
        calls=tuple(calls),
        guessed=all(site.guessed for site in sites),
        doubtful=all(site.doubtful for site in sites),
    )
