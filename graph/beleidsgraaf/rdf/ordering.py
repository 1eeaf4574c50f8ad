"""The order of triples in our files: as a person reads them, the same for any order of input, in memory or through runs on disk."""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from beleidsgraaf.knowledge.vocabulary import BASE, BG, BG_IRI, term

RUN = 1_000_000
"""Triples that are sorted in memory at once; more go through sorted runs on disk."""

STREAMED = 200_000
"""Quads that are sorted in memory at once where little memory counts more than speed."""

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The dataset", ("{base}/dataset", "{base}/software/", "{base}/register>")),
    ("Organizations", ("{base}/id/organisatie/",)),
    ("Persons", ("{base}/id/persoon/",)),
    ("Groups of actors", ("{base}/id/groep/",)),
    ("Policies", ("{base}/id/beleid/",)),
    ("Systems", ("{base}/id/systeem/",)),
    ("Themes", ("{base}/id/thema/",)),
    ("Events", ("{base}/id/gebeurtenis/",)),
    ("Statements", ("{base}/id/bewering/",)),
    ("Documents, with their sentences and mentions", ("{base}/doc/",)),
    ("Register", ("{base}/register/",)),
    ("Other", ()),
    ("Ontology", (BG_IRI.rstrip("#"),)),
)
"""Title of each section and what the IRIs of its subjects begin with (``>`` marks the IRI's end), in order."""

_OTHER = next(number for number, (title, _) in enumerate(SECTIONS) if title == "Other")
_FIRST = {
    predicate.value: str(rank)
    for rank, predicate in enumerate(
        [
            term("rdf:type"),
            term("skos:prefLabel"),
            term("rdfs:label"),
            term("rdf:subject"),
            term("rdf:predicate"),
            term("rdf:object"),
            BG.claim,
        ]
    )
}
_LATER = "7"
_LAST = {term("nif:isString").value: "8"}
_RANKS = _FIRST | _LAST
_OFFSET = re.compile(r"#offset_(\d+)_(\d+)$")

Item = ox.Triple | ox.Quad


@dataclass(frozen=True, slots=True)
class Order:
    """Orders triples by section, subject, predicate and object; quads by named graph before all.

    Args:
        base: base IRI of the graph; subjects that lie elsewhere form a section of their own.
        graphs: whether named graphs count; else only the triples do.
        run: how many triples are held in memory.
    """

    base: str = BASE
    graphs: bool = False
    run: int = RUN
    _prefixes: tuple[tuple[str, int], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        prefixes = [(prefix.format(base=self.base), number) for number, (_, starts) in enumerate(SECTIONS) for prefix in starts]
        object.__setattr__(self, "_prefixes", tuple(sorted(prefixes, key=lambda pair: -len(pair[0]))))

    def section(self, subject: str) -> int:
        """Return the number of the section that a subject stands in."""
        marked = subject + ">"
        for prefix, number in self._prefixes:
            if marked.startswith(prefix):
                return number
        return _OTHER

    def place(self, subject: str) -> tuple[int, str, int, int]:
        """Return where a subject stands: section, IRI, and in a document the offsets, the longer span of two first."""
        section = self.section(subject)
        if "#offset_" in subject and (match := _OFFSET.search(subject)):
            return section, subject[: match.start()], int(match[1]) + 1, -int(match[2])
        return section, subject, 0, 0

    def sort(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the triples in order, each once, in memory that does not grow with their number.

        Args:
            items: triples or quads in any order.
        """
        return chain.from_iterable(section for _, section in self.sections(items))

    def sections(self, items: Iterable[Item]) -> Iterator[tuple[int, Iterator[Item]]]:
        """Yield the triples in order, each once, with the number of the section (of quads: of their named graph) they stand in.

        Args:
            items: triples or quads in any order.
        """
        rest = iter(items)
        batch = list(islice(rest, self.run))
        beyond = list(islice(rest, 1))
        if not beyond:
            yield from _joined(self._nodes(batch))
            return
        rest = chain(beyond, rest)
        with TemporaryDirectory(prefix="beleidsgraaf-") as folder:
            runs: list[Path] = []
            while batch:
                self._spill(batch, Path(folder), runs)
                batch = list(islice(rest, self.run))
            yield from groupby(self._merged(runs), key=self._section_of)

    def _spill(self, batch: list[Item], folder: Path, runs: list[Path]) -> None:
        """Write a sorted run to disk and forget it."""
        path = folder / f"{len(runs)}.nq"
        with path.open("wb") as file:
            ordered = chain.from_iterable(map(itemgetter(1), self._nodes(batch)))
            ox.serialize(ordered, file, ox.RdfFormat.N_QUADS if self.graphs else ox.RdfFormat.N_TRIPLES)
        batch.clear()
        runs.append(path)

    def _merged(self, runs: list[Path]) -> Iterator[Item]:
        """Yield the triples of sorted runs in order, each once."""
        form = ox.RdfFormat.N_QUADS if self.graphs else ox.RdfFormat.N_TRIPLES
        parsed = [ox.parse(path=str(path), format=form, lenient=True) for path in runs]
        streams: list[Iterator[Item]] = [iter(run) if self.graphs else (quad.triple for quad in run) for run in parsed]
        last: Item | None = None
        for item in heapq.merge(*streams, key=self._key):
            if item != last:
                yield item
            last = item

    def _section_of(self, item: Item) -> int:
        return self.section(_name(item.graph_name if self.graphs and isinstance(item, ox.Quad) else item.subject))

    def _key(self, item: Item) -> tuple[object, ...]:
        """Return the sort key of one triple."""
        graph = _name(item.graph_name) if self.graphs and isinstance(item, ox.Quad) else ""
        return (*self._group(graph), self.place(_name(item.subject)), _inner(item))

    def _group(self, graph: str) -> tuple[object, ...]:
        return (self.section(graph), graph) if self.graphs else ()

    def _nodes(self, items: Iterable[Item]) -> Iterator[tuple[int, list[Item]]]:
        """Yield section and triples of each node in order: grouping by subject is several times faster than sorting all by a key."""
        nodes: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
        if self.graphs:
            for item in items:
                nodes[_name(item.graph_name)][_name(item.subject)].append(item)  # type: ignore[union-attr]
        else:
            whole = nodes[""]
            for item in items:
                whole[_name(item.subject)].append(item.triple if isinstance(item, ox.Quad) else item)
        for graph in sorted(nodes, key=self._group):
            subjects = nodes[graph]
            for place, subject in sorted((self.place(subject), subject) for subject in subjects):
                yield self.section(graph) if self.graphs else place[0], sorted(set(subjects[subject]), key=_inner)


def _joined(nodes: Iterator[tuple[int, list[Item]]]) -> Iterator[tuple[int, Iterator[Item]]]:
    """Yield sections from their nodes."""
    for section, members in groupby(nodes, key=itemgetter(0)):
        yield section, chain.from_iterable(map(itemgetter(1), members))


def _name(node: object) -> str:
    """Return what a node is known by: the IRI, or the whole term for a blank node or the default graph."""
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _inner(item: Item) -> tuple[str, str]:
    """Return the sort key of a triple within its node: predicates a reader wants first come first, a document's text last."""
    predicate = item.predicate.value
    value = str(item.object)
    return _RANKS.get(predicate) or _LATER + predicate, value[:-1] if value[0] == "<" else value
