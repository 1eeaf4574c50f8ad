"""The lexicon as the extraction steps ask it: fast look-ups of single words and of cues in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from beleidsgraaf.knowledge import resources
from beleidsgraaf.knowledge.frames import Cue, CueKind, Frame, Function, PartOfSpeech, TypeNoun

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from beleidsgraaf.knowledge.lexicon import Lexicon
    from beleidsgraaf.model import Sentence, Token


@cache
def given_names() -> frozenset[str]:
    """Return the given names of ``ontology/lexicon/given-names.txt`` in lower case."""
    lines = (resources.ontology() / "lexicon" / "given-names.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip().lower() for line in lines if line.strip())


@dataclass(frozen=True, slots=True, eq=False)
class Lexis:
    """Look-ups in a lexicon.

    Args:
        lexicon: the lexicon.
    """

    lexicon: Lexicon = field(repr=False)
    roles: frozenset[str] = field(init=False, repr=False)
    titles: frozenset[str] = field(init=False, repr=False)
    given_names: frozenset[str] = field(init=False, repr=False)
    transparent: frozenset[str] = field(init=False, repr=False)
    term_adjectives: frozenset[str] = field(init=False, repr=False)
    object_control: frozenset[str] = field(init=False, repr=False)
    support_verbs: frozenset[str] = field(init=False, repr=False)
    holding_verbs: frozenset[str] = field(init=False, repr=False)
    apposed: frozenset[str] = field(init=False, repr=False)
    event_nouns: frozenset[str] = field(init=False, repr=False)
    preventing: frozenset[str] = field(init=False, repr=False)
    ergative: frozenset[str] = field(init=False, repr=False)
    conditions: frozenset[str] = field(init=False, repr=False)
    negations: frozenset[str] = field(init=False, repr=False)
    speech: frozenset[str] = field(init=False, repr=False)
    frames: Mapping[str, Frame] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        lexicon = self.lexicon
        set_ = object.__setattr__
        set_(self, "roles", lexicon.roles)
        set_(self, "titles", lexicon.words(CueKind.TITLE))
        set_(self, "given_names", given_names())
        set_(self, "transparent", lexicon.words(CueKind.TRANSPARENT))
        set_(self, "term_adjectives", lexicon.words(CueKind.TERM_ADJECTIVE))
        set_(self, "object_control", lexicon.words(CueKind.OBJECT_CONTROL))
        set_(self, "support_verbs", lexicon.words(CueKind.SUPPORT_VERB))
        set_(self, "holding_verbs", lexicon.words(CueKind.HOLDING_VERB))
        set_(self, "apposed", lexicon.words(CueKind.APPOSED_NOUN))
        set_(self, "preventing", lexicon.words(CueKind.PREVENTING_VERB))
        set_(self, "ergative", lexicon.words(CueKind.ERGATIVE_VERB))
        set_(self, "conditions", lexicon.words(CueKind.CONDITION))
        set_(self, "negations", lexicon.words(CueKind.NEGATION))
        set_(self, "speech", _speech_words(lexicon))
        set_(self, "event_nouns", frozenset(f.lemma for f in lexicon.frames if f.part_of_speech is PartOfSpeech.NOUN))
        set_(self, "frames", {frame.id: frame for frame in lexicon.frames})

    def type_of(self, noun: str) -> TypeNoun | None:
        """Return what class a noun in the singular tells, compounds included, or None."""
        return self.lexicon.type_of(noun)

    def is_speech(self, word: str) -> bool:
        """Tell whether a word, in some form, reports what somebody says: ``zegt``, ``stelde``, ``aldus``."""
        return word in self.speech or any(stem in self.speech for stem in _infinitives(word))

    def frames_for(self, token: Token) -> tuple[Frame, ...]:
        """Return the frames that a token may evoke, by its lemma or its form."""
        by_lemma, by_form = self.lexicon.by_lemma, self.lexicon.by_form
        keys = {token.text.lower(), token.lemma, token.lemma.lower()}
        frames = {frame.id: frame for key in keys for frame in by_form.get(key, ())}
        found = tuple(frames[name] for name in sorted(frames))
        if not found and token.pos == "NOUN":
            for cut in range(2, len(token.lemma) - 4):  # the head of a compound: ``stelselbeheerder``
                row = by_lemma.get(token.lemma[cut:].lower(), ())
                nouns = tuple(frame for frame in row if frame.part_of_speech is PartOfSpeech.NOUN)
                if nouns:
                    return nouns
        return found

    def cues(self, sentence: Sentence, kind: CueKind) -> Iterator[tuple[Cue, tuple[int, ...]]]:
        """Find the cues of a kind in a sentence.

        Args:
            sentence: a sentence with lemmas.
            kind: the kind of cue.

        Yields:
            Cues with the indices of their words, in order; of cues that begin at one word only the longest.
        """
        taken: set[int] = set()
        for index, token in enumerate(sentence.tokens):
            if index in taken:
                continue
            rows: list[Cue] = []
            whole = _whole_verbs(sentence, index)
            for word in {token.text.lower(), token.lemma, *whole}:
                rows.extend(cue for cue in self.lexicon.cues.get(word, ()) if cue.kind is kind)
            for cue in sorted(rows, key=lambda cue: (-len(cue.words), cue.id)):
                if _stands(sentence.tokens, index, cue.words) or (len(cue.words) == 1 and cue.words[0] in whole):
                    words = tuple(range(index, index + len(cue.words)))
                    taken.update(words)
                    yield cue, words
                    break


def _whole_verbs(sentence: Sentence, index: int) -> tuple[str, ...]:
    """Return a separable verb as one word where its particle stands apart from it: ``oproepen`` for ``roept … op``."""
    token = sentence.tokens[index]
    if token.pos != "VERB":
        return ()
    particles = (sentence.tokens[child] for child in sentence.children[index] if sentence.tokens[child].relation == "compound:prt")
    return tuple(particle.text.lower() + token.lemma for particle in particles)


def _stands(tokens: Sequence[Token], index: int, words: Sequence[str]) -> bool:
    """Tell whether the words stand one after the other from a token on, by form or by lemma."""
    if index + len(words) > len(tokens):
        return False
    return all(word in (tokens[index + n].text.lower(), tokens[index + n].lemma) for n, word in enumerate(words))


def _infinitives(word: str) -> Iterator[str]:
    """Yield the infinitives that a finite form of a regular verb may belong to."""
    for ending in ("de", "te", "den", "ten", "t", ""):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: len(word) - len(ending)]
            yield stem + "en"
            yield stem + stem[-1] + "en"
            if len(stem) > 2 and stem[-2] == stem[-3]:
                yield stem[:-2] + stem[-1] + "en"


def _speech_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the lemmas of verbs that report a clause, with the words of attribution."""
    verbs = {frame.lemma for frame in lexicon.frames if frame.clause is not None} | {
        frame.base for frame in lexicon.frames if frame.clause is not None
    }
    return frozenset(verbs | lexicon.words(CueKind.ATTRIBUTION))


__all__ = ["CueKind", "Frame", "Function", "Lexis", "PartOfSpeech", "given_names"]
