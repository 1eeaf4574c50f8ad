"""Loading a graph into a triple store: a named graph at a time, resumable, verified afterwards.

A load is done when the named graph ``{base}/dataset`` is there: it is taken away first and put back last.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from beleidsgraaf.errors import GraphError, StoreError
from beleidsgraaf.knowledge.vocabulary import BASE
from beleidsgraaf.rdf.iris import Iris
from beleidsgraaf.rdf.ordering import Order
from beleidsgraaf.rdf.parsing import format_of, parse
from beleidsgraaf.rdf.remote import Endpoint, TooLargeError

_Value = TypeVar("_Value")

_RUN = 300_000
_SAMPLE = 5
_ASKED = 50


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did.

    Args:
        graphs: named graphs of the file.
        triples: triples in them.
        sent: named graphs that were sent; the others were there already.
        removed: named graphs of an earlier load that the file holds no more.
        sampled: triples that were looked up afterwards.
    """

    graphs: int
    triples: int
    sent: int
    removed: int
    sampled: int

    def __str__(self) -> str:
        kept = self.graphs - self.sent
        parts = [f"{self.graphs:,} named graphs with {self.triples:,} triples: {self.sent:,} sent"]
        parts += [f"{kept:,} there already"] if kept else []
        parts += [f"{self.removed:,} of an earlier load removed"] if self.removed else []
        checked = f"verified: the store counts the same in every graph, and holds all {self.sampled:,} triples of a sample"
        return f"{', '.join(parts)}; {checked}."


@dataclass(slots=True)
class Journal:
    """What earlier loads into one store did: a line a named graph, so that a load can be killed at any moment.

    Args:
        path: the file.
    """

    path: Path
    done: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, url: str) -> Journal:
        """Read the journal for a store that lies in a folder.

        Args:
            folder: the folder.
            url: URL of the store.
        """
        name = re.sub("[^a-z0-9.]+", "-", url.lower().partition("//")[2])[:60].strip("-")
        path = folder / f"{name}-{hashlib.sha256(url.encode()).hexdigest()[:8]}.journal"
        done: dict[str, str] = {}
        if path.is_file():
            for line in path.read_text("utf-8", "replace").splitlines(keepends=True):
                digest, _, graph = line.rstrip("\n").partition(" ")
                if line.endswith("\n") and graph:
                    done[graph] = digest
        return cls(path, {graph: digest for graph, digest in done.items() if digest != "gone"})

    def note(self, graph: str, digest: str) -> None:
        """Note that a graph is loaded, or (``gone``) that it is not."""
        if digest == "gone":
            self.done.pop(graph, None)
        else:
            self.done[graph] = digest
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"{digest} {graph}\n")
        except OSError as error:
            raise GraphError(f"{self.path} could not be written: {error.strerror}; it is needed to resume.") from error


