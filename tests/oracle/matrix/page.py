"""The tables of agreement for the documentation, made of the stored runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tests.oracle.matrix.agreement import Explained, covered, unexplained
from tests.oracle.matrix.levels import Level
from tests.oracle.matrix.stored import Stored
from tests.oracle.matrix.verdicts import Judged

TITLES = {"keras": "Keras 3", "tf": "tf.keras 2", "torch": "PyTorch", "jax": "JAX"}
WRONG = (Level.BROKEN, Level.DEGRADED)
SILENT = "none"


def tables(runs: Sequence[Stored], entries: Sequence[Explained]) -> str:
    """A table of the frameworks, one of the rules, and every disagreement with its reason."""
    return "\n".join([*_frameworks(runs, entries), "", *_rules(runs), "", *_reasons(runs, entries), ""])


def _frameworks(runs: Sequence[Stored], entries: Sequence[Explained]) -> list[str]:
    lines = [
        "| | run with | programs | judged | both: wrong | both: blemished | both: right | differ, explained | differ |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for run in runs:
        agreed = Counter(_kind(one) for one in run.results if one.agrees)
        left = len(unexplained(run.results, entries))
        apart = sum(not one.agrees for one in run.results)
        count = f"{run.run}" if run.run == run.programs else f"{run.run} of {run.programs}"
        cells = (count, len(run.results), agreed["wrong"], agreed["blemished"], agreed["right"])
        numbers = " | ".join(str(each) for each in (*cells, apart - left, left))
        lines.append(f"| {TITLES[run.framework]} | {run.versions}, at {run.commit} | {numbers} |")
    return lines


def _kind(one: Judged) -> str:
    if one.behaviour.level in WRONG:
        return "wrong"
    return "blemished" if one.behaviour.level is Level.BLEMISHED else "right"


def _rules(runs: Sequence[Stored]) -> list[str]:
    """By the first rule that speaks: judgements on which both agree, and those on which they differ."""
    counts = Counter((_rule(one), run.framework, one.agrees) for run in runs for one in run.results)
    names = [run.framework for run in runs]
    lines = [
        "| rule | " + " | ".join(TITLES[name] for name in names) + " |",
        "|---|" + "---:|" * len(names),
    ]
    for rule in sorted({key[0] for key in counts}, key=lambda each: (each == SILENT, each)):
        lines.append(f"| {rule} | " + " | ".join(_cell(counts, rule, name) for name in names) + " |")
    return lines


def _rule(one: Judged) -> str:
    return one.codes[0] if one.codes else SILENT


def _cell(counts: Counter[tuple[str, str, bool]], rule: str, name: str) -> str:
    agreed, apart = counts[rule, name, True], counts[rule, name, False]
    return f"{agreed or 0} and {apart}" if apart else str(agreed or "")


def _reasons(runs: Sequence[Stored], entries: Iterable[Explained]) -> list[str]:
    lines = ["| | programs | | does | lossguard says | because |", "|---|---|---:|---|---|---|"]
    results = {run.framework: run.results for run in runs}
    for entry in entries:
        count = covered(results.get(entry.framework, ()), entry)
        named = entry.pattern.partition(" | ")[2].replace("|", "\\|")
        words = f"{entry.behaviour.lower()} | {entry.answer} | {entry.why}"
        lines.append(f"| {TITLES[entry.framework]} | `{named}` | {count} | {entry.part} {words} |")
    return lines
