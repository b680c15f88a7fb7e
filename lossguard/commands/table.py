"""`lossguard table`: which last layer and which labels each loss fits."""

from __future__ import annotations

import sys

import click

from lossguard.errors import UsageError, nearest

ALL = "all"


@click.command(short_help="Show which last layer and labels each loss fits.")
@click.argument("library", default="keras")
@click.option("--framework-version", metavar="NAME=VERSION", help="keras=2.2: as it was in this version.")
@click.option(
    "--output-format", type=click.Choice(["text", "markdown", "json"]), default="text", help="The form of the table."
)
def table(library: str, framework_version: str | None, output_format: str) -> None:
    """Show which last layer and labels each loss of a library fits (keras, torch, ...; all)."""
    from lossguard.report import truth_table
    from lossguard.truth import LIBRARIES, fits, libraries
    from lossguard.versions import parse_option

    known = libraries()
    name = {"jax": "optax", "tf": "tensorflow", "pytorch": "torch"}.get(library.lower(), library.lower())
    if name not in (*known, ALL):
        raise UsageError(
            f"no losses of {library} are known{nearest(name, (*known, ALL))}; there are {', '.join(known)}"
        )
    version = parse_option(framework_version).get(name) if framework_version else None
    if framework_version and (version is None or name not in LIBRARIES):
        raise UsageError(f"--framework-version: write {name}=VERSION to see {name} as it was")
    numbers = version.numbers if version is not None else ()
    found = [fit for each in (known if name == ALL else (name,)) for fit in fits(each, numbers)]
    write = getattr(truth_table, f"write_{output_format}")
    write(found, sys.stdout)
