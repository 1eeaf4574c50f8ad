"""Says how a statement is meant: modality, polarity, attribution."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from beleidsgraaf.extraction.lexis import CueKind, Function, Lexis
from beleidsgraaf.extraction.times import find_times
from beleidsgraaf.extraction.trees import ancestors, base, related, tokens_in
from beleidsgraaf.model import ACTORS, Kind, Modality, Polarity, Statement

if TYPE_CHECKING:
    from beleidsgraaf.extraction.clauses import Clauses
    from beleidsgraaf.model import Sentence

_RANK = {Modality.POSSIBILITY: 4, Modality.RECOMMENDATION: 3, Modality.OBLIGATION: 2, Modality.INTENTION: 1}
_OPENING = frozenset({"xcomp", "ccomp", "csubj", "acl", "advcl", "obj", "obl", "nmod", "conj"})


def qualify(statement: Statement, clauses: Clauses, lexis: Lexis, *, quoted: tuple[str, ...] = ()) -> Statement:
    """Add modality, polarity and attribution to a statement.

    Args:
        statement: a statement as the relations step makes it.
        clauses: the parsed sentence it rests on.
        lexis: the cue words.
        quoted: ids of the entities whose direct speech the sentence is part of.

    Returns:
        The same statement with its qualification.
    """
    sentence = clauses.sentence
    words = [i for i, token in enumerate(sentence.tokens) if (token.start, token.end) in statement.trigger]
    if not words:
        return statement
    index = _main_word(sentence, words)
    if base(sentence.tokens[index].relation) in ("case", "fixed"):
        index = sentence.tokens[index].head  # a preposition is qualified as its noun is
    frame = lexis.frames.get(statement.frame)
    if statement.property == "states":
        hypothetical = _is_conditional(sentence, index, lexis) or _modality(sentence, words, index, lexis) is Modality.POSSIBILITY
        return dataclasses.replace(
            statement,
            modality=Modality.POSSIBILITY if hypothetical else statement.modality,
            polarity=_polarity(sentence, words, index, statement, lexis),
        )
    is_clause = sentence.tokens[index].pos in ("VERB", "AUX") or bool(related(sentence, index, "cop"))
    within_noun_phrase = not is_clause if frame is None else frame.subject.function is Function.MODIFIED
    modality = (frame and frame.modality) or (Modality.ASSERTED if within_noun_phrase else _modality(sentence, words, index, lexis))
    if not within_noun_phrase and modality is Modality.ASSERTED and _is_conditional(sentence, index, lexis):
        modality = Modality.POSSIBILITY
    speakers = sorted({*quoted, *_speakers(clauses, words, index, lexis)} - {statement.subject if statement.property == "informs" else ""})
    time, time_text = ("", "") if within_noun_phrase else _time(sentence, index)
    return dataclasses.replace(
        statement,
        time=time,
        time_text=time_text,
        modality=modality,
        polarity=Polarity.NEGATIVE
        if frame and frame.polarity is Polarity.NEGATIVE
        else _polarity(sentence, words, index, statement, lexis),
        attributed_to=tuple(speakers),
    )


def _time(sentence: Sentence, index: int) -> tuple[str, str]:
    """Return the time in a predicate's own clause and the words that give it; empty when there is none or more than one."""
    found = []
    for time in find_times(sentence.text, sentence.document.issued):
        row = tokens_in(sentence, sentence.start + time.start, sentence.start + time.end)
        verbs = [i for place in row[-1:] for i in ancestors(sentence, place) if sentence.tokens[i].pos in ("VERB", "AUX")]
        own = {index, *(i for i in ancestors(sentence, index) if sentence.tokens[i].pos in ("VERB", "AUX"))}
        if verbs and verbs[0] in own:
            found.append((time.value, sentence.text[time.start : time.end]))
    return found[0] if len(found) == 1 else ("", "")


def is_question(sentence: Sentence) -> bool:
    """Tell whether a sentence asks instead of tells."""
    return sentence.text.rstrip("\"'”’ )").endswith("?")


def _main_word(sentence: Sentence, words: list[int]) -> int:
    """Return the word of a predicate that the others hang on."""
    for index in words:
        if sentence.tokens[index].pos in ("VERB", "AUX"):
            return index
    return next((i for i in words if sentence.tokens[i].head not in words), words[0])


