"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def seed() -> Path:
    """The seed document."""
    return ROOT / "seeds" / "manifest-digitale-overheid.txt"
