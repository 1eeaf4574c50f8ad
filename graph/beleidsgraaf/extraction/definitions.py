"""Statements that a definition makes: what something is for, whose it is, who does something with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.trees import NOMINAL, ancestors, base, case_of, related, roles_of
from beleidsgraaf.model import ACTORS, Kind, Statement

if TYPE_CHECKING:
    from beleidsgraaf.extraction.clauses import Clauses, Filler
    from beleidsgraaf.knowledge.ontology import Ontology

_PURPOSE = frozenset({"voor", "over", "rond", "rondom", "op het gebied van", "inzake", "ten behoeve van"})
_INSTRUMENT = frozenset({"met", "via", "middels", "door middel van", "met behulp van"})
_PRONOMINAL_INSTRUMENT = frozenset({"hiermee", "daarmee", "ermee"})
_THINGS = frozenset({Kind.SYSTEM, Kind.POLICY, Kind.ORGANIZATION})
_OWNED = {Kind.ORGANIZATION: (Kind.SYSTEM, Kind.POLICY), Kind.ACTOR_GROUP: (Kind.SYSTEM,)}
"""What an actor may have, by its kind: a network ``of`` experts is made up of them."""
_CERTAINTY = 0.8
_Said = tuple["Filler", str, "Filler", tuple[int, ...]]
"""Subject, property, object, and the words that say so."""


def find_definitions(clauses: Clauses, ontology: Ontology) -> Iterator[Statement]:
    """Find what a definition says of the thing it defines.

    Args:
        clauses: a parsed sentence with its links.
        ontology: domain and range of the properties.

    Yields:
        Statements without qualification: what a thing is for (``X is een standaard voor Y``), whose it is (``X is het portaal van Y``), who
        does something with it (``met X kunnen Y …``, ``het middel waarmee Y …``).
    """
    for index, token in enumerate(clauses.sentence.tokens):
        found: list[_Said] = []
        if token.pos in NOMINAL and (index not in clauses.owner or clauses.links[clauses.owner[index]].mention.kind is Kind.THEME):
            found = [*_defined(clauses, index)]
        elif token.pos in ("AUX", "VERB"):
            found = [*_meant_for(clauses, index), *_instruments(clauses, index)]
        for subject, name, target, words in found:
            if subject.entity != target.entity and ontology.allows(name, subject.kind, target.kind):
                yield _statement(clauses, subject, name, target, words)


def _defined(clauses: Clauses, noun: int) -> Iterator[_Said]:
    """``X is een N voor Y``, ``X, een N van Y``: what stands with the noun is said of X."""
    subjects = _subjects(clauses, noun)
    if not subjects:
        return
    for child in related(clauses.sentence, noun, "nmod", "obl"):
        case = case_of(clauses.sentence, child)
        if case not in _PURPOSE and case != "van":
            continue
        words = (noun, *related(clauses.sentence, child, "case"))
        for target in clauses.fillers(child):
            for subject in subjects:
                if case in _PURPOSE:
                    yield subject, "concerns", target, words
                elif subject.kind in _OWNED.get(target.kind, ()):
                    yield target, "responsibleFor", subject, words


def _subjects(clauses: Clauses, noun: int) -> list[Filler]:
    """Return the named things that a noun is said of, by a copula or as an apposition behind the name."""
    sentence = clauses.sentence
    places: list[int] = []
    if related(sentence, noun, "cop"):
        places = related(sentence, noun, "nsubj")
        if not places and base(sentence.tokens[noun].relation) == "conj":
            places = related(sentence, sentence.tokens[noun].head, "nsubj")
    elif base(sentence.tokens[noun].relation) == "appos" and any(
        token.text in (",", "(") for token in sentence.tokens[sentence.tokens[noun].head + 1 : noun]
    ):
        places = [sentence.tokens[noun].head]
    found = [filler for place in places if place in clauses.owner or place in clauses.pronouns for filler in clauses.fillers(place)]
    return [filler for filler in found if filler.kind in _THINGS and not filler.example]


def _meant_for(clauses: Clauses, verb: int) -> Iterator[_Said]:
    """``X is voor Y``: a copula with nothing but a phrase."""
    sentence = clauses.sentence
    if sentence.tokens[verb].lemma != "zijn" or related(sentence, verb, "aux", "xcomp", "obj"):
        return
    for child in related(sentence, verb, "obl"):
        if case_of(sentence, child) == "voor":
            for place in related(sentence, verb, "nsubj"):
                for subject in clauses.fillers(place):
                    for target in clauses.fillers(child):
                        if subject.kind in _THINGS:
                            yield subject, "concerns", target, (verb, *related(sentence, child, "case"))


def _instruments(clauses: Clauses, verb: int) -> Iterator[_Said]:
    """``Met X kunnen Y …``, ``het middel waarmee Y …``: who does something with a system uses it.

    A phrase with ``met`` behind the subject may as well belong to the verb (``contact opnemen met``), and is left alone.
    """
    sentence = clauses.sentence
    if base(sentence.tokens[verb].relation) in ("aux", "cop"):
        return
    roles = roles_of(sentence, verb)
    if roles.passive:
        return
    tools = [
        (child, filler)
        for case in sorted(_INSTRUMENT & set(roles.obliques))
        for child in roles.obliques[case]
        if child in clauses.owner and (case != "met" or (child < verb and all(child < place for place in roles.subjects)))
        for filler in clauses.fillers(child)
    ]
    tools += list(_relative_tools(clauses, verb))
    users = [filler for place in roles.subjects for filler in clauses.fillers(place) if filler.kind in ACTORS]
    for child, tool in tools:
        for user in users:
            if tool.kind is Kind.SYSTEM:
                yield user, "uses", tool, (verb, *(related(sentence, child, "case") or (child,)))


def _relative_tools(clauses: Clauses, verb: int) -> Iterator[tuple[int, Filler]]:
    """Return what a relative or pronominal adverb stands for: ``waarmee``, ``hiermee``."""
    sentence = clauses.sentence
    for child in sentence.children[verb]:
        word = sentence.tokens[child].text.lower()
        if word == "waarmee":
            host = next((i for i in (verb, *ancestors(sentence, verb)) if base(sentence.tokens[i].relation) == "acl"), None)
            places = [] if host is None else [sentence.tokens[host].head]
        elif word in _PRONOMINAL_INSTRUMENT and child in clauses.pronouns:
            places = [child]
        else:
            continue
        for place in places:
            yield from ((child, filler) for filler in clauses.fillers(place))


def _statement(clauses: Clauses, subject: Filler, name: str, target: Filler, words: tuple[int, ...]) -> Statement:
    tokens = clauses.sentence.tokens
    return Statement(
        subject=subject.entity,
        property=name,
        object=target.entity,
        evidence=(clauses.sentence.start, clauses.sentence.end),
        confidence=round(_CERTAINTY * subject.certainty * target.certainty, 4),
        trigger=tuple((tokens[i].start, tokens[i].end) for i in sorted(words)),
        subject_mention=subject.span,
        object_mention=target.span,
    )
