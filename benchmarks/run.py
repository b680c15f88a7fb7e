"""Measures lossguard beside other linters on the same tree: time, processor time, peak memory, and how the cost grows.

    python benchmarks/run.py                                a tree of 1,000 files, 100 of them training code, is built
    python benchmarks/run.py --tree DIR                     takes a tree instead
    python benchmarks/run.py --tool ruff=/venv/bin/ruff     where a tool is, if not on the PATH (repeatable)
    python benchmarks/run.py --files 200                    builds a smaller one: a tenth is always training code
    python benchmarks/run.py --growth                       only shows how the cost grows
    python benchmarks/run.py --save                         measures all of that and renews docs/pages/speed.md

Each tool is a process of its own, tools take turns in every round, and the round with the least processor time counts:
other work on the machine slows the clock more than that. Tools that are absent are left out. Prints Markdown, which is
made of what --save keeps in benchmarks/result.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from tables import RESULT, renew, tables
from trees import TRAINING, build, call_depth, dense, lines_a_file, many_files, nesting

MB = 1024  # ru_maxrss counts in kB on Linux
DENSE_LINES = 50_000
SLOW_S = 20.0  # of processor time: what takes longer is measured once
PYTHON = sys.executable
LOSSGUARD = [PYTHON, "-m", "lossguard", "check", "--quiet", "--isolated"]
DSLINTER = (
    "import-pandas,import-numpy,import-pyplot,import-sklearn,nan-equality,unassigned-dataframe,dataframe-iteration,"
    "dataframe-iteration-modification,sk-pipeline,hyperparameters,controlling,excessive,pca"
)
# Arguments of the others: only their own rules for machine learning, where they have some. TorchFix comes twice.
OTHERS: dict[str, tuple[str, list[str]]] = {
    "ruff check --no-cache": ("ruff", ["check", "--no-cache", "--isolated", "--quiet"]),
    "torch-preflight": ("torch-preflight", ["check"]),
    "TorchFix": ("torchfix", ["--select", "ALL"]),
    "TorchFix in flake8": ("flake8", ["--isolated", "--select", "TOR", "--jobs", "2"]),
    "pylint with dslinter": (
        "pylint",
        ["--load-plugins=dslinter", "--disable=all", f"--enable={DSLINTER}", "--jobs=2"],
    ),
}


@dataclass(frozen=True)
class Cost:
    """What one run cost: seconds by the clock, seconds of processor time with children, peak memory in MB."""

    wall_s: float
    cpu_s: float
    peak_mb: float


@dataclass(frozen=True)
class Case:
    """One command to measure; `before` is run before each round, unmeasured."""

    name: str
    command: list[str]
    folder: Path
    before: Callable[[], object] = lambda: None


def main() -> None:
    """Prints the tables."""
    options = _options()
    tools = dict(each.split("=", 1) for each in options.tool)
    result: dict[str, Any] = {"machine": _machine()}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        os.environ["LOSSGUARD_CACHE_DIR"] = str(work / "cache")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode beside it
        if not options.growth or options.save:
            tree = Path(options.tree).resolve() if options.tree else build(work / "tree", options.files)
            cases = list(_cases(tree, work, tools))
            result["costs"] = {name: asdict(cost) for name, cost in _measured(cases, options.rounds).items()}
            result["instructions"] = _instructions([case for case in cases if case.folder not in (tree, work)])
        if options.growth or options.save:
            result["growth"] = list(_growth(work, options.rounds))
    print(tables(result))
    if options.save:
        RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        renew()


def _machine() -> dict[str, Any]:
    """What it was measured on, as far as others can have the same."""
    try:
        found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        found = None
    kind = found[1].strip() if found else platform.machine()
    return {
        "processor": kind,
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", metavar="DIR")
    parser.add_argument("--files", metavar="N", type=int, default=1_000)
    parser.add_argument("--tool", metavar="NAME=PATH", action="append", default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--save", action="store_true")
    return parser.parse_args()


# ---- cases ----


def _cases(tree: Path, work: Path, tools: dict[str, str]) -> Iterator[Case]:
    def forget() -> None:
        shutil.rmtree(os.environ["LOSSGUARD_CACHE_DIR"], ignore_errors=True)

    alone = work / "alone"
    alone.mkdir()
    script = alone / "script.py"
    script.write_text(TRAINING, encoding="utf-8")
    plain = alone / "plain.py"
    plain.write_text("import os\n\n\ndef main():\n    print(os.getcwd())\n", encoding="utf-8")
    yield Case("python -c pass", [PYTHON, "-c", "pass"], alone)
    yield Case("python -c 'import click'", [PYTHON, "-c", "import click"], alone)
    yield Case("python -c 'import libcst'", [PYTHON, "-c", "import libcst"], alone)
    yield Case("lossguard --version", [PYTHON, "-m", "lossguard", "--version"], alone)
    yield Case("lossguard, hook on a file that does not train", [*LOSSGUARD, str(plain)], alone)
    yield Case(f"lossguard, one script of {_lines(TRAINING)} lines, cold", [*LOSSGUARD, str(script)], alone, forget)
    yield Case("lossguard, one script, warm", [*LOSSGUARD, str(script)], alone)
    long = dense(work / "long.py", DENSE_LINES)
    yield Case(f"lossguard, one file of {DENSE_LINES:,} dense lines, cold", [*LOSSGUARD, str(long)], work, forget)
    yield Case("lossguard, the tree, cold, one process", [*LOSSGUARD, "--jobs", "1", "."], tree, forget)
    yield Case("lossguard, the tree, cold", [*LOSSGUARD, "."], tree, forget)
    yield Case("lossguard, the tree, warm", [*LOSSGUARD, "."], tree)
    for name, (tool, arguments) in OTHERS.items():
        path = tools.get(tool) or shutil.which(tool)
        if path is not None:
            targets = [str(each) for each in sorted(tree.rglob("*.py"))] if tool == "pylint" else ["."]
            yield Case(f"{name}, the tree", [path, *arguments, *targets], tree)


def _lines(text: str) -> int:
    return text.count("\n")


# ---- measuring ----


def _measured(cases: list[Case], rounds: int) -> dict[str, Cost]:
    best: dict[str, Cost] = {}
    _cost([*LOSSGUARD, "--no-cache", "."], cases[0].folder)  # so that there is bytecode
    for _ in range(rounds):
        for case in cases:
            if case.name in best and best[case.name].cpu_s > SLOW_S:
                continue
            case.before()
            cost = _cost(case.command, case.folder)
            if case.name not in best or cost.cpu_s < best[case.name].cpu_s:
                best[case.name] = cost
    return best


def _cost(command: list[str], folder: Path) -> Cost:
    """Of one run. The peak is that of its largest process."""
    with open(os.devnull, "w") as nowhere:
        start = perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) and "lossguard" in command:
        raise SystemExit(f"{' '.join(command[:6])} ... ended with exit code {process.returncode}")
    return Cost(wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MB)


def _instructions(cases: list[Case]) -> dict[str, float]:
    """Instructions in millions, as valgrind counts them: they are the same however busy the machine is."""
    if shutil.which("valgrind") is None:
        return {}
    counter = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    counts: dict[str, float] = {}
    for case in cases:
        case.before()
        run = subprocess.run([*counter, *case.command], cwd=case.folder, capture_output=True, text=True)
        found = re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)
        if found:
            counts[case.name] = int(found[1].replace(",", "")) / 1e6
    return counts


# ---- growth ----


def _growth(work: Path, rounds: int) -> Iterator[dict[str, Any]]:
    """The exponent by which the cost grows: 1 is in proportion, 2 quadratic. What an empty run costs is taken off."""
    (work / "empty").mkdir()
    (work / "empty" / "train.py").write_text("import keras\nmodel.compile(loss='mse')\n", encoding="utf-8")
    command = [*LOSSGUARD, "--no-cache", "--jobs", "1", "."]
    base_s = min(_cost(command, work / "empty").cpu_s for _ in range(rounds))
    for name, make, sizes in (
        ("files", many_files, (50, 100, 200, 400)),
        ("lines a file", lines_a_file, (1_000, 2_000, 4_000, 8_000)),
        ("nesting", nesting, (5, 10, 20, 40)),
        ("call depth", call_depth, (4, 8, 16, 32)),
    ):
        folders = [make(work / f"{name}-{size}", size) for size in sizes]
        costs = [min(_cost(command, folder).cpu_s for _ in range(rounds)) - base_s for folder in folders]
        exponent = _slope(sizes, [max(0.01, cost) for cost in costs])
        yield {"what": name, "sizes": sizes, "cpu_s": costs, "exponent": exponent}


def _slope(sizes: tuple[int, ...], costs: list[float]) -> float:
    """The slope of the line of best fit through the logarithms."""
    xs, ys = [log(size) for size in sizes], [log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


if __name__ == "__main__":
    main()
