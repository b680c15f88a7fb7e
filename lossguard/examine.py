"""One file to a plain result: what its set-ups are, what the rules say of them, with all places and lines resolved.

A result can be pickled and holds whatever the report needs, so that it may come from another process or from a cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lossguard.config import SettingsOf
from lossguard.findings import Failure, Finding, Place
from lossguard.judgements import Judgement, judgement_of
from lossguard.results import LinesOf
from lossguard.source.files import SourceFile
from lossguard.source.read import from_bytes, unread
from lossguard.sources import Sources
from lossguard.suppress import Suppression, find
from lossguard.versions import Versions, detect, installed_by


@dataclass(frozen=True, slots=True)
class FileResult:
    """What one file says, before settings and comments take anything away.

    `suppressions` are those of the file and of every file in which one of its findings stands. `lines` has each line
    of the places of findings and suppressions. `crash` is the traceback where lossguard itself failed.
    """

    path: str
    judgements: tuple[Judgement, ...] = ()
    failures: tuple[Failure, ...] = ()
    suppressions: Mapping[str, tuple[Suppression, ...]] = field(default_factory=dict)
    lines: LinesOf = field(default_factory=dict)
    crash: str = ""


@dataclass(slots=True)
class Examiner:
    """Examines files one after the other; what they import is read once for all of them."""

    sources: Sources
    settings: SettingsOf
    with_setups: bool = False

    def examine(self, path: str, data: bytes | Failure, on_disk: bool = True) -> FileResult:
        """The result of the file with this content, or that could not be read.

        A text that is not `on_disk` holds for later imports too. What goes wrong is a failure inside, with the code
        LG900. The only broad except of lossguard: whatever is the matter with one file, the others are checked.
        """
        try:
            source = from_bytes(path, data) if isinstance(data, bytes) else unread(path, data)
            if not on_disk:
                self.sources.put(source)
            return self._examined(source)
        except Exception as error:
            import traceback

            failure = Failure(path, f"lossguard failed: {type(error).__name__}: {error}", "LG900")
            return FileResult(path, failures=(failure,), crash="".join(traceback.format_exception(error)))
        finally:
            self.sources.release()

    def _examined(self, source: SourceFile) -> FileResult:
        from lossguard.interpret import analyse

        sources = self.sources
        lowered = sources.lowered(source.path, source)
        sites = analyse(lowered.program, self._versions(source), sources.load, sources.tree.modules_in, sources.data)
        judgements = tuple(judgement_of(site, sources, self.with_setups) for site in sites)
        findings = [finding for each in judgements for finding in each.findings]
        suppressions = {
            path: find(sources.lowered(path).source)
            for path in dict.fromkeys((source.path, *(finding.place.path for finding in findings)))
        }
        places = [
            *_places(findings),
            *(place for each in judgements for place in each.places.values()),
            *(each.place for found in suppressions.values() for each in found),
        ]
        return FileResult(
            source.path,
            judgements,
            lowered.failures,
            suppressions,
            _lines(places, sources),
        )

    def _versions(self, source: SourceFile) -> Versions:
        """The framework versions the user names, over those the file installs itself, over the project's files'."""
        own = installed_by(part.text for part in source.parts)
        return self.settings.at(source.path).framework_versions.over(own).over(detect(source.path))


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
