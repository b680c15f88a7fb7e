"""Ask frameworks: `python -m tests.engines --folder FOLDER --record`, where `python -m tests.versions --make` put them.

Prints what is not as the rows say; exit code 1 where there is any. `--only tf215` asks one environment, `--about Loss`
one kind of rows.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.engines.answers import ask, every, keep, version_of
from tests.engines.asked import Asked, excepted
from tests.engines.questions import questions
from tests.proved.record import NUMBERS, Proofs, kept, key_of
from tests.versions.environments import ENVIRONMENTS, FURTHER, Interpreter, interpreters
from tests.versions.measuring import line_of

SHARED = (2, 4)  # the package keras of these numbers is the tf.keras of the environment


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.engines", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="with the environments of tests.versions")
    parser.add_argument("--only", action="append", help="the environments of these names")
    parser.add_argument("--about", action="append", help="only rows of this kind, such as Loss")
    parser.add_argument("--named", help="only rows with this in their name")
    parser.add_argument("--lacking", action="store_true", help="only rows that no test and no kept answer proves")
    parser.add_argument("--record", action="store_true", help="keep the answers")
    return parser.parse_args()


def main() -> int:
    """Asks and compares; the exit code."""
    wanted = _arguments()
    left = 0
    for interpreter in _wanted(wanted):
        line = line_of(interpreter, version_of(interpreter))
        if line.flavour == "keras" and SHARED <= line.version < (3,):
            continue
        all_of_it = questions(line)
        proved = proofs() if wanted.lacking else {}
        answers = ask(interpreter, [each for each in all_of_it if _meant(each, wanted) and _lacks(each, proved)])
        if wanted.record:
            keep(answers, all_of_it)
        print(f"{line}: {len(answers.given)} answers", flush=True)
        for each in all_of_it:
            complaint = each.complaint(answers.given[each.id]) if each.id in answers.given else None
            if complaint and not (each.judge is None and excepted(each.name, (line.flavour, line.version))):
                left += 1
                print(f"  {type(each.row).__name__} {each.name} [{each.row.versions}] {each.code[:90]}: {complaint}")
    return 1 if left else 0


def _meant(asked: Asked, wanted: argparse.Namespace) -> bool:
    kind = wanted.about is None or type(asked.row).__name__ in wanted.about
    return kind and (wanted.named is None or wanted.named in asked.name)


def _lacks(asked: Asked, proved: Proofs) -> bool:
    """Whether the answer could prove more than is proved."""
    ways = proved.get(key_of(asked.row), {})
    return NUMBERS not in ways and (asked.judge is not None or not ways)


def proofs() -> Proofs:
    """The rows that tests prove, and those that the kept answers do."""
    found = {key: dict(ways) for key, ways in kept().items()}
    for answers in every():
        for each in questions(answers.line):
            if each.id in answers.given and each.proves(answers.given[each.id]):
                found.setdefault(key_of(each.row), {})[each.proof] = str(answers.line)
    return found


def _wanted(wanted: argparse.Namespace) -> Iterator[Interpreter]:
    environments = (*ENVIRONMENTS, *FURTHER)
    names = {str(each.interpreter(wanted.folder)): each.name for each in environments}
    for interpreter in interpreters(wanted.folder, environments):
        name = names[str(interpreter.python)] if interpreter.path is None else interpreter.path.name
        if wanted.only is None or name in wanted.only:
            yield interpreter


if __name__ == "__main__":
    sys.exit(main())
