"""From the bytes of a file and edits to new bytes: encoding, byte order mark and line breaks stay as they are."""

from __future__ import annotations

from collections.abc import Iterable

from lossguard.findings import Edit
from lossguard.fix.cells import edited_notebook
from lossguard.fix.text import edited
from lossguard.source.read import is_notebook
from lossguard.source.text import BadText, decode

_BOM = b"\xef\xbb\xbf"


class Unfixable(Exception):
    """Why the edits cannot be made, in a few words."""


def changed(path: str, data: bytes, edits: Iterable[Edit]) -> bytes:
    """The content of the file at `path` with the edits made. Raises Unfixable."""
    try:
        if is_notebook(path):
            return _changed_notebook(data, edits)
        decoded = decode(data)
        return decoded.bom + edited(decoded.text, edits).encode(decoded.encoding)
    except UnicodeEncodeError as error:
        raise Unfixable(f"the file's encoding, {error.encoding}, cannot hold the new text") from error
    except (BadText, ValueError, LookupError) as error:
        raise Unfixable(str(error)) from error


def _changed_notebook(data: bytes, edits: Iterable[Edit]) -> bytes:
    bom = _BOM if data.startswith(_BOM) else b""
    by_cell: dict[int, list[Edit]] = {}
    for edit in edits:
        by_cell.setdefault(edit.place.cell or 0, []).append(edit)
    text = data[len(bom) :].decode("utf-8")
    return bom + edited_notebook(text, by_cell).encode("utf-8", "surrogatepass")
