"""Finds noun phrases without a proper name: typed by their head noun (``het manifest``, ``een verzamelbrief``, ``private afnemers``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import simplemma

if TYPE_CHECKING:
    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.knowledge.frames import TypeNoun
    from beleidsgraaf.model import Sentence, Token

DEFINITE = frozenset({"de", "het", "'t", "dit", "deze", "die", "dat", "zijn", "haar", "hun", "onze", "ons", "beide", "betreffende", "genoemde", "voornoemde"})
DEMONSTRATIVE = frozenset({"dit", "deze", "die", "dat", "betreffende", "genoemde", "voornoemde"})
INDEFINITE = frozenset({"een", "geen", "elk", "elke", "ieder", "iedere", "enkele", "sommige", "veel", "vele", "meerdere", "verschillende", "alle"})
FUNCTION_WORDS = frozenset(
    "van voor in op aan met door bij uit over tot naar tegen onder tussen binnen buiten volgens sinds per en of maar want dus als dan te om er "
    "is zijn was waren wordt worden werd werden heeft hebben had hadden kan kunnen moet moeten wil willen zal zullen mag mogen gaat gaan dat die "
    "wie wat waar hoe niet ook nog wel al zich we wij ze zij hij het je u ik mede meer zo zoals via rond tijdens na".split()
)
_LOOK_BACK = 4
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase with a head that tells its class.

    Args:
        start, end: indices of its tokens, end exclusive: the noun with the adjectives that make a term with it.
        noun: index of the head noun.
        type_noun: what the head noun says.
        compound: whether the head is a compound of the type noun (``verzamelbrief``).
        determiner: the determiner in lower case, or ``""``.
        plural: whether the head is a plural.
    """

    start: int
    end: int
    noun: int
    type_noun: TypeNoun
    compound: bool
    determiner: str
    plural: bool

    @property
    def definite(self) -> bool:
        """Whether the determiner points at something known."""
        return self.determiner in DEFINITE


def singulars(word: str) -> Iterator[str]:
    """Yield the word and the singulars it may be a plural of, most likely first.

    Args:
        word: a noun in lower case.

    >>> list(singulars("wetten"))[1:3]
    ['wet', 'wett']
    """
    yield word
    if word.endswith("'s"):
        yield word[:-2]
    elif word.endswith("ieën"):
        yield word[:-2]
    elif word.endswith("ën"):
        yield word[:-2]
    elif word.endswith("s") and len(word) > 4:
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
    if word.endswith("heden"):
        yield word[:-5] + "heid"


def _open_syllable(stem: str) -> bool:
    """Tell whether a word of one syllable has a single vowel before a single consonant: then the plural in ``-en`` is of a long vowel."""
    vowels = sum(char in _VOWELS for char in stem)
    return vowels == 1 and len(stem) > 1 and stem[-1] not in _VOWELS and stem[-2] in _VOWELS


@cache
def _is_word(text: str) -> bool:
    """Tell whether the first part of a compound ends in a word of Dutch, with or without the letters that join it to the next part."""
    for joined in (text, text.removesuffix("s"), text.removesuffix("en"), text.removesuffix("e")):
        if any(simplemma.is_known(joined[cut:], lang="nl") for cut in range(max(0, len(joined) - 3))):
            return True
    return False


def type_noun_of(word: str, lexis: Lexis) -> tuple[TypeNoun, bool] | None:
    """Find what class a noun tells.

    Args:
        word: a noun as it stands, singular or plural.
        lexis: the lexicon.

    Returns:
        The type noun and whether the word is a plural; None when the word is not typed.
    """
    lowered = word.lower().replace("’", "'").strip("-")
    for form in singulars(lowered):
        found = lexis.type_of(form)
        if found is None:
            continue
        first = form.removesuffix(found.lemma)
        if not first or first.endswith("-") or _is_word(first):
            return found, form != lowered
    if "-" in lowered:
        return type_noun_of(lowered.rpartition("-")[2], lexis)
    return None


def find_phrases(sentence: Sentence, lexis: Lexis) -> Iterator[NounPhrase]:
    """Find the noun phrases of a sentence whose head noun tells their class.

    Args:
        sentence: a tokenised sentence.
        lexis: the type nouns.

    Yields:
        Noun phrases in order, each with the adjectives between determiner and noun that the lexicon knows to make a term (``digitale``).
    """
    tokens = sentence.tokens
    for index, token in enumerate(tokens):
        if not token.text[:1].isalpha() or (not token.text.islower() and not _may_be_plain(sentence, index)):
            continue
        found = type_noun_of(token.text, lexis)
        if found is None:
            continue
        type_noun, plural = found
        determiner, first = _determiner(tokens, index)
        start = index
        while start > first and tokens[start - 1].text.lower() in lexis.term_adjectives:
            start -= 1
        compound = not any(form == type_noun.lemma for form in singulars(token.text.lower()))
        yield NounPhrase(start, index + 1, index, type_noun, compound, determiner, plural)


def _may_be_plain(sentence: Sentence, index: int) -> bool:
    """Tell whether a capitalised word may be an ordinary one: it opens the sentence."""
    token = sentence.tokens[index]
    opens = index == 0 or (index == 1 and not sentence.tokens[0].text[:1].isalnum())
    return opens and token.text[1:].islower()


def _determiner(tokens: tuple[Token, ...], noun: int) -> tuple[str, int]:
    """Return the determiner before a noun and the index after it; only adjectives and participles may stand between."""
    for place in range(noun - 1, max(-1, noun - _LOOK_BACK - 1), -1):
        word = tokens[place].text.lower()
        if word in DEFINITE or word in INDEFINITE:
            return word, place + 1
        if word in FUNCTION_WORDS or not word[:1].isalpha():
            return "", place + 1
    return "", max(0, noun - _LOOK_BACK)
