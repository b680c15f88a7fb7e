"""How Keras and PyTorch spell what every script needs: data, training, and the numbers of a sign."""

from __future__ import annotations

from lossguard.records import dataclass
from lossguard.verify.demo import Task


@dataclass(frozen=True, slots=True)
class Language:
    """How one framework spells what all scripts need."""

    name: str
    number: str
    cost: str
    bend: str
    measured: str
    share: str
    alone: str
    scatter: str
    probabilities: str
    exp: str
    truths: dict[Task, str]
    inputs: dict[Task, str]
    labels: dict[str, str]
    head: str
    body: str
    warned: str
    evaluated: str
    metric: str


KERAS = Language(
    name="keras",
    number="float({})",
    cost="loss(y, {})",
    bend='np.array(keras.Sequential([keras.layers.Activation("linear"), *links])({}))',
    measured="float(metrics[0](y, {}))",
    share="float(np.mean({}))",
    alone="model.predict(x[:1], verbose=0)",
    scatter="1000.0 * np.random.randn({n}, {units})",
    probabilities="1 / (1 + np.exp(-out))",
    exp="np.exp(out)",
    truths={
        Task.CLASSES: "np.arange({n}) % {classes}",
        Task.PAIR: "np.arange({n}) % 2",
        Task.TAGS: "np.random.default_rng(0).integers(0, 2, ({n}, {classes}))",
        Task.VALUES: "np.linspace({low}, {high}, {n})",
    },
    inputs={
        Task.CLASSES: "np.eye({classes})[truth] + {noise} * np.random.randn({n}, {classes})",
        Task.PAIR: "truth[:, None] + {noise} * np.random.randn({n}, 1)",
        Task.TAGS: "truth + {noise} * np.random.randn({n}, {classes})",
        Task.VALUES: "np.linspace(-1, 1, {n})[:, None]",
    },
    labels={
        "ids": "truth",
        "ids column": "truth[:, None]",
        "ids from one": "truth + 1",
        "ids float": 'truth.astype("float32")',
        "rows": "np.eye({classes})[truth]",
        "rows deeper": "np.eye({classes})[truth][:, None]",
        "deeper": 'truth[:, None, None].astype("float32")',
        "rows whole": "np.eye({classes}, dtype=int)[truth]",
        "column": 'truth[:, None].astype("float32")',
        "column whole": "truth[:, None]",
        "flat": 'truth.astype("float32")',
        "signs": "2.0 * truth[:, None] - 1",
        "signs flat": "2.0 * truth - 1",
        "masks": "255.0 * truth[:, None]",
        "ids scaled": "truth / truth.max()",
        "column scaled": "truth[:, None] / 255",
        "tags signs": "2.0 * truth - 1",
        "tags": 'truth.astype("float32")',
        "tags whole": "truth",
        "values": 'truth[:, None].astype("float32")',
        "values flat": 'truth.astype("float32")',
        "text": 'np.array(["no", "yes", "maybe"] * {classes})[truth]',
    },
    head="""\
import keras
import numpy as np

keras.utils.set_random_seed(0)
""",
    body="""\
        model = keras.Sequential([keras.Input(shape=({width},)), keras.layers.Dense(units), *links])
        model.compile(keras.optimizers.Adam(0.3), loss=loss{metrics})
        first, *_, last = model.fit(x, y, epochs={steps}, batch_size={n}, verbose=0).history["loss"]
        out = model.predict(x, verbose=0)
""",
    warned="with warnings.catch_warnings(record=True) as caught:",
    evaluated="later = float(np.mean(model.evaluate(x, held, verbose=0)))",
    metric="reported = float(np.mean(model.evaluate(x, y, batch_size={n}, verbose=0)[1]))",
)
TORCH = Language(
    name="torch",
    number="float({})",
    cost="loss({}, y)",
    bend="nn.Sequential(*links)({})",
    measured="float(metric({}, y))",
    share="({}).float().mean().item()",
    alone="model(x[:1]).detach()",
    scatter="1000.0 * torch.randn({n}, {units})",
    probabilities="torch.sigmoid(out)",
    exp="out.exp()",
    truths={
        Task.CLASSES: "torch.arange({n}) % {classes}",
        Task.PAIR: "torch.arange({n}) % 2",
        Task.TAGS: "torch.randint(0, 2, ({n}, {classes}))",
        Task.VALUES: "torch.linspace({low}, {high}, {n})",
    },
    inputs={
        Task.CLASSES: "torch.eye({classes})[truth] + {noise} * torch.randn({n}, {classes})",
        Task.PAIR: "truth[:, None] + {noise} * torch.randn({n}, 1)",
        Task.TAGS: "truth + {noise} * torch.randn({n}, {classes})",
        Task.VALUES: "torch.linspace(-1, 1, {n})[:, None]",
    },
    labels={
        "ids": "truth",
        "ids column": "truth[:, None]",
        "ids from one": "truth + 1",
        "ids float": "truth.float()",
        "rows": "torch.eye({classes})[truth]",
        "rows deeper": "torch.eye({classes})[truth][:, None]",
        "deeper": "truth[:, None, None].float()",
        "rows whole": "F.one_hot(truth, {classes})",
        "column": "truth[:, None].float()",
        "column whole": "truth[:, None]",
        "flat": "truth.float()",
        "signs": "2.0 * truth[:, None] - 1",
        "signs flat": "2.0 * truth - 1",
        "masks": "255.0 * truth[:, None]",
        "ids scaled": "truth / truth.max()",
        "column scaled": "truth[:, None] / 255",
        "tags signs": "2.0 * truth - 1",
        "tags": "truth.float()",
        "tags whole": "truth",
        "values": "truth[:, None]",
        "values flat": "truth",
        "text": 'np.array(["no", "yes", "maybe"] * {classes})[truth]',
    },
    head="""\
import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(0)
""",
    body="""\
        model = nn.Sequential(nn.Linear({width}, units), *links)
        optimizer, history = torch.optim.Adam(model.parameters(), lr=0.3), []
        for step in range({steps}):
            optimizer.zero_grad()
            value = loss(model(x), y)
            value.backward()
            optimizer.step()
            history.append(value.item())
        first, last, out = history[0], history[-1], model(x).detach()
""",
    warned="",
    evaluated="later = loss(out, held).item()",
    metric="reported = float(metric(out, y))",
)
