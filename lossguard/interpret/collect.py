"""From records to sites: every compile with the labels it meets, in every way the program can reach it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from lossguard.findings import Spot
from lossguard.interpret.conditions import both
from lossguard.interpret.decisions import with_decisions, with_scores
from lossguard.interpret.evidence import plausible
from lossguard.interpret.executions import Executions, Reached
from lossguard.interpret.frameworks.training import named_outputs
from lossguard.interpret.learners import learner_ways
from lossguard.interpret.literals import Condition
from lossguard.interpret.meanings import Reading, head_of, labels_of, loss_of
from lossguard.interpret.metric_meanings import Around, metric_of
from lossguard.interpret.records import Compiled, Fitted, Misused, Stepped, Used
from lossguard.interpret.run import Run
from lossguard.interpret.steps import misuse_site, step_ways
from lossguard.interpret.values import (
    Argument,
    Const,
    Entries,
    Items,
    LossValue,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    data_of,
    root_of,
    spot_of,
)
from lossguard.interpret.ways import settings_in, ways
from lossguard.records import replace
from lossguard.setups import Known, Labels, LossUse, MetricUse, Output, Problem, Site, TrainingSetup
from lossguard.setups import Unknown as NotTold

Given = tuple[Value, Argument]


def sites_of(run: Run) -> list[Site]:
    """All sites of a run, in order of execution, each once."""
    uses: dict[int, list[Used]] = {}
    for record in run.records:
        if isinstance(record, Used):
            uses.setdefault(record.number, []).append(record)
    executions = Executions()
    taped = {record.spot for record in run.records if isinstance(record, Stepped) and record.taped}
    for record in run.records:
        if isinstance(record, Compiled):
            _compiled(run, executions, record, uses.get(record.number, []))
        elif isinstance(record, Fitted):
            executions.add(record.path, record.calls, record.guessed, learner_ways(run, record))
        elif isinstance(record, Misused):
            executions.put(misuse_site(run, record))
        elif isinstance(record, Stepped):
            executions.add(record.path, record.calls, record.guessed, step_ways(run, record, taped))
    labels = _label_roots(run)
    return _with_problems(
        run,
        [
            with_scores(with_decisions(site, run.decisions), run.scores, run.engines, labels)
            for site in _without_echoes(executions.sites())
        ],
    )


def _label_roots(run: Run) -> frozenset[Hashable]:
    """What all labels that something is trained or measured on were read from."""
    used = [record.y for record in run.records if isinstance(record, (Used, Fitted)) and record.y is not None]
    held = [y for record in run.records if isinstance(record, Used) for _, y in record.held_out]
    return frozenset(data_of(root_of(argument.value)) for argument in (*used, *held)) - {None}


def _without_echoes(sites: list[Site]) -> list[Site]:
    """The sites but for those that nothing trains while another of the same model is trained: a builder that is called
    once for a summary and once more for the training."""
    trained = {_model_of(site) for site in sites if any(way.trained is not None for way in site.ways)}
    return [
        site for site in sites if any(way.trained is not None for way in site.ways) or _model_of(site) not in trained
    ]


def _model_of(site: Site) -> Hashable:
    """Where, head and loss, in every way: what two sites of one model share."""
    ways = (tuple((output.head, output.loss) for output in way.outputs) for way in site.ways)
    return site.spot, frozenset(ways)


def _with_problems(run: Run, sites: list[Site]) -> list[Site]:
    """What was seen where objects were made is reported with the first set-up."""
    problems = tuple(dict.fromkeys(run.problems))
    if not problems or not sites:
        return sites
    first = sites[0]
    return [
        replace(first, ways=tuple(replace(way, problems=(*way.problems, *problems)) for way in first.ways)),
        *sites[1:],
    ]


def _compiled(run: Run, executions: Executions, record: Compiled, uses: list[Used]) -> None:
    """One execution for each different set of training labels; one without labels where nothing trains the model."""
    trainings = [use for use in uses if use.trains]
    measured = [use for use in uses if not use.trains]
    seen: list[Value | None] = []
    relevant: Sequence[Used | None] = trainings or measured[:1] or (None,)
    for use in relevant:
        labels = use.y.value if use is not None and use.y is not None else None
        if labels in seen:
            continue
        seen.append(labels)
        path = record.path if use is None else both(record.path, use.path)
        if path is not None:
            reached = _ways(run, record, use, measured, path)
            executions.add(path, record.calls, record.guessed, reached, () if use is None else (use.spot,))


def _ways(run: Run, record: Compiled, use: Used | None, measured: list[Used], path: Condition) -> list[Reached]:
    held = (*(use.held_out if use is not None else ()), *_measured(measured if use is not None and use.trains else []))
    group = TupleValue(tuple(y.value for _, y in held))
    x = use.x if use is not None and use.x is not None else Const(None)
    y = use.y.value if use is not None and use.y is not None else Const(None)
    outputs = TupleValue(tuple(value for _, value in record.outputs))
    loss = record.loss.value if record.loss is not None else Const(None)
    metrics = TupleValue(tuple(a.value for a in (record.metrics, record.weighted_metrics) if a is not None))
    found = plausible(ways((outputs, loss, metrics, x, y, group), path))
    return [(condition, _Way(run, record, use, held, values).setup()) for condition, values in found]


def _measured(uses: list[Used]) -> tuple[tuple[Value | None, Argument], ...]:
    return tuple((use.x, use.y) for use in uses if use.y is not None)


class _Way:
    """Reads one way of a site: values without choices become a `TrainingSetup`."""

    def __init__(
        self, run: Run, record: Compiled, use: Used | None, held: tuple[tuple[Value | None, Argument], ...],
        values: tuple[Value, ...],
    ) -> None:  # fmt: skip
        engine, row = run.engines.engine(record.flavour)
        self.reading = Reading(run.engines, engine, row, record.flavour)
        self.record, self.use = record, use
        self.settings = settings_in(run, values[:-1])
        outputs, self.loss, metrics, self.x, self.y, group = values
        assert isinstance(outputs, TupleValue) and isinstance(metrics, TupleValue) and isinstance(group, TupleValue)
        names = [name for name, _ in record.outputs]
        self.outputs = _renamed(run, names, outputs.items)
        self.metrics = metrics.items
        self.held = [replace(argument, value=value) for (_, argument), value in zip(held, group.items, strict=True)]
        self.problems: list[Problem] = []

    def setup(self) -> TrainingSetup:
        losses = self._losses()
        outputs = []
        for position, (name, value) in enumerate(self.outputs):
            outputs.append(self._output(position, name, value, losses[position]))
        with_metrics = tuple(self._measured(position, output) for position, output in enumerate(outputs))
        self._note_forms()
        trained = None if self.use is None else self.use.trains
        return TrainingSetup(
            self.record.spot,
            self.reading.engine,
            with_metrics,
            tuple(dict.fromkeys(self.problems)),
            trained=trained,
            settings=self.settings,
        )

    # ---- losses ----

    def _losses(self) -> list[Value]:
        """One loss value an output; a mismatch of lists or keys is a problem of pairing."""
        count = len(self.outputs)
        spot = self._loss_spot()
        match self.loss:
            case TupleValue(items) if count == 1:
                if len(items) > 1 and self._told(0):
                    self._pairing(f"{len(items)} losses", "one output", spot)
                return [items[0] if items else Const(None)]
            case TupleValue(items):
                if len(items) != count:
                    self._pairing(f"{len(items)} losses", f"{count} outputs", spot)
                return [items[i] if i < len(items) else Const(None) for i in range(count)]
            case Entries():
                return self._losses_by_name(self.loss, spot)
            case _:
                return [self.loss] * count

    def _losses_by_name(self, entries: Entries, spot: Spot) -> list[Value]:
        names = [name for name, _ in self.outputs]
        if len(names) == 1 and len(entries.pairs) == 1:
            return [entries.pairs[0][1]]
        if all(name is not None for name in names) and not entries.open:
            keys = {str(key) for key, _ in entries.pairs}
            if not keys <= set(names):
                self._pairing(
                    f"losses for {', '.join(sorted(keys))}", f"outputs {', '.join(str(n) for n in names)}", spot
                )
        missing = Unknown("which loss belongs to this output is not known: its layer has no name", ("loss", spot))
        return [entries.get(name) or (missing if name is None else Const(None)) for name in names]

    def _told(self, position: int) -> bool:
        return isinstance(self.outputs[position][1], Tensor)

    def _pairing(self, given: str, wanted: str, spot: Spot) -> None:
        self.problems.append(Problem("pairing", given, spot, detail=f"the model has {wanted}"))

    def _loss_spot(self) -> Spot:
        return (
            self.record.loss.spot
            if self.record.loss is not None and self.record.loss.spot is not None
            else self.record.spot
        )

    # ---- outputs ----

    def _output(self, position: int, name: str | None, value: Value, loss_value: Value) -> Output:
        spot = self._loss_spot()
        inside = (
            loss_value.prediction
            if isinstance(loss_value, LossValue) and isinstance(loss_value.prediction, Tensor)
            else None
        )
        place = spot
        if len(self.outputs) > 1 or isinstance(self.loss, (TupleValue, Entries)):
            place = spot_of(loss_value) or spot
        loss: Known[LossUse] | NotTold
        if self.record.replaced_step is not None:
            loss = NotTold(f"{self.record.replaced_step} takes the place of the compiled loss", spot)
        elif self.record.loss is None:
            loss = NotTold("compile is given no loss", self.record.spot)
        else:
            loss, problems = loss_of(self.reading, loss_value, place)
            self.problems.extend(problems)
        head = head_of(value, self.record.spot, loss, inside)
        labels = self._labels(position, self.y, self.use.y if self.use is not None else None)
        held = tuple(self._held_out(position, argument) for argument in self.held)
        return Output(name, head, loss, labels, (), None, held)

    def _labels(self, position: int, value: Value, argument: Argument | None) -> Known[Labels] | NotTold:
        if argument is None:
            return labels_of(None, None, self.use.spot if self.use is not None else self.record.spot)
        return labels_of(replace(argument, value=self._label_of(position, value)), self.x, self.record.spot)

    def _held_out(self, position: int, argument: Argument) -> Known[Labels] | NotTold:
        """Held-out labels, placed where they are handed over."""
        labels = self._labels(position, argument.value, argument)
        return (
            replace(labels, spot=argument.spot) if isinstance(labels, Known) and argument.spot is not None else labels
        )

    def _label_of(self, position: int, value: Value) -> Value:
        """The labels of one output of several: by position or by name."""
        if len(self.outputs) == 1:
            if isinstance(value, TupleValue) and len(value.items) == 1:
                return value.items[0]
            if isinstance(value, Entries) and len(value.pairs) == 1:
                return value.pairs[0][1]
            return value
        match value:
            case TupleValue(items) if position < len(items):
                return items[position]
            case Entries():
                found = value.get(self.outputs[position][0])
                return (
                    found
                    if found is not None
                    else Unknown("no labels for this output were found", ("labels", position))
                )
            case Tensor():
                return Unknown("which labels belong to this output is not known", ("labels", position))
            case _:
                return value

    # ---- metrics ----

    def _measured(self, position: int, output: Output) -> Output:
        metrics: list[MetricUse] = []
        why: str | None = None
        for value in self._metric_values(position, output.name):
            argument = self.record.metrics or self.record.weighted_metrics
            spot = argument.spot if argument is not None and argument.spot is not None else self.record.spot
            use, problems, reason = metric_of(
                self.reading, value, spot, Around(output.head, output.loss, output.labels)
            )
            self.problems.extend(problems)
            why = why or reason
            if use is not None:
                metrics.append(use)
        return replace(output, metrics=tuple(metrics), metrics_why=why)

    def _metric_values(self, position: int, name: str | None) -> list[Value]:
        found: list[Value] = []
        for value in self.metrics:
            match value:
                case TupleValue(items) if any(isinstance(item, TupleValue) for item in items):
                    found.extend(_flat(items[position]) if position < len(items) else [])
                case TupleValue(items) if len(self.outputs) > 1 and not self.reading.row.flat_metrics_for_all:
                    if len(items) != len(self.outputs):
                        self._metric_pairing(items)
                    found.extend(items[position : position + 1])
                case TupleValue(items):
                    found.extend(items)
                case Entries():
                    held = value.get(name) if name is not None or len(value.pairs) != 1 else value.pairs[0][1]
                    found.extend(_flat(held) if held is not None else [])
                case Items(values, _):
                    found.extend(values)
                    found.append(Unknown("further metrics are added at run time", ("metrics", self.record.number)))
                case Const(value=None):
                    continue
                case _:
                    found.append(value)
        return found

    def _metric_pairing(self, items: tuple[Value, ...]) -> None:
        spot = self.record.metrics.spot if self.record.metrics is not None else None
        self._pairing(f"{len(items)} metrics in a flat list", f"{len(self.outputs)} outputs", spot or self.record.spot)

    def _note_forms(self) -> None:
        """Forms that the engine refuses: a bare metric string, metrics where loss weights stand."""
        for name, weights in self.record.misplaced:
            if weights.spot is not None:
                self.problems.append(Problem("misplaced", "a list of metrics", weights.spot, "metrics=[...]", name))
        argument = self.record.metrics
        if argument is not None and argument.spot is not None and isinstance(argument.value, Const):
            bare = argument.value.value
            if isinstance(bare, str) and not self.reading.row.bare_metric_string:
                self.problems.append(Problem("metrics-form", bare, argument.spot, f"[{bare!r}]"))


def _flat(value: Value) -> list[Value]:
    return list(value.items) if isinstance(value, TupleValue) else [] if value == Const(None) else [value]


def _renamed(run: Run, names: list[str | None], values: tuple[Value, ...]) -> list[tuple[str | None, Value]]:
    """Outputs with their names; one that became several when a choice was decided is spread out."""
    if len(values) == 1 and isinstance(values[0], (TupleValue, Entries)):
        return list(named_outputs(run, values[0]))
    return [
        (value.name if isinstance(value, Tensor) and name is None else name, value)
        for name, value in zip(names, values, strict=True)
    ]
