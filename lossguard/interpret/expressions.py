"""Evaluates expressions on abstract values: one small function for each node type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lossguard.frontend import nodes as n
from lossguard.interpret import (
    arrays,
    attributes,
    calls,
    frameworks,
    limits,
    mutations,
    objects,
    operations,
    statements,
    subscripts,
    truths,
)
from lossguard.interpret.arguments import Arguments
from lossguard.interpret.constants import LARGEST_INTEGER
from lossguard.interpret.literals import Condition
from lossguard.interpret.run import Run
from lossguard.interpret.spelling import spelled
from lossguard.interpret.store import Store, choose
from lossguard.interpret.values import (
    Argument,
    Batches,
    Const,
    External,
    Function,
    Items,
    ListValue,
    Method,
    Tensor,
    TupleValue,
    Unknown,
    Value,
    key_of,
)  # fmt: skip
from lossguard.interpret.ways import choice_among

ZIP = External("builtins.zip")


def evaluate(run: Run, expr: n.Expr) -> Value:
    """The abstract value of an expression; never raises, unknown with a reason where it cannot be told."""
    run.steps += 1
    if run.exhausted:
        return run.unknown(
            f"the program was followed for {run.stopped_at} steps and no further", expr.ref, spelled(expr)
        )
    if run.depth > limits.EXPRESSION_DEPTH:
        return run.unknown("the expression is nested too deeply", expr.ref, "...")
    run.depth += 1
    try:
        return run.resolved(EVALUATORS[type(expr)](run, expr))
    finally:
        run.depth -= 1


def _constant(run: Run, expr: n.Constant) -> Value:
    if isinstance(expr.value, int) and abs(expr.value) > LARGEST_INTEGER:
        return run.unknown("a number of more than 40 digits", expr.ref, spelled(expr))
    return Const(expr.value, run.spot(expr.ref))


def _name(run: Run, expr: n.Name) -> Value:
    return named(run, expr.id, expr.ref)


def named(run: Run, name: str, ref: int) -> Value:
    """What a name means where the program runs: a variable, a builtin, or a name of a star import."""
    found = lookup(run, name)
    if found is not None:
        return found
    if name in operations.BUILTIN_NAMES:
        return External(f"builtins.{name}")
    starred = frameworks.star_member(run, name)
    if starred is not None:
        return starred
    why = f"{name} is not defined where the program can be followed"
    return run.unknown(why, ref, name, ("name", run.frame.path, name))


def lookup(run: Run, name: str) -> Value | None:
    """The value of a name by Python's scoping, None where it is not bound."""
    frame = run.frame
    scope: int | None = frame.outer_names.get(name, frame.scope)
    first = True
    while scope is not None:
        if first or scope not in run.class_scopes:
            found = run.store.get((scope, name))
            if found is not None:
                return found
        first = False
        scope = run.parents.get(scope)
    return None


def _attribute(run: Run, expr: n.Attribute) -> Value:
    owner = evaluate(run, expr.value)
    return attributes.get(run, owner, expr.attr, expr.ref, lambda: spelled(expr))


def _subscript(run: Run, expr: n.Subscript) -> Value:
    owner = evaluate(run, expr.value)
    if isinstance(expr.index, n.Slice):
        return subscripts.sliced(run, owner, expr.index, expr)
    return subscripts.item(run, owner, evaluate(run, expr.index), expr.ref, lambda: spelled(expr))


def _slice(run: Run, expr: n.Slice) -> Value:
    return run.unknown("a slice", expr.ref, spelled(expr))


def _call(run: Run, expr: n.Call) -> Value:
    func = evaluate(run, expr.func)
    if func == ZIP and len(expr.args) == 1 and expr.args[0].star == "*":
        columns = operations.columns_of(run, evaluate(run, expr.args[0].value))
        if columns is not None:
            return columns
    arguments = evaluate_arguments(run, expr.args)
    outcome = calls.call(run, func, arguments, expr.ref, lambda: spelled(expr))
    if isinstance(func, Method) and isinstance(func.receiver, Tensor) and isinstance(expr.func, n.Attribute):
        _write_in_place(run, expr.func, func.receiver, arguments, outcome)
    return outcome


def _write_in_place(run: Run, method: n.Attribute, changed: Tensor, arguments: Arguments, outcome: Value) -> None:
    """`y.scatter_(...)`: a method of PyTorch that ends in "_" changes the tensor itself, as NumPy's `resize` does."""
    target = method.value
    if method.attr == "resize":
        outcome = arrays.call_method(run, changed, "reshape", arguments, method.ref, lambda: spelled(method))
    elif not run.engines.uses_torch or not method.attr.endswith("_") or method.attr.endswith("__"):
        return
    if isinstance(outcome, (Tensor, Unknown)):
        if isinstance(target, n.Attribute) and target.attr == "data":
            target = target.value
        if isinstance(target, (n.Name, n.Attribute)):
            statements.assign(run, target, outcome)


