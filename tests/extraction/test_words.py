"""Matching labels, word forms, abbreviations and citations: steps that look at words alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beleidsgraaf import Sentence
from beleidsgraaf.extraction.abbreviations import find_bindings, long_form_start
from beleidsgraaf.extraction.citations import find_citations
from beleidsgraaf.extraction.linking import slug_of
from beleidsgraaf.extraction.matching import LabelMatcher, fold
from beleidsgraaf.extraction.morphology import ends_in_word, singulars
from beleidsgraaf.knowledge.register import Label

SURFACES = st.text(st.characters(codec="utf-8"), max_size=60)


@given(SURFACES)
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    """Offsets in the folded text are offsets in the text, and folding twice changes nothing more."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def found(labels: list[Label], text: str) -> list[str]:
    """Return the words that match, in order."""
    return [text[match.start : match.end] for match in LabelMatcher(labels).find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("label", "text", "hits"),
    [
        (Label("VNG", "x"), "De VNG en VNG’s leden, niet VNGs of AVNG", ["VNG", "VNG"]),
        (Label("DigiD", "x"), "digid, DIGID en DigiD-app", ["DIGID", "DigiD"]),
        (Label("open standaarden", "x"), "Open standaarden en open\nstandaarden", ["Open standaarden", "open\nstandaarden"]),
        (Label("AP", "x", case_sensitive=True), "ap, Ap en AP", ["AP"]),
        (Label("risico's", "x"), "risico’s en risico's", ["risico’s", "risico's"]),
    ],
)
def test_a_label_matches_whole_words_in_a_fitting_spelling(label: Label, text: str, hits: list[str]) -> None:
    """Matches begin and end at words; short forms need their capitals, names of one word at least one."""
    assert found([label], text) == hits


@given(SURFACES)
def test_matches_lie_within_the_stretch_and_at_word_boundaries(text: str) -> None:
    """Whatever surrounds a label, what is found is the label and no part of a longer word."""
    whole = f"{text} DigiD {text}"
    for match in LabelMatcher([Label("DigiD", "x")]).find(whole, 0, len(whole)):
        assert fold(whole[match.start : match.end]) == "digid"
        assert not whole[match.start - 1 : match.start].isalnum()
        assert not whole[match.end : match.end + 1].isalnum()


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("wetten", "wet"),
        ("gemeenten", "gemeente"),
        ("registers", "register"),
        ("apps", "app"),
        ("api's", "api"),
        ("brieven", "brief"),
        ("strategieën", "strategie"),
        ("mogelijkheden", "mogelijkheid"),
        ("programma's", "programma"),
        ("besluiten", "besluit"),
        ("raden", "raad"),
    ],
)
def test_singulars_of_a_plural_hold_the_dictionary_form(plural: str, singular: str) -> None:
    """The word itself comes first, and its singular is among the candidates."""
    forms = list(singulars(plural))
    assert forms[0] == plural
    assert singular in forms


@given(SURFACES)
def test_singulars_of_anything_raise_nothing(text: str) -> None:
    """Any word has itself as its first candidate."""
    assert next(iter(singulars(text))) == text
    assert list(singulars(text))


@pytest.mark.parametrize(("part", "known"), [("verzamel", True), ("gegevens", True), ("informatie", True), ("qxzw", False), ("", False)])
def test_the_first_part_of_a_compound_must_end_in_a_word(part: str, known: bool) -> None:
    """What is no Dutch word makes no compound."""
    assert ends_in_word(part) is known


@pytest.mark.parametrize(
    ("text", "bindings"),
    [
        ("De Stichting Gegevensdeling Regio ( SGR ) is nieuw", {"SGR": "Stichting Gegevensdeling Regio"}),
        ("De Wet register zeggenschap (hierna: WRZ) geldt", {"WRZ": "Wet register zeggenschap"}),
        ("De SGR (Stichting Gegevensdeling Regio) is nieuw", {"SGR": "Stichting Gegevensdeling Regio"}),
        ("De gemeente (zie bijlage) is nieuw", {}),
        ("De Raad (1999) en de wet (XYZ) zwijgen", {}),
        ("Het Centraal Bureau; (CBS) telt", {}),
    ],
)
def test_a_bracketed_short_form_is_bound_to_the_words_it_abbreviates(
    cut: Callable[..., Sentence], text: str, bindings: dict[str, str]
) -> None:
    """The long form is the shortest stretch whose letters spell the short form in order, on either side of the bracket."""
    assert {row.short: text[row.start : row.end] for row in find_bindings([cut(text)])} == bindings
    for row in find_bindings([cut(text)]):
        assert text[row.short_start : row.short_end] == row.short


@given(SURFACES, st.text("ABCabc&1", min_size=1, max_size=6))
def test_a_long_form_begins_at_a_word_with_the_first_letter(before: str, short: str) -> None:
    """What is returned is an offset at which the first letter of the short form begins a word."""
    start = long_form_start(before, short)
    if start is not None:
        first = next(char for char in short.lower() if char.isalnum())
        assert before[start].lower() == first
        assert start == 0 or not before[start - 1].isalnum()


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("Verordening (EU) 2016/679", "http://data.europa.eu/eli/reg/2016/679/oj"),
        ("verordening (EU) nr. 910/2014", "http://data.europa.eu/eli/reg/2014/910/oj"),
        ("Richtlijn 2003/98/EG", "http://data.europa.eu/eli/dir/2003/98/oj"),
        ("Richtlijn 95/46/EG", "http://data.europa.eu/eli/dir/1995/46/oj"),
        ("Uitvoeringsverordening (EU) 2015/1501", "http://data.europa.eu/eli/reg_impl/2015/1501/oj"),
        ("Kamerstukken II 2021/22, 26 643, nr. 842", "https://zoek.officielebekendmakingen.nl/kst-26643-842.html"),
        ("Kamerstukken I 2019/20, 34972-C, nr. 3", "https://zoek.officielebekendmakingen.nl/kst-34972-C-3.html"),
        ("Stcrt. 2019, 12345", "https://zoek.officielebekendmakingen.nl/stcrt-2019-12345.html"),
        ("Stb. 2020, 262", "https://zoek.officielebekendmakingen.nl/stb-2020-262.html"),
    ],
)
def test_a_citation_gets_its_official_identifier(text: str, iri: str) -> None:
    """EU acts, parliamentary papers and gazettes are found whole, wherever they stand."""
    around = f"zie ook {text} en verder"
    (citation,) = find_citations(around)
    assert around[citation.start : citation.end] == text
    assert citation.iri == iri


@pytest.mark.parametrize("text", ["verordening 3/4", "artikel 2016/679", "de richtlijn van 12 maart 2019", "Stb. zonder nummer"])
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    """Numbers without the form of a citation are left alone."""
    assert list(find_citations(text)) == []


@given(SURFACES)
def test_a_slug_is_safe_in_an_iri(name: str) -> None:
    """Lower-case letters, digits and single hyphens, never empty, never longer than 80, and stable under itself."""
    slug = slug_of(name)
    assert 0 < len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug
    assert slug_of(slug) == slug
