"""Contexts and decorators inside which no gradients are kept: a loss that is computed there trains nothing."""

from __future__ import annotations

from lossguard.frontend import nodes as n
from lossguard.interpret import expressions, frameworks
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.effects.objects import TRACKED, UNTRACKED
from lossguard.interpret.run import Run
from lossguard.interpret.values import Choice, External, Instance, Value
from lossguard.knowledge.rows import Call

TAPES = ("tensorflow.GradientTape", "tensorflow.contrib.eager.GradientTape")
EFFECTS = ("no_grad", "grad_mode")


def untracked(run: Run, context: Value, before: bool) -> bool:
    """Whether no gradients are kept inside `context`, where `before` tells it of the code around it.

    with torch.no_grad():              off
        with torch.enable_grad():      on again
    @torch.inference_mode              a decorator without a call: as if it were called
    with suppress(OSError):            as it was
    """
    context = run.resolved(context)
    if isinstance(context, External):
        row, _, _ = frameworks.find_row(run, context.name)
        if not isinstance(row, Call) or row.effect not in EFFECTS:
            return before
        made = frameworks.call_name(run, context.name, Arguments(), 0, lambda: context.name)
        return before if made is None else untracked(run, made, before)
    if isinstance(context, Choice):
        return all(untracked(run, option, before) for _, option in context.options)
    if isinstance(context, Instance) and context.kind in (TRACKED, UNTRACKED):
        return context.kind == UNTRACKED
    return before


def is_tape(run: Run, context: n.Expr) -> bool:
    """Whether a context records what is computed inside it, for its gradients."""
    if not isinstance(context, n.Call) or not isinstance(context.func, (n.Name, n.Attribute)):
        return False
    func = expressions.evaluate(run, context.func)
    return isinstance(func, External) and func.name in TAPES
