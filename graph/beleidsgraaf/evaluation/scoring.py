"""Scores: precision, recall and F1 of mentions, entities and statements, step by step.

What counts as found:

    mentions     start, end and kind are those of the gold; ``overlap`` takes any overlap of the same kind
    entities     an entity of the same kind shares a mention; each pairs with one at most, so one split in two costs precision and two
                 merged cost recall
    links        share of the found entities with an official identifier that carry it
    statements   subject, property and object are right, symmetric properties either way round; ``any property`` ignores the property;
                 ``states`` is counted apart, by speaker and sentence
    modality, polarity, attribution    share right of the statements that were found
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.vocabulary import BASE
from beleidsgraaf.model import Kind, Statement

if TYPE_CHECKING:
    from beleidsgraaf.evaluation.gold import GoldDocument, GoldEntity, GoldStatement, Span
    from beleidsgraaf.model import Extraction

GENERIC = frozenset({Kind.ACTOR_GROUP, Kind.THEME, Kind.EVENT})
"""The kinds that are reported as generic; the others are named."""

Key = tuple[str, str, str]
Row = TypeVar("Row", "GoldStatement", "Statement")


@dataclass(slots=True)
class Tally:
    """How many of a sort were found.

    Args:
        found: how many of the gold's were found.
        gold: how many the gold has.
        built: how many were extracted.
    """

    found: int = 0
    gold: int = 0
    built: int = 0

    def add(self, found: int, gold: int, built: int) -> None:
        """Count one document's."""
        self.found += found
        self.gold += gold
        self.built += built

    @property
    def precision(self) -> float:
        """The share of what was extracted that is right, 0 to 1."""
        return self.found / self.built if self.built else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found, 0 to 1."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def figures(self) -> dict[str, float]:
        """Return all figures, rounded to four decimals."""
        rates = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {name: round(rate, 4) for name, rate in rates.items()} | {"found": self.found, "gold": self.gold, "built": self.built}

    def __str__(self) -> str:
        rates = f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"
        return f"{rates}   {self.found} of {self.gold}, {self.built} built"


@dataclass(slots=True)
class Share:
    """How many of those that were found are right in one respect.

    Args:
        right: how many are.
        of: how many there are.
    """

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Count one."""
        self.right += right
        self.of += 1

    def figures(self) -> dict[str, float]:
        """Return the share, rounded to four decimals, when there is one, with both counts."""
        share = {"share": round(self.right / self.of, 4)} if self.of else {}
        return share | {"right": self.right, "of": self.of}

    def __str__(self) -> str:
        return f"{self.right} of {self.of}" + (f" = {self.right / self.of:.3f}" if self.of else "")


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One thing in which an extraction differs from the gold.

    Args:
        document: name of the document.
        place: start and end offsets.
        sort: ``missing``, ``too much`` or ``otherwise``.
        what: what it is, in words.
        concerns: ``mention``, ``entity``, ``identifier``, ``statement``, ``states``, ``modality``, ``polarity`` or ``attribution``.
        cause: what went wrong as far as gold and extraction tell, ``""`` when that is plain.
        text: the words at the place.
    """

    document: str
    place: Span
    sort: str
    what: str
    concerns: str
    cause: str = ""
    text: str = ""

    def __str__(self) -> str:
        words = " ".join(self.text.split())
        cause = f" [{self.cause}]" if self.cause else ""
        return f"{self.document}:{self.place[0]}: {self.sort} {self.what}{cause}" + (f"\n    {words}" if words else "")


@dataclass(slots=True)
class Scores:
    """The scores of any number of documents.

    Args:
        tallies: counts by name, in the order of the table.
        shares: shares by name, in the order of the table.
        differences: all that differs, by document.
    """

    tallies: dict[str, Tally] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in ("links", "modality", "polarity", "attribution")})
    differences: list[Difference] = field(default_factory=list)

    def tally(self, name: str) -> Tally:
        """Return the tally of a name; a new one when there is none yet."""
        return self.tallies.setdefault(name, Tally())

    def figures(self) -> dict[str, dict[str, float]]:
        """Return all figures by the name of their row."""
        tallies = {name: row.figures() for name, row in self.tallies.items()}
        return tallies | {name: row.figures() for name, row in self.shares.items()}

    def table(self) -> str:
        """Return the figures as a table, a row a line."""
        return "\n".join(f"{name:28} {row}" for name, row in (*self.tallies.items(), *self.shares.items()))


def score(gold: GoldDocument, found: Extraction, scores: Scores) -> None:
    """Hold an extraction against the gold of its text, and count.

    Args:
        gold: what people found.
        found: what was extracted from the same text.
        scores: where to count.
    """
    built = mentions_of(found)
    pairs = pair(gold.entities, built)
    _score_mentions(gold, built, scores)
    _score_entities(gold, built, pairs, scores)
    _score_links(gold, found, pairs, scores)
    _score_statements(gold, found, pairs, scores)


def overlap(one: Span, two: Span) -> bool:
    """Tell whether two stretches of text share a character."""
    return one[0] < two[1] and two[0] < one[1]


