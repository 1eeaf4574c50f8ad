"""The order of triples in our files: as a person reads them, the same for any order of input, in memory or through runs on disk."""

from __future__ import annotations

import heapq
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from beleidsgraaf.knowledge.vocabulary import BASE, BG, BG_IRI, term

if TYPE_CHECKING:
    import numpy as np

RUN = 1_500_000
"""Triples that are sorted in memory at once, in about a gigabyte; more go through sorted runs on disk."""

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
            yield from self._sorted(batch)
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
            ordered = chain.from_iterable(map(itemgetter(1), self._sorted(batch)))
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
        return (*self._group(graph), self._subject(_name(item.subject)), _predicate(item.predicate.value), _object(item))

    def _shown(self, rows: Iterable[Item | None]) -> Iterator[Item]:
        """Yield the items of rows, as triples where named graphs do not count."""
        return (item.triple if not self.graphs and isinstance(item, ox.Quad) else item for item in rows if item is not None)

    def _group(self, graph: str) -> tuple[object, ...]:
        return (self.section(graph), graph) if self.graphs else ()

    def _subject(self, name: str) -> tuple[object, ...]:
        return self.place(name), name

    def _sorted(self, items: list[Item]) -> Iterator[tuple[int, Iterator[Item]]]:
        """Yield the sections of triples that are held in memory.

        Each name gets a number once, and the numbers are sorted: several times faster than sorting triples by a key, and with objects
        looked at only where subject and predicate are the same.
        """
        import numpy as np  # noqa: PLC0415 - a tenth of a second that commands which write no graph do not pay

        # In the order they lie in memory: a million triples met in any other order cost as much in waiting for memory as all else here.
        items = [items[index] for index in np.argsort(np.fromiter(map(id, items), np.int64, len(items))).tolist()]
        graphs, subjects, predicates = _Names(), _Names(), _Names()
        found = array("q"), array("q"), array("q")
        of_graph, of_subject, of_predicate = (numbers.append for numbers in found)
        for item in items:
            if self.graphs:
                of_graph(graphs[_name(item.graph_name)])  # type: ignore[union-attr]
            subject = item.subject
            of_subject(subjects[subject.value if isinstance(subject, ox.NamedNode) else str(subject)])
            of_predicate(predicates[item.predicate.value])
        keys, leading = np.zeros(len(items), np.int64), [0]
        for names, numbers, key in zip((graphs, subjects, predicates), found, (self._group, self._subject, _predicate), strict=True):
            if names:
                ordered, ranks = names.ranked(key)
                keys = keys * len(ordered) + ranks[np.frombuffer(numbers, np.int64)]
                if names is (graphs if self.graphs else subjects):
                    leading = [self.section(name) for name in ordered]
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        rows: list[Item | None] = [items[index] for index in order.tolist()]
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        lengths = np.diff(starts, append=len(keys))
        for first, length in zip(starts[lengths > 1].tolist(), lengths[lengths > 1].tolist(), strict=True):
            alike = {_object(item): item for item in rows[first : first + length] if item is not None}
            rows[first : first + length] = [*(alike[name] for name in sorted(alike)), *[None] * (length - len(alike))]
        share = len(predicates) * (len(subjects) if self.graphs else 1)
        first = 0
        for section, members in groupby(range(len(leading)), key=leading.__getitem__):
            last = int(np.searchsorted(keys, (max(members) + 1) * share))
            yield section, self._shown(islice(rows, first, last))
            first = last


class _Names(dict[str, int]):
    """Names, numbered in the order they are met."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number

    def ranked(self, key: Callable[[str], Any]) -> tuple[list[str], np.ndarray]:
        """Return the names in order of a key, and the place in it of each number."""
        import numpy as np  # noqa: PLC0415 - see Order

        ordered = sorted(self, key=key)
        ranks = np.empty(len(self), np.int64)
        ranks[[self[name] for name in ordered]] = np.arange(len(self))
        return ordered, ranks


def _name(node: object) -> str:
    """Return what a node is known by: the IRI, or the whole term for a blank node or the default graph."""
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _predicate(name: str) -> str:
    """Return the sort key of a predicate: those a reader wants first come first, a document's text last."""
    return _RANKS.get(name) or _LATER + name


def _object(item: Item) -> str:
    """Return the sort key of the object of a triple, which tells it from any other."""
    value = str(item.object)
    return value[:-1] if value[0] == "<" else value
