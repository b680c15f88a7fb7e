"""The server itself: open documents are checked a moment after the last change, in a thread, and only the newest text
counts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from lossguard import __version__
from lossguard.config import Overrides
from lossguard.errors import UsageError
from lossguard.findings import Finding
from lossguard.records import dataclass, field
from lossguard.results import Report
from lossguard.runner import STDIN, Request, check
from lossguard.server.diagnostics import diagnostic, diagnostics, workspace_edit
from lossguard.server.documents import Opened, opened
from lossguard.server.hover import hover
from lossguard.server.positions import range_of

DELAY_S = 0.3  # after the last keystroke
NOTEBOOKS = types.NotebookDocumentSyncOptions(
    notebook_selector=[
        types.NotebookDocumentFilterWithNotebook(
            notebook="jupyter-notebook", cells=[types.NotebookCellLanguage(language="python")]
        )
    ],
    save=True,
)


@dataclass(slots=True)
class Checked:
    """The report on one state of a document."""

    opened: Opened
    report: Report


@dataclass(slots=True)
class State:
    """What the server knows: the newest report of each file or notebook, and the checks that wait or run."""

    checked: dict[str, Checked] = field(default_factory=dict)
    pending: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    shown: dict[str, set[str]] = field(default_factory=dict)  # documents with marks, by file or notebook
    told: set[str] = field(default_factory=set)  # mistakes in settings that were shown already
    running: asyncio.Lock = field(default_factory=asyncio.Lock)


def check_opened(document: Opened, overrides: Overrides) -> Report:
    """The report on what is open, with the settings and the project of its path. Raises UsageError for settings."""
    request = Request(
        paths=(STDIN,),
        overrides=overrides,
        stdin_name=document.path,
        read_stdin=lambda: document.data,
        with_setups=True,
    )
    return check(request)


class Server(LanguageServer):
    """A language server with the state above. `overrides` are the settings that its command line gives."""

    def __init__(self, overrides: Overrides | None = None, delay_s: float = DELAY_S) -> None:
        super().__init__("lossguard", __version__, notebook_document_sync=NOTEBOOKS)
        self.overrides = overrides or Overrides()
        self.delay_s = delay_s
        self.state = State()

    def changed(self, uri: str, delay_s: float | None = None) -> None:
        """Check the file or notebook of `uri` soon; a check of an older text that still waits is dropped."""
        document = opened(self.workspace, uri)
        if document is None:
            return
        waiting = self.state.pending.pop(document.uri, None)
        if waiting is not None:
            waiting.cancel()
        wait = self.delay_s if delay_s is None else delay_s
        self.state.pending[document.uri] = asyncio.get_running_loop().create_task(self._check(document.uri, wait))

    async def _check(self, uri: str, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        async with self.state.running:
            document = opened(self.workspace, uri)
            if document is None:
                return
            try:
                report = await asyncio.to_thread(check_opened, document, self.overrides)
            except UsageError as error:
                self._tell(str(error))
                return
        self.state.checked[uri] = Checked(document, report)
        self._publish(document, report)

    def _publish(self, document: Opened, report: Report) -> None:
        found = diagnostics(report, document, self.workspace.position_codec)
        stale = self.state.shown.get(document.uri, set()) - found.keys()
        self.state.shown[document.uri] = set(found)
        for uri, marks in (*found.items(), *((uri, []) for uri in stale)):
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, marks))

    def closed(self, uri: str) -> None:
        """Forget a file or notebook, and take its marks away."""
        waiting = self.state.pending.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self.state.checked.pop(uri, None)
        for shown in self.state.shown.pop(uri, set()):
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(shown, []))

    def checked_of(self, uri: str) -> Checked | None:
        """The newest report on the file or notebook of `uri`, where it still is about the text that is open."""
        document = opened(self.workspace, uri)
        found = None if document is None else self.state.checked.get(document.uri)
        return found if found is not None and document is not None and found.opened.parts == document.parts else None

    def _tell(self, sentence: str) -> None:
        if sentence not in self.state.told:
            self.state.told.add(sentence)
            message = types.ShowMessageParams(types.MessageType.Error, f"lossguard: {sentence}")
            self.window_show_message(message)


def actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """The fixes of the findings under the range that the editor asks about, and a comment to silence each of them."""
    found = server.checked_of(params.text_document.uri)
    if found is None:
        return []
    return [action for finding in _under(server, found, params) for action in _of(server, found, finding)]


def _under(server: Server, found: Checked, params: types.CodeActionParams) -> Iterable[Finding]:
    codec = server.workspace.position_codec
    for finding in found.report.findings:
        if finding.place.path != found.opened.path or found.opened.uri_of(finding.place) != params.text_document.uri:
            continue
        span = range_of(finding.place, found.opened.lines_of(finding.place), codec)
        if span.start.line <= params.range.end.line and params.range.start.line <= span.end.line:
            yield finding


def _of(server: Server, found: Checked, finding: Finding) -> Iterable[types.CodeAction]:
    codec = server.workspace.position_codec
    mark = diagnostic(finding, found.opened, codec)
    if finding.fix is not None:
        note = "" if finding.fix.safe else " (changes what is trained)"
        yield types.CodeAction(
            title=f"{finding.code}: {finding.fix.title}{note}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[mark],
            edit=workspace_edit(finding.fix, found.opened, codec),
            is_preferred=finding.fix.safe,
        )
    uri = params_uri = found.opened.uri_of(finding.place)
    line = found.opened.lines_of(finding.place)[mark.range.end.line].rstrip("\r\n")
    at = types.Position(mark.range.end.line, codec.client_num_units(line))
    comment = types.TextEdit(types.Range(at, at), f"  # lossguard: ignore[{finding.code}]")
    yield types.CodeAction(
        title=f"{finding.code}: ignore it here",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[mark],
        edit=types.WorkspaceEdit(changes={uri or params_uri: [comment]}),
    )


def make(overrides: Overrides | None = None, delay_s: float = DELAY_S) -> Server:
    """A server that answers; it still has to be started on a stream."""
    server = Server(overrides, delay_s)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _opened(params: types.DidOpenTextDocumentParams) -> None:
        server.changed(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _changed(params: types.DidChangeTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _saved(params: types.DidSaveTextDocumentParams) -> None:
        for uri in list(server.state.checked):  # another open file may import this one
            server.changed(uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _closed(params: types.DidCloseTextDocumentParams) -> None:
        server.closed(params.text_document.uri)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_OPEN)
    def _notebook_opened(params: types.DidOpenNotebookDocumentParams) -> None:
        server.changed(params.notebook_document.uri, 0)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def _notebook_changed(params: types.DidChangeNotebookDocumentParams) -> None:
        server.changed(params.notebook_document.uri)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_SAVE)
    def _notebook_saved(params: types.DidSaveNotebookDocumentParams) -> None:
        server.changed(params.notebook_document.uri, 0)

    @server.feature(types.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def _notebook_closed(params: types.DidCloseNotebookDocumentParams) -> None:
        server.closed(params.notebook_document.uri)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def _actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        return actions(server, params)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def _hover(params: types.HoverParams) -> types.Hover | None:
        found = server.checked_of(params.text_document.uri)
        if found is None:
            return None
        codec = server.workspace.position_codec
        return hover(found.report, found.opened, params.text_document.uri, params.position, codec)

    return server
