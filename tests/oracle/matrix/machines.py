"""Runs a program in its framework and lets its head be driven: the only module of the matrix that knows frameworks.

A machine executes the source text, then sets the kernel of the last layer to the identity and its bias to zero, so
that whatever is fed as `x` (samples, units) is what enters the activation of the head. Loss, gradient and metric are
those of the program's own model, loss object and metric objects.
"""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import wraps
from io import StringIO
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from tests.oracle.matrix.program import Case

Array = NDArray[Any]
Answer = TypeVar("Answer")


class Raised(Exception):
    """What the framework raised while a program that had run was driven with other inputs."""


def _guarded(method: Callable[..., Answer]) -> Callable[..., Answer]:
    @wraps(method)
    def guarded(*arguments: Any) -> Answer:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return method(*arguments)
        except Exception as error:
            raise Raised(f"{type(error).__name__}: {error}") from error

    return guarded


class Machine(ABC):
    """One program that ran to its end. Raises whatever the program raises when it is made."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.names: dict[str, Any] = {"__name__": "__main__"}
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")
            exec(compile(case.text, "<program>", "exec"), self.names)
            self.free_the_head()

    def encode(self, truth: Array) -> Any:
        """Labels of that truth, by the program's own expression."""
        return eval(self.case.form.expression, {**self.names, "truth": self.truth(truth)})

    def truth(self, truth: Array) -> Any:
        """Truth as the program draws it."""
        return truth

    @abstractmethod
    def free_the_head(self) -> None:
        """The last kernel becomes the identity, its bias zero."""

    @abstractmethod
    def outputs(self, z: Array) -> Array:
        """What the head delivers for the inputs `z`, (samples, units)."""

    @abstractmethod
    def loss(self, z: Array, y: Any) -> tuple[float, Array]:
        """The program's loss over these samples, and its gradient on `z`."""

    @abstractmethod
    def reported(self, z: Array, y: Any) -> float:
        """The number that the program's metric reports for these samples."""

    @abstractmethod
    def history(self) -> list[float]:
        """The losses that the program itself met."""


class KerasMachine(Machine):
    """Keras 3 on the torch backend."""

    def free_the_head(self) -> None:
        import torch

        self.torch = torch
        self.model = self.names["model"]
        layer = next(layer for layer in self.model.layers if layer.weights)
        units = self.case.units
        layer.set_weights([np.eye(units, dtype="float32"), np.zeros(units, "float32")])

    def outputs(self, z: Array) -> Array:
        with self.torch.no_grad():
            found: Array = self.model(self.torch.tensor(z, dtype=self.torch.float32)).cpu().numpy()
        return found

    @_guarded
    def loss(self, z: Array, y: Any) -> tuple[float, Array]:
        x = self.torch.tensor(z, dtype=self.torch.float32, requires_grad=True)
        value = self.model.compute_loss(x=x, y=self._fed(y), y_pred=self.model(x))
        (gradient,) = self.torch.autograd.grad(value, x, allow_unused=True)
        return float(value), np.zeros_like(z) if gradient is None else gradient.cpu().numpy().astype(float)

    def _fed(self, y: Any) -> Any:
        """As fit hands labels over: floats in the float type of Keras."""
        y = np.asarray(y)
        return self.torch.tensor(y.astype("float32") if y.dtype.kind == "f" else y)

    @_guarded
    def reported(self, z: Array, y: Any) -> float:
        found = self.model.evaluate(z.astype("float32"), y, batch_size=len(z), verbose=0, return_dict=True)
        (name,) = [name for name in found if name != "loss"]
        return float(found[name])

    def history(self) -> list[float]:
        return [float(value) for value in self.model.history.history["loss"]]


