"""The other formats: concise lines, the JSON of the contract, the table of set-ups, the sentences at the end."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

import lossguard
from lossguard import __version__
from lossguard.findings import Edit, Failure, Fix
from lossguard.report import FORMATS, SETUPS_FORMATS, reporter, setups_reporter
from lossguard.report.summary import cut_short, generalised, nothing_to_say, reasons, setups_line, summary_line
from lossguard.results import Report, Summary
from lossguard.vocabulary import Severity
from tests.report.samples import branched_setup, finding, notebook_report, place, script_report, setup


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "100")


def written(report: Report, name: str, setups: bool = False) -> str:
    stream = io.StringIO()
    (setups_reporter(name) if setups else reporter(name)).write(report, stream)
    return stream.getvalue()


def as_json(report: Report, setups: bool = False) -> Any:
    return json.loads(written(report, "json", setups))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_an_empty_report(name: str) -> None:
    assert (name in {"json", "sarif", "gitlab", "junit", "html"}) == bool(written(Report(), name))


@pytest.mark.parametrize("name", SETUPS_FORMATS)
def test_every_table_format_writes_an_empty_report(name: str) -> None:
    assert (name in {"json", "html"}) == bool(written(Report(), name, setups=True))


def test_concise_has_one_line_for_each_finding_and_failure() -> None:
    assert written(notebook_report(), "concise") == (
        "nb.ipynb:cell 3:5:20: LG104 error possibly: The head is a softmax over 10 units, but the loss asks 10 yes/no"
        " questions.\nold.py:3:1: LG901 error Python 2 print statement\n"
    )


def test_concise_keeps_a_message_with_line_breaks_on_one_line() -> None:
    assert "LG104 error one two\n" in written(Report((finding(place(1, 1, 2), message="one\n  two"),)), "concise")


def test_json_has_the_keys_of_the_contract() -> None:
    found = as_json(script_report())
    assert {"schema", "tool", "findings", "failures", "cut_short", "summary"} == set(found)
    assert found["schema"] == 1
    assert {"name": "lossguard", "version": __version__} == found["tool"]
    [one] = found["findings"]
    assert ("LG104", "error", "certain") == (one["code"], one["severity"], one["confidence"])
    assert ("train.py", None, 5, 20, 5, 41) == tuple(
        one[key] for key in ("path", "cell", "line", "column", "end_line", "end_column")
    )
    assert (None, None, "f" * 64) == (one["url"], one["fix"], one["fingerprint"])
    assert {"path", "cell", "line", "column", "end_line", "end_column", "message"} == set(one["related"][0])
    counts = {"files_seen": 2, "files_analysed": 1, "setups": 1, "setups_ok": 0, "setups_wrong": 1, "setups_unknown": 0}
    assert counts | {"suppressed": 0, "baselined": 0} == found["summary"]


def test_json_counts_cells_and_tells_why_a_file_failed() -> None:
    found = as_json(notebook_report())
    assert found["findings"][0]["cell"] == 3
    assert {"path": "old.py", "cell": None, "line": 3, "reason": "Python 2 print statement", "code": "LG901"} == found[
        "failures"
    ][0]


def test_json_spells_out_a_fix() -> None:
    fix = Fix("remove the activation", False, (Edit(place(4, 19, 41), ""),))
    found = as_json(Report((finding(place(1, 1, 2), fix=fix),)))["findings"][0]["fix"]
    edit = {"path": "train.py", "cell": None, "line": 4, "column": 19, "end_line": 4, "end_column": 41, "text": ""}
    assert {"title": "remove the activation", "safety": "unsafe", "edits": [edit]} == found


def test_setups_json_has_the_keys_of_the_contract() -> None:
    [one] = as_json(script_report(), setups=True)["setups"]
    assert ("train.py", None, 5, 1, "keras", "2.2.4") == tuple(
        one[key] for key in ("path", "cell", "line", "column", "framework", "framework_version")
    )
    [output] = one["outputs"]
    here = {"path": "train.py", "cell": None}
    head = {"known": True, "space": "simplex", "activation": "softmax", "units": 10, "line": 4}
    assert here | head == output["head"]
    loss = {
        "known": True,
        "name": "binary_crossentropy",
        "family": "bernoulli",
        "expects": "unit",
        "from_logits": False,
    }
    assert here | loss | {"line": 5} == output["loss"]
    assert ("accuracy", "binary_accuracy", 5) == tuple(
        output["metrics"][0][key] for key in ("name", "resolved", "line")
    )
    assert ("one_hot", 10, 2) == tuple(output["labels"][key] for key in ("encoding", "classes", "line"))
    assert ("wrong", ["LG104", "LG301"]) == (output["verdict"], output["findings"])


def test_setups_json_shows_what_differs_between_ways_as_alternatives() -> None:
    main, aux = as_json(Report(setups=(branched_setup(),)), setups=True)["setups"][0]["outputs"]
    assert main["head"]["known"] is False
    assert [("simplex", ["when n == 10"]), ("unit", ["when n != 10"])] == [
        (one["space"], one["conditions"]) for one in main["head"]["alternatives"]
    ]
    assert main["loss"]["known"] is True
    assert {"known": False, "why": "what pickle.load returns is not read"} == aux["labels"]


def test_the_table_of_set_ups_shows_verdict_parts_places_and_codes() -> None:
    assert (
        written(script_report(), "text", setups=True)
        == """\
✗ wrong    train.py:5:1  Keras 2.2, from requirements.txt
  head     softmax over 10 units (Dense)                                          line 4
  loss     binary_crossentropy, which expects independent sigmoid probabilities   line 5
  labels   one-hot labels of 10 classes, from to_categorical()                    line 2
  metrics  'accuracy', which is binary_accuracy here                              line 5
           LG104, LG301

"""
    )


def test_the_table_of_set_ups_shows_each_way_and_each_reason() -> None:
    text = written(Report(setups=(branched_setup(),)), "text", setups=True)
    assert "? unknown" in text
    assert "  head     when n == 10:\n           softmax over 10 units" in text
    assert "           when n != 10:\n           sigmoid over 10 units" in text
    assert "  labels   unknown: what pickle.load returns is not read\n" in text


def test_the_summary_counts_files_set_ups_and_findings() -> None:
    findings = tuple(
        finding(place(1, 1, 2), severity=severity) for severity in (Severity.ERROR, Severity.ERROR, Severity.WARNING)
    )
    report = Report(findings, (), (), Summary(12, 9, 8, 5, 2, 1))
    assert summary_line(report) == "12 files, 8 set-ups: 5 ok, 2 wrong, 1 unknown; 3 findings (2 errors, 1 warning)"
    assert setups_line(report) == "12 files, 8 set-ups: 5 ok, 2 wrong, 1 unknown"


@pytest.mark.parametrize(
    ("summary", "sentence"),
    [
        (Summary(), "no Python files or notebooks found under the given paths"),
        (Summary(1, 0), "1 file checked: nothing about training in it"),
        (Summary(3, 2), "3 files checked: no training set-up found (a model, a loss and the call that joins them)"),
        (Summary(3, 2, 1), None),
    ],
)
def test_a_run_with_nothing_to_show_says_why_in_one_sentence(summary: Summary, sentence: str | None) -> None:
    assert sentence == nothing_to_say(Report(summary=summary))


def test_a_file_that_could_not_be_checked_is_not_passed_over() -> None:
    report = Report(failures=(Failure("old.py", "no"), Failure("old.py", "no", cell=2)), summary=Summary(1, 1))
    assert nothing_to_say(report) is None
    assert summary_line(report) == "1 file, no set-ups; no findings; 1 file could not be checked"


def test_files_that_were_not_followed_to_their_ends_are_named() -> None:
    said = "followed only in part, so that set-ups may be missing: "
    assert cut_short(Report(cut_short=("a.py", "\x1b[31m.py"))) == f"{said}a.py, \\x1b[31m.py"
    many = Report(cut_short=("a.py", "b.py", "c.py", "d.py", "e.py"))
    assert cut_short(many) == f"{said}a.py, b.py, c.py and 2 more"
    assert as_json(many)["cut_short"] == ["a.py", "b.py", "c.py", "d.py", "e.py"]


def test_the_places_of_a_set_up_in_other_files_have_their_path() -> None:
    one = setup()
    places = {spot: place(7, 1, 2, "model.py") if spot.ref == 1 else at for spot, at in one.places.items()}
    moved = type(one)(one.place, one.engine, one.outputs, places)
    assert "(Dense)" in (text := written(Report(setups=(moved,)), "text", setups=True))
    assert "model.py:7" in text


def test_reasons_count_what_is_known_and_why_the_rest_is_not() -> None:
    report = lossguard.check_source(
        "import keras\n"
        "model = keras.Sequential([keras.layers.Dense(3, activation='softmax')])\n"
        "model.compile(loss='categorical_crossentropy', optimizer='adam')\n"
        "net.compile(loss='mse', optimizer='adam')\n"
        "other = keras.models.load_model('a.h5')\n"
        "other.compile(loss='mse', optimizer='adam')\n"
    )
    lines = ["".join(piece.text for piece in line) for line in reasons(report)]
    outputs = sum(len(setup.outputs) for setup in report.setups)
    assert f"loss    known in {outputs} of {outputs}" in lines[1]
    assert lines[2].split()[0] == "0"
    assert any("labels  no call that trains this model" in line for line in lines)
    assert [] == list(reasons(Report()))


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        ("net is not defined where it can be seen", "a name is not defined where it can be seen"),
        ("x is a parameter of train and no call of it", "a parameter of a function, and no call of it"),
        ("what pd.read_csv('a.csv') reads is in a file", "what is read is in a file"),
        ("more than 8 alternatives", "more than n alternatives"),
    ],
)  # fmt: skip
def test_reasons_are_counted_without_names(why: str, expected: str) -> None:
    assert expected == generalised(why)
