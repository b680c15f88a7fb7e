"""Measure tables: `python -m tests.measured --python PATH TABLE...` keeps what that python computes in answers/.

Exit code 1 where lossguard tells something else than what was computed, or a table cannot be measured.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.measured.agreeing import disagreements
from tests.measured.cases import every_table
from tests.measured.measuring import measure, record


def main() -> int:
    """Measures the wanted tables; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.measured", description=__doc__)
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="an interpreter with the packages")
    parser.add_argument("tables", nargs="+", choices=[table.name for table in every_table()])
    wanted = parser.parse_args()
    left = 0
    for table in every_table():
        if table.name not in wanted.tables:
            continue
        try:
            measured = measure(table, wanted.python)
        except RuntimeError as error:
            print(f"{table.name} cannot be measured: {error}", file=sys.stderr)
            left += 1
            continue
        record(table, measured)
        lines = [
            f"  {case.row}, {case.id}: {line}"
            for case in table.cases
            if not case.differs
            for line in disagreements(table, case, measured.answers[case.id])
        ]
        print(
            f"{table.name}, {measured.versions}: {len(table.cases)} cases, {len(lines)} differences", *lines, sep="\n"
        )
        left += len(lines)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
