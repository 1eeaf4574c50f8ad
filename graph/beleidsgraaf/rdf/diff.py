"""What changed between two graphs: entities and statements that came, went or changed, for a reader; and as RDF Patch.

RDF Patch: https://afs.github.io/rdf-delta/rdf-patch.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.vocabulary import BASE, BG_IRI
from beleidsgraaf.rdf.graph import plain
from beleidsgraaf.rdf.ordering import Order
from beleidsgraaf.rdf.sparql import known_prefixes
from beleidsgraaf.rdf.store import open_graph

_ENTITIES = """SELECT ?e ?kind ?label (GROUP_CONCAT(?same; separator=" ") AS ?sames) {
    VALUES ?kind { bg:Organization bg:Person bg:ActorGroup bg:Policy bg:System bg:Theme bg:Event }
    ?e a ?kind ; skos:prefLabel ?label . OPTIONAL { SELECT ?e ?same { ?e owl:sameAs ?same } ORDER BY ?same }
} GROUP BY ?e ?kind ?label"""
_STATEMENTS = """SELECT ?name ?from ?p ?to ?claim ?words ?modality ?polarity ?confidence ?role ?time
    (GROUP_CONCAT(?by; separator=", ") AS ?said) {
    ?s a bg:Statement ; rdf:subject/skos:prefLabel ?from ; rdf:predicate ?p ; bg:modality ?modality ; bg:polarity ?polarity ;
        bg:confidence ?confidence ; prov:wasDerivedFrom ?sentence .
    ?sentence nif:anchorOf ?words ; nif:referenceContext/dcterms:identifier ?name .
    OPTIONAL { ?s rdf:object/skos:prefLabel ?to } OPTIONAL { ?s bg:claim ?claim }
    OPTIONAL { ?s bg:role ?role } OPTIONAL { ?s bg:time ?time }
    OPTIONAL { SELECT ?s ?by { ?s bg:attributedTo/skos:prefLabel ?by } ORDER BY ?by }
} GROUP BY ?s ?name ?from ?p ?to ?claim ?words ?modality ?polarity ?confidence ?role ?time"""


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """An entity, as far as a change of it matters: its kind, label and official identifiers."""

    kind: str
    label: str
    same_as: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """What makes two statements the same: document, subject, property, object or claim, and the sentence's words."""

    document: str
    subject: str
    property: str
    object: str
    sentence: str


