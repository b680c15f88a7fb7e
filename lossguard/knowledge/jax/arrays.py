"""Arrays of JAX where they differ from NumPy's: products with weights, random numbers by key."""

from __future__ import annotations

from lossguard.knowledge.rows import Call, Encode, LabelSpec
from lossguard.vocabulary import Encoding

_JAX = "docs.jax.dev/en/latest/jax.html"

ARRAYS: tuple[Call, ...] = (
    Call(
        names=(
            "jax.numpy.matmul",
            "jax.numpy.dot",
            "jax.lax.dot",
        ),
        params="a, b, *args, **kwargs",
        effect="product",
        options=(("left", "a"), ("right", "b")),
        checked="0.7",
        source=_JAX,
    ),
    Call(
        names=("jax.numpy.tensordot",),
        params="a, b, *args, **kwargs",
        effect="product",
        options=(("factors", "a"),),
        checked="0.7",
        source=_JAX,
    ),
    Call(
        names=("jax.numpy.einsum",),
        params="subscripts, *operands, **kwargs",
        effect="product",
        options=(("factors", "operands"),),
        checked="0.7",
        source=_JAX,
    ),
    # Random arrays take a key first.
    Call(
        names=("jax.random.normal",),
        params="key, shape=None, dtype=?",
        effect="randn",
        options=(("size", "shape"),),
        checked="0.7",
        source=_JAX,
    ),
    Call(
        names=("jax.random.uniform",),
        params="key, shape=None, dtype=None, minval=0.0, maxval=1.0",
        effect="uniform",
        options=(("low", "minval"), ("high", "maxval"), ("size", "shape"), ("dtype", "dtype")),
        checked="0.7",
        source=_JAX,
    ),
    Call(
        names=("jax.random.randint",),
        params="key, shape, minval, maxval, dtype=None",
        effect="randint",
        options=(("low", "minval"), ("high", "maxval"), ("size", "shape"), ("dtype", "dtype")),
        checked="0.7",
        source=_JAX,
    ),
    Call(
        names=(
            "jax.random.permutation",
            "jax.random.shuffle",
        ),
        params="key, x, *args, **kwargs",
        effect="rows",
        options=(("subject", "x"),),
        checked="0.7",
        source=_JAX,
    ),
    Call(
        names=("jax.random.choice",),
        params="key, a, shape=None, *args, **kwargs",
        effect="choice",
        options=(("subject", "a"), ("size", "shape")),
        checked="0.7",
        source=_JAX,
    ),
    Call(
        names=("jax.random.bernoulli",),
        params="key, p=0.5, shape=None",
        effect="binomial",
        options=(("size", "shape"), ("once", True), ("to", "bool")),
        checked="0.7",
        source=_JAX,
    ),
    Call(
        names=("jax.lax.round",),
        params="x, *args, **kwargs",
        effect="round",
        options=(("subject", "x"),),
        checked="0.7",
        source=_JAX,
    ),
)

ENCODES: tuple[Encode, ...] = (
    Encode(
        names=("flax.training.common_utils.onehot",),
        params="labels, num_classes, on_value=1.0, off_value=0.0",
        subject="labels",
        depth="num_classes",
        result=LabelSpec(encoding=Encoding.ONE_HOT, width="classes", dtype="float32", low=0, high=1),
        checked="0.10",
        source="flax.readthedocs.io/en/latest/api_reference/flax.training.html",
    ),
)
