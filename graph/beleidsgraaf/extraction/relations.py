"""Matches the lexicon's frames against parsed sentences and makes statements of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.clauses import Clauses, Filler
from beleidsgraaf.extraction.lexis import Lexis
from beleidsgraaf.extraction.nearby import nearby_objects
from beleidsgraaf.extraction.trees import NOMINAL, Roles, ancestors, base, case_of, descendants, is_marked, is_nominalised, related, roles_of
from beleidsgraaf.knowledge.frames import Argument, Frame, Function, PartOfSpeech
from beleidsgraaf.model import ACTORS, Kind, Statement

if TYPE_CHECKING:
    from beleidsgraaf.knowledge.ontology import Ontology
    from beleidsgraaf.model import Sentence

_THAT = frozenset({"dat", "dit", "zo"})
_PARTS_OF_SPEECH = {
    PartOfSpeech.VERB: ("VERB", "AUX", "ADJ"),
    PartOfSpeech.NOUN: ("NOUN", "PROPN", "X"),
    PartOfSpeech.ADJECTIVE: ("ADJ", "ADV", "VERB"),
    PartOfSpeech.PREPOSITION: ("ADP", "ADV", "SCONJ", "CCONJ", "ADJ"),
}
_ADVERBIAL = {"met": "mee", "tot": "toe"}
_UNMISTAKABLE = 7  # letters; a preposition longer than this (krachtens, ingevolge) is no other word, whatever the parser calls it
_ROLL_CALL = 5
_PRONOMINAL = ("er", "hier", "daar", "waar")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A frame that fits a word of a sentence.

    Args:
        frame: the frame.
        index: index of the word.
        words: indices of all words of the predicate, sorted.
        roles: the grammatical functions around it; for nouns and prepositions only what they share with verbs.
    """

    frame: Frame
    index: int
    words: tuple[int, ...]
    roles: Roles


def find_statements(clauses: Clauses, lexis: Lexis, ontology: Ontology, *, previous: Sentence | None = None) -> Iterator[Statement]:
    """Find what a sentence says of the entities in it.

    Args:
        clauses: a parsed sentence with its links.
        lexis: the lexicon.
        ontology: domain and range of the properties.
        previous: the sentence before, which ``Dat stelt X`` refers to.

    Yields:
        Statements without qualification, in the order of their predicates; none breaks the domain or range of its property.
    """
    found: list[tuple[Statement, bool]] = []
    roll_call = sum(link.mention.kind is Kind.PERSON for link in clauses.links) > _ROLL_CALL
    for predicate in find_predicates(clauses.sentence, lexis):
        if roll_call and predicate.frame.property == "holdsPositionAt":
            continue
        is_weak = predicate.frame.part_of_speech is PartOfSpeech.PREPOSITION
        if predicate.frame.object is None:
            found.extend((statement, is_weak) for statement in _claims(clauses, predicate, previous))
        else:
            found.extend((statement, is_weak) for statement in _facts(clauses, predicate, ontology))
    # a preposition that marks the argument of another word says nothing by itself: X is een alternatief voor Y
    joined = {frozenset((statement.subject, statement.object)) for statement, is_weak in found if not is_weak}
    yield from (statement for statement, is_weak in found if not (is_weak and frozenset((statement.subject, statement.object)) in joined))


def find_predicates(sentence: Sentence, lexis: Lexis) -> Iterator[Predicate]:
    """Find the words of a sentence that evoke a frame.

    Args:
        sentence: a parsed sentence.
        lexis: the lexicon.

    Yields:
        Predicates in order; a word that fits a longer expression does not also count as the shorter one.
    """
    for index, token in enumerate(sentence.tokens):
        frames = lexis.frames_for(token)
        fitting = [(frame, words) for frame in frames if (words := _words(sentence, index, frame)) is not None]
        if not fitting:
            continue
        longest = max(len(words) for _, words in fitting)
        for frame, words in fitting:
            if len(words) == longest:
                centre = _centre(sentence, index, words)
                if frame.part_of_speech is PartOfSpeech.VERB and sentence.tokens[centre].relation == "compound:prt":
                    centre = sentence.tokens[centre].head  # a participle that the parser took for a particle of its auxiliary
                roles = roles_of(sentence, centre, object_control=lambda head: sentence.tokens[head].lemma in lexis.object_control)
                yield Predicate(frame, centre, words, roles)


