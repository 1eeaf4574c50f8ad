"""The ontology as values: classes with their kind, properties with the kinds they may join, labels in Dutch and English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from beleidsgraaf.errors import KnowledgeError
from beleidsgraaf.knowledge import resources
from beleidsgraaf.knowledge.vocabulary import BG, BG_IRI, term
from beleidsgraaf.model import Kind

_TYPE = term("rdf:type").value
_TRUE = "true"


@dataclass(frozen=True, slots=True)
class OntologyClass:
    """A class of the ontology.

    Args:
        name: local name, ``Ministry``.
        kind: the kind of entity it refines; ``None`` for classes that are above or beside the kinds (``Actor``, ``Statement``).
        superclasses: local names of all its superclasses in the ontology, nearest first, without itself.
        aligned: IRIs of the classes of other vocabularies it falls under, its superclasses' included, sorted.
    """

    name: str
    kind: Kind | None
    superclasses: tuple[str, ...] = ()
    aligned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A property that statements use.

    Args:
        name: local name, ``manages``.
        domain: kinds of entity that may be its subject.
        range: kinds of entity that may be its object; empty for ``states``, whose object is a clause.
        symmetric: whether it holds both ways.
        joins_same_kind: whether subject and object must be of one kind.
        aligned: IRIs of the properties of other vocabularies it falls under, sorted.
    """

    name: str
    domain: frozenset[Kind]
    range: frozenset[Kind]
    symmetric: bool = False
    joins_same_kind: bool = False
    aligned: tuple[str, ...] = ()

    def allows(self, subject: Kind, object_: Kind | None) -> bool:
        """Return whether a statement may have these kinds at its ends; ``None`` is the absent object of ``states``."""
        if subject not in self.domain:
            return False
        if object_ is None or not self.range:
            return object_ is None and not self.range
        return object_ in self.range and (not self.joins_same_kind or subject == object_)


@dataclass(frozen=True, slots=True)
class Ontology:
    """The closed vocabulary of the graph.

    Args:
        version: version of the ontology, the same as the package's.
        classes: all classes by local name.
        properties: the properties that statements use, by local name.
        individuals: local name of each individual and of its class.
        labels: by local name and language (``nl``, ``en``), the preferred label.
        inverse_labels: by local name of a property and language, its name read from object to subject.
        definitions: by local name and language, the definition.
    """

    version: str
    classes: Mapping[str, OntologyClass] = field(repr=False)
    properties: Mapping[str, Property] = field(repr=False)
    individuals: Mapping[str, str] = field(repr=False)
    labels: Mapping[tuple[str, str], str] = field(repr=False)
    inverse_labels: Mapping[tuple[str, str], str] = field(repr=False)
    definitions: Mapping[tuple[str, str], str] = field(repr=False)

    def kind_of(self, name: str) -> Kind | None:
        """Return the kind that a class refines, ``None`` when it is above or beside the kinds.

        Raises:
            KnowledgeError: the ontology has no such class.
        """
        if (found := self.classes.get(name)) is None:
            raise KnowledgeError(
                f"The ontology has no class bg:{name}; add it to ontology/beleidsgraaf.ttl or correct the name.", terms=(name,)
            )
        return found.kind

    def is_a(self, name: str, other: str) -> bool:
        """Return whether a class is another one or falls under it; a class that does not exist falls under nothing."""
        found = self.classes.get(name)
        return found is not None and (name == other or other in found.superclasses)

    def allows(self, name: str, subject: Kind, object_: Kind | None) -> bool:
        """Return whether the property may join a subject of one kind to an object of another.

        Args:
            name: local name of the property.
            subject: kind of the subject.
            object_: kind of the object; ``None`` when there is none, as with ``states``.

        Raises:
            KnowledgeError: no statement may use such a property.
        """
        if (found := self.properties.get(name)) is None:
            message = f"The ontology has no property bg:{name} for statements; add it to ontology/beleidsgraaf.ttl or correct the name."
            raise KnowledgeError(message, terms=(name,))
        return found.allows(subject, object_)

    def label(self, name: str, language: str = "nl") -> str:
        """Return the preferred label of a term, its local name when it has none in that language."""
        return self.labels.get((name, language), name)


