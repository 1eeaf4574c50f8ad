"""The shapes: ontology, themes and examples conform, planted faults do not, and a reasoner finds no contradiction."""

from __future__ import annotations

import re
from functools import cache

import owlrl
import pyshacl
import pytest
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH

from beleidsgraaf.knowledge import resources
from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.resources import turtle_files
from beleidsgraaf.knowledge.vocabulary import BG_IRI, PREFIXES
from beleidsgraaf.model import ACTORS, Kind

SHAPES = "https://w3id.org/beleidsgraaf/shapes#"
PREFIX = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "@base <https://w3id.org/beleidsgraaf/> .\n"
BASIS = "wie-beheert-wat"


def text(path: str) -> str:
    """Return a file of the ontology folder."""
    folder, _, name = path.rpartition("/")
    return ((resources.ontology() / folder if folder else resources.ontology()) / name).read_text("utf-8")


@cache
def shapes(name: str) -> Graph:
    """Return a file of shapes."""
    return Graph().parse(data=text(f"shapes/{name}.ttl"), format="turtle")


def failures(name: str, *turtle: str) -> set[str]:
    """Validate Turtle against a file of shapes, and return the local names of the shapes that fail."""
    data = Graph()
    for part in turtle:
        data.parse(data=part, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(name), inference="none", advanced=False)
    return {str(shape).removeprefix(SHAPES) for shape in report.objects(None, SH.sourceShape)}


def examples() -> list[str]:
    """Return all example graphs."""
    folder = resources.ontology() / "examples"
    return [entry.read_text("utf-8") for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)]


def test_ontology_keeps_its_house_style() -> None:
    """The ontology conforms to the shapes of its own house style."""
    assert failures("ontology", text("beleidsgraaf.ttl")) == set()


@pytest.mark.slow
def test_themes_conform_to_nl_sbb() -> None:
    """The scheme of themes conforms to the rules of NL-SBB, in all files of the register that add to it."""
    files = [turtle for _, turtle in turtle_files("register") if "a bg:Theme" in turtle]
    assert len(files) >= 2
    assert failures("nl-sbb", text("beleidsgraaf.ttl"), *files) == set()


@pytest.mark.slow
def test_examples_conform() -> None:
    """Every example of a competency question is a graph as the contract describes it."""
    assert failures("graph", *examples()) == set()


S = "<id/bewering/x> a bg:Statement ; rdf:subject <id/organisatie/logius> ; rdf:predicate bg:manages ; rdf:object <id/systeem/digid> "


