"""The command: `lossguard`, and `python -m lossguard`."""

from __future__ import annotations

from lossguard.commands.telling import INTERRUPTED


def main() -> None:
    """Runs the command line. Ctrl-C while it is still being imported ends the process as quietly as later."""
    try:
        from lossguard import cli

        cli.main()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


if __name__ == "__main__":
    main()
