"""The register as values: every known entity with its names, when each name counts, and what official registers call it."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from beleidsgraaf.errors import KnowledgeError
from beleidsgraaf.knowledge.ontology import Ontology, load_ontology
from beleidsgraaf.knowledge.resources import turtle_files
from beleidsgraaf.knowledge.vocabulary import BASE, BG, BG_IRI, term
from beleidsgraaf.model import Kind

_ID = f"{BASE}/id/"
_GENERIC = frozenset({Kind.ACTOR_GROUP, Kind.THEME, Kind.EVENT})
_DATES = frozenset({term("xsd:date").value, term("xsd:gYear").value, term("xsd:gYearMonth").value})


def within(date: str, valid_from: str, valid_until: str) -> bool:
    """Return whether a date lies in a period, both ends included; what is not known does not exclude.

    Args:
        date: ``2020``, ``2020-08`` or ``2020-08-24``; ``""`` when unknown.
        valid_from, valid_until: ends of the period, as precise as they are known, ``""`` when unknown or open.

    >>> within("2020-08-24", "2018", "2020-08"), within("2021", "2018", "2020"), within("", "2018", "2020")
    (True, False, True)
    """
    return date[: len(valid_from)] >= valid_from[: len(date)] and (not date or date[: len(valid_until)] <= valid_until[: len(date)])


@dataclass(frozen=True, slots=True)
class Label:
    """A name of an entry.

    Args:
        text: the name.
        entry: id of the entry.
        case_sensitive: whether it counts only with its own capitals.
        needs_support: whether it counts only if the text names the entity in another way too, or a word for what it is stands before it.
        valid_from, valid_until: when the name was in use, ``""`` when open or unknown.
        abbreviation: whether it consists of letters of a longer name.
    """

    text: str
    entry: str
    case_sensitive: bool = False
    needs_support: bool = False
    valid_from: str = ""
    valid_until: str = ""
    abbreviation: bool = False

    def valid_on(self, date: str) -> bool:
        """Return whether the name was in use on a date; a name out of use may still be meant, so this chooses between candidates."""
        return within(date, self.valid_from, self.valid_until)


@dataclass(frozen=True, slots=True)
class Position:
    """A position that a person holds or held.

    Args:
        role: the position, ``Staatssecretaris van Financiën``.
        organization: id of the organization.
        valid_from, valid_until: the period, ``""`` when open or unknown.
    """

    role: str
    organization: str
    valid_from: str = ""
    valid_until: str = ""

    def valid_on(self, date: str) -> bool:
        """Return whether the position was held on a date."""
        return within(date, self.valid_from, self.valid_until)


@dataclass(frozen=True, slots=True)
class Entry:
    """A known entity.

    Args:
        id: ``concept/slug``, the id of the entity in the graph.
        kind: its kind.
        classes: local names of finer classes, sorted.
        label: preferred label in Dutch.
        labels: all its names, the preferred one among them.
        same_as: IRIs in official registers, sorted.
        valid_from, valid_until: when it existed, ``""`` when open or unknown.
        parent: id of the body it is filed under: parent organization, manager or owner; ``""`` when none.
        positions: positions of a person, by date.
        generic: whether it is named by a common noun: a group of actors, a theme or an event.
        verified: whether its data were seen in the source that is named; a common noun needs no source.
        source: where they come from.
        homepage: its web address, or ``""``.
    """

    id: str
    kind: Kind
    classes: tuple[str, ...]
    label: str
    labels: tuple[Label, ...] = ()
    same_as: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    parent: str = ""
    positions: tuple[Position, ...] = ()
    generic: bool = False
    verified: bool = False
    source: str = ""
    homepage: str = ""

    @property
    def iri(self) -> str:
        """The entry's IRI under the default base."""
        return _ID + self.id

    def valid_on(self, date: str) -> bool:
        """Return whether the entity existed on a date."""
        return within(date, self.valid_from, self.valid_until)


@dataclass(frozen=True, slots=True)
class Register:
    """All known entities.

    Args:
        entries: by id, sorted.
        by_iri: id by official IRI (TOOI, BWB, ELI, ROO, Wikidata) and by the entry's own IRI.
    """

    entries: Mapping[str, Entry] = field(repr=False)
    by_iri: Mapping[str, str] = field(repr=False)

    @property
    def labels(self) -> tuple[Label, ...]:
        """All names of all entries, by entry."""
        return tuple(label for entry in self.entries.values() for label in entry.labels)

    def find(self, iri: str) -> Entry | None:
        """Return the entry with an IRI, official or our own."""
        return self.entries.get(self.by_iri.get(iri, ""))


def read_register(sources: Iterable[tuple[str, str]], ontology: Ontology) -> Register:
    """Read a register from Turtle.

    Args:
        sources: file name and text of each file.
        ontology: the ontology its classes come from.

    Returns:
        The register.

    Raises:
        KnowledgeError: a file is broken, or an entry has no label, no kind, or a parent or organization that is not an entry.
    """
    graph: _Graph = {}
    for name, text in sources:
        try:
            _add(graph, text)
        except SyntaxError as error:
            raise KnowledgeError(f"ontology/register/{name} is not valid Turtle: {error}.", terms=(name,)) from error
    positions = _read_positions(graph)
    entries = {
        entry.id: entry
        for iri in sorted(graph)
        if iri.startswith(_ID) and (classes := _bg_classes(graph[iri])) and "Abbreviation" not in classes
        for entry in [_read_entry(iri, classes, graph, positions, ontology)]
    }
    _check(entries, positions)
    by_iri = {iri: entry.id for entry in entries.values() for iri in (*entry.same_as, entry.iri)}
    return Register(MappingProxyType(entries), MappingProxyType(by_iri))


