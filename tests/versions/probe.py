"""Answers questions about the framework of the interpreter it runs in: `python probe.py keras < questions.json`.

It runs alone, on Python 3.6 and later and on every Keras from 1.2 on, so it imports nothing of the project. Questions
come as a JSON list of {"id", "ask", "given"}; lines of JSON go out: first {"version", "beside", "python"}, then
{"id", "answer"} for each.
"""

import ast
import importlib
import inspect
import json
import os
import platform
import sys
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

ABSENT = "absent"
RAISES = "raises"
CLOSE = 1e-3
SAMPLES = 60


class Keras(object):  # noqa: UP004 (Python 3.6 has no other habit here)
    """What is asked of one Keras: the package `keras`, or `tf.keras`."""

    def __init__(self, api):
        import numpy

        self.np = numpy
        if api == "tf":
            import tensorflow

            self.k = tensorflow.keras
            self.version = tensorflow.__version__
            self.beside = "keras " + str(getattr(self.k, "__version__", ""))
        else:
            self.k = importlib.import_module("keras")
            self.version = self.k.__version__
            self.beside = self._backend()
        self.losses = getattr(self.k, "losses", None) or self.k.objectives

    def _backend(self):
        name = self.k.backend.backend()
        module = importlib.import_module(name)
        return name + " " + str(getattr(module, "__version__", ""))

    # ---- names ----

    def loss(self, name):
        return self._known(self.losses.get, name, self._trains_with, needs_function=int(self.version[0]) < 3)

    def metric(self, name):
        return self._known(self.k.metrics.get, name, self._reports)

    def activation(self, name):
        return self._known(self.k.activations.get, name, None)

    def _known(self, get, name, attempt, needs_function=False):
        try:
            found = get(name)
        except Exception:
            found = None
        if attempt is None or (callable(found) and not inspect.isclass(found) and not needs_function):
            return "yes" if callable(found) and not isinstance(found, str) else "no"
        if hasattr(found, "__name__") and not inspect.isclass(found):
            return "yes"
        return "yes" if attempt(name) else "no"  # a class, or an object, that compile may not take

    def _trains_with(self, loss):
        return self._evaluated(self._rows(), self._one_hot(), loss, []) is not None

    def _reports(self, metric):
        return self._evaluated(self._rows(), self._one_hot(), "mse", [metric]) is not None

    def attribute(self, path):
        return "no" if self._found(path) is None else "yes"

    def _found(self, path):
        """The object of a dotted path, None where it is not there; the losses of Keras 1 are its objectives."""
        first, _, rest = path.partition(".")
        found = self.losses if first == "losses" else getattr(self.k, first, None)
        for part in rest.split(".") if rest else ():
            try:
                found = getattr(found, part, None)
            except Exception:
                return None
        return found

    def module(self, path):
        try:
            importlib.import_module(self.k.__name__ + "." + path)
        except Exception:
            return "no"
        return "yes"

    def signature(self, path):
        found = self._found(path)
        return ABSENT if found is None else listed(found)

    def compile_order(self):
        text = listed(self.k.models.Model.compile)
        return ", ".join(part.split("=")[0] for part in text.split(", ") if not part.startswith("**"))

    def option(self, call, name):
        try:
            getattr(self.k.optimizers, call)(**{name: 0.5})
        except Exception:
            return RAISES
        return "taken"

    def reduction(self, value):
        if not hasattr(self.losses, "MeanSquaredError"):
            return ABSENT
        column = self._tensor([[1.0], [0.0]])
        try:
            self.losses.MeanSquaredError(reduction=value)(column, column)
        except Exception:
            return RAISES
        return "taken"

    # ---- material ----

    def _draw(self):
        return self.np.random.RandomState(7)

    def _ids(self):
        return self._draw().randint(0, 10, SAMPLES)

    def _one_hot(self):
        return self.np.eye(10)[self._ids()]

    def _rows(self):
        logits = self._draw().randn(SAMPLES, 10) + 2.2 * self._one_hot()
        return self.np.exp(logits) / self.np.exp(logits).sum(1, keepdims=True)

    def _several(self):
        """Multi-hot labels (samples, 10) and sigmoid-like predictions of them."""
        draw = self._draw()
        labels = (draw.rand(SAMPLES, 10) < 0.25).astype("float32")
        labels[:, 3] = draw.rand(SAMPLES) < 0.6
        return labels, self.np.clip(0.25 + 0.5 * labels + 0.28 * draw.randn(SAMPLES, 10), 0.01, 0.99)

    def _one_column(self):
        draw = self._draw()
        labels = draw.randint(0, 2, SAMPLES)[:, None]
        return labels, self.np.clip(0.3 + 0.4 * labels + 0.3 * draw.randn(SAMPLES, 1), 0.01, 0.99)

    def _material(self, head, labels):
        if head == "sigmoid10":
            return self._several()
        if head == "sigmoid1":
            return self._one_column()
        shapes = {"one-hot": self._one_hot(), "ids": self._ids(), "column": self._ids()[:, None]}
        return shapes[labels], self._rows()

    def _loss(self, name, form):
        return name if form == "string" else getattr(self.losses, name)() if hasattr(self.losses, name) else None

    # ---- what a metric's name becomes ----

    def _evaluated(self, predictions, labels, loss, metrics):
        """What `evaluate` reports last, None where anything raises."""
        try:
            self.k.backend.clear_session()
            model = self.k.models.Sequential()
            model.add(self.k.layers.Activation("linear", input_shape=predictions.shape[1:]))
            model.compile(optimizer="sgd", loss=loss, metrics=metrics)
            found = model.evaluate(predictions.astype("float32"), labels, batch_size=len(predictions), verbose=0)
            return float(self.np.ravel(found)[-1])
        except Exception:
            return None

    def resolve(self, text, head, labels, loss, form):
        objective = self._loss(loss, form)
        if objective is None:
            return ABSENT
        truth, predictions = self._material(head, labels)
        value = self._evaluated(predictions, truth, objective, [text])
        if value is None:
            return RAISES
        fitting = [name for name, other in self._candidates(truth, predictions) if abs(other - value) < CLOSE]
        return " or ".join(fitting) or "something else"

    def _candidates(self, truth, p):
        np = self.np
        truth = np.asarray(truth, float)
        p = np.asarray(p, float)
        if truth.shape == p.shape:
            yield "binary_accuracy", np.mean((p > 0.5) == (truth > 0.5))
            yield "exact_accuracy", np.mean(truth == p)
            clipped = np.clip(p, 1e-7, 1 - 1e-7)
            if p.shape[1] > 1:
                yield "categorical_accuracy", np.mean(truth.argmax(1) == p.argmax(1))
                yield "categorical_crossentropy", -np.mean((truth * np.log(p / p.sum(1, keepdims=True))).sum(1))
            yield "binary_crossentropy", -np.mean(truth * np.log(clipped) + (1 - truth) * np.log(1 - clipped))
        ids = truth.ravel()
        if len(ids) == len(p) and p.shape[1] > 1:
            yield "sparse_categorical_accuracy", np.mean(ids == p.argmax(1))
            yield "sparse_categorical_crossentropy", -np.mean(np.log(p[np.arange(len(p)), ids.astype(int)]))

    def history(self, text):
        labels, predictions = self._one_column()
        model = self.k.models.Sequential()
        model.add(self.k.layers.Activation("linear", input_shape=(1,)))
        model.compile(optimizer="sgd", loss="mse", metrics=[text])
        found = self._fitted(model, predictions, labels)
        return sorted(set(found.history) - {"loss", "lr"})[0]

    def _fitted(self, model, x, y):
        options = {"batch_size": len(x), "verbose": 0}
        try:
            return model.fit(x, y, epochs=1, **options)
        except TypeError:
            return model.fit(x, y, nb_epoch=1, **options)

    # ---- how compile and fit behave ----

    def _outcome(self, units, labels, activation="linear", outputs=1, **compiled):
        """None, or the name of the exception of building, compiling and fitting one batch."""
        np = self.np
        try:
            self.k.backend.clear_session()
            start = self.k.layers.Input(shape=(3,))
            heads = [self.k.layers.Dense(units, activation=activation)(start) for _ in range(outputs)]
            try:
                model = self.k.models.Model(inputs=start, outputs=heads if outputs > 1 else heads[0])
            except TypeError:
                model = self.k.models.Model(input=start, output=heads if outputs > 1 else heads[0])
            model.compile(optimizer="sgd", **compiled)
            self._fitted(model, np.ones((4, 3), "float32"), [labels] * outputs if outputs > 1 else labels)
        except Exception as error:
            return type(error).__name__
        return None

    def bare_metric(self):
        return self._word(self._outcome(1, self.np.ones((4, 1)), loss="mse", metrics="mae"))

    def flat_metrics(self):
        return self._word(self._outcome(1, self.np.ones((4, 1)), outputs=2, loss="mse", metrics=["mae"]))

    def one_column_against_three(self, loss):
        return self._word(self._outcome(3, self.np.ones((4, 1)), loss=loss), "broadcast")

    def loss_class(self):
        if not hasattr(self.losses, "BinaryCrossentropy"):
            return ABSENT
        found = self.losses.BinaryCrossentropy
        return self._word(self._outcome(1, self.np.ones((4, 1)), "sigmoid", loss=found))

    def metric_class(self):
        if not inspect.isclass(getattr(self.k.metrics, "BinaryAccuracy", None)):
            return ABSENT
        found = self.k.metrics.BinaryAccuracy
        return self._word(self._outcome(1, self.np.ones((4, 1)), "sigmoid", loss="mse", metrics=[found]))

    @staticmethod
    def _word(error, well="taken"):
        return well if error is None else RAISES

    # ---- what is computed ----

    def computed(self, head, loss, from_logits):
        """Which formula gives the loss that `fit` reports over a softmax or sigmoid head of three units."""
        np = self.np
        z = np.array([[2.0, -1.0, 0.5], [0.3, 1.7, -0.4], [-1.2, 0.1, 2.2], [0.9, -0.6, -1.5]])
        truth = np.eye(3)[[0, 1, 1, 2]]
        if from_logits:
            names = {"binary_crossentropy": "BinaryCrossentropy", "categorical_crossentropy": "CategoricalCrossentropy"}
            kind = getattr(self.losses, names[loss], None)
            if kind is None:
                return ABSENT
            objective = kind(from_logits=True)
        else:
            objective = loss
        value = self._head_loss(z, head, truth, objective)
        if value is None:
            return RAISES
        fits = [name for name, other in self._formulas(z, head, loss, from_logits, truth) if abs(other - value) < CLOSE]
        return fits[0] if fits else "something else"

    def _head_loss(self, z, head, truth, objective):
        try:
            self.k.backend.clear_session()
            model = self.k.models.Sequential()
            model.add(self.k.layers.Dense(3, activation=head, input_shape=(3,)))
            model.set_weights([self.np.eye(3), self.np.zeros(3)])
            model.compile(optimizer="sgd", loss=objective)
            return self._fitted(model, z.astype("float32"), truth.astype("float32")).history["loss"][0]
        except Exception:
            return None

    def _formulas(self, z, head, loss, from_logits, truth):
        np = self.np

        def softmax(a):
            return np.exp(a) / np.exp(a).sum(1, keepdims=True)

        def sigmoid(a):
            return 1 / (1 + np.exp(-a))

        def categorical(p):
            return -np.mean(np.log((p / p.sum(1, keepdims=True))[truth > 0]))

        def binary(p):
            return -np.mean(truth * np.log(p) + (1 - truth) * np.log(1 - p))

        link, score = (sigmoid, binary) if loss.startswith("binary") else (softmax, categorical)
        activated = softmax(z) if head == "softmax" else sigmoid(z)
        written = score(link(activated)) if from_logits else score(activated)
        repaired = score(link(z))
        yield ("either way" if abs(written - repaired) < CLOSE else "as written"), written
        yield "from the logits", repaired

    def _value(self, array):
        """The mean of what a loss function gives, whatever holds it."""
        np = self.np
        try:
            return float(np.mean(np.asarray(array)))
        except Exception:
            pass
        try:
            return float(np.mean(array.detach().cpu().numpy()))
        except AttributeError:
            return float(np.mean(self.k.backend.eval(array)))

    def _tensor(self, values):
        values = self.np.asarray(values, "float32")
        return self.k.backend.variable(values) if hasattr(self.k.backend, "variable") else values

    def hinge(self):
        value = self._value(self.losses.get("hinge")(self._tensor([[0.0], [1.0]]), self._tensor([[0.3], [0.4]])))
        return {0.95: "become -1 and 1", 0.8: "stay"}.get(round(value, 2), "something else")

    def cosine(self):
        names = [name for name in ("cosine_similarity", "cosine_proximity") if self.loss(name) == "yes"]
        vectors = self._tensor([[0.6, 0.8], [1.0, 0.0]])
        return str(round(self._value(self.losses.get(names[0])(vectors, vectors)), 2))

    def squeezed(self, name):
        """Whether a loss function called with (4,) and (4, 1) compares each with its own."""
        function = getattr(self.losses, name)
        p = self._tensor([[1.0], [2.0], [3.0], [4.0]])
        try:
            value = self._value(function(self._tensor([1.0, 2.0, 3.0, 4.0]), p))
        except Exception:
            return RAISES
        return "each with its own" if abs(value) < CLOSE else "broadcast"


