"""The cache on disk: bytes under a key, written aside and then renamed, bounded, believed only where they are ours.

Every fault of the disk (read-only, full, vanished, damaged) means that nothing is remembered, and is silent.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from time import time

import lossguard

SHARD_LIMIT = 16 * 1024 * 1024  # bytes in each of the sixteen folders
ENTRY_LIMIT = 4 * 1024 * 1024  # bytes
AGE_LIMIT_S = 30 * 86_400.0  # without being used
TIDIED_EVERY_S = 86_400.0  # old entries are looked for once a day, by a run that has examined something
TIDIED_AFTER_BYTES = 8 * 1024 * 1024  # ... or after a run that has examined so much source: half a minute of work
VARIABLE = "LOSSGUARD_CACHE_DIR"

_MAGIC = b"lossguard cache 1\n"
_SHARDS = "0123456789abcdef"
_DIGEST_BYTES = 20
_HEAD_BYTES = len(_MAGIC) + _DIGEST_BYTES
_ASIDE = ".aside"
_LEFTOVER_S = 3600.0  # what was written aside and never renamed: its process was killed
_TIDIED = "tidied"  # a file of the folder: its time is when that was
_FRESH_S = 3600.0  # an entry is marked as used once an hour: reading writes nothing as a rule
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = (
    "Signature: 8a477f597d28d172789f06886806bc55\n# Made by lossguard. What is in here can be deleted at any time.\n"
)


class Cache:
    """Entries of at most `ENTRY_LIMIT` bytes in `folder`, which need not exist."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._is_ours: bool | None = None

    def get(self, key: str) -> bytes | None:
        """What was put under the key; None where there is nothing, or nothing that can be believed."""
        if not self._ours():
            return None
        path = self._path(key)
        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        except OSError:
            return None
        try:
            with open(descriptor, "rb") as file:
                status = os.fstat(descriptor)
                if not _is_own(status) or not stat.S_ISREG(status.st_mode) or status.st_size > ENTRY_LIMIT:
                    return None
                content = file.read()
                _mark_used(path, status)
        except OSError:
            return None
        payload = content[_HEAD_BYTES:]
        return payload if content[:_HEAD_BYTES] == _MAGIC + _digest(payload) else None

    def put(self, key: str, payload: bytes) -> None:
        """Remember `payload` under the key, if that is possible."""
        if len(payload) + _HEAD_BYTES > ENTRY_LIMIT:
            return
        path = self._path(key)
        aside = f"{path}.{os.getpid()}{_ASIDE}"
        try:
            self._prepare(os.path.dirname(path))
            if not self._ours():
                return
            with open(aside, "xb", opener=_private) as file:
                file.write(_MAGIC + _digest(payload) + payload)
            os.replace(aside, path)
        except OSError:
            _remove(aside)
            return
        except BaseException:  # Ctrl-C in the midst of it
            _remove(aside)
            raise

    def tidy_when_due(self, examined_bytes: int) -> None:
        """Tidy where nobody has for a day, or where this run, having examined so much source, has put much in."""
        if not self._ours():
            return
        stamp = os.path.join(self.folder, _TIDIED)
        try:
            tidied = os.stat(stamp).st_mtime
        except OSError:
            tidied = 0.0
        if examined_bytes < TIDIED_AFTER_BYTES and abs(time() - tidied) < TIDIED_EVERY_S:
            return
        try:
            with open(stamp, "wb", opener=_private):  # first: other processes need not do it, too
                os.utime(stamp)
        except OSError:
            return
        self.tidy()

    def tidy(self) -> None:
        """Drop what was not used for `AGE_LIMIT_S`, then, where a folder is too big, what was not for the longest.

        Other processes may read and write meanwhile: to them a dropped entry is one that was never there.
        """
        now = time()
        for shard in (os.path.join(self.folder, letter) for letter in _SHARDS):
            total = 0
            for used, size, path in sorted(_entries(shard), reverse=True):
                total += size
                if total > SHARD_LIMIT or now - used > (_LEFTOVER_S if path.endswith(_ASIDE) else AGE_LIMIT_S):
                    _remove(path)

    def clear(self) -> int:
        """Remove all entries, and the folder where nothing else is in it. Returns how many there were."""
        removed = 0
        for letter in _SHARDS:
            shard = os.path.join(self.folder, letter)
            for _, _, path in list(_entries(shard)):
                removed += _remove(path)
            _remove_folder(shard)
        if removed or os.path.isfile(os.path.join(self.folder, _TAG)):
            _remove(os.path.join(self.folder, _TAG))
            _remove(os.path.join(self.folder, _TIDIED))
            _remove_folder(self.folder)
        return removed

    def _path(self, key: str) -> str:
        return os.path.join(self.folder, key[0], key)

    def _prepare(self, shard: str) -> None:
        if os.path.isdir(shard):
            return
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        self._is_ours = None
        if not self._ours():
            return
        os.makedirs(shard, mode=0o700, exist_ok=True)
        tag = os.path.join(self.folder, _TAG)
        if not os.path.exists(tag):
            with open(tag, "w", encoding="ascii", opener=_private) as file:
                file.write(_TAG_TEXT)

    def _ours(self) -> bool:
        """Whether nobody else can write into the folder: what another user put there is not to be believed."""
        if self._is_ours is None:
            try:
                status = os.stat(self.folder)
            except OSError:
                return False
            self._is_ours = stat.S_ISDIR(status.st_mode) and _is_own(status)
        return self._is_ours