@cache
def load_register() -> Register:
    """Read the register that ships with the package, once."""
    with _uncollected():
        return read_register(turtle_files("register"), load_ontology())


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from going again and again through half a million objects that all stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


_About = Mapping[str, list[str]]
_Graph = dict[str, defaultdict[str, list[str]]]
_TYPE = term("rdf:type").value
_NAMES = {term(curie).value: curie == "skos:notation" for curie in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "skos:notation")}
_RICH_NAMES = tuple(term(curie).value for curie in ("skosxl:prefLabel", "skosxl:altLabel", "skosxl:hiddenLabel"))
_SAME = (term("owl:sameAs").value, term("skos:exactMatch").value)
_LABEL = term("skos:prefLabel").value
_LITERAL, _SOURCE, _HOMEPAGE = (term(curie).value for curie in ("skosxl:literalForm", "dcterms:source", "foaf:homepage"))
_PASSED_OVER = frozenset(term(curie).value for curie in ("skos:inScheme", "skos:broader", "skos:broadMatch", "skos:definition"))
"""What places and explains a theme for people; no entry holds it."""


def _add(graph: _Graph, turtle: str) -> None:
    """Add a file: subject to predicate to the strings of the objects, which are IRIs or the words of literals."""
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        predicate = quad.predicate.value
        if predicate in _PASSED_OVER:
            continue
        subject, target = quad.subject, quad.object
        if isinstance(subject, ox.Triple) or isinstance(target, ox.Triple):
            continue
        about = graph.get(subject.value)
        if about is None:
            about = graph[subject.value] = defaultdict(list)
        about[predicate].append(target.value)


def _value(about: _About, predicate: str) -> str:
    found = about.get(predicate)
    return found[0] if found else ""


def _values(about: _About, predicate: str) -> list[str]:
    return about.get(predicate, [])


def _bg_classes(about: _About) -> list[str]:
    return [iri.removeprefix(BG_IRI) for iri in _values(about, _TYPE) if iri.startswith(BG_IRI)]


def _read_positions(graph: _Graph) -> Mapping[str, list[Position]]:
    found: dict[str, list[Position]] = defaultdict(list)
    for about in graph.values():
        if member := _value(about, term("org:member").value):
            organization = _value(about, term("org:organization").value).removeprefix(_ID)
            period = (_value(about, BG.validFrom.value), _value(about, BG.validUntil.value))
            found[member].append(Position(_value(about, BG.role.value), organization, *period))
    return found


def _read_entry(iri: str, classes: list[str], graph: _Graph, positions: Mapping[str, list[Position]], ontology: Ontology) -> Entry:
    about, identity = graph[iri], iri.removeprefix(_ID)
    kinds = {kind for name in classes if (kind := ontology.kind_of(name))}
    preferred = _value(about, _LABEL)
    if len(kinds) != 1 or not preferred:
        message = f"The register entry {identity} has {len(kinds)} kinds and the label {preferred!r}; it needs one kind and a label."
        raise KnowledgeError(message, terms=(iri,))
    kind = kinds.pop()
    return Entry(
        id=identity,
        kind=kind,
        classes=tuple(sorted(set(classes) - {kind.value})),
        label=preferred,
        labels=tuple(_read_labels(about, identity, graph)),
        same_as=tuple(sorted([same for predicate in _SAME for same in about.get(predicate, ())])),
        valid_from=_value(about, BG.validFrom.value),
        valid_until=_value(about, BG.validUntil.value),
        parent=_value(about, BG.parent.value).removeprefix(_ID),
        positions=tuple(sorted(positions.get(iri, ()), key=lambda position: (position.valid_from, position.role))),
        generic=kind in _GENERIC,
        verified=kind in _GENERIC or _value(about, BG.verified.value) == "true",
        source=_value(about, _SOURCE),
        homepage=_value(about, _HOMEPAGE),
    )


def _read_labels(about: _About, identity: str, graph: _Graph) -> Iterable[Label]:
    rich = [_read_label(graph.get(node, {}), identity, node) for predicate in _RICH_NAMES for node in about.get(predicate, ())]
    known = {label.text for label in rich}
    for predicate, abbreviation in _NAMES.items():
        for text in about.get(predicate, ()):
            if text not in known:
                known.add(text)
                yield Label(text, identity, abbreviation=abbreviation)
    yield from rich


def _read_label(about: _About, identity: str, node: str) -> Label:
    text = _value(about, _LITERAL)
    if not text:
        raise KnowledgeError(f"The name {node} of {identity} has no skosxl:literalForm; add it, or remove the name.", terms=(node,))
    return Label(
        text=text,
        entry=identity,
        case_sensitive=_value(about, BG.caseSensitive.value) == "true",
        needs_support=_value(about, BG.needsSupport.value) == "true",
        valid_from=_value(about, BG.validFrom.value),
        valid_until=_value(about, BG.validUntil.value),
        abbreviation=BG.Abbreviation.value in _values(about, _TYPE),
    )


def _check(entries: Mapping[str, Entry], positions: Mapping[str, list[Position]]) -> None:
    """Check that every parent and organization is an entry, and every holder of a position."""
    unknown = {entry.parent for entry in entries.values() if entry.parent and entry.parent not in entries}
    unknown |= {position.organization for held in positions.values() for position in held if position.organization not in entries}
    unknown |= {person.removeprefix(_ID) for person in positions if person.removeprefix(_ID) not in entries}
    if unknown:
        raise KnowledgeError(f"The register refers to {min(unknown)!r}, which is not one of its entries.", terms=tuple(sorted(unknown)))
