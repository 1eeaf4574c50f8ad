"""How likely a statement is to be right, by how it came about: features, their weights, and a monotone map to a probability.

Weights and map are data, ``ontology/confidence.tsv``, fitted on annotated texts by ``tools/calibrate.py``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from beleidsgraaf.errors import KnowledgeError
from beleidsgraaf.knowledge import resources
from beleidsgraaf.model import FoundBy, Kind, Mention, Statement

if TYPE_CHECKING:
    from beleidsgraaf.knowledge.frames import Frame

FILE = "confidence.tsv"
_GENERIC = frozenset({Kind.ACTOR_GROUP, Kind.THEME, Kind.EVENT})


def features_of(
    statement: Statement, kinds: Mapping[str, Kind], named: Mapping[tuple[int, int], Mention], frames: Mapping[str, Frame]
) -> tuple[str, ...]:
    """Return what is known of how a statement came about.

    Args:
        statement: a statement.
        kinds: the kinds of the entities of its document, by id.
        named: the document's mentions by start and end offset; an end that is none of these is a pronoun.
        frames: the lexicon's frames by id.

    Returns:
        Features, sorted, one for each question: how many ends are generic, how many words carry the predicate, of which part of speech
        they are or which property a construction without such words states, how many ends are pronouns, nouns that refer back, and names
        whose kind only the rest of the document tells, how firmly it is said.
    """
    ends = [name for name in (statement.subject, statement.object) if name is not None]
    spans = [span for span in (statement.subject_mention, statement.object_mention) if span is not None]
    frame = frames.get(statement.frame)
    mentions = [named[span] for span in spans if span in named]
    words = "none of their own" if frame is None else "one" if len(statement.trigger) < 2 else "several"
    return (
        f"anaphors: {sum(mention.anaphoric for mention in mentions)}",
        f"ends: {sum(kinds[name] in _GENERIC for name in ends)} generic",
        f"modality: {statement.modality.value}",
        f"names of settled kind: {sum(mention.found_by is FoundBy.MODEL for mention in mentions)}",
        f"part of speech: {f'none, {statement.property}' if frame is None else frame.part_of_speech.value}",
        f"pronouns: {sum(span not in named for span in spans)}",
        f"words: {words}",
    )


@dataclass(frozen=True, slots=True)
class Calibration:
    """What features say of a statement's being right.

    Args:
        base: log odds of being right of a statement of which nothing is known.
        weights: by feature, what it adds to the log odds.
        starts: log odds from which each step of the map holds, rising.
        probabilities: probability of each step, rising, 0 to 1.
    """

    base: float
    weights: Mapping[str, float] = field(repr=False)
    starts: tuple[float, ...] = ()
    probabilities: tuple[float, ...] = ()

    def odds(self, features: Iterable[str]) -> float:
        """Return the log odds of being right, features taken as independent; a feature never seen adds nothing."""
        return round(self.base + sum(self.weights.get(feature, 0.0) for feature in features), 4)

    def probability(self, features: Iterable[str]) -> float:
        """Return the probability of being right, 0 to 1."""
        step = bisect_right(self.starts, self.odds(features)) - 1
        return self.probabilities[max(step, 0)]


def read_calibration(text: str) -> Calibration:
    """Read weights and steps, a row a line: ``weight``, feature, log odds, or ``step``, log odds, probability; a count may follow.

    Raises:
        KnowledgeError: when a row is something else, or the steps do not rise.
    """
    base, weights, steps = 0.0, dict[str, float](), list[tuple[float, float]]()
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        try:
            if cells[0] == "base":
                base = float(cells[1])
            elif cells[0] == "weight":
                weights[cells[1]] = float(cells[2])
            elif cells[0] == "step":
                steps.append((float(cells[1]), float(cells[2])))
            else:
                raise ValueError(f"{cells[0]!r} is neither base nor weight nor step")
        except (ValueError, IndexError) as error:
            raise KnowledgeError(f"ontology/{FILE}, line {number}: {error}; make it again with tools/calibrate.py.") from error
    if not steps or any(one[0] >= two[0] or one[1] > two[1] for one, two in pairwise(steps)) or not 0 < steps[0][1] <= steps[-1][1] <= 1:
        raise KnowledgeError(f"ontology/{FILE}: its steps do not rise from above 0 to 1 at most; make it again with tools/calibrate.py.")
    return Calibration(base, weights, tuple(start for start, _ in steps), tuple(probability for _, probability in steps))


@cache
def load_calibration() -> Calibration:
    """Return the calibration that ships.

    Raises:
        KnowledgeError: when it is missing or broken.
    """
    try:
        return read_calibration((resources.ontology() / FILE).read_text("utf-8"))
    except FileNotFoundError as error:
        raise KnowledgeError(f"ontology/{FILE} is missing; make it with tools/calibrate.py.") from error
