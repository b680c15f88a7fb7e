"""The layers of Flax, Haiku and Equinox, and what wraps them: space, width and rank of what they put out."""

from __future__ import annotations

from tests.measured.cases import HEAD, Case, Table

START = """\
import equinox as eqx
import haiku as hk
import jax
import jax.numpy as jnp
import optax
from flax import linen as nn
from flax import nnx
from flax.training import train_state

key = jax.random.key(0)
rngs = nnx.Rngs(0)
ids = jnp.array([0, 1, 2, 3, 1, 0])
flat = jax.random.normal(key, (6, 4)) * 50
image = jax.random.normal(key, (6, 12, 12, 4)) * 50
pictures = jax.random.normal(key, (6, 4, 12, 12)) * 50
target = jnp.zeros((6, 5))
"""
ALL = ("rank", "width", "space")
SPACE = ("space",)
WIDE = ("width", "space")
LINEN = {
    "Dense": ("nn.Dense(5)", "flat", ALL), "Conv": ("nn.Conv(5, (3, 3))", "image", WIDE),
    "Embed": ("nn.Embed(9, 5)", "ids", WIDE), "BatchNorm": ("nn.LayerNorm()", "nn.Dense(5)", WIDE),
    "Dropout": ("nn.Dropout(0.1, deterministic=True)", "nn.Dense(5)", ALL),
}  # fmt: skip
NNX = {
    "Linear": ("nnx.Linear(4, 5, rngs=rngs)(flat)", ALL), "Conv": ("nnx.Conv(4, 5, (3, 3), rngs=rngs)(image)", WIDE),
    "Embed": ("nnx.Embed(9, 5, rngs=rngs)(ids) * 9", WIDE),
    "BatchNorm": ("nnx.BatchNorm(5, rngs=rngs)(nnx.Linear(4, 5, rngs=rngs)(flat))", WIDE),
    "Dropout": ("nnx.Dropout(0.1, rngs=rngs)(nnx.Linear(4, 5, rngs=rngs)(flat))", WIDE),
}  # fmt: skip
HAIKU = {
    "Linear": ("hk.Linear(5)(a)", "flat", ALL), "Conv1D": ("hk.Conv2D(5, 3)(a)", "image", WIDE),
    "Embed": ("hk.Embed(9, 5)(a) * 9", "ids", WIDE),
    "BatchNorm": ("hk.LayerNorm(-1, True, True)(hk.Linear(5)(a))", "flat", WIDE),
    "Flatten": ("hk.Flatten()(hk.Conv2D(5, 3)(a))", "image", ("rank", "space")),
    "MaxPool": ("hk.MaxPool(2, 2, 'VALID')(hk.Conv2D(5, 3)(a) - 40)", "image", WIDE),
    "AvgPool": ("hk.AvgPool(2, 2, 'VALID')(hk.Conv2D(5, 3)(a))", "image", WIDE),
}  # fmt: skip
EQUINOX = {
    "Linear": ("jax.vmap(eqx.nn.Linear(4, 5, key=key))(flat)", WIDE),
    "Conv1d": ("jax.vmap(eqx.nn.Conv2d(4, 5, 3, key=key))(pictures)", WIDE),
    "Embedding": ("jax.vmap(eqx.nn.Embedding(9, 5, key=key))(ids) * 9", WIDE),
    "BatchNorm": ("jax.vmap(eqx.nn.LayerNorm(5))(jax.vmap(eqx.nn.Linear(4, 5, key=key))(flat))", SPACE),
    "Dropout": ("eqx.nn.Identity()(jax.vmap(eqx.nn.Linear(4, 5, key=key))(flat))", WIDE),
    "Lambda": ("eqx.nn.Lambda(jax.nn.sigmoid)(jax.vmap(eqx.nn.Linear(4, 5, key=key))(flat / 50))", WIDE),
    "MaxPool1d": ("jax.vmap(eqx.nn.MaxPool2d(2))(jax.vmap(eqx.nn.Conv2d(4, 5, 3, key=key))(pictures))", SPACE),
    "AvgPool1d": ("jax.vmap(eqx.nn.AvgPool2d(2))(jax.vmap(eqx.nn.Conv2d(4, 5, 3, key=key))(pictures))", SPACE),
}  # fmt: skip
STACK = "nn.Sequential([nn.Dense(7), nn.relu, nn.Dense(5)])"
MLP = "eqx.nn.MLP(4, 5, 8, 2, key=key)"
NET = ("net = nn.Dense(5)", "weights = net.init(key, flat)")
LOSS = ("def cost(w):\n    out = net.apply(w, flat)\n    return out.sum(), out",)
CELL = ("cell = nnx.Linear(4, 5, rngs=rngs)", "def price(m, x):\n    out = m(x)\n    return out.sum(), out")
UNIT = ("unit = eqx.nn.Linear(4, 5, key=key)", "def worth(m, x):\n    out = jax.vmap(m)(x)\n    return out.sum(), out")


def _linen(name: str, layer: str, given: str, tells: tuple[str, ...]) -> Case:
    if given.startswith("nn."):
        layer, given = f"nn.Sequential([{given}, {layer}])", "flat"
    before = f"layer = {layer}", f"weights = layer.init(key, {given})"
    return Case(f"Layer flax.linen.{name}", f"layer.apply(weights, {given}) * 9", before, HEAD, tells)


