"""The register as values: what it holds, when a name counts, and what is refused."""

from __future__ import annotations

import subprocess
import sys

import pytest

from beleidsgraaf.errors import KnowledgeError
from beleidsgraaf.knowledge import resources
from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.register import Label, load_register, read_register, within
from beleidsgraaf.model import Kind

REGISTER = load_register()
PREFIXES = """
@prefix bg: <https://w3id.org/beleidsgraaf/def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@base <https://w3id.org/beleidsgraaf/id/> .
"""


def label(entry: str, text: str) -> Label:
    """Return the label of an entry with a text."""
    return next(found for found in REGISTER.entries[entry].labels if found.text == text)


def read(turtle: str) -> object:
    """Read a register of one small file."""
    return read_register([("small.ttl", PREFIXES + turtle)], load_ontology())


def test_size() -> None:
    """The register holds at least 1,800 named entities with at least 1,500 official identifiers."""
    named = [entry for entry in REGISTER.entries.values() if not entry.generic]
    assert len(named) >= 1800
    assert sum(len(entry.same_as) for entry in named) >= 1500


def test_municipalities() -> None:
    """The 342 municipalities of 2026 are there, and those that ended carry the day."""
    municipalities = [entry for entry in REGISTER.entries.values() if "Municipality" in entry.classes]
    assert sum(entry.valid_on("2026-11-25") for entry in municipalities) == 342
    assert REGISTER.entries["organisatie/gm0017"].valid_until == "2018-12-31"


@pytest.mark.parametrize(
    ("iri", "entry"),
    [
        ("https://identifier.overheid.nl/tooi/id/ministerie/mnre1034", "organisatie/ministerie-bzk"),
        ("https://organisaties.overheid.nl/28110850", "organisatie/vng"),
        ("https://wetten.overheid.nl/BWBR0048156", "beleid/wdo"),
        ("http://data.europa.eu/eli/reg/2014/910/oj", "beleid/eidas"),
        ("http://www.wikidata.org/entity/Q2125339", "persoon/raymond-knops"),
        ("https://w3id.org/beleidsgraaf/id/systeem/digid", "systeem/digid"),
        ("https://identifier.overheid.nl/tooi/def/thes/top/c_2408fb5a", "thema/cultureel-erfgoed"),
    ],
)
def test_official_identifiers(iri: str, entry: str) -> None:
    """Every official register's IRI finds its entry."""
    found = REGISTER.find(iri)
    assert found is not None
    assert found.id == entry


def test_unknown_identifier_is_no_error() -> None:
    """An IRI that no entry has finds nothing."""
    assert REGISTER.find("https://identifier.overheid.nl/tooi/id/ministerie/mnre9999") is None


def test_names_are_bound_to_their_time() -> None:
    """The ministry of mnre1045 was EZ, EZK, EZ and EZK again, each in its time."""
    names = [found for found in REGISTER.entries["organisatie/ministerie-ezk"].labels if found.text == "EZK"]
    assert [any(found.valid_on(day) for found in names) for day in ("2017-06-01", "2020-08-24", "2025-01-01", "2026-11-01")] == [
        False,
        True,
        False,
        True,
    ]


def test_ambiguous_names_need_support() -> None:
    """Short forms and names that are ordinary words count only with support, and with their own capitals."""
    for entry, text in [
        ("organisatie/ap", "AP"),
        ("organisatie/gm0753", "Best"),
        ("persoon/raymond-knops", "Knops"),
        ("organisatie/pv31", "LB"),
    ]:
        found = label(entry, text)
        assert found.needs_support
        assert found.case_sensitive


def test_bare_medmij_is_the_trust_framework() -> None:
    """Of the three that are called MedMij only the trust framework needs no support."""
    bare = [found for found in REGISTER.labels if found.text == "MedMij"]
    assert {found.entry for found in bare} == {"systeem/medmij", "organisatie/medmij-stichting", "beleid/programma-medmij"}
    assert [found.entry for found in bare if not found.needs_support] == ["systeem/medmij"]


