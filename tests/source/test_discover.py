"""Discovery: which files are checked, in which order, each once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossguard.source.discover import discover
from tests.projects import write, write_empty


@pytest.fixture(autouse=True)
def _in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield


def files(*paths: str, exclude: tuple[str, ...] = ()) -> list[str]:
    found = discover(paths or (".",), exclude)
    assert found.failures == () and found.wrong_usage == ()
    return list(found.files)


def test_folders_are_walked_for_python_and_notebooks_in_order_of_names() -> None:
    write_empty("b.py", "a.ipynb", "c.pyw", "d.txt", "e.pyi", "pkg/z.py", "pkg/a/y.py", "G.PY")
    assert files() == ["G.PY", "a.ipynb", "b.py", "c.pyw", "pkg/z.py", "pkg/a/y.py"]


def test_paths_are_shown_as_given_without_a_leading_dot() -> None:
    write("src/a.py")
    assert files("./src") == ["src/a.py"]
    assert files("./src/a.py") == ["src/a.py"]
    assert files(os.path.abspath("src")) == [os.path.abspath("src/a.py")]
    assert files("src/../src/") == ["src/../src/a.py"]


def test_default_excludes_hold_in_walks_but_not_for_what_is_given() -> None:
    write_empty(
        "venv/a.py", "build/b.py", "x/node_modules/c.py", "lib/site-packages/d.py", ".ipynb_checkpoints/e.ipynb"
    )
    write_empty("myenv/pyvenv.cfg", "myenv/f.py", "env/g.py")
    assert files() == ["env/g.py"]
    assert files("build", "venv/a.py", "myenv") == ["build/b.py", "venv/a.py", "myenv/f.py"]


def test_explicit_files_are_taken_whatever_their_name_or_the_rules() -> None:
    write_empty("script", "note.txt", "old/a.py")
    write(".gitignore", "old/\n*.txt\n")
    assert files("script", "note.txt", "old/a.py", exclude=("script", "old")) == ["script", "note.txt", "old/a.py"]


def test_gitignore_files_hold_below_their_folder_and_the_last_match_wins() -> None:
    write(".gitignore", "*.py\n!keep*.py\n/data/\n# comment\n\nsub/deep/\n")
    write_empty(
        "a.py", "keep.py", "data/keep.py", "x/data/keep.py", "sub/keep.py", "sub/deep/keep.py", "sub/keep_not.py"
    )
    write("sub/.gitignore", "keep_not.py\n!a.py\n")
    write("sub/a.py")
    assert files() == ["keep.py", "sub/a.py", "sub/keep.py", "x/data/keep.py"]


def test_rules_above_the_folder_hold_up_to_the_repository() -> None:
    write(".gitignore", "outside.py\n")
    write("repo/.git/info/exclude", "local.py\n")
    write("repo/.gitignore", "generated/\n/pkg/top.py\n")
    write("repo/pkg/.gitignore", "near.py\n")
    for name in ("outside", "local", "generated/a", "top", "near", "kept"):
        write_empty(f"repo/pkg/sub/{name}.py", f"repo/pkg/{name}.py")
    assert files("repo/pkg/sub") == ["repo/pkg/sub/kept.py", "repo/pkg/sub/outside.py", "repo/pkg/sub/top.py"]
    assert "repo/pkg/top.py" not in files("repo/pkg")


def test_an_ignored_folder_that_is_given_is_walked() -> None:
    write_empty(".git/HEAD", "out/a.py", "out/b.py")
    write(".gitignore", "out/\n")
    write("out/.gitignore", "b.py\n")
    assert files("out") == ["out/a.py"]
    assert files() == []


def test_the_exclude_file_of_a_worktree_is_found() -> None:
    write("main/.git/info/exclude", "secret.py\n")
    write("main/.git/worktrees/w/commondir", "../..\n")
    write("tree/.git", "gitdir: ../main/.git/worktrees/w\n")
    write_empty("tree/secret.py", "tree/a.py")
    assert files("tree") == ["tree/a.py"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("gen", ["a.py", "a_pb2.py", "src/b.py"]),
        ("gen/", ["a.py", "a_pb2.py", "src/b.py"]),
        ("*_pb2.py", ["a.py", "src/b.py", "src/gen/c.py"]),
        ("src/gen", ["a.py", "a_pb2.py", "src/b.py"]),
        ("./src/*.py", ["a.py", "a_pb2.py", "src/gen/c.py"]),
        ("**/gen/*.py", ["a.py", "a_pb2.py", "src/b.py"]),
        ("gen/c.py", ["a.py", "a_pb2.py", "src/b.py", "src/gen/c.py"]),
    ],
)
def test_user_excludes_are_gitignore_patterns_from_the_working_folder(pattern: str, left: list[str]) -> None:
    write_empty("a.py", "a_pb2.py", "src/b.py", "src/gen/c.py")
    assert files(exclude=(pattern,)) == left
    assert [os.path.abspath(name) for name in left] == files(os.getcwd(), exclude=(pattern,))


def test_the_same_file_is_taken_once_under_its_own_name() -> None:
    write_empty("z.py", "pkg/b.py")
    os.symlink("z.py", "a.py")
    os.symlink("pkg", "link")
    os.symlink(".", "loop")
    os.symlink("nowhere.py", "dangling.py")
    assert files(".", "z.py", "a.py", "pkg") == ["z.py", "pkg/b.py"]
    assert files("a.py", ".") == ["a.py", "pkg/b.py"]
    assert files("link") == ["link/b.py"]


def test_a_folder_named_like_a_file_is_walked_and_pipes_are_not_opened() -> None:
    write("x.py/inner.py")
    os.mkfifo("pipe.py")
    assert files() == ["x.py/inner.py"]
    assert files("x.py") == ["x.py/inner.py"]
    assert discover(["pipe.py"], []).wrong_usage == ("pipe.py is neither a file nor a folder",)


def test_a_path_that_does_not_exist_is_wrong_usage_and_the_others_go_on() -> None:
    write("a.py")
    found = discover(["missing.py", "a.py", "no\0thing"], [])
    assert found.files == ("a.py",)
    assert found.wrong_usage[0] == "there is no file or folder missing.py"
    assert len(found.wrong_usage) == 2


def test_an_unreadable_folder_is_a_failure_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    write_empty("a/x.py", "b/y.py")
    real = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = discover(["."], [])
    assert found.files == ("b/y.py",)
    assert [(f.path, f.reason) for f in found.failures] == [("a", "the folder cannot be read: Permission denied")]


def test_bad_lines_of_a_gitignore_are_passed_over() -> None:
    Path(".gitignore").write_bytes(b"\xff\xfe\n!\na\\\n[\n//\nb.py\r\n")
    write_empty("b.py", "c.py")
    assert files() == ["c.py"]


def test_a_very_deep_tree_is_walked() -> None:
    deep = "/".join(["d"] * 600)
    write(f"{deep}/a.py")
    assert files() == [f"{deep}/a.py"]


NAMES = st.sampled_from(["a.py", "b.py", "c.ipynb", "pkg", "pkg/d.py", "pkg/sub", ".", "link", "alias.py", "./a.py"])


@settings(max_examples=40)
@given(st.lists(NAMES, min_size=1, max_size=6))
def test_each_file_is_found_once_whatever_is_given(paths: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        write_empty("a.py", "b.py", "c.ipynb", "pkg/d.py", "pkg/sub/e.py")
        os.symlink("pkg", "link")
        os.symlink("a.py", "alias.py")
        found = discover(paths, []).files
        os.chdir("/")
        real = [os.path.realpath(os.path.join(folder, path)) for path in found]
    assert len(real) == len(set(real))
    assert not any(path.startswith("./") for path in found)
