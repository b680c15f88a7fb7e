"""The rows of JAX's kin against the packages: what losses expect and are worth, where activations and layers map to.

Run it where jax, optax and flax are installed: `python -m pytest tests/oracle/test_jax_rows.py`. Rows of haiku and
equinox are skipped where those are not.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="NumPy is not installed")
jax = pytest.importorskip("jax", reason="JAX is not installed: its rows cannot be compared")
pytest.importorskip("optax", reason="optax is not installed: its rows cannot be compared")

from lossguard.knowledge.jax.activations import ACTIVATIONS  # noqa: E402
from lossguard.knowledge.jax.losses import LOSSES  # noqa: E402
from lossguard.knowledge.rows import Activation, By, Loss, Refusal, Shapes  # noqa: E402
from lossguard.vocabulary import Encoding, Space, Units  # noqa: E402
from tests.oracle import installed  # noqa: E402
from tests.oracle.material import space_of  # noqa: E402
from tests.oracle.references import Array, bernoulli, chosen, ctc, sigmoid, softmax, unit_rows  # noqa: E402

CLASSES = 4
IDS = np.array([0, 1, 2, 3, 1, 0])
ROWS = np.eye(CLASSES)[IDS]
STEPS = np.indices((len(IDS), CLASSES)).sum(0) % CLASSES * 1.0  # no row of which is all 0
SCORES = np.sin(np.linspace(-3, 3, len(IDS) * CLASSES)).reshape(len(IDS), CLASSES) * 2
LINKS: dict[Space, Callable[[Array], Array]] = {
    Space.REAL: lambda z: z,
    Space.EMBEDDING: lambda z: z,
    Space.UNIT: sigmoid,
    Space.SIMPLEX: softmax,
    Space.LOG_SIMPLEX: lambda z: np.log(softmax(z)),
}
TARGETS: dict[Encoding, Array] = {
    Encoding.ONE_HOT: ROWS, Encoding.SOFT: softmax(SCORES[::-1]), Encoding.MULTI_HOT: STEPS % 2,
    Encoding.SIGN: ROWS * 2 - 1, Encoding.REAL: SCORES[::-1], Encoding.BINARY: (STEPS + 1) % 2, Encoding.INDEX: STEPS,
}  # fmt: skip


def huber(y: Array, z: Array) -> Array:
    distance = np.abs(y - z)
    return np.asarray(np.where(distance <= 1, distance**2 / 2, distance - 0.5))


def sparse_plus(x: Array) -> Array:
    return np.asarray(np.where(x <= -1, 0, np.where(x >= 1, x, (x + 1) ** 2 / 4)))


def projected(z: Array) -> Array:
    """The nearest point of the simplex, row by row."""
    ordered = -np.sort(-z, -1)
    count = np.arange(1, z.shape[-1] + 1)
    kept = (1 + count * ordered > ordered.cumsum(-1)).sum(-1, keepdims=True)
    threshold = (np.take_along_axis(ordered.cumsum(-1), kept - 1, -1) - 1) / kept
    return np.asarray(np.maximum(z - threshold, 0))


def sparsemax(y: Array, z: Array) -> Array:
    p = projected(z)
    return np.asarray((p * z - p**2 / 2).sum(-1) - chosen(y, z) + 0.5)


def dice(y: Array, p: Array) -> Array:
    return np.asarray(1 - (y * p + 1) / ((y + p) / 2 + 1)).mean(-1)


def binary_dice(y: Array, p: Array) -> Array:
    return np.asarray(1 - ((y * p).sum(-1) + 1) / ((y + p).sum(-1) / 2 + 1))


def cross_entropy(y: Array, z: Array) -> Array:
    return np.asarray(-(y * np.log(softmax(z))).sum(-1))


# From the targets and what the row says that the loss expects, one value a row or an entry. Where an option applies
# the link, from probabilities.
DEFINITIONS: dict[str, Callable[[Array, Array], Array]] = {
    "softmax_cross_entropy": cross_entropy,
    "safe_softmax_cross_entropy": cross_entropy,
    "softmax_cross_entropy_with_integer_labels": lambda y, z: -np.log(chosen(y, softmax(z))),
    "sigmoid_binary_cross_entropy": lambda y, z: bernoulli(y, sigmoid(z)),
    "sigmoid_focal_loss": lambda y, z: (y + sigmoid(z) - 2 * y * sigmoid(z)) ** 2 * bernoulli(y, sigmoid(z)),
    "poly_loss_cross_entropy": lambda y, z: cross_entropy(y, z) + 2 * (1 - (y * softmax(z)).sum(-1)),
    "squared_error": lambda y, z: (y - z) ** 2,
    "l2_loss": lambda y, z: (y - z) ** 2 / 2,
    "huber_loss": huber,
    "log_cosh": lambda y, z: np.log(np.cosh(z - y)),
    "hinge_loss": lambda y, z: np.maximum(1 - y * z, 0),
    "perceptron_loss": lambda y, z: np.maximum(-y * z, 0),
    "sparsemax_loss": lambda y, z: sparse_plus(np.where(y == 1, -z, z)),
    "multiclass_hinge_loss": lambda y, z: (z + 1 - np.eye(CLASSES)[y.astype(int)]).max(-1) - chosen(y, z),
    "multiclass_perceptron_loss": lambda y, z: z.max(-1) - chosen(y, z),
    "multiclass_sparsemax_loss": sparsemax,
    "kl_divergence": lambda y, z: np.where(y > 0, y * (np.log(np.where(y > 0, y, 1)) - z), 0).sum(-1),
    "convex_kl_divergence": lambda y, z: (
        np.where(y > 0, y * (np.log(np.where(y > 0, y, 1)) - z), 0) + np.exp(z) - y
    ).sum(-1),
    "kl_divergence_with_log_targets": lambda y, z: (np.exp(y) * (y - z)).sum(-1),
    "cosine_similarity": lambda y, z: (unit_rows(y) * unit_rows(z)).sum(-1),
    "cosine_distance": lambda y, z: 1 - (unit_rows(y) * unit_rows(z)).sum(-1),
    "dice_loss": dice,
    "binary_dice_loss": binary_dice,
}  # fmt: skip


def real(name: str) -> Any:
    """The object of a dotted name; optax has its newer losses in `optax.losses` alone."""
    module, _, last = name.rpartition(".")
    return installed.real(name) or installed.real(f"{module}.losses.{last}")


def short(name: str) -> str:
    return name.rpartition(".")[2]


LOSS_NAMES = [
    pytest.param(name, row, id=short(name))
    for row in LOSSES
    for name in row.names
    if short(name) in DEFINITIONS and real(name) is not None
]


def target_in(row: Loss, encoding: Encoding) -> Array:
    """Labels in an encoding and the shape that the row's loss asks for; a whole batch of class indices has rank 1."""
    if row.units is Units.CLASSES and Encoding.INDEX in row.labels and row.canonical != "squared_error":
        return IDS if encoding is Encoding.INDEX else IDS % 2
    found = TARGETS[encoding]
    # What is asked in logarithms has none of 0.
    return np.log(TARGETS[Encoding.SOFT]) if row.target_space is Space.LOG_SIMPLEX else found


