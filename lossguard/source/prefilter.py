"""Tells from a file's bytes, before anything is decoded, whether it can hold a training set-up.

Recall comes first: a set-up needs a loss, and every loss is named by one of these words, handed to a `compile`, named
by settings of which Hydra makes an object, or written out as a product with logarithms beside a gradient. Over 30
public repositories (7,538 files, 280 MB) a quarter of the files pass, and no file is lost that has a Keras `compile` or
a loss of Keras, TensorFlow, PyTorch or optax. Of files with ready-made estimators alone, which is most of data science,
only those pass in which something may contradict itself: 4 in 100 more files. A megabyte took 3 to 7 ms on a busy
machine (benchmarks/prefilter.py).
"""

from __future__ import annotations

import codecs
import re

# Parts of a loss's name that hardly occur elsewhere. Names vary in case and underscores.
_STRONG_WORDS = (
    b"rossentropy", b"ross_entropy", b"rossEntropy", b"ross_Entropy", b"ROSSENTROPY", b"ROSS_ENTROPY",
)  # fmt: skip
# Words that mean a loss, or a metric of its own, in a file that names a framework (or one of torch's losses).
_WORDS = (
    b"_loss", b"Loss", b"losses", b"kl_div", b"objectives",
    b"optax.squared_error", b"optax.log_cosh", b"optax.cosine_",
    b"keras.metrics", b"keras import metrics", b"tf.metrics", b"torchmetrics",
)  # fmt: skip
# Wrappers that bring a loss of their own, which the file need not name.
_WRAPPERS = (
    b"NeuralNetClassifier", b"NeuralNetBinaryClassifier", b"NeuralNetRegressor", b"fastai",
    b"ForSequenceClassification", b"tf.estimator", b"tensorflow.estimator", b"tensorflow_estimator", b"contrib.learn",
    b"tensorflow import estimator",
)  # fmt: skip
_BY_SETTINGS = (b"hydra", b"instantiate")  # the loss is named in a configuration file
_BY_NAME = re.compile(rb"getattr\(\s*(?:torch\.)?(?:nn|F|nn\.functional)\s*,\s*[\w.\[\]\"'\\]+\s*\)")
_WRITTEN = re.compile(rb"\*\s*[\w.]*log")  # a cross-entropy that is written out: -(y * torch.log(p)).sum()
_GRADIENTS = (b".backward(", b"minimize(", b"GradientTape", b"jax.grad", b"value_and_grad", b"_gradients(")
_TRAINS = b".backward("  # the file that trains is the one in which a loss by name matters
_FRAMEWORKS = (b"keras", b"tensorflow", b"torch", b"optax", b"jax", b"flax", b"lightning")
_TORCH_LOSSES = (b"MSELoss", b"NLLLoss", b"BCELoss", b"LogitsLoss", b"nll_loss")

# Ready-made estimators matter where two literals may contradict each other: an objective for several classes and what
# goes with it, a score of decisions and a regression, a name that is gone; or where a metric may get predictions first,
# or decisions for scores; or where the labels are those of a known data set.
_ESTIMATORS = (b"sklearn", b"xgboost", b"lightgbm", b"catboost")
_BOOSTING = _ESTIMATORS[1:]
_SEVERAL_CLASSES = re.compile(rb"multi:|multiclass|MultiClass|num_class|merror|mlogloss|multi_\w+")
_REGRESSION = re.compile(rb"reg:|[\"']regression|Regress|Ridge\(|Lasso\(|SVR\(")
_SCORE_OF_DECISIONS = re.compile(
    rb"(?:scoring|metric)\\?[\"']?\s*[=:]\s*\[?\\?[\"']"
    rb"(?:accuracy|f1|precision|recall|roc_auc|auc|error|logloss|binary_|neg_log_loss)"
)
_CONTRADICTION = re.compile(
    rb"\b(?:load_(?:iris|wine|digits|breast_cancer|diabetes|boston)|fetch_(?:covtype|california_housing|olivetti_faces)"
    rb"|make_(?:classification|blobs|regression|moons|hastie_10_2))\b"
    rb"|(?:precision|recall|fbeta|average_precision|balanced_accuracy|r2)_score\(\s*[\w.]*(?:[pP]red|hat\b)"
    rb"|(?:classification_report|confusion_matrix)\(\s*[\w.]*(?:[pP]red|hat\b)"
    rb"|(?:loss|criterion)\s*=\s*\\?[\"'](?:log|deviance|squared_loss|ls|lad|least_\w+|\w+_crossentropy|exponential|mse|mae)\b"
)
_SCORES = (b"roc_auc_score", b"log_loss")
_DECIDED = b".predict("

_COMPILE = re.compile(rb"compile\b")
_OTHER_COMPILERS = re.compile(rb"(?<![\w.])(?:re|regex|torch|jax)$")
# Calls of `fit`, `train_one_epoch`, `MyTrainer`: a literal at the start is found ten times as fast as an alternative.
_CALLS = tuple(
    re.compile(pattern)
    for pattern in (rb"fit(?<=\bfit)\w*[ \t]*\(", rb"rain(?<=\b[Tt]rain)\w*[ \t]*\(", rb"Trainer[ \t]*\(")
)
_TEST = re.compile(r"(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$")  # what they train is no training
_LOOK_BACK = 60  # bytes before `compile` in which its receiver is looked for
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def relevant(data: bytes, notebook: bool = False) -> bool:
    """Whether the file can hold a training set-up.

    A notebook is searched as it is, with its outputs: that passes 1.5 % more files than its cells alone (measured) and
    saves reading the JSON of the others.
    """
    if data.startswith(_UTF16_MARKS):
        data = data.replace(b"\0", b"")  # leaves the ASCII letters
    if _compiles_a_model(data, notebook) or any(word in data for word in (*_STRONG_WORDS, *_WRAPPERS)):
        return True
    if all(word in data for word in _BY_SETTINGS) or (_TRAINS in data and _BY_NAME.search(data)):
        return True
    if any(word in data for word in _GRADIENTS) and _WRITTEN.search(data):
        return True
    if any(name in data for name in _ESTIMATORS) and _contradicts_itself(data):
        return True
    return any(word in data for word in _WORDS) and any(name in data for name in (*_FRAMEWORKS, *_TORCH_LOSSES))


def _contradicts_itself(data: bytes) -> bool:
    """Whether what an estimator learns, reports or is scored by may not fit."""
    if _CONTRADICTION.search(data) or (_DECIDED in data and any(name in data for name in _SCORES)):
        return True
    if any(name in data for name in _BOOSTING) and _SEVERAL_CLASSES.search(data):
        return True
    return bool(_REGRESSION.search(data) and _SCORE_OF_DECISIONS.search(data))


def _compiles_a_model(data: bytes, notebook: bool) -> bool:
    """Whether there is a `.compile` that is not that of `re`, `torch` or `jax`."""
    for found in _COMPILE.finditer(data):
        before = data[max(0, found.start() - _LOOK_BACK) : found.start()]
        if notebook:
            before = before.replace(rb"\n", b"\n")  # a cell may be one JSON string
        before = before.rstrip(b" \t\r\n\\")
        if before.endswith(b".") and not _OTHER_COMPILERS.search(before[:-1].rstrip()):
            return True
    return False


def calls_like_training(path: str, data: bytes) -> bool:
    """Whether a file that is no test calls something by a name that training has: `train(model)`, `trainer.fit(x)`."""
    return any(call.search(data) for call in _CALLS) and _TEST.search(path) is None