class Torch(object):  # noqa: UP004
    """What is asked of PyTorch, or of a package beside it."""

    def __init__(self, api):
        self.module = importlib.import_module(api)
        self.version = self.module.__version__.split("+")[0]
        self.beside = ""
        if api != "torch":
            self.beside = "torch " + importlib.import_module("torch").__version__.split("+")[0]

    def attribute(self, path):
        return "yes" if self._found(path) is not None else "no"

    def _found(self, path):
        found = self.module
        for part in path.split("."):
            found = getattr(found, part, None)
        return found

    def signature(self, path):
        found = self._found(path)
        return ABSENT if found is None else listed(found)

    def probabilities_as_targets(self):
        torch = self.module
        try:
            torch.nn.CrossEntropyLoss()(torch.zeros(2, 3), torch.ones(2, 3) / 3)
        except Exception:
            return RAISES
        return "taken"

    def sizes_that_differ(self):
        torch = self.module
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                torch.nn.MSELoss()(torch.zeros(4, 1), torch.zeros(4))
            except Exception:
                return RAISES
        return "broadcast, with a warning" if caught else "broadcast"

    def targets_beyond_one(self):
        torch = self.module
        try:
            torch.nn.BCELoss()(torch.ones(2) / 2, torch.ones(2) * 3)
        except Exception:
            return RAISES
        return "taken"

    def warns_of_sigmoid(self):
        torch = self.module
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            torch.nn.functional.sigmoid(torch.zeros(2))
        return "yes" if caught else "no"

    def accuracy_without_task(self):
        try:
            self.module.Accuracy()
        except Exception:
            return RAISES
        return "taken"

    def scores_beyond_one(self):
        import torch

        metric = self.module.Accuracy(task="binary") if self.version >= "0.11" else self.module.Accuracy()
        try:
            metric(torch.tensor([-2.0, 3.0]), torch.tensor([0, 1]))
        except Exception:
            return RAISES
        return "taken"


