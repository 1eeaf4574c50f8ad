"""Finds the register's labels in a text, all of them in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beleidsgraaf.knowledge.register import Label

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " ", "\u2011": "-", "\n": " ", "\r": " "}
)


def fold(text: str) -> str:
    """Return the text in lower case and plain quotes, each character in its place.

    Args:
        text: any text.

    Returns:
        A text of the same length, so that offsets in one are offsets in the other.

    >>> fold("De Risico’s van DigiD")
    "de risico's van digid"
    """
    lowered = text.translate(_QUOTES).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text.translate(_QUOTES))


@dataclass(frozen=True, slots=True)
class Match:
    """A place where labels of the register stand.

    Args:
        start, end: offsets in the document's text.
        labels: the labels whose spelling it is, one an entry.
    """

    start: int
    end: int
    labels: tuple[Label, ...]


class LabelMatcher:
    """Finds labels by an Aho-Corasick automaton (Aho and Corasick 1975, https://doi.org/10.1145/360825.360855).

    Args:
        labels: all labels to find.
    """

    def __init__(self, labels: Iterable[Label]) -> None:
        by_form: dict[str, list[Label]] = {}
        for label in labels:
            by_form.setdefault(fold(label.text), []).append(label)
        self._forms = [tuple(group) for group in by_form.values()]
        self._by_form = {form: tuple(group) for form, group in by_form.items()}
        self._automaton = AhoCorasick(list(by_form))

    def look_up(self, name: str) -> tuple[Label, ...]:
        """Return the labels spelt like a name, whatever its capitals."""
        return self._by_form.get(fold(name), ())

    def find(self, text: str, start: int, end: int) -> Iterator[Match]:
        """Find every label between two offsets.

        Args:
            text: the document's text.
            start, end: offsets of the stretch to search.

        Yields:
            Matches bounded by something other than a letter or digit, spelt as their labels ask; they may overlap.
        """
        folded = fold(text[start:end])
        for form, begin, finish in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if not _is_whole(folded, begin, finish):
                continue
            surface = text[start + begin : start + finish]
            labels = tuple(label for label in self._forms[form] if _spelt(surface, label))
            if labels:
                yield Match(start + begin, start + finish, labels)


def _is_whole(text: str, begin: int, end: int) -> bool:
    """Tell whether a stretch is whole words, or the first part of a hyphened compound: no part of a word, an address or a file name."""
    before, after = text[max(0, begin - 2) : begin], text[end : end + 2]
    if before[-1:].isalnum() or after[:1].isalnum() or "_" in (before[-1:], after[:1]):
        return False
    if len(before) == 2 and before[1] in "-." and before[0].isalnum():
        return False
    return not (len(after) == 2 and after[0] == "." and after[1].isalnum())


def _spelt(surface: str, label: Label) -> bool:
    """Tell whether the spelling will do: capitals count in short forms and in names of one word."""
    if label.case_sensitive:
        return surface.translate(_QUOTES) == label.text.translate(_QUOTES)
    return not (surface.islower() and " " not in surface and label.text != label.text.lower())
