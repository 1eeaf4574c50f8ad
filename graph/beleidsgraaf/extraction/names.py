"""Tells the kind of a name that no register knows: by its head noun, by the words around it, by how names are built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from beleidsgraaf.errors import KnowledgeError
from beleidsgraaf.extraction.phrases import type_noun_of
from beleidsgraaf.model import Kind

if TYPE_CHECKING:
    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.knowledge.ontology import Ontology
    from beleidsgraaf.model import Sentence

_PARTICLES = frozenset("van de der den het ten ter te 't 's in op la le du von da el al".split())
_INITIALS = re.compile(r"^(?:[A-Z][a-z]?\.)+(?:-[A-Z]\.)?$")
_CAPITALISED = re.compile(r"^[A-ZÀ-Þ][a-zà-ÿ]+(?:[-'’][A-ZÀ-Þ]?[a-zà-ÿ]+)*$")
_IDENTIFIER = re.compile(r"^[A-Za-z]+[a-z][A-Z][a-z]\w*$")
_ADDRESS = re.compile(r"^www\.\S+$|^[\w-]+(?:\.[\w-]+)*\.(?:nl|eu|org|com|gov|net)$", re.I)


@dataclass(frozen=True, slots=True)
class NameType:
    """The kind of a name.

    Args:
        kind: its kind.
        classes: local names of finer classes.
        certainty: how sure that is, 0 to 1.
        generic: whether a plain noun before the name gave it, so that the name alone may mean something else.
    """

    kind: Kind
    classes: tuple[str, ...]
    certainty: float


def type_name(sentence: Sentence, first: int, last: int, lexis: Lexis, ontology: Ontology) -> NameType | None:
    """Tell the kind of a name.

    Args:
        sentence: a tokenised sentence.
        first, last: indices of the name's tokens, end exclusive.
        lexis: type nouns, role nouns and given names.
        ontology: the classes.

    Returns:
        The kind with its classes, or None when nothing tells it.
    """
    tokens = sentence.tokens
    words = [token.text for token in tokens[first:last]]
    if _ADDRESS.match("".join(words)):
        return NameType(Kind.SYSTEM, ("Portal",), 0.8)
    return (
        _by_role(sentence, first, words, lexis)
        or _as_person(words, lexis)
        or _by_head(words, lexis, ontology)
        or _by_noun_before(sentence, first, words, lexis, ontology)
        or _by_apposition(sentence, last, lexis, ontology)
        or _by_brackets(sentence, first, last, lexis, ontology)
        or _by_noun_after(sentence, last, lexis, ontology)
    )


def _class(name: str, ontology: Ontology, certainty: float) -> NameType:
    kind = ontology.kind_of(name)
    if kind is None:
        raise KnowledgeError(f"The class bg:{name} types a name but refines no kind of entity; see ontology/lexicon/.", terms=(name,))
    return NameType(kind, () if name == kind.value else (name,), certainty)


def _by_head(words: list[str], lexis: Lexis, ontology: Ontology) -> NameType | None:
    """By the noun it is built on: its first word (``Wet digitale overheid``), else its last (``Rijks ICT-dashboard``), else one between."""
    order = [0, len(words) - 1, *range(1, len(words) - 1)]
    for place in order:
        word = words[place]
        if word.lower() in _PARTICLES or (len(word) <= 4 and word.isupper()):
            continue
        found = type_noun_of(word, lexis)
        if found is None:
            continue
        kind = ontology.kind_of(found[0].class_name)
        if kind in (Kind.PERSON, Kind.THEME) or (kind is Kind.ACTOR_GROUP and len(words) > 1 and place != len(words) - 1):
            continue
        if found[0].vague and len(words) == 1 and found[0].lemma == word.lower():
            continue
        if kind is Kind.POLICY and len(words) == 1 and _IDENTIFIER.match(word):
            continue  # ``KredietOvereenkomst`` is a class of a data model
        return _class(found[0].class_name, ontology, 0.9 if place in (0, len(words) - 1) else 0.75)
    return None


def _by_noun_before(sentence: Sentence, first: int, words: list[str], lexis: Lexis, ontology: Ontology) -> NameType | None:
    """By the noun it follows: ``het programma Tel mee met Taal``, ``de website DigiD.nl``."""
    place = first - 1
    while place >= 0 and sentence.tokens[place].text in ("'", '"', "‘", "“", "„"):
        place -= 1
    if place < 0:
        return None
    found = type_noun_of(sentence.tokens[place].text, lexis)
    if found is None or not sentence.tokens[place].text[:1].isalpha():
        return None
    kind = ontology.kind_of(found[0].class_name)
    if kind in (Kind.THEME, Kind.ACTOR_GROUP, Kind.EVENT):
        return None
    return _class(found[0].class_name, ontology, 0.85)


def _by_apposition(sentence: Sentence, last: int, lexis: Lexis, ontology: Ontology) -> NameType | None:
    """By what is said of it right after: ``De Stroomlijn, een portaal van …``, ``Signaal is een register …``."""
    tokens = sentence.tokens
    if last + 1 >= len(tokens):
        return None
    if tokens[last].text not in (",", "is", "was", "wordt", "(") or tokens[last + 1].text.lower() not in ("een", "de", "het"):
        return None
    for place in range(last + 2, min(last + 6, len(tokens))):
        word = tokens[place].text
        if not word[:1].isalpha() or word.lower() in ("van", "voor", "die", "dat", "waarmee", "met"):
            return None
        found = type_noun_of(word, lexis) if word.islower() else None
        if found is not None:
            kind = ontology.kind_of(found[0].class_name)
            return None if kind in (Kind.THEME, Kind.EVENT) else _class(found[0].class_name, ontology, 0.8)
        if word.lower() in lexis.roles:
            return NameType(Kind.PERSON, (), 0.8)
    return None


def _by_role(sentence: Sentence, first: int, words: list[str], lexis: Lexis) -> NameType | None:
    """By the role before it: ``wethouder Jansen``, ``minister H.G.J. Kamp``."""
    if first and is_person_shaped(words) and sentence.tokens[first - 1].text.lower() in lexis.roles | lexis.titles:
        return NameType(Kind.PERSON, (), 0.95)
    return None


def is_person_shaped(words: list[str]) -> bool:
    """Tell whether words are built as the name of a person: capitalised, or initials, with particles between; two words or more."""
    capitals = [word for word in words if word.lower() not in _PARTICLES]
    return bool(capitals) and len(words) <= 6 and all(_CAPITALISED.match(word) or _INITIALS.match(word) for word in capitals)


def _as_person(words: list[str], lexis: Lexis) -> NameType | None:
    """By how it is built: a given name or initials, then a surname."""
    if (
        len(words) < 2
        or not is_person_shaped(words)
        or any(lexis.type_of(word.lower()) for word in (words[0], words[-1]) if word.lower() in lexis.lexicon.type_nouns)
    ):
        return None
    given = words[0].split("-")[0].lower() in lexis.given_names
    if given or _INITIALS.match(words[0]):
        return NameType(Kind.PERSON, (), 0.85 if given else 0.9)
    return None


def _by_brackets(sentence: Sentence, first: int, last: int, lexis: Lexis, ontology: Ontology) -> NameType | None:
    """By a type noun in the brackets that follow: ``Stroomlijn (portaal)``."""
    tokens = sentence.tokens
    if last + 2 < len(tokens) and tokens[last].text == "(" and tokens[last + 2].text == ")":
        found = type_noun_of(tokens[last + 1].text, lexis)
        if found is not None:
            return _class(found[0].class_name, ontology, 0.8)
    return None


def _by_noun_after(sentence: Sentence, last: int, lexis: Lexis, ontology: Ontology) -> NameType | None:
    """By the noun of a digital thing or a happening right behind it: ``GEO module``."""
    tokens = sentence.tokens
    if last >= len(tokens) or tokens[last].start != tokens[last - 1].end + 1 or not tokens[last].text.islower():
        return None
    found = type_noun_of(tokens[last].text, lexis)
    if found is None or found[1] or ontology.kind_of(found[0].class_name) not in (Kind.SYSTEM, Kind.EVENT):
        return None
    return _class(found[0].class_name, ontology, 0.75)
