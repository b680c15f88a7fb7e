"""What to change where head and loss do not fit (LG1xx)."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Action, Change, Diagnosis, Repair
from lossguard.rules.called_refusals import CALLED
from lossguard.rules.counterparts import (
    for_exclusive_classes,
    for_independent_answers,
    on_logits,
    on_probabilities,
)
from lossguard.rules.measured import is_plain_accuracy
from lossguard.rules.reading import expected_by, finds_logits, head_of, is_one_unit, loss_of, space_of
from lossguard.rules.wording import encoding_of
from lossguard.setups import Head, Link, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Decision, Encoding, Family, Space

CATEGORICAL_CROSS_ENTROPY = "cross_entropy"  # torch: over logits, with numbers or rows
_SAMPLE_AND_CLASS = 2  # rank of (batch, classes)
_ONE_ANSWER = (Encoding.BINARY, None)
_LINKS = {Family.CATEGORICAL: "softmax", Family.BERNOULLI: "sigmoid"}
_LINK_OF = {Space.SIMPLEX: "softmax", Space.UNIT: "sigmoid"}


def written_name(loss: LossUse) -> str:
    """The name by which the program calls a loss: of its text, its function or its class."""
    return loss.written.partition("(")[0].strip("'\"").rpartition(".")[2]


def removed(link: Link) -> Change:
    """The activation taken away."""
    return Change(Action.REMOVE, link.spot, was=link.name)


def relinked(link: Link, name: str) -> Change:
    """Another activation in its place."""
    return Change(Action.RENAME, link.spot, name, link.name)


def renamed(loss: LossUse, name: str) -> Change:
    """Another loss in its place."""
    return Change(Action.RENAME, loss.spot, name, written_name(loss))


def _last_link(head: Head) -> Link | None:
    """The last activation, where it has a place of its own: not the default of a layer."""
    link = head.links[-1] if head.links else None
    return None if link is None or link.spot == head.spot else link


def _without_activation(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG101: logits under a loss of probabilities."""
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None:
        return
    instead = on_logits(loss)
    if instead is not None:
        yield Repair(f"use {instead}, which takes logits", False, (renamed(loss, instead),))
        return
    if loss.from_logits is not None:
        yield Repair("tell the loss that it gets logits", False, (Change(Action.SET, loss.spot, "from_logits=True"),))
    link = _LINKS.get(loss.family)
    if (
        setup.engine.code not in CALLED
        and link is not None
        and not head.links
        and head.layer.startswith(("Dense", "Conv"))
    ):
        change = Change(Action.SET, head.spot, f"activation='{link}'")
        yield Repair(f"give the last layer a {link}", False, (change,))