def cases(row: Loss) -> list[tuple[dict[str, object], Space]]:
    """The options that decide what the loss expects, and what it then expects."""
    if isinstance(row.expects, By):
        return [
            ({row.expects.param: value}, space)
            for value, space in row.expects.cases
            if space is not Space.UNIT  # refused: test_binary_dice_takes_no_probabilities
        ]
    return [({}, row.expects)]


def links(row: Loss) -> Callable[[Array], Array]:
    """To what the loss is defined of."""
    return LINKS[row.expects.cases[-1][1] if isinstance(row.expects, By) else row.expects]


def value_of(name: str, z: Any, target: Any, **options: object) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some are deprecated
        return real(name)(z, jax.numpy.asarray(target), **options)


@pytest.mark.parametrize(("name", "row"), LOSS_NAMES)
def test_a_loss_is_what_its_definition_says_of_what_it_expects(name: str, row: Loss) -> None:
    for options, space in cases(row):
        given = LINKS[space](SCORES)
        for encoding in row.labels:
            target = target_in(row, encoding)
            value = np.asarray(value_of(name, given.astype("float32"), _narrow(target), **options))
            defined = DEFINITIONS[short(name)](target, links(row)(SCORES))
            assert value.shape == defined.shape
            np.testing.assert_allclose(value, defined, rtol=2e-4, atol=2e-5)


def test_binary_dice_takes_no_probabilities() -> None:
    """Its check wants each to sum to 1 over an axis of one."""
    with pytest.raises(ValueError, match="sum to 1"):
        value_of("optax.binary_dice_loss", sigmoid(SCORES), ROWS, apply_sigmoid=False)


