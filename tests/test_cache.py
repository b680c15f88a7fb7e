"""The cache: what is put comes back, faults of the disk are silent, a result holds only while all it rests on does."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest
from click.testing import CliRunner

from lossguard import cache as cache_module
from lossguard import interpret, packing, recall
from lossguard.cache import Cache, default_folder, key_of
from lossguard.cli import cli
from lossguard.config import Overrides
from lossguard.frontend import lower as lowering
from lossguard.packing import pack
from lossguard.results import Report
from lossguard.runner import Request, check
from lossguard.source.read import from_text
from tests.projects import BAD, HEAD, IMPORTS, LOSS, write
from tests.systems import AS_ROOT, not_root

KEY = key_of("a")


pytestmark = pytest.mark.usefixtures("project")


@pytest.fixture
def store(cache_folder: Path) -> Cache:
    return Cache(str(cache_folder))


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are examined from now on, not remembered."""
    paths: list[str] = []
    real = interpret.analyse

    def noting(program, *rest):  # type: ignore[no-untyped-def]
        paths.append(program.path)
        return real(program, *rest)

    monkeypatch.setattr(interpret, "analyse", noting)
    return paths


def report(*paths: str, **changes: object) -> Report:
    return check(Request(paths or (".",), isolated=True, remember=True, **changes))  # type: ignore[arg-type]


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "CACHEDIR.TAG")


# ---- the store ----


def test_what_is_put_comes_back(store: Cache) -> None:
    assert store.get(KEY) is None
    store.put(KEY, b"payload")
    store.put(key_of("b"), b"")
    assert (b"payload", b"") == (store.get(KEY), store.get(key_of("b")))
    assert b"payload" == Cache(store.folder).get(KEY)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content[:10],
        lambda content: content + b"x",
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: b"X" + content[1:],
        lambda content: b"\0" * len(content),
    ],
)
def test_a_damaged_entry_is_none(store: Cache, cache_folder: Path, damage: Callable[[bytes], bytes]) -> None:
    store.put(KEY, b"payload")
    [entry] = entries(cache_folder)
    entry.write_bytes(damage(entry.read_bytes()))
    assert store.get(KEY) is None


@pytest.mark.parametrize("mode", [0o666, 0o620, 0o602])
def test_an_entry_that_others_may_write_is_not_believed(store: Cache, cache_folder: Path, mode: int) -> None:
    store.put(KEY, b"payload")
    entries(cache_folder)[0].chmod(mode)
    assert store.get(KEY) is None


def test_a_folder_that_others_may_write_is_neither_read_nor_written(cache_folder: Path) -> None:
    Cache(str(cache_folder)).put(KEY, b"payload")
    cache_folder.chmod(0o777)
    foreign = Cache(str(cache_folder))
    foreign.put(key_of("b"), b"other")
    assert (None, None, 1) == (foreign.get(KEY), foreign.get(key_of("b")), len(entries(cache_folder)))


@pytest.mark.skipif(not AS_ROOT, reason="only root can give files away")
def test_what_belongs_to_another_user_is_not_believed(store: Cache, cache_folder: Path) -> None:
    store.put(KEY, b"payload")
    [entry] = entries(cache_folder)
    os.chown(entry, 12345, 12345)
    assert store.get(KEY) is None
    os.chown(entry, 0, 0)
    assert b"payload" == store.get(KEY)
    os.chown(cache_folder, 12345, 12345)
    assert Cache(str(cache_folder)).get(KEY) is None


def test_a_link_in_the_place_of_an_entry_is_not_followed(store: Cache, cache_folder: Path, tmp_path: Path) -> None:
    store.put(KEY, b"payload")
    [entry] = entries(cache_folder)
    entry.rename(tmp_path / "elsewhere")
    entry.symlink_to(tmp_path / "elsewhere")
    assert store.get(KEY) is None