class Estimators(object):  # noqa: UP004
    """What is asked of scikit-learn."""

    def __init__(self, api):
        self.sklearn = importlib.import_module("sklearn")
        self.version = self.sklearn.__version__
        self.beside = ""

    def objective(self, module, estimator, name):
        import numpy

        kind = getattr(importlib.import_module("sklearn." + module), estimator)
        parameter = "criterion" if "Forest" in estimator or "Tree" in estimator else "loss"
        x = numpy.arange(40.0).reshape(20, 2)
        y = numpy.arange(20) % 2
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                kind(**{parameter: name}).fit(x, y)
        except Exception:
            return "no"
        return "yes"

    def scoring(self, name):
        try:
            importlib.import_module("sklearn.metrics").get_scorer(name)
        except Exception:
            return "no"
        return "yes"


ASKED = {"keras": Keras, "tf": Keras, "torch": Torch, "torchmetrics": Torch, "sklearn": Estimators}


def listed(function):
    """The parameters as text, without self: "from_logits=False, axis=-1"; a default that is no literal is "?"."""
    function = function.__init__ if inspect.isclass(function) else function
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return ABSENT
    return ", ".join(spelled(each) for each in found if each.name != "self")


def spelled(parameter):
    if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
        return "*" + parameter.name
    if parameter.kind is inspect.Parameter.VAR_KEYWORD:
        return "**" + parameter.name
    if parameter.default is inspect.Parameter.empty:
        return parameter.name
    text = repr(parameter.default)
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        text = "?"
    return parameter.name + "=" + text


def main():
    """Answer every question of standard input; a question that itself fails is answered with the exception's name."""
    questions = json.load(sys.stdin)
    out = sys.stdout
    sys.stdout = sys.stderr  # old frameworks print while they are imported
    warnings.simplefilter("ignore")
    asked = ASKED[sys.argv[1]](sys.argv[1])
    about = {"version": asked.version, "beside": asked.beside, "python": platform.python_version()}
    out.write(json.dumps(about) + "\n")
    for question in questions:
        try:
            answer = getattr(asked, question["ask"])(**question["given"])
        except Exception as error:
            answer = "failed: " + type(error).__name__ + ": " + " ".join(str(error).split())[:90]
        out.write(json.dumps({"id": question["id"], "answer": answer}) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