@pytest.mark.parametrize(("name", "row"), LOSS_NAMES)
def test_a_loss_trains_on_what_it_expects(name: str, row: Loss) -> None:
    for options, space in cases(row):
        if isinstance(row.expects, By) and space is Space.SIMPLEX:  # its check of the sums cannot be traced
            continue
        target = _narrow(target_in(row, row.labels[0]))
        given = LINKS[space](SCORES).astype("float32")
        slope = jax.grad(lambda z, target=target, options=options: value_of(name, z, target, **options).mean())(given)
        assert np.isfinite(slope).all()
        assert np.abs(slope).max() > 0


def _narrow(target: Array) -> Array:
    return target.astype("float32") if target.dtype == np.float64 else target


@pytest.mark.parametrize("row", [row for row in LOSSES if row.also_takes], ids=lambda row: short(row.names[0]))
def test_other_spaces_are_as_right(row: Loss) -> None:
    assert row.also_takes == (Space.LOG_SIMPLEX,)
    target = _narrow(target_in(row, row.labels[0]))
    plain, logged = (value_of(row.names[0], z, target) for z in (SCORES, LINKS[Space.LOG_SIMPLEX](SCORES)))
    np.testing.assert_allclose(plain, logged, rtol=1e-4, atol=1e-5)


def refused() -> list[Any]:
    return [
        pytest.param(row, refusal, dtype, id=f"{short(row.names[0])}-{dtype}")
        for row in LOSSES
        for refusal in row.refuses
        for dtype in refusal.dtypes
        if dtype != "float64"  # which jax makes float32 of
    ]


@pytest.mark.parametrize(("row", "refusal", "dtype"), refused())
def test_a_refused_dtype_raises_in_training(row: Loss, refusal: Refusal, dtype: str) -> None:
    target = target_in(row, refusal.encodings[0]).astype(dtype)
    with pytest.raises((TypeError, AssertionError, ValueError)) as caught:
        jax.grad(lambda z: value_of(row.names[0], z, target).mean())(SCORES.astype("float32"))
    if "about" not in refusal.sign:
        assert refusal.sign in str(caught.value)


@pytest.mark.parametrize("row", [row for row in LOSSES if row.shapes], ids=lambda row: short(row.names[0]))
def test_a_column_or_rows_against_numbers_do_what_shapes_says(row: Loss) -> None:
    """(n, 1) predictions, or (n, C) where they are of classes, and (n,) targets."""
    z = SCORES[:, : 1 if row.units is Units.OUTPUTS else CLASSES].astype("float32")
    target = np.zeros(len(IDS), "int32") if row.shapes is Shapes.FEWER else np.ones(len(IDS), "float32")
    try:
        shape = value_of(row.names[0], z, target).shape
    except (TypeError, AssertionError, ValueError):
        shape = None
    number = (len(IDS),)
    expected = {Shapes.SAME: None, Shapes.FEWER: number, Shapes.EITHER: number, Shapes.BROADCAST: number * 2}
    assert row.shapes is not None
    assert shape == expected[row.shapes]


def test_the_alignments_of_ctc_are_summed_over_free_scores() -> None:
    row = next(row for row in LOSSES if row.names[0] == "optax.ctc_loss")
    scores, labels = SCORES.reshape(2, 3, CLASSES), np.array([[1, 2], [3, 0]])
    paddings = np.zeros((2, 3)), (labels == 0).astype(float)
    value = real(row.names[0])(scores, paddings[0], labels, paddings[1])
    np.testing.assert_allclose(value, ctc(labels, scores), rtol=1e-3)
    assert row.expects is Space.REAL


# ---- activations ----

WIDE = np.linspace(-12, 12, 48).reshape(6, 8).astype("float32")


@pytest.mark.parametrize(
    ("name", "row"),
    [
        pytest.param(name, row, id=name)
        for row in ACTIVATIONS
        for name in row.names
        if real(name) is not None and row.canonical != "glu"
    ],
)
def test_an_activation_maps_into_its_space(name: str, row: Activation) -> None:
    assert space_of(WIDE, np.asarray(real(name)(WIDE))) is row.space
    if row.axis_param:
        turned = np.asarray(real(name)(WIDE.T, **{row.axis_param: 0})).T
        assert space_of(WIDE, turned) is row.space
