"""The rows of training wrappers against skorch, ignite, fastai and transformers, each where it is installed."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: its wrappers cannot be compared")

from lossguard.knowledge.parameters import UNINTERESTING, ParameterKind, parameters  # noqa: E402
from lossguard.knowledge.rows import Call  # noqa: E402
from lossguard.knowledge.torch.trainers import TRAINERS  # noqa: E402
from tests.parameters import named  # noqa: E402

# Where packages have their names.
MODULES = {"fastai": ("fastai.basics", "fastai.vision.all", "fastai.tabular.all", "fastai.text.all")}


def real(name: str) -> Any:
    """The wrapper of a dotted name; the test is skipped where its package is not installed."""
    package, _, path = name.partition(".")
    for place in MODULES.get(package, (package,)):
        try:
            found = importlib.import_module(place)
        except (ImportError, RuntimeError) as error:
            pytest.skip(f"{place} cannot be imported: {error}")
        first = path.partition(".")[0]
        if hasattr(found, first) or place == package:
            break
    for part in path.split("."):
        found = getattr(found, part, None) or importlib.import_module(f"{package}.{part}")
    return found


@pytest.mark.signature
@pytest.mark.parametrize("row", TRAINERS, ids=lambda row: row.names[0])
def test_a_wrapper_takes_the_parameters_of_its_row(row: Call) -> None:
    if row.names[0].startswith("fastai.") and row.names[0] != "fastai.Learner":
        pytest.importorskip("torchvision", reason="torchvision is not installed: fastai.vision cannot be imported")
    target = real(row.names[0])
    actual = {name: p for name, p in inspect.signature(target).parameters.items() if name != "self"}
    ours = named(parameters(row))
    positional = [p.name for p in ours if p.kind is ParameterKind.POSITIONAL]
    assert positional == list(actual)[: len(positional)]
    for parameter in ours:
        assert parameter.name in actual
        if not parameter.required and parameter.default is not UNINTERESTING:
            assert actual[parameter.name].default == parameter.default


class Fixed(torch.nn.Module):  # type: ignore[misc]
    """Scores that a parameter scales, after a last step."""

    def __init__(self, last: Any) -> None:
        super().__init__()
        self.scale = torch.nn.Parameter(torch.ones(3))
        self.last = last

    def forward(self, x: Any) -> Any:
        return self.last(x * self.scale)


@pytest.mark.parametrize(
    ("finite", "last"), [(True, torch.nn.Softmax(-1)), (False, torch.nn.LogSoftmax(-1)), (False, torch.nn.Identity())]
)
def test_the_classifier_of_skorch_takes_the_logarithm(finite: bool, last: Any) -> None:
    skorch = pytest.importorskip("skorch", reason="skorch is not installed: its loss cannot be compared")
    x, y = torch.linspace(-3, 3, 36).reshape(12, 3).sin() * 3, torch.arange(12) % 3
    net = skorch.NeuralNetClassifier(Fixed(last), max_epochs=2, lr=0.1, train_split=None, verbose=0)
    net.fit(x, y)
    assert finite == bool(torch.isfinite(torch.tensor(net.history[-1, "train_loss"])))


@pytest.mark.parametrize(
    ("name", "labels", "problem"),
    [
        ("one", torch.tensor([0.5, 1.5]), "regression"),
        ("whole", torch.tensor([0, 2]), "single_label_classification"),
        ("rows", torch.eye(3)[:2], "multi_label_classification"),
    ],
)
def test_the_loss_inside_a_classifier_follows_the_labels(name: str, labels: Any, problem: str) -> None:
    transformers = pytest.importorskip("transformers", reason="transformers is not installed: its models are not run")
    config = transformers.BertConfig(
        vocab_size=20, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8,
        num_labels=1 if name == "one" else 3,
    )  # fmt: skip
    model = transformers.BertForSequenceClassification(config)
    model(input_ids=torch.ones(2, 4, dtype=torch.long), labels=labels)
    assert problem == model.config.problem_type


def test_the_accuracy_of_ignite_refuses_scores_of_one_unit() -> None:
    metrics = pytest.importorskip("ignite.metrics", reason="ignite is not installed: its metrics are not run")
    with pytest.raises(ValueError, match="y_pred must be comprised of 0's and 1's"):
        metrics.Accuracy().update((torch.tensor([[0.2], [0.7]]), torch.tensor([[0], [1]])))