def evaluate_arguments(run: Run, args: tuple[n.Arg, ...]) -> Arguments:
    """The arguments of a call, `*` and `**` spread out where their contents are known."""
    positional: list[Argument] = []
    keywords: list[tuple[str, Argument]] = []
    is_open = False
    tail: list[Argument] = []
    for arg in args:
        value = evaluate(run, arg.value)
        spot = run.spot(arg.ref)
        if arg.star == "*":
            items = operations.known_items(run, value)
            is_open = is_open or items is None
            positional.extend(Argument(item, spot) for item in items or ())
            last = operations.last_items(run, value) if items is None else items
            tail = [*(tail if items is not None else ()), *(Argument(item, spot) for item in last)]
        elif arg.star == "**":
            entries = run.entries(value)
            if entries is not None:
                keywords.extend((key, Argument(item, spot)) for key, item in entries.pairs if isinstance(key, str))
            is_open = is_open or entries is None or entries.open
        elif arg.keyword is not None:
            keywords.append((arg.keyword, Argument(value, spot)))
        else:
            positional.append(Argument(value, spot))
            tail.append(positional[-1])
    return Arguments(tuple(positional), tuple(keywords), is_open, tuple(tail) if is_open else ())


def _display(run: Run, expr: n.Display) -> Value:
    values: list[Value] = []
    is_open = False
    for item in expr.items:
        if isinstance(item, n.Starred):
            inner = operations.known_items(run, evaluate(run, item.value))
            is_open = is_open or inner is None
            values.extend(inner or ())
        elif len(values) < limits.ITEMS:
            values.append(evaluate(run, item))
        else:
            is_open = True
    spot = run.spot(expr.ref)
    if expr.kind == "tuple" and not is_open:
        return TupleValue(tuple(values), spot)
    if expr.kind == "set":
        return mutations.new_set(run, tuple(values), spot, is_open)
    return run.new_list(tuple(values), spot, is_open)


def _dict(run: Run, expr: n.DictDisplay) -> Value:
    made = run.new_dict((), run.spot(expr.ref), open=len(expr.items) > limits.ITEMS)
    for key, item in expr.items[: limits.ITEMS]:
        if key is None:
            mutations.update(run, made, evaluate(run, item))
        else:
            subscripts.put_item(run, made, evaluate(run, key), evaluate(run, item))
    return made


def _starred(run: Run, expr: n.Starred) -> Value:
    return evaluate(run, expr.value)


def _operation(run: Run, expr: n.Operation) -> Value:
    if expr.op in ("and", "or"):
        return _boolean(run, expr)
    values = [evaluate(run, operand) for operand in expr.operands]
    if len(values) == 1:
        return operations.unary(run, expr.op, values[0], expr.ref, lambda: spelled(expr))
    return operations.binary(run, expr.op, values[0], values[1], expr.ref, lambda: spelled(expr))


def _boolean(run: Run, expr: n.Operation) -> Value:
    """`and` and `or` with Python's short circuit: the second operand is evaluated where the first lets it."""
    left = evaluate(run, expr.operands[0])
    then, orelse = truths.truth(run, left, spelled(expr.operands[0]))
    goes_on, stops = (then, orelse) if expr.op == "and" else (orelse, then)
    if goes_on is None:
        return left
    if stops is None:
        return evaluate(run, expr.operands[1])
    with run.under(goes_on) as fork:
        right = evaluate(run, expr.operands[1])
    run.store.absorb(fork)
    if truths.is_test(left) and truths.is_test(right):
        return run.unknown(
            f"{spelled(expr)} is not known", expr.ref, spelled(expr), (expr.op, key_of(left), key_of(right))
        )
    return choose([(stops, left), (goes_on, right)])


def _conditional(run: Run, expr: n.Conditional) -> Value:
    test = evaluate(run, expr.test)
    then, orelse = truths.truth(run, test, spelled(expr.test))
    results: list[tuple[Condition, Value]] = []
    branches: list[tuple[Condition, Store]] = []
    for condition, branch in ((then, expr.body), (orelse, expr.orelse)):
        if condition is not None:
            with run.under(condition) as fork:
                results.append((condition, evaluate(run, branch)))
            branches.append((condition, fork))
    if len(branches) == 1:
        run.store.absorb(branches[0][1])
        return results[0][1]
    run.store.join(branches)
    return choose(results)


def _lambda(run: Run, expr: n.Lambda) -> Value:
    defaults = tuple((p.name, evaluate(run, p.default)) for p in expr.params if p.default is not None)
    return Function(expr, run.frame.scope, run.frame.path, defaults)


