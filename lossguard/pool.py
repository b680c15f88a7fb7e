"""Examines the files of a run: here, or in several processes where there is enough to do for them to pay.

A process that dies takes no file with it: the file is given to another one, alone, and is a failure (LG900) only when
that one dies too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from lossguard.examine import Examiner, prepare
from lossguard.findings import Failure
from lossguard.packing import Unpackable, pack, unpack
from lossguard.records import dataclass
from lossguard.results import FileResult
from lossguard.source.read import read_bytes
from lossguard.terms import Task, Terms

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

WORTH_BYTES = 200_000  # of source for a second process: some three tenths of a second of work
_END = b""
ATTEMPTS = 2  # at a file whose process dies


def examined(terms: Terms, tasks: list[Task], jobs: int) -> Iterator[FileResult]:
    """The results of all tasks, in any order."""
    processes = min(jobs, len(tasks), sum(task.size for task in tasks) // WORTH_BYTES)
    if processes > 1 and not terms.overlay and all(task.content is None for task in tasks):
        yield from _Pool(terms, tasks, processes).results()
        return
    examiner = Examiner(terms)
    for task in tasks:
        yield _examine(examiner, task)


def _examine(examiner: Examiner, task: Task) -> FileResult:
    if task.content is not None:
        return examiner.examine(task.path, task.content, on_disk=False)
    return examiner.examine(task.path, read_bytes(task.path))


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    task: Task | None = None


class _Pool:
    """Hands the tasks, the largest first, to processes that each work on one at a time."""

    def __init__(self, terms: Terms, tasks: list[Task], processes: int) -> None:
        self._terms = terms
        self._waiting = sorted(tasks, key=lambda task: (task.size, task.path))
        self._processes = processes
        self._deaths: dict[str, int] = {}
        self._workers: list[_Worker] = []

    def results(self) -> Iterator[FileResult]:
        """The results, as they come."""
        from multiprocessing.connection import wait

        prepare()
        try:
            self._employ()
            while self._workers:
                ready = wait([worker.connection for worker in self._workers])
                for worker in [worker for worker in self._workers if worker.connection in ready]:
                    yield from self._received(worker)
                self._employ()
        finally:
            for worker in self._workers:
                worker.process.kill()
                worker.process.join()

    def _employ(self) -> None:
        """Give each idle worker a task, new workers while there are too few, and let go of those without."""
        while len(self._workers) < min(self._processes, len(self._waiting)):
            self._workers.append(_start(self._terms))
        for worker in [worker for worker in self._workers if worker.task is None]:
            if self._waiting:
                worker.task = self._waiting.pop()
                try:
                    worker.connection.send_bytes(os.fsencode(worker.task.path))
                except OSError:
                    continue  # it is dead: reading from it says so
            else:
                self._dismiss(worker)

    def _received(self, worker: _Worker) -> Iterator[FileResult]:
        task = worker.task
        assert task is not None, "a worker without a task has been dismissed"
        try:
            answer = worker.connection.recv_bytes()
        except (EOFError, OSError):
            self._dismiss(worker)
            yield from self._bereaved(task, worker.process.exitcode)
            return
        worker.task = None
        try:
            yield unpack(answer)
        except Unpackable:  # holds what cannot be sent
            yield _examine(Examiner(self._terms), task)

    def _bereaved(self, task: Task, exit_code: int | None) -> Iterator[FileResult]:
        """The task goes to another process, or is a failure."""
        self._deaths[task.path] = self._deaths.get(task.path, 0) + 1
        if self._deaths[task.path] < ATTEMPTS:
            self._waiting.append(task)
            return
        how = f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"exit code {exit_code}"
        reason = f"lossguard failed: the process that checked the file ended with {how}"
        yield FileResult(task.path, failures=(Failure(task.path, reason, "LG900"),), crash=reason)

    def _dismiss(self, worker: _Worker) -> None:
        """Tell a worker to end. To close the connection does not: workers forked later have a copy of this end."""
        with suppress(OSError):
            worker.connection.send_bytes(_END)
        worker.connection.close()
        worker.process.join()
        self._workers.remove(worker)


def _start(terms: Terms) -> _Worker:
    import multiprocessing
    import threading

    alone = sys.platform == "linux" and threading.active_count() == 1
    context: Any = multiprocessing.get_context("fork" if alone else "spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(terms, theirs, ours), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _work(terms: Terms, connection: Connection, others: Connection) -> None:
    """The life of a worker: paths in, packed results out, until there is no path."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    others.close()
    examiner = Examiner(terms)
    while True:
        try:
            path = os.fsdecode(connection.recv_bytes())
        except (EOFError, OSError):
            return
        if not path:
            return
        result = examiner.examine(path, read_bytes(path))
        try:
            answer = pack(result)
        except Unpackable:
            answer = b""
        try:
            connection.send_bytes(answer)
        except OSError:
            return