def _centre(sentence: Sentence, index: int, words: tuple[int, ...]) -> int:
    """Return the word of an expression that its arguments hang on: the top one, since a light verb may hang on its noun."""
    while sentence.tokens[index].head in words and sentence.tokens[index].head != index:
        index = sentence.tokens[index].head
    return index


def _words(sentence: Sentence, index: int, frame: Frame) -> tuple[int, ...] | None:
    """Return the words of a frame's predicate when all of them stand in the sentence, else None."""
    token = sentence.tokens[index]
    if not _fits_part_of_speech(sentence, index, frame):
        return None
    words = [index]
    if frame.part_of_speech is PartOfSpeech.PREPOSITION:
        following = [word.text.lower() for word in sentence.tokens[index + 1 : index + 1 + len(frame.fixed)]]
        is_whole = following == list(frame.fixed) and (token.relation != "compound:prt" or bool(frame.fixed))
        return tuple(range(index, index + 1 + len(frame.fixed))) if is_whole else None
    if frame.particle and not _carries_particle(token.text.lower(), frame.particle):
        particle = _find_particle(sentence, index, frame.particle)
        if particle is None:
            return None
        words.append(particle)
    elif not frame.particle and frame.part_of_speech is PartOfSpeech.VERB:
        particles = {sentence.tokens[child].text.lower() for child in related(sentence, index, "compound:prt")}
        if particles - {*frame.fixed, "zich"}:
            return None
    if frame.part_of_speech is PartOfSpeech.VERB and not frame.reflexive:
        if any(sentence.tokens[child].text.lower() == "zich" for child in related(sentence, index, "expl", "obj", "iobj", "compound")):
            return None  # het forum beperkt zich tot X: not what the verb means without zich
    clause = _clause(sentence, index)
    if not frame.reflexive and any(sentence.tokens[child].text.lower() == "zich" for child in sentence.children[index]):
        return None
    if frame.reflexive:
        reflexive = [i for i in clause if sentence.tokens[i].text.lower() in ("zich", "ons", "me")]
        if not reflexive:
            return None
        words.append(reflexive[0])
    if frame.fixed and frame.part_of_speech is not PartOfSpeech.VERB:
        first = index - len(frame.fixed)
        before = [word.text.lower() for word in sentence.tokens[max(first, 0) : index]]
        return tuple(range(first, index + 1)) if before == list(frame.fixed) else None
    for word in frame.fixed:
        hits = [i for i in clause if i != index and word in (sentence.tokens[i].text.lower(), sentence.tokens[i].lemma)]
        if not hits:
            return None
        words.append(min(hits, key=lambda i: abs(i - index)))
    return tuple(sorted(words))


def _fits_part_of_speech(sentence: Sentence, index: int, frame: Frame) -> bool:
    token = sentence.tokens[index]
    if frame.fixed:
        return True
    if frame.part_of_speech is PartOfSpeech.VERB and token.pos in ("NOUN", "PROPN"):
        # a finite verb that the parser took for a noun: it has a subject, and no noun's company
        return bool(related(sentence, index, "nsubj")) and not related(sentence, index, "cop", "det", "case", "amod")
    if frame.part_of_speech in (PartOfSpeech.NOUN, PartOfSpeech.ADJECTIVE) and related(sentence, index, "cop"):
        return True
    if frame.part_of_speech is PartOfSpeech.PREPOSITION and len(token.text) > _UNMISTAKABLE:
        return True
    return token.pos in _PARTS_OF_SPEECH.get(frame.part_of_speech, ())


