"""Modules of the checked tree are found under the names by which its files import each other, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from lossguard import sources
from lossguard.sources import Sources


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with a package, a src layout and a script, and a neighbour outside of it."""
    scripts = ("project/train.py", "project/models.py", "outside.py")
    package = ("project/net/__init__.py", "project/net/heads.py", "project/net/deep/a.py")
    for name in (*scripts, *package, "project/src/lib/losses.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"name = {name!r}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "project")


@pytest.mark.parametrize(
    ("dotted", "level", "importer", "path"),
    [
        ("models", 0, "train.py", "models.py"),
        ("net", 0, "train.py", "net/__init__.py"),
        ("net.heads", 0, "train.py", "net/heads.py"),
        ("net.heads", 0, "net/deep/a.py", "net/heads.py"),
        ("lib.losses", 0, "train.py", "src/lib/losses.py"),
        ("heads", 1, "net/__init__.py", "net/heads.py"),
        ("heads", 2, "net/deep/a.py", "net/heads.py"),
        ("", 1, "net/heads.py", "net/__init__.py"),
        ("keras", 0, "train.py", None),
        ("train", 0, "train.py", None),
        ("outside", 0, "train.py", None),
        ("outside", 2, "train.py", None),
        ("heads", 1, "train.py", None),
    ],
)
def test_a_module_is_found_from_its_importer(dotted: str, level: int, importer: str, path: str | None) -> None:
    found = Sources(["."]).load(dotted, level, importer)
    assert path == (found and found[0])


def test_absolute_paths_keep_their_form(tmp_path: Path) -> None:
    folder = (tmp_path / "project").as_posix()
    found = Sources([folder]).load("models", 0, f"{folder}/train.py")
    assert found is not None
    assert f"{folder}/models.py" == found[0]


def test_a_file_alone_imports_from_its_own_folder_only() -> None:
    alone = Sources(["net/deep"])
    assert alone.load("net.heads", 0, "net/deep/a.py") is None


def test_files_are_lowered_once_until_many_others_were_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "KEPT_FILES", 1)
    all_files = Sources()
    first = all_files.lowered("train.py")
    assert first is all_files.lowered("train.py")
    all_files.lowered("models.py")
    assert first is not all_files.lowered("train.py")
