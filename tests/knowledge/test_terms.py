"""The terms of policy texts: one entry a name, each theme placed and defined, and nothing that texts use for anything."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
import pytest

from beleidsgraaf.extraction.matching import fold
from beleidsgraaf.knowledge.register import load_register
from beleidsgraaf.knowledge.resources import turtle_files
from beleidsgraaf.knowledge.vocabulary import BASE, term
from beleidsgraaf.model import Kind

REGISTER = load_register()
TERMS = tuple(ox.parse(dict(turtle_files("register"))["terms.ttl"], format=ox.RdfFormat.TURTLE))
OWN = {quad.subject.value.removeprefix(f"{BASE}/id/") for quad in TERMS if isinstance(quad.subject, ox.NamedNode)}
ENTRIES = [REGISTER.entries[identity] for identity in sorted(OWN)]


def test_breadth() -> None:
    """The file holds at least 500 groups and 700 themes, and nothing else."""
    kinds = [entry.kind for entry in ENTRIES]
    assert kinds.count(Kind.ACTOR_GROUP) >= 500
    assert kinds.count(Kind.THEME) >= 700
    assert set(kinds) == {Kind.ACTOR_GROUP, Kind.THEME}


def test_no_name_belongs_to_another_entry_too() -> None:
    """No name of these terms is a name of any other entry of the register, whatever its capitals."""
    holders: dict[str, set[str]] = defaultdict(set)
    for label in REGISTER.labels:
        holders[fold(label.text)].add(label.entry)
    assert {name: found for name, found in holders.items() if len(found) > 1 and found & OWN} == {}


def test_themes_are_placed_and_defined() -> None:
    """Every theme has a definition that is a sentence, and stands under a concept of the TOP-lijst."""
    themes = {entry.iri for entry in ENTRIES if entry.kind is Kind.THEME}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in TERMS:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            found[quad.subject.value][quad.predicate.value] = quad.object.value
    assert all(found[iri][term("skos:definition").value].endswith(".") for iri in themes)
    broader = {found[iri][term("skos:broader").value] for iri in themes}
    assert all((entry := REGISTER.find(iri)) and entry.same_as for iri in broader)


@pytest.mark.parametrize(
    "word", ["mensen", "partijen", "anderen", "iedereen", "vraag", "doel", "informatie", "gegevens", "software", "transparantie"]
)
def test_no_vague_word_or_bare_value(word: str) -> None:
    """No term is a word that the guidelines exclude."""
    assert word not in {fold(label.text) for entry in ENTRIES for label in entry.labels}