@pytest.mark.parametrize(
    ("fault", "shape"),
    [
        ("<id/systeem/digid> a bg:Policy .", "Entity-kind"),
        ('<id/systeem/digid> skos:prefLabel "DigiD 2"@nl .', "Entity-prefLabel"),
        ('<id/systeem/x> a bg:System, bg:Entity ; skos:prefLabel "X"@en ; rdfs:label "X"@en .', "Entity-prefLabel"),
        ('<id/systeem/digid> skos:altLabel "DigiD"@nl .', "Entity-altLabel"),
        ('<id/systeem/digid> rdfs:label "iets anders"@nl .', "Entity-label"),
        ('<id/systeem/digid> skos:notation "DD"@nl .', "Entity-notation"),
        ('<id/systeem/digid> owl:sameAs "BWBR1" .', "Entity-sameAs"),
        ('<id/systeem/digid> bg:validFrom "gisteren" .', "Entity-validFrom"),
        ("<id/systeem/digid> bg:parent <id/organisatie/niemand> .", "Entity-parent"),
        ("<doc/x> a nif:Context .", "Document-isString"),
        ('<doc/x> a nif:Context ; dcterms:language "en" .', "Document-language"),
        ('<doc/x> a nif:Context ; dcterms:issued "mei 2020" .', "Document-issued"),
        ("<doc/x> a nif:Context ; schema:mentions <id/systeem/niets> .", "Document-mentions"),
        ("<doc/x#offset_5_3> a nif:OffsetBasedString ; nif:beginIndex 5 ; nif:endIndex 3 .", "Span-begin"),
        ("<doc/x#offset_1_3> a nif:OffsetBasedString .", "Span-context"),
        ('<doc/x#offset_1_3> a nif:OffsetBasedString ; nif:anchorOf "" .', "Span-anchor"),
        ("<doc/x#offset_1_3> a nif:OffsetBasedString ; itsrdf:taIdentRef <id/systeem/niets> .", "Span-entity"),
        ("<doc/x#offset_1_3> a nif:OffsetBasedString ; itsrdf:taConfidence 1.5 .", "Span-confidence"),
        ("<doc/x#offset_1_3> a nif:OffsetBasedString ; bg:foundBy bg:Positive .", "Span-foundBy"),
        (f"{S} .", "Statement-modality"),
        (f"{S} ; bg:modality bg:Positive .", "Statement-modality"),
        (f"{S} ; bg:polarity bg:Asserted .", "Statement-polarity"),
        (f"{S} ; bg:confidence 2.0 .", "Statement-confidence"),
        (f"{S} ; prov:wasDerivedFrom <doc/x> .", "Statement-evidence"),
        (f"{S} ; rdf:object <id/systeem/mijnoverheid> .", "Statement-object"),
        (f"{S} ; bg:attributedTo <id/systeem/digid> .", "Statement-attributedTo"),
        (f'{S} ; bg:time "2020"^^xsd:integer .', "Statement-time"),
        (f'{S} ; bg:role "directeur" .', "Statement-role"),
        ("<id/bewering/y> a bg:Statement ; rdf:predicate bg:likes .", "Statement-predicate"),
        ("<id/bewering/y> a bg:Statement ; rdf:subject <id/systeem/digid> ; rdf:object <id/systeem/digid> .", "Statement-subject"),
        ("<id/bewering/y> a bg:Statement ; rdf:predicate bg:states ; rdf:subject <id/organisatie/logius> .", "Statement"),
        ("<id/bewering/y> a bg:Statement ; rdf:predicate bg:manages ; rdf:subject <id/systeem/digid> .", "manages-subject"),
        ("<id/bewering/y> a bg:Statement ; rdf:predicate bg:manages ; rdf:object <id/organisatie/logius> .", "manages-object"),
        ("<id/bewering/y> a bg:Statement ; rdf:predicate bg:states ; rdf:subject <id/systeem/digid> .", "states-subject"),
        ("<id/positie/x> a org:Membership ; org:member <id/organisatie/logius> .", "Position-member"),
        ("<id/naam/x> a skosxl:Label .", "Name-literalForm"),
    ],
)
def test_planted_fault_in_a_graph_is_found(fault: str, shape: str) -> None:
    """A graph that breaks the contract fails the shape that says so."""
    assert shape in failures("graph", text(f"examples/{BASIS}.ttl"), PREFIX + fault)


CASTLE = "bg:Castle a owl:Class ; rdfs:isDefinedBy <def> ;"


@pytest.mark.parametrize(
    ("fault", "shape"),
    [
        (f'{CASTLE} skos:prefLabel "kasteel"@nl .', "Term-label-en"),
        (f'{CASTLE} skos:definition "Building."@en .', "Term-definition-nl"),
        (f'{CASTLE} skos:definition "gebouw"@nl .', "Term-definition"),
        ("bg:Castle a owl:Class .", "Term-isDefinedBy"),
        ("bg:castle a owl:Class .", "ClassStyle"),
        ("bg:Guards a owl:ObjectProperty .", "PropertyStyle"),
        ('bg:guards bg:inverseLabel "bewaakt door"@nl .', "StatementProperty-domain"),
    ],
)
def test_planted_fault_in_the_ontology_is_found(fault: str, shape: str) -> None:
    """A term that breaks the house style fails the shape that says so."""
    assert shape in failures("ontology", text("beleidsgraaf.ttl"), PREFIX + fault)


THEME = '<id/thema/x> a skos:Concept ; skos:prefLabel "x"@nl ; skos:definition "Iets."@nl ; skos:inScheme <id/thema> ;'
SCHEME = '<id/thema> a skos:ConceptScheme ; dcterms:title "Thema\'s"@nl . <id/thema/top> skos:topConceptOf <id/thema> .'


