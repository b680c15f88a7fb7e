"""What lossguard says in answer to a question, in a version: from its rows, or as its verdict on a small program."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import lossguard
from lossguard.knowledge import index
from lossguard.knowledge.parameters import ParameterKind, parameters
from lossguard.knowledge.rows import Activation, Estimator, Loss, Metric, Objective, Row, Scorer
from lossguard.knowledge.versions import Version, holds
from lossguard.results import Report
from tests.versions.questions import Question

KINDS: dict[str, type[Row]] = {"loss": Loss, "metric": Metric, "activation": Activation}
TENSORFLOW = "tensorflow"
PROGRAM = """\
import numpy as np
{imports}
x = np.random.rand(60, 5)
y = {labels}
model = keras.models.Sequential()
model.add(keras.layers.Dense({units}, activation="{activation}", input_shape=(5,)))
model.compile(optimizer="sgd", loss={loss}, metrics={metrics})
model.fit(x, y)
"""
TWO_OUTPUTS = """\
import numpy as np
{imports}
start = keras.layers.Input(shape=(5,))
heads = [keras.layers.Dense(1)(start), keras.layers.Dense(1)(start)]
model = keras.models.Model(start, heads)
model.compile(optimizer="sgd", loss="mse", metrics=["mae"])
model.fit(np.random.rand(60, 5), [np.random.rand(60, 1), np.random.rand(60, 1)])
"""
LABELS = {
    "one-hot": "np.eye(10)[np.random.randint(0, 10, 60)]",
    "ids": "np.random.randint(0, 10, 60)",
    "column": "np.random.randint(0, 10, (60, 1))",
    "multi-hot": "np.random.randint(0, 2, (60, 10))",
    "0/1": "np.random.randint(0, 2, (60, 1))",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One version of one framework: `flavour` is "keras" (the package), "tf" (tf.keras), "torch" ..."""

    flavour: str
    version: Version
    backend: str = ""  # of Keras 3, where it matters

    def __str__(self) -> str:
        number = ".".join(map(str, self.version))
        return " ".join(
            filter(None, (NAMES.get(self.flavour, self.flavour), number, self.backend and f"({self.backend})"))
        )


NAMES = {"keras": "Keras", "tf": "TF", "torch": "torch", "sklearn": "scikit-learn"}


def claim(question: Question, line: Line) -> str | None:
    """The answer of lossguard, or of the question itself where it tells; None: nothing is said of this version."""
    if line.flavour not in question.flavours:
        return None
    if question.told:
        found = (answer for clauses, answer in question.told if holds(clauses, line.flavour, line.version))
        return next(found, None)
    return CLAIMS[question.ask](question, line)


EXCEPTIONS: dict[tuple[str, Version, str], str] = {
    ("tf", (1, 13), "tf computed softmax categorical_crossentropy True"): (
        "compile's placeholders have no static shape, so that CategoricalCrossentropy takes rows for class numbers and "
        "raises, whatever the head; called directly it takes both, and so does its row"
    ),
}


def exception(question: Question, line: Line) -> str | None:
    """Why lossguard says something else than what was measured, where that is so and known."""
    return EXCEPTIONS.get((line.flavour, line.version[:2], question.id))


def agree(question: Question, claimed: str, measured: str) -> bool:
    """Whether what was measured is what is claimed."""
    if question.ask == "signature" and "absent" not in (claimed, measured):
        return _same_parameters(claimed, measured)
    if question.ask == "compile_order":
        ours, theirs = claimed.split(", "), measured.removeprefix("self, ").split(", ")
        return all(one == other for one, other in zip(ours, theirs, strict=False))
    return claimed in measured.split(" or ")


def _same_parameters(claimed: str, measured: str) -> bool:
    """The same names in order; a default that a row states is the real one.

    `**kwargs` may be left out, and what a row has at the end without interest in it may be missing: `dtype`, and
    defaults of "?".
    """
    ours = [part for part in _parted(claimed) if not part.startswith("*")]
    theirs = [part for part in _parted(measured) if not part.startswith("*")]
    while len(ours) > len(theirs) and (ours[-1].endswith("=?") or ours[-1].startswith("dtype=")):
        ours.pop()
    if [part.partition("=")[0] for part in ours] != [part.partition("=")[0] for part in theirs]:
        return False
    pairs = [(mine.partition("=")[2], real.partition("=")[2]) for mine, real in zip(ours, theirs, strict=True)]
    return all(_same_default(mine, real) for mine, real in pairs)


def _same_default(mine: str, real: str) -> bool:
    if mine in ("?", real):
        return True
    return "" not in (mine, real) and real != "?" and bool(ast.literal_eval(mine) == ast.literal_eval(real))


