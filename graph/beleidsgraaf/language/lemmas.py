"""Lemmas: a word and its part of speech to the dictionary form."""

from __future__ import annotations

from functools import cache, lru_cache

import simplemma

_AS_IS = frozenset({"PROPN", "NUM", "X", "SYM", "PUNCT"})


@lru_cache(maxsize=100_000)
def lemma(word: str, pos: str) -> str:
    """Return the dictionary form of a word.

    Args:
        word: the word as it stands, with straight apostrophes.
        pos: its universal part of speech.

    Returns:
        The lemma in lower case, a name as it stands. A separable verb written as one word keeps its particle (``ingevoerd``: ``invoeren``);
        one written apart has none (``voert … in``: ``voeren``).

    >>> lemma("ingevoerd", "VERB"), lemma("voert", "VERB"), lemma("gemeenten", "NOUN"), lemma("Logius", "PROPN")
    ('invoeren', 'voeren', 'gemeente', 'Logius')
    """
    if pos in _AS_IS:
        return word
    return _table(word.lower())


@cache
def _table(word: str) -> str:
    return simplemma.lemmatize(word, lang="nl").replace("_", "")