def _carries_particle(text: str, particle: str) -> bool:
    """Tell whether a verb form is written together with its particle: ``vastgesteld``, ``uitvoeren``."""
    return text.startswith(particle)


def _find_particle(sentence: Sentence, index: int, particle: str) -> int | None:
    """Find the particle that stands apart from its verb: where the tree puts it, or else at the end of the verb's clause."""
    tokens = sentence.tokens
    for child in related(sentence, index, "compound:prt"):
        if tokens[child].text.lower() == particle:
            return child
    for place in range(index + 1, len(tokens)):
        if tokens[place].text.lower() != particle:
            continue
        after = tokens[place + 1].text.lower() if place + 1 < len(tokens) else "."
        if tokens[index].head == place and base(tokens[index].relation) in ("aux", "cop"):
            return place
        closes = not after[0].isalnum() or after == "om" or tokens[place + 1].pos in ("ADP", "SCONJ", "CCONJ")
        if closes and not sentence.children[place] and not any(tokens[i].pos == "VERB" and i != index for i in range(index + 1, place)):
            return place
    return None


def _clause(sentence: Sentence, index: int) -> list[int]:
    """Return the tokens of the predicate's own clause, other clauses left out, with the verbs above that carry it."""
    tokens = sentence.tokens
    top = index
    for head in ancestors(sentence, index):
        if (
            base(tokens[top].relation) not in ("xcomp", "obj", "obl", "nsubj", "compound", "fixed", "nmod", "amod", "aux", "cop")
            or tokens[top].relation == "root"
        ):
            break
        top = head
    return sorted(descendants(sentence, top))


def _facts(clauses: Clauses, predicate: Predicate, ontology: Ontology) -> Iterator[Statement]:
    """Fill subject and object of a frame and pair them."""
    frame = predicate.frame
    if frame.object is None:
        return
    subjects = _fill(clauses, predicate, frame.subject)
    objects = _fill(clauses, predicate, frame.object)
    if frame.object.function is Function.COORDINATED:
        subjects = [filler for filler in subjects if not filler.example]
        objects = [filler for filler in objects if not filler.example]
    if frame.subject.function is Function.ADNOMINAL:
        if frame.subject != frame.object and {filler.entity for filler in subjects} & {filler.entity for filler in objects}:
            subjects = []
        subjects = subjects or _supported(clauses, predicate)
    if frame.part_of_speech is PartOfSpeech.VERB and not _does_itself(clauses, predicate):
        return
    active = frame.part_of_speech is PartOfSpeech.VERB and not predicate.roles.passive
    if active and subjects and not objects and frame.object.function is Function.OBJECT and not predicate.roles.objects:
        kinds = ontology.properties[frame.property].range
        objects = _apposed_objects(clauses, predicate) or nearby_objects(clauses, predicate.index, {filler.entity for filler in subjects}, kinds)
    if not (subjects and objects):
        return
    if frame.part_of_speech is PartOfSpeech.VERB and not predicate.roles.passive and _object_first(frame, subjects, objects, ontology):
        subjects, objects = objects, subjects
    recipients = [filler for argument in frame.recipient for filler in _fill(clauses, predicate, argument)]
    pairs: Iterable[tuple[Filler, Filler]] = [(s, o) for s in subjects for o in objects]
    if ontology.properties[frame.property].symmetric or frame.subject == frame.object:
        pairs = _symmetric(subjects, objects)
    settled: set[tuple[int, int]] = set()
    for subject, target in pairs:
        if subject.entity != target.entity and _admits(frame, subject, target, ontology):
            if subject.alternative or target.alternative:
                place = (subject.token if subject.alternative else -1, target.token if target.alternative else -1)
                if place in settled:
                    continue
                settled.add(place)
            yield Statement(
                subject=subject.entity,
                property=frame.property,
                object=target.entity,
                evidence=(clauses.sentence.start, clauses.sentence.end),
                recipient=next((r.entity for r in recipients if r.entity not in (subject.entity, target.entity)), ""),
                role=_role(clauses, predicate) if frame.property == "holdsPositionAt" else "",
                confidence=round(subject.certainty * target.certainty, 4),
                frame=frame.id,
                trigger=_spans(clauses.sentence, predicate.words),
                subject_mention=subject.span,
                object_mention=target.span,
            )


