"""Conjunctions of literals: which are possible, and which contradict themselves.

`if n == 2: a() else: b()` runs `a` under {n == 2} and `b` under {not n == 2}; a value made in `a` and one made in `b`
never meet, because the conjunction of their conditions is impossible. So is that of {n > 1} and {n == 1}, and that of
{never both p and q}, {p} and {q}.
"""

from __future__ import annotations

from collections.abc import Hashable

from lossguard.interpret.literals import Condition, Key, Literal, Never, contradict, opposite
from lossguard.interpret.work import WORK

SEARCHED = 24  # combinations that are tried before several `Never` count as possible together
SEARCHED_OF_SITE = 400  # ... before findings under them are only possible
SEARCHED_NEVERS = 8  # ... and that are searched at all
SEARCHES = 1_500_000  # looks at parts of a `Never` for one program; beyond these, only plain contradictions are seen
REMEMBERED = 100_000  # conjunctions
LITERALS_A_UNIT = 8  # pairs of literals that cost a unit of work: of nearly all the subjects differ
_JOINED: dict[tuple[int, int], tuple[Condition, Condition, Condition | None]] = {}


def forget() -> None:
    """Empties the tables of keys and conjunctions: between two programs."""
    Key.forget()
    _JOINED.clear()


def both(first: Condition, second: Condition) -> Condition | None:
    """The conjunction, None where it is impossible; asked again of the same two, it is the same one.

    Subjects are interned, so they are compared by identity.
    """
    if not second or first is second:
        return first
    if not first:
        return second
    WORK.done += 1
    key = (id(first), id(second))
    known = _JOINED.get(key)
    if known is None:
        if len(_JOINED) >= REMEMBERED:
            _JOINED.clear()
        known = _JOINED[key] = (first, second, _conjunction(first, second))  # holding them keeps their ids theirs
    return known[2]


def _conjunction(first: Condition, second: Condition) -> Condition | None:
    WORK.done += len(first) * len(second) // LITERALS_A_UNIT
    added = _added(first, second)
    if not added:
        return None if added is None else first
    joint = (*first, *added)
    return joint if _is_possible(joint, added) else None


def _added(first: Condition, second: Condition) -> list[Literal] | None:
    """The literals of the second that the first does not have, None where two contradict each other."""
    added: list[Literal] = []
    for literal in second:
        subject = literal.subject
        for known in first:
            if known.subject is subject:
                if contradict(literal.value, literal.positive, known.value, known.positive):
                    return None
                if literal.positive is known.positive and literal.value == known.value:
                    break
        else:
            added.append(literal)
    return added


def consistent(first: Condition, second: Condition) -> bool:
    """Whether both can hold at once."""
    return both(first, second) is not None


def is_shown_possible(condition: Condition) -> bool:
    """Whether a way was found in which a condition holds. Where conditions are joined, one for which none was found
    quickly counts as possible; here it is looked for longer, for the few conditions that findings stand under: all of
    them together cost as much as the run did, at most."""
    nevers = [literal.value for literal in condition if type(literal.value) is Never]
    if not nevers:
        return True
    budget = _Budget(SEARCHED_OF_SITE, 2 * SEARCHES)
    return _leave_a_way(nevers, condition, _Held.of(condition), budget) and not budget.ran_out


# ---- what never holds together ----


class _Held:
    """The literals of a condition by subject, with what was found of each `Never` under it: they share their parts."""

    __slots__ = ("implied", "literals", "refuted")

    def __init__(self, literals: dict[Hashable, list[Literal]]) -> None:
        self.literals = literals
        self.implied: dict[int, bool] = {}
        self.refuted: dict[int, bool] = {}

    @classmethod
    def of(cls, condition: Condition) -> _Held:
        """What holds where the condition does."""
        literals: dict[Hashable, list[Literal]] = {}
        for literal in condition:
            literals.setdefault(literal.subject, []).append(literal)
        return cls(literals)

    def with_added(self, added: list[Literal]) -> _Held:
        """What holds where these literals do too."""
        wider = dict(self.literals)
        for literal in added:
            wider[literal.subject] = [*wider.get(literal.subject, ()), literal]
        return _Held(wider)

    def implies(self, part: Literal) -> bool:
        """Whether a literal holds wherever the condition does."""
        if isinstance(part.value, Never):
            found = self.implied.get(id(part.value))
            if found is None:
                _spend(len(part.value.parts))
                found = part.subject in self.literals or any(map(self.refutes, part.value.parts))
                self.implied[id(part.value)] = found
            return found
        return self._excludes(part, not part.positive)

    def refutes(self, part: Literal) -> bool:
        """Whether a literal holds nowhere the condition does."""
        if isinstance(part.value, Never):
            found = self.refuted.get(id(part.value))
            if found is None:
                _spend(len(part.value.parts))
                found = self.refuted[id(part.value)] = all(map(self.implies, part.value.parts))
            return found
        return self._excludes(part, part.positive)

    def _excludes(self, part: Literal, positive: bool) -> bool:
        """Whether the condition contradicts a plain literal, taken as it is or the other way round."""
        for known in self.literals.get(part.subject, ()):  # a loop: it is gone through a million times
            if contradict(known.value, known.positive, part.value, positive):
                return True
        return False


