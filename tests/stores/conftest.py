"""What the tests of stores share: a build folder of made-up documents, and servers."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from synthetic import built


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build folder of five documents that no test changes."""
    return built(tmp_path_factory.mktemp("five"), 5)


@pytest.fixture
def folder(tmp_path: Path, five: Path) -> Path:
    """A build folder of five documents."""
    return shutil.copytree(five, tmp_path / "build")


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the user's own credentials."""
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"BELEIDSGRAAF_STORE_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))
