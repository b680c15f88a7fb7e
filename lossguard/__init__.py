"""lossguard: a static linter for machine-learning training code.

    import lossguard

    report = lossguard.check_source(text, name="train.py")
    for finding in report.findings:
        print(finding.code, finding.place.line, finding.message)

Everything named in `__all__` may be relied upon; it is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lossguard.api import check_paths, check_source
    from lossguard.errors import ConfigError, UsageError
    from lossguard.findings import Edit, Failure, Finding, Fix, Place, Related
    from lossguard.results import JudgedOutput, JudgedSetup, Report, Summary
    from lossguard.rules.rule import Rule
    from lossguard.rules.table import all_rules
    from lossguard.vocabulary import Confidence, Severity

__version__ = "0.1.0"

__all__ = [
    "Confidence",
    "ConfigError",
    "Edit",
    "Failure",
    "Finding",
    "Fix",
    "JudgedOutput",
    "JudgedSetup",
    "Place",
    "Related",
    "Report",
    "Rule",
    "Severity",
    "Summary",
    "UsageError",
    "__version__",
    "all_rules",
    "check_paths",
    "check_source",
]

_MODULES = {
    "lossguard.api": ("check_paths", "check_source"),
    "lossguard.errors": ("ConfigError", "UsageError"),
    "lossguard.findings": ("Edit", "Failure", "Finding", "Fix", "Place", "Related"),
    "lossguard.results": ("JudgedOutput", "JudgedSetup", "Report", "Summary"),
    "lossguard.rules.rule": ("Rule",),
    "lossguard.rules.table": ("all_rules",),
    "lossguard.vocabulary": ("Confidence", "Severity"),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'lossguard' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
