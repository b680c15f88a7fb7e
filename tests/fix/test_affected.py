"""Which files are checked again: those that import what changes, however it is written, and those that import them."""

from __future__ import annotations

from lossguard.fix.affected import affected

FILES = {
    "net.py": b"x = 1\n",
    "train.py": b"from net import Net\n",
    "many.py": b"from models import (\n    a,\n    net,  # note\n)\n",
    "through.py": b"import os, train as t\n",
    "computed.py": b"importlib.import_module(name)\n",
    "notebook.ipynb": b'{"source": ["from models.net import Net\\n"]}',
    "other.py": b"import torch\n# net\nnet = 3\n",
    "pkg/__init__.py": b"",
    "of_package.py": b"from pkg import f\n",
}


def test_importers_are_found_through_others_too() -> None:
    expected = {"net.py", "train.py", "many.py", "through.py", "computed.py", "notebook.ipynb"}
    assert expected == affected(FILES, ["net.py"], FILES.get)


def test_a_package_is_imported_by_the_name_of_its_folder() -> None:
    assert {"pkg/__init__.py", "of_package.py", "computed.py"} == affected(FILES, ["pkg/__init__.py"], FILES.get)


def test_a_file_that_cannot_be_read_imports_nothing() -> None:
    assert {"net.py"} == affected(["net.py", "gone.py"], ["net.py"], lambda path: None)
