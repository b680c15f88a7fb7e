"""What a run notes down of training: each `compile`, and each call that trains or measures with it."""

from __future__ import annotations

from lossguard.arrivals import Calls
from lossguard.findings import Spot
from lossguard.interpret.literals import Condition
from lossguard.interpret.values import Argument, LossValue, RowObject, Value
from lossguard.records import dataclass
from lossguard.setups import Problem


@dataclass(frozen=True, slots=True)
class Compiled:
    """One execution of `compile`: the model's outputs and the arguments, contents of lists and dictionaries frozen.

    `outputs` are (name, value) pairs; `replaced_step` names a method that takes the place of the compiled loss.
    """

    number: int
    spot: Spot
    flavour: str
    outputs: tuple[tuple[str | None, Value], ...]
    loss: Argument | None
    metrics: Argument | None
    weighted_metrics: Argument | None
    path: Condition
    strangers: tuple[tuple[str, Argument], ...] = ()
    misplaced: tuple[tuple[str, Argument], ...] = ()  # positional arguments that landed in a parameter of another kind
    replaced_step: str | None = None
    own_loss: str | None = None  # why a model without a loss argument still has one
    inputs: Value | None = None
    calls: Calls = ()
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Used:
    """One call that trains or measures: the labels and what is held out. `y` None: no labels were passed."""

    number: int  # of the `Compiled`
    spot: Spot
    trains: bool
    x: Value | None
    y: Argument | None
    held_out: tuple[tuple[Value | None, Argument], ...]  # (x, y) pairs
    path: Condition


@dataclass(frozen=True, slots=True)
class Stepped:
    """A loss that the program itself calls on predictions and targets: a training step written by hand."""

    spot: Spot
    loss: LossValue
    path: Condition
    trains: bool = True  # False: no gradients are kept where it is called
    taped: bool = False  # a tape records it
    calls: Calls = ()  # that lead to it
    guessed: bool = False  # they start in a function that nothing was seen to call, with unknown arguments


@dataclass(frozen=True, slots=True)
class Fitted:
    """A ready-made estimator that is trained, or cross-validated: itself with its arguments, the labels, `scoring`."""

    spot: Spot
    estimator: RowObject
    y: Argument | None
    scoring: Argument | None
    path: Condition
    reported: bool = True  # False: its metrics are never computed
    calls: Calls = ()  # that lead to it
    guessed: bool = False  # they start in a function that nothing was seen to call, with unknown arguments


@dataclass(frozen=True, slots=True)
class Misused:
    """A call that is wrong by itself, with no set-up to belong to: a loss class called with tensors."""

    spot: Spot
    flavour: str
    problem: Problem


Record = Compiled | Used | Stepped | Fitted | Misused