@pytest.mark.parametrize(
    ("fault", "shape"),
    [
        (f"{THEME} skos:topConceptOf <id/thema> ; skos:broader <id/thema/y> .", "Concept"),
        (f"{THEME} dcterms:title 'orphan' .", "Concept"),
        ('<id/thema/y> a skos:Concept ; skos:prefLabel "y"@nl .', "Concept-definition"),
        (f'{THEME} skos:altLabel "x"@nl .', "Concept-prefLabel"),
        (f"{THEME} skos:exactMatch <https://example.org/1> ; skos:broadMatch <https://example.org/1> .", "Concept-exactMatch"),
        (f"{THEME} skos:broader <id/thema/z> ; skos:related <id/thema/z> .", "Concept-broader"),
        (f'{THEME} dcterms:source "een boek" .', "Concept-source"),
        ("<id/ander> a skos:ConceptScheme .", "Scheme-title"),
    ],
)
def test_planted_fault_in_the_themes_is_found(fault: str, shape: str) -> None:
    """A theme that breaks NL-SBB fails the shape that says so."""
    assert shape in failures("nl-sbb", PREFIX + SCHEME + fault)


@pytest.mark.parametrize("name", ["graph", "nl-sbb", "ontology"])
def test_every_constraint_speaks_two_languages(name: str) -> None:
    """Every shape that is a constraint of its own has a message in Dutch and in English."""
    graph = shapes(name)
    spoken = set(graph.subjects(SH.message))
    assert spoken
    for shape in spoken:
        assert {message.language for message in graph.objects(shape, SH.message)} == {"nl", "en"}
    targeted = {shape for predicate in (SH.targetClass, SH.targetNode, SH.targetSubjectsOf) for shape in graph.subjects(predicate)}
    for shape in targeted:
        assert shape in spoken or set(graph.objects(shape, SH.property)) <= spoken


@pytest.mark.parametrize("name", sorted(load_ontology().properties))
def test_domain_and_range_follow_the_ontology(name: str) -> None:
    """The shapes of a property admit the kinds that the ontology admits, at both ends."""
    found = load_ontology().properties[name]
    for end, kinds in (("subject", found.domain), ("object", found.range)):
        if kinds in (frozenset(), frozenset(Kind)):
            continue
        assert admitted(URIRef(f"{SHAPES}{name}-{end}")) == kinds


def admitted(shape: URIRef) -> frozenset[Kind]:
    """Return the kinds that a shape's node admits."""
    graph = shapes("graph")
    node = graph.value(shape, SH.node)
    union = graph.value(node, SH["or"])
    nodes = list(Collection(graph, union)) if union else [node]
    names = {str(graph.value(one, SH["class"])).removeprefix(BG_IRI) for one in nodes}
    return frozenset(kind for kind in Kind if kind.value in names or (kind in ACTORS and "Actor" in names))


def contradictions(*turtle: str) -> list[str]:
    """Reason with OWL 2 RL and return what contradicts itself."""
    graph = Graph()
    for part in turtle:
        graph.parse(data=part, format="turtle")
    reasoner = owlrl.OWLRL_Semantics(graph, False, False, False)
    reasoner.closure()
    return list(reasoner.error_messages)


@pytest.mark.slow
def test_no_contradiction() -> None:
    """A reasoner finds no contradiction in the ontology with the examples."""
    assert contradictions(text("beleidsgraaf.ttl"), *examples()) == []


def test_contradiction_is_found() -> None:
    """The reasoner does find a thing that is a law and a portal."""
    assert contradictions(text("beleidsgraaf.ttl"), PREFIX + "<id/systeem/x> a bg:Law, bg:Portal .")


def test_shapes_name_no_term_that_is_not_there() -> None:
    """Shapes use no term of bg: that the ontology lacks."""
    defined = set(re.findall(r"^bg:(\w+) a ", text("beleidsgraaf.ttl"), re.MULTILINE))
    used = {name for file in ("graph", "ontology", "nl-sbb") for name in re.findall(r"\bbg:(\w+)", text(f"shapes/{file}.ttl"))}
    assert used <= defined
