"""Configuration files as trees of settings: every form, with lines, references and bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from lossguard.datafiles.files import DataFiles
from lossguard.datafiles.hydra import compose, options_of
from lossguard.datafiles.read import parse
from lossguard.datafiles.references import resolved
from lossguard.datafiles.tree import OPAQUE, Setting, Unusable, merged, placed


def shown(setting: Setting | None) -> object:
    """A tree as Python's own objects, "?" for what only the running program knows."""
    assert setting is not None
    if isinstance(setting.value, dict):
        return {key: shown(value) for key, value in setting.value.items()}
    if isinstance(setting.value, tuple):
        return [shown(value) for value in setting.value]
    return "?" if setting.value is OPAQUE else setting.value


def lines(setting: Setting) -> dict[object, int]:
    """The lines of the entries at the top."""
    return {key: value.line for key, value in setting.entries.items()}


TEXTS = [
    ("yaml", "a: 1\nb:\n  c: [x, 2.5]\n", {"a": 1, "b": {"c": ["x", 2.5]}}),
    ("yaml", "base: &b {n: 3}\nother:\n  <<: *b\n  n: 4\n", {"base": {"n": 3}, "other": {"n": 4}}),
    ("yaml", "other:\n  <<: [{n: 1, m: 1}, {n: 2}]\n", {"other": {"n": 1, "m": 1}}),
    ("yaml", "a: !own 1\nb: !own [1]\nc: 2020-01-01\n", {"a": "?", "b": "?", "c": "?"}),
    ("yaml", "&a [*a]", ["?"]),
    ("yaml", "", None),
    ("json", '{"a": {"b": [1, null]}, "c": "d"}', {"a": {"b": [1, None]}, "c": "d"}),
    ("json", "3", 3),
    ("toml", 'a = "b"\n[t.u]\nn = 1\n[[r]]\nm = 2\n', {"a": "b", "t": {"u": {"n": 1}}, "r": [{"m": 2}]}),
    ("ini", "[Model]\nUnits = 3\n", {"DEFAULT": {}, "Model": {"units": "3"}}),
]


@pytest.mark.parametrize(("form", "text", "expected"), TEXTS)
def test_a_text_becomes_a_tree_of_its_values(form: str, text: str, expected: object) -> None:
    assert expected == shown(parse(text, form, "file"))


PLACES = [
    ("yaml", "a: 1\n\nb:\n  c: 2\nd: 3\n", {"a": 1, "b": 4, "d": 5}),
    ("json", '{"a": 1,\n\n "b": {"c": 2},\n "d":\n 3}', {"a": 1, "b": 3, "d": 5}),
    ("toml", "a = 1\n# b = 2\nb = 2\n[d]\nc = 3\n", {"a": 1, "b": 3, "d": 4}),
    ("ini", "; b = 1\n[b]\nc = 2\n", {"DEFAULT": 1, "b": 2}),
]


@pytest.mark.parametrize(("form", "text", "expected"), PLACES)
def test_each_value_has_the_line_on_which_it_begins(form: str, text: str, expected: dict[object, int]) -> None:
    assert expected == lines(parse(text, form, "file"))


ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(12)
)
BROKEN = [
    ("yaml", ALIASES, "more than"),
    ("yaml", "[" * 3_000, "too deep"),
    ("yaml", "a: [", "no YAML"),
    ("json", "[" * 100_000, "too deep"),
    ("json", "{", "no JSON"),
    ("toml", "a = ", "no TOML"),
    ("ini", "a = 1", "no INI"),
]


