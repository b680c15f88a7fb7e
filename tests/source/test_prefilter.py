"""The prefilter: never loses a training set-up, and leaves most other files alone."""

from __future__ import annotations

import json

import pytest

from lossguard.source.prefilter import relevant

RELEVANT = [
    "model.compile(loss='mse', optimizer='adam')",
    "model.compile ('adam', 'mse')",
    "model \\\n    .compile(loss=loss)",
    "self.model.compile(**options)",
    "build().compile('adam', 'mse')",
    "fire.compile('adam', 'mse')",
    "import re\nre.compile('x')\nmodel.compile('adam', 'mse')",
    "loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)",
    "loss = tf.nn.sigmoid_cross_entropy_with_logits(y, z)",
    "tf.losses.mean_squared_error(y, p)\nimport tensorflow",
    "loss_object = tf.keras.losses.Hinge()",
    "from keras.objectives import categorical_crossentropy",
    "criterion = nn.CrossEntropyLoss()",
    "F.cross_entropy(x, y)",
    "F.nll_loss(x, y)",
    "from torch.nn import *\nloss = MSELoss()",
    "import torch.nn.functional as F\nF.kl_div(p, q)",
    "import torch.nn as nn\nloss = nn.TripletMarginLoss",
    "import optax\noptax.l2_loss(p, y)",
    "optax.softmax_cross_entropy_with_integer_labels(z, y)",
    "CROSS_ENTROPY = 1",
    "from skorch import NeuralNetClassifier\nnet = NeuralNetClassifier(Net)",
    "from fastai.vision.all import *\nlearn = vision_learner(dls, resnet18, metrics=error_rate)",
    "model = AutoModelForSequenceClassification.from_pretrained(name)",
    "import tensorflow as tf\nm = tf.keras.metrics.Accuracy()",
    "criterion = getattr(nn, cfg['loss'])()\ncriterion(out, y).backward()",
]
IRRELEVANT = [
    "",
    "import re\nPATTERN = re.compile('x')",
    "import torch\nf = torch.compile(f)",
    "import tensorflow as tf\nprint(tf.__version__)",
    "total_loss = 3",
    "code = compile(text, 'a', 'exec')",
]


@pytest.mark.parametrize("text", RELEVANT)
def test_a_file_with_a_loss_passes(text: str) -> None:
    assert relevant(text.encode(), notebook=False)


@pytest.mark.parametrize("text", IRRELEVANT)
def test_a_file_without_any_loss_does_not(text: str) -> None:
    assert not relevant(text.encode(), notebook=False)


@pytest.mark.parametrize("text", RELEVANT)
def test_a_notebook_with_a_loss_passes_in_either_form_of_source(text: str) -> None:
    for source in (text, text.splitlines(keepends=True)):
        assert relevant(json.dumps({"cells": [{"source": source}]}).encode(), notebook=True)


@pytest.mark.parametrize("text", IRRELEVANT)
def test_a_notebook_without_any_loss_does_not(text: str) -> None:
    for source in (text, text.splitlines(keepends=True)):
        assert not relevant(json.dumps({"cells": [{"source": source}]}).encode(), notebook=True)


def test_utf_16_is_searched_too() -> None:
    assert relevant("model.compile(loss='mse')".encode("utf-16"), notebook=False)
