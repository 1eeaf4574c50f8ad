"""The quads follow the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from beleidsgraaf.errors import GraphError
from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.register import load_register
from beleidsgraaf.knowledge.vocabulary import BASE, BG, BG_IRI, term
from beleidsgraaf.model import Document, Entity, Extraction, Kind, Modality, Polarity, Statement
from beleidsgraaf.rdf.about import Versions
from beleidsgraaf.rdf.graph import KnowledgeGraph
from beleidsgraaf.rdf.iris import Iris
from beleidsgraaf.rdf.literals import clean, iri, moment
from beleidsgraaf.rdf.triples import merge_entities, quads

LOGIUS, DIGID = ox.NamedNode(f"{BASE}/id/organisatie/logius"), ox.NamedNode(f"{BASE}/id/systeem/digid")

Build = Callable[[Iterable[Extraction]], list[ox.Quad]]


def _values(found: list[ox.Quad], subject: ox.NamedNode, predicate: ox.NamedNode) -> list[str]:
    return sorted({str(quad.object) for quad in found if quad.subject == subject and quad.predicate == predicate})


def test_no_blank_nodes(small_quads: list[ox.Quad]) -> None:
    """Every node has an IRI, in the ontology's and the register's part too."""
    terms = [node for quad in small_quads for node in (quad.subject, quad.object, quad.graph_name)]
    assert not [node for node in terms if isinstance(node, ox.BlankNode)]


def test_named_graphs(small_quads: list[ox.Quad], small: Extraction) -> None:
    """The named graphs are the document's, the register's, the ontology's and that of the dataset's description."""
    graphs = {quad.graph_name.value for quad in small_quads}
    assert graphs == {Iris().document(small.document), f"{BASE}/register", f"{BASE}/dataset", f"{BASE}/def/{load_ontology().version}"}


def test_one_kind_and_one_label(small_quads: list[ox.Quad], small: Extraction) -> None:
    """An entity has exactly one of the seven kinds and one preferred label; superclasses are written out."""
    for entity in small.entities:
        node = Iris().entity(entity.id)
        kinds = [kind for kind in Kind if f"<{BG_IRI}{kind}>" in _values(small_quads, node, term("rdf:type"))]
        assert kinds == [entity.kind]
        assert _values(small_quads, node, term("skos:prefLabel")) == [f'"{entity.label}"@nl']
        assert _values(small_quads, node, term("rdfs:label")) == [f'"{entity.label}"@nl']
    types = _values(small_quads, LOGIUS, term("rdf:type"))
    assert {str(BG.Actor), str(term("org:Organization")), str(term("prov:Agent"))} <= set(types)
    assert str(term("cpsv:PublicService")) in _values(small_quads, DIGID, term("rdf:type"))


def test_offsets_are_code_points(small_quads: list[ox.Quad], small: Extraction) -> None:
    """nif:anchorOf is the stretch of nif:isString between the offsets, counted in code points, line ends and emoji included."""
    text = next(quad.object.value for quad in small_quads if quad.predicate == term("nif:isString"))
    assert text == small.document.text
    begins = {quad.subject: int(quad.object.value) for quad in small_quads if quad.predicate == term("nif:beginIndex")}
    ends = {quad.subject: int(quad.object.value) for quad in small_quads if quad.predicate == term("nif:endIndex")}
    anchors = {quad.subject: quad.object.value for quad in small_quads if quad.predicate == term("nif:anchorOf")}
    assert anchors.keys() == begins.keys() == ends.keys()
    assert len(anchors) == 3 + 5 + 1
    for node, anchor in anchors.items():
        assert text[begins[node] : ends[node]] == anchor
        assert node.value.endswith(f"#offset_{begins[node]}_{ends[node]}")


def test_only_facts_give_direct_triples(build: Build, small: Extraction) -> None:
    """A direct triple is there if and only if some statement of it is asserted, positive and nobody's word."""
    assert ox.Triple(LOGIUS, BG.manages, DIGID) in {quad.triple for quad in build([small])}
    fact = small.statements[0]
    others = [
        *(replace(fact, modality=modality) for modality in Modality if modality is not Modality.ASSERTED),
        replace(fact, polarity=Polarity.NEGATIVE),
        replace(fact, attributed_to=("organisatie/vng",)),
    ]
    for other in others:
        found = {quad.triple for quad in build([replace(small, statements=(other,))])}
        assert not [triple for triple in found if triple.predicate == BG.manages]
        assert [triple for triple in found if triple.predicate == term("rdf:predicate") and triple.object == BG.manages]
        both = {quad.triple for quad in build([replace(small, statements=(other, fact))])}
        assert ox.Triple(LOGIUS, BG.manages, DIGID) in both


