"""What is asked of every version of a framework: the subjects of the table, each a question a probe can answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

KERAS = ("keras", "tf")
ALL = ""  # a clause that always holds


@dataclass(frozen=True, slots=True)
class Question:
    """One subject of the table.

    `ask` and `given` are the method of the probe and its arguments, and name what lossguard is asked (claims.py).
    Where lossguard has no such fact, `told` has the answers as (version clauses, answer), the first that holds; the
    question is then left out where none holds. `source` says where the answers of versions that were not run are from.
    """

    topic: str
    subject: str
    ask: str
    given: dict[str, object] = field(default_factory=dict)
    flavours: tuple[str, ...] = KERAS
    told: tuple[tuple[str, str], ...] = ()
    source: str = ""

    @property
    def id(self) -> str:
        """The question as one word, unique."""
        return " ".join([self.flavours[-1], self.ask, *(str(value) for value in self.given.values())])


# ---- the strings 'accuracy' and the like ----

ACCURACY = "What `'accuracy'` means"
LOG = "keras.md 1.4; keras 2.3.0 release notes; tf.keras of TF 2.0, engine/training.py"
RESOLVED = (
    # text, head, labels, loss, form
    ("accuracy", "softmax10", "one-hot", "binary_crossentropy", "string"),
    ("accuracy", "softmax10", "one-hot", "BinaryCrossentropy", "object"),
    ("acc", "softmax10", "one-hot", "binary_crossentropy", "string"),
    ("Accuracy", "softmax10", "one-hot", "binary_crossentropy", "string"),
    ("ACC", "softmax10", "one-hot", "binary_crossentropy", "string"),
    ("accuracy", "softmax10", "one-hot", "categorical_crossentropy", "string"),
    ("accuracy", "softmax10", "one-hot", "mse", "string"),
    ("accuracy", "softmax10", "ids", "sparse_categorical_crossentropy", "string"),
    ("accuracy", "softmax10", "column", "sparse_categorical_crossentropy", "string"),
    ("accuracy", "softmax10", "column", "SparseCategoricalCrossentropy", "object"),
    ("accuracy", "sigmoid10", "multi-hot", "binary_crossentropy", "string"),
    ("accuracy", "sigmoid10", "multi-hot", "BinaryCrossentropy", "object"),
    ("accuracy", "sigmoid10", "multi-hot", "mse", "string"),
    ("accuracy", "sigmoid1", "0/1", "binary_crossentropy", "string"),
    ("accuracy", "sigmoid1", "0/1", "mse", "string"),
    ("crossentropy", "softmax10", "one-hot", "binary_crossentropy", "string"),
    ("ce", "softmax10", "one-hot", "categorical_crossentropy", "string"),
)


def _resolved() -> Iterator[Question]:
    for text, head, labels, loss, form in RESOLVED:
        given = {"text": text, "head": head, "labels": labels, "loss": loss, "form": form}
        written = loss if form == "string" else f"{loss}()"
        subject = f"`{text!r}`: {head[:7]} of {head[7:]}, {labels} labels, `{written}`"
        yield Question(ACCURACY, subject, "resolve", dict(given), source="keras.md 1.1, 1.3")
    told = (("keras<2.3; tf<2", "acc"), (ALL, "accuracy"))
    yield Question(
        ACCURACY, "`'accuracy'` in `history.history`", "history", {"text": "accuracy"}, told=told, source=LOG
    )


# ---- names ----

LOSSES = (
    "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy", "mse", "mae", "mape", "msle",
    "poisson", "hinge", "squared_hinge", "bce", "BCE", "cce", "scce", "rmse", "focal", "kld", "KLD",
    "kullback_leibler_divergence", "kl_divergence", "cosine", "cosine_proximity", "cosine_similarity", "logcosh",
    "log_cosh", "huber_loss", "huber", "categorical_hinge", "BinaryCrossentropy", "Huber",
    "binary_focal_crossentropy", "BinaryFocalCrossentropy", "categorical_focal_crossentropy", "dice", "tversky", "ctc",
    "circle", "CategoricalGeneralizedCrossEntropy", "crossentropy", "ce",
)  # fmt: skip
METRICS = (
    "accuracy", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy", "top_k_categorical_accuracy",
    "sparse_top_k_categorical_accuracy", "precision", "recall", "fmeasure", "fbeta_score", "matthews_correlation",
    "auc", "f1_score", "r2_score", "Precision", "Recall", "AUC", "BinaryAccuracy", "TruePositives",
    "RootMeanSquaredError", "F1Score", "FBetaScore", "R2Score", "f1", "rmse", "mean_iou", "top_k_accuracy", "MeanIoU",
)  # fmt: skip
ACTIVATIONS = (
    "linear", "softmax", "sigmoid", "hard_sigmoid", "tanh", "relu", "elu", "softplus", "softsign", "selu",
    "exponential", "swish", "silu", "gelu", "relu6", "leaky_relu", "log_softmax", "mish", "hard_swish", "hard_silu",
    "celu", "glu", "hard_tanh", "hard_shrink", "soft_shrink", "tanh_shrink", "threshold", "squareplus", "sparse_plus",
    "sparsemax", "log_sigmoid", "sparse_sigmoid", "logits", "leakyrelu", "prelu", "logsoftmax",
)  # fmt: skip
SPELLINGS = {
    "loss": ("Strings that name a loss", LOSSES, "keras.md 2.1"),
    "metric": ("Strings that name a metric", METRICS, "keras.md 3.1"),
    "activation": ("Strings that name an activation", ACTIVATIONS, "keras.md 4.1"),
}


def _strings() -> Iterator[Question]:
    for ask, (topic, names, source) in SPELLINGS.items():
        for name in names:
            yield Question(topic, f"`{name!r}`", ask, {"name": name}, source=source)


# ---- removed and renamed ----

GONE = "Names that came and went"
ATTRIBUTES = (
    ("models.Sequential.predict_classes", "keras<2.4; tf<2.6"),
    ("models.Sequential.predict_proba", "keras<2.4; tf<2.6"),
    ("models.Model.fit_generator", "keras<3; tf"),
    ("losses.mse", "keras<3; tf>=1.12; tf3"),
    ("losses.kullback_leibler_divergence", "keras<3; tf; tf3"),
    ("losses.logcosh", "keras>=2,<3; tf"),
    ("losses.Reduction", "tf>=2; tf3"),
    ("losses.BinaryCrossentropy", "keras>=2.3; tf>=1.13"),
    ("metrics.MeanRelativeError", "tf>=1.14"),
    ("metrics.F1Score", "keras>=3; tf>=2.13"),
    ("layers.experimental", "tf>=2.1"),
    ("optimizers.legacy", "tf>=2.10; keras>=3"),
    ("ops", "keras>=3"),
)
MODULES = (
    ("objectives", "keras<2.4; tf>=2.4,<2.6"),
    ("utils.np_utils", "keras<2.4; tf>=2.4,<2.13"),
    ("layers.core", "keras<2.4; tf>=2.4,<2.13"),
    ("wrappers.scikit_learn", "keras<2.4; tf>=2.4,<2.13"),
    ("preprocessing.text", "keras<3; tf"),
)


def _names() -> Iterator[Question]:
    for path, clauses in ATTRIBUTES:
        told = ((clauses, "yes"), (ALL, "no"))
        yield Question(GONE, f"`keras.{path}`", "attribute", {"path": path}, told=told, source="keras.md 0, 2.1, 2.2")
    for path, clauses in MODULES:
        told = ((clauses, "yes"), (ALL, "no"))
        source = "keras.md 0; the files of keras 2.4.3 and 2.13.1"
        yield Question(GONE, f"`import keras.{path}`", "module", {"path": path}, ("keras",), told, source)
    told = (("keras>=3", "raises"), (ALL, "taken"))
    given = {"call": "Adam", "name": "lr"}
    yield Question(GONE, "`Adam(lr=...)`", "option", given, told=told, source="keras 3.15, measured")


# ---- signatures ----

SIGNATURES = "Parameters and their defaults"
SIGNED = (
    "losses.binary_crossentropy", "losses.categorical_crossentropy", "losses.sparse_categorical_crossentropy",
    "losses.BinaryCrossentropy", "losses.CategoricalCrossentropy", "losses.SparseCategoricalCrossentropy",
    "losses.BinaryFocalCrossentropy", "losses.CategoricalFocalCrossentropy", "losses.Huber", "losses.CosineSimilarity",
    "losses.Dice", "losses.Tversky", "losses.Circle", "losses.CTC", "metrics.BinaryAccuracy", "metrics.AUC",
    "metrics.Precision", "metrics.F1Score", "metrics.MeanIoU", "metrics.SparseTopKCategoricalAccuracy",
)  # fmt: skip


def _signatures() -> Iterator[Question]:
    for path in SIGNED:
        name = path.partition(".")[2]
        yield Question(SIGNATURES, f"`{name}`", "signature", {"path": path}, source="keras.md 2.2, 3.2")
    yield Question(SIGNATURES, "`Model.compile`, by position", "compile_order", source="engine rows")


# ---- behaviour ----

FIT = "What compile and fit take"
COMPUTED = "What is computed"
COMPUTATIONS = (
    ("softmax", "categorical_crossentropy", True),
    ("softmax", "categorical_crossentropy", False),
    ("softmax", "binary_crossentropy", False),
    ("sigmoid", "binary_crossentropy", True),
    ("sigmoid", "categorical_crossentropy", False),
)
REDUCTIONS = ("auto", "none", "sum", "sum_over_batch_size", "mean")


def _behaviour() -> Iterator[Question]:
    yield Question(FIT, '`metrics="mae"`, no list', "bare_metric", source="keras.md 1.3")
    yield Question(FIT, '`metrics=["mae"]` for two outputs', "flat_metrics", source="keras.md 5")
    subject = "labels (n, 1) for a head of three units, `mse`"
    yield Question(FIT, subject, "one_column_against_three", {"loss": "mse"}, source="keras.md 2.5")
    yield Question(FIT, "`loss=BinaryCrossentropy`, the class", "loss_class", source="keras.md 2.1")
    yield Question(FIT, "`metrics=[BinaryAccuracy]`, the class", "metric_class", source="keras.md 3.1")
    for value in REDUCTIONS:
        yield Question(FIT, f"`reduction={value!r}`", "reduction", {"value": value}, source="keras.md 2.2")
    for head, loss, switch in COMPUTATIONS:
        subject = f"{head} head, `{loss}`, from_logits={switch}"
        given = {"head": head, "loss": loss, "from_logits": switch}
        yield Question(COMPUTED, subject, "computed", dict(given), source="keras.md 2.4")
    yield Question(COMPUTED, "labels 0 and 1 in `hinge`", "hinge", source="keras.md 2.7")
    told = (("keras<2.0.9; tf<1.5", "-0.5"), ("tf>=1.14,<2", "1.0"), (ALL, "-1.0"))
    yield Question(COMPUTED, "the cosine loss of equal vectors", "cosine", told=told, source="keras.md 2.7")
    told = (("keras>=3", "each with its own"), (ALL, "broadcast"))
    subject = "`mean_squared_error(y, p)` called with (n,) and (n, 1)"
    yield Question(COMPUTED, subject, "squeezed", {"name": "mean_squared_error"}, told=told, source="keras.md 2.5")


# ---- PyTorch and its kin, scikit-learn ----

TORCH = "PyTorch"
TORCH_NAMES = (
    ("nn.HuberLoss", "torch>=1.9"),
    ("nn.GaussianNLLLoss", "torch>=1.8"),
    ("nn.SiLU", "torch>=1.7"),
    ("nn.Mish", "torch>=1.9"),
    ("nn.LinearCrossEntropyLoss", "torch>=2.12"),
)
TORCHMETRICS = "torchmetrics"
SKLEARN = "scikit-learn"
OBJECTIVES = (
    ("linear_model", "SGDClassifier", "log"),
    ("linear_model", "SGDClassifier", "log_loss"),
    ("ensemble", "GradientBoostingClassifier", "deviance"),
    ("ensemble", "GradientBoostingClassifier", "log_loss"),
    ("ensemble", "GradientBoostingRegressor", "ls"),
    ("ensemble", "GradientBoostingRegressor", "squared_error"),
    ("ensemble", "RandomForestRegressor", "mse"),
    ("ensemble", "RandomForestRegressor", "squared_error"),
)
SCORINGS = ("accuracy", "neg_brier_score", "brier_score_loss", "log_loss", "neg_log_loss", "mean_squared_error")


def _others() -> Iterator[Question]:
    for name in ("CrossEntropyLoss", "BCELoss", "MSELoss"):
        source = "torch 1.10 release notes (label_smoothing)"
        yield Question(TORCH, f"`{name}`", "signature", {"path": f"nn.{name}"}, ("torch",), source=source)
    for path, clauses in TORCH_NAMES:
        told = ((clauses, "yes"), (ALL, "no"))
        yield Question(TORCH, f"`torch.{path}`", "attribute", {"path": path}, ("torch",), told, "torch release notes")
    told = (("torch<1.10", "raises"), (ALL, "taken"))
    subject = "class probabilities as targets of `CrossEntropyLoss`"
    yield Question(TORCH, subject, "probabilities_as_targets", {}, ("torch",), told, "torch_jax.md 15")
    told = (("torch", "broadcast, with a warning"),)
    subject = "`MSELoss` of (n, 1) and (n,)"
    yield Question(TORCH, subject, "sizes_that_differ", {}, ("torch",), told, "torch_jax.md 3")
    told = (("torch<1.13", "yes"),)
    subject = "`F.sigmoid` warns that it is deprecated"
    yield Question(TORCH, subject, "warns_of_sigmoid", {}, ("torch",), told, "torch_jax.md 15")
    told = (("torchmetrics<0.11", "taken"), (ALL, "raises"))
    subject = "`Accuracy()` without `task`"
    yield Question(TORCHMETRICS, subject, "accuracy_without_task", {}, ("torchmetrics",), told, "torch_jax.md 11")
    for module, estimator, name in OBJECTIVES:
        given = {"module": module, "estimator": estimator, "name": name}
        word = "criterion" if "Forest" in estimator else "loss"
        subject = f'`{estimator}({word}="{name}")`'
        yield Question(SKLEARN, subject, "objective", dict(given), ("sklearn",), (), "scikit-learn release notes")
    for name in SCORINGS:
        subject = f'`scoring="{name}"`'
        yield Question(SKLEARN, subject, "scoring", {"name": name}, ("sklearn",), (), "scikit-learn release notes")


QUESTIONS: tuple[Question, ...] = (
    *_resolved(),
    *_strings(),
    *_names(),
    *_signatures(),
    *_behaviour(),
    *_others(),
)
