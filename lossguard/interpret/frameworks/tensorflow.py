"""TensorFlow below Keras: what no row can say. Variables, placeholders, and what a session feeds into them.

x = tf.placeholder(tf.float32, [None, 784])          a tensor of its own origin, of which nothing else is told
y = tf.placeholder(tf.float32, [None, 10])
logits = tf.matmul(x, tf.Variable(tf.zeros([784, 10])))    free real values: the variable is a model's own
sess.run(step, feed_dict={x: images, y: labels})     the labels' encoding is noted at the placeholder
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from lossguard.interpret import algebra, arrays, dtypes
from lossguard.interpret.arguments import Arguments, Bound
from lossguard.interpret.effects.facts import shaped, shaped_like
from lossguard.interpret.run import Run
from lossguard.interpret.values import Choice, Const, Tensor, Value
from lossguard.knowledge.rows import Call
from lossguard.records import replace
from lossguard.vocabulary import Encoding, Space

Text = Callable[[], str]
PLACEHOLDER = "placeholder"
FED = "fed"  # cell of a placeholder's origin: what was fed into it
FEED = "feed_dict"


# ---- variables ----


def _variable(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`tf.Variable(tf.zeros([784, 10]))`, `tf.get_variable("w", [784, 10])`: weights of a model. Class labels that are
    put into a variable stay labels, and a single number is no longer told."""
    options = dict(row.options)
    first = bound.value(options.get("value"))  # type: ignore[arg-type]
    sizes = arrays.shape_from(run, bound.value(options.get("shape")))  # type: ignore[arg-type]

    def held(value: Value) -> Value:
        if isinstance(value, Tensor) and value.encoding not in (None, Encoding.REAL) and not value.constant:
            return value
        if isinstance(value, Const) and sizes is None and value.value is not None:
            return run.unknown("a variable changes at run time", ref, text())
        made = Tensor(run.spot(ref), Space.REAL, layer=algebra.VARIABLE, origin=("variable", run.number()))
        if sizes is None and isinstance(value, Tensor):
            return shaped_like(made, value)
        return shaped(made, sizes)

    return run.split(first if first is not None else Const(None), held)


# ---- placeholders ----


def _placeholder(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`tf.placeholder(tf.float32, [None, 10])`: an array that is given later."""
    options = dict(row.options)
    dtype = bound.value(options.get("dtype"))  # type: ignore[arg-type]
    why = f"what is fed into {text()} is known at run time"
    origin = (PLACEHOLDER, run.number())
    made = Tensor(run.spot(ref), dtype=dtypes.named(dtype), source=text(), origin=origin, why=why)
    return shaped(made, arrays.shape_from(run, bound.value(options.get("shape"))))  # type: ignore[arg-type]


def _feed(run: Run, row: Call, flavour: str | None, bound: Bound, ref: int, text: Text) -> Value:
    """`sess.run(fetches, feed_dict={y: labels})`."""
    fed = bound.value(FEED)
    if fed is not None:
        _note(run, fed)
    return run.unknown(f"what {text()} gives is known at run time", ref, text())


def feed(run: Run, arguments: Arguments) -> None:
    """Notes the `feed_dict` of any call that has one: `step.run(feed_dict=...)`, `accuracy.eval(feed_dict=...)`."""
    argument = arguments.keyword(FEED)
    if argument is not None:
        _note(run, argument.value)


def _note(run: Run, fed: Value) -> None:
    """The first array with a known encoding stands for all that a placeholder is given."""
    contents = run.entries(fed)
    for key, value in contents.pairs if contents is not None else ():
        value = run.resolved(value)
        if not isinstance(key, Tensor) or not _is_placeholder(key.origin):
            continue
        known = run.store.get((key.origin, FED))
        if isinstance(value, Tensor) and value.encoding is not None and known is None:
            run.store.set((key.origin, FED), value)


def _is_placeholder(origin: Hashable) -> bool:
    return isinstance(origin, tuple) and len(origin) == 2 and origin[0] == PLACEHOLDER


def as_fed(run: Run, value: Value) -> Value:
    """A placeholder with the encoding of what was fed into it; its type and, where it states one, its shape stay."""
    if not isinstance(value, Tensor) or value.encoding is not None or not _is_placeholder(value.origin):
        return value
    if arrays.is_symbolic(value):
        return value
    fed = run.store.get((value.origin, FED))
    if isinstance(fed, Choice):
        fed = fed.options[0][1]
    if not isinstance(fed, Tensor):
        return value
    shape = value if value.rank is not None else fed
    return replace(
        value, encoding=fed.encoding, classes=fed.classes, low=fed.low, high=fed.high, edits=fed.edits,
        constant=fed.constant, rank=shape.rank, width=shape.width, why="",
    )  # fmt: skip


EFFECTS: dict[str, Callable[[Run, Call, str | None, Bound, int, Text], Value]] = {
    "tf_variable": _variable,
    "tf_placeholder": _placeholder,
    "tf_feed": _feed,
}
