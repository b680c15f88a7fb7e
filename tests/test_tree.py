"""The checked tree: how far it reaches, in which order it is looked through, and that nothing outside is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from lossguard.tree import Tree, roots_of
from tests.projects import write, write_empty


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, which is the working folder, with a file beside it."""
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.py").write_text("", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def test_the_root_is_the_folder_with_git(repository: Path) -> None:
    write_empty("apps/web/pyproject.toml", "apps/web/train.py")
    assert [str(repository)] == roots_of(["apps/web/train.py", "apps"])


def test_without_git_the_root_is_the_nearest_project(repository: Path) -> None:
    (repository / ".git").rmdir()
    write_empty("apps/setup.cfg", "apps/web/jobs/train.py")
    assert [str(repository / "apps")] == roots_of(["apps/web/jobs/train.py"])


def test_without_either_the_root_is_the_own_and_the_working_folder(repository: Path) -> None:
    (repository / ".git").rmdir()
    write("apps/train.py")
    assert ["apps", "."] == roots_of(["apps/train.py"])
    assert [str(repository / "apps")] == roots_of([str(repository / "apps" / "train.py")])


@pytest.mark.parametrize(
    ("dotted", "level"), [("outside.secret", 0), ("outside.secret", 2), ("secret", 3), ("secret", 9)]
)
def test_nothing_above_the_root_is_found(dotted: str, level: int) -> None:
    write("net/train.py")
    assert Tree(["."]).find(dotted, level, "net/train.py") is None


def test_a_link_out_of_the_tree_is_not_followed(repository: Path) -> None:
    Path("link").symlink_to(repository.parent / "outside")
    Path("secret.py").symlink_to(repository.parent / "outside" / "secret.py")
    tree = Tree(["."])
    assert [None, None] == [tree.find(name, 0, "train.py") for name in ("link.secret", "secret")]
    assert () == tree.modules_in("link")


def test_a_link_within_the_tree_is_followed() -> None:
    write_empty("shared/losses.py", "apps/train.py")
    Path("apps/common").symlink_to(Path("shared").resolve())
    assert "apps/common/losses.py" == Tree(["."]).find("common.losses", 0, "apps/train.py")


def test_folders_the_program_adds_outside_of_the_tree_are_not_read(repository: Path) -> None:
    outside = str(repository.parent / "outside")
    assert None is Tree(["."]).find("secret", 0, "train.py", ["../outside", outside])


def test_an_added_folder_comes_first() -> None:
    write_empty("library/net.py", "net.py")
    assert "library/net.py" == Tree(["."]).find("net", 0, "train.py", [str(Path("library").resolve())])


def test_files_above_the_working_folder_belong_to_the_tree(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_empty("models/net.py", "scripts/train.py", "scripts/config.py")
    monkeypatch.chdir(repository / "scripts")
    tree = Tree(roots_of(["train.py"]))
    assert "../models/net.py" == tree.find("models.net", 0, "train.py")
    assert "config.py" == tree.find("scripts.config", 0, "../models/net.py")


def test_a_module_of_a_package_sees_what_is_above_the_package_first() -> None:
    write_empty("utils.py", "net/__init__.py", "net/utils.py", "net/body.py")
    tree = Tree(["."])
    assert "utils.py" == tree.find("utils", 0, "net/body.py")
    assert "net/utils.py" == tree.find("utils", 1, "net/body.py")


def test_in_old_code_a_package_finds_its_own_modules_by_their_bare_names() -> None:
    write_empty("net/__init__.py", "net/layers.py", "net/body.py")
    assert "net/layers.py" == Tree(["."]).find("layers", 0, "net/body.py")


def test_a_folder_without_modules_is_no_package() -> None:
    write_empty("datasets/labels.csv", "nets/small.py")
    tree = Tree(["."])
    assert None is tree.find("datasets", 0, "train.py")
    assert "nets/__init__.py" == tree.find("nets", 0, "train.py")


def test_a_dot_alone_is_the_package_and_not_a_file_of_its_name() -> None:
    write_empty("models.py", "models/__init__.py", "models/net.py")
    assert "models/__init__.py" == Tree(["."]).find("", 1, "models/net.py")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[tool.setuptools.package-dir]\n"" = "lib"\n'),
        ("pyproject.toml", '[tool.setuptools.packages.find]\nwhere = ["lib"]\n'),
        ("pyproject.toml", '[[tool.poetry.packages]]\ninclude = "core"\nfrom = "lib"\n'),
        ("pyproject.toml", '[tool.hatch.build.targets.wheel]\npackages = ["lib/core"]\n'),
        ("pyproject.toml", '[tool.pdm.build]\npackage-dir = "lib"\n'),
        ("setup.cfg", "[options]\npackage_dir =\n    = lib\n"),
        ("setup.cfg", "[options.packages.find]\nwhere = lib\n"),
        ("setup.py", 'setup(package_dir={"": "lib"})\n'),
        ("setup.py", 'setup(packages=find_packages("lib"))\n'),
        ("setup.py", 'setup(packages=find_packages(where="lib"))\n'),
    ],
)
def test_packages_are_where_the_project_says(name: str, text: str) -> None:
    write(name, text)
    write_empty("lib/core/__init__.py", "lib/core/net.py")
    assert "lib/core/net.py" == Tree(["."]).find("core.net", 0, "scripts/train.py")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[tool.setuptools.package-dir]\n"" = "../outside"\n'),
        ("pyproject.toml", "tool = 3\n"),
        ("pyproject.toml", "[tool\n"),
        ("setup.cfg", "package_dir\n"),
        ("setup.py", "setup(package_dir={'': open('x')})\n"),
    ],
)
def test_a_manifest_that_says_something_else_adds_nothing(name: str, text: str) -> None:
    write(name, text)
    assert None is Tree(["."]).find("secret", 0, "train.py")


def test_a_neighbour_project_is_found_by_its_packages_only() -> None:
    write_empty("libs/core/setup.py", "libs/core/core/__init__.py", "libs/core/utils.py", "apps/web/setup.py")
    tree = Tree(["."])
    assert "libs/core/core/__init__.py" == tree.find("core", 0, "apps/web/train.py")
    assert None is tree.find("utils", 0, "apps/web/train.py")
