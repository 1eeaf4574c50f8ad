"""Names, noun phrases, mentions, chains and links: who and what a text speaks of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beleidsgraaf import Document, Kind, Link, Mention, Sentence, Statement
from beleidsgraaf.extraction.coreference import find_chains, relational_links
from beleidsgraaf.extraction.lexis import Lexis
from beleidsgraaf.extraction.linking import link_chains
from beleidsgraaf.extraction.matching import LabelMatcher
from beleidsgraaf.extraction.mentions import Finder
from beleidsgraaf.extraction.names import type_name
from beleidsgraaf.extraction.phrases import find_phrases, type_noun_of
from beleidsgraaf.extraction.pronouns import resolve_pronouns
from beleidsgraaf.knowledge.ontology import Ontology
from beleidsgraaf.knowledge.register import Register
from beleidsgraaf.model import FoundBy


@pytest.mark.parametrize(
    ("text", "name", "kind", "cls"),
    [
        ("Ook wethouder Jansen sprak", "Jansen", Kind.PERSON, ""),
        ("Ook Marieke de Groot sprak", "Marieke de Groot", Kind.PERSON, ""),
        ("Ook H.G.J. Kampen sprak", "H.G.J. Kampen", Kind.PERSON, ""),
        ("De Wet register zeggenschap geldt", "Wet register zeggenschap", Kind.POLICY, "Law"),
        ("Het Goudse Dataregister groeit", "Goudse Dataregister", Kind.SYSTEM, ""),
        ("De stichting Gegevensdeling groeit", "Gegevensdeling", Kind.ORGANIZATION, "Foundation"),
        ("Met Stroomlijn , een portaal van de VNG , gaat het goed", "Stroomlijn", Kind.SYSTEM, ""),
        ("Met Stroomlijn ( portaal ) gaat het goed", "Stroomlijn", Kind.SYSTEM, ""),
        ("Kijk op www.voorbeeldloket.nl voor meer", "www.voorbeeldloket.nl", Kind.SYSTEM, "Portal"),
    ],
)
def test_a_name_is_typed_by_what_it_is_built_on_and_what_stands_around_it(
    cut: Callable[..., Sentence], lexis: Lexis, ontology: Ontology, text: str, name: str, kind: Kind, cls: str
) -> None:
    """Role, shape, head noun, noun before, apposition, brackets and address each tell the kind."""
    sentence = cut(text)
    start = text.index(name)
    row = [i for i, token in enumerate(sentence.tokens) if start <= token.start < start + len(name)]
    typed = type_name(sentence, row[0], row[-1] + 1, lexis, ontology)
    assert typed is not None
    assert typed.kind is kind
    assert 0 < typed.certainty <= 1
    assert not cls or cls in typed.classes


@pytest.mark.parametrize(
    ("text", "first", "last"), [("Ook Stroomlijn groeit", 1, 2), ("In Delft regent het", 1, 2), ("Op Maandag niet", 1, 2)]
)
def test_a_name_that_nothing_types_has_no_kind(
    cut: Callable[..., Sentence], lexis: Lexis, ontology: Ontology, text: str, first: int, last: int
) -> None:
    """A bare capitalised word is neither body nor system nor place with a kind."""
    assert type_name(cut(text), first, last, lexis, ontology) is None


@pytest.mark.parametrize(
    ("word", "cls", "plural"),
    [("stichting", "Foundation", False), ("wetten", "Law", True), ("verzamelwet", "Law", False), ("belastingwetten", "Law", True)],
)
def test_a_noun_tells_its_class_in_compounds_and_plurals_too(lexis: Lexis, word: str, cls: str, plural: bool) -> None:
    """The last part of a compound decides, if what stands before it is a word."""
    found = type_noun_of(word, lexis)
    assert found is not None
    assert (found[0].class_name, found[1]) == (cls, plural)


@pytest.mark.parametrize("word", ["tafel", "qxwet", "regen"])
def test_other_nouns_tell_no_class(lexis: Lexis, word: str) -> None:
    """What is no type noun, or only ends like one, tells nothing."""
    assert type_noun_of(word, lexis) is None


def test_a_noun_phrase_knows_its_determiner(cut: Callable[..., Sentence], lexis: Lexis) -> None:
    """``de nieuwe wet`` is definite, ``een convenant`` is not."""
    rows = {phrase.type_noun.lemma: phrase for phrase in find_phrases(cut("Volgens de nieuwe wet komt een convenant"), lexis)}
    assert rows["wet"].definite
    assert not rows["convenant"].definite


@pytest.fixture
def finder(register: Register, lexis: Lexis, ontology: Ontology) -> Finder:
    """A finder to which nobody proposes names."""
    return Finder(LabelMatcher(register.labels), register, lexis, ontology, lambda sentences: ((),) * len(sentences))


def test_mentions_are_the_longest_and_do_not_overlap(finder: Finder, cut: Callable[..., Sentence]) -> None:
    """Of labels inside each other the longest counts, and each mention is the text it stands for."""
    sentence = cut("De Wet open overheid geldt voor gemeenten en de Vereniging van Nederlandse Gemeenten")
    mentions = finder([sentence])
    assert [mention.text for mention in mentions] == ["Wet open overheid", "gemeenten", "Vereniging van Nederlandse Gemeenten"]
    assert all(mention.text == sentence.document.text[mention.start : mention.end] for mention in mentions)


def test_a_short_form_that_the_text_introduces_names_its_long_form(register: Register, lexis: Lexis, ontology: Ontology) -> None:
    """A bound abbreviation is a mention of the same thing, wherever it stands."""
    text = "De stichting Gegevensdeling Regio (SGR) groeit. De SGR groeit."
    document = Document("x", text)
    from beleidsgraaf.language import load_analyser

    finder = Finder(
        LabelMatcher(register.labels), register, lexis, ontology, lambda sentences: (((13, 33),), *((),) * (len(sentences) - 1))
    )
    mentions = finder(load_analyser().segment(document))
    short = [mention for mention in mentions if mention.text == "SGR"]
    assert [mention.found_by for mention in short] == [FoundBy.ABBREVIATION] * 2
    assert {mention.label for mention in mentions if not mention.anaphoric and mention.text != "stichting"} == {"Gegevensdeling Regio"}


def mention(text: str, kind: Kind, sentence: int = 0, *, start: int = 0, anaphoric: bool = False, classes: tuple[str, ...] = ()) -> Mention:
    """Return a mention that no register knows."""
    found_by = FoundBy.COREFERENCE if anaphoric else FoundBy.PATTERN
    return Mention(start, start + len(text), text, sentence, kind, classes, found_by, label=text, anaphoric=anaphoric)


@pytest.fixture
def chained(register: Register, lexis: Lexis, ontology: Ontology, cut: Callable[..., Sentence]) -> Callable[..., list[list[str]]]:
    """Chain mentions, and return their texts."""

    def chain(*mentions: Mention) -> list[list[str]]:
        sentences = [cut("zin", index=number) for number in range(8)]
        return [[row.text for row in chain.mentions] for chain in find_chains(mentions, sentences, register, lexis, ontology)]

    return chain


def test_the_same_name_is_one_thing(chained: Callable[..., list[list[str]]]) -> None:
    """A surname joins the full name, a shorter form its longer name; another kind stays apart."""
    full, short = mention("Marieke de Groot", Kind.PERSON), mention("Groot", Kind.PERSON, 1, start=20)
    other = mention("Groot", Kind.SYSTEM, 1, start=40)
    assert chained(full, short, other) == [["Marieke de Groot", "Groot"], ["Groot"]]


def test_a_definite_noun_refers_to_the_name_built_on_it(chained: Callable[..., list[list[str]]]) -> None:
    """``het convenant`` is the nearest convenant; ``het register`` none where only a law was named."""
    first = mention("Convenant Open Data", Kind.POLICY, 0, classes=("Covenant",))
    second = mention("Wet register zeggenschap", Kind.POLICY, 1, start=30, classes=("Law",))
    back = mention("convenant", Kind.POLICY, 2, start=60, anaphoric=True, classes=("Covenant",))
    assert chained(first, second, back) == [["Convenant Open Data", "convenant"], ["Wet register zeggenschap"]]
    stray = mention("register", Kind.SYSTEM, 2, start=60, anaphoric=True)
    assert chained(first, stray) == [["Convenant Open Data"]]


def test_a_chain_that_no_register_knows_is_named_after_its_text(register: Register, ontology: Ontology, lexis: Lexis) -> None:
    """The same name gives the same id in any document; a thing without a name of its own belongs to its document."""
    named = mention("Goudse Dataregister", Kind.SYSTEM)
    plain = mention("actieplan", Kind.POLICY, start=30, anaphoric=True)
    ids = []
    for text in ("een", "twee"):
        document = Document(text, text)
        sentences = [Sentence(document, 0, 3)]
        links, entities = link_chains(find_chains([named, plain], sentences, register, lexis, ontology), document, register, ontology)
        assert {link.entity for link in links} == {entity.id for entity in entities}
        ids.append(sorted(link.entity for link in links))
    assert "systeem/goudse-dataregister" in ids[0]
    assert set(ids[0]) & set(ids[1]) == {"systeem/goudse-dataregister"}


def before(sentence: int, *rows: tuple[str, Kind]) -> list[Link]:
    """Return links of earlier sentences, in order."""
    return [
        Link(Mention(10 * number, 10 * number + 5, name, sentence, kind, label=name), name, 1.0, "")
        for number, (name, kind) in enumerate(rows)
    ]


def pronoun(parsed: Callable[..., Sentence], word: str, *, relation: str = "nsubj") -> Sentence:
    """Return a sentence with a pronoun, the third of its document."""
    return parsed(f"{word}/PRON<{relation}:helpt helpt/VERB<root niemand/PRON<obj:helpt", index=2, before="x" * 200)


def test_a_pronoun_stands_for_the_one_that_fits(parsed: Callable[..., Sentence]) -> None:
    """``hij`` is the one person named, ``ze`` the actors named together."""
    vos, icto = ("vos", Kind.PERSON), ("ictu", Kind.ORGANIZATION)
    assert resolve_pronouns(pronoun(parsed, "Hij"), before(1, vos, icto), [])[0].entities == (vos,)
    pair = before(1, ("vng", Kind.ORGANIZATION), icto)
    assert resolve_pronouns(pronoun(parsed, "Ze"), pair, [pair])[0].entities == (("vng", Kind.ORGANIZATION), icto)


def test_a_pronoun_with_two_antecedents_or_none_stands_for_nobody(parsed: Callable[..., Sentence]) -> None:
    """Where several fit, or the only one is too far back, nobody is taken."""
    assert resolve_pronouns(pronoun(parsed, "Hij"), before(1, ("vos", Kind.PERSON), ("smit", Kind.PERSON)), []) == {}
    assert resolve_pronouns(pronoun(parsed, "Hij"), [], []) == {}
    far = parsed("Hij/PRON<nsubj:helpt helpt/VERB<root", index=7, before="x" * 200)
    assert resolve_pronouns(far, before(1, ("vos", Kind.PERSON)), []) == {}


def test_het_of_it_is_possible_stands_for_nothing(parsed: Callable[..., Sentence]) -> None:
    """``het is mogelijk om`` has a clause for what it stands for."""
    line = "Het/PRON<nsubj:mogelijk is/AUX<cop:mogelijk mogelijk/ADJ<root te/ADP<mark:kiezen kiezen/VERB<csubj:mogelijk"
    assert resolve_pronouns(parsed(line, index=2, before="x" * 200), before(1, ("digid", Kind.SYSTEM)), []) == {}


def test_a_noun_for_an_end_of_a_statement_refers_to_that_end(cut: Callable[..., Sentence], lexis: Lexis) -> None:
    """After ``X replaces Y``, ``de voorganger`` is Y."""
    said = Statement("x", "replaces", "y", (0, 5))
    links = before(0, ("x", Kind.SYSTEM), ("y", Kind.SYSTEM))
    text = "Ook de voorganger viel op"
    later = Sentence(Document("d", "x" * 100 + text), 100, 100 + len(text), 1, tokens=())
    tokens = tuple(type(token)(token.start + 100, token.end + 100, token.text) for token in cut(text).tokens)
    later = Sentence(later.document, later.start, later.end, 1, tokens=tokens)
    (link,) = relational_links([later], links, [said], lexis)
    assert (link.entity, link.mention.text, link.mention.anaphoric) == ("y", "voorganger", True)
    assert relational_links([later], links, [], lexis) == []
