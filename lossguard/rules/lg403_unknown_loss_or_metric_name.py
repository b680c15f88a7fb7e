"""LG403: a name, an option or a form that the framework version in force does not know."""

from __future__ import annotations

from collections.abc import Iterator

from lossguard.findings import Diagnosis
from lossguard.rules import learner_metrics
from lossguard.rules.rule import Rule
from lossguard.rules.wording import engine_words
from lossguard.setups import Engine, Output, Problem, TrainingSetup
from lossguard.vocabulary import Severity

# Names that never existed, for which spelling alone finds a wrong neighbour.
_MEANT = {
    "unknown-loss": {
        "cce": "categorical_crossentropy",
        "scce": "sparse_categorical_crossentropy",
        "cross_entropy": "categorical_crossentropy",
        "crossentropy": "categorical_crossentropy",
        "softmax_crossentropy": "categorical_crossentropy",
        "rmse": "mse",
    },
    "unknown-metric": {
        "rmse": "RootMeanSquaredError()",
        "f1": "F1Score()",
        "top_k_accuracy": "top_k_categorical_accuracy",
    },
    "unknown-activation": {"logits": "linear", "none": "linear"},
}
_NAMED = {"unknown-loss": "loss", "unknown-metric": "metric", "unknown-activation": "activation"}


def check(setup: TrainingSetup, output: Output) -> Iterator[Diagnosis]:
    """The problems of the set-up that are about what was written, each at the offending argument."""
    for problem in setup.problems:
        message = _message(setup.engine, problem)
        if message is not None:
            yield Diagnosis(spot=problem.spot, message=message, help=_remedy(problem))


def _message(engine: Engine, problem: Problem) -> str | None:
    label = engine_words(engine)
    clause = f" ({problem.detail})" if problem.detail else ""
    match problem.kind:
        case "unknown-loss" | "unknown-metric":
            kind = _NAMED[problem.kind]
            return f"{label} knows no {kind} '{problem.name}'{clause}: {_when(engine)}."
        case "unknown-activation":
            return f"{label} knows no activation '{problem.name}'{clause}: building the layer stops with an error."
        case "unknown-option":
            return f"{label} does not accept `{problem.name}` here{clause}: the call stops with an error."
        case "metrics-form":
            wants = f"{label} wants a list, tuple or dict of metrics"
            return f"{wants}, not '{problem.name}'{clause}: compile() stops with an error."
        case "class-not-instance":
            what = f"`{problem.name}` is the class, not an instance of it"
            return f"{what}{clause}: in {label} training stops at the first batch with an error."
        case _:  # other kinds belong to other rules
            return None


def _when(engine: Engine) -> str:
    """Names are looked up when 'accuracy' is: at compile() where the loss decides, else at the first batch."""
    stops = "compile() stops" if engine.accuracy_by == "loss" else "training stops at the first batch"
    return f"{stops} with an error"


def _remedy(problem: Problem) -> str | None:
    match problem.kind:
        case "metrics-form":
            return f"Write metrics={problem.suggestion or [problem.name]}."
        case "class-not-instance":
            return f"Write {problem.suggestion or problem.name + '()'}."
        case "unknown-option":
            return f"Use `{problem.suggestion}` instead." if problem.suggestion else f"Leave out `{problem.name}`."
        case "unknown-loss" | "unknown-metric" | "unknown-activation" if _nearest(problem):
            return f"Write {_quoted(_nearest(problem))}."
        case _:
            return f"Check the spelling, or pass the {_NAMED[problem.kind]} as a function or an object."


def _nearest(problem: Problem) -> str:
    """What was meant, "" where nothing is near."""
    return _MEANT[problem.kind].get(problem.name.lower()) or problem.suggestion or ""


def _quoted(suggestion: str) -> str:
    """A bare name in quotes; what is quoted already, or is a call, as it is."""
    return f"'{suggestion}'" if suggestion.isidentifier() else suggestion


RULE = Rule(
    code="LG403",
    name="unknown-loss-or-metric-name",
    severity=Severity.ERROR,
    since="0.1",
    summary="a loss, metric, activation or option that the framework version in force does not know",
    why=(
        "Names come and go: 'logcosh' and 'kullback_leibler_divergence' ended with Keras 2, 'bce' exists since TF "
        "2.1, 'precision' as a string in Keras 1 and again in Keras 3, 'cce' and 'f1' never did. Current versions "
        "look names up at the first batch only, after the data are loaded and the model is built. Forms changed too: "
        "Keras 3 refuses metrics='accuracy' without a list and reduction='auto', and earlier versions refuse a class "
        "where they want an instance."
    ),
    remedy="Use the name of the version in force, or pass the function or an instance of the class.",
    signature="ValueError: Could not interpret loss identifier (or metric identifier).",
    sources=("losses.get and metrics.get, run on 31 versions of Keras and tf.keras",),
    per_setup=True,
    bad="""\
import numpy as np
import keras

x = np.random.rand(60, 8)
y = np.random.rand(60, 1)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(
    optimizer="adam",
    loss="rmse",
    metrics=["mae"],
)
model.fit(x, y, epochs=1)
""",
    good="""\
import numpy as np
import keras

x = np.random.rand(60, 8)
y = np.random.rand(60, 1)
model = keras.Sequential([
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(
    optimizer="adam",
    loss="mse",
    metrics=["mae"],
)
model.fit(x, y, epochs=1)
""",
    check=check,
    check_learner=learner_metrics.unknown_names,
)
