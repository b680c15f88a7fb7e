"""Reading: encodings, line breaks and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossguard.source import read as reading
from lossguard.source.files import SourceFile
from lossguard.source.read import from_bytes, from_text, read


def text_of(source: SourceFile) -> str:
    assert source.failures == ()
    (part,) = source.parts
    assert part.cell is None
    return part.text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("x = 'é'\n".encode(), "x = 'é'\n"),
        (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
        (b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", "# -*- coding: latin-1 -*-\nx = 'é'\n"),
        (b"# coding: latin-1-unix\nx = '\xe9'\n", "# coding: latin-1-unix\nx = 'é'\n"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '\x80'\n", None),
        (b"#!/usr/bin/python\r# coding=koi8-r\rx = '\xc1'\r", "#!/usr/bin/python\n# coding=koi8-r\nx = 'а'\n"),
        ("x = 'é'\n".encode("utf-16"), "x = 'é'\n"),
        (b"a\r\nb\rc\nd", "a\nb\nc\nd"),
        (b"x = 1\n\x0cy = 2\n", "x = 1\n\x0cy = 2\n"),
    ],
)
def test_bytes_are_decoded_as_python_would(data: bytes, text: str | None) -> None:
    found = text_of(from_bytes("a.py", data))
    assert found == (text if text is not None else data.decode("cp1252"))


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"x = 1\ny = '\xe9'\n", 2, "not valid UTF-8"),
        (b"# coding: latin-9000\n", 1, "encoding that Python does not know: latin-9000"),
        (b"# coding: hex\n00", 1, "encoding that Python does not know: hex"),
        (b"# coding: undefined\nx", 1, "cannot be decoded as undefined"),
        (b"x = 1\n\0\n", 2, "null bytes"),
        (b"# coding: utf-8\nx = 1\r\n'\xff'", 3, "not valid UTF-8"),
    ],
)
def test_text_that_python_refuses_is_a_failure_with_its_line(data: bytes, line: int, words: str) -> None:
    source = from_bytes("a.py", data)
    assert source.parts == ()
    (failure,) = source.failures
    assert (failure.code, failure.path, failure.line) == ("LG901", "a.py", line)
    assert words in failure.reason


def test_a_coding_comment_below_code_means_nothing() -> None:
    assert from_bytes("a.py", b"x = 1\n# coding: latin-1\ny = '\xe9'\n").failures


def test_a_file_over_the_limit_is_a_failure_that_names_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SOURCE_LIMIT", 1024 * 1024)
    (failure,) = from_bytes("a.py", b"#" * (3 * 1024 * 1024)).failures
    assert failure.reason == "is too long to be checked: 3 MB, the limit is 1 MB"


def test_a_missing_file_a_pipe_and_a_folder_are_failures(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "folder.py").mkdir()
    reasons = [read(str(tmp_path / name)).failures[0].reason for name in ("no.py", "pipe.py", "folder.py")]
    assert reasons == ["cannot be read: No such file or directory", *["is not a regular file"] * 2]


def test_decoded_text_loses_its_mark_and_its_carriage_returns() -> None:
    assert text_of(from_text("a.py", "\ufeffx = 1\r\n")) == "x = 1\n"


def test_text_with_a_lone_surrogate_becomes_encodable() -> None:
    assert text_of(from_text("a.py", "x = '\ud800'")) == "x = '\ufffd'"


@given(st.binary(max_size=300), st.sampled_from(["a.py", "a.ipynb"]))
def test_reading_never_raises_on_any_bytes(data: bytes, path: str) -> None:
    source = from_bytes(path, data)
    assert source.path == path
    assert source.parts or source.failures or source.skipped


@given(
    st.sampled_from([b"# coding: ", b"\n#coding=", b"\xef\xbb\xbf# coding: "]), st.text("abcdefutf_-.1678 ", max_size=9)
)
def test_reading_never_raises_on_any_coding_comment(start: bytes, encoding: str) -> None:
    from_bytes("a.py", start + encoding.encode() + b"\nx = '\xe9+AGE-\\ud800'")


@given(st.text(max_size=200))
def test_cleaned_text_can_be_encoded_and_has_no_carriage_return(text: str) -> None:
    for part in from_text("a.py", text).parts:
        assert "\r" not in part.text
        part.text.encode()
