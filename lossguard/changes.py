"""What changed in a git repository since a revision, for `--since`: the files, and what of a report touches them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection

from lossguard.errors import UsageError
from lossguard.findings import Finding
from lossguard.records import replace
from lossguard.results import Report

TIMEOUT_S = 60
# Nothing that the repository configures may run: no hooks, no helpers, no filters, no pager.
GIT = (
    "git",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.quotePath=false",
    "--no-pager",
)


def changed_since(revision: str, folder: str) -> frozenset[str]:
    """The real paths of the files of the repository around `folder` that differ from `revision`: committed since,
    staged, edited, or new and not ignored.

    Raises:
        UsageError: no git, no repository, or no such revision.
    """
    if revision.startswith("-"):
        raise UsageError(f"--since: {revision} is no revision")
    root = _git(folder, "rev-parse", "--show-toplevel").rstrip("\n")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    differing = _git(root, "diff", "--name-only", "--no-ext-diff", "--no-textconv", "--no-renames", "-z", commit, "--")
    untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    names = {name for name in (*differing.split("\0"), *untracked.split("\0")) if name}
    return frozenset(os.path.realpath(os.path.join(root, name)) for name in names)


def touching(report: Report, changed: Collection[str]) -> Report:
    """The report with those findings and failures only that a changed file took part in."""
    return replace(
        report,
        findings=tuple(finding for finding in report.findings if _touches(finding, changed)),
        failures=tuple(each for each in report.failures if os.path.realpath(each.path) in changed),
    )


def _touches(finding: Finding, changed: Collection[str]) -> bool:
    places = (finding.place, *(related.place for related in finding.related))
    return any(os.path.realpath(place.path) in changed for place in places)


def _git(folder: str, *arguments: str) -> str:
    try:
        done = subprocess.run(
            [*GIT, *arguments],
            cwd=folder,
            capture_output=True,
            timeout=TIMEOUT_S,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"},
            check=False,
        )
    except FileNotFoundError:
        raise UsageError("--since: git is not installed") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"--since: git did not answer within {TIMEOUT_S} s") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise UsageError(f"--since: {said or 'there is no such revision'}")
    return os.fsdecode(done.stdout)
