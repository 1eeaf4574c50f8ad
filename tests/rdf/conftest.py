"""What the tests of rdf share: a small document written out by hand, and made-up ones of any number."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.register import load_register
from beleidsgraaf.model import Document, Entity, Extraction, FoundBy, Kind, Link, Mention, Modality, Polarity, Statement
from beleidsgraaf.rdf.about import Versions
from beleidsgraaf.rdf.triples import quads

sys.path.insert(0, str(Path(__file__).parents[1] / "stores"))

TEXT = "Beheer\nLogius beheert DigiD.\r\nLogius wil Bliep beheren 😀, zegt de VNG.\n"
LOGIUS = Entity("organisatie/logius", Kind.ORGANIZATION, "Logius", ("Agency",), registered=True)
DIGID = Entity("systeem/digid", Kind.SYSTEM, "DigiD", ("AuthenticationService",), registered=True)
BLIEP = Entity("systeem/bliep", Kind.SYSTEM, "Bliep")
VNG = Entity("organisatie/vng", Kind.ORGANIZATION, "Vereniging van Nederlandse Gemeenten", notations=("VNG",), registered=True)


def _mention(word: str, sentence: int, entity: Entity, start: int = 0, score: float = 0.9) -> Link:
    begin = TEXT.index(word, start)
    mention = Mention(begin, begin + len(word), word, sentence, entity.kind, found_by=FoundBy.REGISTER, label=entity.label)
    return Link(mention, entity.id, score, "by hand")


def _span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


FIRST, SECOND = _span("Logius beheert DigiD."), _span("Logius wil Bliep beheren 😀, zegt de VNG.")
FACT = Statement(
    LOGIUS.id,
    "manages",
    DIGID.id,
    FIRST,
    confidence=0.9,
    frame="beheren-manages",
    trigger=(_span("beheert"),),
    subject_mention=(FIRST[0], FIRST[0] + 6),
    object_mention=_span("DigiD"),
)
PLAN = Statement(
    LOGIUS.id, "manages", BLIEP.id, SECOND, modality=Modality.INTENTION, attributed_to=(VNG.id,), time="2021-03", time_text="maart 2021"
)
SAID = Statement(VNG.id, "states", None, SECOND, claim="Logius wil Bliep beheren 😀", confidence=1.0)
SMALL = Extraction(
    Document("nota 1.txt", TEXT, title="Beheer", issued="2021-02-30", source="https://example.org/een nota"),
    (_span("Beheer"), FIRST, SECOND),
    (
        _mention("Logius", 1, LOGIUS),
        _mention("DigiD", 1, DIGID, score=1.0),
        _mention("Logius", 2, LOGIUS, SECOND[0]),
        _mention("Bliep", 2, BLIEP, score=0.85),
        _mention("VNG", 2, VNG),
    ),
    (LOGIUS, VNG, BLIEP, DIGID),
    (FACT, PLAN, SAID),
)
DENIAL = Statement(LOGIUS.id, "uses", DIGID.id, FIRST, polarity=Polarity.NEGATIVE)

Build = Callable[[Iterable[Extraction]], list[ox.Quad]]


@pytest.fixture(scope="session")
def build() -> Build:
    """Return a function that makes quads of extractions with the ontology and the register that ship."""

    def made(extractions: Iterable[Extraction]) -> list[ox.Quad]:
        return list(quads(extractions, versions=Versions("test"), ontology=load_ontology(), register=load_register()))

    return made


@pytest.fixture(scope="session")
def small() -> Extraction:
    """Return the document written out by hand."""
    return SMALL


@pytest.fixture(scope="session")
def small_quads(build: Build) -> list[ox.Quad]:
    """Return its quads."""
    return build([SMALL])
