"""Finds the object of a verb by word order where the tree gives none: the one noun phrase without preposition in the verb's reach."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.trees import base, case_of, related

if TYPE_CHECKING:
    from collections.abc import Collection

    from beleidsgraaf.extraction.clauses import Clauses, Filler
    from beleidsgraaf.model import Kind

_CERTAINTY = 0.7
_STOPS = frozenset({":", ";", "(", "—", "–"})


def nearby_objects(clauses: Clauses, index: int, taken: Collection[str], kinds: Collection[Kind]) -> list[Filler]:
    """Find what stands as the object of an active verb that the tree left without one.

    Args:
        clauses: a parsed sentence with its links.
        index: the verb.
        taken: ids of the entities that already stand in a function of the verb.
        kinds: the kinds the object may have.

    Returns:
        The entities of the one mention, with its coordination, that no preposition marks and no other verb parts from this one; nothing
        when there are several such mentions.
    """
    places = [*_reach(clauses, index, 1), *_reach(clauses, index, -1)]
    heads = [place for place in places if place in clauses.owner and clauses.head(clauses.owner[place]) == place]
    groups = {clauses.groups[clauses.owner[place]]: place for place in sorted(heads, reverse=True)}
    found = []
    for place in sorted(place for place in groups.values() if place == index + 1 or not _is_marked(clauses, place)):
        fillers = [filler for filler in clauses.fillers(place) if filler.kind in kinds and filler.entity not in taken]
        if fillers:
            found.append(fillers)
    if len(found) != 1:
        return []
    return [dataclasses.replace(filler, certainty=filler.certainty * _CERTAINTY) for filler in found[0]]


def _reach(clauses: Clauses, index: int, step: int) -> list[int]:
    """Return the tokens on one side of a verb up to the next verb, subordinator or strong mark."""
    tokens = clauses.sentence.tokens
    found = []
    place = index + step
    while 0 <= place < len(tokens):
        token = tokens[place]
        if token.pos in ("VERB", "SCONJ") or token.text in _STOPS or (token.pos == "PRON" and "PronType=Rel" in token.features):
            break
        if step > 0 and token.relation in ("mark", "nsubj", "nsubj:pass") and token.head != index:
            break
        found.append(place)
        place += step
    return found


def _is_marked(clauses: Clauses, place: int) -> bool:
    """Tell whether a noun phrase stands after a preposition, or is the subject of another verb."""
    sentence = clauses.sentence
    token = sentence.tokens[place]
    if case_of(sentence, place) or token.relation.startswith("nsubj") or base(token.relation) in ("appos", "flat"):
        return True
    before = place - 1
    while before >= 0 and (
        sentence.tokens[before].pos in ("DET", "ADJ", "NUM") or before in clauses.owner or before in related(sentence, place, "amod")
    ):
        before -= 1
    return before >= 0 and sentence.tokens[before].pos == "ADP"
