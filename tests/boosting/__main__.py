"""Ask libraries that are installed here, and keep their answers: `python -m tests.boosting xgboost lightgbm catboost`.

Exit code 1 where a row says otherwise.
"""

from __future__ import annotations

import argparse
import sys

from tests.boosting.claims import LIBRARIES, disagreements, rows_of
from tests.boosting.kept import ask, keep
from tests.proved.record import key_of


def main() -> int:
    """Asks and keeps; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.boosting", description=__doc__)
    parser.add_argument("libraries", nargs="+", choices=LIBRARIES)
    left = 0
    for library in parser.parse_args().libraries:
        asked = ask(library)
        keep(library, asked)
        lines = [line for row in rows_of(library) for line in disagreements(row, asked.answers.get(key_of(row), {}))]
        print(f"{library} {asked.version}: {len(asked.answers)} rows asked, {len(lines)} answers not as the rows say")
        print("".join(f"  {line}\n" for line in lines), end="")
        left += len(lines)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