def load(
    path: Path,
    endpoint: Endpoint,
    *,
    merge: bool = False,
    graph: str | None = None,
    base: str = BASE,
    progress: Callable[[str, int], None] = lambda _graph, _triples: None,
) -> Report:
    """Load a graph into a store and verify it.

    Args:
        path: build folder, or an RDF file.
        endpoint: the store.
        merge: whether to add to what the named graphs hold; else each is replaced.
        graph: IRI of one named graph to load all of it into; else each document goes into its own.
        base: base IRI of the graph.
        progress: called with each named graph that is done and its number of triples.

    Returns:
        What was done.

    Raises:
        GraphError: the file is not valid or has no named graphs.
        StoreError: the store refused or failed, or does not hold what was sent.
    """
    file, folder = (path / "graph.nq", path / "load") if path.is_dir() else (path, path.parent / f"{path.name}.load")
    if graph is not None:
        file = path / "graph.ttl" if path.is_dir() else path
        _check_iri(graph)
    elif not format_of(file).supports_datasets:
        raise GraphError(f"{file} has no named graphs; name one to load it into with --graph.")
    sums = _digests(file, graph, base)
    last = Iris(base).dataset.value
    # A load into one graph has a journal of its own, so that neither load takes what the other brought for its own leftovers.
    journal = Journal.of(folder, endpoint.url if graph is None else f"{endpoint.url}#{graph}")
    counts = count(endpoint, sums)
    whole = {name for name, summed in sums.items() if journal.done.get(name) == summed.digest and counts.get(name) == summed.triples}
    if len(whole) < len(sums) and not merge and last in sums:
        whole.discard(last)
        journal.note(last, "gone")
        endpoint.delete(last)
    sent = 0
    for name, triples in _parts(file, graph, base, last):
        if name not in whole:
            journal.note(name, "gone")
            _send(endpoint, name, triples, merge=merge)
            journal.note(name, sums[name].digest)
            sent += 1
        progress(name, sums[name].triples)
    removed = [] if merge else [name for name in journal.done if name not in sums]
    for name in removed:
        endpoint.delete(name)
        journal.note(name, "gone")
    sampled = verify(endpoint, sums, merge=merge)
    return Report(len(sums), sum(summed.triples for summed in sums.values()), sent, len(removed), sampled)


@dataclass(frozen=True, slots=True)
class _Sum:
    """What a named graph must come to: SHA-256 of its sorted triples, their number, and some of them."""

    digest: str
    triples: int
    sample: tuple[ox.Triple, ...]


def _grouped(file: Path, graph: str | None, base: str) -> Iterator[tuple[str, Iterator[ox.Triple]]]:
    """Yield the named graphs of a file, each with its triples in order."""
    if graph is not None:
        yield graph, (item.triple if isinstance(item, ox.Quad) else item for item in Order(base, run=_RUN).sort(parse(file)))
        return
    ordered = Order(base, graphs=True, run=_RUN).sort(parse(file))
    for node, quads in groupby((item for item in ordered if isinstance(item, ox.Quad)), key=lambda quad: quad.graph_name):
        if not isinstance(node, ox.NamedNode):
            raise GraphError(f"{file} has triples in no named graph; name one to load all of it into with --graph.")
        yield node.value, (quad.triple for quad in quads)


def _parts(file: Path, graph: str | None, base: str, last: str) -> Iterator[tuple[str, Iterable[ox.Triple]]]:
    """Yield the named graphs, the one that says that all is there at the end."""
    kept: list[ox.Triple] = []
    for name, triples in _grouped(file, graph, base):
        if name == last and graph is None:
            kept = list(triples)
        else:
            yield name, triples
    if kept:
        yield last, kept


def _digests(file: Path, graph: str | None, base: str) -> dict[str, _Sum]:
    """Return what each named graph of a file must come to."""
    sums: dict[str, _Sum] = {}
    for name, triples in _grouped(file, graph, base):
        digest, number = hashlib.sha256(), 0
        sample: list[ox.Triple] = []
        for triple in triples:
            line = str(triple)
            digest.update(line.encode())
            if number & (number - 1) == 0 and len(sample) < 2 * _SAMPLE:  # the first, second, third, fifth, ninth …
                sample.append(triple)
            number += 1
        sums[name] = _Sum(digest.hexdigest(), number, tuple(sample))
    if not sums:
        raise GraphError(f"{file} holds no triples; there is nothing to load.")
    return sums


def _send(endpoint: Endpoint, graph: str, triples: Iterable[ox.Triple], *, merge: bool) -> None:
    """Send a named graph in as many requests as the store needs; the first replaces what is there."""
    size = endpoint.preset.request_bytes
    first = True
    for lines in _chunks(triples, size):
        waiting = [lines]
        while waiting:
            part = waiting.pop()
            try:
                (endpoint.post if merge or not first else endpoint.put)(graph, b"".join(part))
                first = False
            except TooLargeError:
                if len(part) == 1:
                    message = f"{endpoint.url} refuses one triple of {len(part[0]):,} bytes in <{graph}> (413); raise its request limit."
                    raise StoreError(message, endpoint=endpoint.url, status=413) from None
                half = len(part) // 2
                waiting += [part[half:], part[:half]]


