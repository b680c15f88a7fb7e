"""Reads the framework requirements out of the files in which projects state them. Nothing is executed or installed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch
from typing import Any

from lossguard.releases import DISTRIBUTIONS
from lossguard.toml import TomlError, parse

Requirement = tuple[str, str, str]  # framework, specifiers, origin
SIZE_LIMIT = 20 * 1024 * 1024  # bytes; lock files have at most a few MB
INCLUDE_DEPTH = 5  # of `-r other.txt`

_REQUIREMENT = re.compile(r"""\s*(?P<name>[A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?(?P<specifiers>[^;#@'"()]*)""")
_INCLUDE = re.compile(r"\s*(?:-r|--requirement|-c|--constraint)[\s=]+(\S+)")
_LOCKED = re.compile(rb'^name = "([^"\n]+)"\r?$', re.MULTILINE)
_LOCKED_VERSION = re.compile(rb'^version = "([^"\n]+)"', re.MULTILINE)
_SETUP_STRING = re.compile(r"""(["'])([A-Za-z][\w.-]*(?:\[[\w,]*\])?\s*[=<>~!^][^"'\n]*)\1""")
# `!pip install keras==2.2.4` as `source.magics` leaves it, and as nbconvert writes it; not where it is commented out.
_INSTALL = re.compile(
    r"""^\s*(?:pass  \#[ ][!%]\s*|get_ipython\(\)\.system\(["']\s*)(?:\S*python3?[ ]-m[ ])?pip3?[ ]install[ ]+(.+)$""",
    re.MULTILINE,
)
# Colab's switch: 1.x, or a number. "2.x" is whatever is installed, which manifests may say.
_COLAB = re.compile(r"^\s*pass  # %tensorflow_version[ ]+(?!2\.?x)([\d.]+)", re.MULTILINE)
_YAML_ITEM = re.compile(r"""\s*-\s*["']?(?:[\w./-]+::)?(?P<requirement>[^#"']+)""")


def manifests(folder: str) -> list[str]:
    """Return the names of the manifests in a folder, paths below it, in the order in which they are believed."""
    try:
        names = sorted(os.listdir(folder))
        if "requirements" in names and os.path.isdir(os.path.join(folder, "requirements")):
            below = sorted(os.listdir(os.path.join(folder, "requirements")))
            names += [f"requirements/{name}" for name in below if name.endswith((".txt", ".in"))]
    except OSError:
        return []
    names = [name for name in names if name.endswith(_ENDINGS)]
    found: list[str] = []
    for patterns, _ in READERS:
        found += [name for pattern in patterns for name in names if fnmatch(name, pattern) and name not in found]
    return [name for name in dict.fromkeys(found) if os.path.isfile(os.path.join(folder, name))]


def requirements(folder: str, name: str) -> list[Requirement]:
    """Return the frameworks that one manifest names. What is unreadable in it is passed over: we do not lint it."""
    reader = next(reader for patterns, reader in READERS if any(fnmatch(name, pattern) for pattern in patterns))
    data = _content(os.path.join(folder, name))
    return [] if data is None else list(reader(data, name, folder))


def _content(path: str) -> bytes | None:
    try:
        if os.path.getsize(path) > SIZE_LIMIT:
            return None
        with open(path, "rb") as stream:
            return stream.read()
    except OSError:
        return None


def requirement(text: str, origin: str) -> Requirement | None:
    """Read one requirement, "tensorflow-gpu[extra] ==2.4.1; marker". None when it is about no framework."""
    found = _REQUIREMENT.match(text)
    framework = _framework(found["name"]) if found else None
    return (framework, found["specifiers"].strip(), origin) if found and framework else None


def _framework(distribution: str) -> str | None:
    return DISTRIBUTIONS.get(re.sub(r"[-_.]+", "-", distribution).lower())


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "replace").splitlines()


def _each(texts: Iterable[tuple[str, str]]) -> Iterator[Requirement]:
    """Read (requirement, origin) pairs and drop what is about no framework."""
    for text, origin in texts:
        found = requirement(text, origin)
        if found is not None:
            yield found


def installs(text: str) -> list[Requirement]:
    """Return the frameworks that a notebook's cell or a script made from one installs with a version."""
    found = [
        ("tensorflow", f"=={version[1].rstrip('.')}.*", "%tensorflow_version") for version in _COLAB.finditer(text)
    ]
    for install in _INSTALL.finditer(text):
        words = install[1].replace('"', " ").replace("'", " ").split()
        found += _each((word, "pip install in the file") for word in words)
    return found


# ---- one reader a kind of file: content, name as shown, folder -> requirements ----


def _lock_file(data: bytes, name: str, folder: str) -> Iterator[Requirement]:
    """uv.lock, poetry.lock, pdm.lock: too long to be parsed as TOML, and regular enough not to need it."""
    for found in _LOCKED.finditer(data):
        framework = _framework(found[1].decode("utf-8", "replace"))
        if framework is None:
            continue
        block = data[found.end() :].partition(b"[[package]]")[0]
        version = _LOCKED_VERSION.search(block)
        if version is not None:
            line = data.count(b"\n", 0, found.start()) + 1
            yield framework, "==" + version[1].decode("utf-8", "replace"), f"{name} line {line}"


def _pipfile_lock(data: bytes, name: str, folder: str) -> Iterator[Requirement]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return
    for section in ("default", "develop"):
        yield from _table(_get(content, section), name)


def _requirements_file(data: bytes, name: str, folder: str, depth: int = 0) -> Iterator[Requirement]:
    for number, line in enumerate(_lines(data), 1):
        include = _INCLUDE.match(line)
        if include is None:
            yield from _each([(line, f"{name} line {number}")])
        elif depth < INCLUDE_DEPTH:
            other = os.path.normpath(os.path.join(os.path.dirname(name), include[1])).replace(os.sep, "/")
            content = _content(os.path.join(folder, other))
            yield from () if content is None else _requirements_file(content, other, folder, depth + 1)


def _pyproject(data: bytes, name: str, folder: str) -> Iterator[Requirement]:
    try:
        content = parse(data)
    except TomlError:
        return
    lines = _lines(data)
    for text in _project_requirements(content):
        found = requirement(text, name)
        if found is not None:
            number = next((i for i, line in enumerate(lines, 1) if text in line), None)
            yield (*found[:2], f"{name} line {number}" if number else name)
    for table in _poetry_tables(content):
        yield from _table(table, name)


def _project_requirements(content: dict[str, Any]) -> Iterator[str]:
    """The lists of requirements: PEP 621, PEP 735, uv and PDM."""
    lists = [_get(content, "project", "dependencies"), _get(content, "tool", "uv", "dev-dependencies")]
    for keys in (("project", "optional-dependencies"), ("dependency-groups",), ("tool", "pdm", "dev-dependencies")):
        groups = _get(content, *keys)
        lists += groups.values() if isinstance(groups, dict) else []
    for each in lists:
        yield from (text for text in each if isinstance(text, str)) if isinstance(each, list) else ()


def _poetry_tables(content: dict[str, Any]) -> Iterator[Any]:
    poetry = _get(content, "tool", "poetry")
    yield _get(poetry, "dependencies")
    yield _get(poetry, "dev-dependencies")
    groups = _get(poetry, "group")
    yield from (_get(group, "dependencies") for group in groups.values()) if isinstance(groups, dict) else ()


def _pipfile(data: bytes, name: str, folder: str) -> Iterator[Requirement]:
    try:
        content = parse(data)
    except TomlError:
        return
    for section in ("packages", "dev-packages"):
        yield from _table(_get(content, section), name)


def _environment(data: bytes, name: str, folder: str) -> Iterator[Requirement]:
    """environment.yml of conda, pip's part included, line by line: list items are all that matters."""
    for number, line in enumerate(_lines(data), 1):
        item = _YAML_ITEM.match(line)
        if item is not None:
            yield from _each([(_without_build(item["requirement"].strip()), f"{name} line {number}")])


def _without_build(text: str) -> str:
    """Return conda's "tensorflow=2.4.1=gpu_py38" without the build, and "tensorflow 2.4.1" with its sign."""
    single = re.fullmatch(r"([\w.-]+)\s*=\s*([^=\s]+)=\S+", text)
    if single is not None:
        return f"{single[1]}=={single[2]}"
    spaced = re.fullmatch(r"([\w.-]+)\s+(\d\S*)(?:\s+\S+)?", text)
    return f"{spaced[1]}=={spaced[2]}" if spaced is not None else text


def _setup_cfg(data: bytes, name: str, folder: str) -> Iterator[Requirement]:
    for number, line in enumerate(_lines(data), 1):
        text = re.sub(r"^\s*\w+\s*=\s*(?![=\d])", "", line)  # `install_requires = keras==2.2`
        yield from _each([(text, f"{name} line {number}")] if re.search(r"[=<>~]", text) else [])


def _setup_py(data: bytes, name: str, folder: str) -> Iterator[Requirement]:
    """Every string that looks like a requirement with a version; the script is not run."""
    for number, line in enumerate(_lines(data), 1):
        if not line.lstrip().startswith("#"):
            yield from _each((found[2], f"{name} line {number}") for found in _SETUP_STRING.finditer(line))


def _table(table: Any, name: str) -> Iterator[Requirement]:
    """{"keras": "^2.4"}, {"keras": {"version": "==2.2.4"}}, or Poetry's list of such tables."""
    for distribution, value in table.items() if isinstance(table, dict) else ():
        framework = _framework(distribution)
        for each in value if isinstance(value, list) else [value]:
            text = each.get("version") if isinstance(each, dict) else each
            if framework is not None and isinstance(text, str):
                yield framework, text, name


def _get(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


READERS: tuple[tuple[tuple[str, ...], Callable[[bytes, str, str], Iterator[Requirement]]], ...] = (
    (("uv.lock", "poetry.lock", "pdm.lock"), _lock_file),
    (("Pipfile.lock",), _pipfile_lock),
    (
        ("requirements.txt", "requirements*.txt", "*requirements.txt", "requirements/*", "constraints*.txt",
         "requirements*.in"),
        _requirements_file,
    ),
    (("pyproject.toml",), _pyproject),
    (("environment*.y*ml", "env.y*ml", "conda*.y*ml"), _environment),
    (("setup.cfg",), _setup_cfg),
    (("setup.py",), _setup_py),
    (("Pipfile",), _pipfile),
)  # fmt: skip
_ENDINGS = tuple({pattern.rpartition("*")[2] for patterns, _ in READERS for pattern in patterns} - {""})
