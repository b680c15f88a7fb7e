"""Arrays of JAX: random numbers, products, roundings."""

from __future__ import annotations

from tests.measured.cases import HEAD, LABELS, Case, Table

START = """\
import jax
import jax.numpy as jnp
import optax
from flax import linen as nn
from flax.training import checkpoints

key = jax.random.key(0)
ids = jnp.array([0, 1, 2, 3, 1, 0])
reals = jax.random.normal(key, (6, 4))
layer = nn.Dense(4)
weights = layer.init(key, reals)
out = layer.apply(weights, reals * 50)
target = jnp.zeros((6, 4))
"""
ALL = ("rank", "width", "space")
REAL = ("rank", "dtype", "encoding")
RANDOM = {
    "normal": ("(key, (6, 2))", REAL), "uniform": ("(key, (6, 2))", REAL),
    "randint": ("(key, (6,), 0, 3)", (*REAL, "classes")), "permutation": ("(key, ids)", ("rank", "encoding")),
    "choice": ("(key, ids, (4,))", ("rank",)), "bernoulli": ("(key, 0.5, (6, 1))", REAL),
}  # fmt: skip
TABLE = Table(
    name="jax_arrays",
    needs=("jax", "flax", "optax"),
    start=START,
    uses={LABELS: "optax.squared_error(out, {})", HEAD: "optax.squared_error({}, target)"},
    cases=(
        *(Case(f"Call jax.random.{name}", f"jax.random.{name}{given}", tells=t) for name, (given, t) in RANDOM.items()),
        Case("Call jax.numpy.matmul", "jnp.matmul(out, jnp.ones((4, 3)) - 0.4)", part=HEAD, tells=ALL),
        Case("Call jax.numpy.matmul", "out @ (jnp.ones((4, 3)) - 0.4)", part=HEAD, tells=ALL),
        Case("Call jax.numpy.tensordot", "jnp.tensordot(out, reals, (1, 1))", part=HEAD, tells=("space",)),
        Case("Call jax.numpy.einsum", "jnp.einsum('ij,kj->ik', out, reals)", part=HEAD, tells=("space",)),
        Case("Call jax.lax.round", "jax.lax.round(jnp.array([0.4, 1.6, 2.2]))", tells=("rank",)),
        Case("Call flax.training.checkpoints.restore_checkpoint",
             "layer.apply(checkpoints.restore_checkpoint('nothing_here', weights), reals * 50)",
             part=HEAD, tells=("width", "space")),
    ),
)  # fmt: skip
