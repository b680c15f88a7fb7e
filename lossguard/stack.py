"""Room for the parser: a stack of a known size, whichever thread asks for a tree.

What `depth` lets pass needs up to 4 MB (measured with libcst 1.9 on Linux: 95 blocks in each other take 3 MB, 60
brackets 1 MB at most, both together 4 MB). The first thread has 8 MB on Linux and macOS and 2 MB on Windows; any other
has what its platform thinks right, which is 128 KB under musl, or what its program asked for.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

STACK_BYTES = 16 * 2**20  # address space: only what is used becomes memory

_T = TypeVar("_T")
_SIZE = threading.Lock()  # the size of the next thread's stack is a setting of the process


class _Outcome(Generic[_T]):
    """What the work returned, or raised."""

    value: _T
    error: BaseException | None = None


def with_room(work: Callable[[], _T]) -> _T:
    """What `work` returns; raises what it raises. Where this thread may have too small a stack, one of `STACK_BYTES`
    does it, and this one waits."""
    if threading.current_thread() is threading.main_thread() and os.name == "posix":
        return work()
    outcome: _Outcome[_T] = _Outcome()

    def do() -> None:
        try:
            outcome.value = work()
        except BaseException as error:  # raised again below, in the thread that asked
            outcome.error = error

    thread = _started(do)
    if thread is None:
        return work()
    thread.join()
    if outcome.error is not None:
        raise outcome.error
    return outcome.value


def _started(do: Callable[[], None]) -> threading.Thread | None:
    """A thread with such a stack; None where there are no threads, or none any more."""
    thread = threading.Thread(target=do, name="lossguard-parser", daemon=True)
    with _SIZE:
        try:
            before = threading.stack_size(STACK_BYTES)
        except (ValueError, RuntimeError):  # the platform does not let it be set
            return None
        try:
            thread.start()
        except RuntimeError:
            return None
        finally:
            threading.stack_size(before)
    return thread
