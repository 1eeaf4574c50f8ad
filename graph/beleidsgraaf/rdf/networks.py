"""The graph as a network of entities for other programs: GraphML, GEXF, CSV, Neo4j; streamed, an entity or a statement at a time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.vocabulary import BG_IRI
from beleidsgraaf.model import Kind
from beleidsgraaf.rdf.files import replacing
from beleidsgraaf.rdf.graph import plain
from beleidsgraaf.rdf.sparql import known_prefixes

_NODES = f"""SELECT ?e ?kind ?label (GROUP_CONCAT(DISTINCT ?n; separator=" ") AS ?short) {{
    VALUES ?kind {{ {" ".join(f"bg:{kind}" for kind in Kind)} }}
    ?e a ?kind ; skos:prefLabel ?label . OPTIONAL {{ ?e skos:notation ?n }}
}} GROUP BY ?e ?kind ?label ORDER BY ?e"""
_EDGES = """SELECT ?s ?from ?to ?p ?modality ?polarity ?confidence ?quote ?document (GROUP_CONCAT(DISTINCT ?by; separator="; ") AS ?said) {
    ?s a bg:Statement ; rdf:subject ?from ; rdf:predicate ?p ; rdf:object ?to ; bg:modality ?modality ; bg:polarity ?polarity ;
        bg:confidence ?confidence ; prov:wasDerivedFrom ?sentence .
    ?sentence nif:anchorOf ?quote ; nif:referenceContext ?document .
    OPTIONAL { ?s bg:attributedTo/skos:prefLabel ?by }
} GROUP BY ?s ?from ?to ?p ?modality ?polarity ?confidence ?quote ?document ORDER BY ?s"""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity: its IRI, label, kind and abbreviations."""

    iri: str
    label: str
    kind: str
    abbreviation: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement between two entities.

    Args:
        statement: its IRI.
        subject, object: IRIs of the entities.
        property: local name of the property.
        label: the property's Dutch label.
        modality, polarity: local names.
        attributed_to: labels of those who say so.
        fact: whether it is asserted, positive and nobody's word.
        confidence: 0 to 1.
        document: IRI of the document.
        sentence: the sentence it rests on.
    """

    statement: str
    subject: str
    object: str
    property: str
    label: str
    modality: str
    polarity: str
    attributed_to: str
    fact: bool
    confidence: float
    document: str
    sentence: str


def nodes(store: ox.Store) -> Iterator[Node]:
    """Yield the entities of a graph, sorted by IRI."""
    for iri, kind, label, short in _rows(store, _NODES):
        yield Node(iri, label, kind.removeprefix(BG_IRI), short)


def edges(store: ox.Store) -> Iterator[Edge]:
    """Yield the statements of a graph that have an object, sorted by IRI."""
    ontology = load_ontology()
    for statement, subject, target, predicate, modality, polarity, confidence, sentence, document, said in _rows(store, _EDGES):
        name, mood, pole = (value.removeprefix(BG_IRI) for value in (predicate, modality, polarity))
        fact = (mood, pole, said) == ("Asserted", "Positive", "")
        yield Edge(statement, subject, target, name, ontology.label(name), mood, pole, said, fact, float(confidence), document, sentence)


def _rows(store: ox.Store, query: str) -> Iterator[tuple[str, ...]]:
    results = store.query(query, prefixes=dict(known_prefixes()))
    if isinstance(results, ox.QuerySolutions):
        for solution in results:
            yield tuple("" if value is None else plain(value) for value in solution)


def write_graphml(store: ox.Store, file: IO[bytes]) -> None:
    """Write GraphML (http://graphml.graphdrawing.org/specification.html)."""
    file.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
        b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
        b' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    )
    for part, names in (("node", _columns(Node)[1:]), ("edge", _columns(Edge)[3:])):
        for name, kind in names:
            row = f'  <key id="{part}-{name}" for="{part}" attr.name="{name}" attr.type="{kind}"/>\n'
            file.write(row.encode())
    file.write(b'  <graph id="beleidsgraaf" edgedefault="directed">\n')

    def data(part: str, names: list[tuple[str, str]], values: tuple[object, ...]) -> str:
        pairs = zip(names, values, strict=True)
        return "".join(f'<data key="{part}-{name}">{_xml(value)}</data>' for (name, _), value in pairs)

    for node in nodes(store):
        file.write(f"    <node id={quoteattr(node.iri)}>{data('node', _columns(Node)[1:], astuple(node)[1:])}</node>\n".encode())
    for edge in edges(store):
        ends = f"id={quoteattr(edge.statement)} source={quoteattr(edge.subject)} target={quoteattr(edge.object)}"
        file.write(f"    <edge {ends}>{data('edge', _columns(Edge)[3:], astuple(edge)[3:])}</edge>\n".encode())
    file.write(b"  </graph>\n</graphml>\n")


def write_gexf(store: ox.Store, file: IO[bytes]) -> None:
    """Write GEXF 1.2 for Gephi (https://gexf.net/)."""
    file.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        b'  <graph defaultedgetype="directed" mode="static">\n'
    )
    own, other = _columns(Node)[2:], [column for column in _columns(Edge)[3:] if column[0] != "label"]
    for part, names in (("node", own), ("edge", other)):
        file.write(f'    <attributes class="{part}">\n'.encode())
        for name, kind in names:
            file.write(f'      <attribute id="{name}" title="{name}" type="{kind}"/>\n'.encode())
        file.write(b"    </attributes>\n")

    def values(item: object, names: list[tuple[str, str]]) -> str:
        row = "".join(f'<attvalue for="{name}" value={_quoted(getattr(item, name))}/>' for name, _ in names)
        return f"<attvalues>{row}</attvalues>"

    file.write(b"    <nodes>\n")
    for node in nodes(store):
        file.write(f"      <node id={quoteattr(node.iri)} label={_quoted(node.label)}>{values(node, own)}</node>\n".encode())
    file.write(b"    </nodes>\n    <edges>\n")
    for edge in edges(store):
        ends = f"id={quoteattr(edge.statement)} source={quoteattr(edge.subject)} target={quoteattr(edge.object)}"
        file.write(f"      <edge {ends} label={_quoted(edge.label)}>{values(edge, other)}</edge>\n".encode())
    file.write(b"    </edges>\n  </graph>\n</gexf>\n")


