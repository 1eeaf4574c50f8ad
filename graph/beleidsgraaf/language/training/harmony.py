"""Brings treebanks of 2017 and 2018 to the annotation style of UD 2.16.

The rules were read off the sentences that old and new files share; on those, old against new annotation agrees at LAS 71.7 as it is and at
89.0 after the rules (most of the rest is ``obl`` against ``obl:arg``, which the older files do not tell apart).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from beleidsgraaf.language.training.conllu import Tree

MERGED = {"obl:arg": "obl", "nsubj:outer": "nsubj", "csubj:outer": "csubj"}
"""Relations that the older files lack."""
_POSSESSIVES = frozenset("zijn haar hun mijn ons onze uw jouw je z'n m'n wiens hare zijne diens wier".split())
_ORDINAL = re.compile(r"(?:\d+e|.*(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|ste|nde))$", re.IGNORECASE)
_SHORTEST_MATCH = 2


@dataclass(slots=True)
class _Draft:
    """A tree being changed; place 0 of every list is the root."""

    tree: Tree
    heads: list[int]
    relations: list[str]
    parts: list[str]
    features: list[str]
    lemmas: list[str]

    @property
    def forms(self) -> list[str]:
        return ["", *(word.lower() for word in self.tree.words)]

    def children(self) -> dict[int, list[int]]:
        """Return the dependents of each word."""
        below: dict[int, list[int]] = defaultdict(list)
        for place in range(1, len(self.heads)):
            below[self.heads[place]].append(place)
        return below


def harmonise(tree: Tree, *, oldest: bool) -> Tree:
    """Return an older tree in the newer style.

    Args:
        tree: a tree of UD 2.0 or 2.1.
        oldest: whether it is of UD 2.0: conjunctions and punctuation hang elsewhere there.
    """
    draft = _Draft(tree, [0, *tree.heads], ["", *tree.relations], ["", *tree.parts], ["", *tree.features], ["", *tree.lemmas])
    if oldest:
        _rehang(draft)
    _join_names(draft)
    for place in range(1, len(draft.heads)):
        _relabel(draft, place, draft.children())
    return merged(
        replace(
            tree,
            heads=tuple(draft.heads[1:]),
            relations=tuple(draft.relations[1:]),
            parts=tuple(draft.parts[1:]),
            features=tuple(draft.features[1:]),
            lemmas=tuple(draft.lemmas[1:]),
        )
    )


def merged(tree: Tree) -> Tree:
    """Return a tree whose relations and lemmas are those that all files can give."""
    return replace(
        tree,
        relations=tuple(MERGED.get(relation, relation) for relation in tree.relations),
        lemmas=tuple(whole_lemma(*word) for word in zip(tree.words, tree.lemmas, tree.parts, strict=True)),
        features=tuple(map(_features, tree.features)),
    )


def _features(features: str) -> str:
    kept = (feature for feature in features.split("|") if feature and not feature.startswith("ExtPos"))
    return "|".join(kept).replace("=yes", "=Yes")


def _rehang(draft: _Draft) -> None:
    """Hang conjunctions on the conjunct that follows and punctuation where UD's validator expects it; undone where it makes a cycle."""
    before = list(draft.heads)
    below = draft.children()
    for place, relation in enumerate(draft.relations):
        if relation == "cc":
            following = [child for child in below[draft.heads[place]] if child > place and draft.relations[child] == "conj"]
            draft.heads[place] = following[0] if following else draft.heads[place]
    marks = [relation == "punct" for relation in draft.relations]
    for place, mark in enumerate(marks):
        if mark:
            draft.heads[place] = _punctuation_head(place, draft.heads, marks) or draft.heads[place]
    if not is_tree(draft.heads[1:]):
        draft.heads[:] = before


def _punctuation_head(place: int, heads: list[int], marks: list[bool]) -> int:
    """Return the highest word on either side that can be reached without crossing the mark."""
    left, right, count = place - 1, place + 1, len(heads)
    while left > 0 and marks[left]:
        left -= 1
    while right < count and marks[right]:
        right += 1
    for _ in range(count):
        if left > 0 and 0 < heads[left] < place and not marks[heads[left]]:
            left = heads[left]
    for _ in range(count):
        if right < count and heads[right] > place and not marks[heads[right]]:
            right = heads[right]
    if left <= 0:
        return right if right < count else 0
    if right >= count:
        return left
    return right if 0 < heads[right] < place else left


