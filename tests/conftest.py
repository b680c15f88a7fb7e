"""What holds for all tests: nothing is remembered from one to the next, and nothing in the user's own folders."""

from __future__ import annotations

from pathlib import Path

import pytest

try:
    from hypothesis import HealthCheck, settings
except ImportError:  # the oracle tests run without it
    pass
else:
    settings.register_profile("lossguard", suppress_health_check=[HealthCheck.too_slow], deadline=None)
    settings.load_profile("lossguard")


@pytest.fixture(autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache of this test, which tests of the command line fill and leave behind."""
    folder = tmp_path_factory.mktemp("cache") / "lossguard"
    monkeypatch.setenv("LOSSGUARD_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is the working folder."""
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder
