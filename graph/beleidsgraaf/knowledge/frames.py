"""The values of the lexicon: frames with their arguments and examples, cues, type nouns, anaphors."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from beleidsgraaf.model import Kind, Modality, Polarity


class PartOfSpeech(StrEnum):
    """Part of speech of an entry, as in Universal Dependencies."""

    VERB = "VERB"
    NOUN = "NOUN"
    ADJECTIVE = "ADJ"
    PREPOSITION = "ADP"
    ADVERB = "ADV"
    CONJUNCTION = "SCONJ"
    DETERMINER = "DET"
    PRONOUN = "PRON"
    PARTICLE = "PART"


class Function(StrEnum):
    """What an argument is to the word that governs it.

    Of a verb, in the active voice: ``SUBJECT``, ``OBJECT``, ``INDIRECT_OBJECT``, ``OBLIQUE`` (with a preposition), ``CLAUSE`` (``dat …``, a
    quotation), ``COORDINATED`` (the further members of a coordinated subject: ``X en Y werken samen``).
    Of a noun or adjective: ``COPULAR_SUBJECT`` (``X is beheerder van Y``, ``X, beheerder van Y``), ``ADNOMINAL`` (with a preposition:
    ``van Y``, ``door X``).
    Of a preposition: ``COMPLEMENT`` (its own noun), ``HEAD`` (the subject of the clause it stands in), ``MODIFIED`` (the noun it stands
    by).
    """

    SUBJECT = "subject"
    OBJECT = "object"
    INDIRECT_OBJECT = "indirect object"
    OBLIQUE = "oblique"
    CLAUSE = "clause"
    COORDINATED = "coordinated"
    COPULAR_SUBJECT = "copular subject"
    ADNOMINAL = "adnominal"
    HEAD = "head"
    MODIFIED = "modified"
    COMPLEMENT = "complement"


@dataclass(frozen=True, slots=True)
class Argument:
    """A place in a frame.

    Args:
        function: what the argument is to the predicate.
        prepositions: the prepositions it may stand with, each a lower-case phrase; empty for a function that takes none.
    """

    function: Function
    prepositions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that shows a frame, with the one statement it must yield.

    Args:
        text: the sentence.
        subject, object: labels of both ends; ``object`` is ``""`` for ``states``.
        property: local name of the property; ``""`` when the sentence must yield nothing.
        claim: for ``states``, the clause; else ``""``.
        modality, polarity: as the sentence puts it.
        recipient: label of the receiver, or ``""``.
        role: position held, or ``""``.
    """

    text: str
    subject: str = ""
    property: str = ""
    object: str = ""
    claim: str = ""
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    recipient: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which a word expresses a property.

    Args:
        id: local name of the sense in the lexicon (``beheren-manages``); its IRI is ``LEX + id``.
        lemma: dictionary form of the word that governs the arguments; a separable verb is written whole (``aankondigen``).
        part_of_speech: of the governing word. With ``fixed`` words a parser may see another one: match on the lemma then.
        base: the lemma without particle (``kondigen``); the lemma itself when there is none.
        particle: particle of a separable verb, or ``""``.
        reflexive: whether ``zich`` belongs to it.
        fixed: words that must stand with it, in order: (``toezicht``) for ``toezicht houden``, (``grond``, ``van``) for ``op grond van``.
        property: local name of the property.
        subject: where the subject of the property stands.
        object: where its object stands; ``None`` exactly when there is a ``clause``.
        subject_kinds, object_kinds: the kinds this sense is narrowed to, besides the property's own domain and range; empty when it is
            not. Two senses of a word with the same frame never share a pair of kinds, so the kinds decide (``aanbieden``: ``publishes`` a
            Policy, ``provides`` a System).
        recipient: where the receiver may stand (each of these will do); empty when there is none.
        clause: where the clause of ``states`` stands.
        modality: set when the predicate by itself carries it, else ``None``.
        polarity: polarity of the statement when nothing negates the predicate.
        forms: all forms of the governing word, lower case; of a separable verb both apart from its particle and as one with it.
        examples: sentences that yield the statement.
        counterexamples: sentences that must yield nothing.
    """

    id: str
    lemma: str
    part_of_speech: PartOfSpeech
    base: str
    particle: str
    reflexive: bool
    fixed: tuple[str, ...]
    property: str
    subject: Argument
    object: Argument | None
    subject_kinds: frozenset[Kind] = frozenset()
    object_kinds: frozenset[Kind] = frozenset()
    recipient: tuple[Argument, ...] = ()
    clause: Argument | None = None
    modality: Modality | None = None
    polarity: Polarity = Polarity.POSITIVE
    forms: frozenset[str] = field(default=frozenset(), repr=False)
    examples: tuple[Example, ...] = field(default=(), repr=False)
    counterexamples: tuple[Example, ...] = field(default=(), repr=False)

    def admits(self, subject: Kind, object_: Kind) -> bool:
        """Return whether the kinds this sense is narrowed to admit a subject and an object of these kinds."""
        return (not self.subject_kinds or subject in self.subject_kinds) and (not self.object_kinds or object_ in self.object_kinds)


class CueKind(StrEnum):
    """What a cue does to the statement near it; each value is the local name of what its sense refers to."""

    MODALITY = "modality"
    NEGATION = "Negative"
    ATTRIBUTION = "attributedTo"
    CONDITION = "Condition"
    TIME = "time"
    DEFINITE = "Definite"
    DEMONSTRATIVE = "Demonstrative"
    TRANSPARENT = "TransparentNoun"
    OBJECT_CONTROL = "ObjectControl"
    TERM_ADJECTIVE = "TermAdjective"
    TITLE = "Title"
    SUPPORT_VERB = "SupportVerb"
    HOLDING_VERB = "HoldingVerb"
    PREVENTING_VERB = "PreventingVerb"
    ERGATIVE_VERB = "ErgativeVerb"
    APPOSED_NOUN = "ApposedNoun"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that qualifies.

    Args:
        id: local name of the entry.
        words: its words, lower case; each matches a token by its form or by its lemma.
        part_of_speech: part of speech of the phrase.
        kind: what it does.
        modality: for a cue of modality, which.
    """

    id: str
    words: tuple[str, ...]
    part_of_speech: PartOfSpeech
    kind: CueKind
    modality: Modality | None = None


@dataclass(frozen=True, slots=True)
class TypeNoun:
    """A noun that tells the class of what it names.

    Args:
        lemma: the noun in the singular.
        class_name: local name of the class, ``""`` for a noun that types nothing though it ends like one that does (``voorraad``).
        vague: too unspecific to type a name or refer back by itself (``systeem``, ``website``).
    """

    lemma: str
    class_name: str
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A noun that stands for one end of a property: ``de voorganger`` for what was replaced.

    Args:
        lemma: the noun.
        property: local name of the property.
        subject: whether it stands for the property's subject; else for its object.
    """

    lemma: str
    property: str
    subject: bool
