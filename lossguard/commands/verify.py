"""`lossguard verify`: a short program that shows what a finding says, in the framework itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from lossguard.commands.help import Explained
from lossguard.commands.running import output, run
from lossguard.commands.telling import BROKEN, tell
from lossguard.errors import UsageError

EXAMPLES = (
    ("lossguard verify train.py:42", "the program for the finding in line 42"),
    ("lossguard verify --run train.py:42", "the same, run in the Python that runs lossguard"),
    ("lossguard verify --run --python .venv/bin/python study.ipynb:3:7", "cell 3, line 7, in a Python of yours"),
)
UNSAID = ("stdin_filename", "exclude", "jobs", "no_cache", "verbose", "select", "fail_on")


@click.command(cls=Explained, examples=EXAMPLES, short_help="Write or run a program that shows what a finding says.")
@click.argument("finding", metavar="PATH[:CELL][:LINE] | FINGERPRINT")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--code", metavar="CODE", default="", help="Which rule, where a line has several findings.")
@click.option("--run", "run_it", is_flag=True, help="Run the program, too, and print what it prints.")
@click.option("--python", metavar="FILE", default=sys.executable, show_default="this one", help="The Python to run it.")
@click.option(
    "--timeout", "timeout_s", type=click.FloatRange(min=1), default=60.0, show_default=True, help="Seconds it may take."
)
@click.option("--framework-version", multiple=True, metavar="NAME=VERSION", help="keras=2.2,tf=2.15: no detection.")
@click.option("--config", type=click.Path(), metavar="FILE", help="Read this configuration file, and no other.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--output-file", type=click.Path(), metavar="FILE", help="Write the program to FILE.")
@click.option("--quiet", "-q", is_flag=True, help="The program and errors only.")
def verify(
    finding: str, paths: tuple[str, ...], code: str, run_it: bool, python: str, timeout_s: float, **given: Any
) -> None:
    """Write a short program that shows what a finding says: the loss that stands still, the accuracy that is none.

    It rebuilds the inferred head, loss, metric and labels on made-up data, and trains twice: as it is and as it should
    be. Nothing of your code is in it, and none is run. A fingerprint is looked for in PATHS.
    """
    from lossguard.verify.running import run as run_script
    from lossguard.verify.target import finding_at, parse, seen
    from lossguard.verify.write import demonstration

    target = parse(finding, code, Path(finding).exists())
    if not target.fingerprint and not Path(target.path).is_file():
        raise UsageError(f"{target.path} is no file; write PATH:LINE, in a notebook PATH:CELL:LINE, or a fingerprint")
    searched = (*paths, *((target.path,) if target.path else ())) or (".",)
    asked = {**dict.fromkeys(UNSAID), "extend_select": ("LG",), "min_confidence": "possible", **given}
    report, _ = run(searched, asked, with_setups=True)
    script, package = demonstration(seen(report, finding_at(report, target)))
    with output(given["output_file"]) as stream:
        if not run_it or given["output_file"]:
            stream.write(script)
    if not run_it:
        return
    outcome = run_script(script, package, python, timeout_s)
    click.echo(outcome.printed, nl=False)
    if outcome.code:
        for line in outcome.said.splitlines()[-5:]:
            tell(line)
        raise SystemExit(BROKEN)
