"""A part of a graph: what lies around an entity, or what a SPARQL query answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import pyoxigraph as ox

from beleidsgraaf.errors import GraphError, QueryError
from beleidsgraaf.view.model import ViewGraph


def around(graph: ViewGraph, name: str, *, depth: int = 1) -> tuple[ViewGraph, tuple[str, ...]]:
    """Return what lies around an entity.

    Args:
        graph: the graph.
        name: its IRI, the end of it (``organisatie/vng``), one of its names, or an abbreviation; case does not matter for names.
        depth: how many statements away from it one goes.

    Returns:
        The part, and the IRIs it starts from: more than one when several entities bear the name.

    Raises:
        GraphError: no entity bears the name, or the depth is below 0.
    """
    if depth < 0:
        raise GraphError(f"A depth of {depth} was asked for; expected 0 or more.")
    start = _named(graph, name)
    if not start:
        raise GraphError(f"The graph has no entity called {name!r}; give its IRI, its name or its abbreviation.{_hint(graph, name)}")
    found = set(start)
    for _ in range(depth):
        found |= {iri for one in graph.statements if found.intersection((one.subject, one.object)) for iri in one.entities()}
    return _part(graph, found, (one.iri for one in graph.statements if {one.subject, one.object or one.subject} <= found)), start


def by_query(graph: ViewGraph, quads: Collection[ox.Quad | ox.Triple], query: str) -> ViewGraph:
    """Return what a query answers.

    Args:
        graph: the graph.
        quads: the same graph as RDF; the query sees it as one graph.
        query: SELECT, CONSTRUCT or DESCRIBE.

    Returns:
        The statements that the answer names; where it names none, those between the entities it names. With their entities.

    Raises:
        QueryError: the query is wrong, is an ASK, or its answer names nothing of the graph.
    """
    store = ox.Store()
    store.bulk_extend(quad if isinstance(quad, ox.Quad) else ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    try:
        answer = store.query(query, use_default_graph_as_union=True)
        if isinstance(answer, ox.QueryBoolean):
            raise QueryError("The query is an ASK; expected SELECT, CONSTRUCT or DESCRIBE, whose answer names entities or statements.")
        named = {term.value for row in answer for term in _terms(row) if isinstance(term, ox.NamedNode)}
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"The query is wrong: {error}.") from error
    entities = named & graph.entities.keys()
    statements = {one.iri for one in graph.statements} & named
    if not entities and not statements:
        raise QueryError("The answer to the query names no entity and no statement of the graph; select their IRIs.")
    if not statements:
        statements = {one.iri for one in graph.statements if {one.subject, one.object} <= entities}
    return _part(graph, entities, statements)


def _terms(row: ox.QuerySolution | ox.Triple) -> Iterable[object]:
    return (row.subject, row.predicate, row.object) if isinstance(row, ox.Triple) else row


def _named(graph: ViewGraph, name: str) -> tuple[str, ...]:
    if name in graph.entities:
        return (name,)
    wanted = name.casefold().strip()
    ends = [iri for iri in graph.entities if iri.endswith(f"/id/{name}")]
    bearers = [
        iri
        for iri, entity in graph.entities.items()
        if wanted in {label.casefold() for label in (entity.label, *entity.names, *entity.notations)}
    ]
    return tuple(ends or bearers)


def _hint(graph: ViewGraph, name: str) -> str:
    wanted = name.casefold().strip()
    near = sorted(entity.label for entity in graph.entities.values() if wanted and wanted in entity.label.casefold())
    return f" Near it are: {', '.join(near[:5])}." if near else ""


def _part(graph: ViewGraph, entities: Collection[str], statements: Iterable[str]) -> ViewGraph:
    """Keep these entities and statements, all that the statements name, and the documents they come from."""
    wanted = set(statements)
    kept = tuple(one for one in graph.statements if one.iri in wanted)
    names = {*entities, *(iri for one in kept for iri in one.entities())}
    homes = {one.document for one in kept}
    documents = {
        iri: replace(document, mentions=tuple(mention for mention in document.mentions if mention.entity in names))
        for iri, document in graph.documents.items()
        if iri in homes or any(mention.entity in entities for mention in document.mentions)
    }
    labels = dict(graph.labels)
    for entity in graph.entities.values():
        if entity.iri not in names:
            labels[entity.iri] = entity.label
    return replace(
        graph,
        entities={iri: entity for iri, entity in graph.entities.items() if iri in names},
        statements=kept,
        documents=documents,
        labels=labels,
    )