def _applied_twice(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG102: the option goes where it is the loss's, else the activation."""
    head, loss = head_of(output), loss_of(output)
    link = None if head is None else _last_link(head)
    if head is None or loss is None or link is None:
        return
    fits = _LINKS.get(loss.family) == link.name
    without = Change(Action.DROP, loss.spot, "from_logits")
    if loss.from_logits and fits:
        safe = finds_logits(head, loss)
        yield Repair("drop from_logits=True: the loss gets probabilities", safe, (without,))
    if (
        loss.family is Family.BERNOULLI
        and space_of(head) is Space.SIMPLEX
        and encoding_of(output) is not Encoding.MULTI_HOT
    ):
        yield from _exclusive(output, head, loss, link)
        return
    yield Repair(f"remove the {link.name}: the loss applies its own", False, (removed(link),))
    instead = on_probabilities(loss) if fits else None
    if instead is not None:
        yield Repair(f"keep the {link.name} and use {instead}", False, (renamed(loss, instead),))


def _exclusive(output: Output, head: Head, loss: LossUse, link: Link) -> Iterator[Repair]:
    """A softmax under a binary loss that applies a sigmoid: the loss of exclusive classes."""
    if is_one_unit(head):
        return
    instead = for_exclusive_classes(loss)
    if instead is not None and loss.from_logits:
        changes = (renamed(loss, instead), Change(Action.DROP, loss.spot, "from_logits"))
        yield Repair(f"use {instead} without from_logits", False, changes)
    elif instead is not None:
        yield Repair(
            f"use {instead} on the values before the {link.name}", False, (removed(link), renamed(loss, instead))
        )
    elif loss.name == "binary_cross_entropy_with_logits":
        changes = (removed(link), renamed(loss, CATEGORICAL_CROSS_ENTROPY))
        yield Repair(f"use {CATEGORICAL_CROSS_ENTROPY} on the values before the {link.name}", False, changes)


def _not_logarithmic(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG103: a softmax becomes its logarithm; logits get the loss that takes them."""
    head, loss = head_of(output), loss_of(output)
    link = None if head is None else _last_link(head)
    if head is None or loss is None:
        return
    if space_of(head) is Space.SIMPLEX and link is not None and link.name == "softmax":
        yield Repair("apply log_softmax instead of softmax", False, (relinked(link, "log_softmax"),))
    if space_of(head) is Space.REAL and loss.name == "nll_loss":
        yield Repair(f"use {on_logits(loss)}, which takes logits", False, (renamed(loss, str(on_logits(loss))),))


def _binary_loss(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG104, LG301: the loss becomes categorical; or the metric is named, which changes nothing that is trained."""
    head, loss = head_of(output), loss_of(output)
    link = None if head is None else _last_link(head)
    if head is None or loss is None:
        return
    encoding = encoding_of(output)
    if encoding is Encoding.MULTI_HOT:
        if link is not None and link.name == "softmax":
            yield Repair("several labels a sample: apply a sigmoid", False, (relinked(link, "sigmoid"),))
        return
    yield from _categorical_loss(head, loss, link, encoding)
    for metric in output.metrics:
        if is_plain_accuracy(metric) and metric.by == "loss" and metric.decision is Decision.THRESHOLD:
            change = Change(Action.RENAME, metric.spot, "categorical_accuracy", metric.name)
            yield Repair("measure categorical_accuracy", True, (change,))


def _categorical_loss(head: Head, loss: LossUse, link: Link | None, encoding: Encoding | None) -> Iterator[Repair]:
    instead = for_exclusive_classes(loss)
    if instead is not None and encoding is Encoding.INDEX:
        instead = "sparse_categorical_crossentropy" if loss.name == "binary_crossentropy" else None
    if instead is not None and space_of(head) is Space.SIMPLEX:
        yield Repair(f"use {instead}", False, (renamed(loss, instead),))
    elif instead is not None and space_of(head) is Space.UNIT and link is not None:
        changes = (relinked(link, "softmax"), renamed(loss, instead))
        yield Repair(f"use a softmax and {instead}", False, changes)
    elif loss.name == "binary_cross_entropy" and link is not None:
        changes = (removed(link), renamed(loss, CATEGORICAL_CROSS_ENTROPY))
        yield Repair(f"use {CATEGORICAL_CROSS_ENTROPY} on the values before the {link.name}", False, changes)


def _categorical_loss_on_sigmoids(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG105: the labels tell which of the two is right."""
    head, loss = head_of(output), loss_of(output)
    link = None if head is None else _last_link(head)
    if head is None or loss is None or link is None or link.name != "sigmoid":
        return
    instead = for_independent_answers(loss)
    if encoding_of(output) is Encoding.MULTI_HOT and instead is not None:
        yield Repair(f"several labels a sample: use {instead}", False, (renamed(loss, instead),))
    elif encoding_of(output) in (Encoding.ONE_HOT, Encoding.INDEX):
        yield Repair("exclusive classes: apply a softmax", False, (relinked(link, "softmax"),))


def _softmax_over_one(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG106: one unit that answers yes or no ends in a sigmoid, under a binary loss."""
    head, loss = head_of(output), loss_of(output)
    link = None if head is None else _last_link(head)
    if head is None or loss is None or link is None or link.name != "softmax":
        return
    if loss.family is Family.BERNOULLI and expected_by(loss) is Space.REAL:
        yield Repair("remove the softmax: the loss applies a sigmoid", False, (removed(link),))
    elif loss.family is Family.BERNOULLI or (
        loss.family is Family.REGRESSION and encoding_of(output) is Encoding.BINARY
    ):
        yield Repair("apply a sigmoid", False, (relinked(link, "sigmoid"),))
    elif loss.family is Family.CATEGORICAL:
        yield from _one_answer(output, loss, link)


def _one_answer(output: Output, loss: LossUse, link: Link | None) -> Iterator[Repair]:
    """A categorical loss over one unit: a yes-or-no question, as far as the labels tell."""
    instead = for_independent_answers(loss)
    if instead is None or encoding_of(output) not in _ONE_ANSWER:
        return
    changes = [renamed(loss, instead)]
    if link is not None and link.name != "sigmoid":
        changes.insert(0, relinked(link, "sigmoid"))
    yield Repair(f"one answer: a sigmoid under {instead}", False, tuple(changes))


def _categorical_on_one(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG107."""
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None:
        return
    link = _last_link(head)
    if link is None and (head.links or not loss.from_logits):
        return
    if link is None or link.name in ("softmax", "sigmoid"):
        yield from _one_answer(output, loss, link)


def _squashed(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG108: the activation goes where the loss takes logits, else it becomes the link of the loss."""
    head, loss = head_of(output), loss_of(output)
    link = None if head is None else _last_link(head)
    if head is None or loss is None or link is None:
        return
    wanted = _LINK_OF.get(expected_by(loss) or Space.REAL)
    if expected_by(loss) is Space.REAL:
        yield Repair(f"remove the {link.name}: the loss takes logits", False, (removed(link),))
    elif wanted is not None and not (wanted == "softmax" and is_one_unit(head)):
        yield Repair(f"apply a {wanted} instead of the {link.name}", False, (relinked(link, wanted),))


def _regression_loss(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG109: where the labels tell which loss is meant, and the head fits it."""
    head, loss = head_of(output), loss_of(output)
    if head is None or loss is None or setup.engine.code in CALLED:
        return
    pairs = {
        (Space.SIMPLEX, Encoding.ONE_HOT): "categorical_crossentropy",
        (Space.SIMPLEX, Encoding.INDEX): "sparse_categorical_crossentropy",
        (Space.UNIT, Encoding.MULTI_HOT): "binary_crossentropy",
    }
    space, encoding = space_of(head), encoding_of(output)
    instead = pairs.get((space, encoding)) if space is not None and encoding is not None else None
    if instead is not None:
        yield Repair(f"use {instead}", False, (renamed(loss, instead),))


def _other_axis(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG111: the axis of the classes. Where none is given, (batch, classes) is what is guessed already."""
    head, loss = head_of(output), loss_of(output)
    link = None if head is None else _last_link(head)
    if head is None or loss is None or link is None:
        return
    if setup.engine.code not in CALLED:
        yield Repair("apply it over the last axis", False, (Change(Action.SET, link.spot, "axis=-1", link.name),))
    elif loss.class_axis == 1:
        guessed = link.implicit and head.rank == _SAMPLE_AND_CLASS
        yield Repair("apply it over axis 1, the classes", guessed, (Change(Action.SET, link.spot, "dim=1", link.name),))


def _redundant_log(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG112: the loss that takes logarithms as they are; or no logarithm in the model, which changes its outputs."""
    head, loss = head_of(output), loss_of(output)
    link = None if head is None else _last_link(head)
    if loss is not None and loss.name == CATEGORICAL_CROSS_ENTROPY and encoding_of(output) in (None, Encoding.INDEX):
        yield Repair("use nll_loss, which takes log-probabilities", True, (renamed(loss, "nll_loss"),))
    if link is not None:
        yield Repair(f"remove the {link.name}: the loss applies it", True, (removed(link),))


def _unfused(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG113: loss and head change together."""
    head, loss = head_of(output), loss_of(output)
    link = None if head is None else _last_link(head)
    instead = None if loss is None else on_logits(loss)
    if link is not None and loss is not None and instead is not None:
        yield Repair(f"remove the {link.name} and use {instead}", False, (removed(link), renamed(loss, instead)))


def _stacked(setup: TrainingSetup, output: Output, diagnosis: Diagnosis) -> Iterator[Repair]:
    """LG115: the same activation twice goes once; of two different ones the author must choose."""
    head = head_of(output)
    if head is None or len(head.links) < 2:
        return
    first, second = head.links[-2:]
    if first.name == second.name and second.spot == diagnosis.spot and first.spot != second.spot:
        yield Repair(f"apply the {second.name} once", False, (removed(second),))


HEADS = {
    "LG101": _without_activation,
    "LG102": _applied_twice,
    "LG103": _not_logarithmic,
    "LG104": _binary_loss,
    "LG105": _categorical_loss_on_sigmoids,
    "LG106": _softmax_over_one,
    "LG107": _categorical_on_one,
    "LG108": _squashed,
    "LG109": _regression_loss,
    "LG111": _other_axis,
    "LG112": _redundant_log,
    "LG113": _unfused,
    "LG115": _stacked,
    "LG301": _binary_loss,
}
