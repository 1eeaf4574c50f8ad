"""Settles the kind of names that nothing beside them tells: by all places of a document where they stand."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.phrases import FUNCTION_WORDS
from beleidsgraaf.extraction.trees import tokens_in
from beleidsgraaf.model import FoundBy, Kind, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.model import Sentence

    Spans = Sequence[tuple[int, int]]

_ARTICLES = frozenset({"de", "het", "een"})
_HONORIFICS = frozenset({"heer", "heren", "dame", "dames", "mevrouw", "mevrouwen", "mevr.", "dhr.", "mw."})
_LIST = frozenset({",", "en", "of", "de", "heren", "dames", "heer", "mevrouw"})
_BODIES = frozenset("bestuur fractie fracties directeur directeuren medewerkers leden voorzitter team namens afdeling".split())
_LOCATIVE = frozenset({"in", "te", "naar", "uit"})
_SAYING = frozenset("stelt beschrijft bepaalt noemt zegt schrijft bevat regelt benoemt onderscheidt vermeldt luidt".split())
_ACRONYM = re.compile(r"[A-Z]{3,}[0-9.+]*s?|[A-Za-z]*[a-z][A-Z]\w*|[A-Z]+[a-z]+[A-Z]\w*")
_REPEATED = 2
_CERTAINTY = 0.5
_SHORTEST = 3


def settle_kinds(sentences: Sequence[Sentence], proposals: Sequence[Spans], found: Sequence[Mention], lexis: Lexis) -> Iterator[Mention]:
    """Find the kind of proposed names that were left without one.

    Args:
        sentences: the sentences of a document.
        proposals: for each sentence the spans of its proposed names.
        found: the mentions found so far.
        lexis: role nouns.

    Yields:
        Mentions of the names whose kind the document tells: persons in a list under ``de heren``, a shorter form of a name whose kind is
        known, a body by the noun before ``van``, a document by what it says, a system when a name built like one stands there repeatedly.
    """
    taken: dict[int, list[tuple[int, int]]] = {}
    for mention in found:
        taken.setdefault(mention.sentence, []).append((mention.start, mention.end))
    places: dict[str, list[tuple[Sentence, int, int]]] = {}
    for sentence, spans in zip(sentences, proposals, strict=True):
        for start, end in spans:
            if any(start < last and first < end for first, last in taken.get(sentence.index, ())):
                continue
            begin = _without_article(sentence, start, end)
            if begin < end:
                places.setdefault(" ".join(sentence.document.text[begin:end].split()), []).append((sentence, begin, end))
    known = _kinds_by_part(found)
    for name, rows in places.items():
        kind = _kind(name, rows, known, lexis)
        for sentence, start, end in rows if kind is not None else ():
            yield Mention(
                start=start,
                end=end,
                text=sentence.document.text[start:end],
                sentence=sentence.index,
                kind=kind or Kind.SYSTEM,
                found_by=FoundBy.MODEL,
                confidence=_CERTAINTY if kind is not Kind.PERSON else 0.8,
                label=name,
            )


def _without_article(sentence: Sentence, start: int, end: int) -> int:
    """Return where a name begins that was proposed with the article at the head of a sentence."""
    row = tokens_in(sentence, start, end)
    return sentence.tokens[row[1]].start if len(row) > 1 and sentence.tokens[row[0]].text.lower() in _ARTICLES else start


def _kinds_by_part(found: Iterable[Mention]) -> Mapping[str, Kind]:
    """Return the kinds of the words that may stand for a name alone: a surname, what names a body behind its noun or at its end."""
    kinds: dict[str, set[Kind]] = {}
    for mention in found:
        words = mention.text.split()
        if len(words) < 2 or mention.kind not in (Kind.PERSON, Kind.ORGANIZATION):
            continue
        for word in {words[-1]} if mention.kind is Kind.PERSON else {words[-1], words[1]}:
            if word[:1].isupper() and len(word) > _SHORTEST:
                kinds.setdefault(word, set()).add(mention.kind)
    return {word: next(iter(row)) for word, row in kinds.items() if len(row) == 1}


def _kind(name: str, rows: Sequence[tuple[Sentence, int, int]], known: Mapping[str, Kind], lexis: Lexis) -> Kind | None:
    """Tell the kind of a name by the places where it stands."""
    votes: Counter[Kind | None] = Counter(_by_place(sentence, start, end, lexis) for sentence, start, end in rows)
    if votes[Kind.PERSON]:
        return Kind.PERSON
    if name in known:
        return known[name]
    if any(_is_located(sentence, start) for sentence, start, _ in rows):
        return None
    for kind in (Kind.ORGANIZATION, Kind.POLICY):
        if votes[kind]:
            return kind
    if len(rows) < _REPEATED or not _is_built_like_a_name(name, rows):
        return None
    return Kind.SYSTEM


def _by_place(sentence: Sentence, start: int, end: int, lexis: Lexis) -> Kind | None:
    """Tell the kind of a name by the words around it in one place."""
    tokens = sentence.tokens
    row = tokens_in(sentence, start, end)
    if not row:
        return None
    place = row[0] - 1
    while place >= 0 and (tokens[place].text.lower() in _LIST or tokens[place].text[:1].isupper()):
        if tokens[place].text.lower() in _HONORIFICS:
            return Kind.PERSON
        place -= 1
    if place >= 0 and tokens[place].text.lower() in _HONORIFICS:
        return Kind.PERSON
    before = [token.text.lower() for token in tokens[max(0, row[0] - 3) : row[0]]]
    if before and before[-1] in _ARTICLES:
        following = tokens[row[-1] + 1].text.lower() if row[-1] + 1 < len(tokens) else ""
        if following in _SAYING:
            return Kind.POLICY
        before = before[:-1]
    if before[-1:] == ["van"] and len(before) > 1 and (before[-2] in _BODIES or before[-2] in lexis.roles):
        return Kind.ORGANIZATION
    return None


def _is_located(sentence: Sentence, start: int) -> bool:
    """Tell whether a name stands right after a preposition of place, as no system does without an article."""
    before = [token.text.lower() for token in sentence.tokens if token.end <= start][-1:]
    return bool(before) and before[0] in _LOCATIVE


def _is_built_like_a_name(name: str, rows: Sequence[tuple[Sentence, int, int]]) -> bool:
    """Tell whether words are a name rather than words with a capital: an acronym, or several capitalised words within a sentence."""
    words = name.split()
    if len(words) == 1:
        return bool(_ACRONYM.fullmatch(name)) and name.lower() not in FUNCTION_WORDS
    inside = any(sentence.tokens and sentence.tokens[0].start < start for sentence, start, _ in rows)
    return inside and all(word[:1].isupper() or word[:1].isdigit() for word in words)
