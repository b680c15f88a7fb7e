"""The form of a demonstration with ready-made estimators, and its text: a training, a score or a metric, twice."""

from __future__ import annotations

from collections.abc import Sequence

from lossguard.records import dataclass
from lossguard.verify import estimators
from lossguard.verify.demo import Task

SAMPLES = 300
TEXT = 'np.array([f"class {each}" for each in range({classes})])[truth]'
DATA = {
    Task.CLASSES: (
        "truth = np.arange({n}) % {classes}",
        "x = abs(np.eye({classes})[truth] + {noise} * rng.normal(size=({n}, {classes})))",
    ),
    Task.PAIR: ("truth = (rng.random({n}) < 0.3) * 1", "x = abs(truth[:, None] + {noise} * rng.normal(size=({n}, 2)))"),
    Task.VALUES: ("truth = np.linspace(0.0, 1.0, {n})", "x = truth[:, None]"),
}
COARSE = "x = abs(np.round(truth[:, None] + rng.normal(size=({n}, 1))))"


@dataclass(frozen=True, slots=True)
class Training:
    """One training: the estimator, its settings, the labels and the decision as expressions of `truth` and `out`."""

    estimator: str
    settings: tuple[tuple[str, object], ...] = ()
    labels: str = "truth"
    decide: str = "out"


@dataclass(frozen=True, slots=True)
class Sign:
    """As in `signs`: lines that compute a number, a condition and a sentence."""

    when: str
    says: str
    lines: tuple[str, ...] = ()


SIGNS = {
    "right": Sign("not right > 0.9", "of the answers only {right:.2f} are right"),
    "between": Sign(
        "between > 0.05",
        "of the answers {between:.0%} are no class number, but something in between",
        ("between = float(np.mean(abs(out - np.round(out)) > 0.01))",),
    ),
    "chances": Sign(
        "low < 0 or high > 1",
        "what it calls probabilities lies between {low:.3f} and {high:.3f}",
        ("chances = model.predict_proba(x)", "low, high = float(chances.min()), float(chances.max())"),
    ),
    "watched": Sign("not reported", "no metric is reported"),
    "distance": Sign(
        "not (reported and abs(reported[-1] - off) < 0.02)",
        "the metric reports {reported}, though the answers miss the targets by {off:.3f} on average",
        ("off = float(np.mean(abs(out - truth)))",),
    ),
    "due": Sign("not np.allclose(reported, due)", "it is reported as {reported}, and is {due}", ("due = right()",)),
    "nan": Sign("not np.isfinite(score)", "the score is {score}"),
    "share": Sign(
        "not abs(score - right) < 0.003",
        "the score is {score:.3f}; of the answers {right:.3f} are right",
        ("right = float(np.mean(cross_val_predict(kind(), x, truth) == truth))",),
    ),
}
REPORTED = "reported = [each[-1] for each in next(iter(seen.values()), {}).values()]"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A training, as it is and as it should be. `watched`: metrics are computed on the way."""

    task: Task
    classes: int
    wrong: Training
    right: Training
    sign: str = "right"
    watched: bool = False

    def text(self, title: str) -> str:
        """The whole script."""
        names = [self.wrong.estimator, self.right.estimator]
        sign = SIGNS[self.sign]
        computed = [*([REPORTED] if self.watched else []), *sign.lines]
        tolerance = 0.2 if self.task is Task.VALUES else 0.5
        lines = [
            "def trial(name, kind, settings, y, decide):",
            "    try:",
            estimators.body(self.wrong.estimator, self.watched),
            *_STOPPED,
            f"    right = float(np.mean(abs(decide(out) * 1.0 - truth) < {tolerance}))",
            '    print(f"{name}: right {right:.3f}")',
            *_told(sign, computed),
        ]
        calls = [self._call("found", "as it is", self.wrong), self._call("free", "as it should be", self.right)]
        data = _data(self.task, self.classes, 0.7 if self.sign == "chances" else 0.1, coarse=self.sign == "between")
        return _script(title, estimators.imported(names), data, lines, calls)

    def _call(self, result: str, name: str, training: Training) -> str:
        own = estimators.library(training.estimator)
        settings = {**estimators.QUIET[own], **dict(training.settings)}
        labels = training.labels.replace("{classes}", str(self.classes))
        parts = f"{estimators.spelt(training.estimator)}, {_written(settings)}, {labels}, lambda out: {training.decide}"
        return f'{result} = trial("{name}", {parts})'


@dataclass(frozen=True, slots=True)
class Scoring:
    """A cross-validation, scored by name."""

    task: Task
    classes: int
    estimator: str
    wrong: str
    right: str
    sign: str

    def text(self, title: str) -> str:
        """The whole script."""
        used = "cross_val_predict, cross_val_score" if self.sign == "share" else "cross_val_score"
        imports = [*estimators.imported([self.estimator]), f"from sklearn.model_selection import {used}"]
        lines = [
            "def trial(name, kind, scoring):",
            "    try:",
            "        score = float(np.mean(cross_val_score(kind(), x, truth, scoring=scoring)))",
            *_STOPPED,
            '    print(f"{name}: score {score:.3f}")',
            *_told(SIGNS[self.sign], SIGNS[self.sign].lines),
        ]
        kind = estimators.spelt(self.estimator)
        calls = [
            f'found = trial("as it is", {kind}, "{self.wrong}")',
            f'free = trial("as it should be", {kind}, "{self.right}")',
        ]
        return _script(title, imports, _data(self.task, self.classes, 1.0), lines, calls)


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric of scikit-learn over what a model answers: two calls of it, as expressions of `answer` and `chance`."""

    task: Task
    classes: int
    function: str
    wrong: str
    right: str

    def text(self, title: str) -> str:
        """The whole script."""
        name = "LinearRegression" if self.task is Task.VALUES else "LogisticRegression"
        imports = [*estimators.imported([name]), f"from sklearn.metrics import {self.function}"]
        data = _data(Task.PAIR if self.task is Task.VALUES else self.task, self.classes, 0.7)
        chance = "" if self.task is Task.VALUES else "; chance = model.predict_proba(x)"
        data += ["", f"model = {name}().fit(x, truth)", f"answer = model.predict(x){chance}"]
        lines = [
            "def trial(name, measure):",
            "    try:",
            "        reported = np.asarray(measure())",
            *_STOPPED,
            '    print(f"{name}: {reported.tolist()}")',
            *_told(SIGNS["due"], SIGNS["due"].lines),
        ]
        calls = [
            f"right = lambda: {self.right}",
            f'found = trial("as it is", lambda: {self.wrong})',
            'free = trial("as it should be", right)',
        ]
        return _script(title, imports, data, lines, calls)


