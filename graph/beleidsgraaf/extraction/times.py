"""Finds when something is said to be so, and resolves it against the document's date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
_LEAD = r"(?:(?:per|op|in|sinds|vanaf|met ingang van|uiterlijk|tot|voor|eind|begin|medio|halverwege)\s+){0,2}"
_DAY = re.compile(rf"\b{_LEAD}(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(_MONTHS)})(?:\s+(?P<year>\d{{4}}))?\b", re.I)
_MONTH = re.compile(rf"\b{_LEAD}(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>\d{{4}})\b", re.I)
_YEAR = re.compile(
    r"\b(?:(?:sinds|in|vanaf|eind|begin|medio|uiterlijk|per|voor|tot|tot en met)\s+){1,2}(?:het jaar\s+)?(?P<year>(?:19|20)\d{2})\b", re.I
)
_RELATIVE = re.compile(
    r"\b(?:(?:eind|begin|medio)\s+)?(?P<which>vorige?|afgelopen|komende?|volgende?|dit|deze)\s+(?P<unit>week|maand|jaar)\b|\b(?P<word>vandaag|gisteren|morgen)\b",
    re.I,
)
_STEP = {"vorig": -1, "vorige": -1, "afgelopen": -1, "komend": 1, "komende": 1, "volgend": 1, "volgende": 1, "dit": 0, "deze": 0}


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names.

    Args:
        start, end: offsets in the text that was searched.
        value: ``2020``, ``2020-08`` or ``2020-08-24``; as precise as the words are; ``""`` when the words only mean something relative to a
            date that is not known.
    """

    start: int
    end: int
    value: str


def find_times(text: str, issued: str = "") -> Iterator[Time]:
    """Find the dates, months and years in a text.

    Args:
        text: a sentence.
        issued: date of the document in ISO 8601, or ``""``.

    Yields:
        Times in order, without overlap.

    >>> [time.value for time in find_times("Per 1 juli 2024 geldt dit, sinds 2015 al deels.")]
    ['2024-07-01', '2015']
    >>> [time.value for time in find_times("De minister stuurde het eind vorige week.", "2020-08-26")]
    ['2020-08']
    """
    base = _date(issued)
    found: list[Time] = []
    for pattern, resolve in ((_DAY, _day), (_MONTH, _month), (_YEAR, _year), (_RELATIVE, _relative)):
        for match in pattern.finditer(text):
            value = resolve(match, base)
            if all(match.end() <= other.start or other.end <= match.start() for other in found):
                found.append(Time(match.start(), match.end(), value))
    yield from sorted(found, key=lambda time: time.start)


def _date(issued: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(issued)
    except ValueError:
        return None


def _day(match: re.Match[str], base: dt.date | None) -> str:
    month = _MONTHS.index(match["month"].lower()) + 1
    year = int(match["year"]) if match["year"] else base.year if base else 0
    try:
        return dt.date(year, month, int(match["day"])).isoformat()
    except ValueError:  # no such day, or a day whose year is not known
        return ""


def _month(match: re.Match[str], _: dt.date | None) -> str:
    return f"{match['year']}-{_MONTHS.index(match['month'].lower()) + 1:02d}"


def _year(match: re.Match[str], _: dt.date | None) -> str:
    return match["year"]


def _relative(match: re.Match[str], base: dt.date | None) -> str:
    """Resolve a time relative to the document's date; a week gives its month, since a graph has no type for weeks."""
    if base is None:
        return ""
    if match["word"]:
        return (base + dt.timedelta(days={"vandaag": 0, "gisteren": -1, "morgen": 1}[match["word"].lower()])).isoformat()
    step = _STEP[match["which"].lower()]
    if match["unit"].lower() == "jaar":
        return str(base.year + step)
    if match["unit"].lower() == "week":
        return (base + dt.timedelta(weeks=step)).isoformat()[:7]
    months = base.year * 12 + base.month - 1 + step
    return f"{months // 12}-{months % 12 + 1:02d}"
