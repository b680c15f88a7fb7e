"""LG900: lossguard itself failed on a file; the runner reports it."""

from __future__ import annotations

from lossguard.rules.rule import Rule
from lossguard.vocabulary import Severity

RULE = Rule(
    code="LG900",
    name="internal-error",
    severity=Severity.ERROR,
    since="0.1",
    summary="lossguard failed on this file; the other files were checked",
    why=(
        "This is a fault of the tool, not of the file. The file was not checked, so silence about it is no approval; "
        "all other files were, and the exit code is 2."
    ),
    remedy="Report it with the file, or the smallest part of it that still fails. Until then exclude the file.",
    bad="",  # no program is known to cause it: one that is becomes a test
    good="",
)