def _chunks(triples: Iterable[ox.Triple], size: int) -> Iterator[list[bytes]]:
    """Yield triples as lines of N-Triples, so many bytes at once."""
    lines: list[bytes] = []
    length = 0
    for some in _batched(triples, 1000):
        for line in (ox.serialize(some, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True):
            if length + len(line) > size and lines:
                yield lines
                lines, length = [], 0
            lines.append(line)
            length += len(line)
    if lines:
        yield lines


def count(endpoint: Endpoint, graphs: Iterable[str]) -> dict[str, int]:
    """Return how many triples the store counts in named graphs; those it does not have are left out.

    Args:
        endpoint: the store.
        graphs: IRIs of the graphs.
    """
    found: dict[str, int] = {}
    if endpoint.preset.counted_graphs == 1:
        numbers = {name: endpoint.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}") for name in graphs}
        return {name: int(rows[0]["n"]) for name, rows in numbers.items() if rows and int(rows[0]["n"])}
    for some in _batched(graphs, endpoint.preset.counted_graphs):
        values = " ".join(f"<{name}>" for name in some)
        query = f"SELECT ?g (COUNT(?s) AS ?n) WHERE {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
        found |= {row["g"]: int(row["n"]) for row in endpoint.query(query) if "g" in row}
    return found


def verify(endpoint: Endpoint, sums: dict[str, _Sum], *, merge: bool) -> int:
    """Hold the store against what was sent: the number of triples of every named graph, and a sample of the triples themselves.

    Returns:
        How many triples were looked up.

    Raises:
        StoreError: the store holds something else; the message says in which graph.
    """
    counts = count(endpoint, sums)
    for name, summed in sums.items():
        number = counts.get(name, 0)
        if number < summed.triples or (number > summed.triples and not merge):
            message = f"{endpoint.url} holds {number:,} triples in <{name}> where {summed.triples:,} were sent; load again."
            raise StoreError(message, endpoint=endpoint.url)
    step = max(1, len(sums) // 200)
    asked = 0
    for name in sorted(sums)[::step]:
        # A store may write a number in another way, so that literals are compared by what they say.
        patterns = [_pattern(triple) for triple in sums[name].sample[:_ASKED]]
        union = " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)
        rows = endpoint.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ {union} }} }}")
        if int(rows[0]["n"]) < len(patterns):
            message = f"{endpoint.url} holds other triples in <{name}> than were sent; load again."
            raise StoreError(message, endpoint=endpoint.url)
        asked += len(patterns)
    return asked


def _pattern(triple: ox.Triple) -> str:
    """Return a graph pattern that matches a triple."""
    if isinstance(triple.object, ox.Literal) and (triple.object.datatype.value.rpartition("#")[2] in ("decimal", "double", "float")):
        return f"{triple.subject} {triple.predicate} ?v FILTER(?v = {triple.object})"
    if isinstance(triple.object, ox.Literal) and len(triple.object.value) > 1000:
        return f"{triple.subject} {triple.predicate} ?v FILTER(STRLEN(STR(?v)) = {len(triple.object.value)})"
    return f"{triple.subject} {triple.predicate} {triple.object}"


def _batched(values: Iterable[_Value], size: int) -> Iterator[tuple[_Value, ...]]:
    """Yield values so many at a time (itertools has this from Python 3.12 on)."""
    rest = iter(values)
    while batch := tuple(islice(rest, size)):
        yield batch


def _check_iri(graph: str) -> None:
    try:
        ox.NamedNode(graph)
    except ValueError as error:
        raise GraphError(f"The graph name {graph!r} is no absolute IRI: {error}.") from error