def _supported(clauses: Clauses, predicate: Predicate) -> list[Filler]:
    """Return who does what a noun says when only the verb above tells: ``Logius draagt zorg voor de ondersteuning van X``."""
    sentence = clauses.sentence
    token = sentence.tokens[predicate.index]
    if base(token.relation) == "nsubj" and sentence.tokens[token.head].lemma in clauses.holding_verbs:
        holders = roles_of(sentence, token.head).obliques
        return [filler for case in ("bij", "op", "onder") for index in holders.get(case, []) for filler in clauses.fillers(index)]
    if base(token.relation) not in ("obj", "obl", "xcomp", "nmod") or token.head == predicate.index:
        return []
    verb = next((i for i in ancestors(sentence, predicate.index) if sentence.tokens[i].pos in ("VERB", "AUX")), None)
    if verb is None or sentence.tokens[verb].lemma not in clauses.support_verbs:
        return []
    roles = roles_of(sentence, verb)
    found = [] if roles.passive else [filler for index in roles.subjects for filler in clauses.fillers(index)]
    return [dataclasses.replace(filler, certainty=filler.certainty * 0.8) for filler in found]


def _apposed_objects(clauses: Clauses, predicate: Predicate) -> list[Filler]:
    """Return the object that the parser made an apposition of the subject before it: ``gebruiken alle gemeenten DigiD``."""
    sentence = clauses.sentence
    for place in predicate.roles.subjects:
        for child in related(sentence, place, "appos", "flat", "nmod"):
            between = sentence.tokens[min(place, child) + 1 : max(place, child)]
            apart = place in clauses.owner and child in clauses.owner and clauses.owner[place] != clauses.owner[child]
            if apart and not case_of(sentence, child) and not any(token.pos == "PUNCT" for token in between):
                return clauses.fillers(child)
    return []


def _does_itself(clauses: Clauses, predicate: Predicate) -> bool:
    """Tell whether the subject of the clause does what a nominalised infinitive says: only a verb that carries it passes its subject on."""
    sentence = clauses.sentence
    if not is_nominalised(sentence, predicate.index) or "door" in predicate.roles.obliques:
        return True
    verb = next((i for i in ancestors(sentence, predicate.index) if sentence.tokens[i].pos in ("VERB", "AUX")), None)
    return verb is not None and sentence.tokens[verb].lemma in clauses.support_verbs


def _admits(frame: Frame, subject: Filler, target: Filler, ontology: Ontology) -> bool:
    """Tell whether the property, and this sense of the word, may join entities of these kinds."""
    return frame.admits(subject.kind, target.kind) and ontology.allows(frame.property, subject.kind, target.kind)


def _symmetric(subjects: list[Filler], objects: list[Filler]) -> Iterator[tuple[Filler, Filler]]:
    """Pair the first named with each of the others."""
    everyone: dict[str, Filler] = {}
    for filler in sorted((*subjects, *objects), key=lambda filler: filler.span):
        everyone.setdefault(filler.entity, filler)
    if subjects:
        first = subjects[0]
        yield from ((first, other) for other in everyone.values() if other.entity != first.entity)


