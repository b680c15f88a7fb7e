"""The codes of all rules, for those who only need to know which there are."""

from __future__ import annotations

import pkgutil
import re
from functools import cache

import lossguard.rules

RULE_SET = 1
"""Counted up when a rule comes, goes, or is renamed, so that two runs can be told to have asked the same."""

RULE_MODULE = re.compile(r"lg\d{3}_\w+")


@cache
def known_codes() -> tuple[str, ...]:
    """The codes of all rules in order, read off the names of their modules, none of which is imported."""
    names = (module.name for module in pkgutil.iter_modules(lossguard.rules.__path__))
    return tuple(sorted(name[:5].upper() for name in names if RULE_MODULE.fullmatch(name)))
