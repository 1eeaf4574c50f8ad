"""What the graph holds beside the documents: the register's knowledge, the ontology, and the description of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import pyoxigraph as ox

from beleidsgraaf.knowledge import resources
from beleidsgraaf.knowledge.vocabulary import BG, PREFIXES, term
from beleidsgraaf.model import Entity
from beleidsgraaf.rdf.iris import Iris, slug
from beleidsgraaf.rdf.literals import dutch, iri, moment, plain

if TYPE_CHECKING:
    from beleidsgraaf.knowledge.register import Entry, Position, Register

_TYPE = term("rdf:type")
_DERIVED = term("prov:wasDerivedFrom")
_Value = ox.NamedNode | ox.Literal
_Describe = Callable[[Entity], Iterable[tuple[ox.NamedNode, _Value]]]


@dataclass(frozen=True, slots=True)
class Versions:
    """What a graph was made with.

    Args:
        model: version of the language model, ``""`` when none was used.
        builder: version of this package.
        ontology: version of the ontology.
        register: version of the register.
    """

    model: str = ""
    builder: str = version("beleidsgraaf")
    ontology: str = version("beleidsgraaf")
    register: str = version("beleidsgraaf")


def known(used: Iterable[str], *, names: Iris, register: Register, describe: _Describe) -> Iterator[ox.Quad]:
    """Yield what the register knows of the entities in use, in the register's named graph.

    Bodies above them and those where they hold a position are named and typed too, so that nothing points to a bare IRI.

    Args:
        used: ids of the entities the documents name.
        names: maker of IRIs.
        register: the register.
        describe: says what an entity is and how it is called.
    """
    graph = names.register
    for entry in _closure(used, register):
        subject, source = names.entity(entry.id), names.entry(entry.id)
        entity = Entity(
            id=entry.id,
            kind=entry.kind,
            label=entry.label,
            classes=tuple(sorted(entry.classes)),
            same_as=tuple(sorted(entry.same_as)),
            registered=True,
        )
        for predicate, value in describe(entity):
            yield ox.Quad(subject, predicate, value, graph)
        yield ox.Quad(subject, _DERIVED, source, graph)
        if not entry.verified:
            yield ox.Quad(subject, BG.verified, ox.Literal(False), graph)
        if entry.parent and entry.parent in register.entries:
            yield ox.Quad(subject, BG.parent, names.entity(entry.parent), graph)
        yield from _validity(subject, entry.valid_from, entry.valid_until, graph)
        yield ox.Quad(source, _TYPE, term("prov:Entity"), graph)
        yield ox.Quad(source, term("foaf:primaryTopic"), subject, graph)
        if entry.source:
            yield ox.Quad(source, term("dcterms:source"), iri(entry.source) or plain(entry.source), graph)
        if (page := iri(entry.homepage)) is not None:
            yield ox.Quad(subject, term("foaf:homepage"), page, graph)
        for position in entry.positions:
            if position.organization in register.entries:
                yield from _membership(position, subject, source, names, graph)


def _closure(used: Iterable[str], register: Register) -> list[Entry]:
    """Return the entries of the entities in use and of those they point to, sorted by id."""
    found: dict[str, Entry] = {}
    waiting = [name for name in used if name in register.entries]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        entry = found[name] = register.entries[name]
        above = [entry.parent, *(position.organization for position in entry.positions)]
        waiting += [upper for upper in above if upper and upper in register.entries]
    return [found[name] for name in sorted(found)]


def _membership(position: Position, person: ox.NamedNode, source: ox.NamedNode, names: Iris, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield a position that a person holds or held."""
    parts = (slug(position.role), position.organization.rpartition("/")[2], slug(position.valid_from or ""))
    node = ox.NamedNode(f"{source.value}/functie/{'-'.join(part for part in parts if part)}")
    yield ox.Quad(node, _TYPE, term("org:Membership"), graph)
    yield ox.Quad(node, term("org:member"), person, graph)
    yield ox.Quad(node, term("org:organization"), names.entity(position.organization), graph)
    yield ox.Quad(node, BG.role, dutch(position.role), graph)
    yield ox.Quad(node, _DERIVED, source, graph)
    yield from _validity(node, position.valid_from, position.valid_until, graph)


def _validity(subject: ox.NamedNode, valid_from: str, valid_until: str, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield the time in which something exists, as far as it is known."""
    if (first := moment(valid_from or "")) is not None:
        yield ox.Quad(subject, BG.validFrom, first, graph)
    if (last := moment(valid_until or "")) is not None:
        yield ox.Quad(subject, BG.validUntil, last, graph)


@cache
def _ontology_triples() -> tuple[ox.Quad, ...]:
    text = (resources.ontology() / "beleidsgraaf.ttl").read_text("utf-8")
    return tuple(ox.parse(text, format=ox.RdfFormat.TURTLE))


def _version_iri() -> ox.NamedNode:
    """Return the IRI of this version of the ontology."""
    found = [quad.object for quad in _ontology_triples() if quad.predicate == term("owl:versionIRI")]
    return next(value for value in found if isinstance(value, ox.NamedNode))


def about(*, names: Iris, versions: Versions) -> Iterator[ox.Quad]:
    """Yield the ontology in its own named graph, and the description of the dataset in that of the dataset.

    Nothing here depends on the clock.

    Args:
        names: maker of IRIs.
        versions: what the graph was made with.
    """
    version_iri = _version_iri()
    for quad in _ontology_triples():
        yield ox.Quad(quad.subject, quad.predicate, quad.object, version_iri)
    graph = dataset = names.dataset
    builder = names.software("beleidsgraaf", versions.builder)
    pairs: list[tuple[ox.NamedNode, ox.NamedNode, _Value]] = [
        (dataset, _TYPE, term("void:Dataset")),
        (dataset, _TYPE, term("dcat:Dataset")),
        (dataset, term("dcterms:title"), dutch("Kennisgraaf van beleidsteksten over de digitale overheid")),
        (dataset, term("dcterms:title"), ox.Literal("Knowledge graph of policy texts on digital government", language="en")),
        (dataset, term("dcterms:language"), plain("nl")),
        (dataset, term("dcterms:conformsTo"), version_iri),
        (dataset, term("void:uriSpace"), plain(f"{names.base}/")),
        (dataset, term("void:subset"), names.register),
        (dataset, term("prov:wasAttributedTo"), builder),
        (version_iri, _TYPE, term("prov:Entity")),
        (version_iri, term("owl:versionInfo"), plain(versions.ontology)),
        (names.register, _TYPE, term("void:Dataset")),
        (names.register, term("dcterms:title"), dutch("Register van bekende entiteiten")),
        (names.register, term("owl:versionInfo"), plain(versions.register)),
        *_software(builder, "beleidsgraaf", versions.builder),
    ]
    pairs += [(dataset, term("void:vocabulary"), ox.NamedNode(PREFIXES[prefix])) for prefix in ("bg", "nif", "org", "prov", "skos")]
    if versions.model:
        model = names.software("taalmodel", versions.model)
        pairs += [(dataset, term("prov:wasAttributedTo"), model), *_software(model, "taalmodel", versions.model)]
    for subject, predicate, value in pairs:
        yield ox.Quad(subject, predicate, value, graph)


def _software(node: ox.NamedNode, name: str, release: str) -> list[tuple[ox.NamedNode, ox.NamedNode, _Value]]:
    """Return what names a version of a program."""
    return [
        (node, _TYPE, term("prov:SoftwareAgent")),
        (node, term("rdfs:label"), plain(f"{name} {release}")),
        (node, term("owl:versionInfo"), plain(release)),
    ]
