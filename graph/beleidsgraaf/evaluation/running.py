"""Runs the pipeline over gold texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from beleidsgraaf.evaluation.scoring import Scores, score
from beleidsgraaf.pipeline import build

if TYPE_CHECKING:
    from beleidsgraaf.evaluation.gold import GoldDocument


def evaluate(gold: Iterable[GoldDocument], *, min_confidence: float = 0.0, progress: Callable[[int], None] | None = None) -> Scores:
    """Extract from gold texts and hold what is found against the gold.

    Args:
        gold: texts with what people found in them.
        min_confidence: statements less sure than this are left out.
        progress: called with 1 after each text.

    Returns:
        The scores over all texts, with all that differs sorted by text and place.
    """
    rows = tuple(gold)
    scores = Scores()
    found = build((row.document for row in rows), min_confidence=min_confidence, progress=progress)
    for row, extraction in zip(rows, found, strict=True):
        score(row, extraction, scores)
    scores.differences.sort()
    return scores
