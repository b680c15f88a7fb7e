"""How bad a program is, in terms of its behaviour (`behaviour` says how it is measured). Needs no framework."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """See `behaviour`."""

    SOUND = 0
    BLEMISHED = 1
    DEGRADED = 2
    BROKEN = 3


@dataclass(frozen=True)
class Behaviour:
    """The level and what was seen."""

    level: Level
    why: str
