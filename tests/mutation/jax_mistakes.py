"""JAX and TensorFlow below Keras: the right settings by problem, and the mistakes of the rule table."""

from __future__ import annotations

from lossguard.vocabulary import Confidence
from tests.mutation.jax_styles import STYLES, TENSORFLOW_STYLES
from tests.mutation.style import Group, Mistake, Setting

DIGITS = "from sklearn.datasets import load_digits\nx, y = load_digits(return_X_y=True)"
CANCER = "from sklearn.datasets import load_breast_cancer\nx, y = load_breast_cancer(return_X_y=True)"
DIABETES = "from sklearn.datasets import load_diabetes\nx, y = load_diabetes(return_X_y=True)"
INDICES = "optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()"
ROWS = "optax.softmax_cross_entropy(logits, labels).mean()"
SIGMOIDS = "optax.sigmoid_binary_cross_entropy(logits, labels).mean()"
SQUARES = "optax.squared_error(logits, labels).mean()"
NEGATIVE_LOG = "-jnp.mean(jnp.sum(labels * jnp.log(logits), axis=-1))"
PROBLEMS = {
    "classes": {"load": DIGITS, "features": "64",
                "target": "y", "units": "10", "link": "x", "loss": INDICES,
                "decision": "jnp.argmax(predicted, axis=-1) == labels"},
    "one-hot": {"load": DIGITS, "features": "64",
                "target": "jax.nn.one_hot(y, 10)", "units": "10", "link": "x", "loss": ROWS,
                "decision": "jnp.argmax(predicted, axis=-1) == jnp.argmax(labels, axis=-1)"},
    "binary": {"load": CANCER, "features": "30",
                "target": "y.reshape(-1, 1)", "units": "1", "link": "x", "loss": SIGMOIDS,
               "decision": "(predicted > 0) == labels"},
    "values": {"load": DIABETES, "features": "10",
                "target": "y.reshape(-1, 1)", "units": "1", "link": "x", "loss": SQUARES,
               "decision": "jnp.abs(predicted - labels) < 10"},
}  # fmt: skip
SOFTMAX = {"link": "jax.nn.softmax(x)"}
SIGMOID = {"link": "jax.nn.sigmoid(x)"}
MISTAKES = (
    Mistake("LG101", "logits into a log likelihood", "one-hot", {"loss": NEGATIVE_LOG}),
    Mistake("LG102", "softmax before cross-entropy", "classes", SOFTMAX),
    Mistake("LG102", "softmax before one-hot cross-entropy", "one-hot", SOFTMAX),
    Mistake("LG102", "sigmoid before binary cross-entropy", "binary", SIGMOID),
    Mistake("LG102", "sigmoid before cross-entropy", "one-hot", SIGMOID),
    Mistake("LG106", "softmax over one unit", "binary", SOFTMAX, also=("LG102",)),
    Mistake("LG107", "cross-entropy on one unit", "binary", {"loss": INDICES, "target": "y"}),
    Mistake("LG108", "relu before cross-entropy", "classes", {"link": "jax.nn.relu(x)"}),
    Mistake("LG109", "squared error on softmax", "one-hot", {"loss": SQUARES, **SOFTMAX}),
    Mistake("LG110", "sigmoid for unbounded targets", "values", SIGMOID),
    Mistake("LG111", "log-softmax over the batch", "one-hot",
            {"link": "jax.nn.log_softmax(x, axis=0)", "loss": "-jnp.mean(jnp.sum(labels * logits, axis=-1))"}),
    Mistake("LG112", "log-softmax before cross-entropy", "classes", {"link": "jax.nn.log_softmax(x)"}),
    Mistake("LG114", "cross-entropy of continuous targets", "values", {"loss": SIGMOIDS}),
    Mistake("LG201", "integer labels", "one-hot", {"target": "y"}, also=("LG204",)),
    Mistake("LG202", "one-hot labels for integer loss", "classes", {"target": "jax.nn.one_hot(y, 10)"}),
    Mistake("LG203", "fewer units than classes", "classes", {"units": "9"}),
    Mistake("LG204", "row of labels against a column", "binary", {"target": "y"}),
    Mistake("LG205", "class numbers as floats", "classes", {"target": "y.astype(jnp.float32)"}),
    Mistake("LG207", "class numbers divided", "classes", {"target": "y / 9.0"}, also=("LG205",)),
    Mistake("LG208", "argmax before the loss", "one-hot",
            {"loss": "optax.squared_error(jnp.argmax(logits, -1), jnp.argmax(labels, -1)).mean()"}),
    Mistake("LG209", "labels -1 and 1", "binary", {"target": "2 * y.reshape(-1, 1) - 1"}),
    Mistake("LG304", "threshold 0.5 on logits", "binary", {"decision": "(predicted > 0.5) == labels"}),
    Mistake("LG306", "outputs compared", "binary", {"decision": "predicted == labels"}),
    Mistake("LG307", "argmax over one unit", "binary", {"decision": "jnp.argmax(predicted, axis=-1) == labels[:, 0]"}),
    Mistake("LG307", "argmax over the batch", "classes", {"decision": "jnp.argmax(predicted, axis=0) == labels"},
            confidence=Confidence.POSSIBLE),
    Mistake("LG402", "labels before logits", "one-hot",
            {"loss": "optax.softmax_cross_entropy(labels, logits).mean()"}),
)  # fmt: skip


def same(setting: Setting) -> Setting:
    """Everything is written in one way only."""
    return setting


GROUP = Group("JAX", PROBLEMS, STYLES, MISTAKES, same)

