"""Which releases of each framework exist, as data: "newest below 2.5" has an answer only with such a list.

Minor releases, oldest first. Checked against the projects' release lists up to keras 3.15, tensorflow 2.21, torch 2.13.
"""

from __future__ import annotations

RELEASES: dict[str, tuple[tuple[int, int], ...]] = {
    "keras": (
        (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2), (2, 3), (2, 4), (2, 6), (2, 7), (2, 8),
        (2, 9), (2, 10), (2, 11), (2, 12), (2, 13), (2, 14), (2, 15), (3, 0), (3, 1), (3, 2), (3, 3), (3, 4), (3, 5),
        (3, 6), (3, 7), (3, 8), (3, 9), (3, 10), (3, 11), (3, 12), (3, 13), (3, 14), (3, 15),
    ),
    "tensorflow": (
        (0, 12), (1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (1, 9), (1, 10), (1, 11),
        (1, 12), (1, 13), (1, 14), (1, 15), (2, 0), (2, 1), (2, 2), (2, 3), (2, 4), (2, 5), (2, 6), (2, 7), (2, 8),
        (2, 9), (2, 10), (2, 11), (2, 12), (2, 13), (2, 14), (2, 15), (2, 16), (2, 17), (2, 18), (2, 19), (2, 20),
        (2, 21),
    ),
    "tf_keras": ((2, 14), (2, 15), (2, 16), (2, 17), (2, 18), (2, 19), (2, 20), (2, 21)),
    "torch": (
        (0, 1), (0, 2), (0, 3), (0, 4), (1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (1, 9),
        (1, 10), (1, 11), (1, 12), (1, 13), (2, 0), (2, 1), (2, 2), (2, 3), (2, 4), (2, 5), (2, 6), (2, 7), (2, 8),
        (2, 9), (2, 10), (2, 11), (2, 12), (2, 13),
    ),
}  # fmt: skip

# What a distribution is called, normalised (lower case, "-"), and the framework that it brings.
DISTRIBUTIONS: dict[str, str] = {
    "keras": "keras",
    "keras-nightly": "keras",
    "keras-gpu": "keras",
    "keras-core": "keras_core",
    "tf-keras": "tf_keras",
    "tf-keras-nightly": "tf_keras",
    "tensorflow": "tensorflow",
    "tensorflow-cpu": "tensorflow",
    "tensorflow-gpu": "tensorflow",
    "tensorflow-macos": "tensorflow",
    "tensorflow-intel": "tensorflow",
    "tensorflow-rocm": "tensorflow",
    "tensorflow-aarch64": "tensorflow",
    "tensorflow-eigen": "tensorflow",
    "tensorflow-mkl": "tensorflow",
    "intel-tensorflow": "tensorflow",
    "tf-nightly": "tensorflow",
    "tf-nightly-cpu": "tensorflow",
    "tf-nightly-gpu": "tensorflow",
    "torch": "torch",
    "pytorch": "torch",
    "pytorch-gpu": "torch",
    "pytorch-cpu": "torch",
    "lightning": "lightning",
    "pytorch-lightning": "lightning",
    "torchmetrics": "torchmetrics",
    "jax": "jax",
    "flax": "flax",
    "optax": "optax",
    "transformers": "transformers",
    "scikit-learn": "sklearn",
    "sklearn": "sklearn",
    "xgboost": "xgboost",
    "lightgbm": "lightgbm",
    "catboost": "catboost",
}

# How a person may write a framework on the command line or in the configuration.
FRAMEWORKS: dict[str, str] = {
    "keras": "keras",
    "tensorflow": "tensorflow",
    "tf": "tensorflow",
    "tf_keras": "tf_keras",
    "tf-keras": "tf_keras",
    "keras_core": "keras_core",
    "keras-core": "keras_core",
    "torch": "torch",
    "pytorch": "torch",
    "lightning": "lightning",
    "torchmetrics": "torchmetrics",
    "jax": "jax",
    "flax": "flax",
    "optax": "optax",
    "transformers": "transformers",
    "sklearn": "sklearn",
    "scikit-learn": "sklearn",
    "xgboost": "xgboost",
    "lightgbm": "lightgbm",
    "catboost": "catboost",
}
BACKENDS = ("tensorflow", "torch", "jax", "numpy", "openvino", "theano", "cntk")