def test_a_folder_in_the_place_of_an_entry_is_none_and_stays(store: Cache, cache_folder: Path) -> None:
    place = cache_folder / KEY[0] / KEY
    place.mkdir(parents=True)
    cache_folder.chmod(0o700)
    store.put(KEY, b"payload")
    assert store.get(KEY) is None
    assert [] == entries(cache_folder)


def test_a_file_in_the_place_of_the_folder_is_silent(cache_folder: Path) -> None:
    cache_folder.write_text("mine")
    store = Cache(str(cache_folder))
    store.put(KEY, b"payload")
    assert (None, "mine") == (store.get(KEY), cache_folder.read_text())


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError(30, "Read-only file system")])
def test_a_disk_that_takes_nothing_is_silent(
    store: Cache, cache_folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    store.put(key_of("before"), b"payload")

    def failing(*arguments: object) -> None:
        raise error

    monkeypatch.setattr(cache_module.os, "replace", failing)
    store.put(KEY, b"payload")
    assert (None, b"payload", 1) == (store.get(KEY), store.get(key_of("before")), len(entries(cache_folder)))


@not_root
def test_a_folder_without_the_right_to_write_is_silent(store: Cache, cache_folder: Path) -> None:
    store.put(KEY, b"payload")
    for folder in (cache_folder, *cache_folder.iterdir()):
        folder.chmod(0o500)
    store.put(key_of("b"), b"other")
    assert (b"payload", None) == (store.get(KEY), store.get(key_of("b")))


def test_ctrl_c_while_writing_leaves_nothing(store: Cache, cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cache_module.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.put(KEY, b"payload")
    assert [] == entries(cache_folder)


def aged(path: Path, seconds: float) -> None:
    """Makes a file older than it is."""
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_the_entries_used_last_stay_when_a_folder_gets_too_big(
    store: Cache, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "SHARD_LIMIT", 5_000)
    keys = [f"0{number:039x}" for number in range(8)]
    for age, key in enumerate(keys):
        store.put(key, bytes(1_000))
        aged(cache_folder / "0" / key, 100_000 - age)
    store.get(keys[0])  # was used: as good as new
    store.tidy()
    assert [keys[0], *keys[-3:]] == [key for key in keys if store.get(key) is not None]


def test_what_was_not_used_for_long_is_dropped_and_leftovers_before_that(store: Cache, cache_folder: Path) -> None:
    keys = [f"0{number:039x}" for number in range(3)]
    for key, age in zip(keys, (0.0, cache_module.AGE_LIMIT_S - 3_600, cache_module.AGE_LIMIT_S + 3_600), strict=True):
        store.put(key, b"payload")
        aged(cache_folder / "0" / key, age)
    for process, age in ((1, 0.0), (2, 7_200.0)):
        leftover = cache_folder / "0" / f"{keys[0]}.{process}.aside"
        leftover.write_bytes(b"")
        aged(leftover, age)
    store.tidy()
    assert {*keys[:2], f"{keys[0]}.1.aside"} == {path.name for path in (cache_folder / "0").iterdir()}


def test_the_cache_is_tidied_once_a_day_by_a_run_that_examines_and_by_big_ones(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run() -> bool:
        """Whether a run of the command line has dropped an entry that nobody has used for long."""
        old.parent.mkdir(parents=True, exist_ok=True)
        old.write_bytes(b"old")
        aged(old, cache_module.AGE_LIMIT_S + 3_600)
        CliRunner().invoke(cli, ["check", "--isolated", "."])
        return not old.exists()

    old = cache_folder / "0" / f"0{1:039x}"
    write("train.py", BAD)
    assert run()
    write("train.py", f"{BAD}\n")
    assert not run()  # tidied a moment ago
    aged(cache_folder / "tidied", cache_module.TIDIED_EVERY_S + 3_600)
    assert not run()  # nothing is examined
    write("train.py", f"{BAD}\n\n")
    assert run()
    monkeypatch.setattr(cache_module, "TIDIED_AFTER_BYTES", len(BAD))
    write("train.py", BAD.replace("10", "11"))
    assert run()


def test_an_entry_that_is_too_big_is_not_kept(store: Cache, cache_folder: Path) -> None:
    store.put(KEY, bytes(cache_module.ENTRY_LIMIT))
    assert store.get(KEY) is None
    assert [] == entries(cache_folder)


@pytest.mark.parametrize("text", [BAD, HEAD, "".join(f"x{i} = f{i}(y.a{i}, {i})\n" for i in range(100))])
def test_a_program_that_will_not_fit_into_an_entry_is_not_even_packed(
    store: Cache, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed: list[bytes] = []

    def noting(program: object) -> bytes:
        packed.append(pack(program))
        return packed[-1]

    monkeypatch.setattr(recall, "pack", noting)
    parts = lowering.lower(from_text("a.py", text)).program.parts
    programs = recall.Programs(store)
    programs.put("a.py", "short", parts, ())
    assert programs.get("a.py", "short") == (parts, ())
    assert len(packed[0]) > recall.BYTES_A_REF * parts[-1].end_ref
    monkeypatch.setattr(recall, "ENTRY_LIMIT", recall.BYTES_A_REF * parts[-1].end_ref - 1)
    programs.put("a.py", "long", parts, ())
    assert programs.get("a.py", "long") is None
    assert len(packed) == 1


def test_clear_takes_only_what_is_ours(store: Cache, cache_folder: Path) -> None:
    store.put(KEY, b"payload")
    store.put(key_of("b"), b"payload")
    (cache_folder / "notes.txt").write_text("mine")
    (cache_folder / KEY[0] / "thesis.txt").write_text("mine")
    assert 2 == store.clear()
    assert {"notes.txt", "thesis.txt"} == {path.name for path in entries(cache_folder)}
    assert 0 == store.clear()


def test_folders_and_entries_are_for_the_user_alone(store: Cache, cache_folder: Path) -> None:
    store.put(KEY, b"payload")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (cache_folder, *cache_folder.rglob("*"))}
    assert modes <= {0o700, 0o600}


def test_the_folder_is_the_users_own_and_never_in_the_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOSSGUARD_CACHE_DIR")
    for given in ("", "relative/folder"):
        monkeypatch.setenv("XDG_CACHE_HOME", given)
        folder = default_folder()
        assert os.path.isabs(folder)
        assert not folder.startswith(os.getcwd())


def _write_often(folder: str, seed: int) -> None:
    store = Cache(folder)
    order = list(range(40))
    random.Random(seed).shuffle(order)
    for number in order:
        store.put(key_of(str(number)), str(number).encode() * 500)
        found = store.get(key_of(str((number * 7) % 40)))
        assert found in (None, str((number * 7) % 40).encode() * 500)


def test_processes_that_write_the_same_entries_at_once_disturb_nobody(store: Cache, cache_folder: Path) -> None:
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    processes = [context.Process(target=_write_often, args=(store.folder, seed)) for seed in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [0] * 4 == [process.exitcode for process in processes]
    assert [str(number).encode() * 500 for number in range(40)] == [store.get(key_of(str(n))) for n in range(40)]
    assert 40 == len(entries(cache_folder))


# ---- results ----


def test_an_unchanged_file_is_not_examined_again_and_says_the_same(analysed: list[str]) -> None:
    write("train.py", BAD)
    first = report()
    again = report()
    assert first == again
    assert first.findings
    assert ["train.py"] == analysed


@pytest.mark.parametrize(
    "change",
    [
        lambda: write("train.py", f"{BAD}x = 1\n"),
        lambda: write("net/model.py", f"{IMPORTS}def build():\n    return 3\n"),
        lambda: write("src/extra.py", "y = 1\n"),
        lambda: write("extra.py", "y = 1\n"),
        lambda: os.unlink("net/model.py"),
        lambda: write("requirements.txt", "keras==2.1\n"),
        lambda: write("train.yaml", "loss: mse\n"),
    ],
)
def test_a_change_of_what_a_result_rests_on_is_seen(change: Callable[[], None], analysed: list[str]) -> None:
    write("net/model.py", f"{IMPORTS}def build():\n    model = Sequential()\n    {HEAD}    return model\n")
    settings = "import yaml\nsettings = yaml.safe_load(open('train.yaml'))\n"
    write("train.py", f"import extra\n{settings}from net.model import build\nmodel = build()\n{LOSS}")
    report()
    assert 1 == analysed.count("train.py")
    change()
    after = report()
    assert 2 == analysed.count("train.py")
    assert after == check(Request((".",), isolated=True))


def test_settings_that_matter_are_part_of_the_key_and_others_are_not(analysed: list[str]) -> None:
    write("train.py", BAD)
    report()
    assert not report(overrides=Overrides(ignore=("LG104", "LG301"))).findings
    assert 1 == len(analysed)
    report(overrides=Overrides(framework_version=("keras=2.2",)))
    assert 2 == len(analysed)
    report(with_setups=True)
    assert 3 == len(analysed)
    assert report(with_setups=True).setups == check(Request((".",), isolated=True, with_setups=True)).setups
    assert 4 == len(analysed)  # the last one is the one that was not to remember


def test_another_lossguard_starts_afresh(analysed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    write("train.py", BAD)
    report()
    monkeypatch.setattr(cache_module, "_stamp", lambda: "another")
    report()
    assert 2 == len(analysed)


def test_a_crash_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    write("train.py", BAD)

    def failing(*arguments: object) -> None:
        raise RuntimeError("no")

    with monkeypatch.context() as patched:
        patched.setattr(interpret, "analyse", failing)
        assert report().crashed
    assert not report().crashed


def test_entries_made_of_anything_are_passed_over(cache_folder: Path, analysed: list[str]) -> None:
    write("train.py", BAD)
    expected = report()
    store = Cache(str(cache_folder))
    for payload in (b"", b"nothing", packing.pack(3), packing.pack((1, 2)), packing.pack(({}, None))):
        for entry in entries(cache_folder):
            store.put(entry.name, payload)
        assert expected == report()
    assert 6 == len(analysed)


def test_a_file_whose_result_is_not_known_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    write("train.py", f"{IMPORTS}model = Sequential()\n{HEAD}model.compile(loss='categorical_crossentropy')\n")
    parsed: list[str] = []
    real = lowering.read_module

    def noting(text: str):  # type: ignore[no-untyped-def]
        parsed.append(text)
        return real(text)

    monkeypatch.setattr(lowering, "read_module", noting)
    first = report()
    again = report(overrides=Overrides(framework_version=("keras=2.2",)))
    assert 1 == len(parsed)
    assert first.summary == again.summary


def test_nothing_is_written_but_into_the_cache(project: Path, cache_folder: Path) -> None:
    write("train.py", BAD)
    report()
    assert {"train.py"} == {path.name for path in project.iterdir()} - {".git"}
    assert entries(cache_folder)
    check(Request((".",), isolated=True))


# ---- determinism ----


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_reports_are_the_same_bytes_whatever_the_hash_seed_jobs_and_order(seed: str) -> None:
    filler = f"# {'long enough for a second process to pay ' * 2_000}\n"
    for name in ("a", "b", "c", "d"):
        write(f"{name}/train.py", f"from shared.model import build\nmodel = build()\n{LOSS}{filler}")
    write("shared/model.py", f"{IMPORTS}def build():\n    model = Sequential()\n    {HEAD}    return model\n")
    write("shared/other.py", BAD)
    folders = ["a", "b", "c", "d", "shared"]
    options = "--no-cache --output-format json --isolated"
    outputs = set()
    for jobs, order in (("1", folders), ("2", folders), ("2", folders[::-1]), ("1", [*folders[2:], *folders[:2]])):
        run = subprocess.run(
            [sys.executable, "-m", "lossguard", "check", *order, *f"--jobs {jobs} {options}".split()],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        assert 1 == run.returncode, run.stderr
        outputs.add(run.stdout)
    assert 1 == len(outputs)
