"""Lemmas: a word, its part of speech and features to the dictionary form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import simplemma

_AS_IS = frozenset({"PROPN", "NUM", "X", "SYM", "PUNCT"})
_VERBS = frozenset({"VERB", "AUX"})
_PLURALS = (("heden", "heid"), ("ingen", "ing"), ("teiten", "teit"), ("ties", "tie"), ("sies", "sie"), ("eurs", "eur"), ("'s", ""))
_SHORTEST_PART = 3


def load_dictionary() -> None:
    """Read the dictionary, which is otherwise read when the first word is looked up; it takes half a second."""
    _looked_up("woord")
    _listed()


@lru_cache(maxsize=100_000)
def lemma(word: str, pos: str, features: str = "") -> str:
    """Return the dictionary form of a word.

    Args:
        word: the word as it stands, with straight apostrophes.
        pos: its universal part of speech.
        features: its universal features.

    Returns:
        The lemma in lower case, a name as it stands. A separable verb written as one word keeps its particle (``ingevoerd``: ``invoeren``);
        one written apart has none (``voert … in``: ``voeren``).

    >>> lemma("ingevoerd", "VERB"), lemma("voert", "VERB"), lemma("gemeenten", "NOUN"), lemma("Logius", "PROPN")
    ('invoeren', 'voeren', 'gemeente', 'Logius')
    >>> lemma("kaart", "NOUN", "Number=Sing"), lemma("monitoren", "VERB", "VerbForm=Inf"), lemma("zorgbehoeften", "NOUN", "Number=Plur")
    ('kaart', 'monitoren', 'zorgbehoefte')
    """
    if pos in _AS_IS:
        return word
    low = word.lower()
    listed = _listed().get((low, pos))
    if listed:
        return listed
    if pos in _VERBS:
        return _verb(low, features)
    if pos == "NOUN":
        return _noun(low, features)
    return _looked_up(low)


def _verb(word: str, features: str) -> str:
    plural_present = "Number=Plur" in features and "Tense=Pres" in features
    if word.endswith("n") and ("VerbForm=Inf" in features or plural_present):
        return word
    found = _looked_up(word)
    if found in (word, word.removesuffix("e")) and word.endswith(("end", "ende")) and "VerbForm=Part" in features:
        return word.removesuffix("e").removesuffix("d")
    return found


def _noun(word: str, features: str) -> str:
    found = _looked_up(word)
    if "Number=Sing" in features:
        return found if len(found) < len(word) else word  # "kaart" is no form of "kaarten"
    if found != word or "Number=Plur" not in features:
        return found
    for place in range(1, len(word) - _SHORTEST_PART):
        tail = word[place:]
        base = _looked_up(tail)
        if base != tail and place >= _SHORTEST_PART and not base.endswith("en"):
            return word[:place] + base
    return next((word.removesuffix(plural) + singular for plural, singular in _PLURALS if word.endswith(plural)), word)


@cache
def _listed() -> Mapping[tuple[str, str], str]:
    """Return what the treebanks know better than the dictionary: (word, part of speech) to lemma."""
    path = Path(__file__).parent / "weights" / "lemmas.tsv"
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return {(word, pos): base for word, pos, base in rows}


@cache
def _looked_up(word: str) -> str:
    """Return what the dictionary says (simplemma, MIT): it writes separable verbs as ``in_voeren``."""
    return simplemma.lemmatize(word, lang="nl").replace("_", "")
