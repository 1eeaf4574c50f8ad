"""Joins the items of a list to the lead-in before it, so that ``De partners zijn:`` and each item read as one sentence."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from beleidsgraaf.model import BlockKind

if TYPE_CHECKING:
    from beleidsgraaf.model import Sentence, Token

_BULLETS = (
    ("letter", re.compile(r"[a-z]{1,2}[.)°]?$")),
    ("number", re.compile(r"\d{1,2}[.)°]?$")),
    ("mark", re.compile(r"[^\w\s]$")),
)
_LONGEST = 110


def lead_ins(sentences: Sequence[Sentence]) -> dict[int, tuple[int, ...]]:
    """Find for each item the sentences that lead it in.

    Args:
        sentences: the document's sentences.

    Returns:
        For the index of an item, the indices of its lead-ins, outermost first: a sentence that ends with a colon, and inside a list an item
        that does.
    """
    found: dict[int, tuple[int, ...]] = {}
    open_: list[tuple[int, str, str]] = []  # index of the lead-in, its own bullet, the bullet of its items once known
    for sentence in sentences:
        bullet = _bullet(sentence)
        starts = bool(bullet)
        if sentence.kind is not BlockKind.ITEM:
            open_ = []
        elif starts:
            while open_ and open_[-1][2] not in ("", bullet):
                open_.pop()
            while open_ and not open_[-1][2] and open_[-1][1] == bullet:
                open_.pop()
            if open_:
                index, own, _ = open_[-1]
                open_[-1] = (index, own, bullet)
                found[sentence.index] = tuple(row[0] for row in open_)
        last = sentence.tokens[-1].text if sentence.tokens else ""
        if last == ":" or (last == ";" and bullet in ("", "number")):
            open_.append((sentence.index, bullet, ""))
    return found


def _bullet(sentence: Sentence) -> str:
    """Return the sort of bullet an item opens with, ``""`` when it has none."""
    if sentence.kind is not BlockKind.ITEM or not sentence.tokens:
        return ""
    first = sentence.tokens[0].text
    second = sentence.tokens[1].text if len(sentence.tokens) > 1 else ""
    for name, pattern in _BULLETS:
        if pattern.match(first) and (name == "mark" or first[-1] in ".)°" or second in (".", ")")):
            return name
    return ""


def body(sentence: Sentence) -> tuple[Token, ...]:
    """Return the tokens of an item without its bullet and without the mark that closes it."""
    tokens = sentence.tokens
    first = 0
    if _bullet(sentence):
        first = 2 if len(tokens) > 1 and tokens[1].text in (".", ")") else 1
    last = len(tokens)
    while last > first and tokens[last - 1].text in (";", ".", ",", ":"):
        last -= 1
    return tokens[first:last]


def asks_for_members(lead: Sentence) -> bool:
    """Tell whether a lead-in ends with a copula, so that its items are what its subject is: ``De partners zijn:``."""
    words = [token.text.lower() for token in body(lead)]
    return bool(words) and words[-1] in ("zijn", "waren", "is", "was")


def join(item: Sentence, leads: Sequence[Sentence]) -> Sentence | None:
    """Read an item together with its lead-ins.

    Args:
        item: an item of a list.
        leads: its lead-ins, outermost first.

    Returns:
        A sentence with the words of all of them, that stands where the item stands; None when that would be too long to be one.
    """
    tokens = tuple(token for lead in leads for token in body(lead)) + body(item)
    if len(tokens) > _LONGEST or not body(item):
        return None
    return dataclasses.replace(item, tokens=tokens)