_STOPPED = (
    "    except Exception as error:",
    '        print(f"{name}: {type(error).__name__}")',
    '        return f"it stops: {type(error).__name__}: {str(error).strip()[:200]}"',
)


def _told(sign: Sign, lines: Sequence[str]) -> list[str]:
    return [*(f"    {line}" for line in lines), f"    if {sign.when}:", f'        return f"{sign.says}"']


def _data(task: Task, classes: int, noise: float, coarse: bool = False) -> list[str]:
    """The made-up truth and inputs; coarse ones are the same for samples of several classes."""
    words = {"n": str(SAMPLES), "classes": str(classes), "noise": str(noise)}
    lines = ["rng = np.random.default_rng(0)"] if task is not Task.VALUES else []
    truth, inputs = DATA[task]
    for line in (truth, COARSE if coarse else inputs):
        for name, value in words.items():
            line = line.replace(f"{{{name}}}", value)
        lines.append(line)
    return lines


def _written(settings: dict[str, object]) -> str:
    return "{" + ", ".join(f'"{name}": {_constant(value)}' for name, value in settings.items()) + "}"


def _constant(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _script(title: str, imports: list[str], data: list[str], lines: list[str], calls: list[str]) -> str:
    first = [line for line in imports if not line.startswith("from")]
    rest = [line for line in imports if line.startswith("from")]
    head = [f'"""{title}"""', *sorted([*first, "import numpy as np"]), *rest, ""]
    return "\n".join([*head, *data, "", "", *lines, "", "", *calls, 'print("evidence:", found or "none")', ""])