def parse_ontology(turtle: str) -> Ontology:
    """Read an ontology from Turtle.

    Args:
        turtle: the text of ``beleidsgraaf.ttl``.

    Returns:
        The ontology.

    Raises:
        KnowledgeError: the Turtle is broken or a kind is missing.
    """
    index: dict[tuple[str, str], list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]] = defaultdict(list)
    try:
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode):
                index[quad.subject.value, quad.predicate.value].append(quad.object)
    except SyntaxError as error:
        raise KnowledgeError(f"ontology/beleidsgraaf.ttl is not valid Turtle: {error}.") from error
    types = {subject: {_iri(value) for value in values} for (subject, predicate), values in index.items() if predicate == _TYPE}
    ours = {iri.removeprefix(BG_IRI): found for iri, found in types.items() if iri.startswith(BG_IRI)}
    parents = {name: _iris(index, BG_IRI + name, "rdfs:subClassOf") for name, found in ours.items() if term("owl:Class").value in found}
    if missing := sorted(kind.value for kind in Kind if kind.value not in parents):
        raise KnowledgeError(f"The ontology lacks a class for the kinds {', '.join(missing)}.", terms=tuple(missing))
    classes = {name: _read_class(name, parents) for name in sorted(parents)}
    versions = index[_ontology_iri(types), term("owl:versionInfo").value]
    return Ontology(
        version=_text(versions[0]) if versions else "",
        classes=MappingProxyType(classes),
        properties=MappingProxyType(
            {name: _read_property(name, index, classes) for name in sorted(ours) if index[BG_IRI + name, BG.inverseLabel.value]}
        ),
        individuals=MappingProxyType(
            {
                name: min(iri.removeprefix(BG_IRI) for iri in found if iri.startswith(BG_IRI))
                for name, found in sorted(ours.items())
                if term("owl:NamedIndividual").value in found
            }
        ),
        labels=_texts(index, ours, "skos:prefLabel"),
        inverse_labels=_texts(index, ours, "bg:inverseLabel"),
        definitions=_texts(index, ours, "skos:definition"),
    )


@cache
def load_ontology() -> Ontology:
    """Read the ontology that ships with the package, once."""
    return parse_ontology((resources.ontology() / "beleidsgraaf.ttl").read_text("utf-8"))


_Index = dict[tuple[str, str], list["ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple"]]


def _iri(value: object) -> str:
    return value.value if isinstance(value, ox.NamedNode) else ""


def _text(value: object) -> str:
    return value.value if isinstance(value, ox.Literal) else ""


def _iris(index: _Index, subject: str, predicate: str) -> list[str]:
    return [_iri(value) for value in index.get((subject, term(predicate).value), ())]


def _ontology_iri(types: dict[str, set[str]]) -> str:
    return next((iri for iri, found in sorted(types.items()) if term("owl:Ontology").value in found), "")


def _read_class(name: str, parents: dict[str, list[str]]) -> OntologyClass:
    above: list[str] = [name]
    aligned: set[str] = set()
    for current in above:
        for iri in parents.get(current, ()):
            if not iri.startswith(BG_IRI):
                aligned.add(iri)
            elif (local := iri.removeprefix(BG_IRI)) not in above:
                above.append(local)
    kinds = [Kind(local) for local in above if local in set(Kind)]
    if len(kinds) > 1:
        raise KnowledgeError(f"bg:{name} falls under more than one kind: {', '.join(kinds)}.", terms=(name,))
    return OntologyClass(name, kinds[0] if kinds else None, tuple(above[1:]), tuple(sorted(aligned)))


def _read_property(name: str, index: _Index, classes: Mapping[str, OntologyClass]) -> Property:
    iri = BG_IRI + name

    def kinds(predicate: str) -> frozenset[Kind]:
        admitted = {value.removeprefix(BG_IRI) for value in _iris(index, iri, predicate)}
        return frozenset(kind for kind in Kind if admitted & {kind.value, *classes[kind.value].superclasses})

    same = [_text(value) for value in index.get((iri, BG.joinsSameKind.value), ())]
    return Property(
        name=name,
        domain=kinds("schema:domainIncludes"),
        range=kinds("schema:rangeIncludes"),
        symmetric=term("owl:SymmetricProperty").value in _iris(index, iri, "rdf:type"),
        joins_same_kind=same == [_TRUE],
        aligned=tuple(sorted(_iris(index, iri, "rdfs:subPropertyOf"))),
    )


def _texts(index: _Index, names: dict[str, set[str]], predicate: str) -> Mapping[tuple[str, str], str]:
    found = {
        (name, value.language or ""): value.value
        for name in sorted(names)
        for value in index.get((BG_IRI + name, term(predicate).value), ())
        if isinstance(value, ox.Literal)
    }
    return MappingProxyType(found)
