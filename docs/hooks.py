"""The pages that are made from the rules, the rows, the command line and the changelog while the site is built."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

from click import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

import lossguard
from lossguard.cli import COMMANDS, cli
from lossguard.report import reporter, truth_table
from lossguard.report.rule import example
from lossguard.rules.rule import Rule
from lossguard.rules.table import all_rules
from lossguard.truth import LIBRARIES, fits, libraries

ROOT = Path(__file__).parent.parent
TABLE = re.compile(r"<!-- losses: (?P<library>[\w ]+) -->")
REPORT_COLUMNS = "92"  # as wide as a page shows without scrolling
GROUPS = {"LG1": "Head and loss", "LG2": "Labels", "LG3": "Metrics", "LG4": "Calls", "LG9": "The tool itself"}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that no file holds."""
    for path, text in generated():
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, **_: object) -> str:
    """Put the table of losses where a page asks for it."""
    return TABLE.sub(lambda match: _losses(match["library"]), markdown)


def generated() -> Iterator[tuple[str, str]]:
    """Every made page: its path and its Markdown."""
    rules = all_rules()
    yield "rules/index.md", _rules(rules)
    for rule in rules:
        yield f"rules/{rule.code}.md", _rule(rule)
    yield "command-line.md", _commands()
    yield "changes.md", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def _rules(rules: tuple[Rule, ...]) -> str:
    parts = ["# Rules", "", "A code is never used twice. `lossguard rule LG104` prints the same in a terminal."]
    for prefix, title in GROUPS.items():
        parts += ["", f"## {title}", "", "| code | name | severity | what is wrong |", "|---|---|---|---|"]
        parts += [
            f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {_sentence(rule.summary)} |"
            for rule in rules
            if rule.code.startswith(prefix)
        ]
    return "\n".join(parts)


def _rule(rule: Rule) -> str:
    parts = [f"# {rule.code}: {rule.name}", "", f"**{_sentence(rule.summary)}**", ""]
    parts += [f"Severity: {rule.severity}. Since {rule.since}."]
    parts += ["", "## What happens", "", rule.why, "", "## What to do", "", rule.remedy]
    if rule.signature:
        parts += ["", "## How to see it in a log", "", rule.signature]
    if rule.bad.strip():
        parts += ["", "## Wrong", "", *_program(rule.bad), "", *_said(rule)]
    if rule.good.strip():
        parts += ["", "## Right", "", *_program(rule.good)]
    if rule.sources:
        parts += ["", "## Sources", "", *(f"- {source}" for source in rule.sources)]
    return "\n".join(parts)


def _program(program: str) -> list[str]:
    versions, text = example(program)
    return [*([f"With {versions}:", ""] if versions else []), f"```python\n{text.strip()}\n```"]


def _said(rule: Rule) -> list[str]:
    """What lossguard says of the wrong program, as it says it now."""
    versions, text = example(rule.bad)
    named = dict(pair.split("=") for pair in versions.split(",")) if versions else None
    report = lossguard.check_source(text, name="train.py", select=[rule.code], framework_versions=named)
    if not report.findings:
        return []
    stream = io.StringIO()
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = REPORT_COLUMNS
    try:
        reporter("text").write(report, stream)
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    return ["lossguard says:", "", f"```text\n{stream.getvalue().strip()}\n```"]


def _commands() -> str:
    parts = ["# Command line", ""]
    parts += ["Exit codes: 0 nothing that gates, 1 findings that gate, 2 wrong usage, wrong configuration, or a crash."]
    parts += ["", "Standard output carries the report alone; progress, counts and notes go to standard error."]
    top = Context(cli, info_name="lossguard")
    for name in COMMANDS:
        command = cli.get_command(top, name)
        if command is not None:
            text = command.get_help(Context(command, parent=top, info_name=name, terminal_width=96))
            parts += ["", f"## lossguard {name}", "", f"```text\n{text}\n```"]
    return "\n".join(parts)


def _losses(names: str) -> str:
    stream = io.StringIO()
    if names == "others":
        for library in libraries():
            if library not in LIBRARIES:
                stream.write(f"\n## {library}\n\n")
                truth_table.write_markdown(fits(library), stream)
    else:
        truth_table.write_markdown([fit for name in names.split() for fit in fits(name)], stream)
    return stream.getvalue()


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
