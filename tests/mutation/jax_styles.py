"""JAX (flax, haiku, equinox, plain functions) and TensorFlow below Keras: ways to write a model and to train it."""

from __future__ import annotations

from tests.mutation.style import Style

LINEN = """
import jax
import jax.numpy as jnp
import optax
from flax import linen as nn
from flax.training import train_state

<<load>>


class MLP(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.relu(nn.Dense(64)(x))
        x = nn.Dense(<<units>>)(x)
        return <<link>>


model = MLP()
params = model.init(jax.random.PRNGKey(0), jnp.ones((1, <<features>>)))
state = train_state.TrainState.create(apply_fn=model.apply, params=params, tx=optax.adam(1e-3))


@jax.jit
def train_step(state, x, labels):
    def loss_fn(params):
        logits = state.apply_fn(params, x)
        return <<loss>>

    grads = jax.grad(loss_fn)(state.params)
    return state.apply_gradients(grads=grads)


targets = <<target>>
for start in range(0, len(x), 32):
    state = train_step(state, x[start:start + 32], targets[start:start + 32])
predicted = model.apply(state.params, x)
labels = targets
print(jnp.mean(<<decision>>))
"""

NNX = """
import jax
import jax.numpy as jnp
import optax
from flax import nnx

<<load>>


class MLP(nnx.Module):
    def __init__(self, rngs: nnx.Rngs):
        self.hidden = nnx.Linear(<<features>>, 64, rngs=rngs)
        self.out = nnx.Linear(64, <<units>>, rngs=rngs)

    def __call__(self, x):
        x = self.out(nnx.relu(self.hidden(x)))
        return <<link>>


def loss_fn(model, x, labels):
    logits = model(x)
    return <<loss>>


@nnx.jit
def train_step(model, optimizer, x, labels):
    loss, grads = nnx.value_and_grad(loss_fn)(model, x, labels)
    optimizer.update(grads)
    return loss


model = MLP(nnx.Rngs(0))
optimizer = nnx.Optimizer(model, optax.adam(1e-3))
targets = <<target>>
for start in range(0, len(x), 32):
    train_step(model, optimizer, x[start:start + 32], targets[start:start + 32])
"""

HAIKU = """
import haiku as hk
import jax
import jax.numpy as jnp
import optax

<<load>>


def network(x):
    x = hk.nets.MLP([64])(x)
    x = hk.Linear(<<units>>)(x)
    return <<link>>


net = hk.without_apply_rng(hk.transform(network))


def loss_fn(params, x, labels):
    logits = net.apply(params, x)
    return <<loss>>


params = net.init(jax.random.PRNGKey(0), jnp.ones((1, <<features>>)))
optimizer = optax.adam(1e-3)
state = optimizer.init(params)
targets = <<target>>
for start in range(0, len(x), 32):
    grads = jax.grad(loss_fn)(params, x[start:start + 32], targets[start:start + 32])
    updates, state = optimizer.update(grads, state)
    params = optax.apply_updates(params, updates)
"""

EQUINOX = """
import equinox as eqx
import jax
import jax.numpy as jnp
import optax

<<load>>


class Net(eqx.Module):
    hidden: eqx.nn.Linear
    out: eqx.nn.Linear

    def __init__(self, key):
        first, second = jax.random.split(key)
        self.hidden = eqx.nn.Linear(<<features>>, 64, key=first)
        self.out = eqx.nn.Linear(64, <<units>>, key=second)

    def __call__(self, x):
        return self.out(jax.nn.relu(self.hidden(x)))


@eqx.filter_value_and_grad
def loss_fn(model, x, labels):
    x = jax.vmap(model)(x)
    logits = <<link>>
    return <<loss>>


model = Net(jax.random.PRNGKey(0))
optimizer = optax.adam(1e-3)
state = optimizer.init(eqx.filter(model, eqx.is_array))
targets = <<target>>
for start in range(0, len(x), 32):
    loss, grads = loss_fn(model, x[start:start + 32], targets[start:start + 32])
    updates, state = optimizer.update(grads, state)
    model = eqx.apply_updates(model, updates)
"""

