"""What one program may cost: limits that count steps and work, never time, so that they hold alike on every machine."""

from __future__ import annotations

import pytest

from lossguard.interpret import analyse, limits
from lossguard.interpret.work import WORK
from lossguard.versions import Versions
from tests.interpret.outcomes import outcome, program_of

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


@pytest.mark.usefixtures("few_steps")
def test_a_run_that_a_limit_ends_is_cut_short_unless_it_met_no_framework() -> None:
    assert analyse(program_of(f"import torch\n{MANY}"), Versions()).cut_short
    assert not analyse(program_of("import torch\nx = 1\n"), Versions()).cut_short
    assert not analyse(program_of(MANY), Versions()).cut_short


def test_the_reason_names_the_steps_that_were_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STEPS", 6)
    assert outcome("import torch\ny = [1, 2]\nx = 3\n").why() == "the program was followed for 7 steps and no further"


CHAINS = {
    "methods": "class A(nn.Module):\n    def __init__(self):\n"
    "        super().__init__()\n        self.l = nn.Linear(3, 3)\n"
    + "".join(f"    def f{i}(self, v):\n        return self.f{i + 1}(v) + self.f{i + 1}(v + 1)\n" for i in range(20))
    + "    def f20(self, v):\n        return self.l(v)\nA().f0(x)\n",
    "models": "".join(f"def f{i}():\n    return nn.Sequential(f{i + 1}(), f{i + 1}())\n" for i in range(20))
    + "def f20():\n    return nn.Linear(3, 3)\nf0()\n",
    "classes": "".join(
        f"class A{i}(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        f"        self.a = A{i + 1}()\n        self.b = A{i + 1}()\n"
        for i in range(20)
    )
    + "class A20(nn.Module):\n    pass\nA0()\n",
    "functions of functions": "f = lambda v: v\n" + "f = (lambda g: lambda v: g(g(v)))(f)\n" * 20 + "f(x)\n",
    "generators": "".join(
        f"def f{i}():\n    for v in f{i + 1}():\n        yield v\n    for v in f{i + 1}():\n        yield v\n"
        for i in range(20)
    )
    + "def f20():\n    yield nn.Linear(3, 3)\nlist(f0())\n",
    "properties": "class A:\n"
    + "".join(f"    @property\n    def f{i}(self):\n        return [self.f{i + 1}, self.f{i + 1}]\n" for i in range(20))
    + "    @property\n    def f20(self):\n        return nn.Linear(3, 3)\nA().f0\n",
}


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_functions_of_which_each_calls_the_next_twice_leave_steps_for_the_rest(chain: str) -> None:
    made = outcome(f"import torch\nfrom torch import nn\n{chain}x = 1 + 1\n")
    assert made.run.stopped_at is None
    assert "2" == made.shown()
    assert made.run.steps < limits.STEPS


def test_calls_of_dear_steps_leave_work_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WORK", 60_000)
    branches = "".join(f"    if t{i}:\n        y = {i}\n        a{i} = y\n" for i in range(60))
    calls = "".join(f"    f(n + {i})\n" for i in range(200))
    made = outcome(f"import torch\ndef f(n):\n    y = 0\n{branches}    return y\ndef g(n):\n{calls}g(1)\nx = 1 + 1\n")
    assert WORK.done > 0.7 * limits.WORK
    assert made.run.stopped_at is None
    assert "2" == made.shown()


def test_what_such_functions_give_is_unknown_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STEPS", 2_000)
    assert "the calls inside this one take too many steps" in repr(
        outcome(
            f"import torch\nfrom torch import nn\n{CHAINS['models'].replace(chr(10) + 'f0()', chr(10) + 'x = f0()')}"
        ).run.store.cells
    )
