"""The network page: a graph becomes one HTML file that opens anywhere, offline.

    write_page(graph, target)    a graph in RDF to a file
    page(graph)                  a graph in RDF to the HTML itself
    frame(html)                  the HTML as an element that a notebook can show

The way of the data: quads -> reading.ViewGraph -> (selection) -> analysis -> layout -> data -> page.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from beleidsgraaf.errors import GraphError
from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.view.analysis import backbone, first_picture, importance, ties, to_networkx
from beleidsgraaf.view.data import Opening, to_json
from beleidsgraaf.view.layout import TALL, WIDE, Box, arrange
from beleidsgraaf.view.model import Entity, ViewGraph
from beleidsgraaf.view.page import assemble
from beleidsgraaf.view.reading import read_graph, read_quads
from beleidsgraaf.view.selection import around, by_query

__all__ = ["MAX_NODES", "ViewGraph", "around", "by_query", "frame", "page", "read_graph", "read_quads", "to_networkx", "write_page"]

MAX_NODES = 150
"""How many entities the first picture holds at most: more cannot be told apart on a screen."""

_NAMED = 45
"""How many of them get room for their name; the names of the others appear as one comes nearer."""


class _Triples(Protocol):
    """Anything that gives its triples, a KnowledgeGraph for one."""

    def triples(self) -> Iterable[ox.Triple]:
        """Return the triples."""


Graph = Path | ViewGraph | _Triples | Iterable[ox.Quad | ox.Triple]
"""What a page can be made of."""


def write_page(
    graph: Graph,
    target: Path,
    *,
    title: str = "",
    max_nodes: int = MAX_NODES,
    about: str = "",
    depth: int = 1,
    query: str = "",
) -> Path:
    """Write the page of a graph to a file, whole or not at all.

    Args:
        graph: a file of RDF, quads or triples, or anything with a method ``triples()``.
        target: the file to write.
        title: the page's title, ``""`` for its own words.
        max_nodes: how many entities the first picture holds at most.
        about: IRI, name or abbreviation of an entity to keep to, ``""`` for all.
        depth: how many steps around it.
        query: SPARQL whose answer says which entities and statements to keep, ``""`` for all.

    Returns:
        The target.

    Raises:
        GraphError: the graph cannot be read, or nothing of it would be left.
        QueryError: the query is wrong.
    """
    html = page(graph, title=title, max_nodes=max_nodes, about=about, depth=depth, query=query)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        # a lone surrogate cannot come out of RDF, but may stand in a title
        draft.write_bytes(html.encode("utf-8", "replace"))
        draft.replace(target)
    except OSError as error:
        raise GraphError(f"{target} could not be written: {error}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return target


def page(graph: Graph, *, title: str = "", max_nodes: int = MAX_NODES, about: str = "", depth: int = 1, query: str = "") -> str:
    """Return the page of a graph as HTML; for what it takes and raises see ``write_page``."""
    if max_nodes < 1:
        raise GraphError(f"The first picture was given room for {max_nodes} entities; expected at least 1.")
    found, quads = _read(graph, keep=bool(query))
    if query:
        found = by_query(found, quads, query)
    start: tuple[str, ...] = ()
    if about:
        found, start = around(found, about, depth=depth)
    core, texts = to_json(found, _opening(found, max_nodes, start), load_ontology(), title=title)
    return assemble(core, texts, title=title or "Kennisgraaf van beleidsteksten")


def frame(html: str, *, height: int = 640) -> str:
    """Return a page as an element for a notebook.

    Args:
        html: the page.
        height: of the element, in pixels.
    """
    return (
        f'<iframe title="Kennisgraaf" sandbox="allow-scripts allow-popups allow-downloads" allow="clipboard-write" width="100%" '
        f'height="{height}" style="border:0" srcdoc="{escape(html)}"></iframe>'
    )


def _read(graph: Graph, *, keep: bool) -> tuple[ViewGraph, list[ox.Quad | ox.Triple]]:
    """Return the graph as values, and its quads where they are needed again."""
    if isinstance(graph, ViewGraph):
        if keep:
            raise GraphError("A query needs the graph as RDF; what was given was read already. Give the file or the quads.")
        return graph, []
    if isinstance(graph, Path):
        graph = read_quads(graph)
    quads: Iterable[ox.Quad | ox.Triple] = graph if isinstance(graph, Iterable) else graph.triples()
    kept = list(quads) if keep else []
    return read_graph(kept or quads), kept


def _opening(graph: ViewGraph, most: int, start: tuple[str, ...]) -> Opening:
    """Choose and place the first picture."""
    joined = ties(to_networkx(graph))
    weight = importance(graph, joined)
    shown = first_picture(joined, weight, most=most, about=start)
    carried = backbone(joined, shown)
    neighbours: dict[str, list[str]] = {iri: [] for iri in shown}
    for one, other in sorted(carried):
        neighbours[one].append(other)
        neighbours[other].append(one)
    boxes = {iri: _box(graph.entities[iri], named=rank < _NAMED, alone=not neighbours[iri]) for rank, iri in enumerate(shown)}
    wide, tall = arrange(neighbours, boxes, (WIDE, TALL))
    return Opening(shown, wide, tall, carried, weight)


def _box(entity: Entity, *, named: bool, alone: bool) -> Box:
    """Return the room for a sign with its name below it: 16 pixels a line, 7.5 a letter, two lines when long; all alike for those alone."""
    if not named:
        return Box(34, 34)
    if alone:
        return Box(168, 62)
    shortest = min((len(name) for name in entity.notations), default=60)
    letters = min(len(entity.label) if len(entity.label) <= 44 else shortest, 44)
    lines = 1 if letters <= 20 else 2
    return Box(max(46, 7.5 * min(24, letters / lines + 2)), 44 + 16 * lines)
