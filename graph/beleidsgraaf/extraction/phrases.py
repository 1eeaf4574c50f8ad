"""Finds noun phrases without a proper name: typed by their head noun (``het manifest``, ``een verzamelbrief``, ``private afnemers``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.morphology import ends_in_word, singulars

if TYPE_CHECKING:
    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.knowledge.frames import TypeNoun
    from beleidsgraaf.model import Sentence, Token

DEFINITE = frozenset(
    {"de", "het", "'t", "dit", "deze", "die", "dat", "zijn", "haar", "hun", "onze", "ons", "beide", "betreffende", "genoemde", "voornoemde"}
)
DEMONSTRATIVE = frozenset({"dit", "deze", "die", "dat", "betreffende", "genoemde", "voornoemde"})
INDEFINITE = frozenset(
    {"een", "geen", "elk", "elke", "ieder", "iedere", "enkele", "sommige", "veel", "vele", "meerdere", "verschillende", "alle"}
)
FUNCTION_WORDS = frozenset(
    "van voor in op aan met door bij uit over tot naar tegen onder tussen binnen buiten volgens sinds per en of maar want dus als dan te "
    "om er is zijn was waren wordt worden werd werden heeft hebben had hadden kan kunnen moet moeten wil willen zal zullen mag mogen gaat "
    "gaan dat die "
    "wie wat waar hoe niet ook nog wel al zich we wij ze zij hij het je u ik mede meer zo zoals via rond tijdens na".split()
)
_UNINFLECTED = frozenset(
    "eigen open gouden gegeven gekozen gesloten genomen afgesproken aangenomen twee drie vier vijf zes meest minst zeer nog".split()
)
_LOOK_BACK = 4


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
        if not first or first.endswith("-") or ends_in_word(first):
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
    done = 0
    for index, token in enumerate(tokens):
        if index < done:
            continue
        expression = _expression_at(tokens, index, lexis)
        if expression is not None:
            done = index + len(expression.lemma.split())
            yield NounPhrase(index, done, index, expression, compound=False, determiner=_determiner(tokens, index, lexis)[0], plural=False)
            continue
        if not token.text[:1].isalpha() or token.text.endswith("-") or (not token.text.islower() and not _may_be_plain(sentence, index)):
            continue
        found = type_noun_of(token.text, lexis)
        if found is None:
            continue
        type_noun, plural = found
        determiner, first = _determiner(tokens, index, lexis)
        start = index
        while start > first and tokens[start - 1].text.lower() in lexis.term_adjectives:
            start -= 1
        compound = not any(form == type_noun.lemma for form in singulars(token.text.lower()))
        yield NounPhrase(start, index + 1, index, type_noun, compound, determiner, plural)


@cache
def _expressions(lexis: Lexis) -> dict[str, list[list[str]]]:
    """Return the type nouns of several words by their first word, longest first: ``memorie van toelichting``."""
    found: dict[str, list[list[str]]] = {}
    for lemma in sorted(lexis.lexicon.type_nouns, key=lambda lemma: (-len(lemma), lemma)):
        words = lemma.split()
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return found


def _expression_at(tokens: tuple[Token, ...], index: int, lexis: Lexis) -> TypeNoun | None:
    """Return the type noun of several words that stands at a place."""
    for words in _expressions(lexis).get(tokens[index].text.lower(), ()):
        if [token.text.lower() for token in tokens[index : index + len(words)]] == words:
            return lexis.type_of(" ".join(words))
    return None


def _may_be_plain(sentence: Sentence, index: int) -> bool:
    """Tell whether a capitalised word may be an ordinary one: it opens the sentence."""
    token = sentence.tokens[index]
    opens = index == 0 or (index == 1 and not sentence.tokens[0].text[:1].isalnum())
    return opens and token.text[1:].islower()


def _determiner(tokens: tuple[Token, ...], noun: int, lexis: Lexis) -> tuple[str, int]:
    """Return the determiner before a noun and the index after it; only adjectives and participles may stand between."""
    for place in range(noun - 1, max(-1, noun - _LOOK_BACK - 1), -1):
        word = tokens[place].text.lower()
        if word in DEFINITE or word in INDEFINITE:
            return word, place + 1
        if word in FUNCTION_WORDS or not word[:1].isalpha() or not _may_be_adjective(word, lexis):
            return "", place + 1
    return "", max(0, noun - _LOOK_BACK)


def _may_be_adjective(word: str, lexis: Lexis) -> bool:
    """Tell whether a word has the form of an adjective after a definite determiner, which ends in -e, and is no noun of the lexicon."""
    if word in _UNINFLECTED or word in lexis.term_adjectives:
        return True
    return word.endswith("e") and not word.endswith("ie") and type_noun_of(word, lexis) is None
