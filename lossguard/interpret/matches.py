"""`match`: cases as a chain of comparisons with the subject."""

from __future__ import annotations

from lossguard.frontend import nodes as n
from lossguard.interpret import (
    branches,
    expressions,
    operations,
    statements,
    truths,
)
from lossguard.interpret.branches import Flow
from lossguard.interpret.conditions import both
from lossguard.interpret.literals import Condition, Literal
from lossguard.interpret.run import Run
from lossguard.interpret.spelling import spelled
from lossguard.interpret.values import TupleValue, Value, spot_of


def match(run: Run, node: n.Match) -> Flow:
    """Cases as a chain of comparisons with the subject."""
    return _cases(run, expressions.evaluate(run, node.subject), spelled(node.subject), node.cases)


def _cases(run: Run, subject: Value, text: str, cases: tuple[n.Case, ...]) -> Flow:
    if not cases:
        return Flow.NORMAL
    case, rest = cases[0], cases[1:]
    then, orelse = _case_condition(run, subject, text, case)

    def body() -> Flow:
        if case.guard is None:
            _capture(run, subject, case)
        return statements.execute(run, case.body)

    return branches.branch(run, [(then, body), (orelse, lambda: _cases(run, subject, text, rest))])


def _capture(run: Run, subject: Value, case: n.Case) -> None:
    for name in case.captures:
        part = run.unknown("a part that a pattern takes out", spot_of(subject), name) if case.opaque else subject
        run.store.set((run.frame.scope, name), part)


def _case_condition(run: Run, subject: Value, text: str, case: n.Case) -> tuple[Condition | None, Condition | None]:
    then, orelse = _pattern_condition(run, subject, text, case)
    if case.guard is None or then is None:
        return then, orelse
    _capture(run, subject, case)
    met, missed = truths.truth(run, expressions.evaluate(run, case.guard), spelled(case.guard))
    if then == ():
        return met, missed
    literal = _fits(run, text)
    return (None if met is None else both(both(then, met) or then, (literal,))), (literal.negated(),)


def _fits(run: Run, text: str) -> Literal:
    """That a pattern fits which cannot be compared with the subject."""
    words = (f"when a case of {text} fits", f"unless a case of {text} fits")
    return Literal(("case", run.number()), True, True, words=words)


def _pattern_condition(run: Run, subject: Value, text: str, case: n.Case) -> tuple[Condition | None, Condition | None]:
    if case.opaque:
        literal = _fits(run, text)
        return (literal,), (literal.negated(),)
    if case.pattern is None:
        return (), None
    alternatives = _alternatives(case.pattern)
    values = [expressions.evaluate(run, alternative) for alternative in alternatives]
    if len(values) == 1:
        test = operations.binary(run, "==", subject, values[0], case.pattern.ref, lambda: text)
    else:
        test = operations.binary(run, "in", subject, TupleValue(tuple(values)), case.pattern.ref, lambda: text)
    return truths.truth(run, test, f"{text} == {' | '.join(spelled(a) for a in alternatives)}")


def _alternatives(pattern: n.Expr) -> list[n.Expr]:
    if isinstance(pattern, n.Operation) and pattern.op == "|":
        return [inner for operand in pattern.operands for inner in _alternatives(operand)]
    return [pattern]
