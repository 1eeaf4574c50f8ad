"""Common words: tells whether a word that begins a sentence is an ordinary one, or a name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import simplemma

_DERIVED = re.compile(
    r".{2,}(?:ing(?:en)?|heid|heden|iteit(?:en)?|[ts]ies?|ismen?|schap(?:pen)?|ende?|lijke?|loze|loos|ba(?:ar|re)|[aeo]ren|eren|eerd|eerde|ige?|matige?)$"
)
"""Endings of derived words: no list has all of them."""
_PRONOMINAL = re.compile(
    r"(?:hier|daar|waar|er)(?:aan|achter|bij|binnen|boven|buiten|door|in|langs|mee|na|naar|naast|om|omtrent|onder|op|over|tegen|toe|tussen|uit|van|"
    r"vandaan|voor|tegenover)$"
)
_SHORTEST_PART = 3
_LINKS = ("", "s", "e", "en", "-")


@cache
def _words() -> frozenset[str]:
    path = Path(__file__).parent / "weights" / "words.txt"
    return frozenset(path.read_text("utf-8").split())


@lru_cache(maxsize=50_000)
def is_common(word: str) -> bool:
    """Tell whether a word is an ordinary Dutch word, compounds and derivations included.

    Args:
        word: a word in lower case.

    >>> is_common("digitalisering"), is_common("werkagenda"), is_common("hierdoor"), is_common("logius")
    (True, True, True, False)
    """
    return _is_known(word) or any(_is_known(part) for part in word.split("-") if len(part) > _SHORTEST_PART) or _is_compound(word)


def _is_known(word: str) -> bool:
    return word in _words() or simplemma.is_known(word, lang="nl") or bool(_DERIVED.match(word) or _PRONOMINAL.match(word))


def _is_compound(word: str) -> bool:
    """Tell whether a word is two known words, with a linking sound between them."""
    for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART):
        if not _is_known(word[place:]) or len(word) - place <= _SHORTEST_PART:
            continue
        if any(
            word[:place].endswith(link) and _is_known(word[: place - len(link)]) for link in _LINKS if place - len(link) >= _SHORTEST_PART
        ):
            return True
    return False
