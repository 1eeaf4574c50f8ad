"""Dates of issue: from a field of metadata, or from a line of its own below the title; never guessed from prose."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from beleidsgraaf.model import Block, BlockKind

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
_DATE = re.compile(
    rf"(?<!\d)(?:(?P<y>\d{{4}})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<d2>\d\d?)[-/.](?P<m2>\d\d?)[-/.](?P<y2>\d{{4}})"
    rf"|(?P<d3>\d\d?)\s+(?P<name>{'|'.join(_MONTHS)})\s+(?P<y3>\d{{4}}))(?!\d)",
    re.IGNORECASE,
)
_OTHER_THAN_ISSUE = frozenset({"tot", "t/m", "vanaf", "per", "op", "uiterlijk", "geldig", "ingang", "inwerkingtreding", "sinds"})
_MOST_WORDS_BESIDES = 4
_LINES_LOOKED_AT = 6


def iso_date(text: str) -> str:
    """Return the date at the start of a value of metadata as ISO 8601, or ``""`` when there is none.

    >>> iso_date("2020-08-24T10:00:00Z"), iso_date("24-08-2020"), iso_date("24 augustus 2020"), iso_date("2020-13-01")
    ('2020-08-24', '2020-08-24', '2020-08-24', '')
    """
    match = re.match(r"\s*(?=(\d[^T]*))", text)
    found = _DATE.match(match.group(1)) if match else None
    return _as_iso(found) if found else ""


def date_line(line: str) -> str:
    """Return the date of a line that holds a date of issue and little else, or ``""``.

    >>> date_line("Nieuwsbericht | 09-04-2024 | 14:17")
    '2024-04-09'
    >>> date_line("Geldig tot 1 januari 2026")
    ''
    """
    found = list(_DATE.finditer(line))
    if len(found) != 1:
        return ""
    rest = (line[: found[0].start()] + " " + line[found[0].end() :]).lower()
    words = re.findall(r"[\w/]+", re.sub(r"\b\d\d?[:.]\d\d\b(\s*uur)?", " ", rest))
    if len(words) > _MOST_WORDS_BESIDES or not _OTHER_THAN_ISSUE.isdisjoint(words):
        return ""
    return _as_iso(found[0])


def date_below_title(text: str, blocks: Sequence[Block]) -> str:
    """Return the date of a date line among the first lines of a document, the title and prose not counted, or ``""``."""
    for block in blocks[:_LINES_LOOKED_AT]:
        line = text[block.start : block.end]
        if block.kind is BlockKind.TITLE:
            continue
        if date := date_line(line):
            return date
        if line.rstrip().endswith((".", "!", "?")):
            break
    return ""


def _as_iso(match: re.Match[str]) -> str:
    """Return a match as ISO 8601, ``""`` when the calendar has no such day."""
    year, day = (match["y"] or match["y2"] or match["y3"]), (match["d"] or match["d2"] or match["d3"])
    month = match["m"] or match["m2"] or _MONTHS.index(match["name"].lower()) + 1
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
