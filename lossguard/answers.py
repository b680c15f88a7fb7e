"""The results of the files that can matter: remembered from earlier runs, or examined now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lossguard.cache import Cache, default_folder, digest
from lossguard.findings import Failure
from lossguard.request import STDIN, Content, Request
from lossguard.results import FileResult
from lossguard.terms import Task, Terms, circumstances
from lossguard.versions import forget


def answers(request: Request, files: Iterable[Content], total: int) -> Iterator[FileResult]:
    """The result of each of the files, which are some of `total`."""
    forget()  # what another run in this process has read of requirements
    terms = _terms(request)
    remembered = terms.results()
    waiting: list[Task] = []
    for path, data, on_disk in files:
        if isinstance(data, Failure):
            waiting.append(Task(path, 0))
        elif not on_disk:
            waiting.append(Task(path, len(data), data))
        else:
            known = None
            if remembered is not None:
                known = remembered.get(path, digest(data), circumstances(terms.settings, path))
            if known is None:
                waiting.append(Task(path, len(data)))
            else:
                yield known
    if waiting:
        yield from _examined(request, terms, waiting, total)


def _examined(request: Request, terms: Terms, tasks: list[Task], total: int) -> Iterator[FileResult]:
    from lossguard.pool import examined

    done = total - len(tasks)
    for result in examined(terms, tasks, request.jobs):
        done += 1
        if request.progress is not None:
            request.progress(done, total, result.path)
        if result.crash and request.crashed is not None:
            request.crashed(result.path, result.crash)
        yield result
    if terms.cache is not None:
        Cache(terms.cache).tidy_when_due(sum(task.size for task in tasks))


def _terms(request: Request) -> Terms:
    """A text that is not on disk can be imported by the others: what they say then is not remembered."""
    remember = request.remember and STDIN not in request.paths and not request.overlay
    cache = (request.settings().cache_dir or default_folder()) if remember else None
    return Terms(request.settings_of, request.roots(), request.with_setups, cache, request.overlay)
