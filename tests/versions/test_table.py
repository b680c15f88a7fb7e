"""The table by version: every answer was measured or names its source, what was measured is what lossguard says."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

import lossguard
from tests.versions.claims import Line, agree, claim, exception, verdict
from tests.versions.environments import ENVIRONMENTS
from tests.versions.measuring import Measured, disagreements, recorded
from tests.versions.questions import QUESTIONS, Question
from tests.versions.table import Entry, entries, lines, page

PAGE = Path(__file__).parents[2] / "docs" / "pages" / "versions.md"
START = "<!-- made by RENEW=1 pytest tests/versions -->\n"
RECORD = recorded()


@pytest.fixture(scope="module")
def table() -> list[Entry]:
    return entries()


def measured() -> list[object]:
    return [pytest.param(each, id=str(each.line)) for each in RECORD]


@pytest.mark.parametrize("run", measured())
def test_what_was_measured_is_what_is_said(run: Measured) -> None:
    assert [] == disagreements(run)


def test_each_exception_is_one() -> None:
    for run in RECORD:
        for asked in QUESTIONS:
            said = claim(asked, run.line) if exception(asked, run.line) and asked.id in run.answers else None
            assert said is None or not agree(asked, said, run.answers[asked.id])


def test_no_measurement_failed_or_fits_nothing() -> None:
    odd = [
        f"{run.line}: {key}: {answer}"
        for run in RECORD
        for key, answer in run.answers.items()
        if answer.startswith("failed") or answer == "something else"
    ]
    assert [] == odd


def test_every_answer_was_measured_or_names_its_source(table: list[Entry]) -> None:
    bare = [
        f"{entry.question.subject}: {stretch}"
        for entry in table
        for stretch in entry.stretches
        if not stretch.measured and not entry.question.source
    ]
    assert [] == bare


def test_every_subject_was_measured_somewhere_and_has_an_id_of_its_own() -> None:
    answered = {key for run in RECORD for key in run.answers}
    assert {question.id for question in QUESTIONS} == answered
    assert [] == [key for key, count in Counter(question.id for question in QUESTIONS).items() if count > 1]


def test_every_version_of_an_environment_was_run() -> None:
    """The versions that mkenvs names: of a package that could not be installed the source stands in its place."""
    run = {(each.line.flavour, ".".join(map(str, each.line.version))) for each in RECORD}
    aside = {("keras", version) for each in ENVIRONMENTS for version in each.aside}
    assert aside <= run


def test_the_page_shows_the_table(table: list[Entry]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    prose = text.partition(START)[0]
    made = prose + START + page(table)
    if os.environ.get("RENEW") == "1":
        PAGE.write_text(made, encoding="utf-8")
    assert made == PAGE.read_text(encoding="utf-8")


# ---- the verdict of lossguard itself, on one text in every version ----

CROSSENTROPY_OVER_SOFTMAX = """\
import numpy as np
{imports}
x = np.random.rand(60, 5)
y = np.eye(10)[np.random.randint(0, 10, 60)]
model = keras.models.Sequential()
model.add(keras.layers.Dense(10, activation="softmax", input_shape=(5,)))
model.compile(optimizer="sgd", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y)
"""
SEVERAL_LABELS = """\
import numpy as np
{imports}
from sklearn.preprocessing import MultiLabelBinarizer
x = np.random.rand(3, 5)
y = MultiLabelBinarizer().fit_transform([("a", "b"), ("b",), ("c",)])
model = keras.models.Sequential()
model.add(keras.layers.Dense(3, activation="sigmoid", input_shape=(5,)))
model.compile(optimizer="sgd", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y)
"""
DOUBLE_SOFTMAX = """\
import numpy as np
{imports}
x = np.random.rand(60, 5)
y = np.eye(10)[np.random.randint(0, 10, 60)]
model = keras.models.Sequential()
model.add(keras.layers.Dense(10, activation="softmax", input_shape=(5,)))
model.compile(optimizer="sgd", loss=keras.losses.CategoricalCrossentropy(from_logits=True))
model.fit(x, y)
"""
ZERO_ONE_HINGE = """\
import numpy as np
{imports}
x = np.random.rand(60, 5)
y = np.random.randint(0, 2, (60, 1))
model = keras.models.Sequential()
model.add(keras.layers.Dense(1, activation="tanh", input_shape=(5,)))
model.compile(optimizer="sgd", loss="hinge")
model.fit(x, y)
"""
METRICS_BY_POSITION = """\
import numpy as np
{imports}
x = np.random.rand(60, 5)
y = np.random.randint(0, 10, 60)
model = keras.models.Sequential()
model.add(keras.layers.Dense(10, activation="softmax", input_shape=(5,)))
model.compile("sgd", "sparse_categorical_crossentropy", ["accuracy"])
model.fit(x, y)
"""


def every_line() -> list[Line]:
    return [*lines("keras"), *lines("tf")]


def codes(text: str, line: Line) -> dict[str, str]:
    """The codes reported of a program in a version, with their severity."""
    return {finding.code: str(finding.severity) for finding in verdict(text, line).findings}


def question(ask: str, **given: object) -> Question:
    return next(each for each in QUESTIONS if each.ask == ask and given.items() <= each.given.items())


@pytest.mark.parametrize("line", every_line(), ids=str)
def test_the_inflated_accuracy_is_reported_where_the_table_says_binary(line: Line) -> None:
    subject = question("resolve", text="accuracy", head="softmax10", loss="binary_crossentropy")
    found = codes(CROSSENTROPY_OVER_SOFTMAX, line)
    assert "LG104" in found
    assert ("LG301" in found) is (claim(subject, line) == "binary_accuracy")


@pytest.mark.parametrize("line", every_line(), ids=str)
def test_argmax_over_several_labels_is_reported_where_the_table_says_categorical(line: Line) -> None:
    subject = question("resolve", text="accuracy", head="sigmoid10", loss="binary_crossentropy")
    assert ("LG302" in codes(SEVERAL_LABELS, line)) is (claim(subject, line) == "categorical_accuracy")


@pytest.mark.parametrize("line", every_line(), ids=str)
def test_two_softmaxes_are_an_error_where_the_table_says_as_written(line: Line) -> None:
    subject = question("computed", head="softmax", loss="categorical_crossentropy", from_logits=True)
    expected = {"as written": "error", "from the logits": "warning"}.get(claim(subject, line) or "")
    assert codes(DOUBLE_SOFTMAX, line).get("LG102") == expected


@pytest.mark.parametrize("backend", ["torch", "jax"])
def test_two_softmaxes_are_an_error_where_no_backend_looks_for_logits(backend: str) -> None:
    assert codes(DOUBLE_SOFTMAX, Line("keras", (3, 15), backend))["LG102"] == "error"


@pytest.mark.parametrize("line", every_line(), ids=str)
def test_zero_one_labels_of_a_hinge_are_reported_where_they_stay(line: Line) -> None:
    assert ("LG209" in codes(ZERO_ONE_HINGE, line)) is (claim(question("hinge"), line) == "stay")


@pytest.mark.parametrize("line", every_line(), ids=str)
def test_metrics_by_position_are_reported_where_another_parameter_stands_there(line: Line) -> None:
    third = (claim(question("compile_order"), line) or "").split(", ")[2]
    assert ("LG404" in codes(METRICS_BY_POSITION, line)) is (third != "metrics")


@pytest.mark.parametrize("name", ["bce", "logcosh", "cosine_proximity", "huber", "kl_divergence", "tversky"])
@pytest.mark.parametrize("line", every_line(), ids=str)
def test_a_loss_is_refused_where_the_table_does_not_know_it(name: str, line: Line) -> None:
    text = METRICS_BY_POSITION.replace('"sparse_categorical_crossentropy", ["accuracy"]', f'"{name}"')
    assert ("LG403" in codes(text, line)) is (claim(question("loss", name=name), line) == "no")


def test_with_no_version_named_the_newest_counts() -> None:
    report = lossguard.check_source(CROSSENTROPY_OVER_SOFTMAX.replace("{imports}", "import keras"))
    assert "LG301" not in {finding.code for finding in report.findings}
