"""Links chains of mentions to entities: those of the register, or new ones named after what the text calls them."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from beleidsgraaf.model import Entity, FoundBy, Kind, Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beleidsgraaf.extraction.coreference import Chain
    from beleidsgraaf.knowledge.ontology import Ontology
    from beleidsgraaf.knowledge.register import Entry, Register
    from beleidsgraaf.model import Document, Mention

CONCEPTS = {
    Kind.ORGANIZATION: "organisatie",
    Kind.PERSON: "persoon",
    Kind.ACTOR_GROUP: "groep",
    Kind.POLICY: "beleid",
    Kind.SYSTEM: "systeem",
    Kind.THEME: "thema",
    Kind.EVENT: "gebeurtenis",
}
"""The concept in the IRI of each kind of entity."""


def slug_of(name: str) -> str:
    """Turn a name into the last part of an IRI.

    Args:
        name: any name.

    Returns:
        Lower-case letters, digits and single hyphens, at most 80; for a name without any of these a hash of it.

    >>> slug_of("Coördinatiepunt e-Overheid")
    'coordinatiepunt-e-overheid'
    """
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ĳ", "ij")).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
    return slug or hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def link_chains(
    chains: Iterable[Chain], document: Document, register: Register, ontology: Ontology
) -> tuple[tuple[Link, ...], tuple[Entity, ...]]:
    """Link every chain of a document to one entity.

    Args:
        chains: the chains.
        document: the document they stand in.
        register: the known entities.
        ontology: the classes.

    Returns:
        Links sorted by offset and entities sorted by id.
    """
    links: list[Link] = []
    entities: dict[str, Entity] = {}
    namesakes: Counter[str] = Counter()
    for chain in chains:
        entity, score, why = _entity_of(chain, document, register)
        if chain.unnamed:
            namesakes[entity.id] += 1
            if namesakes[entity.id] > 1:  # another amendment than the one before
                entity = dataclasses.replace(entity, id=f"{entity.id}-{namesakes[entity.id]}")
        known = entities.get(entity.id)
        entities[entity.id] = merge(known, entity) if known else entity
        links.extend(Link(mention, entity.id, round(score * mention.confidence, 4), _reason(mention, why)) for mention in chain.mentions)
    return tuple(sorted(links, key=lambda link: (link.mention.start, link.mention.end))), tuple(entities[key] for key in sorted(entities))


def _entity_of(chain: Chain, document: Document, register: Register) -> tuple[Entity, float, str]:
    """Choose the entity of a chain: the candidate most of its mentions share, or a new one."""
    votes = Counter(candidate for mention in chain.mentions for candidate in mention.candidates if candidate in register.entries)
    if votes:
        best = max(votes, key=lambda candidate: (votes[candidate], -_place(candidate, chain)))
        rivals = len({candidate for candidate in votes if votes[candidate] == votes[best]})
        return (
            _registered(register.entries[best]),
            1.0 if rivals == 1 else 0.85,
            "a label of the register" if rivals == 1 else "the likeliest of several",
        )
    iris = tuple(sorted({candidate for mention in chain.mentions for candidate in mention.candidates if "://" in candidate}))
    return _new(chain, document, register, iris), 0.9, "no register has it, so it is named after the text"


def _place(candidate: str, chain: Chain) -> int:
    return chain.candidates.index(candidate) if candidate in chain.candidates else len(chain.candidates)


def _registered(entry: Entry) -> Entity:
    return Entity(
        id=entry.id,
        kind=entry.kind,
        label=entry.label,
        classes=tuple(sorted(entry.classes)),
        alt_labels=tuple(sorted({label.text for label in entry.labels if not label.abbreviation} - {entry.label})),
        notations=tuple(sorted({label.text for label in entry.labels if label.abbreviation} - {entry.label})),
        same_as=entry.same_as,
        registered=True,
    )


def _new(chain: Chain, document: Document, register: Register, iris: tuple[str, ...]) -> Entity:
    """Make an entity of a chain that no register knows; one without a name of its own belongs to its document alone."""
    slug = slug_of(chain.label)
    if chain.unnamed:
        slug = f"{slug}-{document.sha256[:8]}"
    name = f"{CONCEPTS[chain.kind]}/{slug}"
    if name in register.entries:
        name = f"{name}-in-tekst"
    notations = {m.text for m in chain.mentions if m.found_by is FoundBy.ABBREVIATION}
    others = {m.label for m in chain.mentions if not m.anaphoric and m.label != chain.label and not m.label.islower()} - notations
    return Entity(
        id=name,
        kind=chain.kind,
        label=chain.label,
        classes=tuple(sorted(set(chain.classes))),
        alt_labels=tuple(sorted(others)),
        notations=tuple(sorted(notations)),
        same_as=iris,
    )


def merge(one: Entity, two: Entity) -> Entity:
    """Join what two chains of one document say of the same entity.

    Args:
        one, two: entities with the same id.

    Returns:
        One entity with the label of the first and the other names, classes and identifiers of both.
    """
    return Entity(
        id=one.id,
        kind=one.kind,
        label=one.label,
        classes=tuple(sorted({*one.classes, *two.classes})),
        alt_labels=tuple(sorted({*one.alt_labels, *two.alt_labels, two.label} - {one.label})),
        notations=tuple(sorted({*one.notations, *two.notations})),
        same_as=tuple(sorted({*one.same_as, *two.same_as})),
        registered=one.registered,
    )


def _reason(mention: Mention, why: str) -> str:
    match mention.found_by:
        case FoundBy.COREFERENCE:
            return "a definite noun phrase of its class; nearest antecedent"
        case FoundBy.ABBREVIATION:
            return "an abbreviation that the text introduces"
        case _:
            return why
