"""The lexicon: which words, in which frame, express which property, and which words qualify, type or refer.

Read from ``ontology/lexicon/*.ttl`` in OntoLex-Lemon (https://www.w3.org/2016/05/ontolex/) with LexInfo's grammatical functions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

import pyoxigraph as ox

from beleidsgraaf.errors import KnowledgeError
from beleidsgraaf.knowledge.frames import Anaphor, Argument, Cue, CueKind, Example, Frame, Function, PartOfSpeech, TypeNoun
from beleidsgraaf.knowledge.inflection import noun_forms, verb_forms
from beleidsgraaf.knowledge.ontology import load_ontology
from beleidsgraaf.knowledge.resources import turtle_files
from beleidsgraaf.model import ACTORS, Kind, Modality, Polarity

__all__ = [
    "Anaphor",
    "Argument",
    "Cue",
    "CueKind",
    "Example",
    "Frame",
    "Function",
    "Lexicon",
    "PartOfSpeech",
    "TypeNoun",
    "check_lexicon",
    "load_lexicon",
    "read_lexicon",
]

BG = "https://w3id.org/beleidsgraaf/def#"
LEX = "https://w3id.org/beleidsgraaf/lexicon#"
ONTOLEX = "http://www.w3.org/ns/lemon/ontolex#"
SYNSEM = "http://www.w3.org/ns/lemon/synsem#"
DECOMP = "http://www.w3.org/ns/lemon/decomp#"
LEXICOG = "http://www.w3.org/ns/lemon/lexicog#"
LEXINFO = "http://www.lexinfo.net/ontology/3.0/lexinfo#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NOTHING = "http://www.w3.org/2002/07/owl#Nothing"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that is known about words.

    Args:
        frames: all frames, sorted by id.
        by_lemma: lemma to frames; a separable verb stands under its whole form and under its base.
        by_form: any form to frames, lemmas included: what the lemmatiser gets wrong (``gebruiken``: ``gebruik``) is still found.
        cues: first word to cues, longest first.
        type_nouns: lemma to type noun.
        roles: nouns of a position a person holds (``staatssecretaris``), in lower case; all share one frame.
        anaphors: lemma to anaphor.
        triggers: every form that can start a frame; a sentence with none of them yields no statement.
    """

    frames: tuple[Frame, ...]
    by_lemma: Mapping[str, tuple[Frame, ...]] = field(repr=False)
    by_form: Mapping[str, tuple[Frame, ...]] = field(repr=False)
    cues: Mapping[str, tuple[Cue, ...]] = field(repr=False)
    type_nouns: Mapping[str, TypeNoun] = field(repr=False)
    roles: frozenset[str] = field(repr=False)
    anaphors: Mapping[str, Anaphor] = field(repr=False)
    triggers: frozenset[str] = field(repr=False)

    def words(self, kind: CueKind) -> frozenset[str]:
        """Return the single words that are a cue of a kind."""
        return frozenset(cue.words[0] for cue in chain.from_iterable(self.cues.values()) if cue.kind is kind and len(cue.words) == 1)

    def type_of(self, noun: str) -> TypeNoun | None:
        """Return the type of a noun: its own, or that of the longest type noun a compound ends with.

        Args:
            noun: a lemma in lower case (``verzamelbrief``).

        Returns:
            The type noun (that of ``brief``), or ``None``.
        """
        for start in range(len(noun) - 2):
            found = self.type_nouns.get(noun[start:])
            if found is not None and (start == 0 or start > 1):
                return found if found.class_name else None
        return None


Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Properties = dict[str, list[Node]]

_PARTS_OF_SPEECH = {
    "verb": PartOfSpeech.VERB,
    "noun": PartOfSpeech.NOUN,
    "adjective": PartOfSpeech.ADJECTIVE,
    "preposition": PartOfSpeech.PREPOSITION,
    "adverb": PartOfSpeech.ADVERB,
    "subordinatingConjunction": PartOfSpeech.CONJUNCTION,
    "determiner": PartOfSpeech.DETERMINER,
    "pronoun": PartOfSpeech.PRONOUN,
    "particle": PartOfSpeech.PARTICLE,
}
_FUNCTIONS = {
    LEXINFO + "subject": Function.SUBJECT,
    LEXINFO + "directObject": Function.OBJECT,
    LEXINFO + "indirectObject": Function.INDIRECT_OBJECT,
    LEXINFO + "prepositionalObject": Function.OBLIQUE,
    LEXINFO + "sententialClause": Function.CLAUSE,
    LEX + "coordinatedSubject": Function.COORDINATED,
    LEXINFO + "copulativeSubject": Function.COPULAR_SUBJECT,
    LEXINFO + "prepositionalAdjunct": Function.ADNOMINAL,
    LEX + "clauseSubject": Function.HEAD,
    LEXINFO + "attributiveArg": Function.MODIFIED,
    LEXINFO + "complement": Function.COMPLEMENT,
}
_KINDS = frozenset(kind.value for kind in Kind)
_MODALITIES = frozenset(modality.value for modality in Modality)
_CUES = _MODALITIES | {kind.value for kind in CueKind if kind is not CueKind.MODALITY}


