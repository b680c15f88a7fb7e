"""What one program may cost: limits that count steps and work, never time, so that they hold alike on every machine."""

from __future__ import annotations

import pytest

from lossguard.interpret import limits
from lossguard.interpret.work import WORK
from tests.interpret.outcomes import outcome

MANY = "x = 1 + 2\n" * 2_000
TESTS = "y = 0\n" + "".join(f"if t{i}:\n    y = {i}\n    a{i} = y\n" for i in range(400)) + "x = 1\n"


@pytest.fixture
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STEPS", 2_000)
    monkeypatch.setattr(limits, "STEPS_WITHOUT", 500)


@pytest.mark.usefixtures("few_steps")
def test_a_program_that_imports_a_framework_is_followed_for_longer() -> None:
    assert outcome(MANY).run.stopped_at == limits.STEPS_WITHOUT + 1
    assert outcome(f"import torch\n{MANY}").run.stopped_at == limits.STEPS + 1


@pytest.mark.usefixtures("few_steps")
def test_a_framework_that_another_file_imports_counts() -> None:
    run = outcome(MANY).run
    assert run.exhausted
    run.stopped_at = None
    run.engines.note_import("keras.layers")
    assert not run.exhausted


def test_dear_steps_end_the_run_as_many_steps_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WORK", 20_000)
    source = f"import torch\n{TESTS}"
    run = outcome(source).run
    assert run.stopped_at is not None
    assert limits.WORK < WORK.done < 1.5 * limits.WORK
    assert run.stopped_at == outcome(source).run.stopped_at < limits.STEPS_WITHOUT


def test_the_reason_names_the_steps_that_were_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STEPS", 6)
    assert outcome("import torch\ny = [1, 2]\nx = 3\n").why() == "the program was followed for 7 steps and no further"
