"""The form of a rule: one record and one function over a framework-free set-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lossguard.findings import Diagnosis
from lossguard.records import dataclass
from lossguard.setups import Output, TrainingSetup
from lossguard.vocabulary import Severity

Check = Callable[[TrainingSetup, Output], Iterator[Diagnosis]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Everything that is known about one rule: its page, its SARIF entry and its check.

    `needs` are dotted fields of the output that must be `Known` before the check is asked, e.g. "head.space",
    "loss.expects", "labels.encoding", "head.width", "head", "loss", "labels"; a rule about problems of the whole set-up
    (LG403, LG405) needs nothing and is asked once a set-up, with its first output. `yields_to` are codes that say the
    same thing better: where one of them reports on the same output, this rule is silent. `bad` and `good` are small
    whole programs, run by the tests: the first must report this code, the second nothing.
    """

    code: str
    name: str
    severity: Severity
    since: str
    summary: str  # one line: what is wrong
    why: str  # a paragraph: what happens, and why it goes unnoticed
    remedy: str  # a paragraph: what to do instead
    bad: str
    good: str
    needs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    per_setup: bool = False  # asked once a set-up instead of once an output
    signature: str | None = None  # how to see it in an old log
    check: Check | None = None  # None: reported by the tool itself (LG9xx)
    check_learner: Check | None = None  # asked instead, whatever the needs, of what a ready-made estimator learns
