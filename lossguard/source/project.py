"""Which project a file belongs to: the nearest folder above it that looks like the root of one."""

from __future__ import annotations

import os
from functools import lru_cache

MARKS = (".git", ".hg", "pyproject.toml", "lossguard.toml", "setup.py", "setup.cfg")


def path_in_project(path: str) -> str:
    """`path` relative to the root of its project, with "/", whatever the working folder; as it is outside of one."""
    real = os.path.realpath(path)
    root = project_of(os.path.dirname(real))
    return (path if root is None else os.path.relpath(real, root)).replace(os.sep, "/")


@lru_cache(maxsize=4096)
def project_of(folder: str) -> str | None:
    """The nearest of `folder` and those above it that holds one of `MARKS`: a repository's root before a package's.

    In a repository it is the folder with .git, even where a sub-project has a pyproject.toml of its own: fingerprints
    and baselines stay what they are wherever lossguard is run.
    """
    nearest: str | None = None
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        if nearest is None and any(os.path.exists(os.path.join(folder, mark)) for mark in MARKS):
            nearest = folder
        above = os.path.dirname(folder)
        if above == folder:
            return nearest
        folder = above