SEVERAL_FILES = """
# file: train.py
import jax
import jax.numpy as jnp
import optax
from losses import objective
from model import MLP

<<load>>
model = MLP()
params = model.init(jax.random.PRNGKey(0), jnp.ones((1, <<features>>)))


def loss_fn(params, x, labels):
    return objective(model.apply(params, x), labels)


grads = jax.grad(loss_fn)(params, x, <<target>>)
# file: losses.py
import jax.numpy as jnp
import jax
import optax


def objective(logits, labels):
    return <<loss>>
# file: model.py
import jax
import jax.numpy as jnp
from flax import linen as nn


class MLP(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.Dense(<<units>>)(nn.relu(nn.Dense(64)(x)))
        return <<link>>
"""

STYLES = (
    Style("flax linen", LINEN),
    Style("flax nnx", NNX),
    Style("haiku", HAIKU),
    Style("equinox", EQUINOX),
    Style("several files", SEVERAL_FILES),
)

GRAPH = """
import numpy as np
import tensorflow as tf

<<load>>
features = tf.placeholder(tf.float32, [None, <<features>>])
labels = tf.placeholder(<<dtype>>, <<shape>>)
hidden_weights = tf.Variable(tf.random_normal([<<features>>, 64]))
hidden = tf.nn.relu(tf.matmul(features, hidden_weights))
weights = tf.Variable(tf.random_normal([64, <<units>>]))
bias = tf.Variable(tf.zeros([<<units>>]))
x = tf.matmul(hidden, weights) + bias
logits = <<link>>
loss = <<loss>>
step = tf.train.AdamOptimizer(1e-3).minimize(loss)
accuracy = tf.reduce_mean(tf.cast(<<decision>>, tf.float32))
targets = <<fed>>
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for start in range(0, 1000, 32):
        session.run(step, feed_dict={features: x_all[start:start + 32], labels: targets[start:start + 32]})
"""

TAPE = """
import numpy as np
import tensorflow as tf

<<load>>
w1, w2 = tf.Variable(tf.random.normal([<<features>>, 64])), tf.Variable(tf.random.normal([64, <<units>>]))
bias = tf.Variable(tf.zeros([<<units>>]))
optimizer = tf.optimizers.Adam()


def model(features):
    x = tf.matmul(tf.nn.relu(tf.matmul(features, w1)), w2) + bias
    return <<link>>


@tf.function
def step(features, labels):
    with tf.GradientTape() as tape:
        logits = model(features)
        loss = <<loss>>
    gradients = tape.gradient(loss, [w1, w2, bias])
    optimizer.apply_gradients(zip(gradients, [w1, w2, bias]))
    return tf.reduce_mean(tf.cast(<<decision>>, tf.float32))


for features, labels in tf.data.Dataset.from_tensor_slices((x_all, <<fed>>)).batch(32):
    step(features, labels)
"""

ESTIMATOR_LAYERS = """
import numpy as np
import tensorflow as tf


def model_fn(features, labels, mode):
    hidden = tf.layers.dense(features, 64, activation=tf.nn.relu)
    x = tf.layers.dense(hidden, <<units>>)
    logits = <<link>>
    loss = <<loss>>
    step = tf.train.AdamOptimizer().minimize(loss, global_step=tf.train.get_global_step())
    return tf.estimator.EstimatorSpec(mode=mode, loss=loss, train_op=step)


<<load>>
estimator = tf.estimator.Estimator(model_fn=model_fn)
estimator.train(tf.estimator.inputs.numpy_input_fn(x_all, <<fed>>, batch_size=32, shuffle=True))
"""

TENSORFLOW_STYLES = (
    Style("graph, session", GRAPH, versions={"tensorflow": "1.15"}),
    Style("gradient tape", TAPE),
    Style("tf.layers, estimator", ESTIMATOR_LAYERS, versions={"tensorflow": "1.15"}),
)
