"""`python -m lossguard`."""

from __future__ import annotations

from lossguard.cli import main

main()