ARRAYS = "x_all = x.astype(np.float32)"
TF_INDICES = "tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))"
TF_ROWS = "tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits))"
TF_SIGMOIDS = "tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits))"
TF_SQUARES = "tf.reduce_mean(tf.keras.losses.mean_squared_error(labels, logits))"
ROW = {"dtype": "tf.int64", "shape": "[None]"}
TF_PROBLEMS = {
    "classes": {"load": f"{DIGITS}\n{ARRAYS}", "features": "64",
                "fed": "y", **ROW, "units": "10", "link": "x", "loss": TF_INDICES,
                "decision": "tf.equal(tf.argmax(logits, 1), labels)"},
    "one-hot": {"load": f"{DIGITS}\n{ARRAYS}", "features": "64",
                "fed": "np.eye(10, dtype=np.float32)[y]", "dtype": "tf.float32",
                "shape": "[None, 10]", "units": "10", "link": "x", "loss": TF_ROWS,
                "decision": "tf.equal(tf.argmax(logits, 1), tf.argmax(labels, 1))"},
    "binary": {"load": f"{CANCER}\n{ARRAYS}", "features": "30",
                "fed": "y.reshape(-1, 1).astype(np.float32)", "dtype": "tf.float32",
               "shape": "[None, 1]", "units": "1", "link": "x", "loss": TF_SIGMOIDS,
               "decision": "tf.equal(tf.cast(logits > 0, tf.float32), labels)"},
    "values": {"load": f"{DIABETES}\n{ARRAYS}", "features": "10",
                "fed": "y.reshape(-1, 1).astype(np.float32)", "dtype": "tf.float32",
               "shape": "[None, 1]", "units": "1", "link": "x", "loss": TF_SQUARES,
               "decision": "tf.abs(logits - labels) < 10"},
}  # fmt: skip
TF_SOFTMAX = {"link": "tf.nn.softmax(x)"}
TF_SIGMOID = {"link": "tf.nn.sigmoid(x)"}
TF_MISTAKES = (
    Mistake("LG101", "logits into a log likelihood", "one-hot",
            {"loss": "-tf.reduce_mean(tf.reduce_sum(labels * tf.math.log(logits), axis=1))"}),
    Mistake("LG102", "softmax before cross-entropy", "classes", TF_SOFTMAX),
    Mistake("LG102", "softmax before one-hot cross-entropy", "one-hot", TF_SOFTMAX),
    Mistake("LG102", "sigmoid before binary cross-entropy", "binary", TF_SIGMOID),
    Mistake("LG102", "sigmoid before cross-entropy", "one-hot", TF_SIGMOID),
    Mistake("LG106", "softmax over one unit", "binary", TF_SOFTMAX, also=("LG102",)),
    Mistake("LG107", "cross-entropy on one unit", "binary", {"loss": TF_ROWS}),
    Mistake("LG108", "relu before cross-entropy", "classes", {"link": "tf.nn.relu(x)"}),
    Mistake("LG109", "squared error on softmax", "one-hot", {"loss": TF_SQUARES, **TF_SOFTMAX}),
    Mistake("LG110", "sigmoid for unbounded targets", "values", TF_SIGMOID),
    Mistake("LG111", "softmax over the batch", "one-hot",
            {"loss": "-tf.reduce_mean(tf.reduce_sum(labels * tf.math.log(logits), axis=1))",
             "link": "tf.nn.softmax(x, axis=0)"}),
    Mistake("LG112", "log-softmax before cross-entropy", "classes", {"link": "tf.nn.log_softmax(x)"}),
    Mistake("LG114", "cross-entropy of continuous targets", "values", {"loss": TF_SIGMOIDS}),
    Mistake("LG201", "integer labels", "one-hot", {"fed": "y"}, also=("LG204",)),
    Mistake("LG202", "one-hot labels for sparse loss", "one-hot", {"loss": TF_INDICES}),
    Mistake("LG203", "fewer units than classes", "classes", {"units": "9"}),
    Mistake("LG204", "row of labels against a column", "values", {"fed": "y.astype(np.float32)"}),
    Mistake("LG205", "class numbers as floats", "classes", {"fed": "y.astype(np.float32)"}),
    Mistake("LG207", "class numbers divided", "classes", {"fed": "y / 9.0"}, also=("LG205",)),
    Mistake("LG208", "argmax before the loss", "one-hot",
            {"loss": "tf.reduce_mean(tf.square(tf.cast(tf.argmax(logits, 1) - tf.argmax(labels, 1), tf.float32)))"}),
    Mistake("LG209", "labels -1 and 1", "binary", {"fed": "2 * y.reshape(-1, 1).astype(np.float32) - 1"}),
    Mistake("LG304", "threshold 0.5 on logits", "binary",
            {"decision": "tf.equal(tf.cast(logits > 0.5, tf.float32), labels)"}),
    Mistake("LG306", "outputs compared", "binary", {"decision": "tf.equal(logits, labels)"}),
    Mistake("LG307", "argmax over one unit", "binary", {"decision": "tf.equal(tf.argmax(logits, 1), labels[:, 0])"}),
    Mistake("LG307", "argmax over the batch", "classes", {"decision": "tf.equal(tf.argmax(logits, 0), labels)"},
            confidence=Confidence.POSSIBLE),
    Mistake("LG402", "labels before logits", "one-hot",
            {"loss": "tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=logits, logits=labels))"}),
    Mistake("LG402", "arguments by position", "one-hot",
            {"loss": "tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits, labels))"}),
)  # fmt: skip
TENSORFLOW = Group("TensorFlow below Keras", TF_PROBLEMS, TENSORFLOW_STYLES, TF_MISTAKES, same)
