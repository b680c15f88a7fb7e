"""References between settings as OmegaConf writes them: "${model.width}", "${.width}", "${oc.env:HOME}"."""

from __future__ import annotations

import re

from lossguard.datafiles.tree import DEEPEST, MOST, OPAQUE, Setting

_REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_PATH = re.compile(r"\.*[A-Za-z_0-9][\w.\-\[\]]*")
_LONGEST = 1_000  # characters of a string that references fill
_NOT_FOUND = Setting(OPAQUE, "", 1)


def resolved(root: Setting) -> Setting:
    """The tree with every reference replaced by what it means; what only a running program knows is opaque."""
    return _Resolver(root).resolved(root, (), 0)


class _Resolver:
    """Looks references up in one tree. `_left` bounds what references to references can grow into."""

    def __init__(self, root: Setting) -> None:
        self._root = root
        self._left = 2 * MOST

    def resolved(self, setting: Setting, keys: tuple[str, ...], depth: int) -> Setting:
        """A setting that stands under these keys."""
        self._left -= 1
        value = setting.value
        if self._left < 0:
            return _NOT_FOUND
        if isinstance(value, str) and "${" in value:
            return self._replaced(setting, value, keys, depth)
        if isinstance(value, dict):
            inner = {key: self.resolved(item, (*keys, str(key)), depth) for key, item in value.items()}
            return Setting(inner, setting.path, setting.line)
        if isinstance(value, tuple):
            items = tuple(self.resolved(item, (*keys, str(n)), depth) for n, item in enumerate(value))
            return Setting(items, setting.path, setting.line)
        return setting

    def _replaced(self, setting: Setting, text: str, keys: tuple[str, ...], depth: int) -> Setting:
        """A string that is a reference is what that means, of whatever type; with references inside it is a string."""
        whole = _REFERENCE.fullmatch(text)
        if whole is not None:
            return self._meant(whole[1], keys, depth)
        parts: list[str] = []
        end = 0
        for found in _REFERENCE.finditer(text):
            meant = self._meant(found[1], keys, depth).value
            if not isinstance(meant, (str, int, float)):
                return Setting(OPAQUE, setting.path, setting.line)
            parts += [text[end : found.start()], str(meant)]
            end = found.end()
        joined = "".join([*parts, text[end:]])
        is_told = "${" not in joined and len(joined) <= _LONGEST
        return Setting(joined if is_told else OPAQUE, setting.path, setting.line)

    def _meant(self, reference: str, keys: tuple[str, ...], depth: int) -> Setting:
        reference = reference.strip()
        if depth > DEEPEST or not _PATH.fullmatch(reference):
            return _NOT_FOUND
        named = reference.lstrip(".")
        up = len(reference) - len(named)
        start = list(keys[: len(keys) - up]) if up else []
        path = [*start, *named.replace("[", ".").replace("]", "").split(".")]
        found = self._root.at(path)
        return _NOT_FOUND if found is None else self.resolved(found, tuple(path), depth + 1)