def write_csv(store: ox.Store, folder: Path) -> None:
    """Write ``nodes.csv`` and ``edges.csv``, UTF-8, with a line of names (https://www.rfc-editor.org/rfc/rfc4180)."""
    _write_tables(
        folder,
        ("nodes.csv", [name for name, _ in _columns(Node)], lambda: map(astuple, nodes(store))),
        ("edges.csv", [name for name, _ in _columns(Edge)], lambda: map(astuple, edges(store))),
    )


def write_neo4j(store: ox.Store, folder: Path) -> None:
    """Write ``nodes.csv`` and ``relationships.csv`` for ``neo4j-admin database import``.

    Format: https://neo4j.com/docs/operations-manual/current/import/.
    """
    first = ["iri:ID", "label", ":LABEL", "abbreviation"]
    names = [name if kind == "string" else f"{name}:{kind}" for name, kind in _columns(Edge)[3:]]
    second = [":START_ID", ":END_ID", ":TYPE", "statement", *names]
    _write_tables(
        folder,
        ("nodes.csv", first, lambda: map(astuple, nodes(store))),
        (
            "relationships.csv",
            second,
            lambda: ((edge.subject, edge.object, _loud(edge.property), edge.statement, *astuple(edge)[3:]) for edge in edges(store)),
        ),
    )


_Table = tuple[str, list[str], Callable[[], Iterator[tuple[object, ...]]]]


def _write_tables(folder: Path, *tables: _Table) -> None:
    """Write CSV files, all whole or none."""
    with ExitStack() as stack:
        for name, head, rows in tables:
            file = io.TextIOWrapper(stack.enter_context(replacing(folder / name)), "utf-8", newline="", write_through=True)
            stack.callback(file.detach)
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(head)
            writer.writerows([_cell(value) for value in row] for row in rows())


def _columns(kind: type[Node | Edge]) -> list[tuple[str, str]]:
    """Return name and type of each field."""
    types = {"bool": "boolean", "float": "double"}
    return [(field.name, types.get(str(field.type), "string")) for field in fields(kind)]


def _cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _xml(value: object) -> str:
    return escape(_cell(value)).replace("\r", "&#13;")


def _quoted(value: object) -> str:
    return quoteattr(_cell(value), {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


def _loud(name: str) -> str:
    """Return a name as Neo4j writes relationship types.

    >>> _loud("responsibleFor")
    'RESPONSIBLE_FOR'
    """
    return re.sub("(?<!^)(?=[A-Z])", "_", name).upper()
