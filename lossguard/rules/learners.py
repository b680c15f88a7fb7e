"""What the rules on labels and classes ask of a ready-made estimator: its objective against the labels it is given."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis, Spot
from lossguard.rules.learner_outcomes import Happens, Situation, happens
from lossguard.rules.reading import labels_of, loss_of, made_elsewhere
from lossguard.rules.wording import encoding_of, labels_words, related
from lossguard.setups import Engine, Known, Labels, Learner, LossUse, Output, TrainingSetup
from lossguard.vocabulary import Encoding, Family, Severity, Task

_NUMBERED = (Encoding.INDEX, Encoding.BINARY)
_REGRESSING = (Family.REGRESSION, Family.COUNT)
_SHIFTS = ("add", "subtract")
_TWO = 2


def _learner(output: Output) -> Learner:
    assert output.learner is not None
    return output.learner


def _labels(output: Output) -> Labels | None:
    """The labels, where they are ground truth: shifted perhaps, but not rescaled on the way."""
    labels = labels_of(output)
    if labels is None or made_elsewhere(labels) or any(edit.kind not in _SHIFTS for edit in labels.edits):
        return None
    return labels


def _count(labels: Labels) -> int | None:
    """How many classes there are for certain."""
    return labels.classes.value.value if isinstance(labels.classes, Known) else None


def _found(
    output: Output, spot: Spot, what: str, outcome: Happens | None, remedy: str, engine: Engine
) -> Iterator[Diagnosis]:
    if outcome is None:
        return
    yield Diagnosis(
        spot=spot,
        message=f"{what}: in {engine.label.strip()} {outcome.words}.",
        help=remedy,
        confirm=None if outcome.sign is None else f"It says: {outcome.sign}",
        related=related(output, spot, head=False, labels=True),
        severity=outcome.severity,
    )


# ---- LG209: labels of two ----


def two_classes(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """An objective for two classes, given the labels of more, or of two that are not 0 and 1."""
    labels, loss, learner = _labels(output), loss_of(output), _learner(output)
    if labels is None or loss is None or loss.family is not Family.BERNOULLI or learner.overrides_objective:
        return
    kind, count = encoding_of(output), _count(labels)
    if kind is Encoding.SIGN and not learner.grades_signs and not learner.numbers_labels:
        what, situation = f"{loss.name} wants labels of 0 and 1, but these are -1 and +1", Situation.SIGNS
        remedy = "Pass (y + 1) / 2."
    elif kind in _NUMBERED and count is not None and count > _TWO:
        what = f"{loss.name} is for two classes, but there are {labels_words(labels)}"
        situation, remedy = _more_than_two(loss, learner), _several(setup, count)
    elif kind in _NUMBERED and count == _TWO and labels.low == 1 and not learner.numbers_labels:
        what = f"{loss.name} wants labels of 0 and 1, but these are 1 and 2"
        situation, remedy = Situation.FROM_ONE, "Subtract 1 from the labels."
    else:
        return
    yield from _found(output, loss.spot, what, happens(setup.engine, situation), remedy, setup.engine)


def _more_than_two(loss: LossUse, learner: Learner) -> Situation:
    if Encoding.SOFT in loss.labels and not learner.numbers_labels:
        return Situation.OUTSIDE_UNIT
    return Situation.ESTIMATOR_FOR_TWO if learner.follows_labels else Situation.MORE_THAN_TWO


def _several(setup: TrainingSetup, count: int) -> str:
    names = {
        "xgboost": f"'multi:softprob' with num_class={count}", "lightgbm": f"'multiclass' with num_class={count}",
        "catboost": "'MultiClass'", "sklearn": "the loss for several classes ('log_loss')",
    }  # fmt: skip
    return f"Use {names.get(setup.engine.code, 'an objective for several classes')}."


# ---- LG203: the number of classes ----


def class_count(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """The stated number of classes against the objective, and against the labels."""
    loss, learner, labels = loss_of(output), _learner(output), _labels(output)
    if loss is None:
        return
    stated = learner.classes.value.value if isinstance(learner.classes, Known) else None
    if loss.family is Family.CATEGORICAL:
        yield from _for_several(setup, output, loss, learner, labels, stated)
    elif loss.family is Family.BERNOULLI and stated is not None and stated >= _TWO:
        what = f"{loss.name} has one output, but {learner.classes_option} is {stated}"
        remedy = f"Leave out {learner.classes_option}, or use an objective for several classes."
        yield from _found(output, loss.spot, what, happens(setup.engine, Situation.COUNT_FOR_TWO), remedy, setup.engine)


def _for_several(
    setup: TrainingSetup, output: Output, loss: LossUse, learner: Learner, labels: Labels | None, stated: int | None
) -> Iterator[Diagnosis]:
    option = learner.classes_option
    if option is not None and learner.classes is None and not learner.follows_labels:
        what = f"{loss.name} needs the number of classes, and {option} is not given"
        yield from _found(
            output, loss.spot, what, happens(setup.engine, Situation.COUNT_MISSING), f"Give {option}.", setup.engine
        )
        return
    if labels is None or encoding_of(output) not in _NUMBERED:
        return
    count, top = _count(labels), labels.high
    if learner.follows_labels and loss.spot != learner.spot:
        if count == _TWO and learner.classes is None:
            what = f"{loss.name} is for several classes, but there are {labels_words(labels)}"
            outcome = happens(setup.engine, Situation.TWO_UNDER_SEVERAL)
            yield from _found(output, loss.spot, what, outcome, "Use the objective for two classes.", setup.engine)
        return
    reach = int(top) + 1 if top is not None else count
    if stated is not None and reach is not None and reach > stated:
        what = f"{option} is {stated}, but the labels go up to {reach - 1} ({labels_words(labels)})"
        shifted = labels.low == 1 and reach == stated + 1
        remedy = "Subtract 1 from the labels." if shifted else f"Give {option}={reach}."
        outcome = happens(setup.engine, Situation.COUNT_TOO_SMALL)
        yield from _found(output, loss.spot, what, outcome, remedy, setup.engine)


def numbering(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Class numbers that do not start at 0, for a classifier that takes them as they are."""
    yield from class_count(setup, output)
    labels, learner = _labels(output), _learner(output)
    if labels is None or learner.numbers_labels or not learner.follows_labels or encoding_of(output) not in _NUMBERED:
        return
    if labels.low is not None and labels.low >= 1:
        what = f"{learner.name} wants classes from 0 on, but these count from {labels.low:g} ({labels_words(labels)})"
        outcome = happens(setup.engine, Situation.FROM_ONE)
        remedy = "Subtract the first number, or apply LabelEncoder."
        yield from _found(output, labels.spot, what, outcome, remedy, setup.engine)