@pytest.mark.parametrize(("form", "text", "why"), BROKEN)
def test_a_text_that_is_broken_or_too_large_is_refused_with_the_reason(form: str, text: str, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        parse(text, form, "file")


REFERENCES = [
    ("a: {b: 3, c: '${.b}'}\nd: ${a.c}\n", {"a": {"b": 3, "c": 3}, "d": 3}),
    ("a: [1, 2]\nb: ${a.1}\nc: ${a[0]}\n", {"a": [1, 2], "b": 2, "c": 1}),
    ("a: {x: 1}\nb: ${a}\n", {"a": {"x": 1}, "b": {"x": 1}}),
    ("n: 3\nname: net${n}\n", {"n": 3, "name": "net3"}),
    ("a: ${oc.env:HOME}\nb: x${now:%Y}\nc: ${none}\n", {"a": "?", "b": "?", "c": "?"}),
    ("a: ${b}\nb: ${a}\n", {"a": "?", "b": "?"}),
    ("o: {p: {q: '${..r}'}, r: 7}\n", {"o": {"p": {"q": 7}, "r": 7}}),
]


@pytest.mark.parametrize(("text", "expected"), REFERENCES)
def test_references_are_what_they_mean(text: str, expected: object) -> None:
    assert expected == shown(resolved(parse(text, "yaml", "file")))


def test_references_to_references_do_not_grow_without_end() -> None:
    text = "a0: xxxxxxxxxx\n" + "".join(f"a{i + 1}: ${{a{i}}}${{a{i}}}\n" for i in range(30))
    found = resolved(parse(text, "yaml", "file"))
    assert "x" * 40 == shown(found.entries["a2"])
    assert "?" == shown(found.entries["a30"])


def test_the_second_of_two_trees_wins_entry_by_entry() -> None:
    first, second = (parse(text, "yaml", "file") for text in ("a: {b: 1, c: 2}", "a: {c: 3}\nd: 4"))
    assert {"a": {"b": 1, "c": 3}, "d": 4} == shown(merged(first, second))
    assert {"a": {"b": 1, "c": 2, "x": {"a": {"c": 3}, "d": 4}}} == shown(placed(second, ["a", "x"], first))


# ---- files ----


def files_in(folder: Path) -> DataFiles:
    return DataFiles(lambda path: Path(path or ".").resolve().is_relative_to(folder))


def test_a_relative_path_starts_from_a_folder_of_the_program_or_above(tmp_path: Path) -> None:
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "a.yaml").write_text("a: 1")
    files = files_in(tmp_path)
    program = str(tmp_path / "src" / "deep" / "train.py")
    assert str(tmp_path / "configs" / "a.yaml") == files.find("configs/a.yaml", (program,))
    assert files.find("configs/b.yaml", (program,)) is None


def test_nothing_outside_of_the_tree_is_read(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "secret.yaml").write_text("a: 1")
    files = files_in(tmp_path / "tree")
    program = str(tmp_path / "tree" / "train.py")
    assert files.find("../secret.yaml", (program,)) is None
    assert files.find(str(tmp_path / "secret.yaml"), (program,)) is None


def test_a_file_of_data_is_not_read_as_settings(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[" + "1," * 150_000 + "1]")
    (tmp_path / "b.json").write_bytes(b"\xff\xfe{}")
    for name, why in (("a.json", "bytes"), ("b.json", "UTF-8")):
        with pytest.raises(Unusable, match=why):
            files_in(tmp_path).settings(str(tmp_path / name))


# ---- Hydra ----

HYDRA = {
    "train.yaml": "defaults:\n- _self_\n- model: small\n- optional local: none\n- logger: null\n- hydra: default\n"
    "- override model: big\nunits: 1\n",
    "plain.yaml": "defaults: [base, {model@net: small}, {/model@_global_: big}]\nunits: 4\n",
    "base.yaml": "units: 3\nkept: yes\n",
    "model/small.yaml": "name: small\nunits: ${units}\n",
    "model/big.yaml": "# @package model\ndefaults: [small]\nname: big\n",
    "own.yaml": "defaults: [{exp: one}, {model: small}]\n",
    "exp/one.yaml": "# @package _global_\ndefaults: [{override /model: big}]\nseed: 3\n",
}


@pytest.fixture
def hydra(tmp_path: Path) -> tuple[DataFiles, str]:
    for name, text in HYDRA.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return files_in(tmp_path), str(tmp_path)


def test_groups_are_composed_under_their_names(hydra: tuple[DataFiles, str]) -> None:
    found = compose(*hydra, "train.yaml", {})
    assert {"units": 1, "model": {"name": "big", "units": 1}} == shown(found.settings)
    assert "big" == found.groups["model"]


def test_a_defaults_list_may_say_under_which_name_a_group_stands(hydra: tuple[DataFiles, str]) -> None:
    found = shown(compose(*hydra, "plain", {}).settings)
    assert {"units": 4, "kept": True, "net": {"name": "small", "units": 4}, "name": "big"} == found


def test_another_option_of_a_group_takes_its_place(hydra: tuple[DataFiles, str]) -> None:
    assert {"units": 1, "model": {"name": "small", "units": 1}} == shown(
        compose(*hydra, "train", {"model": "small"}).settings
    )
    assert ("big", "small") == options_of(*hydra, "model")


def test_an_experiment_overrides_the_choice_of_the_primary_file(hydra: tuple[DataFiles, str]) -> None:
    assert {"seed": 3, "model": {"name": "big", "units": "?"}} == shown(compose(*hydra, "own", {}).settings)


def test_a_file_that_is_missing_is_named(hydra: tuple[DataFiles, str]) -> None:
    with pytest.raises(Unusable, match=r"none\.yaml is not in the checked tree"):
        compose(*hydra, "train", {"model": "none"})