def _comprehension(run: Run, expr: n.Comprehension) -> Value:
    """Executed item by item over known items, once over unknown ones (then the result is open)."""
    scope = run.number()
    run.parents[scope] = run.frame.scope
    run.comprehensions.add(scope)
    outer = run.frame.scope
    run.frame.scope = scope
    collected: list[tuple[Value | None, Value]] = []
    try:
        complete = _clauses(run, expr, 0, collected)
    finally:
        run.frame.scope = outer
    spot = run.spot(expr.ref)
    if expr.kind == "dict":
        made = run.new_dict((), spot, open=not complete)
        for key, item in collected:
            subscripts.put_item(run, made, key or Const(None), item)
        return made
    values = tuple(item for _, item in collected)
    if expr.kind == "set":
        return mutations.new_set(run, values, spot, open=not complete)
    return run.new_list(values, spot, open=not complete)


def _clauses(run: Run, expr: n.Comprehension, depth: int, collected: list[tuple[Value | None, Value]]) -> bool:
    """Runs one `for` of a comprehension and those inside; whether `collected` is complete."""
    if depth == len(expr.clauses):
        key = evaluate(run, expr.key) if expr.key is not None else None
        collected.append((key, evaluate(run, expr.element)))
        return True
    clause = expr.clauses[depth]
    source = objects.iterated(run, evaluate(run, clause.iter), expr.ref)
    items = operations.known_items(run, source)
    complete = items is not None and len(items) <= limits.UNROLLED
    if items is None or not complete:
        items = _some_entries(run, expr, source) or (operations.element_of(run, source, expr.ref),)
    for item in items:
        statements.assign(run, clause.target, item)
        verdicts = [truths.truth(run, evaluate(run, test), spelled(test)) for test in clause.tests]
        if any(then is None for then, _ in verdicts):
            continue
        complete = _clauses(run, expr, depth + 1, collected) and complete
        complete = complete and all(orelse is None for _, orelse in verdicts)
    return complete


def _some_entries(run: Run, expr: n.Comprehension, source: Value) -> tuple[Value, ...] | None:
    """What is known of a list with more in it, where a dictionary is made of it: its entries have names."""
    contents = run.contents(source) if expr.kind == "dict" and isinstance(source, ListValue) else None
    return contents.values if isinstance(contents, Items) and len(contents.values) <= limits.UNROLLED else None


def _formatted(run: Run, expr: n.FormattedString) -> Value:
    return _joined(run, expr, tuple(evaluate(run, part) for part in expr.parts))


def _joined(run: Run, expr: n.FormattedString, parts: tuple[Value, ...]) -> Value:
    """The parts of a formatted string as one; a string for each alternative where one part has some."""
    choice = choice_among(parts)
    if choice is not None:
        return run.split(parts[choice], lambda part: _joined(run, expr, (*parts[:choice], part, *parts[choice + 1 :])))
    if all(isinstance(part, Const) for part in parts):
        text = "".join(str(part.value) for part in parts if isinstance(part, Const))
        if len(text) <= limits.STRING_LENGTH:
            return Const(text, run.spot(expr.ref))
    key = ("f", tuple(key_of(part) for part in parts))
    return run.unknown("a formatted string", expr.ref, spelled(expr), key)


def _walrus(run: Run, expr: n.Walrus) -> Value:
    """Binds outside of the comprehensions it stands in."""
    value = evaluate(run, expr.value)
    inner = run.frame.scope
    while run.frame.scope in run.comprehensions:
        run.frame.scope = run.parents[run.frame.scope]
    statements.assign(run, expr.target, value)
    run.frame.scope = inner
    return value


def _await(run: Run, expr: n.Await) -> Value:
    return evaluate(run, expr.value)


def _yield(run: Run, expr: n.Yield) -> Value:
    value = evaluate(run, expr.value) if expr.value is not None else Const(None)
    if expr.delegated:
        value = value.x if isinstance(value, Batches) and value.y is None else value
    if expr.delegated and (items := operations.known_items(run, value)) is not None:
        run.frame.yields.extend(items)
    else:
        run.frame.yields.append(value)
        run.frame.guesses = run.frame.guesses or expr.delegated
    run.frame.guesses = run.frame.guesses or bool(run.frame.loops or run.since_entry())
    return run.unknown("what a generator is sent", expr.ref, "yield")


EVALUATORS: dict[type, Callable[[Run, Any], Value]] = {
    n.Constant: _constant,
    n.Name: _name,
    n.Attribute: _attribute,
    n.Subscript: _subscript,
    n.Slice: _slice,
    n.Call: _call,
    n.Display: _display,
    n.DictDisplay: _dict,
    n.Starred: _starred,
    n.Operation: _operation,
    n.Conditional: _conditional,
    n.Lambda: _lambda,
    n.Comprehension: _comprehension,
    n.FormattedString: _formatted,
    n.Walrus: _walrus,
    n.Await: _await,
    n.Yield: _yield,
}
