"""How many rows were proved, by kind and framework, and which were not: the table of docs/pages/rows.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase

from lossguard.knowledge.rows import Row
from lossguard.records import dataclass
from tests.proved.record import HERE, NUMBERS, SIGNATURE, Proofs, every_row, key_of, package_of, recorded

LISTED = HERE / "unproved.txt"
KINDS = {
    "Loss": "losses", "Objective": "losses", "Metric": "metrics", "Scorer": "metrics", "Activation": "activations",
    "Layer": "layers", "Application": "ready models", "ReadyModel": "ready models", "DataSet": "data sets",
    "Flow": "data sets", "Encode": "encoders", "Encoder": "encoders", "Estimator": "estimators", "Call": "calls",
}  # fmt: skip
FRAMEWORKS = {
    "keras": "Keras", "tensorflow": "TensorFlow", "torch": "PyTorch", "torchvision": "PyTorch",
    "torchmetrics": "PyTorch",
    "jax": "JAX", "optax": "JAX", "flax": "JAX", "haiku": "JAX", "equinox": "JAX", "sklearn": "scikit-learn, boosting",
    "xgboost": "scikit-learn, boosting", "lightgbm": "scikit-learn, boosting", "catboost": "scikit-learn, boosting",
    "numpy": "NumPy, pandas", "pandas": "NumPy, pandas",
}  # fmt: skip
OTHERS = "other packages"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the rows whose keys fit a pattern are not proved."""

    pattern: str
    why: str


def reasons() -> list[Reason]:
    """The listed reasons: a pattern of keys, a colon and why, one a line.

    Raises:
        ValueError: a line is not of that form.
    """
    found = []
    for line in LISTED.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, colon, why = line.partition(": ")
            if not colon:
                raise ValueError(f"{LISTED.name}: {line!r} has no reason after a colon")
            found.append(Reason(pattern.strip(), why.strip()))
    return found


def reason_of(row: Row, listed: list[Reason]) -> Reason | None:
    """The first reason whose pattern fits; a bracket in a key is no set of letters."""
    key = key_of(row)
    return next((each for each in listed if fnmatchcase(key, each.pattern.replace("[", "[[]"))), None)


def unproved() -> list[Row]:
    """The rows that no test proved in any way."""
    proofs = recorded()
    return [row for row in every_row() if key_of(row) not in proofs]


def table() -> str:
    """The count as Markdown: rows, proved by numbers, by signature alone, and listed with a reason."""
    proofs = recorded()
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in every_row():
        cell = KINDS[type(row).__name__], FRAMEWORKS.get(package_of(row), OTHERS)
        counts.setdefault(cell, Counter())[_how(row, proofs)] += 1
    lines = ["| | framework | rows | by numbers | parameters alone | listed |", "|---|---|--:|--:|--:|--:|"]
    lines += _ordered(counts)
    every: Counter[str] = sum(counts.values(), Counter())
    lines.append(f"| **all** | | {_cells(every)} |")
    return "\n".join([*lines, "", *_listing(), ""])


def _how(row: Row, proofs: Proofs) -> str:
    ways = proofs.get(key_of(row), {})
    return NUMBERS if NUMBERS in ways else SIGNATURE if SIGNATURE in ways else ""


def _ordered(counts: dict[tuple[str, str], Counter[str]]) -> Iterator[str]:
    for kind in dict.fromkeys(KINDS.values()):
        for framework in (*dict.fromkeys(FRAMEWORKS.values()), OTHERS):
            if (kind, framework) in counts:
                yield f"| {kind} | {framework} | {_cells(counts[kind, framework])} |"


def _cells(count: Counter[str]) -> str:
    return f"{count.total()} | {count[NUMBERS]} | {count[SIGNATURE]} | {count['']}"


def _listing() -> Iterator[str]:
    """Every reason, and how many rows it is the reason of."""
    listed = reasons()
    held = Counter(found for row in unproved() if (found := reason_of(row, listed)) is not None)
    yield from ("| rows not proved | number | why |", "|---|--:|---|")
    for each in listed:
        yield f"| `{each.pattern}` | {held[each]} | {each.why} |"
