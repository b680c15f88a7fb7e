"""What the rules on metrics ask of a ready-made estimator: what it reports, and what it is scored by."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules.learner_outcomes import Situation, happens
from lossguard.rules.measured import CLASSIFYING, REGRESSING, metric_named
from lossguard.rules.reading import labels_of, loss_of
from lossguard.rules.wording import encoding_of, labels_words, related
from lossguard.setups import Known, Learner, LossUse, MetricUse, Output, Problem, TrainingSetup
from lossguard.vocabulary import Decision, Encoding, Family, Severity, Space, Task

_TWO = 2
_ZERO_ONE = (Encoding.BINARY, Encoding.SOFT)


def _learner(output: Output) -> Learner:
    assert output.learner is not None
    return output.learner


def _is_scoring(metric: MetricUse) -> bool:
    """Whether it scores the finished estimator, by scikit-learn, rather than each round of training."""
    return metric.scoring


def for_the_other_task(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A classification metric of an estimator that fits numbers (LG305)."""
    learner, loss = _learner(output), loss_of(output)
    if learner.task is not Task.NUMBERS or learner.replaces_metrics:
        return
    for metric in output.metrics:
        if metric.by_hand or metric.family not in CLASSIFYING:
            continue
        if _is_scoring(metric):
            yield _nan(output, metric, f"{learner.name} predicts numbers, and {metric_named(metric)} counts decisions")
        elif encoding_of(output) in _ZERO_ONE and metric.family is not Family.CATEGORICAL:
            continue  # least squares of 0 and 1: its thresholds and ranks are right
        elif loss is not None and loss.family in REGRESSING and metric.beside and loss.family not in metric.beside:
            yield _beside_regression(setup, output, metric, loss)


def _beside_regression(setup: TrainingSetup, output: Output, metric: MetricUse, loss: LossUse) -> Diagnosis:
    outcome = happens(setup.engine, Situation.CLASS_METRIC)
    several = metric.family is Family.CATEGORICAL
    words = "training stops with an error" if several or outcome is None else outcome.words
    return Diagnosis(
        spot=metric.spot,
        message=f"{metric_named(metric)} reads the numbers that {loss.name} fits as probabilities of a class: {words}.",
        help="Report a distance (rmse, mae), or use the objective of a classifier.",
        related=related(output, metric.spot, head=False, labels=True),
        may_be_wrong=not several and encoding_of(output) is None,
    )


def _nan(
    output: Output, metric: MetricUse, why: str, remedy: str = "Score it with 'r2' or a 'neg_..._error'."
) -> Diagnosis:
    return Diagnosis(
        spot=metric.spot,
        message=f"{why}: every score is nan, with no more than a warning, and a search picks any candidate.",
        help=remedy,
        confirm="UserWarning: Scoring failed. The score on this train-test partition for these parameters will be set "
        "to nan.",
        related=related(output, metric.spot, head=False, labels=True),
    )


