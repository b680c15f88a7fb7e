"""A file is written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from lossguard.writing import whole
from tests.systems import not_root, posix


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "report"
    path.write_text("old\n", encoding="utf-8")
    return path


def alone(file: Path) -> bool:
    return [file.name] == os.listdir(file.parent)


def test_a_new_file_has_what_was_written_and_plain_line_feeds(tmp_path: Path) -> None:
    with whole(str(tmp_path / "new")) as stream:
        stream.write("é\nb\n")
    assert b"\xc3\xa9\nb\n" == (tmp_path / "new").read_bytes()
    assert alone(tmp_path / "new")


def test_until_the_end_a_reader_sees_the_old_content(old: Path) -> None:
    with whole(str(old)) as stream:
        stream.write("new\n")
        stream.flush()
        assert "old\n" == old.read_text(encoding="utf-8")
    assert "new\n" == old.read_text(encoding="utf-8")


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, ValueError])
def test_what_fails_half_way_leaves_the_old_content_and_nothing_beside_it(
    old: Path, error: type[BaseException]
) -> None:
    with pytest.raises(error), whole(str(old)) as stream:
        stream.write("new\n" * 10_000)
        raise error
    assert "old\n" == old.read_text(encoding="utf-8")
    assert alone(old)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole(str(tmp_path / "none" / "report")):
        pass


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError if os.name == "posix" else PermissionError), whole(str(tmp_path)):
        pass


@posix
def test_a_file_keeps_its_mode(old: Path) -> None:
    old.chmod(0o640)
    with whole(str(old)) as stream:
        stream.write("new\n")
    assert 0o640 == stat.S_IMODE(old.stat().st_mode)


@posix
def test_what_replaces_a_private_file_is_private_from_the_start(old: Path) -> None:
    old.chmod(0o600)
    with whole(str(old)):
        (aside,) = set(old.parent.iterdir()) - {old}
        assert 0o600 == stat.S_IMODE(aside.stat().st_mode)


@posix
def test_a_new_file_has_the_mode_that_the_user_asked_for(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with whole(str(tmp_path / "new")):
            pass
    finally:
        os.umask(before)
    assert 0o640 == stat.S_IMODE((tmp_path / "new").stat().st_mode)


@posix
def test_a_link_stays_one(old: Path) -> None:
    link = old.with_name("link")
    link.symlink_to(old)
    with whole(str(link)) as stream:
        stream.write("new\n")
    assert link.is_symlink()
    assert "new\n" == old.read_text(encoding="utf-8")


@posix
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole(str(pipe)) as stream:
        stream.write("new\n")
    assert b"new\n" == os.read(reader, 100)
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="open files have names under Linux")
def test_an_open_file_that_has_no_name_any_more_is_written_to(old: Path) -> None:
    with open(old, "r+", encoding="utf-8") as stream:
        old.unlink()
        with whole(f"/proc/self/fd/{stream.fileno()}") as written:
            written.write("new\n")
        assert "new\n" == stream.read()
    assert [] == os.listdir(old.parent)


@posix
@not_root
def test_a_writable_file_in_a_folder_that_is_not_is_written(old: Path) -> None:
    old.parent.chmod(0o555)
    try:
        with whole(str(old)) as stream:
            stream.write("new\n")
    finally:
        old.parent.chmod(0o755)
    assert "new\n" == old.read_text(encoding="utf-8")
