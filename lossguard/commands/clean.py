"""`lossguard clean`: forget what was remembered."""

from __future__ import annotations

import click

from lossguard.commands.telling import tell


@click.command(short_help="Empty the cache.")
@click.argument("path", default=".")
@click.option("--config", metavar="FILE", help="Read this configuration file, and no other.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
def clean(path: str, config: str | None, isolated: bool) -> None:
    """Empty the cache that checking PATH (default: the working folder) uses."""
    from lossguard.cache import Cache, default_folder
    from lossguard.config import load

    folder = load(path, config, isolated).cache_dir or default_folder()
    number = Cache(folder).clear()
    tell(f"{number} {'entry' if number == 1 else 'entries'} removed from {folder}")