def beside_the_objective(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A metric that cannot be computed beside the objective (LG303)."""
    learner, loss = _learner(output), loss_of(output)
    if loss is None or learner.replaces_metrics or learner.task is Task.NUMBERS:
        return
    for metric in output.metrics:
        if metric.by_hand or _is_scoring(metric) or not metric.beside:
            continue
        family = _family_in_force(output, learner, loss.family)
        if family is not None and family not in metric.beside:
            yield Diagnosis(
                spot=metric.spot,
                message=f"{metric_named(metric)} cannot be computed beside {loss.name}: training stops with an error.",
                help=_fitting(family),
                related=related(output, metric.spot, head=False),
            )


def _family_in_force(output: Output, learner: Learner, family: Family) -> Family | None:
    """That of the objective; where the labels may overrule it, only what they say."""
    if not learner.follows_labels:
        return family
    labels = labels_of(output)
    count = labels.classes.value.value if labels is not None and isinstance(labels.classes, Known) else None
    if count is None or family not in (Family.BERNOULLI, Family.CATEGORICAL):
        return family if family not in (Family.BERNOULLI, Family.CATEGORICAL) else None
    return Family.CATEGORICAL if count > _TWO else Family.BERNOULLI


def _fitting(family: Family) -> str:
    if family is Family.CATEGORICAL:
        return (
            "Use a metric for several classes ('mlogloss' or 'merror', 'multi_logloss' or 'multi_error', 'MultiClass')."
        )
    return "Use one for two classes ('logloss' or 'error', 'binary_logloss' or 'binary_error', 'Logloss')."


def for_two_classes(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A score for two classes only, of an estimator for more (LG309)."""
    learner, labels = _learner(output), labels_of(output)
    count = labels.classes.value.value if labels is not None and isinstance(labels.classes, Known) else None
    if learner.task is not Task.CLASSES or labels is None or count is None or count <= _TWO:
        return
    for metric in output.metrics:
        if metric.by_hand and metric.two_classes and classes_against(metric, _TWO):
            yield _refused(output, metric)
        if _is_scoring(metric) and metric.two_classes:
            several = f"'{metric.name}_macro'" if metric.text_form else f"make_scorer({metric.name}, average='macro')"
            several = "'roc_auc_ovr'" if metric.name in ("roc_auc", "roc_auc_score") else several
            yield _nan(
                output, metric, f"{metric_named(metric)} is for two classes, but there are {labels_words(labels)}",
                f"Score it with {several}.",
            )  # fmt: skip


def classes_against(metric: MetricUse, more_than: int) -> bool:
    """Whether the labels that a metric is handed are known to have more classes than so many."""
    against = metric.against.value if isinstance(metric.against, Known) else None
    count = against.classes.value.value if against is not None and isinstance(against.classes, Known) else None
    return count is not None and count > more_than


def _refused(output: Output, metric: MetricUse) -> Diagnosis:
    """A metric of two classes that the program hands the labels of more."""
    assert isinstance(metric.against, Known)
    ranks = metric.decision is Decision.RANKING
    sign = "multi_class must be in ('ovo', 'ovr')" if ranks else "Target is multiclass but average='binary'"
    remedy = "multi_class='ovr' and all columns of `predict_proba(X)`" if ranks else "average='macro' (or 'weighted')"
    return Diagnosis(
        spot=metric.spot,
        message=f"{metric_named(metric)} is for two classes unless told otherwise, but there are "
        f"{labels_words(metric.against.value)}: it stops with '{sign}'.",
        help=f"Give it {remedy}.",
        confirm=f"the exception says: {sign}",
        related=related(output, metric.spot, head=False, labels=True),
    )


def undecided_likelihood(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Likelihoods of raw scores, where the program calls them itself (LG304). What a regressor predicts of 0/1 labels
    is meant as a probability: trees keep it in [0, 1], others nearly."""
    if output.learner is not None and output.learner.task is not Task.CLASSES:
        return
    for metric in output.metrics:
        given = metric.given.value if isinstance(metric.given, Known) else None
        if not metric.by_hand or given is None or given.decision is not None:
            continue
        likelihood = metric.decision is Decision.REAL and metric.expects in (Space.UNIT, Space.SIMPLEX)
        if likelihood and isinstance(given.space, Known) and given.space.value is Space.REAL:
            yield Diagnosis(
                spot=metric.spot,
                message=f"{metric_named(metric)} wants probabilities, but it is given raw scores: it stops with an "
                "error for values outside [0, 1], or (in older versions) cuts them to 0 and 1.",
                help="Give it the probabilities: `predict_proba(X)`, or the scores after a sigmoid or softmax.",
                confirm="the exception says: y_prob contains values greater than 1",
                related=related(output, metric.spot, head=False),
            )


def distance_of_classes(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """A classifier scored by the distance of its class numbers (LG310)."""
    learner = _learner(output)
    if learner.task is not Task.CLASSES:
        return
    for metric in output.metrics:
        if _is_scoring(metric) and metric.family in REGRESSING:
            yield Diagnosis(
                spot=metric.spot,
                message=f"{metric_named(metric)} takes the class numbers that {learner.name} predicts for numbers on a "
                "scale: mistaking class 0 for 2 costs more than for 1.",
                help="Score it with 'accuracy', or 'neg_log_loss' for the probabilities.",
                related=related(output, metric.spot, head=False, labels=True),
            )


# ---- names ----


def unknown_names(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Objectives and metrics that the version in force does not know (LG403)."""
    learner = _learner(output)
    for problem in setup.problems:
        if problem.kind not in ("unknown-loss", "unknown-metric"):
            continue
        label = setup.engine.label.strip()
        removed = bool(problem.detail)
        what = "loss or objective" if problem.kind == "unknown-loss" else "metric"
        clause = f" ({problem.detail})" if removed else ""
        yield Diagnosis(
            spot=problem.spot,
            message=f"{learner.name} ({label}) knows no {what} '{problem.name}'{clause}: {_outcome(learner, problem)}.",
            help=_advice(problem),
            may_be_wrong=removed and setup.engine.version is None,
        )


def _outcome(learner: Learner, problem: Problem) -> str:
    if problem.kind == "unknown-metric" and learner.ignores_names:
        return "it is left out without a word, and stops training under an objective for several classes"
    return "training stops with an error"


def _advice(problem: Problem) -> str:
    renamed = _RENAMED.get(problem.name) or problem.suggestion
    return f"Write '{renamed}'." if renamed else "Check the spelling."


_RENAMED = {
    "log": "log_loss", "deviance": "log_loss", "squared_loss": "squared_error", "ls": "squared_error",
    "lad": "absolute_error", "mse": "squared_error", "mae": "absolute_error", "least_squares": "squared_error",
    "least_absolute_deviation": "absolute_error", "binary_crossentropy": "log_loss",
    "categorical_crossentropy": "log_loss", "auto": "log_loss", "mean_squared_error": "neg_mean_squared_error",
    "mean_absolute_error": "neg_mean_absolute_error", "median_absolute_error": "neg_median_absolute_error",
}  # fmt: skip


# ---- metrics called by hand ----


def of_estimator(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """All that LG303 asks of an estimator."""
    yield from beside_the_objective(setup, output)
    yield from decided_scores(setup, output)


def decided_scores(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """Rankings and likelihoods, which want scores, of decisions (LG303)."""
    for metric in output.metrics:
        given = metric.given.value if isinstance(metric.given, Known) else None
        if not metric.by_hand or given is None or given.decision is None:
            continue
        if metric.decision is Decision.RANKING:
            message = (
                f"{metric_named(metric)} ranks scores, but it is given decisions: their curve has one corner, so "
                "that the area under it tells no more than this one decision does."
            )
            severity: Severity | None = Severity.WARNING
        elif metric.decision is Decision.REAL and metric.family in CLASSIFYING:
            message = (
                f"{metric_named(metric)} wants probabilities, but it is given decisions: each wrong one counts as if "
                "the model had been certain."
            )
            severity = None
        else:
            continue
        yield Diagnosis(
            spot=metric.spot,
            message=message,
            help="Give it the probabilities (`predict_proba(X)[:, 1]` for two classes), or the scores as they are.",
            related=related(output, metric.spot, head=False),
            severity=severity,
        )
