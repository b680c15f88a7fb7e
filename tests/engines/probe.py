"""Runs what is asked of the framework of the interpreter it runs in: `python probe.py tf < asked.json`.

It runs alone, on Python 3.6 and later, every Keras from 1.2 and every TensorFlow from 1.4 on, so it imports nothing of
the project. A JSON list of {"id", "ask", "code", "start", "given"} comes in; lines of JSON go out: first {"version",
"beside", "python"}, then {"id", "answer"} for each. "signature" answers with the parameters of what `code` names, "run"
with the shape, type and values of what the expression `code` gives in a namespace of `start` (statements), the arrays
`given` and the functions below.
"""

import ast
import contextlib
import importlib
import inspect
import json
import os
import platform
import sys
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import numpy

ABSENT = "absent"
MANY = 64  # a larger array is answered with its range alone
DIGITS = 6


class Absent(Exception):
    """What is asked for is not in this version."""


class Framework(object):  # noqa: UP004 (Python 3.6 has no other habit here)
    """One Keras or TensorFlow, and how arrays go into it and come out."""

    def __init__(self, flavour):
        self.flavour = flavour
        self.tf = None
        self.beside = ""
        if flavour == "keras":
            self.keras = importlib.import_module("keras")
            self.version = self.keras.__version__
        else:
            self.tf = importlib.import_module("tensorflow")
            self.keras = getattr(self.tf, "keras", None)
            self.version = self.tf.__version__
        self.modern = int(str(getattr(self.keras, "__version__", "2")).split(".")[0]) >= 3
        self._beside()

    def _beside(self):
        if self.flavour == "keras":
            name = self.keras.backend.backend()
            module = importlib.import_module(name)
            self.beside = name + " " + str(getattr(module, "__version__", ""))
            self.tf = module if name == "tensorflow" else None

    @property
    def eager(self):
        return self.tf is None or (hasattr(self.tf, "executing_eagerly") and self.tf.executing_eagerly())

    # ---- names ----

    def get(self, path):
        """The object of a dotted path such as "keras.layers.Dense" or "tensorflow.nn.softmax"."""
        first, _, rest = path.partition(".")
        if first == "keras":
            return self._keras(rest)
        if first == "tensorflow":
            return self._tensorflow(rest)
        try:
            return walked(importlib.import_module(first), rest)
        except ImportError:
            raise Absent(path) from None

    def _keras(self, rest):
        if rest.startswith("losses") and not hasattr(self.keras, "losses"):
            return walked(self.keras.objectives, rest[len("losses.") :])  # the losses of Keras 1
        if rest.startswith(("wrappers.scikit_learn", "preprocessing", "applications", "utils", "estimator")):
            with contextlib.suppress(ImportError):
                importlib.import_module(self.keras.__name__ + "." + rest.rpartition(".")[0])
        if rest.startswith("utils.") and not hasattr(self.keras.utils, rest[len("utils.") :]):
            return walked(importlib.import_module(self.keras.__name__ + ".utils.np_utils"), rest[len("utils.") :])
        return walked(self.keras, rest)

    def _tensorflow(self, rest):
        """The names of TensorFlow 1 are below `compat.v1` from 1.13 on."""
        old = rest[len("compat.v1.") :] if rest.startswith("compat.v1.") else None
        if old is not None and not hasattr(getattr(self.tf, "compat", None), "v1"):
            return walked(self.tf, old)
        if rest.startswith("contrib"):
            if not hasattr(self.tf, "contrib"):
                raise Absent(rest)
            with contextlib.suppress(ImportError):
                importlib.import_module("tensorflow." + rest.rpartition(".")[0])
        try:
            return walked(self.tf, rest)
        except Absent:
            v1 = getattr(getattr(self.tf, "compat", None), "v1", None)
            if v1 is None or old is not None:
                raise
            return walked(v1, rest)

    # ---- in and out ----

    def tensor(self, array):
        """An array as a tensor of this framework."""
        if self.modern:
            return self.keras.ops.convert_to_tensor(array)
        if self.flavour == "keras":
            return self.keras.backend.variable(array, dtype=str(array.dtype))
        return self.tf.constant(array)

    def array(self, found):
        """What a call gave, as arrays in nested lists."""
        if isinstance(found, (tuple, list)) and not hasattr(found, "dtype"):
            return [self.array(each) for each in found]
        if isinstance(found, dict):
            return [self.array(found[name]) for name in sorted(found)]
        if isinstance(found, (numpy.ndarray, numpy.generic, int, float, bool, str)):
            return numpy.asarray(found)
        if self.modern and self.flavour == "keras":
            return numpy.asarray(self.keras.ops.convert_to_numpy(found))
        if hasattr(found, "numpy") and self.eager:
            return numpy.asarray(found.numpy())
        return numpy.asarray(self._session().run(found))

    def _session(self):
        v1 = getattr(getattr(self.tf, "compat", None), "v1", None) or self.tf
        if self.flavour == "keras":
            session = self.keras.backend.get_session()
        else:
            session = v1.Session()
            session.run(v1.global_variables_initializer())
            if hasattr(v1, "tables_initializer"):
                session.run(v1.tables_initializer())
        session.run(v1.local_variables_initializer())
        return session

    # ---- models ----

    def through(self, layer, *arrays):
        """What a model of one layer predicts; of several arrays the layer takes the list."""
        layers = self.keras.layers
        starts = [layers.Input(shape=array.shape[1:], dtype=str(array.dtype)) for array in arrays]
        end = layer(starts if len(starts) > 1 else starts[0])
        return self.model(starts, end).predict(list(arrays) if len(arrays) > 1 else arrays[0], batch_size=64)

    def model(self, starts, end):
        start = starts if len(starts) > 1 else starts[0]
        try:
            return self.keras.models.Model(inputs=start, outputs=end)
        except TypeError:
            return self.keras.models.Model(input=start, output=end)

    def measured(self, metric, truth, predictions):
        """What a metric reports in `evaluate` of a model that hands its input on: as users see it."""
        start = self.keras.layers.Input(shape=predictions.shape[1:])
        model = self.model([start], self.keras.layers.Activation("linear")(start))
        model.compile(optimizer="sgd", loss=self._any_loss, metrics=[metric])
        if self.tf is not None and self.eager:
            model.run_eagerly = True  # a graph for each question takes longer
        found = model.evaluate(predictions, truth, batch_size=len(predictions), verbose=0)
        return numpy.mean(found[-1])  # a metric by class has several

    def _any_loss(self, truth, predictions):
        """A loss that takes every shape of labels."""
        mean = self.keras.ops.mean if self.modern else self.keras.backend.mean
        return mean(predictions, axis=-1)

    def fresh(self):
        """Forget the graph: a thousand questions in one make it slow."""
        if self.keras is not None and hasattr(self.keras.backend, "clear_session"):
            self.keras.backend.clear_session()
        elif self.tf is not None:
            self.tf.reset_default_graph()

    def builds(self, path, **options):
        """The shape that a ready model puts out, and the activation of its last layer."""
        builder = self.get(path)
        if self.tf is None or not self.eager:
            return built(builder, options)
        with self.tf.Graph().as_default():  # no weights are made
            return built(builder, options)


