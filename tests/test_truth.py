"""The truth table: what the rows say of each loss, by library and version, in every form."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from lossguard.cli import cli
from lossguard.truth import Fit, fits, libraries
from lossguard.vocabulary import Encoding, Space


def run(*arguments: str, columns: int = 120) -> Result:
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(cli, ["table", *arguments], prog_name="lossguard")


def fit_of(library: str, name: str, option: str = "", version: tuple[int, ...] = ()) -> Fit:
    found = [fit for fit in fits(library, version) if name in fit.names and option in ("", fit.option)]
    assert found, f"{name} is not in the table of {library}"
    return found[0]


@pytest.mark.parametrize(
    ("library", "name", "option", "space"),
    [
        ("keras", "'binary_crossentropy'", "", Space.UNIT),
        ("keras", "losses.CategoricalCrossentropy", "from_logits=True", Space.REAL),
        ("torch", "nn.CrossEntropyLoss", "", Space.REAL),
        ("torch", "nn.NLLLoss", "", Space.LOG_SIMPLEX),
        ("torch", "nn.BCELoss", "", Space.UNIT),
        ("optax", "softmax_cross_entropy", "", Space.REAL),
        ("tensorflow", "nn.sparse_softmax_cross_entropy_with_logits", "", Space.REAL),
    ],
)
def test_the_table_says_which_space_a_loss_expects(library: str, name: str, option: str, space: Space) -> None:
    assert space is fit_of(library, name, option).expects


def test_the_table_says_which_labels_a_loss_reads() -> None:
    assert Encoding.INDEX in fit_of("keras", "'sparse_categorical_crossentropy'").labels
    assert Encoding.INDEX not in fit_of("keras", "'categorical_crossentropy'").labels


def test_the_frameworks_come_first() -> None:
    assert ("keras", "tensorflow", "torch", "optax") == libraries()[:4]


def test_an_older_version_has_the_losses_of_its_time() -> None:
    names = {name for fit in fits("keras", (2, 2, 4)) for name in fit.names}
    assert "'logcosh'" in names
    assert "losses.Dice" not in names
    assert "losses.Dice" in {name for fit in fits("keras") for name in fit.names}


def test_every_library_has_a_table_in_every_form() -> None:
    for library in (*libraries(), "all"):
        for form in ("text", "markdown", "json"):
            assert 0 == run(library, "--output-format", form).exit_code


def test_the_text_shows_the_string_and_the_class_with_its_option() -> None:
    text = run("keras").stdout
    assert "'binary_crossentropy'                            sigmoid " in text
    assert "BinaryCrossentropy(from_logits=True)             none (logits) " in text


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_the_text_fits_the_terminal(columns: int) -> None:
    assert all(len(line) <= max(columns, 70) for line in run("keras", columns=columns).stdout.splitlines())


def test_the_json_has_the_words_of_the_contract() -> None:
    losses = json.loads(run("torch", "--output-format", "json").stdout)["losses"]
    found = next(loss for loss in losses if "nn.BCELoss" in loss["names"])
    assert ("bernoulli", "unit", "torch") == (found["family"], found["expects"], found["library"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("kears",), 'did you mean "keras"?'), (("timm", "--framework-version", "keras=2"), "write timm=VERSION")],
)
def test_what_cannot_be_shown_is_said(arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments)
    assert 2 == result.exit_code
    assert told in result.stderr
