"""Makes statements of the frames that a sentence evokes and of what fills them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.arguments import apposed_objects, does_itself, fill, places_of, supported
from beleidsgraaf.extraction.nearby import nearby_objects
from beleidsgraaf.extraction.predicates import Predicate, find_predicates
from beleidsgraaf.extraction.trees import descendants, related
from beleidsgraaf.knowledge.frames import Frame, Function, PartOfSpeech
from beleidsgraaf.model import ACTORS, Kind, Statement

if TYPE_CHECKING:
    from beleidsgraaf.extraction.clauses import Clauses, Filler
    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.knowledge.ontology import Ontology
    from beleidsgraaf.model import Sentence

_THAT = frozenset({"dat", "dit"})
_ROLL_CALL = 5


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
        if _belongs_to_name(clauses, predicate):
            continue
        is_weak = predicate.frame.part_of_speech is PartOfSpeech.PREPOSITION
        if predicate.frame.object is None:
            found.extend((statement, is_weak) for statement in _claims(clauses, predicate, previous))
        else:
            found.extend((statement, is_weak) for statement in _facts(clauses, predicate, ontology))
    # a preposition that marks the argument of another word says nothing by itself: X is een alternatief voor Y
    joined = {frozenset((statement.subject, statement.object)) for statement, is_weak in found if not is_weak}
    # nor one that stands with a noun which says it already: X doet een voorstel voor Y
    said = {(span, statement.object) for statement, is_weak in found if not is_weak for span in statement.trigger}
    yield from (
        statement
        for statement, is_weak in found
        if not is_weak
        or (frozenset((statement.subject, statement.object)) not in joined and (statement.subject_mention, statement.object) not in said)
    )


def _belongs_to_name(clauses: Clauses, predicate: Predicate) -> bool:
    """Tell whether a participle is part of what something is called, and so says nothing of it: ``geautomatiseerde besluitvorming``."""
    token = clauses.sentence.tokens[predicate.index]
    owner = clauses.owner.get(predicate.index)
    is_participle = predicate.frame.part_of_speech is PartOfSpeech.VERB and token.relation == "amod"
    return is_participle and owner is not None and clauses.owner.get(token.head) == owner


def _facts(clauses: Clauses, predicate: Predicate, ontology: Ontology) -> Iterator[Statement]:
    """Fill subject and object of a frame and pair them."""
    frame = predicate.frame
    if frame.part_of_speech is PartOfSpeech.VERB and (not does_itself(clauses, predicate) or _is_otherwise_used(clauses, predicate)):
        return
    subjects, objects = _ends(clauses, predicate, ontology)
    recipients = [filler for argument in frame.recipient for filler in fill(clauses, predicate, argument)]
    pairs: Iterable[tuple[Filler, Filler]] = [(s, o) for s in subjects for o in objects]
    if ontology.properties[frame.property].symmetric or frame.subject == frame.object:
        if not objects and frame.object is not None and frame.object != frame.subject and places_of(clauses, predicate, frame.object):
            return  # ``A en B bepalen samen met ons``: not with each other
        pairs = _symmetric(subjects, objects)
    settled: set[tuple[int, int]] = set()
    symmetric = ontology.properties[frame.property].symmetric
    for subject, target in pairs:
        if not symmetric and frame.subject != frame.object and clauses.are_coordinated(subject.token, target.token):
            continue
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
                role=_role(clauses, predicate) if frame.property == "holdsPositionAt" and frame.part_of_speech is PartOfSpeech.NOUN else "",
                confidence=round(subject.certainty * target.certainty, 4),
                frame=frame.id,
                trigger=_spans(clauses.sentence, predicate.words),
                subject_mention=subject.span,
                object_mention=target.span,
            )


def _is_otherwise_used(clauses: Clauses, predicate: Predicate) -> bool:
    """Tell whether a verb that says what something is about has a plain noun for object, and so another sense: ``ziet kansen in X``."""
    frame, roles = predicate.frame, predicate.roles
    if (
        frame.property != "concerns"
        or frame.object is None
        or frame.subject.function is not Function.SUBJECT
        or frame.object.function is not Function.OBLIQUE
    ):
        return False
    return (
        not roles.passive
        and not frame.reflexive
        and any(place not in predicate.words and place not in clauses.owner for place in roles.objects)
    )


def _ends(clauses: Clauses, predicate: Predicate, ontology: Ontology) -> tuple[list[Filler], list[Filler]]:
    """Return what stands in the places of a frame's subject and object; either may be empty."""
    frame = predicate.frame
    if frame.object is None:
        return [], []
    subjects = fill(clauses, predicate, frame.subject)
    objects = fill(clauses, predicate, frame.object)
    if ontology.properties[frame.property].symmetric:
        subjects = [filler for filler in subjects if not filler.example]
        objects = [filler for filler in objects if not filler.example]
    if frame.subject.function is Function.ADNOMINAL:
        if frame.subject != frame.object and {filler.entity for filler in subjects} & {filler.entity for filler in objects}:
            subjects = []
        subjects = subjects or supported(clauses, predicate)
    if frame.part_of_speech is not PartOfSpeech.VERB or predicate.roles.passive:
        return subjects, objects
    if subjects and not objects and frame.object.function is Function.OBJECT and not predicate.roles.objects:
        taken = {filler.entity for filler in subjects}
        kinds = ontology.properties[frame.property].range
        objects = apposed_objects(clauses, predicate) or nearby_objects(clauses, predicate.index, taken, kinds)
    return (objects, subjects) if _object_first(frame, subjects, objects, ontology) else (subjects, objects)


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
    if frame.object is None or frame.subject.function is not Function.SUBJECT or frame.object.function is not Function.OBJECT:
        return False
    straight = any(ontology.allows(frame.property, s.kind, o.kind) for s in subjects for o in objects)
    named = (Kind.ORGANIZATION, Kind.PERSON)
    turned = any(o.kind in named and s.span < o.span and _admits(frame, o, s, ontology) for s in subjects for o in objects)
    return turned and not straight


