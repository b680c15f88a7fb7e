"""PyTorch: the right settings by problem, and the mistakes of the rule table."""

from __future__ import annotations

from lossguard.vocabulary import Confidence
from tests.mutation.style import Group, Mistake, Setting
from tests.mutation.torch_styles import STYLES

COMMON = {
    "activation": "",
    "passed": "logits, labels",
    "measured": "logits, labels",
}
PROBLEMS = {
    "classes": {
        **COMMON,
        "load": "from sklearn.datasets import load_digits\nx, y = load_digits(return_X_y=True)",
        "features": "64",
        "target": "torch.tensor(y)",
        "array": "y",
        "units": "10",
        "loss": "CrossEntropyLoss",
        "decision": "logits.argmax(dim=1) == labels",
        "torchmetric": 'torchmetrics.Accuracy(task="multiclass", num_classes=10)',
    },
    "binary": {
        **COMMON,
        "load": "from sklearn.datasets import load_breast_cancer\nx, y = load_breast_cancer(return_X_y=True)",
        "features": "30",
        "target": "torch.tensor(y).float().unsqueeze(1)",
        "array": "y.astype(np.float32).reshape(-1, 1)",
        "units": "1",
        "loss": "BCEWithLogitsLoss",
        "decision": "(logits > 0).float() == labels",
        "torchmetric": 'torchmetrics.Accuracy(task="binary")',
    },
    "tags": {
        **COMMON,
        "load": "from sklearn.datasets import make_multilabel_classification\n"
        "x, y = make_multilabel_classification(n_samples=500, n_features=20, n_classes=5)",
        "features": "20",
        "target": "torch.tensor(y).float()",
        "array": "y.astype(np.float32)",
        "units": "5",
        "loss": "BCEWithLogitsLoss",
        "decision": "(torch.sigmoid(logits) > 0.5) == labels.bool()",
        "torchmetric": 'torchmetrics.Accuracy(task="multilabel", num_labels=5)',
    },
    "values": {
        **COMMON,
        "load": "from sklearn.datasets import load_diabetes\nx, y = load_diabetes(return_X_y=True)",
        "features": "10",
        "target": "torch.tensor(y).float().unsqueeze(1)",
        "array": "y.astype(np.float32).reshape(-1, 1)",
        "units": "1",
        "loss": "MSELoss",
        "decision": "(logits - labels).abs() < 10",
        "torchmetric": "torchmetrics.MeanSquaredError()",
    },
}
LINKS = {
    "": "x",
    "Softmax(dim=1)": "torch.softmax(x, dim=1)",
    "Softmax(dim=0)": "torch.softmax(x, dim=0)",
    "LogSoftmax(dim=1)": "F.log_softmax(x, dim=1)",
    "LogSoftmax(dim=0)": "F.log_softmax(x, dim=0)",
    "Sigmoid()": "torch.sigmoid(x)",
    "ReLU()": "F.relu(x)",
    "Tanh()": "torch.tanh(x)",
}
FUNCTIONS = {
    "CrossEntropyLoss": "F.cross_entropy",
    "NLLLoss": "F.nll_loss",
    "BCELoss": "F.binary_cross_entropy",
    "BCEWithLogitsLoss": "F.binary_cross_entropy_with_logits",
    "MSELoss": "F.mse_loss",
}


def derive(setting: Setting) -> Setting:
    """The last activation as a module, an expression and a name; the loss as an object, a class, ... too."""
    activation, loss = setting["activation"], setting["loss"]
    linear = "nn.Linear(64, <<units>>)"
    found = {**setting}
    found["then"] = f", nn.{activation}" if activation else ""
    found.setdefault("last", f"nn.Sequential({linear}, nn.{activation})" if activation else linear)
    if activation in LINKS:
        found["link"] = LINKS[activation]
    if activation.endswith("()") or not activation:
        found["final"] = repr(activation.removesuffix("()") or "Identity")
    found.setdefault("criterion", f"nn.{loss}()")
    found["criterion_class"], found["loss_name"] = f"nn.{loss}", repr(loss)
    if loss in FUNCTIONS:
        found["function"] = FUNCTIONS[loss]
        found.setdefault("functional", f"{FUNCTIONS[loss]}({setting['passed']})")
    return found


