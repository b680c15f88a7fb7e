"""Losses, metrics, layers and loaders that users describe in their settings, and severities of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import lossguard
from lossguard.cli import cli
from lossguard.config_files import READERS
from lossguard.config_schema import schema
from lossguard.knowledge.described import READERS as KINDS
from lossguard.knowledge.described import Mistake, described

FOCAL = """\
[[losses]]
name = "losses.focal"
params = "y_true, y_pred, gamma=2.0"
family = "bernoulli"
expects = "unit"
labels = ["binary", "multi_hot"]
units = "outputs"
"""
FANCY = """\
[[losses]]
name = "vendor.losses.FancyLoss"
framework = "torch"
params = "from_logits=False"
family = "categorical"
expects = "simplex"
when = [{ from_logits = true, expects = "real" }]
labels = ["index"]
units = "classes"
"""
KERAS = "import keras\nfrom keras import layers\nfrom losses import focal\n"
TORCH = """\
import torch
from torch import nn
from vendor.losses import FancyLoss

net = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))
criterion = FancyLoss({option})
for _ in range(9):
    loss = criterion(net(torch.randn(8, 4)), torch.randint(0, 3, (8,)))
    loss.backward()
"""

pytestmark = pytest.mark.usefixtures("project")


def report(settings_text: str, **files: str) -> lossguard.Report:
    Path("lossguard.toml").write_text(settings_text, encoding="utf-8")
    for name, text in files.items():
        Path(f"{name}.py").write_text(text, encoding="utf-8")
    return lossguard.check_paths(["."])


def codes(found: lossguard.Report) -> list[str]:
    return [finding.code for finding in found.findings]


def compiled(layers: str, loss: str = "focal") -> str:
    return f"{KERAS}model = keras.Sequential([{layers}])\nmodel.compile(loss={loss}, optimizer='adam')\n"


def test_a_described_loss_of_the_project_is_judged_by_its_row_and_not_by_its_body() -> None:
    body = "def focal(y_true, y_pred, gamma=2.0):\n    return extension(y_true, y_pred, gamma)\n"
    assert ["LG101"] == codes(report(FOCAL, losses=body, train=compiled("layers.Dense(1)")))
    assert [] == codes(report(FOCAL, losses=body, train=compiled("layers.Dense(1, activation='sigmoid')")))
    assert [] == codes(report("", losses=body, train=compiled("layers.Dense(1)")))


def test_it_may_be_defined_in_the_file_itself_or_in_no_file_at_all() -> None:
    own = compiled("layers.Dense(1)").replace(
        "from losses import focal", "def focal(t, p, gamma=2.0):\n    return ext(t)"
    )
    assert ["LG101"] == codes(report(FOCAL.replace("losses.focal", "train.focal"), train=own))
    assert ["LG101"] == codes(report(FOCAL, train=compiled("layers.Dense(1)")))


@pytest.mark.parametrize(("option", "expected"), [("from_logits=True", ["LG102"]), ("from_logits=False", []), ("", [])])
def test_an_option_can_decide_what_is_expected(option: str, expected: list[str]) -> None:
    assert expected == codes(report(FANCY, train=TORCH.format(option=option)))


def test_a_described_layer_has_its_width_and_activation() -> None:
    row = '[[layers]]\nname = "vendor.MyDense"\nparams = "units, activation=None"\nkind = "affine"\nwidth = "units"\n'
    text = compiled("MyDense(1, activation='softmax')", "'binary_crossentropy'").replace(
        "losses import focal", "vendor import MyDense"
    )
    assert ["LG106"] == codes(report(f'{row}activation = "activation"\n', train=text))
    assert [] == codes(report("", train=text))


def test_a_described_activation_has_its_space() -> None:
    row = '[[layers]]\nname = "vendor.squash"\nspace = "simplex"\nparams = "x"\n'
    text = TORCH.replace(", nn.Softmax(dim=1)", "").replace("FancyLoss({option})", "nn.CrossEntropyLoss()")
    text = text.replace("vendor.losses import FancyLoss", "vendor import squash").replace(
        "criterion(net(", "criterion(squash(net("
    )
    text = text.replace("torch.randn(8, 4))", "torch.randn(8, 4)))")
    assert ["LG102"] == codes(report(row.replace("params", 'framework = "torch"\nparams'), train=text))


def test_a_described_loader_gives_labels() -> None:
    row = '[[loaders]]\nname = "data.load"\nreturns = "(x, y), (x, y)"\nencoding = "index"\nclasses = 7\nrank = 1\n'
    text = compiled("layers.Dense(5, activation='softmax')", "'sparse_categorical_crossentropy'")
    text = (
        text.replace("from losses import focal", "from data import load\n(x, y), (xt, yt) = load()")
        + "model.fit(x, y)\n"
    )
    assert ["LG203"] == codes(report(row, train=text))


def test_a_described_metric_has_its_decision() -> None:
    row = (
        '[[metrics]]\nname = "vendor.my_accuracy"\ndecision = "threshold"\nfamily = "bernoulli"\nexpects = "unit"\n'
        'labels = ["binary"]\nunits = "outputs"\n'
    )
    text = compiled("layers.Dense(1)", "keras.losses.BinaryCrossentropy(from_logits=True), metrics=[my_accuracy]")
    assert ["LG304"] == codes(report(row, train=text.replace("losses import focal", "vendor import my_accuracy")))


def test_rows_of_one_folder_do_not_hold_in_another(project: Path) -> None:
    for name, text in (("a", FOCAL), ("b", "root = true\n")):
        (project / name).mkdir()
        (project / name / "lossguard.toml").write_text(text, encoding="utf-8")
        (project / name / "train.py").write_text(compiled("layers.Dense(1)"), encoding="utf-8")
    assert ["a/train.py"] == [finding.place.path for finding in lossguard.check_paths(["a", "b"]).findings]


def test_a_rule_can_be_graded() -> None:
    text = compiled("layers.Dense(1)", "'binary_crossentropy'")
    for grade in ("warning", "note"):
        found = report(f'severity = {{ LG1 = "error", LG101 = "{grade}" }}\n', train=text)
        assert [grade] == [str(finding.severity) for finding in found.findings]
    result = CliRunner().invoke(cli, ["check", "--output-format", "concise"])
    assert (0, True) == (result.exit_code, "LG101 note" in result.stdout)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (FOCAL.replace("bernoulli", "bernouli"), 4, 'did you mean "bernoulli"?'),
        (FOCAL.replace("labels", "label"), 1, "labels: must be a list of"),
        (f'{FOCAL}colour = "red"\n', 8, "colour: there is no such key"),
        (FOCAL.replace('name = "losses.focal"\n', ""), 1, "must be the dotted name"),
        (FOCAL.replace("gamma=2.0", "gamma=)"), 3, "params"),
        (FOCAL + FANCY.replace("simplex", "simplx"), 13, "losses, entry 2: expects"),
        (FANCY.replace("[{ from_logits = true, expects = \"real\" }]", "3"), 7, "must be a list of tables"),
        ('losses = "focal"\n', 1, "must be a list of tables"),
        ('losses = [3]\n', 1, "must be a table"),
        ('[[loaders]]\nname = "a.b"\nreturns = "(a, b"\nencoding = "index"\n', 3, 'or "pairs"'),
        ('[severity]\nLG101 = "warn"\n', 2, 'did you mean "warning"?'),
        ('[severity]\nLG777 = "error"\n', None, "no rule has the code"),
        ('fail-on = "error"\nignroe = ["LG1"]\n', 2, 'did you mean "ignore"?'),
    ],
)  # fmt: skip
def test_mistakes_name_file_line_key_and_remedy(text: str, line: int | None, told: str) -> None:
    with pytest.raises(lossguard.ConfigError) as caught:
        report(text, train=compiled("layers.Dense(1)"))
    assert told in str(caught.value)
    assert ("lossguard.toml", line) == (caught.value.file, caught.value.line)


VALUES = st.one_of(st.text(max_size=9), st.integers(), st.none(), st.lists(st.text(max_size=5), max_size=2))
KEYS = st.sampled_from(["name", "params", "family", "expects", "labels", "when", "kind", "returns", "x"])


@given(st.dictionaries(KEYS, VALUES, max_size=6), st.sampled_from(sorted(KINDS)))
@settings(max_examples=150, deadline=None)
def test_any_entry_is_a_row_or_a_mistake(table: dict[str, object], kind: str) -> None:
    try:
        assert described(table, KINDS[kind]).row.names
    except Mistake as mistake:
        assert mistake.problem


def test_the_schema_has_every_key_and_takes_what_is_right() -> None:
    found = schema()
    assert {*READERS, "root"} == set(found["properties"])
    assert json.loads(CliRunner().invoke(cli, ["config", "--schema"]).stdout) == json.loads(json.dumps(found))
    jsonschema = pytest.importorskip("jsonschema", reason="not needed otherwise")
    from lossguard.toml import parse

    validator = jsonschema.Draft202012Validator(found)
    right: Any = parse(f'select = ["lg1"]\nfail-on = "note"\n[severity]\nLG1 = "note"\n{FOCAL}{FANCY}'.encode())
    assert [] == [error.message for error in validator.iter_errors(right)]
    for wrong in ("ignroe = []", 'fail-on = "x"', '[[losses]]\nname = "a"', 'select = ["X1"]'):
        assert list(validator.iter_errors(parse(wrong.encode())))


def test_the_settings_show_what_is_described() -> None:
    report(f'severity = {{ LG101 = "note" }}\n{FOCAL}', train="")
    shown = CliRunner(env={"COLUMNS": "120"}).invoke(cli, ["config"]).stdout
    assert "losses.focal" in shown
    assert "LG101: note" in shown
