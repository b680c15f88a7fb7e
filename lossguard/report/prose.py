"""Words that the formats for other programs share."""

from __future__ import annotations

from lossguard.findings import Finding, Place
from lossguard.report.terminal import sentence
from lossguard.vocabulary import Confidence


def certainty(finding: Finding) -> str:
    """What stands before the message of a finding that does not hold on every way."""
    if finding.confidence is Confidence.CERTAIN:
        return ""
    return "Possibly: "


def sentences(*texts: str | None) -> str:
    """The texts in one line, those that are there, each with a capital letter and a full stop."""
    found = [" ".join(text.split()) for text in texts if text]
    return " ".join(f"{sentence(text)}{'' if text.endswith(('.', '!', '?')) else '.'}" for text in found)


def place_words(place: Place) -> str:
    """A place of a notebook in words: "cell 3, line 5"."""
    return f"cell {place.cell}, line {place.line}"
