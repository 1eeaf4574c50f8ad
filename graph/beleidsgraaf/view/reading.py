"""A graph in RDF, by the contract, becomes a ViewGraph; what the contract leaves open may be missing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from beleidsgraaf.errors import GraphError
from beleidsgraaf.knowledge.vocabulary import BG_IRI, term
from beleidsgraaf.model import Kind
from beleidsgraaf.view.model import Document, Entity, Mention, Offsets, Statement, ViewGraph

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_KINDS = {BG_IRI + kind.value: kind.value for kind in Kind}
_OFFSETS = re.compile(r"#offset_(\d+)_(\d+)$")
_READ = {
    term(name).value: name
    for name in (
        "rdf:type rdf:subject rdf:predicate rdf:object skos:prefLabel rdfs:label skos:altLabel skos:notation owl:sameAs"
        " nif:isString nif:anchorOf nif:referenceContext itsrdf:taIdentRef dcterms:identifier dcterms:title dcterms:issued"
        " dcterms:source prov:wasDerivedFrom schema:mentions bg:modality bg:polarity bg:attributedTo bg:recipient bg:role bg:time"
        " bg:timeText bg:confidence bg:claim bg:trigger bg:subjectMention bg:objectMention bg:frame bg:foundBy bg:parent"
        " bg:validFrom bg:validUntil foaf:primaryTopic org:member org:organization prov:wasAttributedTo"
    ).split()
}
_LABELS = frozenset({"skos:prefLabel", "rdfs:label", "dcterms:title"})
_PLENTY = frozenset(
    term(name).value for name in ("nif:OffsetBasedString", "nif:Phrase", "nif:Sentence", "rdf:Statement", "prov:Entity", "bg:Statement")
)
"""Types that say nothing of entities or documents, and are too many to keep."""
_Index = dict[str, dict[str, list[str]]]


def read_quads(path: Path) -> Iterable[ox.Quad]:
    """Read a file of RDF.

    Args:
        path: a file in Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, by its extension.

    Yields:
        Its quads, as they come.

    Raises:
        GraphError: there is no such file, its extension is unknown, or it is broken.
    """
    if (form := _FORMATS.get(path.suffix.lower())) is None:
        expected = ", ".join(_FORMATS)
        raise GraphError(f"{path} has the extension {path.suffix!r}; expected RDF with one of {expected}. Rename it or convert it.")
    try:
        yield from ox.parse(path=str(path), format=form)
    except SyntaxError as error:
        raise GraphError(f"{path} is not valid {form.name}: {error}. Build the graph again or mend that line.") from error
    except (OSError, ValueError) as error:
        raise GraphError(f"{path} could not be read: {error}.") from error


def read_graph(quads: Iterable[ox.Quad | ox.Triple]) -> ViewGraph:
    """Read a graph that follows the contract.

    Args:
        quads: its quads or triples, in any order; named graphs are not told apart.

    Returns:
        The graph as values. Statements without subject or property are left out; entities are those that a statement or a document names.
    """
    index = _index(quads)
    statements = _statements(index)
    documents = _documents(index)
    named = {iri for statement in statements for iri in statement.entities()}
    named |= {mention.entity for document in documents.values() for mention in document.mentions}
    named |= {iri for values in index["schema:mentions"].values() for iri in values}
    sources = _register(index)
    entities = {iri: _entity(iri, index, sources) for iri in sorted(named)}
    order = {iri: number for number, iri in enumerate(documents)}
    statements.sort(key=lambda one: (order.get(one.document, len(order)), one.evidence or (0, 0), one.iri))
    beside = {entity.parent for entity in entities.values()} | {row[1] for entity in entities.values() for row in entity.positions}
    labels = {iri: _label(iri, index) for iri in sorted(beside - entities.keys() - {""})}
    makers = {iri for values in index["prov:wasAttributedTo"].values() for iri in values}
    versions = tuple(sorted({label for iri in makers for label in index["rdfs:label"].get(iri, ())}))
    return ViewGraph(entities, tuple(statements), documents, labels, versions)


def _index(quads: Iterable[ox.Quad | ox.Triple]) -> _Index:
    """Return the values of each predicate in use by subject; of a text in several languages the Dutch one comes first."""
    index: _Index = {name: defaultdict(list) for name in _READ.values()}
    read = _READ
    for quad in quads:
        name = read.get(quad.predicate.value)
        if name is None:
            continue
        subject, value = quad.subject, quad.object
        if isinstance(value, ox.Triple) or isinstance(subject, ox.Triple):
            continue
        text = value.value
        if name == "rdf:type" and text in _PLENTY:
            continue
        values = index[name][subject.value]
        if name in _LABELS and isinstance(value, ox.Literal) and value.language == "nl":
            values.insert(0, text)
        else:
            values.append(text)
    return index


def _first(index: _Index, name: str, subject: str) -> str:
    values = index[name].get(subject)
    return values[0] if values else ""


def _sorted(index: _Index, name: str, subject: str) -> tuple[str, ...]:
    return tuple(sorted(set(index[name].get(subject, ()))))


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def _offsets(iri: str) -> Offsets | None:
    found = _OFFSETS.search(iri)
    return (int(found[1]), int(found[2])) if found else None


def _label(iri: str, index: _Index) -> str:
    return _first(index, "skos:prefLabel", iri) or _first(index, "rdfs:label", iri) or _local(iri).replace("-", " ") or iri


def _entity(iri: str, index: _Index, sources: dict[str, set[str]]) -> Entity:
    types = index["rdf:type"].get(iri, [])
    kinds = sorted({_KINDS[found] for found in types if found in _KINDS})
    label = _label(iri, index)
    finer = {found.removeprefix(BG_IRI) for found in types if found.startswith(BG_IRI)} - {*kinds, "Actor", "Entity"}
    return Entity(
        iri=iri,
        kind=kinds[0] if kinds else "Entity",
        label=label,
        classes=tuple(sorted(finer)),
        names=tuple(name for name in _sorted(index, "skos:altLabel", iri) if name != label),
        notations=_sorted(index, "skos:notation", iri),
        same_as=_sorted(index, "owl:sameAs", iri),
        parent=min(index["bg:parent"].get(iri, ()), default=""),
        valid_from=_first(index, "bg:validFrom", iri),
        valid_until=_first(index, "bg:validUntil", iri),
        sources=tuple(sorted(sources.get(iri, ()))),
        positions=_positions(iri, index),
    )


def _register(index: _Index) -> dict[str, set[str]]:
    """Return where the register has each entity from."""
    sources: dict[str, set[str]] = defaultdict(set)
    for entry, topics in index["foaf:primaryTopic"].items():
        for topic in topics:
            sources[topic].update(index["dcterms:source"].get(entry, ()))
    return sources


def _positions(person: str, index: _Index) -> tuple[tuple[str, str, str, str], ...]:
    if "members" not in index:
        index["members"] = defaultdict(list)
        for node, members in index["org:member"].items():
            for member in members:
                index["members"][member].append(node)
    nodes = index["members"].get(person, ())
    names = ("bg:role", "org:organization", "bg:validFrom", "bg:validUntil")
    rows = ([_first(index, name, node) for name in names] for node in nodes)
    return tuple(sorted((role, home, since, until) for role, home, since, until in rows))


def _documents(index: _Index) -> dict[str, Document]:
    """Return the documents with their mentions, by name."""
    mentions: dict[str, set[Mention]] = defaultdict(set)
    for node, entities in index["itsrdf:taIdentRef"].items():
        if (span := _offsets(node)) is not None:
            how = _local(_first(index, "bg:foundBy", node)).removeprefix("FoundBy").lower()
            home = _first(index, "nif:referenceContext", node) or node.partition("#")[0]
            mentions[home].update(Mention(*span, entity, how) for entity in entities)
    context = term("nif:Context").value
    homes = {iri for iri, types in index["rdf:type"].items() if context in types} | mentions.keys()
    found = [
        Document(
            iri=iri,
            name=_first(index, "dcterms:identifier", iri) or _local(iri),
            title=_first(index, "dcterms:title", iri),
            issued=_first(index, "dcterms:issued", iri),
            source=_first(index, "dcterms:source", iri),
            text=_first(index, "nif:isString", iri),
            mentions=tuple(sorted(mentions.get(iri, ()))),
        )
        for iri in homes
    ]
    return {document.iri: document for document in sorted(found, key=lambda document: (document.name, document.iri))}


def _statements(index: _Index) -> list[Statement]:
    found = []
    for iri, subjects in index["rdf:subject"].items():
        if predicate := _first(index, "rdf:predicate", iri):
            found.append(_statement(iri, min(subjects), predicate, index))
    return found


def _statement(iri: str, subject: str, predicate: str, index: _Index) -> Statement:
    sentence = _first(index, "prov:wasDerivedFrom", iri)
    document = _first(index, "nif:referenceContext", sentence) or sentence.partition("#")[0]
    confidence = _first(index, "bg:confidence", iri)
    spans = {name: _offsets(_first(index, name, iri)) for name in ("bg:subjectMention", "bg:objectMention")}
    return Statement(
        iri=iri,
        subject=subject,
        property=predicate,
        object=_first(index, "rdf:object", iri),
        claim=_first(index, "bg:claim", iri),
        modality=_local(_first(index, "bg:modality", iri)) or "Asserted",
        polarity=_local(_first(index, "bg:polarity", iri)) or "Positive",
        attributed_to=_sorted(index, "bg:attributedTo", iri),
        recipient=_first(index, "bg:recipient", iri),
        role=_first(index, "bg:role", iri),
        time=_first(index, "bg:time", iri),
        time_text=_first(index, "bg:timeText", iri),
        confidence=_number(confidence),
        document=document,
        evidence=_offsets(sentence),
        quote="" if _first(index, "nif:isString", document) else _first(index, "nif:anchorOf", sentence),
        trigger=tuple(sorted(span for node in index["bg:trigger"].get(iri, ()) if (span := _offsets(node)) is not None)),
        subject_span=spans["bg:subjectMention"],
        object_span=spans["bg:objectMention"],
        frame=_first(index, "bg:frame", iri),
    )


def _number(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text))) if text else 1.0
    except ValueError:
        return 0.0
