"""One file to a plain result: what its set-ups are, what the rules say of them, with all places and lines resolved.

A result can be pickled and holds whatever the report needs, so that it may come from another process or from a cache.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lossguard.cache import Cache, digest
from lossguard.findings import Failure, Finding, Place
from lossguard.recall import Programs, Rests
from lossguard.resolve import judgement_of
from lossguard.results import FileResult, LinesOf
from lossguard.rules.table import all_rules
from lossguard.source.files import SourceFile
from lossguard.source.read import from_bytes, unread
from lossguard.sources import Sources
from lossguard.suppress import find
from lossguard.terms import Terms, circumstances
from lossguard.versions import Versions, detect, installed_by

_PACKAGE = Path(__file__).parent
_ID_DIGITS = 8


class Examiner:
    """Examines files one after the other; what they import is read once for all of them."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._results = terms.results()
        programs = None if terms.cache is None else Programs(Cache(terms.cache))
        self._sources = Sources(terms.roots, programs)
        for path, text in terms.overlay.items():
            self._sources.put(from_bytes(path, text))

    def examine(self, path: str, data: bytes | Failure, on_disk: bool = True) -> FileResult:
        """The result of the file with this content, or that could not be read.

        A text that is not `on_disk` holds for later imports too. What goes wrong is a failure inside, with the code
        LG900. The only broad except of lossguard: whatever is the matter with one file, the others are checked.
        """
        try:
            if isinstance(data, Failure):
                return self._examined(unread(path, data), "")
            content = digest(data) if self._results is not None and on_disk else ""
            source = from_bytes(path, data)
            if not on_disk:
                self._sources.put(source)
            self._sources.rests = Rests()
            result = self._examined(source, content)
            if self._results is not None and content:
                terms = circumstances(self._terms.settings, path)
                self._results.put(path, content, terms, self._sources.rests, result)
            return result
        except Exception as error:
            import traceback

            report_id = _report_id(error)
            reason = f"lossguard failed: {type(error).__name__}: {error} (report {report_id}, --verbose shows all)"
            trace = "".join((f"Report {report_id}\n", *traceback.format_exception(error)))
            return FileResult(path, failures=(Failure(path, reason, "LG900"),), crash=trace)
        finally:
            self._sources.release()

    def _examined(self, source: SourceFile, content: str) -> FileResult:
        from lossguard.interpret import analyse
        from lossguard.knowledge import index

        index.describe(self._terms.settings.at(source.path).described)
        sources = self._sources
        lowered = sources.lowered(source.path, source, content)
        found = analyse(lowered.program, self._versions(source), sources.load, sources.modules_in, sources.data)
        judgements = tuple(judgement_of(site, sources, self._terms.with_setups) for site in found.sites)
        findings = [finding for each in judgements for finding in each.findings]
        places = [*_places(findings), *(place for each in judgements for place in each.places.values())]
        suppressions = {
            path: find(sources.lowered(path).source)
            for path in dict.fromkeys((source.path, *(place.path for place in places)))
        }
        places += [each.place for comments in suppressions.values() for each in comments]
        places += [place for each in judgements if each.setup is not None for place in each.setup.places.values()]
        return FileResult(
            source.path,
            judgements,
            lowered.failures,
            suppressions,
            _lines(places, sources),
            found.cut_short,
        )

    def _versions(self, source: SourceFile) -> Versions:
        """The framework versions the user names, over those the file installs itself, over the project's files'."""
        own = installed_by(part.text for part in source.parts)
        return self._terms.settings.at(source.path).framework_versions.over(own).over(detect(source.path))


def _report_id(error: Exception) -> str:
    """What tells failures of one cause from others, the same on every machine: 8 hex digits of the kind of the error
    and of the functions of lossguard that it came through, without their lines."""
    import traceback

    files = [(Path(frame.filename), frame.name) for frame in traceback.extract_tb(error.__traceback__)]
    functions = [(path.relative_to(_PACKAGE).as_posix(), name) for path, name in files if path.is_relative_to(_PACKAGE)]
    return digest(repr((type(error).__name__, list(dict.fromkeys(functions)))).encode())[:_ID_DIGITS]


def _places(findings: Iterable[Finding]) -> Iterable[Place]:
    for finding in findings:
        yield finding.place
        yield from (related.place for related in finding.related)


def _lines(places: Iterable[Place], sources: Sources) -> LinesOf:
    """The lines of the places."""
    wanted: dict[tuple[str, int | None], set[int]] = {}
    for place in places:
        wanted.setdefault((place.path, place.cell), set()).update(range(place.line, place.end_line + 1))
    return {
        key: {number: lines[number - 1] for number in sorted(numbers) if number <= len(lines)}
        for key, numbers in wanted.items()
        for lines in [sources.lines(*key)]
    }


def prepare() -> None:
    """Import what every file needs, and keep the garbage collector off it: forked processes then share its memory."""
    import gc

    from lossguard import interpret
    from lossguard.knowledge import index
    from lossguard.knowledge.rows import Row

    index.canonical(interpret.__name__)
    index.rows(Row)
    all_rules()
    gc.freeze()
