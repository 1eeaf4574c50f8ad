"""The tokenizer: runs of characters without white space to words, by spaCy's algorithm and the rules in ``weights/tokenizer.json``.

It gives what spaCy 3.8's ``Tokenizer`` gives with the same rules (https://spacy.io/usage/linguistic-features#how-tokenizer-works), without
the second that importing spaCy takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

_MOST_RUNS = 50_000
"""Runs of characters that are kept with their words."""


class Tokenizer:
    """Cuts runs of characters into words.

    Args:
        rules: regular expressions ``prefix``, ``suffix``, ``infix``, ``word`` and ``address``, the last two of a whole word; words that are
            ``known``, with a space between them; known ones that are ``parted``, each with its parts.
    """

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._prefix, self._suffix, self._infix = (re.compile(rules[name]) for name in ("prefix", "suffix", "infix"))
        self._word, self._address = re.compile(rules["word"]), re.compile(rules["address"])
        self._special: Mapping[str, Sequence[str]] = {word: (word,) for word in rules["known"].split()} | rules["parted"]
        self._longest = max(map(len, self._special))
        self._runs: dict[str, tuple[str, ...]] = {}

    def __call__(self, run: str) -> tuple[str, ...]:
        """Return the words of a run of characters without white space; together they are the run.

        >>> load_tokenizer()("(BZK),"), load_tokenizer()("o.a."), load_tokenizer()("en/of")
        (('(', 'BZK', ')', ','), ('o.a.',), ('en/of',))
        """
        found = self._runs.get(run)
        if found is None:
            if len(self._runs) >= _MOST_RUNS:
                self._runs.clear()
            found = self._runs[run] = self._rejoined(self._cut(run, self._special))
        return found

    def _cut(self, run: str, special: Mapping[str, Sequence[str]]) -> list[str]:
        """Take off prefixes and suffixes until none is left or a known word remains; cut the rest at infixes."""
        before: list[str] = []
        behind: list[str] = []
        while run and not (run in special or self._word.match(run)):
            first, last = self._length(self._prefix, run), 0
            if not (first and run[first:] in special):
                last = self._length(self._suffix, run[first:])
                if last and run[:-last] in special:
                    first = 0
                elif first + last > len(run):
                    last = 0
            if not first and not last:
                break
            if first:
                before.append(run[:first])
            if last:
                behind.append(run[-last:])
            run = run[first : len(run) - last]
        return [*before, *self._inside(run, special), *reversed(behind)]

    @staticmethod
    def _length(pattern: re.Pattern[str], run: str) -> int:
        match = pattern.search(run)
        return match.end() - match.start() if match else 0

    def _inside(self, run: str, special: Mapping[str, Sequence[str]]) -> Iterator[str]:
        if run in special:
            yield from special[run]
            return
        start = 0
        if run and not self._word.match(run) and not self._address.match(run):
            for match in self._infix.finditer(run):
                if match.start() == 0:
                    continue
                if match.start() != start:
                    yield run[start : match.start()]
                if match.group():
                    yield match.group()
                start = match.end()
        if start < len(run):
            yield run[start:]

    def _rejoined(self, words: list[str]) -> tuple[str, ...]:
        """Put known words that were cut together again, the one of most pieces first."""
        if len(words) == 1:
            return tuple(words)
        spans = sorted(self._known(words), key=lambda span: (span[0] - span[1], span[0]))
        seen: set[int] = set()
        chosen: dict[int, int] = {}
        for first, last in spans:
            if first not in seen and last - 1 not in seen:
                chosen[first] = last
            seen.update(range(first, last))
        result: list[str] = []
        place = 0
        while place < len(words):
            last = chosen.get(place, place + 1)
            text = "".join(words[place:last])
            result += self._special[text] if place in chosen else [text]
            place = last
        return tuple(result)

    def _known(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Yield where known words begin and end that are cut as they would be if they were not known."""
        for first in range(len(words)):
            text = ""
            for last in range(first, len(words)):
                text += words[last]
                if len(text) > self._longest:
                    break
                if text in self._special and self._is_cut_so(text, words[first : last + 1]):
                    yield first, last + 1

    def _is_cut_so(self, text: str, words: list[str]) -> bool:
        affixed = self._prefix.search(text) or self._suffix.search(text) or self._infix.search(text)
        return bool(affixed) and self._cut(text, {}) == words


@cache
def load_tokenizer() -> Tokenizer:
    """Return the tokenizer with the rules that ship with the package."""
    return Tokenizer(json.loads((Path(__file__).parent / "weights" / "tokenizer.json").read_text("utf-8")))
