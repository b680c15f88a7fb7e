"""The spellings of TensorFlow below Keras. Keras and the roots of the package are with the prefixes of Keras."""

from __future__ import annotations

from lossguard.knowledge.rows import Prefix

PREFIXES: tuple[Prefix, ...] = (
    Prefix("tensorflow.contrib.slim", "tensorflow.contrib.layers", "tf"),
    Prefix("tensorflow.contrib.slim.losses", "tensorflow.contrib.losses", "tf"),
    Prefix("tensorflow.contrib.slim.python.slim", "tensorflow.contrib.layers", "tf"),
    Prefix("tensorflow.contrib.eager.Network", "keras.Model", "tf"),
    Prefix("tf_slim", "tensorflow.contrib.layers", "tf"),
    Prefix("tf_slim.losses", "tensorflow.contrib.losses", "tf"),
    Prefix("tensorflow.contrib.layers.python.layers", "tensorflow.contrib.layers", "tf"),
    Prefix("tensorflow.python.ops.nn", "tensorflow.nn", "tf"),
    Prefix("tensorflow.python.ops.math_ops", "tensorflow", "tf"),
    Prefix("tensorflow.python.ops.array_ops", "tensorflow", "tf"),
)

# The same names meant other objects in TF 1.
RENAMED: tuple[Prefix, ...] = (
    Prefix("tensorflow.losses", "tensorflow.compat.v1.losses", "tf", versions="tf<2"),
    Prefix("tensorflow.metrics", "tensorflow.compat.v1.metrics", "tf", versions="tf<2"),
)
