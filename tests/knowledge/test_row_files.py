"""The form of the row files: literals and row calls only, and rows that agree with themselves and each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import lossguard.knowledge
from lossguard.knowledge import index, modules, rows
from lossguard.knowledge.index import canonical, known, parameters
from lossguard.knowledge.keras.engines import ENGINES
from lossguard.knowledge.rows import Alias, By, EngineRow, Row
from lossguard.knowledge.versions import clauses_of, holds
from tests.proved.record import every_row

FOLDER = Path(lossguard.knowledge.__file__).parent
ROW_FILES = sorted(path for path in FOLDER.glob("*/*.py") if path.name != "__init__.py")
ALLOWED = (
    ast.Module,
    ast.ImportFrom,
    ast.Import,
    ast.alias,
    ast.Assign,
    ast.AnnAssign,
    ast.Expr,
    ast.Constant,
    ast.Tuple,
    ast.Dict,
    ast.Starred,
    ast.Name,
    ast.Attribute,
    ast.Subscript,
    ast.Call,
    ast.keyword,
    ast.UnaryOp,
    ast.USub,
    ast.Slice,  # some of the pairs that rows share
    ast.BinOp,  # texts and tuples that rows share, put together
    ast.Add,
    ast.expr_context,
)
CALLED = {name for name, value in vars(rows).items() if isinstance(value, type)} | {"by", "fields"}
# Fields that name a parameter of the row, whatever the kind.
PARAMETER_FIELDS = {
    "logits_param",
    "threshold_param",
    "top_k_param",
    "width_param",
    "axis_param",
    "width",
    "activation",
    "axis",
    "inner",
    "shape",
    "merge_param",
    "subject",
    "depth",
    "pooling",
    "top",
}
VERSIONS = [
    *(("keras", (1, minor)) for minor in range(3)),
    *(("keras", (2, minor)) for minor in range(4)),
    ("keras", (2, 0, 4)),
    ("keras", (2, 2, 2)),
    *(("keras", (3, minor)) for minor in range(20)),
    *(("tf", (1, minor)) for minor in range(4, 16)),
    *(("tf", (2, minor)) for minor in range(22)),
]


def every_alias() -> Iterator[Alias]:
    for found in index._index().aliases.values():
        yield from found


@pytest.mark.parametrize("path", ROW_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_row_file_holds_literals_and_row_calls_only(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        place = f"{path.name}:{getattr(node, 'lineno', 1)}"
        assert isinstance(node, ALLOWED), f"{place} holds a {type(node).__name__}"
        if isinstance(node, ast.Call):
            assert isinstance(node.func, ast.Name), place
            assert node.func.id in CALLED, f"{place} calls {node.func.id}"


def test_every_table_of_the_row_files_is_read() -> None:
    loaded = {id(row) for row in (*every_row(), *every_alias())}
    for module, _tables, _packages in modules.ROW_MODULES:
        for name, value in vars(__import__(module, fromlist=["*"])).items():
            if type(value) is tuple and value and isinstance(value[0], (Row, Alias)):
                assert {id(row) for row in value} <= loaded, f"{module}.{name} is not in ROW_MODULES"


def test_a_module_is_read_for_the_packages_of_its_names() -> None:
    for module, tables, packages in modules.ROW_MODULES:
        found = {index.package_of(name) for row in index._rows_of(module, tables) for name in row.names}
        assert packages.split() == sorted(found), f"{module} in ROW_MODULES: write {' '.join(sorted(found))!r}"


def test_the_rows_of_a_package_are_those_of_all_in_the_same_order() -> None:
    whole = index._index()
    for package in {index.package_of(name) for _, name in (*whole.rows, *whole.aliases)}:
        part = index._index_of(package)
        for everything, some in ((whole.rows, part.rows), (whole.aliases, part.aliases)):
            assert some == {key: held for key, held in everything.items() if index.package_of(key[1]) == package}


def test_versions_and_parameters_of_all_rows_parse() -> None:
    for row in every_row():
        clauses_of(row.versions)
        parameters(row)
    for alias in every_alias():
        clauses_of(alias.versions)


def test_fields_that_name_a_parameter_name_one_of_the_row() -> None:
    for row in every_row():
        named = {parameter.name for parameter in parameters(row)}
        for field in fields(row):
            value = getattr(row, field.name)
            if isinstance(value, By):
                assert value.param in named, f"{row.names}: {field.name} depends on {value.param}"
            elif field.name in PARAMETER_FIELDS and isinstance(value, str):
                assert value in named, f"{row.names} has no parameter {value}"


def test_one_name_means_one_row_in_each_version() -> None:
    for (kind, name), found in index._index().rows.items():
        for flavour, version in VERSIONS:
            held = [row for row in found if holds(row.versions, flavour, version)]
            assert len(held) < 2, f"{kind.__name__} {name} means {len(held)} things in {flavour} {version}"


def test_an_alias_leads_to_a_row_and_never_hides_one() -> None:
    for (kind, name), found in index._index().aliases.items():
        for alias in found:
            assert known(kind, alias.of), f"{name} is an alias of {alias.of}, which is no {kind.__name__}"
        for flavour, version in VERSIONS:
            held = [alias for alias in found if holds(alias.versions, flavour, version)]
            named = [row for row in index._index().rows.get((kind, name), ()) if holds(row.versions, flavour, version)]
            assert len(held) + len(named) < 2, f"{kind.__name__} {name} means two things in {flavour} {version}"


def test_an_alias_holds_nowhere_that_its_row_does_not() -> None:
    for (kind, name), found in index._index().aliases.items():
        for alias in found:
            for flavour, version in VERSIONS:
                if alias.versions and holds(alias.versions, flavour, version):
                    assert index.find(kind, alias.of, flavour, version) is not None, (name, flavour, version)


def test_the_canonical_spelling_of_every_name_is_known() -> None:
    for kind, name in (*index._index().rows, *index._index().aliases):
        if not name.startswith("str:"):
            assert known(kind, canonical(name)[0]), f"{name} becomes {canonical(name)[0]}, which has no row"


def test_prefixes_lead_somewhere_and_come_to_rest() -> None:
    for row in index._prefixes().values():
        name, flavour = canonical(row.spelled.rstrip("."))
        assert flavour is not None or not name.startswith(("keras", "tensorflow")), row
        assert canonical(name)[0] == name, row


def test_every_version_of_keras_is_one_engine() -> None:
    for flavour, version in VERSIONS:
        held = [row for row in ENGINES if holds(row.versions, flavour, version)]
        assert len(held) == 1, (flavour, version)
        assert isinstance(held[0], EngineRow)


def test_every_row_says_what_it_was_compared_with() -> None:
    for row in every_row():
        assert row.checked, row.names
        assert row.source, row.names
