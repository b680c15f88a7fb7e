"""The table of repairs: for each rule that has some, what to change about the output of which it spoke."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lossguard.findings import Diagnosis, Repair
from lossguard.rules.repairs_calls import CALLS
from lossguard.rules.repairs_heads import HEADS
from lossguard.rules.repairs_labels import LABELS
from lossguard.rules.repairs_metrics import METRICS
from lossguard.setups import Output, TrainingSetup

Propose = Callable[[TrainingSetup, Output, Diagnosis], Iterator[Repair]]

PROPOSALS: Mapping[str, Propose] = {**HEADS, **LABELS, **METRICS, **CALLS}
"""By the code of the rule. The first repair is the preferred one; a safe one may come after it."""


def repairs_of(code: str, setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> tuple[Repair, ...]:
    """What would set right what the rule `code` found, best first; () where that is for the author to decide."""
    propose = PROPOSALS.get(code)
    return () if propose is None else tuple(dict.fromkeys(propose(setup, output, diagnosis)))
