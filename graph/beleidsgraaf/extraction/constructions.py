"""Statements that a construction makes without a word that evokes a frame: apposition, genitive, a doing together."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.clauses import Clauses
from beleidsgraaf.extraction.trees import related, roles_of, tokens_in
from beleidsgraaf.model import ACTORS, Kind, Statement

if TYPE_CHECKING:
    from beleidsgraaf.knowledge.ontology import Ontology
    from beleidsgraaf.model import Link

_CERTAINTY = 0.75
_AFFILIATED = (("(",), ("|",), (",",), ("van",), ("van", "de"), ("van", "het"), ("namens",), ("namens", "de"), ("namens", "het"))
_OF = (("van",), ("van", "de"), ("van", "het"), ("van", "den"))
_PARTS = {
    Kind.ORGANIZATION: frozenset({"van", "binnen"}),
    Kind.SYSTEM: frozenset({"van", "op", "binnen", "uit", "in"}),
    Kind.POLICY: frozenset({"van", "uit", "bij", "binnen"}),
}
_TOGETHER = frozenset({"samen", "gezamenlijk", "tezamen", "gemeenschappelijk"})


def find_constructions(clauses: Clauses, ontology: Ontology) -> Iterator[Statement]:
    """Find the statements that rest on a construction alone.

    Args:
        clauses: a parsed sentence with its links.
        ontology: domain and range of the properties.

    Yields:
        Statements without qualification: a person's organization (``Jansen (VNG)``), the body a system is ``of``
        (``het portaal van de RvIG``), actors who do something ``together``.
    """
    for statement in (*_affiliations(clauses), *_genitives(clauses), *_together(clauses)):
        kinds = {link.entity: link.mention.kind for link in clauses.links} | {
            e: k for a in clauses.pronouns.values() for e, k in a.entities
        }
        subject, target = kinds[statement.subject], kinds[statement.object or ""]
        if statement.subject != statement.object and ontology.allows(statement.property, subject, target):
            yield statement


def _words_between(clauses: Clauses, left: Link, right: Link) -> tuple[str, ...]:
    first = tokens_in(clauses.sentence, left.mention.start, left.mention.end)
    second = tokens_in(clauses.sentence, right.mention.start, right.mention.end)
    if not first or not second or first[-1] not in clauses.owner:  # ``XML-bestand van``: the file is meant, not XML
        return (".",)
    return tuple(token.text.lower() for token in clauses.sentence.tokens[first[-1] + 1 : second[0]])


def _follows(clauses: Clauses, link: Link) -> str:
    """Return the word after a mention, ``""`` at the end."""
    row = tokens_in(clauses.sentence, link.mention.start, link.mention.end)
    after = row[-1] + 1 if row else len(clauses.sentence.tokens)
    return clauses.sentence.tokens[after].text if after < len(clauses.sentence.tokens) else ""


def _affiliations(clauses: Clauses) -> Iterator[Statement]:
    """A name with an organization right behind it; the names coordinated before it belong there too."""
    links = clauses.links
    for number in range(1, len(links)):
        organization, person = links[number], links[number - 1]
        if organization.mention.kind is not Kind.ORGANIZATION or person.mention.kind is not Kind.PERSON:
            continue
        between = _words_between(clauses, person, organization)
        if between not in _AFFILIATED or (between == (",",) and _follows(clauses, organization) not in ("", ".", ",", ";", ")", "en", "|")):
            continue
        members = [person]
        place = number - 2
        while (
            place >= 0
            and links[place].mention.kind is Kind.PERSON
            and _words_between(clauses, links[place], members[-1]) in ((",",), ("en",))
        ):
            members.append(links[place])
            place -= 1
        for member in members:
            yield _statement(clauses, member, "holdsPositionAt", organization)


def _genitives(clauses: Clauses) -> Iterator[Statement]:
    """A system and the organization it is ``of``, by ``van`` or by a possessive pronoun; a part and its whole of one kind."""
    links = clauses.links
    for thing, owner in itertools.pairwise(links):
        if (
            thing.mention.kind in (Kind.SYSTEM, Kind.POLICY)
            and owner.mention.kind is Kind.ORGANIZATION
            and _words_between(clauses, thing, owner) in _OF
        ):
            yield _statement(clauses, owner, "responsibleFor", thing)
        elif thing.mention.kind is owner.mention.kind and _is_part(_words_between(clauses, thing, owner), thing.mention.kind):
            yield _statement(clauses, thing, "partOf", owner)
    for number, thing in enumerate(links):
        head = clauses.head(number)
        if thing.mention.kind is not Kind.SYSTEM or thing.mention.anaphoric or head is None:
            continue
        for place in related(clauses.sentence, head, "nmod:poss"):
            token = clauses.sentence.tokens[place]
            for entity, _ in clauses.pronouns[place].entities if place in clauses.pronouns else ():
                yield Statement(
                    subject=entity,
                    property="responsibleFor",
                    object=thing.entity,
                    evidence=(clauses.sentence.start, clauses.sentence.end),
                    confidence=0.6,
                    trigger=((token.start, token.end),),
                    subject_mention=(token.start, token.end),
                    object_mention=(thing.mention.start, thing.mention.end),
                )


def _is_part(between: tuple[str, ...], kind: Kind) -> bool:
    """Tell whether the words between two names of a kind say that the first is a part of the second: ``het register op het portaal``."""
    if kind not in _PARTS or not between or between[0] not in _PARTS[kind]:
        return False
    return len(between) == 1 or (len(between) == 2 and between[1] in ("de", "het", "den"))


def _together(clauses: Clauses) -> Iterator[Statement]:
    """Actors who are together the subject of a verb: the first named with each of the others."""
    for index, token in enumerate(clauses.sentence.tokens):
        if token.text.lower() not in _TOGETHER or token.head == index:
            continue
        following = clauses.sentence.tokens[index + 1].text.lower() if index + 1 < len(clauses.sentence.tokens) else ""
        roles = roles_of(clauses.sentence, token.head)
        actors = [filler for place in roles.subjects for filler in clauses.fillers(place) if filler.kind in ACTORS]
        if following == "met" or len(actors) < 2:
            continue
        for other in actors[1:]:
            yield Statement(
                subject=actors[0].entity,
                property="collaboratesWith",
                object=other.entity,
                evidence=(clauses.sentence.start, clauses.sentence.end),
                confidence=round(0.9 * actors[0].certainty * other.certainty, 4),
                trigger=((token.start, token.end),),
                subject_mention=actors[0].span,
                object_mention=other.span,
            )


def _statement(clauses: Clauses, subject: Link, name: str, target: Link) -> Statement:
    first, second = sorted((subject.mention, target.mention), key=lambda mention: mention.start)
    row = clauses.sentence.tokens[tokens_in(clauses.sentence, first.end, second.start).start :]
    trigger = tuple((token.start, token.end) for token in row if first.end <= token.start and token.end <= second.start)[:1]
    return Statement(
        subject=subject.entity,
        property=name,
        object=target.entity,
        evidence=(clauses.sentence.start, clauses.sentence.end),
        confidence=round(_CERTAINTY * subject.score * target.score, 4),
        trigger=trigger,
        subject_mention=(subject.mention.start, subject.mention.end),
        object_mention=(target.mention.start, target.mention.end),
    )
