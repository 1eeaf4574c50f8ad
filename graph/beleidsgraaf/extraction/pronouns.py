"""Finds what the pronouns of a sentence stand for: only where one entity fits and nothing nearer that the graph does not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.clauses import Antecedents
from beleidsgraaf.extraction.phrases import FUNCTION_WORDS
from beleidsgraaf.extraction.trees import ancestors, head_of_span, related
from beleidsgraaf.model import ACTORS, Kind

if TYPE_CHECKING:
    from beleidsgraaf.model import Link, Sentence

_PLURAL = frozenset({"ze", "zij", "hen", "hun", "beide", "beiden"})
_MALE = frozenset({"hij", "hem"})
_NEUTRAL = frozenset({"het", "deze"})
_ADVERBIAL = ("hier", "daar")
_WEAK = frozenset("eraan ervoor ermee erop erin erover ertoe ervan erbij".split())
_REFERRING = _PLURAL | _MALE | _NEUTRAL | _WEAK | {"zijn", "haar", "zo"}
_SHORTEST_ADVERB = 5
_WINDOW = 2
_COMMON = frozenset({"de", "onze", "elke", "iedere", "een"})
_ARTICLES = frozenset({"de", "het", "een", "deze", "dit"})
_LEADING = 2  # the place of a pronoun that a finite verb may still come before: Ook gaat zij …
_NEUTER = frozenset({"het", "ons", "elk", "ieder"})


def resolve_pronouns(
    sentence: Sentence,
    before: Iterable[Link],
    groups: Sequence[Sequence[Link]],
    *,
    previous: Sequence[Sentence] = (),
    centre: tuple[str, Kind] | None = None,
    window: int = _WINDOW,
) -> dict[int, Antecedents]:
    """Find what the pronouns of a sentence stand for.

    Args:
        sentence: a parsed sentence.
        before: the linked mentions of the document up to and in the sentence.
        groups: the coordinated mentions of earlier sentences, each group in order.
        previous: the sentences before, of which the last ``window`` are looked at for noun phrases that may be meant instead.
        centre: what the sentence before begins with, which a subject pronoun goes on about (Grosz, Joshi and Weinstein 1995,
            https://aclanthology.org/J95-2003/).
        window: how many sentences back an antecedent may stand.

    Returns:
        For the index of each pronoun that has any, its antecedents: of each kind only where one entity fits.
    """
    places = [index for index, token in enumerate(sentence.tokens) if _may_refer(token.text.lower())]
    if not places:
        return {}
    links = list(before)
    near = [link for link in links if 0 <= sentence.index - link.mention.sentence <= window]
    rivals = [rival for one in (*previous[-window:], sentence) for rival in _rivals(one, near)]
    topic = _topic(links)
    found: dict[int, Antecedents] = {}
    for index in places:
        token = sentence.tokens[index]
        earlier = [link for link in near if link.mention.end <= token.start]
        last = max((start for start, genders in rivals if start < token.start and _agrees(token.text, genders)), default=-1)
        answer = _continued(sentence, index, centre) or _antecedents(
            sentence, index, earlier, groups=groups, window=window, topic=topic, rival=last
        )
        if answer.entities:
            found[index] = answer
    return found


def _may_refer(word: str) -> bool:
    """Tell whether a word can stand for something named before."""
    return word in _REFERRING or (word.startswith(_ADVERBIAL) and len(word) > _SHORTEST_ADVERB)


def centre_of(sentence: Sentence, links: Iterable[Link], pronouns: Mapping[int, Antecedents]) -> tuple[str, Kind] | None:
    """Find what a sentence begins with.

    Args:
        sentence: a tokenised sentence.
        links: the linked mentions in it.
        pronouns: its resolved pronouns, as far as it was parsed.

    Returns:
        The entity that stands first, after an article at most, and its kind; None when the sentence begins with something else.
    """
    for index, token in enumerate(sentence.tokens[:2]):
        known = pronouns.get(index)
        if known is not None and len(known.entities) == 1:
            return known.entities[0]
        for link in links:
            if link.mention.start <= token.start < link.mention.end:
                return link.entity, link.mention.kind
        if token.text.lower() not in _ARTICLES:
            return None
    return None


def _continued(sentence: Sentence, index: int, centre: tuple[str, Kind] | None) -> Antecedents | None:
    """Find that a subject pronoun at the head of a sentence goes on about what the sentence before began with."""
    token = sentence.tokens[index]
    word = token.text.lower()
    if centre is None or index > _LEADING or not token.relation.startswith("nsubj") or _expletive(sentence, index):
        return None
    verb = sentence.tokens[token.head]
    finite = [verb, *(sentence.tokens[child] for child in related(sentence, token.head, "aux", "cop"))]
    plural = any("Number=Plur" in one.features for one in finite if "VerbForm=Fin" in one.features)
    kinds: tuple[Kind, ...] = ()
    if word == "het":
        kinds = (Kind.SYSTEM, Kind.POLICY, Kind.ORGANIZATION)
    elif word in ("zij", "ze"):
        kinds = (Kind.ACTOR_GROUP,) if plural else (Kind.ORGANIZATION,)
    elif word == "hij":
        kinds = (Kind.PERSON, Kind.ACTOR_GROUP)
    elif word == "deze":
        kinds = (Kind.SYSTEM, Kind.POLICY)
    return Antecedents((centre,), certainty=0.85) if centre[1] in kinds else None


def _rivals(sentence: Sentence, links: Sequence[Link]) -> Iterator[tuple[int, str]]:
    """Find the noun phrases with an article that name nothing known, which a pronoun may stand for just as well.

    Yields:
        The offset of each and its genders: ``c`` common, ``n`` neuter.
    """
    tokens = sentence.tokens
    known = [(link.mention.start, link.mention.end) for link in links if link.mention.sentence == sentence.index]
    for index, token in enumerate(tokens[:-1]):
        word = token.text.lower()
        genders = "c" * (word in _COMMON) + "n" * (word in _NEUTER)
        phrase = []
        for after in tokens[index + 1 : index + 5]:
            if after.text.lower() in FUNCTION_WORDS or not after.text[:1].isalpha():
                break
            phrase.append(after)
        if genders and phrase and not any(start < after.end and after.start < end for after in phrase for start, end in known):
            yield token.start, genders


def _agrees(pronoun: str, genders: str) -> bool:
    """Tell whether a pronoun can stand for a noun phrase of these genders; a plural has the article of a common noun."""
    word = pronoun.lower()
    return "n" in genders if word == "het" else "c" in genders if word in (*_PLURAL, *_MALE, "deze") else True


def _antecedents(
    sentence: Sentence,
    index: int,
    earlier: Sequence[Link],
    *,
    groups: Sequence[Sequence[Link]],
    window: int,
    topic: tuple[str, Kind] | None,
    rival: int,
) -> Antecedents:
    """Find what one token stands for; nothing when it is no pronoun, or when a rival stands nearer than what is known."""
    token = sentence.tokens[index]
    word = token.text.lower()
    previous = [link for link in earlier if link.mention.sentence < sentence.index]
    if token.relation == "det" and not _before_time(sentence, index):
        return Antecedents(())
    if token.relation == "nmod:poss" and word in ("hun", "zijn", "haar"):
        return Antecedents(
            _only([link for link in earlier if link.mention.sentence == sentence.index], {Kind.ORGANIZATION, Kind.ACTOR_GROUP})
        )
    if word in _PLURAL and token.pos != "DET":
        own = _coordinated_before(sentence, index, earlier)
        return Antecedents(own or _plural(sentence, index, groups, window=window))
    if word in _MALE:
        return Antecedents(_only(earlier, {Kind.PERSON}))
    if word == "zo" and index == 0:
        return Antecedents(_only([link for link in previous if link.mention.sentence == sentence.index - 1], {Kind.POLICY}), certainty=0.6)
    if word in _NEUTRAL and not _expletive(sentence, index) and token.relation not in ("mark", "expl"):
        fitting = [link for link in previous if link.mention.start > rival]
        return Antecedents(_nearest_of_each(fitting, (Kind.POLICY, Kind.SYSTEM)), alternatives=True, certainty=0.7)
    correlative = any(later.text.lower() in ("om", "dat") for later in sentence.tokens[index + 1 :])
    if (word in _WEAK and not correlative) or (word.startswith(_ADVERBIAL) and len(word) > _SHORTEST_ADVERB):
        if rival >= sentence.start and not word.startswith("hier"):
            return Antecedents(())
        found = _nearest_of_each([link for link in previous if link.mention.start > rival], (Kind.POLICY, Kind.SYSTEM, Kind.THEME))
        if topic is not None and all(kind is not Kind.POLICY for _, kind in found):
            found = (*found, topic)
        return Antecedents(found, alternatives=True, certainty=0.7)
    return Antecedents(())


def _coordinated_before(sentence: Sentence, index: int, earlier: Sequence[Link]) -> tuple[tuple[str, Kind], ...]:
    """Return the several actors that are the subject of the main clause, for a pronoun in the clause under it."""
    if not any(sentence.tokens[i].relation.startswith(("ccomp", "advcl")) for i in (index, *ancestors(sentence, index))):
        return ()
    own = [link for link in earlier if link.mention.sentence == sentence.index and link.mention.kind in ACTORS]
    actors = {link.entity: link.mention.kind for link in own if _is_subject(sentence, link)}
    return tuple(actors.items()) if len(actors) > 1 else ()


def _is_subject(sentence: Sentence, link: Link) -> bool:
    """Tell whether a mention is a subject, or coordinated with one."""
    head = head_of_span(sentence, link.mention.start, link.mention.end)
    while head is not None and sentence.tokens[head].relation == "conj" and sentence.tokens[head].head != head:
        head = sentence.tokens[head].head
    return head is not None and sentence.tokens[head].relation.startswith("nsubj")


def _topic(links: Sequence[Link]) -> tuple[str, Kind] | None:
    """Return the policy instrument that a document is about: the one it names most, if it does so at least three times."""
    counts = Counter(link.entity for link in links if link.mention.kind is Kind.POLICY)
    if not counts:
        return None
    (first, most), *rest = counts.most_common(2)
    return (first, Kind.POLICY) if most >= 3 and all(count < most for _, count in rest) else None


def _nearest_of_each(links: Sequence[Link], kinds: Sequence[Kind]) -> tuple[tuple[str, Kind], ...]:
    """Return for each kind the one antecedent that fits, nearest first."""
    places = {link.entity: link.mention.start for link in links}
    rows = [row for kind in kinds for row in _only(links, {kind})]
    return tuple(sorted(rows, key=lambda row: -places[row[0]]))


def _before_time(sentence: Sentence, index: int) -> bool:
    """Tell whether ``het`` stands before a time that takes no article, so that it is a pronoun: ``stuurde het eind vorige week``."""
    tokens = sentence.tokens
    if tokens[index].text.lower() != "het" or index + 2 >= len(tokens):
        return False
    return tokens[index + 1].text.lower() in ("eind", "begin", "medio", "half") and tokens[index + 2].text.lower() not in (
        "van",
        "aan",
        "der",
    )


def _only(links: Sequence[Link], kinds: set[Kind]) -> tuple[tuple[str, Kind], ...]:
    """Return the one antecedent of the kinds in the nearest sentence that has any; nothing when several fit."""
    fitting = [link for link in links if link.mention.kind in kinds]
    if not fitting:
        return ()
    nearest = max(link.mention.sentence for link in fitting)
    entities = {link.entity: link.mention.kind for link in fitting if link.mention.sentence == nearest}
    return tuple(entities.items()) if len(entities) == 1 else ()


def _plural(sentence: Sentence, index: int, groups: Sequence[Sequence[Link]], *, window: int) -> tuple[tuple[str, Kind], ...]:
    """Return the several actors that ``ze`` stands for: a coordination of actors."""
    start = sentence.tokens[index].start
    for group in reversed(groups):
        actors = {link.entity: link.mention.kind for link in group if link.mention.kind in ACTORS}
        last = max((link.mention for link in group), key=lambda mention: mention.start)
        if len(actors) > 1 and last.end <= start and sentence.index - last.sentence <= window:
            return tuple(actors.items())
    return ()


def _expletive(sentence: Sentence, index: int) -> bool:
    """Tell whether ``het`` refers to nothing: its clause is what it stands for (``het is mogelijk om``, ``het blijkt dat``)."""
    token = sentence.tokens[index]
    if token.text.lower() != "het":
        return False
    return any(sentence.tokens[child].relation in ("csubj", "ccomp", "advcl", "acl", "xcomp") for child in sentence.children[token.head])
