"""What the tests of files ask of the system they run on."""

from __future__ import annotations

import os

import pytest

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
posix = pytest.mark.skipif(os.name != "posix", reason="such files, modes and links are POSIX'")
not_root = pytest.mark.skipif(AS_ROOT, reason="root may read and write everything")