ONE_HOT = "F.one_hot(torch.tensor(y), 10).float()"
LONG_COLUMN = "torch.tensor(y).unsqueeze(1)"
MISTAKES = (
    Mistake("LG101", "logits into BCELoss", "binary", {"loss": "BCELoss"}),
    Mistake("LG102", "softmax before cross-entropy", "classes", {"activation": "Softmax(dim=1)"}),
    Mistake("LG102", "sigmoid before cross-entropy", "classes", {"activation": "Sigmoid()"}),
    Mistake("LG102", "sigmoid before BCEWithLogits", "binary", {"activation": "Sigmoid()"}),
    Mistake("LG103", "logits into NLLLoss", "classes", {"loss": "NLLLoss"}),
    Mistake("LG103", "softmax before NLLLoss", "classes", {"loss": "NLLLoss", "activation": "Softmax(dim=1)"}),
    Mistake(
        "LG104",
        "binary loss on softmax",
        "classes",
        {"loss": "BCELoss", "activation": "Softmax(dim=1)", "target": ONE_HOT},
        also=("LG303",),
    ),
    Mistake(
        "LG106", "softmax over one unit", "binary", {"loss": "BCELoss", "activation": "Softmax(dim=1)"}, also=("LG104",)
    ),
    Mistake("LG107", "cross-entropy on one unit", "binary", {"loss": "CrossEntropyLoss", "target": "torch.tensor(y)"}),
    Mistake("LG108", "relu before cross-entropy", "classes", {"activation": "ReLU()"}),
    Mistake("LG108", "tanh before BCEWithLogits", "binary", {"activation": "Tanh()"}),
    Mistake(
        "LG109",
        "mean squared error on softmax",
        "classes",
        {"loss": "MSELoss", "activation": "Softmax(dim=1)", "target": ONE_HOT},
        also=("LG303",),
    ),
    Mistake("LG110", "sigmoid for unbounded targets", "values", {"activation": "Sigmoid()"}),
    Mistake("LG111", "log-softmax over the batch", "classes", {"loss": "NLLLoss", "activation": "LogSoftmax(dim=0)"}),
    Mistake("LG112", "log-softmax before cross-entropy", "classes", {"activation": "LogSoftmax(dim=1)"}),
    Mistake(
        "LG113", "sigmoid, then BCELoss", "binary", {"activation": "Sigmoid()", "loss": "BCELoss"}, also=("LG304",)
    ),  # and the accuracy still compares with 0
    Mistake("LG114", "cross-entropy of continuous targets", "values", {"loss": "BCEWithLogitsLoss"}),
    Mistake(
        "LG115",
        "softmax of sigmoid",
        "classes",
        {"last": "nn.Sequential(nn.Linear(64, 10), nn.Sigmoid(), nn.LogSoftmax(dim=1))", "loss": "NLLLoss"},
    ),
    Mistake(
        "LG202",
        "one-hot labels for NLLLoss",
        "classes",
        {"activation": "LogSoftmax(dim=1)", "loss": "NLLLoss", "target": ONE_HOT},
    ),
    Mistake("LG203", "fewer units than classes", "classes", {"units": "9"}, also=("LG309",)),
    Mistake("LG204", "row of labels against a column", "binary", {"target": "torch.tensor(y).float()"}),
    Mistake("LG204", "row of values against a column", "values", {"target": "torch.tensor(y).float()"}),
    Mistake("LG205", "integer labels for BCEWithLogits", "binary", {"target": LONG_COLUMN}),
    Mistake("LG205", "class numbers as floats", "classes", {"target": "torch.tensor(y).float()"}),
    Mistake("LG207", "class numbers divided", "classes", {"target": "torch.tensor(y) / 9.0"}, also=("LG205",)),
    Mistake(
        "LG208",
        "argmax before the loss",
        "classes",
        {"passed": "logits.argmax(dim=1).float(), labels.float()"},
        also=("LG107",),
    ),
    Mistake("LG209", "labels -1 and 1", "binary", {"target": "2 * torch.tensor(y).float().unsqueeze(1) - 1"}),
    Mistake("LG210", "multi-hot labels for cross-entropy", "tags", {"loss": "CrossEntropyLoss"}),
    Mistake("LG304", "threshold 0.5 on logits", "binary", {"decision": "(logits > 0.5).float() == labels"}),
    Mistake("LG304", "round of logits", "tags", {"decision": "logits.round() == labels"}),
    Mistake("LG306", "probabilities compared", "binary", {"decision": "torch.sigmoid(logits) == labels"}),
    Mistake("LG307", "argmax over one unit", "binary", {"decision": "logits.argmax(dim=1) == labels.squeeze(1)"}),
    Mistake(
        "LG307",
        "argmax over the batch",
        "classes",
        {"decision": "logits.argmax(dim=0) == labels"},
        confidence=Confidence.POSSIBLE,
    ),
    Mistake("LG309", "metric of two for ten", "classes", {"torchmetric": 'torchmetrics.Accuracy(task="binary")'}),
    Mistake(
        "LG309",
        "metric of other classes",
        "classes",
        {"torchmetric": 'torchmetrics.Accuracy(task="multiclass", num_classes=3)'},
    ),
    Mistake("LG401", "class called as a function", "classes", {"functional": "nn.CrossEntropyLoss(logits, labels)"}),
    Mistake("LG401", "loss without parentheses", "classes", {"criterion": "nn.CrossEntropyLoss"}),
    Mistake("LG402", "labels before logits", "classes", {"passed": "labels, logits"}),
    Mistake("LG404", "reduction as weight", "values", {"criterion": 'nn.MSELoss("sum")'}),
)
GROUP = Group("PyTorch", PROBLEMS, STYLES, MISTAKES, derive)