def default_folder() -> str:
    """The folder named by LOSSGUARD_CACHE_DIR, else one in the user's own folder for caches: never in the tree."""
    given = os.environ.get(VARIABLE)
    if given:
        return given
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or os.path.join(os.path.expanduser("~"), "AppData", "Local")
        return os.path.join(local, "lossguard", "Cache")
    if sys.platform == "darwin":
        return os.path.join(os.path.expanduser("~"), "Library", "Caches", "lossguard")
    base = os.environ.get("XDG_CACHE_HOME", "")
    return os.path.join(base if os.path.isabs(base) else os.path.join(os.path.expanduser("~"), ".cache"), "lossguard")


def digest(data: bytes) -> str:
    """What stands for a content in keys."""
    return blake2b(data, digest_size=_DIGEST_BYTES).hexdigest()


def key_of(*parts: str) -> str:
    """The key of an entry that depends on all of the parts, and on the code of lossguard and of what it stands on."""
    return digest("\0".join((_stamp(), *parts)).encode("utf-8", "surrogatepass"))


@cache
def _stamp() -> str:
    """The version of lossguard and every file of its code with size and time, the Python, and the parser's files."""
    said = [lossguard.__version__, sys.version, sys.implementation.cache_tag or ""]
    for folder in lossguard.__path__:
        said += sorted(_code(folder, "", below=True))
    for folder in _folders_of("libcst"):
        said += sorted(_code(folder, "libcst/", below=False))
    return digest("\n".join(said).encode("utf-8", "surrogatepass"))


def _folders_of(package: str) -> list[str]:
    """Where a package lies, which is not imported for that."""
    folders = (os.path.join(folder or ".", package) for folder in sys.path)
    return [folder for folder in folders if os.path.isdir(folder)][:1]


def _code(folder: str, prefix: str, below: bool) -> Iterator[str]:
    """Name, size and time of each module in a folder, and in those below."""
    try:
        with os.scandir(folder) as scan:
            entries = list(scan)
    except OSError:
        return
    for entry in entries:
        if entry.name.endswith((".py", ".so", ".pyd")):
            status = entry.stat()
            yield f"{prefix}{entry.name} {status.st_size} {status.st_mtime_ns}"
        elif below and "." not in entry.name and entry.is_dir():
            yield from _code(entry.path, f"{prefix}{entry.name}/", below)


def _digest(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=_DIGEST_BYTES).digest()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _is_own(status: os.stat_result) -> bool:
    """Whether a file or folder belongs to the user, and to no other user's pen."""
    if not hasattr(os, "geteuid"):
        return True  # Windows: the profile's own access lists decide
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _mark_used(path: str, status: os.stat_result) -> None:
    if abs(time() - status.st_mtime) > _FRESH_S:
        try:
            os.utime(path)
        except OSError:
            return


def _entries(shard: str) -> Iterator[tuple[float, int, str]]:
    """Time, size and path of each entry of one of our folders, leftovers of killed processes included."""
    try:
        with os.scandir(shard) as scan:
            for entry in scan:
                if len(entry.name.partition(".")[0]) == 2 * _DIGEST_BYTES and entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    yield status.st_mtime, status.st_size, entry.path
    except OSError:
        return


def _remove(path: str) -> bool:
    try:
        os.unlink(path)
    except OSError:
        return False
    return True


def _remove_folder(folder: str) -> None:
    try:
        os.rmdir(folder)
    except OSError:
        return
