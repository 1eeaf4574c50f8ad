"""The layout of plain texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beleidsgraaf.reading import document_from_text, find_blocks


def layout(text: str, *, title: str = "") -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in find_blocks(text, title=title)]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in layout(text)]


def test_seed_shape() -> None:
    """Title, keywords, paragraphs, headings and closing boilerplate of a news item are told apart."""
    text = (
        "Nieuw register voor algoritmes geeft inwoners meer inzicht\n\nalgoritmes transparantie openbaar register\n\n"
        "De minister opent het register. Het is er.\n\nToezicht\n\n"
        "De inspectie houdt toezicht op het register.\n\nGerelateerde berichten...\n"
    )
    assert layout(text) == [
        ("title", "Nieuw register voor algoritmes geeft inwoners meer inzicht"),
        ("keywords", "algoritmes transparantie openbaar register"),
        ("paragraph", "De minister opent het register. Het is er."),
        ("heading", "Toezicht"),
        ("paragraph", "De inspectie houdt toezicht op het register."),
        ("boilerplate", "Gerelateerde berichten..."),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_change_the_layout(end: str) -> None:
    """LF, CRLF and CR give the same blocks, each at its own offsets."""
    lines = ["Over het stelsel", "", "Het stelsel werkt.", "", "- een", "- twee", ""]
    assert layout(end.join(lines)) == layout("\n".join(lines))


@pytest.mark.parametrize(
    "line",
    ["- een punt", "* een punt", "• een punt", "1. een punt", "12) een punt", "a. een punt", "– een punt", "(b) punt", "\uf0b7 een punt"],
)
def test_items_are_known_by_their_mark(line: str) -> None:
    """A line that opens with a bullet, a number or a letter is an item, mark included."""
    assert layout(f"Titel van het stuk\n\nDe partners zijn:\n{line}\n{line}\n")[2:] == [("item", line)] * 2


def test_an_initial_is_no_mark_of_a_list() -> None:
    """A sentence that begins with an initial stays a paragraph."""
    assert kinds("Titel van het stuk\n\nA. Jansen is wethouder van de gemeente.\nB. Smit ook.\n") == ["title", "paragraph", "paragraph"]


def test_numbered_headings_and_numbered_items() -> None:
    """A numbered line apart from others heads what follows; among others it is an item."""
    text = "Besluitenlijst\n\n1. Opening.\n\nDe voorzitter opent.\n\n2. Sluiting.\n\nDe voorzitter sluit.\n"
    assert kinds(text) == ["title", "heading", "paragraph", "heading", "paragraph"]
    assert kinds("Besluit\n\nWij vragen:\n\n1. geld\n\n2. tijd\n") == ["title", "paragraph", "item", "item"]


@pytest.mark.parametrize("line", ["## Toezicht", "####Toezicht", "Toezicht\n========", "2.1 Toezicht", "Wie houdt toezicht?", "Toezicht"])
def test_headings(line: str) -> None:
    """Markdown marks, underlining, numbers and standing apart make a heading."""
    found = layout(f"Titel van het stuk\n\nEerst een zin.\n\n{line}\n\nDan nog een zin.\n")
    assert found[2] == ("heading", line.splitlines()[0])
    assert [kind for kind, _ in found] == ["title", "paragraph", "heading", "paragraph"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Lines of about the same width without a blank line between them are one block; a new paragraph begins after a blank line."""
    lines = [
        "De gemeente beheert samen met het waterschap een",
        "register van sensoren in de openbare ruimte. Het",
        "register is openbaar en ieder kan het inzien.",
        "",
    ]
    wrapped = "\n".join(lines)
    found = layout(f"Een titel\n\n{wrapped}\n{wrapped}")
    assert found == [("title", "Een titel"), ("paragraph", wrapped.strip()), ("paragraph", wrapped.strip())]


def test_a_list_of_names_of_one_length_is_not_a_wrapped_paragraph() -> None:
    """Lines of about one width that each begin with a capital stay apart."""
    names = [
        "Ministerie van Economische Zaken en Klimaat",
        "Ministerie van Onderwijs, Cultuur en Media",
        "Ministerie van Landbouw, Natuur en Voedsel",
    ]
    assert layout("De leden\n\n" + "\n".join(names) + "\n")[1:] == [("paragraph", name) for name in names]


def test_a_mark_on_a_line_of_its_own_belongs_to_the_next() -> None:
    """Bullets that a conversion from PDF put on lines of their own open the item below them; page numbers are boilerplate."""
    found = layout("Een titel\n\nDe plannen:\n•\nEen loket\n•\nEen register\n\nPagina 1 van 3\n\nEinde van dit stuk.\n")
    assert found[2:5] == [("item", "•\nEen loket"), ("item", "•\nEen register"), ("boilerplate", "Pagina 1 van 3")]


