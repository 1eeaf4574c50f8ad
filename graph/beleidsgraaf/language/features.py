"""What the parser sees of a word: its floret vector, its form, its beginning and end, its characters. Shared by training and running."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from beleidsgraaf.language.vectors import Vectors

CHARACTERS = 16
"""Characters of a word that the network reads: a longer word loses its middle."""
AFFIXES = 4096
"""Rows of the tables that beginnings and ends of words are hashed into."""
PAD, UNKNOWN, BEGIN, END = 0, 1, 2, 3


class WordFeatures:
    """Turns words into arrays.

    Args:
        forms: lower-cased forms with an embedding of their own; the first has row 2.
        alphabet: characters with an embedding of their own; the first has row 4.
        vectors: floret vectors.
        scale: factor that brings the vectors to unit variance.
    """

    def __init__(self, forms: Sequence[str], alphabet: Sequence[str], vectors: Vectors, scale: float) -> None:
        self._forms: Mapping[str, int] = {form: row + 2 for row, form in enumerate(forms)}
        self._alphabet: Mapping[str, int] = {character: row + 4 for row, character in enumerate(alphabet)}
        self._vectors = vectors
        self._scale = scale

    def __call__(self, words: Sequence[str]) -> dict[str, NDArray[Any]]:
        """Return the features of words.

        Args:
            words: words, with straight apostrophes.

        Returns:
            ``vector`` (words, dimensions) float32; ``form`` (words,), ``affix`` (words, 2) and ``characters`` (words, 16) int64.
        """
        count = len(words)
        vector = self._vectors(words) * np.float32(self._scale)
        form = np.fromiter((self._forms.get(word.lower(), UNKNOWN) for word in words), np.int64, count)
        affix = np.array([_affixes(word.lower()) for word in words], np.int64).reshape(count, 2)
        characters = np.zeros((count, CHARACTERS), np.int64)
        for row, word in enumerate(words):
            kept = word if len(word) <= CHARACTERS - 2 else word[:4] + word[6 - CHARACTERS :]
            ids = [BEGIN, *(self._alphabet.get(character, UNKNOWN) for character in kept), END]
            characters[row, : len(ids)] = ids
        return {"vector": vector, "form": form, "affix": affix, "characters": characters}


def _affixes(word: str) -> tuple[int, int]:
    """Hash the first three and the last four characters of a word."""
    return 1 + zlib.crc32(f"p{word[:3]}".encode()) % (AFFIXES - 1), 1 + zlib.crc32(f"s{word[-4:]}".encode()) % (AFFIXES - 1)
