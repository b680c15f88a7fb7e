"""Calls of loss, metric and activation classes that do not mean what they look like: seen where the object is made."""

from __future__ import annotations

from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.records import Misused
from lossguard.interpret.run import Run
from lossguard.interpret.values import Argument, Const, Tensor
from lossguard.knowledge.parameters import ParameterKind, parameters
from lossguard.knowledge.rows import Layer, LayerKind, Loss, Metric, Row
from lossguard.setups import Problem

INJECTED = ("mesh",)  # metrics of TF 2.10 to 2.15 take it from a decorator (keras.dtensor)
TEXT_PARAMETERS = ("reduction", "name", "mode", "dtype", "task", "average", "data_format")


def note(run: Run, row: Row, name: str, flavour: str | None, bound: Bound, arguments: Arguments, ref: int) -> None:
    """Notes what is wrong with making an object of `row` from these arguments."""
    short = name.rsplit(".", 1)[-1]
    if isinstance(row, (Loss, Metric)):
        _note_strangers(run, row, bound)
    if flavour == "torch" and isinstance(row, Loss) and row.class_form and _takes_tensors(arguments, 2):
        _record(run, flavour, Problem("class-called", short, run.spot(ref), f"{short}()(output, target)"), ref)
    elif flavour == "torch" and _is_activation(row) and _takes_tensors(arguments, 1):
        _record(run, flavour, Problem("class-called", short, run.spot(ref), f"{short}()(x)"), ref)
    elif isinstance(row, Loss):
        _note_misplaced(run, row, bound, arguments)


def _is_activation(row: Row) -> bool:
    return isinstance(row, Layer) and row.kind is LayerKind.ACTIVATION and not row.functional


def _takes_tensors(arguments: Arguments, count: int) -> bool:
    """Whether the first arguments are tensors: the outputs of a model, or data."""
    given = [argument.value for argument in arguments.positional]
    return len(given) >= count and isinstance(given[0], Tensor)


def _record(run: Run, flavour: str, problem: Problem, ref: int) -> None:
    run.records.append(Misused(run.spot(ref), flavour, problem))


def _note_strangers(run: Run, row: Row, bound: Bound) -> None:
    """Keywords that a loss or metric class does not take are errors when it is made."""
    if any(parameter.kind is ParameterKind.OPTIONS for parameter in parameters(row)):
        return
    for keyword, argument in bound.strangers:
        if argument.spot is not None and keyword not in INJECTED:
            run.problems.append(Problem("unknown-option", keyword, argument.spot))


def _note_misplaced(run: Run, row: Loss, bound: Bound, arguments: Arguments) -> None:
    """A positional word, or flag, in a parameter that takes neither."""
    words = [parameter.name for parameter in parameters(row)]
    for name, argument in bound.given[: len(arguments.positional)]:
        value = argument.value.value if isinstance(argument.value, Const) else None
        if isinstance(value, str) and name not in TEXT_PARAMETERS and "reduction" in words:
            _misplaced(run, argument, repr(value), name, f"reduction={value!r}")
        elif isinstance(value, bool) and name == "ignore_class":
            _misplaced(run, argument, str(value), name, f"from_logits={value}")


def _misplaced(run: Run, argument: Argument, written: str, landed: str, suggestion: str) -> None:
    if argument.spot is not None:
        run.problems.append(Problem("misplaced", written, argument.spot, suggestion, landed))
