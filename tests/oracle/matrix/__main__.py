"""`python -m tests.oracle.matrix --framework keras`: the whole matrix of a framework, its table and disagreements.

The framework has to be installed (Keras 3 with torch; torch and torchmetrics; jax, flax and optax; tensorflow 2.15).
`--store` keeps a whole run for the tests and the documentation; `--renew` asks lossguard again about the stored run,
for which nothing has to be installed. Then `RENEW=1 pytest tests/test_agreement.py` writes the page.
Exit code 1 where a disagreement is not explained, or, on a whole run, where explained ones are of another number.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from tests.oracle.matrix.agreement import explained, line_of, markdown, miscounted, unexplained
from tests.oracle.matrix.program import Case
from tests.oracle.matrix.programs import PROGRAMS, sampled
from tests.oracle.matrix.stored import read, write
from tests.oracle.matrix.verdicts import Judged, compared

SHOWN = 1000


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle.matrix", description=__doc__)
    parser.add_argument("--framework", choices=tuple(PROGRAMS), required=True)
    parser.add_argument("--sample", type=int, help="that many programs, by default all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--case", help="only programs whose name fits this pattern; their text is shown")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--markdown", type=Path, help="write the table of agreement to this file")
    parser.add_argument("--store", action="store_true", help="keep the results of a whole run")
    parser.add_argument("--renew", action="store_true", help="ask lossguard again about the stored run")
    return parser.parse_args()


def main() -> int:
    """Runs the programs; the exit code."""
    wanted = _arguments()
    if wanted.renew:
        return _renewed(wanted.framework)
    from tests.oracle.matrix.matrix import judge_all, lacking, versions

    if missing := lacking(wanted.framework):
        print(f"not installed: {', '.join(missing)}", file=sys.stderr)
        return 2
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    cases = sampled(wanted.framework, wanted.sample, wanted.seed)
    if wanted.case is not None:
        cases = [case for case in cases if fnmatchcase(case.name, wanted.case.replace("[", "[[]"))]
    started = time.monotonic()
    results = list(judge_all(cases, wanted.jobs))
    entries = explained()
    table = markdown(results, entries)
    print(table)
    if wanted.markdown is not None:
        wanted.markdown.write_text(table, encoding="utf-8")
    if wanted.case is not None:
        _show(cases, results)
    print(f"{len(cases)} programs in {time.monotonic() - started:.0f} s")
    left = unexplained(results, entries)
    for one in left[:SHOWN]:
        print(line_of(one))
    whole = wanted.sample is None and wanted.case is None
    if whole and wanted.store:
        write(wanted.framework, versions(wanted.framework), _commit(), len(cases), results)
    wrong = miscounted(results, [each for each in entries if each.framework == wanted.framework]) if whole else []
    for line in wrong:
        print(f"explained, but no longer so: {line}")
    return 1 if left or wrong else 0


def _renewed(framework: str) -> int:
    """The stored run with the answers that lossguard gives now; 1 where a disagreement is not explained."""
    stored = read(framework)
    results = [compared(one.case, one.behaviour) for one in stored.results]
    write(framework, stored.versions, stored.commit, stored.run, results)
    left = unexplained(results, explained())
    for one in left[:SHOWN]:
        print(line_of(one))
    return 1 if left else 0


def _commit() -> str:
    """The commit that is checked out, in short."""
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _show(cases: Sequence[Case], results: Sequence[Judged]) -> None:
    for case in cases:
        print(f"# {case.name}\n{case.text}")
        for one in results:
            if one.case == case:
                print(line_of(one))


if __name__ == "__main__":
    sys.exit(main())
