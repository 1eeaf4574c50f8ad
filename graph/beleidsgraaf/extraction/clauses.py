"""Sees a parsed sentence as entities in grammatical functions: who stands where, coordination and pronouns included."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.morphology import singulars
from beleidsgraaf.extraction.trees import case_of, conjuncts, descendants, head_of_span, is_nominalised, related, tokens_in
from beleidsgraaf.model import ACTORS, Kind

if TYPE_CHECKING:
    from beleidsgraaf.model import Link, Sentence

_COORDINATORS = frozenset({",", "en", "of", "/", "&", "en/of", "alsmede", "alsook", "evenals", "als", "zowel", "maar", "ook", ";"})
_EXEMPLIFYING = frozenset("( , : andere bijv. bijvoorbeeld inclusief meer met name namelijk o.a. oa onder te waaronder weten zoals".split())
_EXEMPLIFIERS = frozenset({"zoals", "waaronder", "bijvoorbeeld", "inclusief", "o.a.", "bijv.", "namelijk", "andere"})
_LATER_EXEMPLIFIERS = frozenset({"zoals", "waaronder"})
_BETWEEN = frozenset("""( ) " ' * ‘ ’ “ ” „ 't alle andere de diverse een eventuele het hun onze overige verschillende zijn""".split())
_TRANSPARENT_CASES = frozenset({"van", "aan", "tot", "tussen", "uit", "met", "voor", "rond", "op", "over", "rondom", "achter", ""})
_GENERIC = frozenset({Kind.ACTOR_GROUP, Kind.THEME, Kind.EVENT})
_MAX_DEPTH = 4
_ABSTRACT_ENDINGS = ("ing", "atie", "heid", "iteit")
_ABSTRACT_CASES = frozenset({"van", "tot"})
_ABSTRACT_CERTAINTY = 0.8
_SHORTEST_ABSTRACT = 6


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
        example: whether it is only given as an example, or as a member, of what stands there.
    """

    entity: str
    kind: Kind
    token: int
    span: tuple[int, int]
    certainty: float
    alternative: bool = False
    example: bool = False


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
        support_verbs: lemmas of verbs that only carry an event noun (``zorgen voor de invoering``).
        holding_verbs: lemmas of verbs that say with whom a task lies (``het beheer ligt bij Logius``).
        event_nouns: lemmas of nouns that relate things themselves (``ondersteuning``, ``bestrijding``).
        apposed: nouns that may follow a name in a compound without naming something else (``XBRL-standaard``).
        members: for the index of a noun, the numbers of the links that a list names as what it is.
    """

    sentence: Sentence
    links: tuple[Link, ...]
    pronouns: Mapping[int, Antecedents] = field(default_factory=dict)
    transparent: frozenset[str] = frozenset()
    members: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    support_verbs: frozenset[str] = frozenset()
    apposed: frozenset[str] = frozenset()
    holding_verbs: frozenset[str] = frozenset()
    event_nouns: frozenset[str] = frozenset()
    owner: Mapping[int, int] = field(init=False, repr=False, compare=False, default_factory=dict)
    groups: tuple[frozenset[int], ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        owner: dict[int, int] = {}
        for number, link in enumerate(self.links):
            for index in tokens_in(self.sentence, link.mention.start, link.mention.end):
                token = self.sentence.tokens[index]
                tail = token.text[link.mention.end - token.start :] if token.end > link.mention.end else ""
                if not tail.startswith("-") or any(form in self.apposed for form in singulars(tail[1:].lower())):
                    owner.setdefault(index, number)
        object.__setattr__(self, "owner", owner)
        object.__setattr__(self, "groups", self._coordinate())

    def head(self, number: int) -> int | None:
        """Return the head token of a link, by its number."""
        mention = self.links[number].mention
        return head_of_span(self.sentence, mention.start, mention.end)

    def are_coordinated(self, one: int, two: int) -> bool:
        """Tell whether two tokens stand for members of one coordination."""
        return (
            one in self.owner
            and two in self.owner
            and self.owner[one] != self.owner[two]
            and self.owner[two] in self.groups[self.owner[one]]
        )

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
            if word in _COORDINATORS and (word != "als" or any(token.text.lower() == "zowel" for token in tokens[:index])):
                coordinated = True
            elif word not in _BETWEEN and tokens[index].pos not in ("ADJ", "DET", "NUM"):
                return False
        if not coordinated:
            return self.links[left].entity == self.links[right].entity
        persons = [self.links[number].mention.kind is Kind.PERSON for number in (left, right)]
        if persons[0] != persons[1] and all(tokens[i].text == "," for i in range(first[-1] + 1, second[0])):
            return False  # ``de staatssecretaris van BZK, Raymond Knops,``: a body and its holder stand in apposition
        head, other = self.head(left), self.head(right)
        if head is None or other is None:
            return False
        one, two = tokens[head], tokens[other]
        after = tokens[second[-1] + 1] if second[-1] + 1 < len(tokens) else None
        if one.relation == "obj" and after is not None and "VerbForm=Fin" in after.features:
            return False  # ``A beheert X en B beheert Y``
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
            return self._body_of(index, depth) or self._named(index, certainty)
        self.sentence.tokens[index]
        for place in (index, *related(self.sentence, index, "det")):
            if place in self.pronouns:
                return self._pronoun(place, certainty)
        if depth >= _MAX_DEPTH:
            return []
        return self._looked_through(index, certainty, depth) or _unique(
            [filler for other in conjuncts(self.sentence, index) for filler in self.fillers(other, depth + 1)]
        )

    def _looked_through(self, index: int, certainty: float, depth: int) -> list[Filler]:
        """Return what a plain noun stands for: the name beside it, what it is ``of``, what it is said to be, the examples of it."""
        for child in related(self.sentence, index, "appos", "flat", "nmod"):
            bare = child == index + 1 or self.sentence.tokens[child].relation in ("appos", "flat")
            if child in self.owner and child > index and bare and not case_of(self.sentence, child):
                return self.fillers(child, depth + 1)
        token = self.sentence.tokens[index]
        if token.relation == "appos" and token.head in self.owner:
            return self.fillers(token.head, depth + 1)
        if inner := self._complement_of(index, depth):
            return inner
        if related(self.sentence, index, "cop"):
            for child in related(self.sentence, index, "nsubj"):
                if inner := self.fillers(child, depth + 1):
                    return inner
        if (named := self._predicated(index)) is not None:
            return self._named(named, certainty * 0.9)
        return _unique([self._filler(number, index, certainty * 0.9, example=True) for number in self._examples(index)])

    def _complement_of(self, index: int, depth: int) -> list[Filler]:
        """Return what a noun that names a use, a doing or a quality is ``of``."""
        if self.is_transparent(index) or is_nominalised(self.sentence, index):
            numbered = [
                c for n in related(self.sentence, index, "appos", "nummod", "nmod") for c in related(self.sentence, n, "nmod", "obl")
            ]
            for child in (*related(self.sentence, index, "nmod", "obl"), *numbered):
                if case_of(self.sentence, child) in _TRANSPARENT_CASES and (inner := self.fillers(child, depth + 1)):
                    return inner
            if body := self._whole_of(index):
                return self.fillers(body, depth + 1)
        elif self._is_abstract(index):
            for child in related(self.sentence, index, "nmod"):
                if case_of(self.sentence, child) in _ABSTRACT_CASES and (inner := self.fillers(child, depth + 1)):
                    return [dataclasses.replace(filler, certainty=filler.certainty * _ABSTRACT_CERTAINTY) for filler in inner]
        return []

    def _body_of(self, index: int, depth: int) -> list[Filler]:
        """Return the organization that a group speaks and acts for: ``de medewerkers van het bureau``."""
        if self.links[self.owner[index]].mention.kind is not Kind.ACTOR_GROUP or not self.is_transparent(index) or depth:
            return []
        for child in related(self.sentence, index, "nmod"):
            if (
                child in self.owner
                and self.links[self.owner[child]].mention.kind is Kind.ORGANIZATION
                and case_of(self.sentence, child) == "van"
            ):
                return self.fillers(child, depth + 1)
        return []

    def _whole_of(self, index: int) -> int | None:
        """Return what a member is a member of: ``het college bestaat uit twee leden``."""
        token = self.sentence.tokens[index]
        if token.relation != "obl" or case_of(self.sentence, index) != "uit" or self.sentence.tokens[token.head].lemma != "bestaan":
            return None
        return next(iter(related(self.sentence, token.head, "nsubj")), None)

    def _is_abstract(self, index: int) -> bool:
        """Tell whether a plain noun names a doing or a quality by its ending, so that what is said of it is said of its complement."""
        token = self.sentence.tokens[index]
        word = min(singulars(token.text.lower()), key=len)
        abstract = token.pos == "NOUN" and word.endswith(_ABSTRACT_ENDINGS) and len(word) > _SHORTEST_ABSTRACT
        return abstract and not {word, token.lemma.lower()} & self.event_nouns

    def is_transparent(self, index: int) -> bool:
        """Tell whether a noun stands for what it is ``of``: ``gebruik``, ``leden``, ``de minister van``."""
        token = self.sentence.tokens[index]
        return any(form in self.transparent for form in (token.lemma.lower(), *singulars(token.text.lower())))

    def _named(self, index: int, certainty: float) -> list[Filler]:
        """Return the entity a mention names, all it is coordinated with, and the examples given of it."""
        owned = self.owner[index]
        numbers = sorted(self.groups[owned])
        more = self._examples(index)
        if (named := self._predicated(index)) is not None and self.links[owned].mention.kind in _GENERIC:
            more = [*more, *sorted(self.groups[self.owner[named]])]
        found = [self._filler(n, index, certainty * (1.0 if n == owned else 0.97)) for n in numbers]
        found += [self._filler(n, index, certainty * 0.9, example=True) for n in more if n not in numbers]
        return _unique(found)

    def _filler(self, number: int, index: int, certainty: float, *, example: bool = False) -> Filler:
        link = self.links[number]
        head = self.head(number)
        span = (link.mention.start, link.mention.end)
        return Filler(link.entity, link.mention.kind, index if head is None else head, span, certainty * link.score, example=example)

    def _predicated(self, index: int) -> int | None:
        """Return the token of a name that a plain noun is said to be: ``de deelnemers zijn A en B``."""
        token = self.sentence.tokens[index]
        head = token.head
        is_subject = token.relation == "nsubj" and head in self.owner and bool(related(self.sentence, head, "cop"))
        return head if is_subject and self.links[self.owner[head]].mention.kind not in _GENERIC else None

    def _pronoun(self, index: int, certainty: float) -> list[Filler]:
        """Return what a pronoun stands for."""
        token, known = self.sentence.tokens[index], self.pronouns[index]
        sure = certainty * known.certainty
        return [Filler(entity, kind, index, (token.start, token.end), sure, known.alternatives) for entity, kind in known.entities]

    def _examples(self, index: int) -> list[int]:
        """Return the numbers of the links given as examples right after a noun: ``standaarden (zoals A en B)``."""
        tokens = self.sentence.tokens
        if index in self.members:
            return list(self.members[index])
        place = index
        if index in self.owner:
            place = tokens_in(self.sentence, self.links[self.owner[index]].mention.start, self.links[self.owner[index]].mention.end)[-1]
        place += 1
        exemplified = False
        while place < len(tokens) and place not in self.owner:
            word = tokens[place].text.lower()
            if word not in _EXEMPLIFYING and not (exemplified and tokens[place].pos in ("DET", "ADJ")):
                break
            exemplified = exemplified or word in _EXEMPLIFIERS
            place += 1
        if exemplified and place in self.owner:
            return sorted(self.groups[self.owner[place]])
        return self._exemplified_later(index) or self._enumerated(index)

    def _exemplified_later(self, index: int) -> list[int]:
        """Return the links given as examples behind what else a noun has with it: ``standaarden die op de lijst staan, zoals A``."""
        tokens = self.sentence.tokens
        own = set(descendants(self.sentence, index))
        place = index + 1
        while place < len(tokens) and (place in own or tokens[place].pos == "PUNCT"):
            word = tokens[place].text.lower()
            if word in _LATER_EXEMPLIFIERS and tokens[place - 1].text == ",":
                first = next((i for i in range(place + 1, min(place + 4, len(tokens))) if i in self.owner), None)
                return [] if first is None else sorted(self.groups[self.owner[first]])
            place += 1
        return []

    def _enumerated(self, index: int) -> list[int]:
        """Return the numbers of the several links that a colon after a group spells out: ``alle overheden in Nederland: A, B en C``."""
        if index not in self.owner or self.links[self.owner[index]].mention.kind not in _GENERIC:
            return []
        tokens = self.sentence.tokens
        last = tokens_in(self.sentence, self.links[self.owner[index]].mention.start, self.links[self.owner[index]].mention.end)[-1]
        colon = next((i for i in range(last + 1, min(last + 6, len(tokens))) if tokens[i].text == ":"), None)
        if colon is None or any(tokens[i].pos in ("VERB", "AUX") for i in range(last + 1, colon)):
            return []
        first = next((i for i in range(colon + 1, min(colon + 4, len(tokens))) if i in self.owner), None)
        numbers = sorted(self.groups[self.owner[first]]) if first is not None else []
        return numbers if len(numbers) > 1 else []


def _unique(fillers: list[Filler]) -> list[Filler]:
    """Keep the first filler of each entity: a name and its abbreviation are one."""
    seen: dict[str, Filler] = {}
    for filler in fillers:
        seen.setdefault(filler.entity, filler)
    return list(seen.values())
