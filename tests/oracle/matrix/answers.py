"""What lossguard says of the text of a program, in the levels of `behaviour`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lossguard.api import check_source
from lossguard.results import Report
from lossguard.rules.table import Answer, all_rules
from lossguard.vocabulary import Severity
from tests.oracle.matrix.program import Case

VERSIONS = {
    "keras": {"keras": "3.15"},
    "tf": {"tensorflow": "2.15"},
    "torch": {"torch": "2.13"},
    "jax": {"jax": "0.10"},
}
OF_METRICS = "LG3"


@dataclass(frozen=True)
class Said:
    """Codes with severity, of the loss and labels, and of the metric; `missing` where lossguard cannot tell."""

    loss: tuple[tuple[str, Severity], ...]
    metric: tuple[tuple[str, Severity], ...]
    missing: str | None


@cache
def _every_code() -> tuple[str, ...]:
    return tuple(rule.code for rule in all_rules())


def answer_to(case: Case) -> Said:
    """lossguard's answer, notes included."""
    report = check_source(case.text, select=_every_code(), framework_versions=VERSIONS[case.framework])
    if report.failures:
        raise AssertionError(report.failures[0].reason)
    found = [(finding.code, finding.severity) for finding in report.findings]
    return Said(
        tuple(each for each in found if not each[0].startswith(OF_METRICS)),
        tuple(each for each in found if each[0].startswith(OF_METRICS)),
        _missing(report),
    )


def _missing(report: Report) -> str | None:
    if not report.setups:
        return "no training set-up was found"
    for setup in report.setups:
        for output in setup.outputs:
            if output.answer is Answer.UNKNOWN:
                return output.missing or "unknown"
    return None
