"""The shape of the graph: what was found in documents becomes quads, one named graph a document."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from beleidsgraaf.knowledge.lexicon import LEX
from beleidsgraaf.knowledge.ontology import Ontology
from beleidsgraaf.knowledge.vocabulary import BASE, BG, BG_IRI, term
from beleidsgraaf.model import Entity, Extraction, Modality, Polarity, Statement
from beleidsgraaf.rdf.about import Versions, about, known
from beleidsgraaf.rdf.iris import Iris
from beleidsgraaf.rdf.literals import clean, decimal, dutch, integer, iri, moment, plain

if TYPE_CHECKING:
    from beleidsgraaf.knowledge.register import Register

_TYPE = term("rdf:type")
_CONTEXT = (term("nif:Context"), term("foaf:Document"), term("prov:Entity"))
_OFFSET = term("nif:OffsetBasedString")
_SENTENCE, _PHRASE = term("nif:Sentence"), term("nif:Phrase")
_STATEMENT = (BG.Statement, term("rdf:Statement"), term("prov:Entity"))
_REFERENCE, _ANCHOR, _SUPER = term("nif:referenceContext"), term("nif:anchorOf"), term("nif:superString")
_BEGIN, _END = term("nif:beginIndex"), term("nif:endIndex")
_REF, _REF_CONFIDENCE = term("itsrdf:taIdentRef"), term("itsrdf:taConfidence")
_SUBJECT, _PREDICATE, _OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
_DERIVED, _MENTIONS = term("prov:wasDerivedFrom"), term("schema:mentions")
_PREFERRED, _LABEL, _OTHER = term("skos:prefLabel"), term("rdfs:label"), term("skos:altLabel")
_NOTATION, _SAME = term("skos:notation"), term("owl:sameAs")

_Pair = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]
_Node = tuple[ox.NamedNode, Iterable[_Pair]]


def quads(
    extractions: Iterable[Extraction],
    *,
    base: str = BASE,
    versions: Versions,
    ontology: Ontology,
    register: Register,
) -> Iterator[ox.Quad]:
    """Return all that was found as quads, in no order to rely on.

    Each document's named graph holds all that the document says, the entities it names described; the register's holds what the register
    knows of those entities besides; a third holds the ontology; a fourth the description of the whole.

    Args:
        extractions: what was found, a document each; read twice, so that an iterator is kept in memory and a collection is not.
        base: absolute IRI below which the graph lies.
        versions: what the graph was made with.
        ontology: the vocabulary; a statement that breaks a property's domain or range is left out.
        register: what is known of the entities beforehand.

    Yields:
        Quads without blank nodes.

    Raises:
        GraphError: the base is no absolute IRI.
    """
    names = Iris(base)
    if isinstance(extractions, Iterator):
        extractions = tuple(extractions)
    entities = merge_entities(extractions)
    shape = _Shape(names, ontology, entities)
    for extraction in extractions:
        document = names.document(extraction.document)
        graph = ox.NamedNode(document)
        for subject, pairs in shape.nodes(extraction, document):
            for predicate, value in pairs:
                yield ox.Quad(subject, predicate, value, graph)
    yield from known(sorted(entities), names=names, register=register, describe=shape.describe)
    yield from about(names=names, versions=versions)


def merge_entities(extractions: Iterable[Extraction]) -> dict[str, Entity]:
    """Return one entity for each id, the same in any order of documents.

    The preferred label is the register's, else the one most documents use (of equals the first by code point); the others become
    alternative labels.
    """
    seen: dict[str, Counter[Entity]] = defaultdict(Counter)
    for extraction in extractions:
        for entity in extraction.entities:
            seen[entity.id][entity] += 1
    return {name: _merge(variants) if len(variants) > 1 else next(iter(variants)) for name, variants in sorted(seen.items())}


def _merge(variants: Counter[Entity]) -> Entity:
    labels: Counter[str] = Counter()
    for entity, count in variants.items():
        labels[entity.label] += count
    registered = sorted(entity.label for entity in variants if entity.registered)
    preferred = registered[0] if registered else min(labels, key=lambda label: (-labels[label], label))
    first = min(variants, key=lambda entity: (not entity.registered, entity.label, entity.classes, entity.alt_labels))

    def union(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(sorted({value for row in values for value in row} - {preferred}))

    return replace(
        first,
        label=preferred,
        classes=union(entity.classes for entity in variants),
        alt_labels=union([tuple(labels), *(entity.alt_labels for entity in variants)]),
        notations=tuple(sorted({value for entity in variants for value in entity.notations})),
        same_as=union(entity.same_as for entity in variants),
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    """Makes the nodes of the graph.

    Args:
        names: maker of IRIs.
        ontology: the vocabulary.
        entities: all entities by id.
    """

    names: Iris
    ontology: Ontology
    entities: Mapping[str, Entity]
    types: dict[tuple[str, ...], tuple[ox.NamedNode, ...]] = field(default_factory=dict)

    def nodes(self, extraction: Extraction, document: str) -> Iterator[_Node]:
        """Yield the nodes of one document's named graph, each whole."""
        found = extraction.document
        context = ox.NamedNode(document)
        mentioned = sorted({entity.id for entity in extraction.entities})
        described: list[_Pair] = [(_TYPE, kind) for kind in _CONTEXT]
        described += [
            (term("dcterms:identifier"), plain(found.name)),
            (term("dcterms:language"), plain("nl")),
            (term("nif:isString"), plain(found.text)),
        ]
        if found.title:
            described.append((term("dcterms:title"), dutch(found.title)))
        if issued := moment(found.issued):
            described.append((term("dcterms:issued"), issued))
        if source := iri(found.source):
            described.append((term("dcterms:source"), source))
        described += [(_MENTIONS, self.names.entity(name)) for name in mentioned]
        yield context, described
        for name in mentioned:
            yield self.names.entity(name), self.describe(self.entities[name])
        statements = list(self.statements(extraction, document))
        yield from self.spans(extraction, document, context, [statement for _, statement in statements])
        for node, statement in statements:
            yield node, self.statement(statement, document)
            if (
                statement.object is not None
                and statement.modality is Modality.ASSERTED
                and statement.polarity is Polarity.POSITIVE
                and not statement.attributed_to
            ):
                fact = (ox.NamedNode(BG_IRI + statement.property), self.names.entity(statement.object))
                yield self.names.entity(statement.subject), (fact,)

    def describe(self, entity: Entity) -> Iterator[_Pair]:
        """Yield what an entity is and how it is called."""
        for kind in self.types_of((entity.kind.value, *entity.classes)):
            yield _TYPE, kind
        yield _PREFERRED, dutch(entity.label)
        yield _LABEL, dutch(entity.label)
        for label in entity.alt_labels:
            if label != entity.label:
                yield _OTHER, dutch(label)
        for notation in entity.notations:
            yield _NOTATION, plain(notation)
        for same in entity.same_as:
            if (official := iri(same)) is not None:
                yield _SAME, official

    def types_of(self, classes: tuple[str, ...]) -> tuple[ox.NamedNode, ...]:
        """Return classes of the ontology with all their superclasses."""
        if (types := self.types.get(classes)) is None:
            above = {BG_IRI + name for name in classes}
            for name in classes:
                if (found := self.ontology.classes.get(name)) is not None:
                    above |= {BG_IRI + upper for upper in found.superclasses} | set(found.aligned)
            types = self.types[classes] = tuple(ox.NamedNode(name) for name in sorted(above))
        return types

    def statements(self, extraction: Extraction, document: str) -> Iterator[tuple[ox.NamedNode, Statement]]:
        """Yield the statements that the ontology admits, each with its IRI."""
        taken: set[ox.NamedNode] = set()
        kinds = {entity.id: entity.kind for entity in extraction.entities}
        for statement in sorted(set(extraction.statements), key=_statement_key):
            subject, target = kinds.get(statement.subject), kinds.get(statement.object or "")
            named = {statement.subject, statement.object, statement.recipient, *statement.attributed_to} - {None, ""}
            if subject is None or not named <= kinds.keys():
                continue
            if not self.ontology.allows(statement.property, subject, target):
                continue
            name = self.names.statement(document, statement)
            if name in taken:
                name = self.names.statement(document, statement, apart=repr(_statement_key(statement)))
            taken.add(name)
            yield name, statement

    def statement(self, statement: Statement, document: str) -> Iterator[_Pair]:
        """Yield all that is known of a statement."""
        for kind in _STATEMENT:
            yield _TYPE, kind
        yield _SUBJECT, self.names.entity(statement.subject)
        yield _PREDICATE, ox.NamedNode(BG_IRI + statement.property)
        if statement.object is not None:
            yield _OBJECT, self.names.entity(statement.object)
        if statement.claim:
            yield BG.claim, dutch(statement.claim)
        yield BG.modality, ox.NamedNode(BG_IRI + statement.modality.value)
        yield BG.polarity, ox.NamedNode(BG_IRI + statement.polarity.value)
        for speaker in statement.attributed_to:
            yield BG.attributedTo, self.names.entity(speaker)
        if statement.recipient:
            yield BG.recipient, self.names.entity(statement.recipient)
        if statement.role:
            yield BG.role, dutch(statement.role)
        if (time := moment(statement.time)) is not None:
            yield BG.time, time
        if statement.time_text:
            yield BG.timeText, dutch(statement.time_text)
        yield _DERIVED, _offset(document, *statement.evidence)
        yield BG.confidence, decimal(statement.confidence)
        if statement.frame and (frame := iri(LEX + statement.frame)) is not None:
            yield BG.frame, frame
        for span in statement.trigger:
            yield BG.trigger, _offset(document, *span)
        if statement.subject_mention:
            yield BG.subjectMention, _offset(document, *statement.subject_mention)
        if statement.object_mention:
            yield BG.objectMention, _offset(document, *statement.object_mention)

    def spans(self, extraction: Extraction, document: str, context: ox.NamedNode, statements: list[Statement]) -> Iterator[_Node]:
        """Yield the sentences, the mentions, and the words that statements point to."""
        text = clean(extraction.document.text)
        extra: dict[tuple[int, int], list[_Pair]] = defaultdict(list)
        for span in {*extraction.sentences, *(statement.evidence for statement in statements)}:
            extra[span].append((_TYPE, _SENTENCE))
        sentences = sorted(extra)
        phrases = {span for statement in statements for span in _pointed(statement)}
        scores: dict[tuple[int, int], float] = {}
        for link in extraction.links:
            span = (link.mention.start, link.mention.end)
            phrases.add(span)
            scores[span] = min(link.score, scores.get(span, link.score))
            extra[span] += [(_REF, self.names.entity(link.entity)), (BG.foundBy, _FOUND[link.mention.found_by.value])]
        for span in phrases:
            extra[span].append((_TYPE, _PHRASE))
            if span in scores:
                extra[span].append((_REF_CONFIDENCE, decimal(scores[span])))
            if (place := bisect_right(sentences, (span[0], len(text) + 1)) - 1) >= 0:
                around = sentences[place]
                if around != span and span[1] <= around[1]:
                    extra[span].append((_SUPER, _offset(document, *around)))
        for (begin, end), pairs in extra.items():
            common: tuple[_Pair, ...] = (
                (_TYPE, _OFFSET),
                (_REFERENCE, context),
                (_BEGIN, integer(begin)),
                (_END, integer(end)),
                (_ANCHOR, ox.Literal(text[begin:end])),
            )
            yield _offset(document, begin, end), (*common, *pairs)


_FOUND = {name: getattr(BG, f"FoundBy{name.capitalize()}") for name in ("register", "abbreviation", "pattern", "model", "coreference")}


def _offset(document: str, begin: int, end: int) -> ox.NamedNode:
    return ox.NamedNode(f"{document}#offset_{begin}_{end}")


def _pointed(statement: Statement) -> Iterator[tuple[int, int]]:
    """Yield the spans a statement points to besides its sentence."""
    yield from statement.trigger
    if statement.subject_mention:
        yield statement.subject_mention
    if statement.object_mention:
        yield statement.object_mention


def _statement_key(statement: Statement) -> tuple[object, ...]:
    """Order statements: by place, then by content, the most certain of equals first."""
    return (
        statement.evidence,
        statement.subject,
        statement.property,
        statement.object or "",
        statement.claim,
        -statement.confidence,
        statement.modality.value,
        statement.polarity.value,
        statement.attributed_to,
        statement.recipient,
        statement.role,
        statement.time,
        statement.time_text,
        statement.frame,
        statement.trigger,
        statement.subject_mention or (),
        statement.object_mention or (),
    )
