"""Notebooks: which cells are read, and what becomes of what only IPython understands."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossguard.source.files import SourceFile
from lossguard.source.magics import without_magics
from lossguard.source.read import from_bytes


def code(source: object, **more: object) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "outputs": [], "source": source, **more}


def notebook(*cells: object, **metadata: object) -> SourceFile:
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}
    return from_bytes("a.ipynb", json.dumps(content).encode())


def test_cells_keep_their_index_over_all_cells_and_their_order() -> None:
    source = notebook(
        code("a = 1"), {"cell_type": "markdown", "source": "text"}, code(["b = 2\n", "c = 3"]), code(None)
    )
    assert [(part.cell, part.text) for part in source.parts] == [(0, "a = 1"), (2, "b = 2\nc = 3")]
    assert source.notebook and source.failures == () and source.skipped is None


def test_worksheets_of_nbformat_3_are_read() -> None:
    sheets = [{"cells": [{"cell_type": "code", "language": "python", "input": ["x = 1\n", "y = 2"]}, code("z = 3")]}]
    source = from_bytes("a.ipynb", json.dumps({"nbformat": 3, "metadata": {}, "worksheets": sheets}).encode())
    assert [(part.cell, part.text) for part in source.parts] == [(0, "x = 1\ny = 2"), (1, "z = 3")]


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "ir", "language": "R"}},
        {"language_info": {"name": "R"}},
        {"kernelspec": {"name": "ir", "display_name": "R"}},
        {"kernelspec": {"name": "julia-1.9"}},
    ],
)
def test_a_notebook_of_another_language_is_skipped_with_a_reason(metadata: dict[str, Any]) -> None:
    source = notebook(code("x <- 1"), **metadata)
    assert source.parts == () and source.failures == ()
    assert source.skipped is not None and "not Python" in source.skipped


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"kernelspec": {"name": "conda-env-tf-py"}},
        {"kernelspec": {"name": "python3", "language": "python"}, "language_info": {"name": "python"}},
        {"kernelspec": {"language": None}, "language_info": []},
    ],
)
def test_a_notebook_is_python_unless_it_says_otherwise(metadata: dict[str, Any]) -> None:
    assert [part.text for part in notebook(code("x = 1"), **metadata).parts] == ["x = 1"]


def test_one_cell_in_another_language_is_left_out() -> None:
    source = notebook(code("SELECT 1", metadata={"vscode": {"languageId": "sql"}}), code("x = 1"))
    assert [part.cell for part in source.parts] == [1]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b'{\n "cells": [\n  {,\n', 3, "not valid JSON"),
        (b'{"cells": 3}', None, "no notebook"),
        (b"[]", None, "no notebook"),
        (b'{\n"cells": ["\xff"]}', 2, "not valid UTF-8"),
        (b"[" * 200_000, None, "nested too deeply"),
    ],
)
def test_a_broken_notebook_is_a_failure(data: bytes, line: int | None, words: str) -> None:
    (failure,) = from_bytes("a.ipynb", data).failures
    assert (failure.code, failure.line) == ("LG901", line)
    assert words in failure.reason


def test_an_empty_notebook_is_skipped() -> None:
    assert from_bytes("a.ipynb", b" \n").skipped == "the notebook is empty"


def test_a_bad_cell_is_a_failure_of_its_own() -> None:
    source = notebook(code("x = 1"), code(3), code("y = '\0'"), code("z = 1"))
    assert [part.cell for part in source.parts] == [0, 3]
    assert [(failure.cell, failure.line) for failure in source.failures] == [(1, None), (2, 1)]


def test_outputs_are_dropped_while_the_json_is_read() -> None:
    outputs = [{"output_type": "display_data", "data": {"image/png": "A" * 1000}}]
    assert notebook(code("x = 1", outputs=outputs)).parts[0].text == "x = 1"


def test_an_indented_cell_loses_its_indentation_and_says_how_much() -> None:
    (part,) = notebook(code("  if x:\n    y = 1\n\n  z = 2")).parts
    assert (part.text, part.indent) == ("if x:\n  y = 1\n\nz = 2", 2)


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("%matplotlib inline\nx = 1", "pass  # %matplotlib inline\nx = 1"),
        ("if x:\n    !pip install keras", "if x:\n    pass  # !pip install keras"),
        ("!pip install a \\\n  b\nx = 1", "pass  # !pip install a \\\n\nx = 1"),
        ("files = !ls -l", "files = get_ipython()  # !ls -l"),
        ("r = %timeit -o f(x)", "r = get_ipython()  # %timeit -o f(x)"),
        ("h = %time m.fit(x)", "h =       m.fit(x)"),
        ("%time h = m.fit(x)", "0;    h = m.fit(x)"),
        ("    %time h = m.fit(x)", "    0;    h = m.fit(x)"),
        ("%timeit -n 3 f(x)", "pass  # %timeit -n 3 f(x)"),
        ("%time for x in y: f(x)", "pass  # %time for x in y: f(x)"),
        ("model.fit?", "pass  # model.fit?"),
        ("?model\n??model", "pass  # ?model\npass  # ??model"),
        ("pip install keras", "pass  # pip install keras"),
        ("%%time\nx = 1", "# %%time\nx = 1"),
        ("# why\n%%time\n%%capture out\nx = 1", "# why\n# %%time\n# %%capture out\nx = 1"),
        ("%%bash\nls\nmodel.compile(", "\n\n"),
        ("%%writefile a.py\nx = 1", "\n"),
        ("%%html\n<b>", "\n"),
        ("%%!\nls", "\n"),
    ],
)
def test_ipython_lines_become_python_of_as_many_lines(cell: str, python: str) -> None:
    assert without_magics(cell) == python


@pytest.mark.parametrize(
    "cell",
    [
        "x = (a\n  % b)",
        "s = '''\n%matplotlib\n!ls\n'''",
        "x = a \\\n % b",
        "print('what?')",
        "x = 'a'  # really?",
        "x = '%d' % 3\ny = a != b",
        "await main()",
        "ls = 3\nls - 1",
        "f('''a\n?''')",
    ],
)
def test_python_that_looks_like_a_magic_is_left_alone(cell: str) -> None:
    assert without_magics(cell) == cell


LINES = st.sampled_from(
    ["%matplotlib inline", "%%time", "%%bash", "!ls \\", "!pip install x", "x = !ls", "x = %time f()", "f?", "?f", "(",
     ")", "'''", '"""', "x = 1 \\", "    y = '%'", "# c?", "%time x = f()", "pip install y", "", "  % b", "'", "\\"]
)  # fmt: skip


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_replacing_magics_keeps_the_number_of_lines(cell: str) -> None:
    assert without_magics(cell).count("\n") == cell.count("\n")


@given(st.text(max_size=80))
def test_replacing_magics_never_raises_and_keeps_the_number_of_lines(cell: str) -> None:
    assert without_magics(cell).count("\n") == cell.count("\n")


PYTHON = st.sampled_from(
    ["x = a % b", "x = (a\n    % b)", "s = '''\n!ls\n%time\n'''", "f('?')", "if x != y:\n    pass",
     "d = {'a?': 1}  # ok?", 'f"{x}%"', "y = a \\\n  % b", "# %%time", "x = [\n  1,\n]"]
)  # fmt: skip


@given(st.lists(PYTHON, max_size=8).map("\n".join))
def test_valid_python_is_never_changed(cell: str) -> None:
    ast.parse(cell)
    assert without_magics(cell) == cell