def _object_first(frame: Frame, subjects: list[Filler], objects: list[Filler], ontology: Ontology) -> bool:
    """Tell whether the parser took an object in first place for the subject: only the other way round the property allows it."""
    if frame.subject.function is not Function.SUBJECT or frame.object.function is not Function.OBJECT:
        return False
    straight = any(ontology.allows(frame.property, s.kind, o.kind) for s in subjects for o in objects)
    named = (Kind.ORGANIZATION, Kind.PERSON)
    turned = any(o.kind in named and s.span < o.span and _admits(frame, o, s, ontology) for s in subjects for o in objects)
    return turned and not straight


def _spans(sentence: Sentence, words: Iterable[int]) -> tuple[tuple[int, int], ...]:
    return tuple((sentence.tokens[i].start, sentence.tokens[i].end) for i in sorted(set(words)))


def _fill(clauses: Clauses, predicate: Predicate, argument: Argument) -> list[Filler]:
    """Return the entities in a grammatical function of a predicate."""
    found: dict[str, Filler] = {}
    for index in _places(clauses, predicate, argument):
        for filler in clauses.fillers(index):
            found.setdefault(filler.entity, filler)
    return list(found.values())


def _places(clauses: Clauses, predicate: Predicate, argument: Argument) -> list[int]:
    """Return the tokens that stand in a grammatical function of a predicate."""
    sentence, index, roles = clauses.sentence, predicate.index, predicate.roles
    nominal = predicate.frame.part_of_speech is PartOfSpeech.NOUN
    match argument.function:
        case Function.SUBJECT:
            return roles.subjects + _comitatives(sentence, roles)
        case Function.OBJECT:
            return roles.objects
        case Function.INDIRECT_OBJECT:
            bare = [place for place in roles.objects if place not in predicate.words] if predicate.frame.fixed else []
            return roles.indirect + roles.obliques.get("aan", []) + bare
        case Function.OBLIQUE:
            return _obliques(clauses, predicate, argument)
        case Function.ADNOMINAL:
            return _adnominals(sentence, index, argument)
        case Function.COPULAR_SUBJECT:
            found = _copular_subjects(sentence, index, noun=nominal)
            # a noun that is said of nothing may head a name itself: ``de afdeling Standaarden van Logius``
            return found or ([index] if nominal and index in clauses.owner else [])
        case Function.HEAD | Function.MODIFIED:
            return _governor(sentence, predicate, nominal=argument.function is Function.MODIFIED)
        case Function.COMPLEMENT:
            complement = _complement(sentence, predicate)
            return [] if complement is None else [complement]
        case Function.COORDINATED:
            return roles.subjects
        case _:
            return []


def _comitatives(sentence: Sentence, roles: Roles) -> list[int]:
    """Return those who take part beside the subject: ``X ontwikkelt samen met Y``."""
    found = []
    for place in range(len(sentence.tokens) - 1):
        if sentence.tokens[place].text.lower() in ("samen", "tezamen", "gezamenlijk") and sentence.tokens[place + 1].text.lower() == "met":
            head = sentence.tokens[place + 1].head
            if head > place + 1 and roles.subjects:
                found.append(head)
    return found


def _obliques(clauses: Clauses, predicate: Predicate, argument: Argument) -> list[int]:
    """Return the prepositional dependents with one of the prepositions, pronominal adverbs (``hieraan``) included."""
    sentence = clauses.sentence
    found: list[int] = []
    for case, places in predicate.roles.obliques.items():
        if is_marked(case, argument.prepositions):
            found.extend(places)
    if not found:
        for word in predicate.words:
            for child in sentence.children[word]:
                if base(sentence.tokens[child].relation) in ("nmod", "obl", "advmod", "obj", "xcomp") and is_marked(
                    case_of(sentence, child), argument.prepositions
                ):
                    found.append(child)
    if not found:
        for child in sentence.children[predicate.index]:
            text = sentence.tokens[child].text.lower()
            if child in clauses.pronouns and any(
                text == stem + preposition for stem in _PRONOMINAL for preposition in argument.prepositions
            ):
                found.append(child)
    return found