def test_statement(small_quads: list[ox.Quad]) -> None:
    """A statement carries all the contract names, in canonical literals."""
    graph = KnowledgeGraph.of(small_quads)
    rows = graph.rows("""SELECT ?m ?p ?by ?time ?text ?c ?q { ?s a bg:Statement ; rdf:subject organisatie:logius ;
        rdf:predicate bg:manages ;
        rdf:object systeem:bliep ; bg:modality ?m ; bg:polarity ?p ; bg:attributedTo ?by ; bg:time ?time ; bg:timeText ?text ;
        bg:confidence ?c ;
        prov:wasDerivedFrom/nif:anchorOf ?q }""")
    assert [tuple(map(str, row)) for row in rows.rows] == [
        (
            str(BG.Intention),
            str(BG.Positive),
            f"<{BASE}/id/organisatie/vng>",
            '"2021-03"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>',
            '"maart 2021"@nl',
            '"1"^^<http://www.w3.org/2001/XMLSchema#decimal>',
            '"Logius wil Bliep beheren 😀, zegt de VNG."',
        )
    ]


def test_states_has_a_claim_and_no_object(small_quads: list[ox.Quad]) -> None:
    """bg:states holds the clause in bg:claim and has no rdf:object."""
    graph = KnowledgeGraph.of(small_quads)
    found = list(graph.rows("SELECT ?claim { ?s rdf:predicate bg:states ; bg:claim ?claim FILTER NOT EXISTS { ?s rdf:object ?o } }"))
    assert found == [{"claim": "Logius wil Bliep beheren 😀"}]


def test_trigger_is_no_mention(small_quads: list[ox.Quad]) -> None:
    """The words of a predicate are a phrase that names no entity."""
    graph = KnowledgeGraph.of(small_quads)
    found = list(graph.rows("SELECT ?w ?e { ?s bg:trigger ?t . ?t a nif:Phrase ; nif:anchorOf ?w OPTIONAL { ?t itsrdf:taIdentRef ?e } }"))
    assert found == [{"w": "beheert"}]


def test_register_knowledge_stays_apart(small_quads: list[ox.Quad], small: Extraction) -> None:
    """What the register knows beyond the text lies in its named graph, and says from which entry."""
    document = ox.NamedNode(Iris().document(small.document))
    register = ox.NamedNode(f"{BASE}/register")
    apart = {quad.predicate for quad in small_quads if quad.graph_name == register} & {BG.parent, BG.validFrom, BG.validUntil}
    assert BG.parent in apart, "the register names the parent of Logius"
    assert not [quad for quad in small_quads if quad.graph_name == document and quad.predicate in (BG.parent, BG.validFrom, BG.validUntil)]
    holders = {quad.subject for quad in small_quads if quad.predicate in (BG.parent, BG.validFrom, BG.validUntil)}
    for holder in holders:
        assert [quad for quad in small_quads if quad.subject == holder and quad.predicate == term("prov:wasDerivedFrom")]


def test_nothing_dangles(small_quads: list[ox.Quad]) -> None:
    """Every entity that is pointed to has a label and a kind, the register's parents too."""
    labelled = {quad.subject for quad in small_quads if quad.predicate == term("skos:prefLabel")}
    pointed = {quad.object for quad in small_quads if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(f"{BASE}/id/")}
    assert {node for node in pointed if "/bewering/" not in node.value} <= labelled


def test_dataset_names_versions(small_quads: list[ox.Quad]) -> None:
    """The dataset names the versions of builder, ontology, register and language model, and no time of making."""
    graph = KnowledgeGraph.of(small_quads)
    versions = {row["v"] for row in graph.rows("SELECT ?v { ?x owl:versionInfo ?v }")}
    assert {"test", load_ontology().version} <= versions
    assert not [quad for quad in small_quads if quad.predicate.value.endswith(("generatedAtTime", "modified", "startedAtTime"))]


def test_broken_domain_is_left_out(build: Build, small: Extraction) -> None:
    """A statement that breaks the property's domain or range, or names an entity that was not found, is not written."""
    fact = small.statements[0]
    wrong = [
        replace(fact, subject=DIGID.value.removeprefix(f"{BASE}/id/"), object="organisatie/logius"),
        replace(fact, object="systeem/weg"),
    ]
    wrong.append(replace(fact, attributed_to=("organisatie/onbekend",)))
    found = build([replace(small, statements=tuple(wrong))])
    assert not [quad for quad in found if quad.object == BG.Statement and quad.predicate == term("rdf:type")]


