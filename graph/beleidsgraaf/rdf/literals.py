"""Literals and IRIs that every store takes and gives back unchanged, whatever a document holds."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from urllib.parse import quote

import pyoxigraph as ox

from beleidsgraaf.knowledge.vocabulary import term

_DECIMAL = term("xsd:decimal")
_INTEGER = term("xsd:integer")
_DATES = {4: term("xsd:gYear"), 7: term("xsd:gYearMonth"), 10: term("xsd:date")}

_BLANKS = dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F), " ")
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ABSOLUTE = re.compile(r"(?:https?|ftp)://[^/?#\s]+|urn:[A-Za-z0-9][A-Za-z0-9-]+:.|mailto:.", re.IGNORECASE)


def clean(text: str) -> str:
    """Replace the characters that RDF/XML and some stores cannot hold, one for one, so that offsets stay right.

    Control characters that separate (form feed, vertical tab) become a space; other control characters, lone surrogates and the two
    non-characters become U+FFFD. What remains is what XML 1.0 admits (https://www.w3.org/TR/xml/#charsets).

    >>> clean("een\\x0ctwee\\x00")
    'een twee\\ufffd'
    """
    return _REFUSED.sub(lambda match: _BLANKS.get(ord(match[0]), "\ufffd"), text) if _REFUSED.search(text) else text


def dutch(text: str) -> ox.Literal:
    """Return a text in Dutch."""
    return ox.Literal(clean(text), language="nl")


def plain(text: str) -> ox.Literal:
    """Return a text in no language."""
    return ox.Literal(clean(text))


@lru_cache(maxsize=4096)
def decimal(value: float) -> ox.Literal:
    """Return a number as a canonical xsd:decimal of at most four places, which no store changes.

    >>> decimal(0.90).value, decimal(1.0).value
    ('0.9', '1')
    """
    digits = f"{value:.4f}".rstrip("0").rstrip(".")
    return ox.Literal("0" if digits == "-0" else digits, datatype=_DECIMAL)


def integer(value: int) -> ox.Literal:
    """Return a whole number as xsd:integer: stores rewrite its subtypes."""
    return ox.Literal(str(value), datatype=_INTEGER)


def moment(text: str) -> ox.Literal | None:
    """Return a year, a month or a day as xsd:gYear, xsd:gYearMonth or xsd:date; ``None`` when the calendar does not know it.

    Args:
        text: ``2020``, ``2020-08`` or ``2020-08-24``.

    >>> moment("2020-02-30") is None
    True
    """
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return None
    datatype = _DATES.get(len(text))
    return ox.Literal(text, datatype=datatype) if datatype else None


def iri(text: str) -> ox.NamedNode | None:
    """Return an absolute IRI, with what an IRI may not hold percent-encoded; ``None`` when it is no absolute IRI.

    >>> iri("https://example.org/een stuk.html").value
    'https://example.org/een%20stuk.html'
    >>> iri("stuk.html") is None
    True
    """
    text = clean(text).strip()
    if not _ABSOLUTE.match(text):
        return None
    encoded = re.sub(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]", lambda m: quote(m[0]), text)
    encoded = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", encoded)
    try:
        return ox.NamedNode(encoded)
    except ValueError:
        return None