def _carriers(sentence: Sentence, index: int) -> Iterator[tuple[int, int]]:
    """Yield the words that can modify a predicate, with their distance: its own auxiliaries and adverbs, then those of the verbs above."""
    current = index
    distance = 0
    while True:
        for child in sentence.children[current]:
            relation = base(sentence.tokens[child].relation)
            if relation in ("aux", "advmod", "cop", "mark", "amod") or (
                relation in ("obl", "nmod", "discourse", "parataxis") and child < current
            ):
                yield child, distance
                for grand in related(sentence, child, "aux", "advmod"):
                    yield grand, distance
        token = sentence.tokens[current]
        if token.head == current or base(token.relation) not in _OPENING:
            return
        relation = base(token.relation)
        if relation == "conj" and any(base(sentence.tokens[c].relation) in ("nsubj", "mark") for c in sentence.children[current]):
            return
        if relation == "acl" and "relcl" in token.relation:
            return
        if relation == "advcl" and any(sentence.tokens[c].text.lower() not in ("om", "te") for c in related(sentence, current, "mark")):
            return
        if relation == "ccomp" and any(sentence.tokens[c].lemma == "dat" for c in related(sentence, current, "mark")):
            # what a speaker announces or asks for keeps its own words' modality; a noun or adjective before ``dat`` lends its own
            yield token.head, distance + 1
            return
        current = token.head
        distance += 1
        yield current, distance


def _modality(sentence: Sentence, words: list[int], index: int, lexis: Lexis) -> Modality:
    """Return the modality that the nearest cue gives; of cues equally near the most cautious one."""
    cues = {word: cue.modality for cue, row in lexis.cues(sentence, CueKind.MODALITY) for word in row if cue.modality}
    best: tuple[int, int, Modality] | None = None
    would = must = False
    for word, distance in _carriers(sentence, index):
        cue = None if word in words else cues.get(word)
        would = would or sentence.tokens[word].text.lower() in ("zou", "zouden")
        must = must or cue is Modality.OBLIGATION
        if cue is not None and (best is None or (distance, -_RANK[cue]) < best[:2]):
            best = (distance, -_RANK[cue], cue)
    if would and must:  # ``zou moeten`` advises
        return Modality.RECOMMENDATION
    if best is None and _is_purpose(sentence, index):
        return Modality.INTENTION
    return best[2] if best else Modality.ASSERTED


def _is_purpose(sentence: Sentence, index: int) -> bool:
    """Tell whether a predicate says what something is done for: ``om … te``."""
    for current in (index, *ancestors(sentence, index)):
        if base(sentence.tokens[current].relation) == "advcl":
            return any(sentence.tokens[child].text.lower() == "om" for child in related(sentence, current, "mark"))
        if base(sentence.tokens[current].relation) not in ("xcomp", "conj"):
            return False
    return False


def _is_conditional(sentence: Sentence, index: int, lexis: Lexis) -> bool:
    """Tell whether a predicate stands in a condition, or under one."""
    for current in (index, *ancestors(sentence, index)):
        for clause in (current, *related(sentence, current, "advcl")):
            verbal = sentence.tokens[clause].pos in ("VERB", "AUX") or bool(related(sentence, clause, "cop"))
            if verbal and any(sentence.tokens[c].text.lower() in lexis.conditions for c in related(sentence, clause, "mark")):
                return True  # not of ``als wethouder``
        if base(sentence.tokens[current].relation) in ("advcl", "ccomp", "acl", "parataxis"):
            break
    return False


