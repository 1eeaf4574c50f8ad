"""Words: text to tokens with offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beleidsgraaf.model import Token

if TYPE_CHECKING:
    from beleidsgraaf.language.tokenizer import Tokenizer

_RUN = re.compile(r"\S+")
_STRAIGHT = str.maketrans({"´": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
"""One character for one, so that offsets stay: marks that stand for an apostrophe, spaces that are no ordinary space."""
_PLAIN = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‑": "-"})
_LONGEST_WORD = 200
"""A run of characters without space longer than this is no word: it is cut, so that no regular expression has to search it."""


def plain(word: str) -> str:
    """Return a word in the spelling of the treebanks: straight apostrophes and quotes; the length stays.

    >>> plain("risico’s")
    "risico's"
    """
    return word if word.isalpha() else word.translate(_PLAIN)


def tokenize(tokenizer: Tokenizer, text: str, offset: int = 0) -> list[Token]:
    """Return the words and punctuation marks of a text.

    Args:
        tokenizer: cuts a run of characters without space.
        text: a block of a document.
        offset: where the block starts in the document; added to all offsets.

    Returns:
        Tokens without white space, in order; their ``text`` is what stands in the document.
    """
    tokens: list[Token] = []
    straight = text.translate(_STRAIGHT)
    for start, piece in _pieces(straight):
        for run in _RUN.finditer(piece):
            begin = start + run.start()
            for word in tokenizer(run.group()):
                end = begin + len(word)
                tokens.append(Token(offset + begin, offset + end, text[begin:end]))
                begin = end
    return tokens


def _pieces(text: str) -> list[tuple[int, str]]:
    """Cut a text where a run of characters without space is too long to be a word."""
    if len(text) <= _LONGEST_WORD or max(map(len, text.split()), default=0) <= _LONGEST_WORD:
        return [(0, text)]
    pieces: list[tuple[int, str]] = []
    start = run = 0
    for place, character in enumerate(text):
        run = 0 if character.isspace() else run + 1
        if run > _LONGEST_WORD:
            pieces.append((start, text[start:place]))
            start, run = place, 1
    return [*pieces, (start, text[start:])]
