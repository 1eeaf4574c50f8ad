"""The ontology as values, and the closed vocabulary against the Turtle."""

from __future__ import annotations

from importlib.metadata import version

import pyoxigraph as ox
import pytest

from beleidsgraaf.errors import KnowledgeError
from beleidsgraaf.knowledge import resources
from beleidsgraaf.knowledge.ontology import load_ontology, parse_ontology
from beleidsgraaf.knowledge.vocabulary import BG, BG_IRI, BG_NAMES, term
from beleidsgraaf.model import ACTORS, FoundBy, Kind, Modality, Polarity

TURTLE = (resources.ontology() / "beleidsgraaf.ttl").read_text("utf-8")
ONTOLOGY = load_ontology()


def test_vocabulary_equals_the_turtle() -> None:
    """The closed vocabulary holds exactly the terms that the Turtle describes."""
    described = {quad.subject.value for quad in ox.parse(TURTLE, format=ox.RdfFormat.TURTLE) if isinstance(quad.subject, ox.NamedNode)}
    assert {BG_IRI + name for name in BG_NAMES} == {iri for iri in described if iri.startswith(BG_IRI)}


def test_misspelt_term_is_an_error() -> None:
    """A term that the ontology lacks cannot be written by accident."""
    with pytest.raises(AttributeError):
        _ = BG.managess  # type: ignore[attr-defined]
    with pytest.raises(KnowledgeError, match="has no prefix in use"):
        term("skoss:prefLabel")


def test_version_follows_the_package() -> None:
    """The ontology carries the version of the package, in owl:versionInfo and in owl:versionIRI."""
    assert ONTOLOGY.version == version("beleidsgraaf")
    assert f"owl:versionIRI <https://w3id.org/beleidsgraaf/def/{version('beleidsgraaf')}>" in TURTLE


def test_every_value_of_the_model_is_a_term() -> None:
    """Kinds, modalities, polarities and ways of finding are classes and individuals of the ontology."""
    assert all(ONTOLOGY.kind_of(kind.value) is kind for kind in Kind)
    assert {name for name, found in ONTOLOGY.individuals.items() if found == "Modality"} == {modality.value for modality in Modality}
    assert {name for name, found in ONTOLOGY.individuals.items() if found == "Polarity"} == {polarity.value for polarity in Polarity}
    found_by = {f"FoundBy{way.value.capitalize()}" for way in FoundBy}
    assert {name for name, found in ONTOLOGY.individuals.items() if found == "FindingMethod"} == found_by


def test_no_blank_nodes() -> None:
    """The ontology has no blank nodes, so that it is the same in every store."""
    assert not [quad for quad in ox.parse(TURTLE, format=ox.RdfFormat.TURTLE) if ox.BlankNode in (type(quad.subject), type(quad.object))]


@pytest.mark.parametrize(
    ("name", "subject", "object_", "allowed"),
    [
        ("manages", Kind.ORGANIZATION, Kind.SYSTEM, True),
        ("manages", Kind.ACTOR_GROUP, Kind.POLICY, True),
        ("manages", Kind.SYSTEM, Kind.SYSTEM, False),
        ("partOf", Kind.SYSTEM, Kind.SYSTEM, True),
        ("partOf", Kind.SYSTEM, Kind.POLICY, False),
        ("replaces", Kind.ORGANIZATION, Kind.ORGANIZATION, False),
        ("states", Kind.POLICY, None, True),
        ("states", Kind.SYSTEM, None, False),
        ("states", Kind.POLICY, Kind.THEME, False),
        ("manages", Kind.ORGANIZATION, None, False),
        ("concerns", Kind.EVENT, Kind.THEME, True),
        ("holdsPositionAt", Kind.ACTOR_GROUP, Kind.ORGANIZATION, False),
    ],
)
def test_domain_and_range(name: str, subject: Kind, object_: Kind | None, allowed: bool) -> None:
    """A property joins the kinds of the guidelines and no others."""
    assert ONTOLOGY.allows(name, subject, object_) is allowed


def test_unknown_names_are_reported() -> None:
    """Asking for a property or class that does not exist says so in a sentence."""
    with pytest.raises(KnowledgeError, match=r"no property bg:likes"):
        ONTOLOGY.allows("likes", Kind.PERSON, Kind.PERSON)
    with pytest.raises(KnowledgeError, match=r"no class bg:Castle"):
        ONTOLOGY.kind_of("Castle")


def test_broken_turtle_is_reported() -> None:
    """Broken Turtle and a missing kind are KnowledgeErrors, not tracebacks of the parser."""
    with pytest.raises(KnowledgeError, match="not valid Turtle"):
        parse_ontology("bg:Actor a owl:Class")
    with pytest.raises(KnowledgeError, match="lacks a class for the kinds"):
        parse_ontology("")


def test_symmetric_properties() -> None:
    """Collaboration and exchange of data hold both ways, and nothing else does."""
    assert {name for name, found in ONTOLOGY.properties.items() if found.symmetric} == {"collaboratesWith", "exchangesDataWith"}


def test_actor_is_the_superclass_of_the_first_three_kinds() -> None:
    """The ontology and the model agree on which kinds are actors."""
    assert {kind for kind in Kind if "Actor" in ONTOLOGY.classes[kind.value].superclasses} == ACTORS


def test_alignments_are_inherited() -> None:
    """A finer class falls under the standard classes of its superclasses."""
    assert "http://data.europa.eu/eli/ontology#LegalResource" in ONTOLOGY.classes["Law"].aligned
    assert "http://www.w3.org/ns/org#Organization" in ONTOLOGY.classes["Ministry"].aligned
