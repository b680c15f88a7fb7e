"""Projects of several files: every finding stands in the file where its comment does, whatever imports what.

Each folder of fixtures/projects is a repository of its own, checked from its root; `ASKED` names those of which only
some files are asked for, `FROM` those that are checked from a folder inside. Comments are those of fixtures
(tests/fixture_comments.py), in whichever file of the project they stand.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lossguard.config import Overrides
from lossguard.results import Report
from lossguard.runner import Request, check
from tests.fixture_comments import Comments
from tests.fixture_run import ROOT, comments_in
from tests.test_fixtures import differing_reveals, surprises

PROJECTS = sorted(path for path in (ROOT / "fixtures" / "projects").iterdir() if path.is_dir())
ASKED: dict[str, tuple[str, ...]] = {
    "asked_for_the_loss": ("train.py",),
    "asked_for_the_model": ("models/net.py",),
    "asked_and_silenced_elsewhere": ("train.py",),
    "asked_for_the_call": ("main.py",),
}
FROM: dict[str, str] = {}


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_a_project_reports_what_its_comments_say(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "repository"
    shutil.copytree(project, copy)
    (copy / ".git").mkdir()
    monkeypatch.chdir(copy / FROM.get(project.name, ""))
    files = sorted(path.relative_to(Path.cwd()) for path in Path.cwd().rglob("*.py"))
    comments = {str(path): comments_in(path) for path in files}
    says = any(each.expectations or each.reveals for each in comments.values())
    assert says or project.name in ASKED, "a project says what it expects"
    report = report_on(ASKED.get(project.name, (".",)), comments)
    assert () == report.failures
    wrong = [f"{path}: {sentence}" for path in files for sentence in differing(report, str(path), comments)]
    assert not wrong, "\n".join(wrong)
    assert set() == {finding.place.path for finding in report.findings} - set(comments)


def report_on(paths: tuple[str, ...], comments: dict[str, Comments]) -> Report:
    options = {key: value for each in comments.values() for key, value in each.options.items()}
    overrides = Overrides(
        select=(options["select"],) if "select" in options else None,
        min_confidence=options.get("min-confidence"),
        framework_version=tuple(filter(None, [options.get("framework-version", "")])),
    )
    return check(Request(paths, overrides, isolated=True, with_setups=True))


def differing(report: Report, path: str, comments: dict[str, Comments]) -> list[str]:
    """A sentence for each difference in one file."""
    here = Report(
        findings=tuple(each for each in report.findings if each.place.path == path),
        setups=tuple(each for each in report.setups if each.place.path == path),
    )
    return [*surprises(here, comments[path]), *differing_reveals(here, comments[path])]
