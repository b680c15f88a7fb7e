"""The documentation: it builds without a warning, every rule and every key has its place, and its examples are true."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("mkdocs", reason="the extra docs is not installed")

import lossguard
from lossguard.config_files import READERS
from lossguard.vocabulary import OUTPUT_FORMATS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted((DOCS / "pages").rglob("*.md"))
FENCE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; a warning is an error."""
    pytest.importorskip("material", reason="the extra docs is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(DOCS / "mkdocs.yml"), "-d", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    return folder


@pytest.fixture(scope="module")
def hooks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hooks", DOCS / "hooks.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_site_builds_with_a_page_for_every_rule(site: Path) -> None:
    assert (site / "index.html").is_file()
    for rule in lossguard.all_rules():
        assert rule.name in (site / "rules" / rule.code / "index.html").read_text(encoding="utf-8")


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="https?://(?!localhost)', text), page


def test_the_page_of_a_rule_shows_what_lossguard_says(hooks: ModuleType) -> None:
    pages = dict(hooks.generated())
    shown = [rule for rule in lossguard.all_rules() if f"[{rule.code}] {rule.name}" in pages[f"rules/{rule.code}.md"]]
    assert {rule.code for rule in lossguard.all_rules() if not rule.code.startswith("LG9")} <= {
        rule.code for rule in shown
    }


def test_the_page_on_configuration_names_every_key_and_format() -> None:
    text = (DOCS / "pages" / "configuration.md").read_text(encoding="utf-8")
    keys = set(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE))
    assert {*READERS, "root"} == keys
    assert all(f"`{name}`" in text for name in OUTPUT_FORMATS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_in_the_pages_parses(page: Path) -> None:
    for program in FENCE.findall(page.read_text(encoding="utf-8")):
        ast.parse(program)


def test_the_library_page_shows_the_real_parameters() -> None:
    import inspect

    text = (DOCS / "pages" / "library.md").read_text(encoding="utf-8")
    for function in (lossguard.check_source, lossguard.check_paths):
        names = list(inspect.signature(function).parameters)
        assert f"`{function.__name__}({names[0]}, *, {', '.join(names[1:])})`" in text


def test_codes_in_the_pages_are_those_of_rules() -> None:
    known = {rule.code for rule in lossguard.all_rules()}
    for page in PAGES:
        assert set(re.findall(r"\bLG\d{3}\b", page.read_text(encoding="utf-8"))) <= known, page
