"""Runs the parser's weights: words to tags, heads and relations, by onnxruntime on one thread."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from beleidsgraaf.language.decoding import is_tree, spanning_tree
from beleidsgraaf.language.features import WordFeatures

if TYPE_CHECKING:
    import onnxruntime
    from numpy.typing import NDArray

    from beleidsgraaf.language.vectors import Vectors


_PLACES = 576
"""Words, padding included, of sentences of like length that go through the network together."""
_MOST_WORDS = 40_000
"""Encoded words that are kept: 1 kB each."""
_LONGEST = 160
"""A sentence with more words is parsed in pieces: time and memory grow with the square of its length."""


@dataclass(frozen=True, slots=True)
class Parse:
    """The analysis of a sentence, a value for each word.

    Args:
        tags: part of speech and features, ``NOUN`` and ``Number=Plur``.
        heads: index of the word it depends on, its own for the root.
        relations: Universal Dependencies relations.
    """

    tags: tuple[tuple[str, str], ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


class Parser:
    """The network with its weights.

    Args:
        folder: where ``words.onnx``, ``parser.onnx`` and ``parser.json`` are.
        vectors: floret vectors.
    """

    def __init__(self, folder: Path, vectors: Vectors) -> None:
        meta = json.loads((folder / "parser.json").read_text("utf-8"))
        self._tags = [(tag.partition(" ")[0], tag.partition(" ")[2]) for tag in meta["tags"]]
        self._relations: list[str] = meta["relations"]
        self._features = WordFeatures(meta["forms"], meta["alphabet"], vectors, meta["scale"])
        self._words = _session(folder / "words.onnx")
        self._trees = _session(folder / "parser.onnx")
        self._rows: dict[str, int] = {}
        self._table = np.zeros((0, 0), np.float32)

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Parse sentences.

        Args:
            sentences: their words, with straight apostrophes and quotes.

        Returns:
            An analysis for each, in the same order. What stands beside a sentence has no influence on it.
        """
        pieces = [
            (index, first, min(first + _LONGEST, len(words)))
            for index, words in enumerate(sentences)
            for first in range(0, len(words), _LONGEST)
        ]
        pieces.sort(key=lambda piece: (piece[2] - piece[1], piece[0], piece[1]))
        found: dict[tuple[int, int], Parse] = {}
        for batch in _batches(pieces):
            parsed = self._run([sentences[index][first:last] for index, first, last in batch])
            found.update(((index, first), parse) for (index, first, _), parse in zip(batch, parsed, strict=True))
        return [self._joined(len(words), index, found) for index, words in enumerate(sentences)]

    def _run(self, batch: Sequence[Sequence[str]]) -> list[Parse]:
        counts = np.array([len(words) for words in batch])
        self._remember({word for words in batch for word in words})
        rows = np.zeros((len(batch), counts.max()), np.int64)
        for place, words in enumerate(batch):
            rows[place, : len(words)] = [self._rows[word] for word in words]
        found = self._trees.run(None, {"encoded": self._table[rows], "counts": counts})
        return [self._parse([output[place] for output in found], count) for place, count in enumerate(counts.tolist())]

    def _parse(self, found: Sequence[NDArray[Any]], count: int) -> Parse:
        """Return the analysis of a sentence: the best heads and their relations, or others where the best heads are no tree."""
        arcs, heads, relations, tags, dependents, factors = found
        above, kinds = heads[:count].tolist(), relations[:count].tolist()
        if not is_tree(above):
            best = above
            above = spanning_tree(arcs[:count, : count + 1]).tolist()
            for place in (place for place in range(count) if above[place] != best[place]):
                kinds[place] = int((dependents[place] @ factors[above[place]]).argmax())
        return Parse(
            tuple([self._tags[tag] for tag in tags[:count].tolist()]),
            tuple([head - 1 if head else index for index, head in enumerate(above)]),
            tuple([self._relations[kind] if head else "root" for head, kind in zip(above, kinds, strict=True)]),
        )

    def _joined(self, count: int, index: int, found: dict[tuple[int, int], Parse]) -> Parse:
        """Join the pieces of a long sentence: the roots of later pieces depend on the first one's."""
        if count <= _LONGEST:
            return found.get((index, 0), Parse((), (), ()))
        tags: list[tuple[str, str]] = []
        heads: list[int] = []
        relations: list[str] = []
        root = found[index, 0].relations.index("root")
        for first in range(0, count, _LONGEST):
            piece = found[index, first]
            tags += piece.tags
            later = [first > 0 and relation == "root" for relation in piece.relations]
            heads += [root if top else first + head for head, top in zip(piece.heads, later, strict=True)]
            relations += ["parataxis" if top else relation for relation, top in zip(piece.relations, later, strict=True)]
        return Parse(tuple(tags), tuple(heads), tuple(relations))

    def _remember(self, words: set[str]) -> None:
        """Encode words and keep them; all are forgotten when there are too many."""
        if len(self._rows) + len(words) > _MOST_WORDS:
            self._rows.clear()
        fresh = sorted(word for word in words if word not in self._rows)
        if not fresh:
            return
        if not self._rows:
            self._table = np.zeros((1024, self._words.get_outputs()[0].shape[1]), np.float32)
        encoded = self._words.run(None, self._features(fresh))[0]
        first = len(self._rows)
        while first + len(fresh) > len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._table[first : first + len(fresh)] = encoded
        self._rows.update((word, first + place) for place, word in enumerate(fresh))


def _batches(pieces: Sequence[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Yield pieces, sorted by length, in batches."""
    batch: list[tuple[int, int, int]] = []
    for piece in pieces:
        if batch and (len(batch) + 1) * (piece[2] - piece[1]) > _PLACES:
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch


def _session(path: Path) -> onnxruntime.InferenceSession:
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
