"""The graph as a value for Python: read it, query it, hand it to rdflib, write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from beleidsgraaf.knowledge.vocabulary import BASE, PREFIXES, term
from beleidsgraaf.rdf import sparql
from beleidsgraaf.rdf.serialization import prefixes, turtle_text
from beleidsgraaf.rdf.store import open_graph

if TYPE_CHECKING:
    import rdflib

_SHOWN = 100
"""How many triples a notebook shows of a graph without entities."""

_LARGEST = 2_000_000
"""Characters of a page that a notebook still shows: Jupyter's server drops what comes faster than a megabyte a second for three seconds."""

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a SELECT.

    Args:
        variables: names of the columns, without question mark.
        rows: a tuple of terms each, ``None`` where a variable has no value.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Yield each row as text by variable: IRIs whole, literals without language; unbound variables are left out."""
        for row in self.rows:
            yield {name: plain(value) for name, value in zip(self.variables, row, strict=True) if value is not None}

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.variables)
        body = "".join("<tr>" + "".join(f"<td>{escape(shown(value))}</td>" for value in row) + "</tr>" for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def plain(value: Term) -> str:
    """Return a term as text: an IRI whole, a literal's characters."""
    return str(value) if isinstance(value, ox.Triple) else value.value


def shown(value: Term | None, *, base: str = BASE) -> str:
    """Return a term as a person reads it: an IRI with its prefix, a literal's characters, nothing for ``None``.

    >>> shown(term("skos:prefLabel"))
    'skos:prefLabel'
    """
    if value is None:
        return ""
    if not isinstance(value, ox.NamedNode):
        return plain(value)
    names = {**PREFIXES, **prefixes(base), "doc": f"{base}/doc/"}
    fitting = [(namespace, prefix) for prefix, namespace in names.items() if value.value.startswith(namespace)]
    if not fitting:
        return value.value
    namespace, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{value.value.removeprefix(namespace)}"


class KnowledgeGraph:
    """A knowledge graph in an Oxigraph store.

    Args:
        store: a store whose default graph holds every triple once.
        base: base IRI of the graph.
    """

    def __init__(self, store: ox.Store, *, base: str = BASE) -> None:
        self.store = store
        self.base = base

    @classmethod
    def read(cls, path: str | Path, *, base: str = BASE) -> KnowledgeGraph:
        """Read a graph from a build folder or an RDF file.

        Args:
            path: the folder, or a file in Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML.
            base: base IRI of the graph.

        Raises:
            GraphError: it cannot be read.
        """
        return cls(open_graph(Path(path)), base=base)

    @classmethod
    def of(cls, quads: Iterable[ox.Quad], *, base: str = BASE) -> KnowledgeGraph:
        """Hold quads as a graph in memory: all in the default graph, and each in its named graph.

        Args:
            quads: the quads, as ``beleidsgraaf.rdf.triples.quads`` gives them.
            base: base IRI of the graph.
        """
        store = ox.Store()
        both = (each for quad in quads for each in (quad, ox.Quad(quad.subject, quad.predicate, quad.object)))
        store.bulk_extend(both)
        return cls(store, base=base)

    def __len__(self) -> int:
        """The number of triples."""
        return sum(1 for _ in self.store.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    def query(self, query: str, *, timeout: float = sparql.TIMEOUT, limit: int | None = None) -> Rows | bool | KnowledgeGraph:
        """Answer a SPARQL 1.1 query; the prefixes in use need no declaration.

        Args:
            query: SELECT, ASK, CONSTRUCT or DESCRIBE.
            timeout: seconds it may take, 0 for no limit.
            limit: how many rows at most.

        Returns:
            The rows of a SELECT, the answer to an ASK, or the graph of a CONSTRUCT or DESCRIBE.

        Raises:
            QueryError: the query is wrong, refused or ran out of time.
        """
        return sparql.run(self.store, query, self._answer, timeout=timeout, limit=limit, base=self.base)

    def rows(self, query: str, *, timeout: float = sparql.TIMEOUT) -> Rows:
        """Answer a SELECT.

        Raises:
            TypeError: the query is no SELECT.
            QueryError: the query is wrong, refused or ran out of time.
        """
        answer = self.query(query, timeout=timeout)
        if not isinstance(answer, Rows):
            raise TypeError("rows() answers a SELECT; use query() for ASK, CONSTRUCT and DESCRIBE")
        return answer

    def triples(self) -> Iterator[ox.Triple]:
        """Yield the triples, in no order to rely on."""
        return (quad.triple for quad in self.store.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    def rdflib(self) -> rdflib.Graph:
        """Return the triples as an rdflib graph, lexical forms as they are."""
        import rdflib  # noqa: PLC0415 - costs a fifth of a second, and only those who ask for it pay

        graph = rdflib.Graph(bind_namespaces="none")
        for prefix, namespace in prefixes(self.base).items():
            graph.bind(prefix, namespace)
        made: dict[str, rdflib.term.Identifier] = {}

        def node(value: Term) -> rdflib.term.Identifier:
            if isinstance(value, ox.Literal):
                if value.language:
                    return rdflib.Literal(value.value, lang=value.language)
                datatype = None if value.datatype == term("xsd:string") else rdflib.URIRef(value.datatype.value)
                return rdflib.Literal(value.value, datatype=datatype, normalize=False)
            if isinstance(value, ox.NamedNode):
                if (known := made.get(value.value)) is None:
                    known = made[value.value] = rdflib.URIRef(value.value)
                return known
            if isinstance(value, ox.BlankNode):
                return rdflib.BNode(value.value)
            raise TypeError(f"rdflib has no triples in triples: {value}")

        for triple in self.triples():
            graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))
        return graph

    def turtle(self) -> str:
        """Return the graph as sorted Turtle."""
        return turtle_text(self.triples(), base=self.base).decode()

    def _answer(self, results: sparql.Results) -> Rows | bool | KnowledgeGraph:
        if isinstance(results, ox.QueryBoolean):
            return bool(results)
        if isinstance(results, ox.QueryTriples):
            return KnowledgeGraph.of((ox.Quad(*triple) for triple in results), base=self.base)
        variables = tuple(variable.value for variable in results.variables)
        return Rows(variables, tuple(tuple(solution) for solution in results))

    def __repr__(self) -> str:
        return f"<KnowledgeGraph of {len(self):,} triples>"

    def _repr_html_(self) -> str:
        """Return the network page for a notebook; a table where there is no entity to draw, or where the page is too large for one."""
        from beleidsgraaf.view import frame, page, read_graph  # noqa: PLC0415 - networkx, and only a notebook asks for it

        graph = read_graph(self.triples())
        if not graph.entities:
            return self.rows(
                f"SELECT ?subject ?predicate ?object {{ ?subject ?predicate ?object }} ORDER BY ?subject ?predicate ?object LIMIT {_SHOWN}"
            )._repr_html_()
        html = page(graph)
        if len(html) <= _LARGEST:
            return frame(html)
        kinds = Counter(entity.kind for entity in graph.entities.values())
        rows = tuple((ox.Literal(kind), ox.Literal(number)) for kind, number in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))
        told = "<p>Te groot voor een notebook; <code>beleidsgraaf.view.write_page(graph, Path('graph.html'))</code> schrijft de pagina.</p>"
        return Rows(("kind", "entities"), rows)._repr_html_() + told