def _polarity(sentence: Sentence, words: list[int], index: int, statement: Statement, lexis: Lexis) -> Polarity:
    """Return whether a denial has the predicate, or one of its arguments, in its scope."""
    ends = [
        i
        for i, token in enumerate(sentence.tokens)
        for span in (statement.subject_mention, statement.object_mention)
        if span and token.start < span[1] and span[0] < token.end
    ]
    scope = set(words) | {child for word in words for child in sentence.children[word]}
    for current, relation in _verb_chain(sentence, index):
        if relation in ("advmod", "det", "cc", "mark", "case"):
            scope.add(current)
    scope |= {grand for word in words for child in related(sentence, word, "aux", "cop") for grand in sentence.children[child]}
    for end in ends:
        scope.update(child for child in sentence.children[end] if base(sentence.tokens[child].relation) in ("det", "advmod", "case", "cc"))
    negations = sum(1 for i in sorted(scope) if sentence.tokens[i].text.lower() in lexis.negations and not _is_only(sentence, i))
    negations += _is_prevented(sentence, index, lexis)
    return Polarity.NEGATIVE if negations % 2 else Polarity.POSITIVE


def _is_prevented(sentence: Sentence, index: int, lexis: Lexis) -> bool:
    """Tell whether a predicate stands in the clause of what is to be prevented: ``voorkomen dat …``."""
    for current in (index, *ancestors(sentence, index)):
        token = sentence.tokens[current]
        if base(token.relation) in ("ccomp", "csubj") and token.head != current:
            return sentence.tokens[token.head].lemma in lexis.preventing
        if base(token.relation) not in ("xcomp", "conj", "aux"):
            return False
    return False


def _verb_chain(sentence: Sentence, index: int) -> Iterator[tuple[int, str]]:
    """Yield the dependents of the verbs that carry a predicate, with their relations."""
    current = index
    while base(sentence.tokens[current].relation) == "xcomp" and sentence.tokens[current].head != current:
        current = sentence.tokens[current].head
        for child in sentence.children[current]:
            yield child, base(sentence.tokens[child].relation)


def _is_only(sentence: Sentence, index: int) -> bool:
    """Tell whether ``niet`` opens ``niet alleen`` or ``niet meer dan``, which deny nothing."""
    following = sentence.tokens[index + 1].text.lower() if index + 1 < len(sentence.tokens) else ""
    return following in ("alleen", "enkel", "slechts")


def _speakers(clauses: Clauses, words: list[int], index: int, lexis: Lexis) -> list[str]:
    """Return who says so: the subject of a speech verb above the clause, or who stands after ``volgens`` or ``aldus``."""
    sentence = clauses.sentence
    found: list[str] = []
    for _, row in lexis.cues(sentence, CueKind.ATTRIBUTION):
        if any(word in words for word in row):
            continue
        heads = [sentence.tokens[word].head for word in row if sentence.tokens[word].head not in row]
        near = [i for i in range(row[-1] + 1, min(row[-1] + 6, len(sentence.tokens))) if i in clauses.owner]
        for candidate in (*heads, *near):
            speakers = [filler.entity for filler in clauses.fillers(candidate) if filler.kind in ACTORS or filler.kind is Kind.POLICY]
            if speakers and index != candidate:
                found.extend(speakers)
                break
    return found


def reported_clauses(sentence: Sentence, statements: tuple[Statement, ...]) -> Mapping[str, tuple[str, ...]]:
    """Map each claim of a sentence to its speakers.

    Args:
        sentence: the sentence.
        statements: its statements; only those of ``states`` count.

    Returns:
        Speakers by claim, sorted.
    """
    rows: dict[str, set[str]] = {}
    for statement in statements:
        if statement.property == "states" and statement.evidence == (sentence.start, sentence.end):
            rows.setdefault(statement.claim, set()).add(statement.subject)
    return {claim: tuple(sorted(speakers)) for claim, speakers in sorted(rows.items())}


def attribute(statement: Statement, sentence: Sentence, reported: Mapping[str, tuple[str, ...]]) -> Statement:
    """Attribute a statement whose predicate stands inside a reported clause to those who say it.

    Args:
        statement: a qualified statement.
        sentence: the sentence it rests on.
        reported: speakers by claim, from ``reported_clauses``.

    Returns:
        The statement with the speakers added.
    """
    if statement.property == "states" or not statement.trigger:
        return statement
    said = set(statement.attributed_to)
    for claim, speakers in reported.items():
        begin = sentence.document.text.find(claim, sentence.start, sentence.end)
        if begin >= 0 and all(begin <= start and end <= begin + len(claim) for start, end in statement.trigger):
            said.update(speakers)
    return dataclasses.replace(statement, attributed_to=tuple(sorted(said)))
