"""What passes the guard against deep nesting is parsed in any thread, however small its stack."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import pytest

from lossguard import stack
from lossguard.api import check_source
from lossguard.frontend.reader import Unreadable, read_module
from lossguard.stack import STACK_BYTES, with_room
from tests.frontend.test_depth import SHAPES

BLOCKS = 95  # Python itself refuses 100
SMALL_STACKS = [
    128 * 1024,
    512 * 1024,
]  # what musl gives a thread, and what macOS gives those that Python did not start
TRAINS = "import keras\nkeras.Sequential().compile(loss='mse')\n"
HEAD = "from keras.models import Sequential\nfrom keras.layers import Dense\nmodel = Sequential()\nif CONDITION:\n"
LOSS = "model.compile(loss='binary_crossentropy')\n"
IN_A_SMALL_THREAD = """
import json, sys, threading
from lossguard.api import check_source
size, name, texts = json.load(sys.stdin)
done = []
def work():
    for text in texts:
        report = check_source(text, name=name, min_confidence="possible")
        done.append([failure.reason for failure in report.failures] + [found.code for found in report.findings])
threading.stack_size(size)
thread = threading.Thread(target=work)
thread.start()
thread.join()
print(json.dumps(done))
"""


def in_blocks(statement: str) -> str:
    return "".join(f"{' ' * level}if a:\n" for level in range(BLOCKS)) + " " * BLOCKS + statement


def in_a_thread(texts: list[str], size: int, name: str = "a.py") -> list[list[str]]:
    """The reasons of failures and the codes of findings of each text, checked in a thread with a stack of `size` bytes:
    a process of its own, since an overflow ends it."""
    command = [sys.executable, "-c", IN_A_SMALL_THREAD]
    given = json.dumps([size, name, texts])
    ended = subprocess.run(command, input=given, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stderr
    reasons: list[list[str]] = json.loads(ended.stdout)
    return reasons


@pytest.mark.parametrize("size", SMALL_STACKS)
def test_up_to_the_limit_a_thread_of_a_small_stack_survives(size: int) -> None:
    texts = [write(limit - 2) for write, limit in SHAPES.values()]
    texts += [in_blocks("x = 1"), in_blocks(SHAPES["defaults of lambdas"][0](58))]
    assert [[]] * len(texts) == in_a_thread([f"{TRAINS}{text}\n" for text in texts], size)


@pytest.mark.parametrize("size", SMALL_STACKS)
def test_a_deep_condition_of_a_finding_is_told_in_such_a_thread(size: int) -> None:
    condition = f"n {'+ (n ' * 50}{')' * 50} > 1"
    text = f"{HEAD}    model.add(Dense(10, activation='softmax'))\nelse:\n    model.add(Dense(10))\n{LOSS}"
    assert [["LG101", "LG104"]] == in_a_thread([text.replace("CONDITION", condition)], size)


@pytest.mark.parametrize("size", SMALL_STACKS)
def test_a_deep_line_of_a_notebook_is_read_in_such_a_thread(size: int) -> None:
    lines = [f"{TRAINS}x = {'(' * count}1{')' * count}?\n" for count in (50, 150, 5_000)]
    cells = [[{"cell_type": "code", "source": line, "metadata": {}, "outputs": []}] for line in lines]
    told = in_a_thread([json.dumps({"cells": each, "metadata": {}, "nbformat": 4}) for each in cells], size, "a.ipynb")
    assert len(lines) == len(told)


@pytest.mark.parametrize("size", SMALL_STACKS)
def test_beyond_the_limit_such_a_thread_is_told_why(size: int) -> None:
    told = in_a_thread([f"{TRAINS}{write(20_000)}\n" for write, _ in SHAPES.values()], size)
    assert all(reason.startswith("nested too deeply: ") for (reason,) in told), told


def of_another_thread(text: str) -> str:
    told: list[str] = []

    def work() -> None:
        try:
            told.append(read_module(text).code)
        except Unreadable as error:
            told.append(error.reason)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return told[0]


def test_another_thread_reads_what_the_first_reads() -> None:
    assert of_another_thread("x = 1\n") == "x = 1\n"
    assert of_another_thread("x = (\n").startswith("invalid syntax")


def test_the_size_of_other_threads_stays() -> None:
    before = threading.stack_size()
    assert of_another_thread("x = 1\n") == "x = 1\n"
    assert before == threading.stack_size() != STACK_BYTES


@pytest.mark.parametrize("error", [ValueError("size not valid"), RuntimeError("setting stack size not supported")])
def test_where_the_size_cannot_be_set_the_same_thread_parses(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(size: int = 0) -> int:
        raise error

    monkeypatch.setattr(stack.threading, "stack_size", refuse)
    monkeypatch.setattr(stack.threading, "main_thread", lambda: None)
    assert with_room(threading.get_ident) == threading.get_ident()


def test_where_no_thread_can_be_started_the_same_thread_parses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    before = threading.stack_size()
    monkeypatch.setattr(stack.threading, "main_thread", lambda: None)
    monkeypatch.setattr(stack.threading.Thread, "start", refuse)
    assert with_room(threading.get_ident) == threading.get_ident()
    assert before == threading.stack_size()


def test_the_first_thread_parses_itself_and_asks_for_no_other() -> None:
    started = threading.active_count()
    assert check_source(TRAINS).failures == ()
    assert started == threading.active_count()
