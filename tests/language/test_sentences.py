"""Sentences: where they end and where they do not, by linguistic judgement."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beleidsgraaf.language import load_analyser
from beleidsgraaf.model import Block, BlockKind, Document

ONE_SENTENCE = [
    "Ingevolge art. 3 en m.b.t. de zorg, o.a. in Den Haag, geldt dit.",
    "Dhr. J.W.E. Bakker en dr. A. de Boer spraken.",
    "Minister Th.J. Smit (D66) gaat.",
    "Hij werkt bij Philips N.V. in Eindhoven.",
    "Gepubliceerd in Stb. 2015, 194.",
    '"Waarom?" vroeg zij.',
    "Dit is versie 2.0 van de standaard.",
    "De minister, mr. J. Jansen, komt (zie nr. 5).",
    "Zie www.digid.nl of stuur een mail.",
    "Dat kost € 5.000,50 per gemeente.",
]
TWO_SENTENCES = [
    ("eHerkenning is nieuw.", "eID komt eraan."),
    ("Dat geldt ook voor DigiD.", "De wet volgt."),
    ("Brood, melk enz.", "De rest volgt."),
    ("Gaat dat door?", "Ja."),
    ("Hij zei: 'Dat is DigiD.'", "Daarna ging hij weg."),
    ("De uitrol van 5G.", "'s Avonds is het laat."),
    ("Artikel 3.", "De minister beslist."),
    ("Zie pagina 4 e.v.", "De Raad sprak."),
    ("Het duurt 5 dagen.", "2024 was anders."),
]


def texts(text: str, blocks: tuple[Block, ...] = ()) -> list[str]:
    return [sentence.text for sentence in load_analyser().segment(Document("text", text, blocks=blocks))]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_abbreviations_initials_and_numbers_end_no_sentence(text: str) -> None:
    """A full stop inside an abbreviation, a name, a number or a quotation ends nothing."""
    assert texts(text) == [text]


@pytest.mark.parametrize("pair", TWO_SENTENCES)
def test_a_sentence_ends_before_a_word_that_can_begin_one(pair: tuple[str, str]) -> None:
    """Names in lower case, digits and apostrophes can begin a sentence."""
    assert texts(" ".join(pair)) == list(pair)


def test_a_line_ends_a_sentence_where_no_layout_is_known() -> None:
    """A heading without a full stop does not run on."""
    assert texts("Digitale vaardigheden\n\nDe coronacrisis laat dat zien.") == ["Digitale vaardigheden", "De coronacrisis laat dat zien."]


def test_a_block_may_hold_several_lines_and_gives_its_kind() -> None:
    """Lines of one block run on, and each sentence takes its block's kind."""
    text = "Kop\nDeze zin loopt\ndoor op een tweede regel. Klaar."
    blocks = (Block(0, 3, BlockKind.HEADING), Block(4, len(text), BlockKind.PARAGRAPH))
    found = load_analyser().segment(Document("text", text, blocks=blocks))
    assert [(s.kind, s.index, s.text) for s in found] == [
        (BlockKind.HEADING, 0, "Kop"),
        (BlockKind.PARAGRAPH, 1, "Deze zin loopt\ndoor op een tweede regel."),
        (BlockKind.PARAGRAPH, 2, "Klaar."),
    ]


def test_a_stop_without_space_still_ends_a_sentence() -> None:
    """Scraped text loses spaces."""
    assert texts("Dit is een zin.Hier is er nog een.") == ["Dit is een zin.", "Hier is er nog een."]


@given(st.text(alphabet=st.sampled_from("aA1.!?'\"’“()-, \n\t\u00a0é…:;/eID"), max_size=120))
def test_every_word_lies_where_it_says(text: str) -> None:
    """Offsets hold for any text, tokens follow each other, and nothing but white space is left out."""
    document = Document("text", text)
    tokens = [token for sentence in load_analyser().segment(document) for token in sentence.tokens]
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    assert "".join(token.text for token in tokens) == "".join(text.split())
