"""The hygiene rules: none is broken, and each is broken by a planted fault."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from beleidsgraaf.knowledge import resources
from beleidsgraaf.knowledge.resources import turtle_files
from beleidsgraaf.knowledge.vocabulary import PREFIXES

RULES = {
    entry.name.removesuffix(".rq"): entry.read_text("utf-8")
    for entry in (resources.ontology() / "hygiene").iterdir()
    if entry.name.endswith(".rq")
}
PREFIX = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "@base <https://w3id.org/beleidsgraaf/id/> .\n"
HEADER = "<https://w3id.org/beleidsgraaf/def> a owl:Ontology . bg:Policy owl:disjointWith bg:System .\n"
DEFINED = "rdfs:isDefinedBy <https://w3id.org/beleidsgraaf/def>"
FAULTS = {
    "class-has-a-place": f"bg:Castle a owl:Class ; {DEFINED} .",
    "definition-in-two-languages": f'bg:Castle {DEFINED} ; skos:definition "Gebouw."@nl .',
    "definition-not-circular": f'bg:Castle {DEFINED} ; skos:prefLabel "slot"@nl ; skos:definition "Slot dat oud is."@nl .',
    "deprecated-unused": "bg:Castle owl:deprecated true . <systeem/x> a bg:Castle .",
    "domain-covers-its-kinds": "bg:guards rdfs:domain bg:Actor ; schema:domainIncludes bg:System . bg:System rdfs:subClassOf bg:Entity .",
    "ends-after-it-starts": '<systeem/x> bg:validFrom "2020-05-01"^^xsd:date ; bg:validUntil "2020-04-01"^^xsd:date .',
    "iri-follows-the-strategy": '<systeem/Slot_X> skos:prefLabel "Slot"@nl .',
    "iri-tells-the-kind": "<systeem/x> a bg:Policy .",
    "label-means-one-entry": "<systeem/x> skosxl:altLabel <naam/x> . <systeem/y> skosxl:altLabel <naam/y> . "
    '<naam/x> skosxl:literalForm "X"@nl . <naam/y> skosxl:literalForm "X"@nl .',
    "label-unique": f'bg:A a owl:Class ; {DEFINED} ; skos:prefLabel "x"@nl . bg:B a owl:Class ; {DEFINED} ; skos:prefLabel "x"@nl .',
    "name-belongs-to-an-entry": '<systeem/x> skosxl:altLabel <naam/x> ; skos:altLabel "Y"@nl . <naam/x> skosxl:literalForm "X"@nl .',
    "named-entity-has-a-source": '<systeem/x> a bg:System ; skos:prefLabel "X"@nl ; bg:verified true .',
    "nl-sbb-match-leaves-the-scheme": "<thema/x> skos:inScheme <thema> ; skos:broadMatch <thema/y> . <thema/y> skos:inScheme <thema> .",
    "nl-sbb-one-code-a-concept": '<thema/x> skos:inScheme <thema> ; skos:notation "1" . '
    '<thema/y> skos:inScheme <thema> ; skos:notation "1" .',
    "nl-sbb-one-label-a-concept": '<thema/x> skos:inScheme <thema> ; skos:prefLabel "x"@nl . '
    '<thema/y> skos:inScheme <thema> ; skos:prefLabel "x"@nl .',
    "no-blank-nodes": "<systeem/x> bg:parent [] .",
    "no-cycle": "bg:A rdfs:subClassOf bg:B . bg:B rdfs:subClassOf bg:A .",
    "no-stray-blanks": '<systeem/x> skos:altLabel "X  Y"@nl .',
    "official-iri-once": "<systeem/x> owl:sameAs <https://example.org/1> . <systeem/y> owl:sameAs <https://example.org/1> .",
    "one-kind-a-class": "bg:Castle rdfs:subClassOf bg:Policy, bg:System .",
    "property-has-a-word": 'bg:guards bg:inverseLabel "wordt bewaakt door"@nl .',
    "symmetric-reads-alike": 'bg:meets a owl:SymmetricProperty ; skos:prefLabel "ontmoet"@nl ; bg:inverseLabel "ontmoet door"@nl .',
    "term-of-the-ontology": "<systeem/x> a bg:Castle .",
}


@pytest.fixture(scope="module")
def everything() -> ox.Store:
    """Return ontology, register and lexicon in one store."""
    store = ox.Store()
    texts = [(resources.ontology() / "beleidsgraaf.ttl").read_text("utf-8")]
    texts += [text for folder in ("register", "lexicon") for _, text in turtle_files(folder)]
    for text in texts:
        store.bulk_load(text.encode(), format=ox.RdfFormat.TURTLE)
    return store


def complaints(store: ox.Store, rule: str) -> list[str]:
    """Return what a rule finds: the term and the complaint."""
    found = store.query(RULES[rule])
    assert isinstance(found, ox.QuerySolutions)
    return [f"{row['term']} {row['complaint'].value}" for row in found]


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rule_is_kept(everything: ox.Store, rule: str) -> None:
    """Ontology, register and lexicon break no rule."""
    assert complaints(everything, rule) == []


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rule_finds_a_planted_fault(rule: str) -> None:
    """Every rule finds the fault it is about, so that its silence means something."""
    store = ox.Store()
    store.load((PREFIX + HEADER + FAULTS[rule]).encode(), format=ox.RdfFormat.TURTLE)
    assert complaints(store, rule)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rule_says_what_it_asks(rule: str) -> None:
    """A rule opens with one sentence that states it."""
    first = RULES[rule].partition("\n")[0]
    assert first.startswith("# ")
    assert first.endswith(".")