def _haiku(row: str, value: str, given: str, tells: tuple[str, ...]) -> Case:
    before = f"net = hk.transform(lambda a: {value})", f"weights = net.init(key, {given})"
    return Case(row, f"net.apply(weights, None, {given})", before, HEAD, tells)


def _call(name: str, value: str, *before: str, tells: tuple[str, ...] = WIDE) -> Case:
    return Case(f"Call {name}", value, before, HEAD, tells)


TABLE = Table(
    name="jax_layers",
    needs=("jax", "flax", "haiku", "equinox", "optax"),
    start=START,
    uses={HEAD: "optax.squared_error({}, target)"},
    cases=(
        *(_linen(name, *asked) for name, asked in LINEN.items()),
        Case("Layer flax.linen.max_pool", "nn.max_pool(layer.apply(weights, image), (2, 2))",
             ("layer = nn.Conv(5, (3, 3))", "weights = layer.init(key, image)"), HEAD, WIDE),
        Case("Layer flax.linen.avg_pool", "nn.avg_pool(layer.apply(weights, image), (2, 2))", (), HEAD, WIDE),
        *(Case(f"Layer flax.nnx.{name}", value, (), HEAD, tells) for name, (value, tells) in NNX.items()),
        *(_haiku(f"Layer haiku.{name}", *asked) for name, asked in HAIKU.items()),
        *(Case(f"Layer equinox.nn.{name}", value, (), HEAD, tells) for name, (value, tells) in EQUINOX.items()),
        _call("flax.linen.Sequential", "stack.apply(stacked, flat)", f"stack = {STACK}",
              "stacked = stack.init(key, flat)"),
        _haiku("Call haiku.Sequential", "hk.Sequential([hk.Linear(7), jax.nn.relu, hk.Linear(5)])(a)", "flat", ALL),
        _haiku("Call haiku.transform", "jax.nn.sigmoid(hk.Linear(5)(a) / 50)", "flat", ALL),
        _haiku("Call haiku.nets.MLP", "hk.nets.MLP([8, 5])(a)", "flat", WIDE),
        _call("haiku.without_apply_rng", "plain.apply(weights, flat)",
              "plain = hk.without_apply_rng(hk.transform(lambda a: hk.Linear(5)(a)))",
              "weights = plain.init(key, flat)"),
        _call("haiku.transform_with_state", "answered", "kept = hk.transform_with_state(lambda a: hk.Linear(5)(a))",
              "weights, state = kept.init(key, flat)", "answered, state = kept.apply(weights, state, None, flat)"),
        _call("equinox.nn.Sequential", "jax.vmap(eqx.nn.Sequential([eqx.nn.Linear(4, 5, key=key)]))(flat)"),
        _call("equinox.nn.MLP",
              "jax.vmap(eqx.nn.MLP(4, 5, 8, 2, final_activation=jax.nn.sigmoid, key=key))(flat / 50)"),
        _call("flax.nnx.Sequential", "nnx.Sequential(nnx.Linear(4, 7, rngs=rngs), nnx.Linear(7, 5, rngs=rngs))(flat)"),
        _call("flax.nnx.List", "layers[1](layers[0](flat))",
              "layers = nnx.List([nnx.Linear(4, 7, rngs=rngs), nnx.Linear(7, 5, rngs=rngs)])"),
        _call("jax.jit", "jax.jit(net.apply)(weights, flat)", *NET),
        _call("jax.vmap", f"jax.vmap({MLP})(flat)", tells=ALL),
        _call("equinox.filter_vmap", f"eqx.filter_vmap({MLP})(flat)", tells=ALL),
        _call("equinox.filter_jit", f"jax.vmap(eqx.filter_jit({MLP}))(flat)"),
        _call("flax.nnx.jit", "nnx.jit(cell)(flat)", *CELL),
        _call("flax.nnx.vmap", "nnx.vmap(cell)(flat)", tells=ALL),
        _call("jax.value_and_grad", "made", *LOSS,
              "(total, made), slope = jax.value_and_grad(cost, has_aux=True)(weights)"),
        _call("jax.grad", "made", "slope, made = jax.grad(cost, has_aux=True)(weights)"),
        _call("flax.nnx.value_and_grad", "made",
              "(total, made), slope = nnx.value_and_grad(price, has_aux=True)(cell, flat)"),
        _call("flax.nnx.grad", "made", "slope, made = nnx.grad(price, has_aux=True)(cell, flat)"),
        _call("equinox.filter_value_and_grad", "made", *UNIT,
              "(total, made), slope = eqx.filter_value_and_grad(worth, has_aux=True)(unit, flat)"),
        _call("equinox.filter_grad", "made", "slope, made = eqx.filter_grad(worth, has_aux=True)(unit, flat)"),
        _call("flax.training.train_state.TrainState.create", "held.apply_fn(held.params, flat)",
              "held = train_state.TrainState.create(apply_fn=net.apply, params=weights, tx=optax.sgd(0.1))"),
        _call("equinox.partition", "jax.vmap(parts[0])(flat)", "parts = eqx.partition(unit, eqx.is_array)"),
        _call("equinox.combine", "jax.vmap(eqx.combine(*parts))(flat)"),
        _call("flax.nnx.split", "nnx.merge(graph, inner)(flat)", "graph, inner = nnx.split(cell)"),
        _call("equinox.apply_updates", "jax.vmap(eqx.apply_updates(unit, unit))(flat)"),
    ),
)  # fmt: skip
