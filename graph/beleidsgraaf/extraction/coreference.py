"""Groups the mentions of a document into chains that name one entity each."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.morphology import singulars
from beleidsgraaf.extraction.phrases import DEFINITE, INDEFINITE
from beleidsgraaf.extraction.trees import tokens_in
from beleidsgraaf.model import BlockKind, FoundBy, Kind, Link, Mention

if TYPE_CHECKING:
    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.knowledge.ontology import Ontology
    from beleidsgraaf.knowledge.register import Register
    from beleidsgraaf.model import Sentence, Statement

_WINDOW = 2
_COPULAS = frozenset({"is", "was", "zijn", "waren", "blijft", "vormt", "betreft"})
_PREPOSITIONS = frozenset("van voor op in met bij over tot uit aan door inzake om onder tussen".split())


@dataclass(slots=True)
class Chain:
    """Mentions of one entity.

    Args:
        kind: its kind.
        mentions: its mentions in order.
        candidates: ids of register entries, best first.
        classes: finer classes, finest first.
        label: the fullest name so far.
        unnamed: whether only common nouns name it (``het manifest``).
        roles: of a person, the roles that stand beside the name, in lower case.
        idle: whether it is one bare common noun that nothing refers back to: an entity only if the text says something of it.
    """

    kind: Kind
    mentions: list[Mention] = field(default_factory=list)
    candidates: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    label: str = ""
    unnamed: bool = False
    idle: bool = False
    roles: frozenset[str] = frozenset()


def find_chains(
    mentions: Sequence[Mention], sentences: Sequence[Sentence], register: Register, lexis: Lexis, ontology: Ontology
) -> list[Chain]:
    """Group mentions into chains.

    Args:
        mentions: all mentions of the document, sorted.
        sentences: its sentences.
        register: gives the classes of known entities.
        lexis: tells which nouns are too vague to refer far back.
        ontology: tells which classes go together.

    Returns:
        Chains by first mention. A definite noun phrase joins the nearest chain of its class; one without antecedent makes a chain of its
        own when it is specific enough to be an entity, else it is dropped.
    """
    chains: list[Chain] = []
    by_name: dict[tuple[Kind, str], Chain] = {}
    ends: set[int] = set()
    for found in mentions:
        mention = found
        if (mention.anaphoric or _is_plain(mention)) and _is_predicated(mention, sentences[mention.sentence], ends):
            continue
        ends.add(mention.end)
        if mention.anaphoric:
            chain = _antecedent(mention, chains, lexis, ontology, complement=_complement(mention, sentences[mention.sentence]))
            if chain is not None:
                chain.mentions.append(mention)
                continue
            if mention.candidates:
                entry = register.entries[mention.candidates[0]]
                mention = dataclasses.replace(
                    mention, kind=entry.kind, classes=entry.classes, label=entry.label, anaphoric=False, found_by=FoundBy.REGISTER
                )
        if (mention.anaphoric or _is_plain(mention)) and not _introduces(mention, sentences[mention.sentence], lexis):
            continue
        chain = None if _is_new(mention, sentences[mention.sentence]) else _same_name(mention, chains, by_name)
        if chain is None:
            chain = Chain(
                mention.kind, [], mention.candidates, mention.classes, mention.label, unnamed=mention.anaphoric or _is_plain(mention)
            )
            chains.append(chain)
        chain.mentions.append(mention)
        if mention.kind is Kind.PERSON:
            chain.roles |= _roles_around(mention, sentences[mention.sentence], lexis)
        if not chain.candidates and mention.candidates:
            chain.candidates = mention.candidates
        if not chain.candidates and len(mention.label) > len(chain.label) and not mention.label.islower():
            chain.label = mention.label
        by_name[mention.kind, _key(mention)] = chain
    for chain in chains:
        chain.idle = _is_idle(chain, lexis)
    return chains


def _is_new(mention: Mention, sentence: Sentence) -> bool:
    """Tell whether a common noun brings up another thing of its kind: ``een amendement``."""
    row = tokens_in(sentence, mention.start, mention.end)
    return _is_plain(mention) and not mention.anaphoric and bool(row) and row[0] > 0 and sentence.tokens[row[0] - 1].text.lower() == "een"


def _is_predicated(mention: Mention, sentence: Sentence, ends: Collection[int]) -> bool:
    """Tell whether a noun phrase only says what the name before it is, and so names nothing: ``DigiD is het inlogmiddel van …``."""
    tokens = sentence.tokens
    row = tokens_in(sentence, mention.start, mention.end)
    place = row[0] - 1 if row else -1
    while place > 1 and tokens[place].text.islower() and tokens[place].text.lower() not in (*DEFINITE, *INDEFINITE, *_COPULAS):
        place -= 1
    if place > 1 and tokens[place].text.lower() in (*DEFINITE, *INDEFINITE):
        place -= 1
    if place < 1 or tokens[place].text.lower() not in _COPULAS:
        return False
    before = tokens[place - 2] if tokens[place - 1].text in (")", ",") and place > 1 else tokens[place - 1]
    return before.end in ends


def _complement(mention: Mention, sentence: Sentence) -> str:
    """Return the word by which a definite noun phrase says itself which thing it means, in lower case: ``de website van de [gemeente]``.

    That is a noun with ``van`` or ``voor``, or the pronoun of a relative clause without a comma (``de standaard [waarmee] …``).
    """
    row = tokens_in(sentence, mention.start, mention.end)
    words = [token.text.lower() for token in sentence.tokens[row[-1] + 1 :]] if row else []
    if words[:1] and (words[0] in ("die", "dat") or words[0].startswith("waar")):
        return words[0]
    if words[:1] not in (["van"], ["voor"]):
        return ""
    return next((word for word in words[1:] if word not in DEFINITE), "")


def _is_idle(chain: Chain, lexis: Lexis) -> bool:
    """Tell whether a chain is one bare common noun that nothing refers back to: ``een besluit``."""
    if not chain.unnamed or len(chain.mentions) > 1:
        return False
    noun = chain.mentions[0].label.split()[-1]
    return noun in lexis.lexicon.type_nouns


def _key(mention: Mention) -> str:
    if mention.candidates:
        return mention.candidates[0]
    words = mention.label.casefold().replace("-", " ").split()
    return " ".join([*words[:-1], min(singulars(words[-1]), key=len)]) if words else ""


def _is_plain(mention: Mention) -> bool:
    """Tell whether a mention is a common noun rather than a name: its form is all lower case, and no address."""
    generic = mention.kind in (Kind.ACTOR_GROUP, Kind.THEME, Kind.EVENT)
    return not mention.candidates and mention.label.islower() and "." not in mention.label and not generic


def _same_name(mention: Mention, chains: Sequence[Chain], by_name: Mapping[tuple[Kind, str], Chain]) -> Chain | None:
    """Find the chain that a name belongs to: the same name, or a shorter form of a name of the same kind."""
    found = by_name.get((mention.kind, _key(mention)))
    if found is not None or mention.candidates or mention.kind in (Kind.ACTOR_GROUP, Kind.THEME):
        return found
    words = mention.label.split()
    for chain in reversed(chains):
        if chain.kind is not mention.kind:
            continue
        full = chain.label.split()
        if len(words) < len(full) and not mention.label.islower():
            if mention.kind is Kind.PERSON and full[-len(words) :] == words:
                return chain
            if mention.kind is not Kind.PERSON and (full[: len(words)] == words or full[-len(words) :] == words) and len(mention.label) > 3:
                return chain
    return None


def _antecedent(mention: Mention, chains: Sequence[Chain], lexis: Lexis, ontology: Ontology, *, complement: str = "") -> Chain | None:
    """Find the nearest chain that a definite noun phrase can refer to.

    Its name must be built on the same noun, or its class be that of a noun specific enough; a vague noun (``de website``) takes only the
    one thing of its kind in the sentence itself or the one before.
    """
    if mention.kind is Kind.PERSON:
        return next((chain for chain in reversed(chains) if mention.label in chain.roles), None)
    noun = mention.label.split()[-1]
    typed = next((found for form in singulars(noun) if (found := lexis.type_of(form))), None)
    if typed is None:
        return None
    plain = any(form == typed.lemma for form in singulars(noun))
    same_kind = [chain for chain in chains if chain.kind is mention.kind]
    if plain and complement:
        same_kind = [chain for chain in same_kind if any(complement in known.text.lower().split() for known in chain.mentions)]
    named = [chain for chain in same_kind if any(word == noun or (plain and word.endswith(noun)) for word in _head_words(chain))]
    single = plain and noun == typed.lemma
    cls = mention.classes[0] if mention.classes else mention.kind.value
    classed = [
        chain
        for chain in same_kind
        if single
        and not typed.vague
        and cls != mention.kind.value  # ``de organisatie`` says nothing of which
        and any(ontology.is_a(known, cls) for known in chain.classes if known != chain.kind.value)
        and not any(word != noun and word in lexis.lexicon.type_nouns for word in _head_words(chain))  # no college is called a forum
    ]
    if named:
        nearest = max(named, key=lambda chain: chain.mentions[-1].start)
        at_hand = mention.sentence - nearest.mentions[-1].sentence <= _WINDOW
        return nearest if at_hand or single or not plain else None  # a plural means no single thing from afar
    if classed:
        return min(classed, key=lambda chain: (mention.sentence - chain.mentions[-1].sentence, chain.mentions[-1].start))
    if not single:
        return None  # a plural means no single thing of another name
    if not typed.vague:
        related = [chain for chain in _topics(same_kind) if _related(chain, cls, ontology) or mention.kind is Kind.SYSTEM]
        if related:
            return min(related, key=lambda chain: (mention.sentence - chain.mentions[-1].sentence, chain.mentions[-1].start))
    if mention.kind is Kind.SYSTEM and (typed.vague or mention.classes):
        near = [chain for chain in same_kind if mention.sentence - chain.mentions[-1].sentence <= 1]
        fitting = [chain for chain in near if (typed.vague and not _is_norm(chain, ontology)) or _compatible(chain, mention, ontology)]
        return fitting[0] if len(near) == 1 and fitting else None
    return None


def _is_norm(chain: Chain, ontology: Ontology) -> bool:
    """Tell whether a thing is a standard, which nobody calls an app or a website."""
    return any(ontology.is_a(cls, "Standard") for cls in chain.classes)


def _compatible(chain: Chain, mention: Mention, ontology: Ontology) -> bool:
    """Tell whether a thing can be what a noun says: its finest class is unknown, or in one line with the noun's."""
    known = [cls for cls in chain.classes if cls != chain.kind.value]
    said = [cls for cls in mention.classes if cls != mention.kind.value]
    return not known or not said or any(ontology.is_a(one, two) or ontology.is_a(two, one) for one in known for two in said)


