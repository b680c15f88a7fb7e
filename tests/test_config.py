"""Settings: which file holds, what its values mean, and how mistakes are told."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from lossguard.config import Overrides, Settings, check_codes, ignored_in, load, selects
from lossguard.errors import ConfigError, UsageError
from lossguard.source.discover import discover
from lossguard.vocabulary import Confidence
from tests.projects import write


@pytest.fixture(autouse=True)
def _in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_a_file_the_defaults_hold() -> None:
    settings = load(".")
    assert settings == Settings()
    assert (settings.min_confidence, settings.fail_on, settings.select) == (Confidence.CERTAIN, "warning", None)
    assert settings.origin("fail-on") == "default"


def test_pyproject_is_read_and_values_know_their_origin() -> None:
    write(
        "pyproject.toml",
        "[project]\nname = 'x'\n[tool.lossguard]\nselect = ['lg1', 'LG201']\nignore = ['LG104']\n"
        "extend-select = ['LG902']\nmin-confidence = 'possible'\nfail-on = 'never'\nexclude = ['gen/']\n"
        "[tool.lossguard.framework-versions]\nkeras = '2.2'\nbackend = 'torch'\n",
    )
    settings = load("src/train.py")
    assert (settings.select, settings.ignore, settings.extend_select) == (("LG1", "LG201"), ("LG104",), ("LG902",))
    assert (settings.min_confidence, settings.fail_on, settings.exclude) == (Confidence.POSSIBLE, "never", ("gen/",))
    version = settings.framework_versions.get("keras")
    assert version is not None and (version.numbers, version.origin) == ((2, 2), "pyproject.toml")
    assert settings.framework_versions.backend == "torch"
    assert settings.origin("min-confidence") == settings.origin("min_confidence") == "pyproject.toml"


def test_the_nearest_file_wins_key_by_key_and_root_ends_the_climb() -> None:
    write("lossguard.toml", "fail-on = 'error'\nignore = ['LG1']\nmin-confidence = 'possible'\n")
    write("a/pyproject.toml", "[tool.lossguard]\nfail-on = 'note'\n")
    write("a/b/pyproject.toml", "[project]\nname = 'no table'\n")
    write("a/b/c/lossguard.toml", "ignore = []\n")
    settings = load("a/b/c/train.py")
    assert (settings.ignore, settings.fail_on, settings.min_confidence) == ((), "note", Confidence.POSSIBLE)
    assert [settings.origin(key) for key in ("ignore", "fail-on", "min-confidence")] == [
        "a/b/c/lossguard.toml", "a/pyproject.toml", "lossguard.toml",
    ]  # fmt: skip
    write("a/pyproject.toml", "[tool.lossguard]\nroot = true\nfail-on = 'note'\n")
    assert load("a/b/c").min_confidence == Confidence.CERTAIN


def test_lossguard_toml_counts_before_pyproject_in_the_same_folder() -> None:
    write("lossguard.toml", "fail-on = 'error'\n")
    write("pyproject.toml", "[tool.lossguard]\nfail-on = 'note'\nignore = ['LG1']\n")
    assert (load(".").fail_on, load(".").ignore) == ("error", ())


def test_a_given_file_counts_alone_and_isolated_reads_none() -> None:
    write("lossguard.toml", "fail-on = 'error'\nignore = ['LG1']\n")
    other = write("other/strict.toml", "fail-on = 'note'\n")
    assert (load(".", config=other).fail_on, load(".", config=other).ignore) == ("note", ())
    assert load(".", isolated=True) == Settings()


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ("selct = []", "selct", 'there is no such setting; did you mean "select"?'),
        ("min_confidence = 'certain'", "min_confidence", 'did you mean "min-confidence"?'),
        ("select = 'LG1'", "select", "must be a list of strings, not 'LG1'"),
        ("select = ['E501']", "select", '"E501" is no code'),
        (
            "fail-on = 'eror'",
            "fail-on",
            "must be one of error, warning, note, never, not 'eror'; did you mean \"error\"?",
        ),
        ("min-confidence = 3", "min-confidence", "must be one of certain, possible, not 3"),
        ("root = 1", "root", "must be true or false"),
        ("exclude = [1]", "exclude", "must be a list of strings"),
        ("framework-versions = '2'", "framework-versions", "must be a table"),
        ("framework-versions = {kreas = '2'}", "framework-versions", 'did you mean "keras"?'),
        ("framework-versions = {keras = 2.10}", "framework-versions", "write it as text"),
        ("per-file-ignores = ['LG1']", "per-file-ignores", "must be a table"),
        ("per-file-ignores = {'a.py' = ['x']}", "per-file-ignores.a.py", '"X" is no code'),
        ("a = = 3", "", "is not valid TOML"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_remedy(text: str, key: str, problem: str) -> None:
    write("sub/lossguard.toml", text)
    with pytest.raises(ConfigError) as caught:
        load("sub")
    assert (caught.value.file, caught.value.key) == ("sub/lossguard.toml", key)
    assert problem in caught.value.problem
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_given_file_must_exist_and_hold_the_table() -> None:
    with pytest.raises(ConfigError, match=r"nothing\.toml: cannot be read: No such file"):
        load(".", config="nothing.toml")
    with pytest.raises(ConfigError, match=r"no \[tool\.lossguard\] table"):
        load(".", config=write("pyproject.toml", "[project]\nname = 'x'\n"))


def test_a_broken_pyproject_of_others_does_not_matter() -> None:
    write("pyproject.toml", "[tool.other\n")
    assert load(".") == Settings()


def test_the_command_line_overrules_the_files() -> None:
    write(
        "lossguard.toml", "select = ['LG1', 'LG201']\nignore = ['LG102', 'LG104']\nfail-on = 'note'\nexclude = ['a']\n"
    )
    given = Overrides(
        select=("LG102,LG3",), ignore=("LG301",), fail_on="error", exclude=("b,c",), framework_version=("keras=2.2",)
    )
    settings = load(".", overrides=given)
    assert (settings.select, settings.ignore) == (("LG102", "LG3"), ("LG104", "LG301"))
    assert (settings.fail_on, settings.exclude) == ("error", ("a", "b", "c"))
    assert settings.framework_versions.get("keras") is not None
    assert settings.origin("exclude") == "lossguard.toml, command line"
    on = [code for code in ("LG101", "LG102", "LG104", "LG301", "LG302") if selects(settings, code)]
    assert on == ["LG102", "LG302"]


def test_ignoring_on_the_command_line_beats_what_a_file_selects() -> None:
    write("lossguard.toml", "select = ['LG104', 'LG2']\n")
    settings = load(".", overrides=Overrides(ignore=("LG1",)))
    assert [code for code in ("LG104", "LG201") if selects(settings, code)] == ["LG201"]


def test_an_empty_selection_of_the_command_line_is_none() -> None:
    assert load(".", overrides=Overrides(select=())).select is None


def test_the_longest_match_decides_and_defaults_hold_without_any() -> None:
    settings = Settings(ignore=("LG1",), extend_select=("LG102", "LG902"))
    on = [code for code in ("LG101", "LG102", "LG201", "LG902", "LG903") if selects(settings, code, code < "LG9")]
    assert on == ["LG102", "LG201", "LG902"]
    assert not selects(Settings(select=("LG1",)), "LG201")


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (Overrides(select=("E5",)), '--select: "E5" is no code'),
        (Overrides(fail_on="all"), "--fail-on: must be one of"),
        (Overrides(framework_version=("keras",)), "--framework-version: "),
    ],
)
def test_a_wrong_option_is_a_usage_error(overrides: Overrides, message: str) -> None:
    with pytest.raises(UsageError, match="^(command line: )?" + message):
        load(".", overrides=overrides)


def test_codes_of_no_rule_are_refused_where_they_were_written() -> None:
    known = ("LG101", "LG102")
    check_codes(load(".", overrides=Overrides(select=("LG1", "LG102"))), known)
    with pytest.raises(UsageError, match='--ignore: no rule has the code "LG7"'):
        check_codes(load(".", overrides=Overrides(ignore=("LG7",))), known)
    write("lossguard.toml", "per-file-ignores = {'*.py' = ['LG109']}\n")
    with pytest.raises(ConfigError) as caught:
        check_codes(load("."), known)
    assert (caught.value.file, caught.value.key) == ("lossguard.toml", "per-file-ignores")


@pytest.mark.parametrize(("here", "base"), [(".", "proj"), ("proj", "."), ("proj/gen", "..")])
def test_patterns_of_a_file_start_from_its_folder(monkeypatch: pytest.MonkeyPatch, here: str, base: str) -> None:
    write(
        "proj/lossguard.toml",
        "exclude = ['gen/b.py']\n[per-file-ignores]\n'tests/' = ['LG1']\n'*_old.py' = ['LG2']\n'/a.py' = ['LG3']\n",
    )
    write("proj/gen/b.py")
    write("proj/gen/c.py")
    monkeypatch.chdir(here)
    settings = load(base)
    assert ignored_in(settings, f"{base}/tests/x_old.py") == ("LG1", "LG2")
    assert ignored_in(settings, f"{base}/sub/tests/x.py") == ("LG1",)
    assert ignored_in(settings, f"{base}/a.py") == ("LG3",)
    assert ignored_in(settings, f"{base}/sub/a.py") == ()
    assert [Path(file).name for file in discover([base], settings.exclude).files] == ["c.py"]