def test_a_sentence_that_a_page_break_cut_is_one_block() -> None:
    """A long line that breaks off in mid sentence goes on after the blank line, in items too."""
    item = "- De provincie en de gemeenten maken samen afspraken over de bescherming van de gegevens van\n\ninwoners."
    assert layout(f"Een titel\n\nDe plannen:\n{item}\n- Nog een plan.\n")[2:] == [("item", item), ("item", "- Nog een plan.")]


def test_lines_of_a_signature_or_a_table_stay_apart() -> None:
    """Short lines in a row are not glued, nor are rows of a table."""
    assert kinds("Besluit\n\nHet besluit geldt.\n\nDe\nMinister van Financiën,\nA. Jansen\n") == ["title"] + ["paragraph"] * 4
    rows = "Actie van de gemeente voor de burgers in het gehele land | Jansen\nactie van de provincie | Smit\n"
    assert len(layout(f"Actiepunten\n\nDit is de lijst.\n\n{rows}")) == 4


def test_first_line_that_is_a_sentence_is_no_title() -> None:
    """A text without title has none."""
    assert kinds("De gemeente beheert het register. Dat doet zij goed.\n\nDe provincie ook.\n") == ["paragraph", "paragraph"]
    assert kinds("De gemeente beheert het register.") == ["paragraph"]


def test_known_title() -> None:
    """A title from metadata marks the first line only if that is the title."""
    assert layout("Over wallets\n\nEen zin.\n", title="Over wallets")[0] == ("title", "Over wallets")
    assert kinds("Over wallets\n\nEen zin.\n\nNog een.\n") == ["title", "paragraph", "paragraph"]
    assert layout("Inleiding\n\nEen zin.\n", title="Over wallets")[0] == ("heading", "Inleiding")


def test_a_heading_below_the_title_is_no_row_of_keywords() -> None:
    """Only nouns without a sentence count as keywords."""
    assert kinds("Jaarplan 2020\n\nOntwikkeling van het stelsel\n\nEen zin.\n")[1] == "heading"
    assert kinds("Jaarplan 2020\n\nstelsels, registers, toezicht\n\nEen zin.\n")[1] == "keywords"


def test_closing_section_takes_what_is_below_it() -> None:
    """Links below 'Lees ook' are boilerplate; the same line in mid text is only a line of boilerplate."""
    text = "Een titel\n\nDe wet geldt.\n\nLees ook:\n\nMinister opent loket\n\nGemeente sluit loket\n"
    assert kinds(text) == ["title", "paragraph"] + ["boilerplate"] * 3
    assert kinds(text + "\nDe tekst gaat hier gewoon verder met een zin.\n")[2:] == ["boilerplate", "heading", "heading", "paragraph"]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Nieuwsbericht | 09-04-2024 | 14:17", "2024-04-09"),
        ("Open source 25 juni 2024", "2024-06-25"),
        ("2024-06-25", "2024-06-25"),
        ("31 februari 2024", ""),
    ],
)
def test_date_line_below_the_title(line: str, date: str) -> None:
    """A date on a line of its own below the title is the date of issue; an impossible one is none."""
    assert document_from_text(f"Een titel\n\n{line}\n\nEen zin.\n", name="x").issued == date


@pytest.mark.parametrize(
    "text",
    [
        "Jaarplan 4 mei 2020\n\nEen zin.\n",
        "Een titel\n\nOp 4 mei 2020 opent de minister het loket.\n",
        "Een titel\n\nGeldig tot 4 mei 2020\n\nEen zin.\n",
    ],
)
def test_dates_in_prose_are_not_taken(text: str) -> None:
    """A date in the title, in a sentence or of something else than issue is not the date of issue."""
    assert document_from_text(text, name="x").issued == ""


@given(st.text(alphabet=st.sampled_from("ab A.\n\r-*#1|:\t\x0c•é=😀"), max_size=120))
def test_blocks_cover_all_words_in_order(text: str) -> None:
    """Blocks are sorted, do not overlap, hold no white space at their ends, and leave out nothing but white space and rulers."""
    blocks, previous, left = find_blocks(text), 0, ""
    for block in blocks:
        assert previous <= block.start < block.end
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        left += text[previous : block.start]
        previous = block.end
    assert not set(left + text[previous:]) - set(" \t\r\n\x0c-=*")