@cache
def load_lexicon() -> Lexicon:
    """Read the lexicon that ships with the package.

    Raises:
        KnowledgeError: when a file is not Turtle, an entry is incomplete, or lexicon and ontology disagree.
    """
    lexicon = read_lexicon(turtle_files("lexicon"))
    ontology = load_ontology()
    check_lexicon(lexicon, ontology.properties, ontology.classes)
    return lexicon


def read_lexicon(files: Iterable[tuple[str, str]]) -> Lexicon:
    """Build a lexicon from Turtle.

    Args:
        files: pairs of file name and text.

    Raises:
        KnowledgeError: when a file is not Turtle, or an entry is incomplete.
    """
    return _Reader(_parse(files)).lexicon()


def check_lexicon(lexicon: Lexicon, properties: Collection[str], classes: Collection[str]) -> None:
    """Hold a lexicon against the ontology's terms.

    Args:
        lexicon: the lexicon.
        properties: local names of the properties a statement may have.
        classes: local names of the classes.

    Raises:
        KnowledgeError: when a frame names a property or a noun a class that does not exist, or a property has no frame.
    """
    used = {frame.property for frame in lexicon.frames}
    missing = {noun.class_name for noun in lexicon.type_nouns.values()} - set(classes) - {""}
    for terms, what in (
        (used - set(properties), "uses properties that ontology/beleidsgraaf.ttl does not define"),
        (missing, "uses classes that ontology/beleidsgraaf.ttl does not define"),
        (set(properties) - used, "has no entry for properties of ontology/beleidsgraaf.ttl, which would never be extracted"),
    ):
        if terms:
            listed = tuple(sorted(terms))
            raise KnowledgeError(f"The lexicon in ontology/lexicon/ {what}: {', '.join(listed)}.", terms=listed)


def _parse(files: Iterable[tuple[str, str]]) -> dict[str, Properties]:
    """Gather the triples of all files by subject and predicate."""
    found: dict[str, Properties] = {}
    for name, text in files:
        try:
            for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
                subject = triple.subject
                if not isinstance(subject, ox.NamedNode):
                    raise KnowledgeError(f"ontology/lexicon/{name} has a blank node; give it a name in lex:.", terms=(name,))
                found.setdefault(subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)
        except SyntaxError as error:
            raise KnowledgeError(f"ontology/lexicon/{name} is not valid Turtle: {error}.", terms=(name,)) from error
    return found


