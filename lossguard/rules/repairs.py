"""The table of repairs: for each rule that has some, what to change about the output of which it spoke."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lossguard.findings import Diagnosis, Repair, Spot
from lossguard.rules.repairs_calls import CALLS
from lossguard.rules.repairs_heads import HEADS
from lossguard.rules.repairs_labels import LABELS
from lossguard.rules.repairs_metrics import METRICS
from lossguard.setups import Known, Output, TrainingSetup

Propose = Callable[[TrainingSetup, Output, Diagnosis], Iterator[Repair]]

PROPOSALS: Mapping[str, Propose] = {**HEADS, **LABELS, **METRICS, **CALLS}
"""By the code of the rule. The first repair is the preferred one; a safe one may come after it."""


def repairs_of(code: str, setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> tuple[Repair, ...]:
    """What would set right what the rule `code` found, best first; () where that is for the author to decide.

    A loss or a metric that is written once for several outputs is right for the others, as far as is known: what
    changes it is left out.
    """
    propose = PROPOSALS.get(code)
    if propose is None:
        return ()
    shared = {spot for other in setup.outputs if other is not output for spot in _spots(other)}
    proposed = dict.fromkeys(propose(setup, output, diagnosis))
    return tuple(repair for repair in proposed if not any(change.spot in shared for change in repair.changes))


def _spots(output: Output) -> Iterator[Spot]:
    """Where the loss and the metrics of an output are written."""
    if isinstance(output.loss, Known):
        yield output.loss.value.spot
    yield from (metric.spot for metric in output.metrics)
