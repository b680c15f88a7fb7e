"""Any input whatever: a report comes back, nothing fails inside, and the work stays within its limits.

A few examples are tried each time, always the same. `LOSSGUARD_FUZZ=10000` tries that many others of each kind.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossguard import baseline
from lossguard.api import check_source
from lossguard.cache import Cache
from lossguard.config import Overrides
from lossguard.errors import ConfigError, UsageError
from lossguard.interpret.limits import WORK as MOST_WORK
from lossguard.interpret.work import WORK
from lossguard.packing import Unpackable, pack, unpack
from lossguard.request import Request
from lossguard.results import Report
from lossguard.runner import check
from tests.fuzz.examples import examples
from tests.fuzz.programs import JSON, MADE, NOTEBOOKS, fixture_files, spoiled

FEW = examples(12)
FILES = fixture_files()
TRAINS = "from keras.models import Sequential\nmodel = Sequential()\nmodel.compile(loss='mse', optimizer='adam')"


def sound(report: Report, text: str | bytes) -> None:
    """Fails where lossguard itself did, and shows on what."""
    failed = [failure for failure in report.failures if failure.code == "LG900"]
    assert not failed, f"{failed[0].reason}\n{text!r}"
    assert WORK.done < 2 * MOST_WORK


@FEW
@given(MADE)
def test_a_program_of_any_make_gives_a_report(text: str) -> None:
    sound(check_source(text, min_confidence="possible"), text)


@FEW
@given(st.integers(0, len(FILES) - 1), st.integers(0, 2**31))
def test_a_spoiled_program_gives_a_report(number: int, seed: int) -> None:
    data = spoiled(FILES[number], seed)
    sound(check_source(data, min_confidence="possible"), data)


@FEW
@given(NOTEBOOKS)
def test_a_notebook_of_any_shape_gives_a_report(data: bytes) -> None:
    sound(check_source(data, name="any.ipynb"), data)


@FEW
@given(st.binary(max_size=300), st.sampled_from(["any.py", "any.ipynb"]))
def test_any_bytes_give_a_report(data: bytes, name: str) -> None:
    sound(check_source(TRAINS.encode() + data, name=name), data)


@FEW
@given(st.text(max_size=40), st.text(alphabet="[],LG019 :#ignorefl-qa=", max_size=40))
def test_any_suppression_comment_gives_a_report(any_text: str, alike: str) -> None:
    for comment in (any_text, alike):
        text = f"{TRAINS}  # lossguard: ignore{comment}\n# noqa{comment}\n# lossguard: {comment}\n"
        sound(check_source(text), text)


KEYS = [
    "select", "ignore", "extend-select", "min-confidence", "fail-on", "exclude", "framework-versions", "severity",
    "per-file-ignores", "losses", "metrics", "layers", "loaders", "cache-dir", "root", "output-format", "nonsense",
]  # fmt: skip
PLAIN = st.recursive(
    st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.sampled_from(["LG102", "LG1", "", "*", "../x", "/", "keras", "x(", "\0"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["keras", "LG102", "name", "names", "params", "a b", "*.py"]), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def toml(value: Any) -> str:
    """A value as TOML writes it in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


@FEW
@given(st.dictionaries(st.sampled_from(KEYS), PLAIN, max_size=4), st.text(max_size=20))
def test_any_configuration_is_obeyed_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, Any], rest: str
) -> None:
    folder = tmp_path_factory.mktemp("project")
    (folder / "train.py").write_text(TRAINS, encoding="utf-8")
    text = "".join(f"{key} = {toml(value)}\n" for key, value in table.items())
    for content in (text, text + rest):
        (folder / "lossguard.toml").write_bytes(content.encode("utf-8", "surrogatepass"))
        try:
            sound(check(Request((str(folder),))), content)
        except (ConfigError, UsageError) as error:
            assert str(error)


@FEW
@given(JSON, st.binary(max_size=60))
def test_any_baseline_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, content: Any, data: bytes
) -> None:
    file = tmp_path_factory.mktemp("project") / "baseline.json"
    for written in (json.dumps({"schema": 1, "findings": content}).encode(), json.dumps(content).encode(), data):
        file.write_bytes(written)
        try:
            baseline.read(str(file))
        except UsageError as error:
            assert str(error)


@FEW
@given(st.binary(max_size=200), st.integers(0, 10**6), st.integers(0, 255))
def test_any_payload_of_the_cache_is_unpacked_or_refused(payload: bytes, place: int, value: int) -> None:
    packed = bytearray(pack((("a", 1, (2.5, None)), {"b": (True,)})))
    packed[place % len(packed)] = value
    for each in (payload, bytes(packed)):
        try:
            unpack(each)
        except Unpackable as error:
            assert isinstance(error, Unpackable)


@FEW
@given(st.binary(max_size=200))
def test_any_entry_of_the_cache_gives_the_same_report(tmp_path_factory: pytest.TempPathFactory, payload: bytes) -> None:
    folder = tmp_path_factory.mktemp("project")
    (folder / "train.py").write_text(TRAINS, encoding="utf-8")
    request = (str(folder),)
    expected = check(Request(request, Overrides(), isolated=True, remember=True))
    store = Path(os.environ["LOSSGUARD_CACHE_DIR"])
    for entry in store.rglob("*"):
        if entry.is_file() and len(entry.name) > len("CACHEDIR.TAG"):
            Cache(str(store)).put(entry.name, payload)
    assert expected == check(Request(request, Overrides(), isolated=True, remember=True))
