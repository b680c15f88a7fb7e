"""Hostile input from end to end: whatever lies in a tree, a run ends with a report, and no file of it is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lossguard import runner
from lossguard.api import check_source
from lossguard.findings import Failure
from lossguard.request import Request
from lossguard.results import Report
from lossguard.runner import check
from tests.projects import BAD
from tests.systems import not_root, posix

LINES_OF_BAD = BAD.count("\n")


pytestmark = pytest.mark.usefixtures("project")


def codes(report: Report) -> list[tuple[str, int]]:
    """The findings by code and line; AssertionError where lossguard itself failed."""
    assert not [failure for failure in report.failures if failure.code == "LG900"], report.failures
    return [(finding.code, finding.place.line) for finding in report.findings]


def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lossguard", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, **more)  # type: ignore[call-overload, no-any-return]


# ---- texts ----


def blocks(head: str) -> Callable[[int], str]:
    """`head` inside itself, so many times."""
    return lambda n: "".join(f"{' ' * level}{head}\n" for level in range(n)) + " " * n + "pass\n"


DEEP: dict[str, Callable[[int], str]] = {
    "if": blocks("if a:"),
    "for": blocks("for a in b:"),
    "with": blocks("with a:"),
    "class": blocks("class A:"),
    "def": blocks("def f():"),
    "try": lambda n: blocks("try:")(n) + "".join(f"{' ' * level}finally: pass\n" for level in reversed(range(n))),
    "match": lambda n: "".join(f"{' ' * 2 * i}match a:\n{' ' * 2 * i} case b:\n" for i in range(n)) + " " * 2 * n + "c",
    "parentheses": lambda n: f"x = {'(' * n}1{')' * n}\n",
    "mixed brackets": lambda n: f"x = {'([{' * n}1{'}])' * n}\n",
    "unclosed brackets": lambda n: f"x = {'([{' * n}\n",
    "a sum": lambda n: f"x = {' + '.join(['a'] * n)}\n",
    "lambdas": lambda n: f"x = {'lambda: ' * n}1\n",
    "f-strings": lambda n: f"x = {'f' + chr(34) + '{'}{'(' * n}1{')' * n}{'}' + chr(34)}\n",
    "decorators": lambda n: f"{'@a' + chr(10)}" * n + "def f(): pass\n",
    "comprehensions": lambda n: f"x = {'[' * n}1{' for a in b]' * n}\n",
    "subscripts": lambda n: f"x = a{'[0]' * n}\n",
    "calls": lambda n: f"x = a{'()' * n}\n",
    "awaits": lambda n: f"async def f():\n    {'await (' * n}a{')' * n}\n",
    "stars": lambda n: f"f({'*(' * n}a{',)' * n})\n",
    "walruses": lambda n: f"x = {'(a := ' * n}1{')' * n}\n",
    "comparisons": lambda n: f"x = {' < '.join(['a'] * n)}\n",
    "targets": lambda n: f"{'a = ' * n}1\n",
}  # fmt: skip


@pytest.mark.parametrize("count", [60, 5_000])
@pytest.mark.parametrize("shape", DEEP)
def test_deep_code_is_refused_in_words_or_passed_over(shape: str, count: int) -> None:
    if len(text := BAD + DEEP[shape](count)) > 5_000_000:
        text = BAD + DEEP[shape](1_000)  # a block inside blocks: the indentation alone has a million columns
    report = check_source(text)
    assert codes(report) == ([] if report.failures else [("LG104", 5)])
    assert report.failures or count == 60 or shape in ("a sum", "decorators", "calls", "comparisons", "targets")


LARGE = {
    "50,000 lines": "x = 1\n" * 50_000,
    "a string of 10 MB": f'x = "{"a" * 10_000_000}"\n',
    "a docstring of 10 MB": f'"""{"a b(" * 2_500_000}"""\n',
    "a comment of 10 MB": f"# {'(' * 10_000_000}\n",
    "one line": ";".join(f"a{i}=b{i}" for i in range(10_000)) + "\n",
    "blank lines": "\n\f\n" * 50_000,
    "a line that goes on": "x = 1" + " + \\\n1" * 50 + "\n",
}


@pytest.mark.parametrize("kind", LARGE)
def test_large_code_is_read_to_its_end(kind: str) -> None:
    assert [("LG104", LARGE[kind].count("\n") + LINES_OF_BAD)] == codes(check_source(LARGE[kind] + BAD))


ODD = {
    "a mark": ("\ufeff" + BAD).encode(),
    "UTF-16": BAD.encode("utf-16"),
    "Windows line ends": BAD.replace("\n", "\r\n").encode(),
    "old line ends": BAD.replace("\n", "\r").encode(),
    "mixed line ends": BAD.replace("\n", "\r\n", 2).encode(),
    "form feeds": BAD.replace("\nmodel", "\n\fmodel").encode(),
    "an end without a line end": BAD.rstrip().encode(),
    "a NUL byte": BAD.encode() + b"\0",
    "an unknown encoding": b"# coding: nonsense\n" + BAD.encode(),
    "half a letter": BAD.encode() + b"# \xc3",
    "Latin-1": b"# coding: latin-1\n" + BAD.encode() + b"# caf\xe9",
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_bytes_give_the_finding_or_a_failure(kind: str) -> None:
    report = check_source(ODD[kind])
    first = 1 + ODD[kind].startswith(b"# coding")
    assert codes(report) == ([] if report.failures else [("LG104", first + 4)])
    assert bool(report.failures) == (kind in ("a NUL byte", "an unknown encoding", "half a letter"))


def test_a_notebook_with_100_mb_of_outputs_is_read() -> None:
    image = {"output_type": "display_data", "data": {"image/png": "A" * 50_000_000}, "metadata": {}}
    text = {"output_type": "stream", "text": ["line\n"] * 5_000_000}
    cell = {"cell_type": "code", "source": BAD, "metadata": {}, "outputs": [image, text]}
    data = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4}).encode()
    assert len(data) > 100_000_000
    assert [("LG104", 5)] == codes(check_source(data, name="big.ipynb"))


# ---- trees ----


@posix
def test_a_tree_of_odd_files_is_walked_to_its_end(project: Path) -> None:
    Path("good.py").write_text(BAD, encoding="utf-8")
    with open(os.fsencode(project) + b"/caf\xe9.py", "wb") as file:
        file.write(BAD.encode())
    Path("a\x1b[2J\n<b>.py").write_text(BAD, encoding="utf-8")
    os.mkfifo("pipe.py")
    os.symlink("/dev/zero", "zero.py")
    os.symlink(".", "loop")
    os.symlink("../project", "folder.py")
    os.symlink("self.py", "self.py")
    Path("empty.py").touch()
    report = check(Request((".",), isolated=True))
    assert len(codes(report)) == report.summary.files_analysed == 3
    for form in ("text", "json", "github"):
        ended = run("check", ".", "--isolated", "--output-format", form, "--no-cache", "--jobs", "1")
        assert (1, 0) == (ended.returncode, ended.stderr.count("Traceback")), ended.stderr
        assert "\x1b" not in ended.stdout


def test_a_file_that_vanishes_before_it_is_read_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.py").write_text(BAD, encoding="utf-8")
    Path("b.py").write_text(BAD, encoding="utf-8")
    real = runner.read_bytes

    def late(path: str) -> bytes | Failure:
        Path("a.py").unlink(missing_ok=True)
        return real(path)

    monkeypatch.setattr(runner, "read_bytes", late)
    report = check(Request((".",), isolated=True))
    assert ["a.py"] == [failure.path for failure in report.failures]
    assert ["b.py"] == [finding.place.path for finding in report.findings]


@not_root
def test_an_unreadable_file_is_a_failure() -> None:
    Path("a.py").write_text(BAD, encoding="utf-8")
    os.chmod("a.py", 0)
    assert ["a.py"] == [failure.path for failure in check(Request((".",), isolated=True)).failures]


@pytest.mark.parametrize("pattern", ["../outside", "../../*", "/etc/**", "/", "..", "[", "**/../x", "a\0b", "!", "~/x"])
def test_patterns_that_lead_out_of_the_tree_read_nothing_there(pattern: str, project: Path) -> None:
    (project.parent / "outside").mkdir()
    (project.parent / "outside" / "other.py").write_text(BAD, encoding="utf-8")
    Path("train.py").write_text(f"from other import model\n{BAD}", encoding="utf-8")
    written = json.dumps(pattern)
    Path("lossguard.toml").write_text(f'exclude = [{written}]\nper-file-ignores = {{{written} = ["LG101"]}}\n')
    report = check(Request((".",)))
    assert {finding.place.path for finding in report.findings} <= {"train.py"}
    assert report.summary.files_seen <= 1


# ---- processes ----


def test_two_runs_at_once_on_one_cache_report_the_same() -> None:
    for number in range(8):
        Path(f"m{number}.py").write_text(f"{BAD}# {number}\n", encoding="utf-8")
    command = [sys.executable, "-m", "lossguard", "check", ".", "--isolated", "--output-format", "json"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    told = {each.communicate(timeout=300)[0] for each in runs}
    assert len(told) == 1
    assert len(json.loads(told.pop())["findings"]) == 8


@posix
def test_ctrl_c_leaves_nothing_half_written() -> None:
    Path("a.py").write_text(BAD, encoding="utf-8")
    code = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell may have it ignored in the background
        "from lossguard.examine import Examiner\n"
        "def examine(self, *rest, **more):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    signal.pause()\n"
        "Examiner.examine = examine\n"
        "from lossguard.cli import main\n"
        "sys.argv[1:] = ['check', '.', '--jobs', '1', '--isolated', '--output-file', 'out.json']\n"
        "sys.argv += ['--fix', '--unsafe-fixes']\n"
        "main()\n"
    )  # fmt: skip
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300)
    assert (128 + signal.SIGINT, "") == (ended.returncode, ended.stderr)
    assert ["a.py"] == [entry.name for entry in Path().iterdir() if entry.is_file()]
    assert Path("a.py").read_text(encoding="utf-8") == BAD


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a disk that is full to try it on")
@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("command", ["check", "setups"])
def test_a_report_that_the_disk_does_not_take_is_an_error_in_words(command: str, form: str) -> None:
    Path("a.py").write_text(BAD, encoding="utf-8")
    options = (command, "a.py", "--isolated", "--no-cache", "--jobs", "1", "--output-format", form)
    ended = run(*options, "--output-file", "/dev/full")
    assert (2, 0) == (ended.returncode, ended.stderr.count("Traceback")), ended.stderr
    assert "--output-file: /dev/full cannot be written: No space left on device" in ended.stderr
    with open("/dev/full", "w") as full:
        started = [sys.executable, "-m", "lossguard", *options]
        to_output = subprocess.run(started, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=300)
    assert (2, 0) == (to_output.returncode, to_output.stderr.count("Traceback")), to_output.stderr
    assert "standard output cannot be written: No space left on device" in to_output.stderr


@posix
@pytest.mark.parametrize(
    "command", [("check", "."), ("check", "a.py"), ("check", "--fix", "."), ("setups",), ("config",)]
)
def test_a_working_folder_that_is_gone_is_an_error_in_words(command: tuple[str, ...], project: Path) -> None:
    code = (
        "import os, sys\n"
        "os.mkdir('gone')\nos.chdir('gone')\nos.rmdir(os.getcwd())\n"
        "from lossguard.cli import main\n"
        f"sys.argv[1:] = {list(command)!r}\n"
        "main()\n"
    )
    started = [sys.executable, "-c", code]
    ended = subprocess.run(started, capture_output=True, text=True, check=False, timeout=300, cwd=project)
    assert (2, "") == (ended.returncode, ended.stdout)
    assert "lossguard: error: the working folder is not there any more: change into one that is\n" == ended.stderr


@posix
@pytest.mark.parametrize(
    ("descriptor", "said"),
    [(0, "standard input is closed: nothing can be read for '-'"), (1, "standard output is closed: --output-file")],
)
def test_a_closed_standard_stream_is_an_error_in_words(descriptor: int, said: str) -> None:
    Path("a.py").write_text(BAD, encoding="utf-8")
    closing = f"import os\nos.close({descriptor})\nos.execvp(os.sys.executable, os.sys.argv[1:])\n"
    command = [sys.executable, "-m", "lossguard", "check", "a.py" if descriptor else "-", "--isolated", "--no-cache"]
    started = [sys.executable, "-c", closing, *command]
    ended = subprocess.run(started, capture_output=True, text=True, check=False, timeout=300)
    assert (2, "", 0) == (ended.returncode, ended.stdout, ended.stderr.count("Traceback")), ended.stderr
    assert f"lossguard: error: {said}" in ended.stderr


@posix
def test_without_standard_error_the_report_is_written() -> None:
    Path("a.py").write_text(BAD, encoding="utf-8")
    closing = "import os\nos.close(2)\nos.execvp(os.sys.executable, os.sys.argv[1:])\n"
    command = [sys.executable, "-m", "lossguard", "check", "a.py", "--isolated", "--no-cache", "--verbose"]
    started = [sys.executable, "-c", closing, *command]
    ended = subprocess.run(started, capture_output=True, text=True, check=False, timeout=300)
    assert 1 == ended.returncode
    assert "LG104" in ended.stdout


NAMES_OF_OTHERS = [
    "json",
    "click",
    "libcst",
    "torch",
    "keras",
    "sitecustomize",
    "conftest",
    "setup",
    "lossguard_plugin",
]
RUN_AS_INSTALLED = (  # a command starts without the working folder on the path; `python -m` would have it there
    "import os, sys\n"
    "sys.path[:] = [each for each in sys.path if each not in ('', os.getcwd())]\n"
    "from lossguard.cli import main\n"
    "main()\n"
)


@pytest.mark.parametrize("options", [("check",), ("check", "--jobs", "2"), ("check", "--fix"), ("setups",)])
def test_nothing_in_a_tree_is_executed(options: tuple[str, ...], project: Path) -> None:
    for name in (*NAMES_OF_OTHERS, "pkg/__init__", "pkg/part"):
        path = Path(f"{name}.py")
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"open({str(project / 'ran')!r}, 'a').write({name!r})\n{BAD}", encoding="utf-8")
    for number in range(4):
        imports = f"import {', '.join(NAMES_OF_OTHERS)}, pkg.part\n# {'x' * 200_000}\n"
        Path(f"train{number}.py").write_text(imports + BAD, encoding="utf-8")
    command = [sys.executable, "-c", RUN_AS_INSTALLED, *options, ".", "--isolated", "--no-cache"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode in (0, 1), ended.stderr
    assert "train3.py" in ended.stdout
    assert not Path("ran").exists()
