"""How many rows were proved, by kind and framework, and which were not: the table of docs/pages/rows.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lossguard.knowledge.rows import Row
from lossguard.records import dataclass
from tests.learners.kept import proofs as kept_proofs
from tests.measured.agreeing import proofs_of
from tests.measured.cases import every_table
from tests.proved.record import HERE, NUMBERS, SIGNATURE, Proofs, every_row, kept, key_of, package_of

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


def recorded() -> Proofs:
    """What tests against real frameworks proved, and what the kept answers of tests/measured do."""
    found = {key: dict(ways) for key, ways in kept().items()}
    for key, ways in (*proofs_of(every_table()).items(), *kept_proofs().items()):
        found.setdefault(key, {}).update(ways)
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """Rows, by their keys, that are not proved for the same reason."""

    why: str
    keys: tuple[str, ...]


def groups() -> list[Group]:
    """The listed groups: a reason, and below it the keys of its rows, one a line and indented.

    Raises:
        ValueError: a key stands above the first reason.
    """
    found: list[Group] = []
    for line in LISTED.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            found.append(Group(line, ()))
        elif not found:
            raise ValueError(f"{LISTED.name}: {line.strip()!r} stands below no reason")
        else:
            found[-1] = Group(found[-1].why, (*found[-1].keys, line.strip()))
    return found


def prune() -> None:
    """Take the rows out of the list that were proved since or are gone; none is added."""
    open_still = {key_of(row) for row in unproved()}
    kept: list[str] = [line for line in LISTED.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    for group in groups():
        keys = [f"  {key}" for key in group.keys if key in open_still]
        kept += [group.why, *keys] if keys else []
    LISTED.write_text("\n".join(kept) + "\n", encoding="utf-8")


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
    """Every reason, the kinds of rows and packages it is the reason of, and how many rows these are."""
    here = {key_of(row): f"{type(row).__name__} {package_of(row)}" for row in unproved()}
    yield from ("| rows not proved | number | why |", "|---|--:|---|")
    for group in groups():
        for sort, number in sorted(Counter(here[key] for key in group.keys if key in here).items()):
            yield f"| {sort} | {number} | {group.why} |"
