"""Runs a probe, a script that imports nothing of the project, in an interpreter whose packages are to be asked."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

LIMIT_S = 3600
MOST_SAID = 800  # letters of what a probe said before it failed


def answers_of(
    python: Path, probe: Path, *arguments: str, given: object, environment: dict[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a probe tells of its interpreter, and its answers by the id of the question.

    `given` goes to it as JSON. It answers in lines of JSON: the interpreter first, then {"id", "answer"} for each.

    Raises:
        RuntimeError: the packages are not there, or the process ended early; the message has the end of what it said.
    """
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [str(python), str(probe), *arguments],
            input=json.dumps(given), capture_output=True, text=True, check=False, env=environment, timeout=LIMIT_S,
            cwd=folder,
        )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode != 0 or not lines:
        raise RuntimeError(f"{python}: {done.stderr[-MOST_SAID:]}")
    about, *answers = lines
    return about, {each["id"]: each["answer"] for each in answers}


def without_pythonpath() -> dict[str, str]:
    """The variables of this process, but for PYTHONPATH: an interpreter of its own has packages of its own."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
