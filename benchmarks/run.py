"""Measures lossguard beside other linters on the same tree: time, processor time, peak memory, and how the cost grows.

    python benchmarks/run.py                                a tree of 1,000 files, 100 of them training code, is built
    python benchmarks/run.py --tree DIR                     takes a tree instead
    python benchmarks/run.py --tool ruff=/venv/bin/ruff     where a tool is, if not on the PATH (repeatable)
    python benchmarks/run.py --files 200                    builds a smaller one: a tenth is always training code
    python benchmarks/run.py --growth                       shows how the cost grows, instead

Each tool is a process of its own, tools take turns in every round, and the round with the least processor time counts:
other work on the machine slows the clock more than that. Tools that are absent are left out. Prints Markdown.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))

from trees import TRAINING, build, call_depth, lines_a_file, many_files, nesting

MB = 1024  # ru_maxrss counts in kB on Linux
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
    with tempfile.TemporaryDirectory() as work:
        os.environ["LOSSGUARD_CACHE_DIR"] = str(Path(work, "cache"))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode beside it
        print(f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}\n")
        if not options.growth:
            built = Path(work, "tree")
            tree = Path(options.tree).resolve() if options.tree else build(built, options.files, options.files // 10)
            _print_costs(_measured(list(_cases(tree, Path(work), tools)), options.rounds))
        if options.growth:
            _print_growth(Path(work), options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", metavar="DIR")
    parser.add_argument("--files", metavar="N", type=int, default=1_000)
    parser.add_argument("--tool", metavar="NAME=PATH", action="append", default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    return parser.parse_args()


# ---- cases ----


def _cases(tree: Path, work: Path, tools: dict[str, str]) -> Iterator[Case]:
    def forget() -> None:
        shutil.rmtree(os.environ["LOSSGUARD_CACHE_DIR"], ignore_errors=True)

    script = work / "script.py"
    script.write_text(TRAINING, encoding="utf-8")
    plain = work / "plain.py"
    plain.write_text("import os\n\n\ndef main():\n    print(os.getcwd())\n", encoding="utf-8")
    yield Case("python -c pass", [PYTHON, "-c", "pass"], work)
    yield Case("python -c 'import click'", [PYTHON, "-c", "import click"], work)
    yield Case("python -c 'import libcst'", [PYTHON, "-c", "import libcst"], work)
    yield Case("lossguard --version", [PYTHON, "-m", "lossguard", "--version"], work)
    yield Case("lossguard, hook on a file that does not train", [*LOSSGUARD, str(plain)], work)
    yield Case(f"lossguard, one script of {_lines(TRAINING)} lines, cold", [*LOSSGUARD, str(script)], work, forget)
    yield Case("lossguard, one script, warm", [*LOSSGUARD, str(script)], work)
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


# ---- tables ----


def _print_costs(costs: dict[str, Cost]) -> None:
    click = costs["python -c 'import click'"].cpu_s
    cold = costs["lossguard, the tree, cold"].cpu_s
    print("| what | clock s | processor s | peak MB | / import click | / lossguard cold |")
    print("|---|---|---|---|---|---|")
    for name, cost in costs.items():
        ratio = f"{cost.cpu_s / cold:.2f}" if "the tree" in name else ""
        figures = (f"{cost.wall_s:.2f}", f"{cost.cpu_s:.2f}", f"{cost.peak_mb:.0f}", f"{cost.cpu_s / click:.1f}", ratio)
        print(f"| {name} | {' | '.join(figures)} |")


def _print_growth(work: Path, rounds: int) -> None:
    """The exponent by which the cost grows: 1 is in proportion, 2 quadratic. What an empty run costs is taken off."""
    (work / "empty").mkdir()
    (work / "empty" / "train.py").write_text("import keras\nmodel.compile(loss='mse')\n", encoding="utf-8")
    arguments = [*LOSSGUARD, "--no-cache", "--jobs", "1", "."]
    measure = _instructions if shutil.which("perf") else _seconds
    base = min(measure(arguments, work / "empty") for _ in range(rounds))
    print(f"\n| grows with | sizes | {measure.__doc__} above an empty run | exponent |\n|---|---|---|---|")
    for name, make, sizes in (
        ("files", many_files, (25, 50, 100, 200)),
        ("lines a file", lines_a_file, (1_000, 2_000, 4_000, 8_000)),
        ("nesting", nesting, (5, 10, 20, 40)),
        ("call depth", call_depth, (4, 8, 16, 32)),
    ):
        costs = []
        for size in sizes:
            folder = make(work / f"{name}-{size}", size)
            costs.append(max(1e-6, min(measure(arguments, folder) for _ in range(rounds)) - base))
        shown = ", ".join(f"{cost:.2f}" for cost in costs)
        print(f"| {name} | {', '.join(map(str, sizes))} | {shown} | {_slope(sizes, costs):.2f} |")


def _seconds(command: list[str], folder: Path) -> float:
    """processor seconds"""
    return _cost(command, folder).cpu_s


def _instructions(command: list[str], folder: Path) -> float:
    """instructions, in thousand millions,"""
    counted = subprocess.run(
        ["perf", "stat", "-x", ",", "-e", "instructions:u", *command], cwd=folder, capture_output=True, text=True
    )
    for line in counted.stderr.splitlines():
        if "instructions" in line and line.split(",")[0].isdigit():
            return int(line.split(",")[0]) / 1e9
    return _seconds(command, folder)


def _slope(sizes: tuple[int, ...], costs: list[float]) -> float:
    """The slope of the line of best fit through the logarithms."""
    xs, ys = [log(size) for size in sizes], [log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


if __name__ == "__main__":
    main()
