"""`lossguard server`: a language server on standard input and output."""

from __future__ import annotations

import click

from lossguard.commands.options import complete_codes
from lossguard.errors import UsageError


@click.command(short_help="Serve an editor: a language server.")
@click.option(
    "--select", shell_complete=complete_codes, multiple=True, metavar="CODES", help="Only these rules, as in check."
)
@click.option("--ignore", shell_complete=complete_codes, multiple=True, metavar="CODES", help="Not these rules.")
@click.option("--min-confidence", type=click.Choice(["certain", "possible"]), help="Show findings from here on.")
@click.option("--stdio", is_flag=True, help="Accepted for editors that pass it; there is no other way.")
def server(select: tuple[str, ...], ignore: tuple[str, ...], min_confidence: str | None, stdio: bool) -> None:
    """Serve an editor: findings while typing, quick fixes, and what was inferred on hover."""
    try:
        from lossguard.server.app import make
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError("the language server needs pygls: install lossguard[lsp]") from None
    from lossguard.config import Overrides

    make(Overrides(select=select or None, ignore=ignore, min_confidence=min_confidence)).start_io()
