"""Demonstrations with ready-made estimators: what they do with labels, class counts, objectives and metrics."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.errors import UsageError
from lossguard.knowledge.index import rows
from lossguard.knowledge.rows import Metric, Scorer
from lossguard.setups import Known, Labels, Learner, Output, Problem, Unknown
from lossguard.verify import estimators
from lossguard.verify.demo import Task
from lossguard.verify.lessons import TEXT, Lesson, Measure, Scoring, Training
from lossguard.verify.target import Seen
from lossguard.vocabulary import Decision, Encoding, Family
from lossguard.vocabulary import Task as Kind

Shown = Lesson | Scoring | Measure
MOST_CLASSES = 10
CLASSES = 3
TWO = 2
NO_SUCH_NAME = "no_such_name"  # in the place of a name that is no word
FUNCTIONS = "sklearn.metrics."


def shown(seen: Seen) -> tuple[Shown, str]:
    """The demonstration and the package that it needs. Raises `UsageError` where there is none."""
    output, metric = seen.way.output, seen.metric
    if seen.finding.code == "LG402" or (metric is not None and metric.by_hand):
        return _by_hand(seen), "sklearn"
    found = DEMOS.get(seen.finding.code)
    if found is None or output.learner is None:
        raise UsageError(f"no demonstration of {seen.finding.code} here: estimators do not show it")
    return found(seen), estimators.library(output.learner.name)


# ---- what is known ----


def _learner(seen: Seen) -> Learner:
    learner = seen.way.output.learner
    assert learner is not None
    return learner


def _labels(output: Output) -> Labels | None:
    return output.labels.value if isinstance(output.labels, Known) else None


def _encoding(output: Output) -> Encoding | None:
    labels = _labels(output)
    return labels.encoding.value if labels is not None and isinstance(labels.encoding, Known) else None


def _count(output: Output) -> int | None:
    labels = _labels(output)
    known = labels.classes if labels is not None else None
    return known.value.value if isinstance(known, Known) else None


def _objective(seen: Seen) -> str:
    loss = seen.way.output.loss
    return loss.value.name if isinstance(loss, Known) else ""


def _word(name: str) -> str:
    return name if estimators.NAME.fullmatch(name) else NO_SUCH_NAME


def _task(seen: Seen) -> tuple[Task, int]:
    """What the labels are: classes and how many, or numbers."""
    count = _count(seen.way.output)
    if _encoding(seen.way.output) is Encoding.REAL:
        return Task.VALUES, TWO
    if count is not None and count > TWO:
        return Task.CLASSES, min(count, MOST_CLASSES)
    loss = seen.way.output.loss
    several = isinstance(loss, Known) and loss.value.family is Family.CATEGORICAL and count is None
    return (Task.CLASSES, CLASSES) if several else (Task.PAIR, TWO)


def _stated(learner: Learner) -> int | None:
    given = learner.classes
    return given.value.value if isinstance(given, Known) and not isinstance(given, Unknown) else None


def _training(
    seen: Seen, objective: str, count: int | None = None, labels: str = "truth", metric: str = ""
) -> Training:
    """A training of the estimator of the program with an objective ("": none), a class count and a metric."""
    learner = _learner(seen)
    row = estimators.known()[learner.name][1] if learner.name in estimators.known() else None
    if row is None:
        raise UsageError(f"no demonstration: {learner.name} is not an estimator that a short program can train")
    settings: list[tuple[str, object]] = []
    if objective and row.objective:
        settings.append((row.objective, _word(objective)))
    if count is not None and row.classes:
        settings.append((row.classes, count))
    if metric and row.metric:
        settings.append((row.metric, _word(metric)))
    return Training(learner.name, tuple(settings), labels, estimators.decision(learner.name, objective))


def _fitting(seen: Seen, task: Task, classes: int, metric: str = "") -> Training:
    """The training that fits: the objective of the task, and the number of classes where it has to be told."""
    learner = _learner(seen)
    home = estimators.library(learner.name)
    if home not in estimators.FITTING or task is Task.VALUES:
        return _training(seen, _objective(seen) if task is Task.VALUES else "", metric=metric)
    objective = estimators.FITTING[home][task is Task.CLASSES]
    told = classes if task is Task.CLASSES and not learner.follows_labels else None
    return _training(seen, objective, told, metric=metric)


# ---- labels and classes ----


def two_classes(seen: Seen) -> Lesson:
    """LG209: labels that an objective for two does not take."""
    task, classes = _task(seen)
    labels, stated = _labels(seen.way.output), _stated(_learner(seen))
    if _encoding(seen.way.output) is Encoding.SIGN:
        form = "2 * truth - 1"
    else:
        form = "truth + 1" if task is Task.PAIR and labels is not None and labels.low == 1 else "truth"
    wrong = _training(seen, _objective(seen), stated, form)
    right = _training(seen, _objective(seen), stated) if form != "truth" else _fitting(seen, task, classes)
    return Lesson(task, classes, wrong, right)


def class_count(seen: Seen) -> Lesson:
    """LG203: the stated number of classes, or the numbers of the classes themselves."""
    task, classes = _task(seen)
    learner, labels, loss = _learner(seen), _labels(seen.way.output), seen.way.output.loss
    stated = _stated(learner)
    from_one = labels is not None and labels.low == 1
    two = isinstance(loss, Known) and loss.value.family is Family.BERNOULLI
    if two:
        return Lesson(Task.PAIR, TWO, _training(seen, _objective(seen), stated), _fitting(seen, Task.PAIR, TWO))
    if from_one and task is Task.CLASSES:
        told = classes if stated is not None else None
        own = _objective(seen)
        return Lesson(task, classes, _training(seen, own, told, "truth + 1"), _training(seen, own, told))
    if stated is not None and stated >= classes:
        stated = classes - 1
    return Lesson(task, classes, _training(seen, _objective(seen), stated), _fitting(seen, task, classes))


def text_labels(seen: Seen) -> Lesson:
    """LG205."""
    own, stated = _objective(seen), _stated(_learner(seen))
    return Lesson(Task.CLASSES, CLASSES, _training(seen, own, stated, TEXT), _fitting(seen, Task.CLASSES, CLASSES))


def real_targets(seen: Seen) -> Lesson:
    """LG114."""
    learner = _learner(seen)
    if learner.takes_reals:
        raise UsageError(f"no demonstration: {learner.name} makes a class of each number it meets")
    right = Training(estimators.counterpart(learner.name, "Regressor"))
    return Lesson(Task.VALUES, TWO, _training(seen, _objective(seen)), right)


def classes_as_numbers(seen: Seen) -> Lesson:
    """LG109: a regressor of class numbers, or an objective of the other task."""
    learner = _learner(seen)
    task, classes = _task(seen)
    if learner.task is Kind.NUMBERS and not isinstance(seen.way.output.loss, Known):
        right = Training(estimators.counterpart(learner.name, "Classifier"))
        return Lesson(task, classes, _training(seen, ""), right, "between")
    wrong = _training(seen, _objective(seen))
    if learner.task is Kind.CLASSES:
        return Lesson(task, classes, wrong, _fitting(seen, task, classes), "chances")
    return Lesson(task, classes, wrong, Training(estimators.counterpart(learner.name, "Classifier")), "between")


# ---- names and metrics of trainings ----


def unknown_name(seen: Seen) -> Lesson | Scoring:
    """LG403: an objective, a metric beside it, or a score that the library does not know."""
    problem, learner = seen.problem, _learner(seen)
    assert problem is not None
    task, classes = _task(seen)
    if problem.kind == "unknown-loss":
        return Lesson(task, classes, _training(seen, _word(problem.name)), _fitting(seen, task, classes))
    prefix = estimators.known()[learner.name][1].metrics if learner.name in estimators.known() else ""
    if not prefix or _knows(prefix, problem.name):
        right = "r2" if learner.task is Kind.NUMBERS else "accuracy"
        return Scoring(task, classes, learner.name, _word(problem.name), right, "nan")
    wrong = _training(seen, _objective(seen), _stated(learner), metric=_word(problem.name))
    home = estimators.library(learner.name)
    due = _fitting(seen, task, classes, estimators.DISTANCE[home] if task is Task.VALUES else _error(home, task))
    return Lesson(task, classes, wrong, due, "watched", watched=True)


def _knows(prefix: str, name: str) -> bool:
    return any(each == f"{prefix}{name}" for each, _ in rows(Scorer))


def _error(home: str, task: Task) -> str:
    """A metric that the library computes beside its objective for this task."""
    several = task is Task.CLASSES
    return {
        "xgboost": "merror" if several else "error", "lightgbm": "multi_error" if several else "binary_error",
        "catboost": "Accuracy",
    }[home]  # fmt: skip


def metric_beside(seen: Seen) -> Lesson:
    """LG303: a metric that cannot be computed beside the objective."""
    task, classes = _task(seen)
    assert seen.metric is not None
    wrong = _training(seen, _objective(seen), _stated(_learner(seen)), metric=seen.metric.name)
    home = estimators.library(_learner(seen).name)
    return Lesson(task, classes, wrong, _fitting(seen, task, classes, _error(home, task)), "watched", watched=True)


def classes_of_values(seen: Seen) -> Lesson | Scoring:
    """LG305: a metric of decisions beside a regression."""
    assert seen.metric is not None
    name = _learner(seen).name
    if seen.metric.scoring:
        return Scoring(Task.VALUES, TWO, name, _word(seen.metric.name), "r2", "nan")
    home, own = estimators.library(name), _objective(seen)
    wrong = _training(seen, own, metric=seen.metric.name)
    right = _training(seen, own, metric=estimators.DISTANCE[home])
    return Lesson(Task.VALUES, TWO, wrong, right, "distance", watched=True)


def two_class_score(seen: Seen) -> Scoring:
    """LG309: a score for two classes over several."""
    return Scoring(Task.CLASSES, CLASSES, _learner(seen).name, _metric_name(seen), "accuracy", "nan")


def distance_score(seen: Seen) -> Scoring:
    """LG310: a distance of class numbers."""
    return Scoring(Task.CLASSES, CLASSES, _learner(seen).name, _metric_name(seen), "accuracy", "share")


def _metric_name(seen: Seen) -> str:
    if seen.metric is None or not seen.metric.scoring:
        raise UsageError(f"no demonstration of {seen.finding.code} here: which metric it is about is not told")
    return _word(seen.metric.name)


# ---- metrics of scikit-learn over answers ----


def _by_hand(seen: Seen) -> Measure:
    function = _function(seen.problem if seen.finding.code == "LG402" else None, seen)
    if seen.finding.code == "LG402":
        return _exchanged(function, seen)
    numbers = seen.way.output.learner is not None and seen.way.output.learner.task is Kind.NUMBERS
    match seen.finding.code:
        case "LG303" if seen.metric is not None and seen.metric.decision in (Decision.RANKING, Decision.REAL):
            return _measure(Task.PAIR, function, "truth, answer", "truth, chance[:, 1]")
        case "LG306" if numbers:
            return _measure(Task.VALUES, function, "truth, answer", "truth, answer > 0.5")
        case "LG306":
            return _measure(Task.PAIR, function, "truth, chance", "truth, answer")
        case "LG309":
            return _measure(Task.CLASSES, function, "truth, answer", 'truth, answer, average="macro"')
    raise UsageError(f"no demonstration of {seen.finding.code} here: what scikit-learn computes is not rebuilt")


def _function(problem: Problem | None, seen: Seen) -> str:
    name = problem.name if problem is not None else seen.metric.name if seen.metric is not None else ""
    name = name.rpartition(".")[2]
    if not any(each == f"{FUNCTIONS}{name}" for each, _ in rows(Metric)):
        raise UsageError(f"no demonstration of {seen.finding.code} here: the metric is not one of scikit-learn's")
    return name


def _measure(task: Task, function: str, wrong: str, right: str) -> Measure:
    return Measure(
        task, TWO if task is not Task.CLASSES else CLASSES, function, f"{function}({wrong})", f"{function}({right})"
    )


def _exchanged(function: str, seen: Seen) -> Measure:
    """LG402: truth and answer change places."""
    row = next(row for name, row in rows(Metric) if name == f"{FUNCTIONS}{function}")
    given = "chance[:, 1]" if row.decision in (Decision.RANKING, Decision.REAL) else "answer"
    options = {"f1_score": ', average="weighted"', "classification_report": ", output_dict=True"}.get(function, "")
    part = '["macro avg"]["precision"]' if function == "classification_report" else ""
    wrong = f"{function}({given}, truth{options}){part}"
    return Measure(Task.PAIR, TWO, function, wrong, f"{function}(truth, {given}{options}){part}")


DEMOS: dict[str, Callable[[Seen], Shown]] = {
    "LG109": classes_as_numbers,
    "LG114": real_targets,
    "LG203": class_count,
    "LG205": text_labels,
    "LG209": two_classes,
    "LG303": metric_beside,
    "LG305": classes_of_values,
    "LG309": two_class_score,
    "LG310": distance_score,
    "LG403": unknown_name,
}