def _adnominals(sentence: Sentence, index: int, argument: Argument) -> list[int]:
    """Return the dependents of a noun with one of the prepositions."""
    found = [
        child for child in related(sentence, index, "nmod", "obl", "acl") if is_marked(case_of(sentence, child), argument.prepositions)
    ]
    if "van" in argument.prepositions:
        found.extend(related(sentence, index, "nmod:poss"))
    elif not found:
        # the parser hung the second phrase on the noun of the first: de aansluiting van X op Y
        for child in related(sentence, index, "nmod"):
            found.extend(grand for grand in related(sentence, child, "nmod") if is_marked(case_of(sentence, grand), argument.prepositions))
    return found


def _copular_subjects(sentence: Sentence, index: int, *, noun: bool) -> list[int]:
    """Return what a noun or adjective is said of: by a copula, by apposition, or as the noun it stands with."""
    token = sentence.tokens[index]
    if related(sentence, index, "cop") or related(sentence, index, "nsubj"):
        return related(sentence, index, "nsubj")
    relation = base(token.relation)
    if relation in ("xcomp", "obl", "advcl", "obj") and token.head != index:
        above = sentence.tokens[token.head]
        marked = any(sentence.tokens[c].text.lower() == "als" for c in sentence.children[index])
        if above.lemma in ("worden", "blijven", "zijn", "blijken", "lijken", "vormen", "betreffen", "heten") or (marked and relation != "obj"):
            subjects = roles_of(sentence, token.head)
            return subjects.objects if subjects.passive else subjects.subjects
    if relation == "conj":
        return _copular_subjects(sentence, token.head, noun=noun)
    if token.relation == "compound:prt":
        # an expression hung on its copula: ``De VNG is van mening dat …``
        copula = sentence.tokens[token.head]
        above = [copula.head] if base(copula.relation) == "cop" and copula.head < token.head else []
        return related(sentence, token.head, "nsubj") or above
    if not noun:
        return [token.head] if relation in ("amod", "acl") else []
    hosts = [child for child in related(sentence, index, "appos", "flat") if child != index]
    if (relation in ("appos", "flat", "parataxis") and token.head != index) or (relation == "nmod" and not case_of(sentence, index)):
        hosts.append(token.head)
    return hosts


def _complement(sentence: Sentence, predicate: Predicate) -> int | None:
    """Return the noun of a prepositional phrase, also when the preposition is an expression (``op grond van``)."""
    last = max(predicate.words)
    for word in sorted(predicate.words, reverse=True):
        head = sentence.tokens[word].head
        if head > last:
            return head
    after = [i for i in range(last + 1, min(last + 6, len(sentence.tokens))) if sentence.tokens[i].pos in ("NOUN", "PROPN", "PRON")]
    return after[0] if after else None


def _governor(sentence: Sentence, predicate: Predicate, *, nominal: bool) -> list[int]:
    """Return what a prepositional phrase belongs to: the noun before it, or the subject of its clause."""
    complement = _complement(sentence, predicate)
    if complement is None:
        return []
    host = sentence.tokens[complement].head
    if host == complement:
        return related(sentence, complement, "nsubj")
    while host in predicate.words and sentence.tokens[host].head != host:
        host = sentence.tokens[host].head
    if host in (complement, *predicate.words):
        return []
    if nominal:
        first = min(predicate.words)
        if host < first and sentence.tokens[host].pos in NOMINAL:
            return [_top_of_phrase(sentence, host)]
        # the phrase was hung on the verb: then what the verb makes, or a noun right before it, is meant
        made = roles_of(sentence, host).objects if sentence.tokens[host].pos in ("VERB", "AUX") else []
        beside = [i for i in (first - 1,) if i >= 0 and sentence.tokens[i].pos in NOMINAL]
        return beside or [i for i in made if i < first or host < first]
    if sentence.tokens[host].pos in NOMINAL and not related(sentence, host, "nsubj", "cop"):
        above = next((i for i in (host, *ancestors(sentence, host)) if sentence.tokens[i].pos in ("VERB", "AUX")), None)
        return [host] if above is None else [host, *roles_of(sentence, above).subjects]
    return roles_of(sentence, host).subjects or related(sentence, host, "nsubj")


