"""Programs in JAX with flax and optax: one source text for each head, loss, form of labels and metric."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from tests.oracle.matrix.program import SAMPLES, Aim, Case, Form, Loss, Measure, Metric, Task

DRAWN = {
    Task.EXCLUSIVE: f"jax.random.randint(key, ({SAMPLES},), 0, 3)",
    Task.BINARY: f"jax.random.randint(key, ({SAMPLES},), 0, 2)",
    Task.TAGS: f"jax.random.randint(key, ({SAMPLES}, 3), 0, 2)",
    Task.VALUE: f"jax.random.uniform(key, ({SAMPLES},), minval=-5.0, maxval=5.0)",
    Task.COUNT: f"jax.random.poisson(key, 3.0, ({SAMPLES},))",
}
FORMS = (
    Form("ids", Task.EXCLUSIVE, "truth"),
    Form("ids in a column", Task.EXCLUSIVE, "truth[:, None]"),
    Form("ids as floats", Task.EXCLUSIVE, "truth.astype(jnp.float32)"),
    Form("one-hot", Task.EXCLUSIVE, "jax.nn.one_hot(truth, 3)"),
    Form("one-hot integers", Task.EXCLUSIVE, "jax.nn.one_hot(truth, 3).astype(jnp.int32)"),
    Form("bits", Task.BINARY, "truth"),
    Form("bits as floats", Task.BINARY, "truth.astype(jnp.float32)"),
    Form("bits in a column", Task.BINARY, "truth[:, None].astype(jnp.float32)"),
    Form("signs", Task.BINARY, "(2 * truth - 1)[:, None].astype(jnp.float32)"),
    Form("pairs", Task.BINARY, "jax.nn.one_hot(truth, 2)"),
    Form("multi-hot", Task.TAGS, "truth.astype(jnp.float32)"),
    Form("values", Task.VALUE, "truth"),
    Form("values in a column", Task.VALUE, "truth[:, None]"),
)


def _loss(name: str, aim: Aim = Aim.PROBABILITY) -> Loss:
    return Loss(name, f"optax.{name}(output, target).mean()", aim)


LOSSES = (
    _loss("softmax_cross_entropy"),
    _loss("safe_softmax_cross_entropy"),
    _loss("softmax_cross_entropy_with_integer_labels"),
    _loss("sigmoid_binary_cross_entropy"),
    _loss("sigmoid_focal_loss", Aim.ORDER),
    _loss("kl_divergence"),
    _loss("hinge_loss", Aim.DECISION),
    _loss("squared_error", Aim.VALUE),
    _loss("l2_loss", Aim.VALUE),
    _loss("huber_loss", Aim.VALUE),
)
DISTANCES = ("squared_error", "l2_loss", "huber_loss")
HEADS = ("linear", "softmax", "sigmoid", "tanh", "relu", "softplus", "elu", "log_softmax", "leaky_relu")
SQUEEZED = " squeezed"
UNITS = {Task.EXCLUSIVE: (3, 1), Task.BINARY: (1, 2), Task.TAGS: (3, 1), Task.VALUE: (1, 3), Task.COUNT: (1,)}
METRICS = (
    Metric("argmax == y", "jnp.mean(jnp.argmax(output, -1) == target)", Measure.ACCURACY),
    Metric("argmax == argmax", "jnp.mean(jnp.argmax(output, -1) == jnp.argmax(target, -1))", Measure.ACCURACY),
    Metric("> 0.5", "jnp.mean((output > 0.5) == target)", Measure.ACCURACY),
    Metric("> 0", "jnp.mean((output > 0) == target)", Measure.ACCURACY),
    Metric("sigmoid > 0.5", "jnp.mean((jax.nn.sigmoid(output) > 0.5) == target)", Measure.ACCURACY),
)
THRESHOLDS = ("> 0.5", "> 0", "sigmoid > 0.5")
PAIRED = ("softmax_cross_entropy", "softmax_cross_entropy_with_integer_labels", "sigmoid_binary_cross_entropy")


def text_of(case: Case) -> str:
    """The whole program: data, model, two steps, and the score where there is one."""
    head, squeezed = case.head.removesuffix(SQUEEZED), case.head.endswith(SQUEEZED)
    dense = f"nn.Dense({case.units})(x)"
    dense = dense if head == "linear" else f"nn.{head}({dense})"
    output = "model.apply(params, features)" + (".squeeze(-1)" if squeezed else "")
    return f"""\
import jax
import jax.numpy as jnp
import optax
from flax import linen as nn

key = jax.random.key(0)
x = jax.random.normal(key, ({SAMPLES}, {case.units}))
truth = {DRAWN[case.task]}
y = {case.form.expression}


class Net(nn.Module):
    @nn.compact
    def __call__(self, x):
        return {dense}


model = Net()
params = model.init(key, x)
optimizer = optax.sgd(0.1)
state = optimizer.init(params)


def objective(params, features, target):
    output = {output}
    return {case.loss.text}


history = []
for step in range(2):
    loss, gradients = jax.value_and_grad(objective)(params, x, y)
    updates, state = optimizer.update(gradients, state)
    params = optax.apply_updates(params, updates)
    history.append(float(loss))
{_score(case, output)}"""


def _score(case: Case, output: str) -> str:
    if case.metric is None:
        return ""
    return f"""\


def score(params, features, target):
    output = {output}
    return {case.metric.text}


print(score(params, x, y))
"""


def programs(framework: str) -> Iterator[Case]:
    """Every program of the matrix, each once."""
    for case in dict.fromkeys((*_trained(framework), *_measured(framework))):
        yield replace(case, text=text_of(case), bare=text_of(case.without_metric))


def _heads(names: tuple[str, ...], form: Form, units: int) -> Iterator[str]:
    for name in names:
        yield name
        if units == 1 and form.task is not Task.TAGS and name in ("linear", "sigmoid"):
            yield name + SQUEEZED


def _trained(framework: str) -> Iterator[Case]:
    for form, loss in product(FORMS, LOSSES):
        if form.task is Task.VALUE and loss.name not in DISTANCES:
            continue
        for units in UNITS[form.task]:
            if form.task is Task.EXCLUSIVE and units == 1 and loss.aim is Aim.VALUE:
                continue  # class numbers as values: only the author knows whether their order means something
            for head in _heads(HEADS, form, units):
                yield Case(framework, form, units, head, loss, None)


def _measured(framework: str) -> Iterator[Case]:
    """Comparisons of two sides that have one shape: lossguard reads what is decided, not what that is compared with."""
    for form, loss, metric in product(FORMS, LOSSES, METRICS):
        if loss.name not in PAIRED or not _fits(form, metric):
            continue
        for units in UNITS[form.task]:
            if (units == 1 and form.task is not Task.BINARY) or (units == 2 and metric.name in THRESHOLDS):
                continue
            for head in _heads(("linear",), form, units):
                yield Case(framework, form, units, head, loss, metric)


def _fits(form: Form, metric: Metric) -> bool:
    rows = form.name.startswith(("one-hot", "pairs"))
    match metric.name:
        case "argmax == y":
            return not rows and form.task in (Task.EXCLUSIVE, Task.BINARY) and form.name in ("ids", "bits")
        case "argmax == argmax":
            return rows
        case _:
            return form.task is Task.TAGS or form.name == "bits in a column"