def _spend(looks: int) -> None:
    WORK.searched += looks
    WORK.done += looks


def _is_possible(joint: Condition, added: list[Literal]) -> bool:
    """Whether every `Never` leaves a way out, in a condition that was possible before some literals were added."""
    nevers = [literal.value for literal in joint if type(literal.value) is Never]
    if not nevers:
        return True
    WORK.done += len(joint)
    subjects = {literal.subject for literal in added}
    new = {id(literal.value) for literal in added}
    nevers = _entangled(nevers, joint)
    touched = [never for never in nevers if id(never) in new or not subjects.isdisjoint(never.subjects)]
    if not touched:
        return True
    held = _Held.of(joint)
    if WORK.searched >= SEARCHES:
        return not any(_is_plainly_implied(held, never) for never in touched)
    _spend(sum(len(never.parts) for never in touched))
    if any(all(map(held.implies, never.parts)) for never in touched):
        return False
    if len(nevers) == 1 or len(nevers) > SEARCHED_NEVERS:
        return True
    return _leave_a_way(nevers, joint, held, _Budget(SEARCHED, SEARCHES))


def _entangled(nevers: list[Never], joint: Condition) -> list[Never]:
    """Without those that have a literal among their parts of whose subject nothing else speaks: it can be false,
    whatever the rest of the condition needs (the rule of pure literals)."""
    plain = {literal.subject for literal in joint if type(literal.value) is not Never}
    while True:
        seen, shared = plain, plain  # the subjects of one literal or `Never`, and those of more than one
        for never in nevers:
            shared = shared | (seen & never.subjects)
            seen = seen | never.subjects
        left = [never for never in nevers if never.plain <= shared]
        if len(left) == len(nevers):
            return left
        nevers = left


def _is_plainly_implied(held: _Held, never: Never) -> bool:
    """Whether all parts hold for sure, as plain literals tell it: what is seen where nothing more is searched."""
    WORK.done += len(never.parts)
    return all(type(part.value) is not Never and held.implies(part) for part in never.parts)


class _Budget:
    """How many combinations are tried before one counts as possible: so many more, while `WORK.searched` is below
    `most_searched`. `ran_out` tells that one does for want of more."""

    __slots__ = ("most_searched", "ran_out", "tries")

    def __init__(self, tries: int, most_searched: int) -> None:
        self.tries = tries
        self.most_searched = most_searched
        self.ran_out = False

    def allows_another(self) -> bool:
        """Whether one more is tried."""
        self.tries -= 1
        self.ran_out = self.ran_out or self.tries < 0 or WORK.searched >= self.most_searched
        return not self.ran_out


def _leave_a_way(nevers: list[Never], condition: Condition, held: _Held, budget: _Budget) -> bool:
    """Whether one part of each can be false; taken for granted when the budget is spent."""
    waiting: list[list[Literal]] = []
    for never in nevers:
        _spend(len(never.parts))
        parts = [part for part in never.parts if not held.implies(part)]
        if not parts:
            return False
        if not any(map(held.refutes, parts)):
            waiting.append(parts)
    if len(waiting) < 2:
        return True
    for part in min(waiting, key=len):
        WORK.done += len(condition)
        if not budget.allows_another():
            return True
        added = _added(condition, opposite((part,)))
        if added is None:
            continue
        further = (*condition, *added)
        deeper = [each.value for each in further if type(each.value) is Never]
        if _leave_a_way(deeper, further, held.with_added(added), budget):
            return True
    return False
