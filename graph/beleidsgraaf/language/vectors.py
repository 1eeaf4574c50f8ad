"""The floret vectors that ship with the package."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mmh3
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "weights"


class Vectors:
    """Word vectors made of hashed subwords, so that no word is unknown (Boyd and Warmerdam, https://github.com/explosion/floret).

    Args:
        table: the subwords' vectors, (rows, dimensions) float32.
        settings: floret's: ``minn``, ``maxn``, ``hash_seed``, ``bow``, ``eow``; two rows a subword.
    """

    def __init__(self, table: NDArray[Any], settings: dict[str, Any]) -> None:
        self._table = table
        self._sizes = range(settings["minn"], settings["maxn"] + 1)
        self._seed: int = settings["hash_seed"]
        self._begin, self._end = settings["bow"], settings["eow"]

    @property
    def size(self) -> int:
        """Dimensions of a vector."""
        return int(self._table.shape[1])

    def __call__(self, words: Sequence[str]) -> NDArray[Any]:
        """Return the vectors of words, (words, dimensions) float32: the mean of their subwords' rows."""
        parts = [self._subwords(word) for word in words]
        hashes = [mmh3.hash64(part, self._seed, signed=False)[0] for own in parts for part in own]
        low = np.array(hashes, np.uint64)
        rows = np.stack([low & np.uint64(0xFFFFFFFF), low >> np.uint64(32)], 1) % np.uint64(len(self._table))
        counts = np.array([2 * len(own) for own in parts])
        result: NDArray[Any] = np.add.reduceat(self._table[rows.ravel()], np.cumsum(counts) - counts)
        return result / counts.astype(np.float32)[:, None]

    def _subwords(self, word: str) -> list[bytes]:
        whole = f"{self._begin}{word}{self._end}"
        return [whole.encode()] + [whole[start : start + size].encode() for size in self._sizes for start in range(len(whole) - size + 1)]


@cache
def load_vectors() -> Vectors:
    """Return the vectors in ``weights/``; their table is read as it is needed."""
    settings = json.loads((WEIGHTS / "vectors.json").read_text("utf-8"))
    return Vectors(np.load(WEIGHTS / "vectors.npy", mmap_mode="r"), settings)
