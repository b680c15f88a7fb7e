"""The spellings of JAX and the libraries around it. The rest of jax.numpy is NumPy's: its rows are those of NumPy."""

from __future__ import annotations

from lossguard.knowledge.rows import Prefix

PREFIXES: tuple[Prefix, ...] = (
    Prefix("jax", "jax", "jax"),
    Prefix("jax.numpy", "numpy", "jax"),
    Prefix("jax.numpy.matmul", "jax.numpy.matmul", "jax"),
    Prefix("jax.numpy.dot", "jax.numpy.dot", "jax"),
    Prefix("jax.numpy.tensordot", "jax.numpy.tensordot", "jax"),
    Prefix("jax.numpy.tanh", "jax.nn.tanh", "jax"),
    Prefix("jax.numpy.einsum", "jax.numpy.einsum", "jax"),
    Prefix("optax", "optax", "optax"),
    Prefix("optax.losses", "optax"),
    Prefix("flax", "flax", "flax"),
    Prefix("flax.experimental.nnx", "flax.nnx"),
    Prefix("haiku", "haiku", "haiku"),
    Prefix("equinox", "equinox", "equinox"),
)
