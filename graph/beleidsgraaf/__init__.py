"""beleidsgraaf reads Dutch policy texts about digital government and writes a knowledge graph that one can trust.

The public names, imported when they are first used:

    read_documents(paths)        paths to Documents
    build(documents)             Documents to Extractions: mentions, entities, statements
    extract(document)            the same for one document
    as_graph(extractions)        Extractions to a KnowledgeGraph: SPARQL, rdflib, Turtle
    write_build(extractions, …)  Extractions to files: Turtle, N-Quads, store, page
    the values of beleidsgraaf.model and the errors of beleidsgraaf.errors
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beleidsgraaf.errors import (
        BeleidsgraafError,
        GraphError,
        KnowledgeError,
        LanguageError,
        QueryError,
        ReadError,
        StoreError,
    )
    from beleidsgraaf.model import (
        Document,
        Entity,
        Extraction,
        Kind,
        Link,
        Mention,
        Modality,
        Polarity,
        Sentence,
        Statement,
        Token,
    )
    from beleidsgraaf.pipeline import build, extract
    from beleidsgraaf.publication import as_graph, write_build
    from beleidsgraaf.rdf.graph import KnowledgeGraph
    from beleidsgraaf.reading import document_from_text, read_documents

__all__ = [
    "BeleidsgraafError",
    "Document",
    "Entity",
    "Extraction",
    "GraphError",
    "Kind",
    "KnowledgeError",
    "KnowledgeGraph",
    "LanguageError",
    "Link",
    "Mention",
    "Modality",
    "Polarity",
    "QueryError",
    "ReadError",
    "Sentence",
    "Statement",
    "StoreError",
    "Token",
    "as_graph",
    "build",
    "document_from_text",
    "extract",
    "read_documents",
    "write_build",
]

_HOMES = {
    "beleidsgraaf.errors": "BeleidsgraafError GraphError KnowledgeError LanguageError QueryError ReadError StoreError",
    "beleidsgraaf.model": "Document Entity Extraction Kind Link Mention Modality Polarity Sentence Statement Token",
    "beleidsgraaf.pipeline": "build extract",
    "beleidsgraaf.publication": "as_graph write_build",
    "beleidsgraaf.rdf.graph": "KnowledgeGraph",
    "beleidsgraaf.reading": "document_from_text read_documents",
}
_HOME = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used (PEP 562), so that ``--help`` need not wait for the language model."""
    if name not in _HOME:
        raise AttributeError(f"module 'beleidsgraaf' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