class _Reader:
    """Turns the triples of a lexicon into values.

    Args:
        triples: subject IRI to predicate IRI to objects.
    """

    def __init__(self, triples: dict[str, Properties]) -> None:
        self.triples = triples
        self.functions = {
            node.value: _FUNCTIONS[predicate]
            for properties in triples.values()
            for predicate in properties.keys() & _FUNCTIONS.keys()
            for node in properties[predicate]
            if isinstance(node, ox.NamedNode)
        }

    def lexicon(self) -> Lexicon:
        """Build all values, sorted."""
        frames: list[Frame] = []
        cues: list[Cue] = []
        types: dict[str, TypeNoun] = {}
        roles: set[str] = set()
        anaphors: dict[str, Anaphor] = {}
        for entry in sorted(self.triples):
            for sense in sorted(self.iris(entry, ONTOLEX + "sense")):
                reference = self.iri(sense, ONTOLEX + "reference")
                name = reference.removeprefix(BG).removeprefix(LEX)
                word = self.written(entry).lower()
                if LEX + "role-frame" in self.iris(entry, SYNSEM + "synBehavior"):
                    roles.add(word)
                if self.iris(sense, SYNSEM + "subjOfProp") and self.iris(sense, SYNSEM + "objOfProp"):
                    frames.append(self.frame(entry, sense, name))
                elif name in _CUES:
                    cues.append(self.cue(entry, name))
                elif self.iris(sense, LEX + "refersTo"):
                    anaphors[word] = Anaphor(word, name, self.iri(sense, LEX + "refersTo") == RDF + "subject")
                elif reference == NOTHING or name[0].isupper():
                    types[word] = TypeNoun(word, "" if reference == NOTHING else name, LEX + "VagueNoun" in self.iris(entry, RDF + "type"))
                else:
                    raise KnowledgeError(f"The sense {sense} refers to {reference} but names no arguments.", terms=(sense,))
        return _assemble(sorted(frames, key=lambda frame: frame.id), cues, types, roles, anaphors)

    def iris(self, subject: str, predicate: str) -> list[str]:
        """Return the IRIs a subject has for a predicate."""
        found = self.triples.get(subject, {}).get(predicate)
        return list(dict.fromkeys([node.value for node in found if isinstance(node, ox.NamedNode)])) if found else []

    def iri(self, subject: str, predicate: str) -> str:
        """Return the one IRI a subject has for a predicate."""
        found = self.iris(subject, predicate)
        if len(found) != 1:
            raise KnowledgeError(
                f"The lexicon's {subject} has {len(found)} values for {predicate}, where one is expected.", terms=(subject,)
            )
        return found[0]

    def text(self, subject: str, predicate: str) -> str:
        """Return the first literal a subject has for a predicate, ``""`` when there is none."""
        return next((node.value for node in self.triples.get(subject, {}).get(predicate, ()) if isinstance(node, ox.Literal)), "")

    def written(self, entry: str) -> str:
        """Return the written form of an entry."""
        found = self.text(self.iri(entry, ONTOLEX + "canonicalForm"), ONTOLEX + "writtenRep")
        if not found:
            raise KnowledgeError(f"The lexicon's entry {entry} has no ontolex:canonicalForm with an ontolex:writtenRep.", terms=(entry,))
        return found

    def forms(self, entry: str, part_of_speech: PartOfSpeech, lemma: str, particle: str) -> frozenset[str]:
        """Return the forms of the word that governs an entry: by rule, and those given as ``ontolex:otherForm``."""
        given = {self.text(form, ONTOLEX + "writtenRep").lower() for form in self.iris(entry, ONTOLEX + "otherForm")}
        base = lemma.removeprefix(particle)
        if part_of_speech is PartOfSpeech.VERB:
            apart = {form.removeprefix(particle) for form in given}
            return verb_forms(base, particle) | {lemma, base} | given | apart
        return (noun_forms(lemma) if part_of_speech is PartOfSpeech.NOUN else frozenset({lemma})) | given

    def part_of_speech(self, entry: str) -> PartOfSpeech:
        """Return the part of speech of an entry."""
        name = self.iri(entry, LEXINFO + "partOfSpeech").removeprefix(LEXINFO)
        if name not in _PARTS_OF_SPEECH:
            raise KnowledgeError(f"The lexicon's entry {entry} has the part of speech {name}, which is not in use.", terms=(entry,))
        return _PARTS_OF_SPEECH[name]

    def argument(self, node: str) -> Argument:
        """Build an argument from its node."""
        if node not in self.functions:
            raise KnowledgeError(f"The argument {node} of the lexicon stands in no synsem:SyntacticFrame.", terms=(node,))
        markers = tuple(sorted(self.written(marker) for marker in self.iris(node, SYNSEM + "marker")))
        return Argument(self.functions[node], markers)

    def frame(self, entry: str, sense: str, name: str) -> Frame:
        """Build the frame of a sense that refers to a property."""
        part_of_speech = self.part_of_speech(entry)
        words = self.written(entry).lower().split()
        head = 0 if part_of_speech is PartOfSpeech.PREPOSITION else len(words) - 1
        lemma = words[head]
        rest = tuple(word for index, word in enumerate(words) if index != head)
        particle = next((self.written(part) for part in self.iris(entry, DECOMP + "subterm")), "")
        target = self.argument(self.iri(sense, SYNSEM + "objOfProp"))
        modality = self.iris(sense, BG + "modality")
        is_clause = target.function is Function.CLAUSE
        examples = [self.example(node) for node in sorted(self.iris(sense, LEXICOG + "usageExample"))]
        return Frame(
            id=sense.removeprefix(LEX),
            lemma=lemma,
            part_of_speech=part_of_speech,
            base=lemma.removeprefix(particle),
            particle=particle,
            reflexive="zich" in rest,
            fixed=tuple(word for word in rest if word != "zich"),
            property=name,
            subject=self.argument(self.iri(sense, SYNSEM + "subjOfProp")),
            object=None if is_clause else target,
            subject_kinds=self.kinds(sense, "propertyDomain"),
            object_kinds=self.kinds(sense, "propertyRange"),
            recipient=tuple(self.argument(node) for node in sorted(self.iris(sense, LEX + "recipientOfProp"))),
            clause=target if is_clause else None,
            modality=Modality(modality[0].removeprefix(BG)) if modality else None,
            polarity=self.polarity(sense),
            forms=self.forms(entry, part_of_speech, lemma, particle),
            examples=tuple(example for example in examples if example.property),
            counterexamples=tuple(example for example in examples if not example.property),
        )

    def kinds(self, sense: str, restriction: str) -> frozenset[Kind]:
        """Return the kinds that ``synsem:propertyDomain`` or ``synsem:propertyRange`` narrows a sense to."""
        names = {iri.removeprefix(BG) for iri in self.iris(sense, SYNSEM + restriction)}
        kinds = {Kind(name) for name in names if name in _KINDS} | (ACTORS if "Actor" in names else frozenset())
        if unknown := names - _KINDS - {"Actor"}:
            raise KnowledgeError(
                f"The lexicon's {sense} is narrowed to {', '.join(sorted(unknown))}, not a kind of entity.", terms=(sense,)
            )
        return frozenset(kinds)

    def polarity(self, node: str) -> Polarity:
        """Return the polarity of a sense or an example."""
        return Polarity.NEGATIVE if BG + "Negative" in self.iris(node, BG + "polarity") else Polarity.POSITIVE

    def example(self, node: str) -> Example:
        """Build an example from its node."""
        modality = self.iris(node, BG + "modality")
        predicate = self.iris(node, RDF + "predicate")
        return Example(
            text=self.text(node, RDF + "value"),
            subject=self.text(node, RDF + "subject"),
            property=predicate[0].removeprefix(BG) if predicate else "",
            object=self.text(node, RDF + "object"),
            claim=self.text(node, BG + "claim"),
            modality=Modality(modality[0].removeprefix(BG)) if modality else Modality.ASSERTED,
            polarity=self.polarity(node),
            recipient=self.text(node, BG + "recipient"),
            role=self.text(node, BG + "role"),
        )

    def cue(self, entry: str, name: str) -> Cue:
        """Build a cue from its entry."""
        modality = Modality(name) if name in _MODALITIES else None
        kind = CueKind.MODALITY if modality else CueKind(name)
        return Cue(entry.removeprefix(LEX), tuple(self.written(entry).lower().split()), self.part_of_speech(entry), kind, modality)


