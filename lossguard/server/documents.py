"""What an editor has open, as lossguard reads it: a file's text, or the cells of a notebook, saved or not."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import Workspace

from lossguard.findings import Place
from lossguard.records import dataclass


@dataclass(frozen=True, slots=True)
class Opened:
    """One file or notebook that is open. `cells` are the addresses of a notebook's cells, in order; () for a file.

    `parts` are the texts: one of a file, one a cell of a notebook, whatever its kind.
    """

    uri: str
    path: str
    version: int
    parts: tuple[str, ...]
    cells: tuple[str, ...] = ()
    kinds: tuple[types.NotebookCellKind, ...] = ()

    @property
    def data(self) -> bytes:
        """The bytes that a saved file would have, as far as lossguard reads them."""
        if not self.cells:
            return self.parts[0].encode("utf-8", "surrogatepass")
        cells = [_cell(kind, text) for kind, text in zip(self.kinds, self.parts, strict=True)]
        return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()

    def uri_of(self, place: Place) -> str:
        """The address of the document that `place` lies in: a cell of this notebook, this file, or another one."""
        if place.path != self.path:
            return from_fs_path(place.path) or ""
        return self.cells[place.cell] if place.cell is not None and place.cell < len(self.cells) else self.uri

    def lines_of(self, place: Place) -> Sequence[str]:
        """The lines around `place`, from the editor where it is open here, else from the disk."""
        if place.path != self.path:
            return _lines_on_disk(place.path) if place.cell is None else []
        index = place.cell or 0
        return self.parts[index].splitlines(True) if index < len(self.parts) else []


def opened(workspace: Workspace, uri: str) -> Opened | None:
    """The file or notebook that the document at `uri` belongs to; None for what is no file of the disk's kind."""
    notebook = workspace.get_notebook_document(cell_uri=uri) or workspace.get_notebook_document(notebook_uri=uri)
    if notebook is not None:
        return _notebook(workspace, notebook)
    path = to_fs_path(uri)
    if path is None:
        return None
    document = workspace.get_text_document(uri)
    return Opened(uri, path, document.version or 0, (document.source,))


def _notebook(workspace: Workspace, notebook: types.NotebookDocument) -> Opened | None:
    path = to_fs_path(notebook.uri)
    if path is None:
        return None
    texts = workspace.text_documents
    cells = tuple(cell.document for cell in notebook.cells)
    parts = tuple(texts[uri].source if uri in texts else "" for uri in cells)
    # An editor sends cells one by one: the versions of all of them together tell one state from the next.
    version = notebook.version + sum(texts[uri].version or 0 for uri in cells if uri in texts)
    name = path if path.endswith(".ipynb") else f"{path}.ipynb"
    return Opened(notebook.uri, name, version, parts, cells, tuple(cell.kind for cell in notebook.cells))


def _cell(kind: types.NotebookCellKind, text: str) -> dict[str, object]:
    if kind is types.NotebookCellKind.Code:
        return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": text}
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _lines_on_disk(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8", errors="replace", newline="") as stream:
            return stream.read().splitlines(True)
    except OSError:
        return []