def _join_names(draft: _Draft) -> None:
    """Turn names that are annotated as fixed chains into flat ones."""
    draft.relations[:] = ["flat" if relation.startswith("flat") else relation for relation in draft.relations]
    for top, children in sorted(draft.children().items()):
        chain = [child for child in children if draft.relations[child] == "fixed"]
        if not top or not chain:
            continue
        capitals = [place for place in (top, *chain) if draft.tree.words[place - 1][:1].isupper()]
        inner = [place for place in capitals if place != 1]
        if inner and (len(capitals) > 1 or draft.parts[top] == "PROPN" or top != 1):
            for child in chain:
                draft.relations[child] = "flat"


def _relabel(draft: _Draft, place: int, below: dict[int, list[int]]) -> None:
    form, part, relation = draft.forms[place], draft.parts[place], draft.relations[place]
    possessive = form in _POSSESSIVES
    if possessive and part == "DET":
        draft.parts[place] = "PRON"
        draft.features[place] = ("Person=3|" if form in ("zijn", "haar", "hun") else "") + "Poss=Yes|PronType=Prs"
        draft.relations[place] = "nmod:poss" if relation == "det" else relation
    elif possessive and part == "PRON" and relation in ("det", "nmod") and "Poss" in draft.features[place]:
        draft.relations[place] = "nmod:poss"
    if part == "NUM" and relation in ("nummod", "amod") and _ORDINAL.match(form):
        draft.parts[place], draft.relations[place], draft.lemmas[place] = "ADJ", "amod", form
    if relation == "mark" and part == "ADP" and form != "te":
        draft.parts[place] = "SCONJ"
    if relation == "obl" and _is_agent(draft, place, below):
        draft.relations[place] = "obl:agent"
    if relation == "obj" and form in ("zich", "zichzelf"):
        draft.relations[place] = "expl:pv"


def _is_agent(draft: _Draft, place: int, below: dict[int, list[int]]) -> bool:
    by = any(draft.relations[child] == "case" and draft.forms[child] == "door" for child in below[place])
    return by and any(draft.relations[child] in ("aux:pass", "nsubj:pass") for child in below[draft.heads[place]])


def is_tree(heads: Iterable[int]) -> bool:
    """Tell whether heads, counted from 1, have one root and no cycle."""
    above = [0, *heads]
    if above[1:].count(0) != 1:
        return False
    for start in range(1, len(above)):
        node, steps = start, 0
        while node and steps <= len(above):
            node, steps = above[node], steps + 1
        if node:
            return False
    return True


def whole_lemma(form: str, lemma: str, part: str) -> str:
    """Return a lemma in one piece: the treebanks write ``op_zoeken`` and ``provincie_raad_verkiezing``.

    >>> whole_lemma("opzoekt", "op_zoeken", "VERB"), whole_lemma("zoekt", "op_zoeken", "VERB")
    ('opzoeken', 'zoeken')
    >>> whole_lemma("provincieraadsverkiezingen", "provincie_raad_verkiezing", "NOUN")
    'provincieraadsverkiezing'
    """
    if part == "PROPN":
        return form if "_" in lemma else lemma
    pieces = [piece for piece in lemma.split("_") if piece]
    if "_" in lemma and lemma != "_":
        low = form.lower()
        if not pieces:
            return low
        if part in ("VERB", "AUX"):
            first = pieces[0].lower()
            lemma = "".join(pieces) if low.startswith(first) or _shared(low, first) > _SHORTEST_MATCH else pieces[-1]
        else:
            lemma = _compound(low, pieces)
    return (lemma if re.search(r"[A-Z]{2}", lemma) else lemma.lower()) or form


def _compound(form: str, pieces: list[str]) -> str:
    """Return the first parts as they are written and the last one as a lemma."""
    last = pieces[-1].lower()
    if len(form) < _SHORTEST_MATCH:
        return "".join(pieces)
    cut = max(range(1, len(form) + 1), key=lambda place: (_shared(form[place:], last), -place))
    return form[:cut] + last if _shared(form[cut:], last) >= _SHORTEST_MATCH else "".join(pieces)


def _shared(one: str, other: str) -> int:
    """Return how many characters two words begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
