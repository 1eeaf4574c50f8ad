"""What all tests share: the seed, and what is built of it, once a process."""

from __future__ import annotations

from pathlib import Path

import pytest

import beleidsgraaf
from beleidsgraaf import Extraction, KnowledgeGraph

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def seed() -> Path:
    """The seed document."""
    return ROOT / "seeds" / "manifest-digitale-overheid.txt"


@pytest.fixture(scope="session")
def seed_extraction(seed: Path) -> Extraction:
    """What is found in the seed."""
    (extraction,) = beleidsgraaf.build(beleidsgraaf.read_documents([str(seed)]))
    return extraction


@pytest.fixture(scope="session")
def seed_graph(seed_extraction: Extraction) -> KnowledgeGraph:
    """The graph of the seed."""
    return beleidsgraaf.as_graph([seed_extraction])


@pytest.fixture(scope="session")
def seed_build(seed_extraction: Extraction, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build folder of the seed; not to be written to."""
    folder = tmp_path_factory.mktemp("seed")
    beleidsgraaf.write_build([seed_extraction], folder)
    return folder
