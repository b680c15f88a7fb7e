"""The language server as an editor meets it: a process, spoken to over its standard streams by a real client."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra lsp is not installed")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

LIMIT_S = 60
BAD = """\
from keras import Sequential
from keras.layers import Dense

μodel = Sequential([Dense(32, activation="relu"), Dense(1, activation="softmax")])
μodel.compile(loss="binary_crossentropy", optimizer="adam")
"""
GOOD = BAD.replace("softmax", "sigmoid")


class Editor:
    """A client that keeps what the server publishes, by document."""

    def __init__(self) -> None:
        self.client = LanguageClient("editor", "1")
        self.marks: dict[str, list[types.Diagnostic]] = {}
        self.messages: list[str] = []
        self.news = asyncio.Event()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _published(params: types.PublishDiagnosticsParams) -> None:
            self.marks[params.uri] = list(params.diagnostics)
            self.news.set()

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)
        def _told(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)
            self.news.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        async def wait() -> None:
            while not holds():
                self.news.clear()
                await self.news.wait()

        await asyncio.wait_for(wait(), LIMIT_S)

    def open(self, uri: str, text: str) -> None:
        document = types.TextDocumentItem(uri, "python", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))

    def change(self, uri: str, version: int, text: str) -> None:
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def codes(self, uri: str) -> list[str]:
        return [str(mark.code) for mark in self.marks.get(uri, [])]


@asynccontextmanager
async def editor(folder: Path) -> AsyncIterator[Editor]:
    found = Editor()
    env = {**os.environ, "PYTHONPATH": os.getcwd()}
    await found.client.start_io(sys.executable, "-m", "lossguard", "server", cwd=str(folder), env=env)
    capabilities = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf16])
    )
    await found.client.initialize_async(
        types.InitializeParams(capabilities=capabilities, root_uri=folder.as_uri(), process_id=os.getpid())
    )
    found.client.initialized(types.InitializedParams())
    yield found
    await found.client.shutdown_async(None)
    found.client.exit(None)
    await found.client.stop()


def session(folder: Path, steps: Callable[[Editor], Awaitable[None]]) -> None:
    async def run() -> None:
        async with editor(folder) as found:
            await steps(found)

    asyncio.run(run())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_findings_come_on_open_and_go_when_the_text_is_mended(project: Path) -> None:
    uri = (project / "train.py").as_uri()  # not on the disk: the open text counts

    async def steps(editor: Editor) -> None:
        editor.open(uri, BAD)
        await editor.until(lambda: editor.codes(uri) == ["LG106"])
        mark = editor.marks[uri][0]
        line = BAD.splitlines()[3]
        assert (3, line.index("Dense(1")) == (mark.range.start.line, mark.range.start.character)
        assert types.DiagnosticSeverity.Error == mark.severity
        related = mark.related_information or []
        assert any("binary_crossentropy" in each.message and each.location.uri == uri for each in related)
        editor.change(uri, 2, GOOD)
        await editor.until(lambda: editor.codes(uri) == [])
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    session(project, steps)


def test_only_the_newest_of_many_changes_counts(project: Path) -> None:
    uri = (project / "train.py").as_uri()

    async def steps(editor: Editor) -> None:
        editor.open(uri, GOOD)
        for version in range(2, 30):
            editor.change(uri, version, BAD if version % 2 else GOOD)
        await editor.until(lambda: editor.codes(uri) == ["LG106"])

    session(project, steps)


def test_a_finding_can_be_silenced_where_it_stands(project: Path) -> None:
    uri = (project / "train.py").as_uri()

    async def steps(editor: Editor) -> None:
        editor.open(uri, BAD)
        await editor.until(lambda: editor.codes(uri) == ["LG106"])
        found = await editor.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(uri), editor.marks[uri][0].range, types.CodeActionContext([])
            )
        )
        action = next(each for each in found or [] if "ignore" in each.title)
        assert isinstance(action, types.CodeAction) and action.edit is not None
        edit = (action.edit.changes or {})[uri][0]
        lines = BAD.splitlines(True)
        line = lines[edit.range.start.line]
        lines[edit.range.start.line] = (
            line[: edit.range.start.character] + edit.new_text + line[edit.range.end.character :]
        )
        assert "# lossguard: ignore[LG106]" in lines[3]
        editor.change(uri, 2, "".join(lines))
        await editor.until(lambda: editor.codes(uri) == [])

    session(project, steps)


def test_hover_shows_what_was_inferred(project: Path) -> None:
    uri = (project / "train.py").as_uri()

    async def steps(editor: Editor) -> None:
        editor.open(uri, GOOD)
        await editor.until(lambda: uri in editor.marks)
        for line, word in ((4, "compile"), (4, "binary_crossentropy"), (3, "Dense(1")):
            position = types.Position(line, GOOD.splitlines()[line].index(word) + 1)
            shown = await editor.client.text_document_hover_async(
                types.HoverParams(types.TextDocumentIdentifier(uri), position)
            )
            assert shown is not None and isinstance(shown.contents, types.MarkupContent)
            assert "sigmoid over 1 unit" in shown.contents.value
        nothing = await editor.client.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(0, 0))
        )
        assert nothing is None

    session(project, steps)


def test_cells_of_a_notebook_are_one_program(project: Path) -> None:
    uri = (project / "train.ipynb").as_uri()
    imports, head, loss = BAD.partition("\n\n")[0], BAD.splitlines()[3], BAD.splitlines()[4]
    cells = [f"{uri}#cell{number}" for number in range(4)]
    texts = [f"{imports}\n", "# a title", f"x = 1\n{head}\n", f"{loss}\n"]
    kinds = [types.NotebookCellKind.Code, types.NotebookCellKind.Markup, *[types.NotebookCellKind.Code] * 2]

    async def steps(editor: Editor) -> None:
        editor.client.notebook_document_did_open(
            types.DidOpenNotebookDocumentParams(
                types.NotebookDocument(
                    uri,
                    "jupyter-notebook",
                    1,
                    [types.NotebookCell(kind, cell) for kind, cell in zip(kinds, cells, strict=True)],
                ),
                [types.TextDocumentItem(cell, "python", 1, text) for cell, text in zip(cells, texts, strict=True)],
            )
        )
        await editor.until(lambda: editor.codes(cells[2]) == ["LG106"])
        assert 1 == editor.marks[cells[2]][0].range.start.line
        assert [] == editor.codes(cells[3])
        related = editor.marks[cells[2]][0].related_information or []
        assert {cells[3]} == {each.location.uri for each in related}
        change = types.NotebookDocumentCellContentChanges(
            types.VersionedTextDocumentIdentifier(2, cells[2]),
            [types.TextDocumentContentChangeWholeDocument(GOOD.splitlines()[3])],
        )
        editor.client.notebook_document_did_change(
            types.DidChangeNotebookDocumentParams(
                types.VersionedNotebookDocumentIdentifier(2, uri),
                types.NotebookDocumentChangeEvent(cells=types.NotebookDocumentCellChanges(text_content=[change])),
            )
        )
        await editor.until(lambda: editor.codes(cells[2]) == [])

    session(project, steps)


def test_a_text_that_is_no_python_yet_is_marked_and_the_server_lives(project: Path) -> None:
    uri = (project / "train.py").as_uri()

    async def steps(editor: Editor) -> None:
        editor.open(uri, "from keras import Sequential\nmodel.compile(\n")
        await editor.until(lambda: editor.codes(uri) == ["LG901"])
        editor.change(uri, 2, BAD)
        await editor.until(lambda: editor.codes(uri) == ["LG106"])

    session(project, steps)


def test_settings_are_obeyed_and_mistakes_in_them_shown_once(project: Path) -> None:
    uri = (project / "train.py").as_uri()
    (project / "lossguard.toml").write_text('ignore = ["LG106"]\n', encoding="utf-8")

    async def steps(editor: Editor) -> None:
        editor.open(uri, BAD)
        await editor.until(lambda: editor.marks.get(uri) == [])
        (project / "lossguard.toml").write_text('ignroe = ["LG106"]\n', encoding="utf-8")
        editor.change(uri, 2, f"{BAD}\n")
        await editor.until(lambda: bool(editor.messages))
        assert 'did you mean "ignore"?' in editor.messages[0]

    session(project, steps)


TWICE = """\
import torch
from torch import nn

net = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))
loss = nn.CrossEntropyLoss()(net(torch.randn(8, 4)), torch.randint(0, 3, (8,)))
loss.backward()
"""


def test_a_fix_is_offered_and_mends_the_text(project: Path) -> None:
    uri = (project / "train.py").as_uri()

    async def steps(editor: Editor) -> None:
        editor.open(uri, TWICE)
        await editor.until(lambda: editor.codes(uri) == ["LG102"])
        found = await editor.client.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(uri), editor.marks[uri][0].range, types.CodeActionContext([])
            )
        )
        action = next(each for each in found or [] if "changes what is trained" in each.title)
        assert isinstance(action, types.CodeAction) and action.edit is not None
        assert not action.is_preferred  # it is not safe
        lines = TWICE.splitlines(True)
        for edit in sorted((action.edit.changes or {})[uri], key=lambda each: each.range.start.line, reverse=True):
            assert edit.range.start.line == edit.range.end.line
            line = lines[edit.range.start.line]
            before, after = line[: edit.range.start.character], line[edit.range.end.character :]
            lines[edit.range.start.line] = f"{before}{edit.new_text}{after}"
        assert "Softmax" not in "".join(lines)
        editor.change(uri, 2, "".join(lines))
        await editor.until(lambda: editor.codes(uri) == [])

    session(project, steps)
