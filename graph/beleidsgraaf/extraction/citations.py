"""Finds citations of law and parliamentary papers and gives them their official IRIs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_EU = re.compile(
    r"(?P<type>[Uu]itvoeringsverordening|[Gg]edelegeerde verordening|[Vv]erordening|[Rr]ichtlijn)\s+(?:\(?(?P<body>EU|EG|EEG)\)?\s+)?"
    r"(?:[Nn]r\.?\s*)?(?P<a>\d{2,4})/(?P<b>\d{1,4})(?:/(?P<tail>EU|EG|EEG))?"
)
_PAPER = re.compile(
    r"Kamerstukken?\s+(?:(?P<house>II|I)[,\s]+)?(?:(?P<session>\d{4}[/\-–]\d{2,4})[,;]?\s+)?(?P<dossier>\d{2}[\s.]?\d{3})(?:[\s\-]+(?P<part>[A-Z]{1,4}|[XVI]+))?"
    r",?\s*(?:nr\.?|nrs\.|-)\s*(?P<number>\d{1,4})"
)
_GAZETTE = re.compile(r"(?P<title>Stb|Stcrt|Trb)\.\s+(?P<year>\d{4})[,-]\s*(?:nr\.\s*)?(?P<number>\d{1,6})")


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to an official text.

    Args:
        start, end: offsets in the text that was searched.
        iri: official identifier.
        classes: local names of classes, finest first.
    """

    start: int
    end: int
    iri: str
    classes: tuple[str, ...]


def find_citations(text: str) -> Iterator[Citation]:
    """Find citations of EU acts, papers of the States General and official gazettes.

    Args:
        text: a sentence.

    Yields:
        Citations with the European Legislation Identifier (https://eur-lex.europa.eu/eli-register/about.html) or the address at
        officielebekendmakingen.nl, in order.

    >>> [c.iri for c in find_citations("zie Verordening (EU) 2016/679")]
    ['http://data.europa.eu/eli/reg/2016/679/oj']
    """
    for match in _EU.finditer(text):
        year, number = match["a"], match["b"]
        if len(year) != 4 and len(number) == 4:  # regulations before 2015 put the number first
            year, number = number, year
        if len(year) == 2:
            year = f"19{year}"
        directive = match["type"].lower().startswith("richtlijn")
        form = (
            "dir"
            if directive
            else {"uitvoeringsverordening": "reg_impl", "gedelegeerde verordening": "reg_del"}.get(match["type"].lower(), "reg")
        )
        if len(year) == 4 and 1950 <= int(year) <= 2100:
            yield Citation(
                match.start(),
                match.end(),
                f"http://data.europa.eu/eli/{form}/{year}/{int(number)}/oj",
                ("EUDirective" if directive else "EURegulation",),
            )
    for match in _PAPER.finditer(text):
        dossier = re.sub(r"\D", "", match["dossier"])
        part = f"-{match['part']}" if match["part"] else ""
        yield Citation(
            match.start(), match.end(), f"https://zoek.officielebekendmakingen.nl/kst-{dossier}{part}-{match['number']}.html", ("Letter",)
        )
    for match in _GAZETTE.finditer(text):
        yield Citation(
            match.start(),
            match.end(),
            f"https://zoek.officielebekendmakingen.nl/{match['title'].lower()}-{match['year']}-{match['number']}.html",
            (),
        )
