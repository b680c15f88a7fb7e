"""What to change where the labels are not what the loss reads (LG2xx)."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Action, Change, Diagnosis, Repair
from lossguard.rules.called_refusals import CALLED, type_refused
from lossguard.rules.counterparts import for_numbers, for_rows
from lossguard.rules.dialect import dialect_of
from lossguard.rules.measured import resolved_name
from lossguard.rules.reading import head_of, is_one_unit, labels_of, loss_of
from lossguard.rules.repairs_heads import renamed
from lossguard.rules.targets import encoding
from lossguard.setups import LossUse, Output, TrainingSetup
from lossguard.vocabulary import CLASS_ROWS, Encoding, Family

_SAMPLE_AND_UNIT = 2
_TAKES_LOG_PROBABILITIES = "nll_loss"


def _numbers(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG201: the labels stay numbers, and the loss, with the metrics of its kind, reads numbers."""
    loss = loss_of(output)
    if loss is not None:
        yield from _changed(loss, for_numbers(setup.engine, loss), output, "categorical_accuracy", "sparse_")


def _rows(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG202: the labels stay rows; where the loss has no form for rows they become numbers on the way to it."""
    loss, dialect = loss_of(output), dialect_of(setup.engine)
    if loss is None:
        return
    yield from _changed(loss, for_rows(loss), output, "sparse_categorical_accuracy", "")
    if loss.name == _TAKES_LOG_PROBABILITIES and dialect is not None:
        change = Change(Action.TARGET, loss.spot, _around(dialect.numbers))
        yield Repair("hand the loss class numbers", False, (change,))


def _changed(loss: LossUse, instead: str | None, output: Output, metric_name: str, prefix: str) -> Iterator[Repair]:
    if instead is None:
        return
    wanted = f"{prefix}{metric_name.removeprefix('sparse_')}"
    metrics = [each for each in output.metrics if each.by is None and resolved_name(each) == metric_name]
    changes = [Change(Action.RENAME, metric.spot, wanted, metric.name) for metric in metrics]
    yield Repair(f"use {instead}", False, (renamed(loss, instead), *changes))


def _shape(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG204: one number a sample against one unit gets the unit's axis."""
    head, loss, labels, dialect = head_of(output), loss_of(output), labels_of(output), dialect_of(setup.engine)
    if head is None or loss is None or labels is None or dialect is None or setup.engine.code not in CALLED:
        return
    if loss.family is Family.CATEGORICAL or not is_one_unit(head) or head.rank != _SAMPLE_AND_UNIT or labels.rank != 1:
        return
    change = Change(Action.TARGET, loss.spot, _around(dialect.column))
    yield Repair("give the labels the axis of the outputs", False, (change,))


def _type(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG205: the labels are cast on their way to the loss."""
    loss, labels, dialect = loss_of(output), labels_of(output), dialect_of(setup.engine)
    if loss is None or labels is None or dialect is None or encoding(labels) is Encoding.TEXT:
        return
    rows = encoding(labels) in CLASS_ROWS
    refused = type_refused(loss, labels.dtype, encoding(labels), rows=rows)
    if refused is None:
        return
    cast = _around(dialect.floats if refused.wants_floats else dialect.integers)
    yield Repair(f"cast the labels: {cast.format('y')}", False, (Change(Action.TARGET, loss.spot, cast),))


def _around(recipe: str) -> str:
    """A recipe for labels called y as a form to put around any expression: "tf.cast({}, tf.float32)"."""
    return recipe.replace("(y,", "({},") if "(y," in recipe else recipe.replace("y", "{}", 1)


LABELS = {"LG201": _numbers, "LG202": _rows, "LG204": _shape, "LG205": _type}
