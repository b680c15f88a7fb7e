"""Runs a script in a Python of the user's choice: another process, an empty folder, a limit of time."""

from __future__ import annotations

import os
import subprocess
import tempfile

from lossguard.errors import UsageError
from lossguard.records import dataclass

FIND = "import importlib.util as u; raise SystemExit(u.find_spec('{}') is None)"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the script printed, the end of what it said on standard error, and its exit code."""

    printed: str
    said: str
    code: int


def run(script: str, package: str, python: str, timeout_s: float) -> Outcome:
    """Run the script. Raises `UsageError` where the Python, or the package in it, is missing, or time runs out."""
    with tempfile.TemporaryDirectory() as folder:
        found = _call(
            [python, "-c", FIND.format(package)],
            folder,
            timeout_s,
        )
        if found.returncode:
            raise UsageError(f"{python} has no {package}; name one that has with --python, or leave out --run")
        done = _call([python, "-"], folder, timeout_s, script)
    return Outcome(done.stdout, done.stderr, done.returncode)


def _call(command: list[str], folder: str, timeout_s: float, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONSTARTUP")}
    environment |= {"PYTHONIOENCODING": "utf-8", "TF_CPP_MIN_LOG_LEVEL": "3"}
    try:
        return subprocess.run(
            command,
            input=given,
            cwd=folder,
            env=environment,
            timeout=timeout_s,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"the script did not end within {timeout_s:g} seconds; give it more with --timeout") from error
    except OSError as error:
        raise UsageError(f"--python: {command[0]} cannot be run: {error.strerror}") from error
