"""`lossguard config`: the settings in force for a path."""

from __future__ import annotations

import os
import sys

import click

from lossguard.errors import UsageError


@click.command(short_help="Show the settings in force, and where each comes from.")
@click.argument("path", default=".")
@click.option("--config", metavar="FILE", help="Read this configuration file, and no other.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--schema", is_flag=True, help="Print the JSON schema of the settings, for editors.")
def config(path: str, config: str | None, isolated: bool, schema: bool) -> None:
    """Show the settings in force for a path, and where each comes from."""
    if schema:
        from lossguard.config_schema import schema as schema_of
        from lossguard.report.json import dump

        dump(schema_of(), sys.stdout)
        return
    from lossguard.config import load
    from lossguard.report.settings import write_settings

    if not os.path.exists(path):
        raise UsageError(f"there is no file or folder {path}")
    write_settings(load(path, config, isolated), sys.stdout)
