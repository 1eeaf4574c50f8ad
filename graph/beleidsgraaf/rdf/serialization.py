"""Files of the graph: sorted Turtle that a person can read, N-Quads and TriG with a named graph a document; the same bytes always."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO

import pyoxigraph as ox

from beleidsgraaf.knowledge.vocabulary import BASE, PREFIXES
from beleidsgraaf.rdf.files import replacing
from beleidsgraaf.rdf.ordering import RUN, SECTIONS, STREAMED, Item, Order

_CONCEPTS = ("beleid", "bewering", "gebeurtenis", "groep", "organisatie", "persoon", "systeem", "thema")
_USED = "bg cpsv dcat dcterms eli foaf itsrdf m8g nif org owl prov rdf rdfs schema skos tooiont vann void xsd".split()

_OF_DOCUMENTS = frozenset("bg dcterms foaf itsrdf nif prov rdf schema xsd".split())


def prefixes(base: str = BASE) -> Mapping[str, str]:
    """Return the prefixes of the graph's files, sorted: those of the vocabularies, and one for each concept of ``{base}/id/``."""
    own = {concept: f"{base}/id/{concept}/" for concept in _CONCEPTS}
    return MappingProxyType(dict(sorted(({prefix: PREFIXES[prefix] for prefix in _USED} | own).items())))


class _Page:
    """A binary file that the serializer writes to: drops its prefix lines and sets blocks apart.

    The serializer escapes line ends in literals, so that those it writes are layout.
    """

    def __init__(self, file: IO[bytes], names: dict[str, str]) -> None:
        self.prefixes = names
        self._file = file
        self._held = bytearray()
        self._head = True
        file.write("".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in names.items()).encode() + b"\n")

    def section(self, title: str) -> None:
        """Open a section."""
        self._file.write(f"# ---- {title} ----\n\n".encode())
        self._head = True

    def write(self, data: bytes) -> int:
        """Take what the serializer writes."""
        self._held += data
        if len(self._held) > 1 << 15:
            self._pass_on(self._held.rfind(b"\n") + 1)
        return len(data)

    def flush(self) -> None:
        """Pass on what is held."""

    def close_section(self) -> None:
        """Write what remains of a section."""
        self._pass_on(len(self._held))

    def _pass_on(self, length: int) -> None:
        ready = bytes(self._held[:length])
        del self._held[:length]
        while self._head and ready.startswith(b"@prefix"):
            ready = ready[ready.index(b"\n") + 1 :]
        if ready:
            self._head = False
            self._file.write(ready.replace(b" .\n", b" .\n\n"))


def turtle(items: Iterable[Item], file: IO[bytes], *, base: str = BASE, run: int = RUN) -> None:
    """Write sorted Turtle 1.1 in UTF-8 to an open file.

    Args:
        items: triples or quads in any order; named graphs are left out.
        file: open for binary writing.
        base: base IRI of the graph.
        run: how many triples are held in memory.
    """
    sections_as_turtle(Order(base, run=run).sections(items), file, base=base)


def sections_as_turtle(sections: Iterable[tuple[int, Iterable[Item]]], file: IO[bytes], *, base: str = BASE) -> None:
    """Write Turtle of triples that are in order already.

    Args:
        sections: number of each section in ``SECTIONS`` and its triples, as ``Order.sections`` gives them.
        file: open for binary writing.
        base: base IRI of the graph.
    """
    page = _Page(file, dict(prefixes(base)))
    # The serializer tries one prefix after the other on every IRI: where most triples are, only those that can occur are offered.
    few = {prefix: namespace for prefix, namespace in page.prefixes.items() if prefix in _OF_DOCUMENTS or prefix in _CONCEPTS}
    for number, triples in sections:
        title = SECTIONS[number][0]
        page.section(title)
        offered = few if title.startswith(("Statements", "Documents")) else page.prefixes
        ox.serialize(triples, page, ox.RdfFormat.TURTLE, prefixes=offered)  # type: ignore[arg-type]
        page.close_section()


def write_turtle(items: Iterable[Item], path: Path, *, base: str = BASE, run: int = RUN) -> None:
    """Write a graph as a Turtle file, whole or not at all.

    Args:
        items: triples or quads in any order.
        path: the file.
        base: base IRI of the graph.
        run: how many triples are held in memory.

    Raises:
        GraphError: the file cannot be written.
    """
    with replacing(path) as file:
        turtle(items, file, base=base, run=run)


def write_nquads(quads: Iterable[ox.Quad], path: Path, *, base: str = BASE, run: int = STREAMED) -> None:
    """Write sorted N-Quads, whole or not at all.

    Args:
        quads: quads in any order.
        path: the file.
        base: base IRI of the graph.
        run: how many quads are held in memory.

    Raises:
        GraphError: the file cannot be written.
    """
    with replacing(path) as file:
        ox.serialize(Order(base, graphs=True, run=run).sort(quads), file, ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]


def write_trig(quads: Iterable[ox.Quad], path: Path, *, base: str = BASE, run: int = RUN) -> None:
    """Write sorted TriG, a block for each named graph, whole or not at all.

    Args:
        quads: quads in any order.
        path: the file.
        base: base IRI of the graph.
        run: how many quads are held in memory.

    Raises:
        GraphError: the file cannot be written.
    """
    order = Order(base, graphs=True, run=run)
    with replacing(path) as file:
        page = _Page(file, dict(prefixes(base)))
        ox.serialize(order.sort(quads), page, ox.RdfFormat.TRIG, prefixes=page.prefixes)  # type: ignore[arg-type]
        page.close_section()


def write_graph(quads: Iterable[ox.Quad], folder: Path, *, base: str = BASE, run: int = RUN) -> tuple[Path, Path]:
    """Write ``graph.nq`` and ``graph.ttl`` in a folder from quads that are read once.

    Args:
        quads: quads in any order.
        folder: where the files go.
        base: base IRI of the graph.
        run: how many quads are held in memory.

    Returns:
        The paths of the Turtle and the N-Quads file.

    Raises:
        GraphError: a file cannot be written.
    """
    quad_file, turtle_file = folder / "graph.nq", folder / "graph.ttl"
    write_nquads(quads, quad_file, base=base, run=min(run, STREAMED))
    write_turtle(_parsed(quad_file), turtle_file, base=base, run=run)
    return turtle_file, quad_file


def _parsed(path: Path) -> Iterator[ox.Quad]:
    yield from ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS, lenient=True)


def turtle_text(items: Iterable[Item], *, base: str = BASE) -> bytes:
    """Return a graph as sorted Turtle."""
    file = io.BytesIO()
    turtle(items, file, base=base)
    return file.getvalue()
