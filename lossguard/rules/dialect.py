"""How a remedy is said where a program calls its losses itself: the names of each framework, as rows."""

from __future__ import annotations

from lossguard.records import dataclass
from lossguard.setups import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The names of one framework for what the remedies speak of; "{}" stands for a number of units or classes."""

    softmax: str
    sigmoid: str
    log_softmax: str
    layer: str  # the last layer, which puts out logits
    yes_no: str  # loss of independent answers, over logits
    yes_no_unit: str | None  # the same over probabilities, where there is one
    by_number: str  # loss of exclusive classes over logits, with class numbers
    by_row: str  # ... with one-hot or soft rows
    distance: str  # squared error
    floats: str  # labels as floating-point numbers
    integers: str  # labels as class numbers
    column: str  # labels with a last axis of size 1
    flat: str  # outputs without their last axis of size 1
    rows: str  # class numbers as one-hot rows
    numbers: str  # one-hot rows as class numbers

    def yes_no_head(self) -> str:
        """The whole recipe for one yes/no answer."""
        return f"{self.layer.format(1)} without activation under {self.yes_no}"

    def classes_head(self, classes: int | None = None) -> str:
        """The whole recipe for exclusive classes."""
        return f"{self.layer.format(classes or 'C')} without activation under {self.by_number}"


TORCH = Dialect(
    softmax="F.softmax(out, dim=1)",
    sigmoid="torch.sigmoid(out)",
    log_softmax="F.log_softmax(out, dim=1)",
    layer="nn.Linear(..., {})",
    yes_no="nn.BCEWithLogitsLoss",
    yes_no_unit="nn.BCELoss",
    by_number="nn.CrossEntropyLoss",
    by_row="nn.CrossEntropyLoss",
    distance="nn.MSELoss",
    floats="y.float()",
    integers="y.long()",
    column="y.unsqueeze(1)",
    flat="out.squeeze(1)",
    rows="F.one_hot(y, {}).float()",
    numbers="y.argmax(dim=1)",
)

OPTAX = Dialect(
    softmax="jax.nn.softmax(logits)",
    sigmoid="jax.nn.sigmoid(logits)",
    log_softmax="jax.nn.log_softmax(logits)",
    layer="nn.Dense({})",
    yes_no="optax.sigmoid_binary_cross_entropy",
    yes_no_unit=None,
    by_number="optax.softmax_cross_entropy_with_integer_labels",
    by_row="optax.softmax_cross_entropy",
    distance="optax.squared_error",
    floats="y.astype(jnp.float32)",
    integers="y.astype(jnp.int32)",
    column="y[:, None]",
    flat="logits.squeeze(-1)",
    rows="jax.nn.one_hot(y, {})",
    numbers="y.argmax(axis=-1)",
)

TENSORFLOW = Dialect(
    softmax="tf.nn.softmax(logits)",
    sigmoid="tf.nn.sigmoid(logits)",
    log_softmax="tf.nn.log_softmax(logits)",
    layer="a layer of {} units",
    yes_no="tf.nn.sigmoid_cross_entropy_with_logits",
    yes_no_unit=None,
    by_number="tf.nn.sparse_softmax_cross_entropy_with_logits",
    by_row="tf.nn.softmax_cross_entropy_with_logits",
    distance="tf.math.squared_difference",
    floats="tf.cast(y, tf.float32)",
    integers="tf.cast(y, tf.int32)",
    column="tf.expand_dims(y, -1)",
    flat="tf.squeeze(logits, -1)",
    rows="tf.one_hot(y, {})",
    numbers="tf.argmax(y, axis=-1)",
)

DIALECTS = {"torch": TORCH, "optax": OPTAX, "tf": TENSORFLOW}


def dialect_of(engine: Engine) -> Dialect | None:
    """The names to use, None where a model is compiled and trained by the framework (the rules' own words then)."""
    return DIALECTS.get(engine.code)