def _top_of_phrase(sentence: Sentence, index: int) -> int:
    """Return the noun that a whole noun phrase is about: of ``de brief aan de Kamer over X`` the letter."""
    while base(sentence.tokens[index].relation) == "nmod":
        head = sentence.tokens[index].head
        if head >= index or sentence.tokens[head].pos not in NOMINAL:
            break
        index = head
    return index


def _role(clauses: Clauses, predicate: Predicate) -> str:
    """Return the words of a position: the noun with its modifiers, as they stand."""
    sentence = clauses.sentence
    words = [predicate.index]
    for child in related(sentence, predicate.index, "amod", "compound", "nummod"):
        if child not in clauses.owner and abs(child - predicate.index) <= 3:
            words.append(child)
    return sentence.document.text[sentence.tokens[min(words)].start : sentence.tokens[max(words)].end]


def _claims(clauses: Clauses, predicate: Predicate, previous: Sentence | None) -> Iterator[Statement]:
    """Make a ``states`` statement for each speaker of a reported clause."""
    sentence = clauses.sentence
    speakers = [
        filler for filler in _fill(clauses, predicate, predicate.frame.subject) if filler.kind in ACTORS or filler.kind is Kind.POLICY
    ]
    claim = _reported(sentence, predicate)
    if not claim and previous is not None and _refers_back(sentence, predicate):
        claim = previous.text.rstrip(" .!?…\"'”’»")
        speakers = speakers or [
            filler
            for index in (*predicate.roles.objects, *predicate.roles.subjects)
            for filler in clauses.fillers(index)
            if filler.kind in ACTORS or filler.kind is Kind.POLICY
        ]
    if claim:
        for speaker in speakers:
            yield Statement(
                subject=speaker.entity,
                property=predicate.frame.property,
                object=None,
                evidence=(sentence.start, sentence.end),
                claim=claim,
                confidence=round(speaker.certainty, 4),
                frame=predicate.frame.id,
                trigger=_spans(sentence, predicate.words),
                subject_mention=speaker.span,
            )


def _refers_back(sentence: Sentence, predicate: Predicate) -> bool:
    """Tell whether the sentence opens with a word for what was said before: ``Dat stellen …``."""
    return bool(sentence.tokens) and sentence.tokens[0].text.lower() in _THAT and predicate.index <= 2


def _reported(sentence: Sentence, predicate: Predicate) -> str:
    """Return the clause that is reported, as it stands: what follows ``dat``, ``of`` or a colon after the predicate; else ``""``."""
    tokens = sentence.tokens
    last = max(predicate.words)
    for place in range(predicate.index + 1, len(tokens)):
        word = tokens[place].text.lower()
        if (
            word in ("dat", "of")
            and place > predicate.index
            and (tokens[place].relation in ("mark", "obj", "nsubj", "det") or tokens[place].pos == "SCONJ")
        ):
            if place - last > 12 or any(tokens[i].pos == "VERB" for i in range(last + 1, place)):
                return ""
            if predicate.frame.part_of_speech is PartOfSpeech.NOUN and tokens[place].head > place:
                return _clause_text(sentence, place + 1, max(descendants(sentence, tokens[place].head)))
            return _clause_text(sentence, place + 1)
        if word == ":" and place - last <= 8:
            return _clause_text(sentence, place + 1)
    return ""


def _clause_text(sentence: Sentence, first: int, last: int | None = None) -> str:
    if first >= len(sentence.tokens):
        return ""
    end = sentence.end if last is None else sentence.tokens[last].end
    return sentence.document.text[sentence.tokens[first].start : end].strip().strip("\"'“”‘’„«»").rstrip(" .!?…\"'”’»")
