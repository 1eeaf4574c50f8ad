"""The graph in other formats, each streamed and whole or not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import IO

import pyoxigraph as ox

from beleidsgraaf.errors import GraphError
from beleidsgraaf.knowledge.vocabulary import BASE, BG, term
from beleidsgraaf.rdf import jsonld, networks
from beleidsgraaf.rdf.files import replacing
from beleidsgraaf.rdf.ordering import Order
from beleidsgraaf.rdf.parsing import parse
from beleidsgraaf.rdf.serialization import prefixes, turtle, write_nquads, write_trig
from beleidsgraaf.rdf.store import open_graph

REIFIES = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
_PARTS = (term("rdf:subject"), term("rdf:predicate"), term("rdf:object"))


@dataclass(frozen=True, slots=True)
class Format:
    """A format to export to.

    Args:
        name: its name on the command line.
        ending: ending of the file; ``""`` for a folder of files.
        title: what it is, for the help.
        write: writes it: source, target, base IRI.
    """

    name: str
    ending: str
    title: str
    write: Callable[[Path, Path, str], None]


def export(source: Path, target: Path, form: str, *, base: str = BASE) -> None:
    """Write a graph in another format.

    Args:
        source: build folder, or an RDF file.
        target: the file, or for CSV the folder.
        form: name of the format in ``FORMATS``.
        base: base IRI of the graph.

    Raises:
        GraphError: the graph cannot be read or written, or there is no such format.
    """
    if form not in FORMATS:
        raise GraphError(f"There is no format {form!r}; expected one of {', '.join(FORMATS)}.")
    FORMATS[form].write(source, target, base)


def _source(path: Path, *, graphs: bool) -> Path:
    """Return the file to read: in a build folder the Turtle, or the N-Quads when named graphs count."""
    if path.is_dir():
        return path / ("graph.nq" if graphs else "graph.ttl")
    if not path.exists():
        raise GraphError(f"There is no graph {path}; make one with beleidsgraaf build, or name a build folder or an RDF file.")
    return path


def _triples(source: Path, base: str) -> Iterator[ox.Triple]:
    """Yield the triples of a graph in order."""
    for item in Order(base).sort(parse(_source(source, graphs=False))):
        yield item.triple if isinstance(item, ox.Quad) else item


def _serialized(form: ox.RdfFormat) -> Callable[[Path, Path, str], None]:
    def write(source: Path, target: Path, base: str) -> None:
        with replacing(target) as file:
            page = _EscapingReturns(file) if form == ox.RdfFormat.RDF_XML else file
            ox.serialize(_triples(source, base), page, form, prefixes=dict(prefixes(base)))  # type: ignore[arg-type]

    return write


class _EscapingReturns:
    """A binary file that writes carriage returns as XML parsers leave them alone; the serializer writes them raw."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        """Take what the serializer writes."""
        self._file.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        """Pass on what is held."""


def _turtle(source: Path, target: Path, base: str) -> None:
    with replacing(target) as file:
        turtle(parse(_source(source, graphs=False)), file, base=base)


def _nquads(source: Path, target: Path, base: str) -> None:
    write_nquads(parse(_source(source, graphs=True)), target, base=base)


def _trig(source: Path, target: Path, base: str) -> None:
    write_trig(parse(_source(source, graphs=True)), target, base=base)


def _jsonld(source: Path, target: Path, base: str) -> None:
    with replacing(target) as file:
        jsonld.write(_triples(source, base), file, base=base)


def _turtle12(source: Path, target: Path, base: str) -> None:
    with replacing(target) as file:
        turtle(reified(_triples(source, base)), file, base=base)


def reified(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Turn statements into RDF 1.2 reifiers (https://www.w3.org/TR/rdf12-concepts/#section-triple-terms-reification).

    Of a statement with an object, subject, predicate and object become one triple term that it reifies; the rest stays as it is.

    Args:
        triples: grouped by subject.
    """
    for _, group in groupby(triples, key=lambda triple: triple.subject):
        node = list(group)
        ends = {triple.predicate: triple.object for triple in node if triple.predicate in _PARTS}
        if ox.Triple(node[0].subject, term("rdf:type"), BG.Statement) not in node or len(ends) < len(_PARTS):
            yield from node
            continue
        subject, predicate, target = (ends[part] for part in _PARTS)
        if not isinstance(subject, (ox.NamedNode, ox.BlankNode)) or not isinstance(predicate, ox.NamedNode):
            raise GraphError(f"The statement {node[0].subject} has a subject or predicate that is no IRI.")
        yield from (triple for triple in node if triple.predicate not in _PARTS)
        yield ox.Triple(node[0].subject, REIFIES, ox.Triple(subject, predicate, target))


def _network(write: Callable[[ox.Store, IO[bytes]], None]) -> Callable[[Path, Path, str], None]:
    def written(source: Path, target: Path, _base: str) -> None:
        store = open_graph(source)
        with replacing(target) as file:
            write(store, file)

    return written


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        form.name: form
        for form in (
            Format("turtle", ".ttl", "Turtle 1.1, sorted for reading", _turtle),
            Format("ntriples", ".nt", "N-Triples", _serialized(ox.RdfFormat.N_TRIPLES)),
            Format("nquads", ".nq", "N-Quads, a named graph a document", _nquads),
            Format("trig", ".trig", "TriG, a named graph a document", _trig),
            Format("jsonld", ".jsonld", "JSON-LD 1.1 with short names", _jsonld),
            Format("rdfxml", ".rdf", "RDF/XML", _serialized(ox.RdfFormat.RDF_XML)),
            Format("turtle12", ".ttl", "Turtle of RDF 1.2: statements reify triple terms", _turtle12),
            Format("graphml", ".graphml", "GraphML: entities and statements as a network", _network(networks.write_graphml)),
            Format("gexf", ".gexf", "GEXF, for Gephi", _network(networks.write_gexf)),
            Format("csv", "", "nodes.csv and edges.csv", lambda source, target, _base: networks.write_csv(open_graph(source), target)),
            Format(
                "neo4j",
                "",
                "nodes.csv and relationships.csv for neo4j-admin",
                lambda source, target, _base: networks.write_neo4j(open_graph(source), target),
            ),
        )
    }
)
"""The formats, by name."""
