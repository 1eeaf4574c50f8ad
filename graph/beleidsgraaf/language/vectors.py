"""The floret vectors that ship with the package."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.vectors import Vectors

WEIGHTS = Path(__file__).parent / "weights"


@cache
def load_vectors() -> Vectors:
    """Return the floret vectors (Boyd and Warmerdam, https://github.com/explosion/floret): hashed subwords, so that no word is unknown."""
    from spacy.vectors import Vectors  # noqa: PLC0415

    return Vectors().from_disk(WEIGHTS / "vectors")
