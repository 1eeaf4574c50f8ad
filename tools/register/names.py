"""The names of an entry, from a row of the facts: which forms there are, and what each asks of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import simplemma

from register.turtle import Form

PARTICLES = frozenset("van de den der ter ten te het 't in op aan la le el".split())
SOIL = ("gemeente ", "provincie ", "waterschap ", "openbaar lichaam ")
"""Words before the name of an area: without them the name is a place, and needs support in the text."""

LITTLE_KNOWN = ("samenwerkingsorganisatie", "zbo", "adviescollege", "adviescommissie", "publiekrechtelijke beroepsorganisatie")
"""Kinds of the facts with many bodies few have heard of: their abbreviations (``EDR``, ``SDL``) mean other things more often than not."""

Row = dict[str, str]


def is_abbreviation(text: str) -> bool:
    """Return whether a name looks like letters taken from a longer one: short, one word, at least half of it capitals."""
    capitals = sum(map(str.isupper, text))
    return " " not in text and len(text) <= 9 and "." not in text and capitals >= 2 and 2 * capitals + 2 * text.count("&") >= len(text)


def is_short_title(text: str) -> bool:
    """Return whether a name of an act is its short form: ``Wob``, ``Wabvpz``; not ``Archiefwet``."""
    return " " not in text and len(text) <= 7 and not text.endswith(("wet", "Act", "-act"))


def is_ordinary(text: str) -> bool:
    """Return whether a name of one word is a word of the Dutch dictionary too."""
    return text.isalpha() and simplemma.is_known(text.lower(), lang="nl")


def judge(text: str, *, valid_from: str = "", valid_until: str = "", abbreviation: bool | None = None) -> Form:
    """Give a name the flags that its shape asks for.

    A short form counts only with its own capitals; one of two letters, or one that is an ordinary word too, only with support.
    """
    short = is_abbreviation(text) if abbreviation is None else abbreviation
    ordinary = not short and is_ordinary(text)
    return Form(
        text,
        abbreviation=short,
        case_sensitive=short or ordinary or (text.isalpha() and len(text) <= 5),
        needs_support=(short and len(text) <= 2) or ordinary,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def forms_of_area(row: Row) -> Iterator[Form]:
    """Give the names of a municipality, province or water authority; the bare name is a place."""
    for text in split(row["altLabels"]):
        if not text.lower().startswith("waterschap hoogheemraadschap"):
            yield replace(judge(text), case_sensitive=True, needs_support=True)
    for soil in SOIL:
        if row["prefLabel_nl"].startswith(soil):
            bare = row["prefLabel_nl"].removeprefix(soil)
            yield Form(f"{soil.strip()} {bare}".strip())


def forms_of_ministry(row: Row, names: list[Row]) -> Iterator[Form]:
    """Give the names of a ministry, each bound to the time it was in use; the bare name (``Economische Zaken``) keeps its capitals."""
    dated = {name["name"] for name in names}
    unverified = {(name["name"], name["valid_from"]) for name in names if name["verified"] != "yes"}
    rows = [(name["name"], name["name_kind"] == "abbreviation", name["valid_from"], name["valid_to"]) for name in names]
    rows += [(text, is_abbreviation(text), row["valid_from"], row["valid_to"]) for text in split(row["altLabels"]) if text not in dated]
    for text, abbreviation, valid_from, valid_until in rows:
        short = abbreviation or len(text) <= 4
        if text.startswith("ministerie "):
            yield Form(text, valid_from=valid_from, valid_until=valid_until)
        elif text.startswith("Min") and " " not in text:
            yield Form(text, abbreviation=True, case_sensitive=True)
        else:
            unclear = len(text) <= 2 or text == text.title() if short else " " not in text
            seen = (text, valid_from) not in unverified
            yield Form(text, short, True, unclear, valid_from, valid_until, verified=seen)
            if short:
                yield Form(f"ministerie van {text}", valid_from=valid_from, valid_until=valid_until)


def forms_of_person(row: Row) -> Iterator[Form]:
    """Give the family name of a person, with its particles, as it stands without first name: ``Van Huffelen``."""
    words = re.sub(r"^(?:(?:drs|ir|mr|dr|prof)\. )+", "", row["prefLabel_nl"]).split()
    yield Form(" ".join(words))
    start = next((index for index, word in enumerate(words[1:], 1) if word in PARTICLES), len(words) - 1)
    family = " ".join(words[start:])
    yield Form(family[0].upper() + family[1:], case_sensitive=True, needs_support=True)


def forms(file: str, row: Row, names: list[Row]) -> list[Form]:
    """Give all names of a row, the preferred one first."""
    label = row["prefLabel_nl"]
    if file == "people":
        return list(forms_of_person(row))
    label = re.sub(r" \((tot 2010|voorontwerp)\)$", "", label)
    if file == "themes":
        return [Form(label)]
    main = judge(label) if " " not in label else Form(label)
    if file == "gemeenten" or row["kind"] in {"provincie", "waterschap"}:
        return [main, *forms_of_area(row)]
    if row["kind"] == "ministerie":
        return [replace(main, valid_from="", valid_until=""), *forms_of_ministry(row, names)]
    others = [
        judge(text, abbreviation=True if file == "policies" and is_short_title(text) else None)
        for text in split(row["altLabels"])
        if not text.startswith(("samenwerkingsorganisatie ", "overheidsorganisatie "))
    ]
    if row["kind"].startswith(LITTLE_KNOWN):
        others = [replace(form, needs_support=form.needs_support or form.abbreviation) for form in others]
    dated = [
        replace(judge(name["name"], valid_from=name["valid_from"], valid_until=name["valid_to"]), verified=name["verified"] == "yes")
        for name in names
    ]
    return [main, *(form for form in others if form.text not in {name.text for name in dated}), *dated]


def split(text: str) -> list[str]:
    """Split a field with several values."""
    return [part.strip() for part in text.split("|") if part.strip()]
