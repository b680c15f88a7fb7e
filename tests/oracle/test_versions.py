"""The table by version against the frameworks that are installed here, and against older ones where a folder has them.

`LOSSGUARD_ENVIRONMENTS=FOLDER pytest tests/oracle/test_versions.py` asks those made by `python -m tests.versions --make
FOLDER` too.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from tests.versions.environments import Interpreter, interpreters
from tests.versions.measuring import disagreements, here, measure

FOLDER = os.environ.get("LOSSGUARD_ENVIRONMENTS", "")
INSTALLED = (("keras", "torch"), ("torch", ""), ("torchmetrics", ""), ("sklearn", ""))


@pytest.mark.parametrize(("flavour", "backend"), INSTALLED)
def test_the_installed_version_does_what_the_table_says(flavour: str, backend: str) -> None:
    for package in filter(None, (flavour, backend)):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed")
    measured = measure(here(flavour, backend))
    assert measured.answers
    assert [] == disagreements(measured)


@pytest.mark.skipif(not FOLDER, reason="LOSSGUARD_ENVIRONMENTS names no folder with older versions")
@pytest.mark.parametrize("interpreter", list(interpreters(Path(FOLDER))) if FOLDER else [], ids=str)
def test_an_older_version_does_what_the_table_says(interpreter: Interpreter) -> None:
    measured = measure(interpreter)
    assert measured.answers
    assert [] == disagreements(measured)
