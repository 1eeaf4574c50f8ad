"""Binds abbreviations to the long forms a document gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beleidsgraaf.model import Sentence

_BRACKETED = re.compile(r"\(\s*(?:hierna:?\s+|ook wel\s+|afgekort\s+|kortweg\s+)?(?:de |het )?[\"'“‘]?([^()\"'”’]{2,12})[\"'”’]?\s*\)")
_SHORT = re.compile(r"(?=.*[A-Z])[A-Za-z][A-Za-z0-9&.\-/]{1,11}$")


@dataclass(frozen=True, slots=True)
class Binding:
    """A short form and the long form it stands for in this document.

    Args:
        short: the abbreviation.
        start, end: offsets of the long form.
        short_start, short_end: offsets of the abbreviation where it is introduced.
    """

    short: str
    start: int
    end: int
    short_start: int
    short_end: int


def find_bindings(sentences: Iterable[Sentence]) -> tuple[Binding, ...]:
    """Find all abbreviations that a document introduces, ``long form (SHORT)`` and ``SHORT (long form)``.

    Args:
        sentences: the document's sentences.

    Returns:
        One binding a short form, the first one given, sorted by offset.
    """
    found: dict[str, Binding] = {}
    for sentence in sentences:
        for binding in _in_sentence(sentence):
            found.setdefault(binding.short, binding)
    return tuple(sorted(found.values(), key=lambda binding: binding.start))


def _in_sentence(sentence: Sentence) -> Iterator[Binding]:
    text = sentence.text
    for match in _BRACKETED.finditer(text):
        short = match.group(1).strip()
        if not _SHORT.match(short):
            continue
        start = long_form_start(text[: match.start()].rstrip(), short)
        if start is not None:
            base, begin = sentence.start, match.start(1)
            yield Binding(short, base + start, base + len(text[: match.start()].rstrip()), base + begin, base + begin + len(short))
    for match in re.finditer(r"([A-Z][A-Za-z0-9&.\-/]{1,11})\s\(([^()]{6,120})\)", text):
        short, inner = match.group(1), match.group(2)
        start = long_form_start(inner.rstrip(), short)
        if _SHORT.match(short) and start == 0:
            base = sentence.start
            begin = base + match.start(2)
            yield Binding(short, begin, begin + len(inner.rstrip()), base + match.start(1), base + match.end(1))


def long_form_start(before: str, short: str) -> int | None:
    """Find where the long form of an abbreviation begins.

    Args:
        before: the text up to the bracket.
        short: the abbreviation.

    Returns:
        Offset in ``before``, or None when no words fit. Each letter or digit of the short form must occur in the long form,
        in order, the first at the start of a word (Schwartz and Hearst 2003, https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf).
        Where that word is written small, a nearby one with that capital is taken: a name does not begin with its ``van``.

    >>> text = "De Vereniging van Nederlandse Gemeenten"
    >>> text[long_form_start(text, "VNG"):]
    'Vereniging van Nederlandse Gemeenten'
    """
    letters = [char for char in short.lower() if char.isalnum()]
    if not letters:
        return None
    lowered = before.lower()
    if len(lowered) != len(before):
        return None
    position = len(lowered)
    for number in range(len(letters) - 1, -1, -1):
        position -= 1
        while position >= 0 and not (
            lowered[position] == letters[number] and (number > 0 or position == 0 or not lowered[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
    longest = min(len(letters) + 5, len(letters) * 2 + 1)
    if before[position].islower():
        position = _capital_before(before, position, longest)
    words = before[position:].split()
    if len(words) > longest or (len(words) == 1 and before[position:].lower() == short.lower()):
        return None
    if any(mark in before[position:] for mark in ";:()!?|"):
        return None
    return position


def _capital_before(before: str, position: int, longest: int) -> int:
    """Return the nearest word before a place that begins with the same letter as a capital, at most so many words back; else the place."""
    for match in reversed(list(re.finditer(rf"\b{re.escape(before[position].upper())}", before[:position]))):
        reach = before[match.start() :]
        if len(reach.split()) > longest or any(mark in reach for mark in ",;:()!?|."):
            break
        return match.start()
    return position
