"""A disk that is really full: a small one is mounted, filled to its last byte, and lossguard is asked to write to it.

Each test is a process in a mount namespace of its own, so that nothing is seen of the disk outside and nothing is left
of it. Where the kernel does not let an ordinary user mount, the tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.projects import BAD

ROOT = Path(__file__).parents[1]
OLD = "what it held\n"
FULL = """
import json, os, subprocess, sys
disk, options, arguments, bad, old = json.loads(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", disk], check=True)
os.chdir(disk)
os.mkdir(".git")
for name in ("a.py", "b.py"):
    with open(name, "w") as file:
        file.write(bad)
for name in ("report", "baseline"):
    with open(name, "w") as file:
        file.write(old)
number = 0
with open("filler", "wb", buffering=0) as file:
    try:
        while file.write(bytes(4096)):
            number += 1
            open(f".git/{number}", "w").close()
    except OSError:
        pass
before = sorted(os.listdir("."))
environment = {**os.environ, "LOSSGUARD_CACHE_DIR": os.path.join(disk, "cache"), "TMPDIR": disk}
command = [sys.executable, "-m", "lossguard", *arguments]
ended = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
contents = {}
for name in sorted(os.listdir(".")):
    if os.path.isfile(name) and name != "filler":
        with open(name) as file:
            contents[name] = file.read()
print(json.dumps([ended.returncode, ended.stdout, ended.stderr, contents, before]))
"""
DISKS = {"bytes": "size=64k", "files": "size=8m,nr_inodes=24"}  # what the disk has too few of
NO_SPACE = "No space left on device"


@cache
def why_not() -> str:
    """Why nothing can be mounted here; empty where something can."""
    if shutil.which("unshare") is None:
        return "there is no unshare"
    tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "none", os.fspath(ROOT / "tests")]
    ended = subprocess.run(tried, capture_output=True, text=True, check=False, timeout=60)
    return ended.stderr.strip() if ended.returncode else ""


def on_full_disk(folder: Path, lacking: str, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of lossguard in a project on a full disk. AssertionError where a
    file is not what it was, or another one lies there."""
    if reason := why_not():
        pytest.skip(f"no disk can be mounted here: {reason}")
    asked = json.dumps([os.fspath(folder), DISKS[lacking], list(arguments), BAD, OLD])
    environment = {**os.environ, "PYTHONPATH": os.fspath(ROOT)}
    command = ["unshare", "-rm", sys.executable, "-c", FULL, asked]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300, env=environment)
    told: list[Any] = json.loads(ended.stdout)
    code, output, errors, contents, before = told
    assert {"a.py": BAD, "b.py": BAD, "baseline": OLD, "report": OLD} == contents
    assert {".git", "filler", *contents} == set(before)
    assert "Traceback" not in errors
    return code, output, errors


CHECK = ("check", ".", "--isolated", "--quiet", "--jobs", "1")


@pytest.mark.parametrize("lacking", DISKS)
def test_a_cache_on_a_full_disk_is_a_run_without_memory(tmp_path: Path, lacking: str) -> None:
    code, output, errors = on_full_disk(tmp_path, lacking, *CHECK)
    assert (1, "") == (code, errors)
    assert 2 == output.count("LG104")


@pytest.mark.parametrize("lacking", DISKS)
@pytest.mark.parametrize("name", ["report", "new"])
def test_a_report_on_a_full_disk_is_an_error_and_the_old_one_stays(tmp_path: Path, lacking: str, name: str) -> None:
    code, output, errors = on_full_disk(tmp_path, lacking, *CHECK, "--output-format", "html", "--output-file", name)
    assert (2, "") == (code, output)
    assert f"lossguard: error: --output-file: {name} cannot be written: {NO_SPACE}\n" == errors


@pytest.mark.parametrize("lacking", DISKS)
@pytest.mark.parametrize("name", ["baseline", "new"])
def test_a_baseline_on_a_full_disk_is_an_error_and_the_old_one_stays(tmp_path: Path, lacking: str, name: str) -> None:
    code, output, errors = on_full_disk(tmp_path, lacking, *CHECK, "--write-baseline", name)
    assert (2, "") == (code, output)
    assert f"lossguard: error: --write-baseline: {name} cannot be written: {NO_SPACE}\n" == errors


@pytest.mark.parametrize("lacking", DISKS)
@pytest.mark.parametrize("change", [("--fix", "--unsafe-fixes"), ("--add-ignores=known",)])
def test_changes_on_a_full_disk_are_errors_in_words_and_the_findings_stay(
    tmp_path: Path, lacking: str, change: tuple[str, ...]
) -> None:
    code, output, errors = on_full_disk(tmp_path, lacking, *CHECK, *change)
    assert code == 1
    assert 2 == output.count("LG104")
    for name in ("a.py", "b.py"):
        assert f"{name} cannot be written: {NO_SPACE}" in errors
