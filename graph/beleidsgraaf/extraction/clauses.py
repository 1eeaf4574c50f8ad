"""Sees a parsed sentence as entities in grammatical functions: who stands where, coordination and pronouns included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.trees import case_of, conjuncts, head_of_span, related, tokens_in
from beleidsgraaf.model import ACTORS, Kind

if TYPE_CHECKING:
    from beleidsgraaf.model import Link, Sentence

_COORDINATORS = frozenset({",", "en", "of", "/", "&", "en/of", "alsmede", "alsook", "evenals", "als", "zowel", "maar", "ook", ";"})
_BETWEEN = frozenset({"de", "het", "een", "alle", "diverse", "andere", "hun", "zijn", "onze", "(", ")", "verschillende", "eventuele", "overige", "'t"})
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity in a grammatical function.

    Args:
        entity: its id.
        kind: its kind.
        token: index of the token that stands for it.
        span: start and end offsets of the mention or pronoun.
        certainty: how sure it is that the entity stands there, 0 to 1.
    """

    entity: str
    kind: Kind
    token: int
    span: tuple[int, int]
    certainty: float


@dataclass(frozen=True, slots=True)
class Clauses:
    """A parsed sentence with what its words refer to.

    Args:
        sentence: a parsed sentence.
        links: the linked mentions in it, sorted by offset.
        pronouns: for the index of each resolved pronoun, the ids and kinds of its antecedents.
        transparent: lemmas of nouns that stand for what they are ``of`` (``gebruik``, ``aantal``).
    """

    sentence: Sentence
    links: tuple[Link, ...]
    pronouns: Mapping[int, tuple[tuple[str, Kind], ...]] = field(default_factory=dict)
    transparent: frozenset[str] = frozenset()
    owner: Mapping[int, int] = field(init=False, repr=False, compare=False, default_factory=dict)
    groups: tuple[frozenset[int], ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        owner: dict[int, int] = {}
        for number, link in enumerate(self.links):
            for index in tokens_in(self.sentence, link.mention.start, link.mention.end):
                owner.setdefault(index, number)
        object.__setattr__(self, "owner", owner)
        object.__setattr__(self, "groups", self._coordinate())

    def head(self, number: int) -> int | None:
        """Return the head token of a link, by its number."""
        mention = self.links[number].mention
        return head_of_span(self.sentence, mention.start, mention.end)

    def _coordinate(self) -> tuple[frozenset[int], ...]:
        """Group the links that are coordinated: by their place in the text, checked against the tree, and by the tree."""
        parent = list(range(len(self.links)))

        def find(number: int) -> int:
            while parent[number] != number:
                number = parent[number]
            return number

        for number in range(len(self.links) - 1):
            if self._adjacent(number, number + 1):
                parent[find(number + 1)] = find(number)
        for number in range(len(self.links)):
            head = self.head(number)
            if head is None:
                continue
            mention = self.links[number].mention
            inside = set(tokens_in(self.sentence, mention.start, mention.end))
            for index in sorted(inside):
                for other in conjuncts(self.sentence, index):
                    if other not in inside and other in self.owner and self._alike(number, self.owner[other]):
                        parent[find(self.owner[other])] = find(number)
        rows: dict[int, set[int]] = {}
        for number in range(len(self.links)):
            rows.setdefault(find(number), set()).add(number)
        return tuple(frozenset(rows[find(number)]) for number in range(len(self.links)))

    def _alike(self, left: int, right: int) -> bool:
        one, two = self.links[left].mention.kind, self.links[right].mention.kind
        return one == two or (one in ACTORS and two in ACTORS) or {one, two} <= {Kind.POLICY, Kind.SYSTEM, Kind.THEME}

    def _adjacent(self, left: int, right: int) -> bool:
        """Tell whether only coordination stands between two links."""
        if not self._alike(left, right):
            return False
        tokens = self.sentence.tokens
        first = tokens_in(self.sentence, self.links[left].mention.start, self.links[left].mention.end)
        second = tokens_in(self.sentence, self.links[right].mention.start, self.links[right].mention.end)
        if not first or not second or first[-1] >= second[0]:
            return False
        coordinated = False
        depth = 0
        for index in range(first[-1] + 1, second[0]):
            word = tokens[index].text.lower()
            depth += (word == "(") - (word == ")")
            if depth or word == ")":
                continue
            if word in _COORDINATORS:
                coordinated = True
            elif word not in _BETWEEN and tokens[index].pos not in ("ADJ", "DET", "NUM"):
                return False
        if not coordinated:
            return self.links[left].entity == self.links[right].entity
        head, other = self.head(left), self.head(right)
        if head is None or other is None:
            return False
        one, two = tokens[head], tokens[other]
        clash = two.relation.startswith("nsubj") and (one.head != two.head or not one.relation.startswith("nsubj"))
        return not clash

    def fillers(self, index: int, depth: int = 0) -> list[Filler]:
        """Return the entities that a token stands for.

        Args:
            index: a token in a grammatical function.
            depth: how many nouns were looked through so far.

        Returns:
            The entity named there with all it is coordinated with, in order; empty when the token refers to nothing known.
        """
        certainty = 1.0 - 0.15 * depth
        if index in self.owner:
            found = []
            for number in sorted(self.groups[self.owner[index]]):
                link = self.links[number]
                found.append(
                    Filler(
                        link.entity,
                        link.mention.kind,
                        self.head(number) or index,
                        (link.mention.start, link.mention.end),
                        certainty * link.score * (1.0 if number == self.owner[index] else 0.97),
                    )
                )
            return _unique(found)
        token = self.sentence.tokens[index]
        if index in self.pronouns:
            return [Filler(entity, kind, index, (token.start, token.end), certainty * 0.8) for entity, kind in self.pronouns[index]]
        if depth >= _MAX_DEPTH:
            return []
        if token.pos in ("NOUN", "PROPN", "NUM", "PRON", "DET", "ADJ"):
            for child in related(self.sentence, index, "appos", "flat"):
                if child in self.owner and child > index:
                    return self.fillers(child, depth + 1)
        if token.lemma.lower() in self.transparent:
            for child in related(self.sentence, index, "nmod", "obl"):
                if case_of(self.sentence, child) in ("van", "aan", "tot", "tussen", "") and (inner := self.fillers(child, depth + 1)):
                    return inner
        shared = [other for other in conjuncts(self.sentence, index) if other in self.owner]
        return _unique([filler for other in shared for filler in self.fillers(other, depth + 1)]) if shared else []


def _unique(fillers: list[Filler]) -> list[Filler]:
    """Keep the first filler of each entity: a name and its abbreviation are one."""
    seen: dict[str, Filler] = {}
    for filler in fillers:
        seen.setdefault(filler.entity, filler)
    return list(seen.values())