Built = Mapping[str, tuple[Kind, set[tuple[int, int]]]]


def mentions_of(found: Extraction) -> Built:
    """Return the kind and the spans of each entity that was found."""
    mentions: dict[str, set[Span]] = {}
    for link in found.links:
        mentions.setdefault(link.entity, set()).add((link.mention.start, link.mention.end))
    kinds = {entity.id: entity.kind for entity in found.entities}
    return {name: (kinds[name], spans) for name, spans in mentions.items()}


def pair(gold: Mapping[str, GoldEntity], built: Built) -> dict[str, str]:
    """Pair extracted entities with gold ones of their kind, one to one, those that share most mentions first."""
    shared: dict[tuple[str, str], int] = {}
    for name, (kind, spans) in built.items():
        for wanted in gold.values():
            if kind is wanted.kind:
                count = sum(any(overlap(one, two) for two in wanted.mentions) for one in spans)
                if count:
                    shared[name, wanted.id] = count
    pairs: dict[str, str] = {}
    for (name, wanted_id), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if name not in pairs and wanted_id not in pairs.values():
            pairs[name] = wanted_id
    return pairs


def _is_generic(kind: Kind) -> bool:
    return kind in GENERIC


def _is_named(kind: Kind) -> bool:
    return kind not in GENERIC


_SCOPES: tuple[tuple[str, Callable[[Kind], bool]], ...] = (("named", _is_named), ("generic", _is_generic))


def _score_mentions(gold: GoldDocument, built: Built, scores: Scores) -> None:
    """Count the spans."""
    text = gold.document.text
    for scope, inside in _SCOPES:
        wanted = {(entity.kind, span) for entity in gold.entities.values() if inside(entity.kind) for span in entity.mentions}
        given = {(kind, span) for kind, spans in built.values() if inside(kind) for span in spans}
        scores.tally(f"mentions {scope}, exact").add(len(wanted & given), len(wanted), len(given))
        hit_gold = sum(any(kind == other and overlap(span, at) for other, at in given) for kind, span in wanted)
        hit_built = sum(any(kind == other and overlap(span, at) for other, at in wanted) for kind, span in given)
        scores.tally(f"mentions {scope}, overlap").add(min(hit_gold, hit_built), len(wanted), len(given))
        for sort, rows in (("missing", wanted - given), ("too much", given - wanted)):
            for kind, (begin, end) in rows:
                others = given if sort == "missing" else wanted
                same_place = {other for other, at in others if at == (begin, end)}
                cause = (
                    "as another kind"
                    if same_place
                    else "with other limits"
                    if any(other == kind and overlap(at, (begin, end)) for other, at in others)
                    else ""
                )
                what = f"mention {kind.value} {text[begin:end]!r}"
                scores.differences.append(Difference(gold.document.name, (begin, end), sort, what, "mention", cause))


def _score_entities(gold: GoldDocument, built: Built, pairs: Mapping[str, str], scores: Scores) -> None:
    """Count the entities, by kind and by scope."""
    for kind in Kind:
        hits = sum(gold.entities[wanted].kind is kind for wanted in pairs.values())
        counts = (
            hits,
            sum(entity.kind is kind for entity in gold.entities.values()),
            sum(other is kind for other, _ in built.values()),
        )
        scores.tally(f"entities {kind.value}").add(*counts)
        scores.tally("entities generic" if kind in GENERIC else "entities named").add(*counts)
    for entity in gold.entities.values():
        if entity.id not in pairs.values():
            place = min(entity.mentions, default=(0, 0))
            scores.differences.append(
                Difference(gold.document.name, place, "missing", f"entity {entity.kind.value} {entity.label!r}", "entity")
            )
    for name, (kind, spans) in built.items():
        if name not in pairs:
            scores.differences.append(Difference(gold.document.name, min(spans), "too much", f"entity {kind.value} {name}", "entity"))


def _score_links(gold: GoldDocument, found: Extraction, pairs: Mapping[str, str], scores: Scores) -> None:
    """Count the official identifiers."""
    for entity in found.entities:
        wanted = gold.entities.get(pairs.get(entity.id, ""))
        if wanted is None or not wanted.ref:
            continue
        right = wanted.ref in (*entity.same_as, f"{BASE}/id/{entity.id}")
        scores.shares["links"].add(right)
        if not right:
            what = f"identifier of {wanted.label!r}: {entity.id}, expected {wanted.ref}"
            scores.differences.append(Difference(gold.document.name, min(wanted.mentions), "otherwise", what, "identifier"))


def key_of(subject: str, name: str, target: str) -> Key:
    """Return what two statements that say the same have in common; the ends of a symmetric property in alphabetical order."""
    first, second = sorted((subject, target)) if load_ontology().properties[name].symmetric else (subject, target)
    return name, first, second


