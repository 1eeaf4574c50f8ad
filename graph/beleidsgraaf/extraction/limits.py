"""Mends where mentions begin and end: head nouns and dates that belong to a name, parts of words that belong to a term."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.phrases import type_noun_of
from beleidsgraaf.model import FoundBy, Kind, Mention

if TYPE_CHECKING:
    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.knowledge.ontology import Ontology
    from beleidsgraaf.model import Sentence

_NAMED = frozenset({Kind.SYSTEM, Kind.POLICY, Kind.ORGANIZATION})
_ARTICLES = frozenset({"De", "Het", "Een"})
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DATED = re.compile(rf"(?: van)?(?: (?:\d{{1,2}} )?(?:{_MONTHS}))? (?:19|20)\d\d\b(?![-/])")
_DAY = re.compile(rf" van \d{{1,2}} (?:{_MONTHS}) (?:19|20)\d\d\b")
_YEAR = re.compile(r"\s(?:19|20)\d\d$")
_BRACKETED = re.compile(r"\([a-zà-ÿ]+-?\)\s?$")
_SUSPENDED = re.compile(r"(?<![\w-])[a-zà-ÿA-Z]+- ?(?:en|of|én) $")


def mend_names(sentence: Sentence, mentions: Sequence[Mention], lexis: Lexis, ontology: Ontology) -> list[Mention]:
    """Give names the limits that Dutch gives them.

    Args:
        sentence: a tokenised sentence.
        mentions: labels and names found in it; they may overlap.
        lexis: tells the class of the noun behind a name.
        ontology: tells the kind of a class.

    Returns:
        The mentions with, besides, those that a noun behind them makes of them (``DigiD app``) and those with their date;
        without names that join two known ones by a stroke, or a known one and a plural by a hyphen.
    """
    text = sentence.document.text
    known = [mention for mention in mentions if mention.found_by is FoundBy.REGISTER and mention.kind in _NAMED]
    kept = [mention for mention in map(_without_article, map(_without_year, mentions)) if not _joins(mention, known, text, lexis)]
    longer = [found for mention in kept for found in _with_noun(sentence, mention, kept, lexis, ontology)]
    return [*kept, *longer, *(found for mention in [*kept, *longer] for found in _with_date(sentence, mention))]


def _without_year(mention: Mention) -> Mention:
    """Take a year off the name of a body: ``Forum Standaardisatie 2012``."""
    year = _YEAR.search(mention.text)
    if mention.kind is not Kind.ORGANIZATION or mention.found_by is FoundBy.REGISTER or year is None:
        return mention
    text = mention.text[: year.start()]
    return dataclasses.replace(mention, end=mention.start + len(text), text=text, label=" ".join(text.split()))


def _without_article(mention: Mention) -> Mention:
    """Take the article off a name that no register knows: ``De Implementation Guide`` at the head of a sentence."""
    first, _, rest = mention.text.partition(" ")
    if mention.found_by is FoundBy.REGISTER or mention.kind not in _NAMED or first not in _ARTICLES or not rest[:1].isupper():
        return mention
    return dataclasses.replace(mention, start=mention.end - len(rest), text=rest, label=" ".join(rest.split()))


def _joins(mention: Mention, known: Sequence[Mention], text: str, lexis: Lexis) -> bool:
    """Tell whether a name is no name: two known ones with a stroke between, or a known one as the first part of a plural."""
    if mention.found_by is FoundBy.REGISTER:
        return False
    for first in known:
        if first.start == mention.start and first.end < mention.end:
            rest = text[first.end : mention.end]
            if rest[:1] in "/&" and rest[1:2].isalnum() and " " not in rest:
                return True
            typed = type_noun_of(rest[1:], lexis) if rest[:1] == "-" and rest[1:].islower() else None
            if typed is not None and typed[1] and first.kind is mention.kind:
                return True
    return False


def _with_noun(sentence: Sentence, mention: Mention, mentions: Sequence[Mention], lexis: Lexis, ontology: Ontology) -> Iterator[Mention]:
    """Yield the thing that a lower-case noun right behind a name, or two, makes of it: ``FHIR specificaties``, ``VNG themadag``."""
    if mention.kind not in _NAMED | {Kind.EVENT} or mention.text.islower():
        return
    text = sentence.document.text
    following = next((token for token in sentence.tokens if token.start > mention.end), None)
    if following is None or following.start != mention.end + 1 or text[mention.end] != " " or not following.text.islower():
        return
    typed = type_noun_of(following.text, lexis)
    if typed is None or (typed[1] and mention.kind is Kind.ORGANIZATION):
        return
    kind = ontology.kind_of(typed[0].class_name)
    if kind is Kind.POLICY and mention.kind is Kind.POLICY and not typed[1] and _same_class(mention, typed[0].class_name, ontology):
        words = text[mention.start : following.end]
        yield dataclasses.replace(mention, end=following.end, text=words)  # ``NIS2 richtlijn``, for ``NIS2-richtlijn``
    thing = kind is Kind.SYSTEM and mention.kind in (Kind.SYSTEM, Kind.ORGANIZATION)
    programme = kind is Kind.POLICY and not typed[1] and ontology.is_a(typed[0].class_name, "Programme")
    if kind is not None and (kind is Kind.EVENT or thing or programme):
        before = [one for one in mentions if one.kind in _NAMED and one.end + 1 == mention.start and text[one.end] == " "]
        yield _longer(min(before, key=lambda one: one.start, default=mention), following.end, kind, (typed[0].class_name,), text)


def _same_class(mention: Mention, cls: str, ontology: Ontology) -> bool:
    """Tell whether a noun says no more of a policy than is known: its class, or a wider one."""
    return any(ontology.is_a(known, cls) for known in mention.classes)


def _with_date(sentence: Sentence, mention: Mention) -> Iterator[Mention]:
    """Yield a paper or a happening with the month and year that tell it from others: ``Verzamelbrief Digitalisering maart 2024``."""
    if mention.kind not in (Kind.POLICY, Kind.EVENT) or mention.text.islower() or _YEAR.search(mention.text):
        return
    dated = _DATED.match(sentence.document.text, mention.end, sentence.end)
    if dated and re.search(_MONTHS, dated[0]):
        yield _longer(mention, dated.end(), mention.kind, mention.classes, sentence.document.text)


def _longer(mention: Mention, end: int, kind: Kind, classes: tuple[str, ...], text: str) -> Mention:
    words = text[mention.start : end]
    return dataclasses.replace(
        mention,
        end=end,
        text=words,
        kind=kind,
        classes=classes,
        found_by=FoundBy.PATTERN,
        confidence=0.8,
        candidates=(),
        label=" ".join(words.split()),
    )


def dated_paper(sentence: Sentence, mention: Mention) -> Mention:
    """Return a letter with the day it is of, if the text gives it: ``brief van 4 november 2009`` is one paper's name.

    Args:
        sentence: its sentence.
        mention: a noun phrase.
    """
    day = _DAY.match(sentence.document.text, mention.end, sentence.end)
    if day is None or mention.kind is not Kind.POLICY or "Letter" not in mention.classes:
        return mention
    text = sentence.document.text[mention.start : day.end()]
    label = " ".join(text.split())
    return dataclasses.replace(
        mention, end=day.end(), text=text, label=label[:1].upper() + label[1:], anaphoric=False, found_by=FoundBy.PATTERN
    )


def mend_term(sentence: Sentence, mention: Mention) -> Mention:
    """Return a term with the part before it that hangs on its last word: ``(semi-)overheid``, ``tech- en platformbedrijven``.

    Args:
        sentence: its sentence.
        mention: a mention of a group or a theme.
    """
    if mention.kind not in (Kind.ACTOR_GROUP, Kind.THEME):
        return mention
    text = sentence.document.text
    before = text[sentence.start : mention.start]
    part = _BRACKETED.search(before) or _SUSPENDED.search(before)
    if part is None or (part[0].endswith(") ") and mention.kind is not Kind.THEME):
        return mention
    start = sentence.start + part.start()
    words = text[start : mention.end]
    return dataclasses.replace(
        mention, start=start, text=words, label=mention.label if mention.candidates else " ".join(words.split()).lower()
    )


__all__ = ["dated_paper", "mend_names", "mend_term"]
