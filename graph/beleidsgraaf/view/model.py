"""The values the page is made of: a graph read back from RDF, frozen, with entities named by their IRIs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Offsets = tuple[int, int]
"""Begin and end in a document's text, in Unicode code points, end exclusive."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world, as the graph describes it.

    Args:
        iri: its IRI.
        kind: local name of its kind (``Organization``), ``"Entity"`` when the graph gives none.
        label: preferred label.
        classes: local names of finer classes, sorted.
        names: other labels, sorted.
        notations: abbreviations, sorted.
        same_as: IRIs of the same thing elsewhere, sorted.
        parent: IRI of the body above it by the register, or ``""``.
        valid_from, valid_until: ISO dates by the register, or ``""``.
        sources: IRIs where the register has it from, sorted.
        positions: what a person holds by the register: role, IRI of the organization, from, until.
    """

    iri: str
    kind: str
    label: str
    classes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    notations: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    parent: str = ""
    valid_from: str = ""
    valid_until: str = ""
    sources: tuple[str, ...] = ()
    positions: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A span of a document that names an entity.

    Args:
        begin, end: offsets in the text.
        entity: IRI of the entity.
        found_by: how it was found, local name without ``FoundBy``, in lower case; ``""`` when unknown.
    """

    begin: int
    end: int
    entity: str
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text the graph was read from.

    Args:
        iri: its IRI.
        name: the file's name.
        title: its title, or ``""``.
        issued: ISO date, or ``""``.
        source: the address it came from, or ``""``.
        text: the whole text, ``""`` when the graph does not hold it.
        mentions: its mentions, sorted.
    """

    iri: str
    name: str
    title: str = ""
    issued: str = ""
    source: str = ""
    text: str = field(default="", repr=False)
    mentions: tuple[Mention, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says of a subject.

    Args:
        iri: its IRI.
        subject: IRI of the subject.
        property: IRI of the property.
        object: IRI of the object, ``""`` for a claim.
        claim: the clause that is claimed, or ``""``.
        modality, polarity: local names of individuals of the ontology.
        attributed_to: IRIs of those who say so, sorted.
        recipient: IRI of the entity it is sent or offered to, or ``""``.
        role: the position held, or ``""``.
        time, time_text: when, as ISO 8601 and in the text's words, or ``""``.
        confidence: probability that it is right, 0 to 1.
        document: IRI of the document, or ``""``.
        evidence: offsets of the sentence, ``None`` when unknown.
        quote: the sentence, only where the graph holds no text of the document.
        trigger: offsets of the words of the predicate.
        subject_span, object_span: offsets of the words that name both ends.
        frame: IRI of the sense in the lexicon it came by, or ``""``.
    """

    iri: str
    subject: str
    property: str
    object: str = ""
    claim: str = ""
    modality: str = "Asserted"
    polarity: str = "Positive"
    attributed_to: tuple[str, ...] = ()
    recipient: str = ""
    role: str = ""
    time: str = ""
    time_text: str = ""
    confidence: float = 1.0
    document: str = ""
    evidence: Offsets | None = None
    quote: str = ""
    trigger: tuple[Offsets, ...] = ()
    subject_span: Offsets | None = None
    object_span: Offsets | None = None
    frame: str = ""

    def entities(self) -> tuple[str, ...]:
        """Return the IRIs of all entities it names."""
        return tuple(iri for iri in (self.subject, self.object, self.recipient, *self.attributed_to) if iri)


@dataclass(frozen=True, slots=True)
class ViewGraph:
    """A graph as the page shows it.

    Args:
        entities: by IRI, sorted.
        statements: in the order of documents and sentences.
        documents: by IRI, sorted.
        labels: labels the graph gives to entities that are not on the page themselves (a parent body), by IRI.
        versions: what the graph was made with, as words, sorted.
    """

    entities: Mapping[str, Entity]
    statements: tuple[Statement, ...]
    documents: Mapping[str, Document]
    labels: Mapping[str, str] = field(default_factory=dict)
    versions: tuple[str, ...] = ()