# ---- LG205: types ----


def text_labels(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Class names for an estimator that wants numbers."""
    labels, learner = _labels(output), _learner(output)
    if labels is None or learner.numbers_labels or learner.task is not Task.CLASSES:
        return
    if encoding_of(output) is Encoding.TEXT:
        what = f"{learner.name} wants class numbers from 0 on, but the labels are text"
        outcome = happens(setup.engine, Situation.TEXT)
        yield from _found(
            output, labels.spot, what, outcome, "Encode them first: LabelEncoder().fit_transform(y).", setup.engine
        )


# ---- LG114, LG109: the task ----


def real_targets(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Continuous targets for a classifier."""
    labels, learner, loss = _labels(output), _learner(output), loss_of(output)
    if labels is None or learner.task is not Task.CLASSES or encoding_of(output) is not Encoding.REAL:
        return
    if loss is not None and Encoding.SOFT in loss.labels and (labels.high is None or labels.high <= 1):
        return
    named = learner.name if loss is None else f"{learner.name} with {loss.name}"
    what = f"{named} learns classes, but the targets are numbers on a scale ({labels_words(labels)})"
    remedy = "To predict the number use the regressor; to predict classes cut the targets into classes first."
    spot = loss.spot if loss is not None else setup.spot
    yield from _found(output, spot, what, happens(setup.engine, Situation.REALS_AS_CLASSES), remedy, setup.engine)


def classes_as_numbers(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A regression of class numbers, or an objective of the other task."""
    learner, loss, labels = _learner(output), loss_of(output), _labels(output)
    count = _count(labels) if labels is not None else None
    outcome = _of_other_task(setup.engine, learner, loss.family, count) if loss is not None else None
    if outcome is not None and loss is not None:
        what = f"{learner.name} is given {loss.name}, which belongs to the other task"
        remedy = "Leave the objective out, or use the estimator of that task."
        yield from _found(output, loss.spot, what, outcome, remedy, setup.engine)
        return
    if learner.task is not Task.NUMBERS or labels is None or encoding_of(output) is not Encoding.INDEX:
        return
    if count is not None and count > _TWO:
        yield Diagnosis(
            spot=setup.spot,
            message=f"{learner.name} fits numbers, but the labels are classes ({labels_words(labels)}): it takes "
            "class 2 for the double of class 1, and answers with numbers in between.",
            help="Use the classifier of the same kind.",
            related=related(output, setup.spot, head=False, labels=True),
            severity=Severity.WARNING,
        )


def _of_other_task(engine: Engine, learner: Learner, family: Family, count: int | None) -> Happens | None:
    """What an estimator does that is told an objective of the other task: some classifiers replace it."""
    situation = _other_task(learner.task, family)
    if situation is Situation.REGRESSING_CLASSIFIER and learner.overrides_objective and count != _TWO:
        return None
    if situation is Situation.REGRESSING_CLASSIFIER and count is not None and count > _TWO:
        situation = Situation.REGRESSING_SEVERAL
    return happens(engine, situation) if situation is not None else None


def _other_task(task: Task | None, family: Family) -> Situation | None:
    if task is Task.CLASSES:
        return Situation.REGRESSING_CLASSIFIER if family in _REGRESSING else None
    if task is Task.NUMBERS:
        return {
            Family.CATEGORICAL: Situation.CLASSIFYING_REGRESSOR, Family.BERNOULLI: Situation.YES_NO_REGRESSOR,
        }.get(family)  # fmt: skip
    return None
