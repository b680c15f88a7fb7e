"""Programs in Keras: one source text for each head, loss with options, form of labels and metric."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from tests.oracle.matrix.program import BATCH, SAMPLES, Aim, Case, Form, Loss, Measure, Metric, Task

DRAWN = {
    Task.EXCLUSIVE: f"rng.integers(0, 3, size={SAMPLES})",
    Task.BINARY: f"rng.integers(0, 2, size={SAMPLES})",
    Task.TAGS: f"rng.integers(0, 2, size=({SAMPLES}, 3))",
    Task.VALUE: f"rng.uniform(-5.0, 5.0, size={SAMPLES})",
    Task.COUNT: f"rng.poisson(3.0, size={SAMPLES})",
}
FORMS = (
    Form("ids", Task.EXCLUSIVE, "truth"),
    Form("ids in a column", Task.EXCLUSIVE, "truth.reshape(-1, 1)"),
    Form("ids as floats", Task.EXCLUSIVE, 'truth.astype("float32")'),
    Form("ids from one", Task.EXCLUSIVE, "truth + 1"),
    Form("one-hot", Task.EXCLUSIVE, "keras.utils.to_categorical(truth, 3)"),
    Form("one-hot integers", Task.EXCLUSIVE, 'keras.utils.to_categorical(truth, 3).astype("int64")'),
    Form("one-hot of four", Task.EXCLUSIVE, "keras.utils.to_categorical(truth, 4)"),
    Form("bits", Task.BINARY, "truth"),
    Form("bits as floats", Task.BINARY, 'truth.astype("float32")'),
    Form("bits in a column", Task.BINARY, 'truth.reshape(-1, 1).astype("float32")'),
    Form("signs", Task.BINARY, "2 * truth - 1"),
    Form("pairs", Task.BINARY, "keras.utils.to_categorical(truth, 2)"),
    Form("multi-hot", Task.TAGS, 'truth.astype("float32")'),
    Form("multi-hot integers", Task.TAGS, "truth"),
    Form("values", Task.VALUE, "truth"),
    Form("values in a column", Task.VALUE, 'truth.reshape(-1, 1).astype("float32")'),
    Form("counts", Task.COUNT, "truth"),
    Form("counts in a column", Task.COUNT, 'truth.reshape(-1, 1).astype("float32")'),
)
MAIN_FORMS = ("ids", "one-hot", "bits", "bits as floats", "pairs", "multi-hot", "values in a column", "counts")


def _loss(name: str, aim: Aim, options: str = "", smoothing: float = 0.0, over_batch: bool = False) -> Loss:
    return Loss(f"{name}({options})", f"keras.losses.{name}({options})", aim, smoothing, over_batch)


def _named(name: str, aim: Aim) -> Loss:
    return Loss(f"'{name}'", f'"{name}"', aim)


LOGITS = "from_logits=True"
SMOOTHED = "label_smoothing=0.1"
LOSSES = (
    _named("binary_crossentropy", Aim.PROBABILITY),
    _loss("BinaryCrossentropy", Aim.PROBABILITY, LOGITS),
    _loss("BinaryCrossentropy", Aim.PROBABILITY, SMOOTHED, 0.1),
    _loss("BinaryCrossentropy", Aim.PROBABILITY, f"{LOGITS}, {SMOOTHED}", 0.1),
    _named("categorical_crossentropy", Aim.PROBABILITY),
    _loss("CategoricalCrossentropy", Aim.PROBABILITY, LOGITS),
    _loss("CategoricalCrossentropy", Aim.PROBABILITY, SMOOTHED, 0.1),
    _loss("CategoricalCrossentropy", Aim.PROBABILITY, f"{LOGITS}, {SMOOTHED}", 0.1),
    _named("sparse_categorical_crossentropy", Aim.PROBABILITY),
    _loss("SparseCategoricalCrossentropy", Aim.PROBABILITY, LOGITS),
    _loss("SparseCategoricalCrossentropy", Aim.PROBABILITY, 'reduction="sum"'),
    _named("kl_divergence", Aim.PROBABILITY),
    _loss("BinaryFocalCrossentropy", Aim.ORDER),
    _loss("BinaryFocalCrossentropy", Aim.ORDER, LOGITS),
    _loss("CategoricalFocalCrossentropy", Aim.ORDER),
    _loss("CategoricalFocalCrossentropy", Aim.ORDER, LOGITS),
    _named("mse", Aim.VALUE),
    _named("mae", Aim.VALUE),
    _loss("Huber", Aim.VALUE),
    _loss("LogCosh", Aim.VALUE),
    _named("mean_squared_logarithmic_error", Aim.VALUE),
    _named("poisson", Aim.VALUE),
    _named("hinge", Aim.DECISION),
    _named("squared_hinge", Aim.DECISION),
    _named("categorical_hinge", Aim.DECISION),
    _loss("Dice", Aim.DECISION, over_batch=True),
    _loss("Tversky", Aim.DECISION, over_batch=True),
)
DISTANCES = ("'mse'", "'mae'", "Huber()", "LogCosh()", "'mean_squared_logarithmic_error'", "'poisson'")
OF_NUMBERS = ("'mean_squared_logarithmic_error'", "'poisson'", "LogCosh()")
CROSS_ENTROPIES = LOSSES[:11]
HEADS = (
    "linear", "softmax", "sigmoid", "tanh", "relu", "softplus", "exponential", "elu", "gelu", "leaky_relu",
    "hard_sigmoid", "log_softmax",
)  # fmt: skip
MAIN_HEADS = ("linear", "softmax", "sigmoid", "tanh", "relu")

METRICS = (
    Metric("'accuracy'", '"accuracy"', Measure.ACCURACY),
    Metric("'binary_accuracy'", '"binary_accuracy"', Measure.ACCURACY),
    Metric("'categorical_accuracy'", '"categorical_accuracy"', Measure.ACCURACY),
    Metric("'sparse_categorical_accuracy'", '"sparse_categorical_accuracy"', Measure.ACCURACY),
    Metric("Accuracy()", "keras.metrics.Accuracy()", Measure.ACCURACY),
    Metric("BinaryAccuracy(threshold=0.0)", "keras.metrics.BinaryAccuracy(threshold=0.0)", Measure.ACCURACY),
    Metric("AUC()", "keras.metrics.AUC()", Measure.AUC),
    Metric("AUC(from_logits=True)", "keras.metrics.AUC(from_logits=True)", Measure.AUC),
    Metric("Precision()", "keras.metrics.Precision()", Measure.PRECISION),
    Metric("Recall()", "keras.metrics.Recall()", Measure.RECALL),
    Metric("Recall(thresholds=0.0)", "keras.metrics.Recall(thresholds=0.0)", Measure.RECALL),
    Metric("TopKCategoricalAccuracy(k=2)", "keras.metrics.TopKCategoricalAccuracy(k=2)", Measure.TOP),
    Metric("SparseTopKCategoricalAccuracy(k=2)", "keras.metrics.SparseTopKCategoricalAccuracy(k=2)", Measure.TOP),
    Metric("'mae'", '"mae"', Measure.ABSOLUTE),
    Metric("'mse'", '"mse"', Measure.SQUARED),
)
MEASURED = {
    Task.EXCLUSIVE: (Measure.ACCURACY, Measure.TOP),
    Task.BINARY: (Measure.ACCURACY, Measure.AUC, Measure.PRECISION, Measure.RECALL),
    Task.TAGS: (Measure.ACCURACY, Measure.AUC, Measure.PRECISION, Measure.RECALL),
    Task.VALUE: (Measure.ACCURACY, Measure.ABSOLUTE, Measure.SQUARED),
    Task.COUNT: (Measure.ACCURACY, Measure.ABSOLUTE, Measure.SQUARED),
}
UNITS = {Task.EXCLUSIVE: (3, 1), Task.BINARY: (1, 2), Task.TAGS: (3, 1), Task.VALUE: (1, 3), Task.COUNT: (1,)}
PREAMBLE = {
    "keras": 'import os\n\nos.environ["KERAS_BACKEND"] = "torch"\nimport keras\nimport numpy as np\n',
    "tf": "import numpy as np\nfrom tensorflow import keras\n",
}
ONLY_KERAS_3 = ("Dice", "Tversky")


def text_of(case: Case) -> str:
    """The whole program: data, model, compile, two epochs."""
    metrics = f", metrics=[{case.metric.text}]" if case.metric is not None else ""
    return f"""\
{PREAMBLE[case.framework]}
rng = np.random.default_rng(0)
x = rng.normal(size=({SAMPLES}, {case.units})).astype("float32")
truth = {DRAWN[case.task]}
y = {case.form.expression}
model = keras.Sequential([
    keras.Input(shape=({case.units},)),
    {_layers(case)},
])
model.compile(optimizer="sgd", loss={case.loss.text}{metrics})
model.fit(x, y, epochs=2, batch_size={BATCH}, verbose=0)
"""


def _layers(case: Case) -> str:
    dense = f"keras.layers.Dense({case.units}"
    if case.head == "linear":
        return f"{dense})"
    if case.head.startswith("layer "):
        return f"{dense}),\n    keras.layers.{case.head.removeprefix('layer ')}"
    return f'{dense}, activation="{case.head}")'


def programs(framework: str) -> Iterator[Case]:
    """Every program of the matrix, each once."""
    for case in dict.fromkeys((*_trained(framework), *_spelt(framework), *_measured(framework))):
        if framework == "tf" and case.loss.name.startswith(ONLY_KERAS_3):
            continue
        if case.form.name == "signs" and case.metric is not None and case.metric.measure is not Measure.ACCURACY:
            continue
        yield replace(case, text=text_of(case), bare=text_of(case.without_metric))


def _trained(framework: str) -> Iterator[Case]:
    """Head by loss by labels, no metric: all heads on the main forms of labels, the main heads on all forms."""
    for form, head, loss in product(FORMS, HEADS, LOSSES):
        if form.name not in MAIN_FORMS and head not in MAIN_HEADS:
            continue
        numbers = form.task in (Task.VALUE, Task.COUNT)
        if numbers and loss.name not in (*DISTANCES, "'binary_crossentropy'"):
            continue
        if not numbers and loss.name in OF_NUMBERS:
            continue
        for units in UNITS[form.task]:
            if form.task is Task.EXCLUSIVE and units == 1 and loss.aim is Aim.VALUE:
                continue  # class numbers as values: only the author knows whether their order means something
            yield Case(framework, form, units, head, loss, None)


def _spelt(framework: str) -> Iterator[Case]:
    """Activations as layers of their own."""
    heads = ("layer Softmax()", 'layer Activation("softmax")', 'layer Activation("sigmoid")', "layer ReLU()")
    forms = [form for form in FORMS if form.name in ("ids", "one-hot", "multi-hot", "bits as floats")]
    for form, head, loss in product(forms, heads, CROSS_ENTROPIES):
        yield Case(framework, form, UNITS[form.task][0], head, loss, None)


def _measured(framework: str) -> Iterator[Case]:
    """Metrics, over the heads and losses that train, in every form of labels."""
    for form, head, loss, metric in product(FORMS, ("linear", "softmax", "sigmoid"), LOSSES, METRICS):
        if not _trains(form, head, loss) or metric.measure not in MEASURED[form.task]:
            continue
        for units in UNITS[form.task] if form.task is Task.BINARY else UNITS[form.task][:1]:
            yield Case(framework, form, units, head, loss, metric)


def _trains(form: Form, head: str, loss: Loss) -> bool:
    """The plain pairs, by what the framework's own documentation pairs: where metrics are worth a look."""
    logits = LOGITS in loss.text
    if loss.smoothing or loss.over_batch or 'reduction="sum"' in loss.text:
        return False
    if form.task in (Task.VALUE, Task.COUNT):
        return head == "linear" and loss.name in ("'mse'", "'mae'")
    if "inary" in loss.name and "Focal" not in loss.name:
        return head == ("linear" if logits else "sigmoid") or (head == "softmax" and not logits)
    if "ategorical" in loss.name and "Focal" not in loss.name and "hinge" not in loss.name:
        return head == ("linear" if logits else "softmax")
    return (loss.name == "'mse'" and head in ("sigmoid", "linear")) or (loss.name == "'hinge'" and head == "linear")
