"""How many examples a test of this folder tries: a few each time, always the same, or as many others as are wanted."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

WANTED = int(os.environ.get("LOSSGUARD_FUZZ", "0"))


def examples(few: int) -> settings:
    """`few` of them, where LOSSGUARD_FUZZ does not say how many."""
    return settings(
        max_examples=WANTED or few,
        derandomize=not WANTED,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
