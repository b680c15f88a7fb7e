"""The pool: processes that share the work, and what happens when one of them dies or the user has enough."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lossguard import pool
from lossguard.examine import Examiner
from lossguard.results import FileResult, Report
from lossguard.runner import Request, check
from tests.projects import BAD

forking = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked, and patched with it, on Linux only")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six files in the working folder, and any number of bytes worth a process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pool, "WORTH_BYTES", 1)
    for name in "abcdef":
        Path(f"{name}.py").write_text(f"{BAD}# {name}\n", encoding="utf-8")


def report(jobs: int) -> Report:
    return check(Request((".",), isolated=True, with_setups=True, jobs=jobs))


def examining(monkeypatch: pytest.MonkeyPatch, act: Callable[[str], None]) -> None:
    """Has `act` called with the path before each file is examined, in whichever process."""
    real = Examiner.examine

    def examine(self: Examiner, path: str, *rest: object, **more: object) -> FileResult:
        act(path)
        return real(self, path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Examiner, "examine", examine)


def test_several_processes_report_what_one_does() -> None:
    alone = report(1)
    assert 6 == len({finding.place.path for finding in alone.findings})
    together = report(2)
    assert (alone.findings, alone.summary) == (together.findings, together.summary)
    assert [each.place for each in alone.setups] == [each.place for each in together.setups]


@forking
def test_the_work_is_done_by_other_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = tmp_path / "log"
    examining(monkeypatch, lambda path: log.open("a").write(f"{os.getpid()}\n") and None)
    report(2)
    workers = log.read_text().split()
    assert 6 == len(workers)
    assert str(os.getpid()) not in workers


def test_a_small_run_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "WORTH_BYTES", 1_000_000)
    seen: list[int] = []
    examining(monkeypatch, lambda path: seen.append(os.getpid()))
    report(8)
    assert [os.getpid()] * 6 == seen


@forking
def test_a_file_whose_process_is_killed_once_is_checked_by_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    expected = report(1)
    mark = tmp_path / "killed"

    def kill_once(path: str) -> None:
        if path == "c.py" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    examining(monkeypatch, kill_once)
    found = report(2)
    assert mark.exists()
    assert (expected.findings, ()) == (found.findings, found.failures)


@forking
def test_a_file_that_kills_every_process_is_a_failure_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = report(1)
    examining(monkeypatch, lambda path: os.kill(os.getpid(), signal.SIGKILL) if path == "c.py" else None)
    found = report(2)
    assert [("c.py", "LG900")] == [(each.path, each.code) for each in found.failures]
    assert "signal 9" in found.failures[0].reason
    assert tuple(each for each in expected.findings if each.place.path != "c.py") == found.findings


@forking
def test_what_cannot_be_sent_is_examined_here(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = report(1)

    def refusing(value: object) -> bytes:
        raise pool.Unpackable("no")

    monkeypatch.setattr(pool, "pack", refusing)
    assert expected.findings == report(2).findings


@forking
def test_ctrl_c_ends_the_run_with_130_quietly_and_leaves_no_process() -> None:
    code = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell may have it ignored in the background
        "from lossguard import pool\n"
        "from lossguard.examine import Examiner\n"
        "pool.WORTH_BYTES = 1\n"
        "parent = os.getpid()\n"
        "def examine(self, path, *rest, **more):\n"
        "    print(os.getpid(), flush=True)\n"
        "    os.kill(parent, signal.SIGINT)\n"
        "    signal.pause()\n"
        "Examiner.examine = examine\n"
        "from lossguard.cli import main\n"
        "sys.argv[1:] = ['check', '.', '--jobs', '2', '--isolated']\n"
        "main()\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert (130, "") == (run.returncode, run.stderr)
    for process in run.stdout.split():
        with pytest.raises(ProcessLookupError):
            os.kill(int(process), 0)
