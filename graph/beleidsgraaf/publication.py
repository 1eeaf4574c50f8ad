"""Extractions to a graph, and to the files of a build folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.register import load_register
from beleidsgraaf.knowledge.vocabulary import BASE
from beleidsgraaf.language import model_version
from beleidsgraaf.model import Extraction
from beleidsgraaf.rdf.about import Versions
from beleidsgraaf.rdf.graph import KnowledgeGraph
from beleidsgraaf.rdf.serialization import write_nquads, write_turtle
from beleidsgraaf.rdf.store import keep_in_step
from beleidsgraaf.rdf.triples import quads
from beleidsgraaf.view import write_page

if TYPE_CHECKING:
    from pyoxigraph import Quad

TURTLE, NQUADS, PAGE, STORE = "graph.ttl", "graph.nq", "graph.html", "store"
"""Names of the files in a build folder."""


def as_graph(extractions: Collection[Extraction], *, base: str = BASE) -> KnowledgeGraph:
    """Return the graph of extractions, held in memory.

    Args:
        extractions: what was found, a document each.
        base: absolute IRI below which the graph's own IRIs lie.

    Raises:
        GraphError: the base is no absolute IRI.
    """
    return KnowledgeGraph.of(_quads(extractions, base), base=base)


def write_build(extractions: Collection[Extraction], folder: Path, *, base: str = BASE, title: str = "") -> tuple[Path, ...]:
    """Write the files of a graph: Turtle, N-Quads with a named graph a document, the embedded store, and the page.

    Args:
        extractions: what was found, a document each.
        folder: the build folder; made when it does not exist.
        base: absolute IRI below which the graph's own IRIs lie.
        title: title of the page, ``""`` for its own.

    Returns:
        The paths of what was written.

    Raises:
        GraphError: the base is no absolute IRI, or a file cannot be written; each is whole or not there.
        StoreError: the store cannot be written.
    """
    turtle, nquads, page = folder / TURTLE, folder / NQUADS, folder / PAGE
    write_turtle(_quads(extractions, base), turtle, base=base)
    write_nquads(_quads(extractions, base), nquads, base=base)
    store = keep_in_step(folder)
    write_page(turtle, page, title=title)
    return turtle, nquads, store, page


def _quads(extractions: Collection[Extraction], base: str) -> Iterator[Quad]:
    """Yield all quads of extractions, with the versions of what made them."""
    return quads(extractions, base=base, versions=Versions(model=model_version()), ontology=load_ontology(), register=load_register())
