"""Finds the words of a sentence that evoke a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.trees import Roles, ancestors, base, case_of, descendants, related, roles_of
from beleidsgraaf.knowledge.frames import CueKind, Frame, Function, PartOfSpeech

if TYPE_CHECKING:
    from beleidsgraaf.extraction.lexis import Lexis
    from beleidsgraaf.model import Sentence

_PARTS_OF_SPEECH = {
    PartOfSpeech.VERB: ("VERB", "AUX", "ADJ"),
    PartOfSpeech.NOUN: ("NOUN", "PROPN", "X"),
    PartOfSpeech.ADJECTIVE: ("ADJ", "ADV", "VERB"),
    PartOfSpeech.PREPOSITION: ("ADP", "ADV", "SCONJ", "CCONJ", "ADJ"),
}
_UNMISTAKABLE = 7  # letters; a preposition longer than this (krachtens, ingevolge) is no other word, whatever the parser calls it


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
                if len(words) == 1 and _carries_infinitive(sentence, centre, lexis):
                    continue
                if frame.part_of_speech is PartOfSpeech.VERB and sentence.tokens[centre].relation == "compound:prt":
                    centre = sentence.tokens[centre].head  # a participle that the parser took for a particle of its auxiliary
                roles = roles_of(sentence, centre, object_control=lambda head: sentence.tokens[head].lemma in lexis.object_control)
                _lend(sentence, roles, centre, words)
                if sentence.tokens[centre].lemma in lexis.ergative:
                    _activate(sentence, roles, centre, frame)
                yield Predicate(frame, centre, words, roles)


def _carries_infinitive(sentence: Sentence, index: int, lexis: Lexis) -> bool:
    """Tell whether a verb only says how firmly what the infinitive under it says is meant: ``willen`` in ``willen toepassen``."""
    cues = lexis.lexicon.cues.get(sentence.tokens[index].lemma, ())
    if not any(cue.kind is CueKind.MODALITY and len(cue.words) == 1 for cue in cues):
        return False
    return any("VerbForm=Inf" in sentence.tokens[child].features for child in related(sentence, index, "xcomp"))


def _activate(sentence: Sentence, roles: Roles, centre: int, frame: Frame) -> None:
    """Give its subject back to a perfect with ``zijn`` that the parser took for a passive: ``Gemeenten zijn overgestapt op X``."""
    intransitive = frame.subject.function is Function.SUBJECT and frame.object is not None and frame.object.function is Function.OBLIQUE
    in_passive = any(sentence.tokens[child].lemma == "worden" for child in related(sentence, centre, "aux"))
    if roles.passive and intransitive and not in_passive and not roles.subjects:
        roles.subjects, roles.objects, roles.passive = roles.objects, [], False


def _lend(sentence: Sentence, roles: Roles, centre: int, words: tuple[int, ...]) -> None:
    """Add what the parser hung on the other words of an expression: ``Logius heeft X in beheer``."""
    for word in words:
        if word == centre or len(words) == 1:
            continue
        for child in related(sentence, word, "nsubj", "obl", "nmod"):
            if child in words:
                continue
            if base(sentence.tokens[child].relation) == "nsubj":
                if not roles.subjects and not roles.passive:
                    roles.subjects.append(child)
            elif (case := case_of(sentence, child)) and child not in roles.obliques.get(case, []):
                roles.obliques.setdefault(case, []).append(child)


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
        return _preposition(sentence, index, frame)
    if frame.particle and not _carries_particle(token.text.lower(), frame.particle):
        particle = _find_particle(sentence, index, frame.particle)
        if particle is None:
            return None
        words.append(particle)
    elif not frame.particle and frame.part_of_speech is PartOfSpeech.VERB:
        particles = {sentence.tokens[child].text.lower() for child in related(sentence, index, "compound:prt")}
        if particles - {*frame.fixed, "zich"}:
            return None
    if not frame.reflexive and any(sentence.tokens[child].text.lower() == "zich" for child in sentence.children[index]):
        return None  # het forum beperkt zich tot X: not what the verb means without zich
    clause = _clause(sentence, index)
    if frame.reflexive:
        reflexive = [i for i in clause if sentence.tokens[i].text.lower() in ("zich", "ons", "me")]
        if not reflexive:
            return None
        words.append(reflexive[0])
    if frame.fixed and frame.part_of_speech is not PartOfSpeech.VERB:
        first = index - len(frame.fixed)
        before = [word.text.lower() for word in sentence.tokens[max(first, 0) : index]]
        return tuple(range(first, index + 1)) if before == list(frame.fixed) else None
    fixed = [_nearest(sentence, index, word, clause) for word in frame.fixed]
    return None if None in fixed else tuple(sorted({*words, *(place for place in fixed if place is not None)}))


def _preposition(sentence: Sentence, index: int, frame: Frame) -> tuple[int, ...] | None:
    """Return the words of a preposition, which stand one after the other, when all of them are there."""
    following = [word.text.lower() for word in sentence.tokens[index + 1 : index + 1 + len(frame.fixed)]]
    is_whole = following == list(frame.fixed) and (sentence.tokens[index].relation != "compound:prt" or bool(frame.fixed))
    return tuple(range(index, index + 1 + len(frame.fixed))) if is_whole else None


def _nearest(sentence: Sentence, index: int, word: str, clause: list[int]) -> int | None:
    """Return the place of a fixed word of an expression in the clause of its verb that is nearest to the verb."""
    hits = [
        i
        for i in clause
        if i != index and word in (sentence.tokens[i].text.lower(), sentence.tokens[i].lemma) and _shares_clause(sentence, i, index)
    ]
    return min(hits, key=lambda i: abs(i - index), default=None)


def _shares_clause(sentence: Sentence, word: int, verb: int) -> bool:
    """Tell whether no other verb governs a word than the one it is to make an expression with."""
    if word in ancestors(sentence, verb):
        return True
    for above in ancestors(sentence, word):
        if above == verb:
            return True
        if sentence.tokens[above].pos == "VERB":
            return above in ancestors(sentence, verb) and base(sentence.tokens[verb].relation) in ("xcomp", "aux", "cop", "compound")
    return True


def _fits_part_of_speech(sentence: Sentence, index: int, frame: Frame) -> bool:
    token = sentence.tokens[index]
    if frame.fixed:
        return True
    if frame.part_of_speech is PartOfSpeech.VERB and token.pos in ("NOUN", "PROPN"):
        head = sentence.tokens[token.head]
        if token.text.lower() == frame.lemma and base(token.relation) == "xcomp" and head.pos in ("AUX", "VERB"):
            return True  # an infinitive under a modal
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
        if (
            closes
            and all(child < place for child in sentence.children[place])
            and not any(tokens[i].pos == "VERB" and i != index for i in range(index + 1, place))
        ):
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
