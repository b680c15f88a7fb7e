"""The tables of a measurement, and the page of the documentation that shows the one kept in result.json."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RESULT = Path(__file__).parent / "result.json"
PAGE = Path(__file__).parent.parent / "docs" / "pages" / "speed.md"
_MADE = re.compile(r"(<!-- made by python benchmarks/run.py --save -->\n).*(<!-- end -->)", re.DOTALL)

Result = dict[str, Any]
CLICK, LIBCST = "python -c 'import click'", "python -c 'import libcst'"
COLD, WARM = "lossguard, the tree, cold", "lossguard, the tree, warm"
WHOLE = ", the tree"


def tables(result: Result) -> str:
    """All tables of a measurement, as Markdown."""
    machine = result["machine"]
    parts = [f"{machine['processor']}, {machine['cores']} cores, {machine['system']}, Python {machine['python']}.\n"]
    if "costs" in result:
        parts.append("\n".join(_costs(result["costs"], result["instructions"])))
    if "growth" in result:
        parts.append("\n".join(_growth(result["growth"])))
    return "\n".join(parts)


def renew() -> None:
    """Write the page anew."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def renewed(page: str) -> str:
    """The page with the tables of the kept result."""
    text = tables(json.loads(RESULT.read_text(encoding="utf-8")))
    return _MADE.sub(lambda match: f"{match[1]}{text}\n{match[2]}", page)


def _costs(costs: dict[str, dict[str, float]], instructions: dict[str, float]) -> Iterator[str]:
    click, cold = costs[CLICK]["cpu_s"], costs[COLD]["cpu_s"]
    yield "| what | clock s | processor s | peak MB | / import click | / lossguard cold | million instructions |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, cost in costs.items():
        ratio = f"{cost['cpu_s'] / cold:.2f}" if WHOLE in name else ""
        count = f"{instructions[name]:,.0f}" if name in instructions else ""
        figures = (f"{cost['wall_s']:.2f}", f"{cost['cpu_s']:.2f}", f"{cost['peak_mb']:.0f}")
        yield f"| {name} | {' | '.join(figures)} | {cost['cpu_s'] / click:.1f} | {ratio} | {count} |"
    yield ""


def _growth(growth: list[dict[str, Any]]) -> Iterator[str]:
    yield "| grows with | sizes | processor s above an empty run | exponent |"
    yield "|---|---|---|--:|"
    for each in growth:
        shown = ", ".join(f"{cost:.2f}" for cost in each["cpu_s"])
        yield f"| {each['what']} | {', '.join(map(str, each['sizes']))} | {shown} | {each['exponent']:.2f} |"
    yield ""