def _roles_around(mention: Mention, sentence: Sentence, lexis: Lexis) -> frozenset[str]:
    """Return the roles that stand right before a name, or after it behind a comma."""
    row = tokens_in(sentence, mention.start, mention.end)
    if not row:
        return frozenset()
    before = [token.text.lower() for token in sentence.tokens[max(0, row[0] - 1) : row[0]]]
    after = [token.text.lower() for token in sentence.tokens[row[-1] + 1 : row[-1] + 4]]
    return frozenset(word for word in (*before, *(after if after[:1] == [","] else ())) if word in lexis.roles)


def _topics(chains: Sequence[Chain]) -> list[Chain]:
    """Return the thing of its kind that a text is about: the one in its first line, or else the one it names most, three times or more."""
    titled = [chain for chain in chains if chain.mentions[0].sentence == 0]
    if len(titled) == 1:
        return titled
    most = max((len(chain.mentions) for chain in chains), default=0)
    top = [chain for chain in chains if len(chain.mentions) == most]
    return top if most >= 3 and len(top) == 1 else []


def _related(chain: Chain, cls: str, ontology: Ontology) -> bool:
    """Tell whether a class stands beside one of a chain's under a class of its own: a bill and the law it is to be."""
    above = {name for name in (ontology.classes[cls].superclasses[:1] if cls in ontology.classes else ()) if name != chain.kind.value}
    return any(ontology.is_a(known, name) for known in chain.classes for name in above)


