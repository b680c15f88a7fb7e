"""Writing: whole or not at all, never over newer content, links only within the checked folders."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from lossguard.fix.files import NewContent, NotWritten, write_together
from tests.systems import not_root, posix


def content(path: Path, new: bytes = b"new\n") -> NewContent:
    return NewContent(str(path), b"old\n", new)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "a.py"
    path.write_bytes(b"old\n")
    return path


def leftovers(folder: Path) -> list[Path]:
    return list(folder.glob(".lossguard-*"))


@posix
def test_a_file_keeps_its_mode(old: Path) -> None:
    old.chmod(0o751)
    write_together([content(old)], [str(old.parent)])
    assert (b"new\n", 0o751) == (old.read_bytes(), stat.S_IMODE(old.stat().st_mode))
    assert [] == leftovers(old.parent)


def test_newer_content_is_never_overwritten(old: Path) -> None:
    old.write_bytes(b"newer\n")
    with pytest.raises(NotWritten, match="has changed since it was read"):
        write_together([content(old)], [str(old.parent)])
    assert b"newer\n" == old.read_bytes()
    assert [] == leftovers(old.parent)


def test_of_several_files_none_is_written_where_one_has_changed(old: Path) -> None:
    other = old.with_name("b.py")
    other.write_bytes(b"newer\n")
    with pytest.raises(NotWritten):
        write_together([content(old), content(other)], [str(old.parent)])
    assert (b"old\n", b"newer\n") == (old.read_bytes(), other.read_bytes())


def test_a_failure_in_the_middle_takes_back_what_was_written(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = old.with_name("b.py")
    other.write_bytes(b"old\n")
    real = os.replace

    def replace(source: str, target: str) -> None:
        if target == str(other):
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(NotWritten, match="No space left"):
        write_together([content(old), content(other)], [str(old.parent)])
    assert (b"old\n", b"old\n") == (old.read_bytes(), other.read_bytes())
    assert [] == leftovers(old.parent)


@pytest.mark.parametrize("step", ["open", "fsync", "chmod", "replace"])
def test_ctrl_c_at_any_step_leaves_every_file_whole_and_nothing_beside_it(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    other = old.with_name("b.py")
    other.write_bytes(b"old\n")
    real, calls = getattr(os, step), 0

    def interrupted(*arguments: object, **more: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return real(*arguments, **more)

    monkeypatch.setattr(os, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_together([content(old), content(other)], [str(old.parent)])
    assert (b"old\n", b"old\n") == (old.read_bytes(), other.read_bytes())
    assert [] == leftovers(old.parent)


@pytest.mark.parametrize("step", ["open", "fsync", "chmod"])
def test_a_full_disk_leaves_every_file_whole_and_nothing_beside_it(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*arguments: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(NotWritten, match="cannot be written: No space left on device"):
        write_together([content(old)], [str(old.parent)])
    assert b"old\n" == old.read_bytes()
    assert [] == leftovers(old.parent)


@posix
def test_a_link_stays_one_and_its_target_is_written(old: Path) -> None:
    link = old.with_name("link.py")
    link.symlink_to(old)
    write_together([content(link)], [str(old.parent)])
    assert link.is_symlink()
    assert b"new\n" == old.read_bytes()


@posix
def test_what_a_link_points_to_outside_is_left_alone(old: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    link = project / "link.py"
    link.symlink_to(old)
    with pytest.raises(NotWritten, match="outside of the checked folders"):
        write_together([content(link)], [str(project)])
    assert b"old\n" == old.read_bytes()


@posix
@not_root
def test_a_file_that_is_not_writable_is_left_alone(old: Path) -> None:
    old.chmod(0o444)
    with pytest.raises(NotWritten, match="is not writable"):
        write_together([content(old)], [str(old.parent)])
