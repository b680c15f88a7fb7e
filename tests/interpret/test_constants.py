"""Computing with constants: what Python says, or nothing where that would raise or be huge."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossguard.interpret import constants, operations, truths
from lossguard.interpret.engines import Engines
from lossguard.interpret.run import Frame, Run
from lossguard.interpret.values import Choice, Const, ListValue, TupleValue, Unknown, Value, entry_key, key_value
from lossguard.versions import Versions
from tests.interpret.outcomes import program_of, shown

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.floats(-9, 9, allow_nan=False), st.text("ab%{}s", max_size=4)
)
OBJECTS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text("ab"), inner, max_size=2),
    ),
    max_leaves=6,
)
OPERATORS = sorted(constants.BINARY)


def new_run() -> Run:
    run = Run(Engines(Versions(), program_of("")), None)
    run.frames.append(Frame(run.number(), "main.py", ()))
    return run


def value_of(run: Run, constant: object) -> Value:
    value = constants.value_of(run, constant, None)
    assert value is not None
    return value


@given(OBJECTS)
def test_an_object_goes_out_and_comes_back_the_same(constant: object) -> None:
    run = new_run()
    value = value_of(run, constant)
    assert (constant,) == constants.constant_of(run, value)
    assert repr(constant) == shown(run, value)


@given(st.sampled_from(OPERATORS), OBJECTS, OBJECTS)
def test_an_operator_gives_what_python_gives_or_an_unknown(op: str, left: object, right: object) -> None:
    run = new_run()
    outcome = operations.binary(run, op, value_of(run, left), value_of(run, right), 0, lambda: "a test")
    try:
        expected = constants.BINARY[op](left, right)
    except (TypeError, ValueError, ArithmeticError):
        assert isinstance(outcome, Unknown)
    else:
        assert isinstance(outcome, Unknown) or repr(expected) == shown(run, outcome)


@given(st.sampled_from(["==", "!=", "is", "in", "not in"]), OBJECTS, OBJECTS)
def test_a_comparison_never_says_the_opposite_of_python(op: str, left: object, right: object) -> None:
    run = new_run()
    outcome = operations.binary(run, op, value_of(run, left), value_of(run, right), 0, lambda: "a test")
    if isinstance(outcome, Const) and op != "is":
        with suppress(TypeError):  # a list is no key
            assert outcome.value == eval(f"left {op} right", {"left": left, "right": right})


@given(OBJECTS)
def test_truth_is_pythons(constant: object) -> None:
    run = new_run()
    then, orelse = truths.truth(run, value_of(run, constant), "a test")
    assert (bool(constant), not constant) == (then is not None, orelse is not None)


@given(st.lists(st.one_of(st.integers(-3, 3), st.floats(-3, 3), st.booleans()), max_size=6), st.booleans())
def test_sorting_and_its_kin_are_pythons(items: list[object], backwards: bool) -> None:
    run = new_run()
    for name in ("sum", "any", "all", "repr"):
        outcome = constants.function(run, name, [value_of(run, items)], {}, None)
        expected = constants.FUNCTIONS[name](items)
        assert outcome is not None and repr(expected) == shown(run, outcome)


@pytest.mark.parametrize(
    ("op", "left", "right"),
    [
        ("*", "a", 10**9), ("*", 10**9, "a"), ("*", [0], 10**9), ("*", (0,), 10**9), ("*", b"a", 10**9),
        ("**", 2, 10**9), ("**", 2.0, 10**9), ("<<", 1, 10**9), ("%", "%1000000000d", 5), ("%", "%*d", (10**9, 5)),
        ("**", 10**40, 64), ("*", 10**40, 10**40), ("/", 1, 0), ("%", 1, 0), ("+", 1, "a"), ("<", 1, "a"),
    ],
)  # fmt: skip
def test_what_would_be_huge_or_raise_is_not_computed(op: str, left: object, right: object) -> None:
    run = new_run()
    assert None is constants.operation(run, op, left, right, None)


@pytest.mark.parametrize(
    ("string", "name", "given_values"),
    [
        ("a", "zfill", [10**9]), ("a", "center", [10**9]), ("\t", "expandtabs", [10**9]),
        ("{:>1000000000}", "format", [1]), ("{:>{}}", "format", [1, 10**9]),
        ("a", "index", ["b"]), ("a", "join", [1]), ("a", "nothing", []),
    ],
)  # fmt: skip
def test_methods_of_strings_are_bounded(string: str, name: str, given_values: list[object]) -> None:
    run = new_run()
    values = [value_of(run, each) for each in given_values]
    assert None is constants.string_method(run, string, name, values, {}, None)


def test_an_operator_is_applied_to_every_alternative() -> None:
    run = new_run()
    choice = operations.binary(run, "+", two_ways(run), Const(1), 0, lambda: "n + 1")
    assert "2 | 3" == shown(run, choice)


def two_ways(run: Run) -> Value:
    """1 or 2, by what nobody knows."""
    flag = run.unknown("nobody knows", text="flag")
    then, orelse = truths.truth(run, flag, "flag")
    assert then is not None and orelse is not None
    return Choice(((then, Const(1)), (orelse, Const(2))))


def test_what_is_computed_from_equal_unknowns_is_equal() -> None:
    run = new_run()
    n = run.unknown("nobody knows", text="n")
    first, second = (operations.binary(run, "*", n, Const(2), 0, lambda: "n * 2") for _ in range(2))
    assert first == second
    assert Const(True) == operations.binary(run, "==", first, second, 0, lambda: "a == b")


@pytest.mark.parametrize("constant", [1, "a", None, True, 2.5, (1, "a"), ((1,), None)])
def test_a_constant_is_a_key_and_back(constant: object) -> None:
    run = new_run()
    value = value_of(run, constant)
    key = entry_key(value)
    assert (constant,) == key
    assert value == key_value(constant)


def test_a_list_and_an_unknown_are_no_keys() -> None:
    run = new_run()
    unknown = run.unknown("nobody knows")
    assert [None, None, None] == [entry_key(value) for value in (ListValue(1), unknown, TupleValue((unknown,)))]
