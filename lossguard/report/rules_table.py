"""The README's rule table, made from the rule records: `python -m lossguard.report.rules_table README.md` renews it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from lossguard.report.rule import headline
from lossguard.rules.rule import Rule

BEGIN = "<!-- rules: made by python -m lossguard.report.rules_table README.md -->"
END = "<!-- end of rules -->"


def markdown_table(rules: Iterable[Rule]) -> str:
    """A table of code, name, severity and summary, a row for each rule, without a final line break."""
    rows = [f"| {rule.code} | {rule.name} | {rule.severity} | {headline(rule)} |" for rule in rules]
    return "\n".join(["| code | name | severity | what is wrong |", "|---|---|---|---|", *rows])


def renewed(text: str, rules: Iterable[Rule]) -> str:
    """`text` with what stands between `BEGIN` and `END` replaced by the table; ValueError without these two lines."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the text needs a line {BEGIN!r} and, below it, a line {END!r}")
    return f"{before}{BEGIN}\n\n{markdown_table(rules)}\n\n{END}{after}"


def main(paths: list[str]) -> None:
    """Renew the table in each file of `paths`."""
    from lossguard.rules.table import all_rules

    for path in map(Path, paths):
        path.write_text(renewed(path.read_text(encoding="utf-8"), all_rules()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
