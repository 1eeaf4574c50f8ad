"""Dutch word forms: singulars of plurals, parts of compounds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import simplemma

_VOWELS = "aeiou"


def singulars(word: str) -> Iterator[str]:
    """Yield the word and the singulars it may be a plural of, most likely first.

    Args:
        word: a noun in lower case.

    >>> list(singulars("wetten"))[1:3]
    ['wet', 'wett']
    """
    yield word
    if word.endswith("'s") or word.endswith("ieën") or word.endswith("ën"):
        yield word[:-2]
    elif word.endswith("s") and len(word) > 3:
        yield word[:-1]
    if word.endswith("en") and len(word) > 4:
        stem = word[:-2]
        if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
            yield stem[:-1]
        if not _open_syllable(stem):
            yield stem
        if len(stem) > 2 and stem[-2] in _VOWELS and stem[-3] not in _VOWELS and stem[-1] not in _VOWELS:
            yield stem[:-2] + stem[-2] * 2 + stem[-1]
        if stem[-1] in "vz":
            hard = stem[:-1] + {"v": "f", "z": "s"}[stem[-1]]
            yield hard
            if hard[-2] in _VOWELS and hard[-3] not in _VOWELS:
                yield hard[:-2] + hard[-2] * 2 + hard[-1]
        yield word[:-1]  # gemeenten, of gemeente
    if word.endswith("heden"):
        yield word[:-5] + "heid"


def _open_syllable(stem: str) -> bool:
    """Tell whether a word of one syllable has a single vowel before a single consonant: then the plural in ``-en`` is of a long vowel."""
    vowels = sum(char in _VOWELS for char in stem)
    return vowels == 1 and len(stem) > 1 and stem[-1] not in _VOWELS and stem[-2] in _VOWELS


@cache
def ends_in_word(text: str) -> bool:
    """Tell whether the first part of a compound ends in a word of Dutch, with or without the letters that join it to the next part."""
    for joined in (text, text.removesuffix("s"), text.removesuffix("en"), text.removesuffix("e")):
        if any(simplemma.is_known(joined[cut:], lang="nl") for cut in range(max(0, len(joined) - 3))):
            return True
    return False