def test_same_five_differ_in_modality(build: Build, small: Extraction) -> None:
    """Two statements that differ in modality alone keep apart, each with one modality."""
    fact = small.statements[0]
    found = build([replace(small, statements=(fact, replace(fact, modality=Modality.POSSIBILITY)))])
    modalities = Counter(quad.subject for quad in found if quad.predicate == BG.modality)
    assert sorted(modalities.values()) == [1, 1]


def test_one_label_for_an_entity_of_two_documents() -> None:
    """A name written two ways in two documents gives one preferred label, whatever the order, and the other as alternative."""
    one, two = (Entity("beleid/wet-x", Kind.POLICY, label) for label in ("wet X", "Wet X"))
    three = [Extraction(Document(str(number), ""), entities=(entity,)) for number, entity in enumerate((one, two, two))]
    assert merge_entities(three) == merge_entities(three[::-1])
    assert merge_entities(three)["beleid/wet-x"].label == "Wet X"
    assert merge_entities(three)["beleid/wet-x"].alt_labels == ("wet X",)


@pytest.mark.parametrize(
    "nasty", ["\x00\x01\x1b", "\ud800", "\ufffe\uffff", "\x0c\x0b", "\x7f\x85\u2028", '"""\\\'\n\r\t', "<b>&amp;]]>", "\U0010ffff"]
)
def test_hostile_text(build: Build, nasty: str, tmp_path: Path) -> None:
    """Text of any characters gives a graph that RDF/XML can hold and that comes back the same; offsets stay right."""
    text = f"Logius{nasty}beheert."
    extraction = Extraction(Document(f"n{nasty}.txt", text, title=nasty), ((0, len(text)),))
    found = build([extraction])
    string = next(quad.object.value for quad in found if quad.predicate == term("nif:isString"))
    assert len(string) == len(text) and string.endswith("beheert.")
    triples = {quad.triple for quad in found}
    for form in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.JSON_LD):
        data = ox.serialize(sorted(triples, key=str), format=form)
        assert {quad.triple for quad in ox.parse(data, form)} == triples
    assert clean(string) == string


def test_source_and_date_of_a_document(small_quads: list[ox.Quad]) -> None:
    """A source is percent-encoded to an IRI; a date that the calendar lacks is left out."""
    assert [quad.object.value for quad in small_quads if quad.predicate == term("dcterms:source") and "/doc/" in quad.subject.value] == [
        "https://example.org/een%20nota"
    ]
    assert not [quad for quad in small_quads if quad.predicate == term("dcterms:issued")]


@pytest.mark.parametrize("text", ["", "nota.html", "javascript:alert(1)", "https://", "//x/y", "C:\\nota.txt"])
def test_no_iri(text: str) -> None:
    """What is no absolute IRI of a web address gives none."""
    assert iri(text) is None


@pytest.mark.parametrize("text", ["2020-13", "20", "2020-1-1", "2020-02-30", "soms", "20200101", "2020-08-24T10:00"])
def test_no_moment(text: str) -> None:
    """What is no year, month or day of the calendar gives no date."""
    assert moment(text) is None


@pytest.mark.parametrize("base", ["geen iri", "https://x.nl/", "https://x.nl/a?b", "https://x.nl/#", "urn:x:y", ""])
def test_wrong_base(base: str) -> None:
    """A base that is no absolute web address without end slash is refused in a sentence."""
    with pytest.raises(GraphError, match="base"):
        list(quads([], base=base, versions=Versions(), ontology=load_ontology(), register=load_register()))


def test_other_base(small: Extraction) -> None:
    """Under another base the graph's own IRIs move, the ontology's stay."""
    found = list(quads([small], base="https://x.nl/kg", versions=Versions(), ontology=load_ontology(), register=load_register()))
    assert ox.Triple(
        ox.NamedNode("https://x.nl/kg/id/organisatie/logius"), BG.manages, ox.NamedNode("https://x.nl/kg/id/systeem/digid")
    ) in {quad.triple for quad in found}
    assert not [quad for quad in found if quad.subject.value.startswith(f"{BASE}/id/")]


def test_statement_iri_depends_on_what_it_says_alone(small: Extraction) -> None:
    """The IRI of a statement does not change with how sure it is, and does with what it says."""
    names, fact = Iris(), small.statements[0]
    document = names.document(small.document)
    assert names.statement(document, fact) == names.statement(document, replace(fact, confidence=0.1))
    different = [replace(fact, **change) for change in ({"subject": "a/b"}, {"object": "a/b"}, {"property": "uses"}, {"evidence": (0, 1)})]
    assert len({names.statement(document, other) for other in [fact, *different]}) == 5


def test_statement_type_of_dataclass() -> None:
    """Statements are values, so that sets and sorting of them are sound."""
    assert Statement("a", "b", "c", (0, 1)) == Statement("a", "b", "c", (0, 1))