class TensorFlowMachine(KerasMachine):
    """tf.keras of TensorFlow 2.4 to 2.15."""

    def free_the_head(self) -> None:
        import tensorflow as tf

        self.tf = tf
        self.model = self.names["model"]
        layer = next(layer for layer in self.model.layers if layer.weights)
        units = self.case.units
        layer.set_weights([np.eye(units, dtype="float32"), np.zeros(units, "float32")])
        self._step = tf.function(self._traced, reduce_retracing=False)

    def outputs(self, z: Array) -> Array:
        found: Array = self.model(self.tf.constant(z, "float32")).numpy()
        return found

    def _traced(self, x: Any, y: Any) -> tuple[Any, Any]:
        with self.tf.GradientTape() as tape:
            tape.watch(x)
            value = self.model.compute_loss(x=x, y=y, y_pred=self.model(x, training=True))
        return value, tape.gradient(value, x, unconnected_gradients="zero")

    @_guarded
    def loss(self, z: Array, y: Any) -> tuple[float, Array]:
        y = np.asarray(y)
        y = y.astype("float32") if y.dtype.kind == "f" else y
        y = y[:, None] if y.ndim == 1 else y  # as train_step hands it over
        value, gradient = self._step(self.tf.constant(z, "float32"), self.tf.constant(y))
        return float(value), gradient.numpy().astype(float)


class TorchMachine(Machine):
    """PyTorch: the program has `model`, `objective(features, target)` and perhaps `score(features, target)`."""

    def free_the_head(self) -> None:
        import torch

        self.torch = torch
        layer = next(module for module in self.names["model"].modules() if isinstance(module, torch.nn.Linear))
        with torch.no_grad():
            layer.weight.copy_(torch.eye(self.case.units))
            layer.bias.zero_()

    def truth(self, truth: Array) -> Any:
        return self.torch.tensor(truth, dtype=self.names["truth"].dtype)

    def outputs(self, z: Array) -> Array:
        with self.torch.no_grad():
            found: Array = self.names["model"](self.torch.tensor(z, dtype=self.torch.float32)).numpy()
        return found.reshape(len(z), -1)

    @_guarded
    def loss(self, z: Array, y: Any) -> tuple[float, Array]:
        x = self.torch.tensor(z, dtype=self.torch.float32, requires_grad=True)
        value = self.names["objective"](x, y)
        (gradient,) = self.torch.autograd.grad(value, x, allow_unused=True)
        return float(value), np.zeros_like(z) if gradient is None else gradient.numpy().astype(float)

    @_guarded
    def reported(self, z: Array, y: Any) -> float:
        return float(self.names["score"](self.torch.tensor(z, dtype=self.torch.float32), y))

    def history(self) -> list[float]:
        return [float(value) for value in self.names["history"]]


class JaxMachine(Machine):
    """JAX with flax and optax: the program has `params`, `objective(params, features, target)` and perhaps `score`."""

    def free_the_head(self) -> None:
        import jax

        self.jax = jax
        units = self.case.units
        self.params = jax.tree.map(
            lambda leaf: jax.numpy.eye(units) if leaf.ndim == 2 else jax.numpy.zeros(units), self.names["params"]
        )
        self._step = jax.jit(jax.value_and_grad(self.names["objective"], argnums=1))

    def truth(self, truth: Array) -> Any:
        return self.jax.numpy.asarray(truth, dtype=self.names["truth"].dtype)

    def outputs(self, z: Array) -> Array:
        return np.asarray(self.names["model"].apply(self.params, z.astype("float32"))).reshape(len(z), -1)

    @_guarded
    def loss(self, z: Array, y: Any) -> tuple[float, Array]:
        value, gradient = self._step(self.params, z.astype("float32"), y)
        return float(value), np.asarray(gradient, dtype=float)

    @_guarded
    def reported(self, z: Array, y: Any) -> float:
        return float(self.names["score"](self.params, z.astype("float32"), y))

    def history(self) -> list[float]:
        return [float(value) for value in self.names["history"]]


MACHINES: dict[str, type[Machine]] = {
    "keras": KerasMachine,
    "tf": TensorFlowMachine,
    "torch": TorchMachine,
    "jax": JaxMachine,
}