def test_no_general_words() -> None:
    """No entry answers to words that texts use for anything."""
    texts = {found.text.lower() for found in REGISTER.labels if not found.needs_support}
    assert not texts & {"het manifest", "manifest", "machtigen", "commissie", "de wet", "ministerie", "programma", "systeem"}


def test_positions_of_a_person() -> None:
    """A person's positions carry role, organization and period."""
    held = [position for position in REGISTER.entries["persoon/raymond-knops"].positions if position.valid_on("2020-08-24")]
    assert [(position.role, position.organization) for position in held] == [
        ("Staatssecretaris van Binnenlandse Zaken en Koninkrijksrelaties", "organisatie/ministerie-bzk")
    ]


def test_groups_have_singular_and_plural() -> None:
    """A group answers to both numbers of its noun, and is generic."""
    entry = REGISTER.entries["groep/inwoners"]
    assert {found.text for found in entry.labels} == {"inwoners", "inwoner"}
    assert entry.generic
    assert entry.kind is Kind.ACTOR_GROUP


def test_breadth_of_groups_and_themes() -> None:
    """At least 150 groups and 250 themes are known."""
    kinds = [entry.kind for entry in REGISTER.entries.values()]
    assert kinds.count(Kind.ACTOR_GROUP) >= 150
    assert kinds.count(Kind.THEME) >= 250


def test_unverified_entries_are_marked() -> None:
    """What no source confirms says so."""
    assert not REGISTER.entries["systeem/mitz"].verified
    assert REGISTER.entries["systeem/digid"].verified


def test_identifiers_name_one_entry() -> None:
    """No official identifier belongs to two entries."""
    found = [iri for entry in REGISTER.entries.values() for iri in entry.same_as]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ('<systeem/x> a bg:System ; skos:prefLabel "X"@nl', "not valid Turtle"),
        ("<systeem/x> a bg:System .", "needs one kind and a label"),
        ('<systeem/x> a bg:System, bg:Policy ; skos:prefLabel "X"@nl .', "has 2 kinds"),
        ('<systeem/x> a bg:Castle ; skos:prefLabel "X"@nl .', "no class bg:Castle"),
        ('<systeem/x> a bg:System ; skos:prefLabel "X"@nl ; bg:parent <organisatie/nobody> .', "not one of its entries"),
        ('<systeem/x> a bg:System ; skos:prefLabel "X"@nl ; skosxl:altLabel <naam/x> .', "has no skosxl:literalForm"),
        ('<positie/x> org:member <persoon/x> ; org:organization <organisatie/x> ; bg:role "baas"@nl .', "not one of its entries"),
    ],
)
def test_broken_register_is_refused(turtle: str, message: str) -> None:
    """A broken register is a KnowledgeError that says what is wrong and where."""
    with pytest.raises(KnowledgeError, match=message):
        read(turtle)


def test_period_without_a_date() -> None:
    """A period excludes nothing when the date is unknown, and both its ends belong to it."""
    assert within("", "2018", "2020")
    assert within("2020-12-31", "2018-01", "2020")
    assert not within("2017-12-31", "2018-01-01", "")


def test_loads_in_half_a_second() -> None:
    """Reading ontology and register takes at most half a second of processor time, best of seven fresh processes."""
    program = (
        "import time; from beleidsgraaf.knowledge import register, ontology; ontology.load_ontology(); "
        "start = time.process_time(); register.load_register(); print(time.process_time() - start)"
    )
    runs = [subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout for _ in range(7)]
    assert min(map(float, runs)) <= 0.5


def test_left_out_rows_have_a_reason() -> None:
    """Each row of the facts that did not become an entry is listed with a reason."""
    path = resources.ontology() / "register" / "LEFT-OUT.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    assert rows
    assert all(len(row) == 4 and row[3] for row in rows)
