"""Sentences: tokens of a block to sentences, by end punctuation, abbreviations and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from beleidsgraaf.language.wordlists import words
from beleidsgraaf.model import Token

_STOPS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!", "??", "....", ".."})
_CLOSERS = frozenset("\"'’”»)]}*_") | {"''"}
_OPENERS = frozenset("\"'‘“„«([{*_•") | {",,", "``"}
_NEVER_LAST = words("sentences", "never_last")
_OFTEN_LAST = words("sentences", "often_last")
_BEGINNERS = words("sentences", "beginners")
_INITIAL = re.compile(r"(?:[A-Z]|Th|Ch|Ph|IJ|Chr|Jos|Joh|St)\.(?:-?(?:[A-Z]|Th|Ch|Ph)\.)*$")
_MIXED = re.compile(r"[a-z]{1,2}-?[A-Z]")


def split(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a block as ranges of token indices.

    Args:
        tokens: all tokens of one block, in order.

    Returns:
        Pairs of first and last index, end exclusive; together they cover all tokens.
    """
    start = place = 0
    while place < len(tokens):
        if _may_end(tokens, place):
            after = place + 1
            while after < len(tokens) and _closes(tokens, after):
                after += 1
            if after < len(tokens) and _ends(tokens, start, place, after):
                yield start, after
                start = after
            place = after
        else:
            place += 1
    if start < len(tokens):
        yield start, len(tokens)


def _may_end(tokens: Sequence[Token], place: int) -> bool:
    text = tokens[place].text
    return text in _STOPS or (len(text) > 1 and text[-1] in ".!?…" and not text.startswith("http"))


def _closes(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a token belongs to the sentence before it: a closing bracket or quote, or one more stop."""
    token = tokens[place]
    if token.text in ("''", "”", "»"):
        return True
    glued = tokens[place - 1].end == token.start
    return glued and (token.text in _CLOSERS or token.text in _STOPS)


def _ends(tokens: Sequence[Token], start: int, stop: int, after: int) -> bool:
    """Tell whether a sentence ends between a stop and what follows.

    Args:
        tokens: the block's tokens.
        start: index of the sentence's first token.
        stop: index of the token with the end punctuation.
        after: index of the first token behind the stop and its closing quotes.
    """
    spaced = tokens[after].start > tokens[after - 1].end
    first = after
    while first + 1 < len(tokens) and tokens[first].text in _OPENERS:
        first += 1
    word = tokens[first].text
    if not spaced:
        before = tokens[stop - 1].text if stop else ""
        return first == after and tokens[stop].text in _STOPS and before.isalpha() and before.islower() and word.istitle() and len(word) > 1
    if not _begins(tokens, first):
        return False
    text = tokens[stop].text
    if text in _STOPS:
        return not _is_title_initial(tokens, stop)
    lower = text.lower()
    if lower in _NEVER_LAST or (_INITIAL.match(text) and lower not in _OFTEN_LAST):
        return False
    if text.endswith("."):
        return word in _BEGINNERS or (lower not in _OFTEN_LAST and "." not in text[:-1] and len(text) > 6)
    return True


def _is_title_initial(tokens: Sequence[Token], stop: int) -> bool:
    """Tell whether a lone full stop belongs to an abbreviation that the tokenizer cut (``Artt .``, ``J .``)."""
    if tokens[stop].text != "." or not stop or tokens[stop - 1].end != tokens[stop].start:
        return False
    word = tokens[stop - 1].text
    return (
        f"{word.lower()}." in _NEVER_LAST
        and len(word) > 1
        and word.lower() not in ("min", "max", "st", "p", "par", "tel", "ds", "bc", "jo")
    )


def _begins(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether a sentence can begin with a token: a capital, a digit, a name such as eID, ``'s Avonds``."""
    word = tokens[first].text
    if word[:1].isupper() or word[:1].isdigit() or _MIXED.match(word):
        return True
    if word.lower() in ("'s", "’s", "'t", "’t", "'n", "’n") and first + 1 < len(tokens):
        return tokens[first + 1].text[:1].isupper() or word[-1] == "t"
    return word in ("-", "–", "—", "•", "€", "§") and first + 1 < len(tokens) and (tokens[first + 1].text[:1].isupper() or word in "€§")
