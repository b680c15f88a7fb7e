"""Framework versions: what manifests and the command line say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lossguard import versions
from lossguard.errors import UsageError
from lossguard.source.magics import without_magics
from lossguard.versions import Version, Versions, detect, installed_by, numbers_of, parse_option, parse_table, resolve


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    versions.forget()
    yield
    versions.forget()


def project(folder: Path, **manifests: str) -> str:
    """Write manifests (named with "__" for "." and "___" for "/") and return the path of a script among them."""
    for name, text in manifests.items():
        path = folder / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return str(folder / "train.py")


def known(found: Versions) -> dict[str, str]:
    return {name: str(version) for name, version in found.known}


def floors(found: Versions) -> dict[str, str]:
    return {name: str(version) for name, version in found.floors}


@pytest.mark.parametrize(
    ("framework", "specifiers", "numbers"),
    [
        ("tensorflow", "==2.4.1", (2, 4, 1)),
        ("tensorflow", "===2.4.1", (2, 4, 1)),
        ("tensorflow", "2.4.1", (2, 4, 1)),
        ("tensorflow", "==2.4.*", (2, 4)),
        ("tensorflow", "==2.*", (2, 21)),
        ("tensorflow", "=2.4", (2, 4)),
        ("tensorflow", "==2.15.0rc1", (2, 15, 0)),
        ("tensorflow", "==2.16.0.dev20231201", (2, 16, 0)),
        ("torch", "==2.1.0+cu118", (2, 1, 0)),
        ("tensorflow", ">=2.0,<2.5", (2, 4)),
        ("tensorflow", "<2.4.3", (2, 4)),
        ("tensorflow", "<2", (1, 15)),
        ("tensorflow", "<=2.3", (2, 3)),
        ("tensorflow", "<3,!=2.21.*", (2, 20)),
        ("tensorflow", "~=2.4", (2, 21)),
        ("tensorflow", "~=2.4.1", (2, 4)),
        ("keras", "<3", (2, 15)),
        ("keras", "<2.6", (2, 4)),
        ("keras", "^2.4", (2, 15)),
        ("torch", "^0.4", (0, 4)),
        ("keras", "~2.4.3", (2, 4)),
        ("keras", "~2.4", (2, 4)),
        ("tensorflow", "1.15|2.0", (2, 0)),
        ("optax", "<=0.1.7", (0, 1, 7)),
        ("tf_keras", "<2.17", (2, 16)),
    ],
)
def test_a_pin_or_an_upper_bound_gives_a_version(framework: str, specifiers: str, numbers: tuple[int, ...]) -> None:
    version, is_floor = resolve(framework, specifiers, "here")
    assert version is not None
    assert (version.numbers, is_floor, version.origin) == (numbers, False, "here")


@pytest.mark.parametrize(
    ("specifiers", "floor"), [(">=2.0", (2, 0)), (">2.1", (2, 1)), (">=2.0,!=2.3", (2, 0)), ("", None), ("*", None)]
)
def test_a_lower_bound_alone_is_only_a_floor(specifiers: str, floor: tuple[int, ...] | None) -> None:
    version, is_floor = resolve("keras", specifiers, "here")
    assert (version.numbers if version else None, is_floor) == (floor, floor is not None)


def test_a_contradiction_gives_no_version() -> None:
    assert resolve("keras", "<0.1", "here") == (None, False)
    assert resolve("optax", "<1", "here") == (None, False)


MANIFESTS: list[tuple[str, str, dict[str, str]]] = [
    (
        "requirements__txt",
        "# comment\nnumpy\ntensorflow_gpu[and-cuda] == 2.4.1 ; python_version > '3'  # why\nKeras>=2.2\n-e .\n",
        {"tensorflow": "2.4.1"},
    ),
    ("requirements__txt", "keras==2.2.4 \\\n    --hash=sha256:12\n", {"keras": "2.2.4"}),
    ("requirements__txt", "torch (==2.1)\nkeras @ https://example.org/keras-2.1.zip\n", {"torch": "2.1"}),
    ("requirements___gpu__txt", "torch==2.1", {"torch": "2.1"}),
    ("dev-requirements__txt", "torch==2.1", {"torch": "2.1"}),
    ("constraints__txt", "torch==2.1", {"torch": "2.1"}),
    ("uv__lock", 'version = 1\n\n[[package]]\nname = "keras"\nversion = "2.15.0"\nsource = {}\n', {"keras": "2.15.0"}),
    (
        "poetry__lock",
        '[[package]]\nname = "tensorflow"\nversion = "2.4.1"\ndescription = "x"\n\n[package.dependencies]\n'
        'keras = ">=2"\n\n[[package]]\nname = "zope"\nversion = "9"\n',
        {"tensorflow": "2.4.1"},
    ),
    (
        "Pipfile__lock",
        json.dumps({"default": {"keras": {"version": "==2.2.4"}}, "develop": {"torch": {"version": "==1.0"}}}),
        {"keras": "2.2.4", "torch": "1.0"},
    ),
    ("Pipfile", '[packages]\nkeras = "==2.2.4"\ntorch = {version = "*"}\n', {"keras": "2.2.4"}),
    (
        "pyproject__toml",
        '[project]\ndependencies = ["keras==2.3.1"]\n[project.optional-dependencies]\ntf = ["tensorflow<2.1"]\n'
        '[dependency-groups]\ndev = ["torch==2.0", {include-group = "x"}]\n',
        {"keras": "2.3.1", "tensorflow": "2.0", "torch": "2.0"},
    ),
    (
        "pyproject__toml",
        '[tool.poetry.dependencies]\ntensorflow = "^2.4"\nkeras = {version = "2.4.3"}\n'
        '[tool.poetry.group.dev.dependencies]\ntorch = [{version = "1.13", python = "<3.8"}, {version = "2.0"}]\n',
        {"tensorflow": "2.21", "keras": "2.4.3", "torch": "2.0"},
    ),
    (
        "environment__yml",
        "name: x\ndependencies:\n  - python=3.7\n  - conda-forge::tensorflow=2.4.1=gpu_py38\n  - pytorch 1.9.0\n"
        "  - pip:\n"
        '      - "keras==2.2.4"  # old\n',
        {"tensorflow": "2.4.1", "torch": "1.9.0", "keras": "2.2.4"},
    ),
    (
        "setup__cfg",
        "[options]\ninstall_requires =\n    keras==2.2.4\n[options.extras_require]\ngpu = tensorflow-gpu==1.15\n",
        {"keras": "2.2.4", "tensorflow": "1.15"},
    ),
    ("setup__py", "raise SystemExit(1)\nsetup(install_requires=['numpy', \"keras == 2.2.4\"])\n", {"keras": "2.2.4"}),
]


@pytest.mark.parametrize(("name", "text", "expected"), MANIFESTS)
def test_each_kind_of_manifest_is_read(tmp_path: Path, name: str, text: str, expected: dict[str, str]) -> None:
    assert known(detect(project(tmp_path, **{name: text}))) == expected


@pytest.mark.parametrize("name", ["pyproject__toml", "Pipfile", "Pipfile__lock", "uv__lock", "requirements__txt"])
def test_a_broken_manifest_says_nothing(tmp_path: Path, name: str) -> None:
    assert detect(project(tmp_path, **{name: "[[[\x01"})) == Versions()


def test_the_origin_names_file_and_line(tmp_path: Path) -> None:
    path = project(tmp_path, requirements__txt="numpy\n\nkeras==2.2.4\n")
    assert detect(path).get("keras") == Version((2, 2, 4), "requirements.txt line 3")


def test_included_requirements_are_followed_and_do_not_loop(tmp_path: Path) -> None:
    path = project(
        tmp_path,
        requirements__txt="-r req/base.in\n-r requirements.txt\n",
        req___base__in="keras==2.1.6\n-c ../nowhere\n",
    )
    assert detect(path).get("keras") == Version((2, 1, 6), "req/base.in line 1")


def test_lock_files_count_before_requirements_and_versions_before_floors(tmp_path: Path) -> None:
    path = project(
        tmp_path,
        uv__lock='[[package]]\nname = "keras"\nversion = "3.1.0"\n',
        requirements__txt="keras==2.2.4\ntensorflow>=2.0\ntorch>=1.0\n",
        setup__py="install_requires=['tensorflow==2.9.1']",
    )
    found = detect(path)
    assert known(found) == {"keras": "3.1.0", "tensorflow": "2.9.1"}
    assert floors(found) == {"torch": "1.0"}


def test_of_several_pins_in_one_file_the_newest_counts(tmp_path: Path) -> None:
    text = "keras==2.2.4; python_version < '3'\nkeras==2.10.0; python_version > '3'\n"
    assert known(detect(project(tmp_path, requirements__txt=text))) == {"keras": "2.10.0"}


def test_the_nearest_folder_counts_up_to_the_repository(tmp_path: Path) -> None:
    project(tmp_path, requirements__txt="torch==1.0\n")
    project(tmp_path / "repo", requirements__txt="keras==2.2.4\ntensorflow==1.15\n")
    (tmp_path / "repo" / ".git").mkdir()
    path = project(tmp_path / "repo" / "examples" / "a", requirements__txt="keras==3.1\n")
    assert known(detect(path)) == {"keras": "3.1", "tensorflow": "1.15"}


def test_without_a_repository_the_nearest_folder_with_a_manifest_is_the_root(tmp_path: Path) -> None:
    project(tmp_path, requirements__txt="torch==1.0\n")
    project(tmp_path / "a", requirements__txt="keras==2.2.4\n")
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    assert known(detect(str(tmp_path / "a" / "b" / "c" / "train.py"))) == {"keras": "2.2.4"}


def test_results_are_cached_until_forgotten(tmp_path: Path) -> None:
    path = project(tmp_path, requirements__txt="keras==2.2.4\n")
    assert known(detect(path)) == {"keras": "2.2.4"}
    project(tmp_path, requirements__txt="keras==3.0\n")
    assert known(detect(path)) == {"keras": "2.2.4"}
    versions.forget()
    assert known(detect(path)) == {"keras": "3.0"}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("!pip install -q keras==2.2.4 'tensorflow<2' numpy", {"keras": "2.2.4", "tensorflow": "1.15"}),
        ("if colab:\n    %pip install torch==2.1.0", {"torch": "2.1.0"}),
        ("!python -m pip install tensorflow==2.4.1", {"tensorflow": "2.4.1"}),
        ("%tensorflow_version 1.x", {"tensorflow": "1.15"}),
        ("%tensorflow_version 2.x", {}),
        ("get_ipython().system('pip install -U tensorflow==2.8')", {"tensorflow": "2.8"}),
        ("# !pip install keras==2.2.4\n#!pip install keras==2.2.4", {}),
        ("!pip install tensorflow-text==2.11.0", {}),
        ("x = 1", {}),
    ],
)
def test_what_a_notebook_installs_is_read(cell: str, expected: dict[str, str]) -> None:
    assert known(installed_by([without_magics(cell)])) == expected


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("2", (2,)), ("2.x", (2,)), ("2.*", (2,)), ("v1.15.5", (1, 15, 5)), ("2.4.1.post2", (2, 4, 1)),
     ("1.2.3.4", (1, 2, 3)), ("two", None), ("", None), ("2..1", None), ("-1", None)],
)  # fmt: skip
def test_numbers_of_a_version(text: str, numbers: tuple[int, ...] | None) -> None:
    assert numbers_of(text) == numbers


def test_the_option_names_frameworks_and_versions() -> None:
    found = parse_option("keras=2.2, TF==2.4.1,tf-keras=2.16,backend=torch")
    assert known(found) == {"keras": "2.2", "tensorflow": "2.4.1", "tf_keras": "2.16"}
    assert (found.backend, found.backend_origin) == ("torch", "--framework-version")
    assert found.get("keras") == Version((2, 2), "--framework-version")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kears=2.2", 'no framework "kears" is known; did you mean "keras"?'),
        ("keras", '"keras" is not of the form NAME=VERSION'),
        ("keras=", "is not of the form"),
        ("=2", "is not of the form"),
        ("", "names no framework"),
        ("keras=new", "'new' is no version"),
        ("backend=tensorfow", 'did you mean "tensorflow"?'),
    ],
)
def test_a_wrong_option_is_a_usage_error_with_the_remedy(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_option(text)
    assert str(caught.value).startswith("--framework-version: ")
    assert words in str(caught.value)


def test_a_number_in_a_table_must_be_written_as_text() -> None:
    with pytest.raises(UsageError, match=r"2\.1 is no version; write it as text"):
        parse_table({"keras": 2.10}, "pyproject.toml")
