"""Calibration: how often statements of a confidence are right, and the weights and the monotone map that make confidence mean that.

A feature weighs what it adds to the log odds of being right, features taken as independent (naive Bayes); the sum is mapped to a
probability by isotonic regression, pooling adjacent violators (Ayer et al. 1955, https://doi.org/10.1214/aoms/1177728423; as calibration:
Zadrozny and Elkan 2002, https://doi.org/10.1145/775047.775151). Gold texts are few, so each is judged by what all the others give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from beleidsgraaf.evaluation.scoring import key_of, mentions_of, overlap, pair
from beleidsgraaf.knowledge.confidence import Calibration, features_of
from beleidsgraaf.knowledge.lexicon import load_lexicon

if TYPE_CHECKING:
    from beleidsgraaf.evaluation.gold import GoldDocument
    from beleidsgraaf.model import Extraction

SURE = 0.9
"""The confidence from which on statements must be right nine times in ten."""

_PRIOR = 6.0
"""How many statements of average quality each feature and each step is joined with: what was seen twice tells next to nothing."""

_SMALLEST = 12
"""How many statements a step of the map rests on at least."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A statement and whether it is right.

    Args:
        document: name of the document.
        confidence: its confidence, 0 to 1.
        right: whether the gold has it, ends and property.
        features: how it came about, sorted.
    """

    document: str
    confidence: float
    right: bool
    features: tuple[str, ...]


def outcomes(gold: GoldDocument, found: Extraction) -> Iterator[Outcome]:
    """Yield the statements of a text with whether the gold has them.

    Args:
        gold: what people found.
        found: what was extracted from the same text.
    """
    pairs = pair(gold.entities, mentions_of(found))
    wanted = {key_of(row.subject, row.property, row.object) for row in gold.statements if row.property != "states"}
    said = [(row.subject, row.evidence) for row in gold.statements if row.property == "states"]
    kinds = {entity.id: entity.kind for entity in found.entities}
    named = {(link.mention.start, link.mention.end): link.mention for link in found.links}
    frames = {frame.id: frame for frame in load_lexicon().frames}
    for row in found.statements:
        subject, target = (pairs.get(end, end) for end in (row.subject, row.object or ""))
        if row.object is None:
            right = any(subject == who and overlap(row.evidence, place) for who, place in said)
        else:
            right = key_of(subject, row.property, target) in wanted
        yield Outcome(gold.document.name, row.confidence, right, features_of(row, kinds, named, frames))


def isotonic(points: Iterable[tuple[float, bool]], *, smallest: int = 1) -> tuple[tuple[float, int, int], ...]:
    """Fit the monotone map from a number to the share that is right.

    Args:
        points: numbers with whether what has them is right.
        smallest: how many points a step holds at least, when there are that many.

    Returns:
        Steps: the lowest number, how many are right, how many there are; numbers and shares rise.

    >>> isotonic([(1, False), (2, True), (3, False), (4, True)])
    ((1, 0, 1), (2, 1, 2), (4, 1, 1))
    """
    rows: dict[float, tuple[int, int]] = {}
    for number, right in points:
        known = rows.get(number, (0, 0))
        rows[number] = (known[0] + right, known[1] + 1)
    groups: list[tuple[float, int, int]] = []
    for number, (hits, count) in sorted(rows.items()):
        if groups and groups[-1][2] < smallest:
            start, before, size = groups.pop()
            groups.append((start, before + hits, size + count))
        else:
            groups.append((number, hits, count))
    if len(groups) > 1 and groups[-1][2] < smallest:
        _, hits, count = groups.pop()
        groups[-1] = (groups[-1][0], groups[-1][1] + hits, groups[-1][2] + count)
    steps: list[tuple[float, int, int]] = []
    for group in groups:
        steps.append(group)
        while len(steps) > 1 and steps[-2][1] * steps[-1][2] >= steps[-1][1] * steps[-2][2]:
            start, before, size = steps.pop(-2)
            steps[-1] = (start, before + steps[-1][1], size + steps[-1][2])
    return tuple(steps)


def fit(rows: Sequence[Outcome]) -> Calibration:
    """Fit weights and map.

    Args:
        rows: statements with whether they are right, at least one of each.

    Returns:
        The calibration; each step's probability is its share joined with the average of all.
    """
    hits, count = sum(row.right for row in rows), len(rows)
    mean = (hits + 1) / (count + 2)
    base = log(mean / (1 - mean))
    seen: dict[str, tuple[int, int]] = {}
    for row in rows:
        for feature in row.features:
            right, times = seen.get(feature, (0, 0))
            seen[feature] = (right + row.right, times + 1)
    weights: dict[str, float] = {}
    for feature, (right, times) in sorted(seen.items()):
        share = (right + _PRIOR * mean) / (times + _PRIOR)
        weights[feature] = round(log(share / (1 - share)) - base, 3)
    rough = Calibration(round(base, 3), weights, (0.0,), (1.0,))
    steps = isotonic(((rough.odds(row.features), row.right) for row in rows), smallest=_SMALLEST)
    probabilities = [(right + _PRIOR / 2 * mean) / (size + _PRIOR / 2) for _, right, size in steps]
    for place in range(1, len(probabilities)):  # joining with the average may turn the order of small steps
        probabilities[place] = max(probabilities[place], probabilities[place - 1])
    return Calibration(rough.base, weights, tuple(start for start, _, _ in steps), tuple(round(value, 3) for value in probabilities))


def held_out(rows: Sequence[Outcome]) -> list[Outcome]:
    """Judge the statements of each text by what all other texts give.

    Args:
        rows: statements of several texts.

    Returns:
        The statements with that probability as their confidence, in the same order.
    """
    fitted = {name: fit([row for row in rows if row.document != name]) for name in sorted({row.document for row in rows})}
    return [Outcome(row.document, fitted[row.document].probability(row.features), row.right, row.features) for row in rows]


def reliability(rows: Sequence[Outcome], edges: Sequence[float] = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)) -> str:
    """Return a table: of each stretch of confidences how many statements there are, and how many of them are right."""
    lines = []
    for low, high in pairwise(edges):
        inside = [row for row in rows if low <= row.confidence < high]
        if inside:
            right = sum(row.right for row in inside)
            mean = sum(row.confidence for row in inside) / len(inside)
            lines.append(f"  {low:.2f}-{min(high, 1.0):.2f}  mean {mean:.2f}  right {right} of {len(inside)} = {right / len(inside):.3f}")
    return "\n".join(lines)


def sure(rows: Iterable[Outcome], threshold: float = SURE) -> tuple[int, int]:
    """Return how many statements of at least a confidence are right, and how many there are."""
    inside = [row for row in rows if row.confidence >= threshold]
    return sum(row.right for row in inside), len(inside)


def as_table(calibration: Calibration, rows: Sequence[Outcome]) -> str:
    """Return a calibration as ``ontology/confidence.tsv`` holds it, with how many statements each row rests on."""
    counts: dict[str, int] = {}
    for row in rows:
        for feature in row.features:
            counts[feature] = counts.get(feature, 0) + 1
    odds = [calibration.odds(row.features) for row in rows]
    lines = [
        "# How likely a statement is right, by how it came about. Made by tools/calibrate.py.",
        f"# Fitted on {len(rows)} statements of {len({row.document for row in rows})} annotated texts; the last column counts statements.",
        f"base\t{calibration.base}\t{len(rows)}",
    ]
    lines += [f"weight\t{feature}\t{weight}\t{counts[feature]}" for feature, weight in sorted(calibration.weights.items())]
    for place, (start, probability) in enumerate(zip(calibration.starts, calibration.probabilities, strict=True)):
        following = calibration.starts[place + 1] if place + 1 < len(calibration.starts) else float("inf")
        lines.append(f"step\t{start}\t{probability}\t{sum(start <= value < following for value in odds)}")
    return "\n".join(lines) + "\n"
