"""The frame of a run: order, fingerprints, notebooks, versions, several views of one set-up, mistakes in one file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from lossguard import interpret
from lossguard.config import Overrides
from lossguard.findings import Finding
from lossguard.results import Report
from lossguard.runner import Request, check, gates
from tests.projects import BAD, HEAD, IMPORTS, LOSS, write

pytestmark = pytest.mark.usefixtures("project")


def report(*paths: str, **changes: object) -> Report:
    return check(Request(paths or (".",), isolated=True, with_setups=True, **changes))  # type: ignore[arg-type]


def notebook(name: str, *cells: str) -> None:
    content = [
        {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": cell} for cell in cells
    ]
    kernel = {"kernelspec": {"language": "python", "name": "python3", "display_name": "Python 3"}}
    write(name, json.dumps({"cells": content, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))


def only(findings: tuple[Finding, ...], code: str) -> Finding:
    [found] = [each for each in findings if each.code == code]
    return found


def test_findings_are_sorted_by_place_whatever_the_order_of_the_paths() -> None:
    write("b.py", BAD)
    write("a.py", BAD + BAD)
    found = report("b.py", "a.py").findings
    places = [(each.place.path, each.place.line, each.place.column, each.code) for each in found]
    assert sorted(places) == places
    assert {"a.py", "b.py"} == {path for path, *_ in places}


def test_a_file_given_twice_is_checked_once() -> None:
    write("train.py", BAD)
    assert 1 == report("train.py", "./train.py", ".").summary.files_seen


@pytest.mark.parametrize(
    "move", [lambda text: f"\n\n# moved\n{text}", lambda text: text.replace(LOSS, f"x = 1\n{LOSS}")]
)
def test_a_fingerprint_does_not_change_when_lines_move(move: Callable[[str], str]) -> None:
    write("train.py", BAD)
    before = only(report().findings, "LG104")
    write("train.py", move(BAD))
    after = only(report().findings, "LG104")
    assert before.place != after.place
    assert before.fingerprint == after.fingerprint


def test_fingerprints_of_equal_lines_and_of_other_files_differ() -> None:
    write("a.py", BAD + LOSS)
    write("b.py", BAD)
    found = [each.fingerprint for each in report().findings if each.code == "LG104"]
    assert 3 == len(set(found))


def test_places_in_an_indented_cell_count_its_indentation() -> None:
    notebook(
        "train.ipynb",
        IMPORTS,
        "".join(f"    {line}" for line in f"model = Sequential()\n{HEAD}{LOSS}".splitlines(True)),
    )
    found = only(report().findings, "LG104").place
    assert ("train.ipynb", 1, 3) == (found.path, found.cell, found.line)
    line = f"    {LOSS}"
    assert '"binary_crossentropy"' in line[found.column - 1 : found.end_column - 1]
    assert not line[found.column - 1].isspace()


def test_a_cell_that_does_not_parse_is_a_failure_and_the_others_go_on() -> None:
    notebook("train.ipynb", IMPORTS, "print 'old'", f"model = Sequential()\n{HEAD}{LOSS}")
    found = report()
    assert [("LG901", 1)] == [(each.code, each.cell) for each in found.failures]
    assert 2 == only(found.findings, "LG104").place.cell


@pytest.mark.parametrize(
    ("given", "expected"),
    [((), "2.1"), (("keras=2.3",), "2.3")],
)
def test_versions_come_from_the_user_then_from_the_project(given: tuple[str, ...], expected: str) -> None:
    write("requirements.txt", "keras==2.1\n")
    write("train.py", BAD)
    [setup] = report(overrides=Overrides(framework_version=given)).setups
    assert expected == setup.engine.version


def test_what_a_notebook_installs_counts_before_the_files_of_the_project() -> None:
    write("requirements.txt", "keras==2.1\n")
    notebook("train.ipynb", "!pip install keras==2.2.4\n", BAD)
    [setup] = report().setups
    assert "2.2.4" == setup.engine.version


def test_a_model_of_another_file_is_followed_and_its_place_is_related() -> None:
    write("net/model.py", f"{IMPORTS}def build():\n    model = Sequential()\n    {HEAD}    return model\n")
    write("train.py", f"from net.model import build\nmodel = build()\n{LOSS}")
    related = only(report().findings, "LG104").related
    assert ("net/model.py", 5) in [(each.place.path, each.place.line) for each in related]


def test_files_without_training_code_are_seen_and_not_analysed() -> None:
    write("train.py", BAD)
    write("other.py", "print(1)\n")
    summary = report().summary
    assert (2, 1) == (summary.files_seen, summary.files_analysed)


def test_the_counts_of_set_ups_are_those_of_the_set_ups_shown() -> None:
    write("train.py", BAD + IMPORTS + 'm = Sequential()\nm.add(Dense(1))\nm.compile(loss="mse", optimizer="sgd")\n')
    found = report()
    counts = found.summary
    assert (2, 1, 1, 0) == (counts.setups, counts.setups_ok, counts.setups_wrong, counts.setups_unknown)
    assert ["wrong", "ok"] == [str(setup.answer) for setup in found.setups]


TRAIN = "from torch import nn\ndef train(model, loss, x, y):\n    loss(model(x), y).backward()\n"
GOOD_NET, BAD_NET = "nn.Linear(4, 10)", "nn.Sequential(nn.Linear(4, 10), nn.Softmax(1))"


def test_a_wrong_call_of_a_shared_function_is_certain_and_named() -> None:
    calls = (f"train({net}, nn.CrossEntropyLoss(), x, y)\n" for net in (GOOD_NET, BAD_NET))
    write("train.py", f"{TRAIN}x, y = 1, 2\n{''.join(calls)}")
    found = report()
    finding = only(found.findings, "LG102")
    assert ("certain", 3) == (str(finding.confidence), finding.place.line)
    assert finding.message.endswith("It is so when called at line 6.")
    assert (6, "called here") in [(each.place.line, each.message) for each in finding.related]


def test_calls_with_the_same_outcome_are_one_set_up() -> None:
    write(
        "train.py",
        TRAIN
        + f"x, y = 1, 2\ntrain({GOOD_NET}, nn.CrossEntropyLoss(), x, y)\n" * 3
        + f"train({BAD_NET}, nn.CrossEntropyLoss(), x, y)\n",
    )
    summary = report().summary
    assert (2, 1, 1, 0) == (summary.setups, summary.setups_ok, summary.setups_wrong, summary.setups_unknown)


def test_a_finding_in_all_calls_names_none() -> None:
    write("train.py", TRAIN + f"x, y = 1, 2\ntrain({BAD_NET}, nn.CrossEntropyLoss(), x, y)\n" * 2)
    assert "called at" not in only(report().findings, "LG102").message


def test_a_call_from_another_file_is_named_with_its_file() -> None:
    write("steps.py", TRAIN)
    write("good.py", f"from torch import nn\nfrom steps import train\ntrain({GOOD_NET}, nn.CrossEntropyLoss(), 1, 2)\n")
    write("train.py", f"from torch import nn\nfrom steps import train\ntrain({BAD_NET}, nn.CrossEntropyLoss(), 1, 2)\n")
    assert "called at train.py:3." in only(report().findings, "LG102").message


def test_a_function_with_callers_in_another_file_is_judged_by_them() -> None:
    write("steps.py", TRAIN)
    write(
        "train.py", f"from torch import nn\nfrom steps import train\ntrain({GOOD_NET}, nn.CrossEntropyLoss(), 1, 2)\n"
    )
    summary = report().summary
    assert (1, 1) == (summary.setups, summary.setups_ok)


def test_a_failure_of_lossguard_concerns_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    real = interpret.analyse
    crashed: list[str] = []

    def failing(program, *rest):  # type: ignore[no-untyped-def]
        if program.path == "a.py":
            raise RecursionError("too deep")
        return real(program, *rest)

    monkeypatch.setattr(interpret, "analyse", failing)
    write("a.py", BAD)
    write("b.py", BAD)
    found = report(crashed=lambda path, error: crashed.append(path))
    assert found.crashed
    (failure,) = found.failures
    assert ("a.py", "LG900") == (failure.path, failure.code)
    assert failure.reason.startswith("lossguard failed: RecursionError: too deep (report ")
    assert ["a.py"] == crashed
    assert {"b.py"} == {each.place.path for each in found.findings}


def test_a_report_id_tells_failures_of_one_cause_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    errors: dict[str, Exception] = {"a.py": ValueError("1"), "b.py": ValueError("2"), "c.py": KeyError("3")}

    def failing(program, *rest):  # type: ignore[no-untyped-def]
        raise errors[program.path]

    monkeypatch.setattr(interpret, "analyse", failing)
    for path in errors:
        write(path, BAD)
    one, same, other = (re.findall(r"\(report ([0-9a-f]{8}), ", each.reason) for each in report().failures)
    assert one == same != other
    assert 1 == len(one) == len(other)


def test_an_unreadable_file_gates_unless_its_code_is_ignored() -> None:
    write("old.py", f"{BAD}print 'done'\n")
    for ignore, expected in (((), True), (("LG901",), False)):
        request = Request(("old.py",), Overrides(ignore=ignore), isolated=True)
        assert expected == gates(check(request), request.settings())


def test_per_file_ignores_hold_for_the_files_they_name() -> None:
    write("lossguard.toml", 'root = true\n[per-file-ignores]\n"old/*" = ["LG1"]\n')
    write("old/a.py", BAD)
    write("new/b.py", BAD)
    found = check(Request((".",)))
    assert {"new/b.py"} == {each.place.path for each in found.findings if each.code == "LG104"}