def built(builder, options):
    model = builder(weights=None, **options)
    shape = [None if size is None else int(size) for size in model.output_shape]
    last = getattr(model.layers[-1], "activation", None)
    return {"output": shape, "activation": getattr(last, "__name__", "")}


def walked(found, path):
    for part in path.split(".") if path else ():
        try:
            found = getattr(found, part)
        except Exception:
            raise Absent(path) from None
    return found


# ---- answers ----


def described(found):
    """An array as JSON: its shape, type, range, the range of the sums over its last axis, and its values if few."""
    if isinstance(found, list):
        return [described(each) for each in found]
    about = {"shape": list(found.shape), "dtype": str(found.dtype) if found.dtype.kind not in "US" else "str"}
    if found.dtype.kind not in "biuf":
        return about
    numbers = found.astype("float64")
    if found.size:
        about.update(low=short(numbers.min()), high=short(numbers.max()))
    if found.size and found.ndim:
        sums = numbers.sum(-1)
        about["sums"] = [short(sums.min()), short(sums.max())]
    if found.size <= MANY:
        about["values"] = [short(each) for each in numbers.ravel()]
    return about


def short(number):
    rounded = float("{:.{}g}".format(number, DIGITS))
    return int(rounded) if rounded == int(rounded) else rounded if abs(rounded) < 1e300 else str(rounded)


def listed(function):
    """The parameters as text, without self: "from_logits=False, axis=-1"; a default that is no literal is "?"."""
    function = function.__init__ if inspect.isclass(function) else function
    try:
        found = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return ABSENT
    if found and found[0].name in ("self", "cls", "_cls"):
        found = found[1:]
    parts, starred = [], False
    for each in found:
        if each.kind is inspect.Parameter.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        starred = starred or each.kind is inspect.Parameter.VAR_POSITIONAL
        parts.append(spelled(each))
    return ", ".join(parts)


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


# ---- asking ----


def namespace(framework, question):
    names = {
        "np": numpy, "tf": framework.tf, "keras": framework.keras, "get": framework.get, "tensor": framework.tensor,
        "through": framework.through, "measured": framework.measured, "builds": framework.builds,
        "array": framework.array,
    }  # fmt: skip
    for name, given in question.get("given", {}).items():
        names[name] = numpy.array(given["values"], dtype=given.get("dtype", "float32"))
    exec(question.get("start", ""), names)
    return names


def answer(framework, question):
    if question["ask"] == "signature":
        return listed(framework.get(question["code"]))
    framework.fresh()
    found = eval(question["code"], namespace(framework, question))
    if isinstance(found, dict) and "output" in found:
        return found
    return described(framework.array(found))


def safe(framework, question):
    try:
        return answer(framework, question)
    except Absent:
        return ABSENT
    except (AttributeError, ImportError) as error:
        gone = "has no attribute" in str(error) or "cannot import" in str(error) or "No module" in str(error)
        return ABSENT if gone else raised(error)
    except Exception as error:
        return raised(error)


def raised(error):
    return {"raises": type(error).__name__, "text": " ".join(str(error).split())[:160]}


def main():
    """Answer every question of standard input."""
    questions = json.load(sys.stdin)
    out = sys.stdout
    sys.stdout = sys.stderr  # old frameworks print while they are imported
    warnings.simplefilter("ignore")
    framework = Framework(sys.argv[1])
    about = {"version": framework.version, "beside": framework.beside, "python": platform.python_version()}
    out.write(json.dumps(about) + "\n")
    for question in questions:
        out.write(json.dumps({"id": question["id"], "answer": safe(framework, question)}) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
