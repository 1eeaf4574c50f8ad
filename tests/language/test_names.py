"""Names that no register knows: their spans in tokenised sentences."""

from __future__ import annotations

import pytest

from beleidsgraaf.language import load_analyser, mid_sentence_capitals, propose_names
from beleidsgraaf.model import Document

CASES = [
    ("Het beheer ligt bij de Rijksdienst voor Wegverkeer.", ["Rijksdienst voor Wegverkeer"]),
    ("De Vereniging van Friese Gemeenten (VFG) stemde in.", ["Vereniging van Friese Gemeenten", "VFG"]),
    ("Minister Anna van der Berg stuurde een brief.", ["Anna van der Berg"]),
    ("De heer J.W.E. Bakker werkt bij Geodienst.", ["J.W.E. Bakker", "Geodienst"]),
    ("Het ministerie van Economische Zaken, Landbouw en Innovatie betaalt.", ["ministerie van Economische Zaken, Landbouw en Innovatie"]),
    ("Inwoners loggen in met iDIN of MijnPas.", ["iDIN", "MijnPas"]),
    ("Daarom geldt de Wet digitale overheid ook hier.", ["Wet digitale overheid"]),
    ("De Nederlandse overheid werkt samen met andere landen.", []),
    ("Hierdoor moeten gegevens veilig zijn.", []),
    ("Digitalisering raakt de overheid.", []),
    ("P-01 Grondslag voor uitwisseling", []),
]


@pytest.mark.parametrize(("text", "names"), CASES, ids=[case[0] for case in CASES])
def test_names_have_their_boundaries(text: str, names: list[str]) -> None:
    """A name takes along what belongs to it, and a capital for its place makes no name."""
    (sentence,) = load_analyser().segment(Document("text", text))
    assert [text[start:end] for start, end in propose_names(sentence)] == names


def test_a_capital_elsewhere_in_the_document_tells_a_name() -> None:
    """An ordinary word that begins a sentence is a name when the document writes it with a capital inside another."""
    sentences = load_analyser().segment(Document("text", "Wij werken met Kadaster en anderen. Kadaster betaalt."))
    last = sentences[-1]
    assert propose_names(last) == ()
    assert propose_names(last, mid_sentence_capitals(sentences)) == ((last.start, last.start + len("Kadaster")),)