@dataclass(frozen=True, slots=True, order=True)
class Manner:
    """How a statement is made; a change of any of these is told."""

    modality: str
    polarity: str
    attributed_to: str
    role: str
    time: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed.

    Args:
        entities_gone, entities_new: entities by IRI.
        entities_changed: IRI, what it was and what it is.
        statements_gone, statements_new: statements with their manner.
        statements_changed: the statement, how it was made and how it is made.
    """

    entities_gone: tuple[tuple[str, Thing], ...]
    entities_new: tuple[tuple[str, Thing], ...]
    entities_changed: tuple[tuple[str, Thing, Thing], ...]
    statements_gone: tuple[tuple[Said, Manner], ...]
    statements_new: tuple[tuple[Said, Manner], ...]
    statements_changed: tuple[tuple[Said, tuple[Manner, ...], tuple[Manner, ...]], ...]

    def __bool__(self) -> bool:
        return any(getattr(self, part.name) for part in fields(self))

    def sentences(self) -> Iterator[str]:
        """Yield what changed for a reader, grouped."""
        for title, sign, things in (("Entities gone", "-", self.entities_gone), ("Entities new", "+", self.entities_new)):
            if things:
                yield f"{title} ({len(things)})"
                yield from (f"  {sign} {thing.kind} {thing.label}" for _, thing in sorted(things, key=lambda pair: pair[1]))
        if self.entities_changed:
            yield f"Entities changed ({len(self.entities_changed)})"
            for _, old, new in self.entities_changed:
                yield f"  ~ {old.kind} {old.label}: {_changes(old, new)}"
        for title, sign, statements in (("Statements gone", "-", self.statements_gone), ("Statements new", "+", self.statements_new)):
            if statements:
                yield f"{title} ({len(statements)})"
                for said, manner in statements:
                    yield f"  {sign} {_line(said)} [{_manner(manner)}] {said.document}"
        if self.statements_changed:
            yield f"Statements changed ({len(self.statements_changed)})"
            for said, before, after in self.statements_changed:
                change = _changes(before[0], after[0]) if len(before) == len(after) == 1 else f"{len(before)} -> {len(after)} statements"
                yield f"  ~ {_line(said)}: {change} {said.document}"


def compare(old: Path, new: Path) -> Difference:
    """Compare two graphs.

    Args:
        old, new: build folders or RDF files.

    Returns:
        What changed.

    Raises:
        GraphError: a graph cannot be read.
    """
    before, after = open_graph(old), open_graph(new)
    things, other_things = _things(before), _things(after)
    said, other_said = _said(before), _said(after)
    shared, kept = things.keys() & other_things.keys(), said.keys() & other_said.keys()
    return Difference(
        entities_gone=tuple(sorted((name, things[name]) for name in things.keys() - other_things.keys())),
        entities_new=tuple(sorted((name, other_things[name]) for name in other_things.keys() - things.keys())),
        entities_changed=tuple((name, things[name], other_things[name]) for name in sorted(shared) if things[name] != other_things[name]),
        statements_gone=tuple(sorted((key, manner) for key in said.keys() - other_said.keys() for manner in said[key])),
        statements_new=tuple(sorted((key, manner) for key in other_said.keys() - said.keys() for manner in other_said[key])),
        statements_changed=tuple((key, said[key], other_said[key]) for key in sorted(kept) if said[key] != other_said[key]),
    )


def write_patch(old: Path, new: Path, file: IO[bytes], *, base: str = BASE) -> tuple[int, int]:
    """Write an RDF Patch that turns one graph into the other, sorted.

    Args:
        old, new: build folders or RDF files; their named graphs count where both have them.
        file: open for binary writing.
        base: base IRI of the graph.

    Returns:
        How many triples or quads go, and how many come.

    Raises:
        GraphError: a graph cannot be read.
    """
    before, after = set(open_graph(old)), set(open_graph(new))
    graphs = all(any(quad.graph_name != ox.DefaultGraph() for quad in quads) for quads in (before, after))
    wanted = {quad for quad in before ^ after if (quad.graph_name != ox.DefaultGraph()) == graphs}
    gone, come = wanted & before, wanted & after
    file.write(b"TX .\n")
    form = ox.RdfFormat.N_QUADS if graphs else ox.RdfFormat.N_TRIPLES
    for sign, quads in ((b"D ", gone), (b"A ", come)):
        lines = ox.serialize(Order(base, graphs=graphs).sort(quads), format=form) or b""  # type: ignore[arg-type]
        file.writelines(sign + line for line in lines.splitlines(keepends=True))
    file.write(b"TC .\n")
    return len(gone), len(come)


def _rows(store: ox.Store, query: str) -> Iterator[tuple[str, ...]]:
    results = store.query(query, prefixes=dict(known_prefixes()))
    if isinstance(results, ox.QuerySolutions):
        for solution in results:
            yield tuple("" if value is None else plain(value) for value in solution)


def _things(store: ox.Store) -> dict[str, Thing]:
    return {iri: Thing(kind.removeprefix(BG_IRI), label, same) for iri, kind, label, same in sorted(_rows(store, _ENTITIES))}


def _said(store: ox.Store) -> dict[Said, tuple[Manner, ...]]:
    found: dict[Said, list[Manner]] = {}
    for name, subject, predicate, target, claim, words, modality, polarity, confidence, role, time, said in _rows(store, _STATEMENTS):
        key = Said(name, subject, predicate.removeprefix(BG_IRI), target or claim, words)
        manner = Manner(modality.removeprefix(BG_IRI), polarity.removeprefix(BG_IRI), said, role, time, confidence)
        found.setdefault(key, []).append(manner)
    return {key: tuple(sorted(manners)) for key, manners in found.items()}


def _line(said: Said) -> str:
    return f"{said.subject} · {load_ontology().label(said.property)} · {said.object}"


def _manner(manner: Manner) -> str:
    parts = [manner.modality, "" if manner.polarity == "Positive" else manner.polarity]
    parts += [f"attributed to {manner.attributed_to}" if manner.attributed_to else ""]
    return ", ".join(part for part in parts if part)


def _changes(old: Thing | Manner, new: Thing | Manner) -> str:
    changed = [(part.name, getattr(old, part.name), getattr(new, part.name)) for part in fields(old)]
    return ", ".join(
        f"{name.replace('_', ' ')} {before or 'none'} -> {after or 'none'}" for name, before, after in changed if before != after
    )
