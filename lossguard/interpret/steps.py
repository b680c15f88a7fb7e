"""Sites of training steps written by hand: a loss called on predictions and targets."""

from __future__ import annotations

from lossguard.findings import Spot
from lossguard.interpret.arrays import is_symbolic
from lossguard.interpret.executions import Reached
from lossguard.interpret.frameworks.tensorflow import as_fed
from lossguard.interpret.frameworks.training import flavour_of
from lossguard.interpret.meanings import Reading, head_of, labels_of, loss_use, written_call
from lossguard.interpret.records import Misused, Stepped
from lossguard.interpret.run import Run
from lossguard.interpret.values import Argument, LossValue, Tensor, Value
from lossguard.interpret.ways import settings_in, ways
from lossguard.records import replace
from lossguard.setups import Known, Output, Problem, Site, TrainingSetup
from lossguard.setups import Unknown as NotTold


def step_ways(run: Run, record: Stepped, taped: set[Spot]) -> list[Reached]:
    """One step in every way its values can be. `taped` has the losses that a tape records in some execution: outside of
    it they are computed to be shown."""
    trained = record.trains and (record.taped or record.spot not in taped)
    return [
        (condition, replace(_setup(run, loss, trained), settings=settings_in(run, (loss,))))
        for condition, (loss,) in ways((record.loss,), record.path)
        if isinstance(loss, LossValue)
    ]


def _setup(run: Run, loss: LossValue, trained: bool) -> TrainingSetup:
    flavour = flavour_of(loss)
    engine, row = run.engines.engine(flavour)
    reading = Reading(run.engines, engine, row, flavour)
    use = Known(loss_use(reading, loss.row, written_call(loss.name, loss.args), loss.args, loss.spot), loss.spot)
    head = head_of(loss.prediction, loss.spot, use)
    if loss.row.holds_head:
        head = NotTold(f"{loss.name} applies the last layer itself", loss.spot)
    labels = labels_of(Argument(as_fed(run, loss.target), loss.spot), loss.prediction, loss.spot)
    problems = (Problem("swapped", loss.name, loss.spot),) if _swapped(loss.prediction, loss.target) else ()
    return TrainingSetup(loss.spot, engine, (Output(None, head, use, labels),), problems, (), trained)


def _swapped(prediction: Value, target: Value) -> bool:
    """Labels where the prediction belongs, and the output of a model where the labels do."""
    if not isinstance(prediction, Tensor) or not isinstance(target, Tensor):
        return False
    made = is_symbolic(target) and target.layer != "input"
    return made and prediction.encoding is not None and not is_symbolic(prediction)


def misuse_site(run: Run, record: Misused) -> Site:
    """A call that is wrong by itself, as a set-up of which nothing is known."""
    engine, _ = run.engines.engine(record.flavour)
    unknown = NotTold(f"{record.problem.name} is called in a way that computes nothing", record.spot)
    output = Output(None, unknown, unknown, unknown)
    return Site(record.spot, (TrainingSetup(record.spot, engine, (output,), (record.problem,)),))
