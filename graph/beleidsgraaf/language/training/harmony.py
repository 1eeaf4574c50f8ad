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
_FULL_VERBS = frozenset("willen gaan laten blijken hoeven".split())
_MODALS = frozenset("kunnen moeten mogen zullen".split())
_DEGREES = frozenset("meer meest minder minst veel weinig teveel zeer".split())
_CLAUSAL = frozenset("nsubj nsubj:pass csubj csubj:pass aux aux:pass cop expl expl:pv punct parataxis discourse".split())


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
    _raise_verbs(draft)
    _lower_modals(draft)
    _lower_prepositions(draft)
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


def _raise_verbs(draft: _Draft) -> None:
    """Make verbs such as ``worden``, ``blijven``, ``willen`` and ``gaan`` the head of their clause, and what they go with an ``xcomp``.

    UD 2.0 and 2.1 take them for copulas and auxiliaries; later only ``zijn`` is a copula, and of the auxiliaries the modal ones are kept.
    """
    for place in range(len(draft.heads) - 1, 0, -1):
        lemma = draft.lemmas[place].rpartition("_")[2]
        if (draft.relations[place] == "cop" and lemma != "zijn") or (draft.relations[place] == "aux" and lemma in _FULL_VERBS):
            _raise(draft, place)


def _lower_modals(draft: _Draft) -> None:
    """Make a modal verb the auxiliary of its infinitive where the older files have it the other way round."""
    for place in range(1, len(draft.heads)):
        if draft.parts[place] != "VERB" or draft.lemmas[place] not in _MODALS:
            continue
        below = draft.children()[place]
        inner = next((x for x in below if draft.relations[x] == "xcomp" and draft.parts[x] in ("VERB", "AUX")), 0)
        if inner:
            draft.heads[inner], draft.relations[inner] = draft.heads[place], draft.relations[place]
            draft.heads[place], draft.relations[place] = inner, "aux"
            draft.parts[place] = "AUX"
            for child in below:
                if child != inner:
                    draft.heads[child] = inner


def _lower_prepositions(draft: _Draft) -> None:
    """Make the noun behind a preposition of several words the head of the phrase: ``onder leiding van Eyskens``."""
    below = draft.children()
    for place in range(1, len(draft.heads)):
        fixed = [child for child in below[place] if draft.relations[child] == "fixed"]
        if draft.parts[place] == "ADP" and draft.relations[place] in ("obl", "nmod") and fixed:
            beside = [x for x in below[draft.heads[place]] if x > max(fixed) and draft.relations[x] in ("obj", "obl", "nmod")]
            if beside and not below[place][len(fixed) :]:
                draft.heads[place], draft.relations[beside[0]], draft.relations[place] = beside[0], draft.relations[place], "case"


def _raise(draft: _Draft, verb: int) -> None:
    inner, copular = draft.heads[verb], draft.relations[verb] == "cop"
    below = draft.children()
    draft.heads[verb], draft.relations[verb] = draft.heads[inner], draft.relations[inner]
    lemma = draft.lemmas[verb].rpartition("_")[2]
    draft.heads[inner], draft.relations[inner] = verb, "ccomp" if lemma == "laten" else "xcomp"
    draft.parts[verb] = "VERB"
    for child in below[inner]:
        if child != verb and _belongs_to_clause(draft, child, inner, verb, copular=copular):
            draft.heads[child] = verb


def _belongs_to_clause(draft: _Draft, child: int, inner: int, verb: int, *, copular: bool) -> bool:
    relation = draft.relations[child]
    if relation in _CLAUSAL:
        return True
    if relation == "mark":
        return copular or draft.forms[child] != "te" or abs(child - verb) < abs(child - inner)
    if relation in ("obl", "advmod", "advcl"):
        return copular and child + 1 != inner
    if relation == "conj":
        below = {draft.relations[place] for place, head in enumerate(draft.heads) if head == child}
        return draft.parts[child] in ("VERB", "AUX") or bool(below & {"cop", "nsubj"})
    if relation == "cc":
        return child < inner
    return False


def _relabel(draft: _Draft, place: int, below: dict[int, list[int]]) -> None:
    form, part, relation = draft.forms[place], draft.parts[place], draft.relations[place]
    possessive = form in _POSSESSIVES
    if possessive and part == "DET":
        draft.parts[place] = "PRON"
        draft.features[place] = ("Person=3|" if form in ("zijn", "haar", "hun") else "") + "Poss=Yes|PronType=Prs"
        draft.relations[place] = "nmod:poss" if relation == "det" else relation
    elif possessive and part == "PRON" and relation in ("det", "nmod") and "Poss" in draft.features[place]:
        draft.relations[place] = "nmod:poss"
    if part == "PROPN" and relation == "det":
        draft.relations[place] = "nmod:poss"
    if part == "NUM" and relation in ("nummod", "amod") and _ORDINAL.match(form):
        draft.parts[place], draft.relations[place], draft.lemmas[place] = "ADJ", "amod", form
    if relation == "mark" and part == "ADP" and form != "te":
        draft.parts[place] = "SCONJ"
    if relation == "obj" and form in ("zich", "zichzelf"):
        draft.relations[place] = "expl:pv"
    if relation == "amod" and draft.parts[draft.heads[place]] == "ADV":
        draft.relations[place] = "advmod"
    if relation == "obl" and not below[place] and form in _DEGREES:
        draft.relations[place] = "advmod"
    _relabel_arguments(draft, place, below)


def _relabel_arguments(draft: _Draft, place: int, below: dict[int, list[int]]) -> None:
    """Tell subjects of passives, agents and infinitives without a subject from others."""
    relation = draft.relations[place]
    beside = {draft.relations[child] for child in below[draft.heads[place]]}
    own = {draft.relations[child] for child in below[place]}
    if relation == "obl" and _is_agent(draft, place, below):
        draft.relations[place] = "obl:agent"
    if "aux:pass" in beside and (relation == "nsubj" or (relation == "obj" and not beside & {"nsubj", "nsubj:pass", "csubj"})):
        draft.relations[place] = "nsubj:pass"
    infinitive = draft.parts[place] == "VERB" and "VerbForm=Inf" in draft.features[place]
    if relation == "ccomp" and infinitive and draft.lemmas[draft.heads[place]] != "laten" and not own & {"nsubj", "nsubj:pass"}:
        draft.relations[place] = "xcomp"


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
