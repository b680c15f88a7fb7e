"""Ask older versions: `python -m tests.versions --python PATH --flavour keras`, or every environment of a folder.

`--make FOLDER` makes the environments (older Pythons must be on the path, some 12 GB); `--folder FOLDER` asks those
that are there. `--record` keeps the answers in measured.json. Exit code 1 where an answer is not what the table says.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import CalledProcessError

from tests.versions.environments import ENVIRONMENTS, FURTHER, Interpreter, interpreters, make
from tests.versions.measuring import disagreements, measure, record
from tests.versions.questions import QUESTIONS

FLAVOURS = ("keras", "tf", "torch", "torchmetrics", "sklearn")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.versions", description=__doc__)
    parser.add_argument("--python", type=Path, help="an interpreter that has the framework")
    parser.add_argument("--flavour", choices=FLAVOURS, default="keras")
    parser.add_argument("--path", type=Path, help="a folder that goes in front of its packages")
    parser.add_argument("--backend", default="", help="of Keras 3")
    parser.add_argument("--folder", type=Path, help="ask every environment in it")
    parser.add_argument("--make", type=Path, metavar="FOLDER", help="make the environments in it")
    parser.add_argument("--only", action="append", help="with --make: the environments of these names")
    parser.add_argument("--ask", action="append", help="only questions of this kind, such as reduction")
    parser.add_argument("--record", action="store_true", help="keep the answers in measured.json")
    return parser.parse_args()


def main() -> int:
    """Makes or asks; the exit code."""
    wanted = _arguments()
    if wanted.make is not None:
        return _make_all(wanted.make, wanted.only)
    left = 0
    questions = tuple(each for each in QUESTIONS if wanted.ask is None or each.ask in wanted.ask)
    for interpreter in _wanted(wanted):
        try:
            measured = measure(interpreter, questions)
        except RuntimeError as error:
            print(f"cannot be asked: {error}", file=sys.stderr)
            left += 1
            continue
        if wanted.record:
            record(measured)
        lines = disagreements(measured)
        print(f"{measured.line}: {len(measured.answers)} answers, {len(lines)} not as the table says", flush=True)
        print("".join(f"  {line}\n" for line in lines), end="", flush=True)
        left += len(lines)
    return 1 if left else 0


def _wanted(wanted: argparse.Namespace) -> Iterator[Interpreter]:
    if wanted.folder is not None:
        yield from interpreters(wanted.folder)
    else:
        yield Interpreter(wanted.python or Path(sys.executable), wanted.flavour, wanted.path, wanted.backend)


def _make_all(folder: Path, names: list[str] | None) -> int:
    failed = []
    for each in (*ENVIRONMENTS, *FURTHER):
        if names is None or each.name in names:
            try:
                make(each, folder)
            except (OSError, CalledProcessError) as error:
                failed.append(f"{each.name}: {error}")
    print("\n".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
