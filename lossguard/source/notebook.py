"""Takes the Python cells out of a notebook (nbformat 3 and 4) and lets its outputs go while it is being parsed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lossguard.findings import Failure
from lossguard.source.files import Part, SourceFile
from lossguard.source.magics import without_indent, without_magics
from lossguard.source.text import BadText, clean

_PYTHON_LANGUAGES = (
    "python", "python2", "python3", "ipython", "ipython2", "ipython3", "pyspark", "pyspark3", "sage", "xpython",
)  # fmt: skip
# Kernels whose notebooks often name no language.
_OTHER_KERNELS = (
    "ir", "julia", "bash", "scala", "spylon", "xcpp", "javascript", "tslab", "octave", "matlab", "sas", "gophernotes",
    "rust", "evcxr", "ruby", "iruby", ".net", "sparkr", "deno", "almond", "stata", "haskell", "ihaskell",
)  # fmt: skip


def notebook_from_bytes(path: str, data: bytes) -> SourceFile:
    """Return the non-blank code cells of a notebook. Never raises: what cannot be read is a failure with its line."""
    if not data.strip():
        return SourceFile(path, (), notebook=True, skipped="the notebook is empty")
    try:
        content = json.loads(data, object_hook=_without_outputs)
    except (ValueError, RecursionError) as error:
        return SourceFile(path, (), (_broken(path, data, error),), notebook=True)
    return _notebook(path, content)


def _notebook(path: str, content: Any) -> SourceFile:
    cells = _cells(content)
    if cells is None:
        failure = Failure(path, "is JSON, but no notebook: it has no list of cells")
        return SourceFile(path, (), (failure,), notebook=True)
    language = _language(content)
    if language is not None:
        return SourceFile(path, (), notebook=True, skipped=f"the notebook's language is {language}, not Python")
    parts: list[Part] = []
    failures: list[Failure] = []
    for index, cell in enumerate(cells):
        part = _part(path, index, cell)
        if isinstance(part, Failure):
            failures.append(part)
        elif part is not None and part.text.strip():
            parts.append(part)
    return SourceFile(path, tuple(parts), tuple(failures), notebook=True)


def _without_outputs(item: dict[str, Any]) -> dict[str, Any] | None:
    """Called by the JSON reader for each finished object: an output is dropped as soon as it is complete."""
    return None if "output_type" in item else item


def _broken(path: str, data: bytes, error: ValueError | RecursionError) -> Failure:
    if isinstance(error, json.JSONDecodeError):
        return Failure(path, f"the notebook is not valid JSON: {error.msg}", line=error.lineno)
    if isinstance(error, UnicodeDecodeError):
        line = data.count(b"\n", 0, error.start) + 1
        return Failure(path, f"the notebook is not valid {error.encoding.upper()}: {error.reason}", line=line)
    if isinstance(error, RecursionError):
        return Failure(path, "the notebook is not readable: its JSON is nested too deeply")
    return Failure(path, f"the notebook is not readable: {error}")


def _cells(content: Any) -> list[Any] | None:
    """Return all cells: of nbformat 4, or of all worksheets of nbformat 3. None when there is no such list."""
    if not isinstance(content, dict):
        return None
    if isinstance(content.get("cells"), list):
        return list(content["cells"])
    sheets = content.get("worksheets")
    if not isinstance(sheets, list):
        return None
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for cells in lists if isinstance(cells, list) for cell in cells]


def _language(content: dict[str, Any]) -> str | None:
    """Return the notebook's language when it is known and not Python, else None."""
    named = list(_languages(content))
    if any(name in _PYTHON_LANGUAGES for name in named):
        return None
    if named:
        return named[0]
    kernel = _text(_get(content, "metadata", "kernelspec", "name")).lower()
    return kernel if kernel and kernel.startswith(_OTHER_KERNELS) else None


def _languages(content: dict[str, Any]) -> Iterator[str]:
    for keys in (("kernelspec", "language"), ("language_info", "name"), ("language",)):
        name = _text(_get(content, "metadata", *keys)).strip().lower()
        if name:
            yield name


def _part(path: str, index: int, cell: Any) -> Part | Failure | None:
    """Return the cell's Python, None for another kind of cell, or the reason why it cannot be read."""
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    if not _cell_is_python(cell):
        return None
    raw = cell["source"] if "source" in cell else cell.get("input")
    lines = [""] if raw is None else [raw] if isinstance(raw, str) else raw
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        return Failure(path, "the cell's source is neither text nor a list of lines", cell=index)
    try:
        text = clean("".join(lines))
    except BadText as problem:
        return Failure(path, problem.reason, cell=index, line=problem.line)
    return Part(index, *without_indent(without_magics(text)))


def _cell_is_python(cell: dict[str, Any]) -> bool:
    """Whether nothing says that this one cell is in another language (nbformat 3, VS Code, SoS)."""
    own = cell.get("language"), _get(cell, "metadata", "vscode", "languageId"), _get(cell, "metadata", "kernel")
    names = [name.lower() for name in map(_text, own) if name]
    return not names or any(name.startswith(("py", "ipy", "sage", "sos")) for name in names)


def _get(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
