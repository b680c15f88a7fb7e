"""Set-ups of ready-made estimators: what `fit`, `train` or a cross-validation is told to learn, from which labels."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from lossguard.findings import Spot
from lossguard.interpret.executions import Reached
from lossguard.interpret.frameworks.estimators import FURTHER
from lossguard.interpret.meanings import CLOSE, Reading, head_of, labels_of, loss_use, width_of, written_call
from lossguard.interpret.metric_meanings import metric_use
from lossguard.interpret.records import Fitted
from lossguard.interpret.run import Run
from lossguard.interpret.values import (
    Argument,
    Const,
    Entries,
    External,
    Items,
    RowObject,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    spot_of,
)
from lossguard.interpret.ways import settings_in, ways
from lossguard.knowledge import index
from lossguard.knowledge.rows import Estimator, Metric, Objective, Row, Scorer
from lossguard.records import dataclass, replace
from lossguard.setups import Known, Labels, Learner, LossUse, MetricUse, Output, Problem, TrainingSetup, Width
from lossguard.setups import Unknown as NotTold
from lossguard.vocabulary import Family, Space, Task

SCORING = "scoring:"  # prefix of the names that every estimator of scikit-learn's kind can be scored by
SKLEARN = "sklearn"
FUNCTIONS = "sklearn.metrics."


def learner_ways(run: Run, record: Fitted) -> list[Reached]:
    """One training in every way its values can be."""
    held = record.estimator
    scoring = record.scoring.value if record.scoring is not None else Const(None)
    y = record.y.value if record.y is not None else Const(None)
    group = TupleValue(tuple(argument.value for _, argument in held.args))
    found: list[Reached] = []
    for condition, (values, labels, scores) in ways((group, y, scoring), record.path):
        assert isinstance(values, TupleValue)
        args = tuple((key, replace(a, value=v)) for (key, a), v in zip(held.args, values.items, strict=True))
        setup = _Way(run, record, replace(held, args=args), labels, scores).setup()
        found.append((condition, replace(setup, settings=settings_in(run, (values, scores)))))
    return found


@dataclass(frozen=True, slots=True)
class _Named:
    """What a name of an objective or metric turned out to be."""

    row: Row | None
    problem: Problem | None = None


class _Way:
    """Reads one way of a training of an estimator."""

    def __init__(self, run: Run, record: Fitted, held: RowObject, y: Value, scoring: Value) -> None:
        assert isinstance(held.row, Estimator)
        self.run, self.record, self.held, self.row = run, record, held, held.row
        self.y, self.scoring = y, scoring
        self.flavour = held.flavour or SKLEARN
        engine, row = run.engines.engine(self.flavour)
        self.reading = Reading(run.engines, engine, row, self.flavour)
        self.problems: list[Problem] = []

    def setup(self) -> TrainingSetup:
        loss = self._loss()
        labels = self._labels()
        task = self.row.task or _task_of(loss)
        learner = Learner(
            self.held.name, task, self.held.spot, self.row.numbers_labels, self.row.follows_labels,
            self.row.grades_signs, self.row.takes_reals, self.row.overrides_objective, self.row.ignores_names,
            self.row.replaces_metrics, self._classes(), self.row.classes,
        )  # fmt: skip
        head = head_of(self._output(loss, learner), self.record.spot, loss)
        metrics = tuple(self._metrics())
        output = Output(None, head, loss, labels, metrics, learner=learner)
        return TrainingSetup(
            self.record.spot, self.reading.engine, (output,), tuple(dict.fromkeys(self.problems)), (), True
        )  # fmt: skip

    # ---- objective ----

    def _loss(self) -> Known[LossUse] | NotTold:
        given = self.held.arg(self.row.objective)
        spot = given.spot if given is not None and given.spot is not None else self.held.spot
        name = self._objective_name(given)
        if isinstance(name, NotTold):
            return name
        found = self._named(Objective, self.row.objectives, name, spot, "unknown-loss")
        if found.problem is not None:
            self.problems.append(found.problem)
        if not isinstance(found.row, Objective):
            return NotTold(f"{name!r} is not an objective of {self.held.name}", spot)
        use = loss_use(self.reading, found.row, repr(name) if given else written_call(self.held.name, ()), (), spot)
        return Known(replace(use, name=name), spot)

    def _objective_name(self, given: Argument | None) -> str | NotTold:
        if given is None or given.value == Const(None):
            if self.held.arg(FURTHER) is not None and self.row.objective is not None:
                return NotTold("further settings are not known", self.held.spot)
            return self.row.objective_default or NotTold("the estimator picks its loss itself", self.held.spot)
        if isinstance(given.value, Const) and isinstance(given.value.value, str):
            return given.value.value
        why = given.value.why if isinstance(given.value, Unknown) else "the objective is the program's own"
        return NotTold(why, given.spot)

    def _named(self, kind: type[Row], prefix: str, name: str, spot: Spot, problem: str) -> _Named:
        """The row of a name; without its own parameters ("error@0.6"), and a problem where there is no such name."""
        version = self.run.engines.version(self.flavour)
        short = name.lower() if self.row.any_case and prefix != SCORING else name
        if self.row.after and not index.known(kind, prefix + name):
            short = short.split(self.row.after)[0]
        row = index.find(kind, f"{prefix}{short}", self.flavour, version)
        if row is not None:
            return _Named(row)
        elsewhere = index.known(kind, f"{prefix}{short}")
        detail = "other versions know it" if elsewhere else ""
        near = [each for each in index.names(kind, prefix) if index.find(kind, prefix + each, self.flavour, version)]
        close = difflib.get_close_matches(short, near, 1, CLOSE)
        return _Named(None, Problem(problem, name, spot, close[0] if close else None, detail))

    # ---- labels and head ----

    def _labels(self) -> Known[Labels] | NotTold:
        if self.record.y is None:
            return NotTold("no labels are passed where they can be seen", self.record.spot)
        return labels_of(replace(self.record.y, value=self.y), None, self.record.spot)

    def _classes(self) -> Known[Width] | NotTold | None:
        given = self.held.arg(self.row.classes)
        if given is None:
            return None if self.held.arg(FURTHER) is None else NotTold("further settings are not known")
        return width_of(given.value, given.spot or self.held.spot, "the number of classes is not told")

    def _output(self, loss: Known[LossUse] | NotTold, learner: Learner) -> Tensor:
        """The scores that the estimator learns: one a sample, or one a class."""
        spot, several = self.held.spot, isinstance(loss, Known) and loss.value.family is Family.CATEGORICAL
        why = "the estimator builds its own output"
        if learner.task is Task.NUMBERS or (isinstance(loss, Known) and loss.value.family is Family.BERNOULLI):
            return Tensor(spot, Space.REAL, width=Const(1), rank=1, layer=self.held.name, why=why)
        declared = self.held.arg(self.row.classes)
        classes = declared.value if declared is not None else self.y.classes if isinstance(self.y, Tensor) else None
        width = classes if several or self.row.task is Task.CLASSES else None
        return Tensor(spot, Space.REAL, width=width, rank=None, layer=self.held.name, why=why)

    # ---- metrics ----

    def _metrics(self) -> Iterator[MetricUse]:
        given = self.held.arg(self.row.metric)
        for value in _each(given.value) if given is not None else ():
            use = self._reported(value, self.row.metrics, given.spot if given is not None else None)
            if use is not None and self.record.reported:
                yield use
        place = self.record.scoring.spot if self.record.scoring is not None else None
        for value in _each(self.scoring):
            use = self._reported(value, SCORING, place)
            if use is not None:
                yield use

    def _reported(self, value: Value, prefix: str, place: Spot | None) -> MetricUse | None:
        spot = spot_of(value) or place or self.record.spot
        if isinstance(value, External) and prefix == SCORING and FUNCTIONS in value.name:
            return None  # a function where a scorer is wanted
        if isinstance(value, RowObject) and isinstance(value.row, Metric) and prefix == SCORING:
            use = metric_use(self.reading, value.row, value.name, value.spot, value.args)
            return replace(use, scoring=True, by_hand=False)
        if not isinstance(value, Const) or not isinstance(value.value, str):
            return None
        found = self._named(Scorer, prefix, value.value, spot, "unknown-metric")
        if found.problem is not None:
            self.problems.append(found.problem)
        if not isinstance(found.row, Scorer):
            return None
        return replace(metric_use(self.reading, found.row, value.value, spot), scoring=prefix == SCORING)


def _task_of(loss: Known[LossUse] | NotTold) -> Task | None:
    if not isinstance(loss, Known) or loss.value.family is Family.ORDER:
        return None
    numbers = loss.value.family in (Family.REGRESSION, Family.COUNT)
    return Task.NUMBERS if numbers else Task.CLASSES


def _each(value: Value) -> tuple[Value, ...]:
    """The metrics of a name, a list of them, or a dictionary of scorers."""
    match value:
        case TupleValue(items) | Items(items):
            return items
        case Entries(pairs):
            return tuple(each for _, each in pairs)
        case Const(value=None):
            return ()
        case _:
            return (value,)