def relational_links(sentences: Sequence[Sentence], links: Sequence[Link], statements: Iterable[Statement], lexis: Lexis) -> list[Link]:
    """Find the nouns that stand for an end of something said before: ``de voorganger`` for what was replaced.

    Args:
        sentences: the document's sentences.
        links: its linked mentions.
        statements: its statements.
        lexis: which noun stands for which end of which property.

    Returns:
        Links of these nouns, in order.
    """
    kinds = {link.entity: link.mention.kind for link in links}
    taken = {(link.mention.start, link.mention.end) for link in links}
    said = sorted(statements, key=lambda statement: statement.evidence)
    found: list[Link] = []
    for sentence in sentences:
        for index, token in enumerate(sentence.tokens):
            anaphor = lexis.lexicon.anaphors.get(token.text.lower())
            if anaphor is None or not index or sentence.tokens[index - 1].text.lower() not in DEFINITE or (token.start, token.end) in taken:
                continue
            following = sentence.tokens[index + 1].text.lower() if index + 1 < len(sentence.tokens) else ""
            earlier = [s for s in said if s.property == anaphor.property and s.evidence[0] < sentence.start]
            entity = (earlier[-1].subject if anaphor.subject else earlier[-1].object) if earlier else None
            if entity and following != "van":
                mention = Mention(
                    token.start, token.end, token.text, sentence.index, kinds[entity], (), FoundBy.COREFERENCE, 0.8, (), token.text, True
                )
                found.append(Link(mention, entity, 0.7, f"the noun for an end of bg:{anaphor.property}, said before"))
    return found


def _head_words(chain: Chain) -> set[str]:
    """Return the nouns that may head the names of a chain, in lower case and in the singular too.

    These are of each mention the first word and the last one before a preposition.
    """
    words: set[str] = set()
    for mention in chain.mentions:
        parts = mention.text.lower().split()
        cut = next((i for i, part in enumerate(parts) if i and part in _PREPOSITIONS), len(parts))
        for word in {parts[0], parts[cut - 1]} if parts else ():
            words.update(singulars(word))
    return words


def _introduces(mention: Mention, sentence: Sentence, lexis: Lexis) -> bool:
    """Tell whether a noun phrase without antecedent may be an entity of its own: specific enough, and one thing."""
    noun = mention.label if mention.label in lexis.lexicon.type_nouns else mention.label.split()[-1]
    typed = next((found for form in singulars(noun) if (found := lexis.type_of(form))), None)
    if typed is None or typed.vague or lexis.type_of(noun) is None or sentence.kind is BlockKind.BOILERPLATE:
        return False
    return mention.kind is Kind.POLICY or noun != typed.lemma


__all__ = ["Chain", "find_chains", "relational_links"]
