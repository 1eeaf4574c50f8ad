"""Sentences in the style of policy texts: the project's own annotated patterns, filled with phrases."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from beleidsgraaf.language.training.conllu import Tree

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"(?P<form>\S+)/(?P<part>[A-Z]+)>(?P<head>\d+)(?::(?P<relation>\S+))?$")
_PLACE = re.compile(r"\{(?P<kind>[A-Z]+)\}>(?P<head>\d+):(?P<relation>\S+)$")
_NO_SPACE_BEFORE = frozenset(",.;:)")

Row = tuple[str, str, int, str]
"""Form, part of speech, head (counted from 1 in the phrase, 0 for its head word), relation."""


def generate(each: int, seed: int = 1) -> Iterator[Tree]:
    """Yield sentences.

    Args:
        each: sentences made of every pattern.
        seed: decides which phrases fill it.

    Returns:
        Trees without lemmas and features (``?``), of the annotation style ``new``.
    """
    rng = random.Random(seed)
    phrases: dict[str, list[list[Row]]] = defaultdict(list)
    for line in _lines("phrases.txt"):
        kind, _, phrase = line.partition("\t")
        phrases[kind].append([_row(word) for word in phrase.split()])
    for number, line in enumerate(_lines("templates.txt"), 1):
        for copy in range(each):
            yield _fill(line.split(), phrases, rng, f"template-{number}-{copy}")


def _lines(name: str) -> list[str]:
    return [line for line in (_DATA / name).read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]


def _row(word: str) -> Row:
    match = _WORD.match(word)
    if match is None:
        message = f"The training sentence has {word!r}, where form/PART>head:relation is expected."
        raise ValueError(message)
    return match["form"], match["part"], int(match["head"]), match["relation"] or ""


def _fill(pattern: list[str], phrases: dict[str, list[list[Row]]], rng: random.Random, name: str) -> Tree:
    pieces: list[tuple[list[Row], int, str]] = []
    used: list[list[Row]] = []
    for word in pattern:
        place = _PLACE.match(word)
        if place is None:
            row = _row(word)
            pieces.append(([(row[0], row[1], 0, "")], row[2], row[3]))
            continue
        choice = rng.choice([phrase for phrase in phrases[place["kind"]] if phrase not in used])
        used.append(choice)
        pieces.append((choice, int(place["head"]), place["relation"]))
    starts = [sum(len(rows) for rows, _, _ in pieces[:index]) for index in range(len(pieces))]
    tops = [start + next(i for i, row in enumerate(rows, 1) if row[2] == 0) for start, (rows, _, _) in zip(starts, pieces, strict=True)]
    words: list[str] = []
    parts: list[str] = []
    heads: list[int] = []
    relations: list[str] = []
    for start, (rows, head, relation) in zip(starts, pieces, strict=True):
        for form, part, above, kind in rows:
            words.append(form)
            parts.append(part)
            heads.append(start + above if above else (tops[head - 1] if head else 0))
            relations.append(kind if above else relation)
    words[0] = words[0] if words[0][1:2].isupper() else words[0][0].upper() + words[0][1:]
    spaces = [index + 1 < len(words) and words[index + 1] not in _NO_SPACE_BEFORE and word != "(" for index, word in enumerate(words)]
    unknown = ("?",) * len(words)
    return Tree(tuple(words), unknown, tuple(parts), unknown, tuple(heads), tuple(relations), tuple(spaces), "new", name)
