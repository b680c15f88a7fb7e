"""Ask libraries that are installed here, and keep their answers: `python -m tests.learners xgboost lightgbm catboost`.

Exit code 1 where a row says otherwise.
"""

from __future__ import annotations

import argparse
import sys

from tests.learners.claims import LIBRARIES, disagreements, rows_of
from tests.learners.kept import ask, keep
from tests.proved.record import key_of


def main() -> int:
    """Asks and keeps; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.learners", description=__doc__)
    parser.add_argument("libraries", nargs="+", choices=LIBRARIES)
    left = 0
    for library in parser.parse_args().libraries:
        asked = ask(library)
        keep(asked)
        lines = [
            f"  {line}"
            for row in rows_of(library)
            if key_of(row) in asked
            for line in disagreements(row, asked[key_of(row)].answers)
        ]
        print(f"{library}: {len(asked)} rows asked, {len(lines)} answers not as the rows say", *lines, sep="\n")
        left += len(lines)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
