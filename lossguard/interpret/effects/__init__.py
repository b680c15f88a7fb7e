"""What functions over arrays, frames, tensors and batches do: the effects that `Call` rows name, one table for all."""

from __future__ import annotations

from collections.abc import Callable

from lossguard.interpret import operations
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.run import Run
from lossguard.interpret.values import Const, Unknown, Value, key_of
from lossguard.knowledge.rows import Call

Text = Callable[[], str]


def apply(run: Run, row: Call, bound: Bound, arguments: Arguments, ref: int, text: Text) -> Value:
    """What the call of a row gives, from its effect."""
    values = tuple(argument.value for argument in arguments.positional)
    return operations.derived(run, row.effect, values, ref, text)


def one_less(run: Run, classes: Value, ref: int, text: Text) -> Value:
    """The largest index of labels with `classes` classes, such that adding 1 gives `classes` back."""
    if isinstance(classes, Const) and isinstance(classes.value, int):
        return Const(classes.value - 1, run.spot(ref))
    one = Const(1)
    why = classes.why if isinstance(classes, Unknown) else f"{text()} is not known"
    return run.unknown(why, ref, text(), ("-", key_of(classes), key_of(one)))