def _spans(sentence: Sentence, words: Iterable[int]) -> tuple[tuple[int, int], ...]:
    return tuple((sentence.tokens[i].start, sentence.tokens[i].end) for i in sorted(set(words)))


def _role(clauses: Clauses, predicate: Predicate) -> str:
    """Return the words of a position: the noun with its modifiers, as they stand."""
    sentence = clauses.sentence
    words = [predicate.index]
    beside = related(sentence, predicate.index, "amod", "compound", "nummod")
    words.extend(child for child in beside if child not in clauses.owner and abs(child - predicate.index) <= 3)
    return sentence.document.text[sentence.tokens[min(words)].start : sentence.tokens[max(words)].end]


def _claims(clauses: Clauses, predicate: Predicate, previous: Sentence | None) -> Iterator[Statement]:
    """Make a ``states`` statement for each speaker of a reported clause."""
    sentence = clauses.sentence
    speakers = [
        filler for filler in fill(clauses, predicate, predicate.frame.subject) if filler.kind in ACTORS or filler.kind is Kind.POLICY
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
    if claim and not speakers and predicate.frame.part_of_speech is PartOfSpeech.VERB and not predicate.roles.subjects:
        speakers = nearby_objects(clauses, predicate.index, (), {*ACTORS, Kind.POLICY})
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
    """Return the clause that is reported, as it stands: what follows ``dat`` or a colon after the predicate; else ``""``."""
    tokens = sentence.tokens
    last = max(predicate.words)
    for place in range(predicate.index + 1, len(tokens)):
        word = tokens[place].text.lower()
        if (
            word == "dat"
            and place > predicate.index
            and (tokens[place].relation in ("mark", "obj", "nsubj", "det") or tokens[place].pos == "SCONJ")
            and tokens[place - 1].pos != "CCONJ"  # ``want dat``: a pronoun
        ):
            if place - last > 12 or any(tokens[i].pos == "VERB" for i in range(last + 1, place)):
                return ""
            if predicate.frame.part_of_speech is PartOfSpeech.NOUN and tokens[place].head > place:
                return _clause_text(sentence, place + 1, max(descendants(sentence, tokens[place].head)))
            return _clause_text(sentence, place + 1)
        if word == ":" and place - last <= 8 and not predicate.roles.objects:
            return _clause_text(sentence, place + 1)
    return ""


def _clause_text(sentence: Sentence, first: int, last: int | None = None) -> str:
    if first >= len(sentence.tokens):
        return ""
    end = sentence.end if last is None else sentence.tokens[last].end
    return sentence.document.text[sentence.tokens[first].start : end].strip().strip("\"'“”‘’„«»").rstrip(" .!?…;\"'”’»")