def _parted(text: str) -> list[str]:
    """The parameters of a list that may hold tuples: commas inside brackets do not part."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


# ---- from the rows ----


def _named(question: Question, line: Line) -> str:
    return _word(index.find(KINDS[question.ask], f"str:{question.given['name']}", line.flavour, line.version))


def _word(found: object) -> str:
    return "no" if found is None else "yes"


def _signature(question: Question, line: Line) -> str:
    path = str(question.given["path"])
    name = f"torch.{path}" if line.flavour == "torch" else f"keras.{path}"
    kind = Metric if path.startswith("metrics.") else Loss
    row = index.find(kind, name, line.flavour, line.version)
    return "absent" if row is None else stated(row)


def stated(row: Row) -> str:
    """The parameters of a row as a probe lists them; a default of no interest is "?"."""
    return ", ".join(_parameters(row))


def _parameters(row: Row) -> list[str]:
    marks = {ParameterKind.REST: "*", ParameterKind.OPTIONS: "**"}
    found = []
    for each in parameters(row):
        default = "" if each.required else "=?" if each.default is index.UNINTERESTING else f"={each.default!r}"
        found.append(f"{marks[each.kind]}{each.name}" if each.kind in marks else each.name + default)
    return found


def _compile_order(_question: Question, line: Line) -> str:
    return index.engine(line.flavour, line.version).compile_order


def _hinge(_question: Question, line: Line) -> str:
    return "become -1 and 1" if index.engine(line.flavour, line.version).converts_zero_one_hinge else "stay"


def _computed(question: Question, line: Line) -> str:
    given = question.given
    if given["from_logits"] and index.find(Loss, "keras.losses.BinaryCrossentropy", line.flavour, line.version) is None:
        return "absent"
    if (given["head"], given["loss"], given["from_logits"]) == ("softmax", "categorical_crossentropy", False):
        return "either way"
    recovers = index.engine(line.flavour, line.version).recovers_logits and line.backend in ("", TENSORFLOW)
    return "from the logits" if recovers else "as written"


def _one_column(_question: Question, line: Line) -> str:
    return "broadcast" if index.engine(line.flavour, line.version).broadcasts_mismatch else "raises"


def _objective(question: Question, line: Line) -> str:
    given = question.given
    estimator = index.find(Estimator, f"sklearn.{given['module']}.{given['estimator']}", line.flavour, line.version)
    assert estimator is not None
    return _word(index.find(Objective, f"{estimator.objectives}{given['name']}", line.flavour, line.version))


def _scoring(question: Question, line: Line) -> str:
    return _word(index.find(Scorer, f"scoring:{question.given['name']}", line.flavour, line.version))


# ---- by a verdict ----


def verdict(text: str, line: Line) -> Report:
    """The report on a program in a version; `{imports}` in it becomes the import of Keras."""
    package = "tensorflow" if line.flavour == "tf" else line.flavour
    imports = "from tensorflow import keras" if line.flavour == "tf" else "import keras"
    versions = {package: ".".join(map(str, line.version))}
    if line.backend:
        versions["backend"] = line.backend
    return _report(text.replace("{imports}", imports), tuple(versions.items()))


@cache
def _report(text: str, versions: tuple[tuple[str, str], ...]) -> Report:
    return lossguard.check_source(text, name="train.py", framework_versions=dict(versions))


def _program(head: str, labels: str, loss: str, metrics: str) -> str:
    return PROGRAM.format(
        imports="{imports}", activation=head[:7], units=head[7:], labels=LABELS[labels], loss=loss, metrics=metrics
    )


def _resolve(question: Question, line: Line) -> str:
    given = {key: str(value) for key, value in question.given.items()}
    by_name = given["form"] == "string"
    if not by_name and index.find(Loss, f"keras.losses.{given['loss']}", line.flavour, line.version) is None:
        return "absent"
    loss = f'"{given["loss"]}"' if by_name else f"keras.losses.{given['loss']}()"
    text = _program(given["head"], given["labels"], loss, f'["{given["text"]}"]')
    report = verdict(text, line)
    if any(finding.code == "LG403" for finding in report.findings):
        return "raises"
    (metric,) = report.setups[0].outputs[0].ways[0].output.metrics
    return str(getattr(metric.resolved, "value", metric.resolved))


def _refused(text: str, line: Line) -> str:
    return "raises" if any(finding.code == "LG403" for finding in verdict(text, line).findings) else "taken"


def _bare_metric(_question: Question, line: Line) -> str:
    return _refused(_program("linear_1", "0/1", '"mse"', '"mae"').replace("linear_", "linear"), line)


def _flat_metrics(_question: Question, line: Line) -> str:
    report = verdict(TWO_OUTPUTS, line)
    return "raises" if any(finding.code == "LG405" for finding in report.findings) else "taken"


def _loss_class(_question: Question, line: Line) -> str:
    if index.find(Loss, "keras.losses.BinaryCrossentropy", line.flavour, line.version) is None:
        return "absent"
    return _refused(_program("sigmoid1", "0/1", "keras.losses.BinaryCrossentropy", "[]"), line)


def _metric_class(_question: Question, line: Line) -> str:
    if index.find(Metric, "keras.metrics.BinaryAccuracy", line.flavour, line.version) is None:
        return "absent"
    return _refused(_program("sigmoid1", "0/1", '"mse"', "[keras.metrics.BinaryAccuracy]"), line)


def _reduction(question: Question, line: Line) -> str:
    if index.find(Loss, "keras.losses.MeanSquaredError", line.flavour, line.version) is None:
        return "absent"
    loss = f'keras.losses.MeanSquaredError(reduction="{question.given["value"]}")'
    return _refused(_program("sigmoid1", "0/1", loss, "[]"), line)


CLAIMS: dict[str, Callable[[Question, Line], str]] = {
    "loss": _named,
    "metric": _named,
    "activation": _named,
    "resolve": _resolve,
    "signature": _signature,
    "compile_order": _compile_order,
    "bare_metric": _bare_metric,
    "flat_metrics": _flat_metrics,
    "one_column_against_three": _one_column,
    "loss_class": _loss_class,
    "metric_class": _metric_class,
    "reduction": _reduction,
    "computed": _computed,
    "hinge": _hinge,
    "objective": _objective,
    "scoring": _scoring,
}
