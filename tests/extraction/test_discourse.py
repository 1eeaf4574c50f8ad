"""Lists under a lead-in and direct speech: what reaches over the end of a sentence."""

from __future__ import annotations

from beleidsgraaf import Kind, Link, Mention, Sentence, document_from_text
from beleidsgraaf.extraction.lexis import Lexis
from beleidsgraaf.extraction.lists import asks_for_members, body, join, lead_ins
from beleidsgraaf.extraction.quotation import find_quotations, quotation_statements, quoted_speakers
from beleidsgraaf.language import load_analyser

LIST = "Plan\n\nLogius beheert:\n\n- DigiD;\n- de volgende registers:\n  a. BRP\n  b. NHR\n- Digipoort.\n\nEn verder niets.\n"
SPEECH = "Nieuws\n\nKnops: “Wij steunen de wet. Gemeenten doen graag mee.” Meer is er niet.\n"


def sentences(text: str) -> tuple[Sentence, ...]:
    """Cut a text with its layout."""
    return load_analyser().segment(document_from_text(text, name="x.txt"))


def test_each_item_knows_the_sentences_that_lead_it_in() -> None:
    """An item of an inner list has both lead-ins, outermost first; what follows the list has none."""
    rows = sentences(LIST)
    leads = {rows[item].text: [rows[lead].text for lead in row] for item, row in lead_ins(rows).items()}
    assert leads["- DigiD;"] == ["Logius beheert:"]
    assert leads["a. BRP"] == ["Logius beheert:", "- de volgende registers:"]
    assert leads["- Digipoort."] == ["Logius beheert:"]
    assert "En verder niets." not in leads


def test_an_item_reads_as_one_sentence_with_its_lead_in() -> None:
    """Bullets and closing marks go, the words stay where they are in the text."""
    rows = sentences(LIST)
    item = next(row for row in rows if row.text == "- DigiD;")
    lead = next(row for row in rows if row.text == "Logius beheert:")
    whole = join(item, [lead])
    assert whole is not None
    assert [token.text for token in whole.tokens] == ["Logius", "beheert", "DigiD"]
    assert all(item.document.text[token.start : token.end] == token.text for token in whole.tokens)
    assert [token.text for token in body(item)] == ["DigiD"]


def test_a_lead_in_of_endless_length_is_not_joined() -> None:
    """What would be too long to be a sentence is none."""
    rows = sentences("Plan\n\n" + "heel " * 120 + "veel:\n\n- DigiD\n")
    assert join(rows[-1], [rows[-2]]) is None


def test_a_lead_in_with_a_copula_asks_for_members() -> None:
    """``De partners zijn:`` asks who they are, ``Logius beheert:`` does not."""
    asks = {row.text: asks_for_members(row) for row in sentences("Plan\n\nDe partners zijn:\n\n- VNG\n\nLogius beheert:\n\n- BRP\n")}
    assert asks["De partners zijn:"]
    assert not asks["Logius beheert:"]


def speaker(text: str, name: str = "Knops") -> Link:
    """Return the link of a person in a text."""
    start = text.index(name)
    return Link(Mention(start, start + len(name), name, 1, Kind.PERSON, label=name), "persoon/knops", 1.0, "")


def test_direct_speech_over_several_sentences_has_one_speaker(lexis: Lexis) -> None:
    """Each sentence within the marks is said by who stands before the colon; what follows is said by nobody."""
    rows = sentences(SPEECH)
    quotations = find_quotations(rows, [speaker(SPEECH)], lexis)
    said = {row.text: quoted_speakers(row, quotations) for row in rows}
    assert [speakers for text, speakers in said.items() if "doen graag mee" in text] == [("persoon/knops",)]
    assert said["Meer is er niet."] == ()
    claims = [row.claim for row in quotation_statements(quotations, rows)]
    assert claims == ["Wij steunen de wet", "Gemeenten doen graag mee"]


def test_a_speaker_may_stand_behind_the_quotation(lexis: Lexis) -> None:
    """``“…”, zegt Knops`` names the speaker; a name without a speech verb does not."""
    for verb, speakers in (("zegt", ("persoon/knops",)), ("ziet", ())):
        text = f"“Gemeenten doen graag mee met dit plan”, {verb} Knops.\n"
        rows = sentences(text)
        quotations = find_quotations(rows, [speaker(text)], lexis)
        assert tuple(name for row in quotations for name in row.speakers) == speakers


def test_quotation_marks_around_a_word_are_no_speech(lexis: Lexis) -> None:
    """A term between marks is nobody's speech."""
    text = "Knops noemt: “regie” en gaat weg.\n"
    assert find_quotations(sentences(text), [speaker(text)], lexis) == ()
