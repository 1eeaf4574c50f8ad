"""Sees a parsed sentence as entities in grammatical functions: who stands where, coordination and pronouns included."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.morphology import singulars
from beleidsgraaf.extraction.trees import case_of, conjuncts, head_of_span, related, tokens_in
from beleidsgraaf.model import ACTORS, Kind

if TYPE_CHECKING:
    from beleidsgraaf.model import Link, Sentence

_COORDINATORS = frozenset({",", "en", "of", "/", "&", "en/of", "alsmede", "alsook", "evenals", "als", "zowel", "maar", "ook", ";"})
_EXEMPLIFYING = frozenset(
    {
        "zoals",
        "waaronder",
        "bijvoorbeeld",
        "inclusief",
        "o.a.",
        "bijv.",
        "namelijk",
        "onder",
        "andere",
        "meer",
        "te",
        "weten",
        "met",
        "name",
        "oa",
        "(",
        ",",
        ":",
    }
)
_EXEMPLIFIERS = frozenset({"zoals", "waaronder", "bijvoorbeeld", "inclusief", "o.a.", "bijv.", "namelijk", "andere"})
_BETWEEN = frozenset(
    {
        "'",
        "‘",
        "’",
        '"',
        "“",
        "”",
        "„",
        "*",
        "de",
        "het",
        "een",
        "alle",
        "diverse",
        "andere",
        "hun",
        "zijn",
        "onze",
        "(",
        ")",
        "verschillende",
        "eventuele",
        "overige",
        "'t",
    }
)
_TRANSPARENT_CASES = frozenset({"van", "aan", "tot", "tussen", "met", "voor", "rond", "op", "over", "rondom", ""})
_GENERIC = frozenset({Kind.ACTOR_GROUP, Kind.THEME, Kind.EVENT})
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
        alternative: whether it is one of several things a pronoun may stand for, nearest first; the predicate decides.
    """

    entity: str
    kind: Kind
    token: int
    span: tuple[int, int]
    certainty: float
    alternative: bool = False


@dataclass(frozen=True, slots=True)
class Antecedents:
    """What a pronoun stands for.

    Args:
        entities: ids and kinds.
        alternatives: whether only one of them is meant, nearest first; else all of them together.
        certainty: how sure that is, 0 to 1.
    """

    entities: tuple[tuple[str, Kind], ...]
    alternatives: bool = False
    certainty: float = 0.8


@dataclass(frozen=True, slots=True)
class Clauses:
    """A parsed sentence with what its words refer to.

    Args:
        sentence: a parsed sentence.
        links: the linked mentions in it, sorted by offset.
        pronouns: for the index of each resolved pronoun, its antecedents.
        transparent: lemmas of nouns that stand for what they are ``of`` (``gebruik``, ``aantal``).
    """

    sentence: Sentence
    links: tuple[Link, ...]
    pronouns: Mapping[int, Antecedents] = field(default_factory=dict)
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
            return self._named(index, certainty)
        token = self.sentence.tokens[index]
        for place in (index, *related(self.sentence, index, "det")):
            if place in self.pronouns:
                return self._pronoun(place, certainty)
        if depth >= _MAX_DEPTH:
            return []
        if token.pos in ("NOUN", "PROPN", "NUM", "PRON", "DET", "ADJ"):
            for child in related(self.sentence, index, "appos", "flat"):
                if child in self.owner and child > index:
                    return self.fillers(child, depth + 1)
        if self.is_transparent(index):
            for child in related(self.sentence, index, "nmod", "obl"):
                if case_of(self.sentence, child) in _TRANSPARENT_CASES and (inner := self.fillers(child, depth + 1)):
                    return inner
        if named := self._predicated(index):
            return [dataclasses.replace(filler, certainty=filler.certainty * 0.9) for filler in self._named(named, certainty)]
        if examples := self._examples(index):
            return _unique([filler for number in examples for filler in self._named(self.head(number) or index, certainty * 0.9)])
        return _unique([filler for other in conjuncts(self.sentence, index) for filler in self.fillers(other, depth + 1)])

    def is_transparent(self, index: int) -> bool:
        """Tell whether a noun stands for what it is ``of``: ``gebruik``, ``leden``, ``de minister van``."""
        token = self.sentence.tokens[index]
        return any(form in self.transparent for form in (token.lemma.lower(), *singulars(token.text.lower())))

    def _named(self, index: int, certainty: float) -> list[Filler]:
        """Return the entity a mention names, all it is coordinated with, and the examples given of it."""
        owned = self.owner[index]
        found = []
        numbers = sorted(self.groups[owned])
        more = self._examples(index)
        if (named := self._predicated(index)) is not None and self.links[owned].mention.kind in _GENERIC:
            more = [*more, *sorted(self.groups[self.owner[named]])]
        for number in [*numbers, *(n for n in more if n not in numbers)]:
            link = self.links[number]
            shared = certainty * link.score * (1.0 if number == owned else 0.97)
            found.append(Filler(link.entity, link.mention.kind, self.head(number) or index, (link.mention.start, link.mention.end), shared))
        return _unique(found)

    def _predicated(self, index: int) -> int | None:
        """Return the token of a name that a plain noun is said to be: ``de deelnemers zijn A en B``."""
        token = self.sentence.tokens[index]
        head = token.head
        is_subject = token.relation == "nsubj" and head in self.owner and bool(related(self.sentence, head, "cop"))
        return head if is_subject and not self.links[self.owner[head]].mention.kind in _GENERIC else None

    def _pronoun(self, index: int, certainty: float) -> list[Filler]:
        """Return what a pronoun stands for."""
        token, known = self.sentence.tokens[index], self.pronouns[index]
        sure = certainty * known.certainty
        return [Filler(entity, kind, index, (token.start, token.end), sure, known.alternatives) for entity, kind in known.entities]

    def _examples(self, index: int) -> list[int]:
        """Return the numbers of the links given as examples right after a noun: ``standaarden (zoals A en B)``."""
        tokens = self.sentence.tokens
        place = index
        if index in self.owner:
            place = tokens_in(self.sentence, self.links[self.owner[index]].mention.start, self.links[self.owner[index]].mention.end)[-1]
        place += 1
        exemplified = False
        while (
            place < len(tokens)
            and (tokens[place].text.lower() in _EXEMPLIFYING or (exemplified and tokens[place].pos in ("DET", "ADJ")))
            and place not in self.owner
        ):
            exemplified = exemplified or tokens[place].text.lower() in _EXEMPLIFIERS
            place += 1
        if exemplified and place in self.owner:
            return sorted(self.groups[self.owner[place]])
        return []


def _unique(fillers: list[Filler]) -> list[Filler]:
    """Keep the first filler of each entity: a name and its abbreviation are one."""
    seen: dict[str, Filler] = {}
    for filler in fillers:
        seen.setdefault(filler.entity, filler)
    return list(seen.values())