def _score_statements(gold: GoldDocument, found: Extraction, pairs: Mapping[str, str], scores: Scores) -> None:
    """Count the statements; of one that stands in several sentences the first sentence decides its qualification."""
    wanted: dict[Key, GoldStatement] = {}
    for row in gold.statements:
        if row.property != "states":
            wanted.setdefault(key_of(row.subject, row.property, row.object), row)
    given: dict[Key, Statement] = {}
    for statement in found.statements:
        if statement.object is not None:
            subject, target = (pairs.get(end, end) for end in (statement.subject, statement.object))
            given.setdefault(key_of(subject, statement.property, target), statement)
    right = wanted.keys() & given.keys()
    scores.tally("statements").add(len(right), len(wanted), len(given))
    ends, built_ends = ({frozenset(key[1:]) for key in keys} for keys in (wanted, given))
    scores.tally("statements, any property").add(len(ends & built_ends), len(ends), len(built_ends))
    _score_states(gold, found, pairs, scores)
    for key in sorted(right):
        _score_qualification(gold, wanted[key], given[key], pairs, scores)
    missing = {key: row for key, row in wanted.items() if key not in right}
    places = {wanted_id: spans for name, (_, spans) in mentions_of(found).items() if (wanted_id := pairs.get(name))}
    scores.differences += _differences(gold, missing, "missing", lambda key, row: _why_missing(key, row.evidence, places, built_ends))
    extra = {key: row for key, row in given.items() if key not in right}
    scores.differences += _differences(gold, extra, "too much", lambda key, _: _why_too_much(key, gold, ends))


def _score_states(gold: GoldDocument, found: Extraction, pairs: Mapping[str, str], scores: Scores) -> None:
    """Count who says something in which sentence."""
    said = {(row.subject, row.evidence) for row in gold.statements if row.property == "states"}
    heard = {(pairs.get(row.subject, row.subject), row.evidence) for row in found.statements if row.property == "states"}
    hits = {(who, place) for who, place in said if any(who == other and overlap(place, at) for other, at in heard)}
    scores.tally("states").add(len(hits), len(said), max(len(heard), len(hits)))
    extra = {(who, place) for who, place in heard if not any(who == other and overlap(place, at) for other, at in said)}
    for sort, rows in (("missing", said - hits), ("too much", extra)):
        scores.differences += [_difference(gold, place, sort, f"{_label(gold, who)!r} states", "states") for who, place in rows]


def _score_qualification(gold: GoldDocument, wanted: GoldStatement, given: Statement, pairs: Mapping[str, str], scores: Scores) -> None:
    """Count modality, polarity and attribution of a statement that was found."""
    heard = frozenset(pairs.get(name, name) for name in given.attributed_to)
    pairs_of = (
        ("modality", wanted.modality.value, given.modality.value),
        ("polarity", wanted.polarity.value, given.polarity.value),
        ("attribution", _said(gold, wanted.attributed_to), _said(gold, heard)),
    )
    for name, one, two in pairs_of:
        scores.shares[name].add(one == two)
        if one != two:
            ends = f"{_label(gold, wanted.subject)!r} {wanted.property} {_label(gold, wanted.object)!r}"
            scores.differences.append(_difference(gold, given.evidence, "otherwise", f"{name} of {ends}: {two}, expected {one}", name))


def _said(gold: GoldDocument, names: Iterable[str]) -> str:
    return ", ".join(sorted(_label(gold, name) for name in names)) or "nobody"


def _label(gold: GoldDocument, name: str) -> str:
    return gold.entities[name].label if name in gold.entities else name


def _why_missing(key: Key, evidence: Span, places: Mapping[str, set[Span]], built_ends: set[frozenset[str]]) -> str:
    """Tell how far a statement that is missing was understood."""
    if frozenset(key[1:]) in built_ends:
        return "found with another property"
    for end in key[1:]:
        if end not in places:
            return "an end was not found"
        if not any(overlap(place, evidence) for place in places[end]):
            return "an end was not found in this sentence"
    return "both ends were found, not what joins them"


def _why_too_much(key: Key, gold: GoldDocument, ends: set[frozenset[str]]) -> str:
    """Tell what is wrong with a statement that the gold lacks."""
    if not {*key[1:]} <= gold.entities.keys():
        return "an end is not in the gold"
    return "another property in the gold" if frozenset(key[1:]) in ends else "nothing joins these in the gold"


def _differences(gold: GoldDocument, rows: Mapping[Key, Row], sort: str, why: Callable[[Key, Row], str]) -> Iterator[Difference]:
    for key, row in sorted(rows.items()):
        name, one, two = key
        how = f" ({row.frame or 'construction'}, {row.confidence:.2f})" if isinstance(row, Statement) else ""
        what = f"{_label(gold, one)!r} {name} {_label(gold, two)!r}{how}"
        yield _difference(gold, row.evidence, sort, what, "statement", cause=why(key, row))


def _difference(gold: GoldDocument, place: Span, sort: str, what: str, concerns: str, *, cause: str = "") -> Difference:
    return Difference(gold.document.name, place, sort, what, concerns, cause, gold.document.text[place[0] : place[1]])


def by_cause(differences: Iterable[Difference]) -> list[tuple[str, int]]:
    """Count differences by what they concern and their cause, most first."""
    counts = Counter(f"{row.sort} {row.concerns}" + (f": {row.cause}" if row.cause else "") for row in differences)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
