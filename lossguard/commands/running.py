"""One run of a command that reads files: its request, where the report goes, and what is said on standard error."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, TextIO

from lossguard.commands.telling import crash_teller, tell
from lossguard.errors import UsageError
from lossguard.writing import whole

if TYPE_CHECKING:
    from lossguard.config import Settings
    from lossguard.results import Report
    from lossguard.runner import Request


NEED_SETUPS = ("html",)  # formats that show set-ups, whatever was found in them


def run(paths: tuple[str, ...], given: dict[str, Any], with_setups: bool = False) -> tuple[Report, Settings]:
    """The report on the paths, and the settings of the first of them."""
    request = request_of(paths, given, with_setups)
    request.with_setups |= request.settings().output_format in NEED_SETUPS or bool(given.get("statistics"))
    return report_on(request, given), request.settings()


def request_of(paths: tuple[str, ...], given: dict[str, Any], with_setups: bool = False) -> Request:
    """What the arguments of a command ask for."""
    from lossguard.config import Overrides
    from lossguard.records import fields
    from lossguard.runner import Request

    said = {field.name: given[field.name] for field in fields(Overrides) if given.get(field.name)}
    return Request(
        paths=paths or (".",),
        overrides=Overrides(**said),
        config=given["config"],
        isolated=given["isolated"],
        stdin_name=given["stdin_filename"] or "<stdin>",
        read_stdin=_standard_input,
        crashed=crash_teller() if given["verbose"] else None,
        with_setups=with_setups,
        jobs=given["jobs"] or usable_processors(),
        remember=not given["no_cache"],
    )


def _standard_input() -> bytes:
    """All of it. Raises UsageError where it is closed."""
    if sys.stdin is None:
        raise UsageError("standard input is closed: nothing can be read for '-'")
    return sys.stdin.buffer.read()


def report_on(request: Request, given: dict[str, Any]) -> Report:
    """The report on a request, with a line on standard error while it is made."""
    from lossguard.report.progress import Progress
    from lossguard.runner import check as check_files

    progress = Progress(sys.stderr)
    request.progress = None if given["quiet"] else progress
    try:
        report = check_files(request)
    finally:
        progress.close()
    if given["verbose"]:
        _tell_settings(request.settings())
    return report


def show_files(paths: tuple[str, ...], given: dict[str, Any]) -> bool:
    """Print the files that a run would look at, a line each; whether a path names nothing."""
    from lossguard.report.terminal import plain, safe, write_lines
    from lossguard.runner import files_of

    files, failures, wrong_usage = files_of(request_of(paths, given))
    with output(given["output_file"]) as stream:
        write_lines((plain(safe(file)) for file in files), stream)
    for sentence in (*wrong_usage, *(f"{each.path}: {each.reason}" for each in failures)):
        tell(f"error: {sentence}")
    return bool(wrong_usage)


def usable_processors() -> int:
    """How many processors this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def is_broken(report: Report) -> bool:
    """Whether the run ends with exit code 2: a crash on a file, or a path that is none."""
    return report.crashed or bool(report.wrong_usage)


@contextmanager
def output(file: str | None) -> Iterator[TextIO]:
    """Standard output, or the file: UTF-8, never in colour. Raises UsageError where the disk does not take it all: a
    file then holds what it did; and where standard output is closed."""
    if file is None and sys.stdout is None:
        raise UsageError("standard output is closed: --output-file writes the report to a file")
    try:
        with nullcontext(sys.stdout) if file is None else whole(file) as stream:
            yield stream
            stream.flush()
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever read it has seen enough: click ends the process quietly
            raise
        if file is None:
            _close_output()
        name = "standard output" if file is None else f"--output-file: {file}"
        raise UsageError(f"{name} cannot be written: {error.strerror}") from error


def _close_output() -> None:
    """Sends what is still to be written nowhere, which would fail once more when the process ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def sum_up(report: Report, quiet: bool, findings: bool) -> None:
    """Wrong paths in any case; then the counts, or the one sentence for a run with nothing to show."""
    from lossguard.report.summary import cut_short, nothing_to_say, setups_line, summary_line

    for sentence in report.wrong_usage:
        tell(f"error: {sentence}")
    if quiet or (report.wrong_usage and not report.summary.files_seen):
        return
    tell(nothing_to_say(report) or (summary_line(report) if findings else setups_line(report)))
    if report.cut_short:
        tell(cut_short(report))


def tell_failures(report: Report) -> None:
    """The files that could not be checked, on standard error: for a run whose report does not list them."""
    for failure in report.failures:
        tell(f"error: {failure.path}: {failure.reason}")


def count(report: Report) -> None:
    """How often each rule spoke, and why what is unknown is not known, on standard error."""
    from lossguard.report.summary import reasons, statistics
    from lossguard.report.terminal import write_lines

    write_lines(statistics(report), sys.stderr)
    write_lines(reasons(report), sys.stderr)


def count_reasons(report: Report) -> None:
    """Why what is unknown is not known, on standard error."""
    from lossguard.report.summary import reasons
    from lossguard.report.terminal import write_lines

    write_lines(reasons(report), sys.stderr)


def _tell_settings(settings: Settings) -> None:
    from lossguard.report.settings import write_settings

    write_settings(settings, sys.stderr)