def _assemble(
    frames: list[Frame],
    cues: list[Cue],
    types: dict[str, TypeNoun],
    roles: set[str],
    anaphors: dict[str, Anaphor],
) -> Lexicon:
    """Index the values of a lexicon by word."""
    by_lemma: dict[str, list[Frame]] = {}
    for frame in frames:
        for lemma in sorted({frame.lemma, frame.base}):
            by_lemma.setdefault(lemma, []).append(frame)
    by_id = {frame.id: frame for frame in frames}
    by_form: dict[str, set[str]] = {}
    for frame in frames:
        for form in frame.forms:
            by_form.setdefault(form, set()).add(frame.id)
    by_word: dict[str, list[Cue]] = {}
    for cue in sorted(cues, key=lambda cue: (-len(cue.words), cue.words, cue.id, cue.kind)):
        by_word.setdefault(cue.words[0], []).append(cue)
    return Lexicon(
        frames=tuple(frames),
        by_lemma={lemma: tuple(found) for lemma, found in by_lemma.items()},
        by_form={form: tuple(by_id[name] for name in sorted(names)) for form, names in sorted(by_form.items())},
        cues={word: tuple(found) for word, found in by_word.items()},
        type_nouns=types,
        roles=frozenset(roles),
        anaphors=anaphors,
        triggers=frozenset(by_form),
    )
