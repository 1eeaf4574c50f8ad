"""The lexicon: what it holds, how its words are found, and what it refuses to load."""

from __future__ import annotations

from itertools import combinations

import pyoxigraph as ox
import pytest

from beleidsgraaf.errors import KnowledgeError
from beleidsgraaf.knowledge.inflection import verb_forms
from beleidsgraaf.knowledge.lexicon import (
    LEX,
    Argument,
    CueKind,
    Frame,
    Function,
    Lexicon,
    PartOfSpeech,
    check_lexicon,
    load_lexicon,
    read_lexicon,
)
from beleidsgraaf.knowledge.ontology import Ontology, load_ontology
from beleidsgraaf.knowledge.resources import turtle_files
from beleidsgraaf.model import Kind, Modality, Polarity

PREFIXES = """
@prefix bg: <https://w3id.org/beleidsgraaf/def#> .
@prefix lex: <https://w3id.org/beleidsgraaf/lexicon#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix synsem: <http://www.w3.org/ns/lemon/synsem#> .
"""
ENTRY = """
lex:beheren lexinfo:partOfSpeech lexinfo:verb ; ontolex:canonicalForm lex:form ; ontolex:sense lex:sense .
lex:form ontolex:writtenRep "beheren"@nl .
lex:frame lexinfo:subject lex:one ; lexinfo:directObject lex:two .
lex:sense ontolex:reference bg:manages ; synsem:subjOfProp lex:one ; synsem:objOfProp lex:two .
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The lexicon that ships with the package."""
    return load_lexicon()


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The ontology that ships with the package."""
    return load_ontology()


def frame(lexicon: Lexicon, name: str) -> Frame:
    """Return a frame by its id."""
    return next(frame for frame in lexicon.frames if frame.id == name)


def read(text: str) -> Lexicon:
    """Read a lexicon of one file."""
    return read_lexicon([("test.ttl", PREFIXES + text)])


def test_size(lexicon: Lexicon) -> None:
    """There are hundreds of frames, type nouns and roles."""
    assert len(lexicon.frames) >= 800
    assert len({(frame.lemma, frame.part_of_speech, frame.fixed) for frame in lexicon.frames}) >= 700
    assert len([noun for noun in lexicon.type_nouns.values() if noun.class_name]) >= 200
    assert len(lexicon.roles) >= 60


def test_every_property_is_used(lexicon: Lexicon, ontology: Ontology) -> None:
    """Each property of the ontology has words of at least two parts of speech or two verbs."""
    for name in ontology.properties:
        words = {(frame.lemma, frame.part_of_speech) for frame in lexicon.frames if frame.property == name}
        assert len(words) >= 2, name


def test_every_frame_has_an_example(lexicon: Lexicon) -> None:
    """Each frame shows in a sentence what it yields; the roles, which share one frame, need none."""
    assert [frame.id for frame in lexicon.frames if not frame.examples and not frame.id.endswith("-role")] == []


def test_examples_are_of_their_frame(lexicon: Lexicon) -> None:
    """An example has the property, the polarity by nature and the modality by nature of its frame."""
    for frame in lexicon.frames:
        for example in frame.examples:
            assert example.property == frame.property
            assert example.subject
            assert bool(example.claim) == (frame.clause is not None)
            assert frame.modality in (None, example.modality)
            if frame.polarity is Polarity.NEGATIVE:
                assert example.polarity is Polarity.NEGATIVE


def overlaps(one: Argument | None, other: Argument | None) -> bool:
    """Tell whether the same words of a sentence may fill both arguments."""
    if one is None or other is None or one.function is not other.function:
        return False
    return not (one.prepositions and other.prepositions) or bool(set(one.prepositions) & set(other.prepositions))


def test_kinds_tell_senses_apart(lexicon: Lexicon, ontology: Ontology) -> None:
    """No two senses of a word with the same frame admit the same kinds at both ends."""
    words: dict[tuple[object, ...], list[Frame]] = {}
    for frame in lexicon.frames:
        words.setdefault((frame.lemma, frame.part_of_speech, frame.particle, frame.reflexive, frame.fixed), []).append(frame)
    clashes = [
        (one.id, other.id)
        for row in words.values()
        for one, other in combinations(row, 2)
        if overlaps(one.subject, other.subject) and overlaps(one.object, other.object)
        for subject in Kind
        for target in Kind
        if all(frame.admits(subject, target) and ontology.allows(frame.property, subject, target) for frame in (one, other))
    ]
    assert sorted(set(clashes)) == []


def test_every_name_is_described() -> None:
    """Each resource of the lexicon that something points to is described in it, and none is a blank node."""
    triples = [triple for _, text in turtle_files("lexicon") for triple in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    described = {triple.subject for triple in triples}
    named = {node for triple in triples for node in (triple.predicate, triple.object) if isinstance(node, ox.NamedNode)}
    assert sorted(node.value for node in named - described if node.value.startswith(LEX)) == []
    assert not any(isinstance(triple.subject, ox.BlankNode) for triple in triples)


def test_order_of_files_does_not_matter() -> None:
    """The files may be read in any order."""
    files = turtle_files("lexicon")
    assert read_lexicon(files) == read_lexicon(tuple(reversed(files)))


def test_separable_verb(lexicon: Lexicon) -> None:
    """A separable verb stands under its whole form and under the form without particle."""
    found = frame(lexicon, "aankondigen-announces")
    assert (found.lemma, found.base, found.particle) == ("aankondigen", "kondigen", "aan")
    assert found in lexicon.by_lemma["aankondigen"]
    assert found in lexicon.by_lemma["kondigen"]


def test_light_verb(lexicon: Lexicon) -> None:
    """An expression is found by its verb, with the other words fixed."""
    found = frame(lexicon, "toezicht-houden-supervises")
    assert (found.lemma, found.fixed) == ("houden", ("toezicht",))
    assert found.object == Argument(Function.OBLIQUE, ("op",))


def test_reflexive_expression(lexicon: Lexicon) -> None:
    """A reflexive verb has no fixed ``zich``: any reflexive pronoun will do."""
    found = frame(lexicon, "zich-houden-compliesWith")
    assert (found.lemma, found.reflexive, found.fixed) == ("houden", True, ())


def test_prepositional_expression(lexicon: Lexicon) -> None:
    """A prepositional expression is found by its first word."""
    found = frame(lexicon, "op-grond-van-basedOn")
    assert (found.lemma, found.fixed, found.part_of_speech) == ("op", ("grond", "van"), PartOfSpeech.PREPOSITION)


def test_recipient(lexicon: Lexicon) -> None:
    """Who receives something may be an indirect object or stand with a preposition."""
    assert {argument.function for argument in frame(lexicon, "sturen-publishes").recipient} == {Function.INDIRECT_OBJECT, Function.OBLIQUE}


def test_clause_instead_of_object(lexicon: Lexicon) -> None:
    """A verb of speech has a clause where others have an object."""
    found = frame(lexicon, "stellen-states")
    assert found.object is None
    assert found.clause == Argument(Function.CLAUSE)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("gebruiken", "gebruiken-uses"),
        ("beheerde", "beheren-manages"),
        ("vastgesteld", "vaststellen-adopts"),
        ("aangeboden", "aanbieden-publishes"),
        ("bood", "aanbieden-publishes"),
        ("geëvalueerd", "evalueren-evaluates"),
        ("leefden", "naleven-compliesWith"),
        ("wijst", "aanwijzen-appoints"),
        ("heeft", "kritiek-hebben-opposes"),
        ("beheerders", "beheerder-manages"),
    ],
)
def test_form_finds_frame(lexicon: Lexicon, form: str, name: str) -> None:
    """A frame is found by any form of its word, regular or not."""
    assert name in {frame.id for frame in lexicon.by_form[form]}


def test_forms_hold_for_every_verb(lexicon: Lexicon) -> None:
    """Of each verb the infinitive and the regular forms lead to its frame."""
    for frame in lexicon.frames:
        if frame.part_of_speech is PartOfSpeech.VERB:
            for form in (frame.lemma, frame.base, *sorted(verb_forms(frame.base, frame.particle))[:3]):
                assert frame in lexicon.by_form[form]


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("wet", "Law"),
        ("archiefwet", "Law"),
        ("verzamelbrief", "Letter"),
        ("uitvoeringsstrategie", "Strategy"),
        ("voorraad", None),
        ("kabinet", None),
        ("postcode", None),
        ("tafel", None),
    ],
)
def test_type_of_noun(lexicon: Lexicon, noun: str, expected: str | None) -> None:
    """A compound has the type of its head, unless the lexicon knows better."""
    found = lexicon.type_of(noun)
    assert (found.class_name if found else None) == expected


def test_vague_nouns(lexicon: Lexicon) -> None:
    """Nouns that name nothing by themselves are marked."""
    assert lexicon.type_nouns["systeem"].vague
    assert not lexicon.type_nouns["ministerie"].vague


def test_anaphors(lexicon: Lexicon) -> None:
    """A noun may stand for an end of a property: what was replaced, or what replaced it."""
    assert (lexicon.anaphors["voorganger"].property, lexicon.anaphors["voorganger"].subject) == ("replaces", False)
    assert lexicon.anaphors["opvolger"].subject


def test_cues(lexicon: Lexicon) -> None:
    """Cues are found by their first word, the longest first, and say what they mean."""
    assert {"niet", "geen", "zonder"} <= lexicon.words(CueKind.NEGATION)
    assert {"als", "mits", "tenzij"} <= lexicon.words(CueKind.CONDITION)
    assert {"volgens", "aldus"} <= lexicon.words(CueKind.ATTRIBUTION)
    assert [cue.modality for cue in lexicon.cues["moeten"]] == [Modality.OBLIGATION]
    lengths = [len(cue.words) for cue in lexicon.cues["zou"]]
    assert lengths == sorted(lengths, reverse=True)


def test_kinds_narrow() -> None:
    """A sense may be narrowed to kinds; an actor stands for all kinds of actor."""
    text = ENTRY + "lex:sense synsem:propertyDomain bg:Actor ; synsem:propertyRange bg:System ."
    (found,) = read(text).frames
    assert found.subject_kinds == {Kind.ORGANIZATION, Kind.PERSON, Kind.ACTOR_GROUP}
    assert found.admits(Kind.PERSON, Kind.SYSTEM)
    assert not found.admits(Kind.PERSON, Kind.POLICY)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lex:beheren", "not valid Turtle"),
        ("[] lexinfo:subject lex:one .", "blank node"),
        (ENTRY.replace('lex:form ontolex:writtenRep "beheren"@nl .', ""), "no ontolex:canonicalForm"),
        (ENTRY.replace("lexinfo:directObject lex:two", "lexinfo:directObject lex:three"), "stands in no synsem:SyntacticFrame"),
        (ENTRY.replace("lexinfo:verb", "lexinfo:interjection"), "part of speech interjection"),
        (ENTRY + "lex:sense ontolex:reference bg:uses .", "has 2 values"),
        (ENTRY + "lex:sense synsem:propertyRange bg:Law .", "narrowed to Law"),
        (ENTRY.replace("synsem:objOfProp lex:two", "synsem:isA lex:two"), "names no arguments"),
    ],
)
def test_faults_are_named(text: str, message: str) -> None:
    """A fault in a file is refused with a sentence that names it."""
    with pytest.raises(KnowledgeError, match=message) as caught:
        read(text)
    assert caught.value.terms


@pytest.mark.parametrize(
    ("properties", "terms"),
    [({"uses"}, ("manages",)), ({"manages", "uses"}, ("uses",))],
    ids=["unknown property", "property without entry"],
)
def test_lexicon_and_ontology_agree(properties: set[str], terms: tuple[str, ...]) -> None:
    """A frame for a property that does not exist, and a property without frame, are refused by name."""
    with pytest.raises(KnowledgeError) as caught:
        check_lexicon(read(ENTRY), properties, set())
    assert caught.value.terms == terms


def test_unknown_class() -> None:
    """A noun cannot be of a class that does not exist."""
    noun = """
    lex:wet lexinfo:partOfSpeech lexinfo:noun ; ontolex:canonicalForm lex:wet-form ; ontolex:sense lex:wet-Law .
    lex:wet-form ontolex:writtenRep "wet"@nl .
    lex:wet-Law ontolex:reference bg:Law .
    """
    with pytest.raises(KnowledgeError, match="classes") as caught:
        check_lexicon(read(ENTRY + noun), {"manages"}, {"Decree"})
    assert caught.value.terms == ("Law",)
