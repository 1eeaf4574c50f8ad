"""Where mentions begin and end, and what types a noun phrase by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from beleidsgraaf import Document, Kind
from beleidsgraaf.extraction.lexis import Lexis
from beleidsgraaf.extraction.matching import LabelMatcher
from beleidsgraaf.extraction.mentions import Finder
from beleidsgraaf.extraction.phrases import find_phrases
from beleidsgraaf.knowledge.ontology import Ontology
from beleidsgraaf.knowledge.register import Register
from beleidsgraaf.language import load_analyser, propose_all

Find = Callable[[str], Mapping[str, Kind]]


@pytest.fixture
def found(register: Register, lexis: Lexis, ontology: Ontology) -> Find:
    """A finder as the pipeline has it, which gives the kinds of the mentions of a text by their words."""
    finder = Finder(LabelMatcher(register.labels), register, lexis, ontology, propose_all)

    def find(text: str) -> Mapping[str, Kind]:
        sentences = load_analyser().segment(Document("zin.txt", text))
        return {mention.text: mention.kind for mention in finder(sentences) if not mention.anaphoric}

    return find


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Burgers melden zich aan met de DigiD machtigingenservice van Logius.", "DigiD machtigingenservice", Kind.SYSTEM),
        ("Dat deed het MijnServices project al eerder.", "MijnServices project", Kind.POLICY),
        ("De nieuwe Stroomkaart module werkt goed.", "Stroomkaart module", Kind.SYSTEM),
        ("Wij waren bij de Stroomkaart hackathon in Delft.", "Stroomkaart hackathon", Kind.EVENT),
        ("Gemeenten volgen de NIS2 richtlijn.", "NIS2 richtlijn", Kind.POLICY),
        ("Wij gingen naar de VNG themadag in Utrecht.", "VNG themadag", Kind.EVENT),
        (
            "De minister stuurde de Verzamelbrief Digitalisering maart 2024 naar de Kamer.",
            "Verzamelbrief Digitalisering maart 2024",
            Kind.POLICY,
        ),
        ("In de brief van 4 november 2009 is dat gemeld.", "brief van 4 november 2009", Kind.POLICY),
        ("Dit geldt voor de (semi-)overheid.", "(semi-)overheid", Kind.ACTOR_GROUP),
        ("De wet raakt tech- en platformbedrijven.", "tech- en platformbedrijven", Kind.ACTOR_GROUP),
    ],
)
def test_a_name_has_the_words_that_tell_it_from_others(found: Find, text: str, name: str, kind: Kind) -> None:
    """A noun right behind a name, its date, and a part of a word that hangs on its last one belong to the mention."""
    assert found(text).get(name) is kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("De sites voldoen aan HTTPS&HSTS.", ["HTTPS", "HSTS"]),
        ("De Implementatiegids Toegang is klaar.", ["Implementatiegids Toegang"]),
        ("Alle DigiD-websites zijn veilig.", ["DigiD"]),
        ("Het besluit noemt Forum Standaardisatie 2012 niet.", ["Forum Standaardisatie"]),
    ],
)
def test_a_name_has_no_more_words_than_its_own(found: Find, text: str, names: list[str]) -> None:
    """Two names with a stroke are two, a plural behind a hyphen is of another thing, a body has no year and nothing its article."""
    assert [name for name in names if name not in found(text)] == []


@pytest.mark.parametrize(
    ("text", "term", "kind"),
    [
        ("Het gaat om de verzuimbestrijding bij scholen.", "verzuimbestrijding", Kind.THEME),
        ("Er komt een digitale uitwisseling tussen scholen.", "digitale uitwisseling", Kind.THEME),
        ("Wij organiseren een hackathon voor gemeenten.", "hackathon", Kind.EVENT),
    ],
)
def test_a_head_noun_makes_a_term(found: Find, text: str, term: str, kind: Kind) -> None:
    """A theme is known by the last part of a compound or by a term's adjective, a happening by its noun."""
    assert found(text).get(term) is kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("De uitwisseling tussen scholen loopt goed.", "uitwisseling"),
        ("Er zijn veel hackathons gehouden.", "hackathons"),
        ("De beveiligings- en kostenaspecten tellen mee.", "beveiligings-"),
        ("Het veld verwijst naar KredietOvereenkomst in het model.", "KredietOvereenkomst"),
    ],
)
def test_a_bare_head_noun_is_no_term(found: Find, text: str, word: str) -> None:
    """The head alone, happenings in general, half a word and a class of a data model are no entities."""
    assert word not in found(text)


def test_an_expression_of_several_words_is_one_noun(lexis: Lexis) -> None:
    """``De memorie van toelichting`` and ``het nader rapport`` are phrases with one head, the words inside none of their own."""
    sentence = load_analyser().segment(
        Document("zin.txt", "De memorie van toelichting en het nader rapport gaan over het voorstel van wet.")
    )[0]
    rows = [" ".join(token.text for token in sentence.tokens[phrase.start : phrase.end]) for phrase in find_phrases(sentence, lexis)]
    assert rows == ["memorie van toelichting", "nader rapport", "voorstel van wet"]


def test_a_name_at_the_head_of_a_sentence_is_known_by_its_capital_elsewhere() -> None:
    """A word that opens a sentence is proposed as a name when the document writes it with a capital within another one."""
    sentences = load_analyser().segment(Document("zin.txt", "Stroom groeit. Ook wij werken met Stroom."))
    assert [bool(spans) for spans in propose_all(sentences)] == [True, True]
    assert [bool(spans) for spans in propose_all(sentences[:1])] == [False]
